//! From base to proposal, step by step, each computed by itself.
//!
//! ```text
//! base + inflation + pressures + staff + Σ parts of the footprint + Σ measures + prevention + interaction = proposal
//! interaction = (parts and measures at the end year's prices) − (the same at base prices)
//! ```
//!
//! Prevention stands at the end year's prices, and is no step where it comes to nothing.

use doorstep_scenario::{Host, Measure, MeasureKind};

use super::case::Case;
use super::exact::{WHOLE, of_billionths};
use super::lines::Cost;
use super::standing::{Runs, Standing, at_level};

/// What a part adds to a line from one state to another, at a price.
fn part(case: &Case<'_>, part: usize, end: &Standing, line: usize, index: i128) -> i128 {
    let (scenario, today) = (case.scenario, &case.today);
    let sites = |closing: bool| -> i128 {
        (0..scenario.sites.len())
            .filter(|site| (end.levels[*site].0 == 0) == closing && end.levels[*site] != today.levels[*site])
            .map(|site| {
                at_level(scenario, site, end.levels[site], line, index)
                    - at_level(scenario, site, today.levels[site], line, index)
            })
            .sum()
    };
    let sessions = |here: bool| {
        let meant = |offer: &Runs| matches!(offer.host, Host::Site(_)) == here;
        end.running(scenario, line, index, meant) - today.running(scenario, line, index, meant)
    };
    match part {
        0 => sites(true),
        1 => sites(false),
        2 => sessions(true),
        _ => sessions(false),
    }
}

/// The names of the parts, in their order.
const PARTS: [&str; 4] = ["Sites closing", "Other changes of level", "Sessions at sites", "Sessions elsewhere"];

/// Every step by name, the base first and the proposal last; none without years.
pub(super) fn steps(case: &Case<'_>, costs: &[Vec<Cost>]) -> Vec<(String, i128)> {
    let (Some(year), Some(end)) = (costs.last(), case.ends.last()) else { return Vec::new() };
    let at = costs.len() - 1;
    let total = |of: fn(&Cost) -> i128| year.iter().map(of).sum::<i128>();
    let mut steps = vec![
        ("Base".to_owned(), total(|cost| cost.base)),
        ("Inflation".to_owned(), total(|cost| cost.prices)),
        ("Pressures".to_owned(), total(|cost| cost.pressures)),
        ("Staff for cases".to_owned(), total(|cost| cost.staff)),
    ];
    let touchable: Vec<usize> = (0..case.lines()).filter(|line| case.scenario.lines[*line].touchable).collect();
    let mut interaction = 0;
    for (which, name) in PARTS.into_iter().enumerate() {
        let base: i128 = touchable.iter().map(|line| part(case, which, end, *line, WHOLE)).sum();
        let then: i128 = touchable.iter().map(|line| part(case, which, end, *line, case.index[at][*line])).sum();
        interaction += then - base;
        steps.push((name.to_owned(), base));
    }
    let lowers = |measure: &&Measure| !matches!(measure.kind, MeasureKind::FundSwitch(_));
    for measure in case.programme.measures.iter().filter(lowers) {
        let amount = measure.amounts.get(at).map_or(0, |amount| i128::from(amount.0));
        interaction += amount - of_billionths(amount, case.index[at][measure.line.0]);
        steps.push((measure.name.clone(), -amount));
    }
    let prevention = total(|cost| cost.prevention);
    if prevention != 0 {
        steps.push(("Prevention: posts for other numbers of cases".to_owned(), -prevention));
    }
    steps.push(("Inflation on what is saved".to_owned(), interaction));
    steps.push(("Proposal".to_owned(), total(Cost::net_run_rate)));
    steps
}
