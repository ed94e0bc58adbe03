//! Doorstep and choice: goals of access against looking at every decision, by every method, and the curve
//! between two of them against every point there is.

use crate::brute_force::agrees;
use crate::chain::{EXACT, Run, all_near, checked, each, faults, none_wrong, possible, prepared, run, values};
use crate::support::blank::{ground, rule, share};
use crate::support::brute;
use crate::support::rng::Rng;
use crate::support::space::Space;
use crate::support::{access, generate};
use doorstep::explore::{self, FrontierAsked};
use doorstep::formulation::Grain;
use doorstep::method::{
    Cover, Decomposed, General, Method, Portable, Problem, Quiet, Status, Wanted, choose, stages_of,
};
use doorstep_scenario::{
    Access, AccessIx, Area, At, Counted, DistrictIx, Goal, GoalKind, Group, LineIx, ModeIx, Pence, Place, Position,
    Rule, RuleKind, Scenario, ServiceIx, Sessions, Strength, Venue, Way,
};
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many scenarios are drawn.
const DRAWN: u64 = 400;
/// Beyond so many decisions nothing is enumerated.
const MOST_DECISIONS: f64 = 6000.0;
/// How near values have to be: microlp takes up to a ten-millionth of an offer for nothing, near hundreds of
/// people.
const NEAR: f64 = 2e-5;

/// A drawn scenario with a third service where that can still be enumerated: of two, a limit in between says
/// nothing.
fn drawn(seed: u64) -> (Scenario, Rng) {
    let mut rng = Rng::new(seed, 905);
    let mut scenario = generate::small(seed);
    scenario.goals.retain(|goal| !matches!(goal.kind, GoalKind::MostAccess(_)));
    scenario.access.clear();
    if scenario.services.len() == 2 && !rng.chance(0.1) {
        let mut more = scenario.clone();
        let mut third = more.services[rng.below(2)].clone();
        third.id.replace_range(.., "zz");
        third.modes.retain(|mode| !matches!(mode.at, At::Everywhere(_)));
        third.modes.truncate(1);
        if let Some(mode) = third.modes.first_mut() {
            // It runs or it does not.
            mode.least = Sessions(mode.least.0.next_multiple_of(third.step.0).max(third.step.0));
            mode.most = mode.least;
            third.take_up.iter_mut().filter(|_| rng.chance(0.3)).for_each(|share| *share = None);
            more.services.push(third);
            if Space::new(&more, None).size() <= MOST_DECISIONS {
                scenario = more;
            }
        }
    }
    (scenario, rng)
}

/// With a goal of access: alone, before what was drawn, or after the first of it.
fn with_access(seed: u64) -> Scenario {
    let (mut scenario, mut rng) = drawn(seed);
    let access = access::draw(&mut rng, &scenario, &Space::new(&scenario, None));
    let within = share(rng.pick(&[0.0, 0.0, 0.05, 0.2]));
    match seed % 3 {
        0 => {
            scenario.goals.clear();
            access::put(&mut scenario, 0, access, within);
        }
        1 => access::put(&mut scenario, 0, access, within),
        _ => {
            if scenario.goals.is_empty() {
                let place = Place::file("drawn");
                scenario.goals.push(Goal { kind: GoalKind::FewestChanges, within: share(0.0), place });
            }
            access::put(&mut scenario, 1, access, within);
        }
    }
    scenario
}

fn holds(found: &Run) -> Result<(), String> {
    let (_, _, verdict) = checked(found);
    if verdict.holds() { Ok(()) } else { Err(format!("refused: {}", faults(&verdict))) }
}

/// Every stage against enumeration, and the plan against the checker.
fn as_enumerated(
    draw: &(dyn Fn(u64) -> Scenario + Sync),
    method: &(dyn Fn(&Scenario) -> Run + Sync),
) -> (usize, usize) {
    let (solved, limited) = (AtomicUsize::new(0), AtomicUsize::new(0));
    none_wrong(each(0..DRAWN, |seed| {
        let scenario = draw(seed);
        let say = |why: String| format!("with_access({seed}): {why}");
        let found = method(&scenario);
        let (best, _) = agrees(&scenario, &found).map_err(say)?;
        if best.is_some() {
            holds(&found).map_err(say)?;
            solved.fetch_add(1, Ordering::Relaxed);
            let access = &scenario.access[0];
            limited.fetch_add(usize::from((access.choices as usize) < access.counted.len()), Ordering::Relaxed);
        }
        Ok(())
    }));
    (solved.into_inner(), limited.into_inner())
}

