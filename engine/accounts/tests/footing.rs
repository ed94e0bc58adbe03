//! Ten thousand drawn programmes: every table foots and every fund balances, to 0p.

use super::drawn::{drawn, reach};
use crate::accounts::{Accounts, LineYear, State, accounts_with, at_year};
use doorstep_scenario::{LineIx, Pence, Scenario};

#[test]
fn every_account_of_ten_thousand_programmes_foots_to_the_penny() {
    for seed in 0..10_000 {
        holds(seed);
    }
}

#[test]
#[ignore = "a hundred thousand, for releases"]
fn every_account_of_a_hundred_thousand_programmes_foots_to_the_penny() {
    for seed in 10_000..110_000 {
        holds(seed);
    }
}

fn holds(seed: u64) {
    let (s, states) = drawn(seed);
    let reach = reach(seed);
    let found = accounts_with(&s, &states, Some(&reach));
    lines_foot(seed, &s, &states, &found);
    funds_balance(seed, &s, &found);
    savings_foot(seed, &s, &found);
    schedules_foot(seed, &found);
    once_foots(seed, &found);
    let steps = &found.waterfall;
    let walked: Pence = steps[..steps.len() - 1].iter().map(|step| step.amount).sum();
    assert_eq!(walked, steps[steps.len() - 1].amount, "seed {seed}: from base to proposal");
    let mut turned = states.clone();
    for state in &mut turned {
        state.offers.reverse();
    }
    assert_eq!(accounts_with(&s, &turned, Some(&reach)), found, "seed {seed}: the order of offers");
}

fn lines_foot(seed: u64, s: &Scenario, states: &[State], found: &Accounts) {
    let today = State::today(s);
    for (at, year) in found.years.iter().enumerate() {
        let then = at_year(s, at);
        for (line, now) in year.lines.iter().enumerate() {
            let told = format!("seed {seed}, year {at}, line {line}");
            assert_eq!(now.base + now.prices + now.pressures + now.staff, now.do_nothing, "{told}");
            assert_eq!(now.do_nothing, today.cost(&then, line), "{told}");
            if then.lines[line].touchable {
                assert_eq!(now.run_rate, states[at].cost(&then, line), "{told}");
            } else {
                assert_eq!(now.run_rate, now.do_nothing, "{told}");
            }
            // Within half a penny of the blend.
            let months = i64::from(year.months);
            let exact = (12 - months) * now.before.0 + months * now.run_rate.0;
            assert!((12 * now.in_year.0 - exact).abs() <= 6, "{told}");
            let roll = found.rolls[at][line];
            assert_eq!(roll.sum(), roll.closing, "{told}");
            assert_eq!(roll.closing, now.net_in_year(), "{told}");
            let opening = if at == 0 { now.base } else { found.rolls[at - 1][line].closing };
            assert_eq!(roll.opening, opening, "{told}");
        }
    }
}

/// What of a line is paid.
type Cost = fn(&LineYear) -> Pence;

fn funds_balance(seed: u64, s: &Scenario, found: &Accounts) {
    let funding = &found.funding;
    let views: [(_, Cost); 4] = [
        (&funding.do_nothing, |line| line.do_nothing),
        (&funding.do_nothing_alone, |line| line.do_nothing),
        (&funding.in_year, LineYear::net_in_year),
        (&funding.run_rate, LineYear::net_run_rate),
    ];
    for (view, (years, cost)) in views.into_iter().enumerate() {
        let mut carried = vec![Pence::ZERO; s.funds.len()];
        for (at, year) in years.iter().enumerate() {
            for (fund, now) in year.funds.iter().enumerate() {
                let told = format!("seed {seed}, view {view}, year {at}, fund {fund}");
                assert_eq!(now.spent + now.carried + now.returned, now.budget + now.opening, "{told}");
                assert_eq!(now.opening, carried[fund], "{told}");
                assert!(now.carried >= Pence::ZERO && now.returned >= Pence::ZERO, "{told}");
                if let Some(terms) = &s.funds[fund].terms {
                    assert!(now.carried <= terms.carry, "{told}");
                    assert!(
                        now.budget > Pence::ZERO || now.spent <= Pence::ZERO || now.opening > Pence::ZERO,
                        "{told}"
                    );
                }
                let paid = year.payments.iter().filter(|payment| payment.fund.0 == fund);
                assert_eq!(paid.map(|payment| payment.amount).sum::<Pence>(), now.spent, "{told}");
                carried[fund] = now.carried;
            }
            // Every line is paid to the penny but for what nobody pays.
            let all: Pence = found.years[at].lines.iter().map(cost).sum();
            let paid: Pence = year.funds.iter().map(|fund| fund.spent + fund.overspent).sum();
            assert_eq!(paid, all, "seed {seed}, view {view}, year {at}");
        }
    }
}

