//! What was run, on what, with what result: enough to run it again and to doubt it.

use super::choice;
use super::summary::CAUTION;
use crate::accounts::Accounts;
use crate::explore::{Answer, Assessed, GoalFigure, Scored, Settings, Years};
use crate::method::{Certificate, Limits, Stage, Status};
use doorstep_scenario::{Input, Outlines, Scenario, Strength};
use serde::Serialize;
use std::collections::BTreeSet;

/// The manifest of a run. Timings are not in it: the same run has the same bytes.
#[derive(Debug, Clone, Serialize)]
pub struct Manifest {
    /// Version of this layout.
    pub manifest: u32,
    /// What every output says of itself.
    pub caution: &'static str,
    /// The scenario's headline.
    pub scenario: String,
    /// Whose money it is.
    pub council: String,
    /// The year that runs today, and the year by whose end a plan stands.
    pub years_of: (String, String),
    /// The year in whose prices every amount is.
    pub prices: String,
    /// Version of this program.
    pub doorstep: &'static str,
    /// The solver and its version.
    pub solver: String,
    /// What was asked beyond the scenario itself: a frontier, a ladder, why a site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// The method and why it was chosen, where anything was searched for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// What the method made of the problem, in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub method_told: Vec<String>,
    /// "proven", "stopped", "impossible" or "nothing found"; of a person's own plan "scored" or, if
    /// it cannot be, "impossible"; of a further question "answered" or "stopped".
    pub status: &'static str,
    /// Seed of the solver.
    pub seed: u32,
    /// Gap asked for; each goal's own tolerance where none was.
    pub gap: Option<f64>,
    /// Limit of work, in simplex iterations.
    pub effort: Option<u64>,
    /// Limit of time, in seconds. With one, another machine may stop elsewhere.
    pub time_limit: Option<f64>,
    /// Do the same inputs give the same bytes? Not with a limit of time, nor when somebody stopped it.
    pub reproducible: bool,
    /// How many alternatives were asked for.
    pub alternatives_asked: usize,
    /// Work done for the plan, in simplex iterations.
    pub work: u64,
    /// Are there other plans as good?
    pub ties_unresolved: bool,
    /// Is today's model within 2 % of what was observed?
    pub calibrated: bool,
    /// By what take-up was scaled to observed reach, where that was asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub take_up_scaled: Vec<Scaled>,
    /// Stated assumptions, and how many of them have no source.
    pub assumptions: (usize, usize),
    /// Every file read, by the hash of its canonical content.
    pub inputs: Vec<InputHash>,
    /// The files of the plan that was scored, if one was.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub plans: Vec<InputHash>,
    /// The options.
    pub options: Vec<Entry>,
    /// The years of a programme, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub years: Vec<YearEntry>,
    /// The savings targets of a programme, as its accounts find them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<TargetEntry>,
    /// The range of reach over models of who goes where, by service.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub choice: Vec<choice::Entry>,
    /// Areas that lose more than this share of those reached are listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub losing: Option<f64>,
    /// Sentences that travel with every copy.
    pub notes: Vec<String>,
    /// Who must be named wherever a map of it is shown.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// What readers call things, in the order in which they list them.
    pub names: Names,
}

/// What readers call things.
#[derive(Debug, Clone, Serialize)]
pub struct Names {
    /// Services.
    pub services: Vec<Named>,
    /// Groups of people.
    pub groups: Vec<Named>,
    /// Open levels, most hours first, with their weekly hours.
    pub levels: Vec<(String, f64)>,
    /// The property by which outlines of areas and of districts are told apart, where there are any.
    pub outlines: (Option<String>, Option<String>),
    /// The service a single picture should show.
    pub headline_service: Option<String>,
}

/// An id and a name.
#[derive(Debug, Clone, Serialize)]
pub struct Named {
    /// As the tables have it.
    pub id: String,
    /// As readers have it.
    pub name: String,
}

/// One file.
#[derive(Debug, Clone, Serialize)]
pub struct InputHash {
    /// Its name.
    pub file: String,
    /// SHA-256 of its canonical content.
    pub sha256: String,
}

