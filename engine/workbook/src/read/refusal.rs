//! Why a workbook, or a sheet of it, is not read.

use doorstep_scenario::{Code, Faults, Place};

/// Why something is not read. Where that is, whoever asked knows.
#[derive(Debug)]
pub(super) struct Refusal {
    code: Code,
    what: String,
    fix: String,
}

/// What was asked for, or why it cannot be had.
pub(super) type Judged<T> = Result<T, Refusal>;

impl Refusal {
    /// It is no workbook, or none of a kind that is read.
    pub fn no_workbook(what: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { code: Code::NotAWorkbook, what: what.into(), fix: fix.into() }
    }

    /// It is a workbook that other programs might mend.
    pub fn damaged(what: impl Into<String>) -> Self {
        Self::no_workbook(what, "Open it in Excel or LibreOffice, which may mend it, and save it again as .xlsx")
    }

    /// It is larger than the limit.
    pub fn too_large(what: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { code: Code::FileTooLarge, what: what.into(), fix: fix.into() }
    }

    /// It cannot be one table.
    pub fn bad_sheet(what: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { code: Code::BadSheet, what: what.into(), fix: fix.into() }
    }

    /// Adds it to the faults.
    pub fn tell(self, place: &Place, faults: &mut Faults) {
        faults.add(self.code, place, self.what, self.fix);
    }
}

/// A number as people write it: 1,000,000.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut shown = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

/// So many bytes in words: 50 MB.
pub(super) fn megabytes(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{} MB", grouped(bytes / 1_000_000)),
    }
}
