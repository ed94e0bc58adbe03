//! What every line costs in every year: if nothing is done, and under the plans.
//!
//! ```text
//! do nothing[c,t] = amount[c,t](today) + fixed[c] · index + pressure[c,t] + pay[c,t]
//! run-rate[c,t]   = the same of the state at the year's end; "do nothing" where c may not be touched
//! in year[c,t]    = ((12 − m) · cost_t(state[t−1]) + m · cost_t(state[t])) / 12
//! prevention[c,t] = Σ_r pay_t(posts of doing nothing) − pay_t(posts under the plans)     roles paid on c
//! net             = run-rate or in year − measures − prevention
//! ```
//!
//! Pay is that of the year's end in every column, and of the cases that come if nothing is done: what
//! prevention changes is told apart, as measures are, each at the year's prices.

use doorstep_scenario::MeasureKind;

use super::case::Case;
use super::exact::{WHOLE, nearest, of_billionths};
use super::staff::pay;
use super::standing::Standing;

/// One line in one year, in pence.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Cost {
    pub(super) base: i128,
    pub(super) prices: i128,
    pub(super) pressures: i128,
    pub(super) staff: i128,
    /// Pay of today's posts that are needed and stand empty, whatever is decided.
    pub(super) empty: i128,
    pub(super) do_nothing: i128,
    pub(super) before: i128,
    pub(super) run_rate: i128,
    pub(super) in_year: i128,
    /// Cost reduction, income, avoidance.
    pub(super) measures: [i128; 3],
    /// Less by posts for cases that do not come; below 0 where more come.
    pub(super) prevention: i128,
}

impl Cost {
    pub(super) fn measured(&self) -> i128 {
        self.measures.iter().sum()
    }

    pub(super) fn net_run_rate(&self) -> i128 {
        self.run_rate - self.measured() - self.prevention
    }

    pub(super) fn net_in_year(&self) -> i128 {
        self.in_year - self.measured() - self.prevention
    }
}

/// Where a kind of measure stands among the three that lower a cost.
pub(super) fn kind(kind: MeasureKind) -> Option<usize> {
    match kind {
        MeasureKind::CostReduction => Some(0),
        MeasureKind::Income => Some(1),
        MeasureKind::Avoidance => Some(2),
        // Another pays; it costs the same.
        MeasureKind::FundSwitch(_) => None,
    }
}

/// By year and line.
pub(super) fn costs(case: &Case<'_>) -> Vec<Vec<Cost>> {
    (0..case.years.len()).map(|at| (0..case.lines()).map(|line| cost(case, at, line)).collect()).collect()
}

fn cost(case: &Case<'_>, at: usize, position: usize) -> Cost {
    let (scenario, index) = (case.scenario, case.index[at][position]);
    let line = &scenario.lines[position];
    let decided = |state: &Standing, index: i128| {
        state.sites(scenario, position, index) + state.running(scenario, position, index, |_| true)
    };
    let fixed = i128::from(line.fixed.0);
    let (mut paid_today, mut paid_today_then, mut paid_then, mut paid_under_plans) = (0, 0, 0, 0);
    let mut empty = 0;
    for (which, role) in case.programme.roles.iter().enumerate() {
        if role.pay.is_some_and(|(home, _)| home.0 == position) {
            let today = pay(role, role.today);
            paid_today += today;
            paid_today_then += of_billionths(today, index);
            paid_then += of_billionths(pay(role, case.posts_of_nothing[which][at].have), index);
            let now = case.posts_of_nothing[which][at];
            let unfilled = if now.need < role.today { now.need } else { role.today } - now.have;
            empty += if unfilled > 0.0 { of_billionths(pay(role, unfilled), index) } else { 0 };
            paid_under_plans += of_billionths(pay(role, case.posts[which][at].have), index);
        }
    }
    let pressures = case.programme.pressures.iter().filter(|pressure| pressure.line.0 == position);
    let pressures = pressures.map(|pressure| pressure.amounts.get(at).map_or(0, |amount| i128::from(amount.0))).sum();
    let whatever = of_billionths(fixed, index) + pressures + paid_then;

    let base = decided(&case.today, WHOLE) + fixed + paid_today;
    let then = decided(&case.today, index);
    let do_nothing = then + whatever;
    let touched = |state: &Standing| if line.touchable { decided(state, index) + whatever } else { do_nothing };
    let (before, run_rate) = (touched(case.before(at)), touched(&case.ends[at]));
    let months = case.months(at);
    let in_year = nearest((12 - months) * before + months * run_rate, 12);
    let mut measures = [0; 3];
    for measure in case.programme.measures.iter().filter(|measure| measure.line.0 == position) {
        let amount = measure.amounts.get(at).map_or(0, |amount| i128::from(amount.0));
        if let Some(kind) = kind(measure.kind) {
            measures[kind] += of_billionths(amount, index);
        }
    }
    Cost {
        base,
        prices: then + of_billionths(fixed, index) + paid_today_then - base,
        pressures,
        staff: paid_then - paid_today_then,
        empty,
        do_nothing,
        before,
        run_rate,
        in_year,
        measures,
        prevention: paid_then - paid_under_plans,
    }
}