/// The take-up of one service, scaled.
#[derive(Debug, Clone, Serialize)]
pub struct Scaled {
    /// Which.
    pub service: String,
    /// By what every take-up was multiplied; none is above 1 after that.
    pub factor: f64,
    /// Is today's reach by the model the observed one now?
    pub met: bool,
}

/// One year of a programme.
#[derive(Debug, Clone, Serialize)]
pub struct YearEntry {
    /// Which.
    pub year: String,
    /// What it had to save a whole year, as it ends, against doing nothing.
    pub required_pence: i64,
    /// Sites that change their level in the year.
    pub moves: usize,
    /// No state of this year is better by the first goal, whatever stands before and after it.
    pub bound_alone: Option<f64>,
    /// What stands at its end.
    pub plan: Entry,
}

/// One option.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// What readers call it.
    pub label: String,
    /// Did the checker find everything right?
    pub checked: bool,
    /// A year's cost in pence.
    pub cost_pence: i64,
    /// What counts towards targets, in pence.
    pub saving_pence: i64,
    /// Goals in order.
    pub goals: Vec<GoalEntry>,
    /// Rules and targets missed, by id.
    pub missed: Vec<String>,
    /// What asks for more or less than there is, in words: only a proposal is written with any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub broken: Vec<String>,
}

/// One goal of one option.
#[derive(Debug, Clone, Serialize)]
pub struct GoalEntry {
    /// Its name.
    pub goal: &'static str,
    /// Its value.
    pub value: f64,
    /// No plan that holds the goals before it is better than this.
    pub bound: Option<f64>,
    /// |bound − value| ÷ |bound|.
    pub gap: Option<f64>,
    /// What the bound rests on.
    pub bound_is: &'static str,
    /// Within the goal's tolerance?
    pub closed: bool,
    /// Its value when it was solved, before the goals after it used up its tolerance.
    pub found: Option<f64>,
    /// The side at which it was held for the goals after it: their bounds stand for plans on it.
    pub held: Option<f64>,
}

/// Writes down what was run.
pub fn manifest(
    scenario: &Scenario,
    inputs: &[Input],
    (solver, method): (&str, &str),
    settings: &Settings,
    interrupted: bool,
    answer: &Answer,
) -> Manifest {
    let (status, work, ties_unresolved, calibrated) = match answer {
        Answer::Options(options) => {
            let status = if options.status == Status::Proven { "proven" } else { "stopped" };
            (status, options.staged.work, !options.staged.ties_resolved, options.calibration.holds())
        }
        Answer::Impossible { .. } => ("impossible", 0, false, false),
        Answer::Nothing { .. } => ("nothing found", 0, false, false),
    };
    Manifest {
        status,
        method: Some(method.to_owned()),
        method_told: match answer {
            Answer::Options(options) => options.told.clone(),
            Answer::Impossible { .. } | Answer::Nothing { .. } => Vec::new(),
        },
        seed: settings.limits.seed,
        gap: settings.limits.gap,
        effort: settings.limits.work,
        time_limit: settings.limits.seconds,
        reproducible: settings.limits.seconds.is_none() && !interrupted,
        alternatives_asked: settings.alternatives,
        work,
        ties_unresolved,
        calibrated,
        options: entries(answer),
        choice: match answer {
            Answer::Options(options) => choice::entries(scenario, &options.rescored),
            Answer::Impossible { .. } | Answer::Nothing { .. } => Vec::new(),
        },
        losing: match answer {
            Answer::Options(options) => Some(options.fairness.losing),
            Answer::Impossible { .. } | Answer::Nothing { .. } => None,
        },
        ..of_scenario(scenario, inputs, solver)
    }
}

