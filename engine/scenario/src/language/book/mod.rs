//! A scenario as a workbook: the same settings and tables in sheets, and back without loss.
//!
//! | sheet | holds |
//! |---|---|
//! | `Settings` | what stands once, by its path: `years/end` |
//! | `Lines`, `Levels`, `Services`, `Modes`, `Rules`, … | entries, one a row; a column a setting, `costs/staff` for one inside another |
//! | `areas.csv`, … | a table of that name |
//! | `(…)` | nothing: whatever stands in a sheet in round brackets is the user's own |
//!
//! Which sheets there are and what may stand in a cell follow from what the readers of the language say of
//! themselves ([`shape`]). A workbook becomes a [`super::tree::Tree`] whose places are cells ([`inward`]), so that it
//! is judged by the same readers as a file.
//!
//! | file | what it does |
//! |---|---|
//! | `shape.rs` | which parts are sheets, and the form of the value at any path |
//! | `leaf.rs` | one cell and one value, both ways |
//! | `grid.rs`, `inward.rs`, `load.rs` | sheets into a tree and tables, read as a scenario, written as a folder |
//! | `file.rs` | a tree as a scenario file |
//! | `sheets.rs`, `tables.rs`, `looks.rs`, `notes.rs`, `outward.rs` | a scenario into sheets to fill in |

mod file;
mod grid;
mod inward;
mod leaf;
mod load;
mod looks;
mod notes;
mod outward;
mod shape;
mod sheets;
mod tables;
#[cfg(test)]
mod tests;

pub use load::{Imported, is_read, load_workbook, wrong_by_itself};
pub use outward::{Outward, template, template_text};

/// The sheet of what stands once.
const SETTINGS: &str = "Settings";
/// Its columns.
const SETTING: &str = "setting";
const VALUE: &str = "value";
const MEANING: &str = "what it is";
/// The column of ids.
const ID: &str = "id";
/// The column of the word that says which kind an entry is.
const KIND: &str = "is";
