//! Every rule and target restated, one family a file.

mod at_least;
mod at_most;
mod lock;
mod reach_share;
mod target;

use doorstep_scenario::{DistrictIx, LevelIx, Per, RuleKind, Scenario, Strength};

use crate::footprint::Footprint;
use crate::money::Money;
use crate::reach::Reach;
use crate::verdict::Breaks;
use crate::{Code, Compared, Demand, RuleFinding, TargetFinding};

/// What rules and goals are tested on.
pub(crate) struct Facts<'a> {
    pub(crate) scenario: &'a Scenario,
    pub(crate) footprint: &'a Footprint<'a>,
    pub(crate) reach: &'a Reach,
    pub(crate) money: &'a Money,
}

/// What one family says of one rule.
struct Tested {
    /// What it is called if it must hold and does not.
    code: Code,
    unit: &'static str,
    /// In units, summed over the tests.
    shortfall: f64,
    detail: Vec<Compared>,
    /// A sentence for each test that fails; none if the rule is kept.
    failing: Vec<String>,
}

/// Tests every rule, in the scenario's order.
pub(crate) fn rules(facts: &Facts<'_>, demand: Demand, breaks: &mut Breaks) -> Vec<RuleFinding> {
    let mut findings = Vec::with_capacity(facts.scenario.rules.len());
    for rule in &facts.scenario.rules {
        let tested = match &rule.kind {
            RuleKind::AtLeast { count, levels, per } => at_least::test(facts, *count, levels, *per),
            RuleKind::AtMost { count, levels, per } => at_most::test(facts, *count, levels, *per),
            RuleKind::ReachShare { service, modes, at_least, of, per } => {
                reach_share::test(facts, *service, modes, *at_least, *of, *per)
            }
            RuleKind::Lock { site, level } => lock::test(facts, *site, *level),
        };
        let (kept, hard) = (tested.failing.is_empty(), is_hard(rule.strength));
        if !kept && hard && demand == Demand::KeepHardRules {
            breaks.add(tested.code, &rule.id, || format!("rule `{}`: {}", rule.id, tested.failing.join("; ")));
        }
        findings.push(RuleFinding {
            id: rule.id.clone(),
            kept,
            hard,
            shortfall: tested.shortfall,
            unit: tested.unit,
            detail: tested.detail,
        });
    }
    findings
}

/// Tests every savings target, in the scenario's order.
pub(crate) fn targets(facts: &Facts<'_>, demand: Demand, breaks: &mut Breaks) -> Vec<TargetFinding> {
    let demanded = demand == Demand::KeepHardRules;
    facts.scenario.targets.iter().map(|target| target::test(facts, target, demanded, breaks)).collect()
}

fn is_hard(strength: Strength) -> bool {
    match strength {
        Strength::Hard => true,
        Strength::Soft { .. } => false,
    }
}

/// The tests a rule asks for: one over all, or one for each district. `None` means everywhere.
fn scopes(scenario: &Scenario, per: Per) -> Vec<(String, Option<DistrictIx>)> {
    match per {
        Per::Overall => vec![("overall".to_owned(), None)],
        Per::District => {
            let districts = scenario.districts.iter().enumerate();
            districts.map(|(position, district)| (district.id.clone(), Some(DistrictIx(position)))).collect()
        }
    }
}

/// Is a place in this district part of the test?
fn counts(scope: Option<DistrictIx>, district: DistrictIx) -> bool {
    scope.is_none_or(|only| only == district)
}

/// Sites of a scope whose planned level is one of these.
fn sites_at(facts: &Facts<'_>, levels: &[LevelIx], scope: Option<DistrictIx>) -> u32 {
    let sites = facts.scenario.sites.iter().zip(&facts.footprint.levels);
    let at = sites
        .filter(|(site, level)| counts(scope, site.district) && level.is_some_and(|level| levels.contains(&level)));
    at.fold(0, |sum, _| sum + 1)
}

/// `hub or linked`, for sentences.
fn spoken(scenario: &Scenario, levels: &[LevelIx]) -> String {
    let ids: Vec<&str> = levels.iter().map(|level| scenario.levels[level.0].id.as_str()).collect();
    ids.join(" or ")
}
