//! Futures as comma-separated values, for `tests/salib.py`: `futures NUMBERS DESIGN SIZE SEED`, with numbers
//! `ishigami` or `g`, designs `saltelli`, `saltelli2` and `morris`; or `futures time MEMBERS`, which draws so many
//! members of 20 correlated numbers and says how long that takes.

use std::io::{self, BufWriter, Write as _};
use std::time::Instant;

use doorstep_draw::{Correlation, Design, Misfit, Number, Spread, draw};

fn main() -> io::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut out = BufWriter::new(io::stdout().lock());
    match words.as_slice() {
        ["time", members] => {
            let Ok(members) = members.parse() else { return Err(io::Error::other("no number")) };
            write!(out, "{}", time(members).map_err(|faults| told(&faults))?)?;
        }
        [numbers, design, size, seed] => {
            let (Ok(size), Ok(seed)) = (size.parse(), seed.parse()) else { return Err(io::Error::other("no number")) };
            let design = match *design {
                "saltelli" => Design::Saltelli { base: size, second_order: false },
                "saltelli2" => Design::Saltelli { base: size, second_order: true },
                _ => Design::Morris { trajectories: size, levels: 4 },
            };
            let pi = std::f64::consts::PI;
            let (count, low, high) = if *numbers == "g" { (8, 0.0, 1.0) } else { (3, -pi, pi) };
            let spread = Spread::Uniform { low, high };
            let numbers = Number::all((1..=count).map(|at| (format!("x{at}"), spread.clone())))
                .map_err(|faults| told(&faults))?;
            for row in draw(&numbers, &[], &design, seed).map_err(|faults| told(&faults))?.rows() {
                writeln!(out, "{}", row.iter().map(f64::to_string).collect::<Vec<_>>().join(","))?;
            }
        }
        _ => return Err(io::Error::other("futures NUMBERS DESIGN SIZE SEED, or futures time MEMBERS")),
    }
    out.flush()
}

fn told(faults: &[Misfit]) -> io::Error {
    io::Error::other(faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
}

/// Every kind of spread with bounds, each number correlated with the next.
fn time(members: usize) -> Result<String, Vec<Misfit>> {
    let spreads = [
        Spread::Pert { low: 10.0, mode: 12.0, high: 20.0 },
        Spread::Normal { mean: 100.0, sd: 15.0, low: 70.0, high: 160.0 },
        Spread::LogNormal { median: 50.0, sigma: 0.2, low: 40.0, high: 80.0 },
        Spread::Triangular { low: 0.0, mode: 1.0, high: 4.0 },
    ];
    let id = |at: usize| format!("number-{at:02}");
    let numbers = Number::all((0..20).zip(spreads.iter().cycle()).map(|(at, spread)| (id(at), spread.clone())))?;
    let pairs: Vec<Correlation> =
        (0..19).map(|at| Correlation { one: id(at), other: id(at + 1), value: 0.4 }).collect();
    let mut lines = Vec::new();
    for (name, design) in [
        ("Latin hypercube", Design::LatinHypercube { members }),
        ("Monte Carlo", Design::MonteCarlo { members }),
        ("Sobol", Design::Sobol { members }),
    ] {
        let start = Instant::now();
        let members = draw(&numbers, &pairs, &design, 1)?.members();
        lines.push(format!("{name}: {members} members of 20 correlated numbers in {:.0?}\n", start.elapsed()));
    }
    Ok(lines.concat())
}
