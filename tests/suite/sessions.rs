//! The seam: a session that was changed answers as one that was opened on the changed scenario.

use crate::chain::{EXACT, all_near, each, none_wrong, values};
use crate::support::binding;
use crate::support::generate;
use crate::support::rng::Rng;
use doorstep::formulation::{ColumnKey, Grain, OfferIx, RowKey, Subject};
use doorstep::instance::Instance;
use doorstep::method::{
    Change, General, Method, MethodError, Portable, Priced, Problem, Quiet, Session, solve_in_order, stages_of,
};
use doorstep_scenario::{
    AreaIx, GroupIx, LevelIx, LineIx, ModeIx, Pence, Place, Rule, RuleKind, Scenario, ServiceIx, SiteIx, Strength,
};
use std::sync::Arc;

fn open(scenario: &Scenario, grain: Grain) -> Box<dyn Session> {
    open_with(&General::default(), scenario, grain)
}

fn open_with(method: &dyn Method, scenario: &Scenario, grain: Grain) -> Box<dyn Session> {
    let instance = Arc::new(Instance::prepare(Arc::new(scenario.clone())));
    method.open(&Problem { instance, grain }).unwrap()
}

pub fn solved(session: &mut dyn Session) -> Result<Option<Vec<f64>>, String> {
    let aims = stages_of(&session.formulation().instance.scenario);
    session.change(Change::ReleaseHolds).unwrap();
    let staged = solve_in_order(session, &aims, false, &EXACT, &mut Quiet).map_err(|error| error.to_string())?;
    values(&staged, aims.len())
}

fn lock(scenario: &Scenario, site: usize, level: LevelIx) -> Rule {
    let id = format!("q{}", scenario.rules.len());
    let kind = RuleKind::Lock { site: SiteIx(site), level };
    Rule { id, kind, strength: Strength::Hard, why: None, source: None, place: Place::file("drawn") }
}

/// A change that a scenario can say too, and that scenario. A rule that a goal needs stays.
pub fn drawn(rng: &mut Rng, scenario: &Scenario) -> (Change, Scenario) {
    let mut changed = scenario.clone();
    loop {
        match rng.below(5) {
            0 if !scenario.targets.is_empty() => {
                let target = &mut changed.targets[rng.below(scenario.targets.len())];
                target.amount = Pence(target.amount.0 / rng.whole(1, 4) + 1);
                return (Change::Target(target.id.clone(), target.amount), changed);
            }
            1 => {
                let (area, group) = (rng.below(scenario.areas.len()), rng.below(scenario.groups.len()));
                let people = rng.whole(0, 300) as u32;
                changed.areas[area].people[group] = people;
                return (Change::People(AreaIx(area), GroupIx(group), people), changed);
            }
            2 => {
                let service = rng.below(scenario.services.len());
                let mode = rng.below(scenario.services[service].modes.len());
                let costs = &mut changed.services[service].modes[mode].session_costs;
                if costs.is_empty() {
                    continue;
                }
                let at = rng.below(costs.len());
                let amount = Pence(rng.whole(1, 200) * 100);
                costs[at].1 = amount;
                return (Change::SessionCost(ServiceIx(service), ModeIx(mode), costs[at].0, amount), changed);
            }
            3 => {
                let site = rng.below(scenario.sites.len());
                let rule = lock(scenario, site, rng.pick(&scenario.sites[site].levels));
                changed.rules.push(rule.clone());
                changed.rules.sort_by(|a, b| a.id.cmp(&b.id));
                return (Change::AddRule(rule), changed);
            }
            4 if !scenario.rules.is_empty() => {
                let at = rng.below(scenario.rules.len());
                if matches!(scenario.rules[at].kind, RuleKind::ServeEveryone { .. }) {
                    continue;
                }
                let rule = changed.rules.remove(at);
                return (Change::DropRule(rule.id), changed);
            }
            _ => {}
        }
    }
}

