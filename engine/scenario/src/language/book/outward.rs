//! A scenario as written into a workbook to fill in.

use super::inward::{self, known_heads};
use super::shape::{Section, Shape, brackets, items};
use super::{ID, KIND, MEANING, SETTING, SETTINGS, VALUE, leaf, notes};
use crate::fault::some_of;
use crate::language::files::{Files, PROVENANCE, SCENARIO_LIMIT, Source};
use crate::language::tables::Content;
use crate::language::tree::{Tree, Value};
use crate::language::{named, resolved, variant};
use crate::reference::{Form, Record};
use crate::{CellValue, Code, Fault, Faults, Look, Offers, Place, Template, TemplateCell, TemplateHead, TemplateSheet};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Most cells of a table that stands in a workbook; a larger one stays a file beside it.
const CELLS: usize = 500_000;
/// Most rows of a sheet, its head among them.
const ROWS: usize = 1_048_576;
/// Longest text of a cell, in characters.
const TEXT: usize = 32_767;
/// Longest name of a sheet, in characters.
const NAME: usize = 31;

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

/// Reads a scenario or a variant, with its changes applied, as a workbook.
///
/// # Errors
/// Every fault of the scenario; and what cannot stand in a workbook.
pub fn template(path: &Path) -> Result<Outward, Vec<Fault>> {
    let (name, folder) = named(path)?;
    of(name, Source::Folder(folder), false)
}

/// The same from memory, as [`crate::load_text`]; with a sheet for everything that has one, empty where the scenario
/// says nothing about it, so that somebody may begin with it.
///
/// # Errors
/// As [`template`].
pub fn template_text(files: &[(&str, &str)]) -> Result<Outward, Vec<Fault>> {
    let name = files.first().map_or("", |(name, _)| *name);
    of(name, Source::Memory(files.iter().copied().collect()), true)
}

