//! `doorstep solve` where there is a plan year by year.

use crate::cli::args::How;
use crate::cli::progress::Shown;
use crate::cli::solve::failed;
use crate::cli::{End, clash, run_folder};
use doorstep::accounts::{Accounts, accounts_with, costing};
use doorstep::explore::{Answer, Planned, Settings, TooMuch, Years, plan_years, prove};
use doorstep::instance::Instance;
use doorstep::method::Status;
use doorstep::report::manifest::{self, Manifest};
use doorstep::report::{self, map, tables, years};
use doorstep::scenario::{Input, Measure, MeasureKind, Scenario};
use std::path::Path;
use std::time::Instant;

/// Said only after [`prove`] has found no difference.
const PROVED: &str = "Checked: every year proved again by the checker: money to the penny, moves, funds, targets.";

/// What is known before it begins.
pub struct Asked<'a> {
    /// Of the baseline year, its take-up scaled.
    pub scenario: &'a Scenario,
    /// Its file's own name.
    pub file: &'a str,
    pub inputs: &'a [Input],
    pub solver: &'a str,
    pub settings: Settings,
    pub notes: &'a [(&'a str, &'a str)],
}

/// Plans every year and writes the run folder.
pub fn run(asked: &Asked<'_>, out: &Path, how: &How, started: Instant) -> End {
    let mut shown = Shown::new(how.quiet);
    let found = plan_years(asked.scenario, how.method.wanted(), &asked.settings, &mut shown);
    let planned = match found {
        Ok(planned) => planned,
        Err(error) => {
            shown.finish();
            return failed(&error);
        }
    };
    let (clash, files) = match clashing(asked, how, &planned, started, &mut shown) {
        Ok(found) => found,
        Err(why) => {
            shown.finish();
            tell!("failed: {why}");
            return End::Failed;
        }
    };
    shown.finish();
    let interrupted = shown.interrupted();
    match planned {
        Planned::Years(years) => every_year(asked, out, how, interrupted, started, &years),
        Planned::NoEnd { instance, certain, mut answer } => {
            run_folder::list_losing(&mut answer, how.losing);
            let mut lines = report::summary::summary(&instance, &answer);
            let all = "This is the end year by itself: no programme ends with a plan that keeps everything.";
            let split = "This is the end year by itself, asked for one share of what several years have to save \
                         together: another share may be possible.";
            lines.push(if certain { all } else { split }.to_owned());
            lines.extend(clash);
            let manifest = manifest_of(asked, &instance, interrupted, &answer);
            let nothing = matches!(*answer, Answer::Nothing { .. });
            let written = write(asked, out, &instance, manifest, &answer, &lines, files, started);
            match written {
                End::Done if nothing || !certain => End::Stopped,
                End::Done => End::Impossible,
                end => end,
            }
        }
        Planned::NoWay { year, required, proven, end, instance, .. } => {
            let mut answer = Answer::Options(end);
            run_folder::list_losing(&mut answer, how.losing);
            let mut lines = report::summary::summary(&instance, &answer);
            lines.push(String::new());
            let found = if proven { "No state of" } else { "Within the limits no state was found of" };
            lines.push(format!(
                "{found} {year} keeps every rule, saves {} a year and leads to this end: each site at today's level or \
                 as it ends, moves only from their lawful date on.",
                required.amount
            ));
            lines.push("Another end state may have a way to it; this was not searched for.".to_owned());
            lines.extend(clash);
            let manifest = manifest_of(asked, &instance, interrupted, &answer);
            let written = write(asked, out, &instance, manifest, &answer, &lines, files, started);
            match written {
                // Another end may have a way: nothing is proved of the programme.
                End::Done => End::Stopped,
                end => end,
            }
        }
        Planned::NoPath(targets) => {
            say!("Impossible: the targets together ask for more than everything that counts.");
            for TooMuch { target, year, asked, most } in targets {
                say!(
                    "  {target} asks for {asked} by {year}; what it may be taken from costs {most} if nothing is done"
                );
            }
            say!("Nothing was written.");
            End::Impossible
        }
    }
}

