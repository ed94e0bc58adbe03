//! Who is reached, who has it near and who loses their nearest place, part by part of the council.

use super::{Count, Dossier};
use doorstep_scenario::{Fault, Sheet};
use std::collections::{BTreeMap, BTreeSet};

/// A part of the council: a district, a deprivation fifth, a group, an area.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// What kind it is.
    pub by: String,
    /// Which; empty for the whole.
    pub name: String,
}

/// A part's figures for one service.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Figures {
    /// People the service is for.
    pub eligible: Count,
    /// People reached.
    pub reached: Count,
    /// What an option changes of that, in tenths, as the run has it; nothing where it is not shown so.
    pub change: Option<i64>,
    /// People with it near, where that is known.
    pub near: Option<Count>,
    /// The mean way to the nearest place that runs it, where there is one.
    pub way: Option<f64>,
}

impl Figures {
    /// The change for a reader, beside today's figures.
    pub fn change_shown(&self, before: &Figures) -> String {
        self.changed(before).map_or_else(|| super::count::HIDDEN.to_owned(), super::count::signed)
    }

    /// The change in whole people: as the run has it, else of what is shown.
    pub fn changed(&self, before: &Figures) -> Option<i64> {
        match self.change {
            Some(tenths) => Count::Exact(tenths).people(),
            None => self.reached.change(before.reached),
        }
    }
}

/// People whose nearest place is lost.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Lost {
    /// People asked about.
    pub people: Count,
    /// Who loses it.
    pub lose: Count,
    /// Who is left with none near enough to go to.
    pub left: Count,
    /// How much further the next one is: on average, and for the furthest tenth.
    pub further: Option<(f64, f64)>,
}

/// Reads who gains and who loses by one option of a run; today's figures are those before it.
#[derive(Debug, Clone, Default)]
pub(super) struct Read {
    pub before: Vec<Vec<Figures>>,
    pub after: Vec<Vec<Figures>>,
    pub near: Vec<String>,
    pub way_unit: String,
}

/// The parts that equity tables know, in their order.
pub(super) fn parts(sheet: &Sheet) -> Result<Vec<Part>, Fault> {
    let [by, part] = sheet.find(["by", "part"])?;
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for row in sheet.rows() {
        let part = Part { by: row[by].clone(), name: row[part].clone() };
        if seen.insert(part.clone()) {
            found.push(part);
        }
    }
    Ok(found)
}

/// Where a table's rows stand among the services and parts of the dossier.
struct Where<'d> {
    services: BTreeMap<&'d str, usize>,
    parts: BTreeMap<&'d Part, usize>,
}

impl<'d> Where<'d> {
    fn of(dossier: &'d Dossier) -> Where<'d> {
        Where {
            services: dossier.services.iter().enumerate().map(|(at, (id, _))| (id.as_str(), at)).collect(),
            parts: dossier.parts.iter().enumerate().map(|(at, part)| (part, at)).collect(),
        }
    }
}

pub(super) fn figures(sheet: &Sheet, label: &str, dossier: &Dossier) -> Result<Read, Fault> {
    let [option, service, by, part] = sheet.find(["option", "service", "by", "part"])?;
    let [eligible, before, after, change] = sheet.find(["eligible", "reached_before", "reached_after", "change"])?;
    let [near_before, near_after, within] = sheet.find(["access_before", "access_after", "access_within"])?;
    let [way_before, way_after, unit] = sheet.find(["mean_way_before", "mean_way_after", "way_unit"])?;
    let known = Where::of(dossier);
    // A part that a table leaves out has nobody.
    let nobody = Figures { eligible: Count::Exact(0), reached: Count::Exact(0), ..Figures::default() };
    let blank = vec![vec![nobody; dossier.parts.len()]; dossier.services.len()];
    let near = vec![String::new(); dossier.services.len()];
    let mut read = Read { before: blank.clone(), after: blank, near, way_unit: String::new() };
    for (at, row) in sheet.numbered().filter(|(_, row)| row[option] == label) {
        let of = Part { by: row[by].clone(), name: row[part].clone() };
        let place = (known.services.get(row[service].as_str()), known.parts.get(&of));
        let (Some(service), Some(part)) = place else { return Err(sheet.fault(at, &row[part])) };
        let count = |cell: usize| people(sheet, at, &row[cell]);
        // "not assessed" where a limit or a way is not known.
        let maybe = |cell: usize| people(sheet, at, &row[cell]).ok();
        let way = |cell: usize| row[cell].parse::<f64>().ok().filter(|way| way.is_finite());
        let eligible = count(eligible)?;
        read.before[*service][*part] =
            Figures { eligible, reached: count(before)?, near: maybe(near_before), way: way(way_before), change: None };
        read.after[*service][*part] = Figures {
            eligible,
            reached: count(after)?,
            near: maybe(near_after),
            way: way(way_after),
            change: Some(sheet.decimal(at, &row[change], 1)?),
        };
        if read.near[*service].is_empty() {
            read.near[*service].clone_from(&row[within]);
        }
        if read.way_unit.is_empty() {
            read.way_unit.clone_from(&row[unit]);
        }
    }
    Ok(read)
}

/// A number of people: never below nothing, never more than there are anywhere.
pub(super) fn people(sheet: &Sheet, row: usize, cell: &str) -> Result<Count, Fault> {
    match sheet.decimal(row, cell, 1)? {
        tenths @ 0..=10_000_000_000 => Ok(Count::Exact(tenths)),
        _ => Err(sheet.fault(row, cell)),
    }
}

/// By service, sites of any kind last, and part.
pub(super) fn lost(sheet: &Sheet, label: &str, dossier: &Dossier) -> Result<Vec<Vec<Option<Lost>>>, Fault> {
    let [option, service, by, part] = sheet.find(["option", "service", "by", "part"])?;
    let [all, lose, left] = sheet.find(["people", "lose_nearest", "left_with_none"])?;
    let [mean, furthest] = sheet.find(["mean_further", "furthest_tenth"])?;
    let known = Where::of(dossier);
    let any = dossier.services.len();
    let mut found = vec![vec![None; dossier.parts.len()]; any + 1];
    for (at, row) in sheet.numbered().filter(|(_, row)| row[option] == label) {
        let of = Part { by: row[by].clone(), name: row[part].clone() };
        let service = known.services.get(row[service].as_str()).copied().unwrap_or(any);
        let Some(part) = known.parts.get(&of) else { continue };
        let count = |cell: usize| people(sheet, at, &row[cell]);
        let way = |cell: usize| row[cell].parse::<f64>().ok().filter(|way| way.is_finite());
        found[service][*part] = Some(Lost {
            people: count(all)?,
            lose: count(lose)?,
            left: count(left)?,
            further: way(mean).zip(way(furthest)),
        });
    }
    Ok(found)
}

/// How much further, for a reader.
pub fn further(lost: &Lost, unit: &str) -> String {
    let metres = |way: f64| crate::draw::words::whole(way);
    lost.further.map_or_else(|| "–".to_owned(), |(mean, _)| format!("{} {unit}", metres(mean)))
}
