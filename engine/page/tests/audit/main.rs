//! An adversary who holds finished public pages: councils are drawn person by person, published, and read.
//!
//! For every count of 1 to below the threshold there has to be another world, with other people, that fits all a
//! reader is shown and in which that count is not so small. It is looked for in three strengths:
//!
//! | class | the other world |
//! |---|---|
//! | identical | its finished page is the same, byte by byte; the count is 0 or at least the threshold |
//! | another | its finished page is the same, byte by byte; the count is another one, still small |
//! | open | it fits every figure that is shown; its own page may hide other counts |
//!
//! The last is what the method promises: a lone hidden count tells *that* it is small, never how many. With each
//! such world goes a check that the page depends on people through its tables alone: with the tables of the true
//! world put into its page, nothing else on it differs.

#![allow(clippy::unwrap_used, clippy::cast_possible_wrap, reason = "a test in several files, of small numbers")]

mod audit;
mod build;
mod cells;
mod draw;
mod reader;
mod search;
mod spoil;

use audit::{Audit, Tally};
use draw::{Council, Draw};
use reader::Page;

/// Audits drawn reports on two threads, each with its own seed.
fn reports(count: usize, seed: u64, one: impl Fn(&mut Draw, &mut Tally, usize) + Sync) -> Tally {
    std::thread::scope(|scope| {
        let one = &one;
        let half = |half: usize| {
            scope.spawn(move || {
                let (mut draw, mut tally) = (Draw::new(seed * 2 + half as u64), Tally::default());
                (0..count / 2).for_each(|at| one(&mut draw, &mut tally, at));
                tally
            })
        };
        let halves = [half(0), half(1)].map(|half| half.join().unwrap());
        halves.into_iter().sum()
    })
}

#[test]
fn nothing_small_can_be_found_from_a_finished_page() {
    let tally = reports(1000, 1, |draw, tally, at| {
        let options = draw.between(1, 3);
        let council = Council::draw(draw, options, options > 1);
        let pages = [(0..options).collect()];
        Audit::new(&council, draw, &pages, spoil::nothing).run(tally, draw, at);
    });
    println!("finished pages: {tally}");
    tally.assert_safe();
}

#[test]
fn nothing_small_can_be_found_from_two_pages_with_other_options() {
    let tally = reports(200, 2, |draw, tally, at| {
        let options = draw.between(2, 3);
        let council = Council::draw(draw, options, false);
        let pages = [vec![0], (1..options).collect()];
        let audit = Audit::new(&council, draw, &pages, spoil::nothing);
        let [one, two] = &audit.reader.pages[..] else { unreachable!() };
        assert_eq!(one.shown.today.figures, two.shown.today.figures, "today looks different on another page");
        audit.run(tally, draw, at);
    });
    println!("pairs of pages: {tally}");
    tally.assert_safe();
}

#[test]
fn every_protection_is_missed_where_it_is_taken_away() {
    for (what, spoil) in spoil::ALL {
        let tally = reports(60, 3, |draw, tally, at| {
            if tally.found + tally.depends > 0 {
                return;
            }
            let options = draw.between(1, 3);
            let council = Council::draw(draw, options, options > 1);
            let pages = [(0..options).collect()];
            Audit::new(&council, draw, &pages, spoil).run(tally, draw, at);
        });
        println!("{what}: {tally}");
        assert!(tally.found > 0 || tally.depends > 0, "{what}: nobody noticed");
    }
}

#[test]
fn no_small_number_stands_in_a_column_of_people() {
    let mut draw = Draw::new(4);
    for _ in 0..100 {
        let options = draw.between(1, 3);
        let council = Council::draw(&mut draw, options, options > 1);
        let audit = Audit::new(&council, &mut draw, &[(0..options).collect()], spoil::nothing);
        let [Page { shown, .. }] = &audit.reader.pages[..] else { unreachable!() };
        cells::no_small_numbers(&doorstep_page::sections::document(shown), i64::from(council.threshold));
    }
}
