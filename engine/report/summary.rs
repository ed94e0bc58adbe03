//! The answer on one screen: options for consideration, side by side.

use super::table::{Columns, percent, thousands};
use super::{choice, fairness};
use crate::explore::{Answer, Assessed, Calibration, Figure, GoalFigure, Options};
use crate::formulation::Aim;
use crate::instance::{Instance, suited};
use crate::method::{Certificate, Stage, Status};
use doorstep_check::RuleFinding;
use doorstep_scenario::{GoalKind, Scenario};

/// What every output says of itself.
pub const CAUTION: &str = "Options for consideration: decision support, not a decision.";

/// The whole summary, line by line.
pub fn summary(instance: &Instance, answer: &Answer) -> Vec<String> {
    let mut lines = opening(&instance.scenario, answer);
    lines.extend(of_answer(instance, answer));
    lines
}

/// Whose it is, and what to keep in mind.
pub fn opening(scenario: &Scenario, answer: &Answer) -> Vec<String> {
    let mut lines = vec![scenario.name.clone(), format!("{}. {CAUTION}", scenario.council)];
    if let Answer::Options(options) = answer {
        lines.extend(calibration(scenario, &options.calibration));
    }
    lines.extend(cautions(scenario));
    lines.push(String::new());
    lines
}

/// The answer, without what stands above it.
pub fn of_answer(instance: &Instance, answer: &Answer) -> Vec<String> {
    let scenario = &instance.scenario;
    let mut lines = Vec::new();
    match answer {
        Answer::Options(options) => of_options(instance, options, &mut lines),
        Answer::Impossible { status_quo, nearest } => {
            lines.push("Impossible: no plan keeps every hard rule and target at once.".to_owned());
            lines.push(format!(
                "All that may be touched and counts costs {} a year.",
                status_quo.measures.money.touchable
            ));
            if let Some(nearest) = nearest {
                lines.push("The nearest plan found, by the shares of what it misses:".to_owned());
                lines.extend(missed(scenario, nearest));
                lines.push(String::new());
                side_by_side(instance, &[status_quo, nearest], &mut lines);
            }
        }
        Answer::Nothing { bound } => {
            lines.push("Stopped before any plan was found. Give it more time or effort.".to_owned());
            if let Some(bound) = bound {
                lines.push(format!("No plan can do better than {} on the first goal.", thousands(*bound)));
            }
        }
    }
    lines
}

/// What stands on every output whatever it shows.
pub fn cautions(scenario: &Scenario) -> Vec<String> {
    let mut lines = Vec::new();
    let stand_ins = scenario.sites.iter().filter(|site| site.illustrative).count();
    if stand_ins > 0 {
        lines.push(format!(
            "Illustrative: {stand_ins} of {} sites are stand-ins for places that are not known.",
            scenario.sites.len()
        ));
    }
    let unsourced = scenario.assumptions.iter().filter(|assumption| assumption.source.is_none()).count();
    if unsourced > 0 {
        lines.push(format!("{unsourced} of {} stated assumptions have no source.", scenario.assumptions.len()));
    }
    lines.extend(scaled(scenario));
    lines
}

/// By what take-up was scaled to observed reach, and where that was not enough.
fn scaled(scenario: &Scenario) -> Option<String> {
    let each = scenario.observed.scaled.iter().map(|scale| {
        let short = if scale.met { "" } else { " (not enough to reach as many as observed)" };
        format!("{} × {:.3}{short}", scenario.services[scale.service.0].id, scale.factor)
    });
    let each: Vec<String> = each.collect();
    (!each.is_empty()).then(|| format!("Take-up scaled to observed reach: {}.", each.join(", ")))
}

fn of_options(instance: &Instance, options: &Options, lines: &mut Vec<String>) {
    let scenario = &instance.scenario;
    side_by_side(instance, &options.in_order(), lines);
    lines.push(String::new());
    lines.extend(choice::summary(instance, &options.rescored));
    lines.push(String::new());
    let headline = options.status_quo.measures.headline_service(instance);
    lines.extend(fairness::summary(instance, &options.fairness, headline));
    lines.push(String::new());
    lines.push("Goals of the plan, in order".to_owned());
    let stage = |aim: Aim| options.staged.stages.iter().find(|stage| stage.aim == aim);
    for (at, goal) in options.plan.goals.iter().enumerate() {
        lines.push(goal_line(scenario, goal, stage(goal.aim)));
        // Held at its own value, but for a hair, says nothing new.
        let gives = |stage: &&Stage| (stage.held - stage.value).abs() > 1e-6 * stage.value.abs().max(1.0);
        if let Some(stage) = stage(goal.aim).filter(gives).filter(|_| at + 1 < options.plan.goals.len()) {
            let side = if goal.aim.maximise() { "at least" } else { "at most" };
            lines.push(format!(
                "    kept {side} {} while the goals after it were solved: their bounds stand for such plans",
                figure(goal.aim, stage.held, !goal.aim.maximise())
            ));
        }
    }
    let missing = missed(scenario, &options.plan);
    if !missing.is_empty() {
        lines.push(String::new());
        lines.push("Soft demands the plan misses".to_owned());
        lines.extend(missing);
    }
    lines.extend(options.notes.iter().cloned());
    lines.push(String::new());
    lines.push(proof(options));
    lines.push(ties(options).to_owned());
    if options.status == Status::Stopped {
        lines.push("Not every goal is proved within its tolerance: more time or effort may find a better plan or a smaller gap.".to_owned());
    }
}

