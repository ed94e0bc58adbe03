//! Values by year: one for all, or one for each year.

use crate::fault::{quoted, some_of};
use crate::language::scalars::year_text;
use crate::language::tree::{Tree, Value};
use crate::reference::Form;
use crate::{Code, Faults, FinancialYear};

/// One value that holds in every year, or entries by year: `{"2016-17": "£1m", "2017-18": "£5m"}`. Every
/// year after the baseline must then have one, and no other may.
pub(in crate::language::resolve) fn by_year<T: Clone>(
    tree: &Tree,
    years: &[FinancialYear],
    faults: &mut Faults,
    mut read: impl FnMut(&Tree, &mut Faults) -> Option<T>,
) -> Option<Vec<T>> {
    faults.form(|| Form::ByYear);
    let Value::Named { tag: None, braces: true, entries } = &tree.value else {
        return read(tree, faults).map(|value| vec![value; years.len()]);
    };
    let mut found: Vec<Option<T>> = vec![None; years.len()];
    let mut given = vec![false; years.len()];
    let mut sound = true;
    for entry in entries {
        let value = read(&entry.tree, faults);
        sound &= value.is_some();
        let year = year_text(&entry.name);
        match years.iter().position(|known| Some(*known) == year) {
            Some(at) if given[at] => {
                // The same name twice is told where entries are read; this is the same year by two names.
                sound = false;
                let what = format!("{} has two values", years[at]);
                faults.add(Code::GivenTwice, &entry.place, what, "Keep one");
            }
            Some(at) => (found[at], given[at]) = (value, true),
            None if years.is_empty() => {}
            None => {
                sound = false;
                let what = format!("{} is no year after the baseline", quoted(&entry.name));
                let fix = format!("Years are {}", told(years));
                faults.add(Code::UnknownName, &entry.place, what, fix);
            }
        }
    }
    let missing: Vec<String> =
        years.iter().zip(&found).filter(|(_, found)| found.is_none()).map(|(year, _)| year.to_string()).collect();
    if sound && !missing.is_empty() {
        let what = format!("no value is given for {}", some_of(missing.iter().map(String::as_str)));
        faults.add(Code::MissingSetting, &tree.place, what, "Give every year one, or one value without years for all");
    }
    found.into_iter().collect()
}

/// Years in words.
pub(super) fn told(years: &[FinancialYear]) -> String {
    let all: Vec<String> = years.iter().map(ToString::to_string).collect();
    some_of(all.iter().map(String::as_str))
}
