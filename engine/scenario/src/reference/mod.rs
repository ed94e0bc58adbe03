//! The complete reference of the language, made of what its readers say of themselves while they read
//! a scenario that holds everything. What a setting means is written in `meanings`; whether it must be
//! given, its form, its bounds and what holds without it are never written down a second time.

mod everything;
mod example;
mod form;
mod meanings;
mod record;

pub(crate) use record::{Bracket, Form, Heard, Record};

use crate::fault::suggestion;
use crate::language::SCHEMA;
use crate::{Code, Severity};
use meanings::{CHAPTERS, Chapter, Meaning, Words};
use serde::Serialize;
use std::collections::BTreeSet;

/// Everything that can be written, in the order of the language.
#[derive(Debug, Clone, Serialize)]
pub struct Reference {
    /// The version of the language: the scenario's `schema`.
    pub schema: u32,
    /// In which order things stand.
    pub order: &'static str,
    /// The forms of values, and how each is written.
    pub forms: &'static [Written],
    /// The brackets and tables.
    pub chapters: Vec<Part>,
    /// The codes of faults.
    pub faults: Vec<FaultCode>,
    /// Where readers, meanings and the scenario with everything disagree. Nothing, as a test holds.
    #[serde(skip)]
    pub gaps: Vec<String>,
}

/// A form of values.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Written {
    /// What the reference calls it.
    pub form: &'static str,
    /// How it is written, with its unit and its bounds.
    pub how: &'static str,
    /// Examples, as they would stand in a scenario.
    pub examples: &'static [&'static str],
}

/// Brackets or tables that belong together.
#[derive(Debug, Clone, Serialize)]
pub struct Part {
    /// Heading.
    pub name: &'static str,
    /// What they are.
    pub about: &'static str,
    /// Settings that every one of them has, told once.
    pub common: Vec<Setting>,
    /// Each of them.
    pub sections: Vec<Section>,
}

/// What a section is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Settings in round brackets.
    Settings,
    /// One or two values in round brackets, without names.
    Values,
    /// A CSV table.
    Table,
}

/// One kind of bracket, or one table.
#[derive(Debug, Clone, Serialize)]
pub struct Section {
    /// The word before its bracket, what its entries are, or the table.
    pub name: &'static str,
    /// Which kind.
    pub kind: Kind,
    /// What it says or does.
    pub about: &'static str,
    /// Its settings or columns: those that must be given first, each in the order of reading.
    pub settings: Vec<Setting>,
    /// Part of a scenario that a test loads.
    pub example: String,
}

/// Must a setting be given?
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Needed {
    /// Always.
    Yes,
    /// It depends; its meaning says on what.
    Sometimes,
    /// It may be left out.
    No,
}

/// A setting of a bracket, or a column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Setting {
    /// Its name.
    pub name: String,
    /// Must it be given?
    pub needed: Needed,
    /// What it is, with its bounds.
    pub form: String,
    /// The sections its form names.
    pub see: Vec<String>,
    /// What holds where it is left out, if that is one value.
    pub default: Option<String>,
    /// What it means.
    pub meaning: &'static str,
}

/// The code of a fault.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct FaultCode {
    /// As printed.
    pub code: &'static str,
    /// `error` or `warning`.
    pub severity: &'static str,
    /// What it stands for.
    pub meaning: &'static str,
}

const ORDER: &str = "Chapters and sections stand in the order of the language; settings and columns that must be \
                     given stand first, and otherwise in the order in which the program reads them; codes by number.";

/// The reference, from a reading of everything.
pub fn reference() -> Reference {
    let (record, faults) = everything::heard(everything::FILES);
    let unsound = faults.iter().filter(|fault| fault.is_error());
    let mut gaps: Vec<String> = unsound.map(|fault| format!("everything is not sound: {fault}")).collect();
    let chapters = CHAPTERS.iter().map(|chapter| part(chapter, &record, &mut gaps)).collect();
    unwritten(&record, &mut gaps);
    let severity = |code: &Code| if code.severity() == Severity::Error { "error" } else { "warning" };
    let faults =
        Code::ALL.iter().map(|code| FaultCode { code: code.text(), severity: severity(code), meaning: code.title() });
    Reference { schema: SCHEMA, order: ORDER, forms: form::WRITTEN, chapters, faults: faults.collect(), gaps }
}

impl Reference {
    /// The section of this name, and where it stands.
    ///
    /// # Errors
    /// What may have been meant instead.
    pub fn find(&self, name: &str) -> Result<(&Part, &Section), String> {
        let all = || self.chapters.iter().flat_map(|part| part.sections.iter().map(move |section| (part, section)));
        let found = all().find(|(_, section)| section.name == name);
        found
            .or_else(|| all().find(|(_, section)| section.name.eq_ignore_ascii_case(name)))
            .ok_or_else(|| suggestion(name, all().map(|(_, section)| section.name)))
    }
}

