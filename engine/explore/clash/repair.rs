//! What would make an impossible scenario possible: few demands, each giving way as little as it has to.
//!
//! A set of demands is enough if there is a plan without them; of sets that are enough only those count of which
//! nothing can be left out. They are looked for as hitting sets: a member of the clash, and where that alone is
//! not enough, with it a member of the clash that is left.
//!
//! Amounts are found in two steps. First the demands that give way are made soft, all others stay hard, and least
//! is missed; what that plan has says how far each has to give way. Then each by itself gives less and less, as
//! long as there is a plan. Every amount is rounded to where it asks for less, and the scenario so changed is
//! solved again: a repair without a checked plan is none.
//!
//! Source: Reiter, *A theory of diagnosis from first principles* (1987): minimal hitting sets of conflicts.

use super::ease::{Ease, lay, soften};
use super::oracle::{Demands, Oracle, Ruling};
use super::shrink::clash_among;
use super::{Clash, Give, Repair};
use crate::explore::Assessed;
use crate::explore::nearest::price;
use crate::formulation::{Aim, Subject};
use crate::instance::Decisions;
use doorstep_scenario::{Pence, Scenario};
use std::collections::{BTreeMap, VecDeque};

/// Demands that give way together at most.
const TOGETHER: usize = 3;
/// Repairs that are shown.
const SHOWN: usize = 5;
/// Repairs that are looked for, so that the cheapest are among those shown.
const SOUGHT: usize = 12;
/// Questions asked to make one demand give way less: on a small problem as many as it takes.
const FEW: usize = 3;

/// Repairs of a clash, those that give up money first, then people, then all else; each the cheapest first.
pub(super) fn repairs(oracle: &mut Oracle<'_>, clash: &Clash) -> Vec<Repair> {
    let all: Demands = oracle.hard().into_iter().collect();
    let mut waiting: VecDeque<Demands> = clash.demands.iter().map(|member| Demands::from([*member])).collect();
    let mut enough: Vec<Demands> = Vec::new();
    let mut seen: Vec<Demands> = Vec::new();
    let mut found: Vec<Repair> = Vec::new();
    while let Some(set) = waiting.pop_front() {
        if found.len() >= SOUGHT || oracle.over() {
            break;
        }
        if seen.contains(&set) || enough.iter().any(|other| other.is_subset(&set)) {
            continue;
        }
        seen.push(set.clone());
        let rest: Demands = all.difference(&set).copied().collect();
        match oracle.can_be(&rest) {
            Some(true) => {
                found.extend(least(oracle, &rest, &set));
                enough.push(set);
            }
            Some(false) if set.len() < TOGETHER => {
                let ordered: Vec<Subject> = oracle.hard().into_iter().filter(|one| rest.contains(one)).collect();
                let next = clash_among(oracle, &ordered).map(|next| next.demands).unwrap_or_default();
                waiting.extend(next.into_iter().map(|one| set.iter().copied().chain([one]).collect()));
            }
            _ => {}
        }
    }
    // A plan known before shows what would do, where the search came to nothing better.
    for decisions in &oracle.asked.known {
        let Some(repair) = shown_by(oracle, decisions) else { continue };
        let set: Demands = repair.gives.iter().map(|(subject, _)| *subject).collect();
        if set.len() <= TOGETHER && !found.iter().any(|other| other.gives.iter().all(|(one, _)| set.contains(one))) {
            found.push(repair);
        }
    }
    chosen(found)
}

/// What a plan known before would need: every hard demand that it misses gives way as far as it misses it.
fn shown_by(oracle: &Oracle<'_>, decisions: &Decisions) -> Option<Repair> {
    let scenario = oracle.scenario();
    let verdict = oracle.held_against_all(decisions)?;
    let mut gives = Vec::new();
    for subject in oracle.hard() {
        let ease = Ease { scenario, subject };
        let kept = match subject {
            Subject::Target(at) => verdict.targets[at].kept,
            Subject::Rule(at) => verdict.rules[at].kept,
        };
        if !kept {
            let needed = ease.is_graded().then(|| ease.needed(&verdict)).flatten();
            gives.push((subject, needed.map_or(Give::Drop, |step| ease.at(step.max(1)))));
        }
    }
    if gives.is_empty() {
        return None;
    }
    let mut changed = scenario.clone();
    lay(&mut changed, &gives);
    let plan = oracle.keeping(changed, decisions)?;
    Some(told(oracle, gives, plan, false))
}

