//! What cannot be drawn is refused with a sentence that names the number.

#![allow(clippy::unwrap_used, reason = "a test stops where something is wrong")]

mod support;

use doorstep_draw::{Correlation, Design, Misfit, Number, Spread, Table, draw};
use support::{number, refused, sentences, together, uniform};

const NAN: f64 = f64::NAN;
const INFINITE: f64 = f64::INFINITY;

fn refusals(numbers: &[Number], correlations: &[Correlation], design: &Design) -> Vec<String> {
    sentences(&draw(numbers, correlations, design, 1).unwrap_err())
}

fn some(count: usize) -> Vec<Number> {
    (0..count).map(|at| uniform(&format!("n{at:04}"), 0.0, 1.0)).collect()
}

const CHANCE: Design = Design::MonteCarlo { members: 10 };

#[test]
fn bounds_have_to_be_finite_and_in_order() {
    let certain = "pay: low 1 has to be below high 1; what is certain is no uncertain number";
    assert_eq!(refused(Spread::Uniform { low: 1.0, high: 1.0 }), [certain]);
    assert_eq!(
        refused(Spread::Uniform { low: NAN, high: INFINITE }),
        ["pay: low is NaN; it has to be a finite number", "pay: high is inf; it has to be a finite number"]
    );
    assert_eq!(
        refused(Spread::Uniform { low: -f64::MAX, high: f64::MAX }),
        ["pay: high - low is inf; it has to be a finite number"]
    );
    let ordered = "pay: low 3 has to be below high 2; what is certain is no uncertain number";
    assert_eq!(refused(Spread::Pert { low: 3.0, mode: 2.5, high: 2.0 }), [ordered]);
}

#[test]
fn modes_have_to_lie_between_bounds() {
    let beyond = "pay: mode 3 has to lie from low 1 to high 2";
    assert_eq!(refused(Spread::Triangular { low: 1.0, mode: 3.0, high: 2.0 }), [beyond]);
    assert_eq!(refused(Spread::Pert { low: 1.0, mode: 3.0, high: 2.0 }), [beyond]);
    assert_eq!(
        refused(Spread::Pert { low: 1.0, mode: NAN, high: 2.0 }),
        ["pay: mode is NaN; it has to be a finite number"]
    );
}

#[test]
fn deviations_and_medians_have_to_be_above_nothing() {
    assert_eq!(
        refused(Spread::Normal { mean: INFINITE, sd: 0.0, low: 2.0, high: 1.0 }),
        [
            "pay: mean is inf; it has to be a finite number",
            "pay: sd is 0; it has to be above 0",
            "pay: low 2 has to be below high 1; what is certain is no uncertain number",
        ]
    );
    assert_eq!(
        refused(Spread::LogNormal { median: -1.0, sigma: -0.5, low: -2.0, high: 1.0 }),
        [
            "pay: median is -1; it has to be above 0",
            "pay: sigma is -0.5; it has to be above 0",
            "pay: low is -2; a log-normal number is never below 0",
        ]
    );
}

#[test]
fn bounds_have_to_leave_something_of_the_distribution() {
    assert_eq!(
        refused(Spread::Normal { mean: 0.0, sd: 1.0, low: 8.0, high: 9.0 }),
        ["pay: 6.2e-16 of the distribution lies from low 8 to high 9; at least a millionth has to"]
    );
    let median = refused(Spread::LogNormal { median: 1.0, sigma: 0.1, low: 5.0, high: 9.0 });
    assert_eq!(median.len(), 1);
    assert!(median[0].ends_with("lies from low 5 to high 9; at least a millionth has to"), "{median:?}");
    assert!(Number::new("pay", Spread::Normal { mean: 0.0, sd: 1.0, low: 4.0, high: 9.0 }).is_ok());
}

#[test]
fn values_and_weights_have_to_be_there_and_make_sense() {
    assert_eq!(refused(Spread::Discrete { values: vec![] }), ["pay: no value is given"]);
    assert_eq!(refused(Spread::Empirical { values: vec![] }), ["pay: no value is given"]);
    assert_eq!(
        refused(Spread::Empirical { values: vec![1.0, NAN] }),
        ["pay: a value is NaN; it has to be a finite number"]
    );
    assert_eq!(
        refused(Spread::Discrete { values: vec![(1.0, 0.0), (2.0, 1.0), (INFINITE, 1.0), (2.0, 3.0)] }),
        [
            "pay: a weight is 0; it has to be above 0",
            "pay: a value is inf; it has to be a finite number",
            "pay: value 2 is given twice; add its weights up",
        ]
    );
    assert_eq!(
        refused(Spread::Discrete { values: vec![(1.0, f64::MAX), (2.0, f64::MAX)] }),
        ["pay: the sum of weights is inf; it has to be a finite number"]
    );
}

