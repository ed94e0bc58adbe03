//! Which parts of a scenario are sheets of a workbook, and what form the value at any path has. Both follow from what
//! the readers say of themselves: a new setting has its place in a workbook without a word here.

use crate::reference::{Bracket, Form, Heard, Record};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The bracket of a whole scenario.
const ROOT: &str = "Scenario";

/// Entries or items that stand in a sheet of their own, one a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// The way to them from the top: names of settings, `*` for the entries of a map around them.
    pub path: Vec<String>,
    /// Are they items of a list? Otherwise entries by id.
    pub list: bool,
    /// The form of each.
    pub entry: Vec<Form>,
    /// The name of the sheet.
    pub sheet: String,
}

impl Section {
    /// The settings whose entries these stand in: `services` for `services/*/modes`.
    pub fn within(&self) -> Option<&str> {
        let star = self.path.iter().position(|step| step == "*")?;
        self.path.get(star.checked_sub(1)?).map(String::as_str)
    }
}

/// What readers say of everything that can be written.
pub struct Shape {
    record: Record,
    pub sections: Vec<Section>,
    /// The settings of every bracket, in the order of reading.
    settings: BTreeMap<String, Vec<(String, Vec<Form>)>>,
}

impl Shape {
    /// The one there is: it is asked for by every workbook and never changes.
    pub fn get() -> &'static Shape {
        static SHAPE: OnceLock<Shape> = OnceLock::new();
        SHAPE.get_or_init(|| {
            let record = crate::reference::heard();
            let mut shape = Shape { record, sections: Vec::new(), settings: BTreeMap::new() };
            let known = |bracket: &Bracket| (bracket.name.clone(), shape.found(&bracket.name));
            shape.settings = shape.record.brackets.iter().map(known).collect();
            let mut found = Vec::new();
            shape.sections_of(ROOT, &mut Vec::new(), &mut found);
            // What stands at the top comes before what is set inside something.
            found.sort_by_key(|section: &Section| section.path.iter().take_while(|step| *step != "*").count());
            shape.sections = found;
            shape
        })
    }

    /// The form of a whole scenario.
    pub fn root() -> Vec<Form> {
        vec![Form::Bracket(ROOT.to_owned())]
    }

    fn sections_of(&self, bracket: &str, path: &mut Vec<String>, found: &mut Vec<Section>) {
        for (name, forms) in self.settings(bracket) {
            path.push(name.to_owned());
            match forms.first() {
                Some(Form::Bracket(inner)) => self.sections_of(inner, path, found),
                Some(Form::Map | Form::List) if is_entry(items(forms)) => {
                    let list = forms.first() == Some(&Form::List);
                    let entry = items(forms).to_vec();
                    found.push(Section { path: path.clone(), list, entry: entry.clone(), sheet: titled(name) });
                    path.push("*".to_owned());
                    for bracket in brackets(&entry) {
                        for (name, forms) in self.settings(bracket) {
                            if forms.first() == Some(&Form::Map) && is_entry(items(forms)) {
                                let path = path.iter().cloned().chain([name.to_owned()]).collect();
                                let entry = items(forms).to_vec();
                                found.push(Section { path, list: false, entry, sheet: titled(name) });
                            }
                        }
                    }
                    path.pop();
                }
                _ => {}
            }
            path.pop();
        }
    }

    /// The sections without which there is no scenario.
    pub fn needed(&self) -> impl Iterator<Item = &Section> {
        let must = |name: &str| {
            let root = self.record.bracket(ROOT).map_or(&[][..], |root| &root.settings);
            root.iter().any(|heard| heard.name == name && heard.needed && !heard.optional)
        };
        self.sections.iter().filter(move |section| section.path.len() == 1 && must(&section.path[0]))
    }

    /// The settings of a bracket and their forms as people read them: its name, what must be given, what may be left
    /// out, what all of its kind have; whatever has a sheet of its own last.
    pub fn settings(&self, bracket: &str) -> &[(String, Vec<Form>)] {
        self.settings.get(bracket).map_or(&[], Vec::as_slice)
    }

    fn found(&self, bracket: &str) -> Vec<(String, Vec<Form>)> {
        let heard = self.record.bracket(bracket).map_or(&[][..], |bracket| &bracket.settings);
        let kin = self.kin(bracket);
        let common = |name: &str| {
            let has = |of: &&String| {
                self.record.bracket(of).is_some_and(|own| own.settings.iter().any(|heard| heard.name == name))
            };
            kin.len() > 2 && kin.iter().filter(|of| has(of)).count() == kin.len()
        };
        let mut found: Vec<(u8, &str, &[Form])> = Vec::new();
        for heard in heard {
            let forms = self.form_heard(bracket, &heard.name);
            let apart = matches!(forms.first(), Some(Form::Map | Form::List)) && is_entry(items(forms));
            let rank = match heard.name.as_str() {
                _ if apart => 4,
                "schema" | "name" => 0,
                name if common(name) => 3,
                _ if heard.needed => 1,
                _ => 2,
            };
            found.push((rank, &heard.name, forms));
        }
        found.sort_by_key(|(rank, ..)| *rank);
        found.into_iter().map(|(_, name, forms)| (name.to_owned(), forms.to_vec())).collect()
    }

    /// The brackets of which this is one: `Lock` among rules.
    fn kin(&self, bracket: &str) -> &[String] {
        let forms = self.record.brackets.iter().flat_map(|own| &own.settings).flat_map(|heard| &heard.forms).flatten();
        let mut lists = forms.filter_map(|form| match form {
            Form::Kinds(words) => Some(words),
            _ => None,
        });
        lists.find(|words| words.iter().any(|word| word == bracket)).map_or(&[], Vec::as_slice)
    }

    /// The form of a setting. One that a bracket has in common with its kin is given in one of them at least.
    fn form(&self, bracket: &str, setting: &str) -> &[Form] {
        let mut known = self.settings(bracket).iter();
        known.find(|(name, _)| name == setting).map_or(&[], |(_, forms)| forms.as_slice())
    }

    fn form_heard(&self, bracket: &str, setting: &str) -> &[Form] {
        let kin = self.kin(bracket).iter().map(String::as_str);
        let heard = std::iter::once(bracket).chain(kin).filter_map(|name| self.record.bracket(name));
        let mut forms =
            heard.filter_map(|own| own.settings.iter().find(|heard| heard.name == setting)).map(Heard::form);
        forms.find(|forms| !forms.is_empty()).unwrap_or(&[])
    }

    /// The form of what stands under a name in a value of these forms, whose word is `tag`.
    pub fn step<'s>(&'s self, forms: &'s [Form], tag: Option<&str>, name: &str) -> &'s [Form] {
        match forms.first() {
            Some(Form::Bracket(bracket)) => self.form(bracket, name),
            Some(Form::Kinds(_) | Form::Words(_)) => tag.map_or(&[], |tag| self.form(tag, name)),
            Some(Form::Map) => items(forms),
            Some(Form::ByYear) => &forms[1..],
            _ => &[],
        }
    }

    /// The one value of a bracket without names, such as the levels of `Site`.
    pub fn only<'s>(&'s self, forms: &[Form], tag: &str) -> &'s [Form] {
        let known = matches!(forms.first(), Some(Form::Kinds(words) | Form::Words(words)) if words.iter().any(|word| word == tag));
        if !(known && crate::reference::is_unnamed(tag)) {
            return &[];
        }
        self.settings(tag).first().map_or(&[], |(_, forms)| forms)
    }
}

