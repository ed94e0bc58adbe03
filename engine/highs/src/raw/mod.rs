//! The one module of Doorstep with `unsafe` code: a HiGHS object and its C calls over slices.
//!
//! Every method here is sound whatever it is given: lengths are asserted, texts are `CStr`, and
//! HiGHS itself refuses an index outside the model. That the numbers make sense is checked above.
//! In every unsafe block `self.at()` is a live HiGHS object, because `Raw` owns it and only `drop`
//! destroys it; what else a call needs is said beside it.
#![allow(unsafe_code, reason = "HiGHS is reached through C; this module is the wall around it")]

mod change;
mod hand_over;
mod read;
mod run;

use std::ffi::{CStr, c_void};
use std::ptr::NonNull;

use highs_sys as c;

pub(crate) use hand_over::{Arrays, Rows};
pub(crate) use read::Part;
pub(crate) use run::{Event, Kind};

/// The whole number of the C interface.
pub(crate) type Int = c::HighsInt;

/// What a C call says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CallStatus {
    Ok,
    Warning,
    Error,
}

impl From<Int> for CallStatus {
    fn from(code: Int) -> Self {
        match code {
            c::kHighsStatusOk => Self::Ok,
            c::kHighsStatusWarning => Self::Warning,
            _ => Self::Error,
        }
    }
}

fn count<T>(list: &[T]) -> Int {
    Int::try_from(list.len()).expect("lengths are checked against HiGHS's whole number before they come here")
}

fn sense(minimise: bool) -> Int {
    if minimise { c::kHighsObjSenseMinimize } else { c::kHighsObjSenseMaximize }
}

pub(crate) fn version() -> [u32; 3] {
    // SAFETY: three functions without arguments that return constants.
    let numbers = unsafe { [c::Highs_versionMajor(), c::Highs_versionMinor(), c::Highs_versionPatch()] };
    numbers.map(Int::unsigned_abs)
}

/// An owned HiGHS object. Not `Send`: HiGHS keeps its workers in thread-local storage.
pub(crate) struct Raw {
    pointer: NonNull<c_void>,
}

impl Drop for Raw {
    fn drop(&mut self) {
        // SAFETY: the pointer came from Highs_create and is given up here, once.
        unsafe { c::Highs_destroy(self.at()) }
    }
}

impl Raw {
    pub(crate) fn new() -> Option<Self> {
        // SAFETY: takes nothing; returns null or an object that is ours.
        NonNull::new(unsafe { c::Highs_create() }).map(|pointer| Self { pointer })
    }

    fn at(&self) -> *mut c_void {
        self.pointer.as_ptr()
    }

    pub(crate) fn columns(&self) -> usize {
        // SAFETY: reads a count.
        usize::try_from(unsafe { c::Highs_getNumCol(self.at()) }).unwrap_or(0)
    }

    pub(crate) fn rows(&self) -> usize {
        // SAFETY: reads a count.
        usize::try_from(unsafe { c::Highs_getNumRow(self.at()) }).unwrap_or(0)
    }

    pub(crate) fn set_bool(&mut self, name: &CStr, value: bool) -> CallStatus {
        // SAFETY: the name ends in NUL and is only read.
        unsafe { c::Highs_setBoolOptionValue(self.at(), name.as_ptr(), Int::from(value)) }.into()
    }

    pub(crate) fn set_int(&mut self, name: &CStr, value: Int) -> CallStatus {
        // SAFETY: as above.
        unsafe { c::Highs_setIntOptionValue(self.at(), name.as_ptr(), value) }.into()
    }

    pub(crate) fn set_real(&mut self, name: &CStr, value: f64) -> CallStatus {
        // SAFETY: as above.
        unsafe { c::Highs_setDoubleOptionValue(self.at(), name.as_ptr(), value) }.into()
    }

    pub(crate) fn set_text(&mut self, name: &CStr, value: &CStr) -> CallStatus {
        // SAFETY: as above, for both texts.
        unsafe { c::Highs_setStringOptionValue(self.at(), name.as_ptr(), value.as_ptr()) }.into()
    }
}
