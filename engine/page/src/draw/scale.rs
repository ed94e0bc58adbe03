//! Colours and classes: how a share, or a change in one, becomes a shade.
//!
//! Both scales are told apart without colour too: shares get darker step by step in greyscale, and
//! a change is a triangle that points up or down.

use super::words::plain;

/// Lines and words.
pub const INK: &str = "#1a1a1a";
/// Words of less weight; 7 to 1 on white.
pub const QUIET: &str = "#4d4d4d";
/// Frames.
pub const FRAME: &str = "#c4c4c4";
/// Nobody reached, or no change to speak of.
pub const EDGE: &str = "#8c8c8c";
/// Venues in use.
pub const VENUE: &str = "#ffd23f";
/// Share reached, low to high.
const REACHED: [&str; 5] = ["#cfe1f2", "#93c4de", "#4a97c9", "#1966ad", "#08306b"];
/// Change up, small to large.
const HIGHER: [&str; 3] = ["#9fd8cd", "#35978f", "#014d44"];
/// Change down, small to large.
const LOWER: [&str; 3] = ["#ecd08f", "#c6862b", "#6b3d04"];

/// How wide a class may be, in hundredths.
const STEPS: [f64; 9] = [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 40.0];

/// Shares in hundredths, held in millionths of one so that the last bits of a sum cannot move an
/// area from class to class.
pub fn hundredths(share: f64) -> f64 {
    (share * 1e8).round() / 1e6
}

/// Five classes of one width for shares of people, and one for nobody.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shares {
    step: f64,
    /// Some shares lie beyond the fifth class, which then has no upper end.
    open: bool,
}

impl Shares {
    /// How many there are, with nobody.
    pub const CLASSES: usize = 6;

    /// Classes that hold nearly everybody; `shares` with the people each stands for.
    pub fn of(shares: &[(f64, f64)]) -> Shares {
        let nearly_all = nearly_all(shares);
        let most = shares.iter().map(|(share, _)| hundredths(*share)).fold(0.0, f64::max);
        let step = STEPS.into_iter().find(|step| nearly_all > 0.0 && 5.0 * step >= nearly_all).unwrap_or(20.0);
        Shares { step, open: most > 5.0 * step }
    }

    /// 0 where nobody is reached, else 1 to 5.
    pub fn class(&self, share: f64) -> usize {
        let share = hundredths(share);
        if share < 0.05 {
            return 0;
        }
        (1..5).find(|class| share <= self.step * *class as f64).unwrap_or(5)
    }

    /// The shade of a class.
    pub fn colour(class: usize) -> &'static str {
        class.checked_sub(1).and_then(|at| REACHED.get(at)).copied().unwrap_or("#ffffff")
    }

    /// What a legend says of a class.
    pub fn label(&self, class: usize) -> String {
        let end = |class: usize| plain(self.step * class as f64, 1);
        match class {
            0 => "Nobody".to_owned(),
            1 => format!("Up to {}%", end(1)),
            5 if self.open => format!("More than {}%", end(4)),
            class => format!("More than {}%, up to {}%", end(class - 1), end(class)),
        }
    }
}

/// Three classes up, three down, and one for hardly any change.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Changes {
    unit: f64,
}

impl Changes {
    /// Classes, most up first, as they stand in a legend.
    pub const CLASSES: [i8; 7] = [3, 2, 1, 0, -1, -2, -3];

    /// Classes that tell most changes apart; `changes` with the people each stands for.
    pub fn of(changes: &[(f64, f64)]) -> Changes {
        let sizes: Vec<(f64, f64)> = changes.iter().map(|(change, people)| (change.abs(), *people)).collect();
        let nearly_all = nearly_all(&sizes);
        Changes { unit: STEPS[2..].iter().copied().find(|unit| 2.5 * unit >= nearly_all).unwrap_or(40.0) }
    }

    /// From −3, much lower, to 3.
    pub fn class(self, change: f64) -> i8 {
        let change = hundredths(change);
        let size = change.abs();
        let class = match size {
            size if size < self.same() => 0,
            size if size <= self.unit => 1,
            size if size <= 2.0 * self.unit => 2,
            _ => 3,
        };
        if change < 0.0 { -class } else { class }
    }

    /// What counts as hardly any, in hundredths.
    fn same(self) -> f64 {
        self.unit / 5.0
    }

    /// The shade of a class.
    pub fn colour(class: i8) -> &'static str {
        let shade = |shades: &[&'static str; 3]| shades[usize::from(class.unsigned_abs()).clamp(1, 3) - 1];
        match class {
            0 => "#ffffff",
            1.. => shade(&HIGHER),
            _ => shade(&LOWER),
        }
    }

    /// What a legend says of a class.
    pub fn label(self, class: i8) -> String {
        let (unit, same) = (self.unit, plain(self.same(), 1));
        let way = if class < 0 { "lower" } else { "higher" };
        match class.unsigned_abs() {
            0 => format!("Within {same} points"),
            1 => format!("{same} to {} points {way}", plain(unit, 1)),
            2 => format!("{} to {} points {way}", plain(unit, 1), plain(2.0 * unit, 1)),
            _ => format!("Over {} points {way}", plain(2.0 * unit, 1)),
        }
    }
}

/// The value, in hundredths, that 19 of 20 people lie at or below.
fn nearly_all(values: &[(f64, f64)]) -> f64 {
    let mut sorted: Vec<(f64, f64)> = values.iter().map(|(value, people)| (hundredths(*value), *people)).collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let all: f64 = sorted.iter().map(|(_, people)| people).sum();
    let mut so_far = 0.0;
    for (value, people) in &sorted {
        so_far += people;
        if so_far >= 0.95 * all {
            return *value;
        }
    }
    0.0
}