/// Writes down what was scored; `plans` are the files of the plan. Nothing was searched for, so there
/// is nothing to be limited.
pub fn of_score(scenario: &Scenario, inputs: &[Input], plans: &[Input], solver: &str, scored: &Scored) -> Manifest {
    Manifest {
        status: if scored.is_possible() { "scored" } else { "impossible" },
        calibrated: scored.calibration.holds(),
        plans: hashes(plans),
        options: [&scored.status_quo, &scored.proposal].map(|option| entry(option, |_| None)).to_vec(),
        choice: choice::entries(scenario, &scored.rescored),
        losing: Some(scored.fairness.losing),
        ..of_scenario(scenario, inputs, solver)
    }
}

/// A further question of a scenario.
#[derive(Debug, Clone, Copy)]
pub struct Question<'q> {
    /// What was asked, in words.
    pub asked: &'q str,
    /// How it was solved.
    pub method: &'q str,
    /// Was it ended before all of it was answered?
    pub stopped: bool,
}

/// Writes down what a further question came to; `options` are the plans it found.
pub fn of_question(
    scenario: &Scenario,
    inputs: &[Input],
    solver: &str,
    limits: &Limits,
    interrupted: bool,
    question: &Question<'_>,
    options: &[&Assessed],
) -> Manifest {
    Manifest {
        status: if question.stopped { "stopped" } else { "answered" },
        question: Some(question.asked.to_owned()),
        method: Some(question.method.to_owned()),
        seed: limits.seed,
        gap: limits.gap,
        effort: limits.work,
        time_limit: limits.seconds,
        reproducible: limits.seconds.is_none() && !interrupted,
        ties_unresolved: true,
        options: options.iter().map(|option| entry(option, |_| None)).collect(),
        ..of_scenario(scenario, inputs, solver)
    }
}

/// What every manifest says of its scenario, and nothing run yet.
fn of_scenario(scenario: &Scenario, inputs: &[Input], solver: &str) -> Manifest {
    Manifest {
        manifest: 1,
        caution: CAUTION,
        scenario: scenario.name.clone(),
        council: scenario.council.clone(),
        years_of: (scenario.baseline_year.to_string(), scenario.end_year.to_string()),
        prices: scenario.price_year.to_string(),
        doorstep: env!("CARGO_PKG_VERSION"),
        solver: solver.to_owned(),
        question: None,
        method: None,
        method_told: Vec::new(),
        status: "nothing found",
        seed: 0,
        gap: None,
        effort: None,
        time_limit: None,
        reproducible: true,
        alternatives_asked: 0,
        work: 0,
        ties_unresolved: false,
        calibrated: false,
        take_up_scaled: scaled(scenario),
        assumptions: (
            scenario.assumptions.len(),
            scenario.assumptions.iter().filter(|assumption| assumption.source.is_none()).count(),
        ),
        inputs: hashes(inputs),
        plans: Vec::new(),
        options: Vec::new(),
        years: Vec::new(),
        targets: Vec::new(),
        choice: Vec::new(),
        losing: None,
        notes: scenario.notes.clone(),
        sources: sources(scenario),
        names: names(scenario),
    }
}

fn sources(scenario: &Scenario) -> Vec<String> {
    let maps = &scenario.maps;
    let outlines = [&maps.areas, &maps.districts].into_iter().flatten().map(|outlines| outlines.source.clone());
    let postcodes = maps.postcodes.iter().map(|postcodes| postcodes.source.clone());
    let all: BTreeSet<String> = outlines.chain(postcodes).collect();
    all.into_iter().collect()
}

fn names(scenario: &Scenario) -> Names {
    let named = |id: &str, name: &str| Named { id: id.to_owned(), name: name.to_owned() };
    let id = |outlines: &Option<Outlines>| outlines.as_ref().map(|outlines| outlines.id.clone());
    let mut levels: Vec<(String, f64)> =
        scenario.levels.iter().skip(1).map(|level| (level.id.clone(), level.hours)).collect();
    levels.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    Names {
        services: scenario.services.iter().map(|service| named(&service.id, &service.name)).collect(),
        groups: scenario.groups.iter().map(|group| named(&group.id, &group.name)).collect(),
        levels,
        outlines: (id(&scenario.maps.areas), id(&scenario.maps.districts)),
        headline_service: None,
    }
}

