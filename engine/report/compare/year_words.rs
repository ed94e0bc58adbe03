//! Years side by side on a screen: only what differs, and in plain words what has no counterpart.

use super::Comparison;
use super::amounts::{Unit, differ};
use super::words::{letter, others};
use super::years::{Line, Years};
use crate::report::table::Columns;
use doorstep_scenario::{Run, RunYears};
use std::collections::BTreeMap;

/// What has to be known of years before any figure is read.
pub(super) fn cautions(runs: &[Run]) -> Vec<String> {
    let mut said = Vec::new();
    let with: Vec<&RunYears> = runs.iter().filter_map(|run| run.years.as_ref()).collect();
    let of = |of: &dyn Fn(&RunYears) -> String| {
        let each = runs.iter().enumerate().map(|(at, run)| {
            let said = run.years.as_ref().map_or_else(|| "no years".to_owned(), of);
            format!("{} {said}", letter(at))
        });
        each.collect::<Vec<_>>().join("; ")
    };
    let ends: Vec<_> = with.iter().map(|own| own.years.last()).collect();
    if differ(&ends) {
        let ends = of(&|own| own.years.last().cloned().unwrap_or_default());
        said.push(format!(
            "Caution: the programmes end in different years ({ends}); what is not said to be of a year is of the end \
             year of each."
        ));
    }
    // By the year, for a year that only one has is no difference.
    let mut prices: BTreeMap<&String, Vec<i64>> = BTreeMap::new();
    for own in &with {
        for year in &own.years {
            let sum = own.prices.iter().filter(|(key, _)| key[0] == *year).map(|(_, amount)| amount).sum();
            prices.entry(year).or_default().push(sum);
        }
    }
    if let Some((year, _)) = prices.iter().find(|(_, sums)| differ(sums)) {
        let added = of(&|own| {
            let mut keys = own.prices.iter().filter(|(key, _)| key[0] == **year).map(|(_, amount)| amount).peekable();
            let none = keys.peek().is_none();
            if none { "not one of its years".to_owned() } else { Unit::Pence.shown(keys.sum()) }
        });
        said.push(format!(
            "Caution: by year, amounts are in money of each year, and what prices add to them is not the same: in {year} \
             {added}. Nothing is converted."
        ));
    } else if with.iter().any(|own| own.prices.values().any(|amount| *amount != 0)) {
        said.push("By year, amounts are in money of each year: prices rise from year to year.".to_owned());
    }
    said
}

/// What a list leaves out of its rows.
type Wanted<'w> = &'w dyn Fn(&Line) -> bool;

impl Comparison {
    /// The years, where any run has some.
    pub(super) fn year_lines(&self, lines: &mut Vec<String>) {
        let Some(years) = &self.years else { return };
        lines.push(String::new());
        lines.push("Year by year".to_owned());
        lines.extend(self.without_counterpart(years));
        if years.in_common().next().is_none() {
            lines.push(
                "  No year is in two of these runs: nothing is laid side by side. The tables have each by itself."
                    .to_owned(),
            );
            return;
        }
        self.net(years, lines);
        for year in years.in_common() {
            for (measured, title) in READINGS {
                let group = years.lines.of(&[year, measured]);
                self.summed(&format!("{year}: {title}, by line"), &group, lines);
            }
        }
        let money = Unit::Pence;
        let saved: Vec<Line> =
            years.savings.totals().into_iter().filter(|line| line.words[2] == "do nothing").collect();
        self.list("Saved against doing nothing, by kind", "kind", (&saved, money), &|_| true, lines);
        self.list(
            "Funds in the year",
            "amount",
            (&years.funds.lines, money),
            &|line| line.words[1] == "in year",
            lines,
        );
        let once: Vec<Line> = years.one_offs.groups().flat_map(|(lines, total)| with_total(lines, total)).collect();
        let shown = |line: &Line| ["planned", "used", "closing"].contains(&line.words[2].as_str());
        self.list("One-offs, what pays them, and what is left of it", "amount", (&once, money), &shown, lines);
        self.payback(years, lines);
        self.moves(years, lines);
        let reached = |line: &Line| line.words[1].starts_with("reached");
        self.list("Reached, by year and service", "figure", (&years.reach.lines, Unit::Tenths), &reached, lines);
        let asked =
            |line: &Line| line.words.last().is_some_and(|what| ["wanted", "have", "missing"].contains(&what.as_str()));
        self.list("Targets", "figure", (&years.targets.lines, money), &asked, lines);
    }

    /// Runs without years, and years that not every run has.
    fn without_counterpart(&self, years: &Years) -> Vec<String> {
        let mut said = Vec::new();
        for (letter, why) in self.letters().zip(&years.without) {
            if let Some(why) = why {
                said.push(format!("  {letter} has no years, for {why}: there is nothing of it below."));
            }
        }
        for (year, has) in &years.all {
            let within = |own: bool| {
                let those = self.letters().zip(has).zip(&years.without);
                let those = those.filter(move |((_, has), why)| **has == own && why.is_none());
                those.map(|((letter, _), _)| letter).collect::<Vec<_>>().join(", ")
            };
            let missing = within(false);
            if !missing.is_empty() {
                said.push(format!("  {year} is no year of {missing}: it has a counterpart in {} only.", within(true)));
            }
        }
        said
    }

