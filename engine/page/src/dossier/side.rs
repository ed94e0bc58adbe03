//! One set of decisions: today's, or an option's.

use super::{Count, Figures, Lost};

/// One set of decisions with all that is said of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Side {
    /// What its run calls it.
    pub label: String,
    /// What readers call it: "Today", "Option A", or as officers say.
    pub name: String,
    /// What officers say it is for.
    pub why: Option<String>,
    /// The run it comes from.
    pub run: usize,
    /// Did the checker find everything right?
    pub checked: bool,
    /// A year's cost in pence.
    pub cost: i64,
    /// What counts towards targets, in pence.
    pub saving: i64,
    /// Its goals in order.
    pub goals: Vec<Goal>,
    /// Rules and targets missed.
    pub missed: Vec<String>,
    /// The level of every site.
    pub levels: Vec<String>,
    /// Positions of venues in use among the places.
    pub venues: Vec<usize>,
    /// What runs where: positions of services and of places, each once.
    pub runs_at: Vec<(usize, usize)>,
    /// A year's cost by line.
    pub money: Vec<LineAmount>,
    /// Every rule and target, part by part.
    pub rules: Vec<Kept>,
    /// By service, reach under each model of who goes where.
    pub models: Vec<Vec<Model>>,
    /// How evenly the headline service is spread: index, today, and in this option.
    pub indices: Vec<(String, String, String)>,
    /// By service and part.
    pub figures: Vec<Vec<Figures>>,
    /// By service (the last stands for sites of any kind) and part: whose nearest place is lost.
    pub lost: Vec<Vec<Option<Lost>>>,
}

/// One goal of an option.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Goal {
    /// Its name.
    pub name: String,
    /// What it comes to.
    pub value: f64,
    /// No plan is better than this, where that is known.
    pub bound: Option<f64>,
    /// How far the two are apart, as a share.
    pub gap: Option<f64>,
    /// What the bound rests on.
    pub rests_on: String,
    /// Are value and bound not for everybody?
    pub hidden: bool,
}

/// What a budget line costs in a year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LineAmount {
    /// Its id.
    pub line: String,
    /// Its name.
    pub name: String,
    /// Whose money it is.
    pub fund: String,
    /// May it be touched?
    pub touchable: bool,
    /// In pence.
    pub cost: i64,
    /// What of the fall counts as a saving, in pence.
    pub counts: i64,
}

/// A rule or target in one part of the council.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Kept {
    /// Its id.
    pub rule: String,
    /// Must it be kept?
    pub hard: bool,
    /// Is it?
    pub kept: bool,
    /// What it asks, in words; empty where the run is too old to say.
    pub says: String,
    /// Which district, band, group, site or place this is about; "overall" for all of them.
    pub part: String,
    /// By how much it is missed here, in its unit; 0 where it is not.
    pub missed_by: f64,
    /// What it counts in: pounds, people, sites, …
    pub unit: String,
    /// What there is and what is wanted, as the table has them.
    pub have: String,
    /// What is wanted.
    pub wanted: String,
    /// Why it stands.
    pub why: String,
    /// Who says so.
    pub source: String,
}

/// Reach of a service where people go by one model.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Model {
    /// Which.
    pub name: String,
    /// People reached.
    pub reached: Count,
    /// Who would find sessions full.
    pub turned_away: Count,
}

impl Side {
    /// Sites at a level.
    pub fn sites_at(&self, level: &str) -> usize {
        self.levels.iter().filter(|at| *at == level).count()
    }

    /// Sites that are not closed.
    pub fn open(&self) -> usize {
        self.levels.len() - self.sites_at("closed")
    }

    /// The figures of a service in one part of the council.
    pub fn at(&self, service: usize, part: usize) -> Figures {
        self.figures.get(service).and_then(|parts| parts.get(part)).copied().unwrap_or_default()
    }

    /// The least and the most people that models of who goes where have a service reach, where all are shown.
    pub fn range(&self, service: usize) -> Option<(i64, i64)> {
        let people: Option<Vec<i64>> = self.models.get(service)?.iter().map(|model| model.reached.people()).collect();
        let people = people?;
        Some((*people.iter().min()?, *people.iter().max()?))
    }

    /// Does it stand for today?
    pub fn is_today(&self) -> bool {
        self.label == "status quo"
    }
}
