//! Which constraints matter: the optimum with and without each.

use doorstep_scenario::{Rule, RuleKind, Scenario, SiteIx, Strength};

use super::blank::share;
use super::brute::{Best, best_with_slack, without};
use super::facts::{self, Family};

/// Families that could matter in this scenario.
pub fn families(scenario: &Scenario) -> Vec<Family> {
    use Family as F;
    let mut all = vec![
        F::OneLevel,
        F::AllowedLevels,
        F::OfferNeedsLevel,
        F::EverywhereNeedsLevel,
        F::Rooms,
        F::VenueCapacity,
        F::Capacity,
        F::People,
        F::Least,
        F::Most,
        F::Step,
        F::LeastDecay,
        F::Untouchable,
        F::Counting,
    ];
    all.extend((0..scenario.rules.len()).map(F::Rule));
    all.extend((0..scenario.targets.len()).map(F::Target));
    all
}

/// A name for counting: that of the family, or the kind and strength of the rule.
pub fn family_name(scenario: &Scenario, family: Family) -> String {
    let strength = |strength: Strength| if strength == Strength::Hard { "hard" } else { "soft" };
    match family {
        Family::Target(target) => format!("Target {}", strength(scenario.targets[target].strength)),
        Family::Rule(rule) => {
            let Rule { kind, strength: how, .. } = &scenario.rules[rule];
            format!("{} {}", rule_name(kind), strength(*how))
        }
        other => format!("{other:?}"),
    }
}

/// The kind of a rule, and for whom it speaks.
fn rule_name(kind: &RuleKind) -> String {
    let named = |sites: &Option<Vec<SiteIx>>| if sites.is_some() { " named" } else { "" };
    match kind {
        RuleKind::AtLeast { per, sites, .. } => format!("AtLeast {per:?}{}", named(sites)),
        RuleKind::AtMost { per, sites, .. } => format!("AtMost {per:?}{}", named(sites)),
        RuleKind::ReachShare { per, .. } => format!("ReachShare {per:?}"),
        RuleKind::AccessShare { per, .. } => format!("AccessShare {per:?}"),
        RuleKind::AccessGap { per, .. } => format!("AccessGap {per:?}"),
        RuleKind::KeepReach { per, .. } => format!("KeepReach {per:?}"),
        RuleKind::ChangesAtMost { per, .. } => format!("ChangesAtMost {per:?}"),
        RuleKind::NearestLost { per, .. } => format!("NearestLost {per:?}"),
        _ => kind_name(kind).to_owned(),
    }
}

/// The kind of a rule alone.
pub fn kind_name(kind: &RuleKind) -> &'static str {
    match kind {
        RuleKind::AtLeast { .. } => "AtLeast",
        RuleKind::AtMost { .. } => "AtMost",
        RuleKind::SitesShare { .. } => "SitesShare",
        RuleKind::ReachShare { .. } => "ReachShare",
        RuleKind::AccessShare { .. } => "AccessShare",
        RuleKind::AccessGap { .. } => "AccessGap",
        RuleKind::KeepReach { .. } => "KeepReach",
        RuleKind::Lock { .. } => "Lock",
        RuleKind::Forbid { .. } => "Forbid",
        RuleKind::NotBefore { .. } => "NotBefore",
        RuleKind::IfThen { .. } => "IfThen",
        RuleKind::EitherOr { .. } => "EitherOr",
        RuleKind::Together { .. } => "Together",
        RuleKind::HubSpoke { .. } => "HubSpoke",
        RuleKind::LeastSessions { .. } => "LeastSessions",
        RuleKind::LeastUsers { .. } => "LeastUsers",
        RuleKind::PostsAtMost { .. } => "PostsAtMost",
        RuleKind::ChangesAtMost { .. } => "ChangesAtMost",
        RuleKind::NearestLost { .. } => "NearestLost",
        RuleKind::CostAtMost { .. } => "CostAtMost",
        RuleKind::CostShare { .. } => "CostShare",
        RuleKind::ServeEveryone { .. } => "ServeEveryone",
    }
}

/// Families without which the optimum is another one: better, as soon as the first differing stage
/// is looked at. For `Untouchable` and `Counting`, which are readings rather than constraints, any
/// difference counts.
pub fn binding(scenario: &Scenario, best: &Best) -> Vec<Family> {
    families(scenario).into_iter().filter(|&family| differs(best, &without(scenario, family))).collect()
}

/// Do two results differ by more than computing them can?
pub fn differs(a: &Best, b: &Best) -> bool {
    match (a, b) {
        (Best::Impossible, Best::Impossible) => false,
        (Best::Found { goal_values: a, .. }, Best::Found { goal_values: b, .. }) => {
            a.len() != b.len() || a.iter().zip(b).any(|(a, b)| (a - b).abs() > 1e-6 * a.abs().max(1.0))
        }
        _ => true,
    }
}

/// The same scenario with every limit on money so much tighter: targets higher, the cost of lines lower.
/// What a formulation over unrounded pence finds lies between the values of the two.
pub fn stricter(scenario: &Scenario, pence: i64) -> Scenario {
    let mut stricter = scenario.clone();
    stricter.targets.iter_mut().for_each(|target| target.amount.0 += pence);
    for rule in &mut stricter.rules {
        if let RuleKind::CostAtMost { amount, .. } = &mut rule.kind {
            amount.0 -= pence;
        }
        // A share of all money that is smaller by so much, as near as a millionth says it.
        if let RuleKind::CostShare { at_most, .. } = &mut rule.kind {
            let all: i64 = facts::baseline_costs(scenario).iter().sum();
            *at_most = share((at_most.value() - pence as f64 / all.max(1) as f64).max(0.0));
        }
    }
    stricter
}

/// Is this what some reader of the contract with a tolerance between 1e-9 and 1e-5 on held values
/// gets? `found` is the value of each stage, nothing for impossible; each is compared to `relative`
/// of itself (of 1 where it is smaller). Only nearly tied scenarios have more than one right answer.
pub fn agrees(scenario: &Scenario, found: Option<&[f64]>, relative: f64) -> bool {
    [1e-7, 1e-9, 1e-6, 1e-5].into_iter().any(|slack| match (best_with_slack(scenario, slack), found) {
        (Best::Impossible, None) => true,
        (Best::Found { goal_values: want, .. }, Some(got)) => {
            let near = |(want, got): (&f64, &f64)| (want - got).abs() <= relative * want.abs().max(1.0);
            want.len() == got.len() && want.iter().zip(got).all(near)
        }
        _ => false,
    })
}
