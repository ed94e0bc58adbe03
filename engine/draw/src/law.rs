//! Quantiles and means, from what a spread says.

use statrs::function::beta::beta_reg;
use statrs::function::erf::erfc_inv;
use statrs::function::gamma::ln_gamma;
use std::f64::consts::{PI, SQRT_2};

use crate::Spread;

/// A spread made ready to be asked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Law {
    Uniform {
        low: f64,
        high: f64,
    },
    Triangular {
        low: f64,
        mode: f64,
        high: f64,
    },
    /// low + (high − low) · Beta(a, b).
    Beta {
        low: f64,
        high: f64,
        a: f64,
        b: f64,
        /// Logarithm of the density's constant.
        constant: f64,
    },
    Normal {
        mean: f64,
        sd: f64,
        low: f64,
        high: f64,
        cut: Cut,
    },
    LogNormal {
        median: f64,
        sigma: f64,
        low: f64,
        high: f64,
        cut: Cut,
    },
    /// Values from the lowest, and the share of futures at or below each.
    Steps {
        values: Vec<f64>,
        up_to: Vec<f64>,
    },
}

impl Law {
    /// Of a spread without faults; bounds alone may leave too little between them.
    pub(crate) fn of(spread: &Spread) -> Self {
        match spread {
            Spread::Uniform { low, high } => Self::Uniform { low: *low, high: *high },
            Spread::Triangular { low, mode, high } => Self::Triangular { low: *low, mode: *mode, high: *high },
            Spread::Pert { low, mode, high } => {
                let a = 1.0 + 4.0 * ((mode - low) / (high - low));
                let b = 1.0 + 4.0 * ((high - mode) / (high - low));
                let constant = ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b);
                Self::Beta { low: *low, high: *high, a, b, constant }
            }
            Spread::Normal { mean, sd, low, high } => {
                let cut = Cut::new((low - mean) / sd, (high - mean) / sd);
                Self::Normal { mean: *mean, sd: *sd, low: *low, high: *high, cut }
            }
            Spread::LogNormal { median, sigma, low, high } => {
                let cut = Cut::new((low / median).ln() / sigma, (high / median).ln() / sigma);
                Self::LogNormal { median: *median, sigma: *sigma, low: *low, high: *high, cut }
            }
            Spread::Discrete { values } => steps(values.clone()),
            Spread::Empirical { values } => steps(values.iter().map(|value| (*value, 1.0)).collect()),
        }
    }

    pub(crate) fn quantile(&self, u: f64) -> f64 {
        match self {
            Self::Uniform { low, high } => low * (1.0 - u) + high * u,
            Self::Triangular { low, mode, high } => {
                let span = high - low;
                if u * span < mode - low {
                    low + span * (u * ((mode - low) / span)).sqrt()
                } else {
                    high - span * ((1.0 - u) * ((high - mode) / span)).sqrt()
                }
            }
            Self::Beta { low, high, a, b, constant } => low + (high - low) * beta_quantile(*a, *b, *constant, u),
            Self::Normal { mean, sd, cut, .. } => mean + sd * cut.quantile(u),
            Self::LogNormal { median, sigma, cut, .. } => median * (sigma * cut.quantile(u)).exp(),
            Self::Steps { values, up_to } => values[up_to.partition_point(|end| *end <= u).min(values.len() - 1)],
        }
    }

    pub(crate) fn range(&self) -> (f64, f64) {
        match self {
            Self::Uniform { low, high }
            | Self::Triangular { low, high, .. }
            | Self::Beta { low, high, .. }
            | Self::Normal { low, high, .. }
            | Self::LogNormal { low, high, .. } => (*low, *high),
            Self::Steps { values, .. } => (values[0], values[values.len() - 1]),
        }
    }

    pub(crate) fn mean(&self) -> f64 {
        match self {
            Self::Uniform { low, high } => f64::midpoint(*low, *high),
            Self::Triangular { low, mode, high } => low / 3.0 + mode / 3.0 + high / 3.0,
            Self::Beta { low, high, a, b, .. } => low + (high - low) * (a / (a + b)),
            Self::Normal { mean, sd, cut, .. } => mean + sd * cut.mean(),
            // e^(σz) over the part kept: the normal moved by σ, over the same part.
            Self::LogNormal { median, sigma, cut, .. } => {
                let (low, high) = cut.ends;
                let moved = Cut::new(low - sigma, high - sigma);
                median * (sigma * sigma / 2.0 + (moved.kept / cut.kept).ln()).exp()
            }
            Self::Steps { values, up_to } => {
                let below = std::iter::once(&0.0).chain(up_to);
                values.iter().zip(up_to.iter().zip(below)).map(|(value, (to, from))| value * (to - from)).sum()
            }
        }
    }

    /// The part of the distribution that lies between its bounds before it is cut off.
    pub(crate) fn kept(&self) -> f64 {
        match self {
            Self::Normal { cut, .. } | Self::LogNormal { cut, .. } => cut.kept,
            _ => 1.0,
        }
    }
}

