//! Its init panics, which PyO3 turns into an exception that is no Exception.
use pyo3::prelude::*;

#[pymodule]
fn panics(_module: &Bound<'_, PyModule>) -> PyResult<()> {
    panic!("it cannot go on");
}
