//! Workbooks of somebody else's, from outside: what is read, what is refused and with which words, and that nothing
//! panics, takes long or fills the memory.
#![allow(clippy::unwrap_used, reason = "a panic here is a failed test, which is what is wanted")]
#![allow(clippy::print_stdout, reason = "figures are told with --nocapture")]
#![allow(clippy::format_collect, reason = "a few hundred letters, once a test")]

mod broken;
mod cells;
mod kinds;
mod sheets;
mod support;
