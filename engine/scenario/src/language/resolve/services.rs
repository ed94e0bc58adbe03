//! Services, their modes, their decay.

use super::{Names, ids, travel};
use crate::fault::quoted;
use crate::language::decode::{Settings, look_up, map, names_of, only, tag, text, word, wrong_shape};
use crate::language::scalars::{number, positive_share, positive_way, sessions, share, way, whole};
use crate::language::tree::{Entry, Tree, Value};
use crate::reference::Form;
use crate::{At, Code, Decay, Faults, LevelIx, Mode, Service, Sessions, Share, Tier, Way, WayUnit};
use std::collections::BTreeMap;

pub(super) fn services(entries: &[Entry], names: &mut Names, faults: &mut Faults) -> Option<Vec<Service>> {
    names.services = ids(entries, faults);
    let mut called: BTreeMap<String, &str> = BTreeMap::new();
    let mut services: Vec<Option<Service>> = Vec::new();
    for entry in entries {
        let found = service(entry, names, faults);
        if let Some(twin) = found.as_ref().and_then(|found| called.insert(found.name.clone(), &entry.name)) {
            let what = format!("services {} and {} have the same name", quoted(twin), quoted(&entry.name));
            faults.add(Code::LooksWrong, &entry.place, what, "Name them apart, or remove one");
        }
        services.push(found);
    }
    // One without a usable id is in no list of names, and those after it would be taken for others.
    if names.services.len() < entries.len() {
        return None;
    }
    services.into_iter().collect()
}

fn service(entry: &Entry, names: &mut Names, faults: &mut Faults) -> Option<Service> {
    let mut settings = Settings::plain(&entry.tree, "a service", faults);
    // Baseline rows and rules name modes by their service: known even if the service is faulty.
    let mode_entries = settings.as_mut().and_then(|settings| settings.need("modes", faults, map));
    let modes = mode_entries.map(|entries| ids(entries, faults)).unwrap_or_default();
    if names.services.binary_search(&entry.name).is_ok() {
        names.modes.push(modes);
    }
    let mut settings = settings?;
    let name = settings.maybe("name", faults, text).unwrap_or_else(|| entry.name.clone());
    let tier = settings.need("tier", faults, |tree, faults| {
        Some(match word(tree, &["Universal", "Targeted", "Specialist"], faults)? {
            "Universal" => Tier::Universal,
            "Targeted" => Tier::Targeted,
            _ => Tier::Specialist,
        })
    });
    let take_up = settings.need("take_up", faults, |tree, faults| take_up(tree, names, faults));
    let visits = settings.need("visits", faults, |tree, faults| number(tree, &(0.01..=1000.0), faults));
    let weight = settings.or("weight", 1.0, faults, |tree, faults| number(tree, &(0.0..=1000.0), faults));
    let own_decay = settings.need("decay", faults, |tree, faults| decay(tree, names.unit, faults));
    let step = settings.or("step", Sessions(100), faults, sessions);
    let modes: Vec<Option<Mode>> = settings.again("modes", faults, |faults| {
        mode_entries.unwrap_or_default().iter().map(|entry| mode(entry, step, names, faults)).collect()
    });
    settings.finish(faults);
    let modes: Vec<Mode> = modes.into_iter().collect::<Option<_>>()?;
    if names.modes.last().is_none_or(|ids| ids.len() < modes.len()) {
        return None; // a mode without a usable id
    }
    if modes.is_empty() {
        mode_entries?;
        faults.add(
            Code::OutOfRange,
            &entry.place,
            format!("service {} has no mode", quoted(&entry.name)),
            "Give at least one way to deliver it",
        );
        return None;
    }
    Some(Service {
        id: entry.name.clone(),
        name,
        tier: tier?,
        take_up: take_up?,
        visits: visits?,
        weight,
        decay: own_decay?,
        step,
        modes,
    })
}

fn take_up(tree: &Tree, names: &Names, faults: &mut Faults) -> Option<Vec<Option<Share>>> {
    let entries = map(tree, faults)?;
    let mut shares = vec![None; names.groups.len()];
    let mut sound = true;
    for entry in entries {
        let group = look_up(&entry.name, "group", &names.groups, &entry.place, faults);
        let share = share(&entry.tree, faults);
        match (group, share) {
            (Some(group), Some(share)) => shares[group] = Some(share),
            _ => sound = false,
        }
    }
    if entries.is_empty() {
        faults.add(
            Code::OutOfRange,
            &tree.place,
            "the service is for nobody",
            "Name at least one group and its take-up",
        );
        return None;
    }
    sound.then_some(shares)
}