/// The cheapest by pounds and by people in turn, then what is told in sites; in that order again.
fn chosen(found: Vec<Repair>) -> Vec<Repair> {
    let class = |repair: &Repair| match (repair.pounds > Pence::ZERO, repair.people > 0.0) {
        (true, _) => 0,
        (false, true) => 1,
        (false, false) => 2,
    };
    let mut by_class: [Vec<Repair>; 3] = Default::default();
    for repair in found {
        by_class[class(&repair)].push(repair);
    }
    by_class[0].sort_by_key(|repair| (repair.gives.len(), repair.pounds));
    by_class[1].sort_by(|a, b| (a.gives.len().cmp(&b.gives.len())).then(a.people.total_cmp(&b.people)));
    by_class[2].sort_by_key(|repair| (repair.gives.len(), repair.sites));
    let longest = by_class.iter().map(Vec::len).max().unwrap_or(0);
    let in_turn = (0..longest).flat_map(|at| (0..3).map(move |of| (of, at)));
    let kept: Vec<(usize, usize)> = in_turn.filter(|(of, at)| *at < by_class[*of].len()).take(SHOWN).collect();
    let mut shown = Vec::new();
    for (of, all) in by_class.into_iter().enumerate() {
        shown.extend(all.into_iter().enumerate().filter(|(at, _)| kept.contains(&(of, *at))).map(|(_, one)| one));
    }
    shown
}

/// How far each demand of a set gives way.
type Steps = BTreeMap<Subject, u64>;

/// The least changes of these demands that leave a plan, all others as they are.
fn least(oracle: &mut Oracle<'_>, rest: &Demands, set: &Demands) -> Option<Repair> {
    let scenario = oracle.scenario();
    let ease = |subject: Subject| Ease { scenario, subject };
    let graded: Vec<Subject> = set.iter().copied().filter(|subject| ease(*subject).is_graded()).collect();
    let mut steps = Steps::new();
    let mut lowest = Steps::new();
    if !graded.is_empty() {
        let kept: Demands = rest.iter().copied().collect();
        let mut soft = scenario.clone();
        soften_all(oracle, &mut soft, &graded);
        let dropped: Vec<(Subject, Give)> = oracle
            .everything()
            .into_iter()
            .filter(|subject| !kept.contains(subject) && !graded.contains(subject))
            .map(|subject| (subject, Give::Drop))
            .collect();
        lay(&mut soft, &dropped);
        let (plan, bound) = oracle.least_missed(soft)?;
        for subject in &graded {
            let needed = ease(*subject).needed(&plan.verdict).or_else(|| ease(*subject).last())?;
            steps.insert(*subject, needed);
        }
        // Of one demand alone it is known how much it misses at least.
        if let [only] = graded[..]
            && set.len() == 1
            && let Some(each) = ease(only).eased_by_a_step()
        {
            // Money is counted in the search before it is rounded to pennies.
            let slack = if ease(only).is_money() { 1.0 } else { 1e-4 };
            let missed = bound - slack;
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded as the amounts are")]
            lowest.insert(only, (missed.max(0.0) / each - 1e-6).ceil().max(1.0) as u64 - 1);
        }
    }
    let dropped: Vec<Subject> = set.iter().copied().filter(|subject| !graded.contains(subject)).collect();
    let mut plan = solved(oracle, rest, &gives(oracle, &steps, &dropped));
    // What keeps its demand by the solver's tolerance may need a step more, or a few.
    for more in [1, 1, 3, 10, 50] {
        if plan.is_some() || graded.is_empty() {
            break;
        }
        for step in steps.values_mut() {
            *step += more;
        }
        plan = solved(oracle, rest, &gives(oracle, &steps, &dropped));
    }
    let mut plan = plan?;
    let mut proven = true;
    for subject in &graded {
        let low = lowest.get(subject).copied().unwrap_or(0);
        proven &= narrow(oracle, rest, &dropped, (*subject, low), &mut steps, &mut plan);
    }
    // Another gave way so far that this one need not at all: the hitting set was no least one.
    steps.retain(|_, step| *step > 0);
    let gives = gives(oracle, &steps, &dropped);
    let dropped: Vec<Subject> =
        gives.iter().filter(|(_, give)| *give == Give::Drop).map(|(subject, _)| *subject).collect();
    if !dropped.is_empty() {
        // What is dropped is missed by some plan in some measure: what the repair costs is the least of it.
        match least_of(oracle, rest, &gives, &dropped) {
            Some((better, known)) => {
                plan = better;
                proven &= known;
            }
            None => proven = false,
        }
    }
    Some(told(oracle, gives, *plan, proven))
}

/// The plan that misses least of what is dropped, with everything else as it gives way; and is that proven?
fn least_of(
    oracle: &mut Oracle<'_>,
    rest: &Demands,
    gives: &[(Subject, Give)],
    dropped: &[Subject],
) -> Option<(Box<Assessed>, bool)> {
    let mut soft = oracle.scenario().clone();
    soften_all(oracle, &mut soft, dropped);
    let mut changes = changes(oracle, rest, gives);
    changes.retain(|(subject, _)| !dropped.contains(subject));
    lay(&mut soft, &changes);
    let (plan, bound) = oracle.least_missed(soft)?;
    let missed = plan.value(Aim::LeastShortfall).unwrap_or(f64::INFINITY);
    Some((plan, missed - bound <= 1e-6 * missed.abs().max(1.0)))
}

