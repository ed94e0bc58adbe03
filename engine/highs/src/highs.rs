//! The solver object: options, the model, and the run.

use std::ffi::CString;
use std::path::Path;

use crate::progress::Watch;
use crate::raw::{Arrays, CallStatus, Int, Raw, Rows};
use crate::{Flow, HighsError, Model, OptionValue, Progress, Result, RunEnd, check};

/// A HiGHS with the model it was given.
///
/// It belongs to the thread that made it. A linear model goes on from the basis of the last run,
/// so among equally good answers the one found may depend on what was solved before, never on
/// chance; [`Highs::clear_solver`] forgets that. A whole-number model is always solved as if for
/// the first time, but for a start given since the last run.
pub struct Highs {
    pub(crate) raw: Raw,
    /// Which columns are whole numbers now; its length is the number of columns.
    pub(crate) integer: Vec<bool>,
    /// How the last run ended, gone as soon as the model is changed: HiGHS itself keeps some
    /// answers to the old question.
    pub(crate) end: Option<RunEnd>,
    /// Whether a start was given since the last run.
    pub(crate) started: bool,
    named: bool,
}

impl Highs {
    /// A silent HiGHS on one thread with seed 0, without a model.
    ///
    /// # Errors
    ///
    /// [`HighsError::NotStarted`] if there is no memory for it.
    pub fn new() -> Result<Self> {
        let raw = Raw::new().ok_or(HighsError::NotStarted)?;
        let mut highs = Self { raw, integer: Vec::new(), end: None, started: false, named: false };
        highs.set_option("output_flag", false.into())?;
        highs.set_option("threads", 1.into())?;
        highs.set_option("random_seed", 0.into())?;
        Ok(highs)
    }

    /// Sets an option by the name HiGHS has for it.
    ///
    /// `threads` is shared by all of a thread's HiGHS objects; HiGHS refuses to run after it
    /// was changed.
    ///
    /// # Errors
    ///
    /// [`HighsError::Refused`] if there is no such option, or it takes another kind of value or
    /// other values; [`HighsError::Text`] for a text C cannot hold; [`HighsError::Number`] for NaN.
    #[allow(clippy::needless_pass_by_value, reason = "reads better at the call: highs.set_option(name, 1.into())")]
    pub fn set_option(&mut self, name: &str, value: OptionValue) -> Result<()> {
        let c_name = text(name)?;
        let status = match &value {
            OptionValue::Bool(value) => self.raw.set_bool(&c_name, *value),
            OptionValue::Int(value) => self.raw.set_int(&c_name, *value),
            OptionValue::Real(value) if value.is_nan() => {
                let rule = "a number";
                return Err(HighsError::Number { what: "option", position: 0, value: *value, rule });
            }
            OptionValue::Real(value) => self.raw.set_real(&c_name, *value),
            OptionValue::Text(value) => self.raw.set_text(&c_name, text(value)?.as_c_str()),
        };
        accept(status, false, || format!("set option {name} to {value:?}"))
    }

    /// Hands over a whole model in one call, in place of the one there was, names included.
    ///
    /// # Errors
    ///
    /// Any length, index or number that [`Model`] does not allow, and
    /// [`HighsError::Refused`] if HiGHS would have changed the model.
    pub fn pass(&mut self, model: &Model) -> Result<()> {
        let columns = model.cost.len();
        check::length("lower", &model.lower, columns)?;
        check::length("upper", &model.upper, columns)?;
        check::length("integer", &model.integer, columns)?;
        check::finite("offset", &[model.offset])?;
        check::finite("cost", &model.cost)?;
        check::bounds("lower", &model.lower, "upper", &model.upper)?;
        check::rows(&model.row_lower, &model.row_upper, &model.starts, &model.columns, &model.values, columns)?;
        check::int("columns", columns)?;
        check::int("rows", model.row_lower.len())?;
        let arrays = Arrays {
            minimise: model.minimise,
            offset: model.offset,
            cost: &model.cost,
            lower: &model.lower,
            upper: &model.upper,
            integer: &model.integer.iter().map(|&whole| Int::from(whole)).collect::<Vec<_>>(),
            rows: Rows {
                lower: &model.row_lower,
                upper: &model.row_upper,
                starts: &check::ints("entries", &model.starts)?,
                columns: &check::ints("columns", &model.columns)?,
                values: &model.values,
            },
        };
        self.end = None;
        self.started = false;
        self.named = false;
        let crossed = crossing(&model.lower, &model.upper) || crossing(&model.row_lower, &model.row_upper);
        let status = self.raw.pass(&arrays);
        self.integer.clone_from(&model.integer);
        self.integer.resize(self.raw.columns(), false);
        accept(status, crossed, || "take the model as it is".to_owned())
    }

