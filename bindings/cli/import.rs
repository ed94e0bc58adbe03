//! `doorstep import`: a scenario's workbook as a folder that can be solved; and the way back, in `export`.

use crate::cli::args::Import;
use crate::cli::{End, faults, folder};
use doorstep::scenario::{Code, Fault, Imported, Place, is_read, load_workbook};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;

pub fn run(args: &Import) -> End {
    let beside = args.files.as_deref().or_else(|| args.workbook.parent()).unwrap_or(Path::new(""));
    let imported = match read(&args.workbook, beside) {
        Ok(imported) => imported,
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
    faults::show(&imported.loaded.warnings);
    let written = if args.replace { replaced(&args.folder, &files) } else { folder::fill(&args.folder, &files) };
    if let Err(why) = written {
        let hint = if args.replace { "" } else { "; --replace writes over the files of an earlier import" };
        tell!("{why}{hint}");
        return End::Failed;
    }
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    say!("Written to {}: {}.", args.folder.display(), names.join(", "));
    say!("Next: doorstep solve {}", args.folder.join("scenario.ron").display());
    End::Done
}

/// Each file whole; what else stands in the folder stays.
fn replaced(to: &Path, files: &[(String, Vec<u8>)]) -> Result<(), String> {
    files.iter().try_for_each(|(name, bytes)| folder::file(&to.join(name), bytes))
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
    let (book, warnings) = doorstep::workbook::read_sheets(&name, &bytes, is_read)?;
    let mut imported = load_workbook(&book, beside)?;
    imported.loaded.warnings.extend(warnings);
    Ok(imported)
}