#[test]
fn every_fault_of_every_number_is_told_at_once() {
    let written = [
        ("rent", Spread::Uniform { low: 2.0, high: 1.0 }),
        ("fine", Spread::Uniform { low: 1.0, high: 2.0 }),
        ("", Spread::Empirical { values: vec![] }),
    ];
    let faults = Number::all(written.map(|(id, spread)| (id.to_owned(), spread))).unwrap_err();
    assert_eq!(
        sentences(&faults),
        [
            "rent: low 2 has to be below high 1; what is certain is no uncertain number",
            "a number has no id",
            ": no value is given"
        ]
    );
    let twice = [uniform("a", 0.0, 1.0), uniform("a", 0.0, 2.0)];
    assert_eq!(
        refusals(&twice, &[together("a", "z", 2.0)], &Design::Sobol { members: 0 }),
        [
            "a: two numbers have this id",
            "correlation of a and z: there is no number z",
            "correlation of a and z is 2; it has to lie between -1 and 1, neither of them",
            "members is 0; it has to be at least 1",
        ]
    );
    assert_eq!(refusals(&[], &[], &CHANCE), ["there are no numbers to draw"]);
}

#[test]
fn correlations_have_to_be_of_two_numbers_once() {
    let pairs = [together("n0000", "n0001", 0.5), together("n0001", "n0000", 0.4), together("n0000", "n0000", 1.0)];
    assert_eq!(
        refusals(&some(2), &pairs, &CHANCE),
        ["correlation of n0000 and n0001 is given twice", "n0000: a number has no correlation with itself"]
    );
    assert!(refusals(&some(2), &[together("n0000", "n0001", NAN)], &CHANCE)[0].contains("is NaN; it has to lie"));
}

#[test]
fn correlations_that_cannot_be_are_named_with_what_would_do() {
    let pairs = [together("n0000", "n0001", 0.9), together("n0001", "n0002", 0.9), together("n0000", "n0002", -0.9)];
    let beside = together("n0003", "n0004", 0.99);
    let all = [&pairs[..], &[beside]].concat();
    let faults = draw(&some(5), &all, &CHANCE, 1).unwrap_err();
    let [Misfit::NotPositiveDefinite { pairs: named }] = faults.as_slice() else { panic!("{faults:?}") };
    assert_eq!(named.len(), 3, "n0003 and n0004 have no part in it");
    // By symmetry the nearest is ±1/2 each, the edge of what can be, and what is proposed lies just within.
    assert!(named.iter().all(|pair| (pair.works.abs() - 0.498).abs() < 0.003), "{named:?}");
    let proposed: Vec<Correlation> = named.iter().map(|pair| together(&pair.one, &pair.other, pair.works)).collect();
    assert!(draw(&some(5), &proposed, &CHANCE, 1).is_ok());
    let sentence = faults[0].to_string();
    assert!(sentence.starts_with("no numbers can have these correlations together: n0000 and n0001 0.9 (0.49"));
}

#[test]
fn what_would_do_does_whatever_is_asked() {
    let mut stream = 1_u64;
    let mut chance = || {
        stream = stream.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (stream >> 11) as f64 / (1_u64 << 53) as f64
    };
    for size in [3, 4, 6, 10, 20, 60] {
        let numbers = some(size);
        let mut pairs = Vec::new();
        for one in 0..size {
            for other in one + 1..size {
                if chance() < 0.6 {
                    pairs.push(together(numbers[one].id(), numbers[other].id(), 1.98 * chance() - 0.99));
                }
            }
        }
        let Err(faults) = draw(&numbers, &pairs, &CHANCE, 1) else { continue };
        for fault in faults {
            let Misfit::NotPositiveDefinite { pairs: named } = fault else { panic!("{fault}") };
            for pair in &mut pairs {
                let same = |id: &str| *id == pair.one || *id == pair.other;
                if let Some(better) = named.iter().find(|better| same(&better.one) && same(&better.other)) {
                    pair.value = better.works;
                }
            }
        }
        draw(&numbers, &pairs, &CHANCE, 1).unwrap();
    }
}

