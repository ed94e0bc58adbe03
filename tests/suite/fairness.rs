//! Who gains and who loses: a town worked out by hand, and what must hold of any council.

use crate::chain::{cases, each, near, none_wrong, prepared};
use crate::matrix::tabled;
use crate::support::blank::{ground, share};
use crate::support::generate;
use crate::support::rng::Rng;
use doorstep::explore::{Scored, score};
use doorstep::instance::{Instance, Nearest};
use doorstep::measures::fairness::{
    Figures, Further, Of, Partition, Standing, Whose, figures, indices, limits, losing, lost, partitions,
};
use doorstep::plan::write_down;
use doorstep_check::{Claims, Demand, check};
use doorstep_scenario::{
    Area, AreaIx, BaselineOffer, Characteristic, Counted, Decay, GoalKind, Host, LevelIx, ModeIx, Of as OfWhom, Per,
    Place, Position, Proposal, Rule, RuleKind, Scenario, ServiceIx, Sessions, SiteIx, Strength, Way, WayUnit, Weight,
};

const SERVICE: ServiceIx = ServiceIx(0);

/// Three areas and two sites on one road, half of all people would come:
///
/// ```text
/// metres      0              1,000                      3,000
///        west, s-west        middle                 east, s-east
/// people     100               50                       200
/// decile      1                 3                     not known
/// no car     40 %              20 %                   not known
/// ```
///
/// Each site runs 20 sessions for 10 people a year each, so nobody is turned away.
fn town(longest: u32) -> Scenario {
    let mut town = ground(&[GoalKind::MostReach(Weight::Equal)]);
    let at = |metres: i32| Position { easting: 450_000 + metres, northing: 280_000 };
    let like = town.areas[0].clone();
    town.characteristics = vec![Characteristic { id: "no_car".to_owned() }];
    let area = |id: &str, metres, people, deprivation, no_car: Option<f64>| Area {
        id: id.to_owned(),
        position: at(metres),
        people: vec![people],
        deprivation,
        shares: vec![no_car.map(share)],
        ..like.clone()
    };
    town.areas = vec![
        area("east", 3_000, 200, None, None),
        area("middle", 1_000, 50, Some(3), Some(0.2)),
        area("west", 0, 100, Some(1), Some(0.4)),
    ];
    let like = town.sites[0].clone();
    let site = |id: &str, metres| doorstep_scenario::Site { id: id.to_owned(), position: at(metres), ..like.clone() };
    town.sites = vec![site("s-east", 3_000), site("s-west", 0)];
    let service = &mut town.services[0];
    service.decay = Decay::Step { limit: Way(longest) };
    service.modes[0].most = Sessions(20_000);
    let runs = |site| BaselineOffer {
        service: SERVICE,
        mode: ModeIx(0),
        host: Host::Site(SiteIx(site)),
        sessions: Sessions(20_000),
    };
    town.baseline = vec![runs(0), runs(1)];
    town
}

/// The town without its eastern site.
fn closed_in_the_east(longest: u32) -> (std::sync::Arc<Instance>, Scored) {
    let instance = prepared(&town(longest));
    let proposal = Proposal { levels: [(SiteIx(0), LevelIx(0))].into(), ..Proposal::default() };
    let scored = score(&instance, &proposal).unwrap();
    (instance, scored)
}

fn both(scored: &Scored) -> [&Standing; 2] {
    [&scored.fairness.options[0], &scored.fairness.options[1]]
}

fn by(instance: &Instance, name: &str) -> Partition {
    partitions(&instance.scenario).into_iter().find(|partition| partition.by == name).unwrap()
}

/// Eligible, reached before and after.
fn three(instance: &Instance, scored: &Scored, name: &str) -> Vec<(String, [f64; 3])> {
    let partition = by(instance, name);
    let [before, after] = both(scored).map(|option| figures(instance, option, SERVICE, &partition));
    let rows = before.iter().zip(&after).map(|(before, after)| [before.eligible, before.reached, after.reached]);
    partition.parts.into_iter().zip(rows).filter(|(_, row)| row[0] > 0.0).collect()
}

