//! The same footprints where nobody is sent anywhere: how many each service reaches if people go to
//! the nearest offer with room, or choose by chance the better the way, beside the planner's own
//! sharing-out. Levels, what runs and sessions stay as they are; no solver is asked and no rule is
//! judged by it. See [`choice`](crate::measures::choice) for the models.

use super::Assessed;
use crate::instance::Instance;
use crate::measures::choice::{Attendance, Conduct, Model, calibrate, left_out};
use doorstep_scenario::ServiceIx;
use rayon::prelude::*;

/// What one model says of one service under one option.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figures {
    /// People reached in a year.
    pub reached: f64,
    /// Against the status quo under the same model.
    pub change: f64,
    /// People reached, each counted by the need of where they live.
    pub need_weighted: f64,
    /// People who would have come, had there been room for them.
    pub turned_away: f64,
}

/// The least and the most that any model says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// People reached.
    pub reached: (f64, f64),
    /// Against the status quo under the same model.
    pub change: (f64, f64),
}

/// One service, re-scored.
#[derive(Debug, Clone, PartialEq)]
pub struct ServiceRescored {
    /// How its people choose, by the models after the first.
    pub conduct: [Conduct; 2],
    /// By option, then by model as in [`Model::ALL`].
    pub options: Vec<[Figures; 3]>,
}

impl ServiceRescored {
    /// The range over the models of one option.
    pub fn range(&self, option: usize) -> Range {
        let over = |of: &dyn Fn(&Figures) -> f64| {
            let each = self.options[option].iter().map(of);
            each.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), value| (least.min(value), most.max(value)))
        };
        Range { reached: over(&|figures| figures.reached), change: over(&|figures| figures.change) }
    }
}

/// All services of some options, re-scored.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rescored {
    /// What readers call the options, the status quo first.
    pub labels: Vec<String>,
    /// By service.
    pub services: Vec<ServiceRescored>,
}

/// Scores options again under every model; the first of them is the status quo, by which the models
/// are calibrated.
pub fn rescore(instance: &Instance, options: &[&Assessed]) -> Rescored {
    let Some(today) = options.first() else { return Rescored::default() };
    // Each service by itself, put together in order: the same at any number of threads.
    let each = (0..instance.scenario.services.len()).into_par_iter().map(|at| {
        let service = ServiceIx(at);
        let reached = today.measures.reach[at].all.reached;
        let conduct =
            [Model::Nearest, Model::Logit].map(|model| calibrate(instance, service, &today.decisions, reached, model));
        let found = options.iter().map(|option| {
            let reach = &option.measures.reach[at];
            let need = instance.scenario.areas.iter().zip(&reach.by_area).map(|(area, here)| area.need * here.reached);
            let assigned = Figures {
                reached: reach.all.reached,
                change: 0.0,
                need_weighted: need.sum(),
                turned_away: left_out(instance, service, &option.decisions, &option.addressed),
            };
            let [nearest, logit] = conduct.map(|conduct| {
                let Attendance { reached, need_weighted, turned_away, .. } =
                    conduct.attend(instance, &option.decisions);
                Figures { reached, change: 0.0, need_weighted, turned_away }
            });
            [assigned, nearest, logit]
        });
        let mut options: Vec<[Figures; 3]> = found.collect();
        let before = options[0].map(|figures| figures.reached);
        for models in &mut options {
            for (figures, before) in models.iter_mut().zip(before) {
                figures.change = figures.reached - before;
            }
        }
        ServiceRescored { conduct, options }
    });
    Rescored { labels: options.iter().map(|option| option.label.clone()).collect(), services: each.collect() }
}
