//! `doorstep report`: run folders as something people can read, in a browser, in Word, on paper.

use crate::cli::args::Report;
use crate::cli::{End, compare, faults, folder, held, pdf};
use doorstep::report::{map, page};
use doorstep::scenario::{Archive, Code, Fault, Place, Wording, load_wording};
use doorstep::workbook;
use std::fs;
use std::path::{Path, PathBuf};

/// Largest logo, in bytes: it travels inside every page.
const LOGO: u64 = 300_000;
/// Width of a picture that is a file of its own, in pixels.
const WIDTH: u32 = 1800;

pub fn run(args: &Report) -> End {
    if let Some(unknown) = args.out.iter().find(|out| Form::of(out).is_none()) {
        tell!("{}: a report ends in .html, .pdf, .docx or .xlsx", unknown.display());
        return End::Usage;
    }
    let books: Vec<&PathBuf> = args.out.iter().filter(|out| Form::of(out) == Some(Form::Workbook)).collect();
    if let Some(book) = books.first()
        && args.public
    {
        tell!("{}: a workbook holds every figure as it is, and is not for the public", book.display());
        return End::Usage;
    }
    // Everything is worked out before anything is written.
    let ready = read(&args.runs, args.words.as_deref()).and_then(|read| {
        let book = match &read.archives[..] {
            _ if books.is_empty() => None,
            [(archive, _)] => Some(workbook::workbook(archive)?),
            several => Some(workbook::side_by_side(several)?),
        };
        Ok((laid_out(read, args.public.then_some(args.threshold))?, book.unwrap_or_default()))
    });
    let (document, book) = match ready {
        Ok(ready) => ready,
        Err(found) => {
            faults::show(&found);
            tell!("{}. Nothing was written.", faults::count(&found));
            return End::BadInput;
        }
    };
    let written = args
        .out
        .iter()
        .try_for_each(|out| if books.contains(&out) { put(&book, out) } else { write(&document, out) })
        .and_then(|()| args.pictures.as_ref().map_or(Ok(()), |folder| pictures(&document, folder)));
    if let Err(why) = written {
        tell!("{why}");
        return End::Failed;
    }
    if args.open
        && let Some(first) = args.out.first()
        && let Err(error) = opener::open(first)
    {
        tell!("cannot open {}: {error}. Open it by a double click", first.display());
    }
    End::Done
}

/// What these runs say, as a document.
pub fn document(runs: &[String], words: Option<&Path>, public: Option<u8>) -> Result<page::Document, Vec<Fault>> {
    laid_out(read(runs, words)?, public)
}

/// Runs, each perhaps one option of it, with what officers add and the council's logo.
struct Read {
    archives: Vec<(Archive, Option<String>)>,
    wording: Wording,
    logo: Option<(String, String)>,
}

fn read(runs: &[String], words: Option<&Path>) -> Result<Read, Vec<Fault>> {
    let mut found = Vec::new();
    let mut archives: Vec<(Archive, Option<String>)> = Vec::new();
    for word in runs {
        let (path, option) = compare::chosen(word);
        match held::archive(&path) {
            Ok(archive) => archives.push((archive, option.map(str::to_owned))),
            Err(more) => found.extend(more),
        }
    }
    let wording = match words.map(|path| load_wording(path, &page::slots())).transpose() {
        Ok(wording) => wording.unwrap_or_default(),
        Err(more) => {
            found.extend(more);
            Wording::default()
        }
    };
    let logo = match wording.logo.as_ref().map(|(file, shows)| Ok((logo(file)?, shows.clone()))).transpose() {
        Ok(logo) => logo,
        Err(fault) => {
            found.push(fault);
            None
        }
    };
    if found.is_empty() { Ok(Read { archives, wording, logo }) } else { Err(found) }
}

fn laid_out(read: Read, public: Option<u8>) -> Result<page::Document, Vec<Fault>> {
    let mut dossier = page::Dossier::of(&read.archives, read.wording)?;
    if let Some(threshold) = public {
        dossier = page::published(dossier, threshold)?;
    }
    let mut document = page::document(&dossier);
    if public.is_some() {
        page::without_verdicts(&document, &dossier.wording)?;
    }
    document.brand.logo = read.logo;
    Ok(document)
}

