//! `doorstep ensemble future`: one future as a scenario of its own.

use super::Trouble;
use super::args::EnsembleFuture;
use super::kept::{Manifest, Opened};
use crate::cli::{End, folder};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

pub fn run(args: &EnsembleFuture) -> End {
    match write(args) {
        Ok(scenario) => {
            let scenario = scenario.display();
            say!("Written to {scenario}. Go on: doorstep solve {scenario}");
            End::Done
        }
        Err(trouble) => trouble.end(),
    }
}

/// Writes the future's folder; gives the scenario's file in it.
pub fn write(args: &EnsembleFuture) -> Result<PathBuf, Trouble> {
    let opened = Opened::of(&args.folder)?;
    let manifest = &opened.manifest;
    if args.member >= manifest.members {
        let (home, last) = (args.folder.display(), manifest.members.saturating_sub(1));
        return Err(format!("{home} has futures 0 to {last}; there is no future {}", args.member).into());
    }
    let values = opened.values(args.member);
    for number in &manifest.numbers {
        let at = opened.futures.numbers().iter().position(|drawn| drawn.id() == number.id);
        if let Some(value) = at.and_then(|at| values.get(at)) {
            say!("  {} {}: {value} (as written {})", number.id, number.acts, number.as_written);
        }
    }
    let rewritten = opened.futures.rewritten(&values)?;
    let name = format!("future-{}.ron", args.member);
    let mut files = vec![(name.clone(), variant(&opened, args.member, &rewritten.settings).into_bytes())];
    for (file, _) in &manifest.inputs {
        let own = rewritten.tables.iter().find(|(table, _)| table == file).map(|(_, bytes)| bytes.clone());
        let bytes = match own {
            Some(bytes) => bytes,
            None => as_planned(&args.folder, file)?,
        };
        files.push((file.clone(), bytes));
    }
    let out = args.out.clone().unwrap_or_else(|| default_folder(&args.folder, args.member));
    folder::fill(&out, &files)?;
    Ok(out.join(name))
}

fn as_planned(home: &Path, file: &str) -> Result<Vec<u8>, Trouble> {
    let path = home.join("inputs").join(file);
    Ok(fs::read(&path).map_err(|error| format!("{} cannot be read: {error}", path.display()))?)
}

/// `futures/NAME-NUMBER`
fn default_folder(home: &Path, member: u64) -> PathBuf {
    let home = home.canonicalize().unwrap_or_else(|_| home.to_owned());
    let name = home.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Path::new("futures").join(format!("{name}-{member}"))
}

/// The settings of a future, as a variant of the scenario beside it: with nothing uncertain, and without the ranges
/// of settings that stand elsewhere now.
fn variant(opened: &Opened, member: u64, settings: &[(String, String)]) -> String {
    let Manifest { scenario, file, design, seed, .. } = &opened.manifest;
    let mut text = format!(
        "// Future {member} of an ensemble ({design}, seed {seed}): tables beside this file hold its numbers.\nVariant(\n    base: {file:?},\n    name: {:?},\n    changes: [\n        Remove(\"uncertain\"),\n",
        format!("{scenario}: future {member}")
    );
    let ranges = &opened.base.scenario.assumptions;
    if ranges.iter().any(|range| settings.iter().any(|(path, _)| *path == range.of)) {
        text.push_str("        Remove(\"assumptions\"),\n");
    }
    for (path, value) in settings {
        // Writing to a text cannot fail.
        let _ = writeln!(text, "        Set({path:?}, {value}),");
    }
    text.push_str("    ],\n)\n");
    text
}
