//! Reach is not worse than today's by more than a share.
//!
//! ```text
//! Σ_{a in p} Σ_{o counts} e[o] · δ[a,o] · r[a,o] + σ ≥ (1 − ε) · T[p]   for every part p
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | r[a,o] | people addressed | people a year | decided |
//! | e[o], δ[a,o] | equivalence of the mode, share who come | 0–1 | scenario, distance and decay |
//! | T[p] | people of the part reached today by the same model | people | `method/today.rs` |
//! | ε | greatest share that may be lost | 0–1 | rule |
//! | σ | shortfall, if soft | people | decided |
//!
//! Source: model.md, "Equity and floors" ("or ≥ (1−ε)·baseline").

use super::counted::{PeopleOf, reached};
use super::{Formulation, RuleIx, demand_at_least, numbered, offers_of};
use doorstep_scenario::{Counted, ModeIx, Per, ServiceIx, Sessions, Share};

pub(super) fn add(
    formulation: &mut Formulation,
    rule: RuleIx,
    service: ServiceIx,
    modes: &[ModeIx],
    lose_at_most: Share,
    per: Per,
) {
    let instance = formulation.instance.clone();
    let counted = Counted { service, modes: modes.to_vec(), least: Sessions::ZERO };
    for (at, part) in numbered(&instance.scenario, per) {
        let terms = reached(formulation, rule, &counted, part);
        let people = PeopleOf::part(&instance, service, part);
        let addressed = |arm: usize| instance.today().and_then(|today| today.get(arm)).copied().unwrap_or(0.0);
        let offers = offers_of(&instance.offers, service, modes).into_iter();
        let over_arms = offers.flat_map(|offer| people.arms_to(offer));
        let today = over_arms
            .fold(0.0, |sum, (arm, share)| sum + addressed(arm) * instance.reached_by(&instance.arms[arm]) * share);
        let wanted = (1.0 - lose_at_most.value()) * today;
        demand_at_least(formulation, rule, at, terms, wanted, wanted);
    }
}
