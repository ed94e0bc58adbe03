//! Footprints re-scored where people choose for themselves: on paper, and by what must hold of any.

use crate::chain::{each, near, none_wrong, prepared};
use crate::support::blank::{ground, share};
use crate::support::generate;
use crate::support::rng::Rng;
use doorstep::explore::{Range, score};
use doorstep::formulation::{Formulation, Grain};
use doorstep::instance::{Decisions, Instance};
use doorstep::measures::Measures;
use doorstep::measures::choice::{Attendance, Conduct, Model, calibrate};
use doorstep::method::{Allotment, canonical_reach};
use doorstep_scenario::{
    Area, At, Decay, GoalKind, Host, LevelIx, Position, Proposal, Scenario, ServiceIx, Sessions, Site, Way, Weight,
};

const CHOSEN: [Model; 2] = [Model::Nearest, Model::Logit];
const SERVICE: ServiceIx = ServiceIx(0);

fn at(easting: i32) -> Position {
    Position { easting: 450_000 + easting, northing: 280_000 }
}

/// Areas and sites on a straight road, each so many metres along it: 100 m keep eight in ten, 300 m
/// half, 500 m two in ten, and beyond nobody comes. Everybody who lives there would; a session serves
/// ten people a year.
fn road(areas: &[(i32, u32)], sites: &[i32]) -> Scenario {
    let mut s = ground(&[GoalKind::MostReach(Weight::Equal)]);
    let (area, site) = (s.areas[0].clone(), s.sites[0].clone());
    let areas = areas.iter().enumerate();
    s.areas = areas
        .map(|(n, (x, people))| Area { id: format!("a{n}"), position: at(*x), people: vec![*people], ..area.clone() })
        .collect();
    let sites = sites.iter().enumerate();
    s.sites = sites.map(|(n, x)| Site { id: format!("s{n}"), position: at(*x), ..site.clone() }).collect();
    s.services[0].take_up = vec![Some(share(1.0))];
    s.services[0].decay = Decay::Table(vec![(Way(0), 1.0), (Way(100), 0.8), (Way(300), 0.5), (Way(500), 0.2)]);
    s
}

/// Sessions of every offer, in order.
fn running(instance: &Instance, sessions: &[u32]) -> Decisions {
    assert_eq!(instance.offers.len(), sessions.len());
    let sessions = sessions.iter().map(|count| Sessions(count * 1000)).collect();
    Decisions { levels: instance.scenario.sites.iter().map(|_| LevelIx(1)).collect(), sessions }
}

/// People over every arm of a running offer, and those turned away.
fn come(instance: &Instance, model: Model, parameter: f64, sessions: &[u32]) -> (Vec<f64>, f64) {
    let conduct = Conduct { parameter, ..Conduct::plain(SERVICE, model) };
    let Attendance { coming, turned_away, .. } = conduct.attend(instance, &running(instance, sessions));
    let mut by_arm: Vec<(usize, f64)> = coming.iter().map(|coming| (coming.arm, coming.people)).collect();
    by_arm.sort_by_key(|(arm, _)| *arm);
    (by_arm.into_iter().map(|(_, people)| people).collect(), turned_away)
}

fn assert_near(found: &(Vec<f64>, f64), people: &[f64], turned_away: f64) {
    assert_eq!(found.0.len(), people.len(), "{found:?}");
    let all = found.0.iter().chain([&found.1]).zip(people.iter().chain([&turned_away]));
    assert!(all.into_iter().all(|(found, known)| (found - known).abs() < 1e-9), "{found:?}");
}

#[test]
fn the_nearest_takes_who_comes_and_the_next_takes_who_finds_it_full() {
    let instance = prepared(&road(&[(0, 50)], &[100, 300]));
    // 50 × 0.8 to the nearer, none to the other.
    assert_near(&come(&instance, Model::Nearest, 1.0, &[9, 9]), &[40.0, 0.0], 0.0);
    // 20 places are gone when half of the 40 have come; of the other 25 people half go on to 300 m.
    assert_near(&come(&instance, Model::Nearest, 1.0, &[2, 9]), &[20.0, 12.5], 7.5);
    // Five places there: gone after another fifth of the year; three tenths of the 40 find nothing.
    let mut small = road(&[(0, 50)], &[100, 300]);
    small.services[0].modes[0].places = 5;
    let instance = prepared(&small);
    assert_near(&come(&instance, Model::Nearest, 1.0, &[4, 1]), &[20.0, 5.0], 3.0 + 12.0);
    // What does not run takes nobody.
    assert_near(&come(&instance, Model::Nearest, 1.0, &[0, 9]), &[25.0], 0.0);
}

