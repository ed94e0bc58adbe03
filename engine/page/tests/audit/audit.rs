//! The audit of one drawn report, and what all of them came to.

use crate::build::{Builder, Who, parts};
use crate::draw::{Council, Draw};
use crate::reader::{MOST, Page, Reader, Sum, value};
use crate::spoil::Spoil;
use doorstep_page::dossier::{Count, Dossier, Side};
use doorstep_page::publish::published;
use doorstep_page::{html, sections, word};
use std::fmt;
use std::iter::Sum as Summed;

#[derive(Default)]
pub struct Tally {
    pub reports: usize,
    pub cells: usize,
    pub differences: usize,
    /// Counts for which a page of another world was made, and in what class they are.
    pub tried: usize,
    pub identical: usize,
    pub another: usize,
    /// Pages whose bytes were compared.
    pub pages: usize,
    /// Counts without any other world, and pages that say more of people than their tables do.
    pub found: usize,
    pub depends: usize,
    pub first: String,
}

impl Tally {
    pub fn assert_safe(&self) {
        assert!(self.found + self.depends == 0, "{}", self.first);
        let share = (self.identical + self.another) as f64 / self.tried as f64;
        assert!(share > 0.65, "only {share} of the counts have a page that is the same byte by byte");
        assert!(self.identical * 3 > self.tried, "too few counts could be large for all that the page says");
    }
}

impl Summed for Tally {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Tally::default(), |one, two| Tally {
            reports: one.reports + two.reports,
            cells: one.cells + two.cells,
            differences: one.differences + two.differences,
            tried: one.tried + two.tried,
            identical: one.identical + two.identical,
            another: one.another + two.another,
            pages: one.pages + two.pages,
            found: one.found + two.found,
            depends: one.depends + two.depends,
            first: if one.first.is_empty() { two.first } else { one.first },
        })
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |some: usize| 100.0 * some as f64 / self.tried.max(1) as f64;
        write!(
            f,
            "{} reports, {} small counts and {} small differences, none without another world but {}; of {} whose \
             pages were made again {:.0} % are identical with another count that is not small, {:.0} % more with \
             another small one; {} pages compared byte by byte; {} depend on more than their tables",
            self.reports,
            self.cells,
            self.differences,
            self.found,
            self.tried,
            share(self.identical),
            share(self.another),
            self.pages,
            self.depends
        )
    }
}

pub struct Audit<'c> {
    council: &'c Council,
    world: Vec<i64>,
    pub reader: Reader<'c>,
    parts: Vec<Who>,
    spoil: Spoil,
}

impl<'c> Audit<'c> {
    pub fn new(council: &'c Council, draw: &mut Draw, pages: &[Vec<usize>], spoil: Spoil) -> Self {
        let world = council.people(draw);
        let shown =
            |options: &Vec<usize>| Page { shown: page(council, &world, options, spoil), options: options.clone() };
        let pages = pages.iter().map(shown).collect();
        let (parts, told) = parts(council, &world);
        let reader = Reader::new(council, (&parts, told), pages);
        Self { council, world, reader, parts, spoil }
    }

    /// Every count that a reader could ask for, with what has to be possible of it.
    fn asked(&self) -> Vec<(Sum, bool)> {
        let (council, reader) = (self.council, &self.reader);
        let mut asked = Vec::new();
        for who in &self.parts {
            asked.extend((0..council.groups).map(|group| (reader.living(group, *who), false)));
            for service in 0..council.services.len() {
                asked.push((reader.eligible(service, *who), false));
                asked.extend((0..council.sides).map(|side| (reader.reached(side, service, *who), false)));
                for side in 1..council.sides {
                    let before = reader.reached(0, service, *who).into_iter().map(|(leaf, by)| (leaf, -by));
                    let mut apart = reader.reached(side, service, *who);
                    apart.extend(before);
                    asked.push((apart, true));
                }
                for side in 1..council.sides {
                    let gains = |area| council.near(side, service, area) && !council.near(0, service, area);
                    let loses = |area| !council.near(side, service, area) && council.near(0, service, area);
                    let [gains, loses] = [reader.among(service, *who, gains), reader.among(service, *who, loses)];
                    // What is left of the two is no group of people: it is asked for where it is shown.
                    if *who == Who::All && self.shows_change(side, service) {
                        let less = loses.iter().map(|(leaf, by)| (*leaf, -by));
                        asked.push((gains.iter().copied().chain(less).collect(), true));
                    }
                    asked.extend([(gains, false), (loses, false)]);
                }
                for side in 0..council.sides {
                    asked.push((reader.among(service, *who, |area| council.near(side, service, area)), false));
                }
            }
            for fates in council.fates.iter().flatten().enumerate() {
                let service = fates.0 % (council.services.len() + 1);
                asked.push((reader.among(service, *who, |area| fates.1[area].0), false));
                asked.push((reader.among(service, *who, |area| fates.1[area].1), false));
            }
        }
        asked
    }

