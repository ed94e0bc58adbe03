//! From base to proposal as a picture: a row for every step, its bar where it begins and ends.
//!
//! Levels are full bars, more is an open bar with a dashed edge, less is a grey one; each has its amount
//! with its sign beside it, so nothing is said by shade alone.

use super::risk::walked;
use crate::accounts::Accounts;
use crate::report::summary::CAUTION;
use doorstep_page::draw::frame::{INK, LESS, LETTERS, MARGIN, QUIET, WIDE, frame, line, text};
use doorstep_page::draw::words::{at, fit, wrap};
use doorstep_scenario::{Pence, Scenario};
use std::fmt::Write as _;

/// For the names of steps, and for amounts.
const NAMES: f64 = 210.0;
const AMOUNTS: f64 = 110.0;
const ROW: f64 = 22.0;
const BAR: f64 = 13.0;

/// The whole picture as SVG; only its frame where there are no years.
pub fn picture(scenario: &Scenario, accounts: &Accounts) -> String {
    let steps = walked(&accounts.waterfall);
    let scale = Scale::of(steps.iter().flat_map(|(_, from, to)| [*from, *to]));
    let year = accounts.years.last().map_or_else(String::new, |year| year.year.to_string());
    let title = format!("{}: from the base to the proposal, {year}", scenario.name);
    let mut body = String::new();
    let mut y = MARGIN + 14.0;
    for line in wrap(&title, 14.0, true, WIDE - 2.0 * MARGIN, 3) {
        text(&mut body, MARGIN, y, (14.0, true, "start", INK), &line);
        y += 18.0;
    }
    let said = format!("{}. A whole year's net cost, all funds, in money of {year}. {CAUTION}", scenario.council);
    for line in wrap(&said, LETTERS, false, WIDE - 2.0 * MARGIN, 3) {
        text(&mut body, MARGIN, y, (LETTERS, false, "start", QUIET), &line);
        y += 13.0;
    }
    y += 6.0;
    let nothing = scale.x(0);
    let bottom = y + ROW * steps.len() as f64;
    line(&mut body, (nothing, y), (nothing, bottom), false);
    for (index, (step, from, to)) in steps.iter().enumerate() {
        let middle = y + ROW / 2.0;
        let name = fit(&step.name, LETTERS, step.level, NAMES - 8.0);
        text(&mut body, MARGIN, middle + 3.5, (LETTERS, step.level, "start", INK), &name);
        let (left, right) = (scale.x(from.0.min(to.0)), scale.x(from.0.max(to.0)));
        let look = if step.level {
            format!("fill=\"{INK}\"")
        } else if step.amount > Pence::ZERO {
            format!("fill=\"#ffffff\" stroke=\"{INK}\" stroke-width=\"1\" stroke-dasharray=\"3 2\"")
        } else {
            format!("fill=\"{LESS}\" stroke=\"{INK}\" stroke-width=\"1\"")
        };
        let (x, top, wide, high) = (at(left), at(middle - BAR / 2.0), at((right - left).max(0.8)), at(BAR));
        // Writing to a string cannot fail.
        let _ = writeln!(body, r#"<rect x="{x}" y="{top}" width="{wide}" height="{high}" {look}/>"#);
        if index + 1 < steps.len() {
            let end = scale.x(to.0);
            line(&mut body, (end, middle + BAR / 2.0), (end, middle + ROW - BAR / 2.0), true);
        }
        let sign = if !step.level && step.amount > Pence::ZERO { "+" } else { "" };
        let amount = format!("{sign}{}", step.amount);
        text(&mut body, WIDE - MARGIN, middle + 3.5, (LETTERS, step.level, "end", INK), &amount);
        y += ROW;
    }
    let legend = "Full bar: a level. Open bar with a dashed edge: more. Grey bar: less. The same figures stand in waterfall.csv.";
    text(&mut body, MARGIN, y + 16.0, (9.0, false, "start", QUIET), legend);
    frame("waterfall", (WIDE, y + 16.0 + MARGIN), &title, &described(&steps), &body)
}

/// Every step in words, for those who do not see the picture.
fn described(steps: &[(&crate::accounts::Step, Pence, Pence)]) -> String {
    let each = steps.iter().map(|(step, _, to)| {
        if step.level {
            format!("{}: {}.", step.name, step.amount)
        } else {
            format!("{}: {}, making {to}.", step.name, step.amount)
        }
    });
    each.collect::<Vec<_>>().join(" ")
}

/// From pence to points across.
struct Scale {
    low: i64,
    high: i64,
}

impl Scale {
    fn of(ends: impl Iterator<Item = Pence>) -> Scale {
        let (low, high) = ends.fold((0, 0), |(low, high), end| (end.0.min(low), end.0.max(high)));
        Scale { low, high: high.max(low + 1) }
    }

    fn x(&self, pence: i64) -> f64 {
        let (left, right) = (MARGIN + NAMES, WIDE - MARGIN - AMOUNTS);
        left + (right - left) * (pence - self.low) as f64 / (self.high - self.low) as f64
    }
}
