//! `doorstep score`: a person's own plan, proved and set beside the status quo.

use crate::cli::args::Score;
use crate::cli::progress::Shown;
use crate::cli::run_folder::{self, Run};
use crate::cli::solve::default_folder;
use crate::cli::{End, check, faults, held, solve};
use doorstep::explore::{improve, score};
use doorstep::method::{Limits, Wanted, solver_version};
use doorstep::report::{manifest, score as report};
use doorstep::scenario::Fault;
use std::path::PathBuf;
use std::time::Instant;

pub fn run(args: &Score) -> End {
    let out = args.out.clone().unwrap_or_else(|| {
        let words =
            args.plans.first().and_then(|plan| plan.file_stem()).map(|stem| stem.to_string_lossy().into_owned());
        let mut folder = default_folder(&args.scenario).into_os_string();
        folder.push(format!("-score-{}", words.unwrap_or_default()));
        folder.into()
    });
    let inside = |plan: &&PathBuf| match (plan.canonicalize(), out.canonicalize()) {
        (Ok(plan), Ok(out)) => plan.starts_with(out),
        _ => false,
    };
    if let Some(plan) = args.plans.iter().find(inside) {
        tell!(
            "{} would be written over with the run folder {}. Name another with --out",
            plan.display(),
            out.display()
        );
        return End::Failed;
    }
    if let Err(why) = run_folder::usable(&out) {
        tell!("cannot write the run folder {}: {why}. Name another with --out", out.display());
        return End::Failed;
    }
    let started = Instant::now();
    // A plan can be judged only against a sound scenario.
    let (instance, loaded, warnings) = match check::prepared_end(&args.scenario) {
        Ok(prepared) => prepared,
        Err(found) => return refused(&found),
    };
    faults::show(&warnings);
    let plan = match held::plan(&args.plans, args.option.as_deref(), &instance.scenario) {
        Ok(plan) => plan,
        Err(found) => return refused(&found),
    };
    faults::show(&plan.warnings);
    let mut scored = match score(&instance, &plan.proposal) {
        Ok(scored) => scored,
        Err(error) => return solve::failed(&error),
    };
    scored.fairness.losing = args.losing;
    let mut lines = report::summary(&instance, &scored);
    let mut found = None;
    if args.improve {
        let limits = Limits { work: Some(args.effort), seconds: args.time_limit, ..Limits::default() };
        let mut shown = Shown::new(args.quiet);
        let improved = improve(&instance, &scored.proposal, Wanted::Auto, limits, &mut shown);
        shown.finish();
        let improved = match improved {
            Ok(improved) => improved,
            Err(error) => return solve::failed(&error),
        };
        lines.extend(report::improved(&instance, &scored, &improved));
        found = Some(improved);
    } else {
        lines.push(report::NOT_SEARCHED.to_owned());
    }
    let better = found.iter().flat_map(|found| &found.better).filter_map(|better| better.best.plan.as_ref());
    for line in &lines {
        say!("{line}");
    }
    let mut stops = Vec::new();
    if let Err(error) = report::stops(&instance, &scored.stops, &mut stops) {
        tell!("failed: stops.csv: {error}");
        return End::Failed;
    }
    let run = Run {
        instance: &instance,
        manifest: manifest::of_score(&instance.scenario, &loaded.inputs, &plan.inputs, &solver_version(), &scored),
        options: [&scored.status_quo, &scored.proposal].into_iter().chain(better).collect(),
        rescored: Some(&scored.rescored),
        fairness: Some(&scored.fairness),
        summary: &lines,
        more: vec![("stops.csv", stops)],
    };
    match run_folder::write(&out, run, started.elapsed()) {
        End::Done if scored.is_possible() => End::Done,
        End::Done => End::Impossible,
        end => end,
    }
}

fn refused(found: &[Fault]) -> End {
    faults::show(found);
    tell!("{}. Nothing was computed or written.", faults::count(found));
    End::BadInput
}
