//! `doorstep ensemble plan`: futures drawn and written down, ready for whoever answers them.

use super::Trouble;
use super::args::{Drawing, EnsemblePlan};
use super::kept::{DrawnColumn, HeldPlan, Manifest, Told, prepared, told};
use crate::cli::args::word;
use crate::cli::{End, compare, faults, folder, held};
use doorstep::draw::{Design, Drawn, Misfit, Number, Table, draw};
use doorstep::explore::first_aim;
use doorstep::report::frame::{Cells, Column, Frame};
use doorstep::scenario::{
    Acts, Code, Fault, Futures, Loaded, LoadedPlan, Place, Scenario, fingerprint, load_plan, load_plan_text,
};
use std::fs;
use std::path::{Path, PathBuf};

pub fn run(args: &EnsemblePlan) -> End {
    match plan(args) {
        Ok((folder, manifest)) => {
            say!(
                "{} futures of {} numbers ({}), in {} parts of up to {}.",
                manifest.members,
                manifest.columns.len(),
                manifest.design,
                manifest.parts(),
                manifest.chunk
            );
            for plan in &manifest.held {
                say!("Held fixed in each: {}", plan.name);
            }
            if manifest.best {
                say!("The best plan of each is looked for, as if it were known beforehand.");
            }
            say!("Written to {}. Answer it: doorstep ensemble run {}", folder.display(), folder.display());
            End::Done
        }
        Err(trouble) => trouble.end(),
    }
}

fn plan(args: &EnsemblePlan) -> Result<(PathBuf, Manifest), Trouble> {
    let (loaded, futures) = held::futures(&args.scenario)?;
    faults::show(&loaded.warnings);
    let base = prepared(&loaded.scenario)?;
    let shown = args.scenario.display().to_string();
    let refused = |what: String, fix: &str| {
        vec![Fault { code: Code::BadSpread, place: Place::file(&shown), what, fix: fix.to_owned() }]
    };
    if futures.numbers().is_empty() {
        let fix = "Write them down: uncertain: (numbers: {…}); doorstep reference \"uncertain number\" shows how";
        return Err(refused("nothing in it is uncertain".to_owned(), fix).into());
    }
    if args.no_best && args.hold.is_empty() {
        return Err(Trouble::Usage(
            "with --no-best there is nothing to ask: name plans to hold with --hold".to_owned(),
        ));
    }
    let design = design(args)?;
    let misfits = |found: Vec<Misfit>| {
        let each = found.into_iter().flat_map(|misfit| refused(misfit.to_string(), "Change the design or the numbers"));
        each.collect::<Vec<Fault>>()
    };
    let drawn = draw(futures.numbers(), futures.correlations(), &design, args.seed).map_err(misfits)?;
    for outside in drawn.outside(futures.numbers()) {
        let (low, high) = outside.range;
        tell!("{}: {} members lie outside {low} to {high}, the range of its spread", outside.id, outside.members.len());
    }
    let mut files = Files::new();
    let mut manifest = manifest(args, &loaded, &futures, &drawn, words(&design));
    let aim = first_aim(&base);
    manifest.first_goal = (aim.name().to_owned(), aim.maximise());
    manifest.held = hold(args, &base.scenario, &mut files)?;
    manifest.models = args.models || !manifest.held.is_empty();
    for (file, _) in &manifest.inputs {
        files.push((format!("inputs/{file}"), held::input(&args.scenario, file)?));
    }
    let design = columns(&drawn).parquet(&[("design", &manifest.design)]).map_err(|error| error.to_string())?;
    manifest.futures = fingerprint(&design);
    files.push(("design.parquet".to_owned(), design));
    let text = serde_json::to_string_pretty(&manifest).map_err(|error| error.to_string())?;
    files.push(("ensemble.json".to_owned(), (text + "\n").into_bytes()));
    let out = args.out.clone().unwrap_or_else(|| default_folder(&args.scenario));
    folder::fill(&out, &files)?;
    Ok((out, manifest))
}

/// `ensembles/FOLDER-FILE`
fn default_folder(scenario: &Path) -> PathBuf {
    let run = crate::cli::solve::default_folder(scenario);
    Path::new("ensembles").join(run.file_name().unwrap_or_default())
}