/// Makes one demand give way less as long as there is a plan. Is it proven that no less will do?
fn narrow(
    oracle: &mut Oracle<'_>,
    rest: &Demands,
    dropped: &[Subject],
    (subject, low): (Subject, u64),
    steps: &mut Steps,
    plan: &mut Box<Assessed>,
) -> bool {
    let scenario = oracle.scenario();
    let ease = Ease { scenario, subject };
    let last = ease.last().unwrap_or(u64::MAX);
    let mut high = steps.get(&subject).copied().unwrap_or(0).min(last);
    let mut low = low.min(high.saturating_sub(1));
    let (mut proven, mut first) = (true, true);
    let most = if oracle.is_small() { usize::MAX } else { FEW };
    let mut questions = 0;
    while high > low + 1 {
        if questions >= most || oracle.over() {
            proven = false;
            break;
        }
        questions += 1;
        // Most often what was found is the least already: one question shows it.
        let middle = if first { high - 1 } else { low + (high - low) / 2 };
        first = false;
        steps.insert(subject, middle);
        let tried = gives(oracle, steps, dropped);
        match asked(oracle, rest, &tried) {
            Ruling::Possible(found) => {
                high = middle;
                *plan = found;
            }
            Ruling::Impossible => low = middle,
            Ruling::Unknown => {
                proven = false;
                low = middle;
            }
        }
    }
    steps.insert(subject, high);
    proven
}

fn gives(oracle: &Oracle<'_>, steps: &Steps, dropped: &[Subject]) -> Vec<(Subject, Give)> {
    let scenario = oracle.scenario();
    let eased = steps.iter().filter(|(_, step)| **step > 0);
    let eased = eased.map(|(subject, step)| (*subject, Ease { scenario, subject: *subject }.at(*step)));
    let mut all: Vec<(Subject, Give)> = eased.chain(dropped.iter().map(|subject| (*subject, Give::Drop))).collect();
    all.sort_by_key(|(subject, _)| oracle.hard().iter().position(|other| other == subject));
    all
}

/// Asks for all that stays, and for what gives way at its new amounts.
fn asked(oracle: &mut Oracle<'_>, rest: &Demands, gives: &[(Subject, Give)]) -> Ruling {
    let mut changed = oracle.scenario().clone();
    lay(&mut changed, &changes(oracle, rest, gives));
    oracle.ask(changed)
}

/// What gives way at its new amounts; what neither stays nor gives way goes.
fn changes(oracle: &Oracle<'_>, rest: &Demands, gives: &[(Subject, Give)]) -> Vec<(Subject, Give)> {
    let own = |subject: &Subject| rest.contains(subject) || gives.iter().any(|(other, _)| other == subject);
    let others = oracle.everything().into_iter().filter(|subject| !own(subject));
    // A demand of the set that stays as it is after all: it is asked for in full.
    let hard = oracle.hard();
    let gone = others.filter(|subject| !hard.contains(subject)).map(|subject| (subject, Give::Drop));
    gives.iter().cloned().chain(gone).collect()
}

/// Makes demands soft. Missing all of one counts as much as missing all of another. The least price is a point: a
/// solver takes a price of a millionth for none, and any plan for the best.
fn soften_all(oracle: &Oracle<'_>, soft: &mut Scenario, subjects: &[Subject]) {
    let each: Vec<f64> = subjects.iter().map(|subject| price(&oracle.asked.instance, *subject)).collect();
    let least = each.iter().copied().fold(f64::INFINITY, f64::min);
    for (subject, each) in subjects.iter().zip(&each) {
        soften(soft, *subject, each / least);
    }
}

fn solved(oracle: &mut Oracle<'_>, rest: &Demands, gives: &[(Subject, Give)]) -> Option<Box<Assessed>> {
    match asked(oracle, rest, gives) {
        Ruling::Possible(plan) => Some(plan),
        Ruling::Impossible | Ruling::Unknown => None,
    }
}

fn told(oracle: &Oracle<'_>, gives: Vec<(Subject, Give)>, plan: Assessed, least: bool) -> Repair {
    let scenario = oracle.scenario();
    // By how much the plan misses what was asked, in the words of those who asked.
    let missed = oracle.missed_by(&plan);
    let mut repair =
        Repair { gives: Vec::new(), pounds: Pence::ZERO, people: 0.0, sites: 0, least, plan: Box::new(plan) };
    for (subject, give) in gives {
        let price = Ease { scenario, subject }.price(&give, missed.get(&subject).copied().unwrap_or(0.0));
        repair.pounds += price.pounds;
        repair.people += price.people;
        repair.sites += price.sites;
        repair.gives.push((subject, give));
    }
    repair
}
