//! What may be changed: unit costs, what a pound becomes, months that moves leave, pressures and measures. Each
//! stands once, is marked in words and by colour, and everything that is arithmetic follows from it.

use crate::amount::{Amount, at_prices, halves_up, indexed};
use crate::grid::{Cell, Grid, place, row_of};
use crate::layout::{BESIDE, MONTHS, PRICES, UNITS};
use doorstep_scenario::{Archive, Fault, Sheet};
use std::collections::BTreeMap;

/// One row of `terms.csv` with what `prices.csv` says of it.
pub struct Terms {
    pub year: String,
    pub line: String,
    pub fund: String,
    pub months: u32,
    pub general: bool,
    pub general_today: bool,
    pub pays_alone: bool,
    pub counts: Counts,
    category: String,
    rate: i64,
    pub index: i64,
}

/// As what a line that costs less counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counts {
    /// It may not be touched, or leaves no cash.
    NoCash,
    /// Receiving more.
    Income,
    /// Spending less.
    Spending,
}

/// What a row of `costing.csv` costs for one: in the price year, and in its own.
pub struct Unit {
    pub base: Amount,
    /// At the year's prices; nothing where it is worked out otherwise.
    pub then: Option<Amount>,
    /// What a pound has become, as a cell, and in billionths.
    pub index: (String, i64),
}

/// The sheets of inputs, and where on them everything stands.
pub struct Inputs {
    pub years: Vec<String>,
    pub terms: Vec<Terms>,
    pub grids: Vec<Grid>,
    units: BTreeMap<Key, usize>,
    categories: Vec<String>,
    beside: BTreeMap<(String, String, String), usize>,
}

/// A unit cost: its line, its rank among kinds, of what it is, its pence.
type Key = (String, usize, String, i64);

const KINDS: [(&str, &str, &str); 6] = [
    ("fixed", "Fixed spending", "a year"),
    ("level", "A site at a level", "a year"),
    ("site", "A site's own cost at a level", "a year"),
    ("session", "A session", "a session"),
    ("running", "Running it at all", "a year"),
    ("staff", "A post", "a post a year"),
];

/// A row of `costing.csv`, its cells by name.
pub struct Costed<'s> {
    sheet: &'s Sheet,
    row: usize,
    cells: &'s [String],
}

impl<'s> Costed<'s> {
    pub fn all(sheet: &'s Sheet) -> impl Iterator<Item = Costed<'s>> {
        sheet.numbered().map(move |(row, cells)| Costed { sheet, row, cells })
    }

    /// A cell; nothing where there is no such column.
    pub fn word(&self, name: &str) -> &'s str {
        let at = self.sheet.columns().iter().position(|column| column == name);
        at.and_then(|at| self.cells.get(at)).map_or("", String::as_str)
    }

    pub fn whole(&self, name: &str, decimals: usize) -> Result<i64, Fault> {
        self.sheet.decimal(self.row, self.word(name), decimals)
    }

    /// Pressures and measures have amounts of their own in each year.
    pub fn by_year(&self) -> bool {
        self.word("kind") == "pressure" || self.word("kind").starts_with("measure")
    }

    pub fn is_post(&self) -> bool {
        matches!(self.word("kind"), "staff" | "staff with prevention" | "vacant posts")
    }

    fn rank(&self) -> usize {
        let kind = if self.is_post() { "staff" } else { self.word("kind") };
        KINDS.iter().position(|(known, ..)| *known == kind).unwrap_or(0)
    }

    /// Of what it is the unit cost.
    fn of(&self) -> String {
        let words = match self.rank() {
            1 => vec![self.word("level")],
            2 => vec![self.word("place"), self.word("level")],
            3 | 4 => vec![self.word("service"), self.word("mode")],
            5 => vec![if self.word("name").is_empty() { self.word("item") } else { self.word("name") }],
            _ => vec![],
        };
        words.join(", ")
    }

    fn key(&self) -> Result<Key, Fault> {
        Ok((self.word("line").to_owned(), self.rank(), self.of(), self.whole("unit_gbp", 2)?))
    }
}

