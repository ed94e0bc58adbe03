//! What a programme says that cannot be meant: a ledger that is not the baseline, pounds claimed twice,
//! targets above everything there is, dates that allow nothing.

mod claims;
mod control;
mod idle;
mod prevention;
mod targets;

pub(super) use control::today;

use crate::fault::quoted;
use crate::{Code, Faults, LineIx, Pence, Place, Programme, Scenario};

/// One pound, in billionths.
const ONE: i128 = 1_000_000_000;

/// The scenario with its programme, and where what is written of it stands.
struct Written<'s> {
    scenario: &'s Scenario,
    programme: &'s Programme,
    place_of: &'s dyn Fn(&str) -> Place,
    /// The file of the ledger.
    ledger: &'s Place,
}

impl Written<'_> {
    /// Where an entry of the programme stands: `pressures`, `levy`.
    fn place(&self, map: &str, id: &str) -> Place {
        (self.place_of)(&format!("programme/{map}/{id}"))
    }

    /// An amount of the price year in money of a year, as accounts round it.
    fn in_year(&self, line: LineIx, amount: i128, year: usize) -> i128 {
        let of = self.programme.category_of.get(line.0).and_then(|of| self.programme.inflation.get(*of));
        let index = of.and_then(|category| category.index.get(year)).map_or(ONE, |index| i128::from(*index));
        (amount.saturating_mul(index) + ONE / 2).div_euclid(ONE)
    }

    /// The financial year so many after the first.
    fn year(&self, at: usize) -> String {
        self.scenario.years().nth(at).map_or_else(String::new, |year| year.to_string())
    }
}

/// A sum for a message.
fn shown(amount: i128) -> Pence {
    Pence(i64::try_from(amount).unwrap_or(if amount < 0 { i64::MIN } else { i64::MAX }))
}

/// Names in quotes after what they are: `the measures "a" and "b"`.
fn the<'n>(what: &str, names: impl IntoIterator<Item = &'n str>) -> String {
    let names: Vec<&str> = names.into_iter().collect();
    let many = if names.len() > 1 { "s" } else { "" };
    format!("the {what}{many} {}", named(names))
}

/// Names in quotes: `"a" and "b"`.
fn named<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let all: Vec<String> = names.into_iter().map(quoted).collect();
    match all.as_slice() {
        [most @ .., last] if !most.is_empty() => format!("{} and {last}", most.join(", ")),
        _ => all.concat(),
    }
}

pub(super) fn validate(
    scenario: &Scenario,
    programme: &Programme,
    (place_of, ledger): (&dyn Fn(&str) -> Place, &Place),
    faults: &mut Faults,
) {
    let written = Written { scenario, programme, place_of, ledger };
    if !programme.inflation.is_empty() && scenario.price_year != scenario.baseline_year {
        let (prices, baseline) = (scenario.price_year, scenario.baseline_year);
        let what = format!("amounts are in prices of {prices}, and inflation is counted from {baseline}");
        let fix = "Mixed price bases: state amounts in prices of the baseline year, or leave out inflation";
        faults.add(Code::Contradiction, &place_of("prices"), what, fix);
    }
    control::validate(&written, faults);
    claims::validate(&written, faults);
    targets::validate(&written, faults);
    idle::validate(&written, faults);
    prevention::validate(&written, faults);
}