fn steps(mut values: Vec<(f64, f64)>) -> Law {
    values.sort_by(|one, other| one.0.total_cmp(&other.0));
    let sum: f64 = values.iter().map(|(_, weight)| weight).sum();
    let mut so_far = 0.0;
    let mut up_to = Vec::with_capacity(values.len());
    for (_, weight) in &values {
        so_far += weight;
        up_to.push(so_far / sum);
    }
    Law::Steps { values: values.into_iter().map(|(value, _)| value).collect(), up_to }
}

/// The standard normal between two ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cut {
    ends: (f64, f64),
    /// Shares below the lower end, above the upper one, and between.
    below: f64,
    above: f64,
    kept: f64,
}

impl Cut {
    fn new(low: f64, high: f64) -> Self {
        let (below, above) = (normal_share(low), normal_share(-high));
        // From the side on which shares are small and keep their digits.
        let kept = if low + high > 0.0 { normal_share(-low) - above } else { normal_share(high) - below };
        Self { ends: (low, high), below, above, kept }
    }

    fn quantile(&self, u: f64) -> f64 {
        let (up_to, beyond) = (self.below + u * self.kept, self.above + (1.0 - u) * self.kept);
        let z = if up_to < beyond { normal_score(up_to) } else { -normal_score(beyond) };
        z.clamp(self.ends.0, self.ends.1)
    }

    fn mean(&self) -> f64 {
        let density = |z: f64| (-z * z / 2.0).exp() / (2.0 * PI).sqrt();
        (density(self.ends.0) - density(self.ends.1)) / self.kept
    }
}

/// The share of a standard normal below `z`; statrs's own erfc is right to eleven digits, too few.
pub(crate) fn normal_share(z: f64) -> f64 {
    0.5 * libm::erfc(-z / SQRT_2)
}

/// The value of a standard normal that the share `u` lies below.
pub(crate) fn normal_score(u: f64) -> f64 {
    -SQRT_2 * erfc_inv(2.0 * u)
}

/// Of Beta(a, b), with a and b from 1 to 5: Newton's steps, kept between bounds that close in. (The library's own
/// inverse panics at small shares.) From the nearer end, so that small shares keep their digits.
fn beta_quantile(a: f64, b: f64, constant: f64, u: f64) -> f64 {
    if u > 0.5 {
        return 1.0 - beta_quantile(b, a, constant, 1.0 - u);
    }
    if u <= 0.0 {
        return 0.0;
    }
    let (mut low, mut high) = (0.0, 1.0);
    // The density is at most e^constant x^(a − 1), so that this lies below the quantile, and near it if u is small.
    let mut x = ((u.ln() + a.ln() - constant) / a).exp().min(0.5);
    for _ in 0..100 {
        let off = beta_reg(a, b, x) - u;
        if off < 0.0 {
            low = x;
        } else {
            high = x;
        }
        let density = (constant + (a - 1.0) * x.ln() + (b - 1.0) * (-x).ln_1p()).exp();
        let newton = x - off / density;
        let next = if newton > low && newton < high { newton } else { f64::midpoint(low, high) };
        if (next - x).abs() <= 1e-15 * x {
            return next;
        }
        x = next;
    }
    x
}
