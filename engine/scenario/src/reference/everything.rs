//! The scenario with everything, which the readers are listened to while they read.

use super::Record;
use crate::Fault;
use crate::language::overheard;

macro_rules! files {
    ($($file:literal),* $(,)?) => { &[$(($file, include_str!(concat!("everything/", $file)))),*] };
}

/// Every file.
pub const FILES: &[(&str, &str)] = files![
    "everything.ron",
    "smallest.ron",
    "by-table.ron",
    "programme.ron",
    "by-age.ron",
    "by-mothers.ron",
    "areas.csv",
    "sites.csv",
    "site_costs.csv",
    "venues.csv",
    "baseline.csv",
    "travel.csv",
    "ledger.csv",
    "people.csv",
    "ages.csv",
    "factors.csv",
    "areas.geojson",
    "districts.geojson",
    "postcodes.csv",
    "plan.ron",
    "plan-levels.csv",
    "plan-sessions.csv",
    "ledger.ron",
    "ledger-export.csv",
];

/// The scenarios among them, the one with most first.
pub const SCENARIOS: &[&str] =
    &["everything.ron", "smallest.ron", "by-table.ron", "programme.ron", "by-age.ron", "by-mothers.ron"];

/// Plans for the first of these scenarios.
pub const PLANS: &[&str] = &["plan.ron", "plan-levels.csv", "plan-sessions.csv"];

/// A mapping of a ledger, and the export that it is for.
pub const LEDGER: (&str, &str) = ("ledger.ron", "ledger-export.csv");

/// What the readers say of themselves while they read these files, and the faults they find.
pub fn heard(files: &[(&str, &str)]) -> (Record, Vec<Fault>) {
    overheard(files, SCENARIOS, PLANS, LEDGER)
}
