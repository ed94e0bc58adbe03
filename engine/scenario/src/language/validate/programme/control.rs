//! The ledger against today's cost by the scenario, line by line, to the penny: a budget that differs from
//! what is modelled is another budget.

use super::{Written, shown};
use crate::fault::quoted;
use crate::{Code, Faults, LevelIx, Pence, Scenario, Site};

/// A year's cost of every line today, in pence: fixed spending, sites at their levels, what runs, and pay
/// that has its home in roles.
pub(in crate::language::validate) fn today(scenario: &Scenario) -> Vec<i128> {
    let mut all: Vec<i128> = scenario.lines.iter().map(|line| i128::from(line.fixed.0)).collect();
    for site in &scenario.sites {
        at_level(scenario, site, site.baseline, &mut all);
    }
    for offer in &scenario.baseline {
        let mode = &scenario.services[offer.service.0].modes[offer.mode.0];
        for (line, price) in &mode.session_costs {
            all[line.0] += i128::from(price.for_year(offer.sessions, mode.weeks).0);
        }
        for (line, amount) in &mode.running_costs {
            all[line.0] += i128::from(amount.0);
        }
    }
    for role in scenario.programme.iter().flat_map(|programme| &programme.roles) {
        if let Some((line, pay)) = role.pay {
            all[line.0] += i128::from(paid(pay, role.today).0);
        }
    }
    all
}

/// A year's pay of so many, to the nearest penny.
pub(super) fn paid(pay: Pence, posts: f64) -> Pence {
    #[allow(clippy::cast_possible_truncation, reason = "sums of pay are bounded: see validate::money")]
    Pence((pay.0 as f64 * posts).round() as i64)
}

fn at_level(scenario: &Scenario, site: &Site, level: LevelIx, all: &mut [i128]) {
    let own = || site.costs.iter().filter(|cost| cost.level == level);
    for (line, amount) in &scenario.levels[level.0].costs {
        if !own().any(|cost| cost.line == *line) {
            all[line.0] += i128::from(amount.0);
        }
    }
    for cost in own() {
        all[cost.line.0] += i128::from(cost.amount.0);
    }
}

pub(super) fn validate(written: &Written<'_>, faults: &mut Faults) {
    let ledger = &written.programme.ledger;
    if ledger.is_empty() {
        return;
    }
    let costs = today(written.scenario);
    let mut sums = vec![0_i128; costs.len()];
    for row in ledger {
        sums[row.line.0] += i128::from(row.amount.0);
    }
    for ((line, cost), sum) in written.scenario.lines.iter().zip(&costs).zip(&sums) {
        let differ = sum - cost;
        if differ != 0 {
            let much = if differ > 0 { "more" } else { "less" };
            let what = format!(
                "the line {} comes to {} in the ledger and to {} in the scenario: {} {much}",
                quoted(&line.id),
                shown(*sum),
                shown(*cost),
                shown(differ.abs())
            );
            let fix =
                "The base budget is what today costs: correct the ledger, or put what is missing into the scenario";
            faults.add(Code::LedgerDiffers, written.ledger, what, fix);
        }
    }
}
