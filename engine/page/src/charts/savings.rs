//! What is saved year by year and as what kind, beside what is wanted.
//!
//! Only kinds that occur are named, each under its year with its amount; an upright line is what is
//! wanted, and what is missing of it is hatched.

use super::axis::{Axis, Unit};
use super::canvas::{Canvas, INDENT, INSIDE, MARGIN};
use super::given::{About, Given, row, shown};
use super::look::{Key, Look, bar, keys, keys_from};
use super::rows::{BAR, NOTHING, Plot, head, nothing};
use super::says;
use crate::document::Picture;
use crate::draw::layout::Rect;

/// The kinds, in the order of their amounts.
pub const KINDS: [&str; 4] = ["Cost reduction", "Income", "Fund switch", "Avoidance"];

/// A year.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Year {
    /// "2026-27".
    pub year: String,
    /// One for each of [`KINDS`].
    pub kinds: [Given; 4],
    /// Their sum, or what of it counts towards what is wanted.
    pub counted: Given,
    /// What is wanted.
    pub wanted: Option<Given>,
    /// What is missing of that; nothing where all is there.
    pub missing: Option<Given>,
}

/// The picture of all years.
pub fn savings(about: &About, years: &[Year]) -> Picture {
    let mut canvas = Canvas::default();
    if years.is_empty() {
        nothing(&mut canvas);
    } else {
        draw(&mut canvas, years);
    }
    let rows = years.iter().map(|year| {
        let kinds = year.kinds.iter().map(|kind| kind.text.clone());
        let sums = [year.counted.text.clone(), shown(year.wanted.as_ref()), shown(year.missing.as_ref())];
        row([year.year.clone()].into_iter().chain(kinds).chain(sums))
    });
    let mut columns = vec![("Year", false)];
    columns.extend(KINDS.map(|kind| (kind, true)));
    columns.extend([("Counted", true), ("Wanted", true), ("Missing", true)]);
    about.picture(sentence(years), canvas, &columns, rows.collect())
}

/// What is missing, where something is.
fn missing(year: &Year) -> Option<&Given> {
    year.missing.as_ref().filter(|missing| missing.drawn() > 0.0)
}

fn draw(canvas: &mut Canvas, years: &[Year]) {
    let used = |at: &usize| years.iter().any(|year| year.kinds[*at].drawn().abs() > 0.0);
    let kinds: Vec<usize> = (0..KINDS.len()).filter(used).collect();
    let mut known: Vec<(Key, &str)> = kinds.iter().map(|at| (Key::Bar(Look::Series(*at)), KINDS[*at])).collect();
    if years.iter().any(|year| year.wanted.is_some()) {
        known.push((Key::Tick, "Wanted"));
    }
    if years.iter().any(|year| missing(year).is_some()) {
        known.push((Key::Bar(Look::Missing), "Missing"));
    }
    keys(canvas, &known);
    let sides = years.iter().flat_map(|year| {
        let side = |sign: f64| year.kinds.iter().map(|kind| (sign * kind.drawn()).max(0.0) * sign).sum::<f64>();
        [side(1.0), side(-1.0), year.wanted.as_ref().map_or(0.0, Given::drawn)]
    });
    // A little room, so that what is wanted is not the edge.
    let axis = Axis::from_nothing(sides.map(|value| value * 1.01), Unit::Pounds, (MARGIN, MARGIN + INSIDE));
    let mut plot = Plot::begin(canvas, axis);
    for year in years {
        let of = year.wanted.as_ref().map_or_else(String::new, |wanted| format!(" (wanted {})", wanted.text));
        head(canvas, &year.year, &format!("{}{of}", year.counted.text), true);
        canvas.y += 4.0;
        plot.band(canvas.y, canvas.y + BAR);
        stack(canvas, &axis, year);
        canvas.y += BAR + 3.0;
        let parts: Vec<(Key, String)> = kinds
            .iter()
            .filter(|at| year.kinds[**at].drawn().abs() > 0.0)
            .map(|at| (Key::Bar(Look::Series(*at)), format!("{} {}", KINDS[*at], year.kinds[*at].text)))
            .collect();
        // One kind alone is what the head says already.
        if kinds.len() > 1 {
            let parts: Vec<(Key, &str)> = parts.iter().map(|(key, words)| (*key, words.as_str())).collect();
            keys_from(canvas, MARGIN + INDENT, &parts);
        }
    }
    canvas.y += 4.0;
    plot.end(canvas);
}

/// What adds to the right of nothing, what takes away to its left; what is missing up to what is wanted.
fn stack(canvas: &mut Canvas, axis: &Axis, year: &Year) {
    let top = canvas.y;
    let (mut more, mut less) = (0.0, 0.0);
    for (at, kind) in year.kinds.iter().enumerate() {
        let value = kind.drawn();
        let end = if value < 0.0 { &mut less } else { &mut more };
        let (from, to) = (axis.at(*end), axis.at(*end + value));
        *end += value;
        if value.abs() > 0.0 {
            let rect = Rect { x: from.min(to), y: top, w: (from - to).abs(), h: BAR };
            bar(canvas, "bar", rect, Look::Series(at));
        }
    }
    let Some(wanted) = &year.wanted else { return };
    let x = axis.at(wanted.drawn());
    let from = axis.at(more);
    if missing(year).is_some() && x > from {
        bar(canvas, "gap", Rect { x: from, y: top, w: x - from, h: BAR }, Look::Missing);
    }
    canvas.line((x, top - 4.0), (x, top + BAR + 4.0), ("rule", 3.0, ""));
}

fn sentence(years: &[Year]) -> String {
    let (Some(first), Some(last)) = (years.first(), years.last()) else { return NOTHING.to_owned() };
    let mut said = if years.len() > 1 {
        let way = says::way(&first.counted, &last.counted);
        format!("From {} to {} what is saved {way}.", first.year, last.year)
    } else {
        format!("{} is saved in {}.", first.counted.text, first.year)
    };
    let short: Vec<(&str, &Given)> =
        years.iter().filter_map(|year| missing(year).map(|missing| (year.year.as_str(), missing))).collect();
    if let Some((year, amount)) = says::most(short.iter().copied()) {
        let names: Vec<&str> = short.iter().map(|(year, _)| *year).collect();
        let most = format!("most in {year}: {}", amount.text);
        says::also(&mut said, &format!(" Less than is wanted in {}; {most}.", says::listed(&names)));
    } else if years.iter().all(|year| year.wanted.is_some()) {
        said.push_str(" What is wanted is reached in every year.");
    }
    let kinds = KINDS.iter().enumerate().map(|(at, kind)| (*kind, &last.kinds[at]));
    if let Some((kind, amount)) = says::most(kinds).filter(|(_, amount)| amount.drawn() > 0.0) {
        says::also(
            &mut said,
            &format!(" The largest kind in {} is {} ({}).", last.year, kind.to_lowercase(), amount.text),
        );
    }
    said
}