fn of(name: &str, source: Source<'_>, whole: bool) -> Result<Outward, Vec<Fault>> {
    let (mut files, mut faults) = (Files::new(source), Faults::recording());
    let tree = variant::written(name, &mut files, &mut faults);
    let scenario = tree.as_ref().and_then(|tree| resolved(tree, &mut files, &mut faults));
    let record = faults.record.take().unwrap_or_default();
    let (Some(tree), Some(_), false) = (tree, scenario, faults.any_error()) else { return Err(faults.sorted()) };
    let mut sheets = Sheets::of(&tree);
    check(&sheets, name, &mut faults);
    if whole {
        sheets.add_empty();
    }
    let tables = tables(&record, &files);
    let held: BTreeSet<String> = tables.iter().map(|table| table.name.clone()).collect();
    let sheets: Vec<TemplateSheet> = sheets.into_sheets().chain(tables).collect();
    let long = |cell: &TemplateCell| cell.value.as_ref().is_some_and(|value| value.to_string().chars().count() > TEXT);
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

#[derive(Clone)]
struct Sheets {
    /// By position among the sections.
    sheets: BTreeMap<usize, TemplateSheet>,
    settings: Vec<Vec<TemplateCell>>,
}

/// A value inside an entry: the way to it, its forms, the section and name of its setting, what stands there.
struct Part {
    path: Vec<String>,
    forms: Vec<Form>,
    told: (String, String),
    cell: CellValue,
}

impl Sheets {
    fn of(tree: &Tree) -> Sheets {
        let mut sheets = Sheets { sheets: BTreeMap::new(), settings: Vec::new() };
        sheets.walk(tree, &Shape::root(), &mut Vec::new(), ("", ""));
        sheets
    }

    /// A sheet with its head alone for every section that is not there.
    fn add_empty(&mut self) {
        for at in 0..Shape::get().sections.len() {
            if !self.sheets.contains_key(&at) {
                self.section(at, &[], &[]);
            }
        }
    }

    fn into_sheets(self) -> impl Iterator<Item = TemplateSheet> {
        let head = |name: &str, note: &str| TemplateHead {
            name: name.to_owned(),
            note: note.to_owned(),
            ..TemplateHead::default()
        };
        let settings = TemplateSheet {
            name: SETTINGS.to_owned(),
            about: "What stands once. A setting that is a list has a row for each item".to_owned(),
            heads: vec![
                head(SETTING, "The way to a setting, with / between the steps"),
                head(VALUE, "What it is set to"),
                head(MEANING, "For the reader: nothing in this column is read"),
            ],
            rows: self.settings,
        };
        std::iter::once(settings).chain(self.sheets.into_values())
    }

    fn walk(&mut self, tree: &Tree, forms: &[Form], path: &mut Vec<String>, told: (&str, &str)) {
        let shape = Shape::get();
        let at = shape.sections.iter().position(|section| section.path == *path);
        if let Some(at) = at
            && let Some(entries) = entries(tree)
            && !entries.is_empty()
        {
            self.section(at, &entries, &[]);
            return;
        }
        match (forms.first(), &tree.value) {
            (Some(Form::List), Value::Listed { tag: None, items: each }) if each.len() > 1 => {
                for item in each {
                    self.setting(path, items(forms), leaf::cell(items(forms), item), told);
                }
            }
            (first, Value::Named { tag, entries, .. }) if !entries.is_empty() && first.is_some() => {
                if let Some(tag) = tag.as_ref().filter(|_| !path.is_empty()) {
                    self.setting(path, forms, CellValue::Text(tag.clone()), told);
                }
                let bracket = match first {
                    Some(Form::Bracket(name)) => Some(name.as_str()),
                    _ => tag.as_deref(),
                };
                for entry in super::file::order(forms, tag.as_deref(), entries) {
                    path.push(entry.name.clone());
                    let told = bracket.map_or(told, |bracket| (bracket, entry.name.as_str()));
                    self.walk(&entry.tree, shape.step(forms, tag.as_deref(), &entry.name), path, told);
                    path.pop();
                }
            }
            _ => self.setting(path, forms, leaf::cell(forms, tree), told),
        }
    }

    fn setting(&mut self, path: &[String], forms: &[Form], cell: CellValue, (section, name): (&str, &str)) {
        let text = |text: String| TemplateCell { value: Some(CellValue::Text(text)), ..TemplateCell::default() };
        let note = TemplateCell { look: Look::Words, ..text(notes::note(section, name)) };
        self.settings.push(vec![text(path.join("/")), filled(forms, cell), note]);
    }

    /// Adds entries to the sheet of a section; `outer`: what they stand in.
    fn section(&mut self, at: usize, entries: &[(&str, &Tree)], outer: &[&str]) {
        let shape = Shape::get();
        let section = &shape.sections[at];
        let mut rows: Vec<(Vec<&str>, Vec<Part>)> = Vec::new();
        for (id, tree) in entries {
            let mut parts = Vec::new();
            flatten(tree, &section.entry, &mut Vec::new(), ("", ""), &mut parts);
            let inner = shape.sections.iter().enumerate().filter(|(_, inner)| {
                inner.path.len() == section.path.len() + 2 && inner.path.starts_with(&section.path)
            });
            for (nested, inner) in inner {
                let name = inner.path.last().map_or("", String::as_str);
                let found = tree.at_path(name).and_then(self::entries).filter(|found| !found.is_empty());
                if let Some(found) = found {
                    parts.retain(|part| part.path.first().is_none_or(|first| first != name));
                    self.section(nested, &found, &[id]);
                }
            }
            let keys = outer.iter().copied().chain((!section.list).then_some(*id)).collect();
            rows.push((keys, parts));
        }
        let sheet = self.sheets.entry(at).or_insert_with(|| TemplateSheet {
            name: section.sheet.clone(),
            about: about(section),
            ..TemplateSheet::default()
        });
        fill(sheet, section, &rows);
    }
}

/// What stands in a map or a list, with its ids; nothing for anything else.
fn entries(tree: &Tree) -> Option<Vec<(&str, &Tree)>> {
    match &tree.value {
        Value::Named { tag: None, entries, .. } => {
            Some(entries.iter().map(|entry| (entry.name.as_str(), &entry.tree)).collect())
        }
        Value::Listed { tag: None, items } => Some(items.iter().map(|item| ("", item)).collect()),
        _ => None,
    }
}

fn about(section: &Section) -> String {
    match brackets(&section.entry).as_slice() {
        [only] => notes::about(only),
        many => format!("Each is one of {}.", some_of(many.iter().copied())),
    }
}

/// The single values of an entry.
fn flatten(tree: &Tree, forms: &[Form], path: &mut Vec<String>, told: (&str, &str), parts: &mut Vec<Part>) {
    let shape = Shape::get();
    let mut add = |forms: &[Form], cell: CellValue| {
        parts.push(Part {
            path: path.clone(),
            forms: forms.to_vec(),
            told: (told.0.to_owned(), told.1.to_owned()),
            cell,
        });
    };
    match (forms.first(), &tree.value) {
        (Some(first), Value::Named { tag, entries, .. }) if !entries.is_empty() => {
            if let Some(tag) = tag {
                add(forms, CellValue::Text(tag.clone()));
            }
            let bracket = match first {
                Form::Bracket(name) => Some(name.as_str()),
                _ => tag.as_deref(),
            };
            for entry in entries {
                path.push(entry.name.clone());
                let told = bracket.map_or(told, |bracket| (bracket, entry.name.as_str()));
                flatten(&entry.tree, shape.step(forms, tag.as_deref(), &entry.name), path, told, parts);
                path.pop();
            }
        }
        // An entry with nothing set is its id alone.
        (Some(Form::Bracket(_)), Value::Named { entries, .. }) if entries.is_empty() && path.is_empty() => {}
        _ => add(forms, leaf::cell(forms, tree)),
    }
}

/// Adds rows to a sheet, and the columns they need.
fn fill(sheet: &mut TemplateSheet, section: &Section, rows: &[(Vec<&str>, Vec<Part>)]) {
    let known = known_heads(section);
    let rank = |head: &str| {
        let first = head.split('/').next().unwrap_or_default();
        known.iter().position(|name| *name == first).map_or(usize::MAX, |at| at + 1)
    };
    let keys: Vec<&str> = section.within().into_iter().chain((!section.list).then_some(ID)).collect();
    let mut heads: BTreeMap<(usize, String), TemplateHead> = BTreeMap::new();
    let is_key = |name: &str| keys.contains(&name);
    for head in sheet.heads.iter().filter(|head| !is_key(&head.name)) {
        heads.insert((rank(&head.name), head.name.clone()), head.clone());
    }
    // A column for everything that can be set, where all entries are of one kind or there are none yet; otherwise
    // for what is set.
    let kinds = brackets(&section.entry);
    let all = if kinds.len() == 1 || rows.is_empty() { kinds.as_slice() } else { &[] };
    for bracket in all {
        for (name, forms) in Shape::get().settings(bracket).into_iter().filter(|(_, forms)| is_single(forms)) {
            heads.entry((rank(name), name.to_owned())).or_insert_with(|| head(name, forms, (bracket, name)));
        }
    }
    if kinds.len() > 1 && rows.is_empty() {
        heads.insert((rank(KIND), KIND.to_owned()), head(KIND, &section.entry, ("", "")));
    }
    for part in rows.iter().flat_map(|(_, parts)| parts) {
        let name = head_of(&part.path);
        let told = (part.told.0.as_str(), part.told.1.as_str());
        heads.entry((rank(&name), name.clone())).or_insert_with(|| head(&name, &part.forms, told));
    }
    let key = |key: &&str| TemplateHead {
        name: (*key).to_owned(),
        note: if *key == ID {
            "A short name of your own, each once".to_owned()
        } else {
            format!("The id of the entry of {key} that it belongs to")
        },
        needed: true,
        look: Look::Text,
        offers: if *key == ID { Offers::Nothing } else { outer_ids(key) },
    };
    let before = std::mem::take(&mut sheet.heads);
    sheet.heads = keys.iter().map(key).chain(heads.into_values()).collect();
    let earlier = std::mem::take(&mut sheet.rows);
    let moved = earlier.into_iter().map(|row| {
        let by_name: BTreeMap<&str, TemplateCell> = before.iter().map(|head| head.name.as_str()).zip(row).collect();
        sheet.heads.iter().map(|head| by_name.get(head.name.as_str()).cloned().unwrap_or_else(|| empty(head))).collect()
    });
    let new = rows.iter().map(|(ids, parts)| {
        let cell = |(at, head): (usize, &TemplateHead)| {
            let id = ids.get(at).map(|id| filled(&[], CellValue::Text((*id).to_owned())));
            let part = || parts.iter().find(|part| head_of(&part.path) == head.name);
            id.or_else(|| part().map(|part| filled(&part.forms, part.cell.clone()))).unwrap_or_else(|| empty(head))
        };
        sheet.heads.iter().enumerate().map(cell).collect()
    });
    let all: Vec<Vec<TemplateCell>> = moved.chain(new).collect();
    sheet.rows = all;
}

fn head_of(path: &[String]) -> String {
    if path.is_empty() { KIND.to_owned() } else { path.join("/") }
}

fn head(name: &str, forms: &[Form], (section, setting): (&str, &str)) -> TemplateHead {
    let note = if name == KIND { "Which kind it is".to_owned() } else { notes::note(section, setting) };
    let needed = name == KIND || !name.contains('/') && notes::needed(section, setting);
    TemplateHead { name: name.to_owned(), note, needed, look: look(forms), offers: offers(forms) }
}

/// Is it written in one cell?
fn is_single(forms: &[Form]) -> bool {
    let inside = if forms.first() == Some(&Form::List) { items(forms) } else { forms };
    !matches!(inside.first(), None | Some(Form::Map | Form::Bracket(_) | Form::Kinds(_)))
}

fn empty(head: &TemplateHead) -> TemplateCell {
    TemplateCell { value: None, look: head.look, offers: head.offers.clone() }
}

fn filled(forms: &[Form], cell: CellValue) -> TemplateCell {
    // A number in a cell that looks like text would be read as text once somebody types it again.
    let look = if matches!(cell, CellValue::Number(_)) { look(forms) } else { Look::Text };
    TemplateCell { value: Some(cell), look, offers: offers(forms) }
}

fn look(forms: &[Form]) -> Look {
    match forms.first() {
        Some(Form::ByYear) => look(&forms[1..]),
        Some(Form::Money | Form::SignedMoney | Form::MoneyCell | Form::SignedMoneyCell) => Look::Money,
        Some(Form::Share | Form::ShareAboveZero | Form::Rate) => Look::Share,
        Some(
            Form::Number(..)
            | Form::Whole(..)
            | Form::Count(_)
            | Form::FromOne(_)
            | Form::Exactly(_)
            | Form::Sessions
            | Form::SessionsOrNone
            | Form::InUnit
            | Form::Written,
        ) => Look::Number,
        _ => Look::Text,
    }
}

fn offers(forms: &[Form]) -> Offers {
    match forms {
        [Form::Words(words) | Form::Kinds(words), ..] => Offers::Words(words.clone()),
        [Form::YesNo | Form::YesNoCell, ..] => Offers::Words(vec!["yes".to_owned(), "no".to_owned()]),
        [Form::Name(kind), ..] | [Form::Text, Form::Name(kind), ..] => ids_of(kind),
        _ => Offers::Nothing,
    }
}

/// The sheet whose ids these names are.
fn ids_of(kind: &str) -> Offers {
    let entries = |section: &&Section| {
        let plural = section.path.len() == 1 && section.path[0] == format!("{kind}s");
        !section.list && (plural || brackets(&section.entry) == [kind])
    };
    let found = Shape::get().sections.iter().find(entries).filter(|section| section.within().is_none());
    found.map_or(Offers::Nothing, |section| Offers::Ids(section.sheet.clone()))
}

fn outer_ids(key: &str) -> Offers {
    let found = Shape::get().sections.iter().find(|section| section.path.last().is_some_and(|last| last == key));
    found.map_or(Offers::Nothing, |section| Offers::Ids(section.sheet.clone()))
}

/// The tables that were read, each a sheet.
fn tables(record: &Record, files: &Files<'_>) -> Vec<TemplateSheet> {
    let mut found: Vec<TemplateSheet> = Vec::new();
    let mut cells = 0;
    for heard in &record.tables {
        let Some(content) = files.table(&heard.file) else { continue };
        let usable = heard.file.to_lowercase().ends_with(".csv")
            && heard.file.chars().count() <= NAME
            && !heard.file.contains(['[', ']', ':', '*', '?', '/', '\\', '\''])
            && !heard.file.starts_with('(')
            && !found.iter().any(|sheet| sheet.name.eq_ignore_ascii_case(&heard.file));
        let size = content.rows() * content.width();
        if !usable || content.rows() + 1 > ROWS || cells + size > CELLS {
            continue;
        }
        cells += size;
        found.push(table(heard.kind, &content, record));
    }
    found
}

fn table(kind: &'static str, content: &Content, record: &Record) -> TemplateSheet {
    let columns: Vec<&str> = content.columns().collect();
    let forms: Vec<Vec<Form>> = columns
        .iter()
        .map(|name| record.cells.get(&(content.file().to_owned(), (*name).to_owned())).cloned().into_iter().collect())
        .collect();
    let heads = columns.iter().zip(&forms).map(|(name, forms)| TemplateHead {
        name: (*name).to_owned(),
        note: notes::note(kind, name),
        needed: notes::needed(kind, name),
        look: look(forms),
        offers: offers(forms),
    });
    let row = |row: usize| {
        let cell = |(at, forms): (usize, &Vec<Form>)| {
            let written = content.at(row, at).1;
            let value = (!written.is_empty()).then(|| table_cell(forms, written));
            let look = match value {
                Some(CellValue::Text(_)) => Look::Text,
                _ => look(forms),
            };
            TemplateCell { value, look, offers: offers(forms) }
        };
        forms.iter().enumerate().map(cell).collect()
    };
    TemplateSheet {
        name: content.file().to_owned(),
        about: notes::about(kind),
        heads: heads.collect(),
        rows: (0..content.rows()).map(row).collect(),
    }
}

/// A cell of a table: a number where numbers stand and it stays the same number.
fn table_cell(forms: &[Form], written: &str) -> CellValue {
    let numbers = matches!(look(forms), Look::Number | Look::Money | Look::Share);
    let plain = || crate::language::scalars::real(written).ok().filter(|number| same_number(*number, written));
    let amount = || {
        let money = look(forms) == Look::Money;
        money.then(|| crate::language::amount_of(written).ok()).flatten().map(|pence| pence.0 as f64 / 100.0)
    };
    let number = numbers.then(|| plain().or_else(amount)).flatten();
    number.map_or_else(|| CellValue::Text(written.to_owned()), CellValue::Number)
}

/// Fifteen digits are enough for it.
fn same_number(number: f64, written: &str) -> bool {
    leaf::digits(number).parse::<f64>().is_ok_and(|shown| shown.to_bits() == number.to_bits()) && !written.contains('_')
}
