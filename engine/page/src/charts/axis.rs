//! An axis: round numbers at its ends and between, written short and as people write them.

use super::canvas::{Canvas, MARGIN, SMALL, WIDE, Words};
use crate::draw::words::{plain, whole, width};

/// What an axis counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Unit {
    /// Pounds, as £m, £k.
    Pounds,
    /// People, points, sites: as they are.
    #[default]
    Count,
    /// Shares of 1, in hundredths.
    Share,
}

/// From values to places.
#[derive(Debug, Clone, Copy)]
pub struct Axis {
    /// The first round number, in steps.
    first: f64,
    /// How many steps.
    steps: f64,
    step: f64,
    unit: Unit,
    from: f64,
    to: f64,
}

impl Axis {
    /// An axis that begins at 0 or, with values below 0, ends there or holds it.
    pub fn from_nothing(values: impl Iterator<Item = f64>, unit: Unit, (from, to): (f64, f64)) -> Axis {
        Axis::of(values.chain([0.0]), unit, (from, to))
    }

    /// An axis around values, which need not hold 0; 1 long where there are none.
    pub fn of(values: impl Iterator<Item = f64>, unit: Unit, (from, to): (f64, f64)) -> Axis {
        let ends = values.filter(|value| value.is_finite()).fold(None, |ends: Option<(f64, f64)>, value| {
            let (low, high) = ends.unwrap_or((value, value));
            Some((low.min(value), high.max(value)))
        });
        let (mut low, mut high) = ends.unwrap_or((0.0, 0.0));
        let least = 1e-9 * low.abs().max(high.abs());
        if low.abs() < 1e-12 && high.abs() < 1e-12 {
            high = 1.0;
        } else if high - low <= least {
            // One value: as much room on both of its sides.
            (low, high) = (low - low.abs() * 0.05, high + high.abs() * 0.05);
        }
        // A label every 60 units leaves room for 200,000 on either side of each.
        let rough = (high - low) / ((to - from).abs() / 60.0).clamp(2.0, 5.0);
        let ten = 10_f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 5.0].map(|times| times * ten).into_iter().find(|step| *step >= rough * 0.999);
        let step = step.unwrap_or(10.0 * ten);
        let first = (low / step + 1e-9).floor();
        let steps = ((high / step - 1e-9).ceil() - first).max(1.0);
        Axis { first, steps, step, unit, from, to }
    }

    /// Where a value lies.
    pub fn at(&self, value: f64) -> f64 {
        self.from + (self.to - self.from) * (value / self.step - self.first) / self.steps
    }

    /// The round numbers: where they lie, and how they are written.
    pub fn ticks(&self) -> Vec<(f64, String)> {
        let most = self.first.abs().max((self.first + self.steps).abs()) * self.step;
        let mut ticks = Vec::new();
        let mut at = 0.0;
        while at <= self.steps + 0.5 {
            let value = (self.first + at) * self.step;
            ticks.push((self.at(value), short(value, self.step, most, self.unit)));
            at += 1.0;
        }
        ticks
    }

    /// Lines at the round numbers from `top` to `bottom`, their labels above and, where the chart is so
    /// tall that the labels are off the screen, below too. 0 is a line of ink, and beside
    /// bars only where names would lie on it: `bands` say where those are.
    pub(crate) fn grid(&self, canvas: &mut Canvas, (top, bottom): (f64, f64), bands: &[(f64, f64)]) {
        let nothing = self.at(0.0);
        for (x, label) in self.ticks() {
            let zero = (x - nothing).abs() < 0.05;
            if zero && x < MARGIN + 1.0 {
                canvas.line((x, top), (x, bottom), ("rule", 1.0, ""));
            } else if zero {
                for (from, to) in bands {
                    canvas.line((x, *from), (x, *to), ("rule", 1.0, ""));
                }
            } else {
                canvas.line((x, top), (x, bottom), ("frame", 1.0, ""));
            }
            let half = width(&label, SMALL, false) / 2.0;
            let x = x.clamp(MARGIN / 2.0 + half, WIDE - MARGIN / 2.0 - half);
            let words = Words { size: SMALL, anchor: "middle", class: "quiet", ..Words::default() };
            canvas.words(x, top - 5.0, words, &label);
            if bottom - top > 360.0 {
                canvas.words(x, bottom + 14.0, words, &label);
            }
        }
    }
}

/// A round number, short: `£2.5m`, `−£500k`, `20%`, `12,000`.
fn short(value: f64, step: f64, most: f64, unit: Unit) -> String {
    let thousands = unit == Unit::Pounds;
    let (size, suffix) = match most {
        _ if unit == Unit::Share => (0.01, "%"),
        most if most >= 0.999e9 => (1e9, "bn"),
        most if most >= 0.999e6 => (1e6, "m"),
        most if most >= 0.999e3 && thousands => (1e3, "k"),
        _ => (1.0, ""),
    };
    let (value, step) = (value / size, step / size);
    let decimals = (0..6_i32).find(|at| {
        let scaled = step * 10_f64.powi(*at);
        (scaled - scaled.round()).abs() < 1e-6 * scaled
    });
    let decimals = usize::try_from(decimals.unwrap_or(6)).unwrap_or(6);
    let digits = if decimals == 0 { whole(value.abs()) } else { plain(value.abs(), decimals) };
    if digits == "0" {
        return if thousands { "£0".to_owned() } else { "0".to_owned() };
    }
    let (sign, pound) = (if value < 0.0 { "−" } else { "" }, if thousands { "£" } else { "" });
    format!("{sign}{pound}{digits}{suffix}")
}
