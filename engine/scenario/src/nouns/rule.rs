//! What people demand of a plan.

use super::{LevelIx, ModeIx, ServiceIx, Share, SiteIx};
use crate::Place;

/// Must a rule hold, or may it be missed at a price?
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Strength {
    /// It must hold; a scenario in which it cannot is impossible.
    Hard,
    /// It may be missed: each unit of shortfall (a person, a site, a pound) costs `price` points in
    /// the first goal, *least shortfall*.
    Soft {
        /// Points per unit, above 0.
        price: f64,
    },
}

/// For whom a rule speaks: one row for all, or one for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Per {
    /// The whole council.
    Overall,
    /// Every district by itself.
    District,
}

/// What a share is a share of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// Everybody, in every group.
    People,
    /// Those in a group that the service is for.
    Eligible,
}

/// What a rule says.
#[derive(Debug, Clone, PartialEq)]
pub enum RuleKind {
    /// At least so many sites at one of these levels.
    AtLeast {
        /// How many.
        count: u32,
        /// Which levels count, sorted.
        levels: Vec<LevelIx>,
        /// For all together or for each district.
        per: Per,
    },
    /// At most so many sites at one of these levels.
    AtMost {
        /// How many.
        count: u32,
        /// Which levels count, sorted.
        levels: Vec<LevelIx>,
        /// For all together or for each district.
        per: Per,
    },
    /// At least this share of people reached by a service, through the modes that count.
    ReachShare {
        /// Which service.
        service: ServiceIx,
        /// Which of its modes count, sorted.
        modes: Vec<ModeIx>,
        /// The share.
        at_least: Share,
        /// Of whom.
        of: Of,
        /// For all together or for each district.
        per: Per,
    },
    /// A site is at this level.
    Lock {
        /// Which site.
        site: SiteIx,
        /// Which level.
        level: LevelIx,
    },
}

/// A rule: its id, what it says, how strictly, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// Id, by which every report speaks of it.
    pub id: String,
    /// What it says.
    pub kind: RuleKind,
    /// How strictly.
    pub strength: Strength,
    /// Why it stands.
    pub why: Option<String>,
    /// Where it is written.
    pub source: Option<String>,
    /// Where it stands in the scenario.
    pub place: Place,
}
