//! What can be wrong with an input: a stable code, a place, what is wrong, what to do.

use crate::reference::Record;
use std::fmt;

/// Where in the user's files something stands. Lines and columns count from 1; in a sheet of a workbook they are its
/// rows and columns.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Place {
    /// The file as the user named it, relative to the scenario's folder.
    pub file: String,
    /// The sheet, if the file is a workbook; empty otherwise, and where the whole workbook is meant.
    pub sheet: String,
    /// Line, from 1; 0 when the whole file is meant.
    pub line: usize,
    /// Column in characters, from 1; 0 when the whole line is meant.
    pub column: usize,
}

impl Place {
    /// A whole file.
    #[must_use]
    pub fn file(name: &str) -> Self {
        Self { file: name.to_owned(), ..Self::default() }
    }

    /// A sheet of a workbook.
    #[must_use]
    pub fn sheet(file: &str, sheet: &str) -> Self {
        Self { sheet: sheet.to_owned(), ..Self::file(file) }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.sheet.is_empty() {
            return match (self.line, self.column) {
                (0, _) => write!(f, "{}: {}", self.file, self.sheet),
                (row, 0) => write!(f, "{}: {}, row {row}", self.file, self.sheet),
                (row, column) => write!(f, "{}: {}!{}{row}", self.file, self.sheet, letters(column)),
            };
        }
        match (self.line, self.column) {
            (0, _) => write!(f, "{}", self.file),
            (line, 0) => write!(f, "{}:{line}", self.file),
            (line, column) => write!(f, "{}:{line}:{column}", self.file),
        }
    }
}

/// The letters of a sheet's column, counted from 1: 1 is A, 27 is AA.
#[must_use]
pub fn letters(column: usize) -> String {
    let mut rest = column;
    let mut found = Vec::new();
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        found.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    found.iter().rev().collect()
}

/// Does this stop the work, or is it only to be looked at?
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is computed until it is mended.
    Error,
    /// The work goes on; every output repeats it.
    Warning,
}

macro_rules! codes {
    ($($variant:ident $text:literal $severity:ident $title:literal;)*) => {
        /// A stable code for each kind of fault. A code never changes its meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code { $(#[doc = $title] $variant,)* }
        impl Code {
            /// Every code there is, in order.
            pub const ALL: &'static [Code] = &[$(Code::$variant),*];
            /// The code as printed, such as `DS101`.
            pub fn text(self) -> &'static str { match self { $(Code::$variant => $text,)* } }
            /// What the code stands for, in one line.
            pub fn title(self) -> &'static str { match self { $(Code::$variant => $title,)* } }
            /// Error or warning.
            pub fn severity(self) -> Severity { match self { $(Code::$variant => Severity::$severity,)* } }
        }
    };
}

codes! {
    FileUnreadable "DS001" Error "a file cannot be read";
    FileTooLarge "DS002" Error "a file is larger than the limit";
    NotUtf8 "DS003" Error "a file is not UTF-8 text";
    PathRefused "DS004" Error "a path leaves the scenario's folder or is not a plain file";
    NotAWorkbook "DS005" Error "a file is no workbook that can be read";
    Syntax "DS101" Error "the scenario file is not well-formed RON";
    UnknownSetting "DS102" Error "a setting that does not exist";
    MissingSetting "DS103" Error "a setting that must be given is not";
    GivenTwice "DS104" Error "the same name is given twice";
    WrongShape "DS105" Error "a value has the wrong form";
    BadNumber "DS106" Error "a number that is not usable";
    OutOfRange "DS107" Error "a value outside its bounds";
    BadMoney "DS108" Error "an amount of money that cannot be read";
    BadQuantity "DS109" Error "a distance, a time or a share that cannot be read";
    UnknownName "DS110" Error "a name that stands nowhere else";
    NotSupported "DS111" Error "asked for something this version cannot do";
    BadId "DS112" Error "an id that cannot be used";
    PersonLevel "DS113" Error "a column that looks like data about single persons";
    EmptyTable "DS201" Error "a table without header or rows";
    MissingColumn "DS202" Error "a table lacks a column";
    UnusedColumn "DS203" Warning "a column that nothing reads";
    RowShape "DS204" Error "a row has more or fewer fields than the header";
    BadCell "DS205" Error "a cell that cannot be read";
    SuppressedCount "DS206" Error "a suppressed count; nothing is assumed for it";
    OddPosition "DS207" Error "a position that is not on the British National Grid";
    BadOutlines "DS208" Error "outlines that cannot be drawn, or are of other places";
    BadSheet "DS209" Error "a sheet that cannot be read as one table";
    OddSheet "DS210" Warning "something in a sheet that is easily overlooked";
    Contradiction "DS301" Error "two statements that cannot both hold";
    BaselineBroken "DS302" Error "the baseline does what the scenario says cannot be done";
    NobodyCounted "DS303" Error "there is nobody to reach";
    TargetTooLarge "DS304" Error "a target above everything that may be touched";
    OutOfReach "DS305" Warning "people without any candidate place";
    AssumptionUnsourced "DS306" Warning "an assumption without a source";
    ChangeTouchesNothing "DS307" Error "a change of a variant touches nothing";
    VariantCircle "DS308" Error "variants that stand on each other in a circle";
    LooksWrong "DS309" Warning "a value that is allowed but looks like a slip";
    NothingToDecide "DS310" Error "no goal, or nothing to decide";
    NotAPlan "DS311" Error "a file that is no plan, or states nothing";
    PlanBroken "DS312" Error "a plan states what the scenario says cannot be done";
    UnknownOption "DS313" Error "an option that a run does not have";
    LedgerDiffers "DS314" Error "a ledger that is not what today costs";
    BadSpread "DS315" Error "values of an uncertain number that cannot be";
    ExportDiffers "DS316" Error "an exported ledger that does not add up, or in which a row is not accounted for";
    NotARun "DS401" Error "a folder that is no whole run";
    NothingInCommon "DS402" Error "runs that have nothing in common to compare";
    NotForPublication "DS403" Error "a page that may not be published as it is";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

/// One thing wrong with an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Which kind.
    pub code: Code,
    /// Where.
    pub place: Place,
    /// What is wrong, quoting the value.
    pub what: String,
    /// What to do about it.
    pub fix: String,
}

