//! A scenario as written into a workbook to fill in.

use super::grid::grid;
use super::inward;
use super::shape::{Shape, items};
use super::sheets::{Sheets, kinds};
use super::tables::tables;
use crate::language::files::{Files, PROVENANCE, SCENARIO_LIMIT, Source};
use crate::language::tree::{Tree, Value};
use crate::language::{named, resolved, variant};
use crate::reference::Form;
use crate::{Code, Fault, Faults, Place, Template, TemplateCell, TemplateSheet};
use std::collections::BTreeSet;
use std::path::Path;

/// Longest text of a cell, in characters.
const TEXT: usize = 32_767;

/// A scenario as a workbook, and what stands beside it.
#[derive(Debug, Clone)]
pub struct Outward {
    /// The workbook.
    pub template: Template,
    /// Files that the scenario names and a workbook does not hold: outlines, tables too large for a sheet.
    pub beside: Vec<String>,
    /// Warnings of the scenario.
    pub warnings: Vec<Fault>,
}

/// Reads a scenario or a variant, with its changes applied, as a workbook: with a sheet for everything that has one,
/// empty where the scenario says nothing about it.
///
/// # Errors
/// Every fault of the scenario; and what cannot stand in a workbook.
pub fn template(path: &Path) -> Result<Outward, Vec<Fault>> {
    let (name, folder) = named(path)?;
    of(name, Source::Folder(folder))
}

/// The same from memory, as [`crate::load_text`].
///
/// # Errors
/// As [`template`].
pub fn template_text(files: &[(&str, &str)]) -> Result<Outward, Vec<Fault>> {
    let name = files.first().map_or("", |(name, _)| *name);
    of(name, Source::Memory(files.iter().copied().collect()))
}

fn of(name: &str, source: Source<'_>) -> Result<Outward, Vec<Fault>> {
    let (mut files, mut faults) = (Files::new(source), Faults::recording());
    let tree = variant::written(name, &mut files, &mut faults);
    let scenario = tree.as_ref().and_then(|tree| resolved(tree, &mut files, &mut faults));
    let record = faults.record.take().unwrap_or_default();
    let (Some(mut tree), Some(_), false) = (tree, scenario, faults.any_error()) else { return Err(faults.sorted()) };
    plain(&mut tree, &Shape::root());
    let mut sheets = Sheets::of(&tree);
    check(&sheets, name, &mut faults);
    sheets.add_empty();
    let tables = tables(&record, &files);
    let held: BTreeSet<String> = tables.iter().map(|table| table.name.clone()).collect();
    let sheets: Vec<TemplateSheet> = sheets.into_sheets().chain(tables).chain([kinds()]).collect();
    let long = |cell: &TemplateCell| cell.value.as_ref().is_some_and(|value| value.to_string().chars().count() > TEXT);
    let template = Template { sheets, ..Template::default() };
    let mut own = Faults::new();
    for tab in template.workbook(name).tabs.iter().filter(|tab| tab.name.to_lowercase().ends_with(".csv")) {
        grid(name, tab, &mut own);
    }
    for fault in own.sorted().iter().filter(|fault| fault.is_error()) {
        faults.add(Code::NotSupported, &fault.place, format!("it would not be read back: {}", fault.what), "Rename it");
    }
    let sheets = template.sheets;
    for sheet in sheets.iter().filter(|sheet| sheet.rows.iter().flatten().any(long)) {
        let what = format!("a text of {} is longer than {TEXT} characters, the most that a cell holds", sheet.name);
        faults.add(Code::NotSupported, &Place::file(name), what, "Shorten it, or keep the scenario as files");
    }
    if faults.any_error() {
        return Err(faults.sorted());
    }
    // Where the data comes from travels with it.
    let provenance = files.has(PROVENANCE).then(|| {
        files
            .text(PROVENANCE, SCENARIO_LIMIT, &Place::file(PROVENANCE), &mut Faults::new())
            .map(|text| (PROVENANCE, text))
    });
    let notes = provenance.flatten().into_iter().map(|(name, text)| (name.to_owned(), text)).collect();
    // The scenario's own files and those it is a variant of are what the workbook says.
    let beside = files.inputs().into_iter().map(|input| input.file).filter(|file| {
        let own = Path::new(file).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("ron"));
        !held.contains(file) && !own
    });
    let template = Template { title: text_at(&tree, "name"), sheets, notes };
    Ok(Outward { template, beside: beside.collect(), warnings: faults.sorted() })
}

fn text_at(tree: &Tree, path: &str) -> String {
    tree.at_path(path).and_then(Tree::as_written).unwrap_or_default()
}

/// The same tree as one file beside the tables says it: files by their names from the scenario's folder, whichever
/// variant names them; a word with empty brackets is the word.
fn plain(tree: &mut Tree, forms: &[Form]) {
    let shape = Shape::get();
    let folder = tree.place.file.rsplit_once('/').map(|(folder, _)| folder.to_owned());
    let word = match &tree.value {
        Value::Named { tag: Some(tag), braces: false, entries } if entries.is_empty() => Some(tag.clone()),
        _ => None,
    };
    if let Some(word) = word {
        tree.value = Value::Word(word);
    }
    match &mut tree.value {
        Value::Text(name) if forms.first() == Some(&Form::File) => {
            if let Some(folder) = folder {
                *name = format!("{folder}/{name}");
            }
        }
        Value::Named { tag, entries, .. } => {
            for entry in entries {
                plain(&mut entry.tree, shape.step(forms, tag.as_deref(), &entry.name));
            }
        }
        Value::Listed { tag, items: each } => {
            let inner = tag.as_ref().map_or(items(forms), |tag| shape.only(forms, tag)).to_vec();
            for item in each {
                plain(item, &inner);
            }
        }
        Value::Text(_) | Value::Number(_) | Value::Word(_) => {}
    }
}

/// The workbook has to say what the scenario says: read back and written again it is the same.
fn check(sheets: &Sheets, name: &str, faults: &mut Faults) {
    let written = sheets.clone().into_sheets().collect();
    let template = Template { sheets: written, ..Template::default() };
    let mut own = Faults::new();
    let (tree, _) = inward::tree(&template.workbook(name), &mut own);
    if own.is_empty() && tree.is_some_and(|tree| Sheets::of(&tree).into_sheets().eq(template.sheets)) {
        return;
    }
    let why = own.sorted().first().map_or_else(String::new, |fault| format!(": {}", fault.what));
    let what = format!("something in it would be lost in a workbook{why}");
    faults.add(Code::NotSupported, &Place::file(name), what, "Keep it as a scenario file");
}
