//! Nothing is odd: a function, a class and an exception, as a binding has them.
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

pyo3::create_exception!(right, TooLarge, PyValueError);

/// Doubles a number that stays small.
#[pyfunction]
fn double(number: u32) -> PyResult<u32> {
    number
        .checked_mul(2)
        .ok_or_else(|| TooLarge::new_err("too large"))
}

/// Counts.
#[pyclass]
struct Counter {
    count: u64,
}

#[pymethods]
impl Counter {
    #[new]
    fn new() -> Self {
        Counter { count: 0 }
    }

    fn up(&mut self) -> u64 {
        self.count += 1;
        self.count
    }
}

#[pymodule]
fn right(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("TooLarge", module.py().get_type::<TooLarge>())?;
    module.add_class::<Counter>()?;
    module.add_function(wrap_pyfunction!(double, module)?)?;
    // Used as well, so that what is wrong with a class or a function shows when it is imported.
    let counter = module.getattr("Counter")?.call0()?;
    let one: u32 = counter.call_method0("up")?.extract()?;
    module.add("two", module.getattr("double")?.call1((one,))?)
}
