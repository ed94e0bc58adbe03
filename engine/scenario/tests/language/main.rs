//! The scenario language from outside: what loads, what is refused and with which words, and that
//! nothing panics. The corpus of bad inputs is in `tests/invalid` of the workspace.
#![allow(clippy::unwrap_used, reason = "a panic here is a failed test, which is what is wanted")]
#![allow(clippy::print_stdout, reason = "counts and times are told with --nocapture")]

mod bundled;
mod disk;
mod futures;
mod invalid;
mod ledger_dress;
mod ledgers;
mod ledgers_drawn;
mod money;
mod mutations;
mod order;
mod programme;
mod reference;
mod support;
mod travel;
mod variants;
mod workbook;
mod years;
