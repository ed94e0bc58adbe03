//! Axes and colours.

use crate::charts::axis::{Axis, Unit};

fn labels(values: &[f64], unit: Unit) -> Vec<String> {
    let axis = Axis::of(values.iter().copied(), unit, (0.0, 400.0));
    axis.ticks().into_iter().map(|(_, label)| label).collect()
}

#[test]
fn axes_have_round_numbers_written_as_people_write_them() {
    assert_eq!(labels(&[0.0, 26_629_578.27], Unit::Pounds), ["£0", "£10m", "£20m", "£30m"]);
    assert_eq!(labels(&[-900.0, 1800.0], Unit::Pounds), ["−£1k", "£0", "£1k", "£2k"]);
    assert_eq!(labels(&[0.0, 9e9], Unit::Pounds), ["£0", "£2bn", "£4bn", "£6bn", "£8bn", "£10bn"]);
    assert_eq!(labels(&[0.0, 0.16], Unit::Share), ["0", "5%", "10%", "15%", "20%"]);
    assert_eq!(labels(&[0.0, 14_967.0], Unit::Count), ["0", "5,000", "10,000", "15,000"]);
    assert_eq!(labels(&[0.0, 2.1], Unit::Count), ["0", "0.5", "1", "1.5", "2", "2.5"]);
}

#[test]
fn axes_of_one_value_or_none_still_have_two_ends() {
    for values in [&[][..], &[0.0], &[7.0], &[-3.0], &[f64::NAN], &[1e15], &[1e-7]] {
        for unit in [Unit::Pounds, Unit::Count, Unit::Share] {
            let axis = Axis::of(values.iter().copied(), unit, (10.0, 300.0));
            let ticks = axis.ticks();
            assert!((2..=10).contains(&ticks.len()), "{values:?}: {ticks:?}");
            assert!((ticks[0].0 - 10.0).abs() < 1e-6 && (ticks[ticks.len() - 1].0 - 300.0).abs() < 1e-6);
            assert!(ticks.iter().all(|(place, _)| place.is_finite()));
        }
    }
}

/// By the web's rules for contrast.
fn contrast(one: &str, other: &str) -> f64 {
    let light = |colour: &str| {
        let part = |at: usize| {
            let share = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5) + 0.05
    };
    let (one, other) = (light(one), light(other));
    one.max(other) / one.min(other)
}

#[test]
fn shapes_stand_out_three_to_one_and_words_four_and_a_half_to_one() {
    let body: String = super::data::every(5, &|at| at as f64 + 1.0, &|at| format!("Part {at}"))
        .iter()
        .map(|picture| picture.drawing.body.clone())
        .collect();
    let colour = |line: &str, name: &str| {
        let (_, after) = line.split_once(&format!(" {name}=\"#"))?;
        Some(format!("#{}", after.split('"').next()?))
    };
    let mut fill_of_bar = "#ffffff".to_owned();
    for line in body.lines() {
        if line.starts_with("<text") {
            let on = if line.contains("class=") { "#ffffff" } else { &fill_of_bar };
            assert!(contrast(&colour(line, "fill").unwrap(), on) >= 4.5, "{line} on {on}");
        } else if line.contains("class=\"frame\"") || line.contains("stripe\"") {
            // The grid is no more than a help, and stripes lie on what has its own outline.
        } else {
            let [fill, stroke] =
                ["fill", "stroke"].map(|name| colour(line, name).map_or(1.0, |c| contrast(&c, "#ffffff")));
            assert!(fill.max(stroke) >= 3.0, "{line}");
        }
        if line.starts_with("<rect") {
            fill_of_bar = colour(line, "fill").unwrap();
        }
    }
}
