//! The years of a programme, read back from its run folder. What the tables say of themselves is held
//! against them: totals are the sums of their parts, funds and one-offs balance, sites end as the plan.

use super::super::tables::{Row, Table};
use super::layouts::{COSTS, FUNDS, LINES, Layout, PRICES, REACH, SAVINGS, SOURCES, TARGETS, UNFINANCED};
use super::{Reader, decimal, keep};
use crate::{Code, Faults, Place};
use std::collections::BTreeMap;

/// Amounts in the smallest unit of their table (pence, or tenths of a person) by the words of their row,
/// the year first.
pub type YearAmounts = BTreeMap<Vec<String>, i64>;

/// What a programme costs, saves, moves and reaches in each of its years. Words are those of the tables.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RunYears {
    /// Which, in order.
    pub years: Vec<String>,
    /// Net cost by year, reading (`in year`, `run-rate`) and line.
    pub lines: YearAmounts,
    /// What prices add to the base, by year and line.
    pub prices: YearAmounts,
    /// By year, reading, reference, kind and line.
    pub savings: YearAmounts,
    /// By year, view, what of it (`spent`, `carried`, …) and fund.
    pub funds: YearAmounts,
    /// By year, part (`cost`, `source`, `unfinanced`), what of it and item.
    pub one_offs: YearAmounts,
    /// When one-offs are paid back, in words.
    pub payback: String,
    /// By site.
    pub sites: BTreeMap<String, SiteYears>,
    /// By year, what of it and service, in tenths of a person.
    pub reach: YearAmounts,
    /// By year, target, basis, reading, reference, what counts, and what of it.
    pub targets: YearAmounts,
}

/// One site over the years.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SiteYears {
    /// The year in which it first leaves today's level, if it does.
    pub moves_in: Option<String>,
    /// Its level today, then at the end of each year.
    pub levels: Vec<String>,
}

const AGAIN: &str = "Solve or score again, or undo what changed this table";

impl Reader<'_> {
    /// The years of `manifest`, where they are those of this option; `ends` is each site's level in it.
    /// Nothing where the option has none, or where they cannot be read, which is told.
    pub(super) fn years(
        &mut self,
        manifest: &serde_json::Value,
        label: &str,
        ends: Option<&BTreeMap<String, String>>,
        faults: &mut Faults,
    ) -> Option<RunYears> {
        let listed = manifest["years"].as_array().map_or(&[][..], Vec::as_slice);
        if listed.is_empty() || listed.iter().any(|year| year["plan"]["label"].as_str() != Some(label)) {
            return None;
        }
        let years: Vec<String> =
            listed.iter().map(|year| year["year"].as_str().unwrap_or_default().to_owned()).collect();
        // A table that nobody is to have may be missing; one that targets were planned by may not.
        let targeted = listed.iter().any(|year| year["required_pence"].as_i64() != Some(0))
            || self.files.has(&format!("{}/targets_by_year.csv", self.folder));
        let lines = self.table("lines.csv", faults);
        let savings = self.table("savings.csv", faults);
        let funds = self.table("fund_balances.csv", faults);
        let one_offs = self.table("one_offs.csv", faults);
        let sites = self.table("sites_by_year.csv", faults);
        let reach = self.table("reach_by_year.csv", faults);
        let targets = targeted.then(|| self.table("targets_by_year.csv", faults));
        let (lines, savings, funds, one_offs, sites) = (lines?, savings?, funds?, one_offs?, sites?);
        let read = |table: &Table, layout: Layout<'_>, whole: bool, faults: &mut Faults| {
            amounts(table, layout, whole, &years, faults)
        };
        let found = RunYears {
            lines: read(&lines, LINES, true, faults)?,
            prices: read(&lines, PRICES, true, faults)?,
            savings: read(&savings, SAVINGS, true, faults)?,
            funds: read(&funds, FUNDS, true, faults)?,
            one_offs: {
                let mut all = read(&one_offs, COSTS, false, faults)?;
                all.extend(read(&one_offs, SOURCES, false, faults)?);
                all.extend(read(&one_offs, UNFINANCED, true, faults)?);
                all
            },
            payback: payback(&one_offs, faults)?,
            sites: site_years(&sites, &years, ends?, faults)?,
            reach: read(&reach?, REACH, false, faults)?,
            targets: match targets {
                Some(table) => read(&table?, TARGETS, false, faults)?,
                None => YearAmounts::new(),
            },
            years: years.clone(),
        };
        if !faults.any_error() {
            found.balances(&one_offs, faults)?;
        }
        Some(found)
    }
}

