//! What further questions found: a curve, a ladder, what becomes of every site, what clashes.

use doorstep_scenario::{Archive, Fault, Sheet};

/// A curve between two goals.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Frontier {
    /// Names of the first and the second goal.
    pub goals: [String; 2],
    /// Its points.
    pub points: Vec<Point>,
    /// Today's values.
    pub today: Option<[f64; 2]>,
}

/// A point of a curve.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Point {
    /// Its option.
    pub name: String,
    /// Both goals.
    pub values: [f64; 2],
    /// Would a fixed exchange rate between the goals choose it?
    pub supported: bool,
    /// Does the curve turn here?
    pub knee: bool,
}

/// Steps of savings, each part of the next.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ladder {
    /// The goal that is best at each step.
    pub goal: String,
    /// The steps.
    pub rungs: Vec<Rung>,
}

/// A step of a ladder.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rung {
    /// What it has to save, in pence.
    pub target: i64,
    /// The goal by itself and as part of the ladder.
    pub alone: f64,
    /// As part of the ladder.
    pub nested: f64,
    /// Sites open.
    pub open: u64,
    /// Was a plan found?
    pub found: bool,
}

/// What becomes of a site in all plans near the best.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SiteChoice {
    /// Its name.
    pub name: String,
    /// Its district.
    pub district: String,
    /// Its level in the plan.
    pub level: String,
    /// "always kept", "always goes", "real choice", "not decided within the limits".
    pub class: String,
    /// What its other fate costs, at least and at most, and of which goal.
    pub price: [String; 3],
}

/// A demand that clashes with others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clash {
    /// What it asks.
    pub asks: String,
    /// Why it stands, and who says so.
    pub why: String,
    /// Where from.
    pub source: String,
}

/// What would make it possible.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Repair {
    /// What to do, in words.
    pub act: String,
    /// Asked, and instead.
    pub asked: String,
    /// Instead.
    pub instead: String,
    /// Is less than this proven not to do?
    pub least_proven: bool,
}

fn number(sheet: &Sheet, row: usize, cell: &str) -> Result<f64, Fault> {
    cell.parse::<f64>().ok().filter(|value| value.is_finite()).ok_or_else(|| sheet.fault(row, cell))
}

pub(super) fn frontier(archive: &Archive) -> Result<Option<Frontier>, Fault> {
    let Some(sheet) = archive.sheet("frontier.csv") else { return Ok(None) };
    let columns = sheet.columns();
    let (Some(first), Some(second)) = (columns.get(1).cloned(), columns.get(2).cloned()) else { return Ok(None) };
    let [option, knee, supported] = sheet.find(["option", "knee", "supported"])?;
    let mut found = Frontier { goals: [first, second], ..Frontier::default() };
    for (at, row) in sheet.numbered() {
        let values = [number(sheet, at, &row[1])?, number(sheet, at, &row[2])?];
        if row[option] == "status quo" {
            found.today = Some(values);
        } else {
            let (supported, knee) = (row[supported] == "yes", row[knee] == "yes");
            found.points.push(Point { name: row[option].clone(), values, supported, knee });
        }
    }
    Ok(Some(found))
}

pub(super) fn ladder(archive: &Archive) -> Result<Option<Ladder>, Fault> {
    let Some(sheet) = archive.sheet("ladder.csv") else { return Ok(None) };
    let [target, goal, alone, nested] = sheet.find(["target_gbp", "goal", "by_itself", "nested"])?;
    let [open, found] = sheet.find(["sites_open", "found"])?;
    let mut ladder = Ladder::default();
    for (at, row) in sheet.numbered() {
        ladder.goal.clone_from(&row[goal]);
        let found = row[found] == "yes";
        let maybe = |cell: usize| if found { number(sheet, at, &row[cell]) } else { Ok(0.0) };
        ladder.rungs.push(Rung {
            target: sheet.decimal(at, &row[target], 2)?,
            alone: maybe(alone)?,
            nested: maybe(nested)?,
            open: row[open].parse().unwrap_or(0),
            found,
        });
    }
    Ok(Some(ladder))
}

pub(super) fn choices(archive: &Archive) -> Result<Vec<SiteChoice>, Fault> {
    let Some(sheet) = archive.sheet("choices.csv") else { return Ok(Vec::new()) };
    let [name, district, level, class] = sheet.find(["name", "district", "level_in_the_plan", "class"])?;
    let [least, most, of] = sheet.find(["other_fate_costs_at_least", "other_fate_costs_at_most", "of"])?;
    let each = |row: &[String]| SiteChoice {
        name: row[name].clone(),
        district: row[district].clone(),
        level: row[level].clone(),
        class: row[class].clone(),
        price: [least, most, of].map(|cell| row[cell].clone()),
    };
    Ok(sheet.rows().map(each).collect())
}

pub(super) fn clash(archive: &Archive) -> Result<(Vec<Clash>, Vec<Repair>), Fault> {
    let mut found = (Vec::new(), Vec::new());
    if let Some(sheet) = archive.sheet("clash.csv") {
        let [asks, why, source] = sheet.find(["asks", "why", "source"])?;
        let each =
            |row: &[String]| Clash { asks: row[asks].clone(), why: row[why].clone(), source: row[source].clone() };
        found.0 = sheet.rows().map(each).collect();
    }
    if let Some(sheet) = archive.sheet("repairs.csv") {
        let [act, asked, instead, proven] = sheet.find(["do", "asked", "instead", "least_proven"])?;
        let each = |row: &[String]| Repair {
            act: row[act].clone(),
            asked: row[asked].clone(),
            instead: row[instead].clone(),
            least_proven: row[proven] == "yes",
        };
        found.1 = sheet.rows().map(each).collect();
    }
    Ok(found)
}
