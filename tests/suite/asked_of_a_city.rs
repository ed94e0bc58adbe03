//! Questions of a city too large to be enumerated: what they claim has to hang together, at any number of threads.

use crate::chain::{EXACT, prepared};
use crate::support::city;
use doorstep::explore::{self, Choices, ChoicesAsked, Class, FrontierAsked};
use doorstep::formulation::Grain;
use doorstep::method::{Limits, Problem, Quiet, Wanted};
use doorstep_scenario::{GoalKind, LevelIx, Scenario, Weight};

const CLOSED: LevelIx = LevelIx(0);
const LIMITS: Limits = Limits { work: Some(4_000), ..EXACT };

/// A city whose sessions are continuous while it is searched.
fn town() -> Scenario {
    let scenario = city::sized(36, 8, 12, 3, 5);
    let grain = Problem::of(prepared(&scenario)).grain;
    assert_eq!(grain, Grain::Relaxed);
    scenario
}

fn at<R: Send>(threads: usize, ask: impl FnOnce() -> R + Send) -> R {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(ask)
}

/// All that is told of it, to the last bit.
fn told(found: &Choices) -> String {
    let sites = found.sites.iter().map(|site| {
        let plan = site.plan.as_ref().map(|plan| &plan.decisions);
        format!("{:?} {:?} {:?} {plan:?}", site.site, site.class, site.price)
    });
    let others = found.alternatives.iter().map(|other| format!("{} {:?}", other.differs, other.plan.decisions));
    sites.chain(others).collect::<Vec<_>>().join("\n")
}

#[test]
fn choices_of_a_city_hang_together_and_are_the_same_at_one_and_two_threads() {
    let instance = prepared(&town());
    let asked = ChoicesAsked { within: 0.02, alternatives: 1, sites: None };
    let ask = || explore::choices(&instance, &asked, Wanted::Decomposed, LIMITS, &mut Quiet).unwrap().unwrap();
    let (found, again) = (at(1, ask), at(2, ask));
    assert_eq!(told(&found), told(&again));

    let value = |plan: &explore::Assessed| plan.value(found.aim).unwrap();
    let best = value(&found.plan);
    let enough = |plan: &explore::Assessed| value(plan) >= best - 0.02 * best.abs() - 1e-6 * best.abs();
    let open = |plan: &explore::Assessed, site: usize| plan.decisions.levels[site] != CLOSED;
    assert!(!found.alternatives.is_empty(), "a city has more than one plan within 2 %");
    for other in &found.alternatives {
        assert!(enough(&other.plan) && other.differs > 0, "{} differ", other.differs);
    }
    let mut classed = 0;
    for site in &found.sites {
        let at = site.site.0;
        let (least, most) = site.price;
        assert!(most.is_none_or(|most| least <= most + 1e-6 * best.abs()), "site {at}: {:?}", site.price);
        let shown = site.plan.as_ref().is_some_and(|plan| enough(plan) && open(plan, at) != site.kept);
        match site.class {
            Class::RealChoice => assert!(shown, "site {at} is called a choice"),
            // No plan of all that were found does the other thing and is near enough.
            Class::AlwaysKept | Class::AlwaysGoes => {
                let others = found.alternatives.iter().map(|other| &other.plan);
                let plans = others.chain(found.sites.iter().filter_map(|site| site.plan.as_deref()));
                assert!(plans.into_iter().all(|plan| open(plan, at) == site.kept || !enough(plan)), "site {at}");
            }
            Class::Open | Class::Given => {}
        }
        classed += usize::from(!matches!(site.class, Class::Open));
    }
    assert!(classed * 10 >= found.sites.len() * 8, "only {classed} of {} are decided", found.sites.len());
}

#[test]
fn a_frontier_of_a_city_is_the_same_at_one_and_two_threads_and_each_point_keeps_what_was_asked() {
    let instance = prepared(&town());
    let asked = FrontierAsked {
        first: GoalKind::MostReach(Weight::Need),
        second: GoalKind::LeastCost { travel: None },
        points: Some(5),
        without_targets: true,
    };
    let ask = || explore::frontier(&instance, asked, Wanted::Decomposed, LIMITS, &mut Quiet).unwrap().unwrap();
    let (found, again) = (at(1, ask), at(2, ask));
    let values = |found: &explore::Frontier| -> Vec<[u64; 2]> {
        found.points.iter().map(|point| point.values.map(f64::to_bits)).collect()
    };
    assert_eq!(values(&found), values(&again));
    assert!(found.points.len() >= 3, "only {} points", found.points.len());
    let today = found.status_quo.value(found.aims[1]).unwrap();
    for (at, point) in found.points.iter().enumerate() {
        assert!(point.values[1] <= today + 0.01, "point {at} costs more than today");
        assert!(point.bound.is_none_or(|bound| bound >= point.values[0] - 1e-6 * bound.abs()), "point {at}");
    }
    // More reach costs more: no point is one that another is better than in both.
    for pair in found.points.windows(2) {
        assert!(pair[0].values[0] > pair[1].values[0] && pair[0].values[1] > pair[1].values[1]);
    }
}
