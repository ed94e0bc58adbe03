//! The nearest of some places, area by area.
//!
//! ```text
//! p(a) = the place p with the least way[a,p]; sites before venues, each by id, among equals
//! comes: way[a,p] ≤ farthest[m],   the longest way from which anybody comes to mode m
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | way | as limits are compared: rounded | m or 0.1 min | [`journey`](super::journey) |
//! | farthest | where the decay falls below the least decay | m or 0.1 min | [`decay`](super::decay) |
//!
//! An offer everywhere is no place: nobody goes there. On straight lines the look around an area costs
//! with what is near it; with a matrix it costs with what is known of that area. Both are linear in what
//! the ways from areas to places are worked out from, and never in areas times places that are far apart.
//! Source: the same tie-breaking as the rule `NearestLost`.

use super::journey::nearest_step;
use super::{Decisions, Instance, Journey, Nearby, travel};
use doorstep_scenario::{AreaIx, Host, Matrix, ServiceIx, Sessions, SiteIx, Travel, TravelModeIx, VenueIx, Way};
use std::cmp::Ordering;

/// A place and how far it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nearest {
    /// Which place; never everywhere.
    pub place: Host,
    /// How far.
    pub journey: Journey,
}

/// What is nearest to an area.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Nearness {
    /// Of all places that count, however far.
    pub any: Option<Nearest>,
    /// Of those near enough that anybody comes.
    pub comes: Option<Nearest>,
}

impl Nearest {
    /// By the way, then by place.
    fn order(&self, other: &Nearest) -> Ordering {
        self.journey.way.cmp(&other.journey.way).then(self.place.cmp(&other.place))
    }
}

fn nearer(best: Option<Nearest>, found: Option<Nearest>) -> Option<Nearest> {
    best.into_iter().chain(found).min_by(Nearest::order)
}

impl Instance {
    /// By area: the nearest place where an offer of a service that counts has sessions.
    pub fn nearest_running(
        &self,
        service: ServiceIx,
        decisions: &Decisions,
        counts: impl Fn(usize) -> bool,
    ) -> Vec<Nearness> {
        let mut found = vec![Nearness::default(); self.scenario.areas.len()];
        let mut start = 0;
        for of_mode in self.offers.chunk_by(|a, b| (a.service, a.mode) == (b.service, b.mode)) {
            let offers = start..start + of_mode.len();
            start = offers.end;
            let runs = |at: &usize| decisions.sessions[*at] > Sessions::ZERO && counts(*at);
            if of_mode[0].service != service || of_mode[0].host == Host::Everywhere {
                continue;
            }
            let places: Vec<Host> = offers.filter(runs).map(|at| self.offers[at].host).collect();
            let farthest = travel::farthest_to(&self.scenario, &of_mode[0]);
            let nearest = self.nearest_of(&places, of_mode[0].mode(&self.scenario).by.as_deref());
            for (known, nearest) in found.iter_mut().zip(nearest) {
                known.any = nearer(known.any, nearest);
                let comes = nearest.filter(|nearest| farthest.is_some_and(|farthest| nearest.journey.way <= farthest));
                known.comes = nearer(known.comes, comes);
            }
        }
        found
    }

    /// By area: the nearest site that is not closed.
    pub fn nearest_open(&self, decisions: &Decisions) -> Vec<Option<Nearest>> {
        let sites: Vec<Host> = self.open_sites(decisions).collect();
        self.nearest_of(&sites, None)
    }

    /// The sites that are not closed, in order.
    pub fn open_sites(&self, decisions: &Decisions) -> impl Iterator<Item = Host> {
        let open = decisions.levels.iter().enumerate().filter(|(_, level)| level.0 != 0);
        open.map(|(site, _)| Host::Site(SiteIx(site)))
    }

    /// The longest way from which anybody comes to any service at a site; `None` where nobody does.
    pub fn longest_way_to_sites(&self) -> Option<Way> {
        let modes = self.offers.chunk_by(|a, b| (a.service, a.mode) == (b.service, b.mode));
        let at_sites = modes.map(|offers| &offers[0]).filter(|offer| matches!(offer.host, Host::Site(_)));
        at_sites.filter_map(|offer| travel::farthest_to(&self.scenario, offer)).max()
    }

    /// By area: the nearest of these places, which stand in their order; by the travel modes named, else
    /// as the scenario says.
    fn nearest_of(&self, places: &[Host], by: Option<&[TravelModeIx]>) -> Vec<Option<Nearest>> {
        let scenario = &self.scenario;
        let areas = (0..scenario.areas.len()).map(AreaIx);
        if places.is_empty() {
            return vec![None; areas.len()];
        }
        if let Travel::Matrix(matrix) = &scenario.travel {
            let mut marked = vec![false; scenario.sites.len() + scenario.venues.len()];
            for place in places {
                match place {
                    Host::Site(site) => marked[site.0] = true,
                    Host::Venue(venue) => marked[scenario.sites.len() + venue.0] = true,
                    Host::Everywhere => {}
                }
            }
            let by = by.unwrap_or(&matrix.by);
            return areas.map(|area| self.nearest_known(matrix, by, area, &marked)).collect();
        }
        let nearby = Nearby::of(scenario, places.iter().copied());
        let journey = |area: AreaIx, at: usize| self.ways.journey(scenario, area, places[at], by);
        let nearest = |area: AreaIx| {
            let at = nearby.nearest(area, |at| Some(journey(area, at)?.way))?;
            Some(Nearest { place: places[at], journey: journey(area, at)? })
        };
        areas.map(nearest).collect()
    }

    fn nearest_known(&self, matrix: &Matrix, by: &[TravelModeIx], area: AreaIx, marked: &[bool]) -> Option<Nearest> {
        let sites = self.scenario.sites.len();
        let known = by.iter().flat_map(|mode| self.ways.known_from(matrix, *mode, area));
        let counted = known.filter(|known| marked[known.place as usize]).filter_map(|known| {
            let way = nearest_step(known.value * f64::from(matrix.unit.steps()), matrix.unit)?;
            let place = known.place as usize;
            let place = if place < sites { Host::Site(SiteIx(place)) } else { venue(place - sites) };
            Some(Nearest { place, journey: Journey { given: known.value, way } })
        });
        // Of two travel modes to one place the shorter, though both round to the same way.
        counted.min_by(|a, b| a.order(b).then(a.journey.given.total_cmp(&b.journey.given)))
    }
}

fn venue(at: usize) -> Host {
    Host::Venue(VenueIx(at))
}
