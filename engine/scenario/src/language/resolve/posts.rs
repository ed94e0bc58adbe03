//! Full-time equivalents for sessions: what a role needs, and what a rule allows.

use super::Names;
use crate::language::decode::{look_up, map};
use crate::language::scalars::number;
use crate::language::tree::Tree;
use crate::{Faults, ModeIx, ServiceIx};

/// Most full-time equivalents of one kind.
pub(super) const MOST_STAFF: f64 = 1e6;

/// For one weekly session, by service and mode: `{"family-support": {"centre": 0.12}}`.
pub(super) fn for_sessions(tree: &Tree, names: &Names, faults: &mut Faults) -> Option<Vec<(ServiceIx, ModeIx, f64)>> {
    let mut found = Vec::new();
    let mut sound = true;
    for entry in map(tree, faults)? {
        let service = look_up(&entry.name, "service", &names.services, &entry.place, faults);
        let Some(service) = service else {
            sound = false;
            continue;
        };
        for inner in map(&entry.tree, faults)? {
            let modes = names.modes.get(service).map_or(&[][..], Vec::as_slice);
            let mode = look_up(&inner.name, "mode", modes, &inner.place, faults);
            match mode.zip(number(&inner.tree, &(0.0..=1000.0), faults)) {
                Some((mode, each)) => found.push((ServiceIx(service), ModeIx(mode), each)),
                None => sound = false,
            }
        }
    }
    sound.then_some(found)
}
