//! Years side by side as full tables. Nothing stands where a run has nothing.

use super::Comparison;
use super::amounts::differ;
use super::tables::Writer;
use super::years::{Line, Site, YearTable};
use crate::report::tables::{Result, cell};
use std::io::Write;

/// A file and how it is written.
type File<'c> = (&'static str, Box<dyn Fn(&mut Vec<u8>) -> Result + 'c>);

impl Comparison {
    /// The tables by year, where any run has years.
    pub(super) fn year_tables(&self) -> Vec<File<'_>> {
        let Some(years) = &self.years else { return Vec::new() };
        let mut files: Vec<File<'_>> = Vec::new();
        for table in years.tables().into_iter().filter(|table| !table.lines.is_empty()) {
            files.push((table.file, Box::new(move |to| self.year_table(table, to))));
        }
        files.push(("sites_by_year.csv", Box::new(|to| self.year_sites(&years.sites, to))));
        files.push((
            "payback.csv",
            Box::new(|to| {
                let mut table = csv::Writer::from_writer(to);
                table.write_record(std::iter::once("one-offs are paid back".to_owned()).chain(self.headings()))?;
                let words = years.payback.iter().map(|word| cell(word.as_deref().unwrap_or("")));
                table.write_record(std::iter::once("when".to_owned()).chain(words))?;
                Ok(table.flush()?)
            }),
        ));
        files
    }

    fn year_table(&self, of: &YearTable, to: &mut Vec<u8>) -> Result {
        let mut table = self.headed(of.heads, to)?;
        if of.adds_up {
            for (lines, total) in of.groups() {
                for line in lines {
                    write(of, line, None, &mut table)?;
                }
                if let Some(total) = total {
                    write(of, &total, Some("total"), &mut table)?;
                }
            }
        } else {
            for line in &of.lines {
                write(of, line, None, &mut table)?;
            }
        }
        Ok(table.flush()?)
    }

    /// Each site's year of moving, then its level at each year's end.
    fn year_sites(&self, sites: &[Site], to: &mut Vec<u8>) -> Result {
        let mut table = csv::Writer::from_writer(to);
        let head = ["site", "at"].map(str::to_owned).into_iter();
        table.write_record(head.chain(self.headings()).chain(["differs".to_owned()]))?;
        for site in sites {
            let mut row = |at: &str, words: &[Option<String>]| {
                // A run without the year is no other level in it.
                let there: Vec<_> = words.iter().flatten().collect();
                let differs = if differ(&there) { "yes" } else { "no" };
                let words = words.iter().map(|word| cell(word.as_deref().unwrap_or("")));
                let head = [cell(&site.id), cell(at)].into_iter();
                table.write_record(head.chain(words).chain([differs.to_owned()]))
            };
            row("moves in", &site.moves)?;
            for (year, levels) in &site.levels {
                row(year, levels)?;
            }
        }
        Ok(table.flush()?)
    }
}

fn write<W: Write>(of: &YearTable, line: &Line, last: Option<&str>, table: &mut Writer<W>) -> Result {
    let shown = |amount: &Option<i64>| amount.map_or_else(String::new, |amount| of.unit.plain(amount));
    let words = line.words.iter().map(String::as_str).chain(last).map(cell);
    table.write_record(words.chain(line.cells.iter().map(shown)).chain(line.changes().iter().map(shown)))
}
