//! Services and the ways they are delivered.

use super::{Costs, Decay, LevelIx, ModeIx, ServiceIx, Sessions, Share, SiteIx, TravelModeIx, VenueIx};

/// Who a service is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// Everybody.
    Universal,
    /// Those with a stated need.
    Targeted,
    /// Those referred.
    Specialist,
}

/// Where a mode can be offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum At {
    /// At, or from, a site that is at one of these levels, sorted.
    Site(Vec<LevelIx>),
    /// In a venue of one of these kinds, sorted.
    Venue(Vec<String>),
    /// Nowhere in particular: one offer for the whole council, as near to one family as to another,
    /// run from any site that is at one of these levels.
    Everywhere(Vec<LevelIx>),
}

/// One way to deliver a service.
#[derive(Debug, Clone, PartialEq)]
pub struct Mode {
    /// Id: `centre`, `drop-in`, `outreach`, `virtual`, `self-help`.
    pub id: String,
    /// Where.
    pub at: At,
    /// Its own decay, where it differs from the service's. Not used for [`At::Everywhere`].
    pub decay: Option<Decay>,
    /// How people travel to it, where that differs from the scenario's, sorted: the least way counts.
    /// Only with a travel matrix; not used for [`At::Everywhere`].
    pub by: Option<Vec<TravelModeIx>>,
    /// How much reaching a person this way counts (e), above 0 up to 1.
    pub equivalence: Share,
    /// The share of sessions expected still to be running (self-help groups fold), above 0 up to 1.
    pub survival: Share,
    /// Hours a session takes in a room of its site; 0 when it needs none.
    pub room_hours: f64,
    /// Places at a session.
    pub places: u32,
    /// The share of places taken, above 0 up to 1.
    pub occupancy: Share,
    /// Weeks a year, 1 to 53.
    pub weeks: u32,
    /// What one session costs, by line.
    pub session_costs: Costs,
    /// What running it at all costs in a year, by line.
    pub running_costs: Costs,
    /// Fewest weekly sessions if it runs, above 0.
    pub least: Sessions,
    /// Most weekly sessions.
    pub most: Sessions,
}

/// A service.
#[derive(Debug, Clone, PartialEq)]
pub struct Service {
    /// Id.
    pub id: String,
    /// Name for readers.
    pub name: String,
    /// Who it is for.
    pub tier: Tier,
    /// Share of each group who would use it if it were at the door (π), in the order of the
    /// scenario's groups; `None` where the group is not eligible.
    pub take_up: Vec<Option<Share>>,
    /// Visits one person makes in a year, above 0.
    pub visits: f64,
    /// What a person reached by this service counts for in a goal across services.
    pub weight: f64,
    /// How use fades with the length of the way.
    pub decay: Decay,
    /// Weekly sessions are planned in multiples of this.
    pub step: Sessions,
    /// The ways it can be delivered, sorted by id.
    pub modes: Vec<Mode>,
}

impl Service {
    /// People served in a year by one weekly session of `mode` (q): places × occupancy × weeks ×
    /// survival ÷ visits per person.
    pub fn served_by_session(&self, mode: &Mode) -> f64 {
        f64::from(mode.places) * mode.occupancy.value() * f64::from(mode.weeks) * mode.survival.value() / self.visits
    }
}

/// Where an offer runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Host {
    /// At a site.
    Site(SiteIx),
    /// In a venue.
    Venue(VenueIx),
    /// Nowhere in particular.
    Everywhere,
}

/// What runs today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct BaselineOffer {
    /// Which service.
    pub service: ServiceIx,
    /// Which of its modes.
    pub mode: ModeIx,
    /// Where.
    pub host: Host,
    /// How much, in weekly sessions.
    pub sessions: Sessions,
}
