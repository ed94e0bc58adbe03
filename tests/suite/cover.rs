//! The cover method, for problems in which no capacity can bind, against looking at every decision,
//! against the whole formulation, and against itself.

use crate::brute_force::agrees;
use crate::chain::{EXACT, all_near, cases, checked, each, faults, none_wrong, prepared, run, values};
use crate::drawn::{Asked, Capacity, scenario as on_land};
use crate::sessions::{drawn, solved};
use crate::support::blank::share;
use crate::support::brute;
use crate::support::generate;
use crate::support::rng::Rng;
use doorstep::explore::{self, Answer, Settings};
use doorstep::formulation::{Aim, Formulation, Grain, Objective};
use doorstep::method::cover::Reduction;
use doorstep::method::{
    Certificate, Change, Cover, Decomposed, General, Limits, Method, Problem, Quiet, Session, Status, stages_of,
};
use doorstep::report::manifest::manifest;
use doorstep_scenario::{
    Counted, Goal, GoalKind, ModeIx, Of, Per, Place, Rule, RuleKind, Scenario, ServiceIx, Sessions, Strength, Way,
    Weight,
};
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How near values have to be: a solver keeps a row to a ten-millionth.
const NEAR: f64 = 2e-6;

/// A small scenario with room for everybody everywhere; of its goals one at most about people, and
/// that one about travel with everybody served for one seed in three.
fn ample(seed: u64) -> Scenario {
    let mut scenario = generate::small(seed);
    let mut rng = Rng::new(seed, 901);
    for mode in scenario.services.iter_mut().flat_map(|service| &mut service.modes) {
        mode.places = 90_000;
    }
    scenario.rules.retain(|rule| !brute::about_flows(&rule.kind));
    let place = Place::file("drawn");
    let kind = if seed.is_multiple_of(3) {
        let service = ServiceIx(rng.below(scenario.services.len()));
        let kind = RuleKind::ServeEveryone { service };
        let rule = Rule {
            id: "everyone".to_owned(),
            kind,
            strength: Strength::Hard,
            why: None,
            source: None,
            place: place.clone(),
        };
        scenario.rules.push(rule);
        scenario.rules.sort_by(|a, b| a.id.cmp(&b.id));
        scenario.least_decay = share(0.0);
        GoalKind::LeastTravel(service)
    } else if seed.is_multiple_of(2) {
        GoalKind::MostReach(Weight::Need)
    } else {
        GoalKind::MostReach(Weight::Equal)
    };
    let within = share(rng.pick(&[0.0, 0.0, 0.02]));
    let of_decisions =
        |goal: &Goal| matches!(goal.kind, GoalKind::FewestChanges | GoalKind::LeastCost { travel: None });
    scenario.goals.retain(of_decisions);
    let goal = Goal { kind, within, place };
    let at = rng.pick(&[0, 0, 1]).min(scenario.goals.len());
    scenario.goals.insert(at, goal);
    scenario
}

fn problem(scenario: &Scenario) -> Problem {
    Problem { instance: prepared(scenario), grain: Grain::Whole }
}

#[test]
fn it_finds_what_enumeration_and_the_whole_formulation_find() {
    let impossible = AtomicUsize::new(0);
    none_wrong(each(0..600, |seed| {
        let scenario = ample(seed);
        let obstacles = Cover.unsupported(&problem(&scenario));
        if !obstacles.is_empty() {
            return Err(format!("ample({seed}): {obstacles:?}"));
        }
        let say = |why: String| format!("ample({seed}): {why}");
        let stages = stages_of(&scenario).len();
        let found = run(&scenario, &Cover, Grain::Whole);
        let found_values = values(&found.staged, stages).map_err(say)?;
        let general = values(&run(&scenario, &General::default(), Grain::Whole).staged, stages).map_err(say)?;
        if found_values.is_none() {
            impossible.fetch_add(1, Ordering::Relaxed);
        }
        if !all_near(general.as_deref(), found_values.as_deref(), NEAR)
            && !brute::agrees(&scenario, found_values.as_deref(), NEAR)
        {
            return Err(say(format!("{found_values:?}, HiGHS {general:?}, truth {:?}", brute::best(&scenario))));
        }
        if found_values.is_some() {
            let (_, _, verdict) = checked(&found);
            if !verdict.holds() {
                return Err(say(faults(&verdict)));
            }
        }
        Ok(())
    }));
    println!("{} of 600 impossible", impossible.into_inner());
}

