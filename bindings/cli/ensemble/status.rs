//! `doorstep ensemble status`: what is done, and how it ended.

use super::args::EnsembleFolder;
use super::kept::{self, Manifest};
use super::{Trouble, collect};
use crate::cli::End;
use std::collections::BTreeMap;

pub fn run(args: &EnsembleFolder) -> End {
    match status(args) {
        Ok(()) => End::Done,
        Err(trouble) => trouble.end(),
    }
}

fn status(args: &EnsembleFolder) -> Result<(), Trouble> {
    let manifest = Manifest::read(&args.folder)?;
    let done = kept::done(&args.folder, &manifest);
    let members: u64 = done.iter().map(|part| manifest.members_of(*part)).map(|range| range.end - range.start).sum();
    say!("{}: {}", args.folder.display(), manifest.scenario);
    say!("  {} futures, {}, seed {}", manifest.members, manifest.design, manifest.seed);
    say!("  {} of {} parts are there, {members} futures", done.len(), manifest.parts());
    let mut ended: BTreeMap<String, u64> = BTreeMap::new();
    for frame in collect::parts(&args.folder, &manifest, &done, "members")? {
        for status in frame.text("status").iter().flatten() {
            *ended.entry(status.clone()).or_default() += 1;
        }
    }
    for (status, many) in &ended {
        say!("    {many} {status}");
    }
    if (done.len() as u64) < manifest.parts() {
        say!("  go on: doorstep ensemble resume {}", args.folder.display());
    }
    Ok(())
}
