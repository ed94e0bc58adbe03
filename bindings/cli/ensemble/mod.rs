//! `doorstep ensemble`: futures of a scenario, drawn, answered by anybody, gathered.
//!
//! ```text
//! FOLDER/
//!   ensemble.json        what is asked, of which numbers, by which version
//!   inputs/              the scenario and its tables, as they were
//!   held/NAME/           plans that are held fixed
//!   design.parquet       the futures: one row a member, one column a number
//!   parts/00000/…        what came of a block of members; a part is there whole or not at all
//!   results/…            the parts put together
//! ```
//!
//! The one contract for whoever does the work: [`chunk::run_chunk`] of a folder and a number. It follows from the
//! folder alone, leaves what is there, and may be called by several at once, and again.

pub mod args;
pub mod chunk;
mod collect;
pub mod future;
pub mod kept;
mod plan;
mod robust;
mod run;
mod slurm;
mod status;

use crate::cli::{End, faults};
use args::{Ensemble, EnsembleCommand};
use doorstep::scenario::Fault;

/// Does what is asked of an ensemble.
pub fn run(args: &Ensemble) -> End {
    match &args.command {
        EnsembleCommand::Plan(args) => plan::run(args),
        EnsembleCommand::Run(args) | EnsembleCommand::Resume(args) => run::run(args),
        EnsembleCommand::Status(args) => status::run(args),
        EnsembleCommand::Collect(args) => collect::run(args),
        EnsembleCommand::Future(args) => future::run(args),
        EnsembleCommand::Slurm(args) => slurm::run(args),
        EnsembleCommand::Robust(args) => robust::run(args),
    }
}

/// Why nothing could be done.
#[derive(Debug)]
pub enum Trouble {
    /// The input is at fault.
    Input(Vec<Fault>),
    /// What was said makes no sense together.
    Usage(String),
    /// Something could not be read, written or used.
    Failed(String),
    /// Somebody asked to stop.
    Stopped,
}

impl Trouble {
    fn end(&self) -> End {
        match self {
            Trouble::Input(found) => {
                faults::show(found);
                tell!("{}. Nothing was computed or written.", faults::count(found));
                End::BadInput
            }
            Trouble::Usage(why) => {
                tell!("{why}");
                End::Usage
            }
            Trouble::Failed(why) => {
                tell!("{why}");
                End::Failed
            }
            Trouble::Stopped => End::Stopped,
        }
    }
}

impl From<Vec<Fault>> for Trouble {
    fn from(found: Vec<Fault>) -> Trouble {
        Trouble::Input(found)
    }
}

impl From<String> for Trouble {
    fn from(why: String) -> Trouble {
        Trouble::Failed(why)
    }
}
