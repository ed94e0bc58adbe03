//! Any bytes as one of the tables, travel among them: the first byte says which.
#![no_main]

mod common;

use common::{PLAIN, TABLES};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

/// The same with travel by a table.
static BY_TABLE: LazyLock<String> = LazyLock::new(|| {
    PLAIN
        .replace("travel: StraightLine(detour: 1.3)", "travel: Matrix(unit: Metres, column: \"way\")")
        .replace("baseline: \"baseline.csv\")", "baseline: \"baseline.csv\", travel: \"travel.csv\")")
});

const TRAVEL: &str = "from_id,to_id,way\nmiddle,elm,650.5\nmiddle,oak,1300\nnorth,oak,10\nsouth,elm,640\n";

fuzz_target!(|bytes: &[u8]| {
    let Some((which, rest)) = bytes.split_first() else { return };
    let content = String::from_utf8_lossy(rest);
    let mut tables = TABLES.to_vec();
    tables.push(("travel.csv", TRAVEL));
    let which = usize::from(*which) % tables.len();
    tables[which].1 = &content;
    let scenario = if which + 1 == tables.len() { BY_TABLE.as_str() } else { PLAIN };
    let _ = common::loaded(scenario, &tables);
});
