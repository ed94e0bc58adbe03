//! What a plan states, each statement judged as it comes and all of them against each other.

use crate::fault::quoted;
use crate::language::decode::look_up;
use crate::{
    At, Code, EVERYWHERE, Faults, Host, LevelIx, Mode, ModeIx, Place, Proposal, Scenario, ServiceIx, Sessions, SiteIx,
    VenueIx,
};
use std::collections::{BTreeMap, BTreeSet};

type Key = (ServiceIx, ModeIx, Host);

/// A word of a plan and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Word<'w> {
    pub text: &'w str,
    pub place: &'w Place,
}

/// Everything stated so far.
pub(super) struct Statements<'s> {
    scenario: &'s Scenario,
    sites: Vec<String>,
    levels: Vec<String>,
    services: Vec<String>,
    modes: Vec<Vec<String>>,
    /// Sites and venues, and the word for neither.
    places: Vec<String>,
    stated_levels: BTreeMap<SiteIx, (LevelIx, Place)>,
    stated_sessions: BTreeMap<Key, (Sessions, Place)>,
    /// Sites whose level could not be read: nothing more is said of them.
    spoilt: BTreeSet<SiteIx>,
    /// Was a statement seen, sound or not?
    any: bool,
    /// Do the sessions stated stand for all that runs?
    pub complete: bool,
}

