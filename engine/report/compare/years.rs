//! Programmes side by side, year by year. A run without a year has nothing in it there: blank, never 0,
//! and no change from it or to it.

use super::amounts::{Unit, differ};
use super::keys;
use doorstep_scenario::{Run, RunYears, YearAmounts};
use std::collections::BTreeMap;

/// A row by year.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub words: Vec<String>,
    pub cells: Vec<Option<i64>>,
    /// Which runs have its year.
    has: Vec<bool>,
    /// Is a run without it one with nothing of it, so that changes add up as amounts do?
    part: bool,
}

/// A table of all years.
#[derive(Debug, Clone)]
pub(super) struct YearTable {
    pub file: &'static str,
    pub heads: &'static [&'static str],
    pub unit: Unit,
    /// Do the rows that differ by their last word alone add up?
    pub adds_up: bool,
    pub lines: Vec<Line>,
}

/// One site over the years of all runs: words of the tables.
#[derive(Debug, Clone)]
pub(super) struct Site {
    pub id: String,
    /// The year of its first move, or `never`.
    pub moves: Vec<Option<String>>,
    /// By year, its level at the end.
    pub levels: BTreeMap<String, Vec<Option<String>>>,
}

/// The years of those runs that have any.
#[derive(Debug, Clone)]
pub(super) struct Years {
    /// Every year of any run, and which runs have it.
    pub all: BTreeMap<String, Vec<bool>>,
    /// Why a run has no years, where it has none.
    pub without: Vec<Option<&'static str>>,
    pub lines: YearTable,
    pub savings: YearTable,
    pub funds: YearTable,
    pub one_offs: YearTable,
    pub reach: YearTable,
    pub targets: YearTable,
    pub payback: Vec<Option<String>>,
    pub sites: Vec<Site>,
}

