//! A report as large as a city's: 639 areas, ten maps, 21,594 postcodes.

use doorstep_page::document::{Block, Cards, Document, Section};

/// How many areas.
pub const AREAS: usize = 639;
/// How many postcodes.
pub const POSTCODES: usize = 21_594;

/// The report.
pub fn report() -> Document {
    let mut document = super::report(AREAS);
    let maps =
        (0..10).map(|at| Block::Picture { picture: super::map(&format!("map-{at}"), &format!("Map {at}"), 480) });
    document.sections.push(Section { id: "maps".to_owned(), title: "Maps".to_owned(), blocks: maps.collect() });
    for section in &mut document.sections {
        for block in &mut section.blocks {
            if let Block::Cards { cards: Cards { postcodes, .. } } = block {
                postcodes.truncate(POSTCODES);
            }
        }
    }
    document
}
