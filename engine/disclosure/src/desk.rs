//! One column on the desk: what is hidden of it so far, and the search for other worlds.
//!
//! Another world is a set of whole counts that would be shown exactly as the true ones are. The search
//! starts at the true counts with one of them moved, and sets right what that breaks, one sum after
//! another, by moving other areas or groups within what is shown of them. What it returns has been
//! checked cell by cell; that it returns nothing proves nothing, and more is then hidden.

use crate::round::{MOST, behind, nearest, small};
use crate::shape::Frame;

/// Cells with another count than the true one.
pub(crate) type Changes = Vec<(usize, i64)>;

/// Ways tried at each step, steps in a row, steps altogether before a search gives up, and how many more
/// ways are looked at when there is a good one.
const WAYS: usize = 3;
const DEPTH: usize = 14;
const STEPS: u32 = 60;
const MORE: u32 = 24;

/// Counts a reader knows to be related to those on the desk, cell by cell.
pub(crate) struct Beneath<'a> {
    pub(crate) truth: &'a [i64],
    pub(crate) shown: &'a [Option<i64>],
}

/// What is to be possible: that a cell's count is in one of some ranges.
pub(crate) struct Wanted<'a> {
    pub(crate) cell: usize,
    pub(crate) ranges: Vec<(i64, i64)>,
    /// Other worlds of today and of the cap to try beside the true one.
    pub(crate) today: &'a [(usize, i64)],
    pub(crate) cap: &'a [(usize, i64)],
}

pub(crate) struct Desk<'a> {
    frame: &'a Frame,
    step: i64,
    pub(crate) truth: &'a [i64],
    today: Option<Beneath<'a>>,
    cap: Option<&'a [i64]>,
    hidden: Vec<bool>,
    /// Nothing at all is shown, not even that there is nobody.
    blank: bool,
    // The world at hand, and what is allowed in it.
    now: Vec<i64>,
    range: Vec<(i64, i64)>,
    gap: Vec<i64>,
    touched: Vec<usize>,
    is_touched: Vec<bool>,
    moves: Vec<(usize, i64)>,
    steps: u32,
}

