//! Says that it needs the GIL.
use pyo3::prelude::*;

#[pymodule(gil_used = true)]
fn gil_used(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("answer", 42)
}