/// A table of the runs' own: where it goes, its columns, its unit, where it is in a run.
type Laid = (&'static str, &'static [&'static str], Unit, bool, fn(&RunYears) -> &YearAmounts);

const LINES: Laid = ("lines_by_year.csv", &["year", "measured", "line"], Unit::Pence, true, |own| &own.lines);
const SAVINGS: Laid =
    ("savings_by_year.csv", &["year", "measured", "against", "kind", "line"], Unit::Pence, true, |own| &own.savings);
const FUNDS: Laid = ("funds_by_year.csv", &["year", "view", "what", "fund"], Unit::Pence, true, |own| &own.funds);
const ONE_OFFS: Laid =
    ("one_offs_by_year.csv", &["year", "part", "what", "item"], Unit::Pence, true, |own| &own.one_offs);
// One person may be reached by two services: these never add up.
const REACH: Laid = ("reach_by_year.csv", &["year", "what", "service"], Unit::Tenths, false, |own| &own.reach);
// Terms are in the key: what was asked for otherwise is another target.
const TARGETS: Laid = (
    "targets_by_year.csv",
    &["year", "target", "basis", "measured", "against", "counting", "what"],
    Unit::Pence,
    false,
    |own| &own.targets,
);

/// Lays the years of runs side by side; nothing where no run has any.
pub(super) fn years(runs: &[Run]) -> Option<Years> {
    let own: Vec<Option<&RunYears>> = runs.iter().map(|run| run.years.as_ref()).collect();
    let all = keys(own.iter().flatten().map(|own| own.years.iter()));
    if all.is_empty() {
        return None;
    }
    let has = |year: &String| own.iter().map(|own| own.is_some_and(|own| own.years.contains(year))).collect();
    let all: BTreeMap<String, Vec<bool>> = all.into_iter().map(|year| (year.clone(), has(&year))).collect();
    let table = |(file, heads, unit, adds_up, of): Laid| {
        let mut found: BTreeMap<&Vec<String>, Vec<Option<i64>>> = BTreeMap::new();
        for (at, own) in own.iter().enumerate() {
            for (key, amount) in own.iter().flat_map(|own| of(own)) {
                found.entry(key).or_insert_with(|| vec![None; runs.len()])[at] = Some(*amount);
            }
        }
        let lines = found.into_iter().map(|(key, cells)| Line {
            words: key.clone(),
            cells,
            has: all[&key[0]].clone(),
            part: adds_up,
        });
        YearTable { file, heads, unit, adds_up, lines: lines.collect() }
    };
    let without = runs.iter().map(|run| match (&run.years, run.is_programme) {
        (Some(_), _) => None,
        (None, true) => Some("its run keeps years for its plan only"),
        (None, false) => Some("it is no programme but one year"),
    });
    Some(Years {
        without: without.collect(),
        lines: table(LINES),
        savings: table(SAVINGS),
        funds: table(FUNDS),
        one_offs: table(ONE_OFFS),
        reach: table(REACH),
        targets: table(TARGETS),
        payback: own.iter().map(|own| own.map(|own| own.payback.clone())).collect(),
        sites: sites(&own, &all),
        all,
    })
}

fn sites(own: &[Option<&RunYears>], all: &BTreeMap<String, Vec<bool>>) -> Vec<Site> {
    let each = keys(own.iter().flatten().map(|own| own.sites.keys())).into_iter().map(|site| {
        let of = |at: usize| own[at].and_then(|own| Some((own, own.sites.get(&site)?)));
        let moves = (0..own.len())
            .map(|at| of(at).map(|(_, site)| site.moves_in.clone().unwrap_or_else(|| "never".to_owned())));
        let level = |at: usize, year: &String| {
            let (own, site) = of(at)?;
            // Levels begin with today's.
            site.levels.get(own.years.iter().position(|own| own == year)? + 1).cloned()
        };
        let levels = all.keys().map(|year| (year.clone(), (0..own.len()).map(|at| level(at, year)).collect()));
        Site { moves: moves.collect(), levels: levels.collect(), id: site.clone() }
    });
    each.collect()
}

impl Years {
    /// The years that more than one run has.
    pub fn in_common(&self) -> impl Iterator<Item = &String> {
        self.all.iter().filter(|(_, has)| has.iter().filter(|has| **has).count() > 1).map(|(year, _)| year)
    }

    /// Every table of amounts.
    pub fn tables(&self) -> [&YearTable; 6] {
        [&self.lines, &self.savings, &self.funds, &self.one_offs, &self.reach, &self.targets]
    }
}

impl Line {
    /// The words that lines which add up have in common.
    fn group(&self) -> &[String] {
        self.words.split_last().map_or(&[], |(_, before)| before)
    }

    /// Are two runs that have its year not the same in it?
    pub fn differs(&self) -> bool {
        let cells: Vec<_> = self.cells.iter().zip(&self.has).filter(|(_, has)| **has).map(|(cell, _)| cell).collect();
        differ(&cells)
    }

    /// Do two runs have its year?
    pub fn is_shared(&self) -> bool {
        self.has.iter().filter(|has| **has).count() > 1
    }

    /// What each run but the first differs from it; nothing where one of them has no counterpart.
    pub fn changes(&self) -> Vec<Option<i64>> {
        let change = |at: usize| match (self.cells[0], self.cells[at]) {
            (Some(first), Some(own)) => Some(own - first),
            (None, None) => None,
            (first, own) if self.part && self.has[0] && self.has[at] => Some(own.unwrap_or(0) - first.unwrap_or(0)),
            _ => None,
        };
        (1..self.cells.len()).map(change).collect()
    }

    /// The sum of lines, column by column; nothing where a run has none of them.
    pub fn sum<'l>(words: Vec<String>, lines: impl Iterator<Item = &'l Line>) -> Option<Line> {
        let mut lines = lines.peekable();
        let first = lines.peek()?;
        let (none, has) = (vec![None; first.cells.len()], first.has.clone());
        let cells = lines.fold(none, |mut sum, line| {
            for (sum, cell) in sum.iter_mut().zip(&line.cells) {
                *sum = match (*sum, *cell) {
                    (None, None) => None,
                    (sum, cell) => Some(sum.unwrap_or(0) + cell.unwrap_or(0)),
                };
            }
            sum
        });
        Some(Line { words, cells, has, part: true })
    }
}

impl YearTable {
    /// The lines whose words begin so.
    pub fn of(&self, words: &[&str]) -> Vec<&Line> {
        let begins = |line: &&Line| line.words.iter().zip(words).all(|(own, word)| own == word);
        self.lines.iter().filter(begins).collect()
    }

    /// What adds up: lines that differ by their last word alone, with the sum of each group.
    pub fn groups(&self) -> impl Iterator<Item = (&[Line], Option<Line>)> {
        // Lines are in the order of their words.
        let groups = self.lines.chunk_by(|one, next| one.group() == next.group());
        groups.map(|lines| (lines, lines.first().and_then(|first| Line::sum(first.group().to_vec(), lines.iter()))))
    }

    /// The sum of each group.
    pub fn totals(&self) -> Vec<Line> {
        self.groups().filter_map(|(_, total)| total).collect()
    }
}
