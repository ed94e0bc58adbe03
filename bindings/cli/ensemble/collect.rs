//! `doorstep ensemble collect`: the parts put together, and what they say in a page of text.

use super::Trouble;
use super::args::EnsembleCollect;
use super::kept::{self, Manifest, part};
use crate::cli::{End, folder};
use doorstep::report::frame::Frame;
use doorstep::report::futures::NAMES;
use doorstep::report::robust;
use std::fs;
use std::path::Path;

pub fn run(args: &EnsembleCollect) -> End {
    match collect(args) {
        Ok(lines) => {
            for line in lines {
                say!("{line}");
            }
            End::Done
        }
        Err(trouble) => trouble.end(),
    }
}

fn collect(args: &EnsembleCollect) -> Result<Vec<String>, Trouble> {
    let manifest = Manifest::read(&args.folder)?;
    let done = kept::done(&args.folder, &manifest);
    let open = manifest.parts() - done.len() as u64;
    if open > 0 && !args.partial {
        let folder = args.folder.display();
        return Err(format!(
            "{open} of {} parts are not there yet: doorstep ensemble resume {folder}, or collect what is there with --partial",
            manifest.parts()
        )
        .into());
    }
    let results = args.folder.join("results");
    let mut tables = Vec::new();
    for name in NAMES {
        let mut whole = Frame::default();
        for part in parts(&args.folder, &manifest, &done, name)? {
            whole.append(part).map_err(|error| error.to_string())?;
        }
        let bytes = whole.parquet(&[("scenario", &manifest.scenario)]).map_err(|error| error.to_string())?;
        folder::file(&results.join(format!("{name}.parquet")), &bytes)?;
        if args.csv {
            folder::file(&results.join(format!("{name}.csv")), &whole.csv().map_err(|error| error.to_string())?)?;
        }
        tables.push((name, whole));
    }
    let found =
        robust::Robust::of(&kept::design(&args.folder, &manifest)?, &tables, &manifest.first_goal, manifest.by_chance);
    for (name, frame) in found.tables() {
        let bytes = frame.csv().map_err(|error| error.to_string())?;
        folder::file(&results.join(format!("{name}.csv")), &bytes)?;
    }
    let mut lines = vec![format!("{}: {} futures, {}", manifest.scenario, manifest.members, manifest.design)];
    if open > 0 {
        lines.push(format!("Only {} of {} parts: what follows is of these alone.", done.len(), manifest.parts()));
    }
    lines.extend(found.summary());
    folder::file(&results.join("summary.txt"), (lines.join("\n") + "\n").as_bytes())?;
    lines.push(format!("Written to {}", results.display()));
    if open == 0 {
        tidy(&args.folder);
    }
    Ok(lines)
}

/// A table of each of these parts; `Err` names every part in which it is not what it should be.
pub fn parts(folder: &Path, manifest: &Manifest, done: &[u64], name: &str) -> Result<Vec<Frame>, Trouble> {
    let (mut found, mut broken) = (Vec::new(), Vec::new());
    for number in done {
        match kept::table(folder, manifest, *number, name) {
            Ok(frame) => found.push(frame),
            Err(why) => broken.push(format!("{why}. Remove {} and resume", part(folder, *number).display())),
        }
    }
    if broken.is_empty() { Ok(found) } else { Err(broken.join("\n").into()) }
}

/// Removes what killed workers left beside the parts, once all of these are there: nobody writes any longer.
pub fn tidy(folder: &Path) {
    let Ok(inside) = fs::read_dir(folder.join("parts")) else { return };
    let left = inside.flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with('.'));
    for entry in left {
        let _ = fs::remove_dir_all(entry.path());
    }
}
