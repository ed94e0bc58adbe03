//! Designs for sensitivity, by functions whose indices are known: Ishigami & Homma (1990) and Sobol's g.

mod support;

use std::f64::consts::PI;

use doorstep_draw::{Design, Drawn, Number};
use support::{drawn, mean, uniform};

fn ishigami(x: &[f64]) -> f64 {
    x[0].sin() + 7.0 * x[1].sin().powi(2) + 0.1 * x[2].powi(4) * x[0].sin()
}

fn ishigami_numbers() -> Vec<Number> {
    ["x1", "x2", "x3"].map(|id| uniform(id, -PI, PI)).to_vec()
}

const G: [f64; 8] = [0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0];

fn sobol_g(x: &[f64]) -> f64 {
    x.iter().zip(G).map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a)).product()
}

fn g_numbers() -> Vec<Number> {
    (1..=8).map(|at| uniform(&format!("x{at}"), 0.0, 1.0)).collect()
}

/// First-order indices by Saltelli et al. (2010), table 2 (b), and total ones by Jansen (1999), (f) there.
fn indices(drawn: &Drawn, second_order: bool, of: fn(&[f64]) -> f64) -> Vec<(f64, f64)> {
    let width = drawn.ids().len();
    let block = if second_order { 2 * width + 2 } else { width + 2 };
    let outputs: Vec<f64> = drawn.rows().map(of).collect();
    let ends: Vec<f64> = outputs.chunks(block).flat_map(|block| [block[0], block[block.len() - 1]]).collect();
    let middle = mean(&ends);
    let variance = ends.iter().map(|y| (y - middle).powi(2)).sum::<f64>() / ends.len() as f64;
    let over = |term: &dyn Fn(&[f64]) -> f64| mean(&outputs.chunks(block).map(term).collect::<Vec<_>>()) / variance;
    let of = |at: usize| {
        let first = over(&|y| y[block - 1] * (y[at + 1] - y[0]));
        (first, over(&|y| (y[0] - y[at + 1]).powi(2) / 2.0))
    };
    (0..width).map(of).collect()
}

fn assert_indices(found: &[(f64, f64)], expected: &[(f64, f64)], tolerance: f64) {
    for (at, (found, expected)) in found.iter().zip(expected).enumerate() {
        let near = |one: f64, other: f64| (one - other).abs() < tolerance;
        assert!(near(found.0, expected.0) && near(found.1, expected.1), "x{}: {found:?}, not {expected:?}", at + 1);
    }
}

#[test]
fn saltelli_finds_the_indices_of_ishigami() {
    let published = [(0.3139, 0.5576), (0.4424, 0.4424), (0.0, 0.2437)];
    for (seed, second_order) in [(1, false), (2, true), (3, false), (4, true)] {
        let design = Design::Saltelli { base: 8192, second_order };
        let found = indices(&drawn(&ishigami_numbers(), &design, seed), second_order, ishigami);
        assert_indices(&found, &published, 0.01);
    }
}

#[test]
fn saltelli_finds_the_indices_of_sobols_g() {
    // V_i = 1 / (3 (1 + a_i)²); V = Π (1 + V_i) − 1; S_i = V_i / V; T_i = V_i Π_{j ≠ i} (1 + V_j) / V.
    let own = G.map(|a| 1.0 / (3.0 * (1.0 + a).powi(2)));
    let product: f64 = own.iter().map(|one| 1.0 + one).product();
    let published = own.map(|one| (one / (product - 1.0), one * product / (1.0 + one) / (product - 1.0)));
    assert!((published[0].0 - 0.716_2).abs() < 1e-4 && (published[0].1 - 0.787_1).abs() < 1e-4, "{published:?}");
    for seed in 1..4 {
        let design = Design::Saltelli { base: 8192, second_order: false };
        assert_indices(&indices(&drawn(&g_numbers(), &design, seed), false, sobol_g), &published, 0.01);
    }
}

