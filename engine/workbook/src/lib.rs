//! A run folder as a workbook: every table a sheet, sums and differences as live formulas with the run's own figures
//! as their saved results, checks, and charts of Excel's own. And somebody else's workbook as cells: [`read()`].
//!
//! ```text
//! run folder → laid-out tables → cells (`grid`) → what follows (`inputs`, `costing`, `live`) → sheets (`book`)
//! ```
//!
//! | file | what it says |
//! |---|---|
//! | `layout.rs` | which table is which sheet, and which of its columns follow from others |
//! | `grid.rs` | a table as cells: text, pence, numbers, formulas with what they come to |
//! | `amount.rs` | amounts as formulas mean them: text beside pence; roundings |
//! | `inputs.rs` | what may be changed: unit costs, prices, months, pressures and measures |
//! | `costing.rs` | what makes up every line, as formulas |
//! | `live` | sheets that follow from these, a file a kind of sheet |
//! | `several.rs` | several runs: options side by side |
//! | `summary.rs` | from base to proposed, year by year, out of the other sheets |
//! | `checks.rs` | what has to be the same in two sheets |
//! | `book.rs` | cells into a file; charts |
//! | `read/` | a file into cells, without trusting it |
//!
//! Every formula is worked out here in whole pence before it is written: one that does not come to the figure of the
//! run is a fault of the folder, and nothing is written. Nothing in a cell is a formula unless it is written as one.

// What builds workbooks for tests names the crate from outside, wherever it is used.
#[cfg(test)]
extern crate self as doorstep_workbook;

mod amount;
mod book;
mod checks;
mod costing;
mod grid;
mod inputs;
mod layout;
mod live;
mod read;
mod several;
mod summary;
mod template;

use doorstep_scenario::{Archive, Code, Fault, Place, Template};
use grid::Grid;
pub use read::{LARGEST, read, read_sheets};

/// A workbook of a run.
///
/// # Errors
/// Every figure in the folder that does not follow from the others as it should, or cannot be read; or why the file
/// could not be made.
pub fn workbook(archive: &Archive) -> Result<Vec<u8>, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut grids: Vec<Grid> = Vec::new();
    for layout in &layout::LAYOUTS {
        let Some(sheet) = archive.sheet(layout.file) else { continue };
        match Grid::of(layout, sheet) {
            Ok(grid) => grids.push(grid),
            Err(more) => faults.extend(more),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut inputs = inputs::inputs(archive)?;
    if let Some(inputs) = &mut inputs
        && let Some(costing) = costing::costing(archive, inputs)?
    {
        let made = std::mem::take(&mut inputs.grids);
        let at = grids.iter().position(|grid| grid.layout.file == "lines.csv").unwrap_or(0);
        grids.splice(at..at, made.into_iter().chain([costing]));
        live::live(archive, inputs, &mut grids)?;
    }
    let summary = summary::summary(archive, &grids);
    let checks = checks::checks(&grids);
    faults.extend(checks.iter().filter(|check| check.apart != 0).map(|check| check.fault(archive)));
    if !faults.is_empty() {
        return Err(faults);
    }
    book::book(archive, &summary, &checks, &grids, inputs::changes(&grids).as_deref())
        .map_err(|error| vec![book::fault(archive, &error)])
}

/// A workbook of several runs, each perhaps one option of it: the options side by side.
///
/// # Errors
/// As [`workbook`].
pub fn side_by_side(runs: &[(Archive, Option<String>)]) -> Result<Vec<u8>, Vec<Fault>> {
    let grids = several::grids(runs)?;
    let archive = runs.first().map(|(archive, _)| archive.clone()).unwrap_or_default();
    book::several(&archive, runs, &grids).map_err(|error| vec![book::fault(&archive, &error)])
}

/// A scenario as a workbook to fill in; `file` is what it will be called.
///
/// # Errors
/// Why it could not be made.
pub fn fill_in(file: &str, form: &Template) -> Result<Vec<u8>, Vec<Fault>> {
    template::template(form).map_err(|error| {
        vec![Fault {
            code: Code::NotSupported,
            place: Place::file(file),
            what: format!("the scenario cannot stand in a workbook: {error}"),
            fix: "Keep it as a scenario file".to_owned(),
        }]
    })
}