#[test]
fn the_general_method_finds_what_enumeration_finds() {
    let (solved, limited) = as_enumerated(&with_access, &|scenario| run(scenario, &General::default(), Grain::Whole));
    println!("{solved} of {DRAWN} possible, {limited} with a limit on choices");
    assert!(solved > 200 && limited > 40, "{solved}, {limited}");
}

#[test]
fn prices_find_what_enumeration_finds() {
    let (solved, _) = as_enumerated(&with_access, &|scenario| run(scenario, &Decomposed, Grain::Whole));
    println!("{solved} of {DRAWN} possible");
    assert!(solved > 200, "{solved}");
}

#[test]
fn where_nothing_can_be_full_it_is_handed_to_prices_with_the_reason_told() {
    let ample = |seed: u64| {
        let mut scenario = with_access(seed);
        scenario.services.iter_mut().flat_map(|service| &mut service.modes).for_each(|mode| mode.places = 90_000);
        scenario
    };
    let told = AtomicUsize::new(0);
    let (solved, _) = as_enumerated(&ample, &|scenario| {
        let problem = Problem { instance: prepared(scenario), grain: Grain::Whole };
        let obstacles = Cover.unsupported(&problem);
        assert!(obstacles.iter().any(|why| why == "the goal most-access looks at single areas or parts"));
        told.fetch_add(
            usize::from(choose(&problem, Wanted::Decomposed).why.contains(&obstacles[0])),
            Ordering::Relaxed,
        );
        run(scenario, &Decomposed, Grain::Whole)
    });
    assert!(solved > 200 && told.into_inner() == DRAWN as usize, "{solved}");
}

#[test]
fn the_portable_method_finds_what_enumeration_finds() {
    let stopped = AtomicUsize::new(0);
    none_wrong(each(0..DRAWN, |seed| {
        let scenario = with_access(seed);
        let say = |why: String| format!("with_access({seed}): {why}");
        let stages = stages_of(&scenario).len();
        let portable = run(&scenario, &Portable::microlp(), Grain::Whole);
        let general = values(&run(&scenario, &General::default(), Grain::Whole).staged, stages).map_err(say)?;
        // microlp may give up on a late stage (see `brute_force`): never a wrong value.
        if portable.staged.status == Status::Stopped {
            let found: Vec<f64> = portable.staged.stages.iter().map(|stage| stage.value).collect();
            stopped.fetch_add(1, Ordering::Relaxed);
            let same = general.as_deref().is_some_and(|all| all_near(all.get(..found.len()), Some(&found), NEAR));
            return if same { Ok(()) } else { Err(say(format!("stopped after {found:?}, HiGHS {general:?}"))) };
        }
        let found = values(&portable.staged, stages).map_err(say)?;
        if all_near(general.as_deref(), found.as_deref(), NEAR) || brute::agrees(&scenario, found.as_deref(), NEAR) {
            return Ok(());
        }
        Err(say(format!("microlp {found:?}, HiGHS {general:?}, truth {:?}", brute::best(&scenario))))
    }));
    let stopped = stopped.into_inner();
    println!("{stopped} of {DRAWN} stopped");
    assert!(stopped <= 20, "{stopped} of {DRAWN} stopped");
}

/// A drawn scenario with two goals of access and little money; nothing where both came out the same.
fn with_two(seed: u64) -> Option<Scenario> {
    let (mut scenario, mut rng) = drawn(seed);
    let money = |kind: &RuleKind| matches!(kind, RuleKind::CostAtMost { .. } | RuleKind::CostShare { .. });
    let plain = |rule: &Rule| !brute::about_flows(&rule.kind) && !money(&rule.kind);
    scenario.rules.retain(|rule| rule.strength == Strength::Hard && plain(rule));
    scenario.targets.clear();
    scenario.goals.clear();
    let space = Space::new(&scenario, None);
    let mut costs: Vec<i64> = space.decisions(&scenario).iter().map(|decision| decision.cost).collect();
    costs.sort_unstable();
    if !costs.is_empty() {
        // A pound above some plan: half pennies decide nothing.
        budget(&mut scenario, Pence(costs[rng.below(costs.len().div_ceil(3))] + 100));
    }
    let mut doorstep = access::draw(&mut rng, &scenario, &space);
    let choice = access::draw(&mut rng, &scenario, &space);
    doorstep.choices = 1;
    if doorstep == choice {
        return None;
    }
    access::put(&mut scenario, 0, doorstep, share(0.0));
    access::put(&mut scenario, 1, choice, share(0.0));
    Some(scenario)
}

fn budget(scenario: &mut Scenario, amount: Pence) {
    let kind = RuleKind::CostAtMost { amount, lines: None };
    scenario.rules.push(Rule { id: "zz-budget".to_owned(), ..rule(kind, Strength::Hard) });
}

