//! From continuous sessions to whole steps, keeping every rule.
//!
//! Levels and borrowed places stay as they were chosen; sessions may go to a step near what was
//! found, and a site's offers start or stop where a least number of sessions asks for it. The goals
//! are solved again over what is left, so the loss is the least there can be under these levels. Where
//! that leaves no plan, more is left open.

use super::{Change, Limits, MethodError, Session, Stage, Watcher};
use crate::formulation::{Aim, ColumnKey, Formulation, Grain, OfferIx};
use doorstep_scenario::{GoalKind, Host};

/// How much is left open when sessions are settled, from little to all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Open {
    /// Sessions within two steps of where the relaxation left them.
    Near,
    /// Any sessions, in any venue.
    Sessions,
    /// Levels too.
    Levels,
}

impl Open {
    /// One after another, until there is a plan.
    pub const ALL: [Open; 3] = [Open::Near, Open::Sessions, Open::Levels];
}

/// So near to the best under the levels sessions are settled where no gap is asked for.
const FINE: f64 = 1e-4;

/// Settles the columns of a [`Grain::Relaxed`] solve with its `stages`; what is `held` stays held throughout.
/// The session is left on
/// [`Grain::Whole`] with decisions fixed: it has served its purpose.
///
/// # Errors
/// [`MethodError`] when the solver fails.
pub fn settle(
    session: &mut dyn Session,
    aims: &[(Aim, f64)],
    stages: &[Stage],
    held: &[(Aim, f64)],
    columns: &[f64],
    limits: &Limits,
    watcher: &mut dyn Watcher,
) -> Result<Option<Vec<f64>>, MethodError> {
    session.change(Change::ReleaseHolds)?;
    session.change(Change::Grain(Grain::Whole))?;
    for open in Open::ALL {
        for (key, low, high) in left_open(session.formulation(), columns, open) {
            session.change(Change::Narrow(key, low, high))?;
        }
        if let Some(settled) = goals(session, aims, (stages, held), open, limits, watcher)? {
            return Ok(Some(settled));
        }
    }
    Ok(None)
}

/// Bounds of every decision but what is left open around these columns.
pub fn left_open(formulation: &Formulation, columns: &[f64], open: Open) -> Vec<(ColumnKey, f64, f64)> {
    /// How many steps sessions may move at first.
    const ROOM: f64 = 2.0;
    let (instance, layout) = (&formulation.instance, &formulation.layout);
    let mut bounds = Vec::new();
    for (column, value) in columns.iter().enumerate().take(layout.runs(0)) {
        let whole = value.round();
        let (low, high) = if open == Open::Levels { (0.0, 1.0) } else { (whole, whole) };
        bounds.push((formulation.columns.at(column).key, low, high));
    }
    for (at, offer) in instance.offers.iter().enumerate() {
        let (runs, steps) = (columns[layout.runs(at)], columns[layout.sessions(at)]);
        let most = f64::from(offer.most.0 / offer.step.0);
        let at_site = matches!(offer.host, Host::Site(_));
        let (mut run, mut sessions) = ((0.0, 1.0), (0.0, most));
        if open == Open::Near {
            if !at_site {
                run = (runs.round(), runs.round());
            }
            let least = f64::from(offer.least.0 / offer.step.0);
            let low = if at_site { 0.0 } else { (steps - ROOM).floor().max(0.0) };
            let high = if steps < 1e-6 { 0.0 } else { (steps + ROOM).ceil().max(least).min(most) };
            sessions = (low, high);
        }
        bounds.push((ColumnKey::Runs(OfferIx(at)), run.0, run.1));
        bounds.push((ColumnKey::Sessions(OfferIx(at)), sessions.0, sessions.1));
    }
    bounds
}

/// The goals again over what is open. Each is then held where it was held before, or at what is left
/// of it: the tolerance is given away once.
fn goals(
    session: &mut dyn Session,
    aims: &[(Aim, f64)],
    (stages, held): (&[Stage], &[(Aim, f64)]),
    open: Open,
    limits: &Limits,
    watcher: &mut dyn Watcher,
) -> Result<Option<Vec<f64>>, MethodError> {
    let mut settled = None;
    session.change(Change::ReleaseHolds)?;
    for (aim, side) in held {
        session.change(Change::Hold(*aim, *side))?;
    }
    for (aim, _) in aims {
        // With every level fixed the number of changes is what it is.
        if *aim == Aim::Goal(GoalKind::FewestChanges) && open < Open::Levels {
            continue;
        }
        let outcome = session.solve(*aim, &Limits { gap: Some(limits.gap.unwrap_or(FINE)), ..*limits }, watcher)?;
        let (Some(columns), Some(value)) = (outcome.columns, outcome.value) else { break };
        let before = stages.iter().find(|stage| stage.aim == *aim).map_or(value, |stage| stage.held);
        let hair = 1e-9 * value.abs().max(1.0);
        let side = if aim.maximise() { before.min(value - hair) } else { before.max(value + hair) };
        session.change(Change::Hold(*aim, side))?;
        settled = Some(columns);
    }
    // Goals that levels alone decide leave sessions to be settled all the same.
    if settled.is_none() && aims.iter().all(|(aim, _)| *aim == Aim::Goal(GoalKind::FewestChanges)) {
        settled = session.solve(aims[0].0, limits, watcher)?.columns;
    }
    Ok(settled)
}
