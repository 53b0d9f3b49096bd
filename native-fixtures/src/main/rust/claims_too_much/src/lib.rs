//! Calls a function that is in no Stable ABI, whatever it is built for.
use pyo3::prelude::*;

extern "C" {
    fn PyUnicode_New(size: isize, largest: u32) -> *mut pyo3::ffi::PyObject;
}

#[pymodule]
fn claims_too_much(module: &Bound<'_, PyModule>) -> PyResult<()> {
    // SAFETY: an empty string needs no filling.
    let empty = unsafe { Bound::from_owned_ptr(module.py(), PyUnicode_New(0, 0)) };
    module.add("empty", empty)
}
