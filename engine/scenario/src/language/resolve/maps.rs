//! What maps are drawn on: outlines from `GeoJSON`, postcodes from a table.

use super::Names;
use crate::fault::quoted;
use crate::language::decode::{Settings, look_up, text};
use crate::language::files::Files;
use crate::language::tables::Table;
use crate::language::tree::Tree;
use crate::reference::Form;
use crate::{AreaIx, Code, Faults, Maps, Outlines, Place, Postcodes};
use std::collections::{BTreeMap, BTreeSet};

/// Largest file of outlines, in bytes.
const OUTLINES_LIMIT: u64 = 20_000_000;

pub(super) fn maps(tree: &Tree, names: &Names, files: &mut Files<'_>, faults: &mut Faults) -> Option<Maps> {
    let mut settings = Settings::plain(tree, "maps", faults)?;
    let areas = settings.maybe("areas", faults, |tree, faults| outlines(tree, "area", &names.areas, files, faults));
    let districts =
        settings.maybe("districts", faults, |tree, faults| outlines(tree, "district", &names.districts, files, faults));
    let postcodes = settings.maybe("postcodes", faults, |tree, faults| postcodes(tree, names, files, faults));
    settings.finish(faults);
    Some(Maps { areas, districts, postcodes, ..Maps::default() })
}

/// The outlines of one file; what of `known` has none is told, not refused.
fn outlines(
    tree: &Tree,
    noun: &'static str,
    known: &[String],
    files: &mut Files<'_>,
    faults: &mut Faults,
) -> Option<Outlines> {
    let mut settings = Settings::plain(tree, "outlines", faults)?;
    let file = settings.need("file", faults, |tree, faults| {
        faults.form(|| Form::File);
        let name = Files::beside(&tree.place, &text(tree, faults)?, faults)?;
        let found = files.text(&name, OUTLINES_LIMIT, &tree.place, faults)?;
        files.note(&name, std::iter::once(&found));
        Some((name, found))
    });
    let id = settings.need("id", faults, text);
    let source = settings.need("source", faults, text);
    settings.finish(faults);
    let ((file, content), id, source) = (file?, id?, source?);
    let found = features(&content, &id).map_err(|what| {
        let fix = "It should be a GeoJSON FeatureCollection whose features have this property";
        faults.add(Code::BadOutlines, &Place::file(&file), what, fix);
    });
    let found = found.ok()?;
    let without: Vec<&String> = known.iter().filter(|name| !found.contains(*name)).collect();
    if let (Some(first), false) = (without.first(), known.is_empty()) {
        let place = Place::file(&file);
        if without.len() == known.len() {
            let what = format!("no feature has the id of any {noun} in its property {}", quoted(&id));
            let fix = format!("An id here is {}. Check id: …, or the vintage of the file", quoted(first));
            faults.add(Code::BadOutlines, &place, what, fix);
            return None;
        }
        let what =
            format!("{} of {} {noun}s have no outline, {} among them", without.len(), known.len(), quoted(first));
        faults.add(Code::LooksWrong, &place, what, "They are drawn as points");
    }
    Some(Outlines { file, id, source, text: content.into() })
}

/// The ids of all features.
fn features(content: &str, id: &str) -> Result<BTreeSet<String>, String> {
    let whole: serde_json::Value =
        serde_json::from_str(content).map_err(|error| format!("this is no JSON: {error}"))?;
    let list = whole["features"].as_array().ok_or("it has no list of features")?;
    let mut found = BTreeSet::new();
    for feature in list {
        let known = match &feature["properties"][id] {
            serde_json::Value::String(text) => text.clone(),
            serde_json::Value::Number(number) => number.to_string(),
            _ => return Err(format!("feature {} has no property {}", found.len() + 1, quoted(id))),
        };
        if !found.insert(known.clone()) {
            return Err(format!("two features are {}", quoted(&known)));
        }
    }
    Ok(found)
}

fn postcodes(tree: &Tree, names: &Names, files: &mut Files<'_>, faults: &mut Faults) -> Option<Postcodes> {
    let mut settings = Settings::plain(tree, "a postcode file", faults)?;
    let table = settings.need("file", faults, |tree, faults| {
        faults.form(|| Form::File);
        Table::read(&text(tree, faults)?, &tree.place, files, faults)
    });
    let source = settings.need("source", faults, text);
    settings.finish(faults);
    let (table, source) = (table?, source?);
    let columns = (table.need("postcode", faults), table.need("area", faults));
    table.finish("postcodes", true, faults);
    let (Some(postcode), Some(area)) = columns else { return None };
    let mut found: BTreeMap<String, AreaIx> = BTreeMap::new();
    let mut sound = true;
    for row in table.rows() {
        let place = row.cell_place(postcode);
        let written = row.text(postcode);
        let letters: String = written.chars().filter(|letter| !letter.is_whitespace()).collect();
        let whole = (5..=7).contains(&letters.len()) && letters.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !whole {
            let what = format!("{} is no whole postcode", quoted(written));
            faults.add(Code::BadCell, &place, what, "Write it as B1 1AA");
        }
        let area = look_up(row.text(area), "area", &names.areas, &row.cell_place(area), faults).map(AreaIx);
        let (true, Some(area)) = (whole, area) else {
            sound = false;
            continue;
        };
        if found.insert(letters.to_ascii_uppercase(), area).is_some() {
            let what = format!("postcode {} stands twice", quoted(written));
            faults.add(Code::GivenTwice, &place, what, "Keep one");
            sound = false;
        }
    }
    sound.then(|| Postcodes { source, areas: found.into_iter().collect() })
}
