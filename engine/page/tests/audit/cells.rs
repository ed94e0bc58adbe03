//! Every table of people on a page, cell by cell.

use doorstep_page::document::{Block, Document, Table};

/// Nothing from 1 to below the threshold stands where people are counted.
pub fn no_small_numbers(document: &Document, step: i64) {
    fn tables<'d>(blocks: &'d [Block], found: &mut Vec<&'d Table>) {
        for block in blocks {
            match block {
                Block::Table { table } => found.push(table),
                Block::Picture { picture } => found.push(&picture.table),
                Block::More { blocks, .. } => tables(blocks, found),
                _ => {}
            }
        }
    }
    let people = ["reach-table", "near-table", "equality-", "nearest-table", "map-reach", "map-options", "losing-"];
    let mut found = Vec::new();
    document.sections.iter().for_each(|section| tables(&section.blocks, &mut found));
    let mut numbers = 0;
    for table in found.into_iter().filter(|table| people.iter().any(|name| table.id.starts_with(name))) {
        for row in &table.rows {
            for (cell, column) in row.cells.iter().zip(&table.columns) {
                if !column.numeric || column.title == "Near is" {
                    continue;
                }
                let number = cell.split(' ').next().unwrap().replace(',', "").replace('−', "-");
                let Ok(number) = number.parse::<i64>() else { continue };
                numbers += 1;
                assert!(number % step == 0, "{}: {} has {cell}", table.caption, column.title);
            }
        }
    }
    assert!(numbers > 0, "no number of people was looked at");
}
