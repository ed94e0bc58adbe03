//! What runs needs at most so many staff.
//!
//! ```text
//! Σ_{k,m} each[k,m] · (Σ_{o of k in m} x[o]) ≤ allowed
//! shortfall = max(0, needed − allowed)
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | x | sessions | a week | plan |
//! | each | staff for one weekly session | full-time equivalents | rule |
//! | needed, allowed | staff in all, and how many there may be | full-time equivalents | sums, rule |
//!
//! Sessions are whole thousandths, added up before anything is multiplied; what one needs is a real
//! number, so the limit is kept to a millionth. Source: the model note, *Staff*.

use doorstep_scenario::{ModeIx, ServiceIx};

use super::{Facts, Tested, compared};
use crate::Code;
use crate::tolerance::within;
use crate::verdict::shown;

pub(super) fn test(facts: &Facts<'_>, each: &[(ServiceIx, ModeIx, f64)], allowed: f64) -> Tested {
    let mut needed = 0.0;
    for (service, mode, by_session) in each {
        let running = facts.footprint.running.iter().filter(|offer| offer.of == (*service, *mode));
        let thousandths: u64 = running.map(|offer| u64::from(offer.sessions.0)).sum();
        needed += by_session * (thousandths as f64 / 1000.0);
    }
    let mut tested = Tested::new(Code::TooManyPosts, "posts");
    tested.add(compared("overall", needed, allowed), needed - allowed, within(needed, allowed), || {
        format!("what runs needs {} full-time equivalents, allowed at most {}", shown(needed), shown(allowed))
    });
    tested
}
