//! How use fades with the way, in one of three shapes that reach equally far.

use doorstep_scenario::{Decay, Way};

/// The shape of the decay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fade {
    /// Eight bands, each an eighth of the way farther and an eighth less.
    Bands,
    /// A smooth curve: hardly two pairs of area and site have the same value.
    Smooth,
    /// All or nothing.
    Step,
}

/// Below this nobody is planned for. The last band lies above it; the smooth curve is cut off by it.
pub const LEAST: f64 = 0.1;
/// How much farther than its half the smooth curve reaches: 1 + ln(9 + 10 e⁻⁴) ÷ 4.
const BEYOND_HALF: f64 = 1.554;
const BANDS: u32 = 8;

impl Fade {
    /// Decay that reaches so far, in metres of way.
    pub fn reaching(self, way: f64) -> Decay {
        self.with_half(way / BEYOND_HALF)
    }

    /// Decay of a half at so many metres, as far as a shape has such a place.
    pub fn with_half(self, half: f64) -> Decay {
        let farthest = half * BEYOND_HALF;
        match self {
            Fade::Smooth => Decay::Logistic { half: metres(half), slope: metres(half / 4.0) },
            Fade::Step => Decay::Step { limit: metres(farthest) },
            Fade::Bands => {
                let edge = |n: u32| metres(farthest.max(80.0) * f64::from(n) / f64::from(BANDS));
                let share = |n: u32| f64::from(BANDS - n) / f64::from(BANDS);
                // Ways are whole metres, so nothing lies on the line between two bands.
                let band = |n: u32| {
                    let begins = (n > 0).then(|| (Way(edge(n).0 + 1), share(n)));
                    begins.into_iter().chain([(edge(n + 1), share(n))])
                };
                Decay::Table((0..BANDS).flat_map(band).collect())
            }
        }
    }

    /// How far people come by [`Fade::with_half`], in metres of way: a little more than exactly.
    pub fn farthest(half: f64) -> f64 {
        half * (BEYOND_HALF + 0.01) + 2.0
    }
}

fn metres(way: f64) -> Way {
    Way((way.round() as u32).max(1))
}
