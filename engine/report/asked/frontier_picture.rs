//! A frontier as a chart: the second goal across, the first one up, today beside it.
//!
//! Supported points are full, others open, the knee is ringed and named: nothing is said by colour alone.

use crate::explore::Frontier;
use crate::report::summary::{CAUTION, figure};
use doorstep_page::draw::frame::{INK, LESS, LETTERS, MARGIN, QUIET, WIDE, frame, line, text};
use doorstep_page::draw::words::{at, wrap};
use std::fmt::Write as _;

const HIGH: f64 = 360.0;
const LEFT: f64 = 110.0;
const RIGHT: f64 = 40.0;

/// The whole picture as SVG.
pub fn picture(found: &Frontier) -> String {
    let [first, second] = found.aims;
    let scenario = &found.instance.scenario;
    let title = format!("{}: {} against {}", scenario.name, first.title(scenario), second.title(scenario));
    let mut body = String::new();
    let mut y = MARGIN + 14.0;
    for words in wrap(&title, 14.0, true, WIDE - 2.0 * MARGIN, 3) {
        text(&mut body, MARGIN, y, (14.0, true, "start", INK), &words);
        y += 18.0;
    }
    for words in wrap(&format!("{}. {CAUTION}", scenario.council), LETTERS, false, WIDE - 2.0 * MARGIN, 2) {
        text(&mut body, MARGIN, y, (LETTERS, false, "start", QUIET), &words);
        y += 13.0;
    }
    let top = y + 14.0;
    let today = [first, second].map(|aim| found.status_quo.value(aim));
    let of_points = |which: usize| found.points.iter().map(move |point| point.values[which]);
    // Today is shown where the points keep half of the picture beside it.
    let far = (0..2).any(|which| {
        let (own, all) = (Span::of(of_points(which)), Span::of(of_points(which).chain(today[which])));
        all.high - all.low > 2.0 * (own.high - own.low)
    });
    let shown = if far && found.points.len() > 1 { [None, None] } else { today };
    let all = |which: usize| of_points(which).chain(shown[which]);
    let (up, across) = (Span::of(all(0)), Span::of(all(1)));
    let place = |values: [f64; 2]| {
        let x = LEFT + (WIDE - LEFT - RIGHT) * across.part(values[1]);
        (x, top + HIGH * (1.0 - up.part(values[0])))
    };
    for tick in up.ticks() {
        let (_, y) = place([tick, across.low]);
        line(&mut body, (LEFT, y), (WIDE - RIGHT, y), true);
        text(&mut body, LEFT - 6.0, y + 3.5, (LETTERS, false, "end", INK), whole(&figure(first, tick, false)));
    }
    for tick in across.ticks() {
        let (x, _) = place([up.low, tick]);
        line(&mut body, (x, top + HIGH), (x, top + HIGH + 4.0), false);
        text(&mut body, x, top + HIGH + 16.0, (LETTERS, false, "middle", INK), whole(&figure(second, tick, false)));
    }
    line(&mut body, (LEFT, top + HIGH), (WIDE - RIGHT, top + HIGH), false);
    for pair in found.points.windows(2) {
        line(&mut body, place(pair[0].values), place(pair[1].values), false);
    }
    for (index, point) in found.points.iter().enumerate() {
        let (x, y) = place(point.values);
        let fill = if point.supported { INK } else { "#ffffff" };
        let _ = writeln!(
            body,
            r#"<circle cx="{}" cy="{}" r="4" fill="{fill}" stroke="{INK}" stroke-width="1.2"/>"#,
            at(x),
            at(y)
        );
        if found.knee == Some(index) {
            let _ = writeln!(
                body,
                r#"<circle cx="{}" cy="{}" r="8" fill="none" stroke="{INK}" stroke-width="1.2"/>"#,
                at(x),
                at(y)
            );
            // Below the curve, where nothing else is.
            let rises = found.aims[0].maximise() != found.aims[1].maximise();
            let (beside, anchor) = if rises { (x + 11.0, "start") } else { (x - 11.0, "end") };
            text(&mut body, beside, y + 16.0, (LETTERS, true, anchor, INK), "knee");
        }
    }
    if let [Some(one), Some(other)] = shown {
        let (x, y) = place([one, other]);
        let (left, above) = (at(x - 4.5), at(y - 4.5));
        let _ = writeln!(
            body,
            r#"<rect x="{left}" y="{above}" width="9" height="9" fill="{LESS}" stroke="{INK}" stroke-width="1.2"/>"#
        );
        let (anchor, beside) = if x > WIDE / 2.0 { ("end", x - 8.0) } else { ("start", x + 8.0) };
        text(&mut body, beside, y + 14.0, (LETTERS, true, anchor, INK), "today");
    }
    y = top + HIGH + 34.0;
    let axes = format!("Up: {}. Across: {}.", first.title(scenario), second.title(scenario));
    text(&mut body, MARGIN, y, (LETTERS, false, "start", INK), &axes);
    let square = match (shown, today) {
        ([Some(_), Some(_)], _) => "Square: today.".to_owned(),
        (_, [Some(one), Some(other)]) => {
            format!("Today lies far off: {} and {}.", figure(first, one, false), figure(second, other, false))
        }
        _ => String::new(),
    };
    let legend = format!("Full point: among these a fixed exchange rate chooses it. Open point: none does. {square}");
    text(&mut body, MARGIN, y + 14.0, (9.0, false, "start", QUIET), &legend);
    let joined = "The axes need not begin at 0. Lines join the points in order; what lies between them was not looked at. The same figures stand in frontier.csv.";
    y += 14.0;
    text(&mut body, MARGIN, y + 14.0, (9.0, false, "start", QUIET), joined);
    frame("frontier", (WIDE, y + 14.0 + MARGIN), &title, &described(found), &body)
}

/// A round number without its tenth.
fn whole(figure: &str) -> &str {
    figure.strip_suffix(".0").unwrap_or(figure)
}

/// Every point in words.
fn described(found: &Frontier) -> String {
    let each = found.points.iter().map(|point| {
        let [one, other] = [0, 1].map(|at| figure(found.aims[at], point.values[at], !found.aims[at].maximise()));
        format!("{}: {one} against {other}.", point.plan.label)
    });
    each.collect::<Vec<_>>().join(" ")
}

/// An axis.
struct Span {
    low: f64,
    high: f64,
}

impl Span {
    fn of(values: impl Iterator<Item = f64>) -> Span {
        let (low, high) =
            values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
        let room = ((high - low) * 0.05).max(1e-9 * high.abs().max(1.0));
        if low.is_finite() { Span { low: low - room, high: high + room } } else { Span { low: 0.0, high: 1.0 } }
    }

    fn part(&self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low)
    }

    /// Round numbers, four to nine of them.
    fn ticks(&self) -> Vec<f64> {
        let rough = (self.high - self.low) / 6.0;
        let ten = 10_f64.powf(rough.log10().floor());
        let step =
            [1.0, 2.0, 5.0, 10.0].map(|times| times * ten).into_iter().find(|step| *step >= rough).unwrap_or(ten);
        let first = (self.low / step).ceil();
        (0..12).map(|at| (first + f64::from(at)) * step).take_while(|tick| *tick <= self.high).collect()
    }
}
