//! Families who lose their nearest place, and how much further the next one is.
//!
//! ```text
//! p(a)        today's nearest place that runs the service, within the longest way
//! lost[a]     = 1  if nothing of the service runs at p(a) under the option
//! further[a]  = way[a, p'(a)] − way[a, p(a)]      p' under the option, within the longest way
//! median      the least f with  Σ_{further[a] ≤ f} N[a] ≥ ½ Σ N[a]       furthest tenth: with ⁹⁄₁₀
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | N | people the service is for; of sites, everybody | persons | area |
//! | way | as given, not rounded | m or min | [`Nearest`] |
//! | longest way | from beyond which nobody comes | m or min | the decay and the least decay |
//!
//! Those without any p' are counted apart and are in no mean. `further` may be below 0: the nearest place
//! goes, and another opens nearer by. Of sites, nearest is as in the rule `NearestLost`: of those not
//! closed, however far; those who then have none within the longest way of any service at a site are
//! counted apart. Source: the model note, *Equity and floors*.

use super::{Partition, Standing, eligible_here};
use crate::instance::{Instance, Nearest};
use doorstep_scenario::{AreaIx, ServiceIx};

/// Whose nearest place is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Of those a service is for, the nearest place that runs it.
    Service(ServiceIx),
    /// Of everybody, the nearest site that is not closed.
    Sites,
}

/// What the people of one part lose.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Lost {
    /// Everybody who counts.
    pub people: f64,
    /// Those whose nearest place of today goes.
    pub lost: f64,
    /// Of these, those with none left within the longest way.
    pub left_with_none: f64,
    /// How much further the others have to go; `None` where there are none.
    pub further: Option<Further>,
}

/// How much further, over people.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Further {
    /// On average.
    pub mean: f64,
    /// For half of them it is no more.
    pub median: f64,
    /// For nine in ten it is no more: the furthest tenth go at least so much further.
    pub furthest_tenth: f64,
}

/// What each part loses between two options. Only for partitions of whole areas.
pub fn lost(instance: &Instance, [before, after]: [&Standing; 2], whose: Whose, partition: &Partition) -> Vec<Lost> {
    let mut found = vec![Lost::default(); partition.parts.len()];
    let mut further: Vec<Vec<(f64, f64)>> = vec![Vec::new(); partition.parts.len()];
    let longest = instance.longest_way_to_sites();
    let runs = match whose {
        Whose::Service(service) => &after.services[service.0].running,
        Whose::Sites => &after.open,
    };
    for (at, area) in instance.scenario.areas.iter().enumerate() {
        let people = match whose {
            Whose::Service(service) => eligible_here(instance, service, AreaIx(at)),
            Whose::Sites => area.people.iter().map(|count| f64::from(*count)).sum(),
        };
        let nearest = |option: &Standing| -> Option<Nearest> {
            match whose {
                Whose::Service(service) => option.services[service.0].nearest[at].comes,
                Whose::Sites => option.sites[at],
            }
        };
        let [(part, _), _] = partition.shares(AreaIx(at), area, 0);
        found[part].people += people;
        let Some(today) = nearest(before).filter(|today| people > 0.0 && !runs.contains(&today.place)) else {
            continue;
        };
        found[part].lost += people;
        let near_enough = |next: &Nearest| whose != Whose::Sites || longest.is_some_and(|far| next.journey.way <= far);
        match nearest(after).filter(near_enough) {
            Some(next) => further[part].push((next.journey.given - today.journey.given, people)),
            None => found[part].left_with_none += people,
        }
    }
    for (lost, mut ways) in found.iter_mut().zip(further) {
        lost.further = over(&mut ways);
    }
    found
}

/// Mean, median and furthest tenth of ways weighted by people, all above 0.
fn over(ways: &mut [(f64, f64)]) -> Option<Further> {
    ways.sort_by(|a, b| a.0.total_cmp(&b.0));
    let people: f64 = ways.iter().map(|(_, people)| people).sum();
    let last = ways.last()?.0;
    let quantile = |share: f64| {
        let mut sum = 0.0;
        let mut each = ways.iter();
        // A hair less, so that the last bits of a sum put nobody into the next area.
        let enough = share * people * (1.0 - 1e-12);
        let found = each.find(|(_, people)| {
            sum += people;
            sum >= enough
        });
        found.map_or(last, |(way, _)| *way)
    };
    let mean = ways.iter().map(|(way, people)| way * people).sum::<f64>() / people;
    Some(Further { mean, median: quantile(0.5), furthest_tenth: quantile(0.9) })
}
