//! The ledger of runs: every solve, score and further question of a project, with what came of it.
//!
//! It stands as `runs.csv` among the run folders, in a folder called `runs` or wherever one was begun; elsewhere
//! nothing is written beside what was asked for. A row is never changed but for its fate: `replaced` once another
//! run has taken its folder. `doorstep runs` says of each that is gone that it was discarded.

use doorstep::report::manifest::Manifest;
use std::fs;
use std::path::{Path, PathBuf};

/// The file.
pub const NAME: &str = "runs.csv";
const HEAD: [&str; 12] = [
    "number",
    "run",
    "scenario",
    "question",
    "status",
    "inputs",
    "changed_since",
    "seed",
    "cost_pence",
    "saving_pence",
    "goals",
    "fate",
];
const KEPT: &str = "kept";
const RUN: usize = 1;
const INPUTS: usize = 5;
const FATE: usize = 11;

/// The ledger that a run folder belongs to, if there is one.
fn of(out: &Path) -> Option<PathBuf> {
    let above = out.parent().filter(|above| !above.as_os_str().is_empty())?;
    let file = above.join(NAME);
    (above.file_name().is_some_and(|name| name == "runs") || file.is_file()).then_some(file)
}

/// Every row, or nothing where it cannot be read: a ledger that somebody else wrote is left alone.
pub fn rows(file: &Path) -> Option<Vec<Vec<String>>> {
    if !file.exists() {
        return Some(Vec::new());
    }
    let mut table = csv::Reader::from_path(file).ok()?;
    if table.headers().ok()?.iter().ne(HEAD) {
        return None;
    }
    table.records().map(|row| Some(row.ok()?.iter().map(str::to_owned).collect())).collect()
}

/// Adds a run. That it cannot be written takes nothing from the run: it is told.
pub fn add(out: &Path, manifest: &Manifest) -> Result<(), String> {
    let Some(file) = of(out) else { return Ok(()) };
    let shown = file.display();
    let mut rows =
        rows(&file).ok_or_else(|| format!("{shown} is no ledger of runs: this run is not recorded in it"))?;
    let name = out.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let inputs: Vec<String> =
        manifest.inputs.iter().map(|input| format!("{}:{:.12}", input.file, input.sha256)).collect();
    let before = rows.iter().rev().find(|row| row[RUN] == name).map(|row| row[INPUTS].clone());
    let changed = before.map_or_else(|| "first of its name".to_owned(), |before| changed(&before, &inputs));
    for row in rows.iter_mut().filter(|row| row[RUN] == name && row[FATE] == KEPT) {
        "replaced".clone_into(&mut row[FATE]);
    }
    let plan = manifest.options.get(1).or(manifest.options.first());
    let goals = plan.map_or_else(String::new, |plan| {
        let each = plan.goals.iter().map(|goal| format!("{} {}", goal.goal, goal.value));
        each.collect::<Vec<_>>().join("; ")
    });
    let pence = |of: Option<i64>| of.map_or_else(String::new, |pence| pence.to_string());
    rows.push(vec![
        (rows.len() + 1).to_string(),
        name,
        manifest.scenario.clone(),
        manifest.question.clone().unwrap_or_default(),
        manifest.status.to_owned(),
        inputs.join(BETWEEN),
        changed,
        manifest.seed.to_string(),
        pence(plan.map(|plan| plan.cost_pence)),
        pence(plan.map(|plan| plan.saving_pence)),
        goals,
        KEPT.to_owned(),
    ]);
    written(&file, &rows).map_err(|why| format!("cannot write {shown}: {why}"))
}

/// Between inputs: no name of a file holds it.
const BETWEEN: &str = " / ";

/// Whole or not at all.
fn written(file: &Path, rows: &[Vec<String>]) -> Result<(), String> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(HEAD).map_err(|error| error.to_string())?;
    for row in rows {
        table.write_record(row).map_err(|error| error.to_string())?;
    }
    let bytes = table.into_inner().map_err(|error| error.to_string())?;
    let fresh = file.with_file_name(format!(".{NAME}.{}", std::process::id()));
    fs::write(&fresh, bytes).and_then(|()| fs::rename(&fresh, file)).map_err(|error| error.to_string())
}

/// Which inputs are other than in the last run of the name: a change of a weight is one of the file it stands in.
fn changed(before: &str, now: &[String]) -> String {
    let before: Vec<&str> = before.split(BETWEEN).collect();
    let name = |input: &str| input.rsplit_once(':').map_or(input, |(name, _)| name).to_owned();
    let new = now.iter().filter(|input| !before.contains(&input.as_str())).map(|input| name(input));
    let gone = before.iter().filter(|input| !now.iter().any(|other| name(other) == name(input)));
    let all: Vec<String> = new.chain(gone.map(|input| format!("{} left out", name(input)))).collect();
    if all.is_empty() { "no input".to_owned() } else { all.join(", ") }
}

/// `doorstep runs`
pub fn run(folder: &Path) -> crate::cli::End {
    let file = folder.join(NAME);
    let Some(rows) = rows(&file) else {
        tell!("{} is no ledger of runs", file.display());
        return crate::cli::End::BadInput;
    };
    if rows.is_empty() {
        say!("No runs are recorded in {}.", folder.display());
        return crate::cli::End::Done;
    }
    for row in rows {
        let there = folder.join(&row[RUN]).is_dir();
        let fate = if row[FATE] == KEPT && !there { "discarded" } else { row[FATE].as_str() };
        let question = if row[3].is_empty() { String::new() } else { format!(", {}", row[3]) };
        say!("{:>4}  {fate:<9}  {}  {}{question}: {}", row[0], row[RUN], row[2], row[4]);
        say!("                 changed: {}; {}", row[6], row[10]);
    }
    crate::cli::End::Done
}
