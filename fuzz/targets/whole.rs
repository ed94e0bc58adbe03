//! Any bytes as the scenario file; what loads is solved with a tiny effort and every plan is proved by
//! the checker. Neither a panic nor a refused plan.
#![no_main]

mod common;

use common::TABLES;
use doorstep::explore::{RunError, Settings, contradictions, solve};
use doorstep::instance::{Instance, cannot_hold};
use doorstep::method::{General, Limits, Quiet};
use libfuzzer_sys::fuzz_target;
use std::sync::Arc;

fuzz_target!(|bytes: &[u8]| {
    let Some(loaded) = common::loaded(&String::from_utf8_lossy(bytes), &TABLES) else { return };
    let instance = Arc::new(Instance::prepare(Arc::new(loaded.scenario)));
    if contradictions(&instance).iter().chain(&cannot_hold(&instance)).any(doorstep::scenario::Fault::is_error) {
        return;
    }
    let limits = Limits { work: Some(2_000), seconds: Some(2.0), ..Limits::default() };
    let answer = solve(&instance, &General::default(), &Settings { limits, alternatives: 0 }, &mut Quiet);
    if let Err(error) = answer {
        match error {
            RunError::Refused { .. } => panic!("{error}"),
            // A solver may give up; that is said, and nothing is shown.
            RunError::Method(_) => {}
        }
    }
});
