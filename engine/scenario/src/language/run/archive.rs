//! A run folder as it is: every table by its name, for those who lay it out for readers.

use super::super::files::{Files, SCENARIO_LIMIT, Source, TABLE_LIMIT};
use super::super::tables::Table;
use crate::{Code, Fault, Faults, Place};
use std::collections::BTreeMap;
use std::path::Path;

/// Tables that are read; the others of a run folder are for other programs.
const TABLES: [&str; 37] = [
    "areas.csv",
    "places.csv",
    "postcodes.csv",
    "assumptions.csv",
    "sites.csv",
    "offers.csv",
    "money.csv",
    "rules.csv",
    "choice.csv",
    "equity.csv",
    "inequality.csv",
    "nearest_lost.csv",
    "clash.csv",
    "repairs.csv",
    "savings.csv",
    "targets_by_year.csv",
    "one_offs.csv",
    "staff.csv",
    "delivery.csv",
    "problems.csv",
    "waterfall.csv",
    "lines.csv",
    "prices.csv",
    "terms.csv",
    "costing.csv",
    "years.csv",
    "funds.csv",
    "fund_balances.csv",
    "section_251.csv",
    "cost_centres.csv",
    "virements.csv",
    "value.csv",
    "sites_by_year.csv",
    "reach_by_year.csv",
    "frontier.csv",
    "ladder.csv",
    "choices.csv",
];
/// Other files that are read.
const TEXTS: [&str; 2] = ["boundaries.geojson", "districts.geojson"];

/// A run folder, read once.
#[derive(Debug, Clone, Default)]
pub struct Archive {
    /// The folder as it was named.
    pub folder: String,
    /// Its manifest.
    pub manifest: serde_json::Value,
    tables: BTreeMap<&'static str, Sheet>,
    texts: BTreeMap<&'static str, String>,
}

/// One table of a run folder: its cells as text.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    file: String,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
    lines: Vec<usize>,
}

/// Reads every table of a run folder that readers are shown something of.
///
/// # Errors
/// Every fault found.
pub fn load_archive(folder: &Path) -> Result<Archive, Vec<Fault>> {
    archive(&folder.to_string_lossy(), Files::new(Source::Typed))
}

/// As [`load_archive`], from memory: `files` are names and contents, each name with the folder's before it.
///
/// # Errors
/// As [`load_archive`].
pub fn load_archive_text(folder: &str, files: &[(&str, &str)]) -> Result<Archive, Vec<Fault>> {
    archive(folder, Files::new(Source::Memory(files.iter().copied().collect())))
}

fn archive(folder: &str, mut files: Files<'_>) -> Result<Archive, Vec<Fault>> {
    let mut faults = Faults::new();
    let shown = folder.trim_end_matches('/').to_owned();
    let place = Place::file(&format!("{shown}/manifest.json"));
    let text = files.text(&place.file, SCENARIO_LIMIT, &place, &mut Faults::new());
    let manifest: serde_json::Value =
        text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or(serde_json::Value::Null);
    if manifest["manifest"].as_u64().is_none() {
        let what = "this is no run folder: it has no manifest.json of Doorstep's";
        faults.add(Code::NotARun, &Place::file(&shown), what, "Name a folder that a command has written");
        return Err(faults.sorted());
    }
    let mut archive = Archive { folder: shown.clone(), manifest, ..Archive::default() };
    for name in TABLES {
        let path = format!("{shown}/{name}");
        if !files.has(&path) {
            continue;
        }
        if let Some(table) = Table::of_file(&path, &Place::file(&path), &mut files, &mut faults) {
            archive.tables.insert(name, Sheet::of(path, &table));
        }
    }
    for name in TEXTS {
        let path = format!("{shown}/{name}");
        if !files.has(&path) {
            continue;
        }
        if let Some(text) = files.text(&path, TABLE_LIMIT, &Place::file(&path), &mut faults) {
            archive.texts.insert(name, text);
        }
    }
    if faults.any_error() { Err(faults.sorted()) } else { Ok(archive) }
}

impl Archive {
    /// A table by its file's name, if the run has it.
    pub fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.tables.get(name)
    }

    /// Another file by its name, if the run has it.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.texts.get(name).map(String::as_str)
    }
}

impl Sheet {
    fn of(file: String, table: &Table) -> Sheet {
        let columns: Vec<String> = table.columns().map(str::to_owned).collect();
        let at: Vec<_> = columns.iter().map(|name| table.maybe(name)).collect();
        let cells = |row: super::super::tables::Row<'_>| {
            let cell = |column: &Option<_>| column.map_or_else(String::new, |column| row.text(column).to_owned());
            at.iter().map(cell).collect::<Vec<String>>()
        };
        let rows = table.rows().map(cells).collect();
        Sheet { file, columns, rows, lines: table.rows().map(|row| row.place().line).collect() }
    }

    /// The names of its columns, in small letters.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Where these columns stand.
    ///
    /// # Errors
    /// The first that is missing.
    pub fn find<const N: usize>(&self, names: [&str; N]) -> Result<[usize; N], Fault> {
        let mut found = [0; N];
        for (at, name) in found.iter_mut().zip(names) {
            *at = self.columns.iter().position(|column| column == name).ok_or_else(|| Fault {
                code: Code::MissingColumn,
                place: Place { line: 1, ..Place::file(&self.file) },
                what: format!("there is no column \"{name}\""),
                fix: "This is a run of another version, or was changed: run it again".to_owned(),
            })?;
        }
        Ok(found)
    }

    /// The cells of every row.
    pub fn rows(&self) -> impl Iterator<Item = &[String]> {
        self.rows.iter().map(Vec::as_slice)
    }

    /// The cells of every row with its number.
    pub fn numbered(&self) -> impl Iterator<Item = (usize, &[String])> {
        self.rows.iter().map(Vec::as_slice).enumerate()
    }

    /// A decimal number of at most so many decimals as a whole number of its smallest unit; never through a
    /// binary fraction.
    ///
    /// # Errors
    /// When the cell is none.
    pub fn decimal(&self, row: usize, cell: &str, decimals: usize) -> Result<i64, Fault> {
        super::exact(cell, decimals).ok_or_else(|| self.fault(row, cell))
    }

    /// What to say of a cell that cannot be read.
    pub fn fault(&self, row: usize, cell: &str) -> Fault {
        Fault {
            code: Code::BadCell,
            place: Place { line: self.lines.get(row).copied().unwrap_or(0), ..Place::file(&self.file) },
            what: format!("{} cannot be read", crate::fault::quoted(cell)),
            fix: "Run it again, or undo what changed this table".to_owned(),
        }
    }
}
