//! From a formulation with changes over it to a covering problem, and back.
//!
//! ```text
//! columns but reach → decisions;   rows without reach → rows;   reach → F[j];   minimum → maximum of the negative
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | reach | people addressed, a column for each arm | people | formulation |
//! | F[j] | what a cluster is worth | – | `people.rs` |
//!
//! Source: ARCHITECTURE.md, "The seam".

use super::back::Dense;
use super::floor::Floor;
use super::flow::Flow;
use super::gather::{Offers, Reduction, gather};
use super::levels::{drop_ample, put_closed, put_runs};
use super::presolve::{Expression, Raw};
use super::problem::{Covering, Held};
use super::supports::{floors, served, speaks_of_people};
use super::tied::put_tied;
use crate::formulation::{Aim, ColumnKey, Formulation, Objective, Row};
use crate::instance::Instance;
use crate::method::assembled::Assembled;
use crate::method::safe_bound::SparseRows;
use doorstep_scenario::{GoalKind, Host};
use std::collections::BTreeMap;

/// A covering problem and the way back from it.
pub(super) struct Mapped {
    pub problem: Covering,
    /// Constant of the aim, as a maximum.
    pub offset: f64,
    /// 1 for a maximum, −1 for a minimum that was turned round.
    pub sign: f64,
    /// The aim's unit.
    pub unit: f64,
    /// What people gain by.
    pub flow: Option<Flow>,
    pub reduction: Reduction,
    pub dense: Dense,
    /// Each decision in terms of those of the problem.
    pub decisions: Vec<Expression>,
    /// The decision each of those is.
    pub kept: Vec<usize>,
}

/// The objective without what people add to it.
fn without_people(aim: Aim, formulation: &Formulation) -> Objective {
    match aim {
        Aim::Goal(GoalKind::LeastCost { .. }) => {
            Objective::of(Aim::Goal(GoalKind::LeastCost { travel: None }), formulation)
        }
        _ if Flow::of(aim).is_some() => {
            Objective { maximise: aim.maximise(), terms: Vec::new(), offset: 0.0, unit: 1.0 }
        }
        _ => Objective::of(aim, formulation),
    }
}

fn sign(objective: &Objective) -> f64 {
    if objective.maximise { 1.0 } else { -1.0 }
}

