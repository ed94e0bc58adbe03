//! Chooses what is hidden, column by column, so that every small count has another world.

use std::collections::BTreeMap;

use crate::desk::{Beneath, Changes, Desk, Wanted, at};
use crate::round::{MOST, nearest, small};
use crate::shape::{Column, Frame, Misfit, Shown, Table, Threshold};

/// Counts beyond this are no counts of people.
const BEYOND: u64 = 1_000_000_000_000;

/// How many worlds of the cap are tried for a sum beside those about the sum itself.
const BASES: usize = 12;

/// What may be shown of a measure: today and under every option.
#[derive(Clone, Debug)]
pub struct Published {
    /// Today: the same whatever options stand beside it.
    pub today: Table<Shown>,
    /// Each option: the same whatever other options stand beside it.
    pub options: Vec<Table<Shown>>,
    threshold: Threshold,
    frame: Frame,
    truth: Vec<Vec<i64>>,
    worlds: Vec<World>,
}

/// Counts that would be shown exactly as the true ones are.
#[derive(Clone, Debug)]
struct World {
    /// The column and cell it is there to protect; nothing if it goes with a world of the cap.
    about: Option<(usize, usize)>,
    /// By column, what is different from the truth.
    columns: Vec<Changes>,
}

/// Says what may be shown of the counts of a measure.
///
/// What is hidden of today follows from today's counts alone (and those of its cap), and what is hidden of
/// an option from today's and that option's: a second report with other options hides the same of both.
///
/// A cap is a measure whose counts these never exceed, as people reached never exceed people eligible. It
/// has either the same options, in the same order, or none, if it is the same under all of them.
///
/// # Errors
/// If counts do not fit the frame, or the cap does not fit the measure.
pub fn publish(
    threshold: Threshold,
    frame: &Frame,
    today: &Column,
    options: &[Column],
    cap: Option<&Published>,
) -> Result<Published, Misfit> {
    let truth = [today].into_iter().chain(options).enumerate();
    let truth = truth.map(|(at, column)| counts(frame, column).ok_or(Misfit::Column(at)));
    let truth = truth.collect::<Result<Vec<_>, _>>()?;
    if let Some(cap) = cap {
        let columns = cap.truth.len() == 1 || cap.truth.len() == truth.len();
        if !columns || cap.threshold != threshold || cap.frame != *frame {
            return Err(Misfit::Cap);
        }
    }
    let caps = Caps::new(cap);
    let step = i64::try_from(threshold.people()).unwrap_or(MOST);

    // Today, for itself; then every option, for itself beside today.
    let mut desk = Desk::new(frame, step, &truth[0], None, caps.truth(0));
    let mut worlds: Vec<World> = Vec::new();
    // The cap's world that each of our worlds goes with.
    let mut beneath: Vec<Option<usize>> = Vec::new();
    for (at, changes) in caps.worlds(0) {
        let own = if changes.is_empty() { Vec::new() } else { desk.follow(&[], changes).unwrap_or_default() };
        worlds.push(World { about: None, columns: vec![own] });
        beneath.push(Some(at));
    }
    for cell in (0..frame.cells).filter(|cell| small(step, truth[0][*cell])) {
        let (under, wanted) = wanted_count((frame, &truth[0]), step, cell, 0, &caps, &[]);
        if let Some((at, own)) = desk.secure(&wanted) {
            worlds.push(World { about: Some((0, cell)), columns: vec![own] });
            beneath.push(under[at]);
        }
    }
    let mut shown = vec![faces(frame, &desk)];

    for (column, counts) in truth.iter().enumerate().skip(1) {
        let today = Beneath { truth: &truth[0], shown: &shown[0] };
        let mut desk = Desk::new(frame, step, counts, Some(today), caps.truth(column));
        for (world, under) in worlds.iter_mut().zip(&beneath) {
            let cap = under.map_or(&[][..], |at| caps.changes(at, column));
            let own = if world.columns[0].is_empty() && cap.is_empty() {
                Vec::new()
            } else {
                desk.follow(&world.columns[0], cap).unwrap_or_default()
            };
            world.columns.push(own);
        }
        let followed = worlds.iter().map(|world| world.columns[0].as_slice()).collect::<Vec<_>>();
        let mut own: Vec<(usize, Option<usize>, Changes)> = Vec::new();
        for cell in 0..frame.cells {
            let mut count = None;
            if small(step, counts[cell]) {
                let (under, wanted) = wanted_count((frame, counts), step, cell, column, &caps, &followed);
                if let Some((at, changes)) = desk.secure(&wanted) {
                    count = changes.iter().find(|(other, _)| *other == cell).map(|(_, count)| *count);
                    own.push((cell, under[at], changes));
                }
            }
            let was = truth[0][cell];
            // A hidden count of today beside one that is shown is far from it, or the option has nobody: then
            // the difference is today's count, which has worlds of its own. Likewise if today has nobody.
            if small(step, (counts[cell] - was).abs()) && was > 0 && counts[cell] > 0 {
                let settled = |count: i64| !small(step, (count - was).abs()) && shown[0][cell].is_none();
                let truly = own.last().is_some_and(|(_, under, _)| under.is_none());
                if !(truly && count.is_some_and(settled)) {
                    let (under, wanted) = wanted_difference((frame, counts), step, cell, column, was, &caps, &followed);
                    if let Some((at, changes)) = desk.secure(&wanted) {
                        own.push((cell, under[at], changes));
                    }
                }
            }
        }
        shown.push(faces(frame, &desk));
        drop(followed);
        for (cell, under, changes) in own {
            // Beside a world of the cap stands what today became in it; other options stay as they are in it.
            let mut columns =
                under.map_or_else(|| vec![Vec::new(); column], |at| worlds[at].columns[..column].to_vec());
            columns.push(changes);
            worlds.push(World { about: Some((column, cell)), columns });
            beneath.push(under);
        }
    }
    let table = |cells: &Vec<Option<i64>>| {
        let face =
            |cell: &Option<i64>| cell.and_then(|count| u64::try_from(count).ok()).map_or(Shown::Hidden, Shown::Count);
        frame.table(&cells.iter().map(face).collect::<Vec<_>>())
    };
    Ok(Published {
        today: table(&shown[0]),
        options: shown[1..].iter().map(table).collect(),
        threshold,
        frame: frame.clone(),
        truth,
        worlds,
    })
}