/// The same with floors on reach, on all modes or some, of all or of parts, hard or soft; goals about reach.
fn floored(seed: u64) -> Scenario {
    // One seed in three of `ample` is about travel.
    let mut scenario = ample(seed / 2 * 3 + 1 + seed % 2);
    let mut rng = Rng::new(seed, 904);
    for at in 0..=rng.below(2) {
        let service = ServiceIx(rng.below(scenario.services.len()));
        let every: Vec<ModeIx> = (0..scenario.services[service.0].modes.len()).map(ModeIx).collect();
        let some: Vec<ModeIx> = every.iter().copied().filter(|_| rng.below(3) > 0).collect();
        let modes = if some.is_empty() || rng.below(2) == 0 { every } else { some };
        let per = rng.pick(&[Per::Overall, Per::District, Per::Group, Per::Band]);
        let kind = if rng.below(3) == 0 {
            RuleKind::KeepReach { service, modes, lose_at_most: share(rng.pick(&[0.1, 0.3, 0.6])), per }
        } else {
            let counted = Counted { service, modes, least: Sessions::ZERO };
            let at_least = share(rng.pick(&[0.02, 0.05, 0.1, 0.2]));
            RuleKind::ReachShare { counted, at_least, of: rng.pick(&[Of::People, Of::Eligible]), per }
        };
        let strength = if rng.below(4) == 0 { Strength::Soft { price: 2.0 } } else { Strength::Hard };
        let (id, place) = (format!("floor-{at}"), Place::file("drawn"));
        scenario.rules.push(Rule { id, kind, strength, why: None, source: None, place });
    }
    scenario.rules.sort_by(|a, b| a.id.cmp(&b.id));
    scenario
}

#[test]
fn floors_on_reach_are_kept_as_enumeration_and_the_whole_formulation_keep_them() {
    let [impossible, astray] = [(); 2].map(|()| AtomicUsize::new(0));
    none_wrong(each(0..600, |seed| {
        let scenario = floored(seed);
        let obstacles = Cover.unsupported(&problem(&scenario));
        if !obstacles.is_empty() {
            return Err(format!("floored({seed}): {obstacles:?}"));
        }
        let say = |why: String| format!("floored({seed}): {why}");
        let stages = stages_of(&scenario).len();
        let mut session = Cover.session(&problem(&scenario)).unwrap();
        for (aim, _) in stages_of(&scenario).into_iter().take(1) {
            session.solve(aim, &EXACT, &mut Quiet).map_err(|error| say(error.to_string()))?;
            astray.fetch_add(usize::from(session.astray()), Ordering::Relaxed);
        }
        let found = run(&scenario, &Decomposed, Grain::Whole);
        let found_values = values(&found.staged, stages).map_err(say)?;
        let general = values(&run(&scenario, &General::default(), Grain::Whole).staged, stages).map_err(say)?;
        if found_values.is_none() {
            impossible.fetch_add(1, Ordering::Relaxed);
        }
        if !all_near(general.as_deref(), found_values.as_deref(), NEAR)
            && !brute::agrees(&scenario, found_values.as_deref(), NEAR)
        {
            return Err(say(format!("{found_values:?}, HiGHS {general:?}, truth {:?}", brute::best(&scenario))));
        }
        if found_values.is_some() {
            let (_, _, verdict) = checked(&found);
            if !verdict.holds() {
                return Err(say(faults(&verdict)));
            }
        }
        Ok(())
    }));
    let [impossible, astray] = [impossible, astray].map(AtomicUsize::into_inner);
    println!("{impossible} of 600 impossible, {astray} handed over");
    assert!(impossible < 300 && astray < 200);
}