impl<'s> Statements<'s> {
    pub fn of(scenario: &'s Scenario) -> Statements<'s> {
        let sites: Vec<String> = scenario.sites.iter().map(|site| site.id.clone()).collect();
        let venues = scenario.venues.iter().map(|venue| venue.id.clone());
        let mut places: Vec<String> = sites.iter().cloned().chain(venues).chain([EVERYWHERE.to_owned()]).collect();
        places.sort_unstable();
        Statements {
            scenario,
            sites,
            levels: scenario.levels.iter().map(|level| level.id.clone()).collect(),
            services: scenario.services.iter().map(|service| service.id.clone()).collect(),
            modes: scenario
                .services
                .iter()
                .map(|service| service.modes.iter().map(|mode| mode.id.clone()).collect())
                .collect(),
            places,
            stated_levels: BTreeMap::new(),
            stated_sessions: BTreeMap::new(),
            spoilt: BTreeSet::new(),
            any: false,
            complete: false,
        }
    }

    /// A site is to be at a level.
    pub fn level(&mut self, site: Word<'_>, level: Word<'_>, faults: &mut Faults) {
        self.any = true;
        let site = look_up(unmarked(site.text, &self.sites), "site", &self.sites, site.place, faults).map(SiteIx);
        let found = look_up(unmarked(level.text, &self.levels), "level", &self.levels, level.place, faults);
        let (Some(site), Some(found)) = (site, found.map(LevelIx)) else {
            self.spoilt.extend(site);
            return;
        };
        let own = &self.scenario.sites[site.0];
        if !own.levels.contains(&found) {
            let (id, wanted) = (quoted(&own.id), quoted(&self.levels[found.0]));
            let what = format!("site {id} may not be {wanted}");
            let fix = format!("Its levels are {}; choose one of them", self.listed(&own.levels));
            faults.add(Code::PlanBroken, level.place, what, fix);
            self.spoilt.insert(site);
        } else if let Some((_, first)) = self.stated_levels.get(&site) {
            let what = format!("the level of site {} is already given at {first}", quoted(&own.id));
            faults.add(Code::GivenTwice, level.place, what, "Keep one");
        } else {
            self.stated_levels.insert(site, (found, level.place.clone()));
        }
    }

    /// An offer is to run so many sessions a week, or none. `amount` is `None` where it could not be
    /// read.
    pub fn sessions(
        &mut self,
        [service, mode, place]: [Word<'_>; 3],
        (amount, at): (Option<Sessions>, &Place),
        faults: &mut Faults,
    ) {
        self.any = true;
        let found = look_up(unmarked(service.text, &self.services), "service", &self.services, service.place, faults);
        let found = found.and_then(|service| {
            let known = &self.modes[service];
            look_up(unmarked(mode.text, known), "mode", known, mode.place, faults).map(|mode| (service, mode))
        });
        let host = self.host(place, faults);
        let (Some((service, mode)), Some(host)) = (found, host) else { return };
        let fits = self.fits(service, mode, host, place.place, faults);
        let Some(amount) = amount else { return };
        let step = self.scenario.services[service].step;
        if !amount.0.is_multiple_of(step.0) {
            let what = format!("{amount} sessions is no multiple of the step of {} ({step})", self.services[service]);
            let (below, above) = (amount.0 / step.0 * step.0, (amount.0 / step.0 + 1) * step.0);
            let fix = format!("Write {} or {}", Sessions(below), Sessions(above));
            faults.add(Code::PlanBroken, at, what, fix);
            return;
        }
        if !fits {
            return;
        }
        let key = (ServiceIx(service), ModeIx(mode), host);
        if let Some((_, first)) = self.stated_sessions.get(&key) {
            let what = format!("{} is already given at {first}", self.named(&key));
            faults.add(Code::GivenTwice, at, what, "Keep one");
            return;
        }
        self.stated_sessions.insert(key, (amount, at.clone()));
    }

    fn host(&self, place: Word<'_>, faults: &mut Faults) -> Option<Host> {
        let id = unmarked(place.text, &self.places);
        if id == EVERYWHERE {
            return Some(Host::Everywhere);
        }
        let site = self.scenario.sites.binary_search_by(|site| site.id.as_str().cmp(id));
        let venue = self.scenario.venues.binary_search_by(|venue| venue.id.as_str().cmp(id));
        match (site, venue) {
            (Ok(site), _) => Some(Host::Site(SiteIx(site))),
            (_, Ok(venue)) => Some(Host::Venue(VenueIx(venue))),
            _ => {
                look_up(id, "site or venue", &self.places, place.place, faults);
                None
            }
        }
    }

    /// May the mode ever run there, whatever the levels?
    fn fits(&self, service: usize, mode: usize, host: Host, at: &Place, faults: &mut Faults) -> bool {
        let (scenario, mode) = (self.scenario, &self.scenario.services[service].modes[mode]);
        let why = match (&mode.at, host) {
            (At::Everywhere(_), Host::Everywhere) => None,
            (At::Site(levels), Host::Site(site)) => {
                let site = &scenario.sites[site.0];
                let never = !site.levels.iter().any(|level| levels.contains(level));
                never.then(|| {
                    format!("needs a site at {}, which {} may never be", self.listed(levels), quoted(&site.id))
                })
            }
            (At::Venue(kinds), Host::Venue(venue)) => {
                let venue = &scenario.venues[venue.0];
                let other = !kinds.contains(&venue.kind);
                other.then(|| format!("runs in a {}; {} is a {}", kinds.join(" or "), quoted(&venue.id), venue.kind))
            }
            (At::Site(_), _) => Some("runs at sites only".to_owned()),
            (At::Venue(_), _) => Some("runs in venues only".to_owned()),
            (At::Everywhere(_), _) => Some(format!("has no place of its own; its place is {EVERYWHERE}")),
        };
        if let Some(why) = &why {
            let what = format!("{} by {} {why}", self.services[service], mode.id);
            faults.add(Code::PlanBroken, at, what, "Choose another place or mode, or remove the statement");
        }
        why.is_none()
    }

    /// The plan, once everything is stated; told what contradicts what.
    pub fn finish(self, whole: &Place, faults: &mut Faults) -> Proposal {
        if !self.any && !faults.any_error() {
            let fix = "State a level of a site, or the sessions of a service";
            faults.add(Code::NotAPlan, whole, "the plan states nothing", fix);
        }
        let at = |site: usize| self.stated_levels.get(&SiteIx(site)).map(|(level, _)| *level);
        let planned: Vec<LevelIx> =
            self.scenario.sites.iter().enumerate().map(|(site, own)| at(site).unwrap_or(own.baseline)).collect();
        for (key @ (service, mode, host), (amount, place)) in &self.stated_sessions {
            if *amount == Sessions::ZERO {
                continue;
            }
            let mode: &Mode = &self.scenario.services[service.0].modes[mode.0];
            let why = match (&mode.at, host) {
                (At::Site(levels), Host::Site(site))
                    if !levels.contains(&planned[site.0]) && !self.spoilt.contains(site) =>
                {
                    let level = &self.levels[planned[site.0].0];
                    let since = match self.stated_levels.get(site) {
                        Some((_, stated)) => format!("is to be {level} ({stated})"),
                        None => format!("is {level} today, which the plan does not change"),
                    };
                    Some(format!("the site {since}; it needs {}", self.listed(levels)))
                }
                (At::Everywhere(levels), _)
                    if self.spoilt.is_empty() && !planned.iter().any(|level| levels.contains(level)) =>
                {
                    Some(format!("no site is to be {}", self.listed(levels)))
                }
                _ => None,
            };
            if let Some(why) = why {
                let what = format!("{} cannot run: {why}", self.named(key));
                let fix = "Write 0 sessions or remove the statement, or choose another level";
                faults.add(Code::Contradiction, place, what, fix);
            }
        }
        Proposal {
            levels: self.stated_levels.into_iter().map(|(site, (level, _))| (site, level)).collect(),
            sessions: self.stated_sessions.into_iter().map(|(key, (amount, _))| (key, amount)).collect(),
            complete: self.complete,
        }
    }

    fn listed(&self, levels: &[LevelIx]) -> String {
        levels.iter().map(|level| self.levels[level.0].as_str()).collect::<Vec<_>>().join(" or ")
    }

    fn named(&self, (service, mode, host): &Key) -> String {
        let place = match host {
            Host::Site(site) => &self.sites[site.0],
            Host::Venue(venue) => &self.scenario.venues[venue.0].id,
            Host::Everywhere => EVERYWHERE,
        };
        format!("{} by {} at {}", self.services[service.0], self.modes[service.0][mode.0], quoted(place))
    }
}

/// Tables of a run have an apostrophe before what a spreadsheet would run as a formula.
fn unmarked<'t>(text: &'t str, known: &[String]) -> &'t str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) && !known.iter().any(|id| id == text) => rest,
        _ => text,
    }
}