/// The sheets of inputs of a run that says what makes up its lines.
///
/// # Errors
/// Cells that cannot be read.
pub fn inputs(archive: &Archive) -> Result<Option<Inputs>, Vec<Fault>> {
    let [Some(prices), Some(terms), Some(costing)] =
        ["prices.csv", "terms.csv", "costing.csv"].map(|name| archive.sheet(name))
    else {
        return Ok(None);
    };
    let read = || -> Result<Inputs, Fault> {
        let terms = read_terms(prices, terms)?;
        let mut found = Inputs {
            years: in_order(terms.iter().map(|of| of.year.clone())),
            categories: in_order(terms.iter().map(|of| of.category.clone()).filter(|name| !name.is_empty())),
            terms,
            grids: Vec::new(),
            units: BTreeMap::new(),
            beside: BTreeMap::new(),
        };
        let base =
            archive.sheet("terms.csv").map(|sheet| Costed::all(sheet).next().map_or("", |row| row.word("price_base")));
        let months = found.months();
        found.grids.push(months);
        if !found.categories.is_empty() {
            let indices = found.indices();
            found.grids.push(indices);
        }
        let units = found.unit_costs(costing, base.unwrap_or_default())?;
        found.grids.push(units);
        if let Some(beside) = found.pressures_and_measures(costing)? {
            found.grids.push(beside);
        }
        Ok(found)
    };
    read().map(Some).map_err(|fault| vec![fault])
}

fn in_order(words: impl Iterator<Item = String>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in words {
        if !found.contains(&word) {
            found.push(word);
        }
    }
    found
}

fn read_terms(prices: &Sheet, terms: &Sheet) -> Result<Vec<Terms>, Fault> {
    let priced: BTreeMap<(&str, &str), Costed<'_>> =
        Costed::all(prices).map(|row| ((row.word("year"), row.word("line")), row)).collect();
    let each = Costed::all(terms).map(|row| {
        let price = priced.get(&(row.word("year"), row.word("line")));
        let price = price.ok_or_else(|| terms.fault(row.row, row.word("line")))?;
        let months = u32::try_from(row.whole("months_left", 0)?).unwrap_or(0);
        let yes = |name: &str| row.word(name) == "yes";
        Ok(Terms {
            year: row.word("year").to_owned(),
            line: row.word("line").to_owned(),
            fund: row.word("fund").to_owned(),
            months,
            general: yes("general_fund"),
            general_today: yes("general_fund_in_base"),
            pays_alone: yes("pays_alone"),
            counts: match (yes("touchable") && yes("cashable"), yes("income")) {
                (false, _) => Counts::NoCash,
                (true, true) => Counts::Income,
                (true, false) => Counts::Spending,
            },
            category: price.word("category").to_owned(),
            rate: if price.word("rate").is_empty() { 0 } else { price.whole("rate", 6)? },
            index: price.whole("index", 9)?,
        })
    });
    each.collect()
}

/// "changed" where cells are not what they were, as a formula.
fn changed(cells: impl Iterator<Item = (String, String)>) -> Cell {
    let same: Vec<String> = cells.map(|(cell, was)| format!("{cell}={was}")).collect();
    Cell::Word(format!("IF(AND({}),\"as run\",\"changed\")", same.join(",")), "as run".to_owned())
}

/// Whole hundredths, or millionths, as a number in a formula.
fn number(whole: i64, decimals: usize) -> String {
    let digits = format!("{:0width$}", whole.unsigned_abs(), width = decimals + 1);
    let (before, after) = digits.split_at(digits.len() - decimals);
    format!("{}{before}.{after}", if whole < 0 { "-" } else { "" })
}

impl Inputs {
    /// What holds for a line in a year.
    pub fn terms_of(&self, year: &str, line: &str) -> Option<&Terms> {
        self.terms.iter().find(|of| of.year == year && of.line == line)
    }

    /// The cell of the months that a year's moves leave.
    pub fn months_left(&self, year: &str) -> (String, u32) {
        let at = self.years.iter().position(|known| known == year).unwrap_or(0);
        let months = self.terms.iter().find(|of| of.year == year).map_or(12, |of| of.months);
        (format!("'{}'!{}", MONTHS.sheet, place(1, row_of(at))), months)
    }

    fn months(&self) -> Grid {
        let names = ["year", "months_left", "from", "against_the_run"].map(str::to_owned).to_vec();
        let rows = self.years.iter().enumerate().map(|(at, year)| {
            let months = self.months_left(year).1;
            let cell = place(1, row_of(at));
            let from = format!("CHOOSE(13-{cell},{})", FIRSTS.map(|day| format!("\"{day}\"")).join(","));
            let day = FIRSTS.get(12_usize.saturating_sub(months as usize)).copied().unwrap_or_default();
            vec![
                Cell::Text(year.clone()),
                Cell::Count(months),
                Cell::Word(from, day.to_owned()),
                changed(std::iter::once((cell, months.to_string()))),
            ]
        });
        Grid::made(&MONTHS, names, rows.collect())
    }

