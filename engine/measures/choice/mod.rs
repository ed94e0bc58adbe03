//! Who goes where, if nobody sends them: the reach of a fixed footprint when families choose for
//! themselves. It stands beside the planner's own sharing-out; what is compared is the *change*.
//!
//! ```text
//! arrivals    the year runs from 0 to 1; P[c] people of a cohort come evenly over it
//! nearest     s[c,o] = min(1, φ·δ[c,o])                 at the nearest offer o with room, 0 elsewhere
//! logit       s[c,o] = w[c,o] ÷ (a + Σ_{o' with room} w[c,o'])    at every offer with room
//!             w[c,o] = min(δ, ⁹⁹⁄₁₀₀) ÷ (1 − min(δ, ⁹⁹⁄₁₀₀)),   1 for an offer everywhere
//! room        ∫ Σ_c P[c]·s[c,o] dt ≤ q[o]·x[o]:  who comes to a full offer chooses again
//! reached     λ · Σ_o e[o] · ∫ Σ_c P[c]·s[c,o] dt
//! turned away ∫ Σ_c P[c]·max(0, Σ_o s[c,o] with room everywhere − Σ_o s[c,o]) dt
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | P | would use the service if it were at the door, all groups of an area (Nπ) | persons a year | [`Cohort`](crate::instance::Cohort) |
//! | δ | decay; offers below the least decay are chosen by nobody | share | [`Arm`](crate::instance::Arm) |
//! | q·x | places a year | persons | [`Offer`](crate::instance::Offer), decisions |
//! | e | what reaching a person this way counts | share | mode |
//! | w | exp(utility): the odds of the decay | – | δ |
//! | φ, a | how many come; how much staying at home weighs | – | calibrated, 1 unless moved |
//! | λ | what calibration lacks where even φ or a cannot make it up | – | calibrated, 1 unless needed |
//!
//! **Rationing.** Places go to those who come first, and all neighbourhoods come evenly: so an offer
//! that fills keeps the same share of everybody who chose it from the start. Places once given are
//! kept; the rest try their next choice. Each fill closes an offer for good, so there are at most as
//! many as offers; nothing is drawn, and everything changes steadily with the figures.
//!
//! **Nearest** is by the rounded way, ties by the order of offers (service, mode, place), an offer
//! everywhere after every place: it is nobody's nearest. φ = 1 is the scenario's own decay.
//!
//! **Logit.** δ is not applied, it is chosen by: with one offer, room and a = 1 exactly δ come, so the
//! travel parameter is the scenario's own (for a logistic decay, utility falls by 1 ÷ slope with
//! every metre or minute, plus what starting at 1 adds near the door). At the door one in a hundred
//! still stays away, or utility would have no end. An offer everywhere weighs as a place from which
//! half would come.
//!
//! **Calibration.** φ and a are moved, by service, until the status quo reaches as many as the planner's
//! sharing-out of it, so that levels agree and differences are about the footprint. Where people who
//! choose for themselves cannot fill places as well as a planner, however many come, λ makes up the
//! rest for every option alike; nothing above the places or people there are is ever said.
//!
//! Source: model.md, "Re-scoring"; logit choice with an outside option after `McFadden` (1974);
//! arrivals that take the best left until it is full after Bogomolnaia and Moulin (2001).

mod calibrate;
mod crowd;

pub use calibrate::calibrate;

use crate::instance::{Decisions, Instance};
use crowd::{Arrived, Crowd};
use doorstep_scenario::{ServiceIx, Sessions};

/// How people find their way to an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Model {
    /// As the planner shares them out: the canonical reach.
    Assigned,
    /// To the nearest offer with room.
    Nearest,
    /// By chance, the better the way the likelier, or not at all.
    Logit,
}

impl Model {
    /// All of them, in the order of every table.
    pub const ALL: [Model; 3] = [Model::Assigned, Model::Nearest, Model::Logit];

    /// As tables name it.
    pub const fn name(self) -> &'static str {
        match self {
            Model::Assigned => "planner-assigned",
            Model::Nearest => "nearest",
            Model::Logit => "logit",
        }
    }
}

/// How the people of one service choose, calibrated.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Conduct {
    /// Which service.
    pub service: ServiceIx,
    /// By what; never [`Model::Assigned`].
    pub model: Model,
    /// φ of the nearest, a of the logit.
    pub parameter: f64,
    /// λ: 1 where the parameter was enough.
    pub level: f64,
}

/// People who come over one arm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coming {
    /// Which, as a position in [`Instance::arms`].
    pub arm: usize,
    /// How many, before λ.
    pub people: f64,
}

/// What came of one service's year.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Attendance {
    /// People over each arm of a running offer, by cohort.
    pub coming: Vec<Coming>,
    /// What they count for, with λ.
    pub reached: f64,
    /// The same, each counted by the need of where they live.
    pub need_weighted: f64,
    /// People who would have come had every offer had room, and found none, before λ.
    pub turned_away: f64,
}

impl Conduct {
    /// As uncalibrated: by the scenario's own decay.
    pub fn plain(service: ServiceIx, model: Model) -> Conduct {
        Conduct { service, model, parameter: 1.0, level: 1.0 }
    }

    /// Did the parameter alone bring the status quo to the planner's reach?
    pub fn is_met(&self) -> bool {
        (self.level - 1.0).abs() <= 1e-6
    }

    /// Lets people choose among what runs under these decisions.
    pub fn attend(&self, instance: &Instance, decisions: &Decisions) -> Attendance {
        let crowd = Crowd::of(instance, self.service, decisions);
        let arrived = crowd.arrive(self.model, self.parameter);
        let counted = crowd.counted(&arrived);
        let reached = (self.level * counted).min(crowd.most());
        let level = if counted > 0.0 { reached / counted } else { 1.0 };
        let Arrived { attended, turned_away } = arrived;
        let coming = crowd.by_arm(&attended);
        let need = coming.iter().map(|coming| {
            let arm = &instance.arms[coming.arm];
            instance.cohorts[arm.cohort()].need * instance.offers[arm.offer()].equivalence * coming.people
        });
        let need_weighted = level * need.sum::<f64>();
        Attendance { coming, reached, need_weighted, turned_away }
    }
}

/// People whom the planner's sharing-out leaves without a place: those who would come to the best
/// running offer there is for them, less those who come to any.
pub fn left_out(instance: &Instance, service: ServiceIx, decisions: &Decisions, addressed: &[f64]) -> f64 {
    let cohorts = instance.cohorts_with_arms();
    let each = cohorts.filter(|(cohort, _)| cohort.service == service).map(|(cohort, arms)| {
        let running = arms.clone().filter(|at| decisions.sessions[instance.arms[*at].offer()] > Sessions::ZERO);
        let best = running.map(|at| instance.arms[at].decay).fold(0.0, f64::max);
        let come: f64 = arms.map(|at| instance.arms[at].decay * addressed[at]).sum();
        (cohort.potential * best - come).max(0.0)
    });
    each.sum()
}
