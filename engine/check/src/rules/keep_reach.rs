//! At most a share of today's reach is lost.
//!
//! ```text
//! have[d] ≥ (1 − lose) · today[d]          for each part d
//! have[d], today[d] = Σ_{a in d} Σ_{g in d} Σ_{o of k, m(o) in M} n[a,g,o]   of the plan, of today
//! shortfall = Σ_d max(0, wanted[d] − have[d])
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | n | reached | persons a year | `reach.rs`, `today.rs` |
//! | k, M | the service and its modes that count | – | rule |
//! | lose | the greatest share that may be lost | share | rule |
//! | d | the whole council, or each district, band or group | – | rule, `parts.rs` |
//!
//! Both sides are modelled in the same way, so what the model gets wrong for both falls out.
//! Without today there is nothing to compare with, which is a break by itself. Source: the model
//! note, *Equity and floors*.

use doorstep_scenario::{ModeIx, Per, ServiceIx, Sessions, Share};

use super::{Facts, Tested, compared};
use crate::Code;
use crate::parts::parts;
use crate::tolerance::within;
use crate::verdict::shown;

pub(super) fn test(facts: &Facts<'_>, service: ServiceIx, modes: &[ModeIx], lose_at_most: Share, per: Per) -> Tested {
    let (scenario, id) = (facts.scenario, &facts.scenario.services[service.0].id);
    let Some(today) = facts.today else {
        let mut tested = Tested::new(Code::TodayMissing, "people");
        tested.failing.push(format!("it compares with who is reached today by `{id}`, which is not given"));
        return tested;
    };
    let now = facts.footprint.counted(service, modes, Sessions::ZERO);
    let now = facts.reach.through(scenario, service.0, &now);
    let then = today.footprint.counted(service, modes, Sessions::ZERO);
    let then = today.reach.through(scenario, service.0, &then);
    let mut tested = Tested::new(Code::TooFewKept, "people");
    for part in parts(scenario, per) {
        let have: f64 = part.sum(scenario, |area, group| now.at(area, group));
        let before: f64 = part.sum(scenario, |area, group| then.at(area, group));
        let wanted = (1.0 - lose_at_most.value()) * before;
        tested.add(compared(part.id, have, wanted), wanted - have, within(wanted, have), || {
            format!(
                "`{id}` reaches {} people {}, wanted at least {} (of {} today {lose_at_most} may be lost)",
                shown(have),
                part.words(),
                shown(wanted),
                shown(before)
            )
        });
    }
    tested
}