    /// What a pound has become, by kind of prices: rates to the left, what they come to on their right.
    fn indices(&self) -> Grid {
        let mut names = vec!["kind_of_prices".to_owned()];
        names.extend(self.years.iter().map(|year| format!("rate {year}, on the year before")));
        names.extend(self.years.iter().map(|year| format!("index {year}")));
        names.push("against_the_run".to_owned());
        let rows = self.categories.iter().enumerate().map(|(row, category)| {
            let of = |year: &String| self.terms.iter().find(|of| of.category == *category && of.year == *year);
            let mut cells = vec![Cell::Text(category.clone())];
            let mut same = Vec::new();
            for (at, year) in self.years.iter().enumerate() {
                let rate = of(year).map_or(0, |of| of.rate);
                cells.push(Cell::Rate(rate));
                same.push((place(1 + at, row_of(row)), number(rate, 6)));
            }
            for (at, year) in self.years.iter().enumerate() {
                let rate = place(1 + at, row_of(row));
                let grown = format!("ROUND(1000000*(1+{rate}),0)");
                let text = if at == 0 {
                    format!("{grown}/1000000")
                } else {
                    let before = place(self.years.len() + at, row_of(row));
                    format!("ROUND(ROUND(1000000000*{before},0)*{grown}/1000000,0)/1000000000")
                };
                cells.push(Cell::Index(text, of(year).map_or(1_000_000_000, |of| of.index)));
            }
            cells.push(changed(same.into_iter()));
            cells
        });
        Grid::made(&PRICES, names, rows.collect())
    }

    /// The cell of what a pound of a line has become by a year; nothing where its prices stay.
    fn index(&self, line: &str, year: &str) -> Option<(String, i64)> {
        let of = self.terms_of(year, line)?;
        let row = self.categories.iter().position(|known| *known == of.category)?;
        let at = self.years.iter().position(|known| known == year)?;
        Some((format!("'{}'!{}", PRICES.sheet, place(1 + self.years.len() + at, row_of(row))), of.index))
    }

    /// Every unit cost once, with what it becomes.
    fn unit_costs(&mut self, costing: &Sheet, price_base: &str) -> Result<Grid, Fault> {
        for row in Costed::all(costing).filter(|row| !row.by_year()) {
            self.units.insert(row.key()?, 0);
        }
        for (at, row) in self.units.values_mut().enumerate() {
            *row = at;
        }
        let mut names: Vec<String> =
            ["line", "what", "of", "unit", "price_base", "in_the_run_gbp", "change_here_gbp", "against_the_run"]
                .map(str::to_owned)
                .to_vec();
        names.extend(self.years.iter().map(|year| format!("at {year} prices_gbp")));
        let rows = self.units.iter().map(|((line, rank, of, pence), at)| {
            let (_, what, unit) = KINDS[*rank];
            let [run, cell] = [5, 6].map(|column| place(column, row_of(*at)));
            let mut cells: Vec<Cell> =
                [line, what, of.as_str(), unit, price_base].map(|word| Cell::Text(word.to_owned())).to_vec();
            cells.extend([Cell::Pence(*pence), Cell::Given(*pence)]);
            cells.push(changed(std::iter::once((cell.clone(), run))));
            for year in &self.years {
                // Pay is rounded for all posts together, not for each.
                let price = if *rank == 5 {
                    Cell::Empty
                } else {
                    match self.index(line, year) {
                        Some((index, billionths)) => {
                            Cell::Formula(at_prices(&cell, &index), indexed(*pence, billionths))
                        }
                        None => Cell::Formula(cell.clone(), *pence),
                    }
                };
                cells.push(price);
            }
            cells
        });
        Ok(Grid::made(&UNITS, names, rows.collect()))
    }

