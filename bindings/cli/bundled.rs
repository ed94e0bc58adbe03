//! Scenarios that travel inside the program, with their attribution.

/// A bundled scenario: name and content of its files, the scenario first.
pub struct Bundle {
    /// Its folder's name.
    pub name: &'static str,
    /// The scenario and its tables.
    pub files: &'static [(&'static str, &'static str)],
    /// What travels with them.
    pub notes: &'static [(&'static str, &'static str)],
}

macro_rules! bundle {
    ($name:literal: $($file:literal),*; $($note:literal),*) => {
        Bundle {
            name: $name,
            files: &[$(($file, include_str!(concat!("../../scenarios/", $name, "/", $file)))),*],
            notes: &[$(($note, include_str!(concat!("../../scenarios/", $name, "/", $note)))),*],
        }
    };
}

/// Birmingham's early-years saving.
pub const BIRMINGHAM: Bundle = bundle!("birmingham-early-years":
    "scenario.ron", "areas.csv", "sites.csv", "site_costs.csv", "venues.csv", "baseline.csv"; "PROVENANCE.md");

/// A scenario small enough to solve by hand.
pub const TWO_CENTRES: Bundle = bundle!("two-centres":
    "scenario.ron", "areas.csv", "sites.csv", "venues.csv", "baseline.csv"; "README.md");