impl<'a> Desk<'a> {
    pub(crate) fn new(
        frame: &'a Frame,
        step: i64,
        truth: &'a [i64],
        today: Option<Beneath<'a>>,
        cap: Option<&'a [i64]>,
    ) -> Self {
        let hidden = (0..truth.len())
            .map(|cell| {
                let near = |today: &Beneath<'_>| {
                    today.shown[cell].is_none() && truth[cell] > 0 && (truth[cell] - today.truth[cell]).abs() < step
                };
                small(step, truth[cell]) || today.as_ref().is_some_and(near)
            })
            .collect();
        let mut desk = Self {
            frame,
            step,
            truth,
            today,
            cap,
            hidden,
            blank: false,
            now: truth.to_vec(),
            range: Vec::new(),
            gap: vec![0; frame.beside.len()],
            touched: Vec::new(),
            is_touched: vec![false; frame.cells * 2 + frame.beside.len()],
            moves: Vec::new(),
            steps: 0,
        };
        desk.range = (0..truth.len()).map(|cell| desk.allowed(cell, &[], &[])).collect();
        desk
    }

    /// What is shown of a cell.
    pub(crate) fn shown(&self, cell: usize) -> Option<i64> {
        if self.hidden[cell] {
            return None;
        }
        let count = self.truth[cell];
        let today = self.today.as_ref().and_then(|today| Some((today.truth[cell], today.shown[cell]?)));
        match today {
            Some((was, shown)) if (count - was).abs() < self.step => Some(shown),
            _ => Some(nearest(self.step, count)),
        }
    }

    /// The counts of a cell that would be shown as the true one is, in a world of today and of the cap.
    fn allowed(&self, cell: usize, today: &[(usize, i64)], cap: &[(usize, i64)]) -> (i64, i64) {
        let step = self.step;
        let (low, mut high) = match self.shown(cell) {
            _ if self.blank => (0, MOST),
            // That nobody is always shown, so a hidden count is not 0: one the less for readers who know.
            None => (1, MOST),
            Some(0) => (0, 0),
            Some(shown) => {
                let own = behind(step, shown);
                match self.today.as_ref().and_then(|today| Some((today.truth[cell], today.shown[cell]?))) {
                    None => (*own.start(), *own.end()),
                    Some((truth, was)) => {
                        let was_truth = at(today, cell).unwrap_or(truth);
                        // Shown alike means less than a step apart, and nothing else: it may be a snap.
                        match shown.cmp(&was) {
                            std::cmp::Ordering::Equal => (step.max(was_truth - step + 1), was_truth + step - 1),
                            std::cmp::Ordering::Greater => ((*own.start()).max(was_truth + step), *own.end()),
                            std::cmp::Ordering::Less => (*own.start(), (*own.end()).min(was_truth - step)),
                        }
                    }
                }
            }
        };
        if let Some(truth) = self.cap {
            // Counts that are over their cap in truth cannot be known to be under it.
            if self.truth[cell] <= truth[cell] {
                high = high.min(at(cap, cell).unwrap_or(truth[cell]));
            }
        }
        (low, high)
    }

    pub(crate) fn hide(&mut self, cell: usize) {
        self.hidden[cell] = true;
        self.range[cell] = self.allowed(cell, &[], &[]);
    }

    fn show(&mut self, cell: usize) {
        self.hidden[cell] = false;
        self.range[cell] = self.allowed(cell, &[], &[]);
    }

    fn hide_all(&mut self) {
        self.blank = true;
        for cell in 0..self.truth.len() {
            self.hide(cell);
        }
    }

    /// A world in which one of the things wanted holds, and which one; more is hidden until there is one.
    pub(crate) fn secure(&mut self, wanted: &[Wanted<'_>]) -> Option<(usize, Changes)> {
        let cell = wanted.first()?.cell;
        let mut round = 0;
        loop {
            if let Some(world) = self.any(wanted) {
                return Some(world);
            }
            let partners = self.partners(cell, round);
            for partner in &partners {
                self.hide(*partner);
                if let Some(world) = self.any(wanted) {
                    return Some(world);
                }
                self.show(*partner);
            }
            // No single one will do: the best stays hidden, and the next is looked for beside it.
            match partners.first() {
                Some(partner) => self.hide(*partner),
                None if self.blank => return None,
                None => self.hide_all(),
            }
            round += 1;
        }
    }

    fn any(&mut self, wanted: &[Wanted<'_>]) -> Option<(usize, Changes)> {
        wanted.iter().enumerate().find_map(|(at, one)| {
            let mut ranges = one.ranges.iter();
            ranges.find_map(|range| self.search(one.today, one.cap, Some((one.cell, *range)))).map(|world| (at, world))
        })
    }

    /// Cells that may give way if they are hidden, best first: the cell itself and areas that share most
    /// parts with it, or its sister parts; then the sums. Small counts are hidden before large.
    fn partners(&self, cell: usize, round: u32) -> Vec<usize> {
        const FEW: usize = 6;
        let open = |other: &usize| !self.hidden[*other] && self.truth[*other] > 0;
        let frame = self.frame;
        let mut leaves: Vec<(usize, i64, usize)> = Vec::new();
        let mut sums: Vec<usize> = Vec::new();
        if cell < frame.areas {
            let own = frame.sums_of(cell);
            let apart = |area: usize| own.iter().zip(frame.sums_of(area)).filter(|(a, b)| a != b).count();
            leaves.extend((0..frame.areas).filter(open).map(|area| (apart(area), self.truth[area], area)));
            sums.extend(own);
        } else if let Some(group) = frame.beside_of(cell) {
            leaves.extend(frame.groups_of(group).filter(open).map(|other| (0, self.truth[other], other)));
            sums.push(frame.total);
        } else {
            leaves.extend(frame.members[cell].iter().copied().filter(open).map(|area| (1, self.truth[area], area)));
            let sisters = frame.partitions.iter().find(|(start, count)| (*start..start + count).contains(&cell));
            let sisters = sisters.map_or(0..0, |(start, count)| *start..start + count);
            leaves.extend(sisters.filter(open).map(|part| (2, self.truth[part], part)));
            sums.extend([cell, frame.total]);
            sums.dedup();
        }
        leaves.sort_unstable();
        leaves.truncate(FEW);
        sums.retain(open);
        sums.sort_unstable_by_key(|sum| (*sum == frame.total, self.truth[*sum], *sum));
        let leaves = leaves.into_iter().map(|(_, _, leaf)| leaf);
        let mut found: Vec<usize> =
            if round < 3 { leaves.chain(sums).collect() } else { sums.into_iter().chain(leaves).collect() };
        if found.is_empty() {
            // Nothing near is left: whatever is smallest, wherever it is.
            found.extend((0..frame.cells).filter(open).min_by_key(|other| (self.truth[*other], *other)));
        }
        found
    }

    /// A world to go with one of today and of the cap; more is hidden until there is one.
    pub(crate) fn follow(&mut self, today: &[(usize, i64)], cap: &[(usize, i64)]) -> Option<Changes> {
        loop {
            if let Some(world) = self.search(today, cap, None) {
                return Some(world);
            }
            // What is torn away from today or from the cap is hidden first, then what is around it.
            let torn = today.iter().chain(cap).map(|(cell, _)| *cell).find(|cell| {
                let (low, high) = self.allowed(*cell, today, cap);
                !self.hidden[*cell] && self.truth[*cell] > 0 && !(low..=high).contains(&self.truth[*cell])
            });
            let around = || today.iter().chain(cap).find_map(|(cell, _)| self.partners(*cell, 0).first().copied());
            match torn.or_else(around) {
                Some(cell) => self.hide(cell),
                None if self.blank => return None,
                None => self.hide_all(),
            }
        }
    }

    /// Looks for a world in which a cell is in a range, beside worlds of today and of the cap.
    fn search(
        &mut self,
        today: &[(usize, i64)],
        cap: &[(usize, i64)],
        target: Option<(usize, (i64, i64))>,
    ) -> Option<Changes> {
        let mut before: Vec<(usize, (i64, i64))> = Vec::new();
        for (cell, _) in today.iter().chain(cap) {
            before.push((*cell, self.range[*cell]));
            self.range[*cell] = self.allowed(*cell, today, cap);
            self.touch(*cell);
        }
        if let Some((cell, (low, high))) = target {
            let range = self.range[cell];
            before.push((cell, range));
            self.range[cell] = (range.0.max(low), range.1.min(high));
            self.touch(cell);
        }
        self.steps = STEPS;
        let found = before.iter().all(|(cell, _)| self.range[*cell].0 <= self.range[*cell].1) && self.mend(DEPTH);
        let world = found.then(|| {
            let changed = self.touched.iter().filter(|id| **id < self.frame.cells);
            changed.filter(|id| self.now[**id] != self.truth[**id]).map(|id| (*id, self.now[*id])).collect()
        });
        while let Some((leaf, by)) = self.moves.pop() {
            self.shift(leaf, -by);
        }
        for (cell, range) in before.into_iter().rev() {
            self.range[cell] = range;
        }
        for id in self.touched.drain(..) {
            self.is_touched[id] = false;
        }
        world
    }

    fn touch(&mut self, id: usize) {
        if !self.is_touched[id] {
            self.is_touched[id] = true;
            self.touched.push(id);
        }
    }

    /// Adds people to an area or group, and to what it is added into.
    fn shift(&mut self, leaf: usize, by: i64) {
        let frame = self.frame;
        self.now[leaf] += by;
        self.touch(leaf);
        if leaf < frame.areas || leaf == frame.total {
            for sum in frame.sums_of(leaf) {
                self.now[*sum] += by;
                self.touch(*sum);
            }
            for (at, one) in frame.beside.iter().enumerate() {
                if one.adds_up {
                    self.gap[at] -= by;
                    self.touch(frame.cells + at);
                } else {
                    for group in frame.groups_of(at) {
                        self.touch(frame.cells + frame.beside.len() + group);
                    }
                }
            }
        } else if let Some(at) = frame.beside_of(leaf) {
            self.gap[at] += by;
            let among = if frame.beside[at].adds_up { at } else { frame.beside.len() + leaf };
            self.touch(frame.cells + among);
        }
    }

    /// By how much a constraint is broken: what it lacks (above 0) or has too much of (below).
    fn lack(&self, id: usize) -> i64 {
        let frame = self.frame;
        let (cells, besides) = (frame.cells, frame.beside.len());
        if id < cells {
            outside(self.now[id], self.range[id])
        } else if id < cells + besides {
            -self.gap[id - cells]
        } else {
            // Some of the total: never more than it, where it is not so in truth.
            let group = id - cells - besides;
            let bound = self.truth[group] <= self.truth[frame.total];
            if bound { (self.now[frame.total] - self.now[group]).min(0) } else { 0 }
        }
    }

    /// What moving an area or group adds to all that is broken.
    fn harm(&self, leaf: usize, by: i64) -> i64 {
        let frame = self.frame;
        let cell = |cell: usize| {
            outside(self.now[cell] + by, self.range[cell]).abs() - outside(self.now[cell], self.range[cell]).abs()
        };
        let mut harm = cell(leaf);
        if leaf < frame.areas || leaf == frame.total {
            harm += frame.sums_of(leaf).iter().map(|sum| cell(*sum)).sum::<i64>();
            for (at, _) in frame.beside.iter().enumerate().filter(|(_, one)| one.adds_up) {
                harm += (self.gap[at] - by).abs() - self.gap[at].abs();
            }
        } else if let Some(at) = frame.beside_of(leaf)
            && frame.beside[at].adds_up
        {
            harm += (self.gap[at] + by).abs() - self.gap[at].abs();
        }
        harm
    }

    /// Sets right what is broken, one sum after another; what it tries in vain it takes back.
    fn mend(&mut self, depth: usize) -> bool {
        let frame = self.frame;
        let mut broken = None;
        let mut all = 0;
        for id in &self.touched {
            let lack = self.lack(*id);
            if lack != 0 {
                all += lack.abs();
                broken = broken.or(Some((*id, lack)));
            }
        }
        let Some((id, lack)) = broken else { return true };
        if depth == 0 || self.steps == 0 {
            return false;
        }
        self.steps -= 1;
        let mut best: Vec<(i64, bool, i64, usize)> = Vec::with_capacity(WAYS + 1);
        let cells = frame.cells;
        let all_areas: &[usize] =
            if frame.areas > 0 { &frame.members[frame.total] } else { std::slice::from_ref(&frame.total) };
        let mut more = MORE;
        let itself;
        // Leaves that go with what is lacking, and leaves that go against it.
        let (with, against): (&[usize], &[usize]) = if id < cells {
            itself = [id];
            if frame.members[id].is_empty() { (&itself, &[]) } else { (&frame.members[id], &[]) }
        } else if id < cells + frame.beside.len() {
            (&[], all_areas)
        } else {
            itself = [id - cells - frame.beside.len()];
            (&itself, all_areas)
        };
        let among = (cells..cells + frame.beside.len()).contains(&id).then(|| frame.groups_of(id - cells));
        let with = with.iter().copied().chain(among.into_iter().flatten()).map(|leaf| (leaf, lack));
        let against = against.iter().map(|leaf| (*leaf, -lack));
        for (place, (leaf, lack)) in with.map(|way| (0, way)).chain(against.map(|way| (1, way))) {
            if best.first().is_some_and(|way| all + way.0 == 0) {
                // One that rights everything will do. A hidden one is better, but is not looked for long; and
                // areas, of which there are many, answer for the groups beside them only where groups cannot.
                more -= 1;
                if more == 0 || place == 1 {
                    break;
                }
            }
            let by = self.room(leaf, lack);
            if by == 0 {
                continue;
            }
            let way = (self.harm(leaf, by), !self.hidden[leaf], -by.abs(), leaf);
            if all + way.0 == 0 && !way.1 {
                best.clear();
                best.push(way);
                break;
            }
            let place = best.partition_point(|other| *other <= way);
            if place < WAYS {
                best.insert(place, way);
                best.truncate(WAYS);
            }
        }
        for (_, _, size, leaf) in best {
            let rises = self.rises(id, leaf, lack);
            let by = if rises { -size } else { size };
            self.shift(leaf, by);
            self.moves.push((leaf, by));
            if self.mend(depth - 1) {
                return true;
            }
            self.moves.pop();
            self.shift(leaf, -by);
        }
        false
    }

    /// Whether a leaf rises to right what a constraint lacks.
    fn rises(&self, id: usize, leaf: usize, lack: i64) -> bool {
        let turned = id >= self.frame.cells && leaf <= self.frame.total;
        (lack > 0) != turned
    }

    /// How far an area or group may move towards what is lacking: as far as its sums let it, if they do.
    fn room(&self, leaf: usize, lack: i64) -> i64 {
        let frame = self.frame;
        let (low, high) = self.range[leaf];
        let up = lack > 0;
        let own = if up { high - self.now[leaf] } else { self.now[leaf] - low };
        let most = own.min(lack.abs());
        let turns = |(other, by): &(usize, i64)| *other == leaf && (*by > 0) != up;
        if most <= 0 || self.moves.iter().any(turns) {
            return 0;
        }
        let gentle = if leaf < frame.areas {
            let slack = |sum: &usize| {
                let (low, high) = self.range[*sum];
                if up { high - self.now[*sum] } else { self.now[*sum] - low }
            };
            frame.sums_of(leaf).iter().map(slack).min().unwrap_or(most).min(most)
        } else {
            most
        };
        let size = if gentle >= 1 { gentle } else { most };
        if up { size } else { -size }
    }
}

fn outside(count: i64, (low, high): (i64, i64)) -> i64 {
    if count < low {
        low - count
    } else if count > high {
        high - count
    } else {
        0
    }
}

pub(crate) fn at(changes: &[(usize, i64)], cell: usize) -> Option<i64> {
    changes.iter().find(|(other, _)| *other == cell).map(|(_, count)| *count)
}
