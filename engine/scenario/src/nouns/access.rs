//! What people have near: services counted one by one, as far as they suit.

use super::{Counted, Way};

/// What a goal of access counts: how many of some services somebody has within so much travel. A service
/// suits a group that would use it at the door (its take-up is above 0); no other counts for that group.
/// Who lives near is counted whole, whether or not they would use it or find a place, and an offer
/// everywhere is near to everybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// Each service once, sorted, and which of its offers count.
    pub counted: Vec<Counted>,
    /// The farthest that counts.
    pub near: Way,
    /// The most that counts for one person: from 1, where any one is as good as all, up to the number of
    /// services.
    pub choices: u32,
}
