//! A workbook into a scenario as written: every value with the cell it stands in, so that whatever is found wrong
//! later is told by sheet and cell.

use super::grid::grid;
use super::leaf::{not_text, value};
use super::shape::{Section, Shape, brackets, items};
use super::{ID, KIND, SETTING, SETTINGS, VALUE};
use crate::fault::{quoted, some_of, suggestion};
use crate::language::files::Files;
use crate::language::outline::{DEPTH, VALUES};
use crate::language::tree::{Entry, Tree, Value};
use crate::reference::Form;
use crate::{CellValue, Code, Faults, Place, Tab, Workbook, in_brackets};
use std::collections::BTreeMap;

/// A value that is still put together.
#[derive(Default)]
struct Draft {
    place: Place,
    cell: Option<CellValue>,
    named: BTreeMap<String, Draft>,
    items: Vec<Draft>,
}

impl Draft {
    fn at(place: &Place) -> Draft {
        Draft { place: place.clone(), ..Draft::default() }
    }

    /// What stands at a path, made on the way.
    fn under(&mut self, path: &[&str], place: &Place) -> &mut Draft {
        path.iter().fold(self, |draft, step| draft.named.entry((*step).to_owned()).or_insert_with(|| Draft::at(place)))
    }

    fn find(&self, path: &[&str]) -> Option<&Draft> {
        path.iter().try_fold(self, |draft, step| draft.named.get(*step))
    }
}