impl Published {
    /// What may be shown of a count of today's people of some areas together, where a reader knows which areas they
    /// are: those near a place, say. Every world that protects a count of today has to show this sum alike, so that
    /// each of them stands whatever other sums are shown. Where it is compared with another sum, a small difference
    /// has to be another in some world. A count that is not the sum of these areas is not shown.
    pub fn together(&self, areas: &[bool], count: u64, compared: Option<&[bool]>) -> Shown {
        let truth = &self.truth[0];
        let step = i64::try_from(self.threshold.people()).unwrap_or(MOST);
        let sum = |areas: &[bool], changes: &[(usize, i64)]| -> i64 {
            let each = areas.iter().enumerate().filter(|(_, is)| **is);
            each.map(|(area, _)| at(changes, area).unwrap_or(truth[area])).sum()
        };
        let face = |sum: i64| (!small(step, sum)).then(|| nearest(step, sum));
        let worlds = || self.worlds.iter().map(|world| world.columns[0].as_slice());
        let blank = self.today.total == Shown::Hidden && self.today.areas.iter().all(|area| *area == Shown::Hidden);
        let shown = face(sum(areas, &[])).filter(|shown| worlds().all(|world| face(sum(areas, world)) == Some(*shown)));
        let apart = compared.is_none_or(|other| {
            let near = |world: &[(usize, i64)]| small(step, (sum(areas, world) - sum(other, world)).abs());
            !near(&[]) || worlds().any(|world| !near(world))
        });
        let known = u64::try_from(sum(areas, &[])).is_ok_and(|sum| sum == count);
        let shown = shown.filter(|_| known && apart && !blank).and_then(|shown| u64::try_from(shown).ok());
        shown.map_or(Shown::Hidden, Shown::Count)
    }
}

/// What may be shown of a list of counts and their total, about things that have no areas: today only.
///
/// # Errors
/// If a count is beyond 10¹².
pub fn publish_list(threshold: Threshold, counts: &[u64], total: u64) -> Result<(Vec<Shown>, Shown), Misfit> {
    let column = Table { areas: counts.to_vec(), parts: Vec::new(), beside: Vec::new(), total };
    let published = publish(threshold, &Frame::list(counts.len()), &column, &[], None)?;
    Ok((published.today.areas, published.today.total))
}

/// The cap, by column of the measure under it.
struct Caps<'a> {
    cap: Option<&'a Published>,
    /// The worlds that protect a cell, by the cap's column and cell.
    about: BTreeMap<(usize, usize), Vec<usize>>,
}

