//! Its init raises an exception.
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

#[pymodule]
fn raises(_module: &Bound<'_, PyModule>) -> PyResult<()> {
    Err(PyRuntimeError::new_err("it does not want to"))
}
