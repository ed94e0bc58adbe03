//! Frontier, ladder, choices and margins against enumeration: every answer that small scenarios have.

use crate::chain::{EXACT, each, none_wrong, possible, prepared};
use crate::support::binding::stricter;
use crate::support::brute::{self, Best};
use crate::support::generate;
use doorstep::explore::{self, ChoicesAsked, Class, FrontierAsked, LadderFrom};
use doorstep::formulation::Aim;
use doorstep::method::{Quiet, Wanted};
use doorstep_scenario::{
    Goal, GoalKind, LevelIx, Pence, Per, Place, Rule, RuleKind, Scenario, Share, SiteIx, Strength, Weight,
};
use std::sync::atomic::{AtomicUsize, Ordering};

const CLOSED: LevelIx = LevelIx(0);

/// A small scenario in which nothing is soft, with most reach as its only goal.
fn small(seed: u64) -> Scenario {
    let mut scenario = generate::small(seed);
    scenario.rules.retain(|rule| rule.strength == Strength::Hard);
    scenario.targets.retain(|target| target.strength == Strength::Hard);
    scenario.goals = vec![goal(GoalKind::MostReach(Weight::Need))];
    scenario
}

fn goal(kind: GoalKind) -> Goal {
    Goal { kind, within: Share::ZERO, place: Place::file("drawn") }
}

/// The best of the first goal, by enumeration.
fn best(scenario: &Scenario) -> Option<f64> {
    match brute::best(scenario) {
        Best::Found { goal_values, .. } => goal_values.first().copied(),
        Best::Impossible => None,
    }
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 3e-6 * one.abs().max(1.0)
}

/// The scenario with a site held open or closed; nothing where its table does not allow it. By a rule: the table
/// says what today is.
fn held(scenario: &Scenario, site: usize, open: bool) -> Option<Scenario> {
    let levels = &scenario.sites[site].levels;
    levels
        .iter()
        .any(|level| (*level != CLOSED) == open)
        .then(|| only(scenario, site, |level| (level != CLOSED) == open))
}

/// The scenario with all other levels of a site forbidden.
fn only(scenario: &Scenario, site: usize, may: impl Fn(LevelIx) -> bool) -> Scenario {
    let levels: Vec<LevelIx> = scenario.sites[site].levels.iter().copied().filter(|level| !may(*level)).collect();
    let mut scenario = scenario.clone();
    if !levels.is_empty() {
        scenario.rules.push(rule(&format!("zz-{site}"), RuleKind::Forbid { site: SiteIx(site), levels }));
    }
    scenario
}

fn rule(id: &str, kind: RuleKind) -> Rule {
    let place = Place::file("drawn");
    Rule { id: id.to_owned(), kind, strength: Strength::Hard, why: None, source: None, place }
}

#[test]
fn the_frontier_of_reach_and_changes_has_every_point_that_enumeration_finds() {
    let points = AtomicUsize::new(0);
    none_wrong(each(0..120, |seed| {
        let scenario = small(seed);
        if brute::fragile(&scenario) {
            return Ok(());
        }
        // At most k changes, for every k: the best reach, where it grows.
        let mut truth: Vec<(f64, f64)> = Vec::new();
        for most in 0..=scenario.sites.len() {
            let mut with = scenario.clone();
            let kind = RuleKind::ChangesAtMost { count: most as u32, per: Per::Overall };
            with.rules.push(rule("zz-changes", kind));
            if let Some(reach) = best(&with)
                && truth.last().is_none_or(|(last, _)| reach > last + 3e-6 * reach.abs().max(1.0))
            {
                truth.push((reach, most as f64));
            }
        }
        truth.reverse();
        let asked = FrontierAsked {
            first: GoalKind::MostReach(Weight::Need),
            second: GoalKind::FewestChanges,
            points: None,
            without_targets: false,
        };
        let found = explore::frontier(&prepared(&scenario), asked, Wanted::Auto, EXACT, &mut Quiet);
        let found = possible(found).map_err(|error| format!("seed {seed}: {error}"))?;
        let found: Vec<(f64, f64)> = found.map_or_else(Vec::new, |found| {
            found.points.iter().map(|point| (point.values[0], point.values[1])).collect()
        });
        points.fetch_add(truth.len(), Ordering::Relaxed);
        let same = found.len() == truth.len()
            && found.iter().zip(&truth).all(|(one, other)| near(one.0, other.0) && near(one.1, other.1));
        if same { Ok(()) } else { Err(format!("seed {seed}: {found:?} are the points; enumeration has {truth:?}")) }
    }));
    let points = points.into_inner();
    assert!(points > 120, "only {points} points");
}

