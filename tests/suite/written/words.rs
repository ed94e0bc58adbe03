//! Single values as they are written.

use doorstep_scenario::{Decay, Sessions, Strength, Way, WayUnit};

/// An amount, to the penny.
pub fn pounds(pence: i64) -> String {
    format!("\"£{}.{:02}\"", pence / 100, pence % 100)
}

/// Weekly sessions.
pub fn sessions(sessions: Sessions) -> String {
    sessions.per_week().to_string()
}

/// Hard, or soft at a price.
pub fn strength(strength: Strength) -> String {
    match strength {
        Strength::Hard => "Hard".to_owned(),
        Strength::Soft { price } => format!("Soft(price: {price})"),
    }
}

/// How use fades.
pub fn decay(decay: &Decay, unit: WayUnit) -> String {
    let m = |way: &Way| format!("\"{}\"", unit.shown(*way));
    match decay {
        Decay::Step { limit } => format!("Step(limit: {})", m(limit)),
        Decay::Linear { full, zero } => format!("Linear(full: {}, zero: {})", m(full), m(zero)),
        Decay::Exponential { half } => format!("Exponential(half: {})", m(half)),
        Decay::Gaussian { half } => format!("Gaussian(half: {})", m(half)),
        Decay::Logistic { half, slope } => format!("Logistic(half: {}, slope: {})", m(half), m(slope)),
        Decay::Table(points) => {
            let points: Vec<String> = points.iter().map(|(at, share)| format!("({}, {share})", m(at))).collect();
            format!("Table([{}])", points.join(", "))
        }
    }
}
