//! `doorstep ensemble slurm`: a script for a cluster that runs Slurm.

use super::Trouble;
use super::args::EnsembleSlurm;
use super::kept::Manifest;
use crate::cli::End;

pub fn run(args: &EnsembleSlurm) -> End {
    match script(args) {
        Ok(script) => {
            say!("{script}");
            End::Done
        }
        Err(trouble) => trouble.end(),
    }
}

/// An array job of `tasks` tasks; each answers every so-many-th part, and what is there is left alone: submitted
/// again it goes on where it was.
fn script(args: &EnsembleSlurm) -> Result<String, Trouble> {
    let parts = Manifest::read(&args.folder)?.parts();
    let tasks = u64::from(args.tasks).clamp(1, parts.max(1));
    for (name, words) in [("--memory", &args.memory), ("--time", &args.time)] {
        if words.is_empty() || !words.chars().all(|letter| letter.is_ascii_alphanumeric() || ":-.".contains(letter)) {
            return Err(
                format!("{name} {words:?} is nothing that Slurm takes: write 2G, 04:00:00 or 1-12:00:00").into()
            );
        }
    }
    let folder = args.folder.canonicalize().map_err(|error| error.to_string())?;
    let shown = folder.display().to_string();
    let quoted = quoted(&shown)?;
    let program = match &args.program {
        Some(words) => words.clone(),
        None => own_path().map_or_else(|| Ok("doorstep".to_owned()), |path| self::quoted(&path))?,
    };
    let last = tasks - 1;
    Ok(format!(
        "#!/bin/bash
# Answers the ensemble in {shown}: sbatch this script. What is there is left alone: submit it again to go on.
# Every machine needs this folder and doorstep at the paths below, and the same version of it.
#SBATCH --job-name=doorstep
#SBATCH --array=0-{last}
#SBATCH --cpus-per-task=1
#SBATCH --mem={memory}
#SBATCH --time={time}
set -uo pipefail
folder={quoted}
failed=0
# A part that fails keeps no other from being answered.
for ((part = SLURM_ARRAY_TASK_ID; part < {parts}; part += {tasks})); do
    {program} ensemble run \"$folder\" --chunk \"$part\" --threads 1 --quiet || failed=$?
done
exit \"$failed\"",
        memory = args.memory,
        time = args.time,
    ))
}

/// A path as one word of a shell.
fn quoted(path: &str) -> Result<String, Trouble> {
    if path.contains('\'') || path.contains('\n') {
        return Err(format!("{path}: a path with a quote or a line end in its name cannot stand in a script").into());
    }
    Ok(format!("'{path}'"))
}

/// Where this program is; nowhere, where another one runs its code.
fn own_path() -> Option<String> {
    let path = std::env::current_exe().ok()?;
    (path.file_stem()? == "doorstep").then(|| path.display().to_string())
}