/// The scenario as a workbook has it, and its sheets that are tables.
pub fn tree<'w>(book: &'w Workbook, faults: &mut Faults) -> (Option<Tree>, Vec<(&'w Tab, String)>) {
    let mut root = Draft::at(&Place::file(&book.file));
    let mut tables = Vec::new();
    let mut sections: Vec<(&Section, &Tab)> = Vec::new();
    let mut settings = None;
    for tab in &book.tabs {
        let name = tab.name.trim();
        let place = Place::sheet(&book.file, &tab.name);
        if name.starts_with('(') {
            continue;
        }
        let section = Shape::get().sections.iter().find(|section| section.sheet.eq_ignore_ascii_case(name));
        let twice = book.tabs.iter().take_while(|other| !std::ptr::eq(*other, tab));
        if twice.into_iter().any(|other| other.name.trim().eq_ignore_ascii_case(name)) {
            faults.add(Code::GivenTwice, &place, format!("there are two sheets {}", quoted(name)), "Keep one");
        } else if name.eq_ignore_ascii_case(SETTINGS) {
            settings = Some(tab);
        } else if let Some(section) = section {
            sections.push((section, tab));
        } else if name.to_lowercase().ends_with(".csv") {
            // It becomes a file of this name: of the scenario's own folder and nowhere else.
            if name.contains('/') {
                faults.add(
                    Code::PathRefused,
                    &place,
                    format!("{} is no name of a table", quoted(name)),
                    "Name it areas.csv",
                );
            } else if let Some(name) = Files::beside(&place, name, faults) {
                tables.push((tab, name));
            }
        } else {
            let known = Shape::get().sections.iter().map(|section| section.sheet.as_str()).chain([SETTINGS]);
            let meant = suggestion(name, known);
            let end = if meant.ends_with(['.', '?']) { "" } else { "." };
            let own = in_brackets(name);
            let fix =
                format!("{meant}{end} A table's name ends in .csv, one of your own sheets' stands in brackets: {own}");
            faults.add(Code::UnknownName, &place, format!("no part of a scenario is called {}", quoted(name)), fix);
        }
    }
    let read = sections.iter().map(|(_, tab)| *tab).chain(settings);
    if read.map(|tab| tab.cells.len()).sum::<usize>() > VALUES {
        let what = format!("more than {VALUES} values, tables apart");
        faults.add(Code::FileTooLarge, &Place::file(&book.file), what, "Keep bulk in tables: sheets that end in .csv");
        return (None, tables);
    }
    let Some(settings) = settings else {
        let found = some_of(book.tabs.iter().map(|tab| tab.name.as_str()));
        let what = format!("there is no sheet {}", quoted(SETTINGS));
        let fix = format!("Begin with `doorstep new --workbook`. Found: {found}");
        faults.add(Code::BadSheet, &Place::file(&book.file), what, fix);
        return (None, tables);
    };
    read_settings(&book.file, settings, &mut root, faults);
    for section in Shape::get().needed() {
        let told = sections.iter().any(|(known, _)| *known == section) || root.find(&[&section.path[0]]).is_some();
        if !told {
            let what = format!("there is no sheet {}", quoted(&section.sheet));
            faults.add(
                Code::BadSheet,
                &Place::file(&book.file),
                what,
                "Name it so, or begin with `doorstep new --workbook`",
            );
        }
    }
    // What others stand in comes first.
    sections.sort_by_key(|(section, _)| section.path.len());
    for (section, tab) in sections {
        read_section(&book.file, section, tab, &mut root, faults);
    }
    let forms = Shape::root();
    let mut tree = grown(&root, &forms, faults);
    if let Some(Tree { value: Value::Named { tag, .. }, .. }) = &mut tree {
        *tag = Some("Scenario".to_owned());
    }
    (tree, tables)
}

fn read_settings(file: &str, tab: &Tab, root: &mut Draft, faults: &mut Faults) {
    let Some(grid) = grid(file, tab, faults) else { return };
    let column = |name: &str| grid.heads.iter().find(|(_, head)| head.eq_ignore_ascii_case(name)).map(|(at, _)| *at);
    let (Some(setting), Some(value)) = (column(SETTING), column(VALUE)) else {
        let found = some_of(grid.heads.iter().map(|(_, head)| head.as_str()));
        let what = format!("the columns {} and {} are needed", quoted(SETTING), quoted(VALUE));
        faults.add(
            Code::MissingColumn,
            &Place { line: 1, ..Place::sheet(file, &tab.name) },
            what,
            format!("Found: {found}"),
        );
        return;
    };
    for (row, cells) in &grid.rows {
        let place = |column: usize| Place { line: *row, column, ..Place::sheet(file, &tab.name) };
        let Some(cell) = cells.get(&value) else { continue };
        let Some(CellValue::Text(path)) = cells.get(&setting) else {
            let what = format!("{} stands beside no setting", quoted(&cell.to_string()));
            faults.add(Code::BadCell, &place(setting), what, "Write the setting, or clear the value");
            continue;
        };
        let steps: Vec<&str> = path.trim().split('/').map(str::trim).collect();
        if too_deep(&steps, &place(setting), faults) {
            continue;
        }
        let draft = root.under(&steps, &place(setting));
        let new = Draft { place: place(value), cell: Some((*cell).clone()), ..Draft::default() };
        // A setting that is a list has a row for each item.
        if !draft.items.is_empty() {
            draft.items.push(new);
        } else if let Some(first) = draft.cell.take() {
            let first = Draft { place: draft.place.clone(), cell: Some(first), ..Draft::default() };
            draft.items = vec![first, new];
        } else {
            (draft.place, draft.cell) = (new.place, new.cell);
        }
    }
}

fn read_section(file: &str, section: &Section, tab: &Tab, root: &mut Draft, faults: &mut Faults) {
    let Some(grid) = grid(file, tab, faults) else { return };
    let sheet = Place::sheet(file, &tab.name);
    let column = |name: &str| grid.heads.iter().find(|(_, head)| head.eq_ignore_ascii_case(name)).map(|(at, _)| *at);
    let keys: Vec<&str> = section.within().into_iter().chain((!section.list).then_some(ID)).collect();
    let mut columns = Vec::new();
    for key in &keys {
        let Some(at) = column(key) else {
            let found = some_of(grid.heads.iter().map(|(_, head)| head.as_str()));
            let what = format!("there is no column {}", quoted(key));
            faults.add(Code::MissingColumn, &Place { line: 1, ..sheet.clone() }, what, format!("Found: {found}"));
            return;
        };
        columns.push(at);
    }
    let known = known_heads(section);
    let mut taken: Vec<(usize, Vec<&str>)> = Vec::new();
    for (at, head) in grid.heads.iter().filter(|(at, _)| !columns.contains(at)) {
        let steps: Vec<&str> = head.split('/').map(str::trim).collect();
        if too_deep(&steps, &Place { line: 1, column: *at, ..sheet.clone() }, faults) {
            continue;
        }
        let first = known.iter().find(|name| name.eq_ignore_ascii_case(steps[0]));
        let Some(first) = first else {
            let what = format!("unknown setting {}", quoted(head));
            let fix = suggestion(steps[0], known.iter().copied());
            faults.add(Code::UnknownSetting, &Place { line: 1, column: *at, ..sheet.clone() }, what, fix);
            continue;
        };
        let rest = steps.get(1..).unwrap_or(&[]).iter().copied();
        taken.push((*at, if *first == KIND { Vec::new() } else { std::iter::once(*first).chain(rest).collect() }));
    }
    for (row, cells) in &grid.rows {
        let place = |column: usize| Place { line: *row, column, ..sheet.clone() };
        let ids: Option<Vec<&str>> = columns.iter().map(|at| id(cells.get(at).copied(), &place(*at), faults)).collect();
        let Some(ids) = ids else { continue };
        let places: Vec<Place> = columns.iter().map(|at| place(*at)).collect();
        let Some(entry) = place_of(section, &ids, places.last().unwrap_or(&place(1)), places.first(), root, faults)
        else {
            continue;
        };
        for (at, path) in &taken {
            let Some(cell) = cells.get(at) else { continue };
            let draft = entry.under(path, &place(*at));
            if !path.is_empty() {
                draft.place = place(*at);
            }
            draft.cell = Some((*cell).clone());
        }
    }
}

/// A way with more steps than brackets may stand in each other.
fn too_deep(steps: &[&str], place: &Place, faults: &mut Faults) -> bool {
    let deep = steps.len() > DEPTH;
    if deep {
        let what = format!("a way of {} steps, and no setting has more than {DEPTH}", steps.len());
        faults.add(Code::UnknownSetting, place, what, "Check the setting");
    }
    deep
}

/// Where a row of a section goes: its entry, new.
fn place_of<'d>(
    section: &Section,
    ids: &[&str],
    place: &Place,
    outer_at: Option<&Place>,
    root: &'d mut Draft,
    faults: &mut Faults,
) -> Option<&'d mut Draft> {
    let mut path: Vec<&str> = Vec::new();
    let mut ids = ids.iter();
    for step in &section.path {
        if step == "*" {
            let outer = ids.next()?;
            if root.find(&path).is_none_or(|holder| !holder.named.contains_key(*outer)) {
                let holder = root.find(&path).map(|holder| holder.named.keys().map(String::as_str).collect::<Vec<_>>());
                let what = format!("there is no {} in the sheet of {}", quoted(outer), path.join("/"));
                let fix = suggestion(outer, holder.unwrap_or_default());
                faults.add(Code::UnknownName, outer_at.unwrap_or(place), what, fix);
                return None;
            }
            path.push(outer);
        } else {
            path.push(step);
        }
    }
    let whole = Place { line: 0, column: 0, ..place.clone() };
    let holder = root.under(&path, &whole);
    if section.list {
        holder.items.push(Draft::at(place));
        return holder.items.last_mut();
    }
    let id = ids.next()?;
    if let Some(first) = holder.named.get(*id) {
        let what = format!("{} is given twice (first at {})", quoted(id), first.place);
        faults.add(Code::GivenTwice, place, what, "Keep one");
        return None;
    }
    Some(holder.under(&[id], place))
}

