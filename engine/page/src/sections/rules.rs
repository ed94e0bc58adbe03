//! Rules and targets in words: what is asked, what there is, where it is missed most.

use super::say::{first_up, part as part_name, pounds};
use crate::dossier::{Dossier, Kept, Part, Side};
use crate::draw::words::whole;

/// What a rule or target asks, as a sentence without a full stop; its id where the run is too old to say.
pub fn asks(kept: &Kept) -> String {
    if !kept.says.is_empty() {
        return first_up(&kept.says);
    }
    let amount = kept.wanted.replace('.', "").parse::<i64>().ok().filter(|_| kept.unit == "pounds");
    amount.map_or_else(|| kept.rule.clone(), |pence| format!("{}: {}", kept.rule, pounds(pence)))
}

/// Of every rule of a side its first part, which stands for the others.
pub fn first_parts(side: &Side) -> impl Iterator<Item = &Kept> {
    let first = |at: usize| !side.rules[..at].iter().any(|other| other.rule == side.rules[at].rule);
    side.rules.iter().enumerate().filter(move |(at, _)| first(*at)).map(|(_, kept)| kept)
}

/// "Save £80,000 a year by 2027-28 (£55,000 of £80,000)", for a rule or target that is missed.
pub fn missed(dossier: &Dossier, side: &Side, id: &str) -> String {
    let Some(kept) = side.rules.iter().find(|kept| kept.rule == id && !kept.kept) else { return id.to_owned() };
    let asked = format!("“{}”", asks(kept));
    worst(dossier, side, id).map_or_else(|| asked.clone(), |worst| format!("{asked} ({worst})"))
}

/// "Ladywood: 3 of 4 sites": where it is missed most, what there is and what is wanted. Nothing where that would tell
/// numbers of people on a page for everybody.
pub fn worst(dossier: &Dossier, side: &Side, id: &str) -> Option<String> {
    let parts = side.rules.iter().filter(|kept| kept.rule == id && !kept.kept && shown(dossier, kept));
    let worst = parts.reduce(|worst, kept| if kept.missed_by > worst.missed_by { kept } else { worst })?;
    let (have, wanted) = (worst.have.parse::<f64>().ok()?, worst.wanted.parse::<f64>().ok()?);
    let (over, near) = (have > wanted, (have - wanted).abs() < 1.0);
    let [have, wanted] = [&worst.have, &worst.wanted].map(|text| amount(&worst.unit, text, near));
    let of = if over { "where at most" } else { "of" };
    let unit = match worst.unit.as_str() {
        "pounds" => String::new(),
        unit if wanted == "1" => format!(" {}", unit.trim_end_matches('s')),
        unit => format!(" {unit}"),
    };
    let place = place(dossier, &worst.part).map_or_else(String::new, |place| format!("{place}: "));
    Some(format!("{place}{have} {of} {wanted}{unit}"))
}

/// What there is of what a rule about everything counts, where it is kept.
pub fn have(dossier: &Dossier, side: &Side, id: &str) -> Option<String> {
    let mut parts = side.rules.iter().filter(|kept| kept.rule == id);
    let only = parts.next().filter(|kept| kept.part == "overall" && shown(dossier, kept))?;
    if parts.next().is_some() || !matches!(only.unit.as_str(), "pounds" | "sites" | "people" | "posts") {
        return None;
    }
    let have = amount(&only.unit, &only.have, false);
    Some(match only.unit.as_str() {
        "pounds" => have,
        unit if have == "1" => format!("1 {}", unit.trim_end_matches('s')),
        unit => format!("{have} {unit}"),
    })
}

/// May what it counts be shown? Amounts and sites always, numbers of people and posts not to everybody.
fn shown(dossier: &Dossier, kept: &Kept) -> bool {
    dossier.public.is_none() || matches!(kept.unit.as_str(), "pounds" | "sites")
}

/// "£55,000", "1,234", "12.5"; people and sites whole, unless they would read like what they are compared with.
fn amount(unit: &str, text: &str, near: bool) -> String {
    if unit == "pounds" {
        return text.replace('.', "").parse::<i64>().map_or_else(|_| text.to_owned(), pounds);
    }
    match text.parse::<f64>() {
        Ok(value) if text.ends_with(".0") || (!near && matches!(unit, "people" | "sites")) => whole(value),
        _ => text.replace('-', "−"),
    }
}

/// A district, band, group, site or place by its name; nothing where it is all of them.
fn place(dossier: &Dossier, id: &str) -> Option<String> {
    if id == "overall" || id.is_empty() {
        return None;
    }
    let known = dossier.places.iter().find(|place| place.id == id).map(|place| place.name.clone());
    let group = Part { by: "group".to_owned(), name: id.to_owned() };
    Some(known.unwrap_or_else(|| part_name(&group, dossier)))
}
