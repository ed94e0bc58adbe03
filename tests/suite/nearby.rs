//! A look at what is near finds what a look at every pair would have found.
//!
//! The second opinion is the same scenario with every straight line in a table: a table knows no
//! ground, so every pair is looked at.

use crate::chain::{each, none_wrong, prepared};
use crate::support::rng::Rng;
use crate::support::{draw, facts, generate};
use crate::written;
use doorstep::formulation::{Formulation, Grain};
use doorstep::instance::Instance;
use doorstep_scenario::{
    Counted, Decay, KnownWay, Matrix, ModeIx, Of, Per, Place, Position, Rule, RuleKind, Scenario, ServiceIx, Sessions,
    Share, Strength, Travel, TravelMode, TravelModeIx, Way, WayUnit, load_text,
};

fn in_a_table(scenario: &Scenario) -> Scenario {
    let sites = scenario.sites.iter().map(|site| site.position);
    let places: Vec<Position> = sites.chain(scenario.venues.iter().map(|venue| venue.position)).collect();
    let mut ways = Vec::new();
    for (area, home) in scenario.areas.iter().enumerate() {
        for (place, to) in places.iter().enumerate() {
            let value = facts::metres(scenario, home.position, *to);
            // Beyond the farthest that counts a table could not have it either.
            if value <= f64::from(WayUnit::Metres.farthest().0) {
                ways.push(KnownWay { area: area as u32, place: place as u32, value });
            }
        }
    }
    let mut tabled = scenario.clone();
    let modes = [TravelMode { id: "line".to_owned(), ways }].into();
    tabled.travel = Travel::Matrix(Matrix { unit: WayUnit::Metres, by: vec![TravelModeIx(0)], modes });
    tabled
}

/// One of the shapes as drawn, or one at the edge of what can be said, or beyond: a table that rises.
fn decay(rng: &mut Rng) -> Decay {
    match rng.below(16) {
        0 => Decay::Step { limit: Way(rng.pick(&[0, 1, 20_000, 4_000_000])) },
        1 => Decay::Linear { full: Way(0), zero: Way(rng.pick(&[1, 2, 4_000_000])) },
        2 => Decay::Exponential { half: Way(rng.pick(&[1, 400_000])) },
        3 => Decay::Gaussian { half: Way(rng.pick(&[1, 400_000])) },
        4 => Decay::Logistic { half: Way(rng.pick(&[1, 3_000])), slope: Way(rng.pick(&[1, 100_000])) },
        5 => Decay::Table(vec![(Way(500), 0.0), (Way(2_000), 0.7), (Way(2_500), 0.0), (Way(6_000), 0.3)]),
        6 => Decay::Table(vec![(Way(800), 0.4)]),
        7 => Decay::Table(vec![(Way(0), 0.0), (Way(900), 0.0)]),
        _ => draw::decay(rng),
    }
}

/// A city with other shapes, other ground and rules that ask what is near.
fn drawn(seed: u64) -> Scenario {
    let mut rng = Rng::new(seed, 5);
    let size = |rng: &mut Rng, most: i64| rng.whole(1, most) as usize;
    let mut scenario = generate::sized(size(&mut rng, 150), size(&mut rng, 60), size(&mut rng, 40), 2, seed);
    scenario.travel = Travel::StraightLine { detour: rng.pick(&[1.0, 1.3, 1.37, 3.0]) };
    for service in &mut scenario.services {
        service.decay = decay(&mut rng);
        let other = rng.below(service.modes.len());
        service.modes[other].decay = rng.chance(0.5).then(|| decay(&mut rng));
    }
    match rng.below(6) {
        // All in a row, either way, or all but one in one place.
        0 => scenario.sites.iter_mut().for_each(|site| site.position.northing = 290_000),
        1 => scenario.venues.iter_mut().for_each(|venue| venue.position.easting = 430_000),
        2 => scenario.sites.iter_mut().skip(1).for_each(|site| site.position = scenario.areas[0].position),
        // Farther than the farthest that counts, by a detour of 3.
        3 => scenario.areas[0].position = Position { easting: 0, northing: 1_300_000 },
        _ => {}
    }
    scenario.least_decay = Share::new(rng.pick(&[0.0, 0.000_001, 0.1, 0.5, 1.0])).unwrap();
    if rng.chance(0.3) {
        // Exactly what is left for somebody.
        let instance = Instance::prepare(std::sync::Arc::new(scenario.clone()));
        if !instance.arms.is_empty() {
            scenario.least_decay = Share::new(instance.arms[rng.below(instance.arms.len())].decay).unwrap();
        }
    }
    let service = rng.below(scenario.services.len());
    let modes = (0..scenario.services[service].modes.len()).map(ModeIx).collect();
    let counted = Counted { service: ServiceIx(service), modes, least: Sessions(rng.pick(&[0, 1_000])) };
    let within = Way(rng.pick(&[0, 700, 2_500, 9_000, 4_000_000]));
    let share = Share::new(0.5).unwrap();
    let kinds = [
        RuleKind::AccessShare { counted: counted.clone(), within, at_least: share, of: Of::People, per: Per::District },
        RuleKind::AccessGap { counted, within, at_most: share, of: Of::Eligible, per: Per::District },
        RuleKind::NearestLost { at_most: share, per: Per::Overall },
    ];
    for (at, kind) in kinds.into_iter().enumerate() {
        let (id, place) = (format!("near{at}"), Place::file("drawn"));
        scenario.rules.push(Rule { id, kind, strength: Strength::Hard, why: None, source: None, place });
    }
    scenario
}

