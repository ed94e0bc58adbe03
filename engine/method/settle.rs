//! From continuous sessions to whole steps, keeping every rule.
//!
//! Levels and borrowed places stay as they were chosen; sessions may go to a step near what was
//! found, and a site's offers start or stop where a least number of sessions asks for it. The goals
//! are solved again over what is left, so the loss is the least there can be under these levels.

use super::{Change, Limits, MethodError, Session, Staged, Watcher, solve_in_order};
use crate::formulation::{Aim, ColumnKey, Grain, OfferIx};
use doorstep_scenario::{GoalKind, Host};

/// How many steps sessions may move from where the relaxation left them.
const ROOM: f64 = 2.0;

/// Settles the columns of a [`Grain::Relaxed`] solve. The session is left on [`Grain::Whole`].
///
/// # Errors
/// [`MethodError`] when the solver fails.
pub fn settle(
    session: &mut dyn Session,
    aims: &[(Aim, f64)],
    columns: &[f64],
    limits: &Limits,
    watcher: &mut dyn Watcher,
) -> Result<Staged, MethodError> {
    let instance = session.formulation().instance.clone();
    let layout = session.formulation().layout.clone();
    session.change(Change::ReleaseHolds)?;
    session.change(Change::Grain(Grain::Whole))?;
    for (column, value) in columns.iter().enumerate().take(layout.runs(0)) {
        let key = session.formulation().columns[column].key;
        session.change(Change::Fix(key, value.round()))?;
    }
    for (at, offer) in instance.offers.iter().enumerate() {
        let (runs, steps) = (columns[layout.runs(at)], columns[layout.sessions(at)]);
        let most = f64::from(offer.most.0 / offer.step.0);
        if !matches!(offer.host, Host::Site(_)) {
            session.change(Change::Fix(ColumnKey::Runs(OfferIx(at)), runs.round()))?;
        }
        let idle = steps < 1e-6;
        let low = if matches!(offer.host, Host::Site(_)) { 0.0 } else { (steps - ROOM).floor().max(0.0) };
        let high =
            if idle { 0.0 } else { (steps + ROOM).ceil().max(f64::from(offer.least.0 / offer.step.0)).min(most) };
        session.change(Change::Bound(ColumnKey::Sessions(OfferIx(at)), low, high))?;
    }
    // With every level fixed the number of changes is what it is.
    let aims: Vec<(Aim, f64)> =
        aims.iter().copied().filter(|(aim, _)| *aim != Aim::Goal(GoalKind::FewestChanges)).collect();
    solve_in_order(session, &aims, false, &Limits { gap: Some(1e-4), ..*limits }, watcher)
}
