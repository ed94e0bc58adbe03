//! What several tests need.

#![allow(dead_code, reason = "every test uses some of it")]
#![allow(clippy::unwrap_used, reason = "a test stops where something is wrong")]

use doorstep_draw::{Correlation, Design, Drawn, Misfit, Number, Spread, draw};

pub fn number(id: &str, spread: Spread) -> Number {
    Number::new(id, spread).unwrap()
}

pub fn uniform(id: &str, low: f64, high: f64) -> Number {
    number(id, Spread::Uniform { low, high })
}

pub fn together(one: &str, other: &str, value: f64) -> Correlation {
    Correlation { one: one.to_owned(), other: other.to_owned(), value }
}

pub fn drawn(numbers: &[Number], design: &Design, seed: u64) -> Drawn {
    draw(numbers, &[], design, seed).unwrap()
}

pub fn column(drawn: &Drawn, id: &str) -> Vec<f64> {
    drawn.column(id).unwrap().collect()
}

/// The sentences by which a number is refused.
pub fn refused(spread: Spread) -> Vec<String> {
    sentences(&Number::new("pay", spread).unwrap_err())
}

pub fn sentences(faults: &[Misfit]) -> Vec<String> {
    faults.iter().map(ToString::to_string).collect()
}

pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

pub fn sd(values: &[f64]) -> f64 {
    let mean = mean(values);
    (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (values.len() - 1) as f64).sqrt()
}

pub fn correlation(one: &[f64], other: &[f64]) -> f64 {
    let (a, b) = (mean(one), mean(other));
    let sum: f64 = one.iter().zip(other).map(|(x, y)| (x - a) * (y - b)).sum();
    sum / ((one.len() - 1) as f64 * sd(one) * sd(other))
}

/// Φ⁻¹ of every share.
pub fn scores(shares: &[f64]) -> Vec<f64> {
    shares.iter().map(|u| -std::f64::consts::SQRT_2 * statrs::function::erf::erfc_inv(2.0 * u)).collect()
}

/// One of every spread.
pub fn all_spreads() -> Vec<Number> {
    vec![
        uniform("uniform", -1.0, 2.0),
        number("triangular", Spread::Triangular { low: 0.0, mode: 1.0, high: 4.0 }),
        number("pert", Spread::Pert { low: 10.0, mode: 12.0, high: 20.0 }),
        number("normal", Spread::Normal { mean: 100.0, sd: 15.0, low: 70.0, high: 160.0 }),
        number("lognormal", Spread::LogNormal { median: 50.0, sigma: 0.2, low: 40.0, high: 80.0 }),
        number("discrete", Spread::Discrete { values: vec![(3.0, 1.0), (1.0, 2.0), (2.0, 5.0)] }),
        number("empirical", Spread::Empirical { values: vec![0.3, 0.1, 0.1, 0.7, 0.2] }),
    ]
}
