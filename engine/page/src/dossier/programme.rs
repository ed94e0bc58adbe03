//! Money over the years, as a programme's tables have it.

use super::{Count, Dossier, figures};
use doorstep_scenario::{Archive, Fault, Sheet};

/// What a programme says beside its end year.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Programme {
    /// Its years.
    pub years: Vec<String>,
    /// The run it comes from.
    pub run: usize,
    /// From the base to what is proposed.
    pub waterfall: Vec<Step>,
    /// Savings by year, of the run-rate against doing nothing.
    pub savings: Vec<YearSaving>,
    /// The same of what is had in the year itself.
    pub in_year: Vec<YearSaving>,
    /// What a year costs, less income.
    pub costs: Vec<CostYear>,
    /// What pays one-offs, and what is left of it.
    pub reserves: Vec<Reserve>,
    /// Net present value of all years, where rates are stated.
    pub worth: Option<Worth>,
    /// Levels of every site, today and as each year ends.
    pub sites: Vec<(String, Vec<String>)>,
    /// Who is reached, year by year.
    pub reach: Vec<ReachYear>,
    /// Targets by year.
    pub targets: Vec<TargetYear>,
    /// Posts by year and role.
    pub staff: Vec<RoleYear>,
    /// One-off costs, and what pays for them.
    pub one_offs: Vec<OneOff>,
    /// How sure it is: what, its rating, its odds, what it saves in pence.
    pub delivery: Vec<(String, String, String, i64)>,
    /// When one-off costs are paid back, in words.
    pub payback: String,
    /// What does not work, by year.
    pub problems: Vec<(String, String)>,
}

/// A step of the waterfall.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Step {
    /// Its name.
    pub name: String,
    /// Is it a level, not a change?
    pub level: bool,
    /// In pence: the amount, and where its bar begins and ends.
    pub amounts: [i64; 3],
}

/// A year's savings by kind, in pence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct YearSaving {
    /// Which year.
    pub year: String,
    /// Cost reduction, income, fund switch, avoidance.
    pub kinds: [i64; 4],
}

/// What a year costs, in pence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CostYear {
    /// Which year.
    pub year: String,
    /// If nothing were decided.
    pub nothing: i64,
    /// In the year itself.
    pub in_year: i64,
    /// Of a whole year, as the year ends.
    pub run_rate: i64,
}

/// A source that pays one-offs in a year, in pence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reserve {
    /// Which year.
    pub year: String,
    /// Its name.
    pub name: String,
    /// At the beginning, received, used, lapsed, at the end, and the least it may hold.
    pub amounts: [i64; 6],
}

/// Net present value, in pence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Worth {
    /// Year, factor, cash less one-offs, net present value.
    pub years: Vec<(String, String, i64, i64)>,
    /// Cash less one-offs and net present value of all years.
    pub all: (i64, i64),
}

/// A service in a year: exact, for pages that are not for everybody.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ReachYear {
    /// Which year.
    pub year: String,
    /// Which service, by its place.
    pub service: usize,
    /// Reached if nothing were decided.
    pub nothing: Count,
    /// Reached a year, as the year ends.
    pub end: Count,
    /// Reached in the year itself.
    pub within: Count,
}

/// A target in a year, in pence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TargetYear {
    /// Its id.
    pub target: String,
    /// Which year.
    pub year: String,
    /// What it asks for and what there is.
    pub wanted: i64,
    /// What there is.
    pub have: i64,
    /// Is it met?
    pub kept: bool,
}

/// A role in a year, in thousandths of a post.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RoleYear {
    /// Which year.
    pub year: String,
    /// The role's name.
    pub name: String,
    /// Posts needed, there, and missing.
    pub need: i64,
    /// Posts there are.
    pub have: i64,
    /// Posts missing.
    pub missing: i64,
}

/// A one-off cost or source in a year, in pence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OneOff {
    /// Which year.
    pub year: String,
    /// `cost`, `source`, `unfinanced`.
    pub part: String,
    /// Its name.
    pub name: String,
    /// Lowest, planned, highest; of a source what is used stands in the middle.
    pub amounts: [i64; 3],
}