/// The form of each entry of a map, or each item of a list.
pub fn items(forms: &[Form]) -> &[Form] {
    let rest = forms.get(1..).unwrap_or(&[]);
    match rest {
        // What is looked up is text that was read first.
        [Form::Name(_) | Form::Id, more @ ..] if forms.first() == Some(&Form::Map) => more,
        _ => rest,
    }
}

fn is_entry(forms: &[Form]) -> bool {
    matches!(forms.first(), Some(Form::Bracket(_) | Form::Kinds(_)))
}

/// The brackets that an entry of these forms may be.
pub fn brackets(forms: &[Form]) -> Vec<&str> {
    match forms.first() {
        Some(Form::Bracket(name)) => vec![name],
        Some(Form::Kinds(words)) => words.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    }
}

/// `one_offs` as people head a sheet: "One offs".
fn titled(name: &str) -> String {
    let plain = name.replace('_', " ");
    let mut letters = plain.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_section_has_a_sheet_of_its_own_name_and_no_setting_stands_in_the_way_of_its_columns() {
        let shape = Shape::get();
        let names: BTreeSet<String> = shape.sections.iter().map(|section| section.sheet.to_lowercase()).collect();
        assert_eq!(names.len(), shape.sections.len());
        for sheet in ["funds", "lines", "levels", "services", "modes", "targets", "rules", "goals", "measures"] {
            assert!(names.contains(sheet), "{sheet}");
        }
        for section in &shape.sections {
            for bracket in brackets(&section.entry) {
                for (name, _) in shape.settings(bracket) {
                    let taken = name == super::super::KIND
                        || !section.list && name == super::super::ID
                        || section.within() == Some(name);
                    assert!(!taken, "{name} of {bracket} in {}", section.sheet);
                }
            }
        }
    }
}
