//! What panels are drawn with: paints, marks and names that all of them share, and a panel itself.

use super::arrange::Plan;
use super::dots::dots;
use super::ground::Place;
use super::labels::{self, Label};
use super::map::Panel;
use super::pen::Pen;
use super::scale::{Key, Texture};
use super::sheet::Sheet;
use crate::draw::layout::Rect;
use crate::draw::marks::{Mark, Move, draw};
use crate::draw::scale::FRAME;
use crate::draw::svg::{Style, Svg};
use crate::draw::words::{at, escape, plain};
use std::fmt::Write as _;

/// Lines between areas, to be seen on light and on dark fills.
const BETWEEN: &str = "#9a9a9a";

/// What panels are drawn with.
pub(super) struct Easel<'a> {
    pub(super) sheet: &'a Sheet<'a>,
    pub(super) plan: &'a Plan,
    pub(super) keys: &'a [Key],
    pub(super) ids: &'a str,
    /// Of a site.
    pub(super) radius: f64,
}

impl Easel<'_> {
    /// A class's paint, or that of what is not shown.
    pub(super) fn paint(&self, key: usize, class: Option<usize>) -> String {
        let found = class.and_then(|class| self.keys.get(key)?.classes.get(class));
        match (found, class) {
            (Some(found), Some(_)) if !matches!(found.texture, Texture::Fall(..)) || self.dotted() => {
                found.fill.to_owned()
            }
            (Some(_), Some(class)) => format!("url(#{}-k{key}-{class})", self.ids),
            _ => format!("url(#{}-none)", self.ids),
        }
    }

    /// Are all areas dots?
    pub(super) fn dotted(&self) -> bool {
        !self.sheet.shaped.contains(&true)
    }

    fn stand_in(&self, site: usize) -> bool {
        self.sheet.ground.sites.get(site).is_some_and(|site| site.stand_in)
    }

    /// Is a mark of a stand-in on any panel?
    pub(super) fn stand_in_shown(&self, panels: &[Panel]) -> bool {
        panels.iter().flat_map(|panel| &panel.sites).any(|(site, _)| self.stand_in(*site))
    }

    /// Hatchings, on the scale of the map.
    pub(super) fn paints(&self, pen: &mut Pen, panels: &[Panel]) {
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
    pub(super) fn marks(&self, panels: &[Panel]) -> Vec<(Mark, bool)> {
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
    pub(super) fn symbols(&self, pen: &mut Pen, known: &[(Mark, bool)]) {
        for (at, (mark, stand_in)) in known.iter().enumerate() {
            let r = if *mark == Mark::Venue { self.radius * 0.72 } else { self.radius };
            let mut svg = Svg::default();
            draw(&mut svg, *mark, (0.0, 0.0), r, *stand_in);
            pen.add(format_args!("<g id=\"{}-m{at}\">\n{}</g>", self.ids, svg.body()));
        }
    }

    /// Names of districts, placed for all panels alike.
    pub(super) fn names(&self, panels: &[Panel]) -> Vec<Label> {
        let ground = self.sheet.ground;
        let all = |places: &mut dyn Iterator<Item = usize>, of: &[Place]| {
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

    /// One map: areas, places, names.
    pub(super) fn panel(&self, pen: &mut Pen, panel: &Panel, rect: &Rect, known: &[(Mark, bool)], names: &[Label]) {
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