/// Files of a run folder.
type Files = Vec<(&'static str, Vec<u8>)>;

/// What clashes in the year that has no plan, in words and as files; nothing where none is proven to have none.
fn clashing(
    asked: &Asked<'_>,
    how: &How,
    planned: &Planned,
    started: Instant,
    shown: &mut Shown,
) -> Result<(Vec<String>, Files), String> {
    let nothing = || Ok((Vec::new(), Vec::new()));
    let (year, instance, bounds) = match planned {
        Planned::NoEnd { instance, certain: true, answer } if matches!(**answer, Answer::Impossible { .. }) => {
            (asked.scenario.end_year, instance, Vec::new())
        }
        Planned::NoWay { year, proven: true, way: (instance, bounds), .. } => (*year, instance, bounds.clone()),
        _ => return nothing(),
    };
    let Some(found) = clash::of(instance, how, bounds, Vec::new(), (&asked.settings.limits, started), shown) else {
        return nothing();
    };
    let then = &instance.scenario;
    let mut lines = vec![String::new(), format!("What clashes in {year}, by itself")];
    lines.extend(report::clash::lines(then, &found, Some(year)));
    lines.extend(report::clash::behind_them(asked.scenario, year, then, &found));
    let mut files = clash::tables(then, &found)?;
    for (at, (name, repair)) in clash::REPAIRS.iter().zip(&found.repairs).enumerate() {
        let about = (asked.file, at + 1);
        if let Some(text) = report::clash::variant_of_year(asked.scenario, year, then, about, repair) {
            lines.push(format!("{}. as a variant: {name}; put it beside {} and solve it.", at + 1, asked.file));
            files.push((name, text.into_bytes()));
        }
    }
    Ok((lines, files))
}

/// Every year has its state: accounts, proof, folder.
fn every_year(asked: &Asked<'_>, out: &Path, how: &How, interrupted: bool, started: Instant, years: &Years) -> End {
    let closed = years.years.iter().all(|year| year.plan.goals.iter().all(|goal| goal.closed));
    let mut answer = Answer::Options(Box::new(years.end.clone()));
    run_folder::list_losing(&mut answer, how.losing);
    let Some(last) = years.years.last() else { return End::Failed };
    let accounts = accounts_with(asked.scenario, &years.states(), Some(&years.reach()));
    if let Err(error) = prove(asked.scenario, years, &accounts) {
        return failed(&error);
    }
    let mut lines = report::summary::opening(asked.scenario, &answer);
    lines.extend(years::lines(asked.scenario, years));
    lines.push(String::new());
    lines.extend(report::accounts::lines(asked.scenario, &accounts));
    lines.extend(missed(asked.scenario, years));
    lines.push(PROVED.to_owned());
    lines.push(String::new());
    lines.push(format!("The end year, {}", last.year));
    lines.push("As a problem of its own: what the targets above ask of the footprint is the target here.".to_owned());
    lines.extend(beside(asked.scenario, &accounts));
    lines.extend(report::summary::of_answer(&last.instance, &answer));
    let mut manifest = manifest_of(asked, &last.instance, interrupted, &answer);
    manifest.years = manifest::years(years);
    manifest.targets = manifest::targets(asked.scenario, &accounts);
    if !years.missed.is_empty() {
        manifest.status = "stopped";
    }
    let more = match more(asked, years, &accounts) {
        Ok(more) => more,
        Err(why) => {
            tell!("failed: {why}");
            return End::Failed;
        }
    };
    let written = write(asked, out, &last.instance, manifest, &answer, &lines, more, started);
    let done = closed && years.missed.is_empty() && years.end.status == Status::Proven;
    if written == End::Done && !done { End::Stopped } else { written }
}

/// What no round could mend, before anything that looks like an answer.
fn missed(scenario: &Scenario, years: &Years) -> Vec<String> {
    if years.missed.is_empty() {
        return Vec::new();
    }
    let each = years.missed.iter().map(|held| format!("{} by {}", scenario.targets[held.target].id, held.missing));
    vec![format!(
        "Hard targets missed: {}. No programme that meets all was found; that there is none is not proven.",
        each.collect::<Vec<_>>().join(", ")
    )]
}

/// The tables of the end year know the footprint alone.
fn beside(scenario: &Scenario, accounts: &Accounts) -> Option<String> {
    let last = accounts.years.last()?.total();
    let lowers = |measure: &Measure| !matches!(measure.kind, MeasureKind::FundSwitch(_));
    let some = scenario.programme.as_ref().is_some_and(|programme| programme.measures.iter().any(lowers));
    some.then(|| {
        format!(
            "Money from here on is the footprint's, in money.csv too: {} a year of measures beside it are in the tables above.",
            last.measured()
        )
    })
}

fn manifest_of(asked: &Asked<'_>, instance: &Instance, interrupted: bool, answer: &Answer) -> Manifest {
    let method = "year by year, the end year first";
    let about = (asked.solver, method);
    manifest::manifest(&instance.scenario, asked.inputs, about, &asked.settings, interrupted, answer)
}

/// Tables and pictures of the years.
fn more(asked: &Asked<'_>, years: &Years, accounts: &Accounts) -> Result<Vec<(&'static str, Vec<u8>)>, String> {
    let mut files = Vec::new();
    let mut table = |name: &'static str, write: &dyn Fn(&mut Vec<u8>) -> tables::Result| -> Result<(), String> {
        let mut bytes = Vec::new();
        write(&mut bytes).map_err(|error| format!("{name}: {error}"))?;
        files.push((name, bytes));
        Ok(())
    };
    table("sites_by_year.csv", &|to| report::years::sites(asked.scenario, years, to))?;
    table("offers_by_year.csv", &|to| report::years::offers(years, to))?;
    table("reach_by_year.csv", &|to| report::years::reach(asked.scenario, years, to))?;
    for (name, bytes) in report::accounts::files(asked.scenario, accounts).map_err(|error| error.to_string())? {
        let picture = (name == "waterfall.svg").then(|| String::from_utf8_lossy(&bytes).into_owned());
        files.push((name, bytes));
        if let Some(svg) = picture {
            let png = map::png(&svg, run_folder::WIDTH).map_err(|error| error.to_string())?;
            files.push(("waterfall.png", png));
        }
    }
    let costing = costing(asked.scenario, &years.states(), Some(&years.reach()));
    files.extend(report::accounts::costing(asked.scenario, &costing).map_err(|error| error.to_string())?);
    Ok(files)
}

#[allow(clippy::too_many_arguments, reason = "the parts of one run folder")]
fn write<'a>(
    asked: &Asked<'a>,
    out: &Path,
    instance: &Instance,
    manifest: Manifest,
    answer: &Answer,
    lines: &[String],
    mut more: Vec<(&'a str, Vec<u8>)>,
    started: Instant,
) -> End {
    for line in lines {
        say!("{line}");
    }
    if matches!(answer, Answer::Nothing { .. }) && run_folder::is_there(out) {
        say!("{} is left as it was.", out.display());
        return End::Stopped;
    }
    more.extend(asked.notes.iter().map(|(name, content)| (*name, content.as_bytes().to_vec())));
    let run = run_folder::Run {
        instance,
        manifest,
        options: run_folder::in_order(answer),
        rescored: run_folder::rescored(answer),
        fairness: run_folder::fairness(answer),
        summary: lines,
        more,
    };
    run_folder::write(out, run, started.elapsed())
}
