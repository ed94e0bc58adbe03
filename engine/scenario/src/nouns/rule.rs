//! What people demand of a plan.

use super::{BandIx, FinancialYear, Host, LevelIx, LineIx, ModeIx, Pence, ServiceIx, Sessions, Share, SiteIx, Way};
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

/// For whom a rule speaks: one test for all, or one for each part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Per {
    /// The whole council.
    Overall,
    /// Every district by itself.
    District,
    /// Every deprivation band by itself. An area (or site) whose decile is unknown, or in no band, is
    /// in no part.
    Band,
    /// Every group of people by itself. Only for rules about people.
    Group,
}

/// What a share is a share of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// Everybody, in every group.
    People,
    /// Those in a group that the service is for.
    Eligible,
}

/// Which offers a rule about people counts: those of a service in these modes that run at least so
/// often. A fortnightly drop-in or a web page meets no floor unawares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// Which service.
    pub service: ServiceIx,
    /// Which of its modes, sorted.
    pub modes: Vec<ModeIx>,
    /// An offer with fewer weekly sessions does not count; at 0 every offer that runs does.
    pub least: Sessions,
}

/// Something that is so or is not so in a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// A site is at one of these levels.
    SiteAt {
        /// Which site.
        site: SiteIx,
        /// Which levels, sorted.
        levels: Vec<LevelIx>,
    },
    /// A service runs in a mode at a place. Never so where it could not run there at all.
    Runs {
        /// Which service.
        service: ServiceIx,
        /// Which of its modes.
        mode: ModeIx,
        /// Where.
        host: Host,
    },
}

/// Which hubs are near enough to a spoke.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Near {
    /// Those of its own district.
    SameDistrict,
    /// Those at most so many metres away on the straight line, to the nearest whole metre, in whatever
    /// travel is counted.
    Within(Way),
}

