//! One family of rows a file. Each opens with its equation, its symbols and its source, and has one
//! `add` function.

mod at_least;
mod at_most;
mod capacity;
mod lock;
mod needs_level;
mod once_per_service;
mod one_level;
mod only_if_runs;
mod reach_share;
mod rooms;
mod session_bounds;
mod target;
mod venue_week;

use super::{Column, ColumnKey, Formulation, Grain, RowKey, Subject};
use doorstep_scenario::{DistrictIx, LevelIx, Per, RuleKind, Strength};

/// Adds every family, in a fixed order.
pub(super) fn add_all(formulation: &mut Formulation, grain: Grain) {
    one_level::add(formulation);
    needs_level::add(formulation);
    session_bounds::add(formulation);
    rooms::add(formulation);
    venue_week::add(formulation);
    once_per_service::add(formulation);
    only_if_runs::add(formulation);
    capacity::add(formulation);
    for at in 0..formulation.instance.scenario.targets.len() {
        target::add(formulation, at, grain);
    }
    for at in 0..formulation.instance.scenario.rules.len() {
        let kind = formulation.instance.scenario.rules[at].kind.clone();
        match kind {
            RuleKind::AtLeast { count, levels, per } => at_least::add(formulation, at, count, &levels, per),
            RuleKind::AtMost { count, levels, per } => at_most::add(formulation, at, count, &levels, per),
            RuleKind::ReachShare { service, modes, at_least, of, per } => {
                reach_share::add(formulation, at, service, &modes, at_least, of, per);
            }
            RuleKind::Lock { site, level } => lock::add(formulation, at, site, level),
        }
    }
}

/// The parts a demand has: one for the whole council, or one for each district.
pub(crate) fn parts(formulation: &Formulation, per: Per) -> Vec<Option<DistrictIx>> {
    match per {
        Per::Overall => vec![None],
        Per::District => (0..formulation.instance.scenario.districts.len()).map(|at| Some(DistrictIx(at))).collect(),
    }
}

/// A shortfall column for a soft demand, at most `most` units; `None` for a hard one.
fn shortfall(formulation: &mut Formulation, subject: Subject, part: usize, most: f64) -> Option<usize> {
    let scenario = &formulation.instance.scenario;
    let strength = match subject {
        Subject::Rule(at) => scenario.rules[at].strength,
        Subject::Target(at) => scenario.targets[at].strength,
    };
    match strength {
        Strength::Hard => None,
        Strength::Soft { .. } => Some(formulation.add_column(Column {
            key: ColumnKey::Shortfall(subject, part),
            lower: 0.0,
            upper: most,
            whole: false,
        })),
    }
}

/// The columns that say a site of this district (or any) is at one of these levels.
fn sites_at(formulation: &Formulation, levels: &[LevelIx], district: Option<DistrictIx>) -> Vec<(usize, f64)> {
    let instance = &formulation.instance;
    let mut terms = Vec::new();
    for (at, site) in instance.scenario.sites.iter().enumerate() {
        if district.is_none_or(|district| site.district == district) {
            let columns = formulation.layout.levels(instance, at).zip(&site.levels);
            terms.extend(columns.filter(|(_, level)| levels.contains(level)).map(|(column, _)| (column, 1.0)));
        }
    }
    terms
}

/// One row of a demand for at least `least`: Σ terms + σ ≥ least.
fn demand_at_least(
    formulation: &mut Formulation,
    subject: Subject,
    part: usize,
    mut terms: Vec<(usize, f64)>,
    least: f64,
) {
    if let Some(missing) = shortfall(formulation, subject, part, least.max(0.0)) {
        terms.push((missing, 1.0));
    }
    formulation.add_row(RowKey::Demand(subject, part), least, f64::INFINITY, terms);
}
