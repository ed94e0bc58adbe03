//! What each design promises.

mod support;

use doorstep_draw::{Design, Number, Spread, Table, draw};
use support::{all_spreads, column, correlation, drawn, mean, number, scores, sd, together, uniform};

fn three() -> Vec<Number> {
    ["a", "b", "c"].map(|id| uniform(id, 0.0, 1.0)).to_vec()
}

fn designs() -> Vec<Design> {
    vec![
        Design::MonteCarlo { members: 50 },
        Design::LatinHypercube { members: 50 },
        Design::Grid { points: 2 },
        Design::Sobol { members: 64 },
        Design::Saltelli { base: 8, second_order: true },
        Design::Saltelli { base: 8, second_order: false },
        Design::Morris { trajectories: 6, levels: 4 },
    ]
}

/// In which of as many equal parts each share lies, sorted.
fn strata(shares: &[f64]) -> Vec<usize> {
    let ends: Vec<f64> = (1..shares.len()).map(|at| at as f64 / shares.len() as f64).collect();
    let mut found: Vec<usize> = shares.iter().map(|share| ends.partition_point(|end| end <= share)).collect();
    found.sort_unstable();
    found
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_does_not() {
    for design in designs() {
        let numbers = all_spreads();
        assert_eq!(drawn(&numbers, &design, 3), drawn(&numbers, &design, 3));
        let grid = matches!(design, Design::Grid { .. });
        assert_eq!(drawn(&numbers, &design, 3) == drawn(&numbers, &design, 4), grid, "{design:?}");
    }
}

#[test]
fn the_order_of_numbers_and_correlations_changes_nothing() {
    let numbers = all_spreads();
    let mut turned = numbers.clone();
    turned.reverse();
    for design in designs() {
        assert_eq!(drawn(&numbers, &design, 3), drawn(&turned, &design, 3), "{design:?}");
    }
    let pairs = [together("pert", "normal", 0.5), together("empirical", "pert", -0.3)];
    let turned_pairs = [together("pert", "empirical", -0.3), together("normal", "pert", 0.5)];
    for design in
        [Design::MonteCarlo { members: 40 }, Design::LatinHypercube { members: 40 }, Design::Sobol { members: 32 }]
    {
        assert_eq!(draw(&numbers, &pairs, &design, 3), draw(&turned, &turned_pairs, &design, 3), "{design:?}");
    }
}

#[test]
fn another_number_changes_no_draws_of_those_there_are() {
    let mut numbers = three();
    for design in [Design::MonteCarlo { members: 40 }, Design::LatinHypercube { members: 40 }] {
        let alone = drawn(&numbers, &design, 3);
        numbers.push(uniform("aa", 0.0, 1.0));
        numbers.push(uniform("d", 0.0, 1.0));
        let beside = draw(&numbers, &[together("aa", "d", 0.7)], &design, 3).unwrap();
        for id in ["a", "b", "c"] {
            assert_eq!(column(&alone, id), column(&beside, id), "{design:?}");
        }
        numbers.truncate(3);
    }
}

#[test]
fn more_members_begin_with_the_fewer() {
    type Of = fn(usize) -> Design;
    let designs: [Of; 2] = [|members| Design::MonteCarlo { members }, |members| Design::Sobol { members }];
    for design in designs {
        let (few, many) = (drawn(&three(), &design(10), 3), drawn(&three(), &design(100), 3));
        assert!(few.rows().zip(many.rows()).all(|(one, other)| one == other));
    }
}

#[test]
fn a_latin_hypercube_hits_every_stratum_exactly_once() {
    for (members, seed) in [(1, 1), (2, 2), (7, 3), (100, 4), (4096, 5), (100_000, 6)] {
        let drawn = drawn(&three(), &Design::LatinHypercube { members }, seed);
        for id in ["a", "b", "c"] {
            assert!(strata(&column(&drawn, id)).into_iter().eq(0..members), "{members} members, {id}");
        }
    }
}

#[test]
fn correlated_strata_are_still_hit_exactly_once() {
    let pairs = [together("a", "b", 0.8), together("b", "c", -0.4)];
    for (members, seed) in [(5, 1), (50, 2), (5000, 3)] {
        let design = Design::LatinHypercube { members };
        let (apart, drawn) = (drawn(&three(), &design, seed), draw(&three(), &pairs, &design, seed).unwrap());
        for id in ["a", "b", "c"] {
            let mut values = column(&drawn, id);
            assert!(strata(&values).into_iter().eq(0..members), "{members} members, {id}");
            let mut before = column(&apart, id);
            values.sort_by(f64::total_cmp);
            before.sort_by(f64::total_cmp);
            assert_eq!(values, before, "the same values in another order");
        }
    }
}

#[test]
fn correlations_of_normal_scores_are_those_asked_for() {
    let pairs = [together("a", "b", 0.8), together("b", "c", -0.5), together("a", "c", -0.1)];
    // By re-ordering, what is left is of second order; by chance it is about 1 / √n.
    for (design, tolerance) in [
        (Design::MonteCarlo { members: 20_000 }, 0.02),
        (Design::Sobol { members: 16_384 }, 0.003),
        (Design::LatinHypercube { members: 20_000 }, 0.003),
        (Design::LatinHypercube { members: 200 }, 0.03),
    ] {
        for seed in 1..6 {
            let drawn = draw(&three(), &pairs, &design, seed).unwrap();
            for pair in &pairs {
                let of = |id: &str| scores(&column(&drawn, id));
                let found = correlation(&of(&pair.one), &of(&pair.other));
                assert!((found - pair.value).abs() < tolerance, "{design:?}: {found}, not {}", pair.value);
            }
        }
    }
}

#[test]
fn correlated_numbers_keep_their_own_spreads() {
    let numbers = all_spreads();
    let pairs =
        [together("pert", "normal", 0.5), together("discrete", "pert", 0.6), together("empirical", "pert", -0.5)];
    for design in [Design::MonteCarlo { members: 50_000 }, Design::LatinHypercube { members: 50_000 }] {
        let (drawn, alone) = (draw(&numbers, &pairs, &design, 9).unwrap(), drawn(&numbers, &design, 9));
        for number in &numbers {
            let (values, before) = (column(&drawn, number.id()), column(&alone, number.id()));
            let error = sd(&before) / 50_000.0_f64.sqrt();
            assert!((mean(&values) - number.mean()).abs() < 4.0 * error, "{design:?}, {}", number.id());
        }
        assert!(correlation(&column(&drawn, "pert"), &column(&drawn, "discrete")) > 0.45);
        assert!(correlation(&column(&drawn, "pert"), &column(&drawn, "empirical")) < -0.35);
    }
}

#[test]
fn a_correlation_of_nothing_ties_nothing() {
    let design = Design::LatinHypercube { members: 30 };
    assert_eq!(draw(&three(), &[together("a", "b", 0.0)], &design, 3).unwrap(), drawn(&three(), &design, 3));
}

#[test]
fn a_grid_has_every_combination_and_says_what_each_stands_for() {
    let numbers = [
        uniform("a", 0.0, 1.0),
        number("b", Spread::Discrete { values: vec![(5.0, 3.0), (1.0, 1.0)] }),
        number("c", Spread::Empirical { values: vec![9.0, 8.0, 7.0] }),
    ];
    let grid = drawn(&numbers, &Design::Grid { points: 2 }, 1);
    let rows: Vec<&[f64]> = grid.rows().collect();
    let expected: [&[f64]; 8] = [
        &[0.25, 1.0, 7.0],
        &[0.25, 1.0, 9.0],
        &[0.25, 5.0, 7.0],
        &[0.25, 5.0, 9.0],
        &[0.75, 1.0, 7.0],
        &[0.75, 1.0, 9.0],
        &[0.75, 5.0, 7.0],
        &[0.75, 5.0, 9.0],
    ];
    assert_eq!(rows, expected);
    let weights = grid.weights().unwrap();
    assert_eq!(weights[..4], [0.0625, 0.0625, 0.1875, 0.1875]);
    assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    assert_eq!(drawn(&three(), &Design::Grid { points: 4 }, 1).weights(), None);
    assert_eq!(drawn(&three(), &Design::Grid { points: 4 }, 1).members(), 64);
}

#[test]
fn sobol_is_more_even_than_chance() {
    // The mean of a · b + c², 1/4 + 1/3: over seeds, its error by Sobol's sequence is far below that by chance.
    let error = |design: &Design| {
        let squares = (0..20).map(|seed| {
            let drawn = drawn(&three(), design, seed);
            let of: Vec<f64> = drawn.rows().map(|row| row[0] * row[1] + row[2] * row[2]).collect();
            (mean(&of) - 7.0 / 12.0).powi(2)
        });
        (squares.sum::<f64>() / 20.0).sqrt()
    };
    let (chance, even) = (error(&Design::MonteCarlo { members: 1024 }), error(&Design::Sobol { members: 1024 }));
    assert!(even < chance / 20.0, "{even} and {chance}");
}

#[test]
fn a_table_is_given_out_as_it_is_and_says_what_lies_outside() {
    let numbers = three();
    let ids = ["c", "a", "b"].map(str::to_owned).to_vec();
    let rows = vec![vec![0.3, 0.123_456_789_012_345_67, 0.2], vec![7.0, 0.5, -1.0], vec![8.0, 0.0, 1.0]];
    let drawn = drawn(&numbers, &Design::Table(Table { ids, rows }), 1);
    let expected: [&[f64]; 3] = [&[0.123_456_789_012_345_67, 0.2, 0.3], &[0.5, -1.0, 7.0], &[0.0, 1.0, 8.0]];
    assert_eq!(drawn.rows().collect::<Vec<_>>(), expected);
    let outside = drawn.outside(&numbers);
    let told: Vec<(&str, &[usize])> = outside.iter().map(|one| (one.id.as_str(), one.members.as_slice())).collect();
    assert_eq!(told, [("b", &[1][..]), ("c", &[1, 2][..])]);
    assert_eq!(outside[0].range, (0.0, 1.0));
}

#[test]
fn designs_say_beforehand_how_many_members_they_have() {
    let numbers = all_spreads();
    for design in designs() {
        assert_eq!(design.members(&numbers), Some(drawn(&numbers, &design, 1).members()), "{design:?}");
    }
}
