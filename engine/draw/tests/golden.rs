//! The first rows of every design, byte by byte: what is drawn today is drawn tomorrow, and on another machine.
//! `UPDATE_GOLDEN=1 cargo test --release -p doorstep-draw --test golden`, then read the difference.

#![allow(clippy::unwrap_used, reason = "a test stops where something is wrong")]

mod support;

use std::fmt::Write as _;

use doorstep_draw::{Correlation, Design, draw};
use support::{all_spreads, together};

const ROWS: usize = 4;

fn rows(text: &mut String, name: &str, design: &Design, correlations: &[Correlation]) {
    let drawn = draw(&all_spreads(), correlations, design, 2026).unwrap();
    writeln!(text, "{name}, {} members of {}", drawn.members(), drawn.ids().join(" ")).unwrap();
    for row in drawn.rows().take(ROWS) {
        writeln!(text, "  {}", row.iter().map(f64::to_string).collect::<Vec<_>>().join(" ")).unwrap();
    }
    for (row, at) in drawn.rows().zip(1..).skip(drawn.members() - 1) {
        writeln!(text, "  {at}: {}", row.iter().map(f64::to_string).collect::<Vec<_>>().join(" ")).unwrap();
    }
}

#[test]
fn the_first_rows_of_every_design_are_what_they_were() {
    let pairs = [together("normal", "pert", 0.6), together("lognormal", "normal", -0.4)];
    let mut text = String::new();
    let chance = Design::MonteCarlo { members: 1000 };
    let strata = Design::LatinHypercube { members: 1000 };
    let sobol = Design::Sobol { members: 1024 };
    rows(&mut text, "Monte Carlo", &chance, &[]);
    rows(&mut text, "Monte Carlo, correlated", &chance, &pairs);
    rows(&mut text, "Latin hypercube", &strata, &[]);
    rows(&mut text, "Latin hypercube, correlated", &strata, &pairs);
    rows(&mut text, "Grid", &Design::Grid { points: 3 }, &[]);
    rows(&mut text, "Sobol", &sobol, &[]);
    rows(&mut text, "Sobol, correlated", &sobol, &pairs);
    rows(&mut text, "Saltelli", &Design::Saltelli { base: 64, second_order: false }, &[]);
    rows(&mut text, "Saltelli, second order", &Design::Saltelli { base: 64, second_order: true }, &[]);
    rows(&mut text, "Morris", &Design::Morris { trajectories: 10, levels: 4 }, &[]);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden.txt"), &text).unwrap();
        return;
    }
    for (found, expected) in text.lines().zip(include_str!("golden.txt").lines()) {
        assert_eq!(found, expected);
    }
    assert_eq!(text.len(), include_str!("golden.txt").len());
}
