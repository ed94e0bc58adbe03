//! How one demand can give way, kind by kind: in whole pounds, in tenths of a percentage point, in whole sites,
//! or not at all but to be dropped.
//!
//! | demand | gives way by |
//! |---|---|
//! | target, `CostAtMost` | whole pounds |
//! | `ReachShare`, `AccessShare`, `KeepReach`, `NearestLost`, `AccessGap`, `SitesShare`, `CostShare` | 0.1 % |
//! | `AtLeast`, `AtMost`, `ChangesAtMost` | whole sites |
//! | `LeastSessions`, `PostsAtMost` | tenths of a session, of a post |
//! | `LeastUsers` | whole people |
//! | `Lock`, `Forbid`, `NotBefore`, `IfThen`, `EitherOr`, `Together`, `HubSpoke`, `ServeEveryone` | being dropped |
//!
//! Amounts stand on a grid, numbered by steps away from what is asked: step 1 is the first amount of the grid
//! that asks for less.

use super::Give;
use crate::formulation::Subject;
use crate::formulation::part::parts;
use doorstep_check::{Compared, Verdict};
use doorstep_scenario::{Of, Pence, Per, RuleKind, Scenario, ServiceIx, Sessions, Share, Strength};

/// A thousandth: the step of shares.
const THOUSAND: f64 = 1000.0;
/// Amounts this near to the grid are on it.
const HAIR: f64 = 1e-6;

/// One demand, to be eased.
#[derive(Clone, Copy)]
pub(super) struct Ease<'s> {
    pub scenario: &'s Scenario,
    pub subject: Subject,
}

/// An amount on its grid, and which way less is asked.
#[derive(Clone, Copy)]
enum Grid {
    /// At least so much is asked, in steps; 0 asks for nothing.
    Least(f64),
    /// At most so much is allowed, in steps; from so many steps on everything is.
    Most(f64, Option<f64>),
}

