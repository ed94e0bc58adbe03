//! The shares of people near an offer that counts differ little between parts.
//!
//! ```text
//! max_d have[d] / N[d] − min_d have[d] / N[d] ≤ gap          over parts d with N[d] > 0
//! shortfall = 100 · max(0, difference − gap)
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | have | people who live near an offer that counts | persons | `near.rs` |
//! | N | people of a part | persons | `parts.rs` |
//! | d | each district, band or group | – | rule |
//! | shortfall | | percentage points | |
//!
//! With fewer than two parts with people there is nothing to differ. A share is compared to a
//! millionth. Source: the model note, *Equity and floors*.

use doorstep_scenario::{Counted, Of, Per, Share, Way};

use super::{Facts, Tested, compared, near};
use crate::Code;
use crate::parts::parts;
use crate::tolerance::within;
use crate::verdict::shown;

pub(super) fn test(facts: &Facts<'_>, counted: &Counted, farthest: Way, at_most: Share, of: Of, per: Per) -> Tested {
    let shown_farthest = facts.scenario.travel.unit().shown(farthest);
    let near = near::near(facts, counted, farthest);
    let mut shares: Vec<(f64, &str)> = Vec::new();
    for part in parts(facts.scenario, per) {
        let (have, people) = near::people(facts, &near, counted, of, &part);
        if people > 0 {
            shares.push((have as f64 / people as f64, part.id));
        }
    }
    let worst = shares.iter().copied().reduce(|worst, share| if share.0 < worst.0 { share } else { worst });
    let best = shares.iter().copied().reduce(|best, share| if share.0 > best.0 { share } else { best });
    let gap = best.zip(worst).map_or(0.0, |(best, worst)| best.0 - worst.0);

    let mut tested = Tested::new(Code::GapTooWide, "percentage points");
    let test = compared("overall", 100.0 * gap, 100.0 * at_most.value());
    tested.add(test, 100.0 * (gap - at_most.value()), within(gap, at_most.value()), || {
        let service = &facts.scenario.services[counted.service.0].id;
        let told = |share: Option<(f64, &str)>| {
            share.map_or_else(String::new, |(share, part)| format!("{}% in {part}", shown(100.0 * share)))
        };
        let (best, worst, gap) = (told(best), told(worst), shown(100.0 * gap));
        let wanted = shown(100.0 * at_most.value());
        format!(
            "within {shown_farthest} of `{service}` live {best} and {worst}: {gap} percentage points apart, allowed at most {wanted}"
        )
    });
    tested
}
