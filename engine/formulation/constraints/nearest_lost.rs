//! Few lose their nearest site.
//!
//! ```text
//! Σ_{a in p} N[a] · y[s(a), closed] − σ ≤ share · N[p]       for every part p
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | y[s,l] | site s is at level l | 0 or 1 | decided |
//! | s(a) | of the sites open today the one least travel away from area a | – | `instance/travel.rs` |
//! | N[a], N[p] | all people | people | areas table |
//! | σ | shortfall, if soft | people | decided |
//!
//! Source: model.md, "Equity and floors" ("a cap on families losing their nearest site").

use super::{Formulation, RuleIx, demand_at_most, numbered};
use crate::instance::Nearby;
use doorstep_scenario::{AreaIx, Host, LevelIx, Per, Share, SiteIx};

const CLOSED: LevelIx = LevelIx(0);

pub(super) fn add(formulation: &mut Formulation, rule: RuleIx, at_most: Share, per: Per) {
    let instance = formulation.instance.clone();
    let scenario = &instance.scenario;
    let people = |area: AreaIx| scenario.areas[area.0].people.iter().map(|people| f64::from(*people)).sum::<f64>();
    let open: Vec<SiteIx> =
        (0..scenario.sites.len()).filter(|site| scenario.sites[*site].baseline != CLOSED).map(SiteIx).collect();
    let nearby = Nearby::of(scenario, open.iter().map(|site| Host::Site(*site)));
    let nearest_to = |area: AreaIx| {
        let way = |at: usize| instance.journey(area, Host::Site(open[at])).map(|journey| journey.way);
        nearby.nearest(area, way).map(|at| open[at])
    };
    let nearest: Vec<Option<SiteIx>> = (0..scenario.areas.len()).map(AreaIx).map(nearest_to).collect();
    for (at, part) in numbered(scenario, per) {
        let here = || (0..scenario.areas.len()).map(AreaIx).filter(|area| part.holds_area(scenario, *area));
        let all: f64 = here().map(people).sum();
        let closed = |area: AreaIx| {
            let column = nearest[area.0].and_then(|site| formulation.layout.level(&instance, site, CLOSED))?;
            Some((column, people(area)))
        };
        let terms: Vec<(usize, f64)> = here().filter_map(closed).collect();
        demand_at_most(formulation, rule, at, terms, at_most.value() * all, all);
    }
}
