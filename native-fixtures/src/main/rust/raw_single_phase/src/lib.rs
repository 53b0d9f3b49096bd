//! Has PyO3's bindings alone, and makes its module in the entry function.
use pyo3::ffi;
use std::cell::UnsafeCell;

struct Definition(UnsafeCell<ffi::PyModuleDef>);

// SAFETY: only CPython changes it, under its own locks.
unsafe impl Sync for Definition {}

static DEFINITION: Definition = Definition(UnsafeCell::new(ffi::PyModuleDef {
    m_base: ffi::PyModuleDef_HEAD_INIT,
    m_name: c"raw_single_phase".as_ptr(),
    m_doc: std::ptr::null(),
    m_size: -1,
    m_methods: std::ptr::null_mut(),
    m_slots: std::ptr::null_mut(),
    m_traverse: None,
    m_clear: None,
    m_free: None,
}));

/// The entry function.
#[no_mangle]
pub extern "C" fn PyInit_raw_single_phase() -> *mut ffi::PyObject {
    // SAFETY: the definition lives as long as the process.
    unsafe { ffi::PyModule_Create(DEFINITION.0.get()) }
}
