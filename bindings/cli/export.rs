//! `doorstep export`: the model as text, for another solver.

use crate::cli::args::{Export, GrainArg, Kind};
use crate::cli::{End, check, faults};
use doorstep::formulation::{Formulation, Grain};
use doorstep::method::{stages_of, write_model};

pub fn run(args: &Export) -> End {
    let (instance, _, warnings) = match check::prepared_end(&args.scenario) {
        Ok(prepared) => prepared,
        Err(found) => {
            faults::show(&found);
            return End::BadInput;
        }
    };
    faults::show(&warnings);
    let aims = stages_of(&instance.scenario);
    let Some((aim, _)) = aims.get(args.goal as usize - 1) else {
        tell!("there is no goal {}; the scenario has {}", args.goal, aims.len());
        return End::Usage;
    };
    let grain = match args.sessions {
        GrainArg::Whole => Grain::Whole,
        GrainArg::Continuous => Grain::Relaxed,
    };
    let wanted = if args.to == Kind::Lp { "lp" } else { "mps" };
    if args.out.extension().is_none_or(|extension| extension != wanted) {
        tell!("name the file with the ending .{wanted}: {}", args.out.with_extension(wanted).display());
        return End::Usage;
    }
    let formulation = Formulation::formulate(&instance, grain);
    match write_model(&formulation, *aim, &args.out) {
        Ok(()) => {
            say!(
                "Written to {}: goal {} ({}), {} columns, {} rows. Money is in units of 2^17 pence, sessions in steps of their service.",
                args.out.display(),
                args.goal,
                aim.name(),
                formulation.columns.len(),
                formulation.rows.len(),
            );
            End::Done
        }
        Err(error) => {
            tell!("cannot write {}: {error}", args.out.display());
            End::Failed
        }
    }
}
