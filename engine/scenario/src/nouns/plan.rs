//! A plan: decisions in people's words, by id, so that it can be read, written and checked without
//! anything that computed it.

use super::Sessions;

/// The place of an offer that is nowhere in particular.
pub const EVERYWHERE: &str = "everywhere";

/// One service in one way at one place, running.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Offered {
    /// Id of the service.
    pub service: String,
    /// Id of its mode.
    pub mode: String,
    /// Id of the site or venue, or [`EVERYWHERE`].
    pub place: String,
    /// Weekly sessions, above 0.
    pub sessions: Sessions,
}

/// People of one group and area who are addressed by one offer.
#[derive(Debug, Clone, PartialEq)]
pub struct Served {
    /// Id of the area.
    pub area: String,
    /// Id of the group.
    pub group: String,
    /// Id of the service.
    pub service: String,
    /// Id of the mode.
    pub mode: String,
    /// Id of the place.
    pub place: String,
    /// People addressed in a year (r), not yet faded by distance.
    pub addressed: f64,
}

/// What is decided, and who is reached by it. Every list is sorted.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plan {
    /// Level id of every site, by site id.
    pub levels: Vec<(String, String)>,
    /// What runs.
    pub offers: Vec<Offered>,
    /// Who is addressed by what: the canonical reach of these decisions.
    pub served: Vec<Served>,
}
