//! What a reader can work out.

use std::fmt;

use doorstep_disclosure::{Column, Shown, Table};
use good_lp::{
    Expression, IntoAffineExpression, Solution, SolverModel, Variable, constraint, default_solver, variable, variables,
};

use crate::draw::Drawn;

#[derive(Default)]
pub struct Tally {
    pub found: usize,
    pub first: String,
    cells: usize,
    hidden: usize,
    small: usize,
    empty: usize,
    near: usize,
    columns: usize,
    blank: usize,
    totals: usize,
    parts: (usize, usize),
    jointly: usize,
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |some: usize, of: usize| 100.0 * some as f64 / of.max(1) as f64;
        write!(
            f,
            "{} columns, {} cells ({:.1} % nobody, {:.1} % small), hidden {:.1} %; parts hidden {:.1} %, totals {:.1} %, \
             whole columns {:.1} %; {} small counts, {} small differences asked for, {} of them only jointly; found {}",
            self.columns,
            self.cells,
            share(self.empty, self.cells),
            share(self.small, self.cells),
            share(self.hidden, self.cells),
            share(self.parts.1, self.parts.0),
            share(self.totals, self.columns),
            share(self.blank, self.columns),
            self.small,
            self.near,
            self.jointly,
            self.found
        )
    }
}

pub fn line<T: Copy>(table: &Table<T>) -> Vec<T> {
    let parts = table.parts.iter().flatten();
    table.areas.iter().chain(parts).chain([&table.total]).chain(table.beside.iter().flatten()).copied().collect()
}

pub struct Reader<'a> {
    drawn: &'a Drawn,
    step: i64,
    /// By measure and column: what is shown, and the truth for settling what needs no search.
    shown: Vec<Vec<Vec<Option<i64>>>>,
    truth: Vec<Vec<Vec<i64>>>,
}

/// A question: is there a world with this expression in this range?
#[derive(Clone, Copy)]
struct Asked {
    measure: usize,
    column: usize,
    cell: usize,
    /// Less today's.
    difference: bool,
    low: i64,
    high: i64,
}

const MOST: i64 = 1_000;

/// The columns a world may differ from the truth in: the column asked about, that of the other measure,
/// today's as well, or any.
#[derive(Clone, Copy, PartialEq)]
enum Freedom {
    Own,
    Capped,
    Today,
    All,
}

impl<'a> Reader<'a> {
    pub fn new(drawn: &'a Drawn, shown: &[Vec<&Table<Shown>>]) -> Self {
        let number = |shown: &Shown| shown.count().map(|count| i64::try_from(count).unwrap());
        let faces = |table: &&Table<Shown>| line(table).iter().map(number).collect();
        let counts = |column: &Column| line(column).iter().map(|count| i64::try_from(*count).unwrap()).collect();
        Self {
            drawn,
            step: i64::try_from(drawn.threshold.people()).unwrap(),
            shown: shown.iter().map(|columns| columns.iter().map(faces).collect()).collect(),
            truth: drawn.measures.iter().map(|columns| columns.iter().map(counts).collect()).collect(),
        }
    }

