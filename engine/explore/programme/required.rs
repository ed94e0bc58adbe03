//! How much the footprint has to save in each year for the targets to be met, whatever their reading.
//!
//! ```text
//! s[t]        less a whole year costs than doing nothing, as the year ends        to be found
//! y[t]      = (1 − α[t]) · s[t−1] · g[t] + α[t] · s[t]                              in the year
//! run-rate    s[t] ≥ A[t] + growth[t] − beside[t]       for every year from its own on
//! in-year     y[t] ≥ A[t] + growth[t] − beside[t]
//! cash        Σ_{u ≤ t} (y[u] + beside[u] − growth[u]) ≥ A
//! least       Σ_{t < T} s[t] + 10 · s[T]
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | A | the amount; of increments the sum up to the year | £ | targets |
//! | growth | by which doing nothing costs more than the base, where a target is against the base | £ | prices, pressures |
//! | beside | what measures beside the footprint save of the kinds that count | £ | measures |
//! | α | the part of the year that is left when its moves take effect | – | moves |
//! | g | what a pound of the year before has become | – | prices |
//!
//! Kinds are netted here and prices of different lines taken to grow alike; once states are known, `phase.rs`
//! has the accounts say what each target is short of, and asks for that.
//!
//! Source: model.md, "Saving"; £1m, £5m, £5m, £5m is £16m a year as increments, £5m a year as levels.

use crate::accounts::{State, at_year, indexed_measures, money_only, paid_today, wanted};
use crate::instance::counts_as_saving;
use crate::method::{MethodError, least};
use doorstep_scenario::{Against, Basis, Measured, Pence, SavingKind, Scenario, Strength, Target};

/// What is asked of the footprint in one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Required {
    /// So much less a whole year as it ends than doing nothing.
    pub amount: Pence,
    /// What run-rate targets alone ask: no programme meets them with less.
    pub certain: Pence,
}

impl Required {
    /// Does every programme have to save this much, or is it one share of several that meet the targets?
    pub fn is_certain(&self) -> bool {
        self.amount == self.certain
    }
}

/// What doing nothing costs, on lines that count.
pub(super) struct Facts {
    /// What stands today.
    pub today: State,
    /// By year.
    pub nothing: Vec<Pence>,
    /// In the baseline year.
    pub base: Pence,
    /// By year: what is spent on them, what comes in left out. Nobody saves more.
    pub spent: Vec<Pence>,
}

impl Facts {
    pub fn of(scenario: &Scenario) -> Facts {
        let money = money_only(scenario);
        let today = State::today(&money);
        let then: Vec<Scenario> = (0..scenario.years().len()).map(|year| at_year(&money, year)).collect();
        let each = |then: &Scenario| -> Vec<Pence> { counted(then).map(|line| today.cost(then, line)).collect() };
        // In later years the pay of roles is in fixed spending; today's is added here.
        let paid: Pence = counted(&money).map(|line| paid_today(&money, line)).sum();
        Facts {
            nothing: then.iter().map(|then| each(then).into_iter().sum()).collect(),
            base: each(&money).into_iter().sum::<Pence>() + paid,
            spent: then.iter().map(|then| each(then).into_iter().map(|cost| cost.max(Pence::ZERO)).sum()).collect(),
            today,
        }
    }
}

/// The lines that count towards savings.
fn counted(then: &Scenario) -> impl Iterator<Item = usize> {
    (0..then.lines.len()).filter(|line| counts_as_saving(then, *line))
}

/// What a target asks of the footprint in a year: its level, and by how much doing nothing outgrows the
/// base, less what measures beside the footprint save.
pub(super) fn asked(scenario: &Scenario, facts: &Facts, target: &Target, year: usize) -> Pence {
    let growth = if target.against == Against::Base { facts.nothing[year] - facts.base } else { Pence::ZERO };
    wanted(scenario, target) + growth - indexed_measures(scenario, year, &target.counting)
}

/// A pound saved at the end counts for so many on the way.
const LASTS: f64 = 10.0;

