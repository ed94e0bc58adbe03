//! What a goal of access counts: services by name, all of their modes unless some are named.

use super::Names;
use crate::language::decode::{Settings, look_up, map, names_of};
use crate::language::scalars::{positive_way, sessions, whole};
use crate::language::tree::Tree;
use crate::reference::Form;
use crate::{Access, Counted, Faults, ModeIx, ServiceIx, Sessions};

pub(super) fn access(settings: &mut Settings<'_>, names: &Names, faults: &mut Faults) -> Option<Access> {
    let services = settings.need("services", faults, |tree, faults| {
        let services = names_of(tree, "service", &names.services, faults)?;
        Some(services.into_iter().map(ServiceIx).collect::<Vec<_>>())
    });
    let near = settings.need("near", faults, |tree, faults| positive_way(tree, names.unit, faults));
    let all = services.as_ref().map_or(u32::MAX, |services| u32::try_from(services.len()).unwrap_or(u32::MAX));
    let choices = settings.maybe("choices", faults, |tree, faults| {
        faults.form(|| Form::FromOne("services"));
        whole(tree, 1..=all, faults)
    });
    let some = settings.maybe("modes", faults, |tree, faults| modes(tree, services.as_deref()?, names, faults));
    let least = settings.maybe("least_sessions", faults, sessions).unwrap_or(Sessions::ZERO);
    let counted = |service: ServiceIx| {
        let named = some.iter().flatten().find(|(of, _)| *of == service);
        let every = || (0..names.modes.get(service.0).map_or(0, Vec::len)).map(ModeIx).collect();
        Counted { service, modes: named.map_or_else(every, |(_, modes)| modes.clone()), least }
    };
    let counted = services?.into_iter().map(counted).collect();
    Some(Access { counted, near: near?, choices: choices.unwrap_or(all) })
}

/// The modes that count, of services of which not all do.
fn modes(
    tree: &Tree,
    services: &[ServiceIx],
    names: &Names,
    faults: &mut Faults,
) -> Option<Vec<(ServiceIx, Vec<ModeIx>)>> {
    let known: Vec<String> = services.iter().map(|service| names.services[service.0].clone()).collect();
    let mut found = Vec::new();
    for entry in map(tree, faults)? {
        let service = look_up(&entry.name, "service of the goal", &known, &entry.place, faults);
        let service = service.map(|at| services[at]);
        let of = service.and_then(|service| names.modes.get(service.0)).map_or(&[][..], Vec::as_slice);
        let modes = service.and_then(|_| names_of(&entry.tree, "mode", of, faults));
        found.extend(service.zip(modes).map(|(service, modes)| (service, modes.into_iter().map(ModeIx).collect())));
    }
    Some(found)
}
