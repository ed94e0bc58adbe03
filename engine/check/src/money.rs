//! A year's spending, line by line, to the penny.
//!
//! ```text
//! amount[c] = fixed[c] + Σ_s cost[c, s, level of s] + Σ_o (year[c,o] + running[c, m(o)])
//! year[c,o] = price[c, m(o)] · weeks[m(o)] · x[o] / 1000     to the nearest penny, halves up
//! spend[c]  = amount of the plan if c is touchable, else amount of the baseline
//! saving    = Σ (baseline[c] − spend[c])  over c touchable, cashable and paid by a general fund
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | fixed | what no decision changes | p a year | line |
//! | cost | of a site at a level: the site's own, else the level's | p a year | site, level |
//! | price | of one session | p | mode |
//! | x | sessions | thousandths a week | `Plan::offers`, baseline |
//! | running | of running it at all | p a year | mode |
//!
//! Rounded once for each offer and line. Sums are 128 bits wide and never wrap.

use doorstep_scenario::{FundKind, LevelIx, LineIx, Mode, Pence, Scenario, Sessions, Site};

use crate::Code;
use crate::footprint::Footprint;
use crate::verdict::Breaks;

/// Spending by line, in pence.
pub(crate) struct Money {
    /// As planned.
    pub(crate) spend: Vec<i128>,
    /// Today.
    pub(crate) baseline: Vec<i128>,
    /// On lines and funds that targets count.
    pub(crate) saving: i128,
}

impl Money {
    /// Computes both years.
    pub(crate) fn of(scenario: &Scenario, footprint: &Footprint<'_>, breaks: &mut Breaks) -> Self {
        let today = scenario.sites.iter().map(|site| Some(site.baseline));
        let offers = scenario.baseline.iter().map(|offer| {
            let mode = &scenario.services[offer.service.0].modes[offer.mode.0];
            (mode, offer.sessions)
        });
        let baseline = amounts(scenario, today, offers);

        let planned = footprint.levels.iter().copied();
        let offers = footprint.running.iter().map(|offer| (offer.mode, offer.sessions));
        let mut spend = amounts(scenario, planned, offers);
        for ((line, spend), baseline) in scenario.lines.iter().zip(&mut spend).zip(&baseline) {
            if !line.touchable {
                *spend = *baseline;
            }
        }

        let mut saving = 0_i128;
        for ((line, spend), baseline) in scenario.lines.iter().zip(&spend).zip(&baseline) {
            let general = scenario.funds[line.fund.0].kind == FundKind::GeneralFund;
            if line.touchable && line.cashable && general {
                saving = saving.saturating_add(baseline.saturating_sub(*spend));
            }
            for (when, amount) in [("planned", spend), ("today's", baseline)] {
                if i64::try_from(*amount).is_err() {
                    breaks.add(Code::MoneyTooLarge, &line.id, || {
                        format!("{when} spending on `{}` is {amount} pence; the most is {}", line.id, i64::MAX)
                    });
                }
            }
        }
        Self { spend, baseline, saving }
    }

    /// Over all lines and funds, in pence.
    pub(crate) fn total(&self) -> i128 {
        self.spend.iter().fold(0, |sum, amount| sum.saturating_add(*amount))
    }
}

fn amounts<'s>(
    scenario: &'s Scenario,
    levels: impl Iterator<Item = Option<LevelIx>>,
    offers: impl Iterator<Item = (&'s Mode, Sessions)>,
) -> Vec<i128> {
    let mut amounts: Vec<i128> = scenario.lines.iter().map(|line| i128::from(line.fixed.0)).collect();
    let mut add = |line: usize, amount: i128| amounts[line] = amounts[line].saturating_add(amount);
    for (site, level) in scenario.sites.iter().zip(levels) {
        let Some(level) = level else { continue };
        for line in 0..scenario.lines.len() {
            add(line, at_level(scenario, site, level, LineIx(line)));
        }
    }
    for (mode, sessions) in offers {
        for (line, amount) in of_offer(mode, sessions) {
            add(line.0, amount);
        }
    }
    amounts
}

/// What an offer costs in a year: its sessions and its running, line by line.
pub(crate) fn of_offer(mode: &Mode, sessions: Sessions) -> impl Iterator<Item = (LineIx, i128)> {
    let held = mode.session_costs.iter().map(move |(line, price)| (*line, year(*price, sessions, mode.weeks)));
    held.chain(mode.running_costs.iter().map(|(line, amount)| (*line, i128::from(amount.0))))
}

/// What a site costs on one line at a level: its own amount if it has one, else the level's.
fn at_level(scenario: &Scenario, site: &Site, level: LevelIx, line: LineIx) -> i128 {
    let own = site.costs.iter().find(|cost| cost.level == level && cost.line == line).map(|cost| cost.amount);
    let usual = || scenario.levels[level.0].costs.iter().find(|(of, _)| *of == line).map(|(_, amount)| *amount);
    own.or_else(usual).map_or(0, |amount| i128::from(amount.0))
}

/// What sessions cost in a year: the exact product, its thousandths rounded to the nearest penny.
fn year(price: Pence, sessions: Sessions, weeks: u32) -> i128 {
    let yearly = i128::from(price.0).saturating_mul(i128::from(weeks));
    let thousandths = yearly.saturating_mul(i128::from(sessions.0));
    let (whole, rest) = (thousandths.div_euclid(1000), thousandths.rem_euclid(1000));
    if rest >= 500 { whole + 1 } else { whole }
}

/// Pence as they are printed; cut off at the ends of 64 bits, which is reported as a break.
pub(crate) fn pence(amount: i128) -> Pence {
    Pence(i64::try_from(amount).unwrap_or(if amount < 0 { i64::MIN } else { i64::MAX }))
}

/// In pounds, for ratios and goals.
pub(crate) fn pounds(amount: i128) -> f64 {
    amount as f64 / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_penny_goes_up_and_less_goes_down() {
        // 1,233 p × 39 weeks × 0.5 = 24,043.5; 1 p × 1 week × 0.499 = 0.499.
        assert_eq!(year(Pence(1_233), Sessions(500), 39), 24_044);
        assert_eq!(year(Pence(1), Sessions(499), 1), 0);
        assert_eq!(year(Pence(1), Sessions(500), 1), 1);
        assert_eq!(year(Pence(1), Sessions(1_499), 1), 1);
        assert_eq!(year(Pence(8_550), Sessions(1_500), 40), 513_000);
    }

    #[test]
    fn an_income_is_rounded_up_too_not_away_from_zero() {
        assert_eq!(year(Pence(-1), Sessions(500), 1), 0);
        assert_eq!(year(Pence(-1), Sessions(501), 1), -1);
    }

    #[test]
    fn the_largest_numbers_there_are_do_not_wrap() {
        let most = year(Pence(i64::MAX), Sessions(u32::MAX), u32::MAX);
        assert!(most > i128::from(i64::MAX));
        assert_eq!(pence(most), Pence(i64::MAX));
        assert_eq!(pence(i128::MIN), Pence(i64::MIN));
        assert!(year(Pence(i64::MIN), Sessions(u32::MAX), u32::MAX) < 0);
    }
}
