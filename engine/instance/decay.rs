//! The share who still come from so far away, and from how far anybody does.

use doorstep_scenario::{Decay, Way, WayUnit};

/// The share who still come from so far away, in millionths.
pub(super) fn share_from(shape: &Decay, distance: Way) -> f64 {
    (exact(shape, distance) * Decay::STEPS).round() / Decay::STEPS
}

/// The farthest way from which at least this share, and anybody at all, could still come: nobody comes
/// from beyond it. `None` where nobody comes from anywhere.
pub(super) fn farthest(shape: &Decay, least: f64, unit: WayUnit) -> Option<Way> {
    // Before rounding half a step may be lacking; a little more is let in, so that the last bits of a
    // library's `exp` keep nobody out.
    let half = 0.5 / Decay::STEPS;
    let floor = 0.999 * (least - half).max(half);
    let comes = |way: Way| exact(shape, way) >= floor;
    let (near, far) = if let Decay::Table(points) = shape {
        // Shares may do what they like up to the last point with enough, but fall from there to the next.
        let last = points.iter().rposition(|(_, share)| *share >= floor)?;
        (points[last].0, points.get(last + 1).map_or(points[last].0, |(next, _)| *next))
    } else {
        (Way(0), unit.farthest())
    };
    if !comes(near) {
        return None;
    }
    // Somebody comes from `within` and, unless it is the same way, nobody from `beyond`.
    let (mut within, mut beyond) = if comes(far) { (far, far) } else { (near, far) };
    while beyond.0 - within.0 > 1 {
        let middle = Way(within.0.midpoint(beyond.0));
        if comes(middle) { within = middle } else { beyond = middle }
    }
    Some(within)
}

fn exact(shape: &Decay, distance: Way) -> f64 {
    let at = f64::from(distance.0);
    match shape {
        Decay::Step { limit } => f64::from(u8::from(distance <= *limit)),
        Decay::Linear { full, zero } => {
            let (full, zero) = (f64::from(full.0), f64::from(zero.0));
            ((zero - at) / (zero - full)).clamp(0.0, 1.0)
        }
        Decay::Exponential { half } => (-at / f64::from(half.0)).exp2(),
        Decay::Gaussian { half } => (-(at / f64::from(half.0)).powi(2)).exp2(),
        Decay::Logistic { half, slope } => {
            let (half, slope) = (f64::from(half.0), f64::from(slope.0));
            logistic((at - half) / slope) / logistic(-half / slope)
        }
        Decay::Table(points) => table(points, distance),
    }
}

fn logistic(at: f64) -> f64 {
    1.0 / (1.0 + at.exp())
}

fn table(points: &[(Way, f64)], distance: Way) -> f64 {
    let after = points.partition_point(|(at, _)| *at < distance);
    match (after.checked_sub(1).map(|before| points[before]), points.get(after)) {
        (None, Some((_, share))) => *share,
        (Some((from, high)), Some((to, low))) => {
            let part = f64::from(distance.0 - from.0) / f64::from(to.0 - from.0);
            high + (low - high) * part
        }
        (_, None) => 0.0,
    }
}
