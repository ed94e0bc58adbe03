//! From all demands to a few that clash, none of which can be spared.
//!
//! ```text
//! explain(B, C)    B cannot be kept                →  {}
//!                  C = {c}                         →  {c}
//!                  C = C₁ ∪ C₂                     →  D₂ = explain(B ∪ C₁, C₂),  D₁ = explain(B ∪ D₂, C₁)
//! ```
//!
//! Where the oracle does not know, a demand stays: what is left clashes all the same, and the last proof, by
//! leaving out one after the other, tells of which it is not known whether it could be spared.
//!
//! Source: Junker, `QuickXplain` (AAAI 2004): of n demands and k that clash about 2k·log(n/k) + 2k questions.

use super::Clash;
use super::oracle::{Demands, Oracle};
use crate::formulation::Subject;

/// A set of `among` that clashes, and of which nothing can be spared; nothing where they do not clash.
pub(super) fn clash_among(oracle: &mut Oracle<'_>, among: &[Subject]) -> Option<Clash> {
    let all: Demands = among.iter().copied().collect();
    match oracle.can_be(&all) {
        Some(true) => return None,
        Some(false) => {}
        None => return Some(Clash { demands: among.to_vec(), certain: false, open: among.to_vec() }),
    }
    if oracle.can_be(&Demands::new()) == Some(false) {
        return Some(Clash { demands: Vec::new(), certain: true, open: Vec::new() });
    }
    let mut left = explain(oracle, &Demands::new(), false, among);
    left.sort_unstable_by_key(|subject| among.iter().position(|other| other == subject));
    Some(proven(oracle, left))
}

fn explain(oracle: &mut Oracle<'_>, kept: &Demands, changed: bool, among: &[Subject]) -> Vec<Subject> {
    if changed && oracle.can_be(kept) == Some(false) {
        return Vec::new();
    }
    if among.len() <= 1 {
        return among.to_vec();
    }
    let (first, second) = among.split_at(among.len() / 2);
    let beside = |some: &[Subject]| -> Demands { kept.iter().chain(some).copied().collect() };
    let mut of_second = explain(oracle, &beside(first), true, second);
    let changed = !of_second.is_empty();
    let of_first = explain(oracle, &beside(&of_second), changed, first);
    of_second.extend(of_first);
    of_second
}

/// Leaves out one after the other: without any of them there is a plan, or it is told that this is not known.
fn proven(oracle: &mut Oracle<'_>, mut left: Vec<Subject>) -> Clash {
    let mut open = Vec::new();
    let mut at = 0;
    while at < left.len() {
        let without: Demands = left.iter().copied().filter(|subject| *subject != left[at]).collect();
        match oracle.can_be(&without) {
            Some(true) => at += 1,
            Some(false) => {
                left.remove(at);
            }
            None => {
                open.push(left[at]);
                at += 1;
            }
        }
    }
    let certain = oracle.can_be(&left.iter().copied().collect()) == Some(false);
    Clash { demands: left, certain, open }
}
