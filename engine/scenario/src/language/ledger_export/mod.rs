//! A ledger as a council's finance system exports it: title rows, sub-totals and totals, credits in brackets or marked,
//! blank rows, heads that are repeated. A mapping in RON says what is what; nothing is guessed. Every row is accounted
//! for, every total is added up again, and the whole has to come to a control total.
//!
//! ```text
//! CSV text, or a sheet's cells → rows of text (`lines`) → what each row is (`sorting`, by `mapping` and `pattern`)
//!                              → amounts in whole pence (`amount`), totals (`adding`) → rows of `ledger.csv`
//! ```

mod adding;
mod amount;
mod heads;
mod lines;
mod mapping;
mod pattern;
mod sorting;
mod telling;
mod written;

use super::files::{Files, SCENARIO_LIMIT, Source};
use super::tree::Tree;
use crate::{Fault, Faults, FinancialYear, Pence, Place, Scenario, Workbook};
use lines::Lines;
use mapping::Mapping;
use sorting::Sorting;

/// Where an exported ledger stands.
#[derive(Debug, Clone, Copy)]
pub enum LedgerSource<'s> {
    /// A CSV file: its name and its text.
    Text(&'s str, &'s str),
    /// A workbook, of which the mapping names a sheet.
    Workbook(&'s Workbook),
}

/// A ledger that was exported, as rows of `ledger.csv`, and what became of every row.
#[derive(Debug, Clone, PartialEq)]
pub struct ExportedLedger {
    /// Of which year the budget is, and in whose prices.
    pub year: FinancialYear,
    /// The rows of `ledger.csv`, by their codes; rows of the export with the same codes are one.
    pub entries: Vec<LedgerEntry>,
    /// Every row of the export that holds something, in order.
    pub accounted: Vec<AccountedRow>,
    /// What all entries come to.
    pub taken: Pence,
    /// What the rows come to that the mapping says are not modelled.
    pub not_modelled: Pence,
    /// What both have to come to, and do.
    pub control_total: Pence,
    /// Rules that match nothing, and other slips.
    pub warnings: Vec<Fault>,
}

/// A row of `ledger.csv`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LedgerEntry {
    /// The cost centre.
    pub cost_centre: String,
    /// Which kind of spending.
    pub subjective: String,
    /// Which service of the council's accounts.
    pub objective: String,
    /// Which line of the section 251 statement.
    pub section_251: String,
    /// The cost line that holds these pounds, by its id.
    pub line: String,
    /// What is budgeted for a year; income is below £0.
    pub amount: Pence,
    /// How many rows of the export it is made of.
    pub rows: usize,
}

/// A row of the export and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountedRow {
    /// Where it stands.
    pub place: Place,
    /// What stands in it, cell by cell, cut where it is long.
    pub says: String,
    /// Its amount, where it has one that counts or adds up.
    pub amount: Option<Pence>,
    /// What became of it.
    pub fate: RowFate,
}

/// What becomes of a row of an exported ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowFate {
    /// It stands above the head.
    Title,
    /// It is the head, or the head again.
    Head,
    /// It says something and holds no amount: the heading of a part.
    Heading,
    /// It is part of the entry at this position.
    Taken(usize),
    /// It is budget, and not modelled: why.
    NotModelled(String),
    /// It adds up so many rows above it, and agrees.
    Total(usize),
    /// It is no budget: why.
    LeftOut(String),
}

/// Reads an exported ledger by a mapping, `LedgerMapping( … )` in RON, given by its name and its text. With a scenario,
/// cost lines have to be among its lines, and the year that of its prices.
///
/// # Errors
/// Every fault found: rows that no rule covers, or two do; rows that look like totals and are not said to be; totals,
/// and the control total, that differ; amounts and codes that cannot be read.
pub fn load_ledger(
    mapping: (&str, &str),
    export: LedgerSource<'_>,
    scenario: Option<&Scenario>,
) -> Result<ExportedLedger, Vec<Fault>> {
    let (name, text) = mapping;
    let mut faults = Faults::new();
    let mut memory = vec![(name, text)];
    if let LedgerSource::Text(file, text) = export {
        memory.push((file, text));
    }
    let mut files = Files::new(Source::Memory(memory.into_iter().collect()));
    match read(name, export, scenario, &mut files, &mut faults) {
        Some(mut ledger) if !faults.any_error() => {
            ledger.warnings = faults.sorted();
            Ok(ledger)
        }
        _ => Err(faults.sorted()),
    }
}

/// An exported ledger as far as it can be read.
pub(super) fn read(
    mapping: &str,
    export: LedgerSource<'_>,
    scenario: Option<&Scenario>,
    files: &mut Files<'_>,
    faults: &mut Faults,
) -> Option<ExportedLedger> {
    let text = files.text(mapping, SCENARIO_LIMIT, &Place::file(mapping), faults)?;
    let tree = Tree::parse(mapping, &text, faults)?;
    let mapping = Mapping::read(&tree, faults)?;
    if let Some(scenario) = scenario {
        mapping.against(scenario, faults);
    }
    let lines = match export {
        LedgerSource::Text(file, _) => Lines::of_text(file, &mapping, files, faults)?,
        LedgerSource::Workbook(workbook) => Lines::of_sheet(workbook, &mapping, faults)?,
    };
    Sorting::of(&mapping, &lines, faults)?.run(faults)
}
