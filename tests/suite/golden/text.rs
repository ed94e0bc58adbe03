//! Rows and goals in the LP format that solvers read, with the names people use.

use doorstep::formulation::{Formulation, Objective, RowKey};
use std::fmt::Write;

/// The rows that are `wanted`, and the columns in them.
pub fn rows(formulation: &Formulation, wanted: impl Fn(RowKey) -> bool) -> String {
    let mut text = "Subject To\n".to_owned();
    let mut used = vec![false; formulation.columns.len()];
    for row in formulation.rows.iter().filter(|row| wanted(row.key)) {
        let name = row.key.name(&formulation.instance);
        let sum = sum(formulation, &row.terms);
        row.terms.iter().for_each(|(column, _)| used[*column] = true);
        #[allow(clippy::float_cmp, reason = "an equation is written with the same number twice")]
        let equal = row.lower == row.upper;
        if equal {
            writeln!(text, " {name}: {sum} = {}", row.lower).unwrap();
            continue;
        }
        if row.lower.is_finite() {
            writeln!(text, " {name}: {sum} >= {}", row.lower).unwrap();
        }
        if row.upper.is_finite() {
            writeln!(text, " {name}: {sum} <= {}", row.upper).unwrap();
        }
    }
    text.push_str("Bounds\n");
    let used = || formulation.columns.iter().zip(&used).filter(|(_, used)| **used).map(|(column, _)| column);
    for column in used() {
        let name = column.key.name(&formulation.instance);
        writeln!(text, " {} <= {name} <= {}", column.lower, column.upper).unwrap();
    }
    text.push_str("General\n");
    for column in used().filter(|column| column.whole) {
        writeln!(text, " {}", column.key.name(&formulation.instance)).unwrap();
    }
    text.push_str("End\n");
    text
}

/// A goal, with the unit it is told in.
pub fn objective(formulation: &Formulation, objective: &Objective) -> String {
    let sense = if objective.maximise { "Maximize" } else { "Minimize" };
    let mut sum = sum(formulation, &objective.terms);
    if objective.offset != 0.0 {
        let sign = if objective.offset < 0.0 { '-' } else { '+' };
        write!(sum, " {sign} {}", objective.offset.abs()).unwrap();
    }
    format!("\\ one unit of the goal is {} of this\n{sense}\n goal: {sum}\nEnd\n", objective.unit)
}

fn sum(formulation: &Formulation, terms: &[(usize, f64)]) -> String {
    let mut text = String::new();
    for (at, (column, each)) in terms.iter().enumerate() {
        let name = formulation.columns.at(*column).key.name(&formulation.instance);
        let sign = match (at, *each < 0.0) {
            (0, false) => "",
            (0, true) => "- ",
            (_, false) => " + ",
            (_, true) => " - ",
        };
        #[allow(clippy::float_cmp, reason = "a coefficient of exactly one is left out")]
        let one = each.abs() == 1.0;
        if one {
            write!(text, "{sign}{name}").unwrap();
        } else {
            write!(text, "{sign}{} {name}", each.abs()).unwrap();
        }
    }
    if text.is_empty() { "0".to_owned() } else { text }
}
