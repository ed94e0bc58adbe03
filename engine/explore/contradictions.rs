//! What no solver is needed to see: asked for more than there is.

use crate::instance::Instance;
use crate::measures::Measures;
use doorstep_scenario::{Code, Fault, Faults, Strength};

/// Faults that show only once the baseline is worked out, and people nobody can reach.
pub fn contradictions(instance: &Instance) -> Vec<Fault> {
    let mut faults = Faults::new();
    let scenario = &instance.scenario;
    let nobody = vec![0.0; instance.arms.len()];
    let money = Measures::of(instance, &instance.baseline, &nobody).money;
    for target in &scenario.targets {
        if target.strength == Strength::Hard && target.amount > money.touchable {
            faults.add(
                Code::TargetTooLarge,
                &target.place,
                format!(
                    "target \"{}\" is {}; everything it may be taken from costs {}",
                    target.id, target.amount, money.touchable
                ),
                "Lower the target, make it soft, or say which other lines may be touched",
            );
        }
    }
    for (service, people) in scenario.services.iter().zip(instance.out_of_reach()) {
        if people >= 0.5 {
            let file = scenario.targets.first().map_or_else(doorstep_scenario::Place::default, |target| {
                doorstep_scenario::Place::file(&target.place.file)
            });
            faults.add(
                Code::OutOfReach,
                &file,
                format!("{people:.0} people live too far from every possible place for \"{}\"", service.id),
                "They cannot be reached whatever is decided; add a place, or lower least_decay",
            );
        }
    }
    faults.sorted()
}
