//! What runs, runs at least so often.
//!
//! ```text
//! x[o] ≥ least          for each o of k with m(o) in M and x[o] > 0
//! shortfall = Σ_o max(0, least − x[o])
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | x | sessions | a week | plan |
//! | k, M | the service and its modes that count | – | rule |
//! | least | how often | sessions a week | rule |
//!
//! Exact: thousandths of sessions are whole. Source: the model note, *Equity and floors*.

use doorstep_scenario::{ModeIx, ServiceIx, Sessions};

use super::{Facts, Tested, compared};
use crate::Code;

pub(super) fn test(facts: &Facts<'_>, service: ServiceIx, modes: &[ModeIx], least: Sessions) -> Tested {
    let marks = facts.footprint.counted(service, modes, Sessions::ZERO);
    let mut tested = Tested::new(Code::TooRare, "weekly sessions");
    for (_, offer) in facts.footprint.marked(&marks) {
        let missing = Sessions(least.0.saturating_sub(offer.sessions.0));
        let test = compared(&offer.label, offer.sessions.per_week(), least.per_week());
        tested.count(test, missing.per_week(), || {
            format!("{} runs {} sessions a week, wanted at least {least}", offer.label, offer.sessions)
        });
    }
    tested
}
