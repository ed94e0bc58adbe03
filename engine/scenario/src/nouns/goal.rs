//! What people prefer among the plans that keep the rules.

use super::{AccessIx, Of, Pence, Per, ServiceIx, Share};
use crate::Place;

/// How people are weighted in a reach goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// By the need weight of their area.
    Need,
    /// Everybody counts the same.
    Equal,
}

/// What is to be most or least.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GoalKind {
    /// Most reach, weighted by need or not, and by each service's weight.
    MostReach(Weight),
    /// The share of people reached by a service, in any mode, in the part where it is lowest: as high as
    /// can be. Parts without people aside.
    BestWorst {
        /// Which service.
        service: ServiceIx,
        /// Of whom.
        of: Of,
        /// Of which parts; never overall.
        per: Per,
    },
    /// Least cost a year in pounds, over all lines and funds, and where travel is valued, over the
    /// travel of everybody addressed.
    LeastCost {
        /// What one person's travel of a kilometre (or a minute, where travel is in minutes) counts.
        travel: Option<Pence>,
    },
    /// Least travel of those addressed by a service, in person-metres (or person-minutes).
    LeastTravel(ServiceIx),
    /// Least travel in the area where it is longest: the mean over its people who would use the
    /// service, in metres (or minutes).
    LeastWorstTravel(ServiceIx),
    /// Least mean of exp(κ · travel) over those who would use a service: the order of the
    /// Kolm–Pollak equally-distributed equivalent, which is ln(mean) ÷ κ. Long ways count more than in
    /// proportion.
    KolmPollak {
        /// Which service.
        service: ServiceIx,
        /// κ in thousandths per kilometre (or per minute), above 0.
        aversion: u32,
    },
    /// Most people × services near: of some services so many that suit, up to so many a person. Where one
    /// is as good as all, the people with any of them near.
    MostAccess(AccessIx),
    /// Fewest sites that change level.
    FewestChanges,
}

/// One goal of an ordered list, held within its tolerance before the next is looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Goal {
    /// What.
    pub kind: GoalKind,
    /// How much of its best value may be given up for the goals after it; also how near to proven
    /// best it has to come.
    pub within: Share,
    /// Where it stands in the scenario.
    pub place: Place,
}