#[test]
fn an_offer_that_fills_keeps_the_same_share_of_everybody_who_chose_it() {
    // 40 of one area and 15 of another for 22 places, which is two fifths of them.
    let mut s = road(&[(0, 50), (400, 30)], &[100]);
    s.services[0].modes[0].places = 11;
    let instance = prepared(&s);
    assert_near(&come(&instance, Model::Nearest, 1.0, &[2]), &[16.0, 6.0], 24.0 + 9.0);
}

#[test]
fn equal_ways_are_taken_in_the_order_of_ids_and_an_offer_everywhere_last() {
    let instance = prepared(&road(&[(200, 50)], &[100, 300]));
    assert_near(&come(&instance, Model::Nearest, 1.0, &[9, 9]), &[40.0, 0.0], 0.0);
    let mut s = road(&[(0, 50)], &[100]);
    let mut online = s.services[0].modes[0].clone();
    (online.id, online.at, online.equivalence) = ("online".to_owned(), At::Everywhere(vec![LevelIx(1)]), share(0.25));
    s.services[0].modes.push(online);
    let instance = prepared(&s);
    // Half the year at the door, the other half online, where all of them come and count a quarter.
    assert_near(&come(&instance, Model::Nearest, 1.0, &[2, 9]), &[20.0, 25.0], 0.0);
    let conduct = Conduct::plain(SERVICE, Model::Nearest);
    assert!(near(conduct.attend(&instance, &running(&instance, &[2, 9])).reached, 20.0 + 6.25, 1e-12));
    // By choice: odds of 4 at the door and 1 online, against 1 at home.
    assert_near(&come(&instance, Model::Logit, 1.0, &[9, 9]), &[50.0 * 4.0 / 6.0, 50.0 / 6.0], 0.0);
}

#[test]
fn choice_follows_the_odds_and_is_made_again_when_an_offer_fills() {
    let instance = prepared(&road(&[(0, 60)], &[100, 300]));
    // Odds of 4 and 1, and 1 for staying at home.
    assert_near(&come(&instance, Model::Logit, 1.0, &[9, 9]), &[40.0, 10.0], 0.0);
    // 20 places are gone at half the year; then 1 against 1. Five sixths wanted to come, half do.
    assert_near(&come(&instance, Model::Logit, 1.0, &[2, 9]), &[20.0, 5.0 + 15.0], 10.0);
    // One offer, room, home weighs 1: the scenario's own decay.
    assert_near(&come(&instance, Model::Logit, 1.0, &[0, 9]), &[30.0], 0.0);
    // Home weighs nothing: everybody who finds room.
    assert_near(&come(&instance, Model::Logit, 1e-15, &[0, 9]), &[60.0], 0.0);
}

#[test]
fn models_are_calibrated_by_how_many_come_and_by_what_home_weighs() {
    let instance = prepared(&road(&[(0, 60)], &[100]));
    let today = running(&instance, &[9]);
    let conduct = |model, reached| calibrate(&instance, SERVICE, &today, reached, model);
    for model in CHOSEN {
        assert_eq!(conduct(model, 48.0).parameter.to_bits(), 1.0_f64.to_bits(), "as it is, it is right");
        assert_eq!(conduct(model, 0.0), Conduct::plain(SERVICE, model), "nothing to calibrate by");
    }
    // 60 × 0.8 × φ = 24;  60 × 4 ÷ (4 + a) = 30;  all 60 × 1.25 × 0.8.
    assert!(near(conduct(Model::Nearest, 24.0).parameter, 0.5, 1e-9));
    assert!(near(conduct(Model::Nearest, 60.0).parameter, 1.25, 1e-9));
    assert!(near(conduct(Model::Logit, 30.0).parameter, 4.0, 1e-9));
    assert!(CHOSEN.into_iter().all(|model| conduct(model, 30.0).is_met()));
}

#[test]
fn what_people_cannot_fill_by_themselves_is_made_up_by_a_factor_that_is_told() {
    // A planner sends those between the sites to the far one: 20. By themselves they go to the near
    // one with the others: five of each, then five to the far one.
    let instance = prepared(&road(&[(0, 10), (300, 10)], &[100, 600]));
    let today = running(&instance, &[1, 1]);
    let conduct = calibrate(&instance, SERVICE, &today, 20.0, Model::Nearest);
    assert!(!conduct.is_met());
    assert!(near(conduct.level, 20.0 / 15.0, 1e-9), "{conduct:?}");
    assert!(near(conduct.attend(&instance, &today).reached, 20.0, 1e-9));
    // Nothing above the places there are is said: ten at the near site alone, and not thirteen.
    assert!(near(conduct.attend(&instance, &running(&instance, &[1, 0])).reached, 10.0, 1e-9));
}

