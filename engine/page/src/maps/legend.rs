//! What colours and marks mean, and how many areas and places bear each.

use super::arrange::{GAP, Plan};
use super::dots::triangle;
use super::map::{Look, Panel};
use super::pen::{Hand, LETTERS, Pen};
use super::scale::{Class, Key, Texture};
use crate::draw::layout::Rect;
use crate::draw::marks::{Mark, draw};
use crate::draw::scale::EDGE;
use crate::draw::svg::Svg;
use crate::draw::words::{at, fit, plain, whole, width, wrap};

/// From line to line.
const LINE: f64 = 12.4;
/// From the left edge to the words.
const MARK: f64 = 23.0;

/// What stands before a line.
enum Sample {
    /// A colour: the name of its paint, and whether areas are dots.
    Fill(String, Option<Texture>),
    Mark(Mark, bool),
    /// No dot.
    Tick,
}

struct Line {
    sample: Sample,
    words: String,
    count: String,
}

/// A part of the legend.
pub(super) struct Part {
    title: String,
    /// What the counts count.
    counted: String,
    lines: Vec<Line>,
    /// Is it about marks?
    marks: bool,
}

/// One part a key, and one for the marks. `paint` names a class's paint.
pub(super) fn parts(
    panels: &[Panel],
    keys: &[Key],
    look: &Look,
    (dotted, stand_ins): (bool, bool),
    paint: impl Fn(usize, Option<usize>) -> String,
) -> Vec<Part> {
    let mut parts = Vec::new();
    for (which, key) in keys.iter().enumerate() {
        let of: Vec<usize> = (0..panels.len()).filter(|panel| panels[*panel].key == which).collect();
        if of.is_empty() {
            continue;
        }
        let tally = |class: Option<usize>| -> Vec<usize> {
            of.iter().map(|at| panels[*at].classes.iter().filter(|other| **other == class).count()).collect()
        };
        let mut lines = Vec::new();
        for (class, Class { texture, label, .. }) in key.classes.iter().enumerate() {
            let sample = Sample::Fill(paint(which, Some(class)), dotted.then_some(*texture));
            lines.push(Line { sample, words: label.clone(), count: joined(&tally(Some(class))) });
        }
        let hidden = tally(None);
        if hidden.iter().any(|count| *count > 0) {
            let sample = if dotted { Sample::Tick } else { Sample::Fill(paint(which, None), None) };
            lines.push(Line { sample, words: key.not_shown.clone(), count: joined(&hidden) });
        }
        parts.push(Part {
            title: key.title.clone(),
            counted: counted("Areas", &of, panels.len()),
            lines,
            marks: false,
        });
    }
    let moving = |panel: &Panel| panel.sites.iter().any(|(_, mark)| matches!(mark, Mark::Moved(_)));
    for moves in [false, true] {
        let of: Vec<usize> = (0..panels.len())
            .filter(|at| moving(&panels[*at]) == moves)
            .filter(|at| !panels[*at].sites.is_empty() || !panels[*at].venues.is_empty())
            .collect();
        let title = if moves { "What becomes of sites" } else { "Sites and venues" };
        parts.extend(marks(panels, look, title, &of));
    }
    if let Some(part) = parts.last_mut().filter(|part| stand_ins && part.marks) {
        let words = "Dashed: stand-in, illustrative".to_owned();
        part.lines.push(Line { sample: Sample::Mark(Mark::Level(0), true), words, count: String::new() });
    }
    parts
}

/// The marks of some panels.
fn marks(panels: &[Panel], look: &Look, title: &str, of: &[usize]) -> Option<Part> {
    let mut lines = Vec::new();
    for (mark, words) in &look.marks {
        let number = |panel: &Panel| match mark {
            Mark::Venue => panel.venues.len(),
            mark => panel.sites.iter().filter(|(_, other)| other == mark).count(),
        };
        let tally: Vec<usize> = of.iter().map(|at| number(&panels[*at])).collect();
        if tally.iter().any(|count| *count > 0) {
            lines.push(Line { sample: Sample::Mark(*mark, false), words: words.clone(), count: joined(&tally) });
        }
    }
    let counted = counted("Number", of, panels.len());
    (!lines.is_empty()).then(|| Part { title: title.to_owned(), counted, lines, marks: true })
}

/// "Areas on map 1 | 2", where there are several.
fn counted(noun: &str, of: &[usize], all: usize) -> String {
    if all < 2 {
        return noun.to_owned();
    }
    let maps: Vec<String> = of.iter().map(|at| (at + 1).to_string()).collect();
    format!("{noun}, map {}", maps.join(" | "))
}

fn joined(counts: &[usize]) -> String {
    let counts: Vec<String> = counts.iter().map(|count| whole(*count as f64)).collect();
    counts.join(" | ")
}