fn scaled(scenario: &Scenario) -> Vec<Scaled> {
    let each = scenario.observed.scaled.iter().map(|scale| {
        let service = scenario.services[scale.service.0].id.clone();
        Scaled { service, factor: scale.factor, met: scale.met }
    });
    each.collect()
}

fn hashes(inputs: &[Input]) -> Vec<InputHash> {
    inputs.iter().map(|input| InputHash { file: input.file.clone(), sha256: input.hash.clone() }).collect()
}

fn entries(answer: &Answer) -> Vec<Entry> {
    match answer {
        Answer::Options(options) => {
            let stage = |at: &GoalFigure| options.staged.stages.iter().find(|stage| stage.aim == at.aim).cloned();
            let mut all = vec![entry(&options.status_quo, |_| None), entry(&options.plan, stage)];
            all.extend(options.alternatives.iter().map(|option| entry(option, |_| None)));
            all
        }
        Answer::Impossible { status_quo, nearest } => {
            let both = std::iter::once(status_quo).chain(nearest);
            both.map(|option| entry(option, |_| None)).collect()
        }
        Answer::Nothing { .. } => Vec::new(),
    }
}

/// A savings target of a programme, as the accounts find it.
#[derive(Debug, Clone, Serialize)]
pub struct TargetEntry {
    /// Its id.
    pub target: String,
    /// Its year.
    pub year: String,
    /// Must it be met?
    pub hard: bool,
    /// What it asks for by then.
    pub wanted_pence: i64,
    /// What is saved towards it.
    pub have_pence: i64,
    /// Is it met?
    pub kept: bool,
}

/// Every target of a programme, for the manifest.
pub fn targets(scenario: &Scenario, accounts: &Accounts) -> Vec<TargetEntry> {
    let each = accounts.targets.iter().map(|held| TargetEntry {
        target: scenario.targets[held.target].id.clone(),
        year: held.year.to_string(),
        hard: scenario.targets[held.target].strength == Strength::Hard,
        wanted_pence: held.wanted.0,
        have_pence: held.have.0,
        kept: held.kept,
    });
    each.collect()
}

/// The years of a programme, for the manifest.
pub fn years(years: &Years) -> Vec<YearEntry> {
    let each = years.years.iter().map(|year| YearEntry {
        year: year.year.to_string(),
        required_pence: year.required.amount.0,
        moves: year.moves.len(),
        bound_alone: year.alone.as_ref().and_then(|alone| alone.bound),
        plan: entry(&year.plan, |_| None),
    });
    each.collect()
}

fn entry(option: &Assessed, stage: impl Fn(&GoalFigure) -> Option<Stage>) -> Entry {
    let certificate = |goal: &GoalFigure| stage(goal).map_or(Certificate::None, |stage| stage.certificate);
    let held = |goal: &GoalFigure| stage(goal).map(|stage| stage.held);
    let targets = option.verdict.targets.iter().filter(|target| !target.kept).map(|target| target.id.clone());
    let rules = option.verdict.rules.iter().filter(|rule| !rule.kept).map(|rule| rule.id.clone());
    let goals = option.goals.iter().map(|goal| GoalEntry {
        goal: goal.aim.name(),
        value: goal.value,
        bound: goal.bound,
        gap: goal.gap,
        bound_is: match certificate(goal) {
            Certificate::SolverRelaxation => "the solver's, of its linear relaxation",
            Certificate::SolverTree => "the solver's, of its search",
            Certificate::Derived => "derived here from prices, without a solver",
            Certificate::None => "none",
        },
        closed: goal.closed,
        found: stage(goal).map(|stage| stage.value),
        held: held(goal),
    });
    Entry {
        label: option.label.clone(),
        checked: option.verdict.holds(),
        cost_pence: option.measures.money.total().0,
        saving_pence: option.measures.money.saving.0,
        goals: goals.collect(),
        missed: targets.chain(rules).collect(),
        broken: option.verdict.broken.iter().map(|broken| broken.what.clone()).collect(),
    }
}
