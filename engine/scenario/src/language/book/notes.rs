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
        text = format!("{text} Here: {}", sentence(&setting.form));
    }
    match (&setting.default, setting.needed) {
        (Some(default), _) => format!("{text} Left empty: {default}."),
        (None, Needed::Yes) => format!("{text} It has to be given."),
        (None, _) => text,
    }
}

/// What a section is about.
pub fn about(section: &str) -> String {
    whole().find(section).map_or_else(|_| String::new(), |(_, section)| sentence(section.about))
}

fn sentence(text: &str) -> String {
    let plain = text.replace('`', "");
    let mut letters = plain.chars();
    let first = letters.next().map_or_else(String::new, |first| first.to_uppercase().collect());
    let end = if plain.ends_with(['.', '?', '!']) || plain.is_empty() { "" } else { "." };
    format!("{first}{}{end}", letters.as_str())
}
