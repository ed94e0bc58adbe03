//! From demand, sites and a matrix (the shape in which location problems are usually published) to an
//! ordinary scenario folder. `import.rs` is the command; tests use this file too.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

/// What is asked of the tables.
#[derive(Debug, Clone, PartialEq)]
pub enum Question {
    /// Fewest sites with everybody within a limit (location set covering).
    Cover {
        /// The limit, in the matrix's unit.
        within: f64,
    },
    /// Most people within a limit of so many sites (maximal covering).
    MostCovered {
        /// The limit, in the matrix's unit.
        within: f64,
        /// How many sites.
        open: u32,
    },
    /// Least travel of everybody to so many sites (p-median).
    Median {
        /// How many sites.
        open: u32,
    },
    /// Least travel of whoever has the longest to so many sites (p-centre).
    Centre {
        /// How many sites.
        open: u32,
    },
    /// Least cost of sites and of travel, at one pound for a person and a unit of the matrix
    /// (capacitated fixed-charge location).
    LeastCost,
}

/// Somebody to serve.
#[derive(Debug, Clone, PartialEq)]
pub struct Demand {
    /// Id.
    pub id: String,
    /// How many people.
    pub people: u32,
}

/// Somewhere to serve them.
#[derive(Debug, Clone, PartialEq)]
pub struct Site {
    /// Id.
    pub id: String,
    /// Cost of having it open, in pounds.
    pub cost: f64,
    /// People it can serve; everybody where it is not given.
    pub capacity: Option<u32>,
    /// It has to be open.
    pub keep: bool,
}

/// A published problem.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Shape {
    /// Who is to be served.
    pub demand: Vec<Demand>,
    /// Where.
    pub sites: Vec<Site>,
    /// From, to, how far (metres, or whatever the problem counts).
    pub travel: Vec<(String, String, f64)>,
}

/// The level of an open site.
fn level(capacity: Option<u32>) -> String {
    capacity.map_or_else(|| "open".to_owned(), |capacity| format!("open-{capacity}"))
}

impl Shape {
    /// Writes a scenario that asks the question of these tables. Positions are made up, in a grid: the
    /// tables have none, and only the map looks at them.
    ///
    /// # Errors
    /// What the disk says.
    pub fn write(&self, question: &Question, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)?;
        let at = |n: usize| format!("{},{}", 400_000 + 1000 * (n % 40), 300_000 + 1000 * (n / 40));
        let mut areas = "id,district,easting,northing,people\n".to_owned();
        for (n, demand) in self.demand.iter().enumerate() {
            let _ = writeln!(areas, "{},all,{},{}", demand.id, at(n), demand.people);
        }
        let mut sites = "id,district,easting,northing,baseline,levels\n".to_owned();
        let mut costs = "site,level,line,amount\n".to_owned();
        for (n, site) in self.sites.iter().enumerate() {
            let level = level(site.capacity);
            let _ = writeln!(sites, "{},all,{},closed,closed|{level}", site.id, at(n));
            let _ = writeln!(costs, "{},{level},sites,£{:.2}", site.id, site.cost);
        }
        let mut travel = "from_id,to_id,distance\n".to_owned();
        for (from, to, way) in &self.travel {
            let _ = writeln!(travel, "{from},{to},{way}");
        }
        fs::write(folder.join("areas.csv"), areas)?;
        fs::write(folder.join("sites.csv"), sites)?;
        fs::write(folder.join("site_costs.csv"), costs)?;
        fs::write(folder.join("travel.csv"), travel)?;
        fs::write(folder.join("scenario.ron"), self.scenario(question))
    }

    fn scenario(&self, question: &Question) -> String {
        let everybody = r#""everyone": ServeEveryone(service: "service"),"#;
        let capacities: BTreeSet<Option<u32>> = self.sites.iter().map(|site| site.capacity).collect();
        let open: Vec<String> = capacities.iter().map(|capacity| format!("{:?}", level(*capacity))).collect();
        let open = open.join(", ");
        let few = |count: &u32| format!(r#""few": AtMost(count: {count}, levels: [{open}], per: Overall),"#);
        // Nobody is too far away to be asked after, unless the question has a limit.
        let (limit, mut rules, goal) = match question {
            Question::Cover { within } => (
                Some(within),
                format!(
                    r#""near": AccessShare(service: "service", modes: [{open}], within: "{within} m", least_sessions: 1, at_least: 1, per: Overall),"#
                ),
                "LeastCost".to_owned(),
            ),
            Question::MostCovered { within, open } => (Some(within), few(open), "MostReach(weight: Equal)".to_owned()),
            Question::Median { open } => {
                (None, format!("{} {everybody}", few(open)), r#"LeastTravel(service: "service")"#.to_owned())
            }
            Question::Centre { open } => {
                (None, format!("{} {everybody}", few(open)), r#"LeastWorstTravel(service: "service")"#.to_owned())
            }
            Question::LeastCost => (None, everybody.to_owned(), r#"LeastCost(travel: "£1000")"#.to_owned()),
        };
        for site in self.sites.iter().filter(|site| site.keep) {
            let _ = write!(rules, r#" "keep-{0}": Lock(site: "{0}", level: "{1}"),"#, site.id, level(site.capacity));
        }
        let limit = limit.map_or_else(|| "4000 km".to_owned(), |within| format!("{within} m"));
        let all: u32 = self.demand.iter().map(|demand| demand.people).sum();
        // One session a week at every open site, in a mode for each capacity: what one session serves
        // is places × weeks.
        let (mut levels, mut modes) = (String::new(), String::new());
        for capacity in capacities {
            let level = level(capacity);
            let most = capacity.unwrap_or(all).max(1);
            // Without a capacity there is room for everybody.
            let (places, weeks) =
                if capacity.is_some() { (most, 1) } else { (100_000, most.div_ceil(100_000).min(53)) };
            let _ = write!(levels, r#""{level}": (hours: 1), "#);
            let _ = write!(
                modes,
                r#""{level}": (at: Site(["{level}"]), places: {places}, weeks: {weeks}, least: 1, most: 1), "#
            );
        }
        format!(
            r#"Scenario(
    schema: 1,
    name: "An imported problem",
    council: "Nobody's",
    years: (baseline: "2025-26", end: "2026-27"),
    prices: "2025-26",
    tables: (areas: "areas.csv", sites: "sites.csv", site_costs: "site_costs.csv", travel: "travel.csv"),
    travel: Matrix(unit: Metres),
    groups: {{"people": (column: "people")}},
    funds: {{"general": GeneralFund}},
    lines: {{"sites": (fund: "general", touchable: true, cashable: true)}},
    levels: {{{levels}}},
    services: {{
        "service": (
            tier: Universal, take_up: {{"people": 1}}, visits: 1, decay: Step(limit: "{limit}"), step: 1,
            modes: {{{modes}}},
        ),
    }},
    rules: {{{rules}}},
    goals: [{goal}],
    notes: ["Imported tables: the positions are made up, so the map says nothing."],
)
"#
        )
    }
}
