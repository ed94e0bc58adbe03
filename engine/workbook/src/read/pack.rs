//! The packed file: its list of parts, and what each of them comes to when it is unpacked to nowhere.

use super::limits::Limits;
use super::markup::{Look, Markup};
use super::refusal::{Judged, Refusal, grouped, megabytes};
use doorstep_scenario::quoted;
use std::collections::BTreeMap;
use std::io::{BufReader, Cursor, Read};
use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

/// How an entry of the list of parts begins.
const ENTRY: &[u8] = b"PK\x01\x02";
/// How the end of that list begins.
const END: &[u8] = b"PK\x05\x06";
/// Longest name of a part, in bytes.
const NAME: usize = 1_000;
/// Bytes unpacked at a time.
const CHUNK: usize = 1 << 16;

/// A packed file in which every part was unpacked once, to nowhere, and is within the limits.
pub(super) struct Pack<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// By name as parts are looked for: in small letters, with strokes forwards.
    parts: BTreeMap<String, Part>,
}

/// A part while it is unpacked.
pub(super) type Unpacked<'p, 'b> = BufReader<ZipFile<'p, Cursor<&'b [u8]>>>;

struct Part {
    index: usize,
    size: u64,
    /// Nothing if it does not begin as XML does.
    markup: Option<Markup>,
}

impl<'b> Pack<'b> {
    /// Judges a packed file. Nothing of a part is kept.
    pub fn open(bytes: &'b [u8], limits: &Limits) -> Judged<Self> {
        // Before the list is read, since whoever reads it makes room for all of it.
        let entries = bytes.windows(ENTRY.len()).filter(|window| *window == ENTRY).count();
        if entries > limits.entries {
            return Err(Refusal::no_workbook(
                format!(
                    "the file has {} parts; a workbook has less than {}",
                    grouped(entries as u64),
                    grouped(limits.entries as u64)
                ),
                "Copy the sheets that are needed into a new workbook",
            ));
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
            let cut = matches!(error, ZipError::Io(_) | ZipError::InvalidArchive(_))
                && !bytes.windows(END.len()).any(|window| window == END);
            let what = if cut {
                "the file is cut short: its end, which lists its parts, is missing"
            } else {
                "the file is damaged: the list of its parts cannot be read"
            };
            Refusal::no_workbook(what, "Copy or download it again")
        })?;
        let mut pack = Self { parts: parts(&zip)?, zip };
        pack.unpack(limits)?;
        Ok(pack)
    }

    /// Is there such a part?
    pub fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&key(name))
    }

    /// The names of all parts, in small letters.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.keys().map(String::as_str)
    }

    /// The first bytes of a part.
    pub fn beginning(&mut self, name: &str) -> Vec<u8> {
        let mut found = Vec::new();
        let part = self.parts.get(&key(name)).and_then(|part| self.zip.by_index(part.index).ok());
        if let Some(part) = part {
            // What cannot be unpacked was told before.
            let _ = part.take(100).read_to_end(&mut found);
        }
        found
    }

    /// A part to be read as XML, of `most` bytes at most. Nothing if there is none.
    pub fn xml(&mut self, name: &str, most: u64, limits: &Limits) -> Judged<Option<Unpacked<'_, 'b>>> {
        let Some(part) = self.parts.get(&key(name)) else { return Ok(None) };
        let shown = quoted(name);
        if part.size > most {
            return Err(Refusal::too_large(
                format!(
                    "the part {shown} comes to {} unpacked, and may have {}",
                    megabytes(part.size),
                    megabytes(most)
                ),
                "Copy the cells that are needed, as values, into a new workbook",
            ));
        }
        match &part.markup {
            None => return Err(Refusal::damaged(format!("the part {shown} is not XML"))),
            Some(Markup { declares: true, .. }) => return Err(declares(name)),
            Some(Markup { wide: true, .. }) => {
                return Err(Refusal::damaged(format!("the part {shown} is not written in UTF-8")));
            }
            Some(Markup { piece, .. }) if *piece > limits.piece => {
                return Err(Refusal::damaged(format!(
                    "the part {shown} has a piece of {} in one; no cell holds as much",
                    megabytes(*piece as u64)
                )));
            }
            Some(Markup { pieces, .. }) if *pieces > limits.pieces => {
                let most = grouped(limits.pieces as u64);
                let what = format!("the part {shown} has more than {most} pieces of markup");
                return Err(Refusal::too_large(what, "Copy the cells that are needed, as values, into a new workbook"));
            }
            Some(Markup { depth, .. }) if *depth > limits.depth => {
                return Err(Refusal::damaged(format!(
                    "the part {shown} has {} elements within each other",
                    grouped(*depth as u64)
                )));
            }
            Some(_) => {}
        }
        match self.zip.by_index(part.index) {
            Ok(file) => Ok(Some(BufReader::new(file))),
            Err(error) => Err(unreadable(name, &error)),
        }
    }

    /// Refuses parts that are small each and too much together.
    pub fn weigh(&self, parts: impl Iterator<Item = String>, limits: &Limits) -> Judged<()> {
        let (mut bytes, mut pieces) = (0, 0);
        for part in parts.filter_map(|name| self.parts.get(&key(&name))) {
            bytes += part.size;
            pieces += part.markup.as_ref().map_or(0, |markup| markup.pieces);
        }
        if bytes <= limits.tables && pieces <= limits.pieces {
            return Ok(());
        }
        Err(Refusal::too_large(
            format!(
                "the sheets and their texts come to more than {} unpacked, or {} pieces of markup: far more than {} cells need",
                megabytes(limits.tables),
                grouped(limits.pieces as u64),
                grouped(limits.cells as u64)
            ),
            "Copy the cells that are needed, as values, into a new workbook",
        ))
    }

    /// Unpacks everything to nowhere: sizes that are written down may be wrong, or lies.
    fn unpack(&mut self, limits: &Limits) -> Judged<()> {
        let mut chunk = vec![0; CHUNK];
        let mut whole = 0_u64;
        for (name, part) in &mut self.parts {
            let mut file = self.zip.by_index(part.index).map_err(|error| unreadable(name, &error))?;
            let mut look = None;
            loop {
                let read = match file.read(&mut chunk) {
                    Ok(0) => break,
                    Ok(read) => read,
                    Err(_) => {
                        return Err(Refusal::no_workbook(
                            format!("the file is damaged: its part {} cannot be unpacked", quoted(name)),
                            "Copy or download it again",
                        ));
                    }
                };
                if part.size == 0 {
                    look = Look::new(&chunk[..read]);
                }
                part.size += read as u64;
                whole += read as u64;
                if part.size > limits.part || whole > limits.whole {
                    return Err(Refusal::too_large(
                        format!(
                            "the file comes to more than {} unpacked",
                            megabytes(if part.size > limits.part { limits.part } else { limits.whole })
                        ),
                        "Copy the cells that are needed, as values, into a new workbook",
                    ));
                }
                if let Some(look) = &mut look {
                    look.over(&chunk[..read]);
                }
            }
            part.markup = look.map(Look::end);
            // A picture (.svg) may declare one; nobody reads it.
            let read = [".xml", ".rels", ".vml"].iter().any(|end| name.ends_with(end));
            if read && part.markup.as_ref().is_some_and(|markup| markup.declares) {
                return Err(declares(name));
            }
        }
        Ok(())
    }
}

