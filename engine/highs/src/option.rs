//! The value of a HiGHS option.

/// A value for [`crate::Highs::set_option`]; the name of the option fixes which kind HiGHS takes.
#[derive(Clone, Debug, PartialEq)]
pub enum OptionValue {
    /// On or off.
    Bool(bool),
    /// A whole number.
    Int(i32),
    /// A number.
    Real(f64),
    /// A word.
    Text(String),
}

impl From<bool> for OptionValue {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i32> for OptionValue {
    fn from(value: i32) -> Self {
        Self::Int(value)
    }
}

impl From<f64> for OptionValue {
    fn from(value: f64) -> Self {
        Self::Real(value)
    }
}

impl From<&str> for OptionValue {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}
