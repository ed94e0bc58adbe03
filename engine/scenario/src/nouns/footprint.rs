//! Buildings: the sites a council runs and the venues it borrows.

use super::{Costs, DistrictIx, LevelIx, LineIx, Pence, Position, Sessions};

/// What a site can be: closed, linked, hub … each with its hours and its cost.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// Id. Level 0 is always `closed`.
    pub id: String,
    /// Hours open a week.
    pub hours: f64,
    /// What being at this level costs in a year, by line. Nothing when closed.
    pub costs: Costs,
}

/// A site's own cost of one line at one level, instead of the level's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SiteCost {
    /// At which level.
    pub level: LevelIx,
    /// Which line.
    pub line: LineIx,
    /// A year's amount.
    pub amount: Pence,
}

/// A building the council runs.
#[derive(Debug, Clone, PartialEq)]
pub struct Site {
    /// Id.
    pub id: String,
    /// Name for readers.
    pub name: String,
    /// The district it stands in.
    pub district: DistrictIx,
    /// Where it stands.
    pub position: Position,
    /// Deprivation decile of its neighbourhood, 1 (most deprived) to 10: its own where the table gives
    /// one, otherwise that of the nearest area on the straight line (the first by id among equals).
    pub deprivation: Option<u8>,
    /// Rooms in which sessions can run side by side.
    pub rooms: u32,
    /// What it is today.
    pub baseline: LevelIx,
    /// What it may be, sorted. Holds the baseline level.
    pub levels: Vec<LevelIx>,
    /// A stand-in for a real site that is not known. Stamped on every output.
    pub illustrative: bool,
    /// Its own costs where they differ from the level's, sorted.
    pub costs: Vec<SiteCost>,
}

/// A borrowed place: a library, a school, a health centre.
#[derive(Debug, Clone, PartialEq)]
pub struct Venue {
    /// Id.
    pub id: String,
    /// Name for readers.
    pub name: String,
    /// What it is, as modes name it: `library`.
    pub kind: String,
    /// The district it stands in.
    pub district: DistrictIx,
    /// Where it stands.
    pub position: Position,
    /// Sessions a week it has room for, all services together.
    pub weekly_sessions: Sessions,
}