/// Today's reach by service, as a planner shares it out.
fn assigned_today(instance: &std::sync::Arc<Instance>) -> Vec<f64> {
    let exact = Formulation::formulate(instance, Grain::Whole);
    let addressed = canonical_reach(&exact, &instance.baseline, Allotment::Today).unwrap();
    Measures::of(instance, &instance.baseline, &addressed).reach.iter().map(|reach| reach.all.reached).collect()
}

fn bare(seed: u64) -> Scenario {
    let mut scenario = generate::small(seed);
    scenario.rules.clear();
    scenario.targets.clear();
    scenario
}

/// Any sessions of anything, within what a mode allows.
fn drawn(rng: &mut Rng, instance: &Instance) -> Decisions {
    let sessions = instance.offers.iter().map(|offer| {
        let steps = (offer.most.0 / offer.step.0) as usize;
        if rng.chance(0.5) { Sessions(offer.step.0 * rng.below(steps + 1) as u32) } else { Sessions::ZERO }
    });
    Decisions { sessions: sessions.collect(), ..instance.baseline.clone() }
}

#[test]
fn today_is_the_same_under_every_model_once_calibrated() {
    let made_up = each(0..300, |seed| {
        let instance = prepared(&bare(seed));
        let mut made_up = 0;
        for (service, reached) in assigned_today(&instance).into_iter().enumerate() {
            for model in CHOSEN {
                let conduct = calibrate(&instance, ServiceIx(service), &instance.baseline, reached, model);
                let found = conduct.attend(&instance, &instance.baseline).reached;
                if !near(found, reached, 1e-9) {
                    return Err(format!("small({seed}), service {service}: {found} and not {reached}, {conduct:?}"));
                }
                made_up += usize::from(!conduct.is_met());
            }
        }
        Ok(made_up)
    });
    let some: usize = made_up.iter().flatten().sum();
    assert!(some > 0, "no case in which a factor was needed");
    none_wrong(made_up.into_iter().map(|found| found.map(|_| ())));
}

#[test]
fn nobody_comes_twice_or_beyond_the_places_or_to_what_does_not_run() {
    none_wrong(each(0..300, |seed| {
        let instance = prepared(&bare(seed));
        let mut rng = Rng::new(seed, 500);
        let assigned = assigned_today(&instance);
        for decisions in [instance.baseline.clone(), drawn(&mut rng, &instance), drawn(&mut rng, &instance)] {
            for (service, reached) in assigned.iter().enumerate() {
                for model in CHOSEN {
                    let plain = Conduct::plain(ServiceIx(service), model);
                    let calibrated = calibrate(&instance, ServiceIx(service), &instance.baseline, *reached, model);
                    for conduct in [plain, calibrated] {
                        keeps(&instance, &decisions, &conduct.attend(&instance, &decisions))
                            .map_err(|why| format!("small({seed}), {conduct:?}: {why}"))?;
                    }
                }
            }
        }
        Ok(())
    }));
}

fn keeps(instance: &Instance, decisions: &Decisions, attendance: &Attendance) -> Result<(), String> {
    let mut of_offer = vec![0.0; instance.offers.len()];
    let mut of_cohort = vec![0.0; instance.cohorts.len()];
    for coming in &attendance.coming {
        let arm = &instance.arms[coming.arm];
        if coming.people < 0.0 || decisions.sessions[arm.offer()] == Sessions::ZERO {
            return Err(format!("{} over arm {}", coming.people, coming.arm));
        }
        of_offer[arm.offer()] += coming.people;
        of_cohort[arm.cohort()] += coming.people;
    }
    let slack = |limit: f64| limit * (1.0 + 1e-9) + 1e-9;
    for ((offer, sessions), people) in instance.offers.iter().zip(&decisions.sessions).zip(&of_offer) {
        let places = offer.served_by_session * sessions.per_week();
        if *people > slack(places) {
            return Err(format!("{people} for {places} places at {}", offer.name(&instance.scenario)));
        }
    }
    for (cohort, people) in instance.cohorts.iter().zip(of_cohort) {
        if people > slack(cohort.potential) {
            return Err(format!("{people} of {}", cohort.potential));
        }
    }
    if attendance.turned_away < 0.0 { Err("fewer than nobody turned away".to_owned()) } else { Ok(()) }
}

/// Do all offers of a service count the same, fade alike, and stand somewhere? Only then is a nearer
/// offer never the worse one.
fn alike(instance: &Instance, service: usize) -> bool {
    let service_of = &instance.scenario.services[service];
    let first = service_of.modes[0].equivalence;
    service_of
        .modes
        .iter()
        .all(|mode| mode.equivalence == first && mode.decay.is_none() && !matches!(mode.at, At::Everywhere(_)))
}