#[test]
fn a_town_of_three_areas_and_two_sites_is_as_worked_out_by_hand() {
    let (instance, scored) = closed_in_the_east(2_500);
    let named = |rows: &[(&str, [f64; 3])]| -> Vec<(String, [f64; 3])> {
        rows.iter().map(|(name, row)| ((*name).to_owned(), *row)).collect()
    };
    // East is 3,000 m from what is left, and nobody comes from beyond 2,500 m.
    assert_eq!(three(&instance, &scored, "all"), named(&[("", [350.0, 175.0, 75.0])]));
    let areas = [("east", [200.0, 100.0, 0.0]), ("middle", [50.0, 25.0, 25.0]), ("west", [100.0, 50.0, 50.0])];
    assert_eq!(three(&instance, &scored, "area"), named(&areas));
    let fifths = [("1", [100.0, 50.0, 50.0]), ("2", [50.0, 25.0, 25.0]), ("not assessed", [200.0, 100.0, 0.0])];
    assert_eq!(three(&instance, &scored, "deprivation fifth"), named(&fifths));
    // 0.4 · 100 + 0.2 · 50 = 50 without a car, of whom 0.4 · 50 + 0.2 · 25 = 25 are reached.
    let cars = [("yes", [50.0, 25.0, 25.0]), ("no", [100.0, 50.0, 50.0]), ("not assessed", [200.0, 100.0, 0.0])];
    assert_eq!(three(&instance, &scored, "no_car"), named(&cars));

    let all = by(&instance, "all");
    let [before, after] = both(&scored).map(|option| figures(&instance, option, SERVICE, &all)[0].clone());
    // Middle is 1,000 m from the west: not within 800 m. East has 3,000 m to go.
    assert_eq!((&before.near, &after.near), (&vec![300.0, 350.0, 350.0], &vec![100.0, 150.0, 150.0]));
    assert_eq!((before.ways, after.ways), (50_000.0, 650_000.0));
    assert!(near(after.mean_way().unwrap(), 650_000.0 / 350.0, 1e-12));
}

#[test]
fn the_towns_indices_are_those_worked_out_by_hand() {
    let (instance, scored) = closed_in_the_east(2_500);
    let [before, after] = both(&scored).map(|option| indices(&instance, option, SERVICE, Of::Reach));
    let is =
        |found: Option<f64>, wanted: f64| assert!(found.is_some_and(|found| near(found, wanted, 1e-12)), "{found:?}");
    // Half of everybody everywhere.
    is(before[0], 0.0);
    is(before[1], 0.0);
    is(before[2], 0.25);
    is(before[3], 0.0);
    // 200 of 350 have nothing, the rest the same: G = 200 ÷ 350, T = ln(350 ÷ 150); the worst served four
    // tenths, 140 people, have nothing; west and middle, whose deciles are known, have the same.
    is(after[0], 200.0 / 350.0);
    is(after[1], (350.0_f64 / 150.0).ln());
    assert_eq!(after[2], None);
    is(after[3], 0.0);
    // 300 live at a site, 50 have 1,000 m; then 100 live at one, 50 have 1,000 m and 200 3,000 m:
    // (50 · 1 · (100 + 150) + 200 · 3 · (150 + 350)) ÷ (350 · 650) − 1.
    let [before, after] = both(&scored).map(|option| indices(&instance, option, SERVICE, Of::Way));
    is(before[0], 300.0 / 350.0);
    is(after[0], 312_500.0 / 227_500.0 - 1.0);
    // Those with the most, 35 people at 3 km, to 140 with least: 100 at none and 40 at 1 km.
    is(after[2], 105.0 / 40.0);
    // Of the 150 with a decile the 100 most deprived live next door: 50 · 1 · (100 + 150) ÷ (150 · 50) − 1.
    is(after[3], 100.0 / 150.0);
}

