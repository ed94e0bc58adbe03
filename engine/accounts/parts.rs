//! What the footprint changes, in four parts: sites that close, other changes of level, sessions at
//! sites, sessions elsewhere.

use super::State;
use super::book::Book;
use crate::instance::amount_at_level;
use doorstep_scenario::{Host, Pence, Scenario};

/// The names of the parts, in their order.
pub const PARTS: [&str; 4] = ["sites closing", "other changes of level", "sessions at sites", "sessions elsewhere"];

/// What each part adds to the cost of the lines that are meant, for a whole year at the prices given.
/// Lines that may not be touched are never among them.
pub(super) fn parts(book: &Book, prices: &Scenario, state: &State, meant: impl Fn(usize) -> bool) -> [Pence; 4] {
    let mut found = [Pence::ZERO; 4];
    for line in (0..book.lines()).filter(|line| prices.lines[*line].touchable && meant(*line)) {
        for (site, (old, new)) in book.today.levels.iter().zip(&state.levels).enumerate() {
            let change = amount_at_level(prices, site, *new, line) - amount_at_level(prices, site, *old, line);
            // A site closed today cannot close.
            found[usize::from(new.0 != 0 || old.0 == 0)] += change;
        }
        let at_site = |state: &State| state.running(prices, line, |offer| matches!(offer.host, Host::Site(_)));
        let elsewhere = |state: &State| state.running(prices, line, |offer| !matches!(offer.host, Host::Site(_)));
        found[2] += at_site(state) - at_site(&book.today);
        found[3] += elsewhere(state) - elsewhere(&book.today);
    }
    found
}
