//! Further questions of one scenario: `frontier`, `ladder`, `margins`, `choices`, `explain`. Each ends in a run
//! folder whose options are the plans it found.

use crate::cli::args::{self, Choices, Explain, Frontier, How, Ladder, Margins};
use crate::cli::progress::Shown;
use crate::cli::run_folder::{self, Run};
use crate::cli::solve::{default_folder, failed, limits, set_threads};
use crate::cli::{End, check, faults};
use doorstep::explore::{self, Assessed, ChoicesAsked, FrontierAsked, LadderFrom, RunError};
use doorstep::formulation::Aim;
use doorstep::instance::Instance;
use doorstep::measures::fairness::Fairness;
use doorstep::method::{Limits, solver_version};
use doorstep::report::manifest::{self, Question};
use doorstep::report::summary::{CAUTION, cautions};
use doorstep::report::{asked as report, map, tables};
use doorstep::scenario::{GoalKind, Loaded, Pence, Scenario, SiteIx, Strength, Weight, amount_of};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

/// A scenario that is to be asked something.
struct Asked {
    instance: Arc<Instance>,
    loaded: Loaded,
    out: PathBuf,
    limits: Limits,
    losing: f64,
    started: Instant,
}

/// What was found, ready to be shown and written.
struct Found<'f> {
    question: String,
    told: &'f str,
    instance: &'f Instance,
    /// Today first.
    options: Vec<&'f Assessed>,
    lines: Vec<String>,
    more: Vec<(&'static str, Vec<u8>)>,
    stopped: bool,
}

impl Asked {
    fn of(scenario: &Path, out: Option<&PathBuf>, word: &str, how: &How) -> Result<Asked, End> {
        let out = out.cloned().unwrap_or_else(|| {
            let mut folder = default_folder(scenario).into_os_string();
            folder.push(format!("-{word}"));
            folder.into()
        });
        if let Err(why) = run_folder::usable(&out) {
            tell!("cannot write the run folder {}: {why}. Name another with --out", out.display());
            return Err(End::Failed);
        }
        set_threads(how);
        let started = Instant::now();
        match check::prepared_end(scenario) {
            Ok((instance, loaded, warnings)) => {
                faults::show(&warnings);
                Ok(Asked { instance, loaded, out, limits: limits(how), losing: how.losing, started })
            }
            Err(found) => {
                faults::show(&found);
                tell!("{}. Nothing was computed or written.", faults::count(&found));
                Err(End::BadInput)
            }
        }
    }

    fn scenario(&self) -> &Scenario {
        &self.instance.scenario
    }

    /// Shows what was found and writes its folder.
    fn end(&self, found: Found<'_>, interrupted: bool) -> End {
        let scenario = self.scenario();
        let mut lines = vec![scenario.name.clone(), format!("{}. {CAUTION}", scenario.council)];
        lines.extend(cautions(scenario));
        lines.push(String::new());
        lines.extend(found.lines);
        lines.push(String::new());
        lines.push(format!(
            "Checked: all {} options proved again by the checker, from the scenario alone. Method: {}.",
            found.options.len(),
            found.told
        ));
        for line in &lines {
            say!("{line}");
        }
        let about = Question { asked: &found.question, method: found.told, stopped: found.stopped };
        let solver = solver_version();
        let manifest = manifest::of_question(
            &found.instance.scenario,
            &self.loaded.inputs,
            &solver,
            &self.limits,
            interrupted,
            &about,
            &found.options,
        );
        let fairness = explore::fairness(found.instance, &found.options);
        let fairness = Fairness { losing: self.losing, ..fairness };
        let run = Run {
            instance: found.instance,
            manifest,
            options: found.options,
            rescored: None,
            fairness: Some(&fairness),
            summary: &lines,
            more: found.more,
        };
        match run_folder::write(&self.out, run, self.started.elapsed()) {
            End::Done if found.stopped => End::Stopped,
            end => end,
        }
    }

    fn nothing(&self) -> End {
        say!("No plan was found that keeps every rule: `doorstep solve` says whether there is one.");
        say!("{} is left as it was.", self.out.display());
        End::Stopped
    }
}

