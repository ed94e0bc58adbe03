//! Names of districts where most of their people live, moved aside where they would cover a site or
//! one another.

use super::facts::Facts;
use doorstep_page::draw::layout::{Layout, Rect};
use doorstep_page::draw::words::{fit, width};

/// Size of the letters.
pub(super) const SIZE: f64 = 6.5;
/// How far a name may be moved to be read, across and down, nearest first.
const ASIDE: [(f64, f64); 15] = [
    (0.0, 0.0),
    (0.0, -8.0),
    (0.0, 8.0),
    (0.0, -15.0),
    (0.0, 15.0),
    (-16.0, 0.0),
    (16.0, 0.0),
    (-16.0, -9.0),
    (16.0, -9.0),
    (-16.0, 9.0),
    (16.0, 9.0),
    (0.0, -23.0),
    (0.0, 23.0),
    (-26.0, -16.0),
    (26.0, 16.0),
];

/// A name and the middle of its foot, relative to the panel's corner: the same on every panel.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Label {
    pub(super) name: String,
    pub(super) x: f64,
    pub(super) y: f64,
}

/// Names that can be placed; those with most people first. One that finds no room is left out.
pub(super) fn place(facts: &Facts<'_>, layout: &Layout, site: f64) -> Vec<Label> {
    let scenario = &facts.instance.scenario;
    let panel = Rect { x: 0.0, y: 0.0, ..layout.panels[0] };
    let around = |(x, y): (f64, f64)| Rect { x: x - site, y: y - site, w: 2.0 * site, h: 2.0 * site };
    let sites: Vec<Rect> = scenario.sites.iter().map(|site| around(layout.place(site.position, &panel))).collect();
    let mut taken: Vec<Rect> = Vec::new();
    let mut labels = Vec::new();
    for (district, x, y) in centres(facts, layout, &panel) {
        let name = fit(&scenario.districts[district].id, SIZE, false, panel.w * 0.6);
        let w = width(&name, SIZE, false);
        let spot = |(across, down): &(f64, f64)| {
            let x = (x + across).clamp(w / 2.0 + 3.0, (panel.w - w / 2.0 - 3.0).max(w / 2.0 + 3.0));
            let y = (y + down).clamp(SIZE + 3.0, panel.h - 4.0);
            Rect { x: x - w / 2.0, y: y - SIZE * 0.8, w, h: SIZE * 1.05 }
        };
        let free = ASIDE.iter().map(spot).filter(|spot| !taken.iter().any(|other| other.overlaps(spot)));
        let covered = |spot: &Rect| sites.iter().filter(|site| site.overlaps(spot)).count();
        // The first of equals is the nearest.
        if let Some(spot) = free.min_by_key(covered) {
            labels.push(Label { name, x: spot.x + spot.w / 2.0, y: spot.y + SIZE * 0.8 });
            taken.push(spot);
        }
    }
    labels
}

/// Districts with people, most first, and where those live on average.
fn centres(facts: &Facts<'_>, layout: &Layout, panel: &Rect) -> Vec<(usize, f64, f64)> {
    let scenario = &facts.instance.scenario;
    let mut sums = vec![(0.0, 0.0, 0.0); scenario.districts.len()];
    for area in &scenario.areas {
        let people: f64 = area.people.iter().copied().map(f64::from).sum();
        let (x, y) = layout.place(area.position, panel);
        let sum = &mut sums[area.district.0];
        *sum = (sum.0 + people, sum.1 + people * x, sum.2 + people * y);
    }
    let mut found: Vec<(usize, f64, (f64, f64))> = sums
        .into_iter()
        .enumerate()
        .filter(|(_, (people, ..))| *people > 0.0)
        .map(|(at, (people, x, y))| (at, people, (x / people, y / people)))
        .collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    found.into_iter().map(|(at, _, (x, y))| (at, x, y)).collect()
}
