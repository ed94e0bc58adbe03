//! What the picture shows, read from the measures: nothing is counted here that they count.

use crate::explore::Assessed;
use crate::instance::Instance;
use crate::measures::ServiceReach;
use doorstep_page::draw::marks::{Mark, Move};
use doorstep_page::draw::scale::{Changes, Shares, hundredths};
use doorstep_page::draw::words::{counted, people, plain};
use doorstep_scenario::{Host, LevelIx, Position, Sessions};
use std::fmt::Write as _;

/// Two sets of decisions side by side.
pub(super) struct Facts<'a> {
    pub(super) instance: &'a Instance,
    pub(super) sides: [&'a Assessed; 2],
    /// Reach of the service that shades the areas, before and after.
    reach: Option<[&'a ServiceReach; 2]>,
    /// Name of that service.
    pub(super) service: &'a str,
    pub(super) shares: Shares,
    pub(super) changes: Changes,
    /// Open levels, most hours first.
    pub(super) levels: Vec<LevelIx>,
    /// Which venues run something.
    pub(super) venues: [Vec<bool>; 2],
}

impl<'a> Facts<'a> {
    pub(super) fn of(instance: &'a Instance, before: &'a Assessed, after: &'a Assessed, service: usize) -> Facts<'a> {
        let scenario = &instance.scenario;
        let reach = match (before.measures.reach.get(service), after.measures.reach.get(service)) {
            (Some(before), Some(after)) => Some([before, after]),
            _ => None,
        };
        let mut levels: Vec<LevelIx> = (1..scenario.levels.len()).map(LevelIx).collect();
        levels.sort_by(|a, b| scenario.levels[b.0].hours.total_cmp(&scenario.levels[a.0].hours).then(a.cmp(b)));
        let mut facts = Facts {
            instance,
            sides: [before, after],
            reach,
            service: scenario.services.get(service).map_or("", |service| &service.name),
            shares: Shares::of(&[]),
            changes: Changes::of(&[]),
            levels,
            venues: [before, after].map(|side| venues_in_use(instance, side)),
        };
        let areas = 0..scenario.areas.len();
        let shares: Vec<(f64, f64)> = areas
            .clone()
            .flat_map(|area| [(area, 0), (area, 1)])
            .filter_map(|(area, side)| Some((facts.share(side, area)?, facts.eligible(area))))
            .collect();
        let changes: Vec<(f64, f64)> =
            areas.filter_map(|area| Some((facts.change(area)?, facts.eligible(area)))).collect();
        facts.shares = Shares::of(&shares);
        facts.changes = Changes::of(&changes);
        facts
    }

    /// People of an area the service is for.
    pub(super) fn eligible(&self, area: usize) -> f64 {
        self.reach.map_or(0.0, |[before, _]| before.by_area[area].eligible)
    }

    fn share(&self, side: usize, area: usize) -> Option<f64> {
        self.reach.and_then(|reach| reach[side].by_area[area].share())
    }

    fn change(&self, area: usize) -> Option<f64> {
        Some(self.share(1, area)? - self.share(0, area)?)
    }

    /// An area's mark on the map of one side.
    pub(super) fn reached(&self, side: usize, area: usize) -> Mark {
        self.share(side, area).map_or(Mark::Nobody, |share| Mark::Reached(self.shares.class(share)))
    }

    /// An area's mark on the map of change.
    pub(super) fn changed(&self, area: usize) -> Mark {
        self.change(area).map_or(Mark::Nobody, |change| Mark::Change(self.changes.class(change)))
    }

    /// A site's mark on the map of one side.
    pub(super) fn standing(&self, side: usize, site: usize) -> Mark {
        let level = self.sides[side].decisions.levels[site];
        self.levels.iter().position(|other| *other == level).map_or(Mark::Closed, Mark::Level)
    }

    /// What becomes of a site; nothing where it is closed on both sides.
    pub(super) fn moved(&self, site: usize) -> Option<Move> {
        let [before, after] = self.sides.map(|side| side.decisions.levels[site]);
        let hours = |level: LevelIx| self.instance.scenario.levels[level.0].hours;
        Some(match (before.0, after.0) {
            (0, 0) => return None,
            (_, 0) => Move::Closes,
            (0, _) => Move::Opens,
            (before, after) if before == after => Move::Same,
            _ if hours(after) < hours(before) => Move::Lower,
            _ if hours(after) > hours(before) => Move::Higher,
            _ => Move::Other,
        })
    }

    /// How many areas bear a mark.
    pub(super) fn areas(&self, mark: impl Fn(usize) -> Mark, wanted: Mark) -> usize {
        (0..self.instance.scenario.areas.len()).filter(|area| mark(*area) == wanted).count()
    }

    pub(super) fn illustrative(&self) -> usize {
        self.instance.scenario.sites.iter().filter(|site| site.illustrative).count()
    }

    /// Everything that has to fit on the map.
    pub(super) fn positions(&self) -> impl Iterator<Item = Position> {
        let scenario = &self.instance.scenario;
        let venues = scenario.venues.iter().enumerate();
        let used = venues.filter(|(at, _)| self.venues[0][*at] || self.venues[1][*at]).map(|(_, venue)| venue.position);
        scenario
            .areas
            .iter()
            .map(|area| area.position)
            .chain(scenario.sites.iter().map(|site| site.position))
            .chain(used)
    }

    /// "Status quo, 2013-14": a label with the year it stands for.
    pub(super) fn heading(&self, side: usize) -> String {
        let scenario = &self.instance.scenario;
        let today = self.sides[side].decisions == self.instance.baseline;
        let year = if today { scenario.baseline_year } else { scenario.end_year };
        let label = &self.sides[side].label;
        let mut letters = label.chars();
        let first: String = letters.next().map(|letter| letter.to_uppercase().collect()).unwrap_or_default();
        format!("{first}{}, {year}", letters.as_str())
    }

    /// What the picture shows, in sentences.
    pub(super) fn sentences(&self) -> String {
        let mut said = format!("{} {}", self.side(0), self.side(1));
        if self.reach.is_some() {
            let count = |up: bool| {
                let classes = Changes::CLASSES.into_iter().filter(|class| if up { *class > 0 } else { *class < 0 });
                classes.map(|class| self.areas(|area| self.changed(area), Mark::Change(class))).sum::<usize>()
            };
            let same = self.areas(|area| self.changed(area), Mark::Change(0));
            let within = self.changes.label(0).to_lowercase();
            let _ = write!(
                said,
                " The share reached is higher in {}, lower in {} and {within} of before in {}.",
                counted(count(true), "area", "areas"),
                counted(count(false), "area", "areas"),
                counted(same, "area", "areas"),
            );
            said.push_str(&self.districts());
        }
        said
    }

    fn side(&self, side: usize) -> String {
        let footprint = &self.sides[side].measures.footprint;
        let open = counted(footprint.sites.iter().skip(1).sum(), "open site", "open sites");
        let venues = counted(footprint.venues, "venue in use", "venues in use");
        let Some(reach) = self.reach else { return format!("{}: {open}, {venues}.", self.heading(side)) };
        let all = reach[side].all;
        let share = match all.share() {
            Some(share) if !(0.5..4.5).contains(&all.reached) => format!(" ({}%)", plain(hundredths(share), 1)),
            _ => String::new(),
        };
        let (reached, eligible) = (people(all.reached), people(all.eligible));
        format!(
            "{}: with {open} and {venues}, {} is modelled to reach {reached} of {eligible} people eligible{share}.",
            self.heading(side),
            self.service
        )
    }

    /// Where the share changes most.
    fn districts(&self) -> String {
        let Some([before, after]) = self.reach else { return String::new() };
        let mut changes: Vec<(f64, &str)> = Vec::new();
        let scenario = &self.instance.scenario;
        for (at, district) in scenario.districts.iter().enumerate() {
            if let (Some(then), Some(now)) = (before.by_district[at].share(), after.by_district[at].share()) {
                changes.push((hundredths(now - then), &district.id));
            }
        }
        changes.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(b.1)));
        let points = |(change, district): &(f64, &str)| {
            let sign = if *change < 0.0 { "−" } else { "+" };
            format!("{district} ({sign}{} points)", plain(change.abs(), 1))
        };
        match (changes.first(), changes.last()) {
            (Some(least), Some(most)) if changes.len() > 1 && most.0 - least.0 >= 0.05 => {
                format!(" By district the change runs from {} to {}.", points(least), points(most))
            }
            _ => String::new(),
        }
    }
}

fn venues_in_use(instance: &Instance, side: &Assessed) -> Vec<bool> {
    let mut used = vec![false; instance.scenario.venues.len()];
    for (offer, sessions) in instance.offers.iter().zip(&side.decisions.sessions) {
        if let (Host::Venue(venue), true) = (offer.host, *sessions > Sessions::ZERO) {
            used[venue.0] = true;
        }
    }
    used
}
