//! How sure a saving is, against plain enumeration.

use super::rng::Rng;
use super::town::{CENTRES, gbp, measure, one_closed, programme, town};
use crate::accounts::delivery::{Risk, delivered};
use crate::accounts::{Reached, accounts};
use doorstep_scenario::{Delivery, MeasureKind, Pence, Rag};

fn risk(amount: i64, odds: f64) -> Risk {
    Risk { name: "risk".to_owned(), amount: Pence(amount), rag: Rag::Amber, odds }
}

/// The most that is reached with a probability, over all ways in which things may come or not.
fn enumerated(risks: &[Risk], probability: f64) -> i64 {
    let mut ways: Vec<(i64, f64)> = (0..1_u32 << risks.len())
        .map(|way| {
            risks.iter().enumerate().fold((0, 1.0), |(sum, chance), (at, risk)| {
                let odds = if risk.amount.0 < 0 { 1.0 } else { risk.odds };
                if way >> at & 1 == 1 { (sum + risk.amount.0, chance * odds) } else { (sum, chance * (1.0 - odds)) }
            })
        })
        .filter(|(_, chance)| *chance > 0.0)
        .collect();
    ways.sort_unstable_by_key(|(sum, _)| std::cmp::Reverse(*sum));
    let mut chance = 0.0;
    let found = ways.iter().find(|(_, each)| {
        chance += each;
        chance >= probability - 1e-9
    });
    found.map_or(0, |(sum, _)| *sum)
}

#[test]
fn ten_measures_are_as_sure_as_enumeration_says() {
    for seed in 0..200 {
        let mut rng = Rng::new(seed, 7);
        let risks: Vec<Risk> =
            (0..10).map(|_| risk(rng.whole(-300_000, 2_000_000), rng.pick(&[0.0, 0.4, 0.75, 0.95, 1.0]))).collect();
        let found = delivered(risks.clone());
        let expected = [0.5, 0.8].map(|probability| Pence(enumerated(&risks, probability)));
        assert_eq!(found.independent, Reached { p50: expected[0], p80: expected[1] }, "seed {seed}");
        assert_eq!(found.rounded_to, Pence(1));
        assert_eq!(found.contingency, found.headline - expected[1]);
    }
}

#[test]
fn one_draw_for_all_is_a_ladder_of_odds() {
    // £3 at 95 in 100, £2 at 75, £1 at 40, and £0.50 more spent for certain.
    let found = delivered(vec![risk(300, 0.95), risk(200, 0.75), risk(100, 0.4), risk(-50, 0.4)]);
    assert_eq!(found.together, Reached { p50: Pence(450), p80: Pence(250) });
    assert_eq!(found.headline, Pence(550));
    // 285 + 150 + 40 − 50.
    assert_eq!(found.expected, Pence(425));
    // A part as sure as the question is reached with it.
    assert_eq!(delivered(vec![risk(700, 0.8)]).independent.p80, Pence(700));
}

#[test]
fn more_sums_than_can_be_told_apart_are_rounded_down_and_it_says_so() {
    let mut rng = Rng::new(3, 3);
    let risks: Vec<Risk> = (0..40).map(|_| risk(rng.whole(1_000_000, 90_000_000), 0.75)).collect();
    let found = delivered(risks.clone());
    assert!(found.rounded_to > Pence(1));
    // Never above what is exact: what is lost by rounding is less than one step for each.
    let step = found.rounded_to.0;
    let rounded: Vec<Risk> = risks.iter().map(|each| risk(each.amount.0 / step * step, each.odds)).collect();
    let of_rounded = delivered(rounded).independent;
    assert_eq!(found.independent, of_rounded);
    assert!(found.independent.p80 < found.headline);
}

#[test]
fn the_headline_is_what_the_columns_say() {
    let mut s = town(1);
    programme(&mut s).measures = vec![
        measure("lease", CENTRES, MeasureKind::CostReduction, 10_000, 1),
        measure("demand", CENTRES, MeasureKind::Avoidance, 5_000, 1),
    ];
    let share = super::blank::share;
    programme(&mut s).delivery = Some(Delivery {
        odds: [share(0.9), share(0.6), share(0.3)],
        footprint: [Rag::Green, Rag::Amber, Rag::Amber, Rag::Red],
        source: None,
    });
    let found = accounts(&s, &[one_closed(&s)]);
    let delivered = found.delivery.unwrap();
    // £80,000 by closing (rent taken off), £40,000 of sessions, £15,000 of measures.
    assert_eq!(delivered.headline, gbp(135_000));
    // 72,000 + 24,000 + 13,500.
    assert_eq!(delivered.expected, gbp(109_500));
    let saved = found.savings[0].total().run_rate;
    assert_eq!(delivered.headline, saved.cash() + saved.avoidance);
}
