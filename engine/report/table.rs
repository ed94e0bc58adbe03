//! Plain-text columns for a terminal.

use doorstep_page::draw::words::whole;

/// Rows of cells, first column to the left, the others to the right.
#[derive(Debug, Clone, Default)]
pub struct Columns(Vec<Vec<String>>);

impl Columns {
    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = impl Into<String>>) {
        self.0.push(cells.into_iter().map(Into::into).collect());
    }

    /// All rows, each column as wide as its widest cell.
    pub fn lines(&self) -> Vec<String> {
        let count = self.0.iter().map(Vec::len).max().unwrap_or(0);
        let width = |at: usize| self.0.iter().filter_map(|row| row.get(at)).map(|cell| cell.chars().count()).max();
        let widths: Vec<usize> = (0..count).map(|at| width(at).unwrap_or(0)).collect();
        let line = |row: &Vec<String>| {
            let cells = row.iter().enumerate().map(|(at, cell)| {
                let pad = " ".repeat(widths[at] - cell.chars().count());
                if at == 0 { format!("{cell}{pad}") } else { format!("{pad}{cell}") }
            });
            cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        };
        self.0.iter().map(line).collect()
    }
}

/// A whole number with thousands separated, rounded from tenths: as tables print them, so that whoever
/// rounds a table's figure has this one.
pub fn thousands(value: f64) -> String {
    whole(value).replace('−', "-")
}

/// A share as a percentage with so many decimals.
pub fn percent(share: f64, decimals: usize) -> String {
    format!("{:.decimals$} %", share * 100.0)
}