#[test]
fn designs_that_move_one_number_at_a_time_refuse_correlations() {
    let pair = [together("n0000", "n0001", 0.5)];
    let told = |design| refusals(&some(3), &pair, &design);
    assert_eq!(
        told(Design::Grid { points: 3 }),
        [concat!(
            "a grid draws no correlated numbers, and n0000 and n0001 are: it asks every combination alike, ",
            "likely or not; take a Latin hypercube, or leave the correlations out"
        )]
    );
    assert_eq!(
        told(Design::Saltelli { base: 8, second_order: false }),
        [concat!(
            "Saltelli's design draws no correlated numbers, and n0000 and n0001 are: Sobol's indices split the ",
            "variance among numbers that vary independently; leave the correlations out"
        )]
    );
    assert_eq!(
        told(Design::Morris { trajectories: 3, levels: 4 }),
        [concat!(
            "Morris's design draws no correlated numbers, and n0000 and n0001 are: an elementary effect moves one ",
            "number and keeps all others; leave the correlations out"
        )]
    );
    assert_eq!(
        told(Design::LatinHypercube { members: 3 }),
        ["3 members are too few to correlate n0000 and 1 others; at least 4 are needed"]
    );
}

#[test]
fn sizes_are_refused_before_anything_is_held() {
    let told = |count, design| refusals(&some(count), &[], &design);
    assert_eq!(
        told(1, Design::MonteCarlo { members: 1_000_001 }),
        ["the design has 1000001 members; at most 1000000 are drawn"]
    );
    assert_eq!(
        told(21, Design::LatinHypercube { members: 1_000_000 }),
        ["1000000 members of 21 numbers are too many values; at most 20000000 are drawn"]
    );
    assert_eq!(told(300, Design::Grid { points: 10 }), ["the design has countless members; at most 1000000 are drawn"]);
    let huge = Design::Saltelli { base: usize::MAX, second_order: true };
    assert_eq!(told(2, huge), ["the design has countless members; at most 1000000 are drawn"]);
    assert_eq!(
        told(513, Design::Sobol { members: 4 }),
        ["the design needs 513 dimensions of Sobol's sequence; there are 512"]
    );
    assert_eq!(
        told(257, Design::Saltelli { base: 4, second_order: false }),
        ["the design needs 514 dimensions of Sobol's sequence; there are 512"]
    );
    let chain: Vec<Correlation> =
        (0..200).map(|at| together(&format!("n{at:04}"), &format!("n{:04}", at + 1), 0.1)).collect();
    assert_eq!(
        refusals(&some(201), &chain, &CHANCE),
        ["n0000 and 200 others hang together by correlations; at most 200 numbers may"]
    );
}

#[test]
fn settings_have_to_be_in_their_range() {
    let told = |design| refusals(&some(2), &[], &design);
    assert_eq!(told(Design::Grid { points: 0 }), ["points is 0; it has to be at least 1"]);
    assert_eq!(told(Design::Saltelli { base: 0, second_order: true }), ["base is 0; it has to be at least 1"]);
    for levels in [0, 3, 1002] {
        let sentence = format!("levels is {levels}; it has to be an even number from 2 to 1000");
        assert_eq!(told(Design::Morris { trajectories: 1, levels }), [sentence]);
    }
    assert_eq!(told(Design::Morris { trajectories: 0, levels: 4 }), ["trajectories is 0; it has to be at least 1"]);
}

#[test]
fn tables_have_to_have_every_number_once_and_finite_values() {
    let table = Table {
        ids: ["n0000", "n0000", "other"].map(str::to_owned).to_vec(),
        rows: vec![vec![1.0, 2.0, 3.0], vec![1.0, INFINITE], vec![]],
    };
    assert_eq!(
        refusals(&some(2), &[], &Design::Table(table)),
        [
            "n0000: the table has two columns of this name",
            "n0001: the table has no column for this number",
            "other: the table has a column of this name, and there is no such number",
            "member 2 of the table has 2 values for 3 columns",
            "n0000: member 2 of the table has inf; it has to be a finite number",
            "member 3 of the table has 0 values for 3 columns",
        ]
    );
    let empty = Table { ids: vec!["n0000".to_owned()], rows: vec![] };
    assert_eq!(refusals(&some(1), &[], &Design::Table(empty)), ["members of the table is 0; it has to be at least 1"]);
}

#[test]
fn a_number_keeps_what_was_written() {
    let spread = Spread::Uniform { low: 0.0, high: 1.0 };
    assert_eq!(number("a", spread.clone()).spread(), &spread);
}
