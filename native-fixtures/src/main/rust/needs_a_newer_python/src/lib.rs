//! Calls a function that the Stable ABI has since 3.14 only, whatever it is built for.
use pyo3::prelude::*;

extern "C" {
    fn Py_PACK_VERSION(major: i32, minor: i32) -> u32;
}

#[pymodule]
fn needs_a_newer_python(module: &Bound<'_, PyModule>) -> PyResult<()> {
    // SAFETY: it only computes.
    module.add("version", unsafe { Py_PACK_VERSION(3, 14) })
}
