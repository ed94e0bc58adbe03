//! The mathematics as text: every family of rows and every goal on one small council, compared with
//! `tests/golden/*.lp`. `UPDATE_GOLDEN=1` writes them anew; read the difference before you commit it.

mod council;
mod text;

use doorstep::formulation::{Aim, Formulation, Grain, Objective, RowKey, Subject};
use doorstep::instance::Instance;
use doorstep_scenario::{GoalKind, RuleKind, Scenario};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn formulation(grain: Grain) -> Formulation {
    written_down(council::council(), grain)
}

fn written_down(council: Scenario, grain: Grain) -> Formulation {
    Formulation::formulate(&Arc::new(Instance::prepare(Arc::new(council))), grain)
}

/// The grain of sessions at which a file of `engine/formulation/constraints` has rows.
fn grain_of(file: &str) -> Grain {
    if file == "rooms_by_level" { Grain::Relaxed } else { Grain::Whole }
}

/// Does a row stand in this file of `engine/formulation/constraints`?
fn stands_in(file: &str, key: RowKey, formulation: &Formulation) -> bool {
    let rule = |wanted: &dyn Fn(&RuleKind) -> bool| match key {
        RowKey::Demand(Subject::Rule(at), _) => wanted(&formulation.instance.scenario.rules[at].kind),
        _ => false,
    };
    match file {
        "at_least" => rule(&|kind| matches!(kind, RuleKind::AtLeast { .. })),
        "at_most" => rule(&|kind| matches!(kind, RuleKind::AtMost { .. })),
        "sites_share" => rule(&|kind| matches!(kind, RuleKind::SitesShare { .. })),
        "reach_share" => rule(&|kind| matches!(kind, RuleKind::ReachShare { .. })),
        "keep_reach" => rule(&|kind| matches!(kind, RuleKind::KeepReach { .. })),
        "lock" => rule(&|kind| matches!(kind, RuleKind::Lock { .. })),
        "forbid" => rule(&|kind| matches!(kind, RuleKind::Forbid { .. })),
        "not_before" => rule(&|kind| matches!(kind, RuleKind::NotBefore { .. })),
        "if_then" => rule(&|kind| matches!(kind, RuleKind::IfThen { .. })),
        "either_or" => rule(&|kind| matches!(kind, RuleKind::EitherOr { .. })),
        "together" => rule(&|kind| matches!(kind, RuleKind::Together { .. })),
        "hub_spoke" => rule(&|kind| matches!(kind, RuleKind::HubSpoke { .. })),
        "least_sessions" => rule(&|kind| matches!(kind, RuleKind::LeastSessions { .. })),
        "least_users" => rule(&|kind| matches!(kind, RuleKind::LeastUsers { .. })),
        "posts_at_most" => rule(&|kind| matches!(kind, RuleKind::PostsAtMost { .. })),
        "changes_at_most" => rule(&|kind| matches!(kind, RuleKind::ChangesAtMost { .. })),
        "nearest_lost" => rule(&|kind| matches!(kind, RuleKind::NearestLost { .. })),
        "cost_at_most" => rule(&|kind| matches!(kind, RuleKind::CostAtMost { .. })),
        "cost_share" => rule(&|kind| matches!(kind, RuleKind::CostShare { .. })),
        "serve_everyone" => rule(&|kind| matches!(kind, RuleKind::ServeEveryone { .. })),
        "access_share" => {
            matches!(key, RowKey::Access(..)) || rule(&|kind| matches!(kind, RuleKind::AccessShare { .. }))
        }
        "access_gap" => {
            matches!(key, RowKey::AccessEach(..) | RowKey::PartShare(..))
                || rule(&|kind| matches!(kind, RuleKind::AccessGap { .. }))
        }
        "counted" => matches!(key, RowKey::Enough(..) | RowKey::Counted(..)),
        "capacity" => matches!(key, RowKey::Capacity(_)),
        "needs_level" => matches!(key, RowKey::NeedsLevel(_)),
        "once_per_service" => matches!(key, RowKey::OncePerService(_)),
        "one_level" => matches!(key, RowKey::OneLevel(_)),
        "only_if_runs" => matches!(key, RowKey::OnlyIfRuns(_)),
        "rooms" => matches!(key, RowKey::Rooms(_)),
        "rooms_by_level" => matches!(key, RowKey::RoomsAt(..) | RowKey::SessionsAt(..) | RowKey::AllLevels(_)),
        "session_bounds" => matches!(key, RowKey::LeastSessions(_) | RowKey::MostSessions(_)),
        "target" => matches!(key, RowKey::Demand(Subject::Target(_), _)),
        "venue_week" => matches!(key, RowKey::VenueWeek(_)),
        other => panic!("say in tests/suite/golden.rs which rows stand in constraints/{other}.rs"),
    }
}

