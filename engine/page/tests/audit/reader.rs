//! What a reader of one or several finished pages knows, as rows over the people of a council.
//!
//! The reader knows the method, the ways between areas and places, who is for what, and that parts add up. A hidden
//! count is somebody; the rows say nothing of *why* it is hidden, as the crate's own audit does not.

use crate::build::Who;
use crate::draw::{Council, Of};
use doorstep_page::dossier::{Count, Dossier, Figures, Side};

/// No count comes near this.
pub const MOST: i64 = 1_000_000;
/// So many of each of some leaves.
pub type Sum = Vec<(usize, i64)>;

/// The people of a part.
type SumOf<'f, 'c> = &'f dyn Fn(&Reader<'c>, Who) -> Sum;

#[derive(Debug)]
pub struct Row {
    pub sum: Sum,
    pub low: i64,
    pub high: i64,
}

/// A page, and the side of the council each of its options is.
pub struct Page {
    pub shown: Dossier,
    pub options: Vec<usize>,
}

pub struct Reader<'c> {
    pub council: &'c Council,
    step: i64,
    parts: Vec<Who>,
    /// So many of them have anybody.
    told: usize,
    pub rows: Vec<Row>,
    /// By leaf: the rows it stands in.
    pub of: Vec<Vec<(usize, i64)>>,
    pub pages: Vec<Page>,
}

impl<'c> Reader<'c> {
    pub fn new(council: &'c Council, (parts, told): (&[Who], usize), pages: Vec<Page>) -> Self {
        let step = i64::from(council.threshold);
        let mut reader = Self { council, step, parts: parts.to_vec(), told, rows: Vec::new(), of: Vec::new(), pages };
        reader.caps();
        for page in std::mem::take(&mut reader.pages) {
            reader.page(&page);
            reader.pages.push(page);
        }
        reader.of = vec![Vec::new(); council.leaves()];
        for (at, row) in reader.rows.iter().enumerate() {
            for (leaf, by) in &row.sum {
                reader.of[*leaf].push((at, *by));
            }
        }
        reader
    }

    fn cells(&self, who: Who, when: impl Fn(usize, usize) -> bool) -> Vec<usize> {
        let council = self.council;
        let asked = |cell: &usize| {
            let (area, group, _) = council.cell(*cell);
            who.has(council, *cell) && when(area, group)
        };
        (0..council.cells()).filter(asked).collect()
    }

    /// Who lives there and is of a group.
    pub fn living(&self, group: usize, who: Who) -> Sum {
        self.cells(who, |_, own| own == group).into_iter().map(|cell| (cell, 1)).collect()
    }

    pub fn eligible(&self, service: usize, who: Who) -> Sum {
        self.cells(who, |_, group| self.council.services[service][group]).into_iter().map(|cell| (cell, 1)).collect()
    }

    pub fn reached(&self, side: usize, service: usize, who: Who) -> Sum {
        let cells = self.cells(who, |_, group| self.council.services[service][group]).into_iter();
        cells.map(|cell| (self.council.leaf(Of::Reached { side, service }, cell), 1)).collect()
    }

    /// Those of a service (the last: of any) to whom something is near, or whose nearest is lost.
    pub fn among(&self, service: usize, who: Who, is: impl Fn(usize) -> bool) -> Sum {
        let own = |group: usize| match self.council.services.get(service) {
            Some(own) => own[group],
            None => self.council.services.iter().any(|own| own[group]),
        };
        self.cells(who, |area, group| is(area) && own(group)).into_iter().map(|cell| (cell, 1)).collect()
    }

    fn row(&mut self, sum: Sum, low: i64, high: i64) {
        if !sum.is_empty() && (low > 0 || high < MOST || low < 0) {
            self.rows.push(Row { sum, low, high });
        }
    }

    /// Nobody is reached who is not there.
    fn caps(&mut self) {
        for side in 0..self.council.sides {
            for service in 0..self.council.services.len() {
                for cell in self.cells(Who::All, |_, group| self.council.services[service][group]) {
                    let leaf = self.council.leaf(Of::Reached { side, service }, cell);
                    self.row(vec![(cell, 1), (leaf, -1)], 0, MOST);
                }
            }
        }
    }

