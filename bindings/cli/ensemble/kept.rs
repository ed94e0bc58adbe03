//! An ensemble's folder: what stands in it, and how it is read back.

use super::Trouble;
use crate::cli::args::Way;
use clap::ValueEnum as _;
use doorstep::explore::{FuturesAsked, at_end, prepare};
use doorstep::instance::{Instance, cannot_hold};
use doorstep::method::{Limits, solver_version};
use doorstep::report::frame::Frame;
use doorstep::scenario::{Fault, Futures, Input, Scenario, fingerprint, load_futures, load_plan};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The form of folders that this program writes and reads.
const FORMAT: u32 = 1;

/// What is asked of an ensemble: `ensemble.json`.
#[derive(Debug, Clone, Serialize, Deserialize, PartialEq)]
pub struct Manifest {
    /// The form of the folder.
    pub format: u32,
    /// Which Doorstep drew it; the same has to answer it.
    pub doorstep: String,
    /// And with which solver.
    pub solver: String,
    /// The scenario's headline.
    pub scenario: String,
    /// Its file among the inputs.
    pub file: String,
    /// How members were drawn, in words.
    pub design: String,
    /// The seed of the draws.
    pub seed: u64,
    /// How many members there are.
    pub members: u64,
    /// How many members a part has; the last may have fewer.
    pub chunk: u64,
    /// Is the best plan of each future looked for?
    pub best: bool,
    /// Plans that are held fixed.
    pub held: Vec<HeldPlan>,
    /// Is reach told under every model of who goes where?
    pub models: bool,
    /// Which method.
    pub method: String,
    /// Stop each goal this near its bound.
    pub gap: Option<f64>,
    /// Stop each member after this much work.
    pub effort: u64,
    /// The first goal, and whether more of it is better.
    pub first_goal: (String, bool),
    /// The numbers that are uncertain.
    pub numbers: Vec<Told>,
    /// The design's columns, in order: a number, or each row or setting of one that is drawn apart.
    pub columns: Vec<DrawnColumn>,
    /// Pairs that move together.
    pub together: Vec<(String, String, f64)>,
    /// The files of the scenario with the hashes of their content.
    pub inputs: Vec<(String, String)>,
    /// The hash of the table of futures.
    pub futures: String,
    /// Were they drawn? Shares of futures that are laid out are no probabilities.
    pub by_chance: bool,
    /// The hash of all of this as it stands in the folder: every table of every part has it.
    #[serde(skip)]
    pub fingerprint: String,
}

/// A plan that is held fixed.
#[derive(Debug, Clone, Serialize, Deserialize, PartialEq)]
pub struct HeldPlan {
    /// Its name in every table.
    pub name: String,
    /// Its files in the folder, with the hashes of their content.
    pub files: Vec<(String, String)>,
    /// Which option of them.
    pub option: Option<String>,
}

/// A number that is drawn, for readers.
#[derive(Debug, Clone, Serialize, Deserialize, PartialEq)]
pub struct Told {
    /// Its id.
    pub id: String,
    /// What it is counted in.
    pub unit: String,
    /// What it stands for, or what it multiplies.
    pub acts: String,
    /// Its lowest value.
    pub low: f64,
    /// Its highest.
    pub high: f64,
    /// Its value as the scenario has it.
    pub as_written: f64,
    /// Why it spreads so.
    pub why: Option<String>,
    /// Who says so.
    pub source: Option<String>,
}

/// A column of the design.
#[derive(Debug, Clone, Serialize, Deserialize, PartialEq)]
pub struct DrawnColumn {
    /// Its name in the design.
    pub id: String,
    /// Its lowest value.
    pub low: f64,
    /// Its highest.
    pub high: f64,
    /// With which everything is as written.
    pub as_written: f64,
}

