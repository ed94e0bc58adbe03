//! No panic crosses into Python. pyo3 would make a `PanicException` of it, which is no `Exception` and slips through
//! what people write to catch errors; here it becomes an `InternalError` that says where it happened.

use pyo3::import_exception;
use pyo3::prelude::*;
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

import_exception!(doorstep._errors, InternalError);
import_exception!(doorstep._errors, OutputError);

/// Runs it; a panic is an error.
pub fn guarded<T>(work: impl FnOnce() -> PyResult<T>) -> PyResult<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Err(internal(&*panic)))
}

/// What a panic said, as an error.
pub fn internal(panic: &(dyn Any + Send)) -> PyErr {
    let said = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("it did not say why");
    InternalError::new_err(format!(
        "a fault of the program: {said}. Nothing of this answer is shown. Please report it with the scenario"
    ))
}
