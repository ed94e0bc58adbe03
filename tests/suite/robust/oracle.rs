//! The best plan for several futures by looking at every decision in each of them.

use crate::support::binding::stricter;
use crate::support::blank::{ground, rule, share, target};
use crate::support::brute::{self, Best, Key, each_decision};
use crate::support::rng::Rng;
use doorstep::method::Criterion;
use doorstep_scenario::{
    Area, At, Counted, Decay, District, DistrictIx, GoalKind, LevelIx, ModeIx, Of, Pence, Per, Position, RuleKind,
    Scenario, ServiceIx, Sessions, Share, Site, Strength, Way, Weight,
};
use std::collections::BTreeMap;

/// The same scenario with other numbers, and only its first goal.
pub fn futures(scenario: &Scenario, seed: u64, many: usize) -> Vec<Scenario> {
    let mut rng = Rng::new(seed, 77);
    let factor = |rng: &mut Rng, low: f64, high: f64| rng.real(low, high);
    let each = (0..many).map(|at| {
        let mut future = scenario.clone();
        // One is as written.
        if at > 0 {
            for area in &mut future.areas {
                let grows = factor(&mut rng, 0.5, 1.6);
                area.people.iter_mut().for_each(|people| *people = (f64::from(*people) * grows).round() as u32);
            }
            for service in &mut future.services {
                let wanted = factor(&mut rng, 0.6, 1.3);
                for take_up in service.take_up.iter_mut().flatten() {
                    *take_up = Share::new((take_up.value() * wanted).min(1.0)).unwrap();
                }
                for mode in &mut service.modes {
                    let pay = factor(&mut rng, 0.8, 1.25);
                    mode.session_costs.iter_mut().for_each(|(_, each)| each.0 = (each.0 as f64 * pay).round() as i64);
                    if rng.chance(0.5) {
                        mode.places = (mode.places + rng.below(5) as u32).max(3) - 2;
                    }
                }
            }
            let asked = factor(&mut rng, 0.7, 1.02);
            future.targets.iter_mut().for_each(|target| target.amount.0 = (target.amount.0 as f64 * asked) as i64);
        }
        future.goals.truncate(1);
        future.goals.iter_mut().for_each(|goal| goal.within = Share::ZERO);
        future
    });
    each.collect()
}

/// Eight sites, open with sessions or without, or closed, for people all around; enough is to be saved to close
/// some, and in most of them so many have to be reached.
pub fn eight(seed: u64) -> Scenario {
    let mut rng = Rng::new(seed, 8);
    let first = [
        GoalKind::MostReach(Weight::Need),
        GoalKind::LeastCost { travel: None },
        GoalKind::BestWorst { service: ServiceIx(0), of: Of::Eligible, per: Per::District },
    ];
    let goal = if rng.chance(0.6) { first[0] } else { rng.pick(&first) };
    let mut s = ground(&[goal]);
    let somewhere = |rng: &mut Rng| Position {
        easting: 450_000 + rng.whole(0, 6000) as i32,
        northing: 280_000 + rng.whole(0, 6000) as i32,
    };
    s.districts.push(District { id: "d1".to_owned() });
    let area: Area = s.areas[0].clone();
    s.areas = (0..12)
        .map(|n| Area {
            id: format!("a{n:02}"),
            district: DistrictIx(n % 2),
            position: somewhere(&mut rng),
            people: vec![rng.whole(20, 200) as u32],
            need: rng.whole(5, 30) as f64 / 10.0,
            ..area.clone()
        })
        .collect();
    let site: Site = s.sites[0].clone();
    s.sites = (0..8)
        .map(|n| Site { id: format!("s{n}"), name: format!("Site {n}"), position: somewhere(&mut rng), ..site.clone() })
        .collect();
    s.levels[1].costs[0].1 = Pence(rng.whole(500_000, 2_000_000));
    let service = &mut s.services[0];
    service.decay = Decay::Exponential { half: Way(rng.whole(600, 2500) as u32) };
    service.visits = rng.pick(&[8.0, 20.0, 40.0]);
    let mode = &mut service.modes[0];
    (mode.least, mode.most) = (Sessions(2000), Sessions(2000));
    mode.session_costs[0].1 = Pence(rng.whole(1_000, 9_000));
    let running = s.levels[1].costs[0].1.0;
    s.targets = vec![target(running * rng.whole(1, 5), Strength::Hard)];
    let counted = Counted { service: ServiceIx(0), modes: vec![ModeIx(0)], least: Sessions::ZERO };
    let floor = RuleKind::ReachShare {
        counted,
        at_least: share(rng.whole(2, 25) as f64 / 100.0),
        of: Of::Eligible,
        per: Per::Overall,
    };
    if goal != first[0] || rng.chance(0.4) {
        let soft = rng.chance(0.3);
        s.rules = vec![rule(floor, if soft { Strength::Soft { price: 1.0 } } else { Strength::Hard })];
    }
    assert_eq!(s.sites[0].baseline, LevelIx(1));
    assert!(matches!(s.services[0].modes[0].at, At::Site(_)));
    s
}

