//! The extension under the Python package `doorstep`.
//!
//! One seam: a question is asked in the command's own words, by the command's own code (`bindings/cli`), and what
//! the command would show and write comes back in memory. So the library can say nothing that the command does not
//! say, and neither can drift from the other. Everything that makes it Python (classes, exceptions, helpers for
//! data frames) is Python, in `python/doorstep`.

#![allow(clippy::needless_pass_by_value, reason = "Python hands over values of its own making")]

#[path = "../../cli/mod.rs"]
mod cli;

mod ask;
mod columns;
mod guard;
mod pictures;
mod plain;
mod table;

use pyo3::prelude::*;

/// What `import doorstep._doorstep` brings.
#[pymodule]
fn _doorstep(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;

    module.add_class::<ask::Answer>()?;
    module.add_class::<table::Table>()?;
    module.add_function(wrap_pyfunction!(ask::ask, module)?)?;
    module.add_function(wrap_pyfunction!(ask::wait_for_the_stopped, module)?)?;
    module.add_function(wrap_pyfunction!(plain::main, module)?)?;
    module.add_function(wrap_pyfunction!(plain::bundled, module)?)?;
    module.add_function(wrap_pyfunction!(plain::bundled_text, module)?)?;
    module.add_function(wrap_pyfunction!(plain::replace, module)?)?;
    module.add_function(wrap_pyfunction!(plain::panic_on_purpose, module)?)?;
    module.add_function(wrap_pyfunction!(pictures::pictures, module)?)?;
    module.add_function(wrap_pyfunction!(table::csv_of, module)?)?;
    Ok(())
}