/// A table of an answer.
fn table(name: &'static str, write: impl Fn(&mut Vec<u8>) -> tables::Result) -> Result<(&'static str, Vec<u8>), End> {
    let mut bytes = Vec::new();
    match write(&mut bytes) {
        Ok(()) => Ok((name, bytes)),
        Err(error) => {
            tell!("failed: {name}: {error}");
            Err(End::Failed)
        }
    }
}

fn ended(result: Result<End, End>) -> End {
    result.unwrap_or_else(|end| end)
}

fn solved<T>(found: Result<T, RunError>) -> Result<T, End> {
    found.map_err(|error| match error {
        RunError::Impossible => impossible(),
        error => failed(&error),
    })
}

fn impossible() -> End {
    say!(
        "Impossible: no plan keeps every rule and target, proven. `doorstep solve` says what clashes and what would mend it."
    );
    End::Impossible
}

/// `doorstep frontier`
pub fn frontier(args: &Frontier) -> End {
    ended(frontier_of(args))
}

fn frontier_of(args: &Frontier) -> Result<End, End> {
    let asked = Asked::of(&args.scenario, args.out.as_ref(), "frontier", &args.how)?;
    let goal = |word: &str| {
        goal(asked.scenario(), word).ok_or_else(|| {
            tell!("there is no goal {word}. Write most-reach, least-cost, fewest-changes, or the number of a goal of the scenario");
            End::Usage
        })
    };
    let question = FrontierAsked {
        first: goal(&args.first)?,
        second: goal(&args.second)?,
        points: (!args.all).then_some(args.points as usize),
        without_targets: args.without_targets,
    };
    if question.first == question.second {
        tell!("both goals are the same: name two");
        return Err(End::Usage);
    }
    let mut shown = Shown::new(args.how.quiet);
    let found = explore::frontier(&asked.instance, question, args.how.method.wanted(), asked.limits, &mut shown);
    shown.finish();
    let Some(found) = solved(found)? else { return Ok(asked.nothing()) };
    let svg = report::picture(&found);
    let png = map::png(&svg, run_folder::WIDTH).map_err(|error| {
        tell!("failed: {error}");
        End::Failed
    })?;
    let more = vec![
        table("frontier.csv", |to| report::points(&found, to))?,
        ("frontier.svg", svg.into_bytes()),
        ("frontier.png", png),
    ];
    let options = std::iter::once(&found.status_quo).chain(found.points.iter().map(|point| &point.plan));
    let told = Found {
        question: report::frontier_question(&found),
        told: &found.told,
        instance: &found.instance,
        options: options.collect(),
        lines: report::frontier(&found),
        more,
        stopped: found.stopped,
    };
    Ok(asked.end(told, shown.interrupted()))
}

/// A goal as people name it.
fn goal(scenario: &Scenario, word: &str) -> Option<GoalKind> {
    if let Ok(number) = word.parse::<usize>() {
        return scenario.goals.get(number.checked_sub(1)?).map(|goal| goal.kind);
    }
    let known = scenario.goals.iter().map(|goal| goal.kind).find(|kind| Aim::Goal(*kind).name() == word);
    known.or(match word {
        "most-reach" => Some(GoalKind::MostReach(Weight::Need)),
        "least-cost" => Some(GoalKind::LeastCost { travel: None }),
        "fewest-changes" => Some(GoalKind::FewestChanges),
        _ => None,
    })
}

/// The target that is meant: by its id, or the hard one that asks for most.
fn target(scenario: &Scenario, id: Option<&str>) -> Result<usize, End> {
    let hard = scenario.targets.iter().enumerate().filter(|(_, target)| target.strength == Strength::Hard);
    let found = match id {
        Some(id) => scenario.targets.iter().position(|target| target.id == id),
        None => hard.max_by_key(|(_, target)| target.amount).map(|(at, _)| at),
    };
    if let Some(target) = found.map(|at| &scenario.targets[at]).filter(|target| target.strength != Strength::Hard) {
        tell!(
            "target {} is soft: what may be missed has no steps and no margins. Make it hard, or name another",
            target.id
        );
        return Err(End::Usage);
    }
    found.ok_or_else(|| {
        if let Some(id) = id {
            tell!("there is no target {id}");
        } else {
            tell!("the scenario has no hard savings target. Add one, or name a target with --target");
        }
        End::Usage
    })
}