/// Rules about decisions, and targets, made soft, most of them: what is missed least is then held while
/// the goals are solved.
fn softened(mut scenario: Scenario, seed: u64) -> Scenario {
    let mut rng = Rng::new(seed, 905);
    for rule in &mut scenario.rules {
        let soft = !brute::about_flows(&rule.kind) && rng.chance(0.8);
        // A solver misses a row by up to a billionth: of money, what is more to a high price than is told apart.
        let money = matches!(rule.kind, RuleKind::CostShare { .. } | RuleKind::CostAtMost { .. });
        let price = f64::min(rng.pick(&[0.2, 1.0, 3.7, 40.0, 250.0]), if money { 1.0 } else { f64::INFINITY });
        if soft {
            rule.strength = Strength::Soft { price };
        }
    }
    for target in &mut scenario.targets {
        let price = rng.pick(&[0.001, 0.01, 0.2]);
        if rng.chance(0.6) {
            target.strength = Strength::Soft { price };
        }
    }
    scenario
}

/// Rules of a softened scenario, by kind.
fn soft_kinds(scenario: &Scenario) -> impl Iterator<Item = String> {
    let soft = scenario.rules.iter().filter(|rule| rule.strength != Strength::Hard);
    soft.map(|rule| {
        let told = format!("{:?}", rule.kind);
        told.split([' ', '{']).next().unwrap_or_default().to_owned()
    })
}

#[test]
fn what_soft_rules_are_missed_by_is_held_as_enumeration_holds_it() {
    let [soft, missed, pennies] = [(); 3].map(|()| AtomicUsize::new(0));
    let kinds: Mutex<BTreeMap<String, usize>> = Mutex::new(BTreeMap::new());
    // Of thousands: those in which a solver held a goal by less than it counts, or enumeration counted
    // people today who go elsewhere by the order of ids.
    let known = [(0, 2414), (1, 2414), (0, 2625), (1, 2625), (0, 3336), (1, 1573), (1, 1733), (1, 1886)];
    let drawn = 2 * cases() as u64;
    let asked = drawn + known.len() as u64;
    none_wrong(each(0..asked, |at| {
        let (of, seed) = at.checked_sub(drawn).map_or((at % 2, at / 2), |at| known[at as usize]);
        let (name, drawn) = if of == 0 { ("ample", ample(seed)) } else { ("floored", floored(seed)) };
        let scenario = softened(drawn, seed);
        let stages = stages_of(&scenario);
        // Both give their problem to the same solver: only enumeration has no part in its faults.
        for method in [&Decomposed as &dyn Method, &General::default()] {
            let say = |why: String| format!("softened({name}({seed})), {}: {why}", method.name());
            let found = run(&scenario, method, Grain::Whole);
            let (found_values, but_for) = agrees(&scenario, &found).map_err(say)?;
            pennies.fetch_add(usize::from(but_for), Ordering::Relaxed);
            if found_values.is_some() {
                let (_, _, verdict) = checked(&found);
                if !verdict.holds() {
                    return Err(say(faults(&verdict)));
                }
            }
            if stages[0].0 == Aim::LeastShortfall && method.name() == General::default().name() {
                soft.fetch_add(1, Ordering::Relaxed);
                let least = found_values.as_ref().map_or(0.0, |values| values[0]);
                missed.fetch_add(usize::from(least > 1e-6), Ordering::Relaxed);
                soft_kinds(&scenario).for_each(|kind| *kinds.lock().unwrap().entry(kind).or_default() += 1);
            }
        }
        Ok(())
    }));
    let [soft, missed, pennies] = [soft, missed, pennies].map(AtomicUsize::into_inner);
    println!("{soft} of {asked} with something soft, {missed} miss some of it: {:?}", kinds.into_inner().unwrap());
    println!("{pennies} of {} answers agree but for half pennies", 2 * asked);
    assert!(soft * 2 > asked as usize && missed > 0 && pennies * 100 <= 2 * asked as usize);
}

