//! A programme proved again before anything of it is shown.

use super::Years;
use crate::accounts::{Accounts, TargetYear};
use crate::explore::{Assessed, RunError};
use doorstep_check::{
    Code, Demand, Finding, FundClaim, LineClaim, OneOffClaim, ProgrammeClaims, ProgrammeVerdict, Reached, RoleClaim,
    RowClaim, SavingClaim, SourceClaim, TargetClaim, Verdict, check_programme,
};
use doorstep_scenario::{Against, FinancialYear, Measured, Plan, Scenario};

/// Has every figure of the accounts recomputed by the checker, from the plans alone.
///
/// # Errors
/// [`RunError::Refused`] when it finds a penny's difference, an unlawful move or a hard target missed that
/// is not told: such a programme is never shown.
pub fn prove(scenario: &Scenario, years: &Years, accounts: &Accounts) -> Result<ProgrammeVerdict, RunError> {
    let plans: Vec<Plan> = years.years.iter().map(|year| year.plan.plan.clone()).collect();
    let (reached, claims) = (reached(years), claims(scenario, accounts));
    let checked = |demand| check_programme(scenario, &plans, Some(&reached), &claims, demand);
    let mut verdict = checked(Demand::ReportOnly);
    // What is shown with a target missed says so; all else must hold.
    let told = |finding: &Finding| {
        let missed = |held: &TargetYear| scenario.targets[held.target].id == finding.about;
        finding.code == Code::TargetMissed.text() && years.missed.iter().any(missed)
    };
    if verdict.findings.iter().any(|finding| finding.hard && !told(finding)) {
        verdict = checked(Demand::KeepHardRules);
    }
    if verdict.holds() {
        return Ok(verdict);
    }
    let refused = Verdict { broken: verdict.broken, ..Verdict::default() };
    Err(RunError::Refused { label: "programme".to_owned(), verdict: Box::new(refused) })
}

/// People reached year by year: each year's plan is proved with its reach before.
fn reached(years: &Years) -> Reached {
    let of = |state: &Assessed| state.measures.reach.iter().map(|service| service.all.reached).collect();
    Reached {
        nothing: years.years.iter().map(|year| of(&year.status_quo)).collect(),
        plan: years.years.iter().map(|year| of(&year.plan)).collect(),
    }
}

/// What the accounts are about to say.
pub(super) fn claims(scenario: &Scenario, accounts: &Accounts) -> ProgrammeClaims {
    let years: Vec<FinancialYear> = scenario.years().collect();
    let target = |found: &TargetYear| TargetClaim {
        target: scenario.targets[found.target].id.clone(),
        have: found.have,
        income_lost: found.income_lost,
        prevention_lost: found.prevention_lost,
        switch_lost: found.switch_lost,
        wanted: found.wanted,
        kept: found.kept,
    };
    let mut claims = ProgrammeClaims {
        waterfall: accounts.waterfall.iter().map(|step| (step.name.clone(), step.amount)).collect(),
        targets: accounts.targets.iter().map(target).collect(),
        ..ProgrammeClaims::default()
    };
    for (at, year) in years.iter().copied().enumerate() {
        claims.lines.extend(scenario.lines.iter().zip(&accounts.years[at].lines).map(|(line, now)| LineClaim {
            year,
            line: line.id.clone(),
            base: now.base,
            do_nothing: now.do_nothing,
            run_rate: now.run_rate,
            in_year: now.in_year,
            measures: now.measures.iter().copied().sum(),
            prevention: now.prevention,
        }));
        saved(scenario, accounts, at, year, &mut claims);
        funded(scenario, accounts, at, year, &mut claims);
        for row in &accounts.coded {
            let now = row.years[at];
            claims.rows.push(RowClaim {
                year,
                code: row.code.clone(),
                line: scenario.lines[row.line.0].id.clone(),
                base: now.base,
                do_nothing: now.do_nothing,
                in_year: now.in_year,
                run_rate: now.run_rate,
            });
        }
        let roles = scenario.programme.iter().flat_map(|programme| &programme.roles);
        for (role, path) in roles.zip(&accounts.staff) {
            let now = &path.years[at];
            let (need, have, missing) = (now.need, now.have, now.missing);
            claims.roles.push(RoleClaim { year, role: role.id.clone(), need, have, missing });
        }
    }
    claims
}

fn saved(scenario: &Scenario, accounts: &Accounts, at: usize, year: FinancialYear, claims: &mut ProgrammeClaims) {
    let saved = &accounts.savings[at];
    let lines = scenario.lines.iter().zip(&saved.lines).map(|(line, saved)| (Some(&line.id), *saved));
    for (line, saved) in std::iter::once((None, saved.total())).chain(lines) {
        for measured in [Measured::RunRate, Measured::InYear] {
            for against in [Against::DoNothing, Against::Base] {
                let kinds = saved.read(measured, against);
                claims.savings.push(SavingClaim {
                    year,
                    line: line.cloned(),
                    measured,
                    against,
                    cost_reduction: kinds.cost_reduction,
                    income: kinds.income,
                    income_lost: kinds.income_lost,
                    fund_switch: kinds.fund_switch,
                    switch_lost: kinds.switch_lost,
                    avoidance: kinds.avoidance,
                    prevention_lost: kinds.prevention_lost,
                    not_cashable: kinds.not_cashable,
                    other_funds: kinds.other_funds,
                });
            }
        }
    }
}

fn funded(scenario: &Scenario, accounts: &Accounts, at: usize, year: FinancialYear, claims: &mut ProgrammeClaims) {
    let views = [(Measured::InYear, &accounts.funding.in_year), (Measured::RunRate, &accounts.funding.run_rate)];
    for (measured, view) in views {
        claims.funds.extend(scenario.funds.iter().zip(&view[at].funds).map(|(fund, now)| FundClaim {
            year,
            fund: fund.id.clone(),
            measured,
            budget: now.budget,
            opening: now.opening,
            spent: now.spent,
            carried: now.carried,
            returned: now.returned,
            overspent: now.overspent,
        }));
    }
    let Some(programme) = &scenario.programme else { return };
    let financing = &accounts.financing[at];
    claims.unfinanced.push((year, financing.unfinanced));
    claims.sources.extend(programme.sources.iter().zip(&financing.sources).map(|(source, now)| SourceClaim {
        year,
        source: source.id.clone(),
        received: now.received,
        paid: now.used,
        balance: now.closing,
    }));
    claims.one_offs.extend(programme.one_offs.iter().zip(&accounts.one_offs[at]).map(|(one_off, now)| OneOffClaim {
        year,
        one_off: one_off.id.clone(),
        planned: now.planned,
    }));
}
