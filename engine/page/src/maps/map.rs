//! One, two or three maps of one ground on one scale, with what their colours and marks mean.

use super::arrange::Plan;
use super::dots::dots;
use super::labels::{self, Label};
use super::legend::{bearings, legend, parts};
use super::pen::{HEADING, Hand, LETTERS, Pen, SMALL};
use super::scale::{Key, Texture};
use super::sheet::{Sheet, safe};
use crate::document::Drawing;
use crate::draw::layout::Rect;
use crate::draw::marks::{Mark, Move, draw};
use crate::draw::scale::FRAME;
use crate::draw::svg::{Style, Svg};
use crate::draw::words::{at, escape, plain, wrap};
use std::fmt::Write as _;

/// What every map says of itself.
const OPTIONS: &str = "Options for consideration.";
/// What a map with stand-ins says of itself.
const STAND_INS: &str = "Includes stand-ins: illustrative.";
/// Lines between areas, to be seen on light and on dark fills.
const BETWEEN: &str = "#9a9a9a";

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
        parts(panels, keys, look, (!sheet.shaped.contains(&true), easel.stand_in_shown(panels)), |key, class| {
            easel.paint(key, class)
        });
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

/// What panels are drawn with.
struct Easel<'a> {
    sheet: &'a Sheet<'a>,
    plan: &'a Plan,
    keys: &'a [Key],
    ids: &'a str,
    /// Of a site.
    radius: f64,
}

