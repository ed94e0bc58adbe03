//! The footprint before and after, and what it does to reach: one picture, as SVG text and as PNG.
//!
//! Three maps of one scale stand side by side: one set of decisions (A), another (B), and the change
//! between them (C). Areas are points where people live, as large as the number of people eligible
//! and as dark as the share of them reached; nothing depends on colour alone.

mod facts;
mod labels;
mod legend;
mod png;
#[cfg(test)]
mod tests;

pub use png::{PictureError, png};

use crate::explore::Assessed;
use crate::instance::Instance;
use doorstep_page::draw::layout::{Extent, GAP, Layout, MARGIN, PAGE, Rect};
use doorstep_page::draw::marks::{Mark, Move, draw, line};
use doorstep_page::draw::scale::{FRAME, QUIET};
use doorstep_page::draw::svg::{Paint, Style, Svg};
use doorstep_page::draw::words::{fit, width, wrap};
use facts::Facts;
use labels::Label;

/// What every output says of itself.
const OPTIONS: &str = "Options for consideration";
/// What an output with stand-ins says of itself.
const STAND_INS: &str = "Includes stand-ins: illustrative";
/// Letters of the title, of what is said under it, and of the notes.
const TITLE: f64 = 15.0;
const SAID: f64 = 8.5;
const NOTE: f64 = 6.0;

/// What [`footprint`] shows, in sentences: for a caption, or for those who do not see the picture.
pub fn caption(instance: &Instance, before: &Assessed, after: &Assessed, service: usize) -> String {
    Facts::of(instance, before, after, service).sentences()
}

/// Draws two sets of decisions and the change between them as one SVG that needs nothing else, the
/// same bytes for the same input. `service` is the position of the service whose reach shades the
/// areas; where there is no such service, areas are not shaded.
pub fn footprint(instance: &Instance, before: &Assessed, after: &Assessed, service: usize) -> String {
    let facts = Facts::of(instance, before, after, service);
    let notes = notes(&facts);
    let mut svg = Svg::default();
    let top = header(&mut svg, &facts) + 6.0;
    let extent = Extent::around(facts.positions());
    let arrange = |site: f64, dot: f64| {
        let parts = legend::parts(&facts, site, |people| radius(people, dot));
        let layout = Layout::arrange(extent, top, notes.height + GAP, parts.each_ref().map(legend::Part::height));
        (parts, layout)
    };
    // Sizes of marks follow from the size of the maps; the legend's height does not depend on them.
    let (_, rough) = arrange(1.0, 1.0);
    let (site, dot) = (site_radius(&facts, &rough), dot_size(&facts, &rough));
    let (parts, layout) = arrange(site, dot);

    let names = labels::place(&facts, &layout, site);
    for (at, panel) in layout.panels.iter().enumerate() {
        draw_panel(&mut svg, &facts, &layout, &names, (at, panel), (site, dot));
    }
    for (part, rect) in parts.iter().zip(&layout.legend) {
        part.draw(&mut svg, rect);
    }
    let foot = layout.bottom + GAP;
    notes.draw(&mut svg, foot);
    let high = (foot + notes.height + MARGIN * 0.6).max(200.0);
    let stand_ins = if facts.illustrative() > 0 { format!(" {STAND_INS}.") } else { String::new() };
    let description = format!("{} {OPTIONS}.{stand_ins}", facts.sentences());
    svg.finish((PAGE.0, high), &format!("{}: footprint before and after", instance.scenario.name), &description)
}

/// Title, whose it is, what it is, and what the picture shows. Gives back where that ends.
fn header(svg: &mut Svg, facts: &Facts<'_>) -> f64 {
    let scenario = &facts.instance.scenario;
    let wide = PAGE.0 - 2.0 * MARGIN;
    let mut stamps = vec![OPTIONS];
    if facts.illustrative() > 0 {
        stamps.push(STAND_INS);
    }
    let box_wide = stamps.iter().map(|words| width(words, SAID, true)).fold(0.0, f64::max) + 14.0;
    let stamp = Rect { x: PAGE.0 - MARGIN - box_wide, y: 18.0, w: box_wide, h: 12.0 * stamps.len() as f64 + 5.0 };
    svg.rect(stamp, line(QUIET, 0.8));
    for (at, words) in stamps.iter().enumerate() {
        let style = Style { bold: true, anchor: "middle", ..Style::of(SAID) };
        svg.text(stamp.x + stamp.w / 2.0, stamp.y + 11.2 + 12.0 * at as f64, style, words);
    }
    let title = wrap(&scenario.name, TITLE, true, wide - box_wide - GAP, 4);
    let below = svg.lines(MARGIN, 32.0, Style { bold: true, ..Style::of(TITLE) }, &title);
    let whose = fit(&scenario.council, SAID, false, wide - box_wide - GAP);
    svg.text(MARGIN, below - 5.0, Style { fill: QUIET, ..Style::of(SAID) }, &whose);
    let below = (below - 5.0).max(stamp.y + stamp.h) + SAID * 1.6;
    svg.lines(MARGIN, below, Style::of(SAID), &wrap(&facts.sentences(), SAID, false, wide, 6)) - SAID
}

/// How large a site is drawn: smaller where there are many.
fn site_radius(facts: &Facts<'_>, layout: &Layout) -> f64 {
    let panel = layout.panels[0];
    let each = panel.w * panel.h / facts.instance.scenario.sites.len().max(1) as f64;
    (each.sqrt() / 8.5).clamp(2.2, 4.6)
}

