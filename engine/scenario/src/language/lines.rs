//! Lines and columns of byte offsets, quickly even in one line of ten megabytes.

use crate::Place;

/// Characters are counted up to every so many bytes beforehand.
const STRIDE: usize = 1024;

/// A text and where its lines begin.
pub(super) struct Lines<'t> {
    file: &'t str,
    pub text: &'t str,
    starts: Vec<usize>,
    counted: Vec<usize>,
}

impl<'t> Lines<'t> {
    pub fn new(file: &'t str, text: &'t str) -> Self {
        let line_ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0).chain(line_ends.map(|(at, _)| at + 1)).collect();
        let counted = text
            .as_bytes()
            .chunks(STRIDE)
            .scan(0, |so_far, chunk| {
                let before = *so_far;
                *so_far += characters(chunk);
                Some(before)
            })
            .collect();
        Self { file, text, starts, counted }
    }

    /// Where a byte offset stands: line and column, in characters and from 1.
    pub fn place(&self, offset: usize) -> Place {
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = line.checked_sub(1).and_then(|at| self.starts.get(at)).copied().unwrap_or(0);
        let column = self.characters_before(offset) - self.characters_before(start) + 1;
        Place { line, column, ..Place::file(self.file) }
    }

    /// Where a part of the text stands. Raw values borrow from the text, so every part is a slice.
    pub fn place_of(&self, part: &str) -> Place {
        self.place(self.offset(part))
    }

    /// The byte offset of a slice of the text.
    pub fn offset(&self, part: &str) -> usize {
        (part.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize).min(self.text.len())
    }

    /// The character at a place.
    pub fn character(&self, place: &Place) -> Option<char> {
        let start = *self.starts.get(place.line.checked_sub(1)?)?;
        self.text.get(start..)?.chars().nth(place.column.checked_sub(1)?)
    }

    fn characters_before(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        let stride = offset / STRIDE;
        let before = self.counted.get(stride).copied();
        let rest = &self.text.as_bytes()[stride * STRIDE..offset];
        match before {
            Some(before) => before + characters(rest),
            None => characters(self.text.as_bytes()),
        }
    }
}

/// Characters that begin in these bytes of UTF-8.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().map(|byte| usize::from(*byte & 0xC0 != 0x80)).sum()
}
