//! A frontier as a picture: its goals, its figures and its cautions; `doorstep_page` draws it.

use crate::explore::Frontier;
use crate::formulation::Aim;
use crate::report::summary::{CAUTION, figure};
use doorstep_page::charts::frontier::{self, Goal, Place};
use doorstep_page::charts::{About, Given, Unit, sheet};
use doorstep_scenario::GoalKind;

/// The whole picture as SVG.
pub fn picture(found: &Frontier) -> String {
    let scenario = &found.instance.scenario;
    let [up, across] = found.aims.map(|aim| {
        let pounds = matches!(aim, Aim::Goal(GoalKind::LeastCost { .. }));
        Goal { title: aim.title(scenario), unit: if pounds { Unit::Pounds } else { Unit::Count } }
    });
    let place = |name: &str, values: [f64; 2]| {
        let [up, across] =
            [0, 1].map(|at| Given::of(values[at], figure(found.aims[at], values[at], !found.aims[at].maximise())));
        Place { name: name.to_owned(), up, across }
    };
    let today = match found.aims.map(|aim| found.status_quo.value(aim)) {
        [Some(up), Some(across)] => Some(place("today", [up, across])),
        _ => None,
    };
    let title = format!("{}: {} against {}", scenario.name, up.title, across.title);
    let picture = frontier::frontier(&frontier::Frontier {
        about: About::of("frontier", title),
        up,
        across,
        points: found.points.iter().map(|point| (place(&point.plan.label, point.values), point.supported)).collect(),
        knee: found.knee,
        today,
        plans: Vec::new(),
    });
    let said = [format!("{}. {CAUTION}", scenario.council), "The same figures stand in frontier.csv.".to_owned()];
    sheet(&picture, &said)
}
