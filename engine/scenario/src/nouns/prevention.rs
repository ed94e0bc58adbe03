//! What reaching people early may do to later cases, and what is known of it.

use super::{ServiceIx, Share};
use crate::Place;

/// What a study found.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// Id.
    pub id: String,
    /// What was found, in words.
    pub effect: String,
    /// Of whom.
    pub population: String,
    /// Year and month of publication, `2021-08`, or the year alone.
    pub date: String,
    /// Of what.
    pub of: Studied,
    /// The lower end of what was found.
    pub low: f64,
    /// What was found.
    pub central: f64,
    /// The upper end.
    pub high: f64,
    /// What the three are counted in.
    pub unit: String,
    /// Where it is published.
    pub source: String,
    /// The finding that has taken its place, by its position.
    pub superseded_by: Option<usize>,
}

/// What a study looked at. What opening brought is not what closing costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Studied {
    /// Services that began.
    Opening,
    /// Services that ended.
    Closing,
    /// More or less money for them.
    Funding,
}

/// Fewer cases some years after more people are reached, and more cases after fewer are.
#[derive(Debug, Clone, PartialEq)]
pub struct Prevention {
    /// Id.
    pub id: String,
    /// People reached by which service.
    pub service: ServiceIx,
    /// Cases of which role, by its position.
    pub role: usize,
    /// Years from reaching people to the cases.
    pub lag: u32,
    /// Fewer cases for each person more that is reached.
    pub effect: f64,
    /// Between what.
    pub range: (f64, f64),
    /// Of a role's cases, the most that all effects together may take away.
    pub max_effect: Share,
    /// What it rests on, by its position.
    pub evidence: Option<usize>,
    /// Is it counted? If not it changes no figure.
    pub used: bool,
    /// Where it stands in the scenario.
    pub place: Place,
}