/// The council's goals that stand in this file of `engine/formulation/objectives`.
fn aims_in(file: &str, formulation: &Formulation) -> Vec<Aim> {
    let goals = |wanted: &dyn Fn(&GoalKind) -> bool| {
        let goals = formulation.instance.scenario.goals.iter().map(|goal| goal.kind);
        goals.filter(|kind| wanted(kind)).map(Aim::Goal).collect()
    };
    match file {
        "best_worst" => goals(&|kind| matches!(kind, GoalKind::BestWorst { .. })),
        "fewest_changes" => goals(&|kind| matches!(kind, GoalKind::FewestChanges)),
        "identifiers" => vec![Aim::Identifiers { from: 0 }],
        "kolm_pollak" => goals(&|kind| matches!(kind, GoalKind::KolmPollak { .. })),
        "least_cost" => goals(&|kind| matches!(kind, GoalKind::LeastCost { .. })),
        "least_shortfall" => vec![Aim::LeastShortfall],
        "least_travel" => goals(&|kind| matches!(kind, GoalKind::LeastTravel(_))),
        "least_worst_travel" => goals(&|kind| matches!(kind, GoalKind::LeastWorstTravel(_))),
        "most_access" => goals(&|kind| matches!(kind, GoalKind::MostAccess(_))),
        "most_reach" => goals(&|kind| matches!(kind, GoalKind::MostReach(_))),
        other => panic!("say in tests/suite/golden.rs which aim stands in objectives/{other}.rs"),
    }
}

/// A goal with the rows that are there for it alone.
fn goal_text(formulation: &Formulation, aim: Aim) -> String {
    let text = text::objective(formulation, &Objective::of(aim, formulation));
    let at = formulation.instance.scenario.goals.iter().position(|goal| Aim::Goal(goal.kind) == aim);
    let own = |key: RowKey| match key {
        RowKey::GoalPart(goal, _) | RowKey::Near(goal, ..) | RowKey::Choices(goal, ..) => Some(goal) == at,
        _ => false,
    };
    if formulation.rows.iter().any(|row| own(row.key)) {
        return text + &text::rows(formulation, own);
    }
    text
}

/// The files of a folder of the formulation, `mod.rs` left out.
fn families(folder: &str) -> BTreeSet<String> {
    let all = std::fs::read_dir(root().join("engine/formulation").join(folder)).unwrap();
    let stems = all.map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned());
    stems.filter(|stem| stem != "mod").collect()
}

fn golden(name: &str) -> PathBuf {
    root().join("tests/golden").join(format!("{name}.lp"))
}

/// Compares with the file, or writes it.
fn compare(name: &str, text: &str, wrong: &mut Vec<String>) {
    let path = golden(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, text).unwrap();
        return;
    }
    let want = std::fs::read_to_string(&path).unwrap_or_default();
    if want != text {
        let line = want
            .lines()
            .zip(text.lines())
            .position(|(a, b)| a != b)
            .unwrap_or(want.lines().count().min(text.lines().count()));
        let (was, is) = (want.lines().nth(line).unwrap_or("(nothing)"), text.lines().nth(line).unwrap_or("(nothing)"));
        wrong.push(format!("{name}.lp, line {}:\n    golden {was}\n    now    {is}", line + 1));
    }
}

#[test]
fn every_family_of_rows_reads_as_its_golden_text() {
    let mut wrong = Vec::new();
    for file in families("constraints") {
        let formulation = formulation(grain_of(&file));
        let text = text::rows(&formulation, |key| stands_in(&file, key, &formulation));
        assert!(text.contains(": "), "the council has no row of {file}: give it one");
        compare(&format!("constraint-{}", file.replace('_', "-")), &text, &mut wrong);
    }
    assert!(wrong.is_empty(), "UPDATE_GOLDEN=1 cargo test --test suite golden, if it is meant:\n{}", wrong.join("\n"));
}

#[test]
fn every_goal_reads_as_its_golden_text() {
    let mut wrong = Vec::new();
    for file in families("objectives") {
        let council = if file == "most_access" { council::with_access() } else { council::council() };
        let formulation = written_down(council, Grain::Whole);
        let goals = aims_in(&file, &formulation).into_iter().map(|aim| goal_text(&formulation, aim));
        compare(&format!("objective-{}", file.replace('_', "-")), &goals.collect::<Vec<_>>().join("\n"), &mut wrong);
    }
    assert!(wrong.is_empty(), "UPDATE_GOLDEN=1 cargo test --test suite golden, if it is meant:\n{}", wrong.join("\n"));
}

#[test]
fn every_row_stands_in_one_family_and_every_family_and_goal_has_a_golden_file() {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        return;
    }
    let formulation = formulation(Grain::Relaxed);
    let constraints = families("constraints");
    for row in formulation.rows.iter().filter(|row| !matches!(row.key, RowKey::GoalPart(..))) {
        let homes = constraints.iter().filter(|file| stands_in(file, row.key, &formulation)).count();
        assert_eq!(homes, 1, "{:?}", row.key);
    }
    let name = |kind: &str, file: &String| format!("{kind}-{}.lp", file.replace('_', "-"));
    let wanted: BTreeSet<String> = constraints
        .iter()
        .map(|file| name("constraint", file))
        .chain(families("objectives").iter().map(|file| name("objective", file)))
        .collect();
    let there: BTreeSet<String> = std::fs::read_dir(root().join("tests/golden"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(there, wanted, "golden files and families differ");
}
