//! Several runs in one book: options side by side. Each run's own book has its details; twenty sheets a run in one file
//! would be read by nobody.
//!
//! Runs are of one scenario's years and prices, as those on one page are; whoever reads them sees to that. What one run
//! does not have is a blank there, never 0. Tables by year are of a run's plan, so options that are none have no such
//! sheets.

use crate::grid::{Cell, Grid, place, row_of};
use crate::layout::{ALL_LINES, ALL_SAVINGS, ALL_SITES, ALL_YEARS, Layout, SIDE};
use doorstep_scenario::{Archive, Code, Fault, Place, Sheet};

/// Each has a letter.
const MOST: usize = 26;

/// One option of one run.
struct Side<'a> {
    archive: &'a Archive,
    option: String,
    /// As its columns are called.
    name: String,
}

/// The sheets of several runs.
///
/// # Errors
/// Options that a run does not have, and cells that cannot be read.
pub fn grids(runs: &[(Archive, Option<String>)]) -> Result<Vec<Grid>, Vec<Fault>> {
    let mut sides = Vec::new();
    let mut faults = Vec::new();
    for ((archive, option), letter) in runs.iter().zip('A'..='Z') {
        let option = option.clone().unwrap_or_else(|| "plan".to_owned());
        let options = archive.manifest["options"].as_array().into_iter().flatten();
        if options.clone().any(|known| known["label"] == option.as_str()) {
            sides.push(Side { archive, name: format!("{letter} {option}"), option });
        } else {
            let known: Vec<&str> = options.filter_map(|known| known["label"].as_str()).collect();
            faults.push(Fault {
                code: Code::UnknownOption,
                place: Place::file(&archive.folder),
                what: format!("there is no option \"{option}\""),
                fix: format!("Name one of it behind a colon: {}", known.join(", ")),
            });
        }
    }
    if runs.len() > MOST {
        faults.push(Fault {
            code: Code::OutOfRange,
            place: Place::file(&runs[MOST].0.folder),
            what: format!("{} runs are more than can be read side by side", runs.len()),
            fix: format!("Name {MOST} at most"),
        });
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let all = || -> Result<Vec<Grid>, Fault> {
        let money = money(&sides)?;
        let mut found = vec![side_by_side(&sides, &money)?, money, sites(&sides)?];
        if sides.iter().all(|side| side.option == "plan" && side.archive.sheet("lines.csv").is_some()) {
            found.push(years(&sides)?);
            found.push(savings(&sides)?);
        }
        Ok(found)
    };
    all().map_err(|fault| vec![fault])
}

/// One table's cells by keys: the amounts of a column, in the order in which keys come first.
struct Column(Vec<(Vec<String>, i64)>);

impl Column {
    fn of(sheet: &Sheet, wanted: &[(&str, &str)], keys: &[&str], column: &str) -> Result<Column, Fault> {
        let at = |name: &str| sheet.find([name]).map(|[at]| at);
        let conditions = wanted.iter().map(|(name, word)| Ok((at(name)?, *word))).collect::<Result<Vec<_>, Fault>>()?;
        let keys = keys.iter().map(|name| at(name)).collect::<Result<Vec<_>, Fault>>()?;
        let amount = at(column)?;
        let rows = sheet.numbered().filter(|(_, row)| conditions.iter().all(|(at, word)| row[*at] == *word));
        let each = rows.map(|(number, row)| {
            let key = keys.iter().map(|at| row[*at].clone()).collect();
            Ok((key, sheet.decimal(number, &row[amount], 2)?))
        });
        each.collect::<Result<Vec<_>, Fault>>().map(Column)
    }

    fn get(&self, key: &[String]) -> Option<i64> {
        self.0.iter().find(|(known, _)| known == key).map(|(_, pence)| *pence)
    }
}

/// Every key of any column, those of the first first.
fn keys(columns: &[Column]) -> Vec<Vec<String>> {
    let mut found: Vec<Vec<String>> = Vec::new();
    for (key, _) in columns.iter().flat_map(|column| &column.0) {
        if !found.contains(key) {
            found.push(key.clone());
        }
    }
    found
}

fn table<'a>(side: &Side<'a>, name: &str) -> Result<&'a Sheet, Fault> {
    side.archive.sheet(name).ok_or_else(|| Fault {
        code: Code::NotARun,
        place: Place::file(&side.archive.folder),
        what: format!("it has no {name}, so nothing was found in it"),
        fix: "Name a run with a plan".to_owned(),
    })
}

