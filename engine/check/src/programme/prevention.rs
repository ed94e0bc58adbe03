//! Cases that follow from who was reached some years before.
//!
//! ```text
//! change[s,t] = plan[s,t] − nothing[s,t]                                      people
//! D[r,t]      = cases[r,t] − min(Σ ε · change[s, t − lag], least max · cases[r,t])
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | plan, nothing | people reached under the plan, and if nothing is done | people | whoever reports |
//! | ε, lag | fewer cases for each person more, so many years later | cases, years | prevention |
//! | least max | the least share that any of the effects summed may take away | share | prevention |
//!
//! The sum is over the effects on the role that are used; years before the first change nothing. What is
//! lost has no bound. Whom a year reaches is taken as given: [`check`](crate::check) proves it.

use doorstep_scenario::{Programme, Scenario};

use crate::Code;
use crate::verdict::Breaks;

/// People reached, by year after the baseline and by service.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reached {
    /// Whom doing nothing would reach.
    pub nothing: Vec<Vec<f64>>,
    /// Whom the plan reaches.
    pub plan: Vec<Vec<f64>>,
}

impl Reached {
    /// How many people more than doing nothing; none where nobody says.
    fn change(&self, service: usize, at: usize) -> f64 {
        let of = |path: &[Vec<f64>]| path.get(at).and_then(|year| year.get(service)).copied();
        of(&self.plan).zip(of(&self.nothing)).map_or(0.0, |(plan, nothing)| plan - nothing)
    }

    /// Is there a number for every year and service?
    pub(super) fn is_whole(&self, scenario: &Scenario, breaks: &mut Breaks) {
        let (years, services) = (scenario.years().len(), scenario.services.len());
        for (path, whom) in [(&self.nothing, "doing nothing"), (&self.plan, "the plan")] {
            if path.len() != years || path.iter().any(|year| year.len() != services) {
                breaks.add(Code::NotAPlanAYear, "reach", || {
                    format!("whom {whom} reaches is not given for each of {years} years and {services} services")
                });
            }
            if path.iter().flatten().any(|people| !people.is_finite()) {
                breaks.add(Code::ClaimNotANumber, "reach", || format!("whom {whom} reaches is no number of people"));
            }
        }
    }
}

/// Cases of a role in a year, of so many without any effect.
pub(super) fn cases(programme: &Programme, role: usize, at: usize, cases: f64, reached: &Reached) -> f64 {
    let (mut fewer, mut most) = (0.0, f64::INFINITY);
    for effect in programme.prevention.iter().filter(|effect| effect.used && effect.role == role) {
        let then = usize::try_from(effect.lag).ok().and_then(|lag| at.checked_sub(lag));
        fewer += effect.effect * then.map_or(0.0, |then| reached.change(effect.service.0, then));
        most = effect.max_effect.value().min(most);
    }
    // Without any effect there is no bound, and nothing to bound.
    if most.is_finite() { cases - (most * cases).min(fewer) } else { cases }
}
