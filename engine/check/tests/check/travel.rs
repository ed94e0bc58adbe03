//! Travel by a supplied table, as the checker sees it.

use doorstep_check::{Claims, Demand, Verdict, check};
use doorstep_scenario::{KnownWay, Matrix, Scenario, Travel, TravelMode, TravelModeIx, WayUnit};

use crate::town::{claims, plan, scenario};

/// The town's ways: to ash, birch and the library.
const WAYS: [[f64; 3]; 3] = [[0.0, 3_600.0, 1_200.0], [1_200.0, 2_400.0, 0.0], [3_600.0, 0.0, 2_400.0]];

fn walk(ways: [[f64; 3]; 3]) -> TravelMode {
    let ways = (0..3).flat_map(|area: u32| {
        (0..3).map(move |place: u32| KnownWay { area, place, value: ways[area as usize][place as usize] })
    });
    TravelMode { id: "walk".into(), ways: ways.filter(|way| way.value.is_finite()).collect() }
}

fn by_table(unit: WayUnit, modes: Vec<TravelMode>) -> Scenario {
    let by = vec![TravelModeIx(modes.len() - 1)];
    Scenario { travel: Travel::Matrix(Matrix { unit, by, modes }), ..scenario() }
}

fn codes(verdict: &Verdict) -> Vec<&str> {
    verdict.broken.iter().map(|broken| broken.code).collect()
}

#[test]
fn the_same_ways_in_a_table_are_the_same_town() {
    let town = by_table(WayUnit::Metres, vec![walk(WAYS)]);
    assert_eq!(check(&town, &plan(), None, &claims(), Demand::KeepHardRules).broken, Vec::new());
}

#[test]
fn ways_count_to_the_whole_metre_or_the_tenth_of_a_minute() {
    for (unit, step) in [(WayUnit::Metres, 1.0), (WayUnit::Minutes, 0.1)] {
        for (more, right) in [(0.0, true), (0.49, true), (-0.49, true), (0.51, false)] {
            let mut ways = WAYS.map(|row| row.map(|way| way * step));
            ways[1][0] += more * step;
            let town = by_table(unit, vec![walk(ways)]);
            let verdict = check(&town, &plan(), None, &claims(), Demand::KeepHardRules);
            assert_eq!(verdict.holds(), right, "{unit:?} {more}: {:?}", verdict.broken);
        }
    }
}

#[test]
fn nobody_comes_where_no_way_is_known() {
    // Both rows of a2 at ash; a way from ash to somewhere, or a longer one, is none.
    let mut ways = WAYS;
    ways[1][0] = f64::INFINITY;
    let town = by_table(WayUnit::Metres, vec![walk(ways)]);
    assert_eq!(codes(&check(&town, &plan(), None, &Claims::default(), Demand::ReportOnly)), ["CK38", "CK38"]);
    // Nobody needs a way to what is everywhere.
    let none = by_table(WayUnit::Metres, vec![walk([[f64::INFINITY; 3]; 3])]);
    assert_eq!(codes(&check(&none, &plan(), None, &Claims::default(), Demand::ReportOnly)).len(), 9);
}

#[test]
fn the_least_of_the_open_travel_modes_counts_and_a_service_may_open_others() {
    let mut by_car = WAYS;
    by_car[1][0] = 0.0; // at the door by car: δ is 1, and not 0.65 and 0.435275
    let mut car = walk(by_car);
    car.id = "car".into();
    let mut town = by_table(WayUnit::Metres, vec![car, walk(WAYS)]);
    let reached = |town: &Scenario| {
        let verdict = check(town, &plan(), None, &Claims::default(), Demand::ReportOnly);
        verdict.figures.reached.iter().map(|(_, people)| format!("{people:.5}")).collect::<Vec<_>>()
    };
    assert_eq!(reached(&town), ["28.35275", "234.40000"]);
    town.services[1].modes[0].by = Some(vec![TravelModeIx(0)]);
    assert_eq!(reached(&town), ["28.35275", "242.80000"]); // 24 × (1 − 0.65) more
    let Travel::Matrix(matrix) = &mut town.travel else { unreachable!() };
    matrix.by = vec![TravelModeIx(0), TravelModeIx(1)];
    assert_eq!(reached(&town), ["34.00000", "242.80000"]); // 10 × (1 − 0.435275) more
}
