//! A search for other people who would fit every row.

use crate::draw::Draw;
use crate::reader::{MOST, Reader, Row, Sum, value};
use good_lp::{Expression, Solution, SolverModel, Variable, constraint, default_solver, variable, variables};

/// How often a search starts, repairs before it starts again, and ways tried at each repair.
const STARTS: usize = 4;
const STEPS: usize = 150;
const WAYS: usize = 24;

impl Reader<'_> {
    /// Other people, who fit every row, of whom a sum is within a range.
    pub fn world(&self, truth: &[i64], sum: &Sum, (low, high): (i64, i64), draw: &mut Draw) -> Option<Vec<i64>> {
        let asked = Row { sum: sum.clone(), low, high };
        let mut search = Search { reader: self, asked, now: Vec::new(), values: Vec::new(), broken: Vec::new() };
        (0..STARTS).find_map(|_| search.run(truth, draw))
    }

    /// The same by integer programming, for what a search does not find.
    pub fn solved(&self, sum: &Sum, (low, high): (i64, i64)) -> Option<Vec<i64>> {
        let asked = Row { sum: sum.clone(), low, high };
        let mut all = variables!();
        let leaf = |_| all.add(variable().integer().min(0).max(500));
        let leaves: Vec<Variable> = (0..self.council.leaves()).map(leaf).collect();
        let mut problem = all.minimise(Expression::from(0.0)).using(default_solver);
        for row in self.rows.iter().chain([&asked]) {
            let sum: Expression = row.sum.iter().map(|(leaf, by)| leaves[*leaf] * *by as f64).sum();
            if row.low > -MOST {
                problem = problem.with(constraint!(sum.clone() >= row.low as f64));
            }
            if row.high < MOST {
                problem = problem.with(constraint!(sum <= row.high as f64));
            }
        }
        let solution = problem.solve().ok()?;
        #[allow(clippy::cast_possible_truncation, reason = "at most 500")]
        let world: Vec<i64> = leaves.iter().map(|leaf| solution.value(*leaf).round() as i64).collect();
        let kept = self.broken(&world).is_none() && (low..=high).contains(&value(sum, &world));
        assert!(kept, "the solver's whole numbers break a row");
        Some(world)
    }
}

/// A world at hand: whatever row is broken is repaired by whichever leaf does least harm to others.
struct Search<'r, 'c> {
    reader: &'r Reader<'c>,
    asked: Row,
    now: Vec<i64>,
    /// By row, the asked one last.
    values: Vec<i64>,
    broken: Vec<usize>,
}

impl Search<'_, '_> {
    fn get(&self, row: usize) -> &Row {
        self.reader.rows.get(row).unwrap_or(&self.asked)
    }

    fn lack(&self, row: usize, value: i64) -> i64 {
        let row = self.get(row);
        (row.low - value).max(0) + (row.high - value).min(0)
    }

    fn run(&mut self, truth: &[i64], draw: &mut Draw) -> Option<Vec<i64>> {
        self.now = truth.to_vec();
        self.values = (0..=self.reader.rows.len()).map(|row| value(&self.get(row).sum, truth)).collect();
        self.broken = vec![self.reader.rows.len()];
        let mut last = usize::MAX;
        for _ in 0..STEPS {
            let Some(row) = self.broken.get(draw.below(self.broken.len())).copied() else {
                return Some(self.now.clone());
            };
            let lack = self.lack(row, self.values[row]);
            let mut best: Option<(i64, usize, i64)> = None;
            let leaves = self.get(row).sum.len();
            for at in 0..leaves.min(WAYS) {
                let at = if leaves > WAYS { draw.below(leaves) } else { at };
                let (leaf, by) = self.get(row).sum[at];
                if leaf == last && leaves > 1 {
                    continue;
                }
                let room = if by * lack > 0 { lack.abs() } else { lack.abs().min(self.now[leaf]) };
                for size in [room, room / 2, 1] {
                    let change = by * lack.signum() * size;
                    if size < 1 || self.now[leaf] + change < 0 {
                        continue;
                    }
                    let harm = 4 * self.harm(leaf, change) + draw.count(3);
                    if best.is_none_or(|best| harm < best.0) {
                        best = Some((harm, leaf, change));
                    }
                }
            }
            let (_, leaf, change) = best?;
            last = leaf;
            self.shift(leaf, change);
        }
        None
    }

    fn rows(&self, leaf: usize) -> impl Iterator<Item = (usize, i64)> {
        let asked = self.asked.sum.iter().find(|(other, _)| *other == leaf);
        let asked = asked.map(|(_, by)| (self.reader.rows.len(), *by));
        self.reader.of[leaf].iter().copied().chain(asked)
    }

    fn harm(&self, leaf: usize, change: i64) -> i64 {
        let each = self.rows(leaf).map(|(row, by)| {
            let value = self.values[row];
            self.lack(row, value + by * change).abs() - self.lack(row, value).abs()
        });
        each.sum()
    }

    fn shift(&mut self, leaf: usize, change: i64) {
        self.now[leaf] += change;
        let rows: Vec<(usize, i64)> = self.rows(leaf).collect();
        for (row, by) in rows {
            let before = self.lack(row, self.values[row]);
            self.values[row] += by * change;
            match (before == 0, self.lack(row, self.values[row]) == 0) {
                (true, false) => self.broken.push(row),
                (false, true) => self.broken.retain(|other| *other != row),
                _ => {}
            }
        }
    }
}
