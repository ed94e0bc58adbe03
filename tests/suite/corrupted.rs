//! Solved plans of drawn scenarios under the whole rule book, spoilt at random: the checker refuses each,
//! or it is shown without the checker that nothing was spoilt.

use crate::chain::{EXACT, each, prepared};
use crate::support::generate;
use crate::support::rng::Rng;
use doorstep::explore::{Answer, Settings, solve};
use doorstep::instance::{Instance, ledger};
use doorstep::method::{General, Quiet};
use doorstep::plan::write_down;
use doorstep_check::{Claims, Demand, GoalClaim, check};
use doorstep_scenario::{LevelIx, Pence, Plan, Sessions};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A solved plan and all that is claimed of it.
struct Good {
    instance: Arc<Instance>,
    plan: Plan,
    today: Option<Plan>,
    claims: Claims,
}

/// The solved plan of a drawn scenario, if there is one with anybody in it.
fn good(seed: u64) -> Option<Good> {
    let scenario = generate::small(seed);
    let instance = prepared(&scenario);
    let settings = Settings { limits: EXACT, alternatives: 0, joint: false };
    let Ok(Answer::Options(options)) = solve(&instance, &General::default(), &settings, &mut Quiet) else {
        return None;
    };
    let found = options.plan;
    if found.plan.offers.is_empty() || found.plan.served.is_empty() {
        return None;
    }
    let figures = &found.verdict.figures;
    let goals = figures.goals.iter().zip(&found.goals);
    let goals = goals.map(|(figure, goal)| GoalClaim {
        name: figure.name.clone(),
        value: figure.value,
        bound: goal.bound,
        gap: figure.gap,
    });
    let claims = Claims {
        spend: figures.spend.clone(),
        savings: figures.savings.clone(),
        reached: figures.reached.clone(),
        reached_by_area: figures.reached_by_area.clone(),
        goals: goals.collect(),
    };
    let today = instance.today().map(|today| write_down(&instance, &instance.baseline, today));
    Some(Good { plan: found.plan, today, claims, instance })
}

fn other<T>(rng: &mut Rng, list: &[T], id: impl Fn(&T) -> &String) -> String {
    id(&list[rng.below(list.len())]).clone()
}

/// Another place, perhaps the same.
fn place(rng: &mut Rng, instance: &Instance) -> String {
    let scenario = &instance.scenario;
    let mut places: Vec<&String> = scenario.sites.iter().map(|site| &site.id).collect();
    places.extend(scenario.venues.iter().map(|venue| &venue.id));
    rng.pick(&places).clone()
}

fn fraction(rng: &mut Rng) -> f64 {
    let size = rng.whole(1, 1_000) as f64 / 1_000.0;
    if rng.chance(0.5) { size } else { -size }
}

const WAYS: usize = 20;

/// Spoils a plan or its claims; perhaps nothing is changed.
fn spoil(way: usize, rng: &mut Rng, instance: &Instance, plan: &mut Plan, claims: &mut Claims) {
    let scenario = &instance.scenario;
    let (level, offer, row) =
        (rng.below(plan.levels.len()), rng.below(plan.offers.len()), rng.below(plan.served.len()));
    let second = (rng.below(plan.offers.len()), rng.below(plan.served.len()));
    match way {
        0 => plan.levels[level].1 = other(rng, &scenario.levels, |level| &level.id),
        1 => drop(plan.levels.remove(level)),
        2 => plan.levels.insert(level, plan.levels[level].clone()),
        3 => drop(plan.offers.remove(offer)),
        4 => plan.offers.insert(offer, plan.offers[offer].clone()),
        5 => {
            let step = rng.pick(&[1, 100, 500, 1_000, 2_000]);
            let sessions = &mut plan.offers[offer].sessions;
            *sessions = Sessions(if rng.chance(0.5) { sessions.0 + step } else { sessions.0.saturating_sub(step) });
        }
        6 => plan.offers[offer].place = place(rng, instance),
        7 => plan.offers.swap(offer, second.0),
        8 => drop(plan.served.remove(row)),
        9 => plan.served.insert(row, plan.served[row].clone()),
        10 => plan.served.swap(row, second.1),
        11 => {
            let amounts = (plan.served[row].addressed, plan.served[second.1].addressed);
            (plan.served[second.1].addressed, plan.served[row].addressed) = amounts;
        }
        12 => plan.served[row].addressed *= 1.0 + fraction(rng),
        13 => plan.served[row].place = place(rng, instance),
        14 => plan.served[row].area = other(rng, &scenario.areas, |area| &area.id),
        15 => {
            let area = plan.served[row].area.clone();
            plan.served.retain(|served| served.area != area);
        }
        16 => {
            let line = rng.below(claims.spend.len());
            claims.spend[line].1 += Pence(rng.whole(-2, 2));
        }
        17 => {
            let service = rng.below(claims.reached.len());
            claims.reached[service].1 *= 1.0 + fraction(rng);
        }
        18 => {
            let goal = rng.below(claims.goals.len());
            claims.goals[goal].value *= 1.0 + fraction(rng);
        }
        // A list that is empty claims nothing; one with a hole hides something.
        _ => match rng.below(3) {
            0 if claims.spend.len() > 1 => drop(claims.spend.pop()),
            1 if claims.reached.len() > 1 => drop(claims.reached.remove(0)),
            _ if claims.goals.len() > 1 => drop(claims.goals.pop()),
            _ => claims.spend.push(claims.spend[0].clone()),
        },
    }
}

