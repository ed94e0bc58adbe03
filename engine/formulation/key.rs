//! Typed names of columns and rows.

use super::Aim;
use crate::instance::Instance;
use doorstep_scenario::{AreaIx, LevelIx, ServiceIx, Sessions, SiteIx, VenueIx};

/// Position of an offer in [`Instance::offers`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct OfferIx(pub usize);

/// Position of an arm in [`Instance::arms`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ArmIx(pub usize);

/// Position of a rule in the scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RuleIx(pub usize);

impl RuleIx {
    fn id(self, instance: &Instance) -> &str {
        &instance.scenario.rules[self.0].id
    }
}

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
    /// Does an offer run at least so many weekly sessions? 0 or 1.
    Enough(OfferIx, Sessions),
    /// Sessions of an offer while its site is at a level, in steps of the service.
    SessionsAt(OfferIx, LevelIx),
    /// People addressed over an arm whose offer runs often enough for a rule.
    Counted(RuleIx, ArmIx),
    /// Is something that counts for a rule near enough to an area? 0 to 1.
    Access(RuleIx, AreaIx),
    /// The highest share among the parts of a rule.
    Highest(RuleIx),
    /// The lowest.
    Lowest(RuleIx),
    /// The share or travel of the part that is worst for a goal, by its position.
    Worst(usize),
    /// Is something that counts for a goal of access, by its position, near enough to an area (and to all that
    /// have the same offers near)? 0 to 1.
    Near(usize, AreaIx, ServiceIx),
    /// How many services people of an area have near whom the same services suit, as far as they count: for a
    /// goal of access, by its position.
    Choices(usize, AreaIx, usize),
}

impl ColumnKey {
    /// Is the column as large as its rows let it be? Otherwise it is as small.
    pub fn as_large(self, instance: &Instance) -> bool {
        match self {
            ColumnKey::Highest(_) | ColumnKey::Shortfall(..) => false,
            ColumnKey::Worst(goal) => Aim::Goal(instance.scenario.goals[goal].kind).maximise(),
            _ => true,
        }
    }

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
                let area = &scenario.areas[instance.cohorts[arm.cohort()].area.0].id;
                format!("reach.{area}.{}", instance.offers[arm.offer()].name(scenario))
            }
            ColumnKey::Shortfall(subject, part) => format!("shortfall.{}.{part}", subject.id(instance)),
            ColumnKey::Enough(offer, least) => {
                format!("enough.{}.{least}", instance.offers[offer.0].name(scenario))
            }
            ColumnKey::SessionsAt(offer, level) => {
                format!("sessions-at.{}.{}", instance.offers[offer.0].name(scenario), scenario.levels[level.0].id)
            }
            ColumnKey::Counted(rule, arm) => {
                format!("counted.{}.{}", rule.id(instance), &ColumnKey::Reach(arm).name(instance)["reach.".len()..])
            }
            ColumnKey::Access(rule, area) => format!("access.{}.{}", rule.id(instance), scenario.areas[area.0].id),
            ColumnKey::Highest(rule) => format!("highest.{}", rule.id(instance)),
            ColumnKey::Lowest(rule) => format!("lowest.{}", rule.id(instance)),
            ColumnKey::Worst(goal) => format!("worst.{}", goal + 1),
            ColumnKey::Near(goal, area, service) => {
                let (area, service) = (&scenario.areas[area.0].id, &scenario.services[service.0].id);
                format!("near.{}.{area}.{service}", goal + 1)
            }
            ColumnKey::Choices(goal, area, set) => {
                format!("choices.{}.{}.{set}", goal + 1, scenario.areas[area.0].id)
            }
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
    /// Sessions at a level fit into the rooms of that level.
    RoomsAt(SiteIx, LevelIx),
    /// Sessions at a level only while the site is at it.
    SessionsAt(OfferIx, LevelIx),
    /// Sessions are those of all levels.
    AllLevels(OfferIx),
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
    /// What makes "runs at least so many sessions" true, and what makes it false; only what runs can.
    Enough(OfferIx, Sessions, EnoughSide),
    /// People are counted only where addressed, and only where the offer runs often enough.
    Counted(RuleIx, ArmIx, bool),
    /// An area has access only by something that counts.
    Access(RuleIx, AreaIx),
    /// An area has access by each thing that counts.
    AccessEach(RuleIx, AreaIx, OfferIx),
    /// A part's share is at most the highest (`true`) or at least the lowest.
    PartShare(RuleIx, usize, bool),
    /// A goal's worst part is no better than this one.
    GoalPart(usize, usize),
    /// A service is near an area, for a goal of access, only by something that counts.
    Near(usize, AreaIx, ServiceIx),
    /// People have no more services near than are near.
    Choices(usize, AreaIx, usize),
    /// An earlier goal is held.
    Hold(usize),
}

/// A side of [`RowKey::Enough`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EnoughSide {
    /// True only with so many sessions.
    Least,
    /// True with so many sessions.
    Most,
    /// True only if it runs.
    Runs,
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
            RowKey::RoomsAt(site, level) => {
                format!("rooms-at.{}.{}", scenario.sites[site.0].id, scenario.levels[level.0].id)
            }
            RowKey::SessionsAt(at, level) => ColumnKey::SessionsAt(at, level).name(instance),
            RowKey::AllLevels(at) => format!("all-levels.{}", offer(at)),
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
            RowKey::Enough(at, least, side) => {
                format!("enough-{}.{}.{least}", format!("{side:?}").to_lowercase(), offer(at))
            }
            RowKey::Counted(rule, arm, addressed) => {
                let how = if addressed { "addressed" } else { "enough" };
                format!("counted-{how}.{}", &ColumnKey::Counted(rule, arm).name(instance)["counted.".len()..])
            }
            RowKey::Access(rule, area) => ColumnKey::Access(rule, area).name(instance),
            RowKey::AccessEach(rule, area, at) => {
                format!("{}.{}", ColumnKey::Access(rule, area).name(instance), offer(at))
            }
            RowKey::PartShare(rule, part, high) => {
                format!("{}.{}.{part}", if high { "highest" } else { "lowest" }, rule.id(instance))
            }
            RowKey::GoalPart(goal, part) => format!("worst.{}.{part}", goal + 1),
            RowKey::Near(goal, area, service) => ColumnKey::Near(goal, area, service).name(instance),
            RowKey::Choices(goal, area, set) => ColumnKey::Choices(goal, area, set).name(instance),
            RowKey::Hold(at) => format!("hold.{at}"),
        }
    }
}
