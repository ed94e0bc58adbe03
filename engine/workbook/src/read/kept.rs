//! The parts that the library keeps in memory as a whole, before it reads a cell: shared texts, number formats,
//! colours. It makes room for as much as they say they hold, and copies names for every format, so they are counted
//! first.

use super::limits::Limits;
use super::pack::Pack;
use super::refusal::{Judged, Refusal, grouped, megabytes};
use super::xml::{Events, attributes};
use quick_xml::events::Event;

/// Where they lie in the workbook's folder: shared texts, formats, colours.
pub(super) const PARTS: [&str; 3] = ["sharedStrings.xml", "styles.xml", "theme/theme1.xml"];

/// How many shared texts there are, if they may be kept.
pub(super) fn texts(pack: &mut Pack<'_>, folder: &str, limits: &Limits) -> Judged<usize> {
    let name = format!("{folder}{}", PARTS[0]);
    let Some(part) = pack.xml(&name, limits.texts, limits)? else { return Ok(0) };
    let mut events = Events::new(part, &name);
    let (mut count, mut letters, mut begun) = (0, 0, 0);
    let too_many = || {
        Refusal::too_large(
            format!("the workbook has more than {} texts", grouped(limits.cells as u64)),
            "Copy the sheets that are needed into a new workbook",
        )
    };
    loop {
        let before = events.position();
        match events.next()? {
            Event::Start(element) if element.local_name().as_ref() == "sst" => {
                let [said] = attributes(&element, ["uniqueCount"])?;
                // Room is made for as many as are said to be there.
                let digits = said.map_or("", |said| said.trim_start_matches(['0', '+', ' ']));
                if digits.len() > 18 || digits.parse::<u64>().is_ok_and(|said| said > limits.cells as u64) {
                    return Err(too_many());
                }
            }
            Event::Start(element) if element.local_name().as_ref() == "si" => {
                (count, begun) = (count + 1, before);
                if count > limits.cells {
                    return Err(too_many());
                }
            }
            Event::Text(text) => letters += text.len(),
            Event::CData(text) => letters += text.len(),
            Event::GeneralRef(_) => letters += 1,
            Event::End(element) if element.local_name().as_ref() == "sst" => return Ok(count),
            Event::Eof => return Err(events.broken("ends too early")),
            _ => {}
        }
        if letters > limits.letters {
            return Err(Refusal::too_large(
                format!("the texts of the workbook come to more than {}", megabytes(limits.letters as u64)),
                "Copy the sheets that are needed into a new workbook",
            ));
        }
        if count > 0 && before.saturating_sub(begun) > limits.cell {
            return Err(events.broken("has a text longer than any cell can hold"));
        }
    }
}

/// Nothing, if number formats and colours may be kept.
pub(super) fn formats(pack: &mut Pack<'_>, folder: &str, limits: &Limits) -> Judged<()> {
    let too_many = || {
        Refusal::too_large(
            "the workbook has more formats of cells than Excel can keep apart",
            "Copy the sheets that are needed, as values, into a new workbook",
        )
    };
    // Only opened to be judged as XML; a colour comes to 4 bytes of memory.
    drop(pack.xml(&format!("{folder}{}", PARTS[2]), limits.settings, limits)?);
    let name = format!("{folder}{}", PARTS[1]);
    let Some(part) = pack.xml(&name, limits.settings, limits)? else { return Ok(()) };
    let mut events = Events::new(part, &name);
    let mut counts = [0; 5];
    let mut longest = 0;
    loop {
        match events.next()? {
            Event::Start(element) => {
                let kind = ["numFmt", "font", "fill", "border", "xf"];
                if let Some(at) = kind.iter().position(|kind| *kind == element.local_name().as_ref()) {
                    counts[at] += 1;
                }
                let [name, format] = attributes(&element, ["val", "formatCode"])?;
                longest = longest.max(name.map_or(0, str::len)).max(format.map_or(0, str::len));
            }
            Event::End(element) if element.local_name().as_ref() == "styleSheet" => break,
            Event::Eof => return Err(events.broken("ends too early")),
            _ => {}
        }
    }
    // Formats of named styles count along; Excel keeps those apart.
    if counts.iter().any(|count| *count > 2 * limits.formats) || counts[4].saturating_mul(longest) > limits.names {
        return Err(too_many());
    }
    Ok(())
}
