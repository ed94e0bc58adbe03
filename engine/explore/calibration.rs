//! Is the model of today near to what was seen today?

use super::Assessed;
use crate::accounts::paid_today;
use crate::instance::Instance;
use doorstep_scenario::Pence;

/// How far a modelled figure may be from the observed one.
const GATE: f64 = 0.02;

/// What is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Figure {
    /// A year's cost.
    Spend,
    /// People reached by a service, by its id.
    Reached(String),
}

/// A modelled figure beside an observed one.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// What.
    pub of: Figure,
    /// By the model.
    pub modelled: f64,
    /// As observed.
    pub observed: f64,
    /// Where the observed figure is from.
    pub source: String,
}

impl Compared {
    /// Within the gate of 2 %?
    pub fn near(&self) -> bool {
        (self.modelled - self.observed).abs() <= GATE * self.observed.abs()
    }
}

/// Every comparison that can be made, and whether that is enough.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// The comparisons.
    pub compared: Vec<Compared>,
    /// Services whose reach nobody observed.
    pub unobserved: Vec<String>,
}

impl Calibration {
    /// Calibrated: spend and the reach of every service were observed, and the model is within 2 %.
    pub fn holds(&self) -> bool {
        let spend = self.compared.iter().any(|compared| compared.of == Figure::Spend);
        spend && self.unobserved.is_empty() && self.compared.iter().all(Compared::near)
    }
}

/// Compares the status quo with what was observed.
pub fn calibrate(instance: &Instance, status_quo: &Assessed) -> Calibration {
    let scenario = &instance.scenario;
    let mut compared = Vec::new();
    if let Some((amount, source)) = &scenario.observed.spend {
        // Pay of roles is in no decision, and in what was spent.
        let paid: Pence = (0..scenario.lines.len()).map(|line| paid_today(scenario, line)).sum();
        let modelled = status_quo.measures.money.total() + paid;
        compared.push(Compared {
            of: Figure::Spend,
            modelled: modelled.pounds(),
            observed: amount.pounds(),
            source: source.clone(),
        });
    }
    for seen in &scenario.observed.reached {
        compared.push(Compared {
            of: Figure::Reached(scenario.services[seen.service.0].id.clone()),
            modelled: status_quo.measures.reach[seen.service.0].all.reached,
            observed: seen.people,
            source: seen.source.clone(),
        });
    }
    let seen = |at: usize| scenario.observed.reached.iter().any(|seen| seen.service.0 == at);
    let unobserved = (0..scenario.services.len()).filter(|at| !seen(*at)).map(|at| scenario.services[at].id.clone());
    Calibration { unobserved: unobserved.collect(), compared }
}