/// The scenarios among them.
#[cfg(test)]
pub(crate) const SCENARIOS: &[&str] = everything::SCENARIOS;

/// What the readers say of themselves, as the reference is made of it.
pub(crate) fn heard() -> Record {
    everything::heard(everything::FILES).0
}

/// Do the values of this bracket stand in it without names?
pub(crate) fn is_unnamed(bracket: &str) -> bool {
    meanings::UNNAMED.contains(&bracket)
}

/// The files that the reference is read from and its examples are cut from.
pub fn everything() -> &'static [(&'static str, &'static str)] {
    everything::FILES
}

fn part(chapter: &Chapter, record: &Record, gaps: &mut Vec<String>) -> Part {
    let sections: Vec<Section> =
        chapter.sections.iter().map(|words| section(words, chapter.common, record, gaps)).collect();
    let mut common: Vec<Setting> = Vec::new();
    for (name, meaning) in chapter.common {
        let mut each = chapter.sections.iter().map(|words| {
            let heard = record.bracket(words.name)?.settings.iter().find(|heard| heard.name == *name)?;
            Some(setting(heard, meaning))
        });
        // The form is known where it is given; all the rest has to be the same everywhere.
        let all: Option<Vec<Setting>> = each.by_ref().collect();
        let Some(all) = all else {
            gaps.push(format!("{name} is said to be common in {}, and not every section has it", chapter.name));
            continue;
        };
        let known = all.iter().find(|setting| !setting.form.is_empty());
        let Some(known) = known else {
            gaps.push(format!("{name} of {} is never given in everything", chapter.name));
            continue;
        };
        for (other, words) in all.iter().zip(chapter.sections) {
            let same = Setting { form: known.form.clone(), see: known.see.clone(), ..other.clone() };
            if same != *known || !(other.form.is_empty() || other.form == known.form) {
                gaps.push(format!("{name} of {} is not as elsewhere in {}", words.name, chapter.name));
            }
        }
        common.push(known.clone());
    }
    Part { name: chapter.name, about: chapter.about, common, sections }
}

fn section(words: &Words, common: &[Meaning], record: &Record, gaps: &mut Vec<String>) -> Section {
    let name = words.name;
    let (kind, mut settings, example) = if let Some(bracket) = record.bracket(name) {
        let kind = if meanings::UNNAMED.contains(&name) { Kind::Values } else { Kind::Settings };
        let own = bracket.settings.iter().filter(|heard| !common.iter().any(|(name, _)| heard.name == *name));
        let settings = own.map(|heard| setting(heard, meaning_of(name, &heard.name, words, gaps))).collect();
        (kind, settings, example_of(bracket))
    } else {
        (Kind::Table, columns(words, record, gaps), table_example(name, record))
    };
    for (told, _) in words.settings {
        if !settings.iter().any(|setting: &Setting| setting.name == *told) {
            gaps.push(format!("{told} of {name} has a meaning, and no reader asks for it"));
        }
    }
    for setting in settings.iter().filter(|setting| setting.form.is_empty()) {
        gaps.push(format!("{} of {name} is asked for, and everything never gives it", setting.name));
    }
    if example.is_empty() {
        gaps.push(format!("{name} has a meaning, and everything has none"));
    }
    settings.sort_by_key(|setting| setting.needed);
    Section { name, kind, about: words.about, settings, example }
}

fn meaning_of(section: &str, name: &str, words: &Words, gaps: &mut Vec<String>) -> &'static str {
    let found = words.settings.iter().find(|(told, _)| *told == name);
    found.map_or_else(
        || {
            gaps.push(format!("{name} of {section} is asked for, and has no meaning"));
            ""
        },
        |(_, meaning)| *meaning,
    )
}

fn setting(heard: &Heard, meaning: &'static str) -> Setting {
    let needed = match (heard.needed, heard.optional) {
        (true, true) => Needed::Sometimes,
        (true, false) => Needed::Yes,
        _ => Needed::No,
    };
    let (form, see) = form::told(heard.form());
    Setting { name: heard.name.clone(), needed, form, see, default: heard.default.clone(), meaning }
}

