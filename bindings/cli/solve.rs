//! `doorstep solve`: options, proved again, in a run folder.

use crate::cli::args::{Beside, How, Solve, Way};
use crate::cli::import::is_workbook;
use crate::cli::programme::{self, Asked};
use crate::cli::progress::Shown;
use crate::cli::{End, check, clash, faults, held, run_folder};
use doorstep::explore::{self, Answer, RunError, Settings, solve};
use doorstep::instance::Instance;
use doorstep::measures::fairness::Fairness;
use doorstep::method::{Choice, Limits, Problem, Status, choose, solver_version};
use doorstep::report::manifest::manifest;
use doorstep::report::summary::summary;
use doorstep::scenario::Loaded;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

pub fn run(args: &Solve) -> End {
    let out = args.out.clone().unwrap_or_else(|| default_folder(&args.scenario));
    match held::scenario(&args.scenario) {
        Ok(loaded) => answer(loaded, &file_name(&args.scenario), &out, (&args.how, &args.beside), &[]),
        Err(found) => {
            faults::show(&found);
            tell!("{}. Nothing was computed or written.", faults::count(&found));
            End::BadInput
        }
    }
}

/// What a variant of it names as its base.
fn file_name(scenario: &Path) -> String {
    scenario.file_name().map_or_else(|| "scenario.ron".to_owned(), |name| name.to_string_lossy().into_owned())
}

/// `runs/FOLDER-FILE`, `runs/FOLDER` for a file called scenario.ron, `runs/FILE` for a workbook.
pub fn default_folder(scenario: &Path) -> PathBuf {
    let word = |part: Option<&std::ffi::OsStr>| part.map(|part| part.to_string_lossy().into_owned());
    let folder = scenario.canonicalize().ok().and_then(|path| word(path.parent().and_then(Path::file_name)));
    let file = word(scenario.file_stem()).filter(|stem| stem != "scenario");
    // A workbook stands anywhere: its own name is enough.
    let name: Vec<String> = folder.filter(|_| !is_workbook(scenario)).into_iter().chain(file).collect();
    Path::new("runs").join(if name.is_empty() { "run".to_owned() } else { name.join("-") })
}

/// When to stop. microlp knows neither gap nor limits: the manifest must not say that it kept any.
pub fn limits(how: &How) -> Limits {
    if how.method == Way::Microlp {
        return Limits::default();
    }
    let seconds = how.time_limit;
    Limits { gap: how.gap, work: Some(how.effort), seconds, seed: how.seed, ..Limits::default() }
}

/// No more threads than were asked for.
pub fn set_threads(how: &How) {
    // Who asks from a program brings its own threads: those of the process are not ours to settle.
    if held::is_held() {
        return;
    }
    // Nothing stands for as many as the machine has.
    let threads = how.threads.map_or(0, |threads| threads as usize);
    let _ = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
}

/// From a loaded scenario to a run folder. `file` is the scenario's own name, `notes` are files that travel with
/// its data.
pub fn answer(loaded: Loaded, file: &str, out: &Path, (how, beside): (&How, &Beside), notes: &[(&str, &str)]) -> End {
    set_threads(how);
    if let Err(why) = run_folder::usable(out) {
        tell!("cannot write the run folder {}: {why}. Name another with --out", out.display());
        return End::Failed;
    }
    let started = Instant::now();
    let (instance, loaded, warnings) = match check::prepare(loaded) {
        Ok(prepared) => prepared,
        Err(found) => {
            faults::show(&found);
            tell!("{}. Nothing was computed or written.", faults::count(&found));
            return End::BadInput;
        }
    };
    faults::show(&warnings);
    let portable = how.method == Way::Microlp;
    let solver = if portable { "microlp through good_lp".to_owned() } else { solver_version() };
    let limits = limits(how);
    let settings = Settings { limits, alternatives: beside.alternatives as usize, joint: beside.joint };
    let problem = Problem::of(Arc::clone(&instance));
    let Choice { method, why } = choose(&problem, how.method.wanted());
    let missing = method.unsupported(&problem);
    if !missing.is_empty() {
        tell!("{} cannot solve this scenario: {}. Use --method auto", method.name(), missing.join("; "));
        return End::Usage;
    }
    if instance.scenario.programme.is_some() {
        let scenario = &instance.scenario;
        let asked = Asked { scenario, file, inputs: &loaded.inputs, solver: &solver, settings, notes };
        return programme::run(&asked, out, how, started);
    }
    let mut shown = Shown::new(how.quiet);
    let found = solve(&instance, &*method, &settings, &mut shown);
    let mut answer = match found {
        Ok(answer) => answer,
        Err(error) => {
            shown.finish();
            return failed(&error);
        }
    };
    run_folder::list_losing(&mut answer, how.losing);
    let clashing = match &answer {
        Answer::Impossible { status_quo, nearest } => {
            let near = nearest.iter().chain([status_quo]).map(|plan| plan.decisions.clone()).collect();
            clash::of(&instance, how, Vec::new(), near, (&settings.limits, started), &mut shown)
        }
        Answer::Options(_) | Answer::Nothing { .. } => None,
    };
    shown.finish();
    let method = format!("{}: {why}", method.name());
    let mut lines = summary(&instance, &answer);
    lines.extend(clashing.iter().flat_map(|found| clash::lines(&instance.scenario, file, found)));
    lines.push(format!("Method: {method}."));
    if let Answer::Options(options) = &answer {
        lines.extend(options.told.iter().map(|told| format!("Method: {told}.")));
    }
    for line in &lines {
        say!("{line}");
    }
    if matches!(answer, Answer::Nothing { .. }) && run_folder::is_there(out) {
        say!("{} is left as it was.", out.display());
        return End::Stopped;
    }
    let mut more = match clashing.map(|found| clash::files(&instance.scenario, file, &found)).transpose() {
        Ok(files) => files.unwrap_or_default(),
        Err(why) => {
            tell!("failed: {why}");
            return End::Failed;
        }
    };
    more.extend(notes.iter().map(|(name, content)| (*name, content.as_bytes().to_vec())));
    let near = near(&instance, &answer, how.losing);
    let run = run_folder::Run {
        instance: &instance,
        manifest: manifest(
            &instance.scenario,
            &loaded.inputs,
            (&solver, &method),
            &settings,
            shown.interrupted(),
            &answer,
        ),
        options: run_folder::in_order(&answer),
        rescored: run_folder::rescored(&answer),
        fairness: run_folder::fairness(&answer).or(near.as_ref()),
        summary: &lines,
        more,
    };
    let written = run_folder::write(out, run, started.elapsed());
    if written != End::Done {
        return written;
    }
    match answer {
        Answer::Options(options) if options.status == Status::Proven => End::Done,
        Answer::Options(_) | Answer::Nothing { .. } => End::Stopped,
        Answer::Impossible { .. } => End::Impossible,
    }
}

/// An impossible scenario's nearest plan beside today: what a committee has to talk about.
fn near(instance: &Instance, answer: &Answer, losing: f64) -> Option<Fairness> {
    matches!(answer, Answer::Impossible { .. }).then(|| {
        let found = explore::fairness(instance, &run_folder::in_order(answer));
        Fairness { losing, ..found }
    })
}

/// Says why there is no answer.
pub fn failed(error: &RunError) -> End {
    tell!("failed: {error}");
    if let RunError::Refused { verdict, .. } = error {
        for broken in verdict.broken.iter().take(20) {
            tell!("  {} {}: {}", broken.code, broken.about, broken.what);
        }
        tell!(
            "Nothing of this plan is shown or written. This is a fault of the program: please report it with the scenario."
        );
    }
    End::Failed
}
