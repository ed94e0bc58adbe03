//! Posts: how many are needed, who leaves, who can be recruited, and what is left undone.
//!
//! ```text
//! need[t] = Σ_o θ[k,m] · x[o]   or   cases[t] ÷ cap[t]        rounded up where posts are whole
//!           cases[t] as prevention leaves them, where reach is known and prevention is used
//! left[t] = (1 − turnover) · have[t−1]                         rounded down where posts are whole
//! have[t] = left[t] + min(hires[t], need[t] − left[t])         if more are needed, else need[t]
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | need, left, have | at the end of year t | full-time equivalents | |
//! | θ | for one weekly session | full-time equivalents | role |
//! | x | sessions at the end of the year | a week | state |
//! | hires | most that can be recruited | full-time equivalents a year | role |
//!
//! Source: model.md, "Staff". 3,000 cases need 79 whole posts at 38 and 167 at 18.

use super::State;
use super::prevention::{ReachPath, cases};
use doorstep_scenario::{ModeIx, Pence, Programme, Role, Scenario, ServiceIx, StaffNeed};

/// A role over the years.
#[derive(Debug, Clone, PartialEq)]
pub struct StaffPath {
    /// By year.
    pub years: Vec<StaffYear>,
}

/// A role in one year. Full-time equivalents at the year's end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StaffYear {
    /// How many are needed.
    pub need: f64,
    /// How many leave of themselves in the year.
    pub leavers: f64,
    /// How many are recruited in the year.
    pub hires: f64,
    /// How many posts go because they are not needed.
    pub exits: f64,
    /// How many there are.
    pub have: f64,
    /// How many are missing: cases above the cap, or sessions that cannot be held.
    pub missing: f64,
    /// A whole year's pay of those there are, in prices of the price year; nothing where pay has its home
    /// in sessions.
    pub pay: Pence,
}

impl StaffYear {
    /// Posts of today that are needed and stand empty.
    pub(super) fn empty(&self, role: &Role) -> f64 {
        (role.today.min(self.need) - self.have).max(0.0)
    }
}

/// A hair: a count this near to a whole number is that number.
const HAIR: f64 = 1e-9;

/// Every role over the years, in the order of roles. `states` are the year-end states; roles that follow
/// from cases do not look at them.
pub fn staff(scenario: &Scenario, states: &[State]) -> Vec<StaffPath> {
    staff_with(scenario, states, None)
}

/// The same where it is known how many people are reached, and prevention is used.
pub(super) fn staff_with(scenario: &Scenario, states: &[State], reach: Option<&ReachPath>) -> Vec<StaffPath> {
    let Some(programme) = &scenario.programme else { return Vec::new() };
    let years = scenario.years().len();
    (0..programme.roles.len()).map(|role| path(programme, role, years, states, reach)).collect()
}

fn path(programme: &Programme, at: usize, years: usize, states: &[State], reach: Option<&ReachPath>) -> StaffPath {
    let role = &programme.roles[at];
    let mut before = role.today;
    let mut found = Vec::with_capacity(years);
    for year in 0..years {
        let exact = match &role.need {
            StaffNeed::Cases { cases: open, cap } => cases(programme, at, year, open[year], reach) / cap[year],
            StaffNeed::Sessions(each) => states.get(year).map_or(0.0, |state| for_sessions(each, state)),
        };
        // `+ 0.0` turns -0.0 into 0.0.
        let need = if role.whole { (exact - HAIR * exact.max(1.0)).ceil() + 0.0 } else { exact };
        let left = stay(role, before);
        let most = role.hires.as_ref().map_or(f64::INFINITY, |hires| hires[year]);
        let most = whole_posts(role, most);
        let hires = (need - left).max(0.0).min(most);
        let have = if need > left { left + hires } else { need };
        found.push(StaffYear {
            need,
            leavers: before - left,
            hires,
            exits: (left - need).max(0.0),
            have,
            missing: need - have,
            pay: pay(role, have),
        });
        before = have;
    }
    StaffPath { years: found }
}

/// So many posts, or the whole ones of them where only whole ones are possible.
fn whole_posts(role: &Role, posts: f64) -> f64 {
    if role.whole { (posts + HAIR).floor() } else { posts }
}

/// Who is left of so many after a year in which nobody was recruited.
fn stay(role: &Role, posts: f64) -> f64 {
    whole_posts(role, posts * (1.0 - role.turnover.value()))
}

/// The most there can be after years in which so many could be recruited, where nobody goes who need not.
pub fn most_posts(role: &Role, hires: &[f64]) -> f64 {
    hires.iter().fold(role.today, |before, hires| stay(role, before) + whole_posts(role, *hires))
}

/// Full-time equivalents that what runs needs.
pub fn for_sessions(each: &[(ServiceIx, ModeIx, f64)], state: &State) -> f64 {
    let held = state.offers.iter().map(|offer| {
        let found = each.iter().find(|(service, mode, _)| *service == offer.service && *mode == offer.mode);
        found.map_or(0.0, |(_, _, share)| share * offer.sessions.per_week())
    });
    held.sum()
}

/// A year's pay of so many, to the nearest penny.
pub(super) fn pay(role: &Role, have: f64) -> Pence {
    #[allow(clippy::cast_possible_truncation, reason = "at most a million posts at £10 billion is cut to 64 bits")]
    let of = |each: Pence| Pence((each.0 as f64 * have).round() as i64);
    role.pay.map_or(Pence::ZERO, |(_, each)| of(each))
}
