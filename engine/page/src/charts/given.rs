//! What charts are given, and what all of them give back.

use super::canvas::Canvas;
use crate::document::{Column, Picture, Row, Table};
use doorstep_scenario::Pence;

/// Beyond this no bar is drawn longer: the bound of pence, in which a double still has every unit.
const MOST: f64 = 1e15;

/// A figure: how large it is, and how it is written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Given {
    /// For the length of its bar: pounds, people, points, a share of 1.
    pub value: f64,
    /// As every table has it.
    pub text: String,
}

impl Given {
    /// A figure and its words.
    pub fn of(value: f64, text: impl Into<String>) -> Given {
        Given { value, text: text.into() }
    }

    /// Money to the penny.
    pub fn pounds(amount: Pence) -> Given {
        Given { value: amount.0 as f64 / 100.0, text: amount.to_string() }
    }

    /// What can be drawn of it: a number that is none is drawn as nothing.
    pub(crate) fn drawn(&self) -> f64 {
        if self.value.is_finite() { self.value.clamp(-MOST, MOST) } else { 0.0 }
    }
}

/// What tells a chart from others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// For links and its file.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// What options stand beside: "Today", unless it is something else.
    pub before: String,
}

impl About {
    /// An id and a heading.
    pub fn of(id: impl Into<String>, title: impl Into<String>) -> About {
        About { id: id.into(), title: title.into(), before: "Today".to_owned() }
    }

    /// The same with another name for what options stand beside.
    #[must_use]
    pub fn beside(self, before: &str) -> About {
        About { before: before.to_owned(), ..self }
    }

    /// The picture, with its table. `columns` say whether their cells are numbers.
    pub(crate) fn picture(
        &self,
        sentence: String,
        canvas: Canvas,
        columns: &[(&str, bool)],
        rows: Vec<Row>,
    ) -> Picture {
        let id = self.safe();
        let columns =
            columns.iter().map(|(title, numeric)| Column { title: (*title).to_owned(), numeric: *numeric }).collect();
        let caption = format!("{}: the figures of the picture", self.title);
        let table = Table { id: format!("{id}-figures"), caption, columns, rows, notes: Vec::new() };
        Picture { id, title: self.title.clone(), sentence, drawing: canvas.finish(), table }
    }

    /// Its id, of what an id may be made of only: it is written into attributes.
    fn safe(&self) -> String {
        let kept = |letter: char| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' };
        let id: String = self.id.chars().map(kept).collect();
        if id.is_empty() { "chart".to_owned() } else { id }
    }
}

/// A row of a table.
pub(crate) fn row(cells: impl IntoIterator<Item = String>) -> Row {
    Row { cells: cells.into_iter().collect(), total: false }
}

/// What is written of a figure that may not be there.
pub(crate) fn shown(given: Option<&Given>) -> String {
    given.map_or_else(String::new, |given| given.text.clone())
}