fn id<'c>(cell: Option<&'c CellValue>, place: &Place, faults: &mut Faults) -> Option<&'c str> {
    match cell {
        Some(CellValue::Text(text)) => Some(text.trim()),
        Some(other) => not_text(other, place, faults),
        None => {
            faults.add(Code::BadCell, place, "the row has no id", "Write one, or clear the row");
            None
        }
    }
}

/// The settings that entries of a section may have, and the word that says which kind they are.
pub fn known_heads(section: &Section) -> Vec<&str> {
    let all: Vec<Vec<&str>> = brackets(&section.entry)
        .into_iter()
        .map(|bracket| Shape::get().settings(bracket).iter().map(|(name, _)| name.as_str()).collect())
        .collect();
    let kinds = matches!(section.entry.first(), Some(Form::Kinds(_)));
    // What every kind has stands last, as in each of them.
    let common = |name: &str| all.len() > 2 && all.iter().all(|names| names.contains(&name));
    let mut found: Vec<&str> = if kinds { vec![KIND] } else { Vec::new() };
    for shared in [false, true] {
        for name in all.iter().flatten().filter(|name| common(name) == shared) {
            if !found.contains(name) {
                found.push(name);
            }
        }
    }
    found
}

/// A month of a year that a spreadsheet has made a date of another year.
fn outside(draft: &Draft, forms: &[Form], name: &str, faults: &mut Faults) {
    let (Some(Form::FirstOfMonth), Some(cell @ CellValue::Date(year, month, _))) = (forms.first(), &draft.cell) else {
        return;
    };
    let Some(start) = name.split('-').next().and_then(|start| start.parse::<i16>().ok()) else { return };
    if *year != start + i16::from(*month < 4) {
        let what = format!("this is the date {cell}, which is not in {name}");
        let fix = "Format the cell as Text and write the day and the month: 1 October";
        faults.add(Code::BadCell, &draft.place, what, fix);
    }
}