impl Easel<'_> {
    /// A class's paint, or that of what is not shown.
    fn paint(&self, key: usize, class: Option<usize>) -> String {
        let found = class.and_then(|class| self.keys.get(key)?.classes.get(class));
        match (found, class) {
            (Some(found), Some(_)) if !matches!(found.texture, Texture::Fall(..)) || self.dotted() => {
                found.fill.to_owned()
            }
            (Some(_), Some(class)) => format!("url(#{}-k{key}-{class})", self.ids),
            _ => format!("url(#{}-none)", self.ids),
        }
    }

    fn dotted(&self) -> bool {
        !self.sheet.shaped.contains(&true)
    }

    fn stand_in(&self, site: usize) -> bool {
        self.sheet.ground.sites.get(site).is_some_and(|site| site.stand_in)
    }

    fn stand_in_shown(&self, panels: &[Panel]) -> bool {
        panels.iter().flat_map(|panel| &panel.sites).any(|(site, _)| self.stand_in(*site))
    }

    /// Hatchings, on the scale of the map.
    fn paints(&self, pen: &mut Pen, panels: &[Panel]) {
        let (ids, scale) = (self.ids, plain(1.0 / self.plan.scale, 4));
        let start = |id: &str, turn: u8, side: &str| {
            format!(
                "<pattern id=\"{ids}-{id}\" width=\"{side}\" height=\"{side}\" patternUnits=\"userSpaceOnUse\" \
                 patternTransform=\"scale({scale}) rotate({turn})\">"
            )
        };
        let open = start("none", 45, "2.6");
        pen.add(format_args!(
            "{open}<path d=\"M0 0h2.6v2.6h-2.6z\" fill=\"#fff\"/><path d=\"M0 .3h2.6M.3 0v2.6\" stroke=\"#7a7a7a\" \
             stroke-width=\".5\"/></pattern>"
        ));
        if self.dotted() {
            return;
        }
        for (which, key) in self.keys.iter().enumerate().filter(|(which, _)| panels.iter().any(|of| of.key == *which)) {
            for (class, of) in key.classes.iter().enumerate() {
                if let Texture::Fall(line, wide) = of.texture {
                    let open = start(&format!("k{which}-{class}"), 45, "2.8");
                    pen.add(format_args!(
                        "{open}<path d=\"M0 0h2.8v2.8h-2.8z\" fill=\"{}\"/><path d=\"M1.4 0v2.8\" stroke=\"{line}\" \
                         stroke-width=\"{wide}\"/></pattern>",
                        of.fill
                    ));
                }
            }
        }
    }

    /// Every kind of mark there is on these panels, and whether it is a stand-in's.
    fn marks(&self, panels: &[Panel]) -> Vec<(Mark, bool)> {
        let mut known: Vec<(Mark, bool)> = vec![(Mark::Venue, false)];
        for (site, mark) in panels.iter().flat_map(|panel| &panel.sites) {
            let kind = (*mark, self.stand_in(*site));
            if !known.contains(&kind) {
                known.push(kind);
            }
        }
        known
    }

    /// Each mark once.
    fn symbols(&self, pen: &mut Pen, known: &[(Mark, bool)]) {
        for (at, (mark, stand_in)) in known.iter().enumerate() {
            let r = if *mark == Mark::Venue { self.radius * 0.72 } else { self.radius };
            let mut svg = Svg::default();
            draw(&mut svg, *mark, (0.0, 0.0), r, *stand_in);
            pen.add(format_args!("<g id=\"{}-m{at}\">\n{}</g>", self.ids, svg.body()));
        }
    }

    fn names(&self, panels: &[Panel]) -> Vec<Label> {
        let ground = self.sheet.ground;
        let all = |places: &mut dyn Iterator<Item = usize>, of: &[super::ground::Place]| {
            let mut places: Vec<usize> = places.collect();
            places.sort_unstable();
            places.dedup();
            let found = places.into_iter().filter_map(|at| of.get(at));
            found.map(|place| self.plan.place(self.sheet.place(place.position))).collect::<Vec<_>>()
        };
        let sites = all(&mut panels.iter().flat_map(|panel| panel.sites.iter().map(|(site, _)| *site)), &ground.sites);
        let venues = all(&mut panels.iter().flat_map(|panel| panel.venues.iter().copied()), &ground.venues);
        labels::place(self.sheet, self.plan, &sites, &venues, self.radius)
    }

    fn panel(&self, pen: &mut Pen, panel: &Panel, rect: &Rect, known: &[(Mark, bool)], names: &[Label]) {
        let (w, h) = (at(rect.w), at(rect.h));
        pen.add(format_args!("<g transform=\"translate({} {})\">", at(rect.x), at(rect.y)));
        pen.add(format_args!(
            "<rect class=\"frame\" width=\"{w}\" height=\"{h}\" fill=\"#fff\" stroke=\"{FRAME}\" stroke-width=\"0.6\"/>"
        ));
        self.areas(pen, panel);
        self.places(pen, panel, known);
        let mut svg = Svg::default();
        for label in names {
            let style = Style { anchor: "middle", bold: true, halo: true, ..Style::of(labels::SIZE) };
            svg.text(label.x, label.y, style, &label.name);
        }
        pen.0.push_str(&svg.body());
        pen.add(format_args!("</g>"));
    }

    /// Areas class by class, then the lines around districts.
    fn areas(&self, pen: &mut Pen, panel: &Panel) {
        let (plan, shapes) = (self.plan, &self.sheet.shared.id);
        let (x, y) = plan.corner;
        let empty = Key::default();
        let key = self.keys.get(panel.key).unwrap_or(&empty);
        pen.add(format_args!(
            "<g transform=\"translate({} {}) scale({})\" fill-rule=\"evenodd\" stroke=\"{BETWEEN}\" \
             stroke-width=\"{}\" stroke-linejoin=\"round\">",
            at(x),
            at(y),
            plain(plan.scale, 5),
            at(0.25 / plan.scale)
        ));
        for class in (0..key.classes.len()).map(Some).chain([None]) {
            let bears = |area: &usize| {
                let own = panel.classes.get(*area).copied().flatten().filter(|own| *own < key.classes.len());
                self.sheet.shaped[*area] && own == class
            };
            let mut uses = (0..self.sheet.shaped.len()).filter(bears).peekable();
            if uses.peek().is_none() {
                continue;
            }
            let label = class.and_then(|class| key.classes.get(class)).map_or(&key.not_shown, |class| &class.label);
            pen.add(format_args!("<g fill=\"{}\"><title>{}</title>", self.paint(panel.key, class), escape(label)));
            for area in uses {
                // Writing to a string cannot fail.
                let _ = write!(pen.0, "<use href=\"#{shapes}{area}\"/>");
            }
            pen.add(format_args!("\n</g>"));
        }
        if self.sheet.lined {
            // A light edge carries the line over dark fills.
            for (stroke, wide) in [("#fff", 2.0), ("#333", 0.8)] {
                let wide = at(wide / plan.scale);
                pen.add(format_args!(
                    "<use href=\"#{shapes}-lines\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{wide}\"/>"
                ));
            }
        }
        pen.add(format_args!("</g>"));
        dots(pen, self.sheet, plan, key, &panel.classes);
    }

    /// Venues, then sites: what is closed or stays lies lowest, the level with most hours on top.
    fn places(&self, pen: &mut Pen, panel: &Panel, known: &[(Mark, bool)]) {
        let ground = self.sheet.ground;
        let mut order = panel.sites.clone();
        order.sort_by_key(|(site, mark)| (depth(*mark), *site));
        let venues = panel.venues.iter().filter_map(|venue| Some((ground.venues.get(*venue)?, (Mark::Venue, false))));
        let sites = order.iter().filter_map(|(at, mark)| {
            let site = ground.sites.get(*at)?;
            Some((site, (*mark, site.stand_in)))
        });
        for (place, kind) in venues.chain(sites) {
            let Some(symbol) = known.iter().position(|other| *other == kind) else { continue };
            let (x, y) = self.plan.place(self.sheet.place(place.position));
            pen.add(format_args!("<use href=\"#{}-m{symbol}\" x=\"{}\" y=\"{}\"/>", self.ids, at(x), at(y)));
        }
    }
}

/// What lies below what.
fn depth(mark: Mark) -> usize {
    match mark {
        Mark::Closed | Mark::Moved(Move::Same) => 0,
        Mark::Level(rank) => 100 - rank.min(99),
        _ => 1,
    }
}