/// Points of radius for the root of one person, so that all dots together cover a quarter of a map.
fn dot_size(facts: &Facts<'_>, layout: &Layout) -> f64 {
    let panel = layout.panels[0];
    let areas = 0..facts.instance.scenario.areas.len();
    let (all, most) = areas
        .map(|area| facts.eligible(area))
        .fold((0.0, 0.0_f64), |(all, most), people| (all + people, most.max(people)));
    let size = (0.25 * panel.w * panel.h / std::f64::consts::PI / f64::max(all, 1.0)).sqrt();
    size.min(8.0 / most.max(1.0).sqrt())
}

fn radius(people: f64, dot: f64) -> f64 {
    (dot * people.sqrt()).max(0.9)
}

/// One map: people, places, names.
fn draw_panel(
    svg: &mut Svg,
    facts: &Facts<'_>,
    layout: &Layout,
    names: &[Label],
    (at, panel): (usize, &Rect),
    (site, dot): (f64, f64),
) {
    let change = at == 2;
    let heading = if change { "Change in reach, B less A".to_owned() } else { facts.heading(at) };
    let letter = ["A", "B", "C"][at];
    let style = Style { bold: true, ..Style::of(9.5) };
    svg.text(panel.x, panel.y - 4.5, style, &fit(&format!("{letter}  {heading}"), 9.5, true, panel.w));
    svg.open_group();
    svg.rect(*panel, Paint { fill: "#fbfbfb", stroke: FRAME, width: 0.6, dashed: false });
    draw_areas(svg, facts, layout, (at, panel), dot);
    draw_places(svg, facts, layout, (at, panel), site);
    for label in names {
        let style = Style { anchor: "middle", fill: QUIET, halo: true, ..Style::of(labels::SIZE) };
        svg.text(panel.x + label.x, panel.y + label.y, style, &label.name);
    }
    if at == 0 {
        let (km, length) = layout.bar();
        legend::bearings(svg, (panel.x + 5.0, panel.y + panel.h - 5.0), km, length);
    }
    svg.close_group();
}

/// People, the largest dots first so that none is hidden.
fn draw_areas(svg: &mut Svg, facts: &Facts<'_>, layout: &Layout, (at, panel): (usize, &Rect), dot: f64) {
    let areas = &facts.instance.scenario.areas;
    let mut order: Vec<usize> = (0..areas.len()).collect();
    order.sort_by(|a, b| facts.eligible(*b).total_cmp(&facts.eligible(*a)).then(a.cmp(b)));
    for area in order {
        let mark = if at == 2 { facts.changed(area) } else { facts.reached(at, area) };
        draw(svg, mark, layout.place(areas[area].position, panel), radius(facts.eligible(area), dot), false);
    }
}

/// Venues, then sites, the largest levels on top; on the map of change only what becomes of sites.
fn draw_places(svg: &mut Svg, facts: &Facts<'_>, layout: &Layout, (at, panel): (usize, &Rect), site: f64) {
    let scenario = &facts.instance.scenario;
    if at == 2 {
        let mut moves: Vec<(Move, usize)> =
            (0..scenario.sites.len()).filter_map(|site| Some((facts.moved(site)?, site))).collect();
        // Those that stay lie lowest.
        moves.sort_by_key(|(moved, site)| (*moved != Move::Same, *site));
        for (moved, which) in moves {
            let known = &scenario.sites[which];
            draw(svg, Mark::Moved(moved), layout.place(known.position, panel), site, known.illustrative);
        }
        return;
    }
    for (venue, used) in scenario.venues.iter().zip(&facts.venues[at]) {
        if *used {
            draw(svg, Mark::Venue, layout.place(venue.position, panel), site * 0.75, false);
        }
    }
    let mut order: Vec<(usize, usize)> = (0..scenario.sites.len())
        .map(|site| match facts.standing(at, site) {
            Mark::Level(rank) => (rank, site),
            _ => (usize::MAX, site),
        })
        .collect();
    order.sort_by_key(|(rank, site)| (std::cmp::Reverse(*rank), *site));
    for (_, which) in order {
        let known = &scenario.sites[which];
        draw(svg, facts.standing(at, which), layout.place(known.position, panel), site, known.illustrative);
    }
}

/// What has to be said under the maps, in two columns.
struct Notes {
    columns: [Vec<String>; 2],
    height: f64,
}

fn notes(facts: &Facts<'_>) -> Notes {
    let room = (PAGE.0 - 2.0 * MARGIN - GAP) / 2.0;
    let own = "Reach is modelled, and counted once for each service. Areas are drawn as points where their people live on \
               average, as large as the number of people eligible; boundaries are not drawn. All maps have one scale; \
               north is that of the British National Grid.";
    let all = std::iter::once(own).chain(facts.instance.scenario.notes.iter().map(String::as_str));
    let mut lines: Vec<String> = all.flat_map(|note| wrap(note, NOTE, false, room, 40)).collect();
    let second = lines.split_off(lines.len().div_ceil(2));
    let height = lines.len() as f64 * NOTE * 1.3;
    Notes { columns: [lines, second], height }
}

impl Notes {
    fn draw(&self, svg: &mut Svg, top: f64) {
        let room = (PAGE.0 - 2.0 * MARGIN - GAP) / 2.0;
        for (at, lines) in self.columns.iter().enumerate() {
            let x = MARGIN + at as f64 * (room + GAP);
            svg.lines(x, top + NOTE, Style { fill: QUIET, ..Style::of(NOTE) }, lines);
        }
    }
}
