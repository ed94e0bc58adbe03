//! Money over the years, as a programme's tables have it.

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

pub(super) fn programme(archive: &Archive, run: usize) -> Result<Option<Programme>, Fault> {
    let Some(sheet) = archive.sheet("savings.csv") else { return Ok(None) };
    let savings = savings(sheet)?;
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

/// Of whole years against doing nothing, all lines together.
fn savings(sheet: &Sheet) -> Result<Vec<YearSaving>, Fault> {
    let [year, measured, against, line] = sheet.find(["year", "measured", "against", "line"])?;
    let kinds = sheet.find(["cost_reduction_gbp", "income_gbp", "fund_switch_gbp", "avoidance_gbp"])?;
    let mut found: Vec<YearSaving> = Vec::new();
    for (at, row) in sheet.numbered() {
        if row[measured] != "run-rate" || row[against] != "do nothing" || row[line] != "total" {
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