fn columns(words: &Words, record: &Record, gaps: &mut Vec<String>) -> Vec<Setting> {
    let mut found: Vec<Setting> = Vec::new();
    for table in record.tables.iter().filter(|table| table.kind == words.name) {
        for (name, needed) in &table.columns {
            let cell = record.cells.get(&(table.file.clone(), name.clone()));
            let (form, see) = form::told(&[cell.cloned().unwrap_or(Form::Text)]);
            if found.iter().any(|earlier| earlier.name == *name) {
                continue;
            }
            let needed = if *needed { Needed::Yes } else { Needed::No };
            let meaning = meaning_of(words.name, name, words, gaps);
            found.push(Setting { name: name.clone(), needed, form, see, default: None, meaning });
        }
    }
    found
}

/// The example in which most is given and which still is short.
fn example_of(bracket: &Bracket) -> String {
    const LINES: usize = 30;
    let cut = bracket.places.iter().filter_map(|(place, given)| {
        let (_, text) = everything::FILES.iter().find(|(file, _)| *file == place.file)?;
        Some((given, example::cut(text, place)?))
    });
    let mut best: Option<(&usize, String)> = None;
    for (given, text) in cut.filter(|(_, text)| text.lines().count() <= LINES) {
        if best.as_ref().is_none_or(|(most, _)| given > most) {
            best = Some((given, text));
        }
    }
    best.map_or_else(String::new, |(_, text)| text)
}

/// A table's head and its first rows.
fn table_example(kind: &str, record: &Record) -> String {
    const LINES: usize = 3;
    let file = record.tables.iter().find(|table| table.kind == kind).map_or("", |table| &table.file);
    let text = everything::FILES.iter().find(|(name, _)| *name == file).map_or("", |(_, text)| text);
    text.lines().take(LINES).collect::<Vec<_>>().join("\n")
}

/// Everything that readers know and no page would tell.
fn unwritten(record: &Record, gaps: &mut Vec<String>) {
    let told: BTreeSet<&str> =
        CHAPTERS.iter().flat_map(|chapter| chapter.sections.iter().map(|words| words.name)).collect();
    for name in record.brackets.iter().map(|bracket| bracket.name.as_str()).chain(record.tables.iter().map(|t| t.kind))
    {
        if !told.contains(name) {
            gaps.push(format!("{name} is read, and has no section in the meanings"));
        }
    }
    for (bracket, heard) in record.brackets.iter().flat_map(|own| own.settings.iter().map(move |heard| (own, heard))) {
        for word in heard.forms.iter().flatten().filter_map(form::kinds).flatten() {
            // A word alone among others is a kind without settings: it is told with its setting.
            if record.bracket(word).is_none() && !form::is_word(heard, word) {
                let gap = format!("{} of {} may be {word}, of which everything has none", heard.name, bracket.name);
                if !gaps.contains(&gap) {
                    gaps.push(gap);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: &[Words] = &[
        Words { name: "Lock", about: "", settings: &[("site", ""), ("sites", "")] },
        Words { name: "Look", about: "", settings: &[] },
    ];
    const RULES: Chapter = Chapter { name: "Rules", about: "", common: &[("why", ""), ("site", "")], sections: KNOWN };

    #[test]
    fn what_disagrees_is_told() {
        let (record, _) = everything::heard(everything::FILES);
        let mut gaps = Vec::new();
        section(&KNOWN[0], &[], &record, &mut gaps);
        section(&KNOWN[1], &[], &record, &mut gaps);
        part(&RULES, &record, &mut gaps);
        for gap in [
            "level of Lock is asked for, and has no meaning",
            "sites of Lock has a meaning, and no reader asks for it",
            "Look has a meaning, and everything has none",
            "why is said to be common in Rules, and not every section has it",
        ] {
            assert!(gaps.iter().any(|found| found == gap), "{gap}: {gaps:?}");
        }
    }

    #[test]
    fn what_everything_leaves_out_is_told() {
        let lacking = |find: &str, with: &str| {
            let all = everything::FILES[0].1;
            assert_eq!(all.matches(find).count(), 1, "{find}");
            let text = all.replace(find, with);
            let first = [("everything.ron", text.as_str())];
            let files: Vec<_> = first.into_iter().chain(everything::FILES[1..].iter().copied()).collect();
            let (record, _) = everything::heard(&files);
            let mut gaps = Vec::new();
            unwritten(&record, &mut gaps);
            for chapter in CHAPTERS {
                part(chapter, &record, &mut gaps);
            }
            gaps
        };
        let gone = lacking(
            "        \"keep-reach\": KeepReach(service: \"play\", modes: [\"centre\"], lose_at_most: \"70%\", per: Overall),\n",
            "",
        );
        assert_eq!(gone[0], "rules of Scenario may be KeepReach, of which everything has none");
        let left_out = lacking("LeastCost(travel: \"£0.50\", within: 0.005)", "LeastCost(within: 0.005)");
        assert_eq!(left_out, ["travel of LeastCost is asked for, and everything never gives it"]);
    }
}
