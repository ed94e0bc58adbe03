//! `doorstep compare`: runs side by side, from their folders alone.

use crate::cli::args::Compare;
use crate::cli::{End, faults, folder, held};
use doorstep::report::compare::compare;
use doorstep::scenario::Run;
use std::path::{Path, PathBuf};

pub fn run(args: &Compare) -> End {
    let mut runs: Vec<Run> = Vec::new();
    let mut found = Vec::new();
    for word in &args.runs {
        let (path, option) = chosen(word);
        match held::option(&path, option) {
            Ok(run) => runs.push(run),
            Err(more) => found.extend(more),
        }
    }
    if !found.is_empty() {
        return refused(&found);
    }
    let comparison = match compare(&runs) {
        Ok(comparison) => comparison,
        Err(found) => return refused(&found),
    };
    for line in comparison.lines() {
        say!("{line}");
    }
    let Some(out) = &args.csv else { return End::Done };
    let written = comparison.tables().map_err(|error| error.to_string()).and_then(|tables| {
        folder::fill(out, &tables)?;
        Ok(tables.into_iter().map(|(name, _)| name).collect::<Vec<_>>().join(", "))
    });
    match written {
        Ok(names) => {
            say!("\nWritten to {}: {names}", out.display());
            End::Done
        }
        Err(why) => {
            tell!("{why}. Nothing was written");
            End::Failed
        }
    }
}

fn refused(found: &[doorstep::scenario::Fault]) -> End {
    faults::show(found);
    tell!("{}. Nothing was compared or written.", faults::count(found));
    End::BadInput
}

/// `runs/a:alternative 1` is an option of a run, unless a folder has that very name.
pub fn chosen(word: &str) -> (PathBuf, Option<&str>) {
    match word.rsplit_once(':') {
        Some((folder, option)) if !Path::new(word).exists() && !folder.is_empty() => {
            (folder.into(), Some(option.trim()))
        }
        _ => (word.into(), None),
    }
}