fn pounds(written: &str) -> Result<Pence, End> {
    amount_of(written).map_err(|why| {
        tell!("{why}");
        End::Usage
    })
}

/// `doorstep ladder`
pub fn ladder(args: &Ladder) -> End {
    ended(ladder_of(args))
}

fn ladder_of(args: &Ladder) -> Result<End, End> {
    let asked = Asked::of(&args.scenario, args.out.as_ref(), "ladder", &args.how)?;
    let target = target(asked.scenario(), args.target.as_deref())?;
    let amounts: Vec<Pence> = args.amounts.iter().map(|amount| pounds(amount)).collect::<Result<_, _>>()?;
    let from = match args.from {
        args::End::Last => LadderFrom::Last,
        args::End::First => LadderFrom::First,
    };
    let mut shown = Shown::new(args.how.quiet);
    let found =
        explore::ladder(&asked.instance, target, &amounts, from, args.how.method.wanted(), asked.limits, &mut shown);
    shown.finish();
    let found = solved(found)?;
    let labelled = labelled(&found);
    if found.iter().all(|rung| rung.free.impossible) {
        say!("Impossible: none of these amounts can be saved with every rule kept, proven. Name smaller ones.");
        return Ok(End::Impossible);
    }
    let Some(last) = found.iter().rev().find(|rung| rung.nested.plan.is_some()) else { return Ok(asked.nothing()) };
    let today = solved(explore::status_quo(&asked.instance))?;
    let aim = explore::first_aim(&asked.instance);
    let told = Found {
        question: format!("ladder of {} targets", found.len()),
        told: "each step by itself, then tied to its neighbour",
        instance: &last.instance,
        options: std::iter::once(&today).chain(&labelled).collect(),
        lines: report::ladder(aim, &found),
        more: vec![table("ladder.csv", |to| report::rungs(aim, &found, to))?],
        stopped: found
            .iter()
            .any(|rung| rung.nested.plan.is_none() && !rung.free.impossible && !rung.nested.impossible),
    };
    Ok(asked.end(told, shown.interrupted()))
}

/// The nested plans, each called by its step.
fn labelled(rungs: &[explore::Rung]) -> Vec<Assessed> {
    let each = rungs.iter().enumerate().filter_map(|(at, rung)| {
        let plan = rung.nested.plan.clone()?;
        Some(Assessed { label: format!("step {}", at + 1), ..plan })
    });
    each.collect()
}

/// `doorstep margins`
pub fn margins(args: &Margins) -> End {
    ended(margins_of(args))
}

fn margins_of(args: &Margins) -> Result<End, End> {
    let asked = Asked::of(&args.scenario, args.out.as_ref(), "margins", &args.how)?;
    let target = target(asked.scenario(), args.target.as_deref())?;
    let amount = asked.scenario().targets[target].amount;
    // A tenth of a small target: what is asked for has to stay something.
    let step = args.step.as_deref().map_or_else(|| Ok(Pence(10_000_000).min(Pence(amount.0 / 10))), pounds)?;
    if step <= Pence::ZERO || step >= amount {
        tell!("a step is more than nothing and less than the target, {amount}: write --step £1,000, say");
        return Err(End::Usage);
    }
    let mut shown = Shown::new(args.how.quiet);
    let found = explore::margin(&asked.instance, target, step, args.how.method.wanted(), asked.limits, &mut shown);
    shown.finish();
    let found = vec![solved(found)?];
    if found.iter().all(|margin| margin.priced.iter().all(|priced| priced.best.impossible)) {
        return Ok(impossible());
    }
    let today = solved(explore::status_quo(&asked.instance))?;
    let names = ["less to save", "as it is", "more to save"];
    let plans: Vec<Assessed> = found
        .iter()
        .flat_map(|margin| margin.priced.iter().zip(names))
        .filter_map(|(priced, name)| Some(Assessed { label: name.to_owned(), ..priced.best.plan.clone()? }))
        .collect();
    if plans.is_empty() {
        return Ok(asked.nothing());
    }
    let told = Found {
        question: format!("margins of {step}"),
        told: "solved again for each amount",
        instance: &asked.instance,
        options: std::iter::once(&today).chain(&plans).collect(),
        lines: report::margins(asked.scenario(), &found),
        more: vec![table("margins.csv", |to| report::priced(asked.scenario(), &found, to))?],
        stopped: found.iter().any(|margin| margin.priced.iter().any(|priced| priced.best.stopped())),
    };
    Ok(asked.end(told, shown.interrupted()))
}

