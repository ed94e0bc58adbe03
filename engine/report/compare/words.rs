//! A comparison on a screen: only what differs, with what makes it add up.

use super::Comparison;
use super::amounts::{Amounts, differ, spread, sum};
use crate::report::summary::CAUTION;
use crate::report::table::Columns;
use std::collections::BTreeMap;

/// Rows of one list that are shown one by one, the largest differences first.
const OFFERS: usize = 20;
/// Areas of one service.
const AREAS: usize = 5;
/// Lines, districts and sites: as many as anybody has.
const ALL: usize = 200;

impl Comparison {
    /// The whole comparison, line by line.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![format!("Runs side by side. {CAUTION}")];
        for (letter, [folder, option, scenario]) in self.letters().zip(&self.columns) {
            lines.push(format!("  {letter}  {folder}: {option} ({scenario})"));
        }
        lines.extend(self.cautions.iter().cloned());
        let money =
            if self.years.is_some() { "Money a year, as the end year ends, before measures" } else { "Money a year" };
        self.part(money, "line", &self.money, ALL, &mut lines);
        self.site_lines(&mut lines);
        self.part("What runs, in weekly sessions", "offer", &self.offers, OFFERS, &mut lines);
        for reach in &self.reach {
            let title = format!("Reached a year: {}", reach.service);
            if !reach.parts.iter().any(|(_, amounts)| !amounts.differing().is_empty()) && !differ(&reach.all) {
                lines.extend([String::new(), format!("{title}: the same everywhere")]);
                continue;
            }
            for (kind, most) in [("district", ALL), ("area", AREAS)] {
                for (_, amounts) in reach.parts.iter().filter(|(own, _)| own == kind) {
                    self.part(&format!("{title}, by {kind}"), kind, amounts, most, &mut lines);
                }
            }
        }
        if !self.reach.is_empty() {
            lines.push(String::new());
            lines.push("People are counted once for each service; services are never added up as people.".to_owned());
        }
        self.year_lines(&mut lines);
        // Tables that somebody edited may hold anything; a terminal would obey some of it.
        lines.into_iter().map(|line| line.replace(char::is_control, "\u{fffd}")).collect()
    }

    /// A, B, C …
    pub(super) fn letters(&self) -> impl Iterator<Item = String> {
        (0..self.columns.len()).map(letter)
    }

    pub(super) fn head(&self, title: &str) -> Vec<String> {
        let changes = self.letters().skip(1).map(|letter| format!("{letter} − A"));
        std::iter::once(title.to_owned()).chain(self.letters()).chain(changes).collect()
    }

    fn part(&self, title: &str, noun: &str, amounts: &Amounts, most: usize, lines: &mut Vec<String>) {
        lines.push(String::new());
        let mut differing = amounts.differing();
        if differing.is_empty() {
            lines.push(format!("{title}: the same in every {noun}"));
            return;
        }
        let mut table = Columns::default();
        table.row(self.head(title));
        let unit = amounts.unit;
        let mut row = |name: String, cells: &[Option<i64>]| {
            let shown = cells.iter().map(|cell| cell.map_or_else(|| "–".to_owned(), |amount| unit.shown(amount)));
            let first = cells.first().copied().flatten().unwrap_or(0);
            let changes = cells.iter().skip(1).map(|cell| unit.change(cell.unwrap_or(0) - first));
            table.row(std::iter::once(format!("  {name}")).chain(shown).chain(changes));
        };
        let some = |amounts: Vec<i64>| amounts.into_iter().map(Some).collect::<Vec<_>>();
        if differing.len() > most {
            // The sort keeps equals in the order of their ids.
            differing.sort_by_key(|(_, cells)| std::cmp::Reverse(spread(cells)));
        }
        for (key, cells) in differing.iter().take(most) {
            row(key.join(" / "), cells);
        }
        if differing.len() > most {
            let rest = &differing[most..];
            let cells = some(sum(amounts.columns, rest.iter().map(|(_, cells)| cells)));
            row(format!("{} with smaller differences", others(rest.len(), noun)), &cells);
        }
        let same: Vec<_> = amounts.rows.iter().filter(|(_, cells)| !differ(cells)).collect();
        if !same.is_empty() {
            let cells = some(sum(amounts.columns, same.iter().map(|(_, cells)| cells)));
            row(format!("{}, the same", others(same.len(), noun)), &cells);
        }
        if let Some(lacks) = &amounts.rounding {
            row("rounding of the parts".to_owned(), &some(lacks.clone()));
        }
        row("total".to_owned(), &some(amounts.total()));
        lines.extend(table.lines());
    }

    fn site_lines(&self, lines: &mut Vec<String>) {
        lines.push(String::new());
        let differing: Vec<_> = self.sites.iter().filter(|(_, levels)| differ(levels)).collect();
        if differing.is_empty() {
            lines.push("Sites: the same level at every site".to_owned());
            return;
        }
        let mut table = Columns::default();
        table.row(std::iter::once("Sites".to_owned()).chain(self.letters()));
        let shown = |level: &Option<String>| level.clone().unwrap_or_else(|| "–".to_owned());
        for (site, levels) in &differing {
            table.row(std::iter::once(format!("  {site}")).chain(levels.iter().map(shown)));
        }
        if differing.len() < self.sites.len() {
            table.row([format!("  {}, the same", others(self.sites.len() - differing.len(), "site"))]);
        }
        let mut counts: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (_, levels) in &self.sites {
            for (at, level) in levels.iter().enumerate().filter_map(|(at, level)| Some((at, level.as_deref()?))) {
                counts.entry(level).or_insert_with(|| vec![0; self.columns.len()])[at] += 1;
            }
        }
        for (level, counts) in &counts {
            table.row(std::iter::once(format!("  total {level}")).chain(counts.iter().map(usize::to_string)));
        }
        lines.extend(table.lines());
    }
}

/// What the run at a position is called.
pub(super) fn letter(at: usize) -> String {
    let letter = u8::try_from(at % 26).map_or('?', |at| char::from(b'A' + at));
    if at < 26 { letter.to_string() } else { format!("{letter}{}", at / 26) }
}

pub(super) fn others(count: usize, noun: &str) -> String {
    format!("{count} other {noun}{}", if count == 1 { "" } else { "s" })
}