pub(super) fn programme(archive: &Archive, run: usize, dossier: &Dossier) -> Result<Option<Programme>, Fault> {
    let Some(sheet) = archive.sheet("savings.csv") else { return Ok(None) };
    let in_year = savings(sheet, "in year")?;
    let savings = savings(sheet, "run-rate")?;
    let mut years: Vec<String> = Vec::new();
    for saving in &savings {
        if !years.contains(&saving.year) {
            years.push(saving.year.clone());
        }
    }
    let each = |name: &str| archive.sheet(name);
    Ok(Some(Programme {
        years,
        run,
        waterfall: each("waterfall.csv").map(waterfall).transpose()?.unwrap_or_default(),
        savings,
        in_year,
        costs: each("lines.csv").map(costs).transpose()?.unwrap_or_default(),
        reserves: each("one_offs.csv").map(reserves).transpose()?.unwrap_or_default(),
        worth: each("value.csv").map(worth).transpose()?.flatten(),
        sites: each("sites_by_year.csv").map(|sheet| sites(sheet, dossier)).transpose()?.unwrap_or_default(),
        reach: each("reach_by_year.csv").map(|sheet| reach(sheet, dossier)).transpose()?.unwrap_or_default(),
        targets: each("targets_by_year.csv").map(targets).transpose()?.unwrap_or_default(),
        staff: each("staff.csv").map(staff).transpose()?.unwrap_or_default(),
        one_offs: each("one_offs.csv").map(one_offs).transpose()?.unwrap_or_default(),
        payback: each("one_offs.csv").map(payback).transpose()?.unwrap_or_default(),
        delivery: each("delivery.csv").map(delivery).transpose()?.unwrap_or_default(),
        problems: each("problems.csv").map(problems).transpose()?.unwrap_or_default(),
    }))
}

fn waterfall(sheet: &Sheet) -> Result<Vec<Step>, Fault> {
    let [name, kind, amount, from, to] = sheet.find(["name", "kind", "amount_gbp", "from_gbp", "to_gbp"])?;
    let step = |(at, row): (usize, &[String])| {
        let pence = |cell: usize| sheet.decimal(at, &row[cell], 2);
        let amounts = [pence(amount)?, pence(from)?, pence(to)?];
        Ok(Step { name: row[name].clone(), level: row[kind] == "level", amounts })
    };
    sheet.numbered().map(step).collect()
}

/// Of one reading against doing nothing, all lines together.
fn savings(sheet: &Sheet, how: &str) -> Result<Vec<YearSaving>, Fault> {
    let [year, measured, against, line] = sheet.find(["year", "measured", "against", "line"])?;
    let kinds = sheet.find(["cost_reduction_gbp", "income_gbp", "fund_switch_gbp", "avoidance_gbp"])?;
    let mut found: Vec<YearSaving> = Vec::new();
    for (at, row) in sheet.numbered() {
        if row[measured] != how || row[against] != "do nothing" || row[line] != "total" {
            continue;
        }
        let mut amounts = [0; 4];
        for (amount, cell) in amounts.iter_mut().zip(kinds) {
            *amount = sheet.decimal(at, &row[cell], 2)?;
        }
        found.push(YearSaving { year: row[year].clone(), kinds: amounts });
    }
    Ok(found)
}

fn costs(sheet: &Sheet) -> Result<Vec<CostYear>, Fault> {
    let [year, line, nothing] = sheet.find(["year", "line", "do_nothing_gbp"])?;
    let [in_year, run_rate] = sheet.find(["net_in_year_gbp", "net_run_rate_gbp"])?;
    let each = |(at, row): (usize, &[String])| {
        let pence = |cell: usize| sheet.decimal(at, &row[cell], 2);
        let (nothing, in_year, run_rate) = (pence(nothing)?, pence(in_year)?, pence(run_rate)?);
        Ok(CostYear { year: row[year].clone(), nothing, in_year, run_rate })
    };
    sheet.numbered().filter(|(_, row)| row[line] == "total").map(each).collect()
}

fn reserves(sheet: &Sheet) -> Result<Vec<Reserve>, Fault> {
    let [year, part, id, name] = sheet.find(["year", "part", "id", "name"])?;
    let cells = ["opening_gbp", "received_gbp", "used_gbp", "lapsed_gbp", "closing_gbp", "minimum_gbp"];
    let cells = sheet.find(cells)?;
    let each = |(at, row): (usize, &[String])| {
        let mut amounts = [0; 6];
        for (amount, cell) in amounts.iter_mut().zip(cells) {
            *amount = sheet.decimal(at, &row[cell], 2)?;
        }
        let name = if row[name].is_empty() { &row[id] } else { &row[name] };
        Ok(Reserve { year: row[year].clone(), name: name.clone(), amounts })
    };
    sheet.numbered().filter(|(_, row)| row[part] == "source").map(each).collect()
}

fn worth(sheet: &Sheet) -> Result<Option<Worth>, Fault> {
    let [year, factor] = sheet.find(["year", "factor"])?;
    let [cash, value] = sheet.find(["cash_saved_less_one_offs_gbp", "net_present_value_gbp"])?;
    let mut found = Worth::default();
    let mut whole = false;
    for (at, row) in sheet.numbered() {
        let (cash, value) = (sheet.decimal(at, &row[cash], 2)?, sheet.decimal(at, &row[value], 2)?);
        if row[year] == "total" {
            (found.all, whole) = ((cash, value), true);
        } else {
            found.years.push((row[year].clone(), row[factor].clone(), cash, value));
        }
    }
    Ok(whole.then_some(found))
}