/// μ* and σ of elementary effects: Morris (1991), Campolongo et al. (2007).
fn effects(drawn: &Drawn, levels: usize, of: fn(&[f64]) -> f64) -> Vec<(f64, f64)> {
    let width = drawn.ids().len();
    let jump = levels as f64 / (2.0 * (levels as f64 - 1.0));
    let rows: Vec<&[f64]> = drawn.rows().collect();
    let mut found = vec![Vec::new(); width];
    for trajectory in rows.chunks(width + 1) {
        for step in trajectory.windows(2) {
            let moved: Vec<usize> = (0..width).filter(|at| (step[0][*at] - step[1][*at]).abs() > 0.0).collect();
            assert_eq!(moved.len(), 1, "one number moves at a time");
            let up = if step[1][moved[0]] > step[0][moved[0]] { jump } else { -jump };
            found[moved[0]].push((of(step[1]) - of(step[0])) / up);
        }
    }
    let sizes = |effects: &[f64]| mean(&effects.iter().map(|effect| effect.abs()).collect::<Vec<_>>());
    found.iter().map(|effects| (sizes(effects), support::sd(effects))).collect()
}

#[test]
fn morris_finds_the_effects_of_ishigami() {
    // With four levels x is ±π or ±π/3 and a jump is 2/3 of u. x1 goes between −π and π/3 or −π/3 and π, so its
    // effect is 3/2 · sin(π/3) · (1 + 0.1 x3⁴) each time, x3⁴ being π⁴ or (π/3)⁴ alike often; x2 has 3/2 · 7 · 3/4;
    // x3 has ±3/2 · 0.1 · (π⁴ − (π/3)⁴) · sin x1, with sin x1 = 0 or ±sin(π/3) alike often.
    let (third, fourth) = ((PI / 3.0).sin(), PI.powi(4));
    let far = fourth - fourth / 81.0;
    let x1 = 1.5 * third * (1.0 + 0.1 * (fourth + fourth / 81.0) / 2.0);
    let x1_sd = 1.5 * third * 0.1 * far / 2.0;
    let x3 = 1.5 * 0.1 * far * third / 2.0;
    let design = Design::Morris { trajectories: 20_000, levels: 4 };
    let found = effects(&drawn(&ishigami_numbers(), &design, 1), 4, ishigami);
    let expected = [(x1, x1_sd), (7.875, 7.875), (x3, x3 * 2.0_f64.sqrt())];
    for ((size, sd), (expected_size, expected_sd)) in found.into_iter().zip(expected) {
        assert!((size / expected_size - 1.0).abs() < 0.02, "mu* {size}, not {expected_size}");
        assert!((sd / expected_sd - 1.0).abs() < 0.02, "sigma {sd}, not {expected_sd}");
    }
}

#[test]
fn morris_starts_everywhere_on_its_grid_and_moves_in_every_order() {
    let numbers = g_numbers();
    let design = Design::Morris { trajectories: 3000, levels: 6 };
    let drawn = drawn(&numbers, &design, 1);
    let rows: Vec<&[f64]> = drawn.rows().collect();
    let mut starts = [0; 6];
    let mut first = [0; 8];
    for trajectory in rows.chunks(9) {
        for value in trajectory[0] {
            starts[(0..6).find(|level| (*level as f64 / 5.0 - value).abs() < 1e-9).unwrap()] += 1;
        }
        first[(0..8).find(|at| (trajectory[0][*at] - trajectory[1][*at]).abs() > 0.0).unwrap()] += 1;
    }
    assert!(starts.iter().all(|count| (3700..4300).contains(count)), "{starts:?}");
    assert!(first.iter().all(|count| (300..450).contains(count)), "{first:?}");
}

#[test]
fn the_rows_of_saltelli_stand_as_salib_lays_them_out() {
    for second_order in [false, true] {
        let drawn = drawn(&ishigami_numbers(), &Design::Saltelli { base: 16, second_order }, 1);
        let rows: Vec<&[f64]> = drawn.rows().collect();
        for block in rows.chunks(if second_order { 8 } else { 5 }) {
            let (a, b) = (block[0], block[block.len() - 1]);
            for at in 0..3 {
                let one_of = |row: &[f64], other: &[f64]| {
                    let mut mixed = row.to_vec();
                    mixed[at] = other[at];
                    mixed
                };
                assert_eq!(block[1 + at], one_of(a, b));
                assert!(!second_order || block[4 + at] == one_of(b, a));
            }
        }
    }
}