    pub fn audit(&self, tally: &mut Tally) {
        let step = self.step;
        for (measure, columns) in self.truth.iter().enumerate() {
            for (column, truth) in columns.iter().enumerate() {
                tally.columns += 1;
                let shown = &self.shown[measure][column];
                tally.blank += usize::from(shown.iter().all(Option::is_none) && truth.contains(&0));
                let total = self.drawn.areas + self.drawn.partitions.iter().map(|one| one.parts).sum::<usize>();
                tally.totals += usize::from(shown[total].is_none());
                for (cell, count) in truth.iter().enumerate() {
                    tally.cells += 1;
                    tally.hidden += usize::from(shown[cell].is_none());
                    tally.empty += usize::from(*count == 0);
                    if (self.drawn.areas..total).contains(&cell) {
                        tally.parts.0 += 1;
                        tally.parts.1 += usize::from(shown[cell].is_none());
                    }
                    if let Some(shown) = shown[cell] {
                        assert!(shown % step == 0 && (shown == 0) == (*count == 0), "{count} is shown as {shown}");
                    }
                    let asked = |difference, low, high| Asked { measure, column, cell, difference, low, high };
                    // What is true is possible: only small counts and small differences need another world.
                    if 0 < *count && *count < step {
                        tally.small += 1;
                        assert_eq!(shown[cell], None, "a small count is shown");
                        // Nobody is hidden only where nothing at all is shown.
                        let ways = [asked(false, step, MOST), asked(false, 0, 0)];
                        self.ask(tally, &ways[..=usize::from(shown.iter().all(Option::is_none))]);
                    }
                    let apart = (count - columns[0][cell]).abs();
                    if column > 0 && 0 < apart && apart < step {
                        tally.near += 1;
                        // Two counts that are shown alike are less than a step apart: they can only be the same.
                        let ways = [asked(true, 0, 0), asked(true, step, MOST), asked(true, -MOST, -step)];
                        let both = shown[cell].is_some() && self.shown[measure][0][cell].is_some();
                        self.ask(tally, &ways[..if both { 1 } else { 3 }]);
                    }
                }
            }
        }
    }

    fn ask(&self, tally: &mut Tally, ways: &[Asked]) {
        // First with every other column as it is in truth, which is quick; at last with all of them free.
        for freedom in [Freedom::Own, Freedom::Capped, Freedom::Today, Freedom::All] {
            if ways.iter().any(|way| self.possible(*way, freedom)) {
                return;
            }
            tally.jointly += usize::from(freedom == Freedom::Own);
        }
        tally.found += 1;
        if tally.first.is_empty() {
            let way = ways[0];
            tally.first = format!(
                "measure {} column {} cell {} difference {}; step {}; areas {}; {:?}; {:?}; capped {}; truth {:?}; shown {:?}",
                way.measure,
                way.column,
                way.cell,
                way.difference,
                self.step,
                self.drawn.areas,
                self.drawn.partitions,
                self.drawn.beside,
                self.drawn.capped,
                self.truth,
                self.shown
            );
        }
    }