/// By year. `more` is what an earlier try fell short by, on top; `known` what the end year is found to save,
/// which is more than it had to and lowers what is asked before it.
///
/// # Errors
/// When the solver of the small problem fails.
pub(super) fn required(
    scenario: &Scenario,
    facts: &Facts,
    more: &[Pence],
    known: Option<Pence>,
) -> Result<Option<Vec<Required>>, MethodError> {
    let Some(programme) = &scenario.programme else { return Ok(Some(Vec::new())) };
    let years = scenario.years().len();
    // The footprint spends less, and switches, avoids and wins nothing: what does not count that asks it for
    // nothing (and `year.rs` keeps it from losing income).
    let hard = scenario
        .targets
        .iter()
        .filter(|target| target.strength == Strength::Hard && target.counting.contains(&SavingKind::CostReduction));
    let mut found = vec![Required { amount: Pence::ZERO, certain: Pence::ZERO }; years];
    let mut rows: Vec<(Vec<(usize, f64)>, f64)> = Vec::new();
    let part = |year: usize| f64::from(programme.moves.months[year]) / 12.0;
    let in_year = |year: usize, times: f64| {
        let grown = |year: usize| {
            let before = facts.spent[year - 1].pounds();
            if before > 0.0 { facts.spent[year].pounds() / before } else { 1.0 }
        };
        let mut terms = vec![(year, times * part(year))];
        if year > 0 && part(year) < 1.0 {
            terms.push((year - 1, times * (1.0 - part(year)) * grown(year)));
        }
        terms
    };
    for target in hard {
        let Some(by) = scenario.years().position(|year| year == target.by) else { continue };
        match (target.basis, target.measured) {
            (Basis::CumulativeCash, _) => {
                let mut terms: Vec<(usize, f64)> = Vec::new();
                let mut beside = Pence::ZERO;
                for year in 0..=by {
                    terms.extend(in_year(year, 1.0));
                    beside += asked(scenario, facts, target, year) - wanted(scenario, target);
                }
                rows.push((terms, (target.amount + beside).pounds()));
            }
            (_, Measured::InYear) => {
                rows.push((in_year(by, 1.0), asked(scenario, facts, target, by).pounds()));
            }
            // What is saved a year goes on being saved.
            (_, Measured::RunRate) => {
                for (year, found) in found.iter_mut().enumerate().skip(by) {
                    found.certain = found.certain.max(asked(scenario, facts, target, year));
                }
            }
        }
    }
    for (year, found) in found.iter().enumerate() {
        rows.push((vec![(year, 1.0)], found.certain.pounds()));
    }
    // What has been saved is not given back: a target on the way must not be met by a dip after it.
    for year in 1..years {
        rows.push((vec![(year, 1.0), (year - 1, -1.0)], 0.0));
    }
    // What is saved at the end is saved for good: no deeper there than has to be. Of equal sums before it
    // the one that saves later: what is saved early is missed longer.
    let weight = |year: usize| if year + 1 == years { LASTS } else { 1.0 + 1e-3 * (years - year) as f64 };
    let most: f64 = facts.spent.iter().map(|amount| amount.pounds()).fold(0.0, f64::max);
    let mut columns: Vec<(f64, f64)> = (0..years).map(|year| (weight(year), most + 1.0)).collect();
    if let (Some(known), Some(last)) = (known, columns.last_mut()) {
        last.1 = known.pounds().max(0.0);
        rows.push((vec![(years - 1, 1.0)], last.1));
    }
    let Some(path) = least(&columns, &rows)? else { return Ok(None) };
    for (year, found) in found.iter_mut().enumerate() {
        #[allow(clippy::cast_possible_truncation, reason = "below the sum of all costs, which is bounded")]
        let wanted = Pence((path[year] * 100.0 - 1e-6).ceil() as i64);
        found.amount = wanted.max(found.certain) + more.get(year).copied().unwrap_or_default();
    }
    Ok(Some(found))
}
