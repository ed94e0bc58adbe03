//! Doorstep's page: what run folders say, as maps, pictures, tables and words that people can read.
//!
//! ```text
//! run folders → Dossier     options beside each other, figures as the tables have them
//! Dossier     → Document    headings, words, tables, pictures: what is said, in no form yet
//! Document    → HTML, Word  what it looks like
//! ```
//!
//! Nothing here is counted anew and nothing here knows an optimiser: a page says what a run folder
//! says, and can be made of an archived run years later.

pub mod charts;
pub mod document;
pub mod dossier;
pub mod draw;
pub mod html;
pub mod maps;
pub mod publish;
pub mod sections;
pub mod word;

/// A picture to travel inside a page, as a `data:` address; nothing where it is neither PNG nor JPEG.
pub fn logo(bytes: &[u8]) -> Option<String> {
    use base64::Engine as _;
    let kind = match bytes {
        [0x89, b'P', b'N', b'G', ..] => "png",
        [0xff, 0xd8, 0xff, ..] => "jpeg",
        _ => return None,
    };
    Some(format!("data:image/{kind};base64,{}", base64::engine::general_purpose::STANDARD.encode(bytes)))
}
