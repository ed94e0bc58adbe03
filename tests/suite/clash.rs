//! What clashes, and what would mend it, held against enumeration: no plan keeps the clash, without any one of
//! its members there is a plan, and every repair has one, as a variant that loads and solves.

mod cases;
mod drawn;
mod programmes;

use crate::chain::prepared;
use crate::support::brute::{self, Best};
use doorstep::explore::{Answer, Asked, Give, Repair, Settings, Unpicked, solve, unpick};
use doorstep::formulation::Subject;
use doorstep::method::{General, Limits, Quiet, Wanted};
use doorstep::report::clash::{lines, variant};
use doorstep_scenario::{Pence, RuleKind, Scenario, Share};

/// What is said of a scenario that has no plan.
pub fn unpicked(scenario: &Scenario) -> Option<Unpicked> {
    let limits = Limits { work: Some(200_000), ..Limits::default() };
    let asked =
        Asked { instance: prepared(scenario), wanted: Wanted::Auto, bounds: Vec::new(), known: Vec::new(), limits };
    unpick(&asked, &mut Quiet).unwrap()
}

/// Is there a plan, by looking at every decision?
pub fn possible(scenario: &Scenario) -> bool {
    brute::best(scenario) != Best::Impossible
}

/// The scenario with these demands alone.
pub fn with(scenario: &Scenario, demands: &[Subject]) -> Scenario {
    let mut some = scenario.clone();
    let kept = |subject: Subject| demands.contains(&subject);
    let targets = some.targets.into_iter().enumerate().filter(|(at, _)| kept(Subject::Target(*at)));
    some.targets = targets.map(|(_, target)| target).collect();
    let rules = some.rules.into_iter().enumerate().filter(|(at, _)| kept(Subject::Rule(*at)));
    some.rules = rules.map(|(_, rule)| rule).collect();
    some
}

pub fn id(scenario: &Scenario, subject: Subject) -> String {
    match subject {
        Subject::Target(at) => scenario.targets[at].id.clone(),
        Subject::Rule(at) => scenario.rules[at].id.clone(),
    }
}

/// Every hard demand but those that give way, and those at their new amounts.
pub fn changed(scenario: &Scenario, gives: &[(Subject, Give)]) -> Scenario {
    let mut now = scenario.clone();
    for (subject, give) in gives {
        match (subject, give) {
            (Subject::Target(at), Give::Amount(amount)) => now.targets[*at].amount = *amount,
            (Subject::Rule(at), give) => amend(&mut now.rules[*at].kind, give),
            (Subject::Target(_), _) => {}
        }
    }
    let goes = |subject: Subject| gives.iter().any(|(other, give)| *other == subject && *give == Give::Drop);
    let targets = now.targets.into_iter().enumerate();
    now.targets = targets.filter(|(at, _)| !goes(Subject::Target(*at))).map(|(_, target)| target).collect();
    let rules = now.rules.into_iter().enumerate();
    now.rules = rules.filter(|(at, _)| !goes(Subject::Rule(*at))).map(|(_, rule)| rule).collect();
    now
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
        (_, Give::Drop) => {}
        (kind, give) => panic!("{give:?} is no amount of {kind:?}"),
    }
}

/// A step nearer to what was asked; nothing for what is dropped or can come no nearer.
fn nearer(scenario: &Scenario, subject: Subject, give: &Give) -> Option<Give> {
    let more = |share: f64, by: f64| Share::new(((share * 1000.0).round() + by) / 1000.0).map(Give::Share);
    let at = match (subject, give) {
        (Subject::Target(at), Give::Amount(now)) => {
            return Some(Give::Amount((*now + Pence(100)).min(scenario.targets[at].amount)));
        }
        (Subject::Target(_), _) => return None,
        (Subject::Rule(at), _) => at,
    };
    match (&scenario.rules[at].kind, give) {
        (RuleKind::CostAtMost { amount, .. }, Give::Amount(now)) => {
            Some(Give::Amount((*now - Pence(100)).max(*amount)))
        }
        (
            RuleKind::ReachShare { at_least, .. }
            | RuleKind::AccessShare { at_least, .. }
            | RuleKind::SitesShare { at_least, .. },
            Give::Share(now),
        ) => more(now.value(), 1.0).map(|give| match give {
            Give::Share(share) if share.value() > at_least.value() => Give::Share(*at_least),
            other => other,
        }),
        (_, Give::Share(now)) => more(now.value(), -1.0),
        (RuleKind::AtLeast { .. }, Give::Sites(now)) => Some(Give::Sites(now + 1)),
        (_, Give::Sites(now)) => Some(Give::Sites(now - 1)),
        (_, Give::People(now)) => Some(Give::People(now + 1)),
        _ => None,
    }
}