fn told_apart(
    what: &str,
    changed: &Result<Option<Vec<f64>>, String>,
    fresh: &Result<Option<Vec<f64>>, String>,
) -> Result<(), String> {
    match (changed, fresh) {
        (Ok(a), Ok(b)) if all_near(b.as_deref(), a.as_deref(), 2e-6) => Ok(()),
        _ => Err(format!("{what}: {changed:?} in the changed session, {fresh:?} in a fresh one")),
    }
}

#[test]
fn a_changed_session_answers_as_a_fresh_one_on_the_changed_scenario() {
    none_wrong(each(0..80, |seed| changed_as_fresh(seed, &General::default())));
}

#[test]
fn a_changed_session_with_prices_kept_answers_as_a_fresh_one() {
    none_wrong(each(100..160, |seed| changed_as_fresh(seed, &Priced { direct: 0 })));
}

fn changed_as_fresh(seed: u64, method: &dyn Method) -> Result<(), String> {
    let mut rng = Rng::new(seed, 501);
    let mut scenario = generate::small(seed);
    let mut session = open_with(method, &scenario, Grain::Whole);
    let _ = solved(&mut *session);
    for _ in 0..3 {
        let (change, next) = drawn(&mut rng, &scenario);
        let what = format!("small({seed}) {change:?}");
        session.change(change).map_err(|error| format!("{what}: {error}"))?;
        scenario = next;
        let fresh = solved(&mut *open(&scenario, Grain::Whole));
        told_apart(&what, &solved(&mut *session), &fresh)?;
    }
    Ok(())
}

#[test]
fn a_fixed_level_answers_as_a_lock_and_a_freed_one_as_before() {
    none_wrong(each(0..60, |seed| {
        let scenario = generate::small(seed);
        let mut rng = Rng::new(seed, 502);
        let site = rng.below(scenario.sites.len());
        let level = rng.pick(&scenario.sites[site].levels);
        let key = ColumnKey::Level(SiteIx(site), level);
        let mut session = open(&scenario, Grain::Whole);
        let before = solved(&mut *session);
        session.change(Change::Fix(key, 1.0)).unwrap();
        let mut locked = scenario.clone();
        locked.rules.push(lock(&scenario, site, level));
        let fresh = solved(&mut *open(&locked, Grain::Whole));
        told_apart(&format!("small({seed}) fixed"), &solved(&mut *session), &fresh)?;
        session.change(Change::Free(key)).unwrap();
        told_apart(&format!("small({seed}) freed"), &solved(&mut *session), &before)
    }));
}

#[test]
fn a_rule_without_its_rows_answers_as_no_rule() {
    none_wrong(each(0..100, |seed| {
        let scenario = generate::small(seed);
        let Some(at) = scenario.rules.iter().position(|rule| rule.strength == Strength::Hard) else { return Ok(()) };
        let mut session = open(&scenario, Grain::Whole);
        let keys: Vec<RowKey> = session.formulation().rows.iter().map(|row| row.key).collect();
        for key in keys.into_iter().filter(|key| matches!(key, RowKey::Demand(Subject::Rule(rule), _) if *rule == at)) {
            session.change(Change::RowBound(key, f64::NEG_INFINITY, f64::INFINITY)).unwrap();
        }
        let mut without = scenario.clone();
        without.rules.remove(at);
        let name = binding::family_name(&scenario, crate::support::facts::Family::Rule(at));
        let fresh = solved(&mut *open(&without, Grain::Whole));
        told_apart(&format!("small({seed}) {name}"), &solved(&mut *session), &fresh)
    }));
}

#[test]
fn whole_after_relaxed_answers_as_whole_from_the_start() {
    none_wrong(each(0..60, |seed| {
        let scenario = generate::small(seed);
        let mut session = open(&scenario, Grain::Relaxed);
        let _ = solved(&mut *session);
        session.change(Change::Grain(Grain::Whole)).unwrap();
        let fresh = solved(&mut *open(&scenario, Grain::Whole));
        told_apart(&format!("small({seed})"), &solved(&mut *session), &fresh)
    }));
}

