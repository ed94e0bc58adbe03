//! What no solver is needed to see: asked for more than there is.

use crate::instance::Instance;
use crate::measures::Measures;
use doorstep_scenario::{Code, Fault, Faults, Place, Strength, Travel};

/// Faults that show only once the baseline is worked out, and people nobody can reach.
pub fn contradictions(instance: &Instance) -> Vec<Fault> {
    let mut faults = Faults::new();
    let scenario = &instance.scenario;
    let nobody = vec![0.0; instance.arms.len()];
    let money = Measures::of(instance, &instance.baseline, &nobody).money;
    // What a programme asks is held against its own years and readings where it is read.
    for target in scenario.targets.iter().filter(|_| scenario.programme.is_none()) {
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
    let far = scenario.services.iter().zip(instance.out_of_reach()).filter(|(_, people)| *people >= 0.5);
    let far: Vec<String> = far.map(|(service, people)| format!("{people:.0} for {}", service.id)).collect();
    if !far.is_empty() {
        let (what, fix) = match scenario.travel {
            Travel::StraightLine { .. } => ("people live too far from every possible place", "add a place"),
            Travel::Matrix(_) => (
                "people live too far from every possible place or have no way to any",
                "add a place or the ways that the travel table lacks",
            ),
        };
        faults.add(
            Code::OutOfReach,
            &Place::file("the areas table"),
            format!("{what}: {}", far.join(", ")),
            format!("They cannot be reached whatever is decided; {fix}, or lower least_decay"),
        );
    }
    faults.sorted()
}
