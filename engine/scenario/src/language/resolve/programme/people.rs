//! People by year: as a table gives them, or projected by age.

use super::years::told;
use super::{Known, by_year};
use crate::fault::quoted;
use crate::language::decode::{Settings, list, look_up, map, yes_or_no};
use crate::language::scalars::{number, whole};
use crate::language::tables::{Column, Table};
use crate::language::tree::{Entry, Tree};
use crate::projection::{Births, Projection};
use crate::{Code, Faults};

type People = Vec<Vec<Vec<u32>>>;

/// Most people one area may have in one group or at one age.
const PEOPLE: u32 = 10_000_000;

/// A table with a row for every area and year, and the columns of the groups.
pub(super) fn given(table: &Table, known: &Known<'_>, faults: &mut Faults) -> Option<People> {
    let (area, year) = (table.need("area", faults), table.need("year", faults));
    if known.years.is_empty() {
        return None; // which years there are could not be read, and that has been told
    }
    let counts: Vec<Option<Column>> = known.columns.iter().map(|column| table.need(column, faults)).collect();
    let (area, year) = (area?, year?);
    let counts: Vec<Column> = counts.into_iter().collect::<Option<_>>()?;
    let mut found: Vec<Vec<Option<Vec<u32>>>> = vec![vec![None; known.today.len()]; known.years.len()];
    let mut sound = !table.is_partial();
    for row in table.rows() {
        let at = row.name_of(area, "area", &known.names.areas, faults);
        let written = row.year(year, faults);
        let when = written.and_then(|written| known.years.iter().position(|year| *year == written));
        if let (Some(written), None) = (written, when) {
            let what = format!("{written} is no year after the baseline");
            let fix = format!("Years are {}", told(known.years));
            faults.add(Code::BadCell, &row.place(), what, fix);
        }
        let people: Vec<Option<u32>> = counts.iter().map(|column| row.whole(*column, PEOPLE, faults)).collect();
        let people: Option<Vec<u32>> = people.into_iter().collect();
        let (Some(at), Some(when), Some(people)) = (at, when, people) else {
            sound = false;
            continue;
        };
        let Some(cell) = found[when].get_mut(at) else { continue };
        if cell.replace(people).is_some() {
            let what = format!("area {} has two rows for {}", quoted(&known.names.areas[at]), known.years[when]);
            faults.add(Code::GivenTwice, &row.place(), what, "Keep one");
            sound = false;
        }
    }
    // Where rows could not be read, nothing is said of those that seem to lack.
    let complete = sound && !known.names.areas.is_empty();
    for (year, areas) in known.years.iter().zip(&found).filter(|_| complete) {
        let missing = areas.iter().filter(|cell| cell.is_none()).count();
        if let Some(first) = areas.iter().position(Option::is_none) {
            let what = format!(
                "{year} has no people for {missing} of {} areas, {} first",
                areas.len(),
                quoted(&known.names.areas[first])
            );
            faults.add(Code::MissingSetting, &table.place(), what, "Give every area a row for every year");
            sound = false;
        }
    }
    let whole = |areas: Vec<Option<Vec<u32>>>| areas.into_iter().collect::<Option<Vec<_>>>();
    sound.then(|| found.into_iter().map(whole).collect::<Option<Vec<_>>>()).flatten()
}

/// People of today, moved on by age with births, deaths and migration.
pub(super) fn projected(tree: &Tree, known: &Known<'_>, faults: &mut Faults) -> Option<People> {
    let mut settings = Settings::plain(tree, "a projection of people", faults)?;
    let rates_of = |least: f64, most: f64| {
        move |tree: &Tree, faults: &mut Faults| {
            let each = list(tree, faults)?.iter().map(|item| number(item, &(least..=most), faults));
            each.collect::<Vec<_>>().into_iter().collect::<Option<Vec<f64>>>()
        }
    };
    let survival = settings.need("survival", faults, rates_of(0.0, 1.0));
    let migration = settings.maybe("migration", faults, rates_of(-0.9, 9.0));
    let fertility = settings.maybe("fertility", faults, rates_of(0.0, 1.0));
    let births = settings.maybe("births", faults, |tree, faults| {
        by_year(tree, known.years, faults, |tree, faults| number(tree, &(0.0..=100.0), faults))
    });
    let open = settings.or("last_age_is_open", false, faults, yes_or_no);
    let groups = settings.need("ages", faults, |tree, faults| ages(map(tree, faults)?, known, faults));
    settings.finish(faults);
    let named = |name: &str| tree.at_path(name).is_some();
    let births = match (fertility, births) {
        (Some(fertility), None) if !named("births") => Births::Fertility(fertility),
        (None, Some(births)) if !named("fertility") => Births::OfToday(births),
        // One of them is there and could not be read, which has been told.
        _ if named("births") != named("fertility") => return None,
        _ => {
            let what = "births are to be given once: by age of the mothers, or against today's";
            faults.add(Code::Contradiction, &tree.place, what, "Give either fertility or births");
            return None;
        }
    };
    let Some(table) = known.ages else {
        let what = "a projection needs today's people by age";
        faults.add(Code::MissingSetting, &tree.place, what, "Name them: tables: (ages: \"ages.csv\")");
        return None;
    };
    let today = by_age(table, known, faults)?;
    let (survival, groups) = (survival?, groups?);
    let count = today.first().map_or(0, Vec::len);
    let migration = migration.unwrap_or_else(|| vec![0.0; count]);
    let mothers = if let Births::Fertility(rates) = &births { rates.len() } else { count };
    for (name, given) in [("survival", survival.len()), ("migration", migration.len()), ("fertility", mothers)] {
        if given != count {
            let what = format!("{name} has {given} rates, and the table of ages {count} ages");
            faults.add(Code::Contradiction, &tree.place, what, "Give one rate for each age");
            return None;
        }
    }
    if let Some((_, last)) = groups.iter().find(|(_, last)| *last >= count) {
        let what = format!("age {last} is not in the table of ages, which ends at {}", count.saturating_sub(1));
        faults.add(Code::OutOfRange, &tree.place, what, "Use ages that the table has");
        return None;
    }
    let projection = Projection { survival, migration, births, open };
    let steps = projection.of(&today, known.years.len());
    Some(steps.iter().map(|then| scaled(known.today, &today, then, &groups)).collect())
}

