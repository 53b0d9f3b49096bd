//! Has a module inside, with a definition of its own, which its init makes by hand.
use pyo3::prelude::*;

#[pymodule]
mod submodule {
    use super::*;

    #[pymodule]
    mod inner {
        use super::*;

        #[pyfunction]
        fn answer() -> u32 {
            42
        }

        #[pymodule_init]
        fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
            module.add("answered", module.getattr("answer")?.call0()?)
        }
    }
}