/// Everything that has to be so of what was said, by enumeration; the words of the first thing that is not.
pub fn holds(scenario: &Scenario, found: &Unpicked) -> Result<(), String> {
    let clash = &found.clash;
    let named = |all: &[Subject]| all.iter().map(|one| id(scenario, *one)).collect::<Vec<_>>().join(", ");
    if clash.certain && possible(&with(scenario, &clash.demands)) {
        return Err(format!("{} can be kept together", named(&clash.demands)));
    }
    for (at, one) in clash.demands.iter().enumerate().filter(|(_, one)| !clash.open.contains(one)) {
        let mut rest = clash.demands.clone();
        rest.remove(at);
        if !possible(&with(scenario, &rest)) {
            return Err(format!("{} clash without {}", named(&rest), id(scenario, *one)));
        }
    }
    for repair in &found.repairs {
        mended(scenario, repair)?;
    }
    Ok(())
}

/// Is there a plan after a repair, and none where any one of its amounts is a step nearer to what was asked?
fn mended(scenario: &Scenario, repair: &Repair) -> Result<(), String> {
    let told = repair.gives.iter().map(|(one, give)| format!("{} {give:?}", id(scenario, *one))).collect::<Vec<_>>();
    if !possible(&changed(scenario, &repair.gives)) {
        return Err(format!("no repair: {}", told.join("; ")));
    }
    if !repair.plan.verdict.holds() {
        return Err(format!("a plan that does not hold: {}", told.join("; ")));
    }
    for at in (0..repair.gives.len()).filter(|_| repair.least) {
        let mut gives = repair.gives.clone();
        let Some(less) = nearer(scenario, gives[at].0, &gives[at].1) else { continue };
        gives[at].1 = less;
        if possible(&changed(scenario, &gives)) {
            return Err(format!("not the least: {}", told.join("; ")));
        }
    }
    Ok(())
}

/// Every repair as a variant of these files: it loads, it is what was said, and the engine has a plan for it.
pub fn variants_solve(files: &[(&str, &str)], scenario: &Scenario, found: &Unpicked) {
    for (at, repair) in found.repairs.iter().enumerate() {
        let text = variant(scenario, files[0].0, at + 1, repair);
        let mut all = vec![("repair.ron", text.as_str())];
        all.extend(files);
        let loaded = doorstep_scenario::load_text(&all).unwrap_or_else(|faults| panic!("{text}\n{faults:?}"));
        let asked = |of: &Scenario| -> (Vec<Pence>, Vec<RuleKind>) {
            let rules = of.rules.iter().map(|rule| rule.kind.clone());
            (of.targets.iter().map(|target| target.amount).collect(), rules.collect())
        };
        assert_eq!(asked(&loaded.scenario), asked(&changed(scenario, &repair.gives)), "{text}");
        let settings = Settings { alternatives: 0, ..Settings::default() };
        let answer = solve(&prepared(&loaded.scenario), &General::default(), &settings, &mut Quiet).unwrap();
        assert!(matches!(answer, Answer::Options(_)), "{text}\n{answer:?}");
    }
}

/// The clash by ids, in order.
pub fn ids(scenario: &Scenario, found: &Unpicked) -> Vec<String> {
    let mut all: Vec<String> = found.clash.demands.iter().map(|one| id(scenario, *one)).collect();
    all.sort();
    all
}

/// All that is said, as one text.
pub fn text(scenario: &Scenario, found: &Unpicked) -> String {
    lines(scenario, found, None).join("\n")
}