impl<'s> Ease<'s> {
    pub fn id(self) -> &'s str {
        match self.subject {
            Subject::Target(at) => &self.scenario.targets[at].id,
            Subject::Rule(at) => &self.scenario.rules[at].id,
        }
    }

    pub fn kind(self) -> Option<&'s RuleKind> {
        match self.subject {
            Subject::Target(_) => None,
            Subject::Rule(at) => Some(&self.scenario.rules[at].kind),
        }
    }

    /// Is it about money?
    pub fn is_money(self) -> bool {
        matches!(self.kind(), None | Some(RuleKind::CostAtMost { .. } | RuleKind::CostShare { .. }))
    }

    /// What is asked, in steps of its grid; nothing for what can only be dropped.
    fn grid(self) -> Option<Grid> {
        let share = |share: Share| share.value() * THOUSAND;
        let all = Some(THOUSAND);
        let Some(kind) = self.kind() else {
            let Subject::Target(at) = self.subject else { return None };
            return Some(Grid::Least(self.scenario.targets[at].amount.pounds()));
        };
        match kind {
            RuleKind::ReachShare { at_least, .. }
            | RuleKind::AccessShare { at_least, .. }
            | RuleKind::SitesShare { at_least, .. } => Some(Grid::Least(share(*at_least))),
            RuleKind::KeepReach { lose_at_most: most, .. }
            | RuleKind::NearestLost { at_most: most, .. }
            | RuleKind::AccessGap { at_most: most, .. }
            | RuleKind::CostShare { at_most: most, .. } => Some(Grid::Most(share(*most), all)),
            RuleKind::AtLeast { count, .. } => Some(Grid::Least(f64::from(*count))),
            RuleKind::AtMost { count, .. } | RuleKind::ChangesAtMost { count, .. } => {
                Some(Grid::Most(f64::from(*count), Some(self.scenario.sites.len() as f64)))
            }
            RuleKind::LeastSessions { sessions, .. } => Some(Grid::Least(f64::from(sessions.0) / 100.0)),
            RuleKind::LeastUsers { people, .. } => Some(Grid::Least(f64::from(*people))),
            RuleKind::PostsAtMost { at_most, .. } => Some(Grid::Most(at_most * 10.0, None)),
            RuleKind::CostAtMost { amount, .. } => Some(Grid::Most(amount.pounds(), None)),
            RuleKind::Lock { .. }
            | RuleKind::Forbid { .. }
            | RuleKind::NotBefore { .. }
            | RuleKind::IfThen { .. }
            | RuleKind::EitherOr { .. }
            | RuleKind::Together { .. }
            | RuleKind::HubSpoke { .. }
            | RuleKind::ServeEveryone { .. } => None,
        }
    }

    /// Can it give way by an amount?
    pub fn is_graded(self) -> bool {
        self.grid().is_some()
    }

    /// The step at which nothing is left of it, where there is one.
    pub fn last(self) -> Option<u64> {
        match self.grid()? {
            Grid::Least(asked) => Some(steps((asked - HAIR).ceil())),
            Grid::Most(allowed, all) => all.map(|all| steps(all - (allowed + HAIR).floor()).max(1)),
        }
    }

    /// The amount at a step.
    pub fn at(self, step: u64) -> Give {
        let Some(grid) = self.grid().filter(|_| self.last().is_none_or(|last| step < last)) else { return Give::Drop };
        let value = match grid {
            Grid::Least(asked) => (asked - HAIR).ceil() - step as f64,
            Grid::Most(allowed, _) => (allowed + HAIR).floor() + step as f64,
        };
        let share = || Share::new((value / THOUSAND).clamp(0.0, 1.0)).map_or(Give::Drop, Give::Share);
        match self.kind() {
            None | Some(RuleKind::CostAtMost { .. }) => Give::Amount(Pence(whole(value) * 100)),
            Some(RuleKind::AtLeast { .. } | RuleKind::AtMost { .. } | RuleKind::ChangesAtMost { .. }) => {
                Give::Sites(counted(value))
            }
            Some(RuleKind::LeastUsers { .. }) => Give::People(counted(value)),
            Some(RuleKind::LeastSessions { .. }) => Give::Sessions(Sessions(counted(value) * 100)),
            Some(RuleKind::PostsAtMost { .. }) => Give::Posts(value / 10.0),
            _ => share(),
        }
    }

    /// The least step at which a plan keeps it; 0 where it is kept as it is, nothing where the verdict does not
    /// say.
    pub fn needed(self, verdict: &Verdict) -> Option<u64> {
        let grid = self.grid()?;
        if let Subject::Target(_) = self.subject {
            let found = verdict.targets.iter().find(|found| found.id == self.id())?;
            return if found.kept { Some(0) } else { grid.to(found.have.pounds()) };
        }
        let found = verdict.rules.iter().find(|found| found.id == self.id())?;
        if found.kept {
            return Some(0);
        }
        let each = found.detail.iter().map(|test| self.of_test(grid, test));
        each.collect::<Option<Vec<u64>>>()?.into_iter().max()
    }

    /// The step at which one test of a rule would be kept.
    fn of_test(self, grid: Grid, test: &Compared) -> Option<u64> {
        let Compared { have, wanted, .. } = *test;
        let value = match self.kind()? {
            // So many of so many, beside the same share of them.
            RuleKind::ReachShare { .. } | RuleKind::AccessShare { .. } | RuleKind::SitesShare { .. } => {
                if have >= wanted - HAIR {
                    return Some(0);
                }
                let Grid::Least(asked) = grid else { return None };
                asked * have / wanted
            }
            RuleKind::KeepReach { lose_at_most, .. } => {
                if have >= wanted - HAIR {
                    return Some(0);
                }
                let today = wanted / (1.0 - lose_at_most.value());
                (1.0 - have / today) * THOUSAND
            }
            RuleKind::NearestLost { .. } | RuleKind::CostShare { .. } => {
                if have <= wanted + HAIR {
                    return Some(0);
                }
                let Grid::Most(allowed, _) = grid else { return None };
                // Of nothing allowed no whole can be told.
                if wanted <= 0.0 {
                    return None;
                }
                allowed * have / wanted
            }
            // Percentage points, sessions and posts are told in units of ten steps.
            RuleKind::AccessGap { .. } | RuleKind::LeastSessions { .. } | RuleKind::PostsAtMost { .. } => have * 10.0,
            _ => have,
        };
        grid.to(value)
    }

    /// By how many units of its shortfall one step eases it at most, all its tests together; nothing where that
    /// is not known.
    pub fn eased_by_a_step(self) -> Option<f64> {
        let Some(kind) = self.kind() else { return Some(1.0) };
        match kind {
            RuleKind::CostAtMost { .. } => Some(1.0),
            RuleKind::ReachShare { counted, of, per, .. } | RuleKind::AccessShare { counted, of, per, .. } => {
                Some(self.people(counted.service, *of, *per) / THOUSAND)
            }
            RuleKind::NearestLost { per, .. } => Some(self.people(ServiceIx(0), Of::People, *per) / THOUSAND),
            RuleKind::AtLeast { per, .. } | RuleKind::AtMost { per, .. } | RuleKind::ChangesAtMost { per, .. } => {
                Some(parts(self.scenario, *per).len() as f64)
            }
            RuleKind::PostsAtMost { .. } | RuleKind::AccessGap { .. } => Some(0.1),
            _ => None,
        }
    }

    /// People of whom a share is a share, over all parts; somebody in two parts counts in both.
    fn people(self, service: ServiceIx, of: Of, per: Per) -> f64 {
        if self.scenario.services.is_empty() {
            return 0.0;
        }
        parts(self.scenario, per).into_iter().map(|part| part.people(self.scenario, service, of)).sum()
    }

    /// What giving way to this costs those who asked: pounds, people, sites. `missed` is by how much a plan
    /// misses the demand as it was, in its own unit.
    pub fn price(self, give: &Give, missed: f64) -> Price {
        let mut price = Price::default();
        let Some(kind) = self.kind() else {
            let Subject::Target(at) = self.subject else { return price };
            let now = if let Give::Amount(now) = give { *now } else { Pence::ZERO };
            price.pounds = self.scenario.targets[at].amount - now;
            return price;
        };
        let shared = |asked: Share, otherwise: f64| {
            let now = if let Give::Share(now) = give { now.value() } else { otherwise };
            (asked.value() - now).abs()
        };
        match kind {
            RuleKind::CostAtMost { amount, .. } => {
                let now = if let Give::Amount(now) = give { *now } else { *amount };
                price.pounds = now - *amount;
            }
            #[allow(clippy::cast_possible_truncation, reason = "below the sum of all costs, which is bounded")]
            RuleKind::CostShare { .. } => price.pounds = Pence((missed * 100.0).ceil() as i64),
            RuleKind::ReachShare { counted, at_least, of, per }
            | RuleKind::AccessShare { counted, at_least, of, per, .. } => {
                price.people = shared(*at_least, 0.0) * self.people(counted.service, *of, *per);
            }
            RuleKind::NearestLost { at_most, per } => {
                price.people = shared(*at_most, 1.0) * self.people(ServiceIx(0), Of::People, *per);
            }
            RuleKind::AccessGap { counted, at_most, of, .. } => {
                price.people = shared(*at_most, 1.0) * self.people(counted.service, *of, Per::Overall);
            }
            RuleKind::KeepReach { .. } | RuleKind::ServeEveryone { .. } | RuleKind::LeastUsers { .. } => {
                price.people = missed;
            }
            RuleKind::AtLeast { count, .. }
            | RuleKind::AtMost { count, .. }
            | RuleKind::ChangesAtMost { count, .. } => {
                price.sites = match give {
                    Give::Sites(now) => now.abs_diff(*count),
                    _ => counted(missed.ceil()).max(1),
                };
            }
            RuleKind::SitesShare { .. }
            | RuleKind::HubSpoke { .. }
            | RuleKind::Lock { .. }
            | RuleKind::Forbid { .. }
            | RuleKind::NotBefore { .. } => price.sites = counted(missed.ceil()).max(1),
            RuleKind::PostsAtMost { .. }
            | RuleKind::LeastSessions { .. }
            | RuleKind::IfThen { .. }
            | RuleKind::EitherOr { .. }
            | RuleKind::Together { .. } => {}
        }
        price
    }
}