#[test]
fn every_rung_is_the_best_that_hangs_together_with_the_rung_found_before_it() {
    let rungs = AtomicUsize::new(0);
    none_wrong(each(0..160, |seed| {
        let mut scenario = small(seed);
        let Some(target) = scenario.targets.first().cloned() else { return Ok(()) };
        scenario.targets.truncate(1);
        let amounts = [1, 2, 3].map(|part| Pence(target.amount.0 * part / 2));
        for from in [LadderFrom::Last, LadderFrom::First] {
            let ladder = explore::ladder(&prepared(&scenario), 0, &amounts, from, Wanted::Auto, EXACT, &mut Quiet);
            let ladder = ladder.map_err(|error| format!("seed {seed}: {error}"))?;
            let mut order: Vec<usize> = (0..ladder.len()).collect();
            if from == LadderFrom::Last {
                order.reverse();
            }
            let mut before: Option<&Vec<LevelIx>> = None;
            for at in order {
                let rung = &ladder[at];
                let mut now = scenario.clone();
                now.targets[0].amount = rung.amount;
                if brute::fragile(&now) {
                    return Ok(());
                }
                let free = best(&now);
                let value = |plan: &explore::Assessed| plan.goals[0].value;
                if free.is_none() != rung.free.impossible {
                    return Err(format!("seed {seed}, {}: enumeration has {free:?}", rung.amount));
                }
                let Some(free) = free else { continue };
                if !rung.free.plan.as_ref().is_some_and(|plan| near(value(plan), free)) {
                    return Err(format!("seed {seed}, {} by itself: enumeration has {free}", rung.amount));
                }
                if let Some(levels) = before {
                    for (site, level) in levels.iter().copied().enumerate() {
                        let today = now.sites[site].baseline;
                        now = only(&now, site, |other| match from {
                            LadderFrom::Last => other == today || other == level,
                            LadderFrom::First => level == today || other == level,
                        });
                    }
                }
                let nested = best(&now);
                let found = rung.nested.plan.as_ref().map(value);
                let same = match (nested, found) {
                    (Some(one), Some(other)) => near(one, other),
                    (None, None) => true,
                    _ => false,
                };
                if !same {
                    return Err(format!(
                        "seed {seed}, {from:?}, {}: {found:?}; enumeration has {nested:?}",
                        rung.amount
                    ));
                }
                if let (Some(nested), Some((least, most))) =
                    (nested, rung.price(Aim::Goal(GoalKind::MostReach(Weight::Need))))
                {
                    let price = free - nested;
                    if !(least <= price + 1e-4 && price <= most + 1e-4) {
                        return Err(format!("seed {seed}: nesting costs {price}, told as {least} to {most}"));
                    }
                }
                before = rung.nested.plan.as_ref().map(|plan| &plan.decisions.levels).or(before);
                rungs.fetch_add(1, Ordering::Relaxed);
            }
        }
        Ok(())
    }));
    let rungs = rungs.into_inner();
    assert!(rungs > 150, "only {rungs} rungs");
}

