//! What makes up lines, held against the lines.

use super::drawn::{drawn, reach};
use super::town::{one_closed, town};
use crate::accounts::{Cost, PARTS, Thing, accounts_with, costing};
use doorstep_scenario::{MeasureKind, Pence};

fn beside(thing: Thing) -> bool {
    matches!(thing, Thing::StaffPlanned(_) | Thing::Vacant(_) | Thing::Measure(_))
}

#[test]
fn the_rows_of_every_line_and_year_add_up_to_its_figures() {
    for seed in 0..600 {
        let (s, states) = drawn(seed);
        let reach = (seed % 2 == 0).then(|| reach(seed));
        let accounts = accounts_with(&s, &states, reach.as_ref());
        let found = costing(&s, &states, reach.as_ref());
        let costs = found.costs.unwrap();
        let measures = &s.programme.as_ref().unwrap().measures;
        for (at, year) in accounts.years.iter().enumerate() {
            for (line, now) in year.lines.iter().enumerate() {
                let rows = || costs.iter().filter(|cost| cost.year == at && cost.line.0 == line);
                let sum = |of: fn(&Cost) -> Pence| rows().map(of).sum::<Pence>();
                let of = |meant: &dyn Fn(Thing) -> bool, of: fn(&Cost) -> Pence| -> Pence {
                    rows().filter(|cost| meant(cost.thing)).map(of).sum()
                };
                assert!(rows().all(|cost| beside(cost.thing) || cost.beside == Pence::ZERO));
                assert!(rows().all(|cost| !beside(cost.thing) || cost.then == [Pence::ZERO; 3]));
                assert_eq!(sum(|cost| cost.at_base[0]), now.base, "seed {seed}");
                assert_eq!(sum(|cost| cost.then[0]), now.base + now.prices, "seed {seed}");
                assert_eq!(sum(|cost| cost.then[1]), now.before, "seed {seed}");
                assert_eq!(sum(|cost| cost.then[2]), now.run_rate, "seed {seed}");
                let pressure = |thing| matches!(thing, Thing::Pressure(_));
                let staff = |thing| matches!(thing, Thing::Staff(_));
                let planned = |thing| matches!(thing, Thing::StaffPlanned(_));
                let vacant = |thing| matches!(thing, Thing::Vacant(_));
                assert_eq!(of(&pressure, |cost| cost.then[2]), now.pressures, "seed {seed}");
                assert_eq!(of(&staff, |cost| cost.then[2] - cost.then[0]), now.staff, "seed {seed}");
                assert_eq!(of(&vacant, |cost| cost.beside), now.vacant, "seed {seed}");
                let prevention = of(&staff, |cost| cost.then[2]) - of(&planned, |cost| cost.beside);
                assert_eq!(prevention, now.prevention, "seed {seed}");
                for (kind, told) in [MeasureKind::CostReduction, MeasureKind::Income, MeasureKind::Avoidance]
                    .into_iter()
                    .zip(now.measures)
                {
                    let meant = |thing| matches!(thing, Thing::Measure(id) if measures[id].kind == kind);
                    assert_eq!(of(&meant, |cost| cost.beside), told, "seed {seed}");
                }
                // Months: ((12 − m) · before + m · after) / 12, halves up.
                let months = i64::from(found.terms[at * s.lines.len() + line].months);
                let twelfths = now.before.0 * (12 - months) + now.run_rate.0 * months;
                assert_eq!((twelfths + 6).div_euclid(12), now.in_year.0, "seed {seed}");
            }
        }
    }
}

#[test]
fn parts_of_the_footprint_are_those_of_the_waterfall() {
    for seed in 0..300 {
        let (s, states) = drawn(seed);
        let accounts = accounts_with(&s, &states, None);
        let last = accounts.years.len() - 1;
        let costs = costing(&s, &states, None).costs.unwrap();
        for (at, part) in PARTS.iter().enumerate() {
            let rows = costs.iter().filter(|cost| cost.year == last && cost.part == Some(at));
            let change: Pence = rows.map(|cost| cost.at_base[1] - cost.at_base[0]).sum();
            let step = accounts.waterfall.iter().find(|step| step.name.eq_ignore_ascii_case(part)).unwrap();
            assert_eq!(step.amount, change, "seed {seed}: {part}");
        }
    }
}

#[test]
fn a_town_is_made_of_its_levels_and_sessions() {
    let s = town(1);
    let costs = costing(&s, &[one_closed(&s)], None).costs.unwrap();
    // Fixed spending of the grant; on two lines two sites at a level; sessions at both.
    let told: Vec<(usize, Thing, i64, [f64; 3], i64)> = costs
        .iter()
        .map(|cost| (cost.line.0, cost.thing, cost.unit.0 / 100, cost.quantity, cost.then[2].0 / 100))
        .collect();
    assert_eq!(told.iter().map(|(line, ..)| *line).collect::<Vec<_>>(), [0, 0, 0, 0, 1, 1, 2]);
    assert_eq!(told[0].2..=told[0].4, 100_000..=100_000);
    assert_eq!((told[1].3, told[1].4), ([1.0, 1.0, 0.0], 0));
    assert_eq!((told[2].2, told[2].3, told[2].4), (100, [10.0; 3], 40_000));
    assert_eq!((told[6].1, told[6].4), (Thing::Fixed, 300_000));
}
