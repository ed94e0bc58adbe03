//! How far a number may lie from what is thought, as somebody writes it.

use crate::Misfit;
use crate::law::Law;

/// A distribution of a number, as written: plain values that [`crate::Number::new`] looks at.
#[derive(Clone, Debug, PartialEq)]
pub enum Spread {
    /// Every value from low to high as likely.
    Uniform {
        /// Lowest.
        low: f64,
        /// Highest.
        high: f64,
    },
    /// Rising straight to the mode, then falling straight.
    Triangular {
        /// Lowest.
        low: f64,
        /// Most likely; may be the lowest or the highest.
        mode: f64,
        /// Highest.
        high: f64,
    },
    /// PERT with shape 4: low + (high − low) · Beta(1 + 4 (mode − low) / (high − low), 1 + 4 (high − mode) /
    /// (high − low)), with mean (low + 4 mode + high) / 6 (Malcolm, Roseboom, Clark & Fazar 1959).
    Pert {
        /// Lowest.
        low: f64,
        /// Most likely; may be the lowest or the highest.
        mode: f64,
        /// Highest.
        high: f64,
    },
    /// Normal, cut off at both ends: what lies beyond is spread over what lies between.
    Normal {
        /// Before it is cut off.
        mean: f64,
        /// Standard deviation, before it is cut off.
        sd: f64,
        /// Lowest.
        low: f64,
        /// Highest.
        high: f64,
    },
    /// Log-normal, cut off at both ends.
    LogNormal {
        /// Before it is cut off: e to the mean of the logarithm.
        median: f64,
        /// Standard deviation of the logarithm, before it is cut off.
        sigma: f64,
        /// Lowest; 0 may be.
        low: f64,
        /// Highest.
        high: f64,
    },
    /// One of some values, each with a weight; weights are shares of their sum.
    Discrete {
        /// Value and weight.
        values: Vec<(f64, f64)>,
    },
    /// One of what has been observed, each as likely: the step quantile, no value between two of them.
    Empirical {
        /// Observations; one that stands twice counts twice.
        values: Vec<f64>,
    },
}

/// The least part of a distribution that has to lie between its bounds.
const LEAST_WITHIN: f64 = 1e-6;

impl Spread {
    /// Everything that is wrong with it.
    pub(crate) fn faults(&self, id: &str) -> Vec<Misfit> {
        let mut look = Look { id, faults: Vec::new() };
        match self {
            Self::Uniform { low, high } => look.bounds(*low, *high),
            Self::Triangular { low, mode, high } | Self::Pert { low, mode, high } => {
                look.bounds(*low, *high);
                look.finite("mode", *mode);
                if look.faults.is_empty() && !(*low..=*high).contains(mode) {
                    let (id, low, mode, high) = (id.to_owned(), *low, *mode, *high);
                    look.faults.push(Misfit::ModeOutside { id, low, mode, high });
                }
            }
            Self::Normal { mean, sd, low, high } => {
                look.finite("mean", *mean);
                look.above_zero("sd", *sd);
                look.bounds(*low, *high);
                look.within(self, *low, *high);
            }
            Self::LogNormal { median, sigma, low, high } => {
                look.above_zero("median", *median);
                look.above_zero("sigma", *sigma);
                look.bounds(*low, *high);
                if *low < 0.0 {
                    look.faults.push(Misfit::LowBelowZero { id: id.to_owned(), low: *low });
                }
                look.within(self, *low, *high);
            }
            Self::Discrete { values } => {
                for (value, weight) in values {
                    look.finite("a value", *value);
                    look.above_zero("a weight", *weight);
                }
                let sum = values.iter().map(|(_, weight)| weight).sum();
                if look.faults.is_empty() {
                    look.finite("the sum of weights", sum);
                }
                let mut sorted: Vec<f64> = values.iter().map(|(value, _)| *value).collect();
                sorted.sort_by(f64::total_cmp);
                let twice = sorted.windows(2).filter(|pair| pair[0] >= pair[1]).map(|pair| pair[1]);
                look.faults.extend(twice.map(|value| Misfit::ValueTwice { id: id.to_owned(), value }));
                look.some(values.len());
            }
            Self::Empirical { values } => {
                for value in values {
                    look.finite("a value", *value);
                }
                look.some(values.len());
            }
        }
        look.faults
    }
}

struct Look<'a> {
    id: &'a str,
    faults: Vec<Misfit>,
}

impl Look<'_> {
    fn finite(&mut self, what: &'static str, value: f64) {
        if !value.is_finite() {
            self.faults.push(Misfit::NotFinite { id: self.id.to_owned(), what, value });
        }
    }

    fn above_zero(&mut self, what: &'static str, value: f64) {
        self.finite(what, value);
        if value.is_finite() && value <= 0.0 {
            self.faults.push(Misfit::NotAboveZero { id: self.id.to_owned(), what, value });
        }
    }

    fn bounds(&mut self, low: f64, high: f64) {
        self.finite("low", low);
        self.finite("high", high);
        if low.is_finite() && high.is_finite() {
            if low >= high {
                self.faults.push(Misfit::LowNotBelowHigh { id: self.id.to_owned(), low, high });
            } else {
                // Two finite bounds may be further apart than a double can say.
                self.finite("high - low", high - low);
            }
        }
    }

    fn within(&mut self, spread: &Spread, low: f64, high: f64) {
        let Some(share) = self.faults.is_empty().then(|| Law::of(spread).kept()).filter(|kept| *kept < LEAST_WITHIN)
        else {
            return;
        };
        self.faults.push(Misfit::HardlyWithin { id: self.id.to_owned(), low, high, share });
    }

    fn some(&mut self, values: usize) {
        if values == 0 {
            self.faults.push(Misfit::NoValues { id: self.id.to_owned() });
        }
    }
}