#[test]
fn every_site_is_classed_and_priced_as_enumeration_says_and_no_plan_near_enough_differs_more() {
    const WITHIN: f64 = 0.1;
    let (classed, apart) = (AtomicUsize::new(0), AtomicUsize::new(0));
    none_wrong(each(0..100, |seed| {
        let scenario = small(seed);
        if brute::fragile(&scenario) {
            return Ok(());
        }
        let asked = ChoicesAsked { within: WITHIN, alternatives: 1, sites: None };
        let found = explore::choices(&prepared(&scenario), &asked, Wanted::Auto, EXACT, &mut Quiet);
        let found = possible(found).map_err(|error| format!("seed {seed}: {error}"))?;
        let truth = best(&scenario);
        let (Some(found), Some(truth)) = (&found, truth) else {
            let same = found.is_none() == truth.is_none();
            return if same { Ok(()) } else { Err(format!("seed {seed}: enumeration has {truth:?}")) };
        };
        let side = truth - WITHIN * truth.abs();
        for forced in &found.sites {
            let SiteIx(site) = forced.site;
            let other = held(&scenario, site, !forced.kept);
            let value = other.as_ref().and_then(best);
            // What is met by the rounding of pennies alone is not searched for.
            let lucky = other.as_ref().is_some_and(|other| value.is_some() && best(&stricter(other, 50)).is_none());
            if lucky {
                continue;
            }
            let other = value;
            let expected = match other {
                _ if forced.class == Class::Given => continue,
                Some(value) if (value - side).abs() < 1e-5 * side.abs().max(1.0) => continue,
                Some(value) if value > side => Class::RealChoice,
                _ if forced.kept => Class::AlwaysKept,
                _ => Class::AlwaysGoes,
            };
            classed.fetch_add(1, Ordering::Relaxed);
            if forced.class != expected || forced.required != other.is_none() {
                return Err(format!("seed {seed}, site {site}: {forced:?}; enumeration has {other:?} of {truth}"));
            }
            let price = other.map_or(f64::INFINITY, |value| truth - value);
            let (least, most) = forced.price;
            let room = 1e-5 * truth.abs().max(1.0);
            if least > price + room || most.is_some_and(|most| most < price - room) {
                return Err(format!("seed {seed}, site {site}: {price} told as {least} to {most:?}"));
            }
        }
        // Every vector of levels: the furthest that is near enough.
        let levels = &found.plan.decisions.levels;
        let mut furthest = 0;
        let mut edge = false;
        for vector in vectors(&scenario) {
            let mut fixed = scenario.clone();
            for (site, level) in vector.iter().enumerate() {
                fixed = only(&fixed, site, |other| other == *level);
            }
            let differ = vector.iter().zip(levels).filter(|(a, b)| a != b).count();
            if let Some(value) = best(&fixed) {
                edge |= near(value, side);
                if value >= side {
                    furthest = furthest.max(differ);
                }
            }
        }
        let told = found.alternatives.first().map_or(0, |other| other.differs);
        let proven = found.alternatives.first().is_none_or(|other| other.proven);
        apart.fetch_add(usize::from(told > 0), Ordering::Relaxed);
        // On the very edge the solver's last digits decide.
        if told > furthest || (proven && !edge && told != furthest) {
            return Err(format!("seed {seed}: {told} sites differ; enumeration has {furthest}"));
        }
        Ok(())
    }));
    let (classed, apart) = (classed.into_inner(), apart.into_inner());
    assert!(classed > 120 && apart > 20, "only {classed} classed, {apart} alternatives");
}

/// What is missed of soft demands, and the best of the first goal after it, by enumeration.
fn softly(scenario: &Scenario) -> Option<(f64, f64)> {
    match brute::best(scenario) {
        Best::Found { goal_values, .. } => Some((goal_values[0], goal_values[1])),
        Best::Impossible => None,
    }
}