/// Two sites, an access rule and a cost rule that can both be kept: held at nothing missed and a hair,
/// HiGHS 1.15.1 proved that no plan was better than 667.36, in presolve.
#[test]
fn a_hair_of_shortfall_rules_out_no_plan() {
    let mut scenario = floored(422);
    scenario.rules.retain(|rule| rule.id.starts_with("floor-"));
    let both = vec![ModeIx(0), ModeIx(1)];
    let counted = Counted { service: ServiceIx(0), modes: both, least: Sessions(1000) };
    let within = Way(1871);
    let access = RuleKind::AccessShare { counted, within, at_least: share(1.0), of: Of::People, per: Per::Overall };
    let cost = RuleKind::CostShare { service: ServiceIx(0), modes: vec![ModeIx(1)], at_most: share(0.0361) };
    for (id, kind, price) in [("r0", access, 1.0), ("r1", cost, 0.2)] {
        let (strength, place) = (Strength::Soft { price }, Place::file("drawn"));
        scenario.rules.push(Rule { id: id.to_owned(), kind, strength, why: None, source: None, place });
    }
    for floors in [&["floor-0", "floor-1"][..], &["floor-1"], &["floor-0"], &[]] {
        let mut scenario = scenario.clone();
        scenario.rules.retain(|rule| !rule.id.starts_with("floor-") || floors.contains(&rule.id.as_str()));
        for method in [&Cover as &dyn Method, &Decomposed, &General::default()] {
            let found = values(&run(&scenario, method, Grain::Whole).staged, 2).unwrap();
            assert!(all_near(found.as_deref(), Some(&[0.0, 1018.6545]), NEAR), "{floors:?}: {found:?}");
        }
        assert!(brute::agrees(&scenario, Some(&[0.0, 1018.6545]), NEAR));
    }
}

#[test]
fn where_nothing_is_left_to_decide_there_is_a_plan() {
    for seed in (1..200).step_by(3) {
        let mut scenario = ample(seed);
        scenario.rules.clear();
        scenario.targets.clear();
        let kind = GoalKind::LeastCost { travel: None };
        let mut goals = vec![Goal { kind, within: share(0.0), place: Place::file("drawn") }];
        goals.extend(scenario.goals.iter().filter(|goal| goal.kind != kind).cloned());
        scenario.goals = goals;
        let stages = stages_of(&scenario).len();
        let found = values(&run(&scenario, &Cover, Grain::Whole).staged, stages).unwrap();
        assert!(brute::agrees(&scenario, found.as_deref(), NEAR), "ample({seed}): {found:?}");
    }
}

#[test]
fn its_bounds_are_never_better_than_what_can_be_had() {
    none_wrong(each(0..200, |seed| {
        let scenario = ample(seed);
        let aim = stages_of(&scenario)[0].0;
        let solve = |method: &dyn Method, gap: f64| {
            let mut session = method.open(&problem(&scenario)).unwrap();
            session.solve(aim, &Limits { gap: Some(gap), ..EXACT }, &mut Quiet).unwrap()
        };
        let Some(best) = solve(&General::default(), 0.0).value else { return Ok(()) };
        for gap in [0.3, 0.05, 0.01, 0.0] {
            let found = solve(&Cover, gap);
            let (value, bound) = (found.value.unwrap(), found.bound.unwrap());
            let slack = NEAR * best.abs().max(1.0);
            let sign = if aim.maximise() { 1.0 } else { -1.0 };
            if found.status != Status::Proven
                || sign * bound < sign * best - slack
                || sign * value > sign * best + slack
            {
                return Err(format!("ample({seed}) at {gap}: {found:?} but the best is {best}"));
            }
            if found.certificate == Certificate::None {
                return Err(format!("ample({seed}) at {gap}: a bound without a ground"));
            }
        }
        Ok(())
    }));
}

#[test]
fn a_changed_session_answers_as_a_fresh_one() {
    none_wrong(each(0..150, |seed| {
        let mut rng = Rng::new(seed, 902);
        let mut scenario = ample(seed);
        let mut session = Cover.open(&problem(&scenario)).unwrap();
        let _ = solved(&mut *session);
        for _ in 0..3 {
            let (change, next) = drawn(&mut rng, &scenario);
            let what = format!("ample({seed}) {change:?}");
            session.change(change).map_err(|error| format!("{what}: {error}"))?;
            scenario = next;
            let fresh = solved(&mut *Cover.open(&problem(&scenario)).unwrap())?;
            let changed = solved(&mut *session)?;
            if !all_near(fresh.as_deref(), changed.as_deref(), NEAR) {
                return Err(format!("{what}: {changed:?} in the changed session, {fresh:?} in a fresh one"));
            }
        }
        Ok(())
    }));
}