impl<'a> Caps<'a> {
    fn new(cap: Option<&'a Published>) -> Self {
        let mut about: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (at, world) in cap.iter().flat_map(|cap| &cap.worlds).enumerate() {
            if let Some(cell) = world.about {
                about.entry(cell).or_default().push(at);
            }
        }
        Self { cap, about }
    }

    fn column(cap: &Published, column: usize) -> usize {
        if cap.truth.len() == 1 { 0 } else { column }
    }

    fn truth(&self, column: usize) -> Option<&'a [i64]> {
        self.cap.map(|cap| cap.truth[Self::column(cap, column)].as_slice())
    }

    fn worlds(&self, column: usize) -> impl Iterator<Item = (usize, &'a [(usize, i64)])> {
        let all = self.cap.into_iter().flat_map(|cap| cap.worlds.iter().map(move |world| (cap, world)));
        all.map(move |(cap, world)| world.columns[Self::column(cap, column)].as_slice()).enumerate()
    }

    fn changes(&self, world: usize, column: usize) -> &'a [(usize, i64)] {
        self.cap.map_or(&[], |cap| cap.worlds[world].columns[Self::column(cap, column)].as_slice())
    }

    fn about(&self, column: usize, cell: usize) -> &[usize] {
        let column = self.cap.map_or(column, |cap| Self::column(cap, column));
        self.about.get(&(column, cell)).map_or(&[], Vec::as_slice)
    }
}

/// That a small count could be one that is shown: in the true world of the cap, or in one that is about it.
fn wanted_count<'a>(
    counts: (&Frame, &[i64]),
    step: i64,
    cell: usize,
    column: usize,
    caps: &'a Caps<'a>,
    today: &[&'a [(usize, i64)]],
) -> (Vec<Option<usize>>, Vec<Wanted<'a>>) {
    bases(counts, cell, column, caps, today, |_| vec![(step, MOST)])
}

/// That a small difference could be none, or one that is shown.
fn wanted_difference<'a>(
    counts: (&Frame, &[i64]),
    step: i64,
    cell: usize,
    column: usize,
    was: i64,
    caps: &'a Caps<'a>,
    today: &[&'a [(usize, i64)]],
) -> (Vec<Option<usize>>, Vec<Wanted<'a>>) {
    bases(counts, cell, column, caps, today, |changes| {
        let was = changes.iter().find(|(other, _)| *other == cell).map_or(was, |(_, count)| *count);
        // Where both are shown, only the first is ever possible; a hidden count may be further away.
        vec![(was, was), (was + step, MOST), (1, was - step)]
    })
}

/// The worlds of the cap, and of today with it, beside which something may hold: the true one first.
fn bases<'a>(
    (frame, truth): (&Frame, &[i64]),
    cell: usize,
    column: usize,
    caps: &'a Caps<'a>,
    today: &[&'a [(usize, i64)]],
    ranges: impl Fn(&[(usize, i64)]) -> Vec<(i64, i64)>,
) -> (Vec<Option<usize>>, Vec<Wanted<'a>>) {
    let mut under = vec![None];
    let mut wanted = vec![Wanted { cell, ranges: ranges(&[]), today: &[], cap: &[] }];
    // A sum may have to grow where the cap is itself small: beside a world of the cap about one of its areas.
    let mut about = caps.about(column, cell).to_vec();
    if cell >= frame.areas && !caps.about.is_empty() {
        let areas = &frame.members[if cell > frame.total { frame.total } else { cell }];
        let areas = areas.iter().filter(|area| truth[**area] > 0);
        about.extend(areas.flat_map(|area| caps.about(column, *area)).take(BASES));
    }
    for at in &about {
        // Our worlds begin with one for each of the cap's, in its order.
        let today = today.get(*at).copied().unwrap_or_default();
        under.push(Some(*at));
        wanted.push(Wanted { cell, ranges: ranges(today), today, cap: caps.changes(*at, column) });
    }
    (under, wanted)
}

fn faces(frame: &Frame, desk: &Desk<'_>) -> Vec<Option<i64>> {
    (0..frame.cells).map(|cell| desk.shown(cell)).collect()
}

fn counts(frame: &Frame, column: &Column) -> Option<Vec<i64>> {
    let counts = frame.flat(column)?.into_iter();
    counts.map(|count| (count <= BEYOND).then(|| i64::try_from(count).ok()).flatten()).collect()
}
