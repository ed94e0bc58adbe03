//! A frontier: one goal up, another across, a point for every plan between the best of the two, with
//! today and the plan marked on it.
//!
//! Supported points are full, others open; the knee is ringed, plans are triangles, today is a square;
//! each is named beside it, so nothing is said by colour alone.

use super::axis::{Axis, Unit};
use super::canvas::{Canvas, INSIDE, LETTERS, MARGIN, SMALL, WIDE, Words};
use super::given::{About, Given, row};
use super::look::{circle, shape};
use super::rows::{NOTHING, note, nothing};
use super::says;
use crate::document::{Picture, Row};
use crate::draw::layout::Rect;
use crate::draw::words::{fit, width};

/// How high the plot is.
const HIGH: f64 = 300.0;

/// A goal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Goal {
    /// What it is, with its unit: "most reach, weighted by need, points".
    pub title: String,
    /// How its axis is written.
    pub unit: Unit,
}

/// A place on the picture: the goal that goes up, the goal that goes across.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Place {
    /// Its name.
    pub name: String,
    /// By the goal that goes up.
    pub up: Given,
    /// By the goal that goes across.
    pub across: Given,
}

/// A frontier.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Frontier {
    /// Its id and heading.
    pub about: About,
    /// The goal that goes up.
    pub up: Goal,
    /// The goal that goes across.
    pub across: Goal,
    /// The points in order, and whether a fixed exchange rate would choose each.
    pub points: Vec<(Place, bool)>,
    /// The knee, by position.
    pub knee: Option<usize>,
    /// Today.
    pub today: Option<Place>,
    /// The plan, and any other option to be found on it.
    pub plans: Vec<Place>,
}

/// The picture of a frontier.
pub fn frontier(asked: &Frontier) -> Picture {
    let mut canvas = Canvas::default();
    let shown = asked.today.as_ref().filter(|today| !far(asked, today));
    if asked.points.is_empty() {
        nothing(&mut canvas);
    } else {
        draw(&mut canvas, asked, shown);
        let mut legend = Vec::new();
        if asked.points.iter().any(|(_, supported)| *supported) {
            legend.push("Full point: a fixed exchange rate between the two goals chooses it.".to_owned());
        }
        if asked.points.iter().any(|(_, supported)| !*supported) {
            legend.push("Open point: no fixed exchange rate chooses it.".to_owned());
        }
        if let (None, Some(today)) = (shown, &asked.today) {
            legend.push(format!("{} lies far off: {} and {}.", today.name, today.up.text, today.across.text));
        }
        let axes = "The axes need not begin at 0. Lines join the points in order; what lies between them was not \
                    looked at.";
        legend.push(axes.to_owned());
        note(&mut canvas, &legend.join(" "));
    }
    let columns =
        [("Plan", false), (asked.up.title.as_str(), true), (asked.across.title.as_str(), true), ("Marked", false)];
    asked.about.picture(sentence(asked), canvas, &columns, rows(asked))
}

fn rows(asked: &Frontier) -> Vec<Row> {
    let cells = |place: &Place, words: &str| {
        row([place.name.clone(), place.up.text.clone(), place.across.text.clone(), words.to_owned()])
    };
    let points = asked.points.iter().enumerate().map(|(at, (place, supported))| {
        let words = match (asked.knee == Some(at), *supported) {
            (true, true) => "knee",
            (true, false) => "knee, unsupported",
            (false, true) => "",
            (false, false) => "unsupported",
        };
        cells(place, words)
    });
    let today = asked.today.iter().map(|place| cells(place, "today"));
    today.chain(points).chain(asked.plans.iter().map(|place| cells(place, "plan"))).collect()
}

/// Would today leave the points less than half of the picture?
fn far(asked: &Frontier, today: &Place) -> bool {
    let wide = |values: &[f64]| {
        let ends = values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(*v), h.max(*v)));
        ends.1 - ends.0
    };
    let of = |value: fn(&Place) -> &Given| {
        let mut values: Vec<f64> = asked.points.iter().map(|(place, _)| value(place).drawn()).collect();
        let own = wide(&values);
        values.push(value(today).drawn());
        wide(&values) > 2.0 * own
    };
    asked.points.len() > 1 && (of(|place| &place.up) || of(|place| &place.across))
}