fn savings_foot(seed: u64, s: &Scenario, found: &Accounts) {
    let funding = &found.funding;
    let general = |paid: &crate::accounts::FundingYear| paid.funds[0].spent;
    for (at, year) in found.savings.iter().enumerate() {
        let told = format!("seed {seed}, year {at}");
        let total = year.total();
        let now = found.years[at].total();
        assert_eq!(total.run_rate.less(), now.do_nothing - now.net_run_rate(), "{told}");
        assert_eq!(total.in_year.less(), now.do_nothing - now.net_in_year(), "{told}");
        // What the General Fund pays less is exactly the kinds that are its own.
        let relief = general(&funding.do_nothing_alone[at]) - general(&funding.run_rate[at]);
        assert_eq!(total.run_rate.general_fund(), relief, "{told}");
        let relief = general(&funding.do_nothing[at]) - general(&funding.in_year[at]);
        assert_eq!(total.in_year.general_fund(), relief, "{told}");
        for (line, saved) in year.lines.iter().enumerate() {
            let of = found.years[at].lines[line];
            assert_eq!(saved.run_rate.less(), of.do_nothing - of.net_run_rate(), "{told}, line {line}");
            // No pound of a grant's line stands in two columns, and it saves the General Fund no more than it
            // costs less.
            let kinds = saved.run_rate;
            let ours = kinds.general_fund() - kinds.fund_switch;
            assert_eq!(ours + kinds.other_funds, kinds.less(), "{told}, line {line}");
            let (low, high) = (kinds.less().min(Pence::ZERO), kinds.less().max(Pence::ZERO));
            assert!((low..=high).contains(&ours), "{told}, line {line}: {ours} of {}", kinds.less());
        }
        if at + 1 == found.savings.len() {
            let headline = found.delivery.as_ref().map(|delivered| delivered.headline);
            // Posts that prevention saves are avoidance that nobody counts on; those it adds are certain.
            let general = (0..s.lines.len()).filter(|line| at_year(s, at).lines[*line].fund.0 == 0);
            let avoided = |line: usize| year.lines[line].run_rate.avoidance - found.years[at].lines[line].prevention;
            let sum = total.run_rate.cash() + general.map(avoided).sum::<Pence>();
            assert_eq!(headline.unwrap_or(sum), sum, "{told}: headline");
        }
    }
}

fn schedules_foot(seed: u64, found: &Accounts) {
    if found.coded.is_empty() {
        return;
    }
    for (at, year) in found.years.iter().enumerate() {
        for (line, now) in year.lines.iter().enumerate() {
            let told = format!("seed {seed}, year {at}, line {line}");
            let rows = found.coded.iter().filter(|row| row.line == LineIx(line)).map(|row| row.years[at]);
            let rows: Vec<_> = rows.collect();
            assert_eq!(rows.iter().map(|row| row.base).sum::<Pence>(), now.base, "{told}");
            assert_eq!(rows.iter().map(|row| row.do_nothing).sum::<Pence>(), now.do_nothing, "{told}");
            assert_eq!(rows.iter().map(|row| row.in_year).sum::<Pence>(), now.net_in_year(), "{told}");
            assert_eq!(rows.iter().map(|row| row.run_rate).sum::<Pence>(), now.net_run_rate(), "{told}");
        }
        let moved = found.virements.iter().filter(|virement| virement.year == year.year);
        let change: Pence = moved.map(|virement| virement.to - virement.from).sum();
        let total = year.total();
        assert_eq!(change, total.net_in_year() - total.do_nothing, "seed {seed}, year {at}");
    }
}

fn once_foots(seed: u64, found: &Accounts) {
    for (at, year) in found.financing.iter().enumerate() {
        let told = format!("seed {seed}, year {at}");
        let used: Pence = year.sources.iter().map(|source| source.used).sum();
        assert_eq!(used + year.unfinanced, year.planned, "{told}");
        assert_eq!(found.one_offs[at].iter().map(|item| item.planned).sum::<Pence>(), year.planned, "{told}");
        for source in &year.sources {
            assert_eq!(source.opening + source.received - source.used - source.lapsed, source.closing, "{told}");
            assert!(source.closing >= source.minimum, "{told}");
        }
        for item in &found.one_offs[at] {
            assert!(item.low <= item.planned && item.planned <= item.high, "{told}");
        }
    }
}
