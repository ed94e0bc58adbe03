//! Writes pages to look at and to test in a browser: `cargo run -p doorstep-page --example sample -- <folder>`.

#[path = "../tests/sample/mod.rs"]
mod sample;

use doorstep_page::html::page;
use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "target/pages".to_owned()));
    std::fs::create_dir_all(&folder)?;
    let pages = [
        ("sample", sample::report(24)),
        ("large", sample::large::report()),
        ("hostile-1", sample::hostile::document(6, 0)),
        ("hostile-2", sample::hostile::document(6, 7)),
        ("hostile-3", sample::hostile::document(6, 13)),
        ("empty", doorstep_page::document::Document::default()),
    ];
    for (name, document) in pages {
        std::fs::write(folder.join(name).with_extension("html"), page(&document)?)?;
    }
    Ok(())
}