/// Three services, a few halls and money for two to four sessions: any one close by, or all of them further off.
fn villages(seed: u64) -> Scenario {
    let mut rng = Rng::new(seed, 906);
    let mut s = ground(&[]);
    s.sites.clear();
    s.groups.push(Group { id: "g1".to_owned(), name: "g1".to_owned() });
    let (area, service) = (s.areas[0].clone(), s.services[0].clone());
    let areas = (0..rng.whole(3, 6)).map(|at| Area {
        id: format!("a{at}"),
        position: Position {
            easting: 450_000 + rng.whole(0, 20_000) as i32,
            northing: 280_000 + rng.whole(0, 20_000) as i32,
        },
        people: vec![rng.whole(0, 90) as u32, rng.whole(0, 40) as u32],
        ..area.clone()
    });
    s.areas = areas.collect();
    let halls = (0..rng.whole(3, 4)).map(|at| Venue {
        id: format!("v{at}"),
        name: format!("v{at}"),
        kind: "hall".to_owned(),
        district: DistrictIx(0),
        position: s.areas[rng.below(s.areas.len())].position,
        weekly_sessions: Sessions(5000),
    });
    s.venues = halls.collect();
    let services = (0..3).map(|at| {
        let mut one = service.clone();
        one.id = format!("k{at}");
        one.take_up = vec![Some(share(0.5)), (!rng.chance(0.4)).then(|| share(0.3))];
        let mode = &mut one.modes[0];
        mode.at = At::Venue(vec!["hall".to_owned()]);
        mode.most = mode.least;
        mode.session_costs = vec![(LineIx(0), Pence(rng.whole(60, 140)))];
        one
    });
    s.services = services.collect();
    budget(&mut s, Pence(rng.whole(2, 4) * 4_000));
    let counted = |at: usize| Counted { service: ServiceIx(at), modes: vec![ModeIx(0)], least: Sessions::ZERO };
    let all = || (0..3).map(counted).collect();
    let doorstep = Access { counted: all(), near: Way(rng.whole(1, 4000) as u32), choices: 1 };
    let choice = Access { counted: all(), near: Way(rng.whole(4000, 16_000) as u32), choices: rng.whole(2, 3) as u32 };
    access::put(&mut s, 0, doorstep, share(0.0));
    access::put(&mut s, 1, choice, share(0.0));
    s
}

#[test]
fn the_curve_of_doorstep_against_choice_has_every_point_that_enumeration_finds() {
    let (curves, points, bent) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
    none_wrong(each(0..300, |seed| {
        let scenario = if seed.is_multiple_of(2) { Some(villages(seed)) } else { with_two(seed) };
        let Some(scenario) = scenario else { return Ok(()) };
        let space = Space::new(&scenario, None);
        let decisions = space.decisions(&scenario);
        let all: Vec<[u64; 2]> = decisions.iter().map(|decision| [decision.access[0], decision.access[1]]).collect();
        let better = |a: &[u64; 2], b: &[u64; 2]| a != b && a[0] >= b[0] && a[1] >= b[1];
        let mut truth: Vec<[u64; 2]> =
            all.iter().copied().filter(|one| !all.iter().any(|other| better(other, one))).collect();
        truth.sort_unstable_by(|a, b| b.cmp(a));
        truth.dedup();
        let [first, second] = [0, 1].map(|at| GoalKind::MostAccess(AccessIx(at)));
        let asked = FrontierAsked { first, second, points: None, without_targets: false };
        let found = explore::frontier(&prepared(&scenario), asked, Wanted::Auto, EXACT, &mut Quiet);
        let found = possible(found).map_err(|error| format!("seed {seed}: {error}"))?;
        let found: Vec<[u64; 2]> = found.map_or_else(Vec::new, |found| {
            found.points.iter().map(|point| point.values.map(|value| value.round() as u64)).collect()
        });
        curves.fetch_add(usize::from(!truth.is_empty()), Ordering::Relaxed);
        points.fetch_add(truth.len(), Ordering::Relaxed);
        bent.fetch_add(usize::from(truth.len() > 1), Ordering::Relaxed);
        if found == truth { Ok(()) } else { Err(format!("seed {seed}: {found:?}; enumeration has {truth:?}")) }
    }));
    let [curves, points, bent] = [curves, points, bent].map(AtomicUsize::into_inner);
    println!("{curves} curves, {points} points, {bent} with more than one");
    assert!(curves > 100 && bent > 30, "{curves} curves, {points} points, {bent} with more than one");
}