impl Manifest {
    /// One as this program writes it, of nothing yet.
    pub fn new(scenario: &Scenario, file: &str) -> Manifest {
        Manifest {
            format: FORMAT,
            doorstep: env!("CARGO_PKG_VERSION").to_owned(),
            solver: solver_version(),
            scenario: scenario.name.clone(),
            file: file.to_owned(),
            design: String::new(),
            seed: 0,
            members: 0,
            chunk: 1,
            best: true,
            held: Vec::new(),
            models: false,
            method: String::new(),
            gap: None,
            effort: 0,
            first_goal: (String::new(), true),
            numbers: Vec::new(),
            columns: Vec::new(),
            together: Vec::new(),
            inputs: Vec::new(),
            futures: String::new(),
            by_chance: true,
            fingerprint: String::new(),
        }
    }

    /// Reads that of a folder.
    pub fn read(folder: &Path) -> Result<Manifest, Trouble> {
        let path = folder.join("ensemble.json");
        let shown = path.display();
        let text = fs::read_to_string(&path).map_err(|error| {
            format!(
                "{} is no ensemble: {shown} cannot be read: {error}. Make one: doorstep ensemble plan",
                folder.display()
            )
        })?;
        let mut found: Manifest = serde_json::from_str(&text)
            .map_err(|error| format!("{shown} cannot be read: {error}. Plan the ensemble again"))?;
        found.fingerprint = fingerprint(text.as_bytes());
        if found.format != FORMAT || found.chunk == 0 {
            return Err(format!("{shown} is of a form this program does not read. Plan the ensemble again").into());
        }
        let (doorstep, solver) = (env!("CARGO_PKG_VERSION"), solver_version());
        if (found.doorstep.as_str(), &found.solver) != (doorstep, &solver) {
            return Err(format!(
                "{} was drawn for doorstep {} with {}; this is doorstep {doorstep} with {solver}. Use that one, or plan it again",
                folder.display(),
                found.doorstep,
                found.solver
            )
            .into());
        }
        Ok(found)
    }

    /// How many parts there are.
    pub fn parts(&self) -> u64 {
        self.members.div_ceil(self.chunk)
    }

    /// The members of a part.
    pub fn members_of(&self, part: u64) -> std::ops::Range<u64> {
        let from = part.saturating_mul(self.chunk).min(self.members);
        from..(from + self.chunk).min(self.members)
    }
}

/// The folder of a part.
pub fn part(folder: &Path, part: u64) -> PathBuf {
    folder.join("parts").join(format!("{part:05}"))
}

/// Which parts are there.
pub fn done(folder: &Path, manifest: &Manifest) -> Vec<u64> {
    (0..manifest.parts()).filter(|at| part(folder, *at).is_dir()).collect()
}

/// A file of the ensemble; `Err` names it and says why it cannot be read.
fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("{} cannot be read: {error}", path.display()))
}

/// The futures as they were drawn.
pub fn design(folder: &Path, manifest: &Manifest) -> Result<Frame, Trouble> {
    let path = folder.join("design.parquet");
    let again = |why: String| format!("{why}. Plan the ensemble again");
    let bytes = bytes(&path).map_err(again)?;
    if fingerprint(&bytes) != manifest.futures {
        return Err(again(format!("{} is not the one that was drawn", path.display())).into());
    }
    Ok(Frame::of_parquet(bytes).map_err(|error| again(format!("{} cannot be read: {error}", path.display())))?)
}

