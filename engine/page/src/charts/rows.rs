//! What charts made of rows have in common: a name above its bar, a plot under its axis.

use super::axis::Axis;
use super::canvas::{Canvas, INDENT, INSIDE, LETTERS, MARGIN, SMALL, Words};
use crate::draw::words::{fit, width, wrap};

/// How high a bar is.
pub(crate) const BAR: f64 = 14.0;
/// Said in the place of a chart that has nothing to show.
pub(crate) const NOTHING: &str = "There is nothing to show.";

/// An axis whose grid is as high as what is drawn after it.
pub(crate) struct Plot {
    pub axis: Axis,
    top: f64,
    here: usize,
    bands: Vec<(f64, f64)>,
}

impl Plot {
    /// Leaves room for the labels.
    pub fn begin(canvas: &mut Canvas, axis: Axis) -> Plot {
        canvas.y += 22.0;
        Plot { axis, top: canvas.y, here: canvas.here(), bands: Vec::new() }
    }

    /// Bars stand from `top` to `bottom`.
    pub fn band(&mut self, top: f64, bottom: f64) {
        self.bands.push((top - 2.0, bottom + 2.0));
    }

    /// Draws the grid under the rows.
    pub fn end(self, canvas: &mut Canvas) {
        let mut grid = Canvas::default();
        self.axis.grid(&mut grid, (self.top, canvas.y), &self.bands);
        canvas.under(self.here, &grid);
        canvas.y += if canvas.y - self.top > 360.0 { 20.0 } else { 4.0 };
    }
}

/// A name, broken into two lines at most, and its figure at the right; below each other where they
/// leave each other no room.
pub(crate) fn head(canvas: &mut Canvas, name: &str, figure: &str, bold: bool) {
    let inside = INSIDE - INDENT;
    let figure = fit(figure, LETTERS, bold, inside);
    let taken = width(&figure, LETTERS, bold);
    let beside = taken <= inside * 0.62 || taken + 12.0 + width(name, LETTERS, bold) <= inside;
    let room = if beside && taken > 0.0 { inside - taken - 12.0 } else { inside };
    let words = Words { bold, ..Words::default() };
    let end = Words { anchor: "end", ..words };
    let right = MARGIN + INSIDE;
    canvas.y += 4.0;
    let first = canvas.y + LETTERS;
    canvas.indented(&wrap(name, LETTERS, bold, room, 2), words);
    if !beside {
        canvas.y += LETTERS * 1.3;
        canvas.words(right, canvas.y - LETTERS * 0.25, end, &figure);
    } else if taken > 0.0 {
        canvas.y = canvas.y.max(first + 3.0);
        canvas.words(right, first, end, &figure);
    }
    canvas.y += 2.0;
}

/// Room left of bars for names and right of them for figures, as wide as the widest and no wider than
/// leaves bars some length.
pub(crate) fn gutters<'t>(names: impl Iterator<Item = &'t str>, figures: impl Iterator<Item = &'t str>) -> (f64, f64) {
    let left = names.map(|name| width(name, SMALL, false)).fold(0.0, f64::max).min(105.0);
    let right = figures.map(|figure| width(figure, SMALL, false)).fold(0.0, f64::max).min(165.0);
    let left = if left > 0.0 { MARGIN + left + 8.0 } else { MARGIN };
    (left, MARGIN + INSIDE - if right > 0.0 { right + 10.0 } else { 0.0 })
}

/// The name and the figure beside the bar at `middle`, in their gutters.
pub(crate) fn beside(canvas: &mut Canvas, middle: f64, (left, right): (f64, f64), name: &str, figure: &str) {
    let words = Words { size: SMALL, ..Words::default() };
    let name = fit(name, SMALL, false, left - MARGIN - 7.5);
    if !name.is_empty() && left > MARGIN {
        canvas.words(MARGIN, middle + 4.0, words, &name);
    }
    let figure = fit(figure, SMALL, false, MARGIN + INSIDE - right - 9.0);
    if right < MARGIN + INSIDE {
        canvas.words(MARGIN + INSIDE, middle + 4.0, Words { anchor: "end", ..words }, &figure);
    }
}

/// Smaller words of less weight under a chart.
pub(crate) fn note(canvas: &mut Canvas, words: &str) {
    canvas.y += 2.0;
    let lines = wrap(words, SMALL, false, INSIDE, 6);
    canvas.lines(&lines, Words { size: SMALL, class: "quiet", ..Words::default() });
}

/// A chart of nothing.
pub(crate) fn nothing(canvas: &mut Canvas) {
    canvas.y += 8.0;
    canvas.lines(&[NOTHING.to_owned()], Words { class: "quiet", ..Words::default() });
}
