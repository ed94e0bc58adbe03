//! The obvious formulation, straight from the scenario: one variable for each area, group and
//! offer, nothing merged, nothing tightened. A second opinion on [`super::brute`] and the yardstick
//! of the benches.

use doorstep_scenario::{Counted, GoalKind, LevelIx, Per, RuleKind, Scenario, Sessions, Strength};
use good_lp::variable::UnsolvedProblem;
use good_lp::{Expression, ProblemVariables, ResolutionError, Solution, SolverModel, Variable, variable};

use super::facts::{self, Offer};
use super::parts::parts;
use super::rows::{Columns, lines, money, reach, reached, rule_rows, structure, total_reach, travel, would_use};

/// Money in the solver: pence divided by this.
pub const SCALE: f64 = 131_072.0;

/// Can this formulation say all that a scenario asks? Not what needs offers that run often enough,
/// the split of groups, today's reach or what is near.
pub fn supports(scenario: &Scenario) -> bool {
    let rule = |kind: &RuleKind| match kind {
        RuleKind::ReachShare { counted: Counted { least, .. }, per, .. } => {
            *least == Sessions::ZERO && *per != Per::Group
        }
        RuleKind::AccessShare { .. }
        | RuleKind::AccessGap { .. }
        | RuleKind::KeepReach { .. }
        | RuleKind::LeastUsers { .. } => false,
        _ => true,
    };
    let goal = |kind: &GoalKind| !matches!(kind, GoalKind::BestWorst { per: Per::Group, .. } | GoalKind::MostAccess(_));
    scenario.rules.iter().all(|r| rule(&r.kind)) && scenario.goals.iter().all(|g| goal(&g.kind))
}

/// Why there is no value.
#[derive(Debug, Clone, PartialEq)]
pub enum Failure {
    /// The solver says that no plan keeps the hard rules.
    Impossible,
    /// The solver gave up, at this stage.
    Solver(usize, String),
}

/// The best value of the first stage (points missed if anything is soft).
pub fn solve_first_goal<M, S>(scenario: &Scenario, solver: S) -> Result<f64, Failure>
where
    M: SolverModel<Error = ResolutionError>,
    S: Fn(UnsolvedProblem) -> M,
{
    solve(scenario, &solver, Some(1)).map(|values| values[0])
}

/// The best values of all stages, each held while the next is solved.
pub fn solve_all_goals<M, S>(scenario: &Scenario, solver: S) -> Result<Vec<f64>, Failure>
where
    M: SolverModel<Error = ResolutionError>,
    S: Fn(UnsolvedProblem) -> M,
{
    solve(scenario, &solver, None)
}

fn solve<M, S>(scenario: &Scenario, solver: &S, only: Option<usize>) -> Result<Vec<f64>, Failure>
where
    M: SolverModel<Error = ResolutionError>,
    S: Fn(UnsolvedProblem) -> M,
{
    let mut values: Vec<f64> = Vec::new();
    for stage in 0..only.unwrap_or(usize::MAX) {
        // Built afresh for every stage: a good_lp model is used up by solving it.
        let Built { vars, rows, measures } = build(scenario);
        let Some(measure) = measures.get(stage) else { break };
        let aim = if measure.most { measure.value.clone() } else { -measure.value.clone() };
        let mut model = solver(vars.maximise(aim));
        for (value, lower) in rows {
            model.add_constraint(if lower { value.geq(0) } else { value.leq(0) });
        }
        for (held, best) in measures.iter().zip(&values) {
            let slack = 1e-7 * best.abs().max(1.0);
            model.add_constraint(if held.most {
                held.value.clone().geq(best - held.within * best.abs() - slack)
            } else {
                held.value.clone().leq(best + held.within * best.abs() + slack)
            });
        }
        let solution = model.solve().map_err(|error| match error {
            ResolutionError::Infeasible if stage == 0 => Failure::Impossible,
            other => Failure::Solver(stage, other.to_string()),
        })?;
        values.push(solution.eval(&measure.value));
    }
    let money = build(scenario).measures.iter().map(|measure| measure.scale).collect::<Vec<_>>();
    Ok(values.iter().zip(money).map(|(value, scale)| value * scale).collect())
}

struct Measure {
    value: Expression,
    most: bool,
    within: f64,
    /// From the solver's unit to the contract's.
    scale: f64,
}

struct Built {
    vars: ProblemVariables,
    /// Expression, and whether it is at least 0 (else at most 0).
    rows: Vec<(Expression, bool)>,
    measures: Vec<Measure>,
}