/// "Not calibrated", and why; nothing when the model of today is near what was seen.
pub fn calibration(scenario: &Scenario, calibration: &Calibration) -> Option<String> {
    if calibration.holds() {
        return None;
    }
    let off = calibration.compared.iter().find(|compared| !compared.near());
    let why = match off {
        Some(compared) => format!(
            "{} is {} by the model and {} as observed",
            match &compared.of {
                Figure::Spend => "spend".to_owned(),
                Figure::Reached(service) => format!("reach of {service}"),
            },
            thousands(compared.modelled),
            thousands(compared.observed)
        ),
        None if calibration.unobserved.len() == scenario.services.len() => {
            "no observed reach is given for any service".to_owned()
        }
        None if calibration.unobserved.is_empty() => "no observed spend is given".to_owned(),
        None => format!("no observed reach is given for {}", calibration.unobserved.join(", ")),
    };
    Some(format!("Not calibrated: {why}."))
}

pub(super) fn side_by_side(instance: &Instance, all: &[&Assessed], lines: &mut Vec<String>) {
    let scenario = &instance.scenario;
    let mut table = Columns::default();
    let heads = |name: &str| std::iter::once(name.to_owned());
    table.row(heads("").chain(all.iter().map(|option| option.label.clone())));
    let mut row = |name: String, cell: &dyn Fn(&Assessed) -> String| {
        table.row(std::iter::once(name).chain(all.iter().map(|option| cell(option))));
    };
    row(format!("cost a year, {} prices", scenario.price_year), &|option| option.measures.money.total().to_string());
    row("saving a year that counts".to_owned(), &|option| option.measures.money.saving.to_string());
    // From the most open level to closed.
    let mut levels: Vec<usize> = (0..scenario.levels.len()).collect();
    levels.sort_by(|a, b| scenario.levels[*b].hours.total_cmp(&scenario.levels[*a].hours).then(b.cmp(a)));
    for level in levels {
        row(format!("sites {}", scenario.levels[level].id), &|option| {
            option.measures.footprint.sites[level].to_string()
        });
    }
    row("sites that change level".to_owned(), &|option| option.measures.footprint.changed.to_string());
    row("venues in use".to_owned(), &|option| option.measures.footprint.venues.to_string());
    for (at, service) in scenario.services.iter().enumerate() {
        row(format!("reached a year: {}", service.name), &|option| {
            let reach = option.measures.reach[at].all;
            let share = reach.share().map_or_else(String::new, |share| format!(" ({})", percent(share, 0)));
            format!("{}{share}", thousands(reach.reached))
        });
    }
    row("rules and targets kept".to_owned(), &|option| {
        let kept = option.verdict.rules.iter().filter(|rule| rule.kept).count()
            + option.verdict.targets.iter().filter(|target| target.kept).count();
        format!("{kept} of {}", scenario.rules.len() + scenario.targets.len())
    });
    lines.extend(table.lines());
    lines.push("People are counted once for each service; services are never added up as people.".to_owned());
}

/// Each rule and target that is missed, and by how much.
fn missed(scenario: &Scenario, option: &Assessed) -> Vec<String> {
    let mut lines = Vec::new();
    for target in option.verdict.targets.iter().filter(|target| !target.kept) {
        lines.push(format!(
            "  {}: {} of {}, short by £{}",
            target.id,
            target.have,
            target.wanted,
            thousands(target.shortfall)
        ));
    }
    for rule in option.verdict.rules.iter().filter(|rule| !rule.kept) {
        let (each, over) = misses(rule);
        let worst = rule.detail.iter().zip(each).max_by(|a, b| a.1.total_cmp(&b.1));
        let worst = worst.map_or_else(String::new, |(worst, _)| {
            let word = if over { "where at most" } else { "of" };
            format!("; {}: {} {word} {}", worst.of, fine(worst.have, worst.wanted), fine(worst.wanted, worst.have))
        });
        let why = scenario.rules.iter().find(|known| known.id == rule.id).and_then(|rule| rule.why.as_deref());
        let why = why.map_or_else(String::new, |why| format!(" ({why})"));
        let word = if over { "over" } else { "short" };
        let by = if rule.shortfall < 0.5 { format!("{:.2}", rule.shortfall) } else { thousands(rule.shortfall) };
        let unit = if by == "1" { rule.unit.trim_end_matches('s') } else { rule.unit };
        lines.push(format!("  {}: {word} by {by} {unit}{worst}{why}", rule.id));
    }
    lines
}