#[test]
fn the_town_loses_its_nearest_place_as_worked_out_by_hand() {
    let all_of = |(instance, scored): &(std::sync::Arc<Instance>, Scored), whose| {
        lost(instance, both(scored), whose, &by(instance, "all"))[0]
    };
    for whose in [Whose::Service(SERVICE), Whose::Sites] {
        // Nobody comes from 3,000 m: the 200 of the east have none left.
        let found = all_of(&closed_in_the_east(2_500), whose);
        assert_eq!((found.people, found.lost, found.left_with_none, found.further), (350.0, 200.0, 200.0, None));
        // They do now, and are 3,000 m further away.
        let found = all_of(&closed_in_the_east(3_000), whose);
        let further = Further { mean: 3_000.0, median: 3_000.0, furthest_tenth: 3_000.0 };
        assert_eq!((found.lost, found.left_with_none, found.further), (200.0, 0.0, Some(further)));
    }
    let (instance, scored) = closed_in_the_east(2_500);
    let found = losing(&instance, both(&scored), SERVICE, 0.25);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].area, found[0].before, found[0].after), (AreaIx(0), 100.0, 0.0));
}

/// A drawn scenario with more to tell people apart by, its ways on the ground or in a table.
fn drawn(seed: u64) -> Scenario {
    let mut rng = Rng::new(seed, 4_711);
    let mut scenario = generate::small(seed);
    scenario.characteristics = ["lone_parent", "no_car"].map(|id| Characteristic { id: id.to_owned() }).to_vec();
    for area in &mut scenario.areas {
        area.shares = (0..2).map(|_| rng.chance(0.7).then(|| share(rng.whole(0, 10) as f64 / 10.0))).collect();
    }
    if rng.chance(0.3) {
        let service = ServiceIx(rng.below(scenario.services.len()));
        let modes = (0..scenario.services[service.0].modes.len()).map(ModeIx).collect();
        let counted = Counted { service, modes, least: Sessions(rng.pick(&[0, 1_000])) };
        let within = Way(rng.pick(&[700, 1_500, 4_000]));
        let kind =
            RuleKind::AccessShare { counted, within, at_least: share(0.5), of: OfWhom::Eligible, per: Per::District };
        scenario.rules.push(asked("near", kind));
    }
    let unit = rng.pick(&[WayUnit::Metres, WayUnit::Metres, WayUnit::Minutes]);
    if rng.chance(0.4) { tabled(&scenario, unit, &mut rng) } else { scenario }
}

fn asked(id: &str, kind: RuleKind) -> Rule {
    let strength = Strength::Soft { price: 1.0 };
    Rule { id: id.to_owned(), kind, strength, why: None, source: None, place: Place::file("drawn") }
}

/// Today beside whatever levels and sessions are drawn.
fn scored(seed: u64, scenario: &Scenario) -> Option<(std::sync::Arc<Instance>, Scored)> {
    let instance = prepared(scenario);
    let mut draw = Rng::new(seed, 78);
    let mut proposal = Proposal { complete: draw.chance(0.3), ..Proposal::default() };
    for (at, site) in scenario.sites.iter().enumerate() {
        proposal.levels.insert(SiteIx(at), site.levels[draw.below(site.levels.len())]);
    }
    for offer in &instance.offers {
        let ready = match offer.host {
            Host::Site(site) => offer.levels.contains(&proposal.levels[&site]),
            Host::Venue(_) => true,
            Host::Everywhere => proposal.levels.values().any(|level| offer.levels.contains(level)),
        };
        if ready && draw.chance(0.4) {
            let sessions = Sessions(offer.step.0 * draw.below(9) as u32);
            proposal.sessions.insert((offer.service, offer.mode, offer.host), sessions);
        }
    }
    score(&instance, &proposal).ok().map(|scored| (instance, scored))
}

/// Draws scenarios and asks of each.
fn law(hold: impl Fn(&Instance, &Scored) -> Result<(), String> + Sync) {
    let found = each(0..cases() as u64, |seed| {
        let scenario = drawn(seed);
        scored(seed, &scenario)
            .map(|(instance, scored)| hold(&instance, &scored).map_err(|why| format!("drawn({seed}): {why}")))
    });
    let found: Vec<Result<(), String>> = found.into_iter().flatten().collect();
    assert!(found.len() * 10 >= cases() * 9, "only {} could be scored", found.len());
    none_wrong(found);
}

fn same(what: &str, a: f64, b: f64) -> Result<(), String> {
    if near(a, b, 1e-9) { Ok(()) } else { Err(format!("{what}: {a} and {b}")) }
}