/// What stands in each table of a part beside its rows: which part of which ensemble it answers.
pub fn notes(manifest: &Manifest, part: u64) -> [(&'static str, String); 2] {
    [("asked", manifest.fingerprint.clone()), ("part", part.to_string())]
}

/// A table of a part; `Err` says what is wrong with it.
pub fn table(folder: &Path, manifest: &Manifest, number: u64, name: &str) -> Result<Frame, String> {
    let path = part(folder, number).join(format!("{name}.parquet"));
    let (frame, found) =
        Frame::with_notes(bytes(&path)?).map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
    if notes(manifest, number).iter().any(|(key, value)| found.get(*key) != Some(value)) {
        return Err(format!("{} answers another part, or another ensemble than is planned here now", path.display()));
    }
    Ok(frame)
}

/// An ensemble ready to be answered.
pub struct Opened {
    /// What is asked.
    pub manifest: Manifest,
    /// The scenario with other numbers.
    pub futures: Futures,
    /// The scenario as written, prepared.
    pub base: Arc<Instance>,
    /// What is asked of every future.
    pub asked: FuturesAsked,
    /// The draws, by number.
    design: Vec<Vec<Option<f64>>>,
}

impl Opened {
    /// Opens a folder.
    pub fn of(folder: &Path) -> Result<Opened, Trouble> {
        let manifest = Manifest::read(folder)?;
        let (loaded, futures) = load_futures(&folder.join("inputs").join(&manifest.file))?;
        let inputs: Vec<(String, String)> = loaded.inputs.iter().map(told).collect();
        if inputs != manifest.inputs {
            let changed = inputs.iter().filter(|input| !manifest.inputs.contains(input));
            let changed: Vec<&str> = changed.map(|(file, _)| file.as_str()).collect();
            return Err(format!(
                "the inputs of {} are not those it was planned with: {}. Plan it again",
                folder.display(),
                changed.join(", ")
            )
            .into());
        }
        let base = prepared(&loaded.scenario)?;
        let held = manifest.held.iter().map(|plan| held(folder, plan, &base.scenario));
        let asked = FuturesAsked {
            best: manifest.best,
            held: held.collect::<Result<_, Trouble>>()?,
            models: manifest.models,
            wanted: Way::from_str(&manifest.method, false).unwrap_or(Way::Auto).wanted(),
            limits: Limits { gap: manifest.gap, work: Some(manifest.effort), ..Limits::default() },
        };
        let frame = design(folder, &manifest)?;
        let columns = futures.numbers().iter().map(|number| frame.real(number.id()).to_vec());
        let design: Vec<Vec<Option<f64>>> = columns.collect();
        let rows = usize::try_from(manifest.members).unwrap_or(usize::MAX);
        if design.iter().any(|column| column.len() != rows || column.iter().any(Option::is_none)) {
            let path = folder.join("design.parquet");
            let why = "it has not one value of each number for each member";
            return Err(format!("{} cannot be read: {why}. Plan the ensemble again", path.display()).into());
        }
        Ok(Opened { manifest, futures, base, asked, design })
    }

    /// The values drawn for a member.
    pub fn values(&self, member: u64) -> Vec<f64> {
        let at = usize::try_from(member).unwrap_or(usize::MAX);
        self.design.iter().map(|column| column.get(at).copied().flatten().unwrap_or(f64::NAN)).collect()
    }
}

/// A file and its hash.
pub fn told(input: &Input) -> (String, String) {
    (input.file.clone(), input.hash.clone())
}

/// The scenario as written (of a programme its end year), its take-up scaled where it asks for that.
pub fn prepared(scenario: &Scenario) -> Result<Arc<Instance>, Trouble> {
    let end = at_end(scenario.clone()).map_err(|(_, why)| format!("{}: {why}", scenario.name))?;
    let instance = Instance::prepare(Arc::new(end));
    let found: Vec<Fault> = cannot_hold(&instance).into_iter().filter(Fault::is_error).collect();
    if !found.is_empty() {
        return Err(found.into());
    }
    prepare(instance).map_err(|error| format!("take-up cannot be scaled: {error}").into())
}

fn held(
    folder: &Path,
    plan: &HeldPlan,
    scenario: &Scenario,
) -> Result<(String, doorstep::scenario::Proposal), Trouble> {
    let paths: Vec<PathBuf> = plan.files.iter().map(|(file, _)| folder.join(file)).collect();
    for (path, (_, hash)) in paths.iter().zip(&plan.files) {
        if fingerprint(&bytes(path)?) != *hash {
            return Err(
                format!("{} is not the plan that was to be held. Plan the ensemble again", path.display()).into()
            );
        }
    }
    Ok((plan.name.clone(), load_plan(&paths, plan.option.as_deref(), scenario)?.proposal))
}
