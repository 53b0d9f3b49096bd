//! Has PyO3's bindings alone, and a definition and an entry function written by hand.
use pyo3::ffi;
use std::cell::UnsafeCell;
use std::ffi::{c_int, c_void};

struct Definition(UnsafeCell<ffi::PyModuleDef>);
struct Slots(UnsafeCell<[ffi::PyModuleDef_Slot; 2]>);

// SAFETY: only CPython changes them, under its own locks.
unsafe impl Sync for Definition {}
// SAFETY: as above.
unsafe impl Sync for Slots {}

static SLOTS: Slots = Slots(UnsafeCell::new([
    ffi::PyModuleDef_Slot {
        slot: ffi::Py_mod_exec,
        value: exec as unsafe extern "C" fn(*mut ffi::PyObject) -> c_int as *mut c_void,
    },
    ffi::PyModuleDef_Slot {
        slot: 0,
        value: std::ptr::null_mut(),
    },
]));

static DEFINITION: Definition = Definition(UnsafeCell::new(ffi::PyModuleDef {
    m_base: ffi::PyModuleDef_HEAD_INIT,
    m_name: c"raw_multi_phase".as_ptr(),
    m_doc: std::ptr::null(),
    m_size: 0,
    m_methods: std::ptr::null_mut(),
    m_slots: SLOTS.0.get().cast(),
    m_traverse: None,
    m_clear: None,
    m_free: None,
}));

unsafe extern "C" fn exec(module: *mut ffi::PyObject) -> c_int {
    // SAFETY: CPython calls this with a module.
    unsafe { ffi::PyModule_AddIntConstant(module, c"answer".as_ptr(), 42) }
}

/// The entry function.
#[no_mangle]
pub extern "C" fn PyInit_raw_multi_phase() -> *mut ffi::PyObject {
    // SAFETY: the definition lives as long as the process.
    unsafe { ffi::PyModuleDef_Init(DEFINITION.0.get()) }
}
