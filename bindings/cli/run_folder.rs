//! The run folder: everything of a run as plain files, written whole or not at all.

use doorstep::explore::{Answer, Assessed, Settings};
use doorstep::instance::Instance;
use doorstep::report::manifest::manifest;
use doorstep::report::{map, tables};
use doorstep::scenario::Loaded;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What there is to write.
pub struct Run<'r> {
    /// Derived numbers.
    pub instance: &'r Instance,
    /// The scenario as loaded.
    pub loaded: &'r Loaded,
    /// The solver and its version.
    pub solver: &'r str,
    /// How it was solved.
    pub settings: &'r Settings,
    /// The answer.
    pub answer: &'r Answer,
    /// The summary, line by line.
    pub summary: &'r [String],
    /// Files that travel with the data.
    pub notes: &'r [(&'r str, &'r str)],
}

/// Width of the picture in pixels.
const WIDTH: u32 = 1800;

/// Writes a run folder and names its files. An older run of the same name is replaced only once the
/// new one is whole.
pub fn write(out: &Path, run: &Run<'_>, took: Duration) -> Result<Vec<String>, String> {
    let files = contents(run, took)?;
    let fresh = beside(out, "new");
    let old = beside(out, "old");
    let io = |error: std::io::Error| error.to_string();
    if out.exists() && !out.join("manifest.json").exists() && fs::read_dir(out).map_err(io)?.next().is_some() {
        return Err("it exists and is not a run folder".to_owned());
    }
    let _ = fs::remove_dir_all(&fresh);
    fs::create_dir_all(&fresh).map_err(io)?;
    for (name, bytes) in &files {
        fs::write(fresh.join(name), bytes).map_err(|error| format!("{name}: {error}"))?;
    }
    let _ = fs::remove_dir_all(&old);
    if out.exists() {
        fs::rename(out, &old).map_err(io)?;
    }
    fs::rename(&fresh, out).map_err(io)?;
    let _ = fs::remove_dir_all(&old);
    Ok(files.into_iter().map(|(name, _)| name).collect())
}

/// A name beside the folder that nobody else uses.
fn beside(out: &Path, word: &str) -> PathBuf {
    let mut name = out.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{word}"));
    out.with_file_name(name)
}

fn contents(run: &Run<'_>, took: Duration) -> Result<Vec<(String, Vec<u8>)>, String> {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let record = manifest(&run.instance.scenario, &run.loaded.inputs, run.solver, run.settings, run.answer);
    let mut json = serde_json::to_string_pretty(&record).map_err(|error| error.to_string())?;
    json.push('\n');
    files.push(("manifest.json".to_owned(), json.into_bytes()));
    files.push(("summary.txt".to_owned(), (run.summary.join("\n") + "\n").into_bytes()));
    let options = in_order(run.answer);
    let mut table = |name: &str, write: &dyn Fn(&mut Vec<u8>) -> tables::Result| -> Result<(), String> {
        let mut bytes = Vec::new();
        write(&mut bytes).map_err(|error| format!("{name}: {error}"))?;
        files.push((name.to_owned(), bytes));
        Ok(())
    };
    table("assumptions.csv", &|to| tables::assumptions(run.instance, to))?;
    if !options.is_empty() {
        table("sites.csv", &|to| tables::sites(run.instance, &options, to))?;
        table("offers.csv", &|to| tables::offers(&options, to))?;
        table("money.csv", &|to| tables::money(run.instance, &options, to))?;
        table("reach.csv", &|to| tables::reach(run.instance, &options, to))?;
        table("rules.csv", &|to| tables::rules(run.instance, &options, to))?;
    }
    if let [today, plan, ..] = options[..] {
        table("served.csv", &|to| tables::served(plan, to))?;
        let svg = map::footprint(run.instance, today, plan, today.measures.headline_service(run.instance));
        let png = map::png(&svg, WIDTH).map_err(|error| error.to_string())?;
        files.push(("footprint.svg".to_owned(), svg.into_bytes()));
        files.push(("footprint.png".to_owned(), png));
    }
    files.extend(run.notes.iter().map(|(name, content)| ((*name).to_owned(), content.as_bytes().to_vec())));
    // The only file that differs from run to run.
    files.push(("timing.txt".to_owned(), format!("{:.1} seconds\n", took.as_secs_f64()).into_bytes()));
    Ok(files)
}

fn in_order(answer: &Answer) -> Vec<&Assessed> {
    match answer {
        Answer::Options(options) => tables::in_order(options),
        Answer::Impossible { status_quo, nearest } => {
            std::iter::once(&**status_quo).chain(nearest.as_deref()).collect()
        }
        Answer::Nothing { .. } => Vec::new(),
    }
}
