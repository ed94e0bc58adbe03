//! Parts as XML, one event at a time, read as the library reads them.

use super::refusal::{Judged, Refusal};
use doorstep_scenario::quoted;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::BufRead;

/// A part as events. Empty elements begin and end; names are without their prefix.
pub(super) struct Events<R> {
    reader: Reader<R>,
    buffer: Vec<u8>,
    /// What the part is called in messages.
    part: String,
}

impl<R: BufRead> Events<R> {
    pub fn new(source: R, part: &str) -> Self {
        let mut reader = Reader::from_reader(source);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.trim_text(false);
        config.expand_empty_elements = true;
        Self { reader, buffer: Vec::with_capacity(1024), part: part.to_owned() }
    }

    /// The next event.
    pub fn next(&mut self) -> Judged<Event<'_>> {
        self.buffer.clear();
        self.reader
            .read_event_into(&mut self.buffer)
            .map_err(|_| Refusal::damaged(format!("its part {} is not well-formed XML", self.part)))
    }

    /// How many bytes were read so far.
    pub fn position(&self) -> u64 {
        self.reader.buffer_position()
    }

    /// The part ends too early, or is none of its kind.
    pub fn broken(&self, what: &str) -> Refusal {
        Refusal::damaged(format!("its part {} {what}", self.part))
    }
}

/// The values of some attributes, as they are written. An attribute that is there twice is an error: readers do not
/// agree on which of them holds.
pub(super) fn attributes<'e, const N: usize>(
    element: &'e BytesStart<'_>,
    names: [&str; N],
) -> Judged<[Option<&'e str>; N]> {
    let mut found = [None; N];
    for attribute in all(element) {
        let (name, value) = attribute?;
        let Some(at) = names.iter().position(|known| *known == name) else { continue };
        if found[at].replace(value).is_some() {
            return Err(malformed(element));
        }
    }
    Ok(found)
}

/// Every attribute as it is written. Millions of cells have some, and the library's own way is several times slower.
pub(super) fn all<'e>(element: &'e BytesStart<'_>) -> impl Iterator<Item = Judged<(&'e str, &'e str)>> {
    let blank = |letter: char| letter.is_ascii_whitespace();
    let mut rest = element.attributes_raw().trim_start_matches(blank);
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let found = rest.split_once('=').and_then(|(name, behind)| {
            let behind = behind.trim_start_matches(blank);
            let quote = behind.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
            let (value, behind) = behind[1..].split_once(quote)?;
            rest = behind.trim_start_matches(blank);
            Some((name.trim_end_matches(blank), value))
        });
        if found.is_none() {
            rest = "";
        }
        Some(found.ok_or_else(|| malformed(element)))
    })
}

/// The value of an attribute, as it means.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Judged<Option<String>> {
    let [found] = attributes(element, [name])?;
    found.map(|written| meant(element, written)).transpose()
}

/// What is meant by a value of an attribute.
pub(super) fn meant(element: &BytesStart<'_>, written: &str) -> Judged<String> {
    match quick_xml::escape::unescape(written) {
        Ok(meant) => Ok(meant.into_owned()),
        Err(_) => Err(malformed(element)),
    }
}

fn malformed(element: &BytesStart<'_>) -> Refusal {
    Refusal::damaged(format!("its element {} is not well-formed", quoted(element.name().as_ref())))
}
