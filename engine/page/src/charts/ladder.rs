//! A ladder of savings: what each step reaches, and what it costs that each builds on the last.
//!
//! A full bar is what the step reaches; the hatched part beyond it is what a plan made for that amount
//! alone would reach more: the price of nesting.

use super::axis::{Axis, Unit};
use super::canvas::{Canvas, INSIDE, MARGIN, SMALL, Words};
use super::given::{About, Given, row, shown};
use super::look::{Key, Look, bar, keys};
use super::rows::{BAR, NOTHING, Plot, head, note, nothing};
use super::says;
use crate::document::Picture;
use crate::draw::layout::Rect;

/// A ladder.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ladder {
    /// Its id and heading.
    pub about: About,
    /// What is reached: "people reached, weighted by need, points".
    pub goal: String,
    /// How the axis is written.
    pub unit: Unit,
    /// The steps, in their order.
    pub steps: Vec<Step>,
}

/// A step of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Step {
    /// What it is to save.
    pub amount: Given,
    /// What its plan reaches as a step of the ladder.
    pub nested: Option<Given>,
    /// What a plan for this amount alone reaches.
    pub free: Option<Given>,
    /// What nesting costs: a figure or a range, in words.
    pub price: String,
    /// Sites that stay open.
    pub open: Option<Given>,
    /// Said where there is no plan: "impossible".
    pub without: String,
}

/// The picture of a ladder.
pub fn ladder(asked: &Ladder) -> Picture {
    let mut canvas = Canvas::default();
    if asked.steps.is_empty() {
        nothing(&mut canvas);
    } else {
        draw(&mut canvas, asked);
    }
    let rows = asked.steps.iter().map(|step| {
        let nested = step.nested.as_ref().map_or_else(|| step.without.clone(), |given| given.text.clone());
        let cells = [shown(step.free.as_ref()), nested, step.price.clone(), shown(step.open.as_ref())];
        row([step.amount.text.clone()].into_iter().chain(cells))
    });
    let columns = [
        ("To save", true),
        ("Reached by itself", true),
        ("Reached as a step", true),
        ("Nesting costs", true),
        ("Sites open", true),
    ];
    asked.about.picture(sentence(asked), canvas, &columns, rows.collect())
}

fn draw(canvas: &mut Canvas, asked: &Ladder) {
    let gap = asked.steps.iter().any(|step| step.nested.is_some() && step.free.is_some());
    let step = (Key::Bar(Look::Series(0)), "as a step of the ladder");
    let beyond = (Key::Bar(Look::Missing), "more if planned by itself");
    let known = [step, beyond];
    keys(canvas, if gap { &known } else { &known[..1] });
    note(canvas, &says::capital(&asked.goal));
    let values = asked.steps.iter().flat_map(|step| [step.nested.as_ref(), step.free.as_ref()]);
    let values = values.flatten().map(Given::drawn);
    let axis = Axis::from_nothing(values, asked.unit, (MARGIN, MARGIN + INSIDE));
    let mut plot = Plot::begin(canvas, axis);
    for step in &asked.steps {
        let sites = step.open.as_ref().map_or_else(String::new, |open| format!("sites open: {}", open.text));
        head(canvas, &format!("Save {}", step.amount.text), &sites, true);
        let Some(nested) = &step.nested else {
            let words = if step.without.is_empty() { "no plan" } else { &step.without };
            canvas.indented(&[says::capital(words)], Words { class: "quiet", ..Words::default() });
            canvas.y += 4.0;
            continue;
        };
        let nothing = axis.at(0.0);
        let reached = axis.at(nested.drawn());
        let free = step.free.as_ref().map_or(reached, |free| axis.at(free.drawn()));
        // Where less is better the step's own bar is the longer one: its end is then what nesting costs.
        let near = if (free - nothing).abs() < (reached - nothing).abs() { free } else { reached };
        let far = if (free - nothing).abs() < (reached - nothing).abs() { reached } else { free };
        let span = |from: f64, to: f64| Rect { x: from.min(to), y: canvas.y, w: (from - to).abs(), h: BAR };
        let (full, beyond) = (span(nothing, near), span(near, far));
        plot.band(canvas.y, canvas.y + BAR);
        bar(canvas, "bar", full, Look::Series(0));
        if beyond.w > 0.05 {
            bar(canvas, "gap", beyond, Look::Missing);
        }
        canvas.y += BAR + 1.0;
        let price = if step.price.is_empty() { String::new() } else { format!("; nesting costs {}", step.price) };
        let words = Words { size: SMALL, ..Words::default() };
        let line = crate::draw::words::wrap(&format!("{}{price}", nested.text), SMALL, false, INSIDE - 10.0, 2);
        canvas.indented(&line, words);
        canvas.y += 3.0;
    }
    plot.end(canvas);
}

fn sentence(asked: &Ladder) -> String {
    let with: Vec<(&Step, &Given)> =
        asked.steps.iter().filter_map(|step| step.nested.as_ref().map(|nested| (step, nested))).collect();
    let (Some((first, high)), Some((last, low))) = (with.first(), with.last()) else {
        return if asked.steps.is_empty() { NOTHING.to_owned() } else { "No step has a plan.".to_owned() };
    };
    let goal = says::capital(&asked.goal);
    let mut said = if with.len() > 1 {
        let (from, to) = (&first.amount.text, &last.amount.text);
        format!("{goal}: from the step of {from} to that of {to} it {}.", says::way(high, low))
    } else {
        format!("{goal}: {} at {}.", high.text, first.amount.text)
    };
    let prices: Vec<(&Step, Given)> = with
        .iter()
        .filter_map(|(step, nested)| {
            let gap = (step.free.as_ref()?.drawn() - nested.drawn()).abs();
            Some((*step, Given::of(gap, step.price.clone())))
        })
        .collect();
    let dearest = says::most(prices.iter().map(|(step, price)| (step.amount.text.as_str(), price)));
    if let Some((amount, price)) = dearest.filter(|(_, price)| price.value > 0.0 && !price.text.is_empty()) {
        says::also(
            &mut said,
            &format!(" That each step builds on the one before costs most at {amount}: {}.", price.text),
        );
    }
    let without: Vec<&str> =
        asked.steps.iter().filter(|step| step.nested.is_none()).map(|step| step.amount.text.as_str()).collect();
    if !without.is_empty() {
        says::also(&mut said, &format!(" There is no plan for {}.", says::listed(&without)));
    }
    said
}