/// Keys to the left, a column a side, and what each has more than the first. Rows are grouped by the first key where
/// `by_group`, each group with its total.
fn beside(
    layout: &'static Layout,
    heads: &[&str],
    sides: &[(String, Column)],
    by_group: bool,
    compared: &[(usize, usize, String)],
) -> Grid {
    let columns: Vec<&Column> = sides.iter().map(|(_, column)| column).collect();
    let mut names: Vec<String> = heads.iter().map(|name| (*name).to_owned()).collect();
    names.extend(sides.iter().map(|(name, _)| format!("{name}_gbp")));
    names.extend(compared.iter().map(|(.., name)| format!("{name}_gbp")));
    let mut grid = Grid::made(layout, names, Vec::new());
    let all = keys(&columns.iter().map(|column| Column(column.0.clone())).collect::<Vec<_>>());
    let mut first = 0;
    for (at, key) in all.iter().enumerate() {
        let mut cells: Vec<Cell> = key.iter().map(|word| Cell::Text(word.clone())).collect();
        cells.extend(columns.iter().map(|column| column.get(key).map_or(Cell::Empty, Cell::Pence)));
        push(&mut grid, cells, heads.len(), compared);
        let ends = by_group && all.get(at + 1).is_none_or(|next| next[0] != key[0]) || !by_group && at + 1 == all.len();
        if ends {
            let row = grid.rows.len();
            let mut cells: Vec<Cell> = heads.iter().map(|_| Cell::Empty).collect();
            cells[0] = Cell::Text(if by_group { key[0].clone() } else { "total".to_owned() });
            if by_group && heads.len() > 1 {
                cells[1] = Cell::Text("total".to_owned());
            }
            for column in heads.len()..heads.len() + columns.len() {
                let sum = grid.rows[first..row].iter().filter_map(|row| row[column].pence()).sum();
                let (from, to) = (place(column, row_of(first)), place(column, row_of(row) - 1));
                cells.push(Cell::Formula(format!("SUM({from}:{to})"), sum));
            }
            push(&mut grid, cells, heads.len(), compared);
            grid.totals.push(row);
            first = row + 1;
        }
    }
    grid
}

/// A row with what each of its columns has more than another; a blank where one of them is.
fn push(grid: &mut Grid, mut cells: Vec<Cell>, heads: usize, compared: &[(usize, usize, String)]) {
    let row = row_of(grid.rows.len());
    for (one, other, _) in compared {
        let more = match (cells[heads + one].pence(), cells[heads + other].pence()) {
            (Some(now), Some(was)) => {
                Cell::Formula(format!("{}-{}", place(heads + one, row), place(heads + other, row)), now - was)
            }
            _ => Cell::Empty,
        };
        cells.push(more);
    }
    grid.rows.push(cells);
}