impl RunYears {
    /// What is used of sources and what nothing pays are the one-offs.
    fn balances(&self, one_offs: &Table, faults: &mut Faults) -> Option<()> {
        let (when, part) = (one_offs.need("year", faults)?, one_offs.need("part", faults)?);
        let mut lack: BTreeMap<&str, i64> = BTreeMap::new();
        for (key, amount) in &self.one_offs {
            let sign = match [key[1].as_str(), key[2].as_str()] {
                ["cost", "planned"] => 1,
                ["source", "used"] | ["unfinanced", _] => -1,
                _ => continue,
            };
            *lack.entry(&key[0]).or_default() += sign * amount;
        }
        for row in one_offs.rows().filter(|row| row.text(part) == "unfinanced") {
            if lack.get(row.text(when)).is_some_and(|lack| *lack != 0) {
                let what = "this and what is used of sources are not the one-offs planned in the year";
                faults.add(Code::Contradiction, &row.place(), what, AGAIN);
            }
        }
        Some(())
    }
}

/// Reads a table; `whole` if there has to be something of every year in it.
fn amounts(
    table: &Table,
    layout: Layout<'_>,
    whole: bool,
    years: &[String],
    faults: &mut Faults,
) -> Option<YearAmounts> {
    let mut need = |name: &str| table.need(name, faults);
    let words: Option<Vec<_>> = layout.words.iter().map(|name| need(name)).collect();
    let cells: Option<Vec<_>> = layout.amounts.iter().map(|(name, _)| need(name)).collect();
    let only = layout.only.map(|(name, word)| need(name).map(|column| (column, word)));
    let total = layout.total.map(|(name, word)| need(name).map(|column| (column, word)));
    let (words, cells) = (words?, cells?);
    let (only, total) = (only.map_or(Some(None), |of| of.map(Some))?, total.map_or(Some(None), |of| of.map(Some))?);
    let mut found = YearAmounts::new();
    let mut totals: BTreeMap<Vec<String>, (i64, Place)> = BTreeMap::new();
    for row in table.rows().filter(|row| only.is_none_or(|(column, word)| row.text(column) == word)) {
        let key: Vec<String> = words.iter().map(|column| row.text(*column).to_owned()).collect();
        let Some((last, before)) = key.split_last().filter(|_| of_a_year(&key[0], &row, years, faults)) else {
            continue;
        };
        let sums = last == "total" && total.is_some_and(|(column, word)| row.text(column) == word);
        let amounts: Vec<Option<i64>> =
            cells.iter().map(|cell| decimal(&row, *cell, layout.decimals, faults)).collect();
        if let Some((signs, what)) = layout.balance
            && let Some(amounts) = amounts.iter().copied().collect::<Option<Vec<i64>>>()
            && amounts.iter().zip(signs).map(|(amount, sign)| amount * sign).sum::<i64>() != 0
        {
            faults.add(Code::Contradiction, &row.place(), what, AGAIN);
        }
        for (amount, (_, what)) in amounts.into_iter().zip(layout.amounts) {
            let Some(amount) = amount else { continue };
            let mut own = before.to_vec();
            let what = (*what).to_owned();
            if sums {
                own.push(what);
                if totals.insert(own, (amount, row.place())).is_some() {
                    faults.add(Code::GivenTwice, &row.place(), "this total stands twice", AGAIN);
                }
                continue;
            }
            own.extend(if layout.what_last { [last.clone(), what] } else { [what, last.clone()] });
            keep(&mut found, own, amount, &row, faults);
        }
    }
    // A cell that cannot be read is told by itself, not as a sum that it spoils.
    if total.is_some() && !faults.any_error() {
        add_up(table, &found, &totals, faults);
    }
    let has = |year: &&String| found.keys().chain(totals.keys()).any(|key| key[0] == **year);
    if let Some(year) = years.iter().find(|year| (whole || total.is_some()) && !has(year)) {
        let what = format!("there is no row for {year}, a year of this programme");
        faults.add(Code::NotARun, &table.place(), what, AGAIN);
    }
    Some(found)
}

