//! A first way through a sheet, which keeps no cell: is it what the library takes it for? What it would read wrongly
//! without a word is told here, and so is what it does not tell at all: hidden rows, merged cells, formulas that were
//! never worked out.

use super::areas::{Area, Spans};
use super::cell::{Body, Head, wrong};
use super::limits::Limits;
use super::refusal::{Judged, Refusal, grouped};
use super::xml::{Events, attributes};
use doorstep_scenario::{Code, Faults, Place, quoted};
use quick_xml::events::Event;
use std::io::BufRead;

/// Rows of a sheet.
pub(super) const ROWS: usize = 1_048_576;
/// Columns of a sheet.
pub(super) const COLUMNS: usize = 16_384;

/// What the first way through a sheet found.
#[derive(Default)]
pub(super) struct Survey {
    pub hidden_rows: Spans,
    pub hidden_columns: Spans,
    /// Rows are hidden by a filter.
    pub filtered: bool,
    /// Areas of more than one cell that are merged.
    pub merged: Vec<Area>,
    /// How many cells were told as faults that the library gives up on, too.
    pub told: usize,
}

/// How many more cells the workbook may have.
pub(super) struct Left {
    /// With something in them.
    pub cells: usize,
    /// In all.
    pub places: usize,
}

/// Goes through a sheet. `texts` is how many shared texts there are.
pub(super) fn survey<R: BufRead>(
    events: &mut Events<R>,
    texts: usize,
    left: &mut Left,
    limits: &Limits,
    sheet: &Place,
    faults: &mut Faults,
) -> Judged<Survey> {
    let mut found = Survey::default();
    let (mut row, mut column) = (1, 1);
    let (mut in_cells, mut had_cells) = (false, false);
    let (mut rows, mut columns) = (0, 0);
    loop {
        let begun = events.position();
        match events.next()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "dimension" if !had_cells => {
                    let [said] = attributes(&element, ["ref"])?;
                    if said.and_then(Area::read).is_none() {
                        return Err(events.broken("does not say how far it reaches"));
                    }
                }
                "sheetData" if had_cells => return Err(events.broken("has its cells in two places")),
                "sheetData" => (in_cells, had_cells) = (true, true),
                "row" if in_cells => {
                    rows += 1;
                    if rows > ROWS {
                        return Err(events.broken("has more rows than a sheet can have"));
                    }
                    let [number, hidden, height] = attributes(&element, ["r", "hidden", "ht"])?;
                    if let Some(number) = number {
                        row = number_of(number, ROWS).ok_or_else(|| out_of_place("row", number))?;
                    }
                    if is_true(hidden) || height.is_some_and(|height| height.parse() == Ok(0.0)) {
                        found.hidden_rows.add(row, row);
                    }
                }
                "c" if in_cells => {
                    let head = Head::of(&element, row, column)?;
                    column = head.column + 1;
                    let body = Body::read(events, begun, limits)?;
                    left.places = left.places.checked_sub(1).ok_or_else(|| too_many(limits.places, ""))?;
                    if body.filled() {
                        left.cells = left.cells.checked_sub(1).ok_or_else(|| too_many(limits.cells, "filled "))?;
                    }
                    if head.row > ROWS || head.column > COLUMNS {
                        return Err(out_of_place("cell", &format!("{row}:{column}")));
                    }
                    if let Some(wrong) = wrong(&head, &body, texts) {
                        found.told += usize::from(wrong.given_up);
                        let place = Place { line: head.row, column: head.column, ..sheet.clone() };
                        faults.add(Code::BadCell, &place, wrong.what, wrong.fix);
                    }
                }
                "col" if !had_cells => {
                    columns += 1;
                    if columns > COLUMNS {
                        return Err(events.broken("has more columns than a sheet can have"));
                    }
                    let [first, last, hidden, width] = attributes(&element, ["min", "max", "hidden", "width"])?;
                    let none = width.is_some_and(|width| width.parse() == Ok(0.0));
                    let ends = first.zip(last);
                    let ends = ends.and_then(|(a, b)| Some((number_of(a, COLUMNS)?, number_of(b, COLUMNS)?)));
                    if let (true, Some((first, last))) = (is_true(hidden) || none, ends) {
                        found.hidden_columns.add(first, last);
                    }
                }
                "filterColumn" => found.filtered = true,
                "mergeCell" => {
                    let [area] = attributes(&element, ["ref"])?;
                    let area = area.and_then(Area::read);
                    let area = area.ok_or_else(|| events.broken("merges cells that are none"))?;
                    if area.cells() > 1 {
                        found.merged.push(area);
                    }
                    if found.merged.len() > limits.merged {
                        return Err(Refusal::bad_sheet(
                            format!("more than {} areas are merged", grouped(limits.merged as u64)),
                            "Unmerge all cells",
                        ));
                    }
                }
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "row" if in_cells => (row, column) = (row + 1, 1),
                "sheetData" => in_cells = false,
                _ => {}
            },
            Event::Eof if had_cells && !in_cells => break,
            Event::Eof => return Err(events.broken("ends too early")),
            _ => {}
        }
    }
    found.hidden_rows.settle();
    found.hidden_columns.settle();
    Ok(found)
}

/// A row or cell that is not where it can be.
pub(super) fn out_of_place(what: &str, said: &str) -> Refusal {
    Refusal::damaged(format!("the sheet has a {what} {}, which no sheet has there", quoted(said)))
}

fn too_many(most: usize, which: &str) -> Refusal {
    Refusal::too_large(
        format!("the workbook has more than {} {which}cells, up to this sheet", grouped(most as u64)),
        "Leave out sheets and columns that are not needed, or save the sheet as CSV",
    )
}

fn is_true(said: Option<&str>) -> bool {
    matches!(said, Some("1" | "true"))
}

/// A whole number from 1 to `most`.
fn number_of(said: &str, most: usize) -> Option<usize> {
    number_from(said, 1).filter(|number| *number <= most)
}

/// A whole number in plain digits, from `least`.
pub(super) fn number_from(said: &str, least: usize) -> Option<usize> {
    let plain = !said.is_empty() && said.len() < 10 && said.bytes().all(|byte| byte.is_ascii_digit());
    said.parse().ok().filter(|number| plain && *number >= least)
}
