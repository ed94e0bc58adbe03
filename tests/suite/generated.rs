//! Drawn scenarios of every shape are what they say: the same for the same seed, with room for
//! everybody or without, and the same in memory as through text.

use crate::determinism::placeless;
use crate::drawn::england::{self, Areas};
use crate::drawn::{Asked, Capacity, Fade, Shape, arrays, on, scenario, write};
use crate::support::rng::Rng;
use doorstep::explore::{Answer, Settings, solve};
use doorstep::instance::{Instance, Offer, cost_of};
use doorstep::method::{General, Limits, Quiet};
use doorstep_scenario::{Loaded, Pence, Scenario, Sessions, load_text};
use flate2::{Compression, write::GzEncoder};
use std::fmt::Write as _;
use std::fs::File;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

/// A small one of each shape, with and without room for everybody.
fn small(seed: u64) -> Vec<Asked> {
    let mut all = Vec::new();
    for capacity in [Capacity::Ample, Capacity::Binding] {
        for fade in [Fade::Bands, Fade::Smooth, Fade::Step] {
            let sites = Asked { near: 5, per_district: 20, fade, ..Asked::sites(120, 25, capacity, seed) };
            let city = Asked { areas: 90, sites: 9, venues: 20, per_district: 30, fade, ..Asked::city(capacity, seed) };
            all.extend([
                Asked { services: 3, groups: 2, ..sites.clone() },
                Asked { same_costs: true, ..sites.clone() },
                sites,
                Asked { services: 8, groups: 11, ..city.clone() },
                city,
            ]);
        }
    }
    all.push(Asked::median(12, 3, seed));
    all
}

fn prepared(scenario: &Scenario) -> Instance {
    Instance::prepare(Arc::new(scenario.clone()))
}

fn read(scenario: &Scenario) -> Loaded {
    let files = write::files(scenario).unwrap();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    load_text(&files).unwrap_or_else(|faults| panic!("{}: {faults:?}", scenario.name))
}

#[test]
fn the_same_seed_draws_the_same_scenario_and_another_seed_another() {
    for (one, other) in small(1).iter().zip(small(2)) {
        let drawn = scenario(one);
        assert_eq!(drawn, scenario(one), "{one:?}");
        let unnamed = Scenario { name: String::new(), ..scenario(&other) };
        assert_ne!(Scenario { name: String::new(), ..drawn }, unnamed, "{one:?}");
    }
}

#[test]
fn what_is_written_and_read_is_the_scenario_in_memory() {
    for asked in (1..4).flat_map(small) {
        let drawn = scenario(&asked);
        let loaded = read(&drawn);
        // Nothing is refused or looks wrong, but that some may live too far away.
        assert!(loaded.warnings.is_empty(), "{asked:?}: {:?}", loaded.warnings);
        assert_eq!(placeless(loaded.scenario), placeless(drawn), "{asked:?}");
    }
}

#[test]
fn every_drawn_size_loads() {
    let mut rng = Rng::new(5, 0);
    let mut size = |low, high| rng.whole(low, high) as usize;
    for seed in 0..60 {
        let capacity = if seed % 2 == 0 { Capacity::Ample } else { Capacity::Binding };
        let plain = match seed % 3 {
            0 => Asked::median(size(1, 30), size(1, 4), seed),
            1 => Asked::sites(size(1, 80), size(1, 30), capacity, seed),
            _ => Asked { venues: size(0, 30), ..Asked::city(capacity, seed) },
        };
        let asked = if plain.shape == Shape::City {
            let (areas, sites) = (size(1, 80), size(1, 20));
            Asked { areas, sites, services: size(1, 14), groups: size(1, 4), per_district: size(1, 60), ..plain }
        } else {
            Asked { near: size(1, 40), per_district: size(1, 60), ..plain }
        };
        read(&scenario(&asked));
    }
}

