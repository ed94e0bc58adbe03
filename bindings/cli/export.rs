//! `doorstep export`: a scenario as a workbook, or its model as text for another solver.

use crate::cli::args::{Export, GrainArg, Kind, word};
use crate::cli::{End, check, faults, folder};
use clap::ValueEnum as _;
use doorstep::formulation::{Formulation, Grain};
use doorstep::method::{stages_of, write_model};
use doorstep::scenario::template;

pub fn run(args: &Export) -> End {
    let ending = args.out.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let named = Kind::value_variants().iter().find(|kind| word(*kind) == ending);
    let Some(kind) = args.to.or(named.copied()) else {
        tell!("{}: a scenario is written as .xlsx, its model as .lp or .mps", args.out.display());
        return End::Usage;
    };
    if word(&kind) != ending {
        let name = args.out.with_extension(word(&kind));
        tell!("name the file with the ending .{}: {}", word(&kind), name.display());
        return End::Usage;
    }
    if kind == Kind::Xlsx { workbook(args) } else { model(args) }
}

/// The scenario itself, for people who live in Excel.
fn workbook(args: &Export) -> End {
    if args.out.exists() && !args.replace {
        tell!(
            "{} is there already: --replace writes over it, with whatever was added to it. Nothing was written",
            args.out.display()
        );
        return End::BadInput;
    }
    let made = template(&args.scenario).and_then(|out| {
        let bytes = doorstep::workbook::fill_in(&args.out.to_string_lossy(), &out.template)?;
        Ok((out, bytes))
    });
    let (out, bytes) = match made {
        Ok(made) => made,
        Err(found) => {
            faults::show(&found);
            tell!("{}. Nothing was written.", faults::count(&found));
            return End::BadInput;
        }
    };
    faults::show(&out.warnings);
    if let Err(why) = folder::file(&args.out, &bytes) {
        tell!("{why}");
        return End::Failed;
    }
    say!(
        "Written to {}: {} sheets. Change it in Excel, then: doorstep import",
        args.out.display(),
        out.template.sheets.len()
    );
    if !out.beside.is_empty() {
        say!("Not in it, and needed beside it (or import --files FOLDER): {}", out.beside.join(", "));
    }
    End::Done
}

fn model(args: &Export) -> End {
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
