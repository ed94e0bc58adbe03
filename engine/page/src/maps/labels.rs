//! Names of districts, where most of their people live, moved aside where they would cover a site or
//! one another.

use super::arrange::Plan;
use super::sheet::Sheet;
use crate::draw::layout::Rect;
use crate::draw::words::{fit, width};

/// Size of the letters.
pub(super) const SIZE: f64 = 8.0;

/// A name and the middle of its foot within a panel: the same on every panel.
pub(super) struct Label {
    pub(super) name: String,
    pub(super) x: f64,
    pub(super) y: f64,
}

/// Names that can be placed, those with most people first; one that finds no room is left out.
/// `sites` and `venues` are the places of marks within a panel, `mark` the radius of a site.
pub(super) fn place(
    sheet: &Sheet<'_>,
    plan: &Plan,
    sites: &[(f64, f64)],
    venues: &[(f64, f64)],
    mark: f64,
) -> Vec<Label> {
    let panel = plan.panels[0];
    let around = |(x, y): &(f64, f64), r: f64| Rect { x: x - r, y: y - r, w: 2.0 * r, h: 2.0 * r };
    let sites: Vec<Rect> = sites.iter().map(|site| around(site, mark)).collect();
    let venues: Vec<Rect> = venues.iter().map(|venue| around(venue, mark * 0.6)).collect();
    let mut taken: Vec<Rect> = Vec::new();
    let mut labels = Vec::new();
    for (district, x, y) in centres(sheet, plan) {
        let name = fit(&sheet.ground.districts[district].name, SIZE, true, panel.w * 0.5);
        if name.is_empty() {
            continue;
        }
        // Letters come out narrower than the widest typeface has them.
        let w = width(&name, SIZE, true) * 0.94;
        let mut best: Option<(f64, Rect)> = None;
        for (across, down) in (-7..=7_i32).flat_map(|column| (-6..=6_i32).map(move |row| (column, row))) {
            let (across, down) = (f64::from(across) * 6.0, f64::from(down) * 5.0);
            let spot = Rect { x: x + across - w / 2.0, y: y + down - SIZE * 0.8, w, h: SIZE * 1.05 };
            let inside = spot.x > 2.0 && spot.y > 2.0 && spot.x + w < panel.w - 2.0 && spot.y + spot.h < panel.h - 2.0;
            if !inside || taken.iter().any(|other| other.overlaps(&spot)) {
                continue;
            }
            let covers = |marks: &[Rect]| marks.iter().filter(|mark| mark.overlaps(&spot)).count() as f64;
            // Aside a little rather than over a site, but not into the next district.
            let cost = 14.0 * covers(&sites) + 5.0 * covers(&venues) + (across * across + 1.7 * down * down) / 18.0;
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, spot));
            }
        }
        if let Some((_, spot)) = best {
            labels.push(Label { name, x: spot.x + w / 2.0, y: spot.y + SIZE * 0.8 });
            taken.push(spot);
        }
    }
    labels
}

/// Districts with people, most first, and where those live on average.
fn centres(sheet: &Sheet<'_>, plan: &Plan) -> Vec<(usize, f64, f64)> {
    let mut sums = vec![(0.0, 0.0, 0.0); sheet.ground.districts.len()];
    for area in &sheet.ground.areas {
        let Some(sum) = area.district.and_then(|district| sums.get_mut(district)) else { continue };
        let people = if area.people.is_finite() { area.people.max(1e-6) } else { 1e-6 };
        let (x, y) = plan.place(sheet.place(area.position));
        *sum = (sum.0 + people, sum.1 + people * x, sum.2 + people * y);
    }
    let mut found: Vec<(usize, (f64, f64, f64))> =
        sums.into_iter().enumerate().filter(|(_, sum)| sum.0 > 0.0).collect();
    found.sort_by(|a, b| b.1.0.total_cmp(&a.1.0).then(a.0.cmp(&b.0)));
    found.into_iter().map(|(at, (people, x, y))| (at, x / people, y / people)).collect()
}