/// By group: its first and last age.
fn ages(entries: &[Entry], known: &Known<'_>, faults: &mut Faults) -> Option<Vec<(usize, usize)>> {
    let mut found = vec![None; known.names.groups.len()];
    for entry in entries {
        let group = look_up(&entry.name, "group", &known.names.groups, &entry.place, faults);
        let mut settings = Settings::plain(&entry.tree, "ages of a group", faults)?;
        let [from, to] =
            ["from", "to"].map(|name| settings.need(name, faults, |tree, faults| whole(tree, 0..=120, faults)));
        settings.finish(faults);
        let (from, to) = (from? as usize, to? as usize);
        if to < from {
            faults.add(Code::Contradiction, &entry.place, "the last age is before the first", "Exchange the two");
            return None;
        }
        found[group?] = Some((from, to));
    }
    if let Some(missing) = found.iter().position(Option::is_none) {
        let what = format!("no ages are given for {}", quoted(&known.names.groups[missing]));
        let place = entries.first().map(|entry| entry.place.clone()).unwrap_or_default();
        faults.add(Code::MissingSetting, &place, what, "Give every group its first and last age");
    }
    found.into_iter().collect()
}

/// People of today by area and age, from columns `0`, `1`, `2` and so on.
fn by_age(table: &Table, known: &Known<'_>, faults: &mut Faults) -> Option<Vec<Vec<f64>>> {
    let area = table.need("area", faults)?;
    let mut columns = vec![table.need("0", faults)?];
    // Asked for only where it is there: the first age that is not is no column that is missing.
    while table.has(&columns.len().to_string()) {
        columns.push(table.need(&columns.len().to_string(), faults)?);
    }
    let mut found: Vec<Option<Vec<f64>>> = vec![None; known.today.len()];
    let mut sound = !table.is_partial();
    for row in table.rows() {
        let at = row.name_of(area, "area", &known.names.areas, faults);
        let people: Vec<Option<u32>> = columns.iter().map(|column| row.whole(*column, PEOPLE, faults)).collect();
        let people: Option<Vec<f64>> = people.into_iter().map(|people| people.map(f64::from)).collect();
        match (at.and_then(|at| found.get_mut(at)), people) {
            (Some(cell), Some(people)) if cell.is_none() => *cell = Some(people),
            (Some(_), Some(_)) => {
                let what = format!("area {} has two rows of ages", quoted(row.text(area)));
                faults.add(Code::GivenTwice, &row.place(), what, "Keep one");
                sound = false;
            }
            _ => sound = false,
        }
    }
    if let Some(first) = found.iter().position(Option::is_none).filter(|_| sound) {
        let what = format!("area {} has no row of ages", quoted(&known.names.areas[first]));
        faults.add(Code::MissingSetting, &table.place(), what, "Give every area a row");
    }
    sound.then(|| found.into_iter().collect()).flatten()
}

/// Each group grows as the people of its ages do in its area, to the nearest whole person.
fn scaled(groups: &[Vec<u32>], today: &[Vec<f64>], then: &[Vec<f64>], ages: &[(usize, usize)]) -> Vec<Vec<u32>> {
    let sum = |people: &[f64], (from, to): (usize, usize)| people[from..=to].iter().sum::<f64>();
    let grown = |people: u32, before: f64, after: f64| {
        let exact = if before > 0.0 { f64::from(people) * after / before } else { f64::from(people) };
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "cut to the bounds of people")]
        let whole = (exact + 0.5).floor().clamp(0.0, f64::from(PEOPLE)) as u32;
        whole
    };
    let area = |((groups, today), then): ((&Vec<u32>, &Vec<f64>), &Vec<f64>)| {
        let each = groups.iter().zip(ages);
        each.map(|(people, ages)| grown(*people, sum(today, *ages), sum(then, *ages))).collect()
    };
    groups.iter().zip(today).zip(then).map(area).collect()
}