fn of_a_year(year: &str, row: &Row<'_>, years: &[String], faults: &mut Faults) -> bool {
    let known = years.iter().any(|own| own == year);
    if !known {
        let what = format!("{} is no year of this programme", crate::fault::quoted(year));
        faults.add(Code::BadCell, &row.place(), what, AGAIN);
    }
    known
}

/// Every total is the sum of its parts, and all parts have a total.
fn add_up(table: &Table, found: &YearAmounts, totals: &BTreeMap<Vec<String>, (i64, Place)>, faults: &mut Faults) {
    let mut sums: BTreeMap<&[String], i64> = BTreeMap::new();
    for (key, amount) in found {
        *sums.entry(&key[..key.len() - 1]).or_default() += amount;
    }
    for (group, (total, place)) in totals {
        let sum = sums.remove(group.as_slice()).unwrap_or(0);
        if sum != *total {
            let what = format!(
                "the total of {} is {}, but its parts add up to {}",
                group.join(", "),
                crate::Pence(*total),
                crate::Pence(sum)
            );
            faults.add(Code::Contradiction, place, what, AGAIN);
        }
    }
    for group in sums.into_keys() {
        faults.add(Code::NotARun, &table.place(), format!("there is no total of {}", group.join(", ")), AGAIN);
    }
}

fn payback(table: &Table, faults: &mut Faults) -> Option<String> {
    let (part, name) = (table.need("part", faults)?, table.need("name", faults)?);
    for row in table.rows() {
        match row.text(part) {
            "cost" | "source" | "unfinanced" => {}
            "payback" => return Some(row.text(name).to_owned()),
            other => {
                let what = format!("{} is no part of this table", crate::fault::quoted(other));
                faults.add(Code::BadCell, &row.place(), what, AGAIN);
            }
        }
    }
    faults.add(Code::NotARun, &table.place(), "there is no row for payback", AGAIN);
    None
}

fn site_years(
    table: &Table,
    years: &[String],
    ends: &BTreeMap<String, String>,
    faults: &mut Faults,
) -> Option<BTreeMap<String, SiteYears>> {
    let (site, moves) = (table.need("site", faults)?, table.need("moves_in", faults)?);
    let columns = std::iter::once("today").chain(years.iter().map(String::as_str));
    let columns: Option<Vec<_>> = columns.map(|name| table.need(name, faults)).collect();
    let columns = columns?;
    let mut found = BTreeMap::new();
    for row in table.rows() {
        let id = row.text(site);
        let levels: Vec<String> = columns.iter().map(|column| row.text(*column).to_owned()).collect();
        let first = levels.iter().skip(1).position(|level| *level != levels[0]).map(|at| years[at].clone());
        if first.as_deref().unwrap_or("") != row.text(moves) {
            faults.add(Code::Contradiction, &row.place(), "moves_in is not the year of its first move", AGAIN);
        }
        if ends.get(id) != levels.last() {
            faults.add(Code::Contradiction, &row.place(), "it does not end as it does in sites.csv", AGAIN);
        }
        keep(&mut found, id.to_owned(), SiteYears { moves_in: first, levels }, &row, faults);
    }
    if let Some(site) = ends.keys().find(|site| !found.contains_key(*site)) {
        faults.add(Code::NotARun, &table.place(), format!("there is no row for {site}, a site of this run"), AGAIN);
    }
    Some(found)
}