/// What a rule says. Where a kind has parts ([`Per`]), each part is a test, and the shortfall of a
/// rule is the sum over its tests; a test about shares of nobody always holds.
#[derive(Debug, Clone, PartialEq)]
pub enum RuleKind {
    /// At least so many sites at one of these levels. Shortfall in sites.
    AtLeast {
        /// How many.
        count: u32,
        /// Which levels count, sorted.
        levels: Vec<LevelIx>,
        /// For all together or for each part.
        per: Per,
        /// Only these sites, sorted; all where none are named.
        sites: Option<Vec<SiteIx>>,
    },
    /// At most so many sites at one of these levels. Shortfall in sites above.
    AtMost {
        /// How many.
        count: u32,
        /// Which levels count, sorted.
        levels: Vec<LevelIx>,
        /// For all together or for each part.
        per: Per,
        /// Only these sites, sorted; all where none are named.
        sites: Option<Vec<SiteIx>>,
    },
    /// At least this share of the sites at these levels stand in one deprivation band: 70 % of hubs in
    /// the 30 % most deprived areas. Shortfall in sites: share × those at the levels, less those in the
    /// band.
    SitesShare {
        /// Which levels count, sorted.
        levels: Vec<LevelIx>,
        /// The share.
        at_least: Share,
        /// Which band.
        band: BandIx,
    },
    /// At least this share of people reached by the offers that count. Shortfall in people.
    ReachShare {
        /// Which offers count.
        counted: Counted,
        /// The share.
        at_least: Share,
        /// Of whom.
        of: Of,
        /// For all together or for each part.
        per: Per,
    },
    /// At least this share of people live where an offer that counts runs within so much travel (one
    /// that is everywhere is near to everybody). Who lives there is counted whole, whether or not they
    /// would use it or find a place. Shortfall in people.
    AccessShare {
        /// Which offers count.
        counted: Counted,
        /// The farthest that counts.
        within: Way,
        /// The share.
        at_least: Share,
        /// Of whom.
        of: Of,
        /// For all together or for each part.
        per: Per,
    },
    /// The share of people with an offer that counts within so much travel (as in
    /// [`RuleKind::AccessShare`]) differs between the best and the worst part by at most this much;
    /// parts without people aside. A gap in reach is not offered: it could be met by turning people
    /// away. Shortfall in percentage points.
    AccessGap {
        /// Which offers count.
        counted: Counted,
        /// The farthest that counts.
        within: Way,
        /// The greatest difference between two parts' shares.
        at_most: Share,
        /// Of whom.
        of: Of,
        /// Between districts, bands or groups; never overall.
        per: Per,
    },
    /// People reached by a service in these modes are at least (1 − this share) × those reached today,
    /// by the same model. Shortfall in people.
    KeepReach {
        /// Which service.
        service: ServiceIx,
        /// Which of its modes count, sorted.
        modes: Vec<ModeIx>,
        /// The greatest share of today's reach that may be lost.
        lose_at_most: Share,
        /// For all together or for each part.
        per: Per,
    },
    /// A site is at this level. Shortfall 1 site.
    Lock {
        /// Which site.
        site: SiteIx,
        /// Which level.
        level: LevelIx,
    },
    /// A site is at none of these levels. Shortfall 1 site.
    Forbid {
        /// Which site.
        site: SiteIx,
        /// Which levels, sorted.
        levels: Vec<LevelIx>,
    },
    /// A site may not leave its level of today before a year: where the plan stands by an earlier year
    /// than that, it is at its level of today. Shortfall 1 site.
    NotBefore {
        /// Which site.
        site: SiteIx,
        /// The first year by whose end it may have changed.
        year: FinancialYear,
    },
    /// If one condition is so, the other is. Shortfall 1 condition.
    IfThen {
        /// If this is so…
        when: Condition,
        /// … so is this.
        then: Condition,
    },
    /// Of these conditions at least and at most so many are so; exactly one for an either–or.
    /// Shortfall in conditions too few or too many.
    EitherOr {
        /// Which conditions, as written.
        among: Vec<Condition>,
        /// Fewest.
        at_least: u32,
        /// Most.
        at_most: u32,
    },
    /// At every site or venue where the first service runs in one of its modes, the other runs in one
    /// of its. Offers everywhere are left out. Shortfall in places.
    Together {
        /// Which service…
        service: ServiceIx,
        /// … in which of its modes, sorted.
        modes: Vec<ModeIx>,
        /// With which other service…
        with: ServiceIx,
        /// … in which of its modes, sorted.
        with_modes: Vec<ModeIx>,
    },
    /// A site at a spoke level has another site at a hub level near it. Shortfall in sites.
    HubSpoke {
        /// Levels of spokes, sorted.
        spokes: Vec<LevelIx>,
        /// Levels of hubs, sorted; none of them a spoke level.
        hubs: Vec<LevelIx>,
        /// How near.
        near: Near,
    },
    /// Every offer of a service in these modes that runs has at least so many weekly sessions.
    /// Shortfall in weekly sessions.
    LeastSessions {
        /// Which service.
        service: ServiceIx,
        /// Which of its modes, sorted.
        modes: Vec<ModeIx>,
        /// How many.
        sessions: Sessions,
    },
    /// Every offer of a service in these modes that runs is used by at least so many people a year
    /// (those who come, Σ δ·r). Shortfall in people.
    LeastUsers {
        /// Which service.
        service: ServiceIx,
        /// Which of its modes, sorted.
        modes: Vec<ModeIx>,
        /// How many.
        people: u32,
    },
    /// What runs needs at most so many staff. Shortfall in posts (full-time equivalents) above.
    PostsAtMost {
        /// Full-time equivalents for one weekly session, by service and mode, sorted; what is not named
        /// needs none.
        each: Vec<(ServiceIx, ModeIx, f64)>,
        /// How many full-time equivalents.
        at_most: f64,
    },
    /// At most so many sites change level. Shortfall in sites above.
    ChangesAtMost {
        /// How many.
        count: u32,
        /// For all together or for each district or band.
        per: Per,
    },
    /// At most this share of people lose their nearest site: of the sites open today the one least
    /// travel away (to the whole unit; the first by id among equals) is closed in the plan. Everybody
    /// living in the area is counted. Shortfall in people above.
    NearestLost {
        /// The share.
        at_most: Share,
        /// For all together or for each district or band.
        per: Per,
    },
    /// These lines cost at most this much a year. Shortfall in pounds above.
    CostAtMost {
        /// The amount.
        amount: Pence,
        /// Which lines, sorted; all where none are named.
        lines: Option<Vec<LineIx>>,
    },
    /// A service in these modes (its sessions and what running it costs, on lines that may be touched)
    /// costs at most this share of the cost of all lines. Shortfall in pounds above.
    CostShare {
        /// Which service.
        service: ServiceIx,
        /// Which of its modes, sorted.
        modes: Vec<ModeIx>,
        /// The share.
        at_most: Share,
    },
    /// Everybody who would use a service at the door is addressed by some offer of it: for questions of
    /// travel and cost, where who is left out would be the cheapest. Shortfall in people.
    ServeEveryone {
        /// Which service.
        service: ServiceIx,
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
