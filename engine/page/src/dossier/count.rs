//! A number of people as it may be shown.

use crate::draw::words::whole;

/// What stands for a number that is not shown.
pub const HIDDEN: &str = "[c]";

/// A number of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Count {
    /// As the run has it, in tenths of a person.
    Exact(i64),
    /// Rounded, for a page that anybody may read.
    Rounded(u64),
    /// Not shown.
    #[default]
    Hidden,
}

impl Count {
    /// Whole people; nothing where it is not shown.
    pub fn people(self) -> Option<i64> {
        match self {
            Count::Exact(tenths) => Some(to_whole(tenths)),
            Count::Rounded(people) => i64::try_from(people).ok(),
            Count::Hidden => None,
        }
    }

    /// As accurately as it may be used, for shares and pictures.
    pub fn value(self) -> Option<f64> {
        match self {
            Count::Exact(tenths) => Some(tenths as f64 / 10.0),
            Count::Rounded(people) => Some(people as f64),
            Count::Hidden => None,
        }
    }

    /// For a reader.
    pub fn shown(self) -> String {
        self.people().map_or_else(|| HIDDEN.to_owned(), |people| whole(people as f64))
    }

    /// What it differs from another by, of what is shown of both.
    pub fn change(self, before: Count) -> Option<i64> {
        match (self, before) {
            // Rounded once, so that it is what other outputs say.
            (Count::Exact(after), Count::Exact(before)) => Some(to_whole(after - before)),
            _ => Some(self.people()? - before.people()?),
        }
    }

    /// The change for a reader, with its sign.
    pub fn change_shown(self, before: Count) -> String {
        self.change(before).map_or_else(|| HIDDEN.to_owned(), signed)
    }

    /// Its share of others: a percentage for a reader.
    pub fn share_shown(self, of: Count) -> String {
        match (self.share(of), self, of) {
            (_, Count::Hidden, _) | (_, _, Count::Hidden) => HIDDEN.to_owned(),
            (None, ..) => "–".to_owned(),
            (Some(share), ..) => format!("{:.0}%", 100.0 * share),
        }
    }

    /// Its share of others.
    pub fn share(self, of: Count) -> Option<f64> {
        let (part, all) = (self.value()?, of.value()?);
        (all > 0.0).then(|| part / all)
    }
}

/// Tenths as whole people, halves away from nothing: as every other output rounds what tables have.
fn to_whole(tenths: i64) -> i64 {
    tenths.signum() * ((tenths.abs() + 5) / 10)
}

/// `+1,234`, `−12`, `0`.
pub fn signed(change: i64) -> String {
    let plus = if change > 0 { "+" } else { "" };
    format!("{plus}{}", whole(change as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_rounded_as_every_other_output_rounds() {
        for tenths in [-25_i64, -15, -5, -4, 0, 4, 5, 6, 15, 25, 26, 12_345] {
            let printed: i64 = format!("{:.0}", (tenths as f64 / 10.0).round()).parse().unwrap_or(i64::MAX);
            assert_eq!(Count::Exact(tenths).people(), Some(printed), "{tenths}");
        }
    }

    #[test]
    fn what_is_hidden_stays_hidden_in_changes_and_shares() {
        let (shown, hidden) = (Count::Rounded(50), Count::Hidden);
        assert_eq!(hidden.change_shown(shown), HIDDEN);
        assert_eq!(shown.share_shown(hidden), HIDDEN);
        assert_eq!(shown.change_shown(Count::Rounded(60)), "−10");
        assert_eq!(Count::Exact(0).share_shown(Count::Exact(0)), "–");
    }
}
