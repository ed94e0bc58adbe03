//! Sheets whose amounts follow from the sheets of inputs, in the order in which one follows from the other.
//!
//! What follows is decided by how the money hangs together (who pays a line, how many rows a line has), never by
//! which formula happens to give a figure. Whatever is not arithmetic (a fund's limit, a choice of the optimiser)
//! keeps the run's figure.

mod coded;
mod lines;
mod payers;
mod savings;
mod targets;
mod waterfall;

use crate::amount::Amount;
use crate::grid::Grid;
use crate::inputs::Inputs;
use doorstep_scenario::{Archive, Fault};

/// What follows on one sheet: row, column, and how.
pub type Found = Vec<(usize, &'static str, Amount)>;

/// Everything a sheet may follow from.
pub struct Of<'b> {
    pub inputs: &'b Inputs,
    pub grids: &'b [Grid],
}

impl Of<'_> {
    pub fn grid(&self, file: &str) -> Option<&Grid> {
        self.grids.iter().find(|grid| grid.layout.file == file)
    }

    /// A line's cell in a year.
    pub fn line(&self, year: &str, line: &str, column: &str) -> Option<Amount> {
        let lines = self.grid("lines.csv")?;
        lines.at(lines.row(&[("year", year), ("line", line)])?, column)
    }

    /// Rows of what makes up lines, added up: their column, year, line and further words. Nothing by construction
    /// where no row holds the words at all.
    pub fn costs(&self, column: &str, wanted: &[(&str, &str)]) -> Amount {
        let Some(costing) = self.grid("costing.csv") else { return Amount::nothing() };
        if costing.row(wanted).is_none() {
            return Amount::nothing();
        }
        let (text, pence) = costing.sum(column, wanted);
        Amount::new(text, pence)
    }
}

/// How one sheet follows.
type Follows = fn(&Of<'_>, &Grid) -> Option<Found>;

const SHEETS: [(&str, Follows); 10] = [
    ("lines.csv", lines::lines),
    ("years.csv", lines::rolls),
    ("funds.csv", payers::funds),
    ("fund_balances.csv", payers::balances),
    ("savings.csv", savings::savings),
    ("targets_by_year.csv", targets::targets),
    ("cost_centres.csv", coded::cost_centres),
    ("section_251.csv", coded::section_251),
    ("virements.csv", coded::virements),
    ("waterfall.csv", waterfall::waterfall),
];

/// Puts formulas where figures stood. `grids` hold what makes up lines.
///
/// # Errors
/// Figures of the run that do not follow from its others.
pub fn live(archive: &Archive, inputs: &Inputs, grids: &mut [Grid]) -> Result<(), Vec<Fault>> {
    let mut faults = Vec::new();
    for (file, follows) in SHEETS {
        let Some(at) = grids.iter().position(|grid| grid.layout.file == file) else { continue };
        let Some(found) = follows(&Of { inputs, grids }, &grids[at]) else { continue };
        faults.extend(grids[at].follow(archive, found).err().into_iter().flatten());
        if file == "targets_by_year.csv" {
            targets::kept(&mut grids[at]);
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// Year and line of a row that is no total.
fn year_and_line(grid: &Grid, row: usize) -> Option<(String, String)> {
    let (year, line) = (grid.text(row, "year")?, grid.text(row, "line")?);
    (!grid.totals.contains(&row)).then_some((year, line))
}
