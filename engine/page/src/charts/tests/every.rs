//! What is true of every chart, whatever it is given.

use super::data::every;
use crate::charts::sheet;
use crate::document::Picture;

fn part(at: usize) -> String {
    format!("Part {at}")
}

fn whole(pictures: &[Picture]) -> String {
    let all = pictures.iter().map(|picture| format!("{}\n{}", picture.alone(), sheet(picture, &["Said.".to_owned()])));
    all.collect()
}

/// Values that have broken charts: nothing, one, all zeros, below 0, £9bn, no numbers, thirty parts.
fn hard() -> Vec<Vec<Picture>> {
    let no_number = |at: usize| [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 3.0][at % 4];
    vec![
        every(0, &|_| 0.0, &part),
        every(1, &|_| 5.0, &part),
        every(1, &|_| 1e-7, &part),
        every(3, &|_| 0.0, &part),
        every(4, &|at| -(at as f64) - 1.0, &part),
        every(4, &|at| [9e9, -9e9, 1e15, 4.0][at % 4], &part),
        every(4, &|at| [1e300, -1e300, f64::MAX][at % 3], &part),
        every(4, &no_number, &part),
        every(30, &|at| (at * at) as f64, &part),
        every(3, &|at| at as f64, &|_| String::new()),
        every(3, &|at| at as f64, &|at| format!("{at} {}", "A very long name of a place ".repeat(20))),
        every(3, &|at| at as f64, &|_| "W".repeat(400)),
    ]
}

#[test]
fn no_chart_holds_what_is_not_a_number() {
    for pictures in hard() {
        let all = whole(&pictures);
        for no_number in ["NaN", "inf", "=\"-0\"", "=\"\""] {
            assert!(!all.contains(no_number), "{no_number} in {all}");
        }
    }
}

#[test]
fn nothing_is_drawn_outside_of_the_picture() {
    for pictures in hard() {
        for picture in &pictures {
            let (wide, high) = picture.drawing.size;
            for line in picture.drawing.body.lines() {
                for (name, most) in [("x", wide), ("x1", wide), ("x2", wide), ("y", high), ("y1", high), ("y2", high)] {
                    let Some((_, after)) = line.split_once(&format!(" {name}=\"")) else { continue };
                    let value: f64 = after.split('"').next().unwrap().parse().unwrap();
                    assert!((-0.1..=most + 0.1).contains(&value), "{name}={value} of {most} in {}: {line}", picture.id);
                }
            }
        }
    }
}

#[test]
fn the_same_figures_give_the_same_bytes() {
    let drawn = || whole(&every(5, &|at| at as f64 * 1.7, &part));
    assert_eq!(drawn(), drawn());
}

#[test]
fn hostile_names_are_only_words() {
    let hostile = |_: usize| "\"><script>alert(1)</script><!-- ' & \u{202e}\u{0}".to_owned();
    let pictures = every(4, &|at| at as f64, &hostile);
    let all = whole(&pictures);
    for harm in ["<script", "<!--", "alert(1)</s", "\u{202e}", "\u{0}"] {
        assert!(!all.contains(harm), "{harm}");
    }
    assert!(all.contains("&lt;script&gt;"));
    let mut given = crate::charts::About::of("a\" onload=\"x", "A");
    let picture = crate::charts::waterfall::waterfall(&given, &[]);
    assert_eq!(picture.id, "a--onload--x");
    given.id.clear();
    assert_eq!(crate::charts::waterfall::waterfall(&given, &[]).id, "chart");
}

#[test]
fn every_table_has_a_cell_for_each_column_and_every_chart_a_sentence() {
    for pictures in hard() {
        for Picture { id, sentence, table, .. } in &pictures {
            assert!(sentence.ends_with('.'), "{id}: {sentence}");
            assert!(!table.columns.is_empty() && table.rows.iter().all(|row| row.cells.len() == table.columns.len()));
            assert_eq!(table.id, format!("{id}-figures"));
        }
    }
}

#[test]
fn where_there_is_nothing_the_picture_and_the_sentence_say_so() {
    for picture in every(0, &|_| 0.0, &part) {
        assert_eq!(picture.sentence, "There is nothing to show.", "{}", picture.id);
        assert!(picture.drawing.body.contains("There is nothing to show.") && picture.table.rows.is_empty());
    }
}

#[test]
fn letters_are_never_smaller_than_twelve_units_and_charts_are_one_width() {
    for picture in hard().concat() {
        assert!((picture.drawing.size.0 - crate::charts::WIDE).abs() < 1e-9);
        for line in picture.drawing.body.lines() {
            let Some((_, after)) = line.split_once("font-size=\"") else { continue };
            assert!(after.split('"').next().unwrap().parse::<f64>().unwrap() >= 12.0, "{line}");
        }
    }
}

#[test]
fn every_figure_of_a_picture_and_its_sentence_stands_in_its_table_as_it_is_written() {
    // Axes write such figures as 1m, £12k or 100%: what has a comma and no % is a figure.
    let figures = |words: &str| -> std::collections::BTreeSet<String> {
        words
            .split(|letter: char| !letter.is_ascii_digit() && !matches!(letter, ',' | '.' | '%'))
            .map(|token| token.trim_matches(['.', ',']).to_owned())
            .filter(|token| token.contains(',') && !token.ends_with('%'))
            .collect()
    };
    for Picture { id, sentence, drawing, table, .. } in every(5, &|at| 1_234_567.0 + 1_000_003.0 * at as f64, &part) {
        let said: String = drawing
            .body
            .lines()
            .filter_map(|line| line.split_once('>')?.1.split_once('<'))
            .fold(sentence.clone(), |said, (words, _)| said + " " + words);
        let cells: Vec<String> = table.rows.iter().flat_map(|row| row.cells.clone()).collect();
        let (said, known) = (figures(&said), figures(&cells.join(" ")));
        assert!(!said.is_empty(), "{id}");
        assert!(said.is_subset(&known), "{id}: {said:?} in {known:?}");
    }
}