    fn page(&mut self, page: &Page) {
        let shown = &page.shown;
        // Tables have a row for every part with anybody, and none for others.
        let told = self.parts[..self.told].to_vec();
        let kinds = (0..self.council.groups).map(Who::Group).chain((0..3).map(Who::Trait));
        for who in kinds.chain((0..self.council.areas()).map(Who::Area)) {
            let served = self.among(self.council.services.len(), who, |_| true);
            let nobody = !told.contains(&who);
            self.row(served, i64::from(!nobody), if nobody { 0 } else { MOST });
        }
        for area in 0..self.council.areas() {
            // A way is shown where there is one, and anybody who could go it.
            let sides = [0].into_iter().chain(page.options.iter().map(|option| option + 1));
            let mut sides = sides.zip(shown.sides()).filter(|(side, _)| self.council.ways[*side][0][area].is_some());
            if let Some((_, side)) = sides.next() {
                let nobody = side.figures[0][shown.area_parts[area]].way.is_none();
                let own = self.eligible(0, Who::Area(area));
                self.row(own, i64::from(!nobody), if nobody { 0 } else { MOST });
            }
        }
        for service in 0..self.council.services.len() {
            let of = |side: &Side, count: fn(&Figures) -> Count| -> Vec<Count> {
                side.figures[service].iter().map(count).collect()
            };
            let reached = |side: &Side| of(side, |figures| figures.reached);
            let eligible = of(&shown.today, |figures| figures.eligible);
            let own = |reader: &Self, who| reader.eligible(service, who);
            self.column(&eligible, None, &own, None);
            let today = reached(&shown.today);
            let sum = |side: usize| move |reader: &Self, who: Who| reader.reached(side, service, who);
            self.column(&today, None, &sum(0), None);
            for (side, option) in shown.options.iter().zip(&page.options) {
                self.column(&reached(side), Some(&today), &sum(option + 1), Some(&sum(0)));
            }
            for (side, at) in shown.sides().zip([0].into_iter().chain(page.options.iter().map(|option| option + 1))) {
                let near = side.figures[service][shown.everybody()].near.unwrap_or_default();
                let sum = self.among(service, Who::All, |area| self.council.near(at, service, area));
                self.one(sum, near);
            }
        }
        for (side, option) in shown.options.iter().zip(&page.options) {
            for service in [0, self.council.services.len()] {
                for (part, who) in self.parts.clone().into_iter().enumerate() {
                    let Some(lost) = side.lost[service][part] else { continue };
                    if who == Who::All || (service == 0 && matches!(who, Who::District(_) | Who::Fifth(_))) {
                        let fates = &self.council.fates[*option][service];
                        let lose = self.among(service, who, |area| fates[area].0);
                        let left = self.among(service, who, |area| fates[area].1);
                        self.one(lose, lost.lose);
                        self.one(left, lost.left);
                    }
                }
            }
        }
    }

    /// A count by itself: what is not shown may be anything.
    fn one(&mut self, sum: Sum, count: Count) {
        if let Count::Rounded(count) = count {
            let (low, high) = self.behind(i64::try_from(count).unwrap());
            self.row(sum, low, high);
        }
    }

    fn behind(&self, shown: i64) -> (i64, i64) {
        let low = self.step.max(shown - self.step / 2);
        if shown == 0 { (0, 0) } else { (low, shown - self.step / 2 + self.step - 1) }
    }

    fn column(&mut self, column: &[Count], today: Option<&[Count]>, sum: SumOf<'_, 'c>, before: Option<SumOf<'_, 'c>>) {
        let number = |count: &Count| match count {
            Count::Rounded(count) => Some(i64::try_from(*count).unwrap()),
            Count::Hidden => None,
            Count::Exact(_) => panic!("an exact count is shown"),
        };
        // A measure of which at most the total is shown may hide nobody, too.
        let parts = |at: &usize| self.parts[*at] != Who::All;
        let blank = (0..column.len()).filter(parts).all(|at| number(&column[at]).is_none());
        for at in 0..column.len() {
            let who = self.parts[at];
            let (own, shown) = (sum(self, who), number(&column[at]));
            let was = today.and_then(|today| number(&today[at]));
            let beside = before.map(|before| {
                let less = before(self, who).into_iter().map(|(leaf, by)| (leaf, -by));
                own.iter().copied().chain(less).collect::<Sum>()
            });
            match (shown, was, beside) {
                (None, ..) => self.row(own, i64::from(!blank), MOST),
                (Some(0), ..) => self.row(own, 0, 0),
                (Some(shown), Some(was), Some(beside)) if shown == was => {
                    self.row(own, self.step, MOST);
                    self.row(beside, 1 - self.step, self.step - 1);
                }
                (Some(shown), was, beside) => {
                    let (low, high) = self.behind(shown);
                    self.row(own, low, high);
                    match (was, beside) {
                        (Some(was), Some(beside)) if was < shown => self.row(beside, self.step, MOST),
                        (Some(_), Some(beside)) => self.row(beside, -MOST, -self.step),
                        _ => {}
                    }
                }
            }
        }
    }

    /// Whether a world fits every row; the first that it does not.
    pub fn broken(&self, world: &[i64]) -> Option<&Row> {
        self.rows.iter().find(|row| !(row.low..=row.high).contains(&value(&row.sum, world)))
    }
}

pub fn value(sum: &Sum, world: &[i64]) -> i64 {
    sum.iter().map(|(leaf, by)| by * world[*leaf]).sum()
}
