//! Areas without an outline: dots as large as the number of their people.

use super::arrange::Plan;
use super::pen::Pen;
use super::scale::{Key, Texture};
use super::sheet::Sheet;
use crate::draw::scale::EDGE;
use crate::draw::words::{at, escape};
use std::fmt::Write as _;

/// Dots of about one size are drawn class by class, which takes fewer words: so many sizes.
const BANDS: usize = 6;

/// Draws them in one panel, the largest first so that none is hidden. Rises point up and falls down,
/// for a dot is too small to be hatched; who is not shown, or has no people, is a tick.
pub(super) fn dots(pen: &mut Pen, sheet: &Sheet<'_>, plan: &Plan, key: &Key, classes: &[Option<usize>]) {
    let areas = &sheet.ground.areas;
    let mut order: Vec<usize> = (0..areas.len()).filter(|area| !sheet.shaped[*area]).collect();
    order.sort_by(|a, b| areas[*b].people.total_cmp(&areas[*a].people).then(a.cmp(b)));
    let own = |area: usize| {
        let class = classes.get(area).copied().flatten().filter(|class| *class < key.classes.len());
        class.filter(|_| areas[area].people.is_finite() && areas[area].people > 0.0)
    };
    let place = |area: usize| plan.place(sheet.place(areas[area].position));
    let size = size(sheet, plan);
    for band in order.chunks(order.len().div_ceil(BANDS).max(1)) {
        for (which, class) in key.classes.iter().enumerate() {
            let here: Vec<usize> = band.iter().copied().filter(|area| own(*area) == Some(which)).collect();
            if here.is_empty() {
                continue;
            }
            let label = escape(&class.label);
            pen.add(format_args!(
                "<g fill=\"{}\" stroke=\"{EDGE}\" stroke-width=\"0.3\"><title>{label}</title>",
                class.fill
            ));
            for area in here {
                let ((x, y), r) = (place(area), (size * areas[area].people.sqrt()).max(0.9));
                match class.texture {
                    Texture::Plain => pen.add(format_args!(r#"<circle cx="{}" cy="{}" r="{}"/>"#, at(x), at(y), at(r))),
                    Texture::Rise => triangle(pen, (x, y), r, -1.0),
                    Texture::Fall(..) => triangle(pen, (x, y), r, 1.0),
                }
            }
            pen.add(format_args!("</g>"));
        }
    }
    let mut ticks = String::new();
    for area in order.into_iter().filter(|area| own(*area).is_none()) {
        let (x, y) = place(area);
        // Writing to a string cannot fail.
        let _ = write!(ticks, "M{} {}h3", at(x - 1.5), at(y));
    }
    if !ticks.is_empty() {
        pen.add(format_args!(r#"<path d="{ticks}" stroke="{EDGE}" stroke-width="0.7"/>"#));
    }
}

/// A triangle as large as a circle; `down` is 1 or −1.
pub(super) fn triangle(pen: &mut Pen, (x, y): (f64, f64), r: f64, down: f64) {
    let (left, flat, step, tip) = (at(x - 1.3 * r), at(y - 0.8 * r * down), at(2.6 * r), at(2.25 * r * down));
    pen.add(format_args!(r#"<path d="M{left} {flat}h{step}l{} {tip}z"/>"#, at(-1.3 * r)));
}

/// Points of radius for the root of one person, so that all dots together cover a quarter of a map.
fn size(sheet: &Sheet<'_>, plan: &Plan) -> f64 {
    let people =
        || sheet.ground.areas.iter().map(|area| area.people).filter(|people| people.is_finite() && *people > 0.0);
    let (all, most) = (people().sum::<f64>(), people().fold(0.0, f64::max));
    let surface = sheet.size.0 * sheet.size.1 * plan.scale * plan.scale;
    (0.25 * surface / std::f64::consts::PI / all.max(1.0)).sqrt().min(8.0 / most.max(1.0).sqrt())
}