#[test]
fn the_parts_of_every_kind_add_up_to_the_whole() {
    law(|instance, scored| {
        let all = partitions(&instance.scenario);
        for (option, assessed) in both(scored).into_iter().zip([&scored.status_quo, &scored.proposal]) {
            for service in (0..instance.scenario.services.len()).map(ServiceIx) {
                let whole = &figures(instance, option, service, &all[0])[0];
                same("reached", whole.reached, assessed.measures.reach[service.0].all.reached)?;
                same("eligible", whole.eligible, assessed.measures.reach[service.0].all.eligible)?;
                for partition in &all {
                    let parts = figures(instance, option, service, partition);
                    let sum = |of: &dyn Fn(&Figures) -> f64| parts.iter().map(of).sum::<f64>();
                    let by = &partition.by;
                    same(by, sum(&|part| part.eligible), whole.eligible)?;
                    same(by, sum(&|part| part.reached), whole.reached)?;
                    same(by, sum(&|part| part.with_way), whole.with_way)?;
                    same(by, sum(&|part| part.ways), whole.ways)?;
                    for (at, near) in whole.near.iter().enumerate() {
                        same(by, sum(&|part| part.near[at]), *near)?;
                    }
                }
            }
        }
        Ok(())
    });
}

#[test]
fn those_who_lose_their_nearest_place_add_up_too_and_nobody_does_if_nothing_changes() {
    law(|instance, scored| {
        let all = partitions(&instance.scenario);
        let services = (0..instance.scenario.services.len()).map(|at| Whose::Service(ServiceIx(at)));
        for whose in services.chain([Whose::Sites]) {
            let [before, _] = both(scored);
            let unchanged = lost(instance, [before, before], whose, &all[0])[0];
            same("lost by nothing", unchanged.lost, 0.0)?;
            let whole = lost(instance, both(scored), whose, &all[0])[0];
            let followed = whole.further.map_or(0.0, |further| further.mean * (whole.lost - whole.left_with_none));
            for partition in all.iter().filter(|partition| partition.is_of_areas()) {
                let parts = lost(instance, both(scored), whose, partition);
                same(&partition.by, parts.iter().map(|part| part.people).sum(), whole.people)?;
                same(&partition.by, parts.iter().map(|part| part.lost).sum(), whole.lost)?;
                same(&partition.by, parts.iter().map(|part| part.left_with_none).sum(), whole.left_with_none)?;
                let each = parts.iter().map(|part| (part.further, part.lost - part.left_with_none));
                let further = each.map(|(further, people)| further.map_or(0.0, |further| further.mean * people));
                same("further", further.sum(), followed)?;
            }
        }
        Ok(())
    });
}

#[test]
fn the_nearest_place_is_that_found_by_a_look_at_every_pair() {
    law(|instance, scored| {
        for (option, decisions) in
            both(scored).into_iter().zip([&scored.status_quo.decisions, &scored.proposal.decisions])
        {
            for (service, standing) in option.services.iter().enumerate() {
                for (area, found) in standing.nearest.iter().enumerate() {
                    let running = instance.offers.iter().enumerate().filter(|(at, offer)| {
                        let runs = decisions.sessions[*at] > Sessions::ZERO;
                        runs && offer.service.0 == service && offer.host != Host::Everywhere
                    });
                    let ways = running.filter_map(|(at, offer)| {
                        let journey = instance.journey_to_offer(AreaIx(area), at)?;
                        Some(Nearest { place: offer.host, journey })
                    });
                    let best = ways.min_by_key(|nearest| (nearest.journey.way, nearest.place));
                    let places = |nearest: Option<Nearest>| nearest.map(|nearest| (nearest.place, nearest.journey.way));
                    if places(best) != places(found.any) {
                        return Err(format!("area {area}: {best:?} and {:?}", found.any));
                    }
                    // Whoever is addressed at a place could come to one at least as near.
                    let comes = instance.arms.iter().any(|arm| {
                        let cohort = &instance.cohorts[arm.cohort()];
                        let offer = &instance.offers[arm.offer()];
                        let runs = decisions.sessions[arm.offer()] > Sessions::ZERO;
                        let here = (cohort.service.0, cohort.area.0) == (service, area);
                        here && runs && offer.host != Host::Everywhere
                    });
                    if comes && found.comes.is_none() {
                        return Err(format!("area {area} has an arm and nothing near enough"));
                    }
                }
            }
        }
        Ok(())
    });
}

