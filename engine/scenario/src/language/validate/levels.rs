//! What the hard rules about single sites leave of the levels each may have.

use crate::fault::{quoted, some_of};
use crate::{Code, Faults, LevelIx, Rule, RuleKind, Scenario, SiteIx, Strength};

/// The levels left to every site; where rules leave it none, they contradict each other, and the site
/// is left what it was before the last of them.
pub(super) fn left(scenario: &Scenario, faults: &mut Faults) -> Vec<Vec<LevelIx>> {
    let mut left: Vec<Vec<LevelIx>> = scenario.sites.iter().map(|site| site.levels.clone()).collect();
    let mut narrowed: Vec<Vec<&Rule>> = vec![Vec::new(); scenario.sites.len()];
    for rule in scenario.rules.iter().filter(|rule| rule.strength == Strength::Hard) {
        let Some((SiteIx(site), allows)) = allowed(scenario, rule) else { continue };
        let kept: Vec<LevelIx> = left[site].iter().copied().filter(|level| allows.contains(level)).collect();
        if kept.is_empty() {
            clash(scenario, site, rule, &narrowed[site], faults);
        } else if kept.len() < left[site].len() {
            narrowed[site].push(rule);
            left[site] = kept;
        }
    }
    left
}

/// Which site a rule is about, and which of its levels it allows.
fn allowed(scenario: &Scenario, rule: &Rule) -> Option<(SiteIx, Vec<LevelIx>)> {
    let levels = |site: &SiteIx| scenario.sites[site.0].levels.iter().copied();
    match &rule.kind {
        // That a site may not be what it is locked at is told by itself.
        RuleKind::Lock { site, level } if scenario.sites[site.0].levels.contains(level) => Some((*site, vec![*level])),
        RuleKind::Forbid { site, levels: forbidden } => {
            Some((*site, levels(site).filter(|level| !forbidden.contains(level)).collect()))
        }
        RuleKind::NotBefore { site, year } if scenario.end_year < *year => {
            Some((*site, vec![scenario.sites[site.0].baseline]))
        }
        _ => None,
    }
}

fn clash(scenario: &Scenario, site: usize, rule: &Rule, earlier: &[&Rule], faults: &mut Faults) {
    let found = &scenario.sites[site];
    let id = quoted(&found.id);
    let (what, fix) = match (&rule.kind, earlier) {
        (_, []) => {
            let levels = super::listed(scenario, &found.levels);
            (format!("every level that site {id} may have is forbidden: {levels}"), "Leave it one")
        }
        (RuleKind::Lock { .. }, [Rule { kind: RuleKind::Lock { .. }, id: other, place, .. }]) => {
            let other = quoted(other);
            (
                format!("site {id} is locked to another level by rule {other} (line {})", place.line),
                "Keep one of the two",
            )
        }
        _ => {
            let named: Vec<String> =
                earlier.iter().map(|rule| format!("\"{}\" (line {})", rule.id, rule.place.line)).collect();
            let rules = if named.len() == 1 { "rule" } else { "rules" };
            let named = some_of(named.iter().map(String::as_str));
            (format!("no level is left to site {id} beside {rules} {named}"), "Change one of them, or make one soft")
        }
    };
    faults.add(Code::Contradiction, &rule.place, what, fix);
}
