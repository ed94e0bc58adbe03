//! `doorstep ensemble plan`: futures drawn and written down, ready for whoever answers them.

use super::Trouble;
use super::args::{Drawing, EnsemblePlan};
use super::kept::{HeldPlan, Manifest, Told, prepared, told};
use crate::cli::{End, compare, faults, folder, held};
use doorstep::draw::{Design, Drawn, Misfit, Table, draw};
use doorstep::explore::first_aim;
use doorstep::report::frame::{Cells, Frame};
use doorstep::scenario::{Acts, Code, Fault, Futures, Loaded, LoadedPlan, Place, Scenario, load_plan, load_plan_text};
use std::fs;
use std::path::{Path, PathBuf};

pub fn run(args: &EnsemblePlan) -> End {
    match plan(args) {
        Ok((folder, manifest)) => {
            say!(
                "{} futures of {} numbers ({}), in {} parts of up to {}.",
                manifest.members,
                manifest.numbers.len(),
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
        return Err("with --no-best there is nothing to ask: name plans to hold with --hold".to_owned().into());
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
    let mut manifest = manifest(args, &loaded, &futures, &drawn);
    let aim = first_aim(&base);
    manifest.first_goal = (aim.name().to_owned(), aim.maximise());
    manifest.held = hold(args, &base.scenario, &mut files)?;
    manifest.models = args.models || !manifest.held.is_empty();
    for (file, _) in &manifest.inputs {
        files.push((format!("inputs/{file}"), held::input(&args.scenario, file)?));
    }
    let design = columns(&drawn).parquet(&[("design", &manifest.design)]).map_err(|error| error.to_string())?;
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

fn manifest(args: &EnsemblePlan, loaded: &Loaded, futures: &Futures, drawn: &Drawn) -> Manifest {
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
    Manifest {
        design: words(args),
        seed: args.seed,
        members,
        // A part some seconds on a city, and not so many that a cluster counts them all day.
        chunk: args.chunk.unwrap_or_else(|| (members / 100).clamp(5, 100)),
        best: !args.no_best,
        method: args.method.name(),
        gap: args.gap,
        effort: args.effort,
        numbers: numbers.map(one).collect(),
        together: together.collect(),
        inputs: loaded.inputs.iter().map(told).collect(),
        ..Manifest::new(&loaded.scenario, file)
    }
}

fn words(args: &EnsemblePlan) -> String {
    match args.design {
        Drawing::Mc => "Monte Carlo".to_owned(),
        Drawing::Lhs => "Latin hypercube".to_owned(),
        Drawing::Sobol => "Sobol sequence, scrambled".to_owned(),
        Drawing::Grid => format!("grid of {} points a number", args.points),
        Drawing::Saltelli => {
            format!("Saltelli, base {}, {} order", args.base, if args.second_order { "second" } else { "first" })
        }
        Drawing::Morris => format!("Morris, {} trajectories, {} levels", args.trajectories, args.levels),
        Drawing::Table => "a table of the user’s".to_owned(),
    }
}

fn design(args: &EnsemblePlan) -> Result<Design, Trouble> {
    let members = args.members;
    Ok(match args.design {
        Drawing::Mc => Design::MonteCarlo { members },
        Drawing::Lhs => Design::LatinHypercube { members },
        Drawing::Sobol => Design::Sobol { members },
        Drawing::Grid => Design::Grid { points: args.points },
        Drawing::Saltelli => Design::Saltelli { base: args.base, second_order: args.second_order },
        Drawing::Morris => Design::Morris { trajectories: args.trajectories, levels: args.levels },
        Drawing::Table => {
            let Some(path) = &args.table else {
                return Err("name the table of futures with --table".to_owned().into());
            };
            Design::Table(table(path)?)
        }
    })
}

/// A user's own futures: CSV, or the design.parquet of another ensemble.
fn table(path: &Path) -> Result<Table, Trouble> {
    let cannot = |why: String| Trouble::Failed(format!("{} cannot be read: {why}", path.display()));
    let bytes = held::bytes(path).map_err(|error| cannot(error.to_string()))?;
    if bytes.starts_with(b"PAR1") {
        let frame = Frame::of_parquet(bytes).map_err(|error| cannot(error.to_string()))?;
        let real = frame.columns.iter().filter(|column| matches!(column.cells, Cells::Real(_)));
        let ids: Vec<String> = real.map(|column| column.name.clone()).collect();
        let row = |at: usize| ids.iter().map(|id| frame.real(id)[at].unwrap_or(f64::NAN)).collect();
        return Ok(Table { rows: (0..frame.rows()).map(row).collect(), ids });
    }
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes.as_slice());
    let heads = reader.headers().map_err(|error| cannot(error.to_string()))?.clone();
    let own: Vec<usize> = (0..heads.len()).filter(|at| &heads[*at] != "member").collect();
    let mut rows = Vec::new();
    for (record, line) in reader.records().zip(2..) {
        let record = record.map_err(|error| cannot(error.to_string()))?;
        let value = |at: &usize| {
            record[*at].parse::<f64>().map_err(|_| cannot(format!("line {line}: {:?} is not a number", &record[*at])))
        };
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
            files.push((place.clone(), bytes));
            kept.push(place);
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