/// The parts by name; every name stays within the file, and stands there once.
fn parts(zip: &ZipArchive<Cursor<&[u8]>>) -> Judged<BTreeMap<String, Part>> {
    let again = "Open it in Excel or LibreOffice and save it again as .xlsx";
    let mut parts = BTreeMap::new();
    let twice = |name: &str| Refusal::no_workbook(format!("the file has a part {} twice", quoted(name)), again);
    for (index, name) in zip.file_names().enumerate() {
        let Ok(name) = name else {
            return Err(Refusal::no_workbook("the file has a part whose name cannot be read", again));
        };
        if name.len() > NAME || leaves(&name) {
            let what = format!("the file has a part {}, which would lie outside it", quoted(&name));
            return Err(Refusal::no_workbook(what, again));
        }
        if name.ends_with(['/', '\\']) {
            continue;
        }
        if parts.insert(key(&name), Part { index, size: 0, markup: None }).is_some() {
            return Err(twice(&name));
        }
    }
    // The library keeps one of several with the same bytes for a name.
    if zip.has_duplicate_names() {
        return Err(Refusal::no_workbook("the file has a part twice", again));
    }
    Ok(parts)
}

/// A name as parts are looked for, by the library as by us.
fn key(name: &str) -> String {
    name.replace('\\', "/").to_ascii_lowercase()
}

/// Does this name lead out of the file?
fn leaves(name: &str) -> bool {
    let name = name.replace('\\', "/");
    name.starts_with('/') || name.contains('\0') || name.contains(':') || name.split('/').any(|step| step == "..")
}

fn declares(name: &str) -> Refusal {
    let what = format!("the part {} declares a document type or entities, which no workbook needs", quoted(name));
    Refusal::damaged(what)
}

fn unreadable(name: &str, error: &ZipError) -> Refusal {
    let shown = quoted(name);
    match error {
        ZipError::UnsupportedArchive(text) if text.to_lowercase().contains("password") => Refusal::no_workbook(
            format!("the file is protected with a password: its part {shown} cannot be unpacked"),
            "Save it without a password",
        ),
        ZipError::UnsupportedArchive(_) => Refusal::no_workbook(
            format!("the part {shown} is packed in a way that workbooks are not"),
            "Open it in Excel or LibreOffice and save it again as .xlsx",
        ),
        _ => Refusal::no_workbook(
            format!("the file is damaged: its part {shown} cannot be unpacked"),
            "Copy or download it again",
        ),
    }
}
