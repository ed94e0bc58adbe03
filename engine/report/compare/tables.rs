//! A comparison as full tables: what differs and what does not, with totals.

use super::Comparison;
use super::amounts::{Amounts, Unit, differ};
use crate::report::tables::cell;
use std::io::Write;

/// Files of a comparison: name and content.
pub type Tables = Vec<(String, Vec<u8>)>;

pub(super) type Writer<W> = csv::Writer<W>;

impl Comparison {
    /// Every table, whole, and the words of the screen.
    ///
    /// # Errors
    /// When a writer fails.
    pub fn tables(&self) -> Result<Tables, csv::Error> {
        let mut all = vec![("comparison.txt".to_owned(), (self.lines().join("\n") + "\n").into_bytes())];
        let mut add = |name: &str, write: &dyn Fn(&mut Vec<u8>) -> Result<(), csv::Error>| {
            let mut bytes = Vec::new();
            write(&mut bytes)?;
            all.push((name.to_owned(), bytes));
            Ok::<(), csv::Error>(())
        };
        add("money.csv", &|to| {
            let mut table = self.headed(&["line"], to)?;
            write_all(&[], &self.money, &mut table)?;
            total(&["total"], &self.money, &mut table)
        })?;
        add("sites.csv", &|to| self.site_table(to))?;
        add("offers.csv", &|to| {
            let mut table = self.headed(&["service", "mode", "place"], to)?;
            write_all(&[], &self.offers, &mut table)?;
            total(&["total", "", ""], &self.offers, &mut table)
        })?;
        add("reach.csv", &|to| {
            let mut table = self.headed(&["service", "part", "of"], to)?;
            for reach in &self.reach {
                write(&[&reach.service, "all", ""], &reach.all, Unit::Tenths, &mut table)?;
                for (kind, amounts) in &reach.parts {
                    write_all(&[&reach.service, kind], amounts, &mut table)?;
                    if let Some(lacks) = &amounts.rounding {
                        let lacks: Vec<Option<i64>> = lacks.iter().copied().map(Some).collect();
                        write(&[&reach.service, kind, "rounding of the parts"], &lacks, Unit::Tenths, &mut table)?;
                    }
                }
            }
            Ok(table.flush()?)
        })?;
        for (name, write) in self.year_tables() {
            add(name, &*write)?;
        }
        Ok(all)
    }

    /// Which option of which run. A letter stands before every folder, so none can be read as a
    /// formula.
    pub(super) fn headings(&self) -> impl Iterator<Item = String> {
        let options = self.letters().zip(&self.columns);
        options.map(|(letter, [folder, option, _])| format!("{letter} {folder}: {option}"))
    }

    /// A table whose columns say which option of which run they are.
    pub(super) fn headed<W: Write>(&self, words: &[&str], to: W) -> Result<Writer<W>, csv::Error> {
        let mut table = csv::Writer::from_writer(to);
        let words = words.iter().map(|word| (*word).to_owned());
        let changes = self.letters().skip(1).map(|letter| format!("{letter} minus A"));
        table.write_record(words.chain(self.headings()).chain(changes))?;
        Ok(table)
    }

    fn site_table(&self, to: &mut Vec<u8>) -> Result<(), csv::Error> {
        let mut table = csv::Writer::from_writer(to);
        table.write_record(std::iter::once("site".to_owned()).chain(self.headings()).chain(["differs".to_owned()]))?;
        for (site, levels) in &self.sites {
            let word = if differ(levels) { "yes" } else { "no" };
            let levels = levels.iter().map(|level| cell(level.as_deref().unwrap_or("")));
            table.write_record(std::iter::once(cell(site)).chain(levels).chain([word.to_owned()]))?;
        }
        Ok(table.flush()?)
    }
}

/// Every row, with these words before its own.
fn write_all<W: Write>(before: &[&str], amounts: &Amounts, table: &mut Writer<W>) -> Result<(), csv::Error> {
    for (key, cells) in &amounts.rows {
        let words: Vec<&str> = before.iter().copied().chain(key.iter().map(String::as_str)).collect();
        write(&words, cells, amounts.unit, table)?;
    }
    Ok(())
}

fn total<W: Write>(words: &[&str], amounts: &Amounts, table: &mut Writer<W>) -> Result<(), csv::Error> {
    let sum: Vec<Option<i64>> = amounts.total().into_iter().map(Some).collect();
    write(words, &sum, amounts.unit, table)?;
    Ok(table.flush()?)
}

/// A row: words, amounts, and what each differs from the first. Empty where there is nothing.
fn write<W: Write>(words: &[&str], cells: &[Option<i64>], unit: Unit, table: &mut Writer<W>) -> Result<(), csv::Error> {
    let first = cells.first().copied().flatten().unwrap_or(0);
    let changes = cells.iter().skip(1).map(|amount| unit.plain(amount.unwrap_or(0) - first));
    let amounts = cells.iter().map(|amount| amount.map_or_else(String::new, |amount| unit.plain(amount)));
    table.write_record(words.iter().map(|word| cell(word)).chain(amounts).chain(changes))
}