/// What a change costs those who asked for it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Price {
    pub pounds: Pence,
    pub people: f64,
    pub sites: u32,
}

impl Grid {
    /// The step whose amount is this one or, between two, the one that asks for less.
    fn to(self, value: f64) -> Option<u64> {
        let away = match self {
            Grid::Least(asked) => (asked - HAIR).ceil() - (value + HAIR).floor(),
            Grid::Most(allowed, _) => (value - HAIR).ceil() - (allowed + HAIR).floor(),
        };
        away.is_finite().then(|| steps(away))
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "amounts of a scenario are bounded")]
fn steps(value: f64) -> u64 {
    value.max(0.0) as u64
}

#[allow(clippy::cast_possible_truncation, reason = "amounts of a scenario are bounded")]
fn whole(value: f64) -> i64 {
    value as i64
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sites and people are counted in u32")]
fn counted(value: f64) -> u32 {
    value.clamp(0.0, f64::from(u32::MAX)) as u32
}

/// Lays new amounts on a scenario; what is dropped goes.
pub(super) fn lay(scenario: &mut Scenario, gives: &[(Subject, Give)]) {
    for (subject, give) in gives {
        match (subject, give) {
            (Subject::Target(at), Give::Amount(amount)) => scenario.targets[*at].amount = *amount,
            (Subject::Target(_), _) | (_, Give::Drop) => {}
            (Subject::Rule(at), give) => amend(&mut scenario.rules[*at].kind, give),
        }
    }
    let dropped = |subject: Subject| gives.iter().any(|(other, give)| *other == subject && *give == Give::Drop);
    let mut at = 0;
    scenario.targets.retain(|_| (!dropped(Subject::Target(at)), at += 1).0);
    at = 0;
    scenario.rules.retain(|_| (!dropped(Subject::Rule(at)), at += 1).0);
}

fn amend(kind: &mut RuleKind, give: &Give) {
    match (kind, give) {
        (
            RuleKind::ReachShare { at_least: share, .. }
            | RuleKind::AccessShare { at_least: share, .. }
            | RuleKind::SitesShare { at_least: share, .. }
            | RuleKind::KeepReach { lose_at_most: share, .. }
            | RuleKind::NearestLost { at_most: share, .. }
            | RuleKind::AccessGap { at_most: share, .. }
            | RuleKind::CostShare { at_most: share, .. },
            Give::Share(now),
        ) => *share = *now,
        (
            RuleKind::AtLeast { count, .. } | RuleKind::AtMost { count, .. } | RuleKind::ChangesAtMost { count, .. },
            Give::Sites(now),
        )
        | (RuleKind::LeastUsers { people: count, .. }, Give::People(now)) => *count = *now,
        (RuleKind::LeastSessions { sessions, .. }, Give::Sessions(now)) => *sessions = *now,
        (RuleKind::PostsAtMost { at_most, .. }, Give::Posts(now)) => *at_most = *now,
        (RuleKind::CostAtMost { amount, .. }, Give::Amount(now)) => *amount = *now,
        _ => {}
    }
}

/// Makes a demand soft at this price a unit of its shortfall.
pub(super) fn soften(scenario: &mut Scenario, subject: Subject, price: f64) {
    let strength = Strength::Soft { price: price.max(1e-9) };
    match subject {
        Subject::Target(at) => scenario.targets[at].strength = strength,
        Subject::Rule(at) => scenario.rules[at].strength = strength,
    }
}
