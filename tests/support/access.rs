//! Goals of access, drawn.

use doorstep_scenario::{
    Access, AccessIx, Counted, Goal, GoalKind, ModeIx, Place, Scenario, ServiceIx, Sessions, Share, Way,
};

use super::rng::Rng;
use super::space::Space;

/// Some services, near enough or just too far, and how many of them count.
pub fn draw(rng: &mut Rng, s: &Scenario, space: &Space) -> Access {
    let mut services: Vec<usize> = (0..s.services.len()).filter(|_| rng.chance(0.75)).collect();
    if services.is_empty() {
        services.push(rng.below(s.services.len()));
    }
    let often = if rng.chance(0.7) { 0 } else { rng.pick(&s.services).step.0 * rng.whole(1, 3) as u32 };
    let counted = services.iter().map(|service| {
        let all = s.services[*service].modes.len();
        let some = all > 1 && rng.chance(0.3);
        let modes = if some { vec![ModeIx(rng.below(all))] } else { (0..all).map(ModeIx).collect() };
        Counted { service: ServiceIx(*service), modes, least: Sessions(often) }
    });
    let counted: Vec<Counted> = counted.collect();
    // Often exactly where somebody lives: a limit is kept with `<=`.
    let ways: Vec<f64> = space.offers.iter().flat_map(|offer| offer.travel.clone()).collect();
    let near = if rng.chance(0.6) { rng.pick(&ways) as u32 } else { rng.whole(300, 4000) as u32 };
    let choices = rng.whole(1, counted.len() as i64) as u32;
    Access { counted, near: Way(near.max(1)), choices }
}

/// Puts a goal in, which is the scenario's from then on.
pub fn put(s: &mut Scenario, at: usize, access: Access, within: Share) {
    if s.access.contains(&access) {
        return;
    }
    s.access.push(access);
    let kind = GoalKind::MostAccess(AccessIx(s.access.len() - 1));
    s.goals.insert(at.min(s.goals.len()), Goal { kind, within, place: Place::file("drawn") });
    // Numbered as they are read: in the order of goals.
    let drawn = std::mem::take(&mut s.access);
    for goal in &mut s.goals {
        if let GoalKind::MostAccess(own) = &mut goal.kind {
            s.access.push(drawn[own.0].clone());
            *own = AccessIx(s.access.len() - 1);
        }
    }
}
