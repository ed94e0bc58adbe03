//! The search for the plan: least shortfall, then the criterion, then whole sessions.

use super::{Prepared, RobustAsked, RobustError, grain, together};
use crate::explore::again::Best;
use crate::formulation::{Aim, ColumnKey, Formulation, Grain};
use crate::instance::Decisions;
use crate::method::{Allotment, Limits, Open, Several, Status, Watcher, canonical_reach, left_open};
use crate::plan::{columns_of, interpret};
use std::time::Instant;

/// A plan by the model.
pub(super) struct Plan {
    pub decisions: Decisions,
    /// The criterion at the model's columns.
    pub value: f64,
    /// No plan that misses no more than is held is better.
    pub bound: Option<f64>,
    /// What the shortfalls were held at, in the mean.
    pub held: Option<f64>,
    pub told: String,
}

/// What the search came to.
pub(super) enum Found {
    Plan(Box<Plan>),
    /// Nothing keeps every row; pennies are not given back yet.
    Impossible,
    Nothing,
}

/// The model's columns with what they are worth.
struct Solved {
    columns: Vec<f64>,
    value: f64,
    bound: Option<f64>,
    held: Option<f64>,
}

/// What is asked of the model, whatever grain it has.
struct Question<'q> {
    aim: Aim,
    asked: &'q RobustAsked,
    against: &'q [f64],
    started: Instant,
    work: u64,
}

pub(super) fn find(
    futures: &[Prepared],
    aim: Aim,
    asked: &RobustAsked,
    (bests, against): (&[Best], &[f64]),
    watcher: &mut dyn Watcher,
) -> Result<Found, RobustError> {
    let grain = grain(futures);
    let mut several = together(futures, grain)?;
    let mut question = Question { aim, asked, against, started: Instant::now(), work: 0 };
    let part = if grain == Grain::Whole { 1.0 } else { 0.7 };
    let (columns, rows) = several.size();
    if grain == Grain::Relaxed {
        start(&mut several, futures, bests)?;
    }
    let (status, found) = question.answer(&mut several, part, watcher)?;
    let Some(found) = found else {
        return Ok(if status == Status::Impossible { Found::Impossible } else { Found::Nothing });
    };
    let how = |sessions: &str, question: &Question<'_>| {
        format!(
            "{} futures in one model of {columns} columns and {rows} rows, {sessions}; {} simplex iterations",
            futures.len(),
            question.work
        )
    };
    if grain == Grain::Whole {
        let decisions = interpret(several.formulation(0), &several.own(0, &found.columns));
        let told = how("whole sessions", &question);
        let Solved { value, bound, held, .. } = found;
        return Ok(Found::Plan(Box::new(Plan { decisions, value, bound, held, told })));
    }
    let rough = several.own(0, &found.columns);
    let mut whole = together(futures, Grain::Whole)?;
    for open in Open::ALL {
        let bounds = left_open(whole.formulation(0), &rough, open);
        whole.narrow(&bounds);
        whole.hold(None);
        let (_, settled) = question.answer(&mut whole, 1.0, watcher)?;
        if let Some(settled) = settled {
            let decisions = interpret(whole.formulation(0), &whole.own(0, &settled.columns));
            let told = how("continuous sessions, then whole ones nearby", &question);
            // The bound is of all plans: under fixed levels nothing is proved of others.
            let (bound, held) = (found.bound, found.held);
            return Ok(Found::Plan(Box::new(Plan { decisions, value: settled.value, bound, held, told })));
        }
    }
    Ok(Found::Nothing)
}

/// Best plans of single futures are plans for all of them, where they keep everything: somewhere to start from.
fn start(several: &mut Several, futures: &[Prepared], bests: &[Best]) -> Result<(), RobustError> {
    /// More of them tell little more, and each is worked out in every future.
    const TRIED: usize = 4;
    let mut tried: Vec<&Decisions> = Vec::new();
    for plan in bests.iter().filter_map(|best| best.plan.as_ref()) {
        if !tried.contains(&&plan.decisions) {
            tried.push(&plan.decisions);
        }
    }
    let apart = tried.len().div_ceil(TRIED).max(1);
    let tried: Vec<&Decisions> = tried.into_iter().step_by(apart).collect();
    let mut each: Vec<Vec<Vec<f64>>> = vec![Vec::new(); tried.len()];
    for (at, future) in futures.iter().enumerate() {
        let exact = Formulation::of_plans(&future.instance);
        for (decisions, columns) in tried.iter().zip(&mut each) {
            let addressed = canonical_reach(&exact, decisions, Allotment::Plan)?;
            columns.push(columns_of(several.formulation(at), decisions, &addressed));
        }
    }
    for columns in &each {
        several.start_from(columns);
    }
    Ok(())
}

impl Question<'_> {
    /// Least shortfall, held; then the criterion.
    fn answer(
        &mut self,
        several: &mut Several,
        part: f64,
        watcher: &mut dyn Watcher,
    ) -> Result<(Status, Option<Solved>), RobustError> {
        let soft = several.formulation(0).columns.iter().any(|column| matches!(column.key, ColumnKey::Shortfall(..)));
        let mut held = None;
        if soft && self.aim != Aim::LeastShortfall {
            let found = several.shortfall(&self.limits(part * 0.5), watcher)?;
            self.work += found.work;
            let Some(missed) = found.value else { return Ok((found.status, None)) };
            // Settling whole sessions costs large problems a little: as much is left there as for one future.
            let whole = several.formulation(0).grain == Grain::Whole;
            let spare = if whole { 1e-9 } else { 1e-3 };
            held = Some(missed + spare * missed.abs().max(1.0));
            several.hold(held);
        }
        let found = several.solve(self.aim, self.asked.criterion, self.against, &self.limits(part), watcher)?;
        self.work += found.work;
        let bound = found.bound;
        let columns = found.columns.zip(found.value);
        // Later goals cannot make a plan impossible that there is: the solver stumbled over what is held.
        let status = if held.is_some() && found.status == Status::Impossible { Status::Stopped } else { found.status };
        Ok((status, columns.map(|(columns, value)| Solved { columns, value, bound, held })))
    }

    /// A part of what is left.
    fn limits(&self, part: f64) -> Limits {
        let limits = self.asked.limits;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part of a count")]
        let work = limits.work.map(|most| (most.saturating_sub(self.work) as f64 * part).max(1.0) as u64);
        let left = |most: f64| ((most - self.started.elapsed().as_secs_f64()) * part).max(0.5);
        Limits { seconds: limits.seconds.map(left), work, patience: limits.patience.max(2.0), ..limits }
    }
}
