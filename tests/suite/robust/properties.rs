//! What holds between criteria, between futures, and of what cannot be asked.

use super::oracle::{eight, futures};
use super::{CRITERIA, NEAR, ask, members, pennies, plan};
use crate::chain::{each, none_wrong, prepared};
use crate::support::blank::{ground, rule, share, target};
use crate::support::generate;
use doorstep::explore::{Member, RobustAnswer, RobustAsked, RobustPlan, robust};
use doorstep::method::{Criterion, Limits, Quiet, Wanted};
use doorstep_scenario::{
    Counted, GoalKind, ModeIx, Of, Per, RuleKind, Scenario, ServiceIx, Sessions, Strength, Weight,
};

#[test]
fn criteria_stand_to_each_other_as_they_must() {
    none_wrong(each(0..40, |seed| {
        let futures = futures(&eight(seed), seed, 3 + seed as usize % 4);
        let ask = |criterion| Ok::<_, String>(plan(ask(members(&futures), criterion)?));
        let cvar = |share| ask(Criterion::CVaR { share });
        let Some(mean) = ask(Criterion::Mean)? else { return Ok(()) };
        let say = |why: &str| Err(format!("{seed}: {why}"));
        let near = NEAR * mean.members.iter().fold(1.0, |most, one| f64::max(most, one.value.abs()));
        let shares: Vec<f64> = [1.0, 0.7, 0.4, 0.1]
            .map(cvar)
            .into_iter()
            .map(|one| one.map(|one| one.unwrap().value))
            .collect::<Result<_, _>>()?;
        if (shares[0] - mean.value).abs() > near {
            return say("the worst of all is not the mean");
        }
        let sign = if mean.aim.maximise() { 1.0 } else { -1.0 };
        if shares.windows(2).any(|pair| sign * (pair[1] - pair[0]) > near) {
            return say(&format!("a smaller share of the worst is better: {shares:?}"));
        }
        let regret = ask(Criterion::MinimaxRegret)?.unwrap();
        // The plan of the mean is a plan as any other, and so is the best of each future where it keeps everything.
        let of_mean = mean.members.iter().filter_map(|one| one.regret).fold(0.0, f64::max);
        if regret.value > of_mean + near {
            return say("the plan of the mean has less regret than the plan of least regret");
        }
        let greatest = regret.members.iter().filter_map(|one| one.regret).fold(0.0, f64::max);
        if (greatest - regret.value).abs() > near || regret.bound.is_none_or(|bound| bound > regret.value + near) {
            return say("the greatest regret is not the one told, or its bound is above it");
        }
        Ok(())
    }));
}

#[test]
fn least_regret_is_no_more_than_that_of_the_best_plan_of_any_future() {
    none_wrong(each(0..40, |seed| {
        let futures = futures(&eight(seed), seed, 4);
        let Some(least) = plan(ask(members(&futures), Criterion::MinimaxRegret)?) else { return Ok(()) };
        for at in 0..futures.len() {
            // The best plan of one future, held in the others: where it keeps everything it has a regret there.
            let Some(own) = plan(ask(members(&futures[at..=at]), Criterion::Mean)?) else { continue };
            let held = crate::chain::prepared(&futures[at]);
            let proposal = proposal(&held, &own);
            let mut greatest: Option<f64> = Some(0.0);
            for (other, known) in futures.iter().zip(&least.members) {
                let scored =
                    doorstep::explore::score(&prepared(other), &proposal).map_err(|error| error.to_string())?;
                let kept = scored.proposal.verdict.rules.iter().all(|rule| rule.kept)
                    && scored.proposal.verdict.targets.iter().all(|target| target.kept);
                let sign = if own.aim.maximise() { 1.0 } else { -1.0 };
                let value = scored.proposal.value(own.aim).unwrap();
                greatest = greatest.filter(|_| kept).map(|most| most.max(sign * (known.best.unwrap() - value)));
            }
            if let Some(greatest) = greatest
                && least.value > greatest + NEAR * greatest.abs().max(1_000.0)
            {
                return Err(format!(
                    "{seed}: the best plan of future {at} has regret {greatest}, and not {}",
                    least.value
                ));
            }
        }
        Ok(())
    }));
}

/// A plan as somebody would propose it.
fn proposal(instance: &doorstep::instance::Instance, plan: &RobustPlan) -> doorstep_scenario::Proposal {
    let sites = plan.decisions.levels.iter().enumerate();
    let offers = instance.offers.iter().zip(&plan.decisions.sessions);
    doorstep_scenario::Proposal {
        levels: sites.map(|(site, level)| (doorstep_scenario::SiteIx(site), *level)).collect(),
        sessions: offers.map(|(offer, many)| ((offer.service, offer.mode, offer.host), *many)).collect(),
        complete: true,
    }
}

