//! Any bytes as a person's own plan, as RON (first byte even) or as a table.
#![no_main]

mod common;

use common::{EVERYTHING, TABLES, sound};
use doorstep_scenario::{Scenario, load_plan_text};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static SCENARIO: LazyLock<Scenario> = LazyLock::new(|| match common::loaded(EVERYTHING, &TABLES) {
    Some(loaded) => loaded.scenario,
    None => panic!("it is sound"),
});

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, rest)) = bytes.split_first() else { return };
    let content = String::from_utf8_lossy(rest);
    let name = if kind % 2 == 0 { "plan.ron" } else { "plan.csv" };
    let option = (kind / 2 % 4 == 1).then_some("alternative 1");
    match load_plan_text(&[(name, &content)], option, &SCENARIO) {
        Ok(plan) => sound(&plan.warnings),
        Err(faults) => sound(&faults),
    }
});
