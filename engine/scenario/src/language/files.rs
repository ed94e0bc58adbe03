//! The only place that opens files. Paths stay inside the scenario's folder; sizes are limited
//! before anything is parsed.

use super::Input;
use super::lines::Lines;
use super::tables::{Content, Instead};
use crate::fault::{is_invisible, quoted};
use crate::{Code, Faults, Place};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Largest scenario or variant file, in bytes.
pub(super) const SCENARIO_LIMIT: u64 = 10_000_000;
/// What says where the data of a folder comes from, and on what terms: it travels with every copy.
pub(super) const PROVENANCE: &str = "PROVENANCE.md";
/// Largest table, in bytes.
pub(super) const TABLE_LIMIT: u64 = 200_000_000;

/// Where files come from: a folder, a folder with files laid over it, memory (for tests and for other
/// languages), or the paths that somebody typed, which may lead anywhere.
pub(super) enum Source<'f> {
    Folder(PathBuf),
    Over(PathBuf, BTreeMap<&'f str, &'f str>),
    Memory(BTreeMap<&'f str, &'f str>),
    Typed,
}

/// Reads files and remembers what was read.
pub(super) struct Files<'f> {
    source: Source<'f>,
    read: BTreeMap<String, String>,
    /// Tables, by name: none is parsed twice.
    tables: BTreeMap<String, Arc<Content>>,
    /// What one future says in their cells, by table.
    instead: BTreeMap<String, Arc<Instead>>,
}

impl<'f> Files<'f> {
    pub fn new(source: Source<'f>) -> Self {
        Self { source, read: BTreeMap::new(), tables: BTreeMap::new(), instead: BTreeMap::new() }
    }

    /// Tables that were read before, with what one future says in their cells. No file is opened.
    pub fn future(tables: &BTreeMap<String, Arc<Content>>, instead: BTreeMap<String, Arc<Instead>>) -> Self {
        Self { tables: tables.clone(), instead, ..Self::new(Source::Memory(BTreeMap::new())) }
    }

    /// A table that was read before.
    pub fn table(&self, name: &str) -> Option<Arc<Content>> {
        self.tables.get(name).cloned()
    }

    /// Keeps a table for whoever asks for it again.
    pub fn keep(&mut self, name: &str, content: Content) -> Arc<Content> {
        Arc::clone(self.tables.entry(name.to_owned()).or_insert(Arc::new(content)))
    }

    /// Every table that was read.
    pub fn tables(&self) -> &BTreeMap<String, Arc<Content>> {
        &self.tables
    }

    /// What stands in a table's cells in place of what its file says.
    pub fn instead(&self, name: &str) -> Arc<Instead> {
        self.instead.get(name).cloned().unwrap_or_default()
    }

    /// The name, from the scenario's folder, of a file that `asked_at` names relative to its own.
    pub fn beside(asked_at: &Place, name: &str, faults: &mut Faults) -> Option<String> {
        let name = plain_name(name, asked_at, faults)?;
        Some(match asked_at.file.rsplit_once('/') {
            Some((folder, _)) => format!("{folder}/{name}"),
            None => name,
        })
    }

    /// Is there a file of this name?
    pub fn has(&self, name: &str) -> bool {
        match &self.source {
            Source::Memory(files) => files.contains_key(name),
            Source::Over(folder, files) => files.contains_key(name) || folder.join(name).exists(),
            Source::Folder(folder) => folder.join(name).exists(),
            Source::Typed => Path::new(name).exists(),
        }
    }

    /// The text of a file by its name from the scenario's folder; `asked_at` is where it is named.
    /// Lines end in `\n`, whatever they end in on disk, and there is no byte-order mark.
    pub fn text(&mut self, name: &str, limit: u64, asked_at: &Place, faults: &mut Faults) -> Option<String> {
        let text = match &self.source {
            Source::Memory(files) => {
                let found = files.get(name).map(|text| (*text).to_owned());
                if found.is_none() {
                    let what = format!("there is no file {}", quoted(name));
                    faults.add(Code::FileUnreadable, asked_at, what, "Check the name");
                }
                found.filter(|text| within(text.len() as u64, limit, name, asked_at, faults))?
            }
            Source::Over(_, files) if files.contains_key(name) => {
                let text = files.get(name).copied().unwrap_or_default();
                within(text.len() as u64, limit, name, asked_at, faults).then(|| text.to_owned())?
            }
            Source::Folder(folder) | Source::Over(folder, _) => {
                let path = inside(folder, name, asked_at, faults)?;
                let bytes = read(&path, name, limit, asked_at, faults)?;
                utf8(bytes, name, faults)?
            }
            Source::Typed => utf8(read(Path::new(name), name, limit, asked_at, faults)?, name, faults)?,
        };
        let text = match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        };
        let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
        if let Some(at) = text.find('\0') {
            faults.add(
                Code::NotUtf8,
                &Lines::new(name, &text).place(at),
                "a NUL character, which text does not have",
                "Save the file as plain UTF-8 text, not as UTF-16 or a workbook",
            );
            return None;
        }
        Some(text)
    }

    /// Notes the canonical content of a file for the manifest: whatever the order of its rows or
    /// settings, the same meaning gives the same hash.
    pub fn note(&mut self, name: &str, canonical: impl IntoIterator<Item: AsRef<str>>) {
        let mut hash = Sha256::new();
        for line in canonical {
            let line = line.as_ref();
            hash.update((line.len() as u64).to_le_bytes());
            hash.update(line.as_bytes());
        }
        self.read.insert(name.to_owned(), hex(&hash.finalize()));
    }

    pub fn inputs(self) -> Vec<Input> {
        self.read.into_iter().map(|(file, hash)| Input { file, hash }).collect()
    }
}

