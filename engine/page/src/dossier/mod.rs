//! Several runs read as options beside each other: figures as the tables have them, nothing counted anew.

mod asked;
pub mod count;
mod figures;
mod programme;
mod read;
mod side;

pub use asked::{Clash, Frontier, Ladder, Point, Repair, Rung, SiteChoice};
pub use count::Count;
pub use figures::{Figures, Lost, Part, further};
pub use programme::{CostYear, OneOff, Programme, ReachYear, Reserve, RoleYear, Step, TargetYear, Worth, YearSaving};
pub use side::{Goal, Kept, LineAmount, Model, Side};

use doorstep_scenario::{Archive, Fault, Wording};

/// What a page is made of.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Dossier {
    /// The runs, in the order in which they were named.
    pub runs: Vec<RunFacts>,
    /// The scenario's headline.
    pub scenario: String,
    /// Whose money it is.
    pub council: String,
    /// The year of today, and the year by whose end an option stands.
    pub years: (String, String),
    /// The year in whose prices amounts are.
    pub prices: String,
    /// Services: id and name.
    pub services: Vec<(String, String)>,
    /// Groups: id and name.
    pub groups: Vec<(String, String)>,
    /// Open levels, most hours first.
    pub levels: Vec<(String, f64)>,
    /// The service a single picture should show.
    pub headline: usize,
    /// Areas, by id.
    pub areas: Vec<Area>,
    /// Sites and venues.
    pub places: Vec<Place>,
    /// Parts of the council: all, districts, fifths, … and areas, in the order of the tables.
    pub parts: Vec<Part>,
    /// Positions among the parts of those that are areas, in the order of `areas`.
    pub area_parts: Vec<usize>,
    /// How near is near: "1200 m", by service.
    pub near: Vec<String>,
    /// What ways are counted in: "m", "min".
    pub way_unit: String,
    /// What stands today.
    pub today: Side,
    /// The options.
    pub options: Vec<Side>,
    /// What figures rest on.
    pub assumptions: Vec<Assumption>,
    /// Money over the years, where a run has it.
    pub programme: Option<Programme>,
    /// Curves, where a run has one.
    pub frontier: Option<Frontier>,
    /// Steps of savings, where a run has them.
    pub ladder: Option<Ladder>,
    /// Sites as they are kept or go in all plans near the best, where a run asked.
    pub choices: Vec<SiteChoice>,
    /// What clashes, where nothing keeps everything.
    pub clash: Vec<Clash>,
    /// What would make it possible.
    pub repairs: Vec<Repair>,
    /// Outlines of areas and of districts as `GeoJSON`, with the property that tells features apart.
    pub outlines: Option<(String, String)>,
    /// Outlines of districts.
    pub district_outlines: Option<(String, String)>,
    /// Postcodes with the position of their area.
    pub postcodes: Vec<(String, usize)>,
    /// Who must be named.
    pub sources: Vec<String>,
    /// Sentences that travel with every copy.
    pub notes: Vec<String>,
    /// How many sites are stand-ins.
    pub stand_ins: usize,
    /// Is every count rounded and some hidden? To a multiple of this.
    pub public: Option<u64>,
    /// What officers add.
    pub wording: Wording,
}

/// What was run.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RunFacts {
    /// Its folder.
    pub folder: String,
    /// Its scenario's headline.
    pub scenario: String,
    /// What was asked beyond the scenario.
    pub question: Option<String>,
    /// How it ended.
    pub status: String,
    /// Program and solver.
    pub made_by: String,
    /// Seed, gap, limits, in words.
    pub limits: String,
    /// Do the same inputs give the same bytes?
    pub reproducible: bool,
    /// Are there other plans as good?
    pub ties: bool,
    /// Does the model meet what was observed?
    pub calibrated: bool,
    /// Files and the hashes of their content.
    pub inputs: Vec<(String, String)>,
}

/// A neighbourhood.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Area {
    /// Its code.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its ward, where one is given.
    pub ward: String,
    /// Its district.
    pub district: String,
    /// Its deprivation decile, where it has one.
    pub decile: Option<u8>,
    /// Metres east and north.
    pub at: (i32, i32),
    /// People who live there and are eligible for anything.
    pub people: u32,
}

/// A site or a venue.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Place {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// `site`, or what kind of venue it is.
    pub kind: String,
    /// Its district.
    pub district: String,
    /// Metres east and north.
    pub at: (i32, i32),
    /// Does it stand for a place that is not known?
    pub stand_in: bool,
}

/// A figure somebody may challenge.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assumption {
    /// Which setting.
    pub setting: String,
    /// Its value, lowest and highest.
    pub values: [String; 3],
    /// Why, and where from.
    pub why: String,
    /// Where from; empty where nobody says.
    pub source: String,
    /// In what it is counted, and at which prices; empty where its path does not say it.
    pub unit: String,
    /// Who answers for it, and since when; empty where nobody says.
    pub owner: String,
}

impl Dossier {
    /// Reads runs, each perhaps one option of it.
    ///
    /// # Errors
    /// Every fault found.
    pub fn of(runs: &[(Archive, Option<String>)], wording: Wording) -> Result<Dossier, Vec<Fault>> {
        read::dossier(runs, wording)
    }

    /// The sites among the places, in the order of every side's levels.
    pub fn sites(&self) -> impl Iterator<Item = &Place> {
        self.places.iter().filter(|place| place.kind == "site")
    }

    /// Today and the options.
    pub fn sides(&self) -> impl Iterator<Item = &Side> {
        std::iter::once(&self.today).chain(&self.options)
    }

    /// Today and the options, to be changed.
    pub fn sides_mut(&mut self) -> impl Iterator<Item = &mut Side> {
        std::iter::once(&mut self.today).chain(&mut self.options)
    }

    /// The part that is the whole council.
    pub fn everybody(&self) -> usize {
        self.parts.iter().position(|part| part.by == "all").unwrap_or(0)
    }

    /// A service's name; nothing where there is no such service.
    pub fn service(&self, at: usize) -> &str {
        self.services.get(at).map_or("", |(_, name)| name)
    }

    /// Positions of the parts of one kind: "district", "deprivation fifth", "group".
    pub fn parts_by(&self, by: &str) -> Vec<usize> {
        (0..self.parts.len()).filter(|at| self.parts[*at].by == by).collect()
    }

    /// Kinds of parts beside the whole and the areas, in the order of the tables.
    pub fn kinds(&self) -> Vec<&str> {
        let mut found: Vec<&str> = Vec::new();
        for part in &self.parts {
            if part.by != "all" && part.by != "area" && !found.contains(&part.by.as_str()) {
                found.push(&part.by);
            }
        }
        found
    }

    /// Heads of columns: the status quo, then every option.
    pub fn names(&self) -> Vec<String> {
        self.sides().map(|side| side.name.clone()).collect()
    }
}