#[test]
fn where_offers_are_alike_more_sessions_never_reach_fewer() {
    let compared = each(0..600, |seed| {
        let instance = prepared(&bare(seed));
        let mut rng = Rng::new(seed, 501);
        let mut compared = 0;
        for service in (0..instance.scenario.services.len()).filter(|service| alike(&instance, *service)) {
            let before = drawn(&mut rng, &instance);
            let mut after = before.clone();
            let own: Vec<usize> =
                (0..instance.offers.len()).filter(|at| instance.offers[*at].service.0 == service).collect();
            if own.is_empty() {
                continue;
            }
            let at = own[rng.below(own.len())];
            after.sessions[at].0 += instance.offers[at].step.0;
            for model in CHOSEN {
                let conduct =
                    Conduct { parameter: rng.pick(&[0.3, 1.0, 2.0]), ..Conduct::plain(ServiceIx(service), model) };
                let [before, after] = [&before, &after].map(|decisions| conduct.attend(&instance, decisions).reached);
                if after < before - 1e-9 * before.max(1.0) {
                    return Err(format!("small({seed}), {conduct:?}: {after} after {before}"));
                }
                compared += 1;
            }
        }
        Ok(compared)
    });
    let count: usize = compared.iter().flatten().sum();
    assert!(count > 300, "only {count} compared");
    none_wrong(compared.into_iter().map(|found| found.map(|_| ())));
}

/// Areas and sites in the opposite order, under new ids.
fn turned(scenario: &Scenario) -> Scenario {
    let mut turned = scenario.clone();
    turned.areas.reverse();
    turned.areas.iter_mut().enumerate().for_each(|(n, area)| area.id = format!("a{n:03}"));
    turned.sites.reverse();
    turned.sites.iter_mut().enumerate().for_each(|(n, site)| site.id = format!("s{n:03}"));
    for offer in &mut turned.baseline {
        if let Host::Site(site) = &mut offer.host {
            site.0 = scenario.sites.len() - 1 - site.0;
        }
    }
    turned.baseline.sort();
    turned
}

/// Is some area as far from one site as from another?
fn has_ties(instance: &Instance) -> bool {
    (0..instance.scenario.areas.len()).any(|area| {
        let hosts = (0..instance.scenario.sites.len()).map(|site| Host::Site(doorstep_scenario::SiteIx(site)));
        let mut ways: Vec<Way> = hosts
            .filter_map(|host| instance.journey(doorstep_scenario::AreaIx(area), host))
            .map(|journey| journey.way)
            .collect();
        let count = ways.len();
        ways.sort();
        ways.dedup();
        ways.len() < count
    })
}

#[test]
fn other_ids_change_nothing_but_ties() {
    let mut compared = 0;
    for seed in 0..200 {
        let scenario = bare(seed);
        let (instance, other) = (prepared(&scenario), prepared(&turned(&scenario)));
        if has_ties(&instance) {
            continue;
        }
        for (service, reached) in assigned_today(&instance).into_iter().enumerate() {
            for model in CHOSEN {
                let [found, again] = [&instance, &other].map(|instance| {
                    let conduct = calibrate(instance, ServiceIx(service), &instance.baseline, reached, model);
                    let attendance = conduct.attend(instance, &instance.baseline);
                    [attendance.reached, attendance.need_weighted, attendance.turned_away]
                });
                let same = found.iter().zip(again).all(|(a, b)| near(*a, b, 1e-6));
                assert!(same, "small({seed}), service {service}, {model:?}: {found:?} and {again:?}");
                compared += 1;
            }
        }
    }
    assert!(compared > 200, "only {compared} compared");
}

#[test]
fn a_scored_proposal_has_its_range_beside_the_planners_figures() {
    for seed in 0..60 {
        let instance = prepared(&generate::small(seed));
        let Ok(scored) = score(&instance, &Proposal::default()) else { continue };
        for (service, found) in scored.rescored.services.iter().enumerate() {
            let today = scored.status_quo.measures.reach[service].all.reached;
            assert!(found.options[0].iter().all(|figures| near(figures.reached, today, 1e-9)), "small({seed})");
            assert!(found.options[0].iter().all(|figures| figures.change.abs() < 1e-9), "small({seed})");
            // Nothing is changed, so people who choose for themselves do as today, whatever the rules.
            let Range { reached, change } = found.range(1);
            let planned = scored.proposal.measures.reach[service].all.reached;
            assert!(reached.0 <= planned && planned <= reached.1 && change.0 <= change.1, "small({seed})");
            assert!(found.options[1][1..].iter().all(|figures| figures.change.abs() < 1e-9), "small({seed})");
        }
    }
}
