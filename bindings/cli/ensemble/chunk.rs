//! The contract: a part of an ensemble, from its folder and its number alone.

use super::Trouble;
use super::kept::{Manifest, Opened, notes, part};
use crate::cli::folder;
use crate::cli::held::Stopped;
use doorstep::explore::{Ended, Future, Futures};
use doorstep::method::Watcher;
use doorstep::report::futures::Gathered;
use doorstep::scenario::Fault;
use std::fs;
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;

/// Did somebody do the part, or was it there already?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// It was answered now.
    Done,
    /// It is there.
    Known,
}

/// Answers a part of the ensemble in a folder. The same folder and number give the same bytes, whoever asks, how
/// often, and beside whom.
pub fn run_chunk(home: &Path, number: u64, watcher: &mut dyn Watcher) -> Result<Part, Trouble> {
    // Before anything is opened: jobs are submitted again and again.
    if part(home, number).is_dir() {
        Manifest::read(home)?;
        return Ok(Part::Known);
    }
    answer(home, &Opened::of(home)?, number, watcher)
}

/// The same of an ensemble that is open.
pub fn answer(home: &Path, opened: &Opened, number: u64, watcher: &mut dyn Watcher) -> Result<Part, Trouble> {
    let parts = opened.manifest.parts();
    if number >= parts {
        return Err(format!(
            "{} has {parts} parts, 0 to {}; there is no part {number}",
            home.display(),
            parts.saturating_sub(1)
        )
        .into());
    }
    let place = part(home, number);
    if place.is_dir() {
        return Ok(Part::Known);
    }
    let mut gathered = Gathered::default();
    let mut futures = Futures::of(&opened.base.scenario, &opened.asked);
    for member in opened.manifest.members_of(number) {
        let found = one(opened, member, &mut futures, watcher);
        // What was cut short is no answer: the part is asked again as a whole.
        if watcher.stop() {
            return Err(Trouble::Stopped);
        }
        gathered.take(member, &opened.base.scenario, &found);
    }
    write(&place, gathered, &notes(&opened.manifest, number))
}

fn one<'o>(opened: &'o Opened, member: u64, futures: &mut Futures<'o>, watcher: &mut dyn Watcher) -> Future {
    let scenario = match opened.futures.scenario(&opened.values(member)) {
        Ok(scenario) => scenario,
        Err(found) => {
            let each: Vec<String> = found.iter().take(3).map(Fault::to_string).collect();
            return Future::without(Ended::Refused, each.join("; "));
        }
    };
    // A fault of the program costs one member, and is told.
    match catch_unwind(AssertUnwindSafe(|| futures.answer(scenario, watcher))) {
        Ok(found) => found,
        // Whoever asked no longer wants an answer.
        Err(panic) if panic.is::<Stopped>() => resume_unwind(panic),
        Err(panic) => {
            *futures = Futures::of(&opened.base.scenario, &opened.asked);
            let said = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
            Future::without(Ended::Failed, format!("a fault of the program: {}", said.unwrap_or("no words")))
        }
    }
}

/// Writes a part aside, has it on the disk, then gives it its name: it is there whole or not at all.
fn write(place: &Path, gathered: Gathered, notes: &[(&str, String)]) -> Result<Part, Trouble> {
    let notes: Vec<(&str, &str)> = notes.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let cannot = |error: &dyn std::fmt::Display| format!("cannot write {}: {error}", place.display());
    let above = place.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(above).map_err(|error| cannot(&error))?;
    let aside = folder::beside(place).map_err(|error| cannot(&error))?;
    let filled = gathered.tables().into_iter().try_for_each(|(name, frame)| {
        let bytes = frame.parquet(&notes).map_err(|error| cannot(&error))?;
        let mut file = fs::File::create(aside.join(format!("{name}.parquet"))).map_err(|error| cannot(&error))?;
        file.write_all(&bytes).and_then(|()| file.sync_all()).map_err(|error| cannot(&error))
    });
    let named = filled.and_then(|()| match fs::rename(&aside, place) {
        Ok(()) => {
            // On systems that cannot, the name is as safe as they make it.
            let _ = fs::File::open(above).and_then(|above| above.sync_all());
            Ok(Part::Done)
        }
        // Somebody else was quicker, and has the same.
        Err(_) if place.is_dir() => Ok(Part::Known),
        Err(error) => Err(cannot(&error)),
    });
    if named.as_ref().ok() != Some(&Part::Done) {
        let _ = fs::remove_dir_all(&aside);
    }
    // Somebody who was quicker may have swept up what was being written here.
    if named.is_err() && place.is_dir() { Ok(Part::Known) } else { Ok(named?) }
}
