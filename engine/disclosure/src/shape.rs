//! What goes in: the threshold, how counts hang together, and the counts.

use std::fmt;

/// The smallest count of people that may be shown, and the step to which shown counts are rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Threshold(u8);

impl Threshold {
    /// Of 3 to 10; nothing otherwise.
    pub fn new(people: u8) -> Option<Self> {
        (3..=10).contains(&people).then_some(Self(people))
    }

    /// The number of people.
    pub fn people(self) -> u64 {
        u64::from(self.0)
    }
}

impl Default for Threshold {
    /// Five: what health and education statistics most often use.
    fn default() -> Self {
        Self(5)
    }
}

/// Counts that do not fit their frame, or a frame that does not hold together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// A partition does not name one of its parts for every area.
    Partition(usize),
    /// A column (0 is today) has other areas, parts or groups than its frame, or a count beyond 10¹².
    Column(usize),
    /// The cap was published in another frame, at another threshold, or with other options.
    Cap,
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Partition(at) => write!(f, "partition {at} does not name one of its parts for every area"),
            Self::Column(at) => write!(f, "column {at} does not have the areas, parts and groups of its frame"),
            Self::Cap => {
                f.write_str("the cap was published in another frame, at another threshold, or for other options")
            }
        }
    }
}

impl std::error::Error for Misfit {}

/// Groups of people that are counted beside the areas: their split by area is not published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beside {
    /// How many groups.
    pub groups: usize,
    /// Whether everybody is in exactly one of them. If not, each is taken to be some of the total.
    pub adds_up: bool,
}

/// A way to split the areas: districts, say, or fifths by deprivation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partition {
    /// How many parts, those without an area among them.
    pub parts: usize,
    /// The part every area is in, from 0.
    pub of: Vec<usize>,
}

/// How the counts of every column of a measure hang together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    pub(crate) areas: usize,
    pub(crate) beside: Vec<Beside>,
    /// Where the parts of each partition begin among the cells, and how many there are.
    pub(crate) partitions: Vec<(usize, usize)>,
    /// The cell of the total; those of groups follow.
    pub(crate) total: usize,
    /// Where the groups of each `beside` begin.
    pub(crate) groups: Vec<usize>,
    pub(crate) cells: usize,
    /// By area, the cells it is added into: one a partition, then the total.
    pub(crate) sums: Vec<usize>,
    /// By cell, the areas added up in it: none but for parts and the total.
    pub(crate) members: Vec<Vec<usize>>,
}

impl Frame {
    /// Of a number of areas, ways to split them, and groups beside them.
    ///
    /// # Errors
    /// If a partition does not name one of its parts for every area.
    pub fn new(areas: usize, partitions: &[Partition], beside: &[Beside]) -> Result<Self, Misfit> {
        let mut next = areas;
        let mut starts = Vec::with_capacity(partitions.len());
        for (at, one) in partitions.iter().enumerate() {
            if one.of.len() != areas || one.of.iter().any(|part| *part >= one.parts) {
                return Err(Misfit::Partition(at));
            }
            starts.push((next, one.parts));
            next += one.parts;
        }
        let total = next;
        next += 1;
        let mut groups = Vec::with_capacity(beside.len());
        for one in beside {
            groups.push(next);
            next += one.groups;
        }
        let mut sums = Vec::with_capacity(areas * (partitions.len() + 1));
        let mut members = vec![Vec::new(); next];
        for area in 0..areas {
            for (one, (start, _)) in partitions.iter().zip(&starts) {
                sums.push(start + one.of[area]);
                members[start + one.of[area]].push(area);
            }
            sums.push(total);
            members[total].push(area);
        }
        Ok(Self { areas, beside: beside.to_vec(), partitions: starts, total, groups, cells: next, sums, members })
    }

    /// A table of its own, about things that have no areas: counts and their total.
    pub fn list(counts: usize) -> Self {
        let total = counts;
        let mut members = vec![Vec::new(); counts + 1];
        members[total] = (0..counts).collect();
        Self {
            areas: counts,
            beside: Vec::new(),
            partitions: Vec::new(),
            total,
            groups: Vec::new(),
            cells: counts + 1,
            sums: vec![total; counts],
            members,
        }
    }

    /// The cells an area is added into; none for what is no area.
    pub(crate) fn sums_of(&self, area: usize) -> &[usize] {
        let stride = self.partitions.len() + 1;
        self.sums.get(area * stride..(area + 1) * stride).unwrap_or_default()
    }

    /// The groups a cell beside the areas stands among.
    pub(crate) fn beside_of(&self, cell: usize) -> Option<usize> {
        (cell > self.total).then(|| self.groups.iter().rposition(|start| *start <= cell)).flatten()
    }

    pub(crate) fn groups_of(&self, beside: usize) -> std::ops::Range<usize> {
        self.groups[beside]..self.groups[beside] + self.beside[beside].groups
    }

    /// Puts a table in the frame's form on one line: areas, parts, total, groups.
    pub(crate) fn flat<T: Copy>(&self, table: &Table<T>) -> Option<Vec<T>> {
        let fits = table.areas.len() == self.areas
            && table.parts.len() == self.partitions.len()
            && table.parts.iter().zip(&self.partitions).all(|(parts, (_, count))| parts.len() == *count)
            && table.beside.len() == self.beside.len()
            && table.beside.iter().zip(&self.beside).all(|(groups, one)| groups.len() == one.groups);
        fits.then(|| {
            let parts = table.parts.iter().flatten();
            let beside = table.beside.iter().flatten();
            table.areas.iter().chain(parts).chain([&table.total]).chain(beside).copied().collect()
        })
    }

    /// The reverse of [`Frame::flat`].
    pub(crate) fn table<T: Copy>(&self, cells: &[T]) -> Table<T> {
        Table {
            areas: cells[..self.areas].to_vec(),
            parts: self.partitions.iter().map(|(start, count)| cells[*start..start + count].to_vec()).collect(),
            beside: (0..self.beside.len()).map(|at| cells[self.groups_of(at)].to_vec()).collect(),
            total: cells[self.total],
        }
    }
}

/// Something for every cell of a frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table<T> {
    /// By area.
    pub areas: Vec<T>,
    /// By partition and part.
    pub parts: Vec<Vec<T>>,
    /// By what stands beside the areas, and group.
    pub beside: Vec<Vec<T>>,
    /// The council's.
    pub total: T,
}

/// True counts of people.
pub type Column = Table<u64>;

/// What may be shown of a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Nobody (0), or a multiple of the threshold near the true count.
    Count(u64),
    /// Not shown: too few people, or needed to keep somebody else's count from being worked out.
    Hidden,
}

impl Shown {
    /// The count, if it is shown.
    pub fn count(self) -> Option<u64> {
        match self {
            Self::Count(count) => Some(count),
            Self::Hidden => None,
        }
    }
}