/// Writes an aim down as a covering problem.
pub(super) fn map(assembled: &Assembled, aim: Aim) -> Mapped {
    let formulation = assembled.formulation();
    let instance = &formulation.instance;
    let dense = Dense::of(formulation);
    let objective = without_people(aim, formulation);
    let floors = floors(assembled);
    let (mut raw, held, missing) = raw(assembled, &objective, dense, &floors);
    let count = raw.lower.len();
    let rows_before = raw.rows.len();
    // The people's part of a held goal and of floors is added below; what decisions add to it is presolved
    // with the rest.
    let about_people = usize::from(held.is_some()) + floors.len();
    let kept_rows = usize::from(missing) + about_people;
    let flow = Flow::of(aim).or_else(|| assembled.holds().iter().find_map(|(held, _)| Flow::of(*held)));
    let everyone = served(formulation, assembled);
    wanted(&mut raw, instance, flow, &everyone, dense, formulation);
    for (row, _) in &floors {
        wanted_by(&mut raw, row, dense, formulation);
    }
    put_tied(&mut raw);
    raw.drop_idle(kept_rows);
    drop_ample(&mut raw);
    put_runs(&mut raw);
    put_closed(&mut raw);
    raw.drop_idle(kept_rows);
    put_tied(&mut raw);
    raw.drop_idle(kept_rows);
    let kept: Vec<usize> = (0..count).filter(|at| !raw.gone(*at)).collect();
    let mut place = vec![usize::MAX; count];
    kept.iter().enumerate().for_each(|(to, from)| place[*from] = to);
    let mut decisions = raw.resolved();
    for expression in &mut decisions {
        expression.terms.iter_mut().for_each(|(at, _)| *at = place[*at]);
    }
    let pick = |from: &[f64]| kept.iter().map(|at| from[*at]).collect::<Vec<f64>>();
    let mut problem = Covering {
        lower: pick(&raw.lower),
        upper: pick(&raw.upper),
        whole: kept.iter().map(|at| raw.whole[*at]).collect(),
        cost: pick(&raw.cost),
        counts: Flow::of(aim).is_some(),
        ..Covering::default()
    };
    let mut rows = SparseRows::default();
    for row in 0..raw.rows.len() - about_people {
        rows.push(raw.rows.lower[row], raw.rows.upper[row], raw.rows.terms(row).map(|(at, each)| (place[at], each)));
    }
    problem.missing = missing.then(|| rows.len() - 1);
    problem.rows = rows;
    let runs: Vec<Expression> = (0..instance.offers.len())
        .map(|offer| dense.at(formulation.layout.runs(offer)).map(|at| decisions[at].clone()).unwrap_or_default())
        .collect();
    let beneath = beneath(instance, formulation, &runs, &decisions);
    let offers = Offers { runs: &runs, beneath: &beneath, lower: &problem.lower, upper: &problem.upper };
    let (people, base, mut reduction) = gather(instance, flow, &everyone, &offers);
    let own = |row: usize| raw.rows.terms(row).map(|(at, each)| (place[at], each)).collect::<Vec<_>>();
    let first = raw.rows.len() - about_people;
    if held.is_some() {
        problem.held = Some(Held { terms: own(first), side: raw.rows.lower[first] - base });
    }
    let rows_of_floors = raw.rows.len() - floors.len()..raw.rows.len();
    let of = |(row, at): (&Row, usize)| {
        Floor::of(row, instance, formulation.layout.reach(0), &offers).with(own(at), raw.rows.lower[at])
    };
    let found: Vec<Floor> = floors.iter().map(|(row, _)| *row).zip(rows_of_floors).map(of).collect();
    problem.floors = found;
    problem.people = people;
    let offset = raw.offset + sign(&objective) * objective.offset + if problem.counts { base } else { 0.0 };
    (reduction.decisions, reduction.columns) = (count, kept.len());
    (reduction.rows_before, reduction.rows) = (rows_before, problem.rows.len());
    let sign = sign(&objective);
    Mapped { problem, offset, sign, unit: objective.unit, flow, reduction, dense, decisions, kept }
}