#[test]
fn without_binding_capacity_every_offer_has_room_for_all_who_could_come() {
    let ample = (1..4).flat_map(small).filter(|asked| asked.capacity == Capacity::Ample);
    for asked in ample.chain([Asked::city(Capacity::Ample, 1)]) {
        let instance = prepared(&scenario(&asked));
        assert_eq!(arrays::full(&instance), None, "{asked:?}");
        let hours = instance.scenario.services.iter().flat_map(|service| &service.modes).map(|mode| mode.room_hours);
        assert!(hours.sum::<f64>() <= 0.0, "{asked:?}: rooms would bind");
        for (n, venue) in instance.scenario.venues.iter().enumerate() {
            let here = |offer: &&Offer| offer.place(&instance.scenario) == venue.id;
            let most: u32 = instance.offers.iter().filter(here).map(|offer| offer.most.0).sum();
            assert!(most <= venue.weekly_sessions.0, "{asked:?}: venue {n} would bind");
        }
    }
}

#[test]
fn with_binding_capacity_offers_are_too_small_some_of_them_at_their_most_sessions() {
    for asked in (1..4).flat_map(small).filter(|asked| asked.capacity == Capacity::Binding) {
        let instance = prepared(&scenario(&asked));
        let short = |sessions: &dyn Fn(&Offer) -> Sessions| -> Vec<usize> {
            let small = |at: &usize| {
                let offer = &instance.offers[*at];
                arrays::room_wanted(&instance, *at) > offer.served_by_session * sessions(offer).per_week()
            };
            let mut services: Vec<usize> =
                (0..instance.offers.len()).filter(small).map(|at| instance.offers[at].service.0).collect();
            services.dedup();
            services
        };
        assert_eq!(short(&|offer| offer.least).len(), instance.scenario.services.len(), "{asked:?}");
        assert!(!short(&|offer| offer.most).is_empty(), "{asked:?}");
    }
}

#[test]
fn thirty_to_fifty_percent_of_the_money_stay() {
    for asked in (1..6).flat_map(small).filter(|asked| asked.shape != Shape::Median) {
        let instance = prepared(&scenario(&asked));
        let total: Pence = instance.baseline_cost.iter().copied().sum();
        let today: Pence = (0..instance.scenario.lines.len())
            .map(|line| cost_of(&instance.scenario, &instance.offers, &instance.baseline, line))
            .sum();
        assert_eq!(total, today, "{asked:?}");
        let stays = (total - instance.scenario.targets[0].amount).pounds() / total.pounds();
        // To a site where all cost the same: a target is met by whole ones.
        let slack = if asked.same_costs { 1.0 / asked.sites as f64 } else { 1e-6 };
        assert!((0.3 - slack..=0.5 + slack).contains(&stays), "{asked:?}: {stays} stays");
    }
}

#[test]
fn an_area_has_about_as_many_sites_within_reach_as_asked() {
    for (near, fade) in [(5, Fade::Bands), (20, Fade::Smooth), (20, Fade::Step)] {
        let asked = Asked { fade, near, ..Asked::sites(2000, 200, Capacity::Ample, 3) };
        let instance = prepared(&scenario(&asked));
        let found = instance.arms.len() as f64 / instance.cohorts.len() as f64;
        assert!((found / near as f64 - 1.0).abs() < 0.15, "{found} sites within reach, {near} asked");
        let mut values: Vec<u64> = instance.arms.iter().map(|arm| arm.decay.to_bits()).collect();
        values.sort_unstable();
        values.dedup();
        let bands = match fade {
            Fade::Bands => 8..=8,
            Fade::Step => 1..=1,
            Fade::Smooth => 1000..=usize::MAX,
        };
        assert!(bands.contains(&values.len()), "{} different values", values.len());
    }
}

#[test]
fn drawn_scenarios_have_plans_that_pass_the_checker() {
    let limits = Limits { gap: Some(0.05), work: Some(20_000), ..Limits::default() };
    let settings = Settings { limits, alternatives: 0, ..Settings::default() };
    for asked in small(1).iter().filter(|asked| asked.fade == Fade::Bands && asked.groups < 11) {
        let instance = Arc::new(prepared(&scenario(asked)));
        match solve(&instance, &General::default(), &settings, &mut Quiet) {
            Ok(Answer::Options(options)) => assert!(options.plan.verdict.holds(), "{asked:?}"),
            other => panic!("{asked:?}: {other:?}"),
        }
    }
}