fn mode(entry: &Entry, step: Sessions, names: &Names, faults: &mut Faults) -> Option<Mode> {
    let mut settings = Settings::plain(&entry.tree, "a mode", faults)?;
    let at = settings.need("at", faults, |tree, faults| at(tree, names, faults));
    let own_decay = settings.maybe("decay", faults, |tree, faults| decay(tree, names.unit, faults));
    let by = settings.maybe("by", faults, |tree, faults| travel::by(tree, &names.travel_modes, faults));
    let equivalence = settings.or("equivalence", Share::ALL, faults, positive_share);
    let survival = settings.or("survival", Share::ALL, faults, positive_share);
    let room_hours = settings.or("room_hours", 0.0, faults, |tree, faults| number(tree, &(0.0..=168.0), faults));
    let places = settings.need("places", faults, |tree, faults| whole(tree, 1..=100_000, faults));
    let occupancy = settings.or("occupancy", Share::ALL, faults, positive_share);
    let weeks = settings.need("weeks", faults, |tree, faults| whole(tree, 1..=53, faults));
    let session_costs = settings
        .maybe("session_costs", faults, |tree, faults| super::money::costs(tree, names, faults))
        .unwrap_or_default();
    let running_costs = settings
        .maybe("running_costs", faults, |tree, faults| super::money::costs(tree, names, faults))
        .unwrap_or_default();
    let least = settings.maybe("least", faults, sessions).unwrap_or(step);
    let most = settings.need("most", faults, sessions);
    settings.finish(faults);
    let most = most?;
    if most < least {
        faults.add(
            Code::Contradiction,
            &entry.tree.place,
            format!("most ({most}) is below least ({least})"),
            "Swap them, or raise most",
        );
        return None;
    }
    for (what, value) in [("least", least), ("most", most)] {
        if !value.0.is_multiple_of(step.0) {
            faults.add(
                Code::Contradiction,
                &entry.tree.place,
                format!("{what} ({value}) is no multiple of the service's step ({step})"),
                "Change one of them",
            );
            return None;
        }
    }
    Some(Mode {
        id: entry.name.clone(),
        at: at?,
        decay: own_decay,
        by,
        equivalence,
        survival,
        room_hours,
        places: places?,
        occupancy,
        weeks: weeks?,
        session_costs,
        running_costs,
        least,
        most,
    })
}

fn at(tree: &Tree, names: &Names, faults: &mut Faults) -> Option<At> {
    let word = tag(tree, &["Site", "Venue", "Everywhere"], faults)?;
    if word == "Venue" {
        let read = |tree: &Tree, faults: &mut Faults| names_of(tree, "venue kind", &names.venue_kinds, faults);
        let kinds = only(tree, "kinds", faults, read)?;
        return Some(At::Venue(kinds.into_iter().map(|kind| names.venue_kinds[kind].clone()).collect()));
    }
    let levels = only(tree, "levels", faults, |tree, faults| {
        let levels: Vec<LevelIx> = names_of(tree, "level", &names.levels, faults)?.into_iter().map(LevelIx).collect();
        if levels.contains(&LevelIx(0)) {
            let what = "nothing can run at a closed site";
            faults.add(Code::Contradiction, &tree.place, what, "Remove \"closed\" from the levels");
            return None;
        }
        Some(levels)
    })?;
    Some(if word == "Site" { At::Site(levels) } else { At::Everywhere(levels) })
}

fn decay(tree: &Tree, unit: Option<WayUnit>, faults: &mut Faults) -> Option<Decay> {
    let word = tag(tree, &["Step", "Linear", "Exponential", "Gaussian", "Logistic", "Table"], faults)?;
    if word == "Table" {
        return only(tree, "points", faults, |tree, faults| table(tree, unit, faults));
    }
    let mut settings = Settings::of(tree, "a decay", faults)?;
    let way = |tree: &Tree, faults: &mut Faults| way(tree, unit, faults);
    let positive_way = |tree: &Tree, faults: &mut Faults| positive_way(tree, unit, faults);
    let found = match word {
        "Step" => settings.need("limit", faults, way).map(|limit| Decay::Step { limit }),
        "Linear" => {
            let full = settings.need("full", faults, way);
            let zero = settings.need("zero", faults, positive_way);
            full.zip(zero).map(|(full, zero)| Decay::Linear { full, zero })
        }
        "Exponential" => settings.need("half", faults, positive_way).map(|half| Decay::Exponential { half }),
        "Gaussian" => settings.need("half", faults, positive_way).map(|half| Decay::Gaussian { half }),
        _ => {
            let half = settings.need("half", faults, positive_way);
            let slope = settings.need("slope", faults, positive_way);
            half.zip(slope).map(|(half, slope)| Decay::Logistic { half, slope })
        }
    };
    settings.finish(faults);
    if let Some(Decay::Linear { full, zero }) = found
        && full >= zero
    {
        let unit = unit.unwrap_or(WayUnit::Metres);
        let what = format!("full ({}) is not nearer than zero ({})", unit.shown(full), unit.shown(zero));
        faults.add(Code::Contradiction, &tree.place, what, "Use falls from full to zero");
        return None;
    }
    found
}

/// `Table([("0 m", 1.0), ("800 m", 0.6)])`: rising distances, shares that do not rise.
fn table(tree: &Tree, unit: Option<WayUnit>, faults: &mut Faults) -> Option<Decay> {
    faults.form(|| Form::List);
    let Value::Listed { items, tag: None } = &tree.value else {
        wrong_shape(tree, "points are expected here", "[(\"0 m\", 1.0), (\"800 m\", 0.6)]", faults);
        return None;
    };
    let mut points = Vec::new();
    for item in items {
        faults.form(|| Form::Pair);
        let point = match &item.value {
            Value::Listed { items, tag: None } if items.len() == 2 => {
                way(&items[0], unit, faults).zip(share(&items[1], faults))
            }
            _ => {
                wrong_shape(item, "a distance and a share are expected here", "(\"800 m\", 0.6)", faults);
                None
            }
        };
        let (distance, share) = point?;
        if points.last().is_some_and(|(last, lower): &(Way, f64)| *last >= distance || *lower < share.value()) {
            faults.add(
                Code::Contradiction,
                &item.place,
                "distances must rise from point to point and shares must not",
                "Sort the points; use fades with distance",
            );
            return None;
        }
        points.push((distance, share.value()));
    }
    if points.is_empty() {
        faults.add(Code::OutOfRange, &tree.place, "the table has no point", "Give at least one");
        return None;
    }
    Some(Decay::Table(points))
}