/// By how much each part of a rule is missed, and whether that is too much rather than too little. A rule asks for
/// at least or at most; which of the two shows in the shortfall that the checker found, so no kind of rule has to
/// be known here.
pub(super) fn misses(found: &RuleFinding) -> (Vec<f64>, bool) {
    let below: Vec<f64> = found.detail.iter().map(|part| (part.wanted - part.have).max(0.0)).collect();
    let above: Vec<f64> = found.detail.iter().map(|part| (part.have - part.wanted).max(0.0)).collect();
    let off = |parts: &[f64]| (parts.iter().sum::<f64>() - found.shortfall).abs();
    if off(&below) <= off(&above) { (below, false) } else { (above, true) }
}

/// A number, with decimals where it would read like the one it is compared with.
fn fine(value: f64, beside: f64) -> String {
    if (value - beside).abs() < 1.0 && value.round().to_string() == beside.round().to_string() {
        format!("{value:.2}")
    } else {
        thousands(value)
    }
}

/// A goal with its value, bound and gap; "optimal" only where the gap is nothing. `stage` is where it
/// was solved.
pub fn goal_line(scenario: &Scenario, goal: &GoalFigure, stage: Option<&Stage>) -> String {
    let number = |value: f64, up: bool| figure(goal.aim, value, up);
    let least = !goal.aim.maximise();
    let bound = match (goal.bound, goal.gap) {
        (Some(_), Some(gap)) if gap <= 1e-6 => "optimal: the bound is reached, to a millionth".to_owned(),
        (Some(bound), Some(gap)) => format!("bound {}, gap {}", number(bound, !least), percent(gap, 2)),
        _ => "no bound stands for it".to_owned(),
    };
    let word = match stage.filter(|_| goal.bound.is_some()).map(|stage| stage.certificate) {
        Some(Certificate::SolverRelaxation) => " (bound: the solver's, of its linear relaxation)",
        Some(Certificate::SolverTree) => " (bound: the solver's, of its search)",
        Some(Certificate::Derived) => " (bound: derived here from prices, without a solver)",
        Some(Certificate::None) | None => "",
    };
    let each = a_person(scenario, goal.aim, goal.value);
    format!("  {}: {}{each}; {bound}{word}", goal.aim.title(scenario), number(goal.value, least))
}

/// What a value of access is for one person whom anything of it suits, in brackets and rounded down; nothing
/// for other aims.
pub(super) fn a_person(scenario: &Scenario, aim: Aim, value: f64) -> String {
    let Aim::Goal(GoalKind::MostAccess(access)) = aim else { return String::new() };
    let access = &scenario.access[access.0];
    let people: f64 = suited(scenario, access).iter().map(|suited| suited.people).sum();
    // People are whole, and so is what is counted of them: a hair is the arithmetic's.
    let each = (value + 1e-6) / people;
    match access.choices {
        _ if people <= 0.0 => String::new(),
        1 => format!(" ({:.1} % of them)", (each * 1000.0).floor() / 10.0),
        _ => format!(" ({:.2} a person)", (each * 100.0).floor() / 100.0),
    }
}

/// A value of an aim, rounded up or down: neither a plan nor its proof may look better than it is.
pub(super) fn figure(aim: Aim, value: f64, up: bool) -> String {
    rounded(aim, value, |value| if up { (value - 1e-6).ceil() } else { (value + 1e-6).floor() })
}

/// The same to the nearest.
pub(super) fn nearest(aim: Aim, value: f64) -> String {
    rounded(aim, value, f64::round)
}

fn rounded(aim: Aim, value: f64, cut: impl Fn(f64) -> f64) -> String {
    match aim {
        Aim::Goal(GoalKind::LeastCost { .. }) => format!("£{}", thousands(cut(value))),
        Aim::Goal(GoalKind::MostAccess(_) | GoalKind::FewestChanges) => thousands(cut(value)),
        _ => tenths(cut(value * 10.0)),
    }
}

/// A count of tenths with one decimal and thousands apart.
fn tenths(count: f64) -> String {
    let sign = if count < 0.0 { "-" } else { "" };
    format!("{sign}{}.{:.0}", thousands((count.abs() / 10.0).floor()), count.abs() % 10.0)
}

fn proof(options: &Options) -> String {
    let count = 2 + options.alternatives.len();
    format!(
        "Checked: all {count} options proved again by the checker, from the scenario alone: money to the penny, distance, reach, every rule and goal."
    )
}

/// Are there other plans as good as this one?
pub fn ties(options: &Options) -> &'static str {
    if options.staged.ties_resolved {
        "Ties resolved: among equal plans this is the first by ids."
    } else {
        "Ties unresolved: other plans may be as good by every goal."
    }
}