/// Decisions, their rows and held goals. Last come the least shortfall, if it is held, the one held goal
/// about people, and floors on reach.
fn raw(
    assembled: &Assembled,
    objective: &Objective,
    dense: Dense,
    floors: &[(&Row, f64)],
) -> (Raw, Option<usize>, bool) {
    let formulation = assembled.formulation();
    let count = formulation.columns.len() - dense.arms;
    let mut raw = Raw { cost: vec![0.0; count], wanted: vec![false; count], ..Raw::default() };
    for column in (0..count).map(|at| formulation.columns.at(dense.column(at))) {
        let (mut lower, mut upper) = assembled.bounds_of(column.key, (column.lower, column.upper));
        if column.whole {
            (lower, upper) = ((lower - 1e-6).ceil(), (upper + 1e-6).floor());
        }
        raw.lower.push(lower);
        raw.upper.push(upper);
        raw.whole.push(column.whole);
    }
    for (column, each) in &objective.terms {
        if let Some(at) = dense.at(*column) {
            raw.cost[at] += sign(objective) * each;
        }
    }
    let within = |terms: &[(usize, f64)]| -> Vec<(usize, f64)> {
        terms.iter().filter_map(|(column, each)| dense.at(*column).map(|at| (at, *each))).collect()
    };
    for row in formulation.rows.iter().filter(|row| !speaks_of_people(row, dense)) {
        let (lower, upper) = assembled.row_bounds().get(&row.key).copied().unwrap_or((row.lower, row.upper));
        raw.rows.push(lower, upper, within(&row.terms));
    }
    for (lower, upper, terms) in assembled.differing() {
        raw.rows.push(lower, upper, within(&terms));
    }
    let (mut missing, mut about_people) = (None, None);
    for (aim, value) in assembled.holds() {
        let held = without_people(*aim, formulation);
        let side = sign(&held) * (value * held.unit - held.offset);
        let terms: Vec<(usize, f64)> =
            within(&held.terms).into_iter().map(|(at, each)| (at, sign(&held) * each)).collect();
        if Flow::of(*aim).is_some() {
            about_people = Some((side, terms));
        } else {
            // A power of two changes no digit, and keeps small weights above what solvers drop.
            let largest = terms.iter().map(|(_, each)| each.abs()).fold(0.0, f64::max);
            let scale = if largest > 0.0 { largest.log2().floor().exp2() } else { 1.0 };
            let terms: Vec<(usize, f64)> = terms.into_iter().map(|(at, each)| (at, each / scale)).collect();
            if *aim == Aim::LeastShortfall {
                missing = Some((side / scale, terms));
            } else {
                raw.rows.push(side / scale, f64::INFINITY, terms);
            }
        }
    }
    let holds_missing = missing.is_some();
    if let Some((side, terms)) = missing {
        raw.rows.push(side, f64::INFINITY, terms);
    }
    let last = about_people.map(|(side, terms)| {
        raw.rows.push(side, f64::INFINITY, terms);
        raw.rows.len() - 1
    });
    for (row, least) in floors {
        raw.rows.push(*least, f64::INFINITY, within(&row.terms));
    }
    (raw, last, holds_missing)
}

/// Marks what people gain by: offers that somebody can use.
fn wanted(
    raw: &mut Raw,
    instance: &Instance,
    flow: Option<Flow>,
    everyone: &[bool],
    dense: Dense,
    formulation: &Formulation,
) {
    for offer in 0..instance.offers.len() {
        let useful = instance.arms_of_offer(offer).any(|arm| {
            let cohort = instance.arms[arm].cohort();
            everyone[cohort] || flow.is_some_and(|flow| flow.weight(instance, &instance.cohorts[cohort]) > 0.0)
        });
        if let Some(at) = dense.at(formulation.layout.runs(offer)).filter(|_| useful) {
            raw.wanted[at] = true;
        }
    }
}

/// Marks what a floor on reach gains by.
fn wanted_by(raw: &mut Raw, row: &Row, dense: Dense, formulation: &Formulation) {
    let arms = row.terms.iter().filter(|(column, _)| dense.at(*column).is_none());
    let offers = arms.map(|(column, _)| formulation.instance.arms[column - formulation.layout.reach(0)].offer());
    for at in offers.filter_map(|offer| dense.at(formulation.layout.runs(offer))) {
        raw.wanted[at] = true;
    }
}

/// For offers that kept a column of their own: the levels they need, where those are columns too.
fn beneath(
    instance: &Instance,
    formulation: &Formulation,
    runs: &[Expression],
    decisions: &[Expression],
) -> BTreeMap<usize, Vec<usize>> {
    let mut beneath = BTreeMap::new();
    for (offer, expression) in instance.offers.iter().zip(runs) {
        let (Host::Site(site), [(own, _)]) = (offer.host, &expression.terms[..]) else { continue };
        let levels = offer.levels.iter().filter_map(|level| {
            let column = formulation.column(ColumnKey::Level(site, *level))?;
            match &decisions[column].terms[..] {
                [(level, 1.0)] if decisions[column].constant == 0.0 => Some(*level),
                _ => None,
            }
        });
        let levels: Vec<usize> = levels.collect();
        if levels.len() == offer.levels.len() && !levels.contains(own) {
            beneath.insert(*own, levels);
        }
    }
    beneath
}
