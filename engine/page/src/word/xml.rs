//! Elements and words, as XML. Escaping is `quick-xml`'s; what may be shown at all is decided here.

use crate::draw::words::clean;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// A part as it grows. Every element opened is closed: there is no other way to write one.
pub struct Xml(Writer<Vec<u8>>);

impl Xml {
    /// The declaration, and one element around everything.
    pub fn part(name: &str, attributes: &[(&str, &str)], inside: impl FnOnce(&mut Xml)) -> Vec<u8> {
        let mut xml = Xml(Writer::new(Vec::new()));
        xml.add(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))));
        xml.with(name, attributes, inside);
        xml.0.into_inner()
    }

    /// An element with something inside.
    pub fn with(&mut self, name: &str, attributes: &[(&str, &str)], inside: impl FnOnce(&mut Xml)) {
        self.add(Event::Start(start(name, attributes)));
        inside(self);
        self.add(Event::End(BytesEnd::new(name)));
    }

    /// An element with nothing inside.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.add(Event::Empty(start(name, attributes)));
    }

    /// Words.
    pub fn words(&mut self, words: &str) {
        self.add(Event::Text(BytesText::new(&shown(words))));
    }

    fn add(&mut self, event: Event<'_>) {
        // Writing to memory cannot fail.
        let _ = self.0.write_event(event);
    }
}

fn start<'n>(name: &'n str, attributes: &[(&str, &str)]) -> BytesStart<'n> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, shown(value).as_str()));
    }
    start
}

/// Without what cannot be seen or what XML forbids, as in pictures; the space between one stretch of
/// words and the next stays.
fn shown(words: &str) -> String {
    let kept = clean(words);
    if kept.is_empty() {
        return if words.contains(char::is_whitespace) { String::from(" ") } else { kept };
    }
    let space = |there: bool| if there { " " } else { "" };
    let before = space(words.starts_with(char::is_whitespace));
    let after = space(words.ends_with(char::is_whitespace));
    format!("{before}{kept}{after}")
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn spaces_between_stretches_stay_and_what_nobody_sees_goes() {
        assert_eq!(shown("see \u{0}\u{200f}the\n\ttable "), "see the table ");
        assert_eq!(shown(" \u{1}"), " ");
        assert_eq!(shown("\u{ffff}"), "");
    }
}
