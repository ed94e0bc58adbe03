//! What every chart keeps, and what each draws.

mod data;
mod each;
mod every;
mod scales;

use crate::document::Picture;

/// The numbers of an attribute `name` of every `element` whose class begins with `kind`.
fn numbers(picture: &Picture, element: &str, kind: &str, name: &str) -> Vec<f64> {
    let start = format!("<{element} class=\"{kind}");
    let of = |line: &str| {
        let (_, after) = line.split_once(&format!(" {name}=\""))?;
        after.split('"').next()?.parse().ok()
    };
    picture.drawing.body.lines().filter(|line| line.starts_with(&start)).map(|line| of(line).unwrap()).collect()
}

/// Are lengths as values are, within what one decimal leaves?
fn proportional(lengths: &[f64], values: &[f64]) -> bool {
    let longest = lengths.iter().copied().fold(0.0, f64::max);
    let largest = values.iter().copied().fold(0.0, f64::max);
    lengths.len() == values.len()
        && lengths.iter().zip(values).all(|(length, value)| (length / longest - value / largest).abs() < 0.002)
}
