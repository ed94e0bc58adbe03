//! What has to be the same in two sheets.

use crate::grid::Grid;
use doorstep_scenario::{Archive, Code, Fault, Place};

/// Two amounts that are one and the same.
pub struct Check {
    /// In words.
    pub says: String,
    /// Either side as a formula with its pence.
    pub sides: [(String, i64); 2],
    /// How many pence lie between them.
    pub apart: i64,
}

impl Check {
    /// What to say where they are not.
    pub fn fault(&self, archive: &Archive) -> Fault {
        let [one, other] = &self.sides;
        let pounds = |pence: i64| format!("£{:.2}", pence as f64 / 100.0);
        Fault {
            code: Code::BadCell,
            place: Place::file(&archive.folder),
            what: format!("{}: {} and {} are not the same", self.says, pounds(one.1), pounds(other.1)),
            fix: "Run it again, or undo what changed its tables".to_owned(),
        }
    }
}

/// A table's column, and the words that mark the rows of a year.
type Side = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const TOTAL: &[(&str, &str)] = &[("line", "total")];

/// Sides that are equal in every year.
const SAME: [(&str, Side, Side); 9] = [
    ("Funds pay what lines cost: base", ("funds.csv", "base_gbp", TOTAL), ("lines.csv", "base_gbp", TOTAL)),
    (
        "Funds pay what lines cost: doing nothing",
        ("funds.csv", "do_nothing_gbp", TOTAL),
        ("lines.csv", "do_nothing_gbp", TOTAL),
    ),
    (
        "Funds pay what lines cost: in the year",
        ("funds.csv", "in_year_gbp", TOTAL),
        ("lines.csv", "net_in_year_gbp", TOTAL),
    ),
    (
        "Funds pay what lines cost: as the year ends",
        ("funds.csv", "run_rate_gbp", TOTAL),
        ("lines.csv", "net_run_rate_gbp", TOTAL),
    ),
    (
        "The year's budget closes at what lines cost in it",
        ("years.csv", "closing_gbp", TOTAL),
        ("lines.csv", "net_in_year_gbp", TOTAL),
    ),
    (
        "Section 251 lines add up to all lines",
        ("section_251.csv", "in_year_gbp", &[("section_251", "total")]),
        ("lines.csv", "net_in_year_gbp", TOTAL),
    ),
    (
        "Cost centres add up to all lines",
        ("cost_centres.csv", "in_year_gbp", &[("cost_centre", "total")]),
        ("lines.csv", "net_in_year_gbp", TOTAL),
    ),
    (
        "Virements end at what lines cost in the year",
        ("virements.csv", "to_plan_in_year_gbp", &[("objective", "total")]),
        ("lines.csv", "net_in_year_gbp", TOTAL),
    ),
    (
        "Virements begin at doing nothing",
        ("virements.csv", "from_do_nothing_gbp", &[("objective", "total")]),
        ("lines.csv", "do_nothing_gbp", TOTAL),
    ),
];

const KINDS: [&str; 6] = [
    "cost_reduction_gbp",
    "income_gbp",
    "fund_switch_gbp",
    "avoidance_gbp",
    "less_but_not_cashable_gbp",
    "less_on_other_funds_gbp",
];

pub fn checks(grids: &[Grid]) -> Vec<Check> {
    let grid = |file: &str| grids.iter().find(|grid| grid.layout.file == file);
    let Some(lines) = grid("lines.csv") else { return Vec::new() };
    let years: Vec<String> = lines.totals.iter().filter_map(|at| lines.text(*at, "year")).collect();
    let mut found = Vec::new();
    for year in &years {
        for (says, one, other) in &SAME {
            let (Some(left), Some(right)) = (grid(one.0), grid(other.0)) else { continue };
            if left.column(one.1).is_none() || right.column(other.1).is_none() || left.totals.is_empty() {
                continue;
            }
            let side = |grid: &Grid, side: &Side| {
                let wanted: Vec<(&str, &str)> =
                    std::iter::once(("year", year.as_str())).chain(side.2.iter().copied()).collect();
                (grid.sum_formula(side.1, &wanted), grid.sum(side.1, &wanted))
            };
            found.push(check(format!("{says}, {year}"), side(left, one), side(right, other)));
        }
        let Some(savings) = grid("savings.csv") else { continue };
        for (measured, net) in [("run-rate", "net_run_rate_gbp"), ("in year", "net_in_year_gbp")] {
            let wanted =
                [("year", year.as_str()), ("measured", measured), ("against", "do nothing"), ("line", "total")];
            let kinds: Vec<String> = KINDS.iter().map(|kind| savings.sum_formula(kind, &wanted)).collect();
            let saved = (kinds.join("+"), KINDS.iter().map(|kind| savings.sum(kind, &wanted)).sum());
            let total = [("year", year.as_str()), ("line", "total")];
            let (nothing, net) = (["do_nothing_gbp", net], net);
            let less = (
                format!("{}-{}", lines.sum_formula(nothing[0], &total), lines.sum_formula(net, &total)),
                lines.sum(nothing[0], &total) - lines.sum(net, &total),
            );
            found.push(check(
                format!("Savings by kind are doing nothing less the plan: {measured}, {year}"),
                saved,
                less,
            ));
        }
    }
    if let (Some(waterfall), Some(last)) = (grid("waterfall.csv"), years.last()) {
        let total = [("year", last.as_str()), ("line", "total")];
        for (says, name, column) in [
            ("The waterfall begins at the base", "Base", "base_gbp"),
            ("The waterfall ends at what is proposed", "Proposal", "net_run_rate_gbp"),
        ] {
            let step = [("name", name)];
            let bar = (waterfall.sum_formula("amount_gbp", &step), waterfall.sum("amount_gbp", &step));
            found.push(check(says.to_owned(), bar, (lines.sum_formula(column, &total), lines.sum(column, &total))));
        }
    }
    found
}

fn check(says: String, one: (String, i64), other: (String, i64)) -> Check {
    let apart = one.1 - other.1;
    Check { says, sides: [one, other], apart }
}
