//! A report as a Word file (`.docx`): made so that a clerk can paste its parts into a committee's own
//! template.
//!
//! Every paragraph has one of Word's own styles by its own name, so a template's look takes over;
//! nothing is a field but the page numbers and the contents, nothing leads out of the file, nothing runs.

mod body;
mod contents;
mod fit;
mod names;
mod package;
mod pictures;
mod tables;
mod xml;

use crate::document::{Document, Draw};

/// What pictures are to Word.
const PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";

/// Why there is no file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A picture could not be made.
    #[error("The picture \"{id}\" could not be put into the Word file: {why}")]
    Picture {
        /// Which.
        id: String,
        /// Why.
        why: String,
    },
    /// The parts could not be put together.
    #[error("The Word file could not be put together: {why}")]
    Package {
        /// Why.
        why: String,
    },
}

/// The report as the bytes of a `.docx`. The same document and pictures give the same bytes.
///
/// # Errors
/// A picture that cannot be drawn, or more than a zip can hold.
pub fn report(document: &Document, picture: Draw<'_>) -> Result<Vec<u8>, Error> {
    let media = pictures::all(document, picture)?;
    let body = body::body(document, &media);
    package::package(document, &body, &media).map_err(|why| Error::Package { why })
}