#[test]
fn where_demands_are_soft_prices_and_classes_are_of_plans_that_miss_no_more() {
    const WITHIN: f64 = 0.1;
    let classed = AtomicUsize::new(0);
    none_wrong(each(0..160, |seed| {
        let mut scenario = generate::small(seed);
        scenario.goals = vec![goal(GoalKind::MostReach(Weight::Need))];
        let soft = scenario.rules.iter().any(|rule| rule.strength != Strength::Hard)
            || scenario.targets.iter().any(|target| target.strength != Strength::Hard);
        if !soft || brute::fragile(&scenario) {
            return Ok(());
        }
        let asked = ChoicesAsked { within: WITHIN, alternatives: 1, sites: None };
        let found = explore::choices(&prepared(&scenario), &asked, Wanted::Auto, EXACT, &mut Quiet);
        let found = possible(found).map_err(|error| format!("seed {seed}: {error}"))?;
        let (Some(found), Some((missed, truth))) = (found, softly(&scenario)) else { return Ok(()) };
        let (side, room) = (truth - WITHIN * truth.abs(), 1e-5 * truth.abs().max(1.0));
        for forced in found.sites.iter().filter(|forced| forced.class != Class::Given) {
            let SiteIx(site) = forced.site;
            let other = held(&scenario, site, !forced.kept);
            if other.as_ref().is_some_and(brute::fragile) {
                continue;
            }
            let other = other.as_ref().and_then(softly);
            // On the very edge the solver's last digits decide.
            let apart = other.map_or(f64::INFINITY, |(other, _)| other - missed);
            if apart.abs() > 1e-9 && apart < 1e-4 * missed.abs().max(1.0) {
                continue;
            }
            let value = other.filter(|_| apart <= 1e-9).map(|(_, value)| value);
            if value.is_some_and(|value| (value - side).abs() < 10.0 * room) {
                continue;
            }
            let expected = match value {
                Some(value) if value > side => Class::RealChoice,
                _ if forced.kept => Class::AlwaysKept,
                _ => Class::AlwaysGoes,
            };
            classed.fetch_add(1, Ordering::Relaxed);
            let price = value.map_or(f64::INFINITY, |value| truth - value);
            let (least, most) = forced.price;
            let right =
                forced.class == expected && least <= price + room && most.is_none_or(|most| most >= price - room);
            if !right {
                return Err(format!(
                    "seed {seed}, site {site}: {:?} at {least} to {most:?}; enumeration has {other:?} of {missed}, {truth}",
                    forced.class
                ));
            }
        }
        Ok(())
    }));
    let classed = classed.into_inner();
    assert!(classed > 60, "only {classed} classed");
}

/// Every vector of levels that the tables allow.
fn vectors(scenario: &Scenario) -> Vec<Vec<LevelIx>> {
    let mut all: Vec<Vec<LevelIx>> = vec![Vec::new()];
    for site in &scenario.sites {
        all = all
            .iter()
            .flat_map(|some| site.levels.iter().map(|level| some.iter().copied().chain([*level]).collect()))
            .collect();
    }
    all
}

#[test]
fn a_margin_is_the_difference_of_two_enumerations() {
    let solved = AtomicUsize::new(0);
    none_wrong(each(0..200, |seed| {
        let scenario = small(seed);
        let Some(target) = scenario.targets.first() else { return Ok(()) };
        let step = Pence((target.amount.0 / 4).max(1));
        let value = |amount: Pence| {
            let mut other = scenario.clone();
            other.targets[0].amount = amount;
            (best(&other), brute::fragile(&other))
        };
        let margin = explore::margin(&prepared(&scenario), 0, step, Wanted::Auto, EXACT, &mut Quiet);
        let margin = margin.map_err(|error| format!("seed {seed}: {error}"))?;
        let amount = target.amount;
        for (lower, from, to) in [(true, amount - step, amount), (false, amount, amount + step)] {
            let ((high, one), (low, other)) = (value(from), value(to));
            if one || other {
                continue;
            }
            match (high.zip(low), margin.apart(lower)) {
                (Some((high, low)), Some(apart)) if near(high - low, apart.found) => {
                    solved.fetch_add(1, Ordering::Relaxed);
                }
                (None, None) => {}
                (truth, told) => return Err(format!("seed {seed}: {told:?}; enumeration has {truth:?}")),
            }
        }
        Ok(())
    }));
    let solved = solved.into_inner();
    assert!(solved > 60, "only {solved}");
}