#[test]
fn people_near_and_people_who_lose_their_nearest_site_are_those_of_the_checkers_rules() {
    let found = each(0..cases() as u64, |seed| {
        let mut scenario = drawn(seed);
        // The usual limits, as rules of the modes at places.
        scenario.rules.clear();
        for service in (0..scenario.services.len()).map(ServiceIx) {
            for (at, limit) in limits(&scenario, service).into_iter().enumerate() {
                let has_place = |mode: &&ModeIx| {
                    !matches!(scenario.services[service.0].modes[mode.0].at, doorstep_scenario::At::Everywhere(_))
                };
                let all: Vec<ModeIx> = (0..scenario.services[service.0].modes.len()).map(ModeIx).collect();
                let counted =
                    Counted { service, modes: all.iter().filter(has_place).copied().collect(), least: Sessions(0) };
                let (of, per, at_least) = (OfWhom::Eligible, Per::District, share(0.5));
                let kind = RuleKind::AccessShare { counted, within: limit.within, at_least, of, per };
                scenario.rules.push(asked(&format!("near-{}-{at}", service.0), kind));
            }
        }
        scenario.rules.push(asked("nearest", RuleKind::NearestLost { at_most: share(0.5), per: Per::District }));
        let (ruled, told) = scored(seed, &scenario)?;
        // The same without rules: no rule says how far is near.
        let mut free = scenario.clone();
        free.rules.clear();
        let bare = prepared(&free);
        let fairness = doorstep::measures::fairness::Fairness::of(
            &bare,
            [&told.status_quo, &told.proposal]
                .map(|option| (option.label.as_str(), &option.decisions, option.measures.reach.as_slice())),
        );
        let options = [&fairness.options[0], &fairness.options[1]];
        let districts = by(&ruled, "district");
        let mut findings = told.proposal.verdict.rules.iter();
        for service in (0..scenario.services.len()).map(ServiceIx) {
            let parts = figures(&bare, options[1], service, &districts);
            for at in 0..limits(&free, service).len() {
                let finding = findings.next().unwrap();
                for (part, detail) in parts.iter().zip(&finding.detail) {
                    if let Err(why) = same(&finding.id, part.near[at], detail.have) {
                        return Some(Err(format!("drawn({seed}): {why}")));
                    }
                }
            }
        }
        let finding = findings.next().unwrap();
        for (part, detail) in lost(&bare, options, Whose::Sites, &districts).iter().zip(&finding.detail) {
            if let Err(why) = same("nearest site", part.lost, detail.have) {
                return Some(Err(format!("drawn({seed}): {why}")));
            }
        }
        Some(Ok(()))
    });
    none_wrong(found.into_iter().flatten());
}

#[test]
fn reach_by_area_and_group_is_the_checkers_own_and_a_claim_that_differs_is_refused() {
    law(|instance, scored| {
        let mut draw = Rng::new(scored.proposal.plan.served.len() as u64, 5);
        for (option, assessed) in both(scored).into_iter().zip([&scored.status_quo, &scored.proposal]) {
            let own = &assessed.verdict.figures.reached_by_area;
            for (standing, own) in option.services.iter().zip(own) {
                for (said, own) in standing.reached.iter().zip(own) {
                    same("reached", *said, *own)?;
                }
            }
            let today = instance.today().map(|today| write_down(instance, &instance.baseline, today));
            let refused = |reached_by_area: Vec<Vec<f64>>| {
                let claims = Claims { reached_by_area, ..Claims::default() };
                let verdict = check(&instance.scenario, &assessed.plan, today.as_ref(), &claims, Demand::ReportOnly);
                verdict.broken.iter().any(|broken| ["CK73", "CK74", "CK77"].contains(&broken.code))
            };
            if refused(own.clone()) {
                return Err("its own figures are refused".to_owned());
            }
            let service = draw.below(own.len());
            let (mut spoilt, mut short) = (own.clone(), own.clone());
            let at = draw.below(spoilt[service].len());
            spoilt[service][at] += draw.pick(&[-0.01, 0.01, f64::NAN]);
            short[service].pop();
            if !refused(spoilt) || !refused(short) {
                return Err("a claim that differs is let through".to_owned());
            }
        }
        Ok(())
    });
}