/// Draws all parts; gives back where they end.
pub(super) fn legend(pen: &mut Pen, plan: &Plan, parts: &[Part]) -> f64 {
    let Rect { x, y, w, .. } = plan.legend;
    let natural =
        |parts: &[Part]| parts.iter().map(Part::width).sum::<f64>() + (parts.len() as f64 - 1.0).max(0.0) * GAP;
    let widest = parts.iter().map(Part::width).fold(0.0, f64::max);
    // Below each other, in one row, or in two where one is too narrow for the words.
    let row = if plan.column {
        1
    } else if natural(parts) <= w {
        parts.len()
    } else {
        parts.len().div_ceil(2)
    };
    let mut bottom = y;
    for (at, parts) in parts.chunks(row.max(1)).enumerate() {
        let top = if at == 0 { y } else { bottom + GAP * 0.7 };
        let gaps = (parts.len() as f64 - 1.0).max(0.0);
        let squeeze = ((w - gaps * GAP) / parts.iter().map(Part::width).sum::<f64>()).min(1.0);
        let apart = ((w - squeeze * (natural(parts) - gaps * GAP)) / gaps.max(1.0)).min(3.0 * GAP);
        let mut left = x;
        for part in parts {
            let each = if plan.column { widest.min(w) } else { part.width() * squeeze };
            bottom = bottom.max(part.draw(pen, plan, (left, top), each));
            left += each + apart;
        }
    }
    bottom
}

impl Part {
    /// As wide as its longest line; a title breaks.
    fn width(&self) -> f64 {
        let line = |line: &Line| {
            let count = width(&line.count, LETTERS, false);
            MARK + width(&line.words, LETTERS, false) + if count > 0.0 { count + 10.0 } else { 0.0 }
        };
        let lines = self.lines.iter().map(line).fold(width(&self.counted, LETTERS, false), f64::max);
        lines.max(width(&self.title, LETTERS, true).min(150.0))
    }

    fn draw(&self, pen: &mut Pen, plan: &Plan, (x, y): (f64, f64), w: f64) -> f64 {
        let quiet = Hand { quiet: true, anchor: "end", ..Hand::of(LETTERS) };
        let title = wrap(&self.title, LETTERS, true, w, 3);
        let mut y = pen.lines(x, y + LETTERS, Hand { bold: true, ..Hand::of(LETTERS) }, &title);
        pen.words(x + w, y, quiet, &self.counted);
        y += 4.0;
        for line in &self.lines {
            sample(pen, plan, &line.sample, (x, y + LINE / 2.0));
            let foot = y + LINE / 2.0 + LETTERS * 0.36;
            let taken = if line.count.is_empty() { 0.0 } else { width(&line.count, LETTERS, false) + 6.0 };
            pen.words(x + MARK, foot, Hand::of(LETTERS), &fit(&line.words, LETTERS, false, w - MARK - taken));
            if !line.count.is_empty() {
                pen.words(x + w, foot, Hand { anchor: "end", ..Hand::of(LETTERS) }, &line.count);
            }
            y += LINE;
        }
        y
    }
}

fn sample(pen: &mut Pen, plan: &Plan, sample: &Sample, (x, y): (f64, f64)) {
    match sample {
        // Drawn on the scale of the map, so that a hatching is the one of the map.
        Sample::Fill(paint, None) => {
            let [wide, high, edge] = [17.0, 9.0, 0.5].map(|points| at(points / plan.scale));
            pen.add(format_args!(
                concat!(
                    r#"<g transform="translate({} {}) scale({})">"#,
                    r#"<rect width="{}" height="{}" fill="{}" stroke="{}" stroke-width="{}"/></g>"#
                ),
                at(x),
                at(y - 4.5),
                plain(plan.scale, 5),
                wide,
                high,
                paint,
                EDGE,
                edge
            ));
        }
        Sample::Fill(paint, Some(texture)) => {
            pen.add(format_args!(r#"<g fill="{paint}" stroke="{EDGE}" stroke-width="0.4">"#));
            let middle = (x + 8.5, y);
            match texture {
                Texture::Plain => pen.add(format_args!(r#"<circle cx="{}" cy="{}" r="4"/>"#, at(middle.0), at(y))),
                Texture::Rise => triangle(pen, middle, 3.6, -1.0),
                Texture::Fall(..) => triangle(pen, middle, 3.6, 1.0),
            }
            pen.add(format_args!("</g>"));
        }
        Sample::Tick => {
            let mut svg = Svg::default();
            draw(&mut svg, Mark::Nobody, (x + 8.5, y), 1.5, false);
            pen.0.push_str(&svg.body());
        }
        Sample::Mark(mark, stand_in) => {
            let mut svg = Svg::default();
            let r = if *mark == Mark::Venue { 3.2 } else { 4.0 };
            draw(&mut svg, *mark, (x + 8.5, y), r, *stand_in);
            pen.0.push_str(&svg.body());
        }
    }
}

/// A bar of so many kilometres, and where north is.
pub(super) fn bearings(pen: &mut Pen, strip: &Rect, scale: f64, maps: usize) {
    let length = |km: f64| km * 1000.0 * scale;
    let steps = [200.0, 100.0, 50.0, 20.0, 10.0, 5.0, 2.0, 1.0, 0.5];
    let km = steps.into_iter().find(|km| length(*km) <= 90.0).unwrap_or(0.5);
    let (x, y, w) = (strip.x + 1.0, strip.y + 7.0, length(km));
    pen.bar(&Rect { x, y, w, h: 1.6 });
    for end in [x, x + w / 2.0, x + w] {
        pen.bar(&Rect { x: end - 0.5, y: y - 3.0, w: 1.0, h: 4.6 });
    }
    let all = if maps > 1 { " All maps are on one scale." } else { "" };
    let words = format!("{} km. North is up.{all}", plain(km, 1));
    pen.words(x + w + 6.0, y + 2.6, Hand::of(LETTERS), &words);
}