fn build(s: &Scenario) -> Built {
    let mut vars = ProblemVariables::new();
    let offers = facts::offers(s, None);
    let level = s.sites.iter().map(|site| {
        let open = |l: usize| if site.levels.contains(&LevelIx(l)) { 1.0 } else { 0.0 };
        (0..s.levels.len()).map(|l| vars.add(variable().integer().min(0.0).max(open(l)))).collect()
    });
    let level: Vec<Vec<Variable>> = level.collect();
    let runs = offers.iter().map(|offer| {
        let service = &s.services[offer.service];
        let most = f64::from(service.modes[offer.mode].most.0 / service.step.0);
        (vars.add(variable().binary()), vars.add(variable().integer().min(0.0).max(most)))
    });
    let runs = runs.collect();
    let mut flows = Vec::new();
    for (at, offer) in offers.iter().enumerate() {
        for (area, here) in s.areas.iter().enumerate() {
            for group in 0..here.people.len() {
                if let (Some(delta), Some(_)) = (offer.delta[area], s.services[offer.service].take_up[group]) {
                    flows.push((area, group, at, delta, vars.add(variable().min(0.0))));
                }
            }
        }
    }
    let columns = Columns { offers, level, runs, flows };
    let mut rows = Vec::new();
    structure(s, &columns, &mut rows);
    reach(s, &columns, &mut rows);
    let mut missed = Expression::from(0.0);
    let mut any_soft = false;
    let mut demand = |demanded: Vec<Expression>, strength: Strength, unit: f64| {
        // All are at least 0, or lifted to 0 at the price of what lacks most.
        match strength {
            Strength::Hard => rows.extend(demanded.into_iter().map(|row| (row, true))),
            Strength::Soft { price } => {
                let short = vars.add(variable().min(0.0));
                missed += price * unit * short;
                rows.extend(demanded.into_iter().map(|row| (row + short, true)));
            }
        }
    };
    let by_line = lines(s, &columns);
    for rule in &s.rules {
        any_soft |= rule.strength != Strength::Hard;
        rule_rows(s, &columns, &by_line, &rule.kind, &mut |rows, unit| demand(rows, rule.strength, unit));
    }
    let (cost, saving) = money(s, &by_line);
    for target in &s.targets {
        any_soft |= target.strength != Strength::Hard;
        demand(vec![saving.clone() - target.amount.0 as f64 / SCALE], target.strength, SCALE / 100.0);
    }
    let mut measures = Vec::new();
    if any_soft {
        measures.push(Measure { value: missed, most: false, within: 0.0, scale: 1.0 });
    }
    for goal in &s.goals {
        let (value, most, scale) = match goal.kind {
            GoalKind::MostReach(weight) => (total_reach(s, &columns, weight), true, 1.0),
            GoalKind::BestWorst { service, of, per } => {
                let worst = vars.add(variable().min(0.0).max(1.0));
                let parts = parts(s, per).into_iter().map(|part| (part, part.people(s, service.0, of)));
                let parts: Vec<_> = parts.filter(|(_, people)| *people > 0.0).collect();
                let reached = |part| reached(s, &columns, part, &|o| o.service == service.0);
                rows.extend(parts.iter().map(|(part, people)| (reached(*part) - *people * worst, true)));
                (if parts.is_empty() { Expression::from(0.0) } else { worst.into() }, true, 1.0)
            }
            GoalKind::LeastCost { travel: None } => (cost.clone(), false, SCALE / 100.0),
            GoalKind::LeastCost { travel: Some(rate) } => {
                let ways = (0..s.services.len()).map(|k| travel(&columns, None, &|o, way| way * only(o, k)));
                (cost.clone() + rate.0 as f64 / SCALE * ways.sum::<Expression>(), false, SCALE / 100.0)
            }
            GoalKind::LeastTravel(service) => {
                (travel(&columns, None, &|o, way| way * only(o, service.0)), false, 1000.0)
            }
            GoalKind::LeastWorstTravel(service) => {
                let worst = vars.add(variable().min(0.0));
                for area in 0..s.areas.len() {
                    let ways = travel(&columns, Some(area), &|o, way| way * only(o, service.0));
                    rows.push((would_use(s, service.0, area) * worst - ways, true));
                }
                (worst.into(), false, 1000.0)
            }
            GoalKind::KolmPollak { service, aversion } => {
                let all: f64 = (0..s.areas.len()).map(|area| would_use(s, service.0, area)).sum();
                let felt = |way: f64| (f64::from(aversion) / 1000.0 * way).exp() / if all > 0.0 { all } else { 1.0 };
                (travel(&columns, None, &|o, way| felt(way) * only(o, service.0)), false, 1.0)
            }
            GoalKind::MostAccess(_) => panic!("it is not supported"),
            GoalKind::FewestChanges => {
                let kept = s.sites.iter().zip(&columns.level).map(|(site, l)| Expression::from(l[site.baseline.0]));
                (s.sites.len() as f64 - kept.sum::<Expression>(), false, 1.0)
            }
        };
        measures.push(Measure { value, most, within: goal.within.value(), scale });
    }
    Built { vars, rows, measures }
}

fn only(offer: &Offer, service: usize) -> f64 {
    f64::from(u8::from(offer.service == service))
}