/// Every line today and in every option, and what each option costs more than today.
fn money(sides: &[Side<'_>]) -> Result<Grid, Fault> {
    let mut columns = Vec::new();
    let mut compared = Vec::new();
    for side in sides {
        let sheet = table(side, "money.csv")?;
        let of = |column| {
            let rows = Column::of(sheet, &[("option", &side.option)], &["line", "name"], column)?;
            Ok(Column(rows.0.into_iter().filter(|(key, _)| key[0] != "total").collect()))
        };
        let at = columns.len();
        columns.push((format!("{} today", &side.name[..1]), of("baseline_gbp")?));
        columns.push((side.name.clone(), of("cost_gbp")?));
        compared.push((at + 1, at, format!("{} less today", side.name)));
    }
    Ok(beside(&ALL_LINES, &["line", "name"], &columns, false, &compared))
}

/// Net cost of every line in every year, and what each run has more than the first.
fn years(sides: &[Side<'_>]) -> Result<Grid, Fault> {
    by_year(sides, &ALL_YEARS, "lines.csv", &[], &["year", "line"], "net_in_year_gbp")
}

fn savings(sides: &[Side<'_>]) -> Result<Grid, Fault> {
    let reading = [("measured", "run-rate"), ("against", "do nothing")];
    by_year(sides, &ALL_SAVINGS, "savings.csv", &reading, &["year", "line"], "cost_reduction_gbp")
}

fn by_year(
    sides: &[Side<'_>],
    layout: &'static Layout,
    file: &str,
    wanted: &[(&str, &str)],
    heads: &[&str],
    column: &str,
) -> Result<Grid, Fault> {
    let mut columns = Vec::new();
    let mut compared = Vec::new();
    for (at, side) in sides.iter().enumerate() {
        let rows = Column::of(table(side, file)?, wanted, heads, column)?;
        columns.push((side.name.clone(), Column(rows.0.into_iter().filter(|(key, _)| key[1] != "total").collect())));
        if at > 0 {
            compared.push((at, 0, format!("{} less {}", side.name, sides[0].name)));
        }
    }
    // Years of one run that the other has not come after its own: by year then.
    let mut grid = beside(layout, heads, &in_years(columns), true, &compared);
    grid.follows = true;
    Ok(grid)
}

/// Each column's rows by their first key, as years are written.
fn in_years(mut columns: Vec<(String, Column)>) -> Vec<(String, Column)> {
    // The first column leads: rows that it has not follow those of their year.
    let first: Vec<(Vec<String>, i64)> = columns[0].1.0.clone();
    let rank = |key: &Vec<String>| {
        (key[0].clone(), first.iter().position(|(known, _)| known == key).unwrap_or(usize::MAX), key.clone())
    };
    for (_, column) in &mut columns {
        column.0.sort_by_key(|(key, _)| rank(key));
    }
    columns
}

/// The level of every site today and in every option.
fn sites(sides: &[Side<'_>]) -> Result<Grid, Fault> {
    let mut names: Vec<String> = ["site", "name", "today"].map(str::to_owned).to_vec();
    names.extend(sides.iter().map(|side| side.name.clone()));
    names.push("options_differ".to_owned());
    let lead = table(&sides[0], "sites.csv")?;
    let [id, name, today] = lead.find(["site", "name", "status quo"])?;
    let mut rows = Vec::new();
    for row in lead.rows() {
        let mut cells: Vec<Cell> = [id, name, today].map(|at| Cell::Text(row[at].clone())).to_vec();
        let mut levels = Vec::new();
        for side in sides {
            let sheet = table(side, "sites.csv")?;
            let [site, level] = sheet.find(["site", side.option.as_str()])?;
            levels.push(
                sheet.rows().find(|other| other[site] == row[id]).map_or(String::new(), |other| other[level].clone()),
            );
        }
        let differ = levels.windows(2).any(|pair| pair[0] != pair[1]);
        cells.extend(levels.into_iter().map(|level| if level.is_empty() { Cell::Empty } else { Cell::Text(level) }));
        cells.push(Cell::Text(if differ { "yes" } else { "no" }.to_owned()));
        rows.push(cells);
    }
    Ok(Grid::made(&ALL_SITES, names, rows))
}

/// What each option is, costs, saves, keeps open and reaches.
fn side_by_side(sides: &[Side<'_>], money: &Grid) -> Result<Grid, Fault> {
    let mut names = vec!["what".to_owned()];
    names.extend(sides.iter().map(|side| side.name.clone()));
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut add = |what: &str, cell: &mut dyn FnMut(&Side<'_>) -> Result<Cell, Fault>| -> Result<(), Fault> {
        let mut cells = vec![Cell::Text(what.to_owned())];
        for side in sides {
            cells.push(cell(side)?);
        }
        rows.push(cells);
        Ok(())
    };
    let word = |key: &'static str| {
        move |side: &Side<'_>| Ok(Cell::Text(side.archive.manifest[key].as_str().unwrap_or_default().to_owned()))
    };
    add("Scenario", &mut word("scenario"))?;
    add("Run", &mut |side| Ok(Cell::Text(side.archive.folder.clone())))?;
    add("How it ended", &mut word("status"))?;
    add("Prices of", &mut word("prices"))?;
    let total = money.totals.first().copied().unwrap_or(0);
    let cell = |name: &str| {
        let amount = money.at(total, &format!("{name}_gbp"));
        Ok(amount.map_or(Cell::Empty, |amount| Cell::Formula(amount.text, amount.pence)))
    };
    add("Cost a year today, £", &mut |side| cell(&format!("{} today", &side.name[..1])))?;
    add("Cost a year, £", &mut |side| cell(&side.name))?;
    add("More than today, £", &mut |side| cell(&format!("{} less today", side.name)))?;
    add("Counts as saving, £", &mut |side| {
        let wanted = [("option", side.option.as_str()), ("line", "total")];
        let counts = Column::of(table(side, "money.csv")?, &wanted, &["line"], "counts_as_saving_gbp")?;
        Ok(counts.0.first().map_or(Cell::Empty, |(_, pence)| Cell::Pence(*pence)))
    })?;
    let mut levels: Vec<String> = Vec::new();
    let mut at_level = Vec::new();
    for side in sides {
        let sheet = table(side, "sites.csv")?;
        let [today, level] = sheet.find(["status quo", side.option.as_str()])?;
        let held: Vec<(String, bool)> =
            sheet.rows().map(|row| (row[level].clone(), row[level] != row[today])).collect();
        for (level, _) in &held {
            if !levels.contains(level) {
                levels.push(level.clone());
            }
        }
        at_level.push(held);
    }
    levels.sort_unstable();
    let count = |held: &[(String, bool)], meant: &dyn Fn(&(String, bool)) -> bool| {
        Cell::Number(held.iter().filter(|site| meant(site)).count() as f64, 0)
    };
    for level in &levels {
        let mut each = at_level.iter();
        let what = format!("Sites {level}");
        add(&what, &mut |_| Ok(each.next().map_or(Cell::Empty, |held| count(held, &|site| site.0 == *level))))?;
    }
    let mut each = at_level.iter();
    add("Sites that change level", &mut |_| Ok(each.next().map_or(Cell::Empty, |held| count(held, &|site| site.1))))?;
    let mut services: Vec<String> = Vec::new();
    for side in sides {
        for service in side.archive.manifest["names"]["services"].as_array().into_iter().flatten() {
            let id = service["id"].as_str().unwrap_or_default().to_owned();
            if !services.contains(&id) {
                services.push(id);
            }
        }
    }
    for service in &services {
        for (what, column) in [("today", "reached_before"), ("in the option", "reached_after")] {
            add(&format!("People reached a year by {service}, {what}"), &mut |side| {
                let Some(sheet) = side.archive.sheet("equity.csv") else { return Ok(Cell::Empty) };
                let [option, of, by, reached] = sheet.find(["option", "service", "by", column])?;
                let row = sheet
                    .numbered()
                    .find(|(_, row)| row[option] == side.option && row[of] == *service && row[by] == "all");
                Ok(row
                    .and_then(|(_, row)| row[reached].parse().ok())
                    .map_or(Cell::Empty, |people| Cell::Number(people, 1)))
            })?;
        }
    }
    Ok(Grid::made(&SIDE, names, rows))
}
