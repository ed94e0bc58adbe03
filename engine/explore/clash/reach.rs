//! A reach that cannot be had whatever is open: the most there can be, and who is out of reach.
//!
//! ```text
//! most = max over all plans of the share reached (near), no other demand standing
//! ```
//!
//! Of a share of all people the most is the solver's bound. Of a share in each part it is the least share, in
//! tenths of a percentage point, that is proven to be too much for some part.

use super::Clash;
use super::Give;
use super::ease::{Ease, lay, soften};
use super::oracle::{Demands, Oracle, Ruling};
use crate::formulation::Subject;
use crate::instance::Instance;
use doorstep_scenario::{AreaIx, Counted, Of, Per, RuleKind, Sessions, Way};

/// The most there can be of a share of people.
#[derive(Debug, Clone, PartialEq)]
pub struct MostReach {
    /// The rule that asks for more.
    pub subject: Subject,
    /// No plan has a greater share, whatever else is demanded or not.
    pub most: f64,
    /// None has even that much, either.
    pub below: bool,
    /// Is it a share in every part at once? Otherwise of everybody.
    pub in_each_part: bool,
    /// Areas with people it is for and no candidate place at all.
    pub nobody: Vec<AreaIx>,
}

/// Where a single floor on people clashes with nothing but what there is.
pub(super) fn most(oracle: &mut Oracle<'_>, clash: &Clash) -> Option<MostReach> {
    let [subject] = clash.demands[..] else { return None };
    let Subject::Rule(at) = subject else { return None };
    if !clash.certain || oracle.over() {
        return None;
    }
    let scenario = oracle.scenario();
    let (counted, at_least, of, per, within) = match &scenario.rules[at].kind {
        RuleKind::ReachShare { counted, at_least, of, per } => (counted, *at_least, *of, *per, None),
        RuleKind::AccessShare { counted, within, at_least, of, per } => (counted, *at_least, *of, *per, Some(*within)),
        _ => return None,
    };
    let alone = oracle.with(&Demands::from([subject]));
    let mut soft = alone;
    soften(&mut soft, Subject::Rule(0), 1.0);
    let (plan, bound) = oracle.least_missed(soft)?;
    let ease = Ease { scenario, subject };
    let people = ease.eased_by_a_step()? * 1000.0;
    let (most, below) = if per == Per::Overall && people > 0.0 {
        ((at_least.value() - bound / people).max(0.0), false)
    } else {
        (too_much(oracle, ease, ease.needed(&plan.verdict)?)?, true)
    };
    let nobody = out_of_reach(&oracle.asked.instance, counted, of, within);
    Some(MostReach { subject, most, below, in_each_part: per != Per::Overall, nobody })
}

/// The least share on the grid that is proven to be too much. At `enough` steps there is a plan.
fn too_much(oracle: &mut Oracle<'_>, ease: Ease<'_>, enough: u64) -> Option<f64> {
    /// Questions of a large problem.
    const FEW: usize = 3;
    let (RuleKind::ReachShare { at_least: asked, .. } | RuleKind::AccessShare { at_least: asked, .. }) = ease.kind()?
    else {
        return None;
    };
    let (mut low, mut high) = (0, enough);
    let mut questions = if oracle.is_small() { usize::MAX } else { FEW };
    let mut first = true;
    while high > low + 1 && questions > 0 && !oracle.over() {
        questions -= 1;
        let middle = if first { high - 1 } else { low + (high - low) / 2 };
        first = false;
        let mut alone = oracle.scenario().clone();
        let others = oracle.everything().into_iter().filter(|subject| *subject != ease.subject);
        let mut gives: Vec<(Subject, Give)> = others.map(|subject| (subject, Give::Drop)).collect();
        gives.push((ease.subject, ease.at(middle)));
        lay(&mut alone, &gives);
        match oracle.ask(alone) {
            Ruling::Possible(_) => high = middle,
            Ruling::Impossible => low = middle,
            Ruling::Unknown => break,
        }
    }
    match (low, ease.at(low)) {
        (0, _) => Some(asked.value()),
        (_, Give::Share(share)) => Some(share.value()),
        _ => None,
    }
}

/// Areas with people of whom the share is a share, and nothing that could ever count for them.
fn out_of_reach(instance: &Instance, counted: &Counted, of: Of, within: Option<Way>) -> Vec<AreaIx> {
    let scenario = &instance.scenario;
    let counts = |offer: usize| {
        let offer = &instance.offers[offer];
        offer.service == counted.service
            && counted.modes.contains(&offer.mode)
            && offer.most >= counted.least
            && offer.most > Sessions::ZERO
    };
    let offers: Vec<usize> = (0..instance.offers.len()).filter(|offer| counts(*offer)).collect();
    let mut reached = vec![false; scenario.areas.len()];
    match within {
        Some(within) => {
            for (area, reached) in reached.iter_mut().enumerate() {
                let near = |offer: &usize| {
                    instance.journey_to_offer(AreaIx(area), *offer).is_some_and(|journey| journey.way <= within)
                };
                *reached = offers.iter().any(near);
            }
        }
        None => {
            for arm in instance.arms.iter().filter(|arm| counts(arm.offer())) {
                reached[instance.cohorts[arm.cohort()].area.0] = true;
            }
        }
    }
    let take_up = &scenario.services[counted.service.0].take_up;
    let anybody = |area: usize| {
        let people = scenario.areas[area].people.iter().zip(take_up);
        people.into_iter().any(|(people, share)| *people > 0 && (of == Of::People || share.is_some()))
    };
    (0..reached.len()).filter(|area| !reached[*area] && anybody(*area)).map(AreaIx).collect()
}