/// Levels in the order of the dossier's sites; the columns after today's are years.
fn sites(sheet: &Sheet, dossier: &Dossier) -> Result<Vec<(String, Vec<String>)>, Fault> {
    let [site, today] = sheet.find(["site", "today"])?;
    let level = |id: &str, column: usize| {
        sheet.rows().find(|row| row[site] == id).map_or_else(|| "closed".to_owned(), |row| row[column].clone())
    };
    let columns = sheet.columns().iter().enumerate().skip(today);
    let at = |(column, name): (usize, &String)| {
        let levels = dossier.sites().map(|place| level(&place.id, column)).collect();
        let name = if column == today { format!("Today, {}", dossier.years.0) } else { name.clone() };
        (name, levels)
    };
    Ok(columns.map(at).collect())
}

fn reach(sheet: &Sheet, dossier: &Dossier) -> Result<Vec<ReachYear>, Fault> {
    let [year, service, nothing] = sheet.find(["year", "service", "reached_doing_nothing"])?;
    let [end, within] = sheet.find(["reached_at_year_end", "reached_in_year"])?;
    let each = |(at, row): (usize, &[String])| {
        let count = |cell: usize| figures::people(sheet, at, &row[cell]);
        let known = dossier.services.iter().position(|(id, _)| *id == row[service]);
        let service = known.ok_or_else(|| sheet.fault(at, &row[service]))?;
        let (nothing, end, within) = (count(nothing)?, count(end)?, count(within)?);
        Ok(ReachYear { year: row[year].clone(), service, nothing, end, within })
    };
    sheet.numbered().map(each).collect()
}

fn targets(sheet: &Sheet) -> Result<Vec<TargetYear>, Fault> {
    let [target, year, wanted, have, kept] = sheet.find(["target", "year", "wanted_gbp", "have_gbp", "kept"])?;
    let each = |(at, row): (usize, &[String])| {
        Ok(TargetYear {
            target: row[target].clone(),
            year: row[year].clone(),
            wanted: sheet.decimal(at, &row[wanted], 2)?,
            have: sheet.decimal(at, &row[have], 2)?,
            kept: row[kept] == "yes",
        })
    };
    sheet.numbered().map(each).collect()
}

fn staff(sheet: &Sheet) -> Result<Vec<RoleYear>, Fault> {
    let [year, name, need, have, missing] = sheet.find(["year", "name", "need", "have", "missing"])?;
    let each = |(at, row): (usize, &[String])| {
        let posts = |cell: usize| sheet.decimal(at, &row[cell], 3);
        let (need, have, missing) = (posts(need)?, posts(have)?, posts(missing)?);
        Ok(RoleYear { year: row[year].clone(), name: row[name].clone(), need, have, missing })
    };
    sheet.numbered().map(each).collect()
}

fn one_offs(sheet: &Sheet) -> Result<Vec<OneOff>, Fault> {
    let [year, part, id, name] = sheet.find(["year", "part", "id", "name"])?;
    let [low, planned, high, used] = sheet.find(["low_gbp", "planned_gbp", "high_gbp", "used_gbp"])?;
    let each = |(at, row): (usize, &[String])| {
        let pence = |cell: usize| if row[cell].is_empty() { Ok(0) } else { sheet.decimal(at, &row[cell], 2) };
        let middle = if row[part] == "source" { pence(used)? } else { pence(planned)? };
        let amounts = [pence(low)?, middle, pence(high)?];
        let name = if row[name].is_empty() { &row[id] } else { &row[name] };
        Ok(OneOff { year: row[year].clone(), part: row[part].clone(), name: name.clone(), amounts })
    };
    sheet.numbered().filter(|(_, row)| row[part] != "payback").map(each).collect()
}

fn payback(sheet: &Sheet) -> Result<String, Fault> {
    let [part, name] = sheet.find(["part", "name"])?;
    Ok(sheet.rows().find(|row| row[part] == "payback").map_or_else(String::new, |row| row[name].clone()))
}

fn delivery(sheet: &Sheet) -> Result<Vec<(String, String, String, i64)>, Fault> {
    let [what, rag, odds, saving] = sheet.find(["what", "rag", "odds", "saving_gbp"])?;
    let each = |(at, row): (usize, &[String])| {
        Ok((row[what].clone(), row[rag].clone(), row[odds].clone(), sheet.decimal(at, &row[saving], 2)?))
    };
    sheet.numbered().map(each).collect()
}

fn problems(sheet: &Sheet) -> Result<Vec<(String, String)>, Fault> {
    let [year, problem] = sheet.find(["year", "problem"])?;
    Ok(sheet.rows().map(|row| (row[year].clone(), row[problem].clone())).collect())
}
