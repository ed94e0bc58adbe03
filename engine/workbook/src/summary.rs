//! From base to proposed, year by year, out of the other sheets: live, so whoever changes a figure there sees it here.

use crate::grid::{Cell, Grid, place};
use doorstep_scenario::Archive;

/// A row of the summary: what it is, and a cell for each year.
pub struct Row {
    pub name: &'static str,
    pub cells: Vec<Cell>,
    /// Is it a sum of those above?
    pub total: bool,
}

/// The summary: sentences, then a table by year where the run has years.
pub struct Summary {
    pub lines: Vec<(String, String)>,
    pub years: Vec<String>,
    pub rows: Vec<Row>,
    /// So many rows at the end are savings by kind, as a chart shows them.
    pub kinds: usize,
}

/// The row of the sheet on which the head of the table by year stands, counted from 0, below so many lines.
pub fn head_of(summary: &Summary) -> u32 {
    4 + u32::try_from(summary.lines.len()).unwrap_or(0)
}

fn word(archive: &Archive, key: &str) -> String {
    match &archive.manifest[key] {
        value if value.is_string() => value.as_str().unwrap_or_default().to_owned(),
        value if value.is_null() => String::new(),
        value => value.to_string(),
    }
}

fn ended(status: &str) -> String {
    match status {
        "proven" => "proven: nothing is better by more than the gaps below".to_owned(),
        "stopped" => "stopped at a limit: what the gaps below leave open may be better".to_owned(),
        other => other.to_owned(),
    }
}

/// How far the plan can be from the best there is, goal by goal, and year by year where it has years.
fn proofs(manifest: &serde_json::Value) -> Vec<(String, String)> {
    let options = manifest["options"].as_array().into_iter().flatten();
    let plan = options.into_iter().find(|option| option["label"] == "plan");
    let goals = plan.and_then(|plan| plan["goals"].as_array()).into_iter().flatten();
    let percent = |gap: f64| format!("{:.2} %", gap * 100.0);
    let goal = |(at, goal): (usize, &serde_json::Value)| {
        let value = goal["value"].as_f64()?;
        let proof = match (goal["bound"].as_f64(), goal["gap"].as_f64()) {
            (Some(bound), Some(gap)) => {
                format!(
                    "bound {bound:.1}, gap {} (bound: {})",
                    percent(gap),
                    goal["bound_is"].as_str().unwrap_or("none")
                )
            }
            _ => "no bound: how far it is from the best is not proven".to_owned(),
        };
        Some((format!("Goal {}, {}", at + 1, goal["goal"].as_str()?.replace('-', " ")), format!("{value:.1}; {proof}")))
    };
    let mut found: Vec<(String, String)> = goals.enumerate().filter_map(goal).collect();
    let years = manifest["years"].as_array().into_iter().flatten();
    let each = years.filter_map(|year| {
        let gap = year["plan"]["goals"][0]["gap"].as_f64();
        Some(format!("{} {}", year["year"].as_str()?, gap.map_or_else(|| "not proven".to_owned(), percent)))
    });
    let each: Vec<String> = each.collect();
    if !each.is_empty() {
        found.push(("Gap of the first goal, year by year".to_owned(), each.join(", ")));
    }
    found
}

pub fn summary(archive: &Archive, grids: &[Grid]) -> Summary {
    let told = [
        ("Scenario", word(archive, "scenario")),
        ("Council", word(archive, "council")),
        ("How it ended", ended(&word(archive, "status"))),
        ("Prices of", word(archive, "prices")),
        ("Made by", format!("Doorstep {}", word(archive, "doorstep"))),
    ];
    let mut lines: Vec<(String, String)> =
        told.into_iter().filter(|(_, told)| !told.is_empty()).map(|(name, told)| (name.to_owned(), told)).collect();
    lines.extend(proofs(&archive.manifest));
    let mut found = Summary { lines, years: Vec::new(), rows: Vec::new(), kinds: 0 };
    let grid = |file: &str| grids.iter().find(|grid| grid.layout.file == file);
    let (Some(lines), Some(savings)) = (grid("lines.csv"), grid("savings.csv")) else { return found };
    found.years = lines.years();
    let row = |name: &'static str, amount: &dyn Fn(&str) -> (String, i64)| {
        let cells = found.years.iter().map(|year| amount(year)).map(|(text, pence)| Cell::Formula(text, pence));
        Row { name, cells: cells.collect(), total: false }
    };
    let from_lines = |name, column| row(name, &|year| lines.total(column, year, &[]));
    let saved = |name, column| {
        row(name, &|year| savings.total(column, year, &[("measured", "run-rate"), ("against", "do nothing")]))
    };
    let less = |name, column| {
        let Row { cells, .. } = saved(name, column);
        let below = |cell| match cell {
            Cell::Formula(text, pence) => Cell::Formula(format!("-{text}"), -pence),
            other => other,
        };
        Row { name, cells: cells.into_iter().map(below).collect(), total: false }
    };
    let head = head_of(&found);
    let total = |name: &'static str, rows: &[Row], from: usize| {
        let cells = (0..found.years.len()).map(|at| {
            let sum = rows[from..].iter().filter_map(|row| row.cells[at].pence()).sum();
            let here = |row: usize| place(at + 1, head + 1 + u32::try_from(row).unwrap_or(0));
            Cell::Formula(format!("SUM({}:{})", here(from), here(rows.len() - 1)), sum)
        });
        Row { name, cells: cells.collect(), total: true }
    };
    let mut rows = vec![
        from_lines("Base budget", "base_gbp"),
        from_lines("Inflation", "prices_gbp"),
        from_lines("Pressures", "pressures_gbp"),
        from_lines("Staff for cases", "staff_gbp"),
    ];
    rows.push(total("Cost if nothing is done", &rows, 0));
    let from = rows.len() - 1;
    rows.extend([
        less("Less: cost reduction", "cost_reduction_gbp"),
        less("Less: income", "income_gbp"),
        less("Less: avoidance", "avoidance_gbp"),
        less("Less, but not cashable", "less_but_not_cashable_gbp"),
        less("Less on other funds", "less_on_other_funds_gbp"),
    ]);
    rows.push(total("Proposed budget, of a whole year as the year ends", &rows, from));
    rows.push(from_lines("In the year itself", "net_in_year_gbp"));
    // Who pays is no part of what lines cost: a switch of funds stands among the kinds alone.
    let kinds = [
        saved("Saved by cost reduction", "cost_reduction_gbp"),
        saved("Saved by income", "income_gbp"),
        saved("Saved by fund switch", "fund_switch_gbp"),
        saved("Saved by avoidance", "avoidance_gbp"),
    ];
    found.kinds = kinds.len();
    rows.extend(kinds);
    found.rows = rows;
    found
}
