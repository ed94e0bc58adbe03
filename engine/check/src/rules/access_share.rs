//! At least a share of people live near an offer that counts.
//!
//! ```text
//! have[d] ≥ share · N[d]          for each part d
//! shortfall = Σ_d max(0, wanted[d] − have[d])
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | have | people who live near an offer that counts | persons | `near.rs` |
//! | N | people of a part | persons | `parts.rs` |
//! | d | the whole council, or each district, band or group | – | rule |
//!
//! A part without anybody holds. Source: the model note, *Equity and floors*.

use doorstep_scenario::{Counted, Of, Per, Share, Way};

use super::{Facts, Tested, compared, near};
use crate::Code;
use crate::parts::parts;
use crate::tolerance::within;
use crate::verdict::shown;

pub(super) fn test(facts: &Facts<'_>, counted: &Counted, farthest: Way, at_least: Share, of: Of, per: Per) -> Tested {
    let shown_farthest = facts.scenario.travel.unit().shown(farthest);
    let near = near::near(facts, counted, farthest);
    let service = &facts.scenario.services[counted.service.0].id;
    let mut tested = Tested::new(Code::TooFewNear, "people");
    for part in parts(facts.scenario, per) {
        let (have, people) = near::people(facts, &near, counted, of, &part);
        let wanted = at_least.value() * people as f64;
        let test = compared(part.id, have as f64, wanted);
        tested.add(test, wanted - have as f64, people == 0 || within(wanted, have as f64), || {
            let (whose, wanted) = (part.words(), shown(wanted));
            format!(
                "{have} people {whose} live within {shown_farthest} of `{service}`, wanted at least {wanted} ({at_least} of {people})"
            )
        });
    }
    tested
}
