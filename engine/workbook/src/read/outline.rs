//! What a workbook says of itself: its sheets and where they lie, and what else it leans on.

use super::kind::macros;
use super::limits::Limits;
use super::pack::Pack;
use super::refusal::{Judged, Refusal, grouped};
use super::xml::{Events, all, attribute, attributes, meant};
use doorstep_scenario::{Code, Faults, Place, is_invisible, quoted, some_of};
use quick_xml::events::Event;
use std::collections::BTreeMap;

/// Longest name of a sheet, in characters. Excel allows 31.
const NAME: usize = 100;

/// A workbook's sheets and parts.
pub(super) struct Outline {
    /// The folder of its parts, with a stroke behind it: `xl/`.
    pub folder: String,
    /// Its sheets of cells, in order.
    pub sheets: Vec<Listed>,
    /// The names of all its sheets, those with only a chart among them, in order.
    pub names: Vec<String>,
}

/// A sheet of cells as the workbook lists it.
pub(super) struct Listed {
    pub name: String,
    /// The part it lies in.
    pub part: String,
    pub hidden: bool,
}

/// A part that another leans on.
struct Related {
    kind: String,
    target: String,
}

/// Reads what the workbook says of itself. Data from elsewhere is told as a warning; it is never fetched.
pub(super) fn outline(pack: &mut Pack<'_>, limits: &Limits, file: &Place, faults: &mut Faults) -> Judged<Outline> {
    let (folder, book) = main_part(pack, limits)?;
    with_macros(pack, limits, &book)?;
    let related = relations(pack, limits, &format!("{folder}_rels/{book}.rels"))?
        .ok_or_else(|| Refusal::damaged("the list of its parts is missing"))?;
    elsewhere(pack, limits, &folder, &related, file, faults)?;
    let (names, sheets) = sheets(pack, limits, &folder, &book, &related)?;
    Ok(Outline { folder, sheets, names })
}

/// The folder and the name of the part that lists the sheets.
fn main_part(pack: &mut Pack<'_>, limits: &Limits) -> Judged<(String, String)> {
    let package = relations(pack, limits, "_rels/.rels")?.unwrap_or_default();
    let mut mains = package.values().filter(|related| related.kind.ends_with("/relationships/officeDocument"));
    let (Some(main), None) = (mains.next(), mains.next()) else {
        return Err(Refusal::damaged("it does not say which of its parts is the workbook"));
    };
    let (folder, name) = main
        .target
        .rsplit_once('/')
        .map_or(("", main.target.as_str()), |(folder, name)| (&main.target[..=folder.len()], name));
    Ok((folder.strip_prefix('/').unwrap_or(folder).to_owned(), name.to_owned()))
}

/// What a part leans on, by id.
fn relations(pack: &mut Pack<'_>, limits: &Limits, name: &str) -> Judged<Option<BTreeMap<String, Related>>> {
    let Some(part) = pack.xml(name, limits.relations, limits)? else { return Ok(None) };
    let mut events = Events::new(part, name);
    let mut found = BTreeMap::new();
    loop {
        match events.next()? {
            Event::Start(element) if element.local_name().as_ref() == "Relationship" => {
                let [id, kind, target] = attributes(&element, ["Id", "Type", "Target"])?;
                let (Some(id), Some(kind), Some(target)) = (id, kind, target) else { continue };
                let related = Related { kind: kind.to_owned(), target: meant(&element, target)? };
                if found.insert(id.to_owned(), related).is_some() {
                    return Err(events.broken("gives an id twice"));
                }
            }
            Event::End(element) if element.local_name().as_ref() == "Relationships" => return Ok(Some(found)),
            Event::Eof => return Err(events.broken("ends too early")),
            _ => {}
        }
    }
}

