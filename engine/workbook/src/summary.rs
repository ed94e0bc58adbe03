//! From base to proposed, year by year, out of the other sheets: live, so whoever changes a figure there sees it here.

use crate::grid::{Cell, Grid, letters};
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
}

/// The row of the sheet on which the head of the table by year stands, counted from 0, below so many lines.
pub fn head_of(summary: &Summary) -> u32 {
    3 + u32::try_from(summary.lines.len()).unwrap_or(0)
}

fn word(archive: &Archive, key: &str) -> String {
    match &archive.manifest[key] {
        value if value.is_string() => value.as_str().unwrap_or_default().to_owned(),
        value if value.is_null() => String::new(),
        value => value.to_string(),
    }
}

pub fn summary(archive: &Archive, grids: &[Grid]) -> Summary {
    let told = [
        ("Scenario", word(archive, "scenario")),
        ("Council", word(archive, "council")),
        ("How it ended", word(archive, "status")),
        ("Prices of", word(archive, "prices")),
        ("Made by", format!("Doorstep {}", word(archive, "doorstep"))),
    ];
    let lines =
        told.into_iter().filter(|(_, told)| !told.is_empty()).map(|(name, told)| (name.to_owned(), told)).collect();
    let mut found = Summary { lines, years: Vec::new(), rows: Vec::new() };
    let grid = |file: &str| grids.iter().find(|grid| grid.layout.file == file);
    let (Some(lines), Some(savings)) = (grid("lines.csv"), grid("savings.csv")) else { return found };
    let Some(year) = lines.column("year") else { return found };
    for at in &lines.totals {
        if let Cell::Text(year) = &lines.rows[*at][year] {
            found.years.push(year.clone());
        }
    }
    let from_lines = |name: &'static str, column: &str, sign: i64| {
        let cells = found.years.iter().map(|year| {
            let wanted = [("year", year.as_str()), ("line", "total")];
            let minus = if sign < 0 { "-" } else { "" };
            Cell::Formula(format!("{minus}{}", lines.sum_formula(column, &wanted)), sign * lines.sum(column, &wanted))
        });
        Row { name, cells: cells.collect(), total: false }
    };
    let from_savings = |name: &'static str, measured: &str, column: &str| {
        let cells = found.years.iter().map(|year| {
            let wanted =
                [("year", year.as_str()), ("measured", measured), ("against", "do nothing"), ("line", "total")];
            Cell::Formula(savings.sum_formula(column, &wanted), savings.sum(column, &wanted))
        });
        Row { name, cells: cells.collect(), total: false }
    };
    let mut rows = vec![
        from_lines("Base budget", "base_gbp", 1),
        from_lines("Inflation", "prices_gbp", 1),
        from_lines("Pressures", "pressures_gbp", 1),
        from_lines("Staff for cases", "staff_gbp", 1),
    ];
    let head = 3 + u32::try_from(found.lines.len()).unwrap_or(0);
    let total = |name: &'static str, rows: &[Row], from: usize| {
        let cells = (0..found.years.len()).map(|at| {
            let sum = rows[from..].iter().filter_map(|row| row.cells[at].pence()).sum();
            let place = |row: usize| format!("{}{}", letters(at + 1), head as usize + 2 + row);
            Cell::Formula(format!("SUM({}:{})", place(from), place(rows.len() - 1)), sum)
        });
        Row { name, cells: cells.collect(), total: true }
    };
    rows.push(total("Cost if nothing is done", &rows, 0));
    let less = |name, column| {
        let row = from_savings(name, "run-rate", column);
        let cells = row.cells.into_iter().map(|cell| match cell {
            Cell::Formula(text, pence) => Cell::Formula(format!("-{text}"), -pence),
            other => other,
        });
        Row { name, cells: cells.collect(), total: false }
    };
    let from = rows.len() - 1;
    rows.push(less("Less: cost reduction", "cost_reduction_gbp"));
    rows.push(less("Less: income", "income_gbp"));
    rows.push(less("Less: fund switch", "fund_switch_gbp"));
    rows.push(less("Less: avoidance", "avoidance_gbp"));
    rows.push(less("Less, but not cashable", "less_but_not_cashable_gbp"));
    rows.push(less("Less on other funds", "less_on_other_funds_gbp"));
    rows.push(total("Proposed budget, of a whole year as the year ends", &rows, from));
    rows.push(from_lines("In the year itself", "net_in_year_gbp", 1));
    found.rows = rows;
    found
}
