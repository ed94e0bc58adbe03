//! The checker's own figures, in the form of claims.

use doorstep_scenario::{Against, FinancialYear, Measured};

use super::case::Case;
use super::exact::shared_out;
use super::funds::Paid;
use super::kinds::Kinds;
use super::lines::Cost;
use super::once::Financed;
use super::savings::{Funding, READINGS};
use super::targets::Held;
use super::{
    FundClaim, LineClaim, OneOffClaim, ProgrammeClaims, RoleClaim, RowClaim, SavingClaim, SourceClaim, TargetClaim,
};
use crate::Code;
use crate::money::pence;
use crate::verdict::Breaks;

/// Everything that was computed.
pub(super) struct Computed<'c> {
    pub(super) costs: &'c [Vec<Cost>],
    pub(super) funding: &'c Funding,
    pub(super) savings: &'c [[Kinds; 4]],
    pub(super) savings_by_line: &'c [[Vec<Kinds>; 4]],
    pub(super) targets: &'c [Held],
    pub(super) one_offs: &'c [Vec<i128>],
    pub(super) financed: &'c [Financed],
    pub(super) steps: &'c [(String, i128)],
}

/// Writes them down.
pub(super) fn figures(case: &Case<'_>, of: &Computed<'_>, breaks: &mut Breaks) -> ProgrammeClaims {
    let mut own = ProgrammeClaims::default();
    let target = |held: &Held| TargetClaim {
        target: held.finding.id.clone(),
        have: held.finding.have,
        income_lost: pence(held.lost[0]),
        prevention_lost: pence(held.lost[1]),
        switch_lost: pence(held.lost[2]),
        wanted: held.finding.wanted,
        kept: held.finding.kept,
    };
    own.targets = of.targets.iter().map(target).collect();
    own.waterfall = of.steps.iter().map(|(name, amount)| (name.clone(), pence(*amount))).collect();
    for (at, year) in case.years.iter().copied().enumerate() {
        for (line, cost) in case.scenario.lines.iter().zip(&of.costs[at]) {
            let amounts = [cost.base, cost.do_nothing, cost.run_rate, cost.in_year, cost.measured(), cost.prevention];
            for amount in amounts {
                if i64::try_from(amount).is_err() {
                    breaks.add(Code::MoneyTooLarge, &line.id, || {
                        format!("`{}` comes to {amount} pence in {year}", line.id)
                    });
                }
            }
            own.lines.push(LineClaim {
                year,
                line: line.id.clone(),
                base: pence(cost.base),
                do_nothing: pence(cost.do_nothing),
                run_rate: pence(cost.run_rate),
                in_year: pence(cost.in_year),
                measures: pence(cost.measured()),
                prevention: pence(cost.prevention),
            });
        }
        let readings = READINGS.into_iter().zip(&of.savings[at]);
        own.savings.extend(readings.map(|(reading, kinds)| saving(year, None, reading, kinds)));
        for (one_off, planned) in case.programme.one_offs.iter().zip(&of.one_offs[at]) {
            own.one_offs.push(OneOffClaim { year, one_off: one_off.id.clone(), planned: pence(*planned) });
        }
        for (source, pays) in case.programme.sources.iter().zip(&of.financed[at].sources) {
            own.sources.push(SourceClaim {
                year,
                source: source.id.clone(),
                received: pence(pays.received),
                paid: pence(pays.used),
                balance: pence(pays.balance),
            });
        }
        own.unfinanced.push((year, pence(of.financed[at].unfinanced)));
        own.funds.extend(funds(case, at, Measured::InYear, &of.funding.in_year[at]));
        own.funds.extend(funds(case, at, Measured::RunRate, &of.funding.run_rate[at]));
        for (role, path) in case.programme.roles.iter().zip(&case.posts) {
            let posts = path[at];
            let (need, have, missing) = (posts.need, posts.have, posts.missing());
            own.roles.push(RoleClaim { year, role: role.id.clone(), need, have, missing });
        }
        if !case.programme.ledger.is_empty() {
            rows(case, at, &of.costs[at], &mut own.rows);
        }
    }
    for (year, readings) in case.years.iter().zip(of.savings_by_line) {
        for (reading, lines) in READINGS.into_iter().zip(readings) {
            let each = case.scenario.lines.iter().zip(lines);
            own.savings.extend(each.map(|(line, kinds)| saving(*year, Some(line.id.clone()), reading, kinds)));
        }
    }
    own
}

fn saving(
    year: FinancialYear,
    line: Option<String>,
    (measured, against): (Measured, Against),
    kinds: &Kinds,
) -> SavingClaim {
    SavingClaim {
        year,
        line,
        measured,
        against,
        cost_reduction: pence(kinds.cost_reduction),
        income: pence(kinds.income),
        income_lost: pence(kinds.income_lost),
        fund_switch: pence(kinds.fund_switch),
        switch_lost: pence(kinds.switch_lost),
        avoidance: pence(kinds.avoidance),
        prevention_lost: pence(kinds.prevention_lost),
        not_cashable: pence(kinds.not_cashable),
        other_funds: pence(kinds.other_funds),
    }
}

fn funds<'f>(
    case: &'f Case<'_>,
    at: usize,
    measured: Measured,
    paid: &'f Paid,
) -> impl Iterator<Item = FundClaim> + use<'f> {
    let year = case.years[at];
    case.scenario.funds.iter().zip(&paid.funds).map(move |(fund, now)| FundClaim {
        year,
        fund: fund.id.clone(),
        measured,
        budget: pence(now.budget),
        opening: pence(now.opening),
        spent: pence(now.spent),
        carried: pence(now.carried),
        returned: pence(now.returned),
        overspent: pence(now.overspent),
    })
}

/// Every line shared out over its rows of the ledger, in proportion; one row of no name where it has none.
fn rows(case: &Case<'_>, at: usize, costs: &[Cost], rows: &mut Vec<RowClaim>) {
    for (position, cost) in costs.iter().enumerate() {
        let ledger = case.programme.ledger.iter().filter(|row| row.line.0 == position);
        let (mut codes, mut weights): (Vec<[String; 4]>, Vec<i128>) = ledger
            .map(|row| {
                let code = [&row.cost_centre, &row.subjective, &row.objective, &row.section_251].map(Clone::clone);
                (code, i128::from(row.amount.0))
            })
            .unzip();
        if codes.is_empty() {
            codes.push(Default::default());
            weights.push(1);
        }
        let amounts = [cost.base, cost.do_nothing, cost.net_in_year(), cost.net_run_rate()];
        let [base, do_nothing, in_year, run_rate] = amounts.map(|amount| shared_out(amount, &weights));
        let line = &case.scenario.lines[position].id;
        for (row, code) in codes.into_iter().enumerate() {
            rows.push(RowClaim {
                year: case.years[at],
                code,
                line: line.clone(),
                base: pence(base[row]),
                do_nothing: pence(do_nothing[row]),
                in_year: pence(in_year[row]),
                run_rate: pence(run_rate[row]),
            });
        }
    }
}
