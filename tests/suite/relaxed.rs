//! Continuous sessions and their settling on whole steps, against looking at every decision.

use crate::chain::{EXACT, Run, checked, each, faults, none_wrong};
use crate::support::brute::{self, Best};
use crate::support::generate;
use doorstep::formulation::{ColumnKey, Formulation, Grain, OfferIx};
use doorstep::instance::Instance;
use doorstep::method::{Change, General, Method, Problem, Quiet, Staged, Status, settle, solve_in_order, stages_of};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How near is equal, relative to the value.
const NEAR: f64 = 1e-6;
const DRAWN: u64 = 300;

enum Found {
    /// Enumeration and relaxation find nothing.
    Impossible,
    /// No whole steps near the continuous sessions keep the rules; whether any do.
    Unsettled(bool),
    /// Settled, at this share of the best value of the first stage.
    Settled(f64),
}

/// Is `a` better than `b` by more than rounding?
fn beats(most: bool, a: f64, b: f64) -> bool {
    let slack = NEAR * b.abs().max(1.0);
    if most { a > b + slack } else { a < b - slack }
}

fn settled(seed: u64) -> Result<Found, String> {
    let scenario = generate::small(seed);
    let instance = Arc::new(Instance::prepare(Arc::new(scenario.clone())));
    let aims = stages_of(&scenario);
    let most = aims[0].0.maximise();
    let best = match brute::best(&scenario) {
        Best::Impossible => None,
        Best::Found { goal_values, .. } => Some(goal_values[0]),
    };
    let problem = Problem { instance: Arc::clone(&instance), grain: Grain::Relaxed };
    let mut session = General::default().open(&problem).map_err(|error| error.to_string())?;
    let relaxed = solve_in_order(&mut *session, &aims, false, &EXACT, &mut Quiet).map_err(|error| error.to_string())?;
    if relaxed.status == Status::Impossible {
        return best.map_or(Ok(Found::Impossible), |best| Err(format!("the relaxation is impossible, {best} is not")));
    }
    let first = relaxed.stages.first().ok_or("no stage")?;
    if let Some((best, bound)) = best.zip(first.bound)
        && (beats(most, best, bound) || beats(most, best, first.value))
    {
        return Err(format!("{best} can be had; the relaxation says {} and the bound {bound}", first.value));
    }
    let columns = relaxed.columns.ok_or("no columns")?;
    let settled = settle(&mut *session, &aims, &relaxed.stages, &[], &columns, &EXACT, &mut Quiet);
    let Some(columns) = settled.map_err(|error| error.to_string())? else {
        return Ok(Found::Unsettled(best.is_some()));
    };
    let staged = Staged { columns: Some(columns), ..relaxed };
    let found = Run { instance, formulation: session.formulation().clone(), staged };
    let (_, _, verdict) = checked(&found);
    if !verdict.holds() {
        return Err(format!("refused: {}", faults(&verdict)));
    }
    let value = verdict.figures.goals[0].value;
    let Some(best) = best else { return Err(format!("settled at {value} where enumeration finds nothing")) };
    if beats(most, value, best) {
        return Err(format!("settled at {value}, better than the best, {best}"));
    }
    Ok(Found::Settled(if most { value / best } else { best / value }))
}

#[test]
fn relaxed_bounds_hold_and_settled_plans_are_possible_and_no_better_than_the_best() {
    let found = each(0..DRAWN, |seed| settled(seed).map_err(|why| format!("small({seed}): {why}")));
    let of = |is: &dyn Fn(&Found) -> bool| found.iter().flatten().filter(|found| is(found)).count();
    let impossible = of(&|found| matches!(found, Found::Impossible));
    let lost = of(&|found| matches!(found, Found::Unsettled(true)));
    let full = of(&|found| matches!(found, Found::Settled(share) if *share > 0.999 || share.is_nan()));
    let all = of(&|found| matches!(found, Found::Settled(_)));
    println!("{impossible} impossible, {lost} not settled though possible, {all} settled, {full} of them at the best");
    none_wrong(found.into_iter().map(|result| result.map(|_| ())));
    // Two steps either way are not always enough on scenarios of a few sessions: told, not hidden.
    assert!(lost * 10 <= all, "{lost} possible scenarios are not settled, {all} are");
    assert!(full * 2 >= all, "only {full} of {all} settle at the best value");
}

/// Solves on continuous sessions with some bounds laid and settles; the columns on whole steps.
fn settled_within(instance: &Arc<Instance>, bounds: &[Change]) -> Option<Vec<f64>> {
    let problem = Problem { instance: Arc::clone(instance), grain: Grain::Relaxed };
    let mut session = General::default().open(&problem).unwrap();
    for change in bounds {
        session.change(change.clone()).unwrap();
    }
    let aims = stages_of(&instance.scenario);
    let staged = solve_in_order(&mut *session, &aims, false, &EXACT, &mut Quiet).unwrap();
    settle(&mut *session, &aims, &staged.stages, &[], &staged.columns?, &EXACT, &mut Quiet).unwrap()
}

#[test]
fn settling_keeps_what_was_laid_on_the_session_before() {
    let kept = AtomicUsize::new(0);
    none_wrong(each(0..80, |seed| {
        let scenario = generate::small(seed);
        let instance = Arc::new(Instance::prepare(Arc::new(scenario)));
        let layout = Formulation::formulate(&instance, Grain::Whole).layout;
        let Some(free) = settled_within(&instance, &[]) else { return Ok(()) };
        let sessions = |columns: &[f64], offer: usize| columns[layout.sessions(offer)].round();
        let most = (0..instance.offers.len()).max_by(|a, b| sessions(&free, *a).total_cmp(&sessions(&free, *b)));
        let Some(offer) = most.filter(|offer| sessions(&free, *offer) > 0.0) else { return Ok(()) };
        // One step fewer than it would have, and none at all.
        let fewer = Change::Bound(ColumnKey::Sessions(OfferIx(offer)), 0.0, sessions(&free, offer) - 1.0);
        let none = Change::Fix(ColumnKey::Runs(OfferIx(offer)), 0.0);
        for (change, most) in [(fewer, sessions(&free, offer) - 1.0), (none, 0.0)] {
            let Some(within) = settled_within(&instance, std::slice::from_ref(&change)) else { continue };
            kept.fetch_add(1, Ordering::Relaxed);
            if sessions(&within, offer) > most {
                return Err(format!("small({seed}): {change:?}, but {} after settling", sessions(&within, offer)));
            }
        }
        Ok(())
    }));
    assert!(kept.into_inner() > 60);
}