/// Could these levels and sessions be, and do they cost exactly what is claimed?
fn other_decisions(good: &Good, bad: &Plan) -> Result<(), String> {
    if bad.levels == good.plan.levels && bad.offers == good.plan.offers {
        return Ok(());
    }
    let (instance, scenario) = (&good.instance, &good.instance.scenario);
    let mut decisions = instance.baseline.clone();
    for (site, (id, level)) in bad.levels.iter().enumerate() {
        decisions.levels[site] = LevelIx(scenario.levels.iter().position(|of| of.id == *level).ok_or("no level")?);
        if scenario.sites[site].id != *id || !scenario.sites[site].levels.contains(&decisions.levels[site]) {
            return Err(format!("{id} at {level}"));
        }
    }
    decisions.sessions.fill(Sessions::ZERO);
    for offered in &bad.offers {
        let name = format!("{}.{}.{}", offered.service, offered.mode, offered.place);
        let at = instance.offers.iter().position(|offer| offer.name(scenario) == name).ok_or("no offer")?;
        let offer = &instance.offers[at];
        let on_step = offered.sessions.0.is_multiple_of(offer.step.0);
        if !on_step || offered.sessions < offer.least || offered.sessions > offer.most {
            return Err(format!("{name} with {}", offered.sessions));
        }
        decisions.sessions[at] = offered.sessions;
    }
    let lines = scenario.lines.iter().map(|line| line.id.clone());
    let spend: Vec<(String, Pence)> = lines.zip(ledger(instance, &decisions)).collect();
    if spend == good.claims.spend { Ok(()) } else { Err(format!("{spend:?} spent")) }
}

