//! An adversary who knows the method and everything shown tries to find counts that are too small to show.
//!
//! It shares no code with the library: it writes what a reader knows as rows of an integer programme (the true
//! counts behind every shown one, sums, snaps, caps) and asks whether a small count could be something else.

#![allow(
    clippy::unwrap_used,
    clippy::too_many_lines,
    reason = "a test in several files; its one programme is one list of rows"
)]

#[path = "audit/draw.rs"]
mod draw;
#[path = "audit/reader.rs"]
mod reader;

use doorstep_disclosure::{Published, Shown, publish};
use draw::{Draw, Drawn};
use reader::{Reader, Tally};

fn show(drawn: &Drawn) -> Vec<Published> {
    show_some(drawn, &(0..drawn.measures[0].len() - 1).collect::<Vec<_>>())
}

/// A report with some of the options.
fn show_some(drawn: &Drawn, options: &[usize]) -> Vec<Published> {
    let mut all: Vec<Published> = Vec::new();
    for (at, columns) in drawn.measures.iter().enumerate() {
        let some = options.iter().map(|option| columns[option + 1].clone()).collect::<Vec<_>>();
        let cap = if at > 0 && drawn.capped { all.first() } else { None };
        all.push(publish(drawn.threshold, &drawn.frame, &columns[0], &some, cap).unwrap());
    }
    all
}

#[test]
fn no_small_count_or_difference_can_be_found_from_one_report() {
    let (mut tally, mut draw) = (Tally::default(), Draw::new(1));
    for _ in 0..1000 {
        let drawn = draw.report();
        let published = show(&drawn);
        let columns = published.iter().map(|one| [vec![&one.today], one.options.iter().collect()].concat());
        Reader::new(&drawn, &columns.collect::<Vec<_>>()).audit(&mut tally);
    }
    println!("one report: {tally}");
    assert_eq!(tally.found, 0, "{}", tally.first);
}

#[test]
fn no_small_count_or_difference_can_be_found_from_two_reports_together() {
    let (mut tally, mut draw) = (Tally::default(), Draw::new(2));
    for _ in 0..200 {
        let mut drawn = draw.report();
        while drawn.measures[0].len() < 3 {
            drawn = draw.report();
        }
        // The first report has the first option, the second all others: today is in both.
        let others = (1..drawn.measures[0].len() - 1).collect::<Vec<_>>();
        let (one, two) = (show_some(&drawn, &[0]), show_some(&drawn, &others));
        let columns = one.iter().zip(&two).map(|(one, two)| {
            assert_eq!(one.today, two.today, "today looks different in another report");
            [vec![&one.today, &one.options[0]], two.options.iter().collect()].concat()
        });
        Reader::new(&drawn, &columns.collect::<Vec<_>>()).audit(&mut tally);
        assert!(show(&drawn).iter().zip(&one).all(|(all, one)| all.options[0] == one.options[0]));
    }
    println!("two reports: {tally}");
    assert_eq!(tally.found, 0, "{}", tally.first);
}

#[test]
fn nothing_is_hidden_where_nothing_is_small_and_shown_counts_are_near_the_truth() {
    let mut draw = Draw::new(3);
    for _ in 0..300 {
        let drawn = draw.large_report();
        let step = drawn.threshold.people();
        for (columns, published) in drawn.measures.iter().zip(show(&drawn)) {
            let shown = [vec![&published.today], published.options.iter().collect()].concat();
            for (column, (truth, shown)) in columns.iter().zip(shown).enumerate() {
                for (cell, (truth, shown)) in reader::line(truth).iter().zip(reader::line(shown)).enumerate() {
                    let Shown::Count(shown) = shown else { panic!("cell {cell} of column {column} is hidden") };
                    let today = reader::line(&columns[0])[cell];
                    let snapped = column > 0 && truth.abs_diff(today) < step;
                    let near = if snapped { step / 2 + step - 1 } else { step / 2 };
                    assert!(shown.abs_diff(*truth) <= near, "{truth} is shown as {shown}");
                }
            }
        }
    }
}