    /// Is it shown of how many more or fewer a place is near?
    fn shows_change(&self, side: usize, service: usize) -> bool {
        self.reader.pages.iter().any(|page| {
            let all = page.shown.everybody();
            let shown = |side: &Side| side.at(service, all).near.is_some_and(|near| near != Count::Hidden);
            let option = page.options.iter().position(|option| option + 1 == side);
            shown(&page.shown.today) && option.is_some_and(|option| shown(&page.shown.options[option]))
        })
    }

    pub fn run(&self, tally: &mut Tally, draw: &mut Draw, at: usize) {
        tally.reports += 1;
        let step = i64::from(self.council.threshold);
        if let Some(row) = self.reader.broken(&self.world) {
            // A page that its own method does not explain says more than it may.
            tally.found += 1;
            return self.tell(tally, &format!("the truth does not fit {row:?}"));
        }
        let mut compared = !at.is_multiple_of(10);
        let many = if self.council.areas() > 12 { 100 } else { 50 };
        for (sum, difference) in self.asked() {
            let count = value(&sum, &self.world);
            if count == 0 || count.abs() >= step {
                continue;
            }
            *(if difference { &mut tally.differences } else { &mut tally.cells }) += 1;
            let ways: &[(i64, i64)] =
                if difference { &[(0, 0), (step, MOST), (-MOST, -step)] } else { &[(step, MOST), (0, 0)] };
            // A search finds nearly all of them at once; what it does not find is settled by integer programming.
            let searched = ways.iter().find_map(|way| self.reader.world(&self.world, &sum, *way, draw));
            let solved = || ways.iter().find_map(|way| self.reader.solved(&sum, *way));
            let Some(other) = searched.or_else(solved) else {
                tally.found += 1;
                self.tell(tally, &format!("{count} of {sum:?} is found out"));
                continue;
            };
            if !draw.one_in(many) {
                continue;
            }
            tally.tried += 1;
            if self.same(&other, tally, &mut compared) {
                tally.identical += 1;
                continue;
            }
            let small = if count > 0 {
                [(count + 1, step - 1), (1, count - 1)]
            } else {
                [(1 - step, count - 1), (count + 1, -1)]
            };
            let small = small.iter().filter(|(low, high)| low <= high);
            let small: Vec<Vec<i64>> =
                small.filter_map(|way| self.reader.world(&self.world, &sum, *way, draw)).collect();
            tally.another += usize::from(small.iter().any(|other| self.same(other, tally, &mut compared)));
        }
    }

    fn tell(&self, tally: &mut Tally, what: &str) {
        if tally.first.is_empty() {
            let shown: Vec<&Dossier> = self.reader.pages.iter().map(|page| &page.shown).collect();
            tally.first = format!("{what}; {:?}; {:?}; {shown:?}", self.world, self.council);
        }
    }

    /// Whether another world looks the same on every page; and that nothing but tables makes it look otherwise.
    fn same(&self, other: &[i64], tally: &mut Tally, compared: &mut bool) -> bool {
        let mut same = true;
        for one in &self.reader.pages {
            let mut two = page(self.council, other, &one.options, self.spoil);
            if two == one.shown {
                continue;
            }
            same = false;
            tables(&one.shown, &mut two);
            if two != one.shown {
                tally.depends += 1;
                self.tell(tally, &format!("the page depends on more than its tables: {two:?}"));
            }
        }
        // Of two dossiers that are the same every form is; now and then that is looked at.
        if same && !*compared {
            *compared = true;
            for one in &self.reader.pages {
                tally.pages += 1;
                let two = page(self.council, other, &one.options, self.spoil);
                assert!(bytes(&one.shown) == bytes(&two), "the bytes of two finished pages differ");
            }
        }
        same
    }
}

fn page(council: &Council, world: &[i64], options: &[usize], spoil: Spoil) -> Dossier {
    let truth = Builder::new(council, world).dossier(options);
    let mut shown = published(truth.clone(), council.threshold).unwrap_or_else(|faults| panic!("{faults:?}"));
    spoil(&truth, &mut shown);
    shown
}

/// Puts one page's tables of people into another.
fn tables(from: &Dossier, to: &mut Dossier) {
    for (to, from) in to.sides_mut().zip(from.sides()) {
        for (to, from) in to.figures.iter_mut().flatten().zip(from.figures.iter().flatten()) {
            (to.eligible, to.reached, to.near) = (from.eligible, from.reached, from.near);
        }
        to.lost.clone_from(&from.lost);
        to.models.clone_from(&from.models);
    }
}

/// The finished page and the Word file; pictures are SVG in the former.
fn bytes(shown: &Dossier) -> (String, Vec<u8>) {
    let document = sections::document(shown);
    // Word is handed pictures as the words of their SVG behind the first bytes of a PNG.
    let picture = |svg: &str, _: u32| Ok([b"\x89PNG\r\n\x1a\n", svg.as_bytes()].concat());
    (html::page(&document).unwrap(), word::report(&document, &picture).unwrap())
}
