//! The only place that opens files. Paths stay inside the scenario's folder; sizes are limited
//! before anything is parsed.

use super::Input;
use crate::fault::quoted;
use crate::{Code, Faults, Place};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

/// Largest scenario or variant file, in bytes.
pub(super) const SCENARIO_LIMIT: u64 = 10_000_000;
/// Largest table, in bytes.
pub(super) const TABLE_LIMIT: u64 = 200_000_000;

/// Where files come from: a folder, or memory (for tests and for other languages).
pub(super) enum Source<'f> {
    Folder(PathBuf),
    Memory(BTreeMap<&'f str, &'f str>),
}

/// Reads files and remembers what was read.
pub(super) struct Files<'f> {
    source: Source<'f>,
    read: BTreeMap<String, String>,
}

impl<'f> Files<'f> {
    pub fn new(source: Source<'f>) -> Self {
        Self { source, read: BTreeMap::new() }
    }

    /// The text of a file named in the scenario; `asked_at` is where it is named.
    pub fn text(&mut self, name: &str, limit: u64, asked_at: &Place, faults: &mut Faults) -> Option<String> {
        match &self.source {
            Source::Memory(files) => {
                let found = files.get(name).map(|text| (*text).to_owned());
                if found.is_none() {
                    faults.add(
                        Code::FileUnreadable,
                        asked_at,
                        format!("there is no file {}", quoted(name)),
                        "Check the name",
                    );
                }
                found
            }
            Source::Folder(folder) => {
                let path = inside(folder, name, asked_at, faults)?;
                read_text(&path, name, limit, asked_at, faults)
            }
        }
    }

    /// Notes the canonical content of a file for the manifest: whatever the order of its rows or
    /// settings, the same meaning gives the same hash.
    pub fn note(&mut self, name: &str, canonical: &[String]) {
        let mut hash = Sha256::new();
        for line in canonical {
            hash.update((line.len() as u64).to_le_bytes());
            hash.update(line.as_bytes());
        }
        let hex = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        self.read.insert(name.to_owned(), hex);
    }

    pub fn inputs(self) -> Vec<Input> {
        self.read.into_iter().map(|(file, hash)| Input { file, hash }).collect()
    }
}

fn inside(folder: &Path, name: &str, asked_at: &Place, faults: &mut Faults) -> Option<PathBuf> {
    let mut refuse = |what: &str, fix: &str| {
        faults.add(Code::PathRefused, asked_at, format!("{} {what}", quoted(name)), fix.to_owned());
        None
    };
    if name.contains("://") {
        return refuse("is an address on the internet; those are not read", "Save the file beside the scenario first");
    }
    if name.is_empty() || name.contains(['\\', '\0']) || name.chars().nth(1) == Some(':') {
        return refuse(
            "is not a plain relative path",
            "Put the file beside the scenario and name it by its relative path with /",
        );
    }
    if !Path::new(name).components().all(|part| matches!(part, Component::Normal(_))) {
        return refuse("leaves the scenario's folder", "Put the file beside the scenario");
    }
    let path = folder.join(name);
    // A link may point anywhere: what counts is where it leads.
    if let (Ok(real), Ok(home)) = (path.canonicalize(), folder.canonicalize()) {
        if !real.starts_with(&home) {
            return refuse("is a link to a place outside the scenario's folder", "Copy the file beside the scenario");
        }
    }
    Some(path)
}

/// Reads a file as UTF-8 text within a limit.
pub(super) fn read_text(path: &Path, name: &str, limit: u64, asked_at: &Place, faults: &mut Faults) -> Option<String> {
    let shown = quoted(name);
    match fs::metadata(path) {
        Err(error) => {
            faults.add(
                Code::FileUnreadable,
                asked_at,
                format!("cannot read {shown}: {}", reason(&error)),
                "Check the name and that the file may be read",
            );
            return None;
        }
        Ok(found) if !found.is_file() => {
            faults.add(
                Code::FileUnreadable,
                asked_at,
                format!("cannot read {shown}: it is not a plain file"),
                "Name a file",
            );
            return None;
        }
        Ok(found) if found.len() > limit => {
            faults.add(
                Code::FileTooLarge,
                asked_at,
                format!("{shown} has {} bytes; at most {limit} are read", found.len()),
                "Remove what is not needed",
            );
            return None;
        }
        Ok(_) => {}
    }
    let mut bytes = Vec::new();
    // The limit holds even if the file grows while it is read.
    let outcome = fs::File::open(path).and_then(|file| file.take(limit + 1).read_to_end(&mut bytes));
    if let Err(error) = outcome {
        faults.add(
            Code::FileUnreadable,
            asked_at,
            format!("cannot read {shown}: {}", reason(&error)),
            "Check that the file may be read",
        );
        return None;
    }
    match String::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.as_bytes();
            let before = &bytes[..at];
            let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
            let hint = if bytes[at] == 0xA3 { ", perhaps \"£\"" } else { "" };
            let place = Place { file: name.to_owned(), line, column: 0 };
            faults.add(
                Code::NotUtf8,
                &place,
                format!("byte {:02X}{hint} is not UTF-8 text", bytes[at]),
                "Save the file as UTF-8 (in Excel: \"CSV UTF-8\")",
            );
            None
        }
    }
}

fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}