fn manifest(args: &EnsemblePlan, loaded: &Loaded, futures: &Futures, drawn: &Drawn, design: String) -> Manifest {
    let file = args.scenario.file_name().and_then(|name| name.to_str()).unwrap_or("scenario.ron");
    let members = drawn.members() as u64;
    let numbers = loaded.scenario.uncertain.numbers.iter();
    let together = futures.correlations().iter().map(|pair| (pair.one.clone(), pair.other.clone(), pair.value));
    let one = |number: &doorstep::scenario::UncertainNumber| {
        let (low, high) = number.drawn.range();
        let at = futures.numbers().iter().position(|drawn| drawn.id() == number.drawn.id());
        Told {
            id: number.drawn.id().to_owned(),
            unit: number.unit.name().to_owned(),
            acts: match &number.acts {
                Acts::Stands(path) => format!("is {path}"),
                Acts::Times { paths, each } => {
                    format!("multiplies {}{}", paths.join(", "), if *each { ", each apart" } else { "" })
                }
            },
            low,
            high,
            as_written: at.and_then(|at| futures.as_written().get(at)).copied().unwrap_or(1.0),
            why: number.why.clone(),
            source: number.source.clone(),
        }
    };
    let column = |(drawn, as_written): (&Number, &f64)| {
        let (low, high) = drawn.range();
        DrawnColumn { id: drawn.id().to_owned(), low, high, as_written: *as_written }
    };
    Manifest {
        design,
        seed: args.seed,
        members,
        // Some seconds on a city where nothing is full, an hour where rooms are; and not so many that a cluster
        // counts them all day.
        chunk: args.chunk.unwrap_or_else(|| (members / 100).clamp(5, 100)),
        best: !args.no_best,
        method: args.method.name(),
        gap: args.gap,
        effort: args.effort,
        numbers: numbers.map(one).collect(),
        columns: futures.numbers().iter().zip(futures.as_written()).map(column).collect(),
        together: together.collect(),
        inputs: loaded.inputs.iter().map(told).collect(),
        by_chance: matches!(args.design, Drawing::Lhs | Drawing::Mc | Drawing::Sobol),
        ..Manifest::new(&loaded.scenario, file)
    }
}

fn words(design: &Design) -> String {
    match design {
        Design::MonteCarlo { .. } => "Monte Carlo".to_owned(),
        Design::LatinHypercube { .. } => "Latin hypercube".to_owned(),
        Design::Sobol { .. } => "Sobol sequence, scrambled".to_owned(),
        Design::Grid { points } => format!("grid of {points} points a number"),
        Design::Saltelli { base, second_order } => {
            format!("Saltelli, base {base}, {} order", if *second_order { "second" } else { "first" })
        }
        Design::Morris { trajectories, levels } => format!("Morris, {trajectories} trajectories, {levels} levels"),
        Design::Table(_) => "a table of the user’s".to_owned(),
    }
}

fn design(args: &EnsemblePlan) -> Result<Design, Trouble> {
    let own = args.design;
    let of_others = [
        ("--members", args.members.is_some(), matches!(own, Drawing::Lhs | Drawing::Mc | Drawing::Sobol)),
        ("--points", args.points.is_some(), own == Drawing::Grid),
        ("--base", args.base.is_some(), own == Drawing::Saltelli),
        ("--second-order", args.second_order, own == Drawing::Saltelli),
        ("--trajectories", args.trajectories.is_some(), own == Drawing::Morris),
        ("--levels", args.levels.is_some(), own == Drawing::Morris),
        ("--table", args.table.is_some(), own == Drawing::Table),
    ];
    let idle: Vec<&str> = of_others.iter().filter(|(_, given, used)| *given && !used).map(|(name, ..)| *name).collect();
    if !idle.is_empty() {
        let (idle, name) = (idle.join(", "), word(&own));
        return Err(Trouble::Usage(format!("{idle} says nothing to --design {name}: leave it out")));
    }
    let members = args.members.unwrap_or(200);
    Ok(match own {
        Drawing::Mc => Design::MonteCarlo { members },
        Drawing::Lhs => Design::LatinHypercube { members },
        Drawing::Sobol => Design::Sobol { members },
        Drawing::Grid => Design::Grid { points: args.points.unwrap_or(3) },
        Drawing::Saltelli => Design::Saltelli { base: args.base.unwrap_or(64), second_order: args.second_order },
        Drawing::Morris => {
            Design::Morris { trajectories: args.trajectories.unwrap_or(20), levels: args.levels.unwrap_or(4) }
        }
        Drawing::Table => {
            let Some(path) = &args.table else {
                return Err(Trouble::Usage("name the table of futures with --table".to_owned()));
            };
            Design::Table(table(path)?)
        }
    })
}

/// The members of a user's table are numbered as its rows stand: a number of their own would be lost.
fn numbered(at: usize, member: Option<f64>) -> Result<(), String> {
    #[allow(clippy::float_cmp, reason = "whole numbers")]
    if member == Some(at as f64) {
        return Ok(());
    }
    Err(format!("its column member does not count its rows from 0 (row {at}): give it another name, or remove it"))
}

