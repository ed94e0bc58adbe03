//! Rules about people: how many are reached, and how near it is.

use super::{Settings, of, per, service, service_and_modes};
use crate::language::resolve::Names;
use crate::language::scalars::{sessions, share, way};
use crate::{Counted, Faults, RuleKind, Sessions};

const ALL: [&str; 4] = ["Overall", "District", "Band", "Group"];

/// The offers that count. Where it is asked how near something is, how often it has to run must be
/// said; where people are counted, an offer counts by how many it reaches.
fn counted(settings: &mut Settings<'_>, must: bool, names: &Names, faults: &mut Faults) -> Option<Counted> {
    let named = service_and_modes(settings, ["service", "modes"], names, faults);
    let least = if must {
        settings.need("least_sessions", faults, sessions)
    } else {
        Some(settings.maybe("least_sessions", faults, sessions).unwrap_or(Sessions::ZERO))
    };
    let (service, modes) = named?;
    Some(Counted { service, modes, least: least? })
}

pub(super) fn reach_share(settings: &mut Settings<'_>, names: &Names, faults: &mut Faults) -> Option<RuleKind> {
    let counted = counted(settings, false, names, faults);
    let at_least = settings.need("at_least", faults, share);
    let of = of(settings, faults);
    let per = per(settings, &ALL, names, faults);
    Some(RuleKind::ReachShare { counted: counted?, at_least: at_least?, of, per: per? })
}

pub(super) fn access_share(settings: &mut Settings<'_>, names: &Names, faults: &mut Faults) -> Option<RuleKind> {
    let counted = counted(settings, true, names, faults);
    let within = settings.need("within", faults, |tree, faults| way(tree, names.unit, faults));
    let at_least = settings.need("at_least", faults, share);
    let of = of(settings, faults);
    let per = per(settings, &ALL, names, faults);
    Some(RuleKind::AccessShare { counted: counted?, within: within?, at_least: at_least?, of, per: per? })
}

pub(super) fn access_gap(settings: &mut Settings<'_>, names: &Names, faults: &mut Faults) -> Option<RuleKind> {
    let counted = counted(settings, true, names, faults);
    let within = settings.need("within", faults, |tree, faults| way(tree, names.unit, faults));
    let at_most = settings.need("at_most", faults, share);
    let of = of(settings, faults);
    let per = per(settings, &["District", "Band", "Group"], names, faults);
    Some(RuleKind::AccessGap { counted: counted?, within: within?, at_most: at_most?, of, per: per? })
}

pub(super) fn keep_reach(settings: &mut Settings<'_>, names: &Names, faults: &mut Faults) -> Option<RuleKind> {
    let named = service_and_modes(settings, ["service", "modes"], names, faults);
    let lose_at_most = settings.need("lose_at_most", faults, share);
    let per = per(settings, &ALL, names, faults);
    let (service, modes) = named?;
    Some(RuleKind::KeepReach { service, modes, lose_at_most: lose_at_most?, per: per? })
}

pub(super) fn serve_everyone(settings: &mut Settings<'_>, names: &Names, faults: &mut Faults) -> Option<RuleKind> {
    let service = settings.need("service", faults, |tree, faults| service(tree, names, faults));
    service.map(|service| RuleKind::ServeEveryone { service })
}
