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
    /// Does one of them hold amounts that nothing but a run changes, where the other follows from inputs?
    pub in_part: bool,
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

/// A table's column.
type Side = (&'static str, &'static str);

const IN_YEAR: Side = ("lines.csv", "net_in_year_gbp");

/// Totals that are equal in every year.
const SAME: [(&str, Side, Side); 9] = [
    ("Funds pay what lines cost: base", ("funds.csv", "base_gbp"), ("lines.csv", "base_gbp")),
    ("Funds pay what lines cost: doing nothing", ("funds.csv", "do_nothing_gbp"), ("lines.csv", "do_nothing_gbp")),
    ("Funds pay what lines cost: in the year", ("funds.csv", "in_year_gbp"), IN_YEAR),
    ("Funds pay what lines cost: as the year ends", ("funds.csv", "run_rate_gbp"), ("lines.csv", "net_run_rate_gbp")),
    ("The year's budget closes at what lines cost in it", ("years.csv", "closing_gbp"), IN_YEAR),
    ("Section 251 lines add up to all lines", ("section_251.csv", "in_year_gbp"), IN_YEAR),
    ("Cost centres add up to all lines", ("cost_centres.csv", "in_year_gbp"), IN_YEAR),
    ("Virements end at what lines cost in the year", ("virements.csv", "to_plan_in_year_gbp"), IN_YEAR),
    ("Virements begin at doing nothing", ("virements.csv", "from_do_nothing_gbp"), ("lines.csv", "do_nothing_gbp")),
];

/// What lines cost less; a switch of funds lowers no cost.
const KINDS: [&str; 5] =
    ["cost_reduction_gbp", "income_gbp", "avoidance_gbp", "less_but_not_cashable_gbp", "less_on_other_funds_gbp"];

pub fn checks(grids: &[Grid]) -> Vec<Check> {
    let grid = |file: &str| grids.iter().find(|grid| grid.layout.file == file);
    let Some(lines) = grid("lines.csv") else { return Vec::new() };
    let years = lines.years();
    let mut found = Vec::new();
    for year in &years {
        for (says, one, other) in &SAME {
            let (Some(left), Some(right)) = (grid(one.0), grid(other.0)) else { continue };
            if left.column(one.1).is_none() || right.column(other.1).is_none() || left.totals.is_empty() {
                continue;
            }
            found.push(check(
                format!("{says}, {year}"),
                left.total(one.1, year, &[]),
                right.total(other.1, year, &[]),
                left,
            ));
        }
        let Some(savings) = grid("savings.csv") else { continue };
        for (measured, net) in [("run-rate", "net_run_rate_gbp"), ("in year", "net_in_year_gbp")] {
            let further = [("measured", measured), ("against", "do nothing")];
            let (kinds, saved): (Vec<String>, Vec<i64>) =
                KINDS.iter().map(|kind| savings.total(kind, year, &further)).unzip();
            let [nothing, net] = ["do_nothing_gbp", net].map(|column| lines.total(column, year, &[]));
            let less = (format!("{}-{}", nothing.0, net.0), nothing.1 - net.1);
            let says = format!("Savings by kind are doing nothing less the plan: {measured}, {year}");
            found.push(check(says, (kinds.join("+"), saved.iter().sum()), less, savings));
        }
    }
    if let (Some(waterfall), Some(last)) = (grid("waterfall.csv"), years.last()) {
        for (says, name, column) in [
            ("The waterfall begins at the base", "Base", "base_gbp"),
            ("The waterfall ends at what is proposed", "Proposal", "net_run_rate_gbp"),
        ] {
            let bar = waterfall.sum("amount_gbp", &[("name", name)]);
            found.push(check(says.to_owned(), bar, lines.total(column, last, &[]), waterfall));
        }
    }
    found
}

fn check(says: String, one: (String, i64), other: (String, i64), of: &Grid) -> Check {
    let apart = one.1 - other.1;
    Check { says, sides: [one, other], apart, in_part: !of.follows || of.keeps_some() }
}
