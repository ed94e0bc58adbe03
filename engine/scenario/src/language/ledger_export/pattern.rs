//! Texts that rules look for.

use std::borrow::Cow;

/// A text in which `*` stands for anything, nothing among it. Blanks count as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    /// What stands between the stars.
    parts: Vec<String>,
    /// Is `Elm` the same as `ELM`?
    any_capitals: bool,
}

impl Pattern {
    /// A code, which is told apart by its capitals.
    pub fn code(text: &str) -> Self {
        Self { parts: plain(text).split('*').map(str::to_owned).collect(), any_capitals: false }
    }

    /// Words, in any capitals.
    pub fn words(text: &str) -> Self {
        Self { parts: plain(text).to_lowercase().split('*').map(str::to_owned).collect(), any_capitals: true }
    }

    /// Is it written out, without a star?
    pub fn is_exact(&self) -> bool {
        self.parts.len() == 1
    }

    /// Does a cell say this? An empty one says nothing.
    pub fn fits(&self, cell: &str) -> bool {
        let cell = plain(cell);
        let cell = if self.any_capitals { Cow::Owned(cell.to_lowercase()) } else { cell };
        if cell.is_empty() {
            return false;
        }
        let [first, middle @ .., last] = self.parts.as_slice() else {
            return self.parts.first().is_some_and(|only| *only == *cell);
        };
        let Some(rest) = cell.strip_prefix(first.as_str()) else { return false };
        let Some(mut rest) = rest.strip_suffix(last.as_str()) else { return false };
        for part in middle {
            let Some(at) = rest.find(part.as_str()) else { return false };
            rest = &rest[at + part.len()..];
        }
        true
    }
}

/// A text without blanks around it, and with one where several stand: cells are often wrapped.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if text.contains("  ") || text.contains(|letter: char| letter.is_whitespace() && letter != ' ') {
        return Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    Cow::Borrowed(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_anything_and_blanks_count_once() {
        for (pattern, fits, not) in [
            ("EY01", vec!["EY01", " EY01 "], vec!["EY011", "ey01", "", "E"]),
            ("EY*", vec!["EY", "EY01"], vec!["ey01", "XEY"]),
            ("*01", vec!["01", "EY01"], vec!["EY010"]),
            ("E*0*1", vec!["E01", "EY0011"], vec!["E1", "E10"]),
            ("*", vec!["x"], vec!["", "  "]),
            ("a*a", vec!["aa", "aba"], vec!["a"]),
            ("Basic pay", vec!["Basic  pay", "Basic\npay"], vec!["Basicpay"]),
        ] {
            let found = Pattern::code(pattern);
            assert!(fits.iter().all(|cell| found.fits(cell)), "{pattern}");
            assert!(!not.iter().any(|cell| found.fits(cell)), "{pattern}");
        }
        assert!(Pattern::words("* TOTAL").fits("Élan total") && !Pattern::words("Total").fits("Élan total"));
        assert!(Pattern::words("Total").is_exact() && !Pattern::words("Total*").is_exact());
    }
}
