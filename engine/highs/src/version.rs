//! Which HiGHS was linked, and whether its answers can be used.

use std::fmt;

use crate::{HighsError, Result, raw};

/// A version of HiGHS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// The first number.
    pub major: u32,
    /// The second number.
    pub minor: u32,
    /// The third number.
    pub patch: u32,
}

/// The oldest version Doorstep accepts.
///
/// 1.14.0 with presolve returned wrong answers marked optimal (HiGHS issues 3002, 3043 and 3073),
/// one of them on rows of Doorstep's own shape.
pub const OLDEST_SUPPORTED: Version = Version { major: 1, minor: 15, patch: 0 };

impl fmt::Display for Version {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

impl Version {
    /// This version, if it is not older than [`OLDEST_SUPPORTED`].
    ///
    /// # Errors
    ///
    /// [`HighsError::TooOld`] if it is older.
    pub fn supported(self) -> Result<Self> {
        if self < OLDEST_SUPPORTED {
            return Err(HighsError::TooOld { found: self });
        }
        Ok(self)
    }
}

/// The version of the HiGHS this program was linked with, asked of HiGHS itself.
pub fn version() -> Version {
    let [major, minor, patch] = raw::version();
    Version { major, minor, patch }
}

/// The linked version, or an error if its answers cannot be trusted. Programs call this at start.
///
/// # Errors
///
/// [`HighsError::TooOld`] if HiGHS is older than [`OLDEST_SUPPORTED`].
pub fn require_supported() -> Result<Version> {
    version().supported()
}