    /// What has an amount in each year.
    fn pressures_and_measures(&mut self, costing: &Sheet) -> Result<Option<Grid>, Fault> {
        let mut found: Vec<Vec<Cell>> = Vec::new();
        for row in Costed::all(costing).filter(Costed::by_year) {
            let key = ["kind", "line", "item"].map(|name| row.word(name).to_owned());
            let [kind, line, item] = key.clone();
            let at = *self.beside.entry(key.into()).or_insert_with(|| {
                let name = if row.word("name").is_empty() { &item } else { row.word("name") };
                let money = if kind == "pressure" { "of the year itself" } else { "of the price base" };
                let words = [line.as_str(), &kind, name, money].map(|word| Cell::Text(word.to_owned()));
                found.push(words.into_iter().chain(vec![Cell::Given(0); self.years.len()]).collect());
                found.len() - 1
            });
            if let Some(year) = self.years.iter().position(|year| year == row.word("year")) {
                found[at][4 + year] = Cell::Given(row.whole("unit_gbp", 2)?);
            }
        }
        for (at, cells) in found.iter_mut().enumerate() {
            let given = cells.iter().enumerate().skip(4);
            let was = given.map(|(column, cell)| (place(column, row_of(at)), number(cell.pence().unwrap_or(0), 2)));
            let against = changed(was);
            cells.push(against);
        }
        let mut names: Vec<String> = ["line", "what", "name", "money"].map(str::to_owned).to_vec();
        names.extend(self.years.iter().map(|year| format!("{year}_gbp")));
        names.push("against_the_run".to_owned());
        Ok((!found.is_empty()).then(|| Grid::made(&BESIDE, names, found)))
    }

    /// The input of a pressure or a measure in a year.
    pub fn given(&self, kind: &str, line: &str, item: &str, year: &str, pence: i64) -> Option<Amount> {
        let row = *self.beside.get(&(kind.to_owned(), line.to_owned(), item.to_owned()))?;
        let at = self.years.iter().position(|known| known == year)?;
        Some(Amount::new(format!("'{}'!{}", BESIDE.sheet, place(4 + at, row_of(row))), pence))
    }

    /// Where the unit cost of a row stands.
    ///
    /// # Errors
    /// A cell that cannot be read.
    pub fn unit(&self, row: &Costed<'_>) -> Result<Option<Unit>, Fault> {
        let (line, year, pence) = (row.word("line"), row.word("year"), row.whole("unit_gbp", 2)?);
        let index = self.index(line, year);
        let billionths = index.as_ref().map_or(1_000_000_000, |(_, index)| *index);
        let cell = index.map_or_else(|| "1".to_owned(), |(cell, _)| cell);
        if row.by_year() {
            let Some(base) = self.given(row.word("kind"), line, row.word("item"), year, pence) else { return Ok(None) };
            let then = if row.word("kind") == "pressure" || cell == "1" {
                base.clone()
            } else {
                Amount::new(at_prices(&base.text, &cell), indexed(pence, billionths))
            };
            return Ok(Some(Unit { base, then: Some(then), index: (cell, billionths) }));
        }
        let Some(at) = self.units.get(&row.key()?) else { return Ok(None) };
        let here =
            |column: usize, pence: i64| Amount::new(format!("'{}'!{}", UNITS.sheet, place(column, row_of(*at))), pence);
        let year = self.years.iter().position(|known| known == year).unwrap_or(0);
        let then = (!row.is_post()).then(|| here(8 + year, indexed(pence, billionths)));
        Ok(Some(Unit { base: here(6, pence), then, index: (cell, billionths) }))
    }
}

/// How many rows of inputs are not what they were in the run, as a formula.
pub fn changes(grids: &[Grid]) -> Option<String> {
    let each = grids.iter().filter_map(|grid| {
        let column = grid.column("against_the_run")?;
        Some(format!("COUNTIF({},\"changed\")", grid.range(column)))
    });
    let all: Vec<String> = each.collect();
    (!all.is_empty()).then(|| all.join("+"))
}

/// The first days of the months of a financial year.
const FIRSTS: [&str; 12] = [
    "1 April",
    "1 May",
    "1 June",
    "1 July",
    "1 August",
    "1 September",
    "1 October",
    "1 November",
    "1 December",
    "1 January",
    "1 February",
    "1 March",
];

/// In-year cost: so many months of what stood, so many of what stands.
pub fn blended(before: &Amount, after: &Amount, (cell, months): &(String, u32)) -> Amount {
    let left = i128::from(*months);
    let pence = halves_up(i128::from(before.pence) * (12 - left) + i128::from(after.pence) * left, 12);
    Amount::new(
        format!("ROUND(((12-{cell})*{}+{cell}*{})/12+{},2)", before.text, after.text, crate::amount::HAIR),
        pence,
    )
}
