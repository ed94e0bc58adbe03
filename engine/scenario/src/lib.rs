//! The nouns of Doorstep and the language they are written in.
//!
//! A scenario is a RON file beside plain CSV tables. [`load`] reads both, applies variants,
//! resolves every name and checks every value, and returns either a [`Scenario`] in which every
//! index is valid and every list is sorted by id, or *all* the [`Fault`]s found, each with a
//! stable code, a file, a line, a column and what to do about it.
//!
//! Nothing here knows about solvers. Both the engine and the checker stand on these types, and on
//! nothing else in common.

mod fault;
mod language;
mod nouns;
mod projection;
pub mod reference;
mod tabs;

pub use fault::{Code, Fault, Faults, Place, Severity, bare, is_invisible, letters, quoted, some_of};
pub use language::{
    AccountedRow, Archive, ExportedLedger, Futures, Imported, Input, LedgerEntry, LedgerSource, Loaded, LoadedPlan,
    OptionWords, Outward, Reached, Rewritten, RowFate, Run, RunYears, Sheet, SiteYears, Wording, YearAmounts,
    amount_of, fingerprint, is_read, load, load_archive, load_archive_text, load_futures, load_futures_over,
    load_futures_text, load_ledger, load_over, load_plan, load_plan_text, load_run, load_run_text, load_text,
    load_wording, load_workbook, template, template_text, wrong_by_itself,
};
pub use nouns::*;
pub use tabs::{
    Cell, CellValue, Look, Offers, Tab, Template, TemplateCell, TemplateHead, TemplateSheet, Workbook, in_brackets,
};
