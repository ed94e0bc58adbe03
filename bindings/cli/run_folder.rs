//! The run folder: everything of a run as plain files, written whole or not at all.

use crate::cli::{End, folder, held, ledger};
use doorstep::explore::{Answer, Assessed, Rescored};
use doorstep::instance::Instance;
use doorstep::measures::fairness::Fairness;
use doorstep::report::manifest::Manifest;
use doorstep::report::{choice, fairness, ground, map, tables};
use std::fs;
use std::path::Path;
use std::time::Duration;

/// What there is to write.
pub struct Run<'r> {
    /// Derived numbers.
    pub instance: &'r Instance,
    /// What was run.
    pub manifest: Manifest,
    /// The options, the status quo first.
    pub options: Vec<&'r Assessed>,
    /// The options again where people choose for themselves, if there is any to set beside today.
    pub rescored: Option<&'r Rescored>,
    /// Who gains and who loses by them.
    pub fairness: Option<&'r Fairness>,
    /// The summary, line by line.
    pub summary: &'r [String],
    /// Files of this kind of run, and those that travel with the data.
    pub more: Vec<(&'r str, Vec<u8>)>,
}

/// Width of the picture in pixels.
pub const WIDTH: u32 = 1800;

/// Every name a run folder may hold. Whatever else lies there is somebody's own.
const OURS: [&str; 67] = [
    "manifest.json",
    "summary.txt",
    "assumptions.csv",
    "areas.csv",
    "places.csv",
    "postcodes.csv",
    "boundaries.geojson",
    "districts.geojson",
    "sites.csv",
    "offers.csv",
    "money.csv",
    "reach.csv",
    "rules.csv",
    "served.csv",
    "choice.csv",
    "equity.csv",
    "access.csv",
    "inequality.csv",
    "losing_areas.csv",
    "nearest_lost.csv",
    "stops.csv",
    "clash.csv",
    "repairs.csv",
    "repair-1.ron",
    "repair-2.ron",
    "repair-3.ron",
    "repair-4.ron",
    "repair-5.ron",
    "sites_by_year.csv",
    "offers_by_year.csv",
    "reach_by_year.csv",
    "years.csv",
    "lines.csv",
    "prices.csv",
    "terms.csv",
    "costing.csv",
    "funds.csv",
    "fund_balances.csv",
    "partners.csv",
    "savings.csv",
    "targets_by_year.csv",
    "one_offs.csv",
    "staff.csv",
    "evidence.csv",
    "section_251.csv",
    "cost_centres.csv",
    "virements.csv",
    "waterfall.csv",
    "waterfall.svg",
    "waterfall.png",
    "frontier.csv",
    "frontier.svg",
    "frontier.png",
    "ladder.csv",
    "margins.csv",
    "choices.csv",
    "alternatives.csv",
    "futures.csv",
    "who_goes_where.csv",
    "delivery.csv",
    "value.csv",
    "problems.csv",
    "footprint.svg",
    "footprint.png",
    "timing.txt",
    "PROVENANCE.md",
    "README.md",
];

