//! A plan scored by itself is the plan that was solved; and whatever is proposed is answered.

use crate::chain::{each, none_wrong, prepared};
use crate::support::generate;
use crate::support::rng::Rng;
use doorstep::explore::{Answer, Settings, score, solve};
use doorstep::instance::{Decisions, Instance};
use doorstep::method::{General, Quiet};
use doorstep_scenario::{Proposal, RuleKind, Sessions, SiteIx, Strength};

/// These decisions as a run's tables state them.
fn stated(instance: &Instance, decisions: &Decisions) -> Proposal {
    let running = instance.offers.iter().zip(&decisions.sessions).filter(|(_, sessions)| **sessions > Sessions::ZERO);
    Proposal {
        levels: decisions.levels.iter().enumerate().map(|(site, level)| (SiteIx(site), *level)).collect(),
        sessions: running.map(|(offer, sessions)| ((offer.service, offer.mode, offer.host), *sessions)).collect(),
        complete: true,
    }
}

#[test]
fn a_solved_plan_scores_to_its_own_goals_rules_and_people() {
    none_wrong(each(0..200, |seed| {
        let scenario = generate::small(seed);
        let instance = prepared(&scenario);
        let answer = solve(&instance, &General::default(), &Settings::default(), &mut Quiet)
            .map_err(|error| error.to_string())?;
        let Answer::Options(options) = answer else { return Ok(()) };
        let scored = score(&instance, &stated(&instance, &options.plan.decisions))
            .map_err(|error| format!("{seed}: {error}"))?;
        let (plan, proposal) = (&options.plan, &scored.proposal);
        if !scored.is_possible()
            || proposal.decisions != plan.decisions
            || proposal.measures.money != plan.measures.money
        {
            return Err(format!("small({seed}): another plan"));
        }
        let missed = |rules: &[doorstep_check::RuleFinding]| rules.iter().map(|rule| rule.kept).collect::<Vec<_>>();
        let soft =
            |kind: &RuleKind, strength| matches!(kind, RuleKind::ReachShare { .. }) && strength != Strength::Hard;
        if scenario.rules.iter().any(|rule| soft(&rule.kind, rule.strength)) {
            // Scored, a soft floor is met as far as can be; solved, within the goal's tolerance only.
            let (best, found) = (proposal.goals[0].value, plan.goals[0].value);
            return if best <= found + 1e-6 {
                Ok(())
            } else {
                Err(format!("small({seed}): {best} misses more than {found}"))
            };
        }
        let values =
            |goals: &[doorstep::explore::GoalFigure]| goals.iter().map(|goal| goal.value.to_bits()).collect::<Vec<_>>();
        if values(&plan.goals) == values(&proposal.goals)
            && missed(&plan.verdict.rules) == missed(&proposal.verdict.rules)
        {
            Ok(())
        } else {
            Err(format!("small({seed}): {:?} and {:?}", plan.goals, proposal.goals))
        }
    }));
}

#[test]
fn whatever_is_proposed_is_answered_and_what_cannot_be_is_told() {
    let mut impossible = 0;
    for seed in 0..200 {
        let scenario = generate::small(seed);
        let instance = prepared(&scenario);
        let mut draw = Rng::new(seed, 77);
        let mut proposal = Proposal::default();
        for (at, site) in scenario.sites.iter().enumerate() {
            let level = site.levels[draw.below(site.levels.len())];
            proposal.levels.insert(SiteIx(at), level);
        }
        for offer in &instance.offers {
            let host = |site: &SiteIx| offer.levels.contains(&proposal.levels[site]);
            let ready = match offer.host {
                doorstep_scenario::Host::Site(site) => host(&site),
                doorstep_scenario::Host::Venue(_) => true,
                doorstep_scenario::Host::Everywhere => (0..scenario.sites.len()).any(|site| host(&SiteIx(site))),
            };
            if ready && draw.below(2) == 0 {
                let sessions = Sessions(offer.step.0 * draw.below(12) as u32);
                proposal.sessions.insert((offer.service, offer.mode, offer.host), sessions);
            }
        }
        let scored = score(&instance, &proposal).unwrap_or_else(|error| panic!("small({seed}): {error}"));
        impossible += usize::from(!scored.is_possible());
        for (place, sessions) in &proposal.sessions {
            let at =
                instance.offers.iter().position(|offer| (offer.service, offer.mode, offer.host) == *place).unwrap();
            assert_eq!(scored.proposal.decisions.sessions[at], *sessions, "small({seed})");
        }
        for stop in &scored.stops {
            assert_eq!(scored.proposal.decisions.sessions[stop.offer], Sessions::ZERO, "small({seed})");
            assert_eq!(instance.baseline.sessions[stop.offer], stop.sessions, "small({seed})");
        }
    }
    assert!(impossible >= 20, "only {impossible} could not be");
}

#[test]
fn a_proposal_of_nothing_new_is_today_but_for_its_floors() {
    for seed in 0..60 {
        let instance = prepared(&generate::small(seed));
        let Ok(scored) = score(&instance, &Proposal::default()) else { continue };
        assert_eq!(scored.proposal.decisions, instance.baseline, "small({seed})");
        assert_eq!(scored.proposal.measures.money, scored.status_quo.measures.money, "small({seed})");
        assert!(scored.stops.is_empty(), "small({seed})");
    }
}
