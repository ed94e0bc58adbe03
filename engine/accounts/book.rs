//! What every account is made from: the year-end states, and the scenario at each year's prices.

use super::staff::{StaffPath, staff, staff_with};
use super::year::{index_of, indexed, money_only};
use super::{ReachPath, State, at_year};
use doorstep_scenario::{FinancialYear, FundKind, Measure, Pence, Programme, Scenario, StaffNeed};

/// States and prices, year by year. `at` counts years from the first after the baseline.
#[derive(Debug)]
pub(super) struct Book {
    /// Every year after the baseline.
    pub years: Vec<FinancialYear>,
    /// At prices of the price year, without the people and ways that no account looks at.
    pub base: Scenario,
    /// At each year's prices.
    pub then: Vec<Scenario>,
    /// What stands today.
    pub today: State,
    /// What stands at each year's end.
    pub states: Vec<State>,
    /// What is known year by year.
    pub programme: Programme,
    /// How many people are reached, where that is known: without it no effect of prevention is counted.
    pub reach: Option<ReachPath>,
    /// Every role under the plan.
    pub staff: Vec<StaffPath>,
    /// The same if reach changed nothing: what doing nothing pays.
    pub unprevented: Vec<StaffPath>,
}

impl Book {
    /// States that are not given stay as the last one was.
    pub fn of(scenario: &Scenario, states: &[State], reach: Option<&ReachPath>) -> Book {
        let base = money_only(scenario);
        let programme = base.programme.clone().unwrap_or_default();
        let base = Scenario { programme: Some(programme.clone()), ..base };
        let years: Vec<FinancialYear> = scenario.years().collect();
        let then = (0..years.len()).map(|at| at_year(&base, at)).collect();
        let today = State::today(scenario);
        let last = states.last().unwrap_or(&today);
        let states: Vec<State> = (0..years.len()).map(|at| states.get(at).unwrap_or(last).clone()).collect();
        let unprevented = staff(&base, &[]);
        let staff = staff_with(&base, &states, reach);
        let reach = reach.cloned();
        Book { years, base, then, today, states, programme, reach, staff, unprevented }
    }

    /// What stood when the year began.
    pub fn before(&self, at: usize) -> &State {
        if at == 0 { &self.today } else { &self.states[at - 1] }
    }

    /// What a measure comes to in a year, at its prices.
    pub fn measured(&self, at: usize, measure: &Measure) -> Pence {
        indexed(measure.amounts[at], index_of(&self.base, measure.line, at))
    }

    /// Months of the year that are left when its moves take effect.
    pub fn months(&self, at: usize) -> u32 {
        self.programme.moves.months.get(at).copied().unwrap_or(12).min(12)
    }

    /// A whole year's cost of a line under a state at the prices of a year. What may not be touched stays
    /// as it is today.
    pub fn cost(&self, at: usize, state: &State, line: usize) -> Pence {
        let prices = &self.then[at];
        if prices.lines[line].touchable { state.cost(prices, line) } else { self.today.cost(prices, line) }
    }

    /// Does the General Fund pay this line in the year? So it does once the fund that paid it has ended.
    pub fn general(&self, at: usize, line: usize) -> bool {
        super::year::is_general(&self.then[at], line)
    }

    /// Did the General Fund pay it in the baseline year?
    pub fn general_today(&self, line: usize) -> bool {
        super::year::is_general(&self.base, line)
    }

    /// Is it a general fund?
    pub fn is_general_fund(&self, fund: usize) -> bool {
        self.base.funds[fund].kind == FundKind::GeneralFund
    }

    /// A year's pay for one case of a role in the end year, in pence of that year.
    pub fn pay_per_case(&self, role: usize) -> Option<f64> {
        let role = self.programme.roles.get(role)?;
        let (line, pay) = role.pay?;
        let StaffNeed::Cases { cap, .. } = &role.need else { return None };
        let end = self.years.len().checked_sub(1)?;
        Some(indexed(pay, index_of(&self.base, line, end)).0 as f64 / cap.get(end)?)
    }

    /// How many lines there are.
    pub fn lines(&self) -> usize {
        self.base.lines.len()
    }
}
