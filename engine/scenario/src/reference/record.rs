//! What the readers say of themselves while they read: every bracket they open, every setting they
//! ask for, and the form they take it in. Nothing is kept unless somebody listens.

use crate::{Faults, Place};
use std::collections::BTreeMap;

/// What a reader takes a value to be.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Form {
    /// Entries by id; what follows is each entry, after its [`Form::Name`] where ids are not free.
    Map,
    /// A list; what follows is each item.
    List,
    /// Two values in brackets.
    Pair,
    /// Two names and a number in brackets.
    Correlation,
    /// One of several words, each with a bracket of its own.
    Kinds(Vec<String>),
    /// The settings of a bracket.
    Bracket(String),
    Words(Vec<String>),
    Text,
    /// A text, or several.
    Texts,
    /// An id that is made up here.
    Id,
    /// The name of something that is written elsewhere.
    Name(&'static str),
    /// The same, several in one cell.
    Bars(&'static str),
    File,
    Path,
    /// One value, in the unit of the number it is about.
    InUnit,
    /// One value, shown as it is written.
    Written,
    Anything,
    YesNo,
    YesNoCell,
    Money,
    SignedMoney,
    MoneyCell,
    SignedMoneyCell,
    /// One value for all years, or one for each; what follows is the value.
    ByYear,
    Date,
    FirstOfMonth,
    /// By how much something grows in a year.
    Rate,
    Share,
    ShareAboveZero,
    Way,
    WayAboveZero,
    Metres,
    Number(f64, f64),
    Whole(u32, u32),
    /// A whole number up to how many of these there are.
    Count(&'static str),
    /// The same from 1.
    FromOne(&'static str),
    /// This and nothing else.
    Exactly(u32),
    Sessions,
    SessionsOrNone,
    Year,
}

/// What was asked for under one name.
#[derive(Debug, Clone)]
pub(crate) struct Heard {
    pub name: String,
    /// Was it asked for as something that must be given; as something that may be left out?
    pub needed: bool,
    pub optional: bool,
    /// What holds where it is left out.
    pub default: Option<String>,
    /// What it was taken to be, each time.
    pub forms: Vec<Vec<Form>>,
}

impl Heard {
    /// Its form where most was seen of it: an empty list says nothing of its items.
    pub fn form(&self) -> &[Form] {
        let fullest = self.forms.iter().rev().max_by_key(|forms| forms.len());
        fullest.map_or(&[], Vec::as_slice)
    }
}

/// One kind of bracket.
#[derive(Debug, Clone)]
pub(crate) struct Bracket {
    pub name: String,
    /// Where it stood, and how many settings were given there.
    pub places: Vec<(Place, usize)>,
    /// In the order of asking.
    pub settings: Vec<Heard>,
}

/// A table that was read to its end.
#[derive(Debug, Clone)]
pub(crate) struct TableHeard {
    pub kind: &'static str,
    pub file: String,
    /// Its columns, and whether each must be there, in the order of asking.
    pub columns: Vec<(String, bool)>,
}

/// Everything heard.
#[derive(Debug, Clone, Default)]
pub(crate) struct Record {
    pub brackets: Vec<Bracket>,
    pub tables: Vec<TableHeard>,
    /// By file and column.
    pub cells: BTreeMap<(String, String), Form>,
    /// The settings that are being read just now, the innermost last.
    open: Vec<(usize, usize)>,
}

impl Record {
    pub fn bracket(&self, name: &str) -> Option<&Bracket> {
        self.brackets.iter().find(|bracket| bracket.name == name)
    }

    fn bracket_at(&mut self, name: &str) -> usize {
        self.brackets.iter().position(|bracket| bracket.name == name).unwrap_or_else(|| {
            self.brackets.push(Bracket { name: name.to_owned(), places: Vec::new(), settings: Vec::new() });
            self.brackets.len() - 1
        })
    }

    fn setting_at(&mut self, bracket: &str, name: &str) -> (usize, usize) {
        let at = self.bracket_at(bracket);
        let settings = &mut self.brackets[at].settings;
        let setting = settings.iter().position(|setting| setting.name == name).unwrap_or_else(|| {
            let name = name.to_owned();
            settings.push(Heard { name, needed: false, optional: false, default: None, forms: Vec::new() });
            settings.len() - 1
        });
        (at, setting)
    }

    fn heard(&mut self, (bracket, setting): (usize, usize)) -> &mut Heard {
        &mut self.brackets[bracket].settings[setting]
    }

    fn form(&mut self, form: Form) {
        if let Some(&at) = self.open.last()
            && let Some(forms) = self.heard(at).forms.last_mut()
        {
            forms.push(form);
        }
    }
}

/// What readers say. Faults go wherever a reader goes, so that is where the record travels.
impl Faults {
    /// None yet, and somebody listens to the readers.
    pub(crate) fn recording() -> Self {
        let mut faults = Self::new();
        faults.record = Some(Box::default());
        faults
    }

    /// The setting that is being read has this form. The first that is said counts; what it is made
    /// of follows.
    pub(crate) fn form(&mut self, form: impl FnOnce() -> Form) {
        if let Some(record) = &mut self.record {
            record.form(form());
        }
    }

    /// A bracket is opened in which so many settings are given.
    pub(crate) fn bracket(&mut self, name: &str, place: &Place, given: usize) {
        if let Some(record) = &mut self.record {
            record.form(Form::Bracket(name.to_owned()));
            let at = record.bracket_at(name);
            record.brackets[at].places.push((place.clone(), given));
        }
    }

    /// A setting of a bracket is asked for.
    pub(crate) fn asked(&mut self, bracket: &str, name: &str, needed: bool) {
        if let Some(record) = &mut self.record {
            let at = record.setting_at(bracket, name);
            let heard = record.heard(at);
            heard.needed |= needed;
            heard.optional |= !needed;
        }
    }

    /// What holds where a setting is left out.
    pub(crate) fn otherwise(&mut self, bracket: &str, name: &str, shown: impl FnOnce() -> String) {
        if let Some(record) = &mut self.record {
            let at = record.setting_at(bracket, name);
            record.heard(at).default = Some(shown());
        }
    }

    /// Reads a setting that is given.
    pub(crate) fn inside<T>(&mut self, bracket: &str, name: &str, read: impl FnOnce(&mut Faults) -> T) -> T {
        if let Some(record) = &mut self.record {
            let at = record.setting_at(bracket, name);
            record.heard(at).forms.push(Vec::new());
        }
        self.again(bracket, name, read)
    }

    /// Goes on reading a setting of which a part has been read before.
    pub(crate) fn again<T>(&mut self, bracket: &str, name: &str, read: impl FnOnce(&mut Faults) -> T) -> T {
        if let Some(record) = &mut self.record {
            let at = record.setting_at(bracket, name);
            record.open.push(at);
        }
        let found = read(self);
        if let Some(record) = &mut self.record {
            record.open.pop();
        }
        found
    }

    /// A table has been read.
    pub(crate) fn table(&mut self, kind: &'static str, file: &str, columns: &[(String, bool)]) {
        if let Some(record) = &mut self.record {
            record.tables.push(TableHeard { kind, file: file.to_owned(), columns: columns.to_vec() });
        }
    }

    /// The cells of a column have this form. The first that is said counts.
    pub(crate) fn cell(&mut self, file: &str, column: &str, form: impl FnOnce() -> Form) {
        if let Some(record) = &mut self.record {
            record.cells.entry((file.to_owned(), column.to_owned())).or_insert_with(form);
        }
    }
}
