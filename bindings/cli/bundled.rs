//! Scenarios that travel inside the program, with their attribution.

/// A bundled scenario: name and content of its files, the scenario first.
pub struct Bundle {
    /// Its folder's name.
    pub name: &'static str,
    /// Its files.
    pub files: &'static [(&'static str, &'static str)],
}

macro_rules! bundle {
    ($name:literal: $($file:literal),*) => {
        Bundle { name: $name, files: &[$(($file, include_str!(concat!("../../scenarios/", $name, "/", $file)))),*] }
    };
}

/// Birmingham's early-years saving.
pub const BIRMINGHAM: Bundle = bundle!("birmingham-early-years":
    "scenario.ron", "areas.csv", "sites.csv", "site_costs.csv", "venues.csv", "baseline.csv", "PROVENANCE.md");

/// A scenario small enough to solve by hand.
pub const TWO_CENTRES: Bundle = bundle!("two-centres":
    "scenario.ron", "areas.csv", "sites.csv", "venues.csv", "baseline.csv", "README.md");
