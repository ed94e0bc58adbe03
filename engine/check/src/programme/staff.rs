//! Posts: how many are needed, how many there are.
//!
//! ```text
//! need[t] = Σ_o θ[k,m] · x[o]   or   D[t] ÷ cap[t]         rounded up where posts are whole
//! left[t] = (1 − turnover) · have[t−1]                     rounded down where posts are whole
//! have[t] = need[t] if no more are needed than are left, else left[t] + min(hires[t], need[t] − left[t])
//! ```
//!
//! D is the role's cases: as they come if nothing is done, as prevention leaves them under the plans.
//! Pay of so many posts is rounded to the penny at prices of the price year, and again at a year's prices.

use doorstep_scenario::{Programme, Role, StaffNeed};

use super::exact::from_real;
use super::prevention::{Reached, cases};
use super::standing::Standing;

/// A count this near to a whole number is that number: what is missed by sums of doubles only.
const HAIR: f64 = 1e-9;

/// A role at a year's end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Posts {
    pub(super) need: f64,
    pub(super) have: f64,
}

impl Posts {
    pub(super) fn missing(self) -> f64 {
        (self.need - self.have).max(0.0)
    }
}

/// Every role, by role and year; without anybody reached, as no effect of prevention leaves it.
pub(super) fn posts(programme: &Programme, ends: &[Standing], reached: Option<&Reached>) -> Vec<Vec<Posts>> {
    let roles = programme.roles.iter().enumerate();
    roles
        .map(|(at, role)| {
            path(role, ends, |year, open| reached.map_or(open, |reached| cases(programme, at, year, open, reached)))
        })
        .collect()
}

/// `come` says how many of a year's cases do come.
fn path(role: &Role, ends: &[Standing], come: impl Fn(usize, f64) -> f64) -> Vec<Posts> {
    let mut have = role.today;
    let years = ends.iter().enumerate().map(|(at, end)| {
        let exact = match &role.need {
            StaffNeed::Sessions(each) => each
                .iter()
                .map(|(service, mode, theta)| {
                    let of = end.offers.iter().filter(|offer| (offer.service, offer.mode) == (service.0, mode.0));
                    theta * of.map(|offer| offer.sessions as f64 / 1000.0).sum::<f64>()
                })
                .sum::<f64>(),
            StaffNeed::Cases { cases, cap } => match (cases.get(at), cap.get(at)) {
                (Some(cases), Some(cap)) if *cap > 0.0 => come(at, *cases) / cap,
                _ => 0.0,
            },
        };
        let hires = role.hires.as_ref().map_or(f64::INFINITY, |hires| hires.get(at).copied().unwrap_or(0.0));
        let stay = (1.0 - role.turnover.value()) * have;
        let (need, stay, hires) = if role.whole {
            ((exact - HAIR).ceil(), (stay + HAIR).floor(), (hires + HAIR).floor())
        } else {
            (exact, stay, hires)
        };
        have = if need > stay { stay + hires.min(need - stay) } else { need };
        Posts { need, have }
    });
    years.collect()
}

/// A year's pay of so many, in pence of the price year; nothing where pay has its home in sessions.
pub(super) fn pay(role: &Role, posts: f64) -> i128 {
    role.pay.map_or(0, |(_, each)| from_real(posts * each.0 as f64))
}