/// The SHA-256 of some bytes, as the manifests write it.
pub fn fingerprint(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(u32::from(digit), 16)).collect()
}

/// A path as the scenario gives it, as names joined by `/`. Refused on every system if it means
/// anything but a file in the folder or below it on any of them.
fn plain_name(name: &str, asked_at: &Place, faults: &mut Faults) -> Option<String> {
    let mut refuse = |what: &str, fix: &str| {
        faults.add(Code::PathRefused, asked_at, format!("{} {what}", quoted(name)), fix);
        None
    };
    if name.contains("://") {
        return refuse("is an address on the internet; those are not read", "Save the file beside the scenario first");
    }
    let parts: Vec<&str> = name.split('/').filter(|part| *part != ".").collect();
    if parts.contains(&"..") {
        return refuse("leaves the scenario's folder", "Put the file beside the scenario");
    }
    let is_plain = |part: &&str| {
        !part.is_empty() && !part.contains(['\\', ':']) && !part.chars().any(is_invisible) && !is_device(part)
    };
    if parts.is_empty() || !parts.iter().all(is_plain) {
        return refuse(
            "is not a plain relative path",
            "Put the file beside the scenario and name it by its relative path with /",
        );
    }
    Some(parts.join("/"))
}

/// Names that mean devices on Windows, whatever follows the dot.
fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part).trim_end().to_ascii_uppercase();
    let numbered = |word: &str| {
        stem.strip_prefix(word)
            .is_some_and(|number| number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT")
}

/// Where a file really is. A link may point anywhere: what counts is where it leads.
fn inside(folder: &Path, name: &str, asked_at: &Place, faults: &mut Faults) -> Option<PathBuf> {
    let path = folder.join(name);
    let (Ok(real), Ok(home)) = (path.canonicalize(), folder.canonicalize()) else {
        return Some(path); // it cannot be opened either, and why not is told then
    };
    if real.starts_with(&home) {
        return Some(real);
    }
    let what = format!("{} is a link to a place outside the scenario's folder", quoted(name));
    faults.add(Code::PathRefused, asked_at, what, "Copy the file beside the scenario");
    None
}

fn within(size: u64, limit: u64, name: &str, asked_at: &Place, faults: &mut Faults) -> bool {
    if size > limit {
        let what = format!("{} has {size} bytes; at most {limit} are read", quoted(name));
        faults.add(Code::FileTooLarge, asked_at, what, "Remove what is not needed");
    }
    size <= limit
}

/// Reads a plain file within a limit.
fn read(path: &Path, name: &str, limit: u64, asked_at: &Place, faults: &mut Faults) -> Option<Vec<u8>> {
    let mut refuse = |what: &str, fix: &str| {
        faults.add(Code::FileUnreadable, asked_at, format!("cannot read {}: {what}", quoted(name)), fix);
    };
    let found = match fs::metadata(path) {
        Ok(found) if found.is_file() => found,
        Ok(found) => {
            refuse(if found.is_dir() { "it is a folder" } else { "it is not a plain file" }, "Name a file");
            return None;
        }
        Err(error) => {
            refuse(&reason(&error), "Check the name and that the file may be read");
            return None;
        }
    };
    if !within(found.len(), limit, name, asked_at, faults) {
        return None;
    }
    let mut refuse = |what: &str, fix: &str| {
        faults.add(Code::FileUnreadable, asked_at, format!("cannot read {}: {what}", quoted(name)), fix);
    };
    let mut bytes = Vec::new();
    // The limit holds even if the file grows while it is read.
    let outcome = fs::File::open(path).and_then(|file| {
        file.take(limit + 1).read_to_end(&mut bytes)?;
        fs::metadata(path)
    });
    match outcome {
        Err(error) => {
            refuse(&reason(&error), "Check that the file may be read");
            return None;
        }
        Ok(after) if after.len() != found.len() || after.modified().ok() != found.modified().ok() => {
            refuse("it was changed while it was read", "Run again when nobody writes to it");
            return None;
        }
        Ok(_) => {}
    }
    within(bytes.len() as u64, limit, name, asked_at, faults).then_some(bytes)
}

fn utf8(bytes: Vec<u8>, name: &str, faults: &mut Faults) -> Option<String> {
    if bytes.starts_with(b"PK\x03\x04") {
        let what = "this is a workbook or another packed file, and text is expected";
        let fix = "Save a sheet as CSV UTF-8; a whole scenario is made of its workbook by doorstep import";
        faults.add(Code::NotUtf8, &Place::file(name), what, fix);
        return None;
    }
    let error = match String::from_utf8(bytes) {
        Ok(text) => return Some(text),
        Err(error) => error,
    };
    let at = error.utf8_error().valid_up_to();
    let (before, rest) = error.as_bytes().split_at(at);
    let hint = match rest {
        [0xA3, ..] => ", perhaps \"£\" of another encoding",
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => ", perhaps the start of UTF-16",
        _ => "",
    };
    let place = Lines::new(name, &String::from_utf8_lossy(before)).place(before.len());
    let found = rest.first().copied().unwrap_or_default();
    faults.add(
        Code::NotUtf8,
        &place,
        format!("byte {found:02X} is not UTF-8 text{hint}"),
        "Save the file as UTF-8 (in Excel: \"CSV UTF-8\")",
    );
    None
}

fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}