    /// Whether some whole counts agree with everything shown and with what is asked.
    fn possible(&self, asked: Asked, freedom: Freedom) -> bool {
        let mut all = variables!();
        let free = |measure: usize, column: usize| match freedom {
            Freedom::Own => (measure, column) == (asked.measure, asked.column),
            Freedom::Capped => column == asked.column,
            Freedom::Today => column == asked.column || column == 0,
            Freedom::All => true,
        };
        // Leaves: areas and groups. Every other cell is a sum of areas.
        let cells = self.truth[0][0].len();
        let sums = self.drawn.partitions.iter().map(|one| one.parts).sum::<usize>() + 1;
        let is_leaf = |cell: usize| cell < self.drawn.areas || cell >= self.drawn.areas + sums;
        let total = self.drawn.areas + sums - 1;
        let mut leaves: Vec<Vec<Vec<Option<Variable>>>> = Vec::new();
        for (measure, columns) in self.truth.iter().enumerate() {
            leaves.push(Vec::new());
            for (column, truth) in columns.iter().enumerate() {
                let known = |cell: usize| self.shown[measure][column][cell] == Some(0);
                let line = (0..truth.len()).map(|cell| {
                    let wanted = free(measure, column) && is_leaf(cell) && !known(cell);
                    wanted.then(|| all.add(variable().integer().min(0).max(MOST as f64)))
                });
                leaves[measure].push(line.collect());
            }
        }
        let count = |measure: usize, column: usize, cell: usize| -> Expression {
            let leaf = |cell: usize| match leaves[measure][column][cell] {
                Some(leaf) => Expression::from(leaf),
                None if free(measure, column) => Expression::from(0.0),
                None => Expression::from(self.truth[measure][column][cell] as f64),
            };
            if !free(measure, column) {
                Expression::from(self.truth[measure][column][cell] as f64)
            } else if is_leaf(cell) {
                leaf(cell)
            } else if cell == total {
                (0..self.drawn.areas).map(leaf).sum()
            } else {
                let mut part = cell - self.drawn.areas;
                let mut partitions = self.drawn.partitions.iter();
                let one = partitions
                    .find(|one| {
                        part < one.parts || {
                            part -= one.parts;
                            false
                        }
                    })
                    .unwrap();
                (0..self.drawn.areas).filter(|area| one.of[*area] == part).map(leaf).sum()
            }
        };
        let mut rows: Vec<(Expression, i64)> = Vec::new(); // at least
        let mut least = |expression: Expression, bound: i64| rows.push((expression, bound));
        for (measure, columns) in self.shown.iter().enumerate() {
            for (column, shown) in columns.iter().enumerate() {
                let today = &columns[0];
                let capped = self.drawn.capped && free(0, column);
                if !(free(measure, column) || free(measure, 0) || capped) {
                    continue;
                }
                let any_shown = shown.iter().any(Option::is_some);
                for cell in 0..cells {
                    let own = || count(measure, column, cell);
                    match (shown[cell], today[cell]) {
                        // Nobody is never hidden, unless nothing at all is shown.
                        (None, _) => least(own(), i64::from(any_shown)),
                        (Some(0), _) => least(-own(), 0),
                        (Some(shown), Some(was)) if column > 0 && shown == was => {
                            least(own(), self.step);
                            least(own() - count(measure, 0, cell), 1 - self.step);
                            least(count(measure, 0, cell) - own(), 1 - self.step);
                        }
                        (Some(shown), was) => {
                            let low = self.step.max(shown - self.step / 2);
                            least(own(), low);
                            least(-own(), -(shown - self.step / 2 + self.step - 1));
                            match was {
                                Some(was) if column > 0 && was < shown => {
                                    least(own() - count(measure, 0, cell), self.step);
                                }
                                Some(was) if column > 0 && was > shown => {
                                    least(count(measure, 0, cell) - own(), self.step);
                                }
                                _ => {}
                            }
                        }
                    }
                    if measure == 1 && self.drawn.capped {
                        least(count(0, column, cell) - own(), 0);
                    }
                }
                let mut next = total + 1;
                for one in &self.drawn.beside {
                    let groups = next..next + one.groups;
                    next += one.groups;
                    if one.adds_up {
                        let gap = || {
                            groups.clone().map(|cell| count(measure, column, cell)).sum::<Expression>()
                                - count(measure, column, total)
                        };
                        least(gap(), 0);
                        least(-gap(), 0);
                    } else {
                        for cell in groups {
                            least(count(measure, column, total) - count(measure, column, cell), 0);
                        }
                    }
                }
            }
        }
        // An option's own column is asked about with its caps and with what it caps.
        let mut goal = count(asked.measure, asked.column, asked.cell);
        if asked.difference {
            goal -= count(asked.measure, 0, asked.cell);
        }
        least(goal.clone(), asked.low);
        least(-goal, -asked.high);
        let mut problem = all.minimise(Expression::from(0.0)).using(default_solver);
        for (row, bound) in &rows {
            let constant = IntoAffineExpression::constant(row);
            if row.linear_coefficients().next().is_none() {
                if constant < *bound as f64 {
                    return false;
                }
                continue;
            }
            problem = problem.with(constraint!(row.clone() >= *bound as f64));
        }
        let Ok(solution) = problem.solve() else { return false };
        // The answer is believed only if its whole numbers keep every row.
        let kept = rows.iter().all(|(row, bound)| {
            let value = row.linear_coefficients().map(|(leaf, by)| by * solution.value(leaf).round()).sum::<f64>();
            value + IntoAffineExpression::constant(row) >= *bound as f64
        });
        assert!(kept, "the solver's whole numbers break a row");
        true
    }
}
