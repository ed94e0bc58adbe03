//! Quantities with their unit and their bounds: money, shares, distances, sessions, years.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

/// An exact amount of money in whole pence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Pence(pub i64);

impl Pence {
    /// No money.
    pub const ZERO: Pence = Pence(0);
    /// The largest amount a scenario may name: £10 billion.
    pub const MOST: Pence = Pence(1_000_000_000_000);

    /// In pounds, for display and for ratios only.
    pub fn pounds(self) -> f64 {
        self.0 as f64 / 100.0
    }

    /// What `sessions` a week cost in a year of `weeks` weeks at this price a session, rounded to
    /// the nearest penny, halves up.
    #[must_use]
    pub fn for_year(self, sessions: Sessions, weeks: u32) -> Pence {
        let exact = i128::from(self.0) * i128::from(weeks) * i128::from(sessions.0);
        // Bounded at the border: 10^12 pence × 53 weeks × 10^6 thousandths is far inside i128, and
        // the result inside i64.
        Pence(i64::try_from((exact + 500).div_euclid(1000)).unwrap_or(i64::MAX))
    }
}

impl Add for Pence {
    type Output = Pence;
    fn add(self, other: Pence) -> Pence {
        Pence(self.0 + other.0)
    }
}
impl AddAssign for Pence {
    fn add_assign(&mut self, other: Pence) {
        self.0 += other.0;
    }
}
impl Sub for Pence {
    type Output = Pence;
    fn sub(self, other: Pence) -> Pence {
        Pence(self.0 - other.0)
    }
}
impl SubAssign for Pence {
    fn sub_assign(&mut self, other: Pence) {
        self.0 -= other.0;
    }
}
impl Neg for Pence {
    type Output = Pence;
    fn neg(self) -> Pence {
        Pence(-self.0)
    }
}
impl Sum for Pence {
    fn sum<I: Iterator<Item = Pence>>(amounts: I) -> Pence {
        amounts.fold(Pence::ZERO, Add::add)
    }
}

/// Pounds with thousands separated, and pence only where there are any: `£62,000`, `£85.50`.
impl fmt::Display for Pence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = (self.0.unsigned_abs() / 100).to_string();
        let mut shown = String::new();
        for (position, digit) in digits.chars().enumerate() {
            if position > 0 && (digits.len() - position).is_multiple_of(3) {
                shown.push(',');
            }
            shown.push(digit);
        }
        let pence = match self.0.unsigned_abs() % 100 {
            0 => String::new(),
            pence => format!(".{pence:02}"),
        };
        let sign = if self.0 < 0 { "-" } else { "" };
        f.pad(&format!("{sign}£{shown}{pence}"))
    }
}

/// A share between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Share(f64);

impl Share {
    /// Nothing.
    pub const ZERO: Share = Share(0.0);
    /// All.
    pub const ALL: Share = Share(1.0);

    /// A share, if `value` lies between 0 and 1.
    pub fn new(value: f64) -> Option<Share> {
        // `+ 0.0` turns -0.0 into 0.0, so that equal shares are equal bytes.
        (0.0..=1.0).contains(&value).then_some(Share(value + 0.0))
    }

    /// As a number between 0 and 1.
    pub fn value(self) -> f64 {
        self.0
    }
}

/// As a percentage: `12.5%`.
impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = (self.0 * 1e8).round() / 1e6;
        f.pad(&format!("{percent}%"))
    }
}

/// How far it is, in whole metres or in tenths of a minute: in which, the travel of the scenario
/// says. Limits and decays are counted in the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Way(pub u32);

/// What ways are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WayUnit {
    /// Whole metres.
    Metres,
    /// Tenths of a minute.
    Minutes,
}

impl WayUnit {
    /// The longest way that is known or may be written, 4,000 km or a day; beyond it nobody comes.
    pub const fn farthest(self) -> Way {
        match self {
            WayUnit::Metres => Way(4_000_000),
            WayUnit::Minutes => Way(14_400),
        }
    }

    /// How many steps of a [`Way`] one metre or one minute has.
    pub const fn steps(self) -> u32 {
        match self {
            WayUnit::Metres => 1,
            WayUnit::Minutes => 10,
        }
    }

    /// A way as people write it: `1200 m`, `7.5 min`.
    pub fn shown(self, way: Way) -> String {
        match self {
            WayUnit::Metres => format!("{} m", way.0),
            WayUnit::Minutes => format!("{} min", f64::from(way.0) / 10.0),
        }
    }
}

/// Weekly sessions, in thousandths, so that a tenth of a session is exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Sessions(pub u32);

impl Sessions {
    /// None.
    pub const ZERO: Sessions = Sessions(0);

    /// Sessions a week as a real number.
    pub fn per_week(self) -> f64 {
        f64::from(self.0) / 1000.0
    }
}

impl Sum for Sessions {
    fn sum<I: Iterator<Item = Sessions>>(all: I) -> Sessions {
        Sessions(all.map(|sessions| sessions.0).sum())
    }
}

impl fmt::Display for Sessions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}", self.per_week()))
    }
}

/// A financial year, named by the calendar year in which it starts: `2019-20`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FinancialYear(pub u16);

impl fmt::Display for FinancialYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}-{:02}", self.0, (u32::from(self.0) + 1) % 100))
    }
}
