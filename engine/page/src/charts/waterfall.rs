//! From one level of cost to another, step by step: each bar stands where the last one ended.
//!
//! Levels are full bars, more is an open bar with a dashed outline, less a striped one; each has its
//! amount with its sign beside its name, so nothing is said by shade alone.

use super::axis::{Axis, Unit};
use super::canvas::{Canvas, INSIDE, MARGIN};
use super::given::{About, Given, row};
use super::look::{Key, Look, bar, keys};
use super::rows::{BAR, NOTHING, Plot, head, nothing};
use super::says;
use crate::document::Picture;
use crate::draw::layout::Rect;
use doorstep_scenario::Pence;

/// A step of the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What it is.
    pub name: String,
    /// A level stands from nothing; a change from where the last step ended.
    pub level: bool,
    /// How much.
    pub amount: Pence,
    /// Where its bar begins.
    pub from: Pence,
    /// Where it ends.
    pub to: Pence,
}

impl Step {
    /// The amount, of a change with its sign.
    fn words(&self) -> String {
        let sign = if !self.level && self.amount > Pence::ZERO { "+" } else { "" };
        format!("{sign}{}", self.amount)
    }

    fn look(&self) -> Look {
        match (self.level, self.amount > Pence::ZERO) {
            (true, _) => Look::Series(0),
            (false, true) => Look::Dashed,
            (false, false) => Look::Series(1),
        }
    }
}

/// The picture of all steps.
pub fn waterfall(about: &About, steps: &[Step]) -> Picture {
    let mut canvas = Canvas::default();
    if steps.is_empty() {
        nothing(&mut canvas);
    } else {
        draw(&mut canvas, steps);
    }
    let rows = steps.iter().map(|step| row([step.name.clone(), step.words(), step.to.to_string()])).collect();
    about.picture(sentence(steps), canvas, &[("Step", false), ("Amount", true), ("Makes", true)], rows)
}

fn draw(canvas: &mut Canvas, steps: &[Step]) {
    let known = [(Look::Series(0), "a level"), (Look::Dashed, "more"), (Look::Series(1), "less")];
    let used: Vec<(Key, &str)> = known
        .into_iter()
        .filter(|(look, _)| steps.iter().any(|step| step.look() == *look))
        .map(|(look, words)| (Key::Bar(look), words))
        .collect();
    keys(canvas, &used);
    let drawn = |pence: Pence| Given::pounds(pence).drawn();
    let ends = steps.iter().flat_map(|step| [drawn(step.from), drawn(step.to)]);
    let axis = Axis::from_nothing(ends, Unit::Pounds, (MARGIN, MARGIN + INSIDE));
    let mut plot = Plot::begin(canvas, axis);
    let mut before: Option<(f64, f64)> = None;
    for step in steps {
        let above = canvas.here();
        head(canvas, &step.name, &step.words(), step.level);
        let [from, to] = [step.from, step.to].map(|end| axis.at(drawn(end)));
        let (x, w) = (from.min(to), (from - to).abs().max(1.0));
        if let Some((x, bottom)) = before {
            // Under the name it passes.
            let mut link = Canvas::default();
            link.line((x, bottom), (x, canvas.y), ("rule", 0.8, "1.5 1.5"));
            canvas.under(above, &link);
        }
        // A step of nothing has no bar: the line goes through.
        let flat = !step.level && step.amount == Pence::ZERO;
        if !flat {
            bar(canvas, "bar", Rect { x, y: canvas.y, w, h: BAR }, step.look());
        }
        plot.band(canvas.y, canvas.y + BAR);
        before = Some((to, if flat { canvas.y } else { canvas.y + BAR }));
        canvas.y += BAR;
    }
    canvas.y += 6.0;
    plot.end(canvas);
}

/// From where to where, and the largest change either way.
fn sentence(steps: &[Step]) -> String {
    let (Some(first), Some(last)) = (steps.first(), steps.last()) else { return NOTHING.to_owned() };
    let [from, to] = [first, last].map(|step| Given::pounds(step.to));
    let mut said = if steps.len() > 1 {
        format!("From “{}” to “{}” the cost {}.", first.name, last.name, says::way(&from, &to))
    } else {
        format!("“{}” is {}.", first.name, to.text)
    };
    let changes: Vec<(&str, Given)> = steps
        .iter()
        .filter(|step| !step.level)
        .map(|step| (step.name.as_str(), Given { text: step.words(), ..Given::pounds(step.amount) }))
        .collect();
    let each = || changes.iter().map(|(name, amount)| (*name, amount));
    if let Some((name, amount)) = says::least(each()).filter(|(_, amount)| amount.value < 0.0) {
        says::also(&mut said, &format!(" What lowers it most is “{name}” ({}).", amount.text));
    }
    if let Some((name, amount)) = says::most(each()).filter(|(_, amount)| amount.value > 0.0) {
        says::also(&mut said, &format!(" What raises it most is “{name}” ({}).", amount.text));
    }
    said
}