/// A council's logo, to travel inside the page.
fn logo(file: &str) -> Result<String, Fault> {
    let refused = |what: &str| Fault {
        code: Code::FileUnreadable,
        place: Place::file(file),
        what: format!("the logo {what}"),
        fix: "Name a PNG or JPEG picture of at most 300 kB beside the file named with --words".to_owned(),
    };
    let size = fs::metadata(file).map_err(|error| refused(&format!("cannot be read: {error}")))?;
    if !size.is_file() || size.len() > LOGO {
        return Err(refused("is larger than 300 kB, or no file"));
    }
    let bytes = fs::read(file).map_err(|error| refused(&format!("cannot be read: {error}")))?;
    page::logo(&bytes).ok_or_else(|| refused("is neither PNG nor JPEG"))
}

/// The forms a report can have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Page,
    Pdf,
    Word,
    Workbook,
}

impl Form {
    fn of(out: &Path) -> Option<Form> {
        match out.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "html" | "htm" => Some(Form::Page),
            "pdf" => Some(Form::Pdf),
            "docx" => Some(Form::Word),
            "xlsx" => Some(Form::Workbook),
            _ => None,
        }
    }
}

fn draw(svg: &str, wide: u32) -> Result<Vec<u8>, String> {
    map::png(svg, wide).map_err(|error| error.to_string())
}

/// Writes a document in the form its name asks for, whole or not at all.
fn write(document: &page::Document, out: &Path) -> Result<(), String> {
    let cannot = |why: String| format!("cannot write {}: {why}", out.display());
    match Form::of(out) {
        None | Some(Form::Workbook) => return Err(cannot("it is no page".to_owned())),
        Some(Form::Page) => {
            let page = page::html(document).map_err(|error| cannot(error.to_string()))?;
            return put(page.as_bytes(), out);
        }
        Some(Form::Word) => {
            let bytes = page::word(document, &draw).map_err(|error| cannot(error.to_string()))?;
            return put(&bytes, out);
        }
        Some(Form::Pdf) => {
            let drawn = document.clone().with_images(&draw).map_err(cannot)?;
            let page = page::html(&drawn).map_err(|error| cannot(error.to_string()))?;
            let aside = std::env::temp_dir().join(format!("doorstep-{}.html", std::process::id()));
            fs::write(&aside, page).map_err(|error| cannot(error.to_string()))?;
            let printed = pdf::print(&aside, out);
            let _ = fs::remove_file(&aside);
            printed.map_err(cannot)?;
        }
    }
    let size = fs::metadata(out).map_or(0, |found| found.len());
    say!("Written to {}: {}", out.display(), shown(size));
    Ok(())
}

/// Writes what is ready, whole or not at all.
fn put(bytes: &[u8], out: &Path) -> Result<(), String> {
    folder::file(out, bytes)?;
    say!("Written to {}: {}", out.display(), shown(bytes.len() as u64));
    Ok(())
}

fn shown(bytes: u64) -> String {
    if bytes < 1_000_000 { format!("{} kB", bytes.div_ceil(1000)) } else { format!("{:.1} MB", bytes as f64 / 1e6) }
}

/// Every picture of the page as SVG and PNG, into a folder that is new or empty.
fn pictures(document: &page::Document, out: &Path) -> Result<(), String> {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for picture in document.pictures() {
        let svg = picture.alone();
        let png = map::png(&svg, WIDTH).map_err(|error| format!("{}: {error}", picture.id))?;
        files.push((format!("{}.svg", picture.id), svg.into_bytes()));
        files.push((format!("{}.png", picture.id), png));
    }
    folder::fill(out, &files)?;
    say!("Written to {}: {} pictures, each as SVG and PNG", out.display(), files.len() / 2);
    Ok(())
}

/// The page of one run, beside its folder: `runs/demo.html`.
pub fn beside(run: &Path) -> Result<PathBuf, String> {
    let out = run.with_extension("html");
    let document = document(&[run.to_string_lossy().into_owned()], None, None)
        .map_err(|found| found.first().map_or_else(String::new, ToString::to_string))?;
    write(&document, &out)?;
    Ok(out)
}