    /// Net cost year by year, all lines together.
    fn net(&self, years: &Years, lines: &mut Vec<String>) {
        for (measured, title) in READINGS {
            let totals: Vec<Line> = years.lines.totals().into_iter().filter(|line| line.words[1] == measured).collect();
            lines.push(String::new());
            let mut table = Columns::default();
            table.row(self.head(&format!("{title}, all lines")));
            for total in &totals {
                table.row(row(&total.words[0], total, Unit::Pence));
            }
            // Whole years of different ends are levels: only what is paid in years adds up over them.
            let common = || totals.iter().filter(|total| total.cells.iter().all(Option::is_some));
            if measured == "in year"
                && common().count() > 1
                && let Some(sum) = Line::sum(Vec::new(), common())
            {
                let name = if common().count() == totals.len() { "all years" } else { "the years all have" };
                table.row(row(name, &sum, Unit::Pence));
            }
            lines.extend(table.lines());
        }
    }

    /// Lines that add up, with what is the same and the total.
    fn summed(&self, title: &str, group: &[&Line], lines: &mut Vec<String>) {
        lines.push(String::new());
        let (differing, same): (Vec<&Line>, Vec<&Line>) = group.iter().partition(|line| line.differs());
        if differing.is_empty() {
            lines.push(format!("{title}: the same in every line"));
            return;
        }
        let mut table = Columns::default();
        table.row(self.head(title));
        for line in &differing {
            table.row(row(line.words.last().map_or("", String::as_str), line, Unit::Pence));
        }
        if let Some(sum) = Line::sum(Vec::new(), same.iter().copied()) {
            table.row(row(&format!("{}, the same", others(same.len(), "line")), &sum, Unit::Pence));
        }
        if let Some(sum) = Line::sum(Vec::new(), group.iter().copied()) {
            table.row(row("total", &sum, Unit::Pence));
        }
        lines.extend(table.lines());
    }

    /// Lines that stand by themselves: those that differ, and how many do not.
    fn list(&self, title: &str, noun: &str, (of, unit): (&[Line], Unit), wanted: Wanted<'_>, lines: &mut Vec<String>) {
        // What only one run could have had is told by its year.
        let all: Vec<&Line> = of.iter().filter(|line| wanted(line)).collect();
        if all.is_empty() {
            return;
        }
        lines.push(String::new());
        let differing: Vec<&&Line> = all.iter().filter(|line| line.differs()).collect();
        if differing.is_empty() {
            lines.push(format!("{title}: the same in every year that two runs have"));
            return;
        }
        let mut table = Columns::default();
        table.row(self.head(title));
        for line in &differing {
            let words: Vec<&str> = line.words.iter().map(String::as_str).filter(|word| !word.is_empty()).collect();
            table.row(row(&words.join(" / "), line, unit));
        }
        let same = all.iter().filter(|line| line.is_shared() && !line.differs()).count();
        if same > 0 {
            table.row([format!("  {}, the same", others(same, noun))]);
        }
        lines.extend(table.lines());
    }

    fn payback(&self, years: &Years, lines: &mut Vec<String>) {
        let there: Vec<&String> = years.payback.iter().flatten().collect();
        if differ(&there) {
            lines.push("  paid back:".to_owned());
            let each = self.letters().zip(&years.payback);
            lines.extend(each.filter_map(|(letter, when)| Some(format!("    {letter}: {}", when.as_ref()?))));
        }
    }

    /// When each site moves, where that differs.
    fn moves(&self, years: &Years, lines: &mut Vec<String>) {
        lines.push(String::new());
        let with = |words: &[Option<String>]| -> Vec<Option<String>> {
            words.iter().zip(&years.without).filter(|(_, why)| why.is_none()).map(|(word, _)| word.clone()).collect()
        };
        let differing: Vec<_> = years.sites.iter().filter(|site| differ(&with(&site.moves))).collect();
        if differing.is_empty() {
            lines.push("Sites: each moves in the same year, or never".to_owned());
            return;
        }
        let mut table = Columns::default();
        table.row(std::iter::once("Sites, year of the first move".to_owned()).chain(self.letters()));
        for site in &differing {
            let words = site.moves.iter().map(|word| word.clone().unwrap_or_else(|| "–".to_owned()));
            table.row(std::iter::once(format!("  {}", site.id)).chain(words));
        }
        if differing.len() < years.sites.len() {
            table.row([format!("  {}, the same", others(years.sites.len() - differing.len(), "site"))]);
        }
        lines.extend(table.lines());
    }
}

/// Both readings of a cost: the word of the tables, and a title.
const READINGS: [(&str, &str); 2] = [
    ("in year", "Net cost in the year itself, after measures"),
    ("run-rate", "Net cost of a whole year as the year ends, after measures"),
];

/// Lines and, where there are several, their sum.
fn with_total(lines: &[Line], total: Option<Line>) -> Vec<Line> {
    let total = total.filter(|_| lines.len() > 1).map(|mut total| {
        total.words.push("all together".to_owned());
        total
    });
    lines.iter().cloned().chain(total).collect()
}

fn row(name: &str, line: &Line, unit: Unit) -> Vec<String> {
    let shown = line.cells.iter().map(|cell| cell.map_or_else(|| "–".to_owned(), |amount| unit.shown(amount)));
    let changes = line.changes().into_iter();
    let changes = changes.map(|change| change.map_or_else(|| "–".to_owned(), |amount| unit.change(amount)));
    std::iter::once(format!("  {name}")).chain(shown).chain(changes).collect()
}
