//! Run folders as a page: what the page's own crate offers, under one roof with other reports.

pub use doorstep_page::document::Document;
pub use doorstep_page::dossier::Dossier;
pub use doorstep_page::html::page as html;
pub use doorstep_page::logo;
pub use doorstep_page::publish::{published, without_verdicts};
pub use doorstep_page::sections::{document, slots};
pub use doorstep_page::word::report as word;