#[test]
fn what_is_near_on_the_ground_is_what_is_near_when_every_pair_is_looked_at() {
    let found = each(0..300, |seed| {
        let scenario = drawn(seed);
        let (ground, table) = (prepared(&scenario), prepared(&in_a_table(&scenario)));
        let (cohorts, offers) = (ground.cohorts.len(), ground.offers.len());
        let told = |what: &str| Err(format!("drawn({seed}): {what}"));
        let bits = |instance: &Instance| -> Vec<(u64, u64)> {
            instance.arms.iter().map(|arm| (arm.decay.to_bits(), arm.travel.to_bits())).collect()
        };
        if ground.arms != table.arms || bits(&ground) != bits(&table) {
            return (told("other arms"), false);
        }
        let rows = |instance| Formulation::of_decisions(instance, Grain::Whole).rows;
        let same = rows(&ground) == rows(&table);
        let some = !ground.arms.is_empty() && ground.arms.len() < cohorts * offers / 2;
        (if same { Ok(()) } else { told("other rows") }, some)
    });
    let telling = found.iter().filter(|(_, some)| *some).count();
    println!("{telling} of {} have some pairs near and more far", found.len());
    assert!(telling >= 100, "only {telling} of {} have some pairs near and more far", found.len());
    none_wrong(found.into_iter().map(|(result, _)| result));
}

#[test]
fn a_site_without_a_decile_takes_that_of_the_nearest_area_and_of_several_the_first() {
    none_wrong(each(0..60, |seed| {
        let mut rng = Rng::new(seed, 6);
        let mut drawn = generate::sized(rng.whole(1, 200) as usize, 40, 20, 1, seed);
        // On a coarse grid many are equally near.
        let coarse = rng.pick(&[1, 400, 3_000]);
        let sites = drawn.sites.iter_mut().map(|site| &mut site.position);
        for at in drawn.areas.iter_mut().map(|area| &mut area.position).chain(sites) {
            at.easting -= at.easting % coarse;
            at.northing -= at.northing % coarse;
        }
        drawn.sites.iter_mut().for_each(|site| site.deprivation = None);
        let files = written::files(&drawn, &mut rng, true);
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let read = load_text(&files).map_err(|faults| format!("city {seed}: {faults:?}"))?.scenario;
        let squared = |a: i32, b: i32| i64::from(a - b).pow(2);
        let wrong = read.sites.iter().find(|site| {
            let apart = |at: Position| {
                squared(at.easting, site.position.easting) + squared(at.northing, site.position.northing)
            };
            let nearest = read.areas.iter().min_by_key(|area| apart(area.position));
            site.deprivation != nearest.and_then(|area| area.deprivation)
        });
        wrong.map_or(Ok(()), |site| Err(format!("city {seed}: {site:?}")))
    }));
}

/// Another number somewhere, as a future may have it, by which kind it is of.
fn edited(scenario: &Scenario, rng: &mut Rng) -> (usize, Scenario) {
    let mut other = scenario.clone();
    let kind = rng.below(10);
    let moved = |at: &mut Position| at.easting += 700;
    match kind {
        0 => {
            other.areas.iter_mut().for_each(|area| area.people.iter_mut().for_each(|people| *people = *people * 3 / 2));
        }
        // Nobody lives there any longer: a cohort less.
        1 => {
            let at = rng.below(other.areas.len());
            other.areas[at].people.iter_mut().for_each(|people| *people = 0);
        }
        2 => moved(&mut other.areas[0].position),
        3 => other.sites.iter_mut().for_each(|site| moved(&mut site.position)),
        4 => other.venues.iter_mut().for_each(|venue| moved(&mut venue.position)),
        5 => other.services[0].decay = Decay::Step { limit: Way(1_700) },
        6 => {
            let at = rng.below(other.services[0].modes.len());
            other.services[0].modes[at].decay = Some(Decay::Linear { full: Way(100), zero: Way(1_900) });
        }
        7 => other.least_decay = Share::new(0.37).unwrap(),
        8 => match &mut other.travel {
            Travel::StraightLine { detour } => *detour *= 1.1,
            Travel::Matrix(matrix) => {
                let ways = matrix.modes.iter_mut().flat_map(|mode| &mut mode.ways);
                ways.for_each(|known| known.value = (known.value * 1.1).round());
            }
        },
        _ => other.sites.iter_mut().for_each(|site| site.rooms += 1),
    }
    (kind, other)
}

#[test]
fn a_future_with_other_numbers_has_the_ways_it_would_have_by_itself() {
    let found = each(0..400, |seed| {
        let mut rng = Rng::new(seed, 8);
        let scenario = if rng.chance(0.4) { in_a_table(&drawn(seed)) } else { drawn(seed) };
        let before = prepared(&scenario);
        let (kind, other) = edited(&scenario, &mut rng);
        let (taken, alone) = (before.with_numbers_of(std::sync::Arc::new(other.clone())), prepared(&other));
        let of_offers = |instance: &Instance| -> Vec<Vec<usize>> {
            (0..instance.offers.len()).map(|offer| instance.arms_of_offer(offer).collect()).collect()
        };
        let same = taken.arms == alone.arms
            && taken.cohorts == alone.cohorts
            && taken.offers == alone.offers
            && taken.baseline_cost == alone.baseline_cost
            && of_offers(&taken) == of_offers(&alone);
        let result = if same { Ok(()) } else { Err(format!("drawn({seed}), edit {kind}: other ways")) };
        (result, (before.arms != alone.arms).then_some(kind))
    });
    // Every kind that ways follow from has changed some.
    for kind in 1..9 {
        assert!(found.iter().any(|(_, changed)| *changed == Some(kind)), "edit {kind} never changed a way");
    }
    none_wrong(found.into_iter().map(|(result, _)| result));
}
