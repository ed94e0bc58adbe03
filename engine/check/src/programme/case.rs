//! A programme as the checker reads it: plans resolved, prices grown, posts counted.

use doorstep_scenario::{FinancialYear, Plan, Programme, Scenario};

use super::exact::{WHOLE, bounded, nearest};
use super::prevention::Reached;
use super::staff::{Posts, posts};
use super::standing::Standing;
use crate::Code;
use crate::footprint::Footprint;
use crate::names::Names;
use crate::verdict::Breaks;

/// What every account is computed from. `at` counts years from the first after the baseline.
pub(super) struct Case<'s> {
    pub(super) scenario: &'s Scenario,
    pub(super) programme: &'s Programme,
    pub(super) years: Vec<FinancialYear>,
    pub(super) today: Standing,
    pub(super) ends: Vec<Standing>,
    /// By year and line: what a pound of the price year has become, in billionths.
    pub(super) index: Vec<Vec<i128>>,
    /// By role and year, under the plans.
    pub(super) posts: Vec<Vec<Posts>>,
    /// The same if nobody more or fewer were reached: those that doing nothing pays.
    pub(super) posts_of_nothing: Vec<Vec<Posts>>,
}

impl<'s> Case<'s> {
    /// Reads it; nothing where there is no programme.
    pub(super) fn of(
        scenario: &'s Scenario,
        plans: &[Plan],
        reached: Option<&Reached>,
        breaks: &mut Breaks,
    ) -> Option<Self> {
        let years: Vec<FinancialYear> = scenario.years().collect();
        let Some(programme) = &scenario.programme else {
            breaks.add(Code::NotAPlanAYear, "programme", || "the scenario has no programme".to_owned());
            return None;
        };
        if plans.len() != years.len() {
            breaks.add(Code::NotAPlanAYear, "plans", || {
                format!("there are {} plans for {} years", plans.len(), years.len())
            });
        }
        let names = Names::of(scenario);
        let today = Standing::today(scenario);
        let mut ends: Vec<Standing> = Vec::new();
        for (at, year) in years.iter().enumerate() {
            let before = ends.last().unwrap_or(&today);
            let end = plans.get(at).map_or_else(|| before.clone(), |plan| Standing::of(plan, &names, before));
            if let Some(plan) = plans.get(at) {
                let mut found = Breaks::default();
                Footprint::of(scenario, plan, &names, &mut found);
                breaks.take_over(found, |what| format!("at the end of {year}: {what}"));
            }
            ends.push(end);
        }
        let index = grown(scenario, programme, years.len(), breaks);
        if let Some(reached) = reached {
            reached.is_whole(scenario, breaks);
        }
        let (under_plans, posts_of_nothing) = (posts(programme, &ends, reached), posts(programme, &ends, None));
        Some(Self { scenario, programme, years, today, ends, index, posts: under_plans, posts_of_nothing })
    }

    /// What stood when a year began.
    pub(super) fn before(&self, at: usize) -> &Standing {
        if at == 0 { &self.today } else { &self.ends[at - 1] }
    }

    /// Months of a year that are left when its moves take effect.
    pub(super) fn months(&self, at: usize) -> i128 {
        i128::from(self.programme.moves.months.get(at).copied().unwrap_or(12))
    }

    /// How many lines there are.
    pub(super) fn lines(&self) -> usize {
        self.scenario.lines.len()
    }

    /// Which fund a line is first asked of in a year: its own, or, once that has ended, who stands
    /// behind the line.
    pub(super) fn fund(&self, at: usize, line: usize) -> usize {
        let line = &self.scenario.lines[line];
        let terms = self.scenario.funds[line.fund.0].terms.as_ref();
        let ended = terms.is_some_and(|terms| terms.budget.get(at).is_none_or(|budget| budget.0 == 0));
        if ended { line.backed_by.unwrap_or(line.fund).0 } else { line.fund.0 }
    }

    /// Is a fund the council's own general money?
    pub(super) fn is_general(&self, fund: usize) -> bool {
        self.scenario.funds[fund].kind == doorstep_scenario::FundKind::GeneralFund
    }
}

/// `index[t] = index[t−1] · (10⁶ + rate[t]) / 10⁶`, each year to the nearest billionth, halves up. The
/// scenario carries the same numbers; that they are the same is proved too.
fn grown(scenario: &Scenario, programme: &Programme, years: usize, breaks: &mut Breaks) -> Vec<Vec<i128>> {
    let mut by_category: Vec<Vec<i128>> = Vec::new();
    for category in &programme.inflation {
        let mut now = WHOLE;
        let mut path = Vec::new();
        for at in 0..years {
            let rate = i128::from(category.rates.get(at).copied().unwrap_or(0));
            now = bounded(nearest(now.saturating_mul(1_000_000 + rate), 1_000_000));
            let said = category.index.get(at).map(|index| i128::from(*index));
            if said != Some(now) {
                breaks.add(Code::ReadWrongly, &category.id, || {
                    let year = scenario.years().nth(at).map_or_else(String::new, |year| year.to_string());
                    let said = said.map_or("missing".to_owned(), |said| said.to_string());
                    format!("prices of `{}` in {year} stand at {said} billionths; they are {now}", category.id)
                });
            }
            path.push(now);
        }
        by_category.push(path);
    }
    let of = |line: usize| programme.category_of.get(line).and_then(|category| by_category.get(*category));
    let index = |at: usize, line: usize| of(line).and_then(|path| path.get(at)).copied().unwrap_or(WHOLE);
    (0..years).map(|at| (0..scenario.lines.len()).map(|line| index(at, line)).collect()).collect()
}