/// A user's own futures: CSV, or the design.parquet of another ensemble.
fn table(path: &Path) -> Result<Table, Trouble> {
    let cannot = |why: String| Trouble::Failed(format!("{} cannot be read: {why}", path.display()));
    let bytes = held::bytes(path).map_err(|error| cannot(error.to_string()))?;
    if bytes.starts_with(b"PAR1") {
        let frame = Frame::of_parquet(bytes).map_err(|error| {
            let told = error.to_string();
            // What pandas and others write unless told otherwise.
            let packed = told.contains("Disabled feature");
            cannot(if packed { format!("{told}. Write it without compression, or as CSV") } else { told })
        })?;
        for (at, member) in frame.whole("member").iter().enumerate() {
            numbered(at, member.map(|member| member as f64)).map_err(cannot)?;
        }
        let number = |column: &Column| {
            let values: Vec<f64> = match &column.cells {
                Cells::Real(cells) => cells.iter().map(|cell| cell.unwrap_or(f64::NAN)).collect(),
                Cells::Whole(cells) => cells.iter().map(|cell| cell.map_or(f64::NAN, |cell| cell as f64)).collect(),
                Cells::Text(_) => return None,
            };
            (column.name != "member").then(|| (column.name.clone(), values))
        };
        let (ids, columns): (Vec<String>, Vec<Vec<f64>>) = frame.columns.iter().filter_map(number).unzip();
        let row = |at: usize| columns.iter().map(|column| column[at]).collect();
        return Ok(Table { rows: (0..frame.rows()).map(row).collect(), ids });
    }
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes.as_slice());
    let heads = reader.headers().map_err(|error| cannot(error.to_string()))?.clone();
    let own: Vec<usize> = (0..heads.len()).filter(|at| &heads[*at] != "member").collect();
    let mut rows = Vec::new();
    for (record, line) in reader.records().zip(2..) {
        let record = record.map_err(|error| cannot(error.to_string()))?;
        let value = |at: &usize| {
            let told = || cannot(format!("line {line}, column {:?}: {:?} is not a number", &heads[*at], &record[*at]));
            record[*at].parse::<f64>().map_err(|_| told())
        };
        if let Some(own) = heads.iter().position(|head| head == "member") {
            numbered(rows.len(), record[own].parse().ok()).map_err(cannot)?;
        }
        rows.push(own.iter().map(value).collect::<Result<Vec<f64>, Trouble>>()?);
    }
    Ok(Table { ids: own.iter().map(|at| heads[*at].to_owned()).collect(), rows })
}

/// The design as a table: member, then the numbers.
fn columns(drawn: &Drawn) -> Frame {
    let members = (0..drawn.members()).map(|at| i64::try_from(at).ok()).collect();
    let mut frame = Frame::default().with("member", Cells::Whole(members));
    for id in drawn.ids() {
        let values = drawn.column(id).into_iter().flatten().map(Some).collect();
        frame = frame.with(id, Cells::Real(values));
    }
    match drawn.weights() {
        Some(weights) => frame.with("(weight)", Cells::Real(weights.iter().copied().map(Some).collect())),
        None => frame,
    }
}

/// Plans to hold: run folders, options of them, or files; each perhaps with a name before it: `few=runs/a`.
fn hold(args: &EnsemblePlan, scenario: &Scenario, files: &mut Files) -> Result<Vec<HeldPlan>, Trouble> {
    let mut held: Vec<HeldPlan> = Vec::new();
    for (word, at) in args.hold.iter().zip(1..) {
        let (name, word) = match word.split_once('=') {
            Some((name, word)) if !Path::new(&args.hold[at - 1]).exists() => (Some(name.trim()), word),
            _ => (None, word.as_str()),
        };
        let (path, option) = compare::chosen(word);
        // What cannot be read is told now, not on a cluster at night.
        let (plan, own) = plan_of(&path, option, scenario)?;
        faults::show(&plan.warnings);
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let plain = option.map_or(stem.clone(), |option| format!("{stem}:{option}"));
        let name = name.map_or(plain, str::to_owned);
        if name.is_empty() || ["today", "best"].contains(&name.as_str()) || held.iter().any(|other| other.name == name)
        {
            let why = format!("two plans would be called {name:?} in every table: name them: --hold NAME={word}");
            return Err(why.into());
        }
        let mut kept = Vec::new();
        for (file, bytes) in own {
            let place = format!("held/{at}/{file}");
            kept.push((place.clone(), fingerprint(&bytes)));
            files.push((place, bytes));
        }
        held.push(HeldPlan { name, files: kept, option: option.map(str::to_owned) });
    }
    Ok(held)
}

/// Files with their bytes.
type Files = Vec<(String, Vec<u8>)>;

/// A plan to hold, and its files.
fn plan_of(path: &Path, option: Option<&str>, scenario: &Scenario) -> Result<(LoadedPlan, Files), Trouble> {
    if let Some(texts) = held::of_run(path) {
        let plan = load_plan_text(&held::short(&texts), option, scenario)?;
        return Ok((plan, texts.into_iter().map(|(name, text)| (name, text.into_bytes())).collect()));
    }
    let own: Vec<PathBuf> = if path.is_dir() {
        let of_run = ["sites.csv", "offers.csv"].map(|file| path.join(file));
        of_run.into_iter().filter(|file| file.is_file()).collect()
    } else {
        vec![path.to_owned()]
    };
    let plan = load_plan(&own, option, scenario)?;
    let read = |path: &PathBuf| {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = fs::read(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
        Ok((file, bytes))
    };
    Ok((plan, own.iter().map(read).collect::<Result<_, String>>()?))
}
