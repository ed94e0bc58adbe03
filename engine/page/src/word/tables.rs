//! Tables, and the paragraphs and runs they and everything else are made of.

use super::fit::{Fit, fit};
use super::xml::Xml;
use crate::document::{Column, Figure, Row, Table};

/// A paragraph of a style, set to the right if it is a number in a table.
pub fn paragraph(xml: &mut Xml, style: &str, right: bool, inside: impl FnOnce(&mut Xml)) {
    xml.with("w:p", &[], |xml| {
        xml.with("w:pPr", &[], |xml| {
            xml.empty("w:pStyle", &[("w:val", style)]);
            if right {
                xml.empty("w:jc", &[("w:val", "right")]);
            }
        });
        inside(xml);
    });
}

/// Words of one look; nothing where there are none.
pub fn run(xml: &mut Xml, words: &str, look: Option<&str>) {
    sized(xml, words, look, None);
}

/// The same in letters of a size that is not the style's, in half points.
fn sized(xml: &mut Xml, words: &str, look: Option<&str>, letters: Option<&str>) {
    if words.is_empty() {
        return;
    }
    xml.with("w:r", &[], |xml| {
        if look.is_some() || letters.is_some() {
            xml.with("w:rPr", &[], |xml| {
                if let Some(look) = look {
                    xml.empty("w:rStyle", &[("w:val", look)]);
                }
                if let Some(letters) = letters {
                    xml.empty("w:sz", &[("w:val", letters)]);
                    xml.empty("w:szCs", &[("w:val", letters)]);
                }
            });
        }
        xml.with("w:t", &[("xml:space", "preserve")], |xml| xml.words(words));
    });
}

/// What stands in a cell.
pub struct Cell<'c> {
    /// Lines, each with its style and look.
    pub lines: Vec<(&'c str, &'static str, Option<&'static str>)>,
    right: bool,
}

/// A table as the document has it.
pub fn table(xml: &mut Xml, table: &Table) {
    let head = table.columns.iter().map(|column| cell(&column.title, "TableHeading", None, column)).collect();
    let rows = table.rows.iter().map(|row| body_row(row, &table.columns)).collect();
    write(xml, &table.caption, head, rows);
}

/// A row as wide as the head: what is missing is empty.
fn body_row<'t>(row: &'t Row, columns: &'t [Column]) -> Vec<Cell<'t>> {
    let look = row.total.then_some("Strong");
    let words = row.cells.iter().map(String::as_str).chain(std::iter::repeat(""));
    columns.iter().zip(words).map(|(column, words)| cell(words, "TableText", look, column)).collect()
}

fn cell<'c>(words: &'c str, style: &'static str, look: Option<&'static str>, column: &Column) -> Cell<'c> {
    Cell { lines: vec![(words, style, look)], right: column.numeric }
}

/// Key figures: a row each, a column an option, what is smaller under each value.
pub fn figures(xml: &mut Xml, options: &[String], figures: &[Figure]) {
    let titles = std::iter::once("Figure").chain(options.iter().map(String::as_str));
    let number = |at: usize| Column { title: String::new(), numeric: at > 0 };
    let head = titles.enumerate().map(|(at, title)| cell(title, "TableHeading", None, &number(at))).collect();
    let rows = figures.iter().map(|figure| {
        let name = cell(&figure.name, "TableText", Some("Strong"), &number(0));
        let values = (0..options.len()).map(|at| {
            let mut cell = cell(figure.values.get(at).map_or("", String::as_str), "TableText", None, &number(1));
            let note = figure.notes.get(at).map_or("", String::as_str);
            if !note.is_empty() {
                cell.lines.push((note, "TableDetail", None));
            }
            cell
        });
        std::iter::once(name).chain(values).collect()
    });
    write(xml, "Key figures", head, rows.collect());
}

fn write(xml: &mut Xml, caption: &str, head: Vec<Cell<'_>>, rows: Vec<Vec<Cell<'_>>>) {
    let rows: Vec<Vec<Cell<'_>>> = std::iter::once(head).chain(rows).collect();
    let fit = fit(&rows);
    xml.with("w:tbl", &[], |xml| {
        xml.with("w:tblPr", &[], |xml| {
            xml.empty("w:tblStyle", &[("w:val", "TableGrid")]);
            // Fiftieths of a hundredth: the whole width of whatever page it is pasted into.
            xml.empty("w:tblW", &[("w:w", "5000"), ("w:type", "pct")]);
            xml.empty("w:tblLayout", &[("w:type", "autofit")]);
            xml.empty("w:tblLook", &LOOK);
            xml.empty("w:tblCaption", &[("w:val", caption)]);
        });
        xml.with("w:tblGrid", &[], |xml| {
            for width in &fit.widths {
                xml.empty("w:gridCol", &[("w:w", width)]);
            }
        });
        for (at, cells) in rows.iter().enumerate() {
            row(xml, at == 0, cells, &fit);
        }
    });
}

/// The first row and the first column name what is in the others.
const LOOK: [(&str, &str); 7] = [
    ("w:val", "06A0"),
    ("w:firstRow", "1"),
    ("w:lastRow", "0"),
    ("w:firstColumn", "1"),
    ("w:lastColumn", "0"),
    ("w:noHBand", "1"),
    ("w:noVBand", "1"),
];

fn row(xml: &mut Xml, head: bool, cells: &[Cell<'_>], fit: &Fit) {
    xml.with("w:tr", &[], |xml| {
        xml.with("w:trPr", &[], |xml| {
            xml.empty("w:cantSplit", &[]);
            if head {
                xml.empty("w:tblHeader", &[]);
            }
        });
        for (cell, width) in cells.iter().zip(&fit.widths) {
            xml.with("w:tc", &[], |xml| {
                xml.with("w:tcPr", &[], |xml| {
                    xml.empty("w:tcW", &[("w:w", width.as_str()), ("w:type", "dxa")]);
                });
                for (words, style, look) in &cell.lines {
                    paragraph(xml, style, cell.right, |xml| sized(xml, words, *look, fit.letters));
                }
            });
        }
    });
}