#[test]
fn arrays_are_told_of_location_problems_with_room_for_everybody_only() {
    let sites = scenario(&Asked { near: 5, ..Asked::sites(60, 12, Capacity::Ample, 1) });
    let told = arrays::of(&sites).unwrap();
    let instance = prepared(&sites);
    assert_eq!(told["area"].as_array().unwrap().len(), instance.arms.len());
    assert_eq!(told["people"].as_array().unwrap().len(), instance.cohorts.len());
    let costs: f64 = told["cost"].as_array().unwrap().iter().map(|cost| cost.as_f64().unwrap()).sum();
    assert!((costs - told["budget"].as_f64().unwrap() - sites.targets[0].amount.pounds()).abs() < 0.005);
    assert_eq!(arrays::of(&scenario(&Asked::median(6, 2, 1))).unwrap()["ways"].as_array().unwrap().len(), 36);
    let few = Asked { near: 5, ..Asked::sites(60, 12, Capacity::Binding, 1) };
    assert!(arrays::of(&scenario(&few)).is_err());
    assert!(arrays::of(&scenario(&Asked { areas: 60, ..Asked::city(Capacity::Ample, 1) })).is_err());
}

/// Tables as those of England are, with one count and one decile that are not known.
fn tables(name: &str, packed: bool) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("england").join(name);
    std::fs::create_dir_all(&folder).unwrap();
    let mut lsoa = "code,name,lad_name,easting,northing,children_0_4_2020_est,imd2025_decile\n".to_owned();
    let mut lsoa11 = "code,imd2015_decile\n".to_owned();
    let mut output = "code,lsoa_code,lad_code,easting,northing,children_0_4_2015\n".to_owned();
    let mut venues = "id,easting,northing\n".to_owned();
    for n in 0..40 {
        let (at, lad) = (format!("{},{}", 400_000 + 700 * (n % 8), 300_000 + 700 * (n / 8)), n / 20);
        let (count, decile) = match n {
            3 => (String::new(), "4".to_owned()),
            4 => ("50".to_owned(), String::new()),
            _ => (format!("{}.5", 40 + n), (1 + n % 10).to_string()),
        };
        writeln!(lsoa, "E{n:02},\"Place {n}, upper\",\"Town, {lad}\",{at},{count},{decile}").unwrap();
        writeln!(lsoa11, "E{n:02},{decile}").unwrap();
        writeln!(output, "O{n:02},E{n:02},L{lad},{at},{count}").unwrap();
        writeln!(venues, "v{n:02},{at}").unwrap();
    }
    let all = [
        ("neighbourhoods_lsoa2021", lsoa),
        ("neighbourhoods_lsoa2011", lsoa11),
        ("output_areas_2011", output),
        ("venues", venues),
    ];
    for (stem, text) in all {
        if packed {
            let file = File::create(folder.join(format!("{stem}.csv.gz"))).unwrap();
            let mut packer = GzEncoder::new(file, Compression::fast());
            packer.write_all(text.as_bytes()).unwrap();
            packer.finish().unwrap();
        } else {
            std::fs::write(folder.join(format!("{stem}.csv")), text).unwrap();
        }
    }
    folder
}

#[test]
fn england_is_read_packed_or_plain_and_rows_that_are_not_known_are_left_out() {
    for which in [Areas::Neighbourhoods, Areas::OutputAreas] {
        let asked = Asked { near: 4, groups: 2, ..Asked::sites(40, 10, Capacity::Ample, 1) };
        let [packed, plain] = [("packed", true), ("plain", false)].map(|(name, packed)| {
            let found = england::read(&tables(&format!("{name}-{which:?}"), packed), which, &asked).unwrap();
            assert_eq!((found.land.areas.len(), found.left_out), (38, 2));
            on(&asked, &found.land)
        });
        assert_eq!(packed, plain);
        assert_eq!(packed.areas[0].people, [21, 20], "40.5 children are 41");
        let loaded = read(&packed);
        assert_eq!(placeless(loaded.scenario), placeless(packed.clone()));
        assert!(packed.notes.iter().any(|note| note.contains("Open Government Licence")));
        assert!(packed.notes.iter().any(|note| note.ends_with("not known: 2.")));
        let other = england::read(&tables("other", true), which, &Asked { seed: 2, ..asked.clone() }).unwrap();
        assert_ne!(on(&asked, &other.land).sites, packed.sites, "another seed draws other sites");
    }
}