#[test]
fn one_future_alone_has_its_best_plan_and_no_regret() {
    none_wrong(each(0..60, |seed| {
        let future = &futures(&generate::small(seed), seed, 1);
        let Some(found) = plan(ask(members(future), Criterion::MinimaxRegret)?) else { return Ok(()) };
        let best = found.members[0].best.ok_or("no best plan")?;
        let near = NEAR * best.abs().max(1.0) + pennies(future) as f64 / 50.0;
        let same = (found.members[0].value - best).abs() <= near && found.value <= near;
        if same {
            Ok(())
        } else {
            Err(format!("{seed}: {} beside {best}, regret {}", found.members[0].value, found.value))
        }
    }));
}

#[test]
fn the_order_of_futures_changes_nothing() {
    none_wrong(each(0..12, |seed| {
        let futures = futures(&eight(seed), seed, 5);
        let mut turned = members(&futures);
        turned.rotate_left(2);
        turned.reverse();
        for criterion in CRITERIA {
            let (one, other) = (plan(ask(members(&futures), criterion)?), plan(ask(turned.clone(), criterion)?));
            let same = match (&one, &other) {
                (Some(one), Some(other)) => {
                    one.decisions == other.decisions && one.value.to_bits() == other.value.to_bits()
                }
                (None, None) => true,
                _ => false,
            };
            // With other numbers on them it may be another of equals, and is worth the same.
            let mut numbered = turned.clone();
            numbered.iter_mut().zip(0..).for_each(|(member, number)| member.number = number);
            let near = match (&one, plan(ask(numbered, criterion)?)) {
                (Some(one), Some(other)) => (one.value - other.value).abs() <= NEAR * one.value.abs().max(1_000.0),
                (one, other) => one.is_none() && other.is_none(),
            };
            if !same || !near {
                return Err(format!("{seed}, {criterion:?}: same {same}, near {near}"));
            }
        }
        Ok(())
    }));
}

#[test]
fn what_cannot_be_asked_is_told_in_a_sentence() {
    let future = futures(&eight(1), 1, 1);
    let many = |many: usize| (0..many as u64).map(|number| Member { number, ..members(&future)[0].clone() }).collect();
    let why = |members: Vec<Member>, criterion| {
        let asked = RobustAsked { criterion, wanted: Wanted::Auto, each: Limits::default(), limits: Limits::default() };
        robust(&prepared(&future[0]), members, &asked, &mut Quiet).unwrap_err().to_string()
    };
    assert!(why(Vec::new(), Criterion::Mean).contains("1 to 50 futures"));
    assert!(why(many(51), Criterion::Mean).contains("not for 51"));
    assert!(why(many(1), Criterion::CVaR { share: 0.0 }).contains("above 0"));
    assert!(why([many(1), many(1)].concat(), Criterion::Mean).contains("named twice"));
    let mut other = many(2);
    other[1].scenario.sites.pop();
    assert!(why(other, Criterion::Mean).contains("differ in what can be decided"));
    let mut weightless = many(1);
    weightless[0].weight = f64::NAN;
    assert!(why(weightless, Criterion::Mean).contains("a weight is above 0"));
}

/// Two places far apart with a site each, of which one has to close; a fifth of all people are to be reached.
fn apart(people: [u32; 2]) -> Scenario {
    let mut s = ground(&[GoalKind::MostReach(Weight::Need)]);
    let (mut area, mut site) = (s.areas[0].clone(), s.sites[0].clone());
    (area.id, site.id) = ("a1".to_owned(), "s1".to_owned());
    area.position.easting += 50_000;
    site.position.easting += 50_000;
    s.areas.push(area);
    s.sites.push(site);
    s.areas.iter_mut().zip(people).for_each(|(area, people)| area.people = vec![people]);
    s.targets = vec![target(100_000, Strength::Hard)];
    let counted = Counted { service: ServiceIx(0), modes: vec![ModeIx(0)], least: Sessions::ZERO };
    let floor = RuleKind::ReachShare { counted, at_least: share(0.2), of: Of::People, per: Per::Overall };
    s.rules = vec![rule(floor, Strength::Hard)];
    // Sites alone cost anything: what one of them costs is what is to be saved.
    s.services[0].modes[0].session_costs.clear();
    s
}

#[test]
fn futures_that_rule_each_other_out_are_named_and_no_others() {
    let named = |all: &[[u32; 2]]| {
        let found = ask(members(&all.iter().map(|people| apart(*people)).collect::<Vec<_>>()), Criterion::Mean);
        match found.unwrap() {
            RobustAnswer::Impossible { members, minimal: true } => members,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(named(&[[50, 50], [100, 0], [60, 50], [0, 100], [50, 50]]), [1, 3]);
    assert_eq!(named(&[[100, 0], [0, 100]]), [0, 1]);
    let all = [[50, 50], [100, 0], [60, 50]].map(apart);
    let one = plan(ask(members(&all), Criterion::MinimaxRegret).unwrap()).unwrap();
    assert!(one.proven && one.members.len() == 3);
}
