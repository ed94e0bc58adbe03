//! The command line: one file a command, and the chain of the engine, nothing more.
//!
//! A module tree of its own, since two crates are made of it: the program (`main.rs` beside this) and the Python
//! library, whose wheel brings the same command. Paths inside begin with `crate::cli`.

/// Prints a line to stdout.
macro_rules! say {
    ($($text:tt)*) => { $crate::cli::held::say(format_args!($($text)*)) };
}

/// Prints a line to stderr, where progress and problems go.
macro_rules! tell {
    ($($text:tt)*) => { $crate::cli::held::tell(format_args!($($text)*)) };
}

mod args;
pub mod bundled;
mod check;
mod clash;
pub mod compare;
mod demo;
pub mod ensemble;
mod export;
mod exported;
pub mod faults;
mod folder;
pub mod held;
mod import;
mod init;
mod ledger;
mod list;
mod pdf;
mod programme;
pub mod progress;
mod questions;
mod reference;
pub mod report;
pub mod run_folder;
mod score;
mod solve;
mod totals;

use args::{Cli, Command};
use clap::Parser;
use std::ffi::OsString;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Done.
    Done = 0,
    /// The input is at fault.
    BadInput = 1,
    /// The command line is at fault.
    Usage = 2,
    /// No plan keeps every rule.
    Impossible = 3,
    /// Stopped at a limit; there is a plan unless the output says otherwise.
    Stopped = 4,
    /// The program failed: a solver gave up, the checker refused a plan, a file could not be
    /// written.
    Failed = 5,
}

/// Does what the words say, the program's own name first; answers with the exit code.
pub fn main(words: impl IntoIterator<Item = OsString>) -> u8 {
    let cli = match Cli::try_parse_from(words) {
        Ok(cli) => cli,
        Err(error) => {
            if held::is_held() {
                tell!("{}", error.render().to_string().trim_end());
            } else {
                let _ = error.print();
            }
            return if error.use_stderr() { End::Usage as u8 } else { End::Done as u8 };
        }
    };
    let end = match cli.command {
        Command::Demo(args) => demo::run(&args),
        Command::New(args) => init::new(args),
        Command::Import(args) => import::run(&args),
        Command::Ledger(args) => exported::run(&args),
        Command::List => list::run(),
        Command::Init(args) => init::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Solve(args) => solve::run(&args),
        Command::Score(args) => score::run(&args),
        Command::Explain(args) => questions::explain(&args),
        Command::Choices(args) => questions::choices(&args),
        Command::Frontier(args) => questions::frontier(&args),
        Command::Ladder(args) => questions::ladder(&args),
        Command::Margins(args) => questions::margins(&args),
        Command::Compare(args) => compare::run(&args),
        Command::Report(args) => report::run(&args),
        Command::Ensemble(args) => ensemble::run(&args),
        Command::Runs(args) => ledger::run(&args.folder),
        Command::Export(args) => export::run(&args),
        Command::Reference(args) => reference::run(&args),
    };
    end as u8
}
