//! `doorstep ensemble robust`: one plan for several of an ensemble's futures, in a run folder.

use super::Trouble;
use super::args::{EnsembleRobust, Goodness};
use super::kept::{Opened, design};
use crate::cli::progress::Shown;
use crate::cli::run_folder::{self, Run};
use crate::cli::solve::{failed, limits, set_threads};
use crate::cli::{End, faults};
use doorstep::explore::{self, Member, RobustAnswer, RobustAsked, RobustError, RobustPlan, at_end, robust};
use doorstep::measures::fairness::Fairness;
use doorstep::method::{Criterion, Limits, solver_version};
use doorstep::report::asked as report;
use doorstep::report::manifest::{self, Question};
use doorstep::report::summary::{CAUTION, cautions};
use doorstep::scenario::{Fault, Input};
use std::path::{Path, PathBuf};
use std::time::Instant;

pub fn run(args: &EnsembleRobust) -> End {
    match answer(args) {
        Ok(end) => end,
        Err(trouble) => trouble.end(),
    }
}

fn answer(args: &EnsembleRobust) -> Result<End, Trouble> {
    let started = Instant::now();
    let criterion = match args.criterion {
        Goodness::MinimaxRegret => Criterion::MinimaxRegret,
        Goodness::Cvar => Criterion::CVaR { share: args.share },
        Goodness::Mean => Criterion::Mean,
    };
    let out = args.out.clone().unwrap_or_else(|| default_folder(&args.folder, criterion));
    run_folder::usable(&out)
        .map_err(|why| format!("cannot write the run folder {}: {why}. Name another with --out", out.display()))?;
    set_threads(&args.how);
    let opened = Opened::of(&args.folder)?;
    let members = members(args, &opened)?;
    let many = members.len();
    let own = opened.base.scenario.goals.first().map(|goal| goal.within.value());
    let each = limits(&args.how);
    let each = Limits { gap: each.gap.or(own), ..each };
    let asked = RobustAsked {
        criterion,
        wanted: args.how.method.wanted(),
        each,
        limits: Limits { work: each.work.map(|work| work.saturating_mul(many as u64)), ..each },
    };
    let mut shown = Shown::new(args.how.quiet);
    let found = robust(&opened.base, members, &asked, &mut shown);
    shown.finish();
    match found {
        Ok(RobustAnswer::Plan(plan)) => {
            write(args, &opened, &out, &plan, (&asked.limits, shown.interrupted(), started))
        }
        Ok(RobustAnswer::Alone { members }) => {
            say!("Impossible: no plan keeps every hard rule and target in {}, even by itself.", named(&members));
            say!("{EASE}");
            Ok(End::Impossible)
        }
        Ok(RobustAnswer::Impossible { members, minimal }) => {
            let spare = if minimal {
                "there is one as soon as any of them is left out"
            } else {
                "perhaps some of them can be spared: there was no time to try all"
            };
            say!("Impossible: no plan keeps every hard rule and target in all {many} futures.");
            say!("There is none for {} together; {spare}.", named(&members));
            say!("{EASE}");
            Ok(End::Impossible)
        }
        Ok(RobustAnswer::Nothing { why }) => {
            say!("No plan: {why}. Nothing was written.");
            Ok(End::Stopped)
        }
        Err(RobustError::Run(error)) => Ok(failed(&error)),
        Err(error) => Err(format!("{}: {error}", args.folder.display()).into()),
    }
}

/// What can be done where there is no plan.
const EASE: &str = "Ease what they ask for, make it soft, or name other futures with --members. Nothing was written.";

/// Members by their numbers.
fn named(members: &[u64]) -> String {
    let each: Vec<String> = members.iter().map(u64::to_string).collect();
    format!("{} {}", if each.len() == 1 { "member" } else { "members" }, each.join(", "))
}

/// `runs/NAME-CRITERION`
fn default_folder(ensemble: &Path, criterion: Criterion) -> PathBuf {
    let name = ensemble.canonicalize().ok();
    let name = name.as_deref().unwrap_or(ensemble).file_name().unwrap_or_default().to_string_lossy();
    Path::new("runs").join(format!("{name}-{}", criterion.name()))
}

/// The futures that are asked for.
fn members(args: &EnsembleRobust, opened: &Opened) -> Result<Vec<Member>, Trouble> {
    let there = opened.manifest.members;
    let wanted: Vec<u64> =
        if args.members.is_empty() { (0..args.futures.min(there)).collect() } else { args.members.clone() };
    if let Some(beyond) = wanted.iter().find(|number| **number >= there) {
        let last = there.saturating_sub(1);
        let folder = args.folder.display();
        return Err(format!("{folder} has members 0 to {last}; there is no member {beyond}: name others").into());
    }
    let weights = design(&args.folder, &opened.manifest)?.real("(weight)").to_vec();
    let each = wanted.into_iter().map(|number| {
        let scenario = opened.futures.scenario(&opened.values(number)).map_err(|found| {
            let each: Vec<String> = found.iter().take(3).map(Fault::to_string).collect();
            faults::show(&found);
            format!("member {number} cannot be with its numbers: {}. Name others with --members", each.join("; "))
        })?;
        let scenario =
            at_end(scenario).map_err(|(_, why)| format!("member {number}: {why}. Name others with --members"))?;
        let weight = usize::try_from(number).ok().and_then(|at| weights.get(at)).copied().flatten();
        Ok(Member { number, weight: weight.unwrap_or(1.0), scenario })
    });
    each.collect()
}

fn write(
    args: &EnsembleRobust,
    opened: &Opened,
    out: &Path,
    plan: &RobustPlan,
    (limits, interrupted, started): (&Limits, bool, Instant),
) -> Result<End, Trouble> {
    let base = &opened.base;
    let options = vec![&plan.base[0], &plan.base[1]];
    let mut lines = vec![base.scenario.name.clone(), format!("{}. {CAUTION}", base.scenario.council)];
    lines.extend(cautions(&base.scenario));
    lines.push(String::new());
    lines.extend(report::robust(&base.scenario, plan));
    lines.push(format!(
        "Checked: the plan proved again by the checker in each of {} futures, the criterion from what it found. Method: {}.",
        plan.members.len(),
        plan.told
    ));
    lines.push(format!(
        "Hold it in every future: doorstep ensemble plan {} --hold robust={}:plan",
        opened.manifest.file,
        out.display()
    ));
    for line in &lines {
        say!("{line}");
    }
    let mut table = Vec::new();
    report::futures(plan, &mut table).map_err(|error| format!("futures.csv: {error}"))?;
    let inputs: Vec<Input> =
        opened.manifest.inputs.iter().map(|(file, hash)| Input { file: file.clone(), hash: hash.clone() }).collect();
    let asked = report::robust_question(plan.criterion, plan.members.len());
    let about = Question { asked: &asked, method: &plan.told, stopped: !plan.proven };
    let solver = solver_version();
    let manifest = manifest::of_question(&base.scenario, &inputs, &solver, limits, interrupted, &about, &options);
    let fairness = Fairness { losing: args.how.losing, ..explore::fairness(base, &options) };
    let rescored = explore::rescore(base, &options);
    let run = Run {
        instance: base,
        manifest,
        options,
        rescored: Some(&rescored),
        fairness: Some(&fairness),
        summary: &lines,
        more: vec![("futures.csv", table)],
    };
    Ok(match run_folder::write(out, run, started.elapsed()) {
        End::Done if !plan.proven => End::Stopped,
        end => end,
    })
}
