//! People and where they live.

use super::{DistrictIx, Share};

/// A part of the council's area in whose name rules and tables speak: a district, a locality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct District {
    /// Its id and name in one: the word used in the tables.
    pub id: String,
}

/// Deprivation deciles that rules and tables speak of together: the 30 % most deprived, say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// Id and name in one.
    pub id: String,
    /// Its deciles, 1 (most deprived) to 10, sorted; none of them in another band.
    pub deciles: Vec<u8>,
}

/// People eligible together: children under five, say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Id, as in the scenario.
    pub id: String,
    /// Name for readers.
    pub name: String,
}

/// What some people of every area have in common and no group says: no car, say. Reports tell who
/// gains and who loses by it; no rule speaks of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Characteristic {
    /// Id and name in one: the column `share_no_car` makes `no_car`.
    pub id: String,
}

/// A position on the British National Grid (EPSG:27700), in whole metres.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Metres east of the grid's origin.
    pub easting: i32,
    /// Metres north of the grid's origin.
    pub northing: i32,
}

/// A neighbourhood: a lower-layer super output area or an output area in England.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    /// Id: the official code.
    pub id: String,
    /// Name for readers.
    pub name: String,
    /// The district it lies in.
    pub district: DistrictIx,
    /// Deprivation decile, 1 (most deprived) to 10, where the table gives one.
    pub deprivation: Option<u8>,
    /// Where its people live on average.
    pub position: Position,
    /// People by group, in the order of the scenario's groups.
    pub people: Vec<u32>,
    /// Need weight ω of one person reached here; 1 where the table gives none.
    pub need: f64,
    /// The share of its people with each characteristic, in the order of the scenario's; `None` where
    /// the table leaves it empty.
    pub shares: Vec<Option<Share>>,
}
