//! What is said beside a column or a setting: its meaning, what may stand there, and what holds where it is empty.

use crate::reference::{Needed, Reference, Setting, reference};
use std::sync::OnceLock;

fn whole() -> &'static Reference {
    static WHOLE: OnceLock<Reference> = OnceLock::new();
    WHOLE.get_or_init(reference)
}

/// A setting of a bracket, or a column of a kind of table.
fn setting(section: &str, name: &str) -> Option<&'static Setting> {
    let (part, section) = whole().find(section).ok()?;
    section.settings.iter().chain(&part.common).find(|setting| setting.name == name)
}

/// Must it be given?
pub fn needed(section: &str, name: &str) -> bool {
    setting(section, name).is_some_and(|setting| setting.needed == Needed::Yes)
}

/// What is said of it.
pub fn note(section: &str, name: &str) -> String {
    let Some(setting) = setting(section, name) else { return String::new() };
    let mut text = sentence(setting.meaning);
    if !setting.form.is_empty() {
        text = format!("{text} Here: {}", sentence(&in_a_cell(&setting.form)));
    }
    if setting.form.contains(BY_YEAR) {
        text = format!("{text} A column for each year: {name}/2026-27.");
    }
    match (&setting.default, setting.needed) {
        (Some(default), _) => format!("{text} Left empty: {}.", in_a_cell(default).replace('"', "")),
        (None, Needed::Yes) => format!("{text} It has to be given."),
        (None, _) => text,
    }
}

/// What the reference says where a value may be one for all years or one for each.
const BY_YEAR: &str = "entries by year";

/// A form as it is written in a cell.
fn in_a_cell(form: &str) -> String {
    form.replace("`true` or `false`", "yes or no")
        .replace("true", "yes")
        .replace("false", "no")
        .replace("; or entries by year, each the same", "; or one for each year")
}

/// What a section is about.
pub fn about(section: &str) -> String {
    let told = whole().find(section).map_or("", |(_, section)| section.about);
    // The sheet's name says which entries they are.
    let plain = told.split_once(": ").filter(|(first, _)| first.starts_with("One ")).map_or(told, |(_, rest)| rest);
    sentence(plain)
}

fn sentence(text: &str) -> String {
    let plain = text.replace('`', "");
    let mut letters = plain.chars();
    let first = letters.next().map_or_else(String::new, |first| first.to_uppercase().collect());
    let end = if plain.ends_with(['.', '?', '!']) || plain.is_empty() { "" } else { "." };
    format!("{first}{}{end}", letters.as_str())
}