impl Fault {
    /// Does it stop the work?
    pub fn is_error(&self) -> bool {
        self.code.severity() == Severity::Error
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.is_error() { "error" } else { "warning" };
        write!(f, "{}: {kind} {}: {}. {}", self.place, self.code, self.what, self.fix)
    }
}

/// Most faults that are kept: enough for any reader, and a broken table of a million rows does not
/// fill the memory.
const KEPT: usize = 10_000;

/// Every fault found so far. Reading goes on after a fault, so that one run reports all.
#[derive(Debug, Clone, Default)]
pub struct Faults {
    kept: Vec<Fault>,
    any_error: bool,
    /// What the readers say of themselves, where somebody listens.
    pub(crate) record: Option<Box<Record>>,
}

impl Faults {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one. Beyond ten thousand only the first error is still taken.
    pub fn add(&mut self, code: Code, place: &Place, what: impl Into<String>, fix: impl Into<String>) {
        let first_error = code.severity() == Severity::Error && !self.any_error;
        if self.kept.len() < KEPT || first_error {
            self.kept.push(Fault { code, place: place.clone(), what: what.into(), fix: fix.into() });
        }
        self.any_error |= first_error;
    }

    /// Is anything among them an error?
    pub fn any_error(&self) -> bool {
        self.any_error
    }

    /// How many there are, of either kind.
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// All of them by file, line and column, errors before warnings, each once.
    pub fn sorted(mut self) -> Vec<Fault> {
        self.kept.sort_by(|a, b| {
            (a.code.severity(), &a.place, a.code, &a.what).cmp(&(b.code.severity(), &b.place, b.code, &b.what))
        });
        self.kept.dedup();
        self.kept
    }
}

/// Characters of a value that a message shows.
const SHOWN: usize = 60;

/// A value quoted for a message: cut at 60 characters, what cannot be seen made visible.
#[must_use]
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", bare(text))
}

/// As [`quoted`], without the quotes: for numbers and lists of names.
#[must_use]
pub fn bare(text: &str) -> String {
    let mut shown = String::new();
    for (count, character) in text.chars().enumerate() {
        if count == SHOWN {
            shown.push('…');
            break;
        }
        if is_invisible(character) {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    shown
}

/// Control characters, and those that take no room or turn the direction of writing.
#[must_use]
pub fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

/// Up to eight names for a message: `a, b, c and 4 more`.
pub fn some_of<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    const MOST: usize = 8;
    let mut names = names.into_iter();
    let shown = names.by_ref().take(MOST).map(bare).collect::<Vec<_>>().join(", ");
    match names.count() {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// Longest name that is compared with others, in characters; ids are not longer.
const COMPARED: usize = 100;

/// The known name that `given` is most likely a slip of, if any.
pub(crate) fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = given.to_lowercase();
    let length = lower.chars().count();
    if length > COMPARED {
        return None;
    }
    let distance = |name: &str| {
        let name = name.to_lowercase();
        let (other, zeros) = (name.chars().count(), |text: &str| text.trim_start_matches('0').to_owned());
        let allowed = (length.max(other) / 3).max(1);
        if !lower.is_empty() && lower.starts_with(|c: char| c.is_ascii_digit()) && zeros(&lower) == zeros(&name) {
            return Some(0); // a spreadsheet ate the zeros of 007
        }
        if length >= 3 && other >= 3 && (name.starts_with(&lower) || lower.starts_with(&name)) {
            return Some(1); // a word left unfinished, or with something behind it
        }
        if other > COMPARED || length.abs_diff(other) > allowed {
            return None;
        }
        Some(strsim::osa_distance(&lower, &name)).filter(|distance| *distance <= allowed)
    };
    known.into_iter().filter_map(|name| Some((distance(name)?, name))).min().map(|(_, name)| name)
}

/// "Did you mean …?", or the names there are when none is near.
pub(crate) fn suggestion<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let mut known: Vec<&str> = known.into_iter().collect();
    known.sort_unstable();
    known.dedup();
    match nearest(given, known.iter().copied()) {
        Some(name) => format!("Did you mean {}?", quoted(name)),
        None if known.is_empty() => "There is nothing it could name; remove it".to_owned(),
        None => format!("Use one of: {}", some_of(known)),
    }
}