#[test]
fn what_has_to_differ_differs_and_is_the_best_that_does() {
    none_wrong(each(0..40, |seed| {
        let scenario = generate::small(seed);
        let Ok(before) = solved(&mut *open(&scenario, Grain::Whole)) else { return Ok(()) };
        // All other levels of each site in turn: what differs from today in at least one site.
        let today: Vec<LevelIx> = scenario.sites.iter().map(|site| site.baseline).collect();
        let mut session = open(&scenario, Grain::Whole);
        session.change(Change::Differ(today.clone(), 1)).unwrap();
        let different = solved(&mut *session)?;
        let mut firsts = Vec::new();
        for (site, here) in scenario.sites.iter().enumerate() {
            for level in here.levels.iter().filter(|level| **level != here.baseline) {
                let mut locked = scenario.clone();
                locked.rules.push(lock(&scenario, site, *level));
                firsts.extend(solved(&mut *open(&locked, Grain::Whole))?.map(|values| values[0]));
            }
        }
        let most = stages_of(&scenario)[0].0.maximise();
        let best = firsts.into_iter().reduce(|a, b| if most { a.max(b) } else { a.min(b) });
        let found = different.map(|values| values[0]);
        let say = format!("small({seed}): {found:?} found, {best:?} by trying each, {before:?} before");
        if all_near(best.as_slice().into(), found.as_slice().into(), 2e-6) { Ok(()) } else { Err(say) }
    }));
}

#[test]
fn a_change_of_what_is_not_there_is_refused_by_name() {
    let scenario = generate::small(1);
    let missing_rule = "no such rule".to_owned();
    let far = 10_000;
    for method in [&General::default() as &dyn Method, &Portable::microlp()] {
        let instance = Arc::new(Instance::prepare(Arc::new(scenario.clone())));
        let mut session = method.open(&Problem { instance, grain: Grain::Whole }).unwrap();
        for change in [
            Change::DropRule(missing_rule.clone()),
            Change::Target(missing_rule.clone(), Pence(1)),
            Change::People(AreaIx(far), GroupIx(0), 1),
            Change::People(AreaIx(0), GroupIx(far), 1),
            Change::SessionCost(ServiceIx(far), ModeIx(0), LineIx(0), Pence(1)),
            Change::SessionCost(ServiceIx(0), ModeIx(far), LineIx(0), Pence(1)),
            Change::SessionCost(ServiceIx(0), ModeIx(0), LineIx(far), Pence(1)),
            Change::Free(ColumnKey::Level(SiteIx(0), scenario.sites[0].levels[0])),
            Change::Fix(ColumnKey::Level(SiteIx(0), LevelIx(far)), 1.0),
            Change::RowBound(RowKey::Demand(Subject::Rule(far), 0), 0.0, 1.0),
            Change::Fix(ColumnKey::Shortfall(Subject::Rule(far), 0), 1.0),
        ] {
            let refused = session.change(change.clone());
            assert!(matches!(refused, Err(MethodError::NoSuch(_))), "{}: {change:?}: {refused:?}", method.name());
        }
    }
}

#[test]
fn a_decision_outside_every_list_is_refused_and_does_not_panic() {
    let scenario = generate::small(1);
    let far = 10_000;
    for key in
        [ColumnKey::Runs(OfferIx(far)), ColumnKey::Sessions(OfferIx(far)), ColumnKey::Level(SiteIx(far), LevelIx(0))]
    {
        let mut session = open(&scenario, Grain::Whole);
        let refused = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            session.change(Change::Fix(key, 1.0)).and_then(|()| {
                let aim = stages_of(&scenario)[0].0;
                session.solve(aim, &EXACT, &mut Quiet).map(|_| ())
            })
        }));
        assert!(matches!(refused, Ok(Err(MethodError::NoSuch(_)))), "{key:?}: {refused:?}");
    }
}
