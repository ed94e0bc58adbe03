//! Any bytes as a part of a sound workbook, packed again so that they arrive: the first byte says which. Or, where it
//! is above all parts, as the whole file.
#![no_main]

#[allow(dead_code, reason = "not every target needs all of it")]
mod common;
#[path = "../../engine/workbook/tests/read/support.rs"]
mod support;

use common::sound;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use support::Book;

static BOOK: LazyLock<Book> = LazyLock::new(|| {
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"1\"><f>1</f><v>45748</v></c></row>";
    Book::of(&[("Sites", rows), ("Venues", "")])
});

fuzz_target!(|bytes: &[u8]| {
    let Some((which, rest)) = bytes.split_first() else { return };
    let mut book = BOOK.clone();
    let file = match book.parts.get_mut(usize::from(*which)) {
        Some((_, part)) => {
            *part = rest.to_vec();
            book.bytes()
        }
        None => rest.to_vec(),
    };
    match doorstep_workbook::read("book.xlsx", &file) {
        Ok((_, warnings)) => sound(&warnings),
        Err(faults) => {
            assert!(faults.iter().any(doorstep_scenario::Fault::is_error), "refused without a reason");
            sound(&faults);
        }
    }
});
