//! What the marks mean, and how many of each there are.

use super::facts::Facts;
use doorstep_page::draw::layout::Rect;
use doorstep_page::draw::marks::{Mark, Move, draw};
use doorstep_page::draw::scale::{Changes, QUIET, Shares};
use doorstep_page::draw::svg::{Style, Svg};
use doorstep_page::draw::words::{fit, whole, width, wrap};

/// From line to line.
const LINE: f64 = 10.6;
/// Letters of lines and headings.
const SIZE: f64 = 7.0;
/// Width of a part, whatever the layout: it decides how headings break.
const WIDE: f64 = 180.0;
/// From the left edge to the words.
const MARK: f64 = 17.0;

/// One line: a mark, what it means, how many.
struct Line {
    mark: Mark,
    stand_in: bool,
    radius: f64,
    words: String,
    count: String,
}

/// A part of the legend.
pub(super) struct Part {
    heading: Vec<String>,
    lines: Vec<Line>,
}

impl Part {
    fn new(heading: &str) -> Part {
        Part { heading: wrap(heading, SIZE, true, WIDE, 3), lines: Vec::new() }
    }

    fn line(&mut self, mark: Mark, radius: f64, words: impl Into<String>, count: impl Into<String>) {
        self.lines.push(Line { mark, stand_in: false, radius, words: words.into(), count: count.into() });
    }

    pub(super) fn height(&self) -> f64 {
        self.heading.len() as f64 * SIZE * 1.3 + 4.0 + self.lines.len() as f64 * LINE
    }

    pub(super) fn draw(&self, svg: &mut Svg, rect: &Rect) {
        let heading = Style { bold: true, ..Style::of(SIZE) };
        let mut y = svg.lines(rect.x, rect.y + SIZE, heading, &self.heading) + 4.0 - SIZE;
        for line in &self.lines {
            draw(svg, line.mark, (rect.x + 6.5, y + LINE / 2.0), line.radius, line.stand_in);
            let foot = y + LINE / 2.0 + SIZE * 0.36;
            let count = width(&line.count, SIZE, true);
            let room = rect.w - MARK - if line.count.is_empty() { 0.0 } else { count + 6.0 };
            svg.text(rect.x + MARK, foot, Style::of(SIZE), &fit(&line.words, SIZE, false, room));
            if !line.count.is_empty() {
                let style = Style { bold: true, anchor: "end", ..Style::of(SIZE) };
                svg.text(rect.x + rect.w, foot, style, &line.count);
            }
            y += LINE;
        }
    }
}

/// `16 → 10`.
fn then_now([then, now]: [usize; 2]) -> String {
    format!("{} → {}", whole(then as f64), whole(now as f64))
}

/// Sites, shares, changes, moves; `size` is the radius of so many people.
pub(super) fn parts(facts: &Facts<'_>, site: f64, size: impl Fn(f64) -> f64) -> [Part; 4] {
    [sites(facts, site), shares(facts, size), changes(facts), moves(facts, site)]
}

fn sites(facts: &Facts<'_>, radius: f64) -> Part {
    let scenario = &facts.instance.scenario;
    let [before, after] = facts.sides.map(|side| &side.measures.footprint);
    let mut part = Part::new("Sites and venues (A → B)");
    for (rank, level) in facts.levels.iter().enumerate() {
        let counts = then_now([before.sites[level.0], after.sites[level.0]]);
        part.line(Mark::Level(rank), radius, scenario.levels[level.0].id.as_str(), counts);
    }
    part.line(Mark::Closed, radius, "closed", then_now([before.sites[0], after.sites[0]]));
    if facts.illustrative() > 0 {
        let counted = whole(facts.illustrative() as f64);
        part.line(Mark::Level(0), radius, "Dashed: stand-in, illustrative", counted);
        if let Some(line) = part.lines.last_mut() {
            line.stand_in = true;
        }
    }
    if !scenario.venues.is_empty() {
        part.line(Mark::Venue, radius * 0.75, "Venue in use", then_now([before.venues, after.venues]));
    }
    part
}

fn shares(facts: &Facts<'_>, size: impl Fn(f64) -> f64) -> Part {
    let name = fit(facts.service, SIZE, true, WIDE);
    let mut part = Part::new(&format!("Reached by {name}, of those eligible: areas (A → B)"));
    for class in 0..Shares::CLASSES {
        let mark = Mark::Reached(class);
        let counts = [0, 1].map(|side| facts.areas(|area| facts.reached(side, area), mark));
        part.line(mark, 3.6, facts.shares.label(class), then_now(counts));
    }
    nobody(facts, &mut part);
    let largest = (0..facts.instance.scenario.areas.len()).map(|area| facts.eligible(area)).fold(0.0, f64::max);
    if let Some(people) = round_below(largest) {
        part.line(Mark::Size, size(people), format!("This large: {} people eligible", whole(people)), "");
    }
    part
}

fn nobody(facts: &Facts<'_>, part: &mut Part) {
    let count = facts.areas(|area| facts.changed(area), Mark::Nobody);
    if count > 0 {
        part.line(Mark::Nobody, 3.6, "Nobody eligible", whole(count as f64));
    }
}

fn changes(facts: &Facts<'_>) -> Part {
    let mut part = Part::new("Change in the share reached, in hundredths (B less A): areas");
    for class in Changes::CLASSES {
        let count = facts.areas(|area| facts.changed(area), Mark::Change(class));
        part.line(Mark::Change(class), 3.4, facts.changes.label(class), whole(count as f64));
    }
    part
}

fn moves(facts: &Facts<'_>, radius: f64) -> Part {
    let sites = 0..facts.instance.scenario.sites.len();
    let mut part = Part::new("What becomes of sites (on C)");
    for moved in Move::ALL {
        let count = sites.clone().filter(|site| facts.moved(*site) == Some(moved)).count();
        if count > 0 {
            part.line(Mark::Moved(moved), radius, moved.words(), whole(count as f64));
        }
    }
    part
}

/// The largest round number not above: 1, 2 or 5 and zeros.
fn round_below(most: f64) -> Option<f64> {
    let tens = [1e6, 1e5, 1e4, 1e3, 100.0, 10.0];
    tens.into_iter().flat_map(|ten| [5.0 * ten, 2.0 * ten, ten]).find(|round| *round <= most)
}

/// North, and a bar of so many kilometres.
pub(super) fn bearings(svg: &mut Svg, (x, y): (f64, f64), km: f64, length: f64) {
    use doorstep_page::draw::marks::line;
    let ink = doorstep_page::draw::scale::INK;
    svg.figure(
        (x + 4.0, y - 6.0),
        5.5,
        &[(0.0, -1.0), (0.6, 1.0), (0.0, 0.5), (-0.6, 1.0)],
        doorstep_page::draw::svg::Paint::fill(ink),
    );
    svg.text(x + 4.0, y - 13.5, Style { anchor: "middle", bold: true, halo: true, ..Style::of(6.5) }, "N");
    let from = x + 13.0;
    let strokes = [[0.0, 0.0, length, 0.0], [0.0, -2.5, 0.0, 0.4], [length, -2.5, length, 0.4]];
    svg.strokes((from, y - 1.0), 1.0, &strokes, line("#ffffff", 3.0));
    svg.strokes((from, y - 1.0), 1.0, &strokes, line(ink, 1.0));
    let words = format!("{} km", doorstep_page::draw::words::plain(km, 1));
    svg.text(
        from + length / 2.0,
        y - 4.0,
        Style { anchor: "middle", fill: QUIET, halo: true, ..Style::of(6.5) },
        &words,
    );
}
