//! People reached year by year, service by service: a bar as the year ends, a line where doing nothing
//! would reach them.

use super::axis::{Axis, Unit};
use super::canvas::{Canvas, INSIDE, LETTERS, Words};
use super::given::{About, Given, row};
use super::look::{Key, Look, bar, keys};
use super::rows::{BAR, NOTHING, Plot, beside, gutters, nothing};
use super::says;
use crate::document::Picture;
use crate::draw::layout::Rect;
use crate::draw::words::wrap;

/// How high a year is.
const LANE: f64 = 22.0;

/// A service.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Service {
    /// Its name.
    pub name: String,
    /// Its years, in their order.
    pub years: Vec<Year>,
}

/// A year of a service.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Year {
    /// "2026-27".
    pub year: String,
    /// Reached if nothing were decided.
    pub nothing: Given,
    /// Reached a year, as the year ends.
    pub end: Given,
    /// Reached in the year itself.
    pub within: Given,
}

/// The picture of all services.
pub fn years(about: &About, services: &[Service]) -> Picture {
    let mut canvas = Canvas::default();
    if services.iter().all(|service| service.years.is_empty()) {
        nothing(&mut canvas);
    } else {
        draw(&mut canvas, services);
    }
    let rows = services.iter().flat_map(|service| {
        service.years.iter().map(|year| {
            let figures = [&year.nothing, &year.end, &year.within].map(|given| given.text.clone());
            row([service.name.clone(), year.year.clone()].into_iter().chain(figures))
        })
    });
    let columns = [
        ("Service", false),
        ("Year", false),
        ("Doing nothing", true),
        ("As the year ends", true),
        ("In the year itself", true),
    ];
    about.picture(sentence(services), canvas, &columns, rows.collect())
}

fn draw(canvas: &mut Canvas, services: &[Service]) {
    let years = || services.iter().flat_map(|service| &service.years);
    keys(canvas, &[(Key::Bar(Look::Series(0)), "as the year ends"), (Key::Tick, "doing nothing")]);
    let room = gutters(years().map(|year| year.year.as_str()), years().map(|year| year.end.text.as_str()));
    let values = years().flat_map(|year| [year.nothing.drawn(), year.end.drawn()]);
    let axis = Axis::from_nothing(values, Unit::Count, room);
    let mut plot = Plot::begin(canvas, axis);
    for service in services {
        canvas.y += 4.0;
        let bold = Words { bold: true, ..Words::default() };
        canvas.lines(&wrap(&service.name, LETTERS, true, INSIDE, 2), bold);
        plot.band(canvas.y, canvas.y + LANE * service.years.len() as f64);
        for year in &service.years {
            let middle = canvas.y + LANE / 2.0;
            let top = middle - BAR / 2.0;
            let [zero, end, nothing] = [0.0, year.end.drawn(), year.nothing.drawn()].map(|value| axis.at(value));
            let reached = Rect { x: zero.min(end), y: top, w: (end - zero).abs(), h: BAR };
            bar(canvas, "bar", reached, Look::Series(0));
            canvas.line((nothing, top - 3.0), (nothing, top + BAR + 3.0), ("rule", 3.0, ""));
            beside(canvas, middle, room, &year.year, &year.end.text);
            canvas.y += LANE;
        }
    }
    canvas.y += 4.0;
    plot.end(canvas);
}

/// From the first year to the last, for the first services.
fn sentence(services: &[Service]) -> String {
    let mut said = String::new();
    for service in services.iter().take(3) {
        if let (Some(first), Some(last)) = (service.years.first(), service.years.last()) {
            let way = says::way(&first.end, &last.end);
            let (name, year) = (says::capital(&service.name), &last.year);
            let blank = if said.is_empty() { "" } else { " " };
            let more =
                format!("{blank}{name}: the number reached {way} by {year}; doing nothing, {}.", last.nothing.text);
            says::also(&mut said, &more);
        }
    }
    if said.is_empty() { NOTHING.to_owned() } else { said }
}
