//! How far it is from people to places: what is given. The engine and the checker each work out the
//! rest themselves.

use super::{TravelModeIx, WayUnit};

/// How far it is from an area to a place.
#[derive(Debug, Clone, PartialEq)]
pub enum Travel {
    /// Straight line times `detour`, rounded to the nearest whole metre.
    StraightLine {
        /// How much longer the way is than the line, 1 to 3.
        detour: f64,
    },
    /// As a table says.
    Matrix(Matrix),
}

impl Travel {
    /// What ways are counted in, everywhere in the scenario.
    pub fn unit(&self) -> WayUnit {
        match self {
            Travel::StraightLine { .. } => WayUnit::Metres,
            Travel::Matrix(matrix) => matrix.unit,
        }
    }
}

/// Ways from a supplied table. They need not be the same there and back: only from people to places
/// counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix {
    /// What its values are in.
    pub unit: WayUnit,
    /// How people travel where the mode of a service says nothing else, sorted: for each pair the
    /// least of these counts. At least one.
    pub by: Vec<TravelModeIx>,
    /// The travel modes of the table, sorted by id.
    pub modes: Vec<TravelMode>,
}

/// One way to travel: on foot, by public transport, by car.
#[derive(Debug, Clone, PartialEq)]
pub struct TravelMode {
    /// Id, as in the table; empty where the table tells no modes apart.
    pub id: String,
    /// Known ways, sorted by area, then place, each pair once. A pair that is missing has no way.
    pub ways: Vec<KnownWay>,
}

/// A way that is known. Small, for there may be millions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KnownWay {
    /// Where it begins: the position of an area.
    pub area: u32,
    /// Where it ends: the position of a site, or the number of sites and the position of a venue.
    pub place: u32,
    /// How far it is, in metres or minutes as the table gives it: 0 or more, not rounded.
    pub value: f64,
}