/// Is the spoilt plan one that can be and that reaches just as many, so that nothing was spoilt? Worked
/// out from the engine's numbers, of which the checker knows nothing.
fn harmless(good: &Good, bad: &Plan, claims: &Claims) -> Result<(), String> {
    other_decisions(good, bad)?;
    let same = claims.spend == good.claims.spend && claims.savings == good.claims.savings;
    if !same || claims.reached.len() != good.claims.reached.len() || claims.goals.len() != good.claims.goals.len() {
        return Err("other claims".to_owned());
    }
    let (instance, scenario) = (&good.instance, &good.instance.scenario);
    let (mut people, mut come) = (BTreeMap::<(usize, usize), f64>::new(), BTreeMap::<usize, f64>::new());
    let mut reached = vec![0.0; scenario.services.len()];
    for row in &bad.served {
        let name = format!("{}.{}.{}", row.service, row.mode, row.place);
        let offer = instance.offers.iter().position(|offer| offer.name(scenario) == name).ok_or(name)?;
        let service = instance.offers[offer].service;
        let group = scenario.groups.iter().position(|group| group.id == row.group).ok_or("no group")?;
        let of = |cohort: &doorstep::instance::Cohort| {
            cohort.service == service && scenario.areas[cohort.area.0].id == row.area
        };
        let cohort = instance.cohorts.iter().position(of).ok_or("nobody lives there")?;
        let arms = &instance.arms[instance.arms_of_cohort(cohort)];
        let arm = arms.iter().find(|arm| arm.offer() == offer).ok_or("too far")?;
        *people.entry((cohort, group)).or_default() += row.addressed;
        *come.entry(offer).or_default() += row.addressed * arm.decay;
        reached[service.0] += row.addressed * instance.reached_by(arm);
    }
    let above = |have: f64, most: f64| have > most + 2e-6 * most.max(1.0);
    for ((cohort, group), addressed) in people {
        let all =
            instance.cohorts[cohort].groups.iter().find(|(of, _)| of.0 == group).map_or(0.0, |(_, people)| *people);
        if above(addressed, all) {
            return Err(format!("{addressed} of {all} people"));
        }
    }
    for (offer, come) in come {
        let found = &instance.offers[offer];
        let runs = |offered: &&doorstep_scenario::Offered| {
            format!("{}.{}.{}", offered.service, offered.mode, offered.place) == found.name(scenario)
        };
        let sessions = bad.offers.iter().find(runs).map_or(0.0, |offered| offered.sessions.per_week());
        if above(come, found.served_by_session * sessions) {
            return Err(format!("{come} come to {sessions} sessions"));
        }
    }
    let near = |a: f64, b: f64| (a - b).abs() <= 5e-6 * a.abs().max(1.0);
    let claimed = good.claims.reached.iter().zip(&claims.reached).zip(&reached);
    for (((_, before), (_, after)), found) in claimed {
        if !near(*before, *after) || !near(*before, *found) {
            return Err(format!("{before} reached, {after} claimed, {found} found"));
        }
    }
    let goals = good.claims.goals.iter().zip(&claims.goals);
    let moved = goals.into_iter().find(|(before, after)| before.name != after.name || !near(before.value, after.value));
    moved.map_or(Ok(()), |(before, after)| Err(format!("{before:?}, {after:?} claimed")))
}

#[test]
fn ten_thousand_spoilt_plans_of_drawn_scenarios_are_refused_or_not_spoilt() {
    const EACH: usize = 64;
    let results = each(5_000..5_320, |seed| {
        let good = good(seed)?;
        let scenario = &good.instance.scenario;
        let judge =
            |plan: &Plan, claims: &Claims| check(scenario, plan, good.today.as_ref(), claims, Demand::KeepHardRules);
        let sound = judge(&good.plan, &good.claims);
        assert!(sound.holds(), "small({seed}): {:?}", sound.broken);
        let mut rng = Rng::new(seed, 6);
        let mut counts = [(0_u32, 0_u32); WAYS];
        let mut wrong = Vec::new();
        for turn in 0..EACH {
            let way = turn % WAYS;
            let (mut plan, mut claims) = (good.plan.clone(), good.claims.clone());
            spoil(way, &mut rng, &good.instance, &mut plan, &mut claims);
            if plan == good.plan && claims == good.claims {
                continue;
            }
            if !judge(&plan, &claims).holds() {
                counts[way].0 += 1;
            } else if let Err(why) = harmless(&good, &plan, &claims) {
                wrong.push(format!("small({seed}), way {way}, turn {turn} went through: {why}"));
            } else {
                counts[way].1 += 1;
            }
        }
        Some((counts, wrong))
    });
    let mut counts = [(0, 0); WAYS];
    let mut wrong = Vec::new();
    for (found, more) in results.into_iter().flatten() {
        for (all, found) in counts.iter_mut().zip(found) {
            *all = (all.0 + found.0, all.1 + found.1);
        }
        wrong.extend(more);
    }
    println!("refused and harmless, by way: {counts:?}");
    assert!(wrong.is_empty(), "{} went through:\n{}", wrong.len(), wrong[..wrong.len().min(40)].join("\n"));
    let (refused, kept): (u32, u32) = counts.iter().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    assert!(refused + kept >= 10_000, "{refused} refused, {kept} harmless");
    assert!(kept * 20 < refused, "{refused} refused, {kept} harmless");
    assert!(counts.iter().all(|(refused, _)| *refused > 0), "{counts:?}");
}