/// Everything that columns miss in the whole formulation.
fn missed(full: &Formulation, columns: &[f64]) -> Vec<String> {
    let near = 2e-6;
    let bounds = full.columns.iter().zip(columns).filter(|(column, value)| {
        **value < column.lower - near || **value > column.upper + near || (column.whole && value.fract().abs() > near)
    });
    let rows = full.rows.iter().filter(|row| {
        let sum: f64 = row.terms.iter().map(|(at, each)| each * columns[*at]).sum();
        let slack = near * row.terms.iter().map(|(at, each)| (each * columns[*at]).abs()).fold(1.0, f64::max);
        sum < row.lower - slack || sum > row.upper + slack
    });
    bounds
        .map(|(column, value)| format!("{} = {value}", column.key.name(&full.instance)))
        .chain(rows.map(|row| row.key.name(&full.instance)))
        .collect()
}

#[test]
fn reductions_leave_much_out_and_every_column_comes_back() {
    let all = each(0..200, |seed| {
        let mut scenario = ample(seed);
        // Two areas with nothing to tell them apart but how many live there.
        let mut twin = scenario.areas[0].clone();
        twin.id = "a0-twin".to_owned();
        twin.people.iter_mut().for_each(|people| *people += 7);
        scenario.areas.insert(1, twin);
        let problem = problem(&scenario);
        let goal = scenario
            .goals
            .iter()
            .find(|goal| !matches!(goal.kind, GoalKind::FewestChanges | GoalKind::LeastCost { .. }));
        let aim = Aim::Goal(goal.unwrap().kind);
        let mut session = Cover.session(&problem).unwrap();
        let found = session.solve(aim, &EXACT, &mut Quiet).unwrap();
        let general = General::default().open(&problem).unwrap().solve(aim, &EXACT, &mut Quiet).unwrap();
        let (Some(columns), Some(best)) = (&found.columns, general.value) else {
            let same = found.status == general.status;
            return if same {
                Ok(session.reduction())
            } else {
                Err(format!("ample({seed}): {found:?}, HiGHS {general:?}"))
            };
        };
        let full = Formulation::formulate(&problem.instance, Grain::Whole);
        let value = Objective::of(aim, &full).value(columns);
        let near = |a: f64, b: f64| (a - b).abs() <= NEAR * b.abs().max(1.0);
        let wrong = missed(&full, columns);
        if !wrong.is_empty() || !near(value, best) || !near(value, found.value.unwrap()) {
            return Err(format!("ample({seed}): {value} told as {:?}, HiGHS {best}, missed {wrong:?}", found.value));
        }
        Ok(session.reduction())
    });
    let reductions: Vec<Reduction> = all.iter().filter_map(|each| each.as_ref().ok().copied()).collect();
    none_wrong(all.into_iter().map(|each| each.map(|_| ())));
    let sum = |of: fn(&Reduction) -> usize| reductions.iter().map(of).sum::<usize>();
    println!(
        "decisions {} to {}, rows {} to {}, cohorts {} to {}, arms {} to {}",
        sum(|each| each.decisions),
        sum(|each| each.columns),
        sum(|each| each.rows_before),
        sum(|each| each.rows),
        sum(|each| each.cohorts_before),
        sum(|each| each.cohorts),
        sum(|each| each.arms_before),
        sum(|each| each.arms)
    );
    assert!(sum(|each| each.columns) * 3 < sum(|each| each.decisions) * 2);
    assert!(sum(|each| each.cohorts) < sum(|each| each.cohorts_before));
    assert!(sum(|each| each.arms) < sum(|each| each.arms_before));
}

