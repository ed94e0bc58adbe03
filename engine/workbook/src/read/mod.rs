//! A workbook as cells: an .xlsx file of somebody else's, read without trusting it.
//!
//! ```text
//! bytes → what kind of file (`kind`) → its parts, unpacked to nowhere (`pack`, `markup`)
//!       → what it says of itself (`outline`, `kept`) → each sheet: is it sound (`survey`, `cell`), its values (`values`,
//!         `dates`), what is easily overlooked (`overlooked`) → `Workbook`
//! ```
//!
//! Everything is judged before the library that reads values (calamine) sees it. That library makes room for as much
//! as a file says it holds, keeps texts and formats as a whole, wraps references that no sheet has, and takes what it
//! cannot read for something else or gives up without saying where; `kept` and `survey` are about just that.
//!
//! What cells *mean* is not judged here but by whoever reads a table out of them: which sheets and columns there have
//! to be, where the head stands, money as text, ids of mixed kinds, percentages, totals, a second table on a sheet,
//! pennies beside a binary fraction. Cells are handed over as they are.

mod areas;
mod cell;
mod dates;
mod kept;
mod kind;
mod limits;
mod markup;
mod outline;
mod overlooked;
mod pack;
mod refusal;
mod survey;
#[cfg(test)]
mod tests;
mod values;
mod xml;

use calamine::{Reader as _, Xlsx};
use doorstep_scenario::{Fault, Faults, Place, Tab, Workbook};
use limits::Limits;
use outline::Listed;
use pack::Pack;
use refusal::{Judged, Refusal};
use std::io::Cursor;
use survey::{Left, Survey};

/// Largest file, in bytes.
pub const LARGEST: u64 = 50_000_000;

/// Reads a workbook: the cells of every sheet in which something stands, and warnings.
///
/// `name` is the file as the user named it. Formulas count as their saved values; links, queries and macros are never
/// followed or run. Chart sheets are left out. Text that is only blanks is an empty cell; other text stands as it is.
///
/// Limits, all of them far above what councils' workbooks need, so that a file made to fill the memory is refused
/// within two seconds and 300 MB:
///
/// | what | at most |
/// |---|---|
/// | the file | 50 MB |
/// | its parts | 10,000; 300 MB each and 500 MB together when they are unpacked |
/// | sheets | 1,000 |
/// | filled cells, over all sheets | 1,000,000 |
/// | cells with or without something in them | 2,000,000 |
/// | sheets, texts and formats, unpacked | 200 MB together, and 12,000,000 tags, attributes and references |
/// | texts in cells, over all sheets | 50 MB |
/// | different texts | 1,000,000 in 100 MB of the file, unpacked |
/// | list of sheets, formats, each | 20 MB, unpacked |
/// | a sheet with more than 1,000,000 places between its first and last cell | at least one in 100 is filled |
///
/// # Errors
/// Every fault found, sorted, warnings among them:
///
/// * `DS005`, no workbook: empty, cut short, damaged, another kind of file (told which), with a password, with macros,
///   with parts outside it or twice, with a document type or entities;
/// * `DS002`, too large: any of the limits; a stray cell is told with its place;
/// * `DS205`, a cell that cannot be read: `#DIV/0!` and other errors, a formula without a saved value, a number with
///   more digits than a spreadsheet keeps (15), a date that is no day or has a time;
/// * `DS209`, a sheet that is no plain table: merged cells that hold something, a name that cannot be seen or is there
///   twice.
///
/// Warnings, `DS210`: a hidden sheet that was read, hidden or filtered rows and columns, links and queries.
pub fn read(name: &str, bytes: &[u8]) -> Result<(Workbook, Vec<Fault>), Vec<Fault>> {
    let (book, faults) = read_sheets(name, bytes, |_| true);
    if faults.iter().any(Fault::is_error) { Err(faults) } else { Ok((book, faults)) }
}

/// As [`read`], of the sheets alone whose names are wanted: nothing is said of what stands in the others. Beside faults,
/// errors among them, there is what could be read nevertheless: whoever looks at that, too, can tell more at once.
pub fn read_sheets(name: &str, bytes: &[u8], wanted: impl Fn(&str) -> bool) -> (Workbook, Vec<Fault>) {
    read_within(name, bytes, wanted, &Limits::REAL)
}

fn read_within(name: &str, bytes: &[u8], wanted: impl Fn(&str) -> bool, limits: &Limits) -> (Workbook, Vec<Fault>) {
    let mut faults = Faults::new();
    let file = Place::file(name);
    let tabs = whole(name, bytes, wanted, limits, &mut faults).unwrap_or_else(|refusal| {
        refusal.tell(&file, &mut faults);
        Vec::new()
    });
    (Workbook { file: name.to_owned(), tabs }, faults.sorted())
}

/// Every sheet; a sheet that cannot be read does not keep the others from being looked at.
fn whole(
    name: &str,
    bytes: &[u8],
    wanted: impl Fn(&str) -> bool,
    limits: &Limits,
    faults: &mut Faults,
) -> Judged<Vec<Tab>> {
    let file = Place::file(name);
    kind::outside(bytes, limits)?;
    let mut pack = Pack::open(bytes, limits)?;
    kind::inside(name, &mut pack)?;
    let outline = outline::outline(&mut pack, limits, &file, faults)?;
    let kept = kept::PARTS.iter().map(|part| format!("{}{part}", outline.folder));
    pack.weigh(outline.sheets.iter().map(|sheet| sheet.part.clone()).chain(kept), limits)?;
    let texts = kept::texts(&mut pack, &outline.folder, limits)?;
    kept::formats(&mut pack, &outline.folder, limits)?;

    let mut left = Left { cells: limits.cells, places: limits.places };
    let mut surveys = Vec::new();
    let sheets: Vec<&Listed> = outline.sheets.iter().filter(|listed| wanted(&listed.name)).collect();
    for listed in &sheets {
        let place = Place::sheet(name, &listed.name);
        let found = surveyed(&mut pack, listed, texts, &mut left, limits, &place, faults);
        surveys.push(found.map_err(|refusal| refusal.tell(&place, faults)).ok());
    }
    drop(pack);

    let damaged = || Refusal::damaged("the workbook cannot be read");
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    if book.sheet_names() != outline.names {
        return Err(damaged());
    }
    let mut letters = limits.letters;
    let mut tabs = Vec::new();
    for (listed, survey) in sheets.iter().zip(&surveys) {
        let Some(survey) = survey else { continue };
        let place = Place::sheet(name, &listed.name);
        match values::values(&mut book, &listed.name, survey.told, &mut letters, limits, &place, faults) {
            Ok(cells) => {
                overlooked::overlooked(&cells, survey, listed.hidden, limits, &place, faults);
                tabs.push(Tab { name: listed.name.clone(), cells });
            }
            Err(refusal) => refusal.tell(&place, faults),
        }
    }
    Ok(tabs)
}

fn surveyed(
    pack: &mut Pack<'_>,
    listed: &Listed,
    texts: usize,
    left: &mut Left,
    limits: &Limits,
    place: &Place,
    faults: &mut Faults,
) -> Judged<Survey> {
    let part = pack.xml(&listed.part, limits.part, limits)?;
    let part = part.ok_or_else(|| Refusal::damaged("the part that holds the sheet is missing"))?;
    survey::survey(&mut xml::Events::new(part, &listed.part), texts, left, limits, place, faults)
}
