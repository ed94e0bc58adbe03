//! A person's own plan beside the status quo: what it costs, whom it reaches, what it keeps and
//! breaks. Nothing is searched for; only who comes where is worked out, as for any other plan.

use super::assess::From;
use super::fairness::fairness;
use super::take_up::known_take_up;
use super::{Assessed, Calibration, Rescored, RunError, calibrate, rescore};
use crate::formulation::Formulation;
use crate::instance::{Decisions, Instance, Offer};
use crate::measures::fairness::Fairness;
use crate::method::{know_today, stages_of};
use doorstep_scenario::{At, Host, LevelIx, Proposal, Sessions};
use std::sync::Arc;

/// A proposal with everything known of it.
#[derive(Debug, Clone)]
pub struct Scored {
    /// Today.
    pub status_quo: Assessed,
    /// What is proposed. Its verdict says which rules it breaks, and what of it cannot be at all.
    pub proposal: Assessed,
    /// What stops as a consequence, though the proposal does not say so itself.
    pub stops: Vec<Stops>,
    /// Is today's model near what was seen?
    pub calibration: Calibration,
    /// Both again where people choose for themselves.
    pub rescored: Rescored,
    /// Who gains and who loses by the proposal.
    pub fairness: Fairness,
}

impl Scored {
    /// Does the proposal fit into its rooms, venues and modes?
    pub fn is_possible(&self) -> bool {
        self.proposal.verdict.holds()
    }
}

/// An offer of today that a proposal ends without saying so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stops {
    /// Which, as a position among the offers of the instance.
    pub offer: usize,
    /// Weekly sessions today.
    pub sessions: Sessions,
    /// Why.
    pub why: Why,
}

/// Why an offer stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Its site is to be at a level at which it cannot run.
    Level(LevelIx),
    /// No site is left from which it could be run.
    NoBase,
    /// The proposal lists all that runs, and it is not on the list.
    NotListed,
}

/// Scores a proposal.
///
/// # Errors
/// [`RunError`] when the solver fails or the checker finds a figure wrong. What the proposal itself
/// breaks is no error: the verdict of [`Scored::proposal`] lists it.
pub fn score(instance: &Arc<Instance>, proposal: &Proposal) -> Result<Scored, RunError> {
    known_take_up(instance)?;
    know_today(instance)?;
    let exact = Formulation::of_plans(instance);
    let aims = stages_of(&instance.scenario);
    let status_quo = Assessed::status_quo(&exact, &aims)?;
    let (decisions, stops) = decided(instance, proposal);
    let proposal = Assessed::of("proposal", &exact, &aims, decisions, &From::Proposed)?;
    let calibration = calibrate(instance, &status_quo);
    let both = [&status_quo, &proposal];
    let (rescored, fairness) = (rescore(instance, &both), fairness(instance, &both));
    Ok(Scored { status_quo, proposal, stops, calibration, rescored, fairness })
}

/// Today, changed by what is proposed and by what follows from it.
pub(super) fn decided(instance: &Instance, proposal: &Proposal) -> (Decisions, Vec<Stops>) {
    let Decisions { mut levels, mut sessions } = instance.baseline.clone();
    for (site, level) in &proposal.levels {
        levels[site.0] = *level;
    }
    let mut stops = Vec::new();
    for (at, offer) in instance.offers.iter().enumerate() {
        let today = sessions[at];
        if let Some(stated) = proposal.sessions.get(&(offer.service, offer.mode, offer.host)) {
            sessions[at] = *stated;
        } else if today > Sessions::ZERO
            && let Some(why) = ends(instance, offer, &levels, proposal.complete)
        {
            sessions[at] = Sessions::ZERO;
            stops.push(Stops { offer: at, sessions: today, why });
        }
    }
    (Decisions { levels, sessions }, stops)
}

/// Why an offer of today of which nothing is said cannot go on, if it cannot.
fn ends(instance: &Instance, offer: &Offer, levels: &[LevelIx], complete: bool) -> Option<Why> {
    match (&offer.mode(&instance.scenario).at, offer.host) {
        (At::Site(wanted), Host::Site(site)) if !wanted.contains(&levels[site.0]) => Some(Why::Level(levels[site.0])),
        (At::Everywhere(wanted), _) if !levels.iter().any(|level| wanted.contains(level)) => Some(Why::NoBase),
        _ => complete.then_some(Why::NotListed),
    }
}
