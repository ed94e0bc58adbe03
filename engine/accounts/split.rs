//! The council's own coding: what each row of its ledger becomes, and who moves money to whom.
//!
//! ```text
//! row[i,t] = amount[c,t] · ledger[i] / Σ ledger of c      largest remainders, ties by row order
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | amount | base, do nothing or plan of a line | p | lines |
//! | ledger | a row of the base budget | p | ledger |
//!
//! Within a line the plan does not say which cost centre spends less: proportion is a convention for
//! schedules, stated beside them. Every line's rows sum to the line, to the penny.

use super::lines::{LineYear, Year};
use doorstep_scenario::{FinancialYear, LineIx, Pence, Programme};

/// More pence than any budget; a thousand such rows can still be added up.
const MOST: i128 = 1_000_000_000_000_000;

/// A row of the ledger, or what no row holds, over the years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodedRow {
    /// Cost centre, subjective, objective, section 251 line; empty where the ledger has no row of the line.
    pub code: [String; 4],
    /// Which line it is part of.
    pub line: LineIx,
    /// By year.
    pub years: Vec<Coded>,
}

/// One row in one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Coded {
    /// In the baseline year.
    pub base: Pence,
    /// If nothing is done.
    pub do_nothing: Pence,
    /// Under the plan, in the year itself, after measures.
    pub in_year: Pence,
    /// Under the plan, a whole year of what stands at the end, after measures.
    pub run_rate: Pence,
}

/// What goes from one heading of the ledger to others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Virement {
    /// Which year.
    pub year: FinancialYear,
    /// Service of the council's accounts.
    pub objective: String,
    /// Kind of spending.
    pub subjective: String,
    /// If nothing is done.
    pub from: Pence,
    /// Under the plan, in the year itself.
    pub to: Pence,
}

/// Every row of the ledger over the years; none where the scenario has no ledger.
pub(super) fn coded(programme: &Programme, years: &[Year]) -> Vec<CodedRow> {
    if programme.ledger.is_empty() {
        return Vec::new();
    }
    let lines = years.first().map_or(0, |year| year.lines.len());
    let mut found = Vec::new();
    for line in 0..lines {
        let rows: Vec<_> = programme.ledger.iter().filter(|row| row.line.0 == line).collect();
        let weights: Vec<Pence> = rows.iter().map(|row| row.amount).collect();
        let weights = if weights.is_empty() { vec![Pence::ZERO] } else { weights };
        let of_year = |year: &Year| -> Vec<Coded> {
            let now = &year.lines[line];
            let shares = |amount: fn(&LineYear) -> Pence| shares(amount(now), &weights);
            let (base, do_nothing) = (shares(|now| now.base), shares(|now| now.do_nothing));
            let (in_year, run_rate) = (shares(LineYear::net_in_year), shares(LineYear::net_run_rate));
            let each = |at: usize| Coded {
                base: base[at],
                do_nothing: do_nothing[at],
                in_year: in_year[at],
                run_rate: run_rate[at],
            };
            (0..weights.len()).map(each).collect()
        };
        let by_year: Vec<Vec<Coded>> = years.iter().map(of_year).collect();
        for at in 0..weights.len() {
            let code = rows.get(at).map_or_else(Default::default, |row| {
                [&row.cost_centre, &row.subjective, &row.objective, &row.section_251].map(Clone::clone)
            });
            let years = by_year.iter().map(|year| year[at]).collect();
            found.push(CodedRow { code, line: LineIx(line), years });
        }
    }
    found
}

/// By year and heading, in the order of headings.
pub(super) fn virements(rows: &[CodedRow], years: &[Year]) -> Vec<Virement> {
    let mut found: Vec<Virement> = Vec::new();
    for (at, year) in years.iter().enumerate() {
        let mut headings = std::collections::BTreeMap::<(&str, &str), (Pence, Pence)>::new();
        for row in rows {
            let [_, subjective, objective, _] = &row.code;
            let sums = headings.entry((objective, subjective)).or_default();
            sums.0 += row.years[at].do_nothing;
            sums.1 += row.years[at].in_year;
        }
        found.extend(headings.into_iter().map(|((objective, subjective), (from, to))| Virement {
            year: year.year,
            objective: objective.to_owned(),
            subjective: subjective.to_owned(),
            from,
            to,
        }));
    }
    found
}

/// An amount shared out in proportion, exact to the penny. Where the weights come to nothing, or to so
/// little beside their parts that no row could hold its share, the first row has it all.
pub(super) fn shares(amount: Pence, weights: &[Pence]) -> Vec<Pence> {
    let all: i128 = weights.iter().map(|weight| i128::from(weight.0)).sum();
    let whole = all.abs().max(1);
    let exact = weights.iter().map(|weight| i128::from(amount.0) * i128::from(weight.0) * all.signum());
    let cut: Vec<(i128, i128)> = exact.map(|exact| (exact.div_euclid(whole), exact.rem_euclid(whole))).collect();
    if all == 0 || cut.iter().any(|(share, _)| share.abs() > MOST) {
        return (0..weights.len()).map(|at| if at == 0 { amount } else { Pence::ZERO }).collect();
    }
    let given: i128 = cut.iter().map(|(whole, _)| whole).sum();
    // Fewer pennies are left than there are rows.
    let left = usize::try_from(i128::from(amount.0) - given).unwrap_or(0);
    let mut order: Vec<usize> = (0..cut.len()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(cut[*at].1), *at));
    let mut found: Vec<Pence> = cut.iter().map(|(whole, _)| Pence(i64::try_from(*whole).unwrap_or(i64::MAX))).collect();
    for at in order.into_iter().take(left) {
        found[at] += Pence(1);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pence(amounts: &[i64]) -> Vec<Pence> {
        amounts.iter().copied().map(Pence).collect()
    }

    #[test]
    fn the_largest_remainders_get_the_last_pennies_and_ties_go_to_the_first_row() {
        // 100p on three equal rows: 33⅓ each, one penny left.
        assert_eq!(shares(Pence(100), &pence(&[7, 7, 7])), pence(&[34, 33, 33]));
        // 10p on 1 : 2 : 4 = 1.43, 2.86, 5.71: the second is nearest its next penny, then the third.
        assert_eq!(shares(Pence(10), &pence(&[1, 2, 4])), pence(&[1, 3, 6]));
        assert_eq!(shares(Pence(-100), &pence(&[1, 1, 1])), pence(&[-33, -33, -34]));
        // Gross spending and income on one line, and a line of income alone.
        assert_eq!(shares(Pence(60), &pence(&[150, -50])), pence(&[90, -30]));
        assert_eq!(shares(Pence(-50), &pence(&[-75, -25])), pence(&[-37, -13]));
        assert_eq!(shares(Pence(9), &pence(&[5, -5])), pence(&[9, 0]));
        assert_eq!(shares(Pence(9), &[]), pence(&[]));
        let far = Pence::MOST.0;
        assert_eq!(shares(Pence(far), &pence(&[far, 1 - far])), pence(&[far, 0]));
    }
}
