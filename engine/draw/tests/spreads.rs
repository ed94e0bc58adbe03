//! Quantiles, means and bounds of spreads, against values worked out at forty digits with mpmath.

#![allow(clippy::float_cmp, reason = "steps and bounds are given out to the bit")]

mod support;

use doorstep_draw::{Design, Spread};
use support::{all_spreads, column, drawn, mean, number, sd};

const SHARES: [f64; 7] = [1e-6, 0.01, 0.25, 0.5, 0.9, 0.999, 1.0 - 1e-6];

fn close(found: f64, expected: f64, relative: f64) -> bool {
    (found - expected).abs() <= relative * expected.abs().max(1e-300)
}

fn assert_quantiles(spread: Spread, expected: [f64; 7]) {
    let number = number("n", spread);
    for (share, expected) in SHARES.into_iter().zip(expected) {
        let found = number.quantile(share);
        assert!(close(found, expected, 4e-14), "{:?} at {share}: {found:e}, not {expected:e}", number.spread());
    }
}

#[test]
fn pert_is_the_published_beta() {
    let a = [
        10.001_350_718_992_7,
        10.231_345_261_922_6,
        11.634_314_975_222_7,
        12.766_722_593_925_2,
        15.453_340_504_335_8,
        18.575_515_687_386_8,
        19.730_177_349_343_7,
    ];
    assert_quantiles(Spread::Pert { low: 10.0, mode: 12.0, high: 20.0 }, a);
}

#[test]
fn pert_may_have_its_mode_at_an_end() {
    let lowest = [
        2.000_000_800_000_48e-7,
        0.002_008_048_338_574_2,
        0.055_912_488_705_098,
        0.129_449_436_703_876,
        0.369_042_655_519_807,
        0.748_811_356_849_042,
        0.936_904_265_551_618,
    ];
    assert_quantiles(Spread::Pert { low: 0.0, mode: 0.0, high: 1.0 }, lowest);
    // The other end is Beta(5, 1), whose quantile is the fifth root.
    assert_quantiles(Spread::Pert { low: 0.0, mode: 1.0, high: 1.0 }, SHARES.map(|share| share.powf(0.2)));
}

#[test]
fn a_truncated_normal_is_exact_in_either_tail() {
    let around = [
        70.000_271_490_002_8,
        72.325_730_978_830_3,
        90.673_820_565_071,
        100.427_158_246_826,
        119.416_882_421_689,
        146.314_043_788_844,
        159.892_039_271_668,
    ];
    assert_quantiles(Spread::Normal { mean: 100.0, sd: 15.0, low: 70.0, high: 160.0 }, around);
    let above = [
        3.000_000_304_590_22,
        3.003_059_907_174_52,
        3.086_563_410_408_26,
        3.205_154_710_243_86,
        3.642_520_583_172_38,
        4.692_280_210_762_48,
        5.858_418_111_141_06,
    ];
    assert_quantiles(Spread::Normal { mean: 0.0, sd: 1.0, low: 3.0, high: 6.0 }, above);
    let below = [
        -5.858_418_111_143_82,
        -4.197_398_046_491_23,
        -3.399_557_244_884_36,
        -3.205_154_710_243_86,
        -3.031_947_245_366_04,
        -3.000_304_729_328_32,
        -3.000_000_304_590_22,
    ];
    assert_quantiles(Spread::Normal { mean: 0.0, sd: 1.0, low: -6.0, high: -3.0 }, below);
}

#[test]
fn a_truncated_log_normal_is_exact() {
    let from_zero = [
        0.092_855_350_965_592_2,
        0.312_492_652_025_052,
        0.713_733_464_276_071,
        0.999_998_708_684_084,
        1.897_942_679_119_15,
        4.687_084_511_444_87,
        9.593_426_818_096_03,
    ];
    assert_quantiles(Spread::LogNormal { median: 1.0, sigma: 0.5, low: 0.0, high: 10.0 }, from_zero);
    let between = [
        40.000_032_073_782_5,
        40.315_085_950_163_4,
        46.212_903_236_072_9,
        51.570_435_993_078_9,
        64.966_916_419_127_8,
        79.477_697_459_772_9,
        79.999_455_414_934_4,
    ];
    assert_quantiles(Spread::LogNormal { median: 50.0, sigma: 0.2, low: 40.0, high: 80.0 }, between);
}

#[test]
fn uniform_and_triangular_are_as_in_any_book() {
    assert_quantiles(Spread::Uniform { low: -1.0, high: 3.0 }, SHARES.map(|share| -1.0 + 4.0 * share));
    // F(x) = x² / 4 up to the mode 1, 1 − (4 − x)² / 12 beyond it.
    let expected = SHARES.map(|u| if u < 0.25 { (4.0 * u).sqrt() } else { 4.0 - (12.0 * (1.0 - u)).sqrt() });
    assert_quantiles(Spread::Triangular { low: 0.0, mode: 1.0, high: 4.0 }, expected);
    assert_quantiles(Spread::Triangular { low: 0.0, mode: 0.0, high: 1.0 }, SHARES.map(|u| 1.0 - (1.0 - u).sqrt()));
    assert_quantiles(Spread::Triangular { low: 0.0, mode: 1.0, high: 1.0 }, SHARES.map(f64::sqrt));
}

