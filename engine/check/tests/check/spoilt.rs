//! Every figure of a programme spoilt by a penny, one after the other.

use doorstep_check::{Demand, ProgrammeClaims, check_programme};
use doorstep_scenario::Pence;

use crate::programme::{codes, own, plans};
use crate::two_years::{gbp, scenario};

type Spoil = fn(&mut ProgrammeClaims);

const PENNY: Pence = Pence(1);

/// What is spoilt, how, and the code that tells it.
const WAYS: [(&str, Spoil, &str); 54] = [
    ("a base", |c| c.lines[0].base += PENNY, "CK111"),
    ("doing nothing", |c| c.lines[3].do_nothing += PENNY, "CK111"),
    ("a run-rate", |c| c.lines[1].run_rate += PENNY, "CK111"),
    ("a year itself", |c| c.lines[2].in_year += PENNY, "CK111"),
    ("a measure", |c| c.lines[3].measures += PENNY, "CK111"),
    ("prevention", |c| c.lines[3].prevention += PENNY, "CK111"),
    (
        "two lines against each other",
        |c| (c.lines[0].in_year, c.lines[1].in_year) = (gbp(299_999), gbp(-29_999)),
        "CK111",
    ),
    ("a cost reduction", |c| c.savings[0].cost_reduction += PENNY, "CK112"),
    ("income", |c| c.savings[1].income += PENNY, "CK112"),
    ("income lost", |c| c.savings[2].income_lost += PENNY, "CK112"),
    ("a fund switch", |c| c.savings[3].fund_switch += PENNY, "CK112"),
    ("what switches lose", |c| c.savings[2].switch_lost += PENNY, "CK112"),
    ("what prevention loses", |c| c.savings[7].prevention_lost += PENNY, "CK112"),
    ("avoidance", |c| c.savings[4].avoidance += PENNY, "CK112"),
    ("what is not cashable", |c| c.savings[5].not_cashable += PENNY, "CK112"),
    ("what other funds save", |c| c.savings[6].other_funds += PENNY, "CK112"),
    (
        "a penny from line to line",
        |c| {
            let lines: Vec<_> = c.savings.iter_mut().filter(|saving| saving.line.is_some()).take(2).collect();
            for (saving, by) in lines.into_iter().zip([1, -1]) {
                saving.cost_reduction += Pence(by);
            }
        },
        "CK112",
    ),
    (
        "a switch that is lost told as other funds",
        |c| {
            c.savings[2].switch_lost += PENNY;
            c.savings[2].other_funds += Pence(-1);
        },
        "CK112",
    ),
    (
        "reduction told as avoidance",
        |c| {
            c.savings[0].cost_reduction += Pence(-100);
            c.savings[0].avoidance += Pence(100);
        },
        "CK112",
    ),
    ("what a target has", |c| c.targets[0].have += PENNY, "CK113"),
    ("what a target loses of income", |c| c.targets[1].income_lost += PENNY, "CK113"),
    ("what a target loses by prevention", |c| c.targets[1].prevention_lost += PENNY, "CK113"),
    ("what a target loses by switches", |c| c.targets[1].switch_lost += PENNY, "CK113"),
    ("what a target wants", |c| c.targets[1].wanted += PENNY, "CK113"),
    ("whether it is met", |c| c.targets[2].kept = false, "CK113"),
    ("moving", |c| c.one_offs[3].planned += PENNY, "CK114"),
    ("double running", |c| c.one_offs[1].planned += PENNY, "CK114"),
    ("exits", |c| c.one_offs[2].planned += PENNY, "CK114"),
    ("clawback", |c| c.one_offs[0].planned += PENNY, "CK114"),
    ("a one-off a year too late", |c| c.one_offs.swap(3, 7), ""),
    (
        "a one-off booked a year late",
        |c| {
            c.one_offs[7].planned = c.one_offs[3].planned;
            c.one_offs[3].planned = Pence::ZERO;
        },
        "CK114",
    ),
    ("what comes in", |c| c.sources[5].received += PENNY, "CK115"),
    ("what a source pays", |c| c.sources[0].paid += PENNY, "CK115"),
    ("the path of the reserve", |c| c.sources[4].balance += PENNY, "CK115"),
    ("what nothing pays", |c| c.unfinanced[0].1 += PENNY, "CK115"),
    ("a fund's budget", |c| c.funds[1].budget += PENNY, "CK116"),
    ("what it brought", |c| c.funds[5].opening += PENNY, "CK116"),
    ("what it spends", |c| c.funds[1].spent += PENNY, "CK116"),
    ("what it carries", |c| c.funds[3].carried += PENNY, "CK116"),
    ("what goes back", |c| c.funds[3].returned += PENNY, "CK116"),
    ("what nobody pays", |c| c.funds[0].overspent += PENNY, "CK116"),
    ("posts needed", |c| c.roles[0].need += 2e-6, "CK117"),
    ("posts there", |c| c.roles[0].have += 2e-6, "CK117"),
    ("posts missing", |c| c.roles[0].missing += 2e-6, "CK117"),
    ("posts that are no number", |c| c.roles[0].need = f64::NAN, "CK74"),
    ("a hair of a post", |c| c.roles[0].need += 5e-7, ""),
    ("a step", |c| c.waterfall[3].1 += PENNY, "CK118"),
    ("the name of a step", |c| c.waterfall[4].0 = "Posts going".into(), "CK118"),
    ("a row", |c| c.rows[0].run_rate += PENNY, "CK119"),
    (
        "a penny from row to row",
        |c| {
            c.rows[0].base += PENNY;
            c.rows[1].base += Pence(-1);
        },
        "CK119",
    ),
    ("a row's code", |c| c.rows[0].code[3] = "9.9.9".into(), "CK71"),
    ("a line left out", |c| drop(c.lines.remove(4)), "CK73"),
    ("a fund twice", |c| c.funds.push(c.funds[0].clone()), "CK72"),
    ("a line that is not there", |c| c.lines[0].line = "none".into(), "CK71"),
];

#[test]
fn a_penny_anywhere_is_caught_and_told_with_both_figures() {
    for (name, spoil, code) in WAYS {
        let mut claims = own();
        spoil(&mut claims);
        let verdict = check_programme(&scenario(), &plans(), None, &claims, Demand::KeepHardRules);
        if code.is_empty() {
            assert!(verdict.holds(), "{name}: {:?}", verdict.broken);
        } else {
            assert!(codes(&verdict).contains(&code), "{name}: {:?}", verdict.broken);
        }
    }
    let mut claims = own();
    claims.lines[0].in_year += PENNY;
    let told = &check_programme(&scenario(), &plans(), None, &claims, Demand::ReportOnly).broken[0];
    assert_eq!(told.what, "line `centres` in 2026-27: the year itself is claimed as £300,000.01; it is £300,000");
    assert_eq!((told.code, told.about.as_str()), ("CK111", "centres"));
}

#[test]
fn what_is_not_claimed_is_not_compared() {
    let claims = ProgrammeClaims { funds: own().funds, ..ProgrammeClaims::default() };
    assert!(check_programme(&scenario(), &plans(), None, &claims, Demand::KeepHardRules).holds());
}