fn grown(draft: &Draft, forms: &[Form], faults: &mut Faults) -> Option<Tree> {
    let inside = draft.named.values().next();
    if let Some(other) =
        inside.filter(|_| !draft.items.is_empty()).or(draft.items.first().filter(|_| draft.cell.is_some()))
    {
        let what = "the same is said in another way, too";
        faults.add(Code::GivenTwice, &other.place, what, "Keep one: the sheet, or what stands in Settings");
    }
    let shape = Shape::get();
    let place = &draft.place;
    let is_list = forms.first() == Some(&Form::List);
    if !draft.items.is_empty() {
        let inner = if is_list { items(forms) } else { forms };
        if !is_list {
            faults.add(Code::GivenTwice, &draft.items[1].place, "the setting is given twice", "Keep one");
        }
        let items = draft.items.iter().filter_map(|item| grown(item, inner, faults)).collect();
        return Some(Tree { place: place.clone(), value: Value::Listed { tag: None, items } });
    }
    let Some(cell) = draft.cell.as_ref().filter(|_| draft.named.is_empty()) else {
        let tag = draft.cell.as_ref().map(|cell| cell.to_string().trim().to_owned());
        // Years in place of one value for all of them are entries, too.
        let braces = matches!(forms.first(), Some(Form::Map | Form::ByYear));
        let entry = |(name, inner): (&String, &Draft)| {
            let forms = shape.step(forms, tag.as_deref(), name);
            outside(inner, forms, name, faults);
            let tree = grown(inner, forms, faults)?;
            Some(Entry { name: name.clone(), place: inner.place.clone(), tree })
        };
        let entries = draft.named.iter().filter_map(entry).collect();
        return Some(Tree { place: place.clone(), value: Value::Named { tag, braces, entries } });
    };
    value(forms, cell, place, faults)
}
