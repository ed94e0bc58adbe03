//! A person's own plan: what is stated, and nothing else.

use super::{Host, LevelIx, ModeIx, ServiceIx, Sessions, SiteIx};
use std::collections::BTreeMap;

/// What somebody proposes. What is not stated stays as it is today.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Proposal {
    /// Levels stated, by site.
    pub levels: BTreeMap<SiteIx, LevelIx>,
    /// Weekly sessions stated; 0 stops what runs today.
    pub sessions: BTreeMap<(ServiceIx, ModeIx, Host), Sessions>,
    /// Are `sessions` all that runs, as in the table of a run? Then what is not among them stops.
    pub complete: bool,
}