    /// Names every column and row, for [`Highs::write_model`].
    ///
    /// # Errors
    ///
    /// [`HighsError::Length`] if there is not one for each; [`HighsError::Text`] and
    /// [`HighsError::Refused`] for an empty name or one with a NUL character.
    pub fn set_names(&mut self, columns: &[String], rows: &[String]) -> Result<()> {
        check::length("column names", columns, self.columns())?;
        check::length("row names", rows, self.rows())?;
        for (column, name) in (0..).zip(columns) {
            accept(self.raw.name_column(column, &text(name)?), false, || format!("name a column {name:?}"))?;
        }
        for (row, name) in (0..).zip(rows) {
            accept(self.raw.name_row(row, &text(name)?), false, || format!("name a row {name:?}"))?;
        }
        self.named = true;
        Ok(())
    }

    /// How many columns the model has.
    pub fn columns(&self) -> usize {
        self.integer.len()
    }

    /// How many rows the model has now.
    pub fn rows(&self) -> usize {
        self.raw.rows()
    }

    /// Solves the model as it is now. `watch` is asked at every point where HiGHS can be stopped
    /// and told of every better solution. A panic in it stops the solve and then goes on.
    ///
    /// A time limit counts from here, not from the first run of this object.
    ///
    /// # Errors
    ///
    /// None that a caller can cause: whatever befalls the solve itself is a [`RunEnd`].
    pub fn run(&mut self, watch: &mut dyn FnMut(&Progress<'_>) -> Flow) -> Result<RunEnd> {
        let started = std::mem::take(&mut self.started);
        self.end = None;
        // HiGHS would take a solution left from before as a start, and search to mend it.
        if self.has_whole_numbers() && !started {
            self.clear_solver()?;
        }
        let mut watch = Watch::new(watch, started);
        let call = self.raw.run(&mut |event| watch.hear(event));
        let end = RunEnd::from_highs(call, self.raw.model_status());
        self.end = Some(end.clone());
        Ok(end)
    }

    /// Writes the model to a file, in the format its suffix names: `.lp` or `.mps`.
    ///
    /// # Errors
    ///
    /// [`HighsError::Refused`] if the file cannot be written, its suffix is another, or the
    /// format does not allow the names given (HiGHS would write other ones in their place).
    pub fn write_model(&mut self, path: &Path) -> Result<()> {
        let shown = path.display().to_string();
        let call = || format!("write the model to {shown} with its names");
        if !path.extension().is_some_and(|suffix| suffix == "lp" || suffix == "mps") {
            return Err(HighsError::Refused { call: call() });
        }
        let name = path.to_str().ok_or_else(|| HighsError::Text { text: shown.clone() })?;
        // Without names HiGHS makes some up and warns.
        let status = self.raw.write_model(&text(name)?);
        accept(status, !self.named, call)
    }
}

pub(crate) fn text(text: &str) -> Result<CString> {
    CString::new(text).map_err(|_| HighsError::Text { text: text.to_owned() })
}

/// A warning means that HiGHS did something else than was asked, unless it was foreseen.
pub(crate) fn accept(status: CallStatus, warning: bool, call: impl FnOnce() -> String) -> Result<()> {
    match status {
        CallStatus::Ok => Ok(()),
        CallStatus::Warning if warning => Ok(()),
        CallStatus::Warning | CallStatus::Error => Err(HighsError::Refused { call: call() }),
    }
}

/// HiGHS warns of a lower bound above the upper one and rightly keeps both.
pub(crate) fn crossing(lower: &[f64], upper: &[f64]) -> bool {
    lower.iter().zip(upper).any(|(lower, upper)| lower > upper)
}
