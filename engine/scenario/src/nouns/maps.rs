//! What maps are drawn on and homes are found by. Nothing is computed from it.

use super::AreaIx;
use std::sync::Arc;

/// Outlines and postcodes, for readers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Maps {
    /// The ward of each area, a smaller place whose name people know; empty where none is given.
    pub wards: Arc<[String]>,
    /// Outlines of areas.
    pub areas: Option<Outlines>,
    /// Outlines of districts, drawn above the areas.
    pub districts: Option<Outlines>,
    /// In which area a postcode lies.
    pub postcodes: Option<Postcodes>,
}

/// Outlines as a `GeoJSON` file has them, its features told apart by one of their properties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlines {
    /// Its name, from the scenario's folder.
    pub file: String,
    /// The property that holds the id of an area, or the name of a district.
    pub id: String,
    /// Who must be named wherever it is shown.
    pub source: String,
    /// The file.
    pub text: Arc<str>,
}

/// Postcodes and their areas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Postcodes {
    /// Who must be named wherever they are used.
    pub source: String,
    /// Without spaces, in capitals, sorted; each with its area.
    pub areas: Arc<[(String, AreaIx)]>,
}
