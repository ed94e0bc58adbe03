//! Scenarios that travel inside the program, with their variants and their attribution.

/// A file: its name and its content.
pub type File = (&'static str, &'static str);

/// A bundled scenario.
pub struct Bundle {
    /// Its folder's name.
    pub name: &'static str,
    /// The scenario and its tables, the scenario first.
    pub files: &'static [File],
    /// Variants of it.
    pub variants: &'static [File],
    /// What travels with its data into every run.
    pub notes: &'static [File],
    /// What it is about.
    pub guide: &'static [File],
}

macro_rules! bundle {
    ($name:literal, $($part:ident: [$($file:literal),*]),*) => {
        Bundle {
            name: $name,
            $($part: &[$(($file, include_str!(concat!("../../scenarios/", $name, "/", $file)))),*]),*
        }
    };
}

/// Birmingham's early-years saving.
pub const BIRMINGHAM: Bundle = bundle!("birmingham-early-years",
    files: ["scenario.ron", "areas.csv", "sites.csv", "site_costs.csv", "venues.csv", "baseline.csv", "ledger.csv", "postcodes.csv", "boundaries.geojson"],
    variants: [
        "buildings-and-teams.ron", "buildings-only.ron", "doorstep-access.ron", "fewest-buildings-no-venues.ron", "fewest-buildings.ron",
        "halved-capacity.ron", "save-21pc.ron", "save-45pc.ron", "save-5m.ron", "save-60pc.ron", "years-16m.ron", "years-5m.ron"
    ],
    notes: ["PROVENANCE.md"],
    guide: ["README.md"]);

/// A scenario small enough to solve by hand.
pub const TWO_CENTRES: Bundle = bundle!("two-centres",
    files: ["scenario.ron", "areas.csv", "sites.csv", "venues.csv", "baseline.csv"],
    variants: ["years.ron"],
    notes: [],
    guide: ["README.md"]);

/// Croydon: what is left of prevention while caseloads fall.
pub const CROYDON: Bundle = bundle!("croydon-caseloads",
    files: ["scenario.ron", "areas.csv", "sites.csv", "venues.csv", "baseline.csv", "postcodes.csv", "boundaries.geojson"],
    variants: [
        "agency-cover.ron", "even-recruitment.ron", "from-best-start-0.ron", "from-best-start-1m.ron",
        "nine-venues-2021.ron", "no-closure-2021.ron", "no-new-money.ron", "prevention-works.ron", "proposal-2021.ron",
        "recruitment-fails.ron", "same-sites.ron"
    ],
    notes: ["PROVENANCE.md"],
    guide: ["README.md"]);

/// Doorstep or choice, small enough to work out by hand.
pub const SEND_CHOICE: Bundle = bundle!("send-choice",
    files: ["scenario.ron", "areas.csv", "venues.csv"],
    variants: [],
    notes: [],
    guide: ["README.md"]);

/// All of them, by name.
pub const ALL: [&Bundle; 4] = [&BIRMINGHAM, &CROYDON, &SEND_CHOICE, &TWO_CENTRES];

impl Bundle {
    /// The one of this name.
    pub fn find(name: &str) -> Option<&'static Bundle> {
        ALL.into_iter().find(|bundle| bundle.name == name)
    }

    /// Everything it is made of.
    pub fn all_files(&self) -> impl Iterator<Item = File> {
        [self.files, self.variants, self.notes, self.guide].into_iter().flatten().copied()
    }

    /// Its scenario's files with another file before them, to be loaded instead.
    pub fn standing_on(&self, variant: File) -> Vec<File> {
        let others = self.files.iter().chain(self.variants).copied().filter(|(name, _)| *name != variant.0);
        std::iter::once(variant).chain(others).collect()
    }
}
