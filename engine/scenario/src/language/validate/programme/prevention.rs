//! Effects of prevention that rest on nothing, on what is out of date or on something else, that are counted
//! twice, or that never show.

use super::Written;
use crate::fault::quoted;
use crate::{Code, Evidence, Faults, LevelIx, Prevention, Studied};

pub(super) fn validate(written: &Written<'_>, faults: &mut Faults) {
    circles(written, faults);
    let all = &written.programme.prevention;
    for (at, effect) in all.iter().enumerate() {
        // What is neither used nor given a size changes nothing and claims nothing.
        if effect.used || effect.effect != 0.0 {
            grounds(written, effect, faults);
        }
        if effect.used {
            idle(written, effect, faults);
            twice(&all[..at], effect, faults);
        }
    }
}

/// Findings that supersede each other: none of them would be the newest.
fn circles(written: &Written<'_>, faults: &mut Faults) {
    let all = &written.programme.evidence;
    for (at, finding) in all.iter().enumerate() {
        let next = |now: &usize| all.get(*now).and_then(|finding| finding.superseded_by);
        let later = std::iter::successors(finding.superseded_by, next).take(all.len());
        // Told once for each circle, at the first of its findings.
        let circle: Vec<usize> = later.take_while(|now| *now != at).collect();
        let last = circle.last().copied().unwrap_or(at);
        if next(&last) == Some(at) && circle.iter().all(|now| *now > at) {
            let what = format!("{} is superseded in a circle", quoted(&finding.id));
            let fix = "The newest finding has no superseded_by";
            faults.add(Code::Contradiction, &written.place("evidence", &finding.id), what, fix);
        }
    }
}

fn grounds(written: &Written<'_>, effect: &Prevention, faults: &mut Faults) {
    let id = quoted(&effect.id);
    let evidence = &written.programme.evidence;
    let Some(finding) = effect.evidence.and_then(|at| evidence.get(at)) else {
        let what = format!("the effect {id} rests on no evidence");
        let fix = "Name an entry of evidence, or leave it at 0 and unused: savings from prevention are not established";
        faults.add(Code::LooksWrong, &effect.place, what, fix);
        return;
    };
    let on = quoted(&finding.id);
    if let Some(newer) = newest(evidence, finding) {
        let what = format!("the effect {id} rests on {on}, which is superseded by {}", quoted(&newer.id));
        faults.add(Code::LooksWrong, &effect.place, what, "Name the newer finding, and correct the effect by it");
    }
    let closed = LevelIx(0);
    let may_close =
        written.scenario.sites.iter().filter(|site| site.baseline != closed && site.levels.contains(&closed)).count();
    if finding.of == Studied::Opening && may_close > 0 {
        let sites = if may_close == 1 { "1 site may close".to_owned() } else { format!("{may_close} sites may close") };
        let what = format!("the effect {id} rests on {on}, a finding of opening, and {sites}");
        let fix = "What opening brought is not what closing costs: name a finding of closing, or leave it unused";
        faults.add(Code::LooksWrong, &effect.place, what, fix);
    }
}

/// The finding that stands at the end, if another has taken its place.
fn newest<'e>(all: &'e [Evidence], finding: &'e Evidence) -> Option<&'e Evidence> {
    let next = |now: &&'e Evidence| now.superseded_by.and_then(|by| all.get(by));
    let later: Vec<&Evidence> = std::iter::successors(next(&finding), next).take(all.len()).collect();
    // As many as there are in all is a circle, which has no newest and is told by itself.
    later.last().copied().filter(|_| later.len() < all.len())
}

fn idle(written: &Written<'_>, effect: &Prevention, faults: &mut Faults) {
    let id = quoted(&effect.id);
    let years = written.scenario.years().len();
    let mut odd = |what: String, fix: &str| faults.add(Code::LooksWrong, &effect.place, what, fix);
    if effect.effect == 0.0 {
        odd(format!("the effect {id} is used, and is 0"), "Give fewer_cases_per_person, or leave it unused");
    } else if effect.lag as usize >= years {
        let what = format!("the effect {id} shows {} years later, and the programme has {years}", effect.lag);
        odd(what, "Plan more years, or leave it unused");
    }
}

/// The same people, the same cases, the same year: one effect, written twice.
fn twice(earlier: &[Prevention], effect: &Prevention, faults: &mut Faults) {
    let alike = |other: &&Prevention| {
        other.used && (other.service, other.role, other.lag) == (effect.service, effect.role, effect.lag)
    };
    if let Some(first) = earlier.iter().find(alike) {
        let what = format!(
            "the effects {} and {} count the same people for the same cases",
            quoted(&first.id),
            quoted(&effect.id)
        );
        faults.add(Code::GivenTwice, &effect.place, what, "Use one of them");
    }
}