#[test]
fn what_was_left_out_is_told_with_counts_and_stands_in_the_manifest() {
    // All sites cost the same in bands of an eighth: many areas have the same choices.
    let drawn = on_land(&Asked { near: 4, ..Asked::sites(400, 20, Capacity::Ample, 3) });
    let instance = prepared(&drawn);
    let answered = || match explore::solve(&instance, &Decomposed, &Settings::default(), &mut Quiet) {
        Ok(Answer::Options(options)) => options,
        other => panic!("{other:?}"),
    };
    let options = answered();
    assert_eq!(options.told, answered().told);
    let [alike, follow] = &options.told[..] else { panic!("{:?}", options.told) };
    assert!(alike.contains(" areas were treated as "), "{alike}");
    assert!(follow.contains(" decisions follow from the others"), "{follow}");
    let how = ("none", "decomposed");
    let told = options.told.clone();
    let written = manifest(&drawn, &[], how, &Settings::default(), false, &Answer::Options(options));
    assert_eq!(written.method_told, told);
    // What is never the best is found where one level stands for several offers.
    let never = (0..40).filter(|seed| {
        let scenario = ample(*seed);
        let mut session = Cover.session(&problem(&scenario)).unwrap();
        let aim = Aim::Goal(GoalKind::MostReach(Weight::Need));
        if session.solve(aim, &EXACT, &mut Quiet).is_err() {
            return false;
        }
        let Reduction { arms_before, arms_useful, .. } = session.reduction();
        let words = format!("{} of {arms_before} ways", arms_before - arms_useful);
        session.told().iter().any(|told| told.starts_with(&words) && told.contains("never better than another"))
    });
    assert!(never.count() > 0);
}

#[test]
fn one_thread_and_two_give_the_same_bits() {
    for seed in 0..20 {
        let scenario = ample(seed);
        let with = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| run(&scenario, &Cover, Grain::Whole).staged)
        };
        assert_eq!(with(1), with(2), "ample({seed})");
    }
}

#[test]
fn what_it_does_not_support_it_says() {
    let mut scenario = ample(1);
    for mode in scenario.services.iter_mut().flat_map(|service| &mut service.modes) {
        mode.places = 1;
    }
    let told = Cover.unsupported(&problem(&scenario)).join("; ");
    assert!(told.contains("may become full"), "{told}");
    let scenario = ample(2);
    let mut session = Cover.open(&problem(&scenario)).unwrap();
    let refused = session.solve(Aim::Goal(GoalKind::LeastWorstTravel(ServiceIx(0))), &EXACT, &mut Quiet);
    assert!(refused.is_err());
}

#[test]
fn a_rule_about_who_is_reached_hands_the_session_over_and_nothing_is_lost() {
    let possible = AtomicUsize::new(0);
    none_wrong(each(0..60, |seed| {
        let mut scenario = ample(seed);
        let mut session = Decomposed.open(&problem(&scenario)).unwrap();
        let _ = solved(&mut *session);
        // A change before the one that hands over has to go along.
        let mut rng = Rng::new(seed, 903);
        let (change, next) = drawn(&mut rng, &scenario);
        session.change(change).unwrap();
        scenario = next;
        let service = ServiceIx(rng.below(scenario.services.len()));
        let modes = (0..scenario.services[service.0].modes.len()).map(ModeIx).collect();
        let kind = RuleKind::LeastUsers { service, modes, people: 1 };
        let place = Place::file("drawn");
        let rule = Rule { id: "used".to_owned(), kind, strength: Strength::Hard, why: None, source: None, place };
        session.change(Change::AddRule(rule.clone())).unwrap();
        scenario.rules.push(rule);
        scenario.rules.sort_by(|a, b| a.id.cmp(&b.id));
        let fresh = solved(&mut *General::default().open(&problem(&scenario)).unwrap())?;
        let changed = solved(&mut *session)?;
        possible.fetch_add(usize::from(fresh.is_some()), Ordering::Relaxed);
        if all_near(fresh.as_deref(), changed.as_deref(), NEAR) {
            return Ok(());
        }
        Err(format!("ample({seed}): {changed:?} after handing over, {fresh:?} from the start"))
    }));
    assert!(possible.into_inner() > 20);
}
