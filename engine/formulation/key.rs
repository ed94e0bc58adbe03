//! Typed names of columns and rows.

use crate::instance::Instance;
use doorstep_scenario::{LevelIx, SiteIx, VenueIx};

/// Position of an offer in [`Instance::offers`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct OfferIx(pub usize);

/// Position of an arm in [`Instance::arms`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ArmIx(pub usize);

/// Whom a demand comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A rule, by its position in the scenario.
    Rule(usize),
    /// A target, by its position in the scenario.
    Target(usize),
}

impl Subject {
    /// The id people know it by.
    pub fn id(self, instance: &Instance) -> &str {
        match self {
            Subject::Rule(at) => &instance.scenario.rules[at].id,
            Subject::Target(at) => &instance.scenario.targets[at].id,
        }
    }
}

/// A decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ColumnKey {
    /// y: the site is at this level. 0 or 1.
    Level(SiteIx, LevelIx),
    /// z: the offer runs. 0 to 1.
    Runs(OfferIx),
    /// x: weekly sessions, in steps of the service.
    Sessions(OfferIx),
    /// r: people addressed over an arm.
    Reach(ArmIx),
    /// σ: by how much a soft demand is missed, and in which of its parts.
    Shortfall(Subject, usize),
}

impl ColumnKey {
    /// A readable name, unique within a formulation.
    pub fn name(self, instance: &Instance) -> String {
        let scenario = &instance.scenario;
        match self {
            ColumnKey::Level(site, level) => {
                format!("level.{}.{}", scenario.sites[site.0].id, scenario.levels[level.0].id)
            }
            ColumnKey::Runs(offer) => format!("runs.{}", instance.offers[offer.0].name(scenario)),
            ColumnKey::Sessions(offer) => format!("sessions.{}", instance.offers[offer.0].name(scenario)),
            ColumnKey::Reach(arm) => {
                let arm = instance.arms[arm.0];
                let area = &scenario.areas[instance.cohorts[arm.cohort].area.0].id;
                format!("reach.{area}.{}", instance.offers[arm.offer].name(scenario))
            }
            ColumnKey::Shortfall(subject, part) => format!("shortfall.{}.{part}", subject.id(instance)),
        }
    }
}

/// A demand on the decisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowKey {
    /// A site has one level.
    OneLevel(SiteIx),
    /// An offer runs only at a level that allows it.
    NeedsLevel(OfferIx),
    /// An offer that runs has its least sessions.
    LeastSessions(OfferIx),
    /// Only an offer that runs has sessions.
    MostSessions(OfferIx),
    /// Sessions fit into the rooms of their site.
    Rooms(SiteIx),
    /// Sessions fit into the week of their venue.
    VenueWeek(VenueIx),
    /// Each person once for each service, by cohort.
    OncePerService(usize),
    /// Nobody is addressed by an offer that does not run.
    OnlyIfRuns(ArmIx),
    /// People who come fit into the sessions.
    Capacity(OfferIx),
    /// Part of a rule or target: a district, say.
    Demand(Subject, usize),
    /// An earlier goal is held.
    Hold(usize),
}

impl RowKey {
    /// A readable name, unique within a formulation.
    pub fn name(self, instance: &Instance) -> String {
        let scenario = &instance.scenario;
        let offer = |offer: OfferIx| instance.offers[offer.0].name(scenario);
        match self {
            RowKey::OneLevel(site) => format!("one-level.{}", scenario.sites[site.0].id),
            RowKey::NeedsLevel(at) => format!("needs-level.{}", offer(at)),
            RowKey::LeastSessions(at) => format!("least-sessions.{}", offer(at)),
            RowKey::MostSessions(at) => format!("most-sessions.{}", offer(at)),
            RowKey::Rooms(site) => format!("rooms.{}", scenario.sites[site.0].id),
            RowKey::VenueWeek(venue) => format!("venue-week.{}", scenario.venues[venue.0].id),
            RowKey::OncePerService(cohort) => {
                let cohort = &instance.cohorts[cohort];
                format!("once.{}.{}", scenario.services[cohort.service.0].id, scenario.areas[cohort.area.0].id)
            }
            RowKey::OnlyIfRuns(arm) => {
                format!("only-if-runs.{}", &ColumnKey::Reach(arm).name(instance)["reach.".len()..])
            }
            RowKey::Capacity(at) => format!("capacity.{}", offer(at)),
            RowKey::Demand(subject, part) => format!("{}.{part}", subject.id(instance)),
            RowKey::Hold(at) => format!("hold.{at}"),
        }
    }
}