/// What every decision is worth in every future in which it keeps the hard rules.
pub struct Truth {
    pub each: Vec<BTreeMap<Key, Vec<f64>>>,
    /// The best first goal of each future; nothing where it has no plan.
    pub best: Vec<Option<f64>>,
    maximise: bool,
    slack: f64,
}

impl Truth {
    pub fn of(futures: &[Scenario], slack: f64) -> Truth {
        let best = |future: &Scenario| match brute::best_with_slack(future, slack) {
            Best::Impossible => None,
            Best::Found { goal_values, .. } => goal_values.last().copied(),
        };
        let hard = |strength: &Strength| *strength == Strength::Hard;
        let strengths = futures[0].rules.iter().map(|rule| rule.strength);
        let all_hard = strengths.chain(futures[0].targets.iter().map(|target| target.strength)).all(|one| hard(&one));
        let stages = usize::from(!all_hard);
        Truth {
            each: futures.iter().map(|future| each_decision(future, slack).into_iter().collect()).collect(),
            best: futures.iter().map(best).collect(),
            maximise: brute::maximised(&futures[0], stages),
            slack,
        }
    }

    /// Decisions that keep the hard rules in all of these futures, with their values there.
    fn common(&self, members: &[usize]) -> Vec<Vec<&Vec<f64>>> {
        let Some((first, others)) = members.split_first() else { return Vec::new() };
        let each = self.each[*first].iter();
        each.filter_map(|(key, values)| {
            let rest = others.iter().map(|at| self.each[*at].get(key));
            std::iter::once(Some(values)).chain(rest).collect::<Option<Vec<_>>>()
        })
        .collect()
    }

    /// Is there a plan for these futures?
    pub fn possible(&self, members: &[usize]) -> bool {
        !self.common(members).is_empty()
    }

    /// The best value of a criterion over all futures.
    pub fn value(&self, criterion: Criterion) -> Option<f64> {
        let all: Vec<usize> = (0..self.each.len()).collect();
        let common = self.common(&all);
        let missed = |values: &Vec<&Vec<f64>>| -> f64 {
            values.iter().map(|own| if own.len() > 1 { own[0] } else { 0.0 }).sum::<f64>() / values.len() as f64
        };
        let least = common.iter().map(missed).fold(f64::INFINITY, f64::min);
        let enough = least + self.slack * least.abs().max(1.0);
        let worths = common.iter().filter(|values| missed(values) <= enough).map(|values| {
            let goals: Vec<f64> = values.iter().map(|own| own.last().copied().unwrap()).collect();
            self.worth(criterion, &goals)
        });
        let more = criterion.maximise(self.maximise);
        worths.reduce(|a, b| if (a > b) == more { a } else { b })
    }

    /// By the definitions: the worst share through its edge, which is one of the values.
    fn worth(&self, criterion: Criterion, goals: &[f64]) -> f64 {
        let sign = if self.maximise { 1.0 } else { -1.0 };
        let mean = goals.iter().sum::<f64>() / goals.len() as f64;
        match criterion {
            Criterion::Mean => mean,
            Criterion::CVaR { share } => {
                let beyond = |edge: f64| goals.iter().map(|goal| (sign * (edge - goal)).max(0.0)).sum::<f64>();
                let of = |edge: &f64| sign * edge - beyond(*edge) / goals.len() as f64 / share;
                sign * goals.iter().map(of).fold(f64::NEG_INFINITY, f64::max)
            }
            Criterion::MinimaxRegret => {
                let regret = |(goal, best): (&f64, &Option<f64>)| (sign * (best.unwrap() - goal)).max(0.0);
                goals.iter().zip(&self.best).map(regret).fold(0.0, f64::max)
            }
        }
    }

    /// The largest number about: what is near is near beside this.
    pub fn scale(&self) -> f64 {
        self.best.iter().flatten().fold(1.0, |scale, best| f64::max(scale, best.abs()))
    }
}

/// The futures with every limit on money tighter by so many pence.
pub fn tighter(futures: &[Scenario], pence: i64) -> Vec<Scenario> {
    futures.iter().map(|future| stricter(future, pence)).collect()
}
