//! One plan for several futures: what it is worth in each, as a table, and what that comes to.

use super::number;
use crate::explore::{Against, RobustPlan};
use crate::formulation::Aim;
use crate::method::Criterion;
use crate::report::summary::{figure, nearest};
use crate::report::table::{Columns, percent};
use crate::report::tables::Result;
use doorstep_scenario::Scenario;
use std::io::Write;

/// Every future: the goal at the plan, at the best plan there, and regret with what it is held against.
///
/// # Errors
/// When the writer fails.
pub fn futures(plan: &RobustPlan, to: impl Write) -> Result {
    let mut table = csv::Writer::from_writer(to);
    table.write_record(["member", "weight", "value", "best", "bound", "regret", "regret_against", "missed"])?;
    for member in &plan.members {
        let shown = |value: Option<f64>| value.map_or_else(String::new, number);
        table.write_record([
            member.number.to_string(),
            format!("{:.6}", member.weight),
            number(member.value),
            shown(member.best),
            shown(member.bound),
            shown(member.regret),
            member.against.name().to_owned(),
            shown(member.plan.value(Aim::LeastShortfall)),
        ])?;
    }
    Ok(table.flush()?)
}

/// What was asked, in words.
pub fn question(criterion: Criterion, futures: usize) -> String {
    let how = match criterion {
        Criterion::MinimaxRegret => "least greatest regret".to_owned(),
        Criterion::CVaR { share } => format!("best mean of the worst {}", percent(share, 1)),
        Criterion::Mean => "best mean".to_owned(),
    };
    format!("one plan for {futures} futures: {how}")
}

/// What it comes to, in a screen of text.
pub fn robust(scenario: &Scenario, plan: &RobustPlan) -> Vec<String> {
    /// So many futures are listed; all of them stand in the table.
    const LISTED: usize = 10;
    let aim = plan.aim;
    let of = |value: f64| nearest(aim, value);
    let many = plan.members.len();
    let what = match plan.criterion {
        Criterion::MinimaxRegret => "the greatest regret is".to_owned(),
        Criterion::CVaR { share } => format!("in the worst {} of them the mean is", percent(share, 1)),
        Criterion::Mean => "the mean is".to_owned(),
    };
    let proof = match (plan.bound, plan.gap) {
        (Some(_), Some(gap)) if gap < 1e-6 => "proven: no plan is better".to_owned(),
        (Some(bound), Some(gap)) if plan.criterion == Criterion::MinimaxRegret => format!(
            "no plan has less than {} (between them {} of the mean best)",
            figure(aim, bound.max(0.0), false),
            percent(gap, 2)
        ),
        (Some(bound), Some(gap)) => format!("no plan is better than {}, {} away", of(bound), percent(gap, 2)),
        _ => "how good it could be is not known".to_owned(),
    };
    let stopped = if plan.proven { "" } else { "; stopped before that was as near as was asked" };
    let mut lines = vec![
        format!("One plan for {many} futures, its decisions the same in all; {}.", aim.title(scenario)),
        format!("By {}: {what} {}; {proof}{stopped}.", plan.criterion.name(), of(plan.value)),
    ];
    if let Some(missed) = plan.shortfall {
        lines.push(format!(
            "Of soft rules and targets {missed:.1} points are missed in the mean: no plan is to miss more."
        ));
    }
    lines.push(String::new());
    let mut order: Vec<usize> = (0..many).collect();
    let regret = |at: usize| plan.members[at].regret.unwrap_or(f64::NEG_INFINITY);
    order.sort_by(|one, other| regret(*other).total_cmp(&regret(*one)).then(one.cmp(other)));
    let mut columns = Columns::default();
    columns.row(["member", "the plan", "best there", "regret"]);
    for member in order.iter().take(LISTED).map(|at| &plan.members[*at]) {
        let shown = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), of);
        let mark = match member.against {
            Against::Value | Against::Nothing => "",
            Against::Bound => " at most",
            Against::Found => " at least",
        };
        let regret = shown(member.regret) + mark;
        columns.row([member.number.to_string(), of(member.value), shown(member.best), regret]);
    }
    lines.extend(columns.lines());
    if many > LISTED {
        lines.push(format!("The {LISTED} of most regret; futures.csv has all {many}."));
    }
    lines.push(
        "\"Best there\" knows its future beforehand, and no council does. Every rule and target is kept in each of them."
            .to_owned(),
    );
    let verdict = &plan.base[1].verdict;
    let rules = scenario.rules.iter().zip(&verdict.rules).filter(|(_, found)| !found.kept).map(|(rule, _)| &rule.id);
    let targets =
        scenario.targets.iter().zip(&verdict.targets).filter(|(_, found)| !found.kept).map(|(target, _)| &target.id);
    let broken: Vec<&str> = rules.chain(targets).map(String::as_str).collect();
    if !broken.is_empty() {
        lines.push(format!(
            "With the numbers as written, which need be none of these futures, it misses: {}.",
            broken.join(", ")
        ));
    }
    lines.push(String::new());
    lines
}
