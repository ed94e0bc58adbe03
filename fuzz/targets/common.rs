//! What the targets share: sound tables, and what every answer has to keep.

use doorstep_scenario::{Fault, Loaded, load_text};

/// The tables of `tests/invalid/base`.
pub const TABLES: [(&str, &str); 5] = [
    ("areas.csv", include_str!("../../tests/invalid/base/areas.csv")),
    ("baseline.csv", include_str!("../../tests/invalid/base/baseline.csv")),
    ("site_costs.csv", include_str!("../../tests/invalid/base/site_costs.csv")),
    ("sites.csv", include_str!("../../tests/invalid/base/sites.csv")),
    ("venues.csv", include_str!("../../tests/invalid/base/venues.csv")),
];

/// A short scenario, which reads quickly.
#[allow(dead_code, reason = "not every target needs it")]
pub const PLAIN: &str = include_str!("../../tests/invalid/base/scenario.ron");

/// Every rule and goal there is.
#[allow(dead_code, reason = "not every target needs it")]
pub const EVERYTHING: &str = include_str!("../../tests/invalid/everything/scenario.ron");

/// Loads `scenario` beside `tables`; faults have to be sound.
pub fn loaded(scenario: &str, tables: &[(&str, &str)]) -> Option<Loaded> {
    let files: Vec<(&str, &str)> = std::iter::once(("scenario.ron", scenario)).chain(tables.iter().copied()).collect();
    match load_text(&files) {
        Ok(loaded) => {
            assert!(loaded.warnings.iter().all(|fault| !fault.is_error()));
            sound(&loaded.warnings);
            Some(loaded)
        }
        Err(faults) => {
            assert!(faults.iter().any(Fault::is_error), "refused without a reason");
            sound(&faults);
            None
        }
    }
}

/// Faults that say something, without control characters and at a readable length.
pub fn sound(faults: &[Fault]) {
    for fault in faults {
        assert!(!fault.what.is_empty() && !fault.fix.is_empty(), "{fault}");
        let message = fault.to_string();
        assert!(message.chars().count() < 1_500, "{message}");
        assert!(!message.chars().any(char::is_control), "{message:?}");
    }
}
