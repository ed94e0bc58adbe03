//! What is saved, each kind by itself, in each reading a target may have.
//!
//! ```text
//! L[c] = reference[c] − (cost[c] − measures[c] − prevention[c])      what the line costs less
//! R[c] = G_reference[c] − G_plan[c]                                  what general funds bear less of it
//! G    = all but what other funds pay of it where a general fund pays the line;
//!        else what general funds pay of it instead
//! ```
//!
//! The reference is doing nothing, or the base, of which general funds bore all of their own lines and
//! nothing of any other: in the baseline year every fund pays its own. A payer is the line's fund, or who
//! stands behind it once that has ended. `kinds.rs` says which kinds they make.

use doorstep_scenario::{Against, Measured};

use super::case::Case;
use super::funds::{Paid, View, paid};
use super::kinds::{Kinds, Less, kinds};
use super::lines::Cost;

/// Every reading there is, in the order in which they are told.
pub(super) const READINGS: [(Measured, Against); 4] = [
    (Measured::RunRate, Against::DoNothing),
    (Measured::InYear, Against::DoNothing),
    (Measured::RunRate, Against::Base),
    (Measured::InYear, Against::Base),
];

/// Who pays, under every view.
pub(super) struct Funding {
    do_nothing: Vec<Paid>,
    do_nothing_alone: Vec<Paid>,
    pub(super) in_year: Vec<Paid>,
    pub(super) run_rate: Vec<Paid>,
}

impl Funding {
    pub(super) fn of(case: &Case<'_>, costs: &[Vec<Cost>]) -> Self {
        let nothing = |carries| View { carries, switches: false };
        let plan = |carries| View { carries, switches: true };
        Self {
            do_nothing: paid(case, nothing(true), |at, line| costs[at][line].do_nothing),
            do_nothing_alone: paid(case, nothing(false), |at, line| costs[at][line].do_nothing),
            in_year: paid(case, plan(true), |at, line| costs[at][line].net_in_year()),
            run_rate: paid(case, plan(false), |at, line| costs[at][line].net_run_rate()),
        }
    }
}

/// A year by line, read in one way.
pub(super) fn saved(
    case: &Case<'_>,
    costs: &[Vec<Cost>],
    funding: &Funding,
    at: usize,
    reading: (Measured, Against),
) -> Vec<Kinds> {
    let (then, now) = match reading.0 {
        Measured::RunRate => (&funding.do_nothing_alone[at], &funding.run_rate[at]),
        Measured::InYear => (&funding.do_nothing[at], &funding.in_year[at]),
    };
    let lines: Vec<Less> = costs[at]
        .iter()
        .enumerate()
        .map(|(at_line, cost)| {
            let (line, payer) = (&case.scenario.lines[at_line], case.fund(at, at_line));
            let (plan, net) = match reading.0 {
                Measured::RunRate => (cost.run_rate, cost.net_run_rate()),
                Measured::InYear => (cost.in_year, cost.net_in_year()),
            };
            let general = case.is_general(payer);
            let borne = |all: i128, paid: &Paid| {
                if general { all - paid.by_others[at_line] } else { paid.for_others[at_line] }
            };
            let (reference, borne_then, empty) = match reading.1 {
                // Doing nothing leaves the same posts empty.
                Against::DoNothing => (cost.do_nothing, borne(cost.do_nothing, then), 0),
                Against::Base => (cost.base, if case.is_general(line.fund.0) { cost.base } else { 0 }, cost.empty),
            };
            let [reduced, received, avoided] = cost.measures;
            Less {
                payer: (!general).then_some(payer),
                cash: line.touchable && line.cashable,
                income: line.income,
                parts: [reference - plan - empty, reduced, received, avoided, cost.prevention, empty],
                borne: borne_then - borne(net, now),
            }
        })
        .collect();
    kinds(&lines)
}