#[test]
fn steps_change_where_weights_say() {
    let discrete = number("d", Spread::Discrete { values: vec![(3.0, 1.0), (1.0, 2.0), (2.0, 5.0)] });
    let found = [0.0, 0.249, 0.251, 0.874, 0.876, 1.0].map(|share| discrete.quantile(share));
    assert_eq!(found, [1.0, 1.0, 2.0, 2.0, 3.0, 3.0]);
    let empirical = number("e", Spread::Empirical { values: vec![0.3, 0.1, 0.1, 0.7, 0.2] });
    let found = [0.1, 0.39, 0.41, 0.59, 0.61, 0.81, 1.0].map(|share| empirical.quantile(share));
    assert_eq!(found, [0.1, 0.1, 0.2, 0.2, 0.3, 0.7, 0.7]);
}

#[test]
fn no_value_lies_outside_its_bounds_and_quantiles_never_fall() {
    let mut numbers = all_spreads();
    // Bounds with more digits than are given out: rounding must not step over them.
    let (low, high) = (0.123_456_789_012_345_6, 0.987_654_321_098_765_4);
    numbers.push(number("digits", Spread::Uniform { low, high }));
    numbers.push(number("far", Spread::Normal { mean: 0.0, sd: 1.0, low: 4.5, high: 40.0 }));
    for number in &numbers {
        let (low, high) = number.range();
        let mut before = low;
        for share in (0..=20_000).map(|at| f64::from(at) / 20_000.0).chain([-1.0, 2.0, 1e-300, 1.0 - 1e-16]) {
            let value = number.quantile(share);
            assert!((low..=high).contains(&value), "{} at {share}: {value}", number.id());
            assert!(value >= before || !(0.0..=1.0).contains(&share) || share < 1e-200, "{} at {share}", number.id());
            before = if share < 1.0 { value } else { low };
        }
        assert_eq!((number.quantile(0.0), number.quantile(1.0)), (low, high), "{}", number.id());
    }
    let drawn = drawn(&numbers, &Design::Morris { trajectories: 50, levels: 4 }, 1);
    assert!(drawn.outside(&numbers).is_empty());
    assert!(column(&drawn, "digits").iter().any(|value| (low - value).abs() < 1e-16), "the bound itself is drawn");
}

#[test]
fn means_are_those_of_mpmath() {
    let expected = [
        ("uniform", 0.5),
        ("triangular", 5.0 / 3.0),
        ("pert", 13.0),
        ("normal", 100.826_690_545_621),
        ("lognormal", 52.896_713_377_659_3),
        ("discrete", 1.875),
        ("empirical", 0.28),
    ];
    for (number, (id, expected)) in all_spreads().iter().zip(expected) {
        assert_eq!(number.id(), id);
        assert!(close(number.mean(), expected, 1e-13), "{id}: {}", number.mean());
    }
    let far = number("far", Spread::Normal { mean: 0.0, sd: 1.0, low: 3.0, high: 6.0 });
    assert!(close(far.mean(), 3.283_096_553_423_3, 1e-12), "{}", far.mean());
    let open = number("open", Spread::LogNormal { median: 1.0, sigma: 0.5, low: 0.0, high: 10.0 });
    assert!(close(open.mean(), 1.133_127_897_458_65, 1e-12), "{}", open.mean());
}

#[test]
fn a_hundred_thousand_draws_have_the_moments_of_their_spread() {
    let numbers = all_spreads();
    let deviations = [
        ("uniform", 3.0 / 12.0_f64.sqrt()),
        ("triangular", (13.0 / 18.0_f64).sqrt()),
        // Of PERT: (mean − low) (high − mean) / 7.
        ("pert", 3.0_f64.sqrt()),
        ("normal", 14.118_462_508_557_8),
        ("lognormal", 8.481_630_429_870_6),
        ("discrete", (0.359_375_f64).sqrt()),
        ("empirical", (0.0496_f64).sqrt()),
    ];
    let drawn = drawn(&numbers, &Design::MonteCarlo { members: 100_000 }, 11);
    for (number, (id, expected)) in numbers.iter().zip(deviations) {
        let values = column(&drawn, id);
        let error = expected / 100_000.0_f64.sqrt();
        assert!((mean(&values) - number.mean()).abs() < 4.0 * error, "{id}: mean {}", mean(&values));
        assert!(close(sd(&values), expected, 0.015), "{id}: sd {}, not {expected}", sd(&values));
    }
}
