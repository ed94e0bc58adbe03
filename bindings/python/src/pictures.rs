//! The pictures of a report, each with its sentence and its table.

use crate::ask::{FaultRow, Run, row};
use crate::cli::held::{Asked, held};
use crate::cli::report;
use crate::guard::guarded;
use pyo3::prelude::*;
use std::path::PathBuf;

/// id, title, sentence (the alternative text), SVG, the table's caption, its columns, its rows.
type Picture = (String, String, String, String, String, Vec<String>, Vec<Vec<String>>);

/// Every picture that a report of these runs would show, or why there is no report.
#[pyfunction]
#[pyo3(signature = (runs, *, brought=Vec::new(), words=None, public=None))]
pub fn pictures(
    py: Python<'_>,
    runs: Vec<String>,
    brought: Vec<Run>,
    words: Option<PathBuf>,
    public: Option<u8>,
) -> PyResult<(Vec<Picture>, Vec<FaultRow>)> {
    py.detach(|| {
        guarded(|| {
            let asked = Asked { runs: brought, ..Asked::default() };
            let (document, _) = held(asked, || report::document(&runs, words.as_deref(), public));
            let document = match document {
                Ok(document) => document,
                Err(found) => return Ok((Vec::new(), found.iter().map(row).collect())),
            };
            let pictures = document.pictures().into_iter().map(|picture| {
                let columns = picture.table.columns.iter().map(|column| column.title.clone()).collect();
                let rows = picture.table.rows.iter().map(|row| row.cells.clone()).collect();
                let words = [&picture.id, &picture.title, &picture.sentence].map(Clone::clone);
                let [id, title, sentence] = words;
                (id, title, sentence, picture.alone(), picture.table.caption.clone(), columns, rows)
            });
            Ok((pictures.collect(), Vec::new()))
        })
    })
}
