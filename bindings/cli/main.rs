//! The program `doorstep`: the command line and nothing more.

#[path = "mod.rs"]
mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(cli::main(std::env::args_os()))
}