/// `doorstep choices`
pub fn choices(args: &Choices) -> End {
    ended(choices_of(args))
}

fn choices_of(args: &Choices) -> Result<End, End> {
    let asked = Asked::of(&args.scenario, args.out.as_ref(), "choices", &args.how)?;
    let question = ChoicesAsked { within: args.within, alternatives: args.alternatives as usize, sites: None };
    let mut shown = Shown::new(args.how.quiet);
    let found = explore::choices(&asked.instance, &question, args.how.method.wanted(), asked.limits, &mut shown);
    shown.finish();
    let Some(found) = solved(found)? else { return Ok(asked.nothing()) };
    let options =
        [&found.status_quo, &found.plan].into_iter().chain(found.alternatives.iter().map(|other| &other.plan));
    let more = vec![
        table("alternatives.csv", |to| report::alternatives(&found, to))?,
        table("choices.csv", |to| report::sites(asked.scenario(), &found, to))?,
    ];
    let stopped = found.sites.len() < asked.scenario().sites.len()
        || found.sites.iter().any(|site| site.class == explore::Class::Open);
    let told = Found {
        question: format!("choices within {}", args.within),
        told: &found.told,
        instance: &asked.instance,
        options: options.collect(),
        lines: report::choices(asked.scenario(), &found),
        more,
        stopped,
    };
    Ok(asked.end(told, shown.interrupted()))
}

/// `doorstep explain`
pub fn explain(args: &Explain) -> End {
    ended(explain_of(args))
}

fn explain_of(args: &Explain) -> Result<End, End> {
    let asked = Asked::of(&args.scenario, args.out.as_ref(), "explain", &args.how)?;
    let mut sites = Vec::new();
    for id in &args.sites {
        let Some(at) = asked.scenario().sites.iter().position(|site| site.id == *id) else {
            let known: Vec<&str> = asked.scenario().sites.iter().map(|site| site.id.as_str()).collect();
            tell!("there is no site {id}. Sites are {}", known.join(", "));
            return Err(End::Usage);
        };
        if !sites.contains(&SiteIx(at)) {
            sites.push(SiteIx(at));
        }
    }
    let mut shown = Shown::new(args.how.quiet);
    let found = explore::explain(&asked.instance, &sites, args.how.method.wanted(), asked.limits, &mut shown);
    shown.finish();
    let Some((found, explained)) = solved(found)? else { return Ok(asked.nothing()) };
    let others: Vec<Assessed> = explained
        .iter()
        .filter_map(|site| {
            let id = &asked.scenario().sites[site.site.0].id;
            let word = if site.forced.kept { "closed" } else { "kept" };
            Some(Assessed { label: format!("{id} {word}"), ..(**site.forced.plan.as_ref()?).clone() })
        })
        .collect();
    let more = vec![
        table("choices.csv", |to| report::sites(asked.scenario(), &found, to))?,
        table("who_goes_where.csv", |to| report::moved(asked.scenario(), &explained, to))?,
    ];
    let told = Found {
        question: format!("why {}", args.sites.join(", ")),
        told: &found.told,
        instance: &asked.instance,
        options: [&found.status_quo, &found.plan].into_iter().chain(&others).collect(),
        lines: report::why(asked.scenario(), &found, &explained),
        more,
        stopped: explained.len() < sites.len()
            || explained.iter().any(|site| site.forced.class == explore::Class::Open),
    };
    Ok(asked.end(told, shown.interrupted()))
}
