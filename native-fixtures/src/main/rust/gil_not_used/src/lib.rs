//! Says that it runs without the GIL, which is what PyO3 says of a module that says nothing.
use pyo3::prelude::*;

#[pymodule(gil_used = false)]
fn gil_not_used(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("answer", 42)
}