/// Refuses a workbook that says that it has macros, whatever its name.
fn with_macros(pack: &mut Pack<'_>, limits: &Limits, book: &str) -> Judged<()> {
    const TYPES: &str = "[Content_Types].xml";
    let Some(part) = pack.xml(TYPES, limits.relations, limits)? else { return Ok(()) };
    let mut events = Events::new(part, TYPES);
    loop {
        match events.next()? {
            Event::Start(element) if element.local_name().as_ref() == "Override" => {
                let [part, kind] = attributes(&element, ["PartName", "ContentType"])?;
                let is_book = part.is_some_and(|part| part.ends_with(book));
                if is_book && kind.is_some_and(|kind| kind.to_ascii_lowercase().contains("macroenabled")) {
                    return Err(macros());
                }
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// Warns of data that comes from outside the file.
fn elsewhere(
    pack: &mut Pack<'_>,
    limits: &Limits,
    folder: &str,
    related: &BTreeMap<String, Related>,
    file: &Place,
    faults: &mut Faults,
) -> Judged<()> {
    let mut named = Vec::new();
    for part in related.values().filter(|related| related.kind.ends_with("/externalLink")) {
        let name = placed(folder, &part.target);
        let (inner, own) = name.rsplit_once('/').unwrap_or(("", &name));
        let outside = relations(pack, limits, &format!("{inner}/_rels/{own}.rels"))?.unwrap_or_default();
        named.extend(outside.into_values().map(|outside| outside.target));
        named.extend(live(pack, limits, &name)?);
    }
    named.sort();
    named.dedup();
    let queries = related.values().any(|related| related.kind.ends_with("/connections"));
    if related.values().any(|related| related.kind.ends_with("/externalLink")) {
        let names =
            if named.is_empty() { "another file".to_owned() } else { some_of(named.iter().map(String::as_str)) };
        faults.add(
            Code::OddSheet,
            file,
            format!("the workbook is linked to {names}: nothing was fetched, values were read as they were saved"),
            "Check that the saved values are the ones that are meant, or replace the links by values",
        );
    }
    if queries {
        faults.add(
            Code::OddSheet,
            file,
            "the workbook has queries of data from elsewhere: none was run, values were read as they were saved",
            "Check that the saved values are the ones that are meant",
        );
    }
    Ok(())
}

/// The programs that a link asks while it is open (DDE).
fn live(pack: &mut Pack<'_>, limits: &Limits, name: &str) -> Judged<Vec<String>> {
    let Some(part) = pack.xml(name, limits.part, limits)? else { return Ok(Vec::new()) };
    let mut events = Events::new(part, name);
    let mut found = Vec::new();
    loop {
        match events.next()? {
            Event::Start(element) if element.local_name().as_ref() == "ddeLink" => {
                let service = attribute(&element, "ddeService")?.unwrap_or_default();
                let topic = attribute(&element, "ddeTopic")?.unwrap_or_default();
                found.push(format!("the program {service} ({topic})"));
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// The sheets that the workbook lists: the names of all, and those of cells.
fn sheets(
    pack: &mut Pack<'_>,
    limits: &Limits,
    folder: &str,
    book: &str,
    related: &BTreeMap<String, Related>,
) -> Judged<(Vec<String>, Vec<Listed>)> {
    let name = format!("{folder}{book}");
    let part = pack.xml(&name, limits.settings, limits)?;
    let mut events = Events::new(part.ok_or_else(|| Refusal::damaged("its list of sheets is missing"))?, &name);
    let (mut names, mut found): (Vec<String>, Vec<Listed>) = (Vec::new(), Vec::new());
    loop {
        match events.next()? {
            Event::Start(element) if element.local_name().as_ref() == "sheet" => {
                let name = sheet_name(attribute(&element, "name")?, names.len(), &names)?;
                let ids = all(&element).flatten().filter(|(name, _)| name.rsplit(':').next() == Some("id"));
                let [(_, id)] = ids.collect::<Vec<_>>()[..] else {
                    return Err(events.broken("does not say where a sheet lies"));
                };
                let hidden = match attribute(&element, "state")?.as_deref() {
                    None | Some("visible") => false,
                    Some("hidden" | "veryHidden") => true,
                    Some(_) => return Err(events.broken("says something unknown of a sheet")),
                };
                let Some(target) = related.get(id) else {
                    return Err(events.broken("does not say where a sheet lies"));
                };
                match target.kind.rsplit('/').next() {
                    Some("worksheet") => {
                        let part = placed(folder, &target.target);
                        if found.iter().any(|other| other.part.eq_ignore_ascii_case(&part)) {
                            return Err(events.broken("gives two sheets the same part"));
                        }
                        found.push(Listed { name: name.clone(), part, hidden });
                    }
                    Some("chartsheet" | "dialogsheet") => {}
                    Some("xlMacrosheet" | "xlIntlMacrosheet") => return Err(macros()),
                    _ => return Err(events.broken("lists a sheet of an unknown kind")),
                }
                names.push(name);
                if names.len() > limits.sheets {
                    return Err(Refusal::too_large(
                        format!("the workbook has more than {} sheets", grouped(limits.sheets as u64)),
                        "Copy the sheets that are needed into a new workbook",
                    ));
                }
            }
            Event::End(element) if element.local_name().as_ref() == "workbook" => break,
            Event::Eof => return Err(events.broken("ends too early")),
            _ => {}
        }
    }
    Ok((names, found))
}

/// A sheet's name as messages can show it, unlike that of any other.
fn sheet_name(name: Option<String>, before: usize, others: &[String]) -> Judged<String> {
    let name = name.filter(|name| !name.trim().is_empty());
    let Some(name) = name else {
        return Err(Refusal::bad_sheet(format!("sheet {} has no name", before + 1), "Give every sheet a name"));
    };
    if name.chars().count() > NAME || name.chars().any(is_invisible) {
        let what = format!("sheet {} is named {}", before + 1, quoted(&name));
        return Err(Refusal::bad_sheet(what, "Give it a short name of letters that can be seen"));
    }
    let lower = name.to_lowercase();
    if others.iter().any(|other| other.to_lowercase() == lower) {
        let what = format!("two sheets are named {}", quoted(&name));
        return Err(Refusal::bad_sheet(what, "Give every sheet a name of its own"));
    }
    Ok(name)
}

/// Where a part lies that another names from its folder.
fn placed(folder: &str, target: &str) -> String {
    target.strip_prefix('/').map_or_else(|| format!("{folder}{target}"), str::to_owned)
}
