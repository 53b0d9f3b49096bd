//! Its init loads the same file two times more, as module objects of their own.
use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::ffi::{c_char, c_int, c_void, CStr};
use std::sync::atomic::{AtomicBool, Ordering};

static INSIDE: AtomicBool = AtomicBool::new(false);

const LOAD_TWICE: &CStr = c"
import importlib.machinery, importlib.util
for _ in range(2):
    loader = importlib.machinery.ExtensionFileLoader('imports_itself_twice', file)
    again = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(again)
";

#[repr(C)]
struct Place {
    file: *const c_char,
    base: *mut c_void,
    name: *const c_char,
    address: *mut c_void,
}

extern "C" {
    fn dladdr(address: *const c_void, place: *mut Place) -> c_int;
}

/// The file that this code is in: a module that its entry function makes does not know it yet.
fn own_file() -> PyResult<String> {
    let mut place = Place {
        file: std::ptr::null(),
        base: std::ptr::null_mut(),
        name: std::ptr::null(),
        address: std::ptr::null_mut(),
    };
    // SAFETY: the address is one of this file's, and the loader's text lives as long as the file is loaded.
    unsafe {
        if dladdr((&raw const INSIDE).cast(), &mut place) == 0 {
            return Err(PyOSError::new_err("the loader does not know this file"));
        }
        Ok(CStr::from_ptr(place.file).to_string_lossy().into_owned())
    }
}

#[pymodule]
fn imports_itself_twice(module: &Bound<'_, PyModule>) -> PyResult<()> {
    if INSIDE.swap(true, Ordering::SeqCst) {
        return Ok(());
    }
    let variables = PyDict::new(module.py());
    variables.set_item("file", own_file()?)?;
    module.py().run(LOAD_TWICE, Some(&variables), None)
}