/// May this folder be written? It has to be new, empty, or an older run and nothing but that.
pub fn usable(out: &Path) -> Result<(), String> {
    if held::is_held() {
        return Ok(());
    }
    if out.file_name().is_none() {
        return Err("name a folder, not a place".to_owned());
    }
    if !out.exists() {
        return Ok(());
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(out).map_err(|error| error.to_string())? {
        names.push(entry.map_err(|error| error.to_string())?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    if let Some(stranger) = names.iter().find(|name| !OURS.contains(&name.as_str())) {
        return Err(format!("it holds {stranger}, which is no part of a run"));
    }
    if names.is_empty() {
        return Ok(());
    }
    let text = fs::read_to_string(out.join("manifest.json")).unwrap_or_default();
    let manifest: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    if manifest.get("doorstep").is_some() && manifest.get("manifest").is_some() {
        Ok(())
    } else {
        Err("it is not empty and not a run folder".to_owned())
    }
}

/// Is there anything that a run would replace?
pub fn is_there(out: &Path) -> bool {
    !held::is_held() && out.exists()
}

/// Writes a run folder and says so. An older run of the same name is replaced only once the
/// new one is whole; no other folder is touched.
pub fn write(out: &Path, run: Run<'_>, took: Duration) -> End {
    let manifest = run.manifest.clone();
    let files = match contents(run, took) {
        Ok(files) if held::is_held() => {
            held::run(manifest, files);
            return End::Done;
        }
        files => files.and_then(|files| put(out, &manifest, &files)),
    };
    match files {
        Ok(files) => {
            say!("\nWritten to {}: {}", out.display(), files.join(", "));
            End::Done
        }
        Err(why) => {
            tell!(
                "cannot write the run folder {}: {why}. Free some space or name another folder with --out",
                out.display()
            );
            End::Failed
        }
    }
}

/// Puts the files of a run into its folder, and the run into its ledger; answers with their names.
pub fn put(out: &Path, manifest: &Manifest, files: &[(String, Vec<u8>)]) -> Result<Vec<String>, String> {
    replace(out, files)?;
    if let Err(why) = ledger::add(out, manifest) {
        tell!("{why}");
    }
    Ok(files.iter().map(|(name, _)| name.clone()).collect())
}

/// Puts files into a run folder, all of them or none.
pub fn replace(out: &Path, files: &[(String, Vec<u8>)]) -> Result<(), String> {
    usable(out)?;
    let io = |error: std::io::Error| error.to_string();
    let fresh = folder::fresh(out, files)?;
    if out.exists() {
        let aside = folder::beside(out).map_err(io)?;
        // Onto an empty folder of our own: nobody else's can be in the way.
        fs::rename(out, aside.join("run")).map_err(io)?;
        fs::rename(&fresh, out).map_err(io)?;
        let _ = fs::remove_dir_all(&aside);
    } else {
        fs::rename(&fresh, out).map_err(io)?;
    }
    Ok(())
}

fn contents(run: Run<'_>, took: Duration) -> Result<Vec<(String, Vec<u8>)>, String> {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let mut manifest = run.manifest;
    manifest.names.headline_service = headline(run.instance, &run.options);
    let mut json = serde_json::to_string_pretty(&manifest).map_err(|error| error.to_string())?;
    json.push('\n');
    files.push(("manifest.json".to_owned(), json.into_bytes()));
    files.push(("summary.txt".to_owned(), (run.summary.join("\n") + "\n").into_bytes()));
    let options = &run.options;
    let mut table = |name: &str, write: &dyn Fn(&mut Vec<u8>) -> tables::Result| -> Result<(), String> {
        let mut bytes = Vec::new();
        write(&mut bytes).map_err(|error| format!("{name}: {error}"))?;
        files.push((name.to_owned(), bytes));
        Ok(())
    };
    table("assumptions.csv", &|to| tables::assumptions(run.instance, to))?;
    table("areas.csv", &|to| ground::areas(run.instance, to))?;
    table("places.csv", &|to| ground::places(run.instance, to))?;
    if run.instance.scenario.maps.postcodes.is_some() {
        table("postcodes.csv", &|to| ground::postcodes(&run.instance.scenario, to))?;
    }
    if !options.is_empty() {
        table("sites.csv", &|to| tables::sites(run.instance, options, to))?;
        table("offers.csv", &|to| tables::offers(options, to))?;
        table("money.csv", &|to| tables::money(run.instance, options, to))?;
        table("reach.csv", &|to| tables::reach(run.instance, options, to))?;
        table("rules.csv", &|to| tables::rules(run.instance, options, to))?;
    }
    if let Some(rescored) = run.rescored {
        table("choice.csv", &|to| choice::table(run.instance, rescored, to))?;
    }
    if let Some(found) = run.fairness {
        table("equity.csv", &|to| fairness::equity(run.instance, found, to))?;
        table("access.csv", &|to| fairness::access(run.instance, found, to))?;
        table("inequality.csv", &|to| fairness::inequality(run.instance, found, to))?;
        table("losing_areas.csv", &|to| fairness::losing_areas(run.instance, found, to))?;
        table("nearest_lost.csv", &|to| fairness::nearest_lost(run.instance, found, to))?;
    }
    if let [today, plan, ..] = options[..] {
        table("served.csv", &|to| tables::served(plan, to))?;
        let svg = map::footprint(run.instance, today, plan, today.measures.headline_service(run.instance));
        let png = map::png(&svg, WIDTH).map_err(|error| error.to_string())?;
        files.push(("footprint.svg".to_owned(), svg.into_bytes()));
        files.push(("footprint.png".to_owned(), png));
    }
    let maps = &run.instance.scenario.maps;
    for (name, outlines) in [("boundaries.geojson", &maps.areas), ("districts.geojson", &maps.districts)] {
        files.extend(outlines.iter().map(|outlines| (name.to_owned(), outlines.text.as_bytes().to_vec())));
    }
    files.extend(run.more.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)));
    // The only file that differs from run to run.
    files.push(("timing.txt".to_owned(), format!("{:.1} seconds\n", took.as_secs_f64()).into_bytes()));
    Ok(files)
}

/// The service a single picture should show, by what today reaches.
fn headline(instance: &Instance, options: &[&Assessed]) -> Option<String> {
    let service = options.first()?.measures.headline_service(instance);
    instance.scenario.services.get(service).map(|service| service.id.clone())
}

/// Its options re-scored, where there are options.
pub fn rescored(answer: &Answer) -> Option<&Rescored> {
    match answer {
        Answer::Options(options) => Some(&options.rescored),
        Answer::Impossible { .. } | Answer::Nothing { .. } => None,
    }
}

/// Who gains and who loses, where there are options.
pub fn fairness(answer: &Answer) -> Option<&Fairness> {
    match answer {
        Answer::Options(options) => Some(&options.fairness),
        Answer::Impossible { .. } | Answer::Nothing { .. } => None,
    }
}

/// From which share of those reached on an area that loses them is listed.
pub fn list_losing(answer: &mut Answer, share: f64) {
    if let Answer::Options(options) = answer {
        options.fairness.losing = share;
    }
}

/// The options of an answer, as every table lists them.
pub fn in_order(answer: &Answer) -> Vec<&Assessed> {
    match answer {
        Answer::Options(options) => tables::in_order(options),
        Answer::Impossible { status_quo, nearest } => {
            std::iter::once(&**status_quo).chain(nearest.as_deref()).collect()
        }
        Answer::Nothing { .. } => Vec::new(),
    }
}
