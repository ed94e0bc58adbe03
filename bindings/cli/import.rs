//! `doorstep import`: a scenario's workbook as a folder that can be solved; and the way back, in `export`.

use crate::cli::args::Import;
use crate::cli::totals::{changes, totals};
use crate::cli::{End, check, faults, folder, held};
use doorstep::scenario::{Code, Fault, Imported, Place, fingerprint, is_read, load_workbook, wrong_by_itself};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;

/// The first line of a scenario file that was imported.
const MARK: &str = "// Made of a workbook by doorstep import. Change the workbook, or this file from now on.";
/// Before the hash of each file as it was imported.
const HASH: &str = "// sha256 ";

pub fn run(args: &Import) -> End {
    let beside = args.files.as_deref().or_else(|| args.workbook.parent()).unwrap_or(Path::new(""));
    let ready = read(&args.workbook, beside).and_then(|imported| {
        let (instance, _, warnings) = check::prepare(imported.loaded.clone())?;
        Ok((imported, totals(&instance), warnings))
    });
    let (imported, totals, warnings) = match ready {
        Ok(ready) => ready,
        Err(found) => {
            faults::show(&found);
            tell!("{}. Nothing was written.", faults::count(&found));
            return End::BadInput;
        }
    };
    let mut files = imported.files;
    for name in &imported.beside {
        match fs::read(beside.join(name)) {
            Ok(bytes) => files.push((name.clone(), bytes)),
            Err(error) => {
                tell!("cannot read {}: {error}. Nothing was written.", beside.join(name).display());
                return End::BadInput;
            }
        }
    }
    let before = match earlier(&args.folder) {
        Ok(earlier) => earlier,
        Err(changed) if args.replace => {
            tell!("{}: {changed}. Nothing was written.", args.folder.display());
            return End::BadInput;
        }
        Err(_) => None,
    };
    mark(&mut files);
    faults::show(&warnings);
    let written = if args.replace && before.is_some() {
        folder::replace(&args.folder, &files)
    } else {
        folder::fill(&args.folder, &files)
    };
    if let Err(why) = written {
        let full = why.ends_with("name a new folder");
        let hint = if full && !args.replace { "; --replace writes over an earlier import" } else { "" };
        tell!("{why}{hint}");
        return End::Failed;
    }
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    say!("Written to {}: {}.", args.folder.display(), names.join(", "));
    match before {
        Some(before) => told_changes(&before, &totals, &names),
        None => totals.iter().for_each(|(name, value)| say!("  {name}: {value}")),
    }
    say!("Next: doorstep solve {}", args.folder.join("scenario.ron").display());
    End::Done
}

/// An earlier import into a folder: its control totals, and the files it wrote.
struct Earlier {
    totals: Vec<(String, String)>,
    files: Vec<String>,
}

/// The earlier import that a folder holds; nothing of an empty or new one.
///
/// # Errors
/// Why what stands there must not be written over.
fn earlier(folder: &Path) -> Result<Option<Earlier>, String> {
    let scenario = folder.join("scenario.ron");
    if fs::read_dir(folder).map_or(true, |mut inside| inside.next().is_none()) {
        return Ok(None);
    }
    let text = fs::read_to_string(&scenario).unwrap_or_default();
    if !text.starts_with(MARK) {
        return Err("what stands there is no earlier import".to_owned());
    }
    let mut files = vec!["scenario.ron".to_owned()];
    let mut changed = Vec::new();
    let body: String = text.split_inclusive('\n').skip_while(|line| line.starts_with("// ")).collect();
    for line in text.lines().filter_map(|line| line.strip_prefix(HASH)) {
        let Some((hash, name)) = line.split_once(' ') else { continue };
        let bytes = if name == "scenario.ron" {
            body.clone().into_bytes()
        } else {
            fs::read(folder.join(name)).unwrap_or_default()
        };
        if fingerprint(&bytes) != hash {
            changed.push(name.to_owned());
        }
        files.push(name.to_owned());
    }
    if !changed.is_empty() {
        return Err(format!(
            "changed since it was imported: {}; move it away if the workbook is to count",
            changed.join(", ")
        ));
    }
    let totals = held::scenario(&scenario)
        .and_then(check::prepare)
        .map_or_else(|_| Vec::new(), |(instance, ..)| totals(&instance));
    Ok(Some(Earlier { totals, files }))
}

/// Says in the scenario file that it was imported, and what was.
fn mark(files: &mut [(String, Vec<u8>)]) {
    let hashes: Vec<String> =
        files.iter().map(|(name, bytes)| format!("{HASH}{} {name}\n", fingerprint(bytes))).collect();
    if let Some((_, bytes)) = files.first_mut() {
        let body = std::mem::take(bytes);
        *bytes = format!("{MARK}\n{}", hashes.concat()).into_bytes();
        bytes.extend(body);
    }
}

fn told_changes(before: &Earlier, now: &[(String, String)], written: &[&str]) {
    let found = changes(&before.totals, now);
    if found.is_empty() {
        say!("No control total is other than before.");
    }
    for (name, was, is) in found {
        say!("  {}: {was} -> {is}", name.trim());
    }
    let unused: Vec<&str> = before.files.iter().map(String::as_str).filter(|name| !written.contains(name)).collect();
    if !unused.is_empty() {
        say!("Of the earlier import, and no longer used: {}", unused.join(", "));
    }
}

/// Is it called what workbooks are called?
pub fn is_workbook(path: &Path) -> bool {
    path.extension().and_then(OsStr::to_str).is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"))
}

/// Reads a scenario's workbook; files it names and does not hold stand in `beside`.
pub fn read(path: &Path, beside: &Path) -> Result<Imported, Vec<Fault>> {
    let shown = path.to_string_lossy();
    let unreadable = |error: std::io::Error| {
        let what = format!("the workbook cannot be read: {error}");
        vec![Fault { code: Code::FileUnreadable, place: Place::file(&shown), what, fix: "Check its name".to_owned() }]
    };
    let mut bytes = Vec::new();
    // One byte more than may be: the reader tells how much that is.
    let most = doorstep::workbook::LARGEST + 1;
    File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes)).map_err(unreadable)?;
    // Messages name files as seen from the scenario's folder, and so does the scenario the files beside it.
    let name = path.file_name().map_or(shown.clone(), |name| name.to_string_lossy());
    let (book, mut found) = doorstep::workbook::read_sheets(&name, &bytes, is_read);
    if found.iter().any(Fault::is_error) {
        // What can be read is looked at all the same, as far as it says something by itself.
        found.extend(load_workbook(&book, beside).map_or_else(wrong_by_itself, |_| Vec::new()));
        return Err(found);
    }
    let mut imported = load_workbook(&book, beside).map_err(|faults| [faults, found.clone()].concat())?;
    imported.loaded.warnings.append(&mut found);
    Ok(imported)
}
