//! Settings and entries as sheets: what stands once on one of them, entries one a row on their own.

use super::inward::known_heads;
use super::looks::{empty, filled, head, is_single, outer_ids};
use super::shape::{Section, Shape, brackets, items};
use super::{ID, KIND, MEANING, SETTING, SETTINGS, VALUE, leaf, notes};
use crate::fault::some_of;
use crate::language::tree::{Entry, Tree, Value};
use crate::reference::Form;
use crate::{CellValue, Look, Offers, TemplateCell, TemplateHead, TemplateSheet};
use std::collections::BTreeMap;

/// Sheets as far as they are written.
#[derive(Clone)]
pub struct Sheets {
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
    pub fn of(tree: &Tree) -> Sheets {
        let mut sheets = Sheets { sheets: BTreeMap::new(), settings: Vec::new() };
        sheets.walk(tree, &Shape::root(), &mut Vec::new(), ("", ""));
        sheets
    }

    /// A sheet with its head alone for every section that is not there.
    pub fn add_empty(&mut self) {
        for at in 0..Shape::get().sections.len() {
            if !self.sheets.contains_key(&at) {
                self.section(at, &[], &[]);
            }
        }
    }

    pub fn into_sheets(self) -> impl Iterator<Item = TemplateSheet> {
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
            for entry in entries.iter().filter(|entry| !says_nothing(entry)) {
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

/// Entries of which there are none: as if they were not given.
fn says_nothing(entry: &Entry) -> bool {
    matches!(&entry.tree.value, Value::Named { tag: None, braces: true, entries } if entries.is_empty())
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
        for (name, forms) in Shape::get().settings(bracket).iter().filter(|(_, forms)| is_single(forms)) {
            heads.entry((rank(name), name.clone())).or_insert_with(|| head(name, forms, (bracket, name)));
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
    // What only some kinds need is not shaded.
    for head in heads.values_mut() {
        head.needed = head.name == KIND
            || kinds.iter().all(|bracket| notes::needed(bracket, &head.name)) && !head.name.contains('/');
    }
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

/// What every kind of entry may say: for the reader alone.
pub fn kinds() -> TemplateSheet {
    let shape = Shape::get();
    let head = |name: &str| TemplateHead { name: name.to_owned(), look: Look::Text, ..TemplateHead::default() };
    let text = |text: &str, look: Look| TemplateCell {
        value: Some(CellValue::Text(text.to_owned())),
        look,
        ..TemplateCell::default()
    };
    let mut rows = Vec::new();
    for section in &shape.sections {
        let of = brackets(&section.entry);
        for kind in of.iter().filter(|_| of.len() > 1) {
            rows.push(vec![
                text(&section.sheet, Look::Text),
                text(kind, Look::Text),
                text("", Look::Text),
                text("", Look::Text),
                text(&notes::about(kind), Look::Words),
            ]);
            for (name, _) in shape.settings(kind) {
                let needed = if notes::needed(kind, name) { "has to be given" } else { "" };
                rows.push(vec![
                    text(&section.sheet, Look::Text),
                    text(kind, Look::Text),
                    text(name, Look::Text),
                    text(needed, Look::Text),
                    text(&notes::note(kind, name), Look::Words),
                ]);
            }
        }
    }
    TemplateSheet {
        name: crate::in_brackets("Kinds"),
        about: "For the reader: which columns each kind of fund, target, rule, goal or one-off has. A column that a sheet lacks is added by its name".to_owned(),
        heads: ["sheet", KIND, "column", "needed", "what it means"].map(head).into(),
        rows,
    }
}

fn head_of(path: &[String]) -> String {
    if path.is_empty() { KIND.to_owned() } else { path.join("/") }
}
