//! Small models whose answers are known, and one that keeps HiGHS busy.
#![allow(dead_code, reason = "each test file uses some of these")]

use doorstep_highs::{Flow, Highs, Model, RunEnd};

pub const NO_LIMIT: f64 = f64::INFINITY;

/// A row written as `(lower, upper, [(column, value)])`.
pub type Row<'a> = (f64, f64, &'a [(usize, f64)]);

/// The model with these rows after its own.
pub fn with_rows(model: Model, rows: &[Row<'_>]) -> Model {
    let mut model = model;
    for (lower, upper, entries) in rows {
        model.row_lower.push(*lower);
        model.row_upper.push(*upper);
        for (column, value) in *entries {
            model.columns.push(*column);
            model.values.push(*value);
        }
        model.starts.push(model.columns.len());
    }
    model
}

/// Columns written as `(cost, lower, upper, whole)`.
pub fn columns(minimise: bool, columns: &[(f64, f64, f64, bool)]) -> Model {
    Model {
        minimise,
        cost: columns.iter().map(|column| column.0).collect(),
        lower: columns.iter().map(|column| column.1).collect(),
        upper: columns.iter().map(|column| column.2).collect(),
        integer: columns.iter().map(|column| column.3).collect(),
        ..Model::default()
    }
}

/// Greatest 3x + 5y with x <= 4, 2y <= 12, 3x + 2y <= 18: 36 at (2, 6), duals 0, 3/2 and 1.
pub fn wyndor() -> Model {
    let free = (0.0, NO_LIMIT, false);
    with_rows(
        columns(false, &[(3.0, free.0, free.1, free.2), (5.0, free.0, free.1, free.2)]),
        &[(-NO_LIMIT, 4.0, &[(0, 1.0)]), (-NO_LIMIT, 12.0, &[(1, 2.0)]), (-NO_LIMIT, 18.0, &[(0, 3.0), (1, 2.0)])],
    )
}

/// Greatest value of three things of 5, 4 and 3 weighing 4, 3 and 2, at most 6 in all: the first
/// and the last, 8. Its relaxation reaches 8.25.
pub fn knapsack() -> Model {
    with_rows(
        columns(false, &[(5.0, 0.0, 1.0, true), (4.0, 0.0, 1.0, true), (3.0, 0.0, 1.0, true)]),
        &[(-NO_LIMIT, 6.0, &[(0, 4.0), (1, 3.0), (2, 2.0)])],
    )
}

/// A market split: `rows` equations over `size` binaries, as slack to be made least. Even small
/// ones take a search far longer than a test may; a slack solution is found at once.
pub fn market_split(rows: usize, size: usize) -> Model {
    let mut state = 7_u64;
    let mut draw = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % 99 + 1
    };
    let mut model = columns(true, &vec![(0.0, 0.0, 1.0, true); size]);
    for row in 0..rows {
        let weights: Vec<f64> = (0..size).map(|_| draw() as f64).collect();
        let half = (weights.iter().sum::<f64>() / 2.0).floor();
        for _ in 0..2 {
            model.cost.push(1.0);
            model.lower.push(0.0);
            model.upper.push(10_000.0);
            model.integer.push(false);
        }
        let mut entries: Vec<(usize, f64)> = weights.into_iter().enumerate().collect();
        entries.push((size + 2 * row, 1.0));
        entries.push((size + 2 * row + 1, -1.0));
        model = with_rows(model, &[(half, half, &entries)]);
    }
    model
}

/// Sites to open at a cost and areas to serve wholly, with capacities: the sites come first.
pub fn facilities(sites: usize, areas: usize) -> Model {
    let mut state = 11_u64;
    let mut draw = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % 1000) as f64
    };
    let places: Vec<(f64, f64)> = (0..sites).map(|_| (draw(), draw())).collect();
    let people: Vec<(f64, f64, f64)> = (0..areas).map(|_| (draw(), draw(), 10.0 + draw() / 10.0)).collect();
    let mut all: Vec<_> = (0..sites).map(|_| (2000.0 + draw() * 10.0, 0.0, 1.0, true)).collect();
    for (x, y, size) in &people {
        all.extend(places.iter().map(|(u, v)| ((x - u).hypot(y - v) * size / 10.0, 0.0, 1.0, false)));
    }
    let mut model = columns(true, &all);
    for area in 0..areas {
        let entries: Vec<_> = (0..sites).map(|site| (sites + area * sites + site, 1.0)).collect();
        model = with_rows(model, &[(1.0, 1.0, &entries)]);
    }
    let capacity = 5.0 * people.iter().map(|person| person.2).sum::<f64>() / sites as f64;
    for site in 0..sites {
        let mut entries: Vec<_> =
            people.iter().enumerate().map(|(area, person)| (sites + area * sites + site, person.2)).collect();
        entries.push((site, -capacity));
        model = with_rows(model, &[(-NO_LIMIT, 0.0, &entries)]);
    }
    model
}

pub fn solver(model: &Model) -> Highs {
    let mut highs = Highs::new().unwrap();
    highs.pass(model).unwrap();
    highs
}

pub fn run(highs: &mut Highs) -> RunEnd {
    highs.run(&mut |_| Flow::Continue).unwrap()
}

#[track_caller]
pub fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-6, "found {found}, expected {expected}");
}
