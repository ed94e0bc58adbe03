//! Money by line of the budget: an open bar for today, a filled one for each option.

use super::axis::{Axis, Unit};
use super::canvas::{Canvas, INDENT, INSIDE, LETTERS, MARGIN, Words};
use super::given::{About, Given, row, shown};
use super::look::{Key, Look, bar, keys};
use super::rows::{NOTHING, Plot, beside, gutters, nothing};
use super::says;
use crate::document::{Picture, Row};
use crate::draw::layout::Rect;
use crate::draw::words::wrap;

/// How high one bar is, and how far the next is below it.
const THIN: f64 = 11.0;
const LANE: f64 = 16.0;

/// The budget.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Money {
    /// Its id and heading.
    pub about: About,
    /// Names of the options.
    pub options: Vec<String>,
    /// The lines, in the order they are shown.
    pub lines: Vec<Line>,
    /// All lines together: said, and not drawn, since its bar would shorten all others.
    pub total: Option<Line>,
}

/// A line.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Line {
    /// Its name.
    pub name: String,
    /// Today.
    pub today: Given,
    /// One for each option.
    pub options: Vec<Given>,
}

/// The picture of all lines.
pub fn money(asked: &Money) -> Picture {
    let mut canvas = Canvas::default();
    if asked.lines.is_empty() {
        nothing(&mut canvas);
    } else {
        draw(&mut canvas, asked);
    }
    let cells = |line: &Line| {
        let options = (0..asked.options.len()).map(|at| shown(line.options.get(at)));
        row([line.name.clone(), line.today.text.clone()].into_iter().chain(options))
    };
    let mut rows: Vec<Row> = asked.lines.iter().map(cells).collect();
    rows.extend(asked.total.iter().map(|total| Row { total: true, ..cells(total) }));
    let mut columns = vec![("Line", false), (asked.about.before.as_str(), true)];
    columns.extend(asked.options.iter().map(|option| (option.as_str(), true)));
    asked.about.picture(sentence(asked), canvas, &columns, rows)
}

fn draw(canvas: &mut Canvas, asked: &Money) {
    let mut known = vec![(Key::Bar(Look::Open), asked.about.before.as_str())];
    known.extend(asked.options.iter().enumerate().map(|(at, name)| (Key::Bar(Look::Series(at)), name.as_str())));
    keys(canvas, &known);
    let every = || asked.lines.iter().chain(&asked.total);
    let figures = every().flat_map(|line| [&line.today].into_iter().chain(&line.options));
    let room = gutters(std::iter::empty(), figures.map(|given| given.text.as_str()));
    let values = asked.lines.iter().flat_map(|line| [&line.today].into_iter().chain(&line.options));
    let axis = Axis::from_nothing(values.map(Given::drawn), Unit::Pounds, room);
    let mut plot = Plot::begin(canvas, axis);
    for line in &asked.lines {
        name(canvas, &line.name);
        plot.band(canvas.y, canvas.y + LANE * looks(asked, line).count() as f64);
        for (look, given) in looks(asked, line) {
            let middle = canvas.y + LANE / 2.0;
            let (from, to) = (axis.at(0.0), axis.at(given.drawn()));
            let rect = Rect { x: from.min(to), y: middle - THIN / 2.0, w: (from - to).abs(), h: THIN };
            bar(canvas, if look == Look::Open { "today" } else { "bar" }, rect, look);
            beside(canvas, middle, room, "", &given.text);
            canvas.y += LANE;
        }
    }
    canvas.y += 4.0;
    plot.end(canvas);
    if let Some(total) = &asked.total {
        name(canvas, &total.name);
        for (look, given) in looks(asked, total) {
            let middle = canvas.y + LANE / 2.0;
            let key = Rect { x: MARGIN, y: middle - 5.0, w: 18.0, h: 10.0 };
            bar(canvas, "key", key, look);
            let of = if look == Look::Open { asked.about.before.as_str() } else { known_name(asked, look) };
            let words = Words { size: super::canvas::SMALL, ..Words::default() };
            let of = crate::draw::words::fit(of, words.size, false, room.1 - MARGIN - 34.0);
            canvas.words(MARGIN + 24.0, middle + 4.0, words, &of);
            beside(canvas, middle, room, "", &given.text);
            canvas.y += LANE;
        }
    }
}

fn name(canvas: &mut Canvas, name: &str) {
    canvas.y += 5.0;
    canvas.indented(&wrap(name, LETTERS, true, INSIDE - INDENT, 2), Words { bold: true, ..Words::default() });
}

fn looks<'m>(asked: &'m Money, line: &'m Line) -> impl Iterator<Item = (Look, &'m Given)> {
    let options = line.options.iter().take(asked.options.len()).enumerate();
    [(Look::Open, &line.today)].into_iter().chain(options.map(|(at, given)| (Look::Series(at), given)))
}

fn known_name(asked: &Money, look: Look) -> &str {
    let Look::Series(at) = look else { return "" };
    asked.options.get(at).map_or("", String::as_str)
}

/// All in all, and the line that changes most: under each option.
fn sentence(asked: &Money) -> String {
    if asked.lines.is_empty() || asked.options.is_empty() {
        return NOTHING.to_owned();
    }
    let said = asked.options.iter().enumerate().take(3).filter_map(|(at, option)| {
        let whole = asked.total.as_ref().and_then(|total| {
            let after = total.options.get(at)?;
            Some(format!("Under {option} the cost {}.", says::way(&total.today, after)))
        });
        let mut changes: Vec<(f64, &Line, &Given)> = asked
            .lines
            .iter()
            .filter_map(|line| line.options.get(at).map(|after| (after.drawn() - line.today.drawn(), line, after)))
            .collect();
        // Those that change as much stay in their order.
        changes.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
        let (change, line, after) = changes.first()?;
        let part = if change.abs() > 0.0 {
            format!("Under {option} “{}” changes most: it {}.", line.name, says::way(&line.today, after))
        } else {
            format!("Under {option} no line changes.")
        };
        Some(whole.map_or_else(|| part.clone(), |whole| format!("{whole} {part}")))
    });
    said.collect::<Vec<_>>().join(" ")
}
