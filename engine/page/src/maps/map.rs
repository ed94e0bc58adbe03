//! One, two or three maps of one ground on one scale, with what their colours and marks mean.

use super::arrange::Plan;
use super::easel::Easel;
use super::legend::{bearings, legend, parts};
use super::pen::{HEADING, Hand, LETTERS, Pen, SMALL};
use super::scale::Key;
use super::sheet::{Sheet, safe};
use crate::document::Drawing;
use crate::draw::marks::Mark;
use crate::draw::words::wrap;

/// What every map says of itself.
const OPTIONS: &str = "Options for consideration.";
/// What a map with stand-ins says of itself.
const STAND_INS: &str = "Includes stand-ins: illustrative.";

/// One map.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Panel {
    /// "Today", "Option A", "Change".
    pub heading: String,
    /// Position of its key.
    pub key: usize,
    /// The class of every area, as a position in the key; none for what is not shown.
    pub classes: Vec<Option<usize>>,
    /// Sites by their position in the ground, and what each is or becomes.
    pub sites: Vec<(usize, Mark)>,
    /// Venues in use, by their position in the ground.
    pub venues: Vec<usize>,
}

/// What is the same for all maps of a drawing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Look {
    /// Tells this drawing's shapes from those of others on one page.
    pub ids: String,
    /// Below each other, for narrow screens, instead of beside each other?
    pub stacked: bool,
    /// What marks mean, as the legend lists them: those that are on a map.
    pub marks: Vec<(Mark, String)>,
    /// Said at the foot, before whom the shapes are from.
    pub notes: Vec<String>,
}

/// Draws panels of one ground. A key no panel has is left out; a panel whose key or classes are
/// missing shows its areas as not shown.
pub fn map(sheet: &Sheet<'_>, panels: &[Panel], keys: &[Key], look: &Look) -> Drawing {
    let headings: Vec<String> = panels.iter().enumerate().map(|(at, panel)| heading(panels.len(), at, panel)).collect();
    let longest =
        |w: f64| headings.iter().map(|words| wrap(words, HEADING, true, w, 2).len()).max().unwrap_or(1).max(1);
    let plan = Plan::of(sheet.size, panels.len(), longest, look.stacked);
    let ids = safe(&look.ids);
    let easel = Easel { sheet, plan: &plan, keys, ids: &ids, radius: radius(sheet, &plan) };
    let known = easel.marks(panels);
    let names = easel.names(panels);

    let mut pen = Pen::default();
    pen.add(format_args!("<defs>"));
    easel.paints(&mut pen, panels);
    easel.symbols(&mut pen, &known);
    pen.add(format_args!("</defs>"));
    for ((panel, rect), words) in panels.iter().zip(&plan.panels).zip(&headings) {
        let lines = wrap(words, HEADING, true, rect.w, 2);
        let first = rect.y - 5.0 - (lines.len() as f64 - 1.0) * HEADING * 1.3;
        pen.lines(rect.x, first, Hand { bold: true, ..Hand::of(HEADING) }, &lines);
        easel.panel(&mut pen, panel, rect, &known, &names);
    }
    bearings(&mut pen, &plan.strip, plan.scale * sheet.scale, panels.len());
    let parts =
        parts(panels, keys, look, (easel.dotted(), easel.stand_in_shown(panels)), |key, class| easel.paint(key, class));
    let end = legend(&mut pen, &plan, &parts).max(plan.strip.y + plan.strip.h) + 8.0;
    let bottom = foot(&mut pen, sheet, &plan, &look.notes, end);
    Drawing { size: (plan.wide, bottom), body: pen.0, shared: Some(sheet.shared.clone()) }
}

/// With its number, where there are several.
fn heading(all: usize, at: usize, panel: &Panel) -> String {
    if all > 1 { format!("Map {}: {}", at + 1, panel.heading) } else { panel.heading.clone() }
}

/// How large a site is drawn: smaller where there are many.
fn radius(sheet: &Sheet<'_>, plan: &Plan) -> f64 {
    let each = plan.panels[0].w * plan.panels[0].h / sheet.ground.sites.len().max(1) as f64;
    (each.sqrt() / 14.0).clamp(2.2, 3.6)
}

/// What is said under the maps; gives back where the drawing ends.
fn foot(pen: &mut Pen, sheet: &Sheet<'_>, plan: &Plan, notes: &[String], top: f64) -> f64 {
    let stand_ins = if sheet.ground.stand_ins() { format!(" {STAND_INS}") } else { String::new() };
    let hand = Hand { bold: true, ..Hand::of(LETTERS) };
    let room = plan.wide - 2.0 * plan.margin;
    let caution = wrap(&format!("{OPTIONS}{stand_ins}"), LETTERS, true, room, 3);
    let mut y = pen.lines(plan.margin, top + LETTERS, hand, &caution);
    let hand = Hand { quiet: true, ..Hand::of(SMALL) };
    for words in notes.iter().chain(&sheet.ground.attributions) {
        y = pen.lines(plan.margin, y, hand, &wrap(words, SMALL, false, room, 8));
    }
    y + 4.0
}
