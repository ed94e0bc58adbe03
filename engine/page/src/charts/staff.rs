//! Staff year by year and role by role: a bar of those there are, a line where they are needed, and
//! what is missing between as a hatched gap.

use super::axis::{Axis, Unit};
use super::canvas::{Canvas, LETTERS, Words};
use super::given::{About, Given, row};
use super::look::{Key, Look, bar, keys};
use super::rows::{BAR, NOTHING, Plot, beside, gutters, nothing};
use super::says;
use crate::document::Picture;
use crate::draw::layout::Rect;
use crate::draw::words::wrap;

/// How high a year is.
const LANE: f64 = 24.0;

/// A role.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Role {
    /// Its name.
    pub name: String,
    /// Its years, in their order.
    pub years: Vec<Year>,
}

/// A year of a role.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Year {
    /// "2026-27".
    pub year: String,
    /// Full-time staff needed.
    pub need: Given,
    /// Full-time staff there are.
    pub have: Given,
    /// Who is missing; 0 where nobody is.
    pub missing: Given,
}

/// The picture of all roles.
pub fn staff(about: &About, roles: &[Role]) -> Picture {
    let mut canvas = Canvas::default();
    if roles.iter().all(|role| role.years.is_empty()) {
        nothing(&mut canvas);
    } else {
        draw(&mut canvas, roles);
    }
    let rows = roles.iter().flat_map(|role| {
        role.years.iter().map(|year| {
            let figures = [&year.need, &year.have, &year.missing].map(|given| given.text.clone());
            row([role.name.clone(), year.year.clone()].into_iter().chain(figures))
        })
    });
    let columns = [("Role", false), ("Year", false), ("Need", true), ("Have", true), ("Missing", true)];
    about.picture(sentence(roles), canvas, &columns, rows.collect())
}

fn words(year: &Year) -> String {
    format!("{} of {}", year.have.text, year.need.text)
}

fn draw(canvas: &mut Canvas, roles: &[Role]) {
    let years = || roles.iter().flat_map(|role| &role.years);
    let mut known = vec![(Key::Bar(Look::Series(0)), "have"), (Key::Tick, "need")];
    if years().any(|year| year.missing.drawn() > 0.0) {
        known.push((Key::Bar(Look::Missing), "missing"));
    }
    keys(canvas, &known);
    let figures: Vec<String> = years().map(words).collect();
    let room = gutters(years().map(|year| year.year.as_str()), figures.iter().map(String::as_str));
    let values = years().flat_map(|year| [year.need.drawn(), year.have.drawn()]);
    let axis = Axis::from_nothing(values, Unit::Count, room);
    let mut plot = Plot::begin(canvas, axis);
    for role in roles {
        canvas.y += 4.0;
        let bold = Words { bold: true, ..Words::default() };
        canvas.lines(&wrap(&role.name, LETTERS, true, super::canvas::INSIDE, 2), bold);
        plot.band(canvas.y, canvas.y + LANE * role.years.len() as f64);
        for year in &role.years {
            let middle = canvas.y + LANE / 2.0;
            let top = middle - BAR / 2.0;
            let [nothing, have, need] = [0.0, year.have.drawn(), year.need.drawn()].map(|value| axis.at(value));
            let there = Rect { x: nothing.min(have), y: top, w: (have - nothing).abs(), h: BAR };
            bar(canvas, "bar", there, Look::Series(0));
            if year.missing.drawn() > 0.0 && need > have {
                bar(canvas, "gap", Rect { x: have, y: top, w: need - have, h: BAR }, Look::Missing);
            }
            canvas.line((need, top - 3.0), (need, top + BAR + 3.0), ("rule", 3.0, ""));
            beside(canvas, middle, room, &year.year, &words(year));
            canvas.y += LANE;
        }
    }
    canvas.y += 4.0;
    plot.end(canvas);
}

/// Where most are missing, and until when.
fn sentence(roles: &[Role]) -> String {
    let each: Vec<(&Role, &Year)> =
        roles.iter().flat_map(|role| role.years.iter().map(move |year| (role, year))).collect();
    if each.is_empty() {
        return NOTHING.to_owned();
    }
    let short: Vec<(String, &Given)> = each
        .iter()
        .filter(|(_, year)| year.missing.drawn() > 0.0)
        .map(|(role, year)| (format!("{} in {}", role.name, year.year), &year.missing))
        .collect();
    let Some((place, missing)) = says::most(short.iter().map(|(name, given)| (name.as_str(), *given))) else {
        return "There are as many posts as are needed in every role and year.".to_owned();
    };
    let mut said = format!("Most are missing among {place}: {}.", missing.text);
    for role in roles.iter().take(3) {
        if let (Some(first), Some(last)) = (role.years.first(), role.years.last()) {
            let end = if last.missing.drawn() > 0.0 {
                format!("; {} are still missing in {}", last.missing.text, last.year)
            } else {
                format!("; nobody is missing in {}", last.year)
            };
            says::also(&mut said, &format!(" The need for {} {}{end}.", role.name, says::way(&first.need, &last.need)));
        }
    }
    said
}
