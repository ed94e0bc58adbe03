//! What is saved, each kind by itself, in each reading a target may have.
//!
//! ```text
//! cost reduction = reference − cost, + measures      touchable, cashable lines the General Fund pays
//! income         = reference − cost, + measures      lines of income the General Fund has
//! avoidance      = measures                          lines the General Fund pays
//! fund switch    = what it paid for other funds − what it pays for them
//! ```
//!
//! The reference is doing nothing, or the base: nothing where another fund paid the line then.

use doorstep_scenario::{Against, Measured, SavingKind};

use super::case::Case;
use super::funds::{Paid, paid};
use super::lines::Cost;

/// One saving by kind, in pence; negative where it is a cost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Kinds {
    pub(super) cost_reduction: i128,
    pub(super) income: i128,
    /// Of it, what is lost: never above 0.
    pub(super) income_lost: i128,
    pub(super) fund_switch: i128,
    pub(super) avoidance: i128,
    pub(super) not_cashable: i128,
    pub(super) other_funds: i128,
}

impl Kinds {
    /// What a target that counts these kinds may count: what it leaves out of income it still bears.
    pub(super) fn counted(&self, counting: &[SavingKind]) -> i128 {
        let of = |kind: &SavingKind| match kind {
            SavingKind::CostReduction => self.cost_reduction,
            SavingKind::FundSwitch => self.fund_switch,
            SavingKind::Avoidance => self.avoidance,
            SavingKind::Income => self.income,
        };
        let lost = if counting.contains(&SavingKind::Income) { 0 } else { self.income_lost };
        counting.iter().map(of).sum::<i128>() + lost
    }
}

/// Every reading there is, in the order in which they are told.
pub(super) const READINGS: [(Measured, Against); 4] = [
    (Measured::RunRate, Against::DoNothing),
    (Measured::InYear, Against::DoNothing),
    (Measured::RunRate, Against::Base),
    (Measured::InYear, Against::Base),
];

/// Who pays, under every view.
pub(super) struct Funding {
    do_nothing: Vec<Paid>,
    do_nothing_alone: Vec<Paid>,
    pub(super) in_year: Vec<Paid>,
    pub(super) run_rate: Vec<Paid>,
}

impl Funding {
    pub(super) fn of(case: &Case<'_>, costs: &[Vec<Cost>]) -> Self {
        Self {
            do_nothing: paid(case, true, |at, line| costs[at][line].do_nothing),
            do_nothing_alone: paid(case, false, |at, line| costs[at][line].do_nothing),
            in_year: paid(case, true, |at, line| costs[at][line].net_in_year()),
            run_rate: paid(case, false, |at, line| costs[at][line].net_run_rate()),
        }
    }
}

/// All lines of a year together, read in one way.
pub(super) fn saved(
    case: &Case<'_>,
    costs: &[Vec<Cost>],
    funding: &Funding,
    at: usize,
    reading: (Measured, Against),
) -> Kinds {
    let (then, now) = match reading.0 {
        Measured::RunRate => (&funding.do_nothing_alone[at], &funding.run_rate[at]),
        Measured::InYear => (&funding.do_nothing[at], &funding.in_year[at]),
    };
    let mut kinds = Kinds::default();
    for (line, cost) in costs[at].iter().enumerate() {
        let plan = if reading.0 == Measured::RunRate { cost.run_rate } else { cost.in_year };
        let general_today = case.is_general(case.scenario.lines[line].fund.0);
        let general = case.is_general(case.fund(at, line));
        let (reference, paid_then) = match reading.1 {
            Against::DoNothing => (cost.do_nothing, then.for_others[line]),
            // In the baseline year every fund pays its own.
            Against::Base => (cost.base, 0),
        };
        if general {
            let ours = if reading.1 == Against::Base && !general_today { 0 } else { reference };
            add_own(&mut kinds, case, line, ours - plan, cost.measures);
        } else {
            let switch = paid_then - now.for_others[line];
            kinds.fund_switch += switch;
            kinds.other_funds += reference - plan + cost.measured();
        }
    }
    kinds
}

fn add_own(kinds: &mut Kinds, case: &Case<'_>, line: usize, less: i128, measures: [i128; 3]) {
    let line = &case.scenario.lines[line];
    let [reduced, received, avoided] = measures;
    // Money received and a pressure that does not come are what they are on any line; spending less, and
    // losing or winning what a line earns, is cash only where the line is.
    kinds.income += received;
    kinds.avoidance += avoided;
    if !(line.touchable && line.cashable) {
        kinds.not_cashable += less + reduced;
        return;
    }
    kinds.cost_reduction += reduced;
    if line.income {
        kinds.income += less;
        kinds.income_lost += less.min(0);
    } else {
        kinds.cost_reduction += less;
    }
}
