//! Any bytes as the scenario file, beside sound tables.
#![no_main]

mod common;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = common::loaded(&String::from_utf8_lossy(bytes), &common::TABLES);
});