fn draw(canvas: &mut Canvas, asked: &Frontier, today: Option<&Place>) {
    let every = || asked.points.iter().map(|(place, _)| place).chain(today).chain(&asked.plans);
    canvas.y = LETTERS + 4.0;
    let bold = Words { bold: true, size: SMALL, ..Words::default() };
    canvas.words(MARGIN, canvas.y, bold, &fit(&format!("Up: {}", asked.up.title), SMALL, true, INSIDE));
    let top = canvas.y + 14.0;
    let bottom = top + HIGH;
    let up = Axis::of(every().map(|place| place.up.drawn()), asked.up.unit, (bottom, top));
    let ticks = up.ticks();
    let left = ticks.iter().map(|(_, label)| width(label, SMALL, false)).fold(0.0, f64::max) + MARGIN + 6.0;
    let across = Axis::of(every().map(|place| place.across.drawn()), asked.across.unit, (left + 6.0, WIDE - 26.0));
    for (y, label) in &ticks {
        canvas.line((left, *y), (WIDE - MARGIN, *y), ("frame", 1.0, ""));
        let words = Words { size: SMALL, anchor: "end", class: "quiet", ..Words::default() };
        canvas.words(left - 5.0, y + 4.0, words, label);
    }
    for (x, label) in across.ticks() {
        canvas.line((x, bottom), (x, bottom + 5.0), ("rule", 1.0, ""));
        let words = Words { size: SMALL, anchor: "middle", class: "quiet", ..Words::default() };
        canvas.words(x, bottom + 18.0, words, &label);
    }
    canvas.line((left, bottom), (WIDE - MARGIN, bottom), ("rule", 1.0, ""));
    let at = |place: &Place| (across.at(place.across.drawn()), up.at(place.up.drawn()));
    for pair in asked.points.windows(2) {
        canvas.line(at(&pair[0].0), at(&pair[1].0), ("s1", 1.4, ""));
    }
    let mut named: Vec<((f64, f64), String)> = Vec::new();
    for (index, (place, supported)) in asked.points.iter().enumerate() {
        circle(canvas, "point", at(place), 4.0, if *supported { "s1" } else { "paper" });
        if asked.knee == Some(index) {
            circle(canvas, "knee", at(place), 8.0, "none");
            named.push((at(place), "knee".to_owned()));
        }
    }
    for place in &asked.plans {
        shape(canvas, "plan", at(place), 6.0, 3);
        named.push((at(place), place.name.clone()));
    }
    if let Some(place) = today {
        let (x, y) = at(place);
        canvas.rect("today", Rect { x: x - 5.0, y: y - 5.0, w: 10.0, h: 10.0 }, ("paper", "rule", ""));
        named.push(((x, y), place.name.clone()));
    }
    let marks: Vec<(f64, f64)> = every().map(at).collect();
    names(canvas, &named, &marks, Rect { x: left, y: top - 8.0, w: WIDE - MARGIN - left, h: HIGH + 6.0 });
    canvas.y = bottom + 36.0;
    let title = fit(&format!("Across: {}", asked.across.title), SMALL, true, INSIDE);
    canvas.words(WIDE - MARGIN, canvas.y, Words { anchor: "end", ..bold }, &title);
    canvas.y += 6.0;
}

/// Each name beside its mark: the first place around it where it covers neither a mark nor a name.
fn names(canvas: &mut Canvas, named: &[((f64, f64), String)], marks: &[(f64, f64)], inside: Rect) {
    let mut taken: Vec<Rect> = marks.iter().map(|(x, y)| Rect { x: x - 5.0, y: y - 5.0, w: 10.0, h: 10.0 }).collect();
    for ((x, y), name) in named {
        let name = fit(name, LETTERS, true, inside.w * 0.6);
        let (w, h) = (width(&name, LETTERS, true), LETTERS);
        let around = [11.0, 24.0, 40.0].into_iter().flat_map(|far| {
            let (beside, level) = (far * 0.75 + 2.0, -h / 2.0);
            [
                (beside, far * 0.6 + level),
                (-beside - w, far * 0.6 + level),
                (-beside - w, -far * 0.6 + level),
                (beside, -far * 0.6 + level),
                (-w / 2.0, far - 2.0),
                (-w / 2.0, -far - h + 2.0),
            ]
        });
        let mut places = around.map(|(right, down)| Rect { x: x + right, y: y + down, w, h });
        let within = |at: &Rect| {
            at.x >= inside.x && at.x + w <= inside.x + inside.w && at.y >= inside.y && at.y + h <= inside.y + inside.h
        };
        let free = places.find(|at| within(at) && !taken.iter().any(|other| at.overlaps(other)));
        let first = (x + 10.0).min(inside.x + inside.w - w);
        let place = free.unwrap_or(Rect { x: first, y: *y + 6.0, w, h });
        canvas.words(place.x, place.y + h * 0.85, Words { bold: true, ..Words::default() }, &name);
        taken.push(place);
    }
}

/// From one end to the other, then the knee, then today.
fn sentence(asked: &Frontier) -> String {
    let (Some((first, _)), Some((last, _))) = (asked.points.first(), asked.points.last()) else {
        return NOTHING.to_owned();
    };
    let pair = |place: &Place| format!("{} against {}", place.up.text, place.across.text);
    let (up, across) = (says::capital(&asked.up.title), &asked.across.title);
    let mut said = if asked.points.len() > 1 {
        format!("{up}, against {across}: {} plans from {} to {}.", asked.points.len(), pair(first), pair(last))
    } else {
        format!("{up}, against {across}: one plan, {}.", pair(first))
    };
    if let Some((knee, _)) = asked.knee.and_then(|at| asked.points.get(at)) {
        says::also(
            &mut said,
            &format!(" From {} ({}) on, either goal costs more of the other.", knee.name, pair(knee)),
        );
    }
    for place in asked.plans.iter().take(3).chain(&asked.today) {
        says::also(&mut said, &format!(" {}: {}.", says::capital(&place.name), pair(place)));
    }
    said
}
