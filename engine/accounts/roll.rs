//! From one year's budget to the next, to the penny.
//!
//! ```text
//! closing[t] = opening[t] + full-year effects + inflation + pressures + staff + moves + measures
//! opening[t] = closing[t−1], the base in the first year
//! full-year effects = run-rate[t−1] − in year[t−1]                     at the prices of t−1
//! inflation         = cost_t(state[t−1]) − cost_t−1(state[t−1])        without pressures and staff
//! pressures, staff  = what they are in t − what they were in t−1
//! moves             = in year[t] − cost_t(state[t−1])
//! measures          = −(measures[t] − measures[t−1])
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | opening, closing | net budget of the year itself | p, money of the year | lines |
//! | the others | what changes it | p | lines |
//!
//! Source: MTFS practice (domain.md, section 1 and F3).

use super::lines::{LineYear, Year};
use doorstep_scenario::Pence;

/// How one line's budget comes from the year before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Roll {
    /// The net budget of the year before.
    pub opening: Pence,
    /// What moves of earlier years still change, because they stand for the whole year now.
    pub earlier_moves: Pence,
    /// What prices add to what stands.
    pub inflation: Pence,
    /// What pressures add beyond those of the year before.
    pub pressures: Pence,
    /// What staff for cases add beyond the year before.
    pub staff: Pence,
    /// What this year's moves change in this year.
    pub moves: Pence,
    /// What measures and prevention change beyond the year before.
    pub measures: Pence,
    /// The net budget of the year.
    pub closing: Pence,
}

impl Roll {
    /// What the parts come to. It is the closing budget.
    pub fn sum(&self) -> Pence {
        self.opening + self.earlier_moves + self.inflation + self.pressures + self.staff + self.moves + self.measures
    }

    /// Together with another line.
    #[must_use]
    pub fn add_to(self, other: &Roll) -> Roll {
        Roll {
            opening: self.opening + other.opening,
            earlier_moves: self.earlier_moves + other.earlier_moves,
            inflation: self.inflation + other.inflation,
            pressures: self.pressures + other.pressures,
            staff: self.staff + other.staff,
            moves: self.moves + other.moves,
            measures: self.measures + other.measures,
            closing: self.closing + other.closing,
        }
    }
}

/// By year and line.
pub(super) fn rolls(years: &[Year]) -> Vec<Vec<Roll>> {
    let mut found = Vec::with_capacity(years.len());
    let mut earlier: Option<&Year> = None;
    for year in years {
        let each = year.lines.iter().enumerate().map(|(line, now)| {
            // The baseline year, as a year in which nothing moved.
            let base = LineYear { run_rate: now.base, in_year: now.base, ..LineYear::default() };
            roll(now, earlier.map_or(&base, |earlier| &earlier.lines[line]))
        });
        found.push(each.collect());
        earlier = Some(year);
    }
    found
}

fn roll(now: &LineYear, was: &LineYear) -> Roll {
    let (pressures, staff) = (now.pressures - was.pressures, now.staff - was.staff);
    Roll {
        opening: was.net_in_year(),
        earlier_moves: was.full_year_effect(),
        inflation: now.before - was.run_rate - pressures - staff,
        pressures,
        staff,
        moves: now.in_year - now.before,
        measures: was.measured() - now.measured(),
        closing: now.net_in_year(),
    }
}
