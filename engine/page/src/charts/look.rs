//! How bars and marks look: told apart by stripes and shapes besides their colour.

use super::canvas::{Canvas, INSIDE, MARGIN, SMALL, Words, number};
use crate::draw::layout::Rect;
use crate::draw::words::{fit, width};
use std::fmt::Write as _;

/// How a bar looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// Series of their order; after the fourth they begin again.
    Series(usize),
    /// What is today, or was: open.
    Open,
    /// More of what is to be less: open with a dashed outline.
    Dashed,
    /// What is missing: hatched, dashed.
    Missing,
}

/// What a mark of a key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Key {
    Bar(Look),
    /// The filled shape of an option.
    Shape(usize),
    /// An open circle.
    Circle,
    /// A thick upright line.
    Tick,
    /// A dashed upright line.
    Dashes,
}

/// A bar of a look. `kind` is a class that says what it is.
pub(crate) fn bar(canvas: &mut Canvas, kind: &str, rect: Rect, look: Look) {
    match look {
        Look::Series(at) => {
            let class = ["s1", "s2", "s3", "s4"][at % 4];
            canvas.rect(kind, rect, (class, class, ""));
            let stripes = match at % 4 {
                0 => String::new(),
                1 => slanted(rect, 6.0),
                2 => upright(rect, 5.0),
                _ => level(rect, 4.0),
            };
            canvas.path("", &stripes, ("none", "stripe", 1.5));
        }
        Look::Open => canvas.rect(kind, rect, ("paper", "rule", "")),
        Look::Dashed => canvas.rect(kind, rect, ("paper", "rule", "3 2")),
        Look::Missing => {
            canvas.rect(kind, rect, ("paper", "rule", "3 2"));
            canvas.path("", &slanted(rect, 5.0), ("none", "rule", 0.8));
        }
    }
}

/// Strokes that rise to the right, cut at the edges of a rectangle.
fn slanted(Rect { x, y, w, h }: Rect, apart: f64) -> String {
    let mut path = String::new();
    let mut sum = ((x + y) / apart).floor() * apart + apart;
    while w > 0.0 && sum < x + w + y + h {
        let from = if sum - y <= x + w { (sum - y, y) } else { (x + w, sum - x - w) };
        let to = if sum - y - h >= x { (sum - y - h, y + h) } else { (x, sum - x) };
        let [a, b, c, d] = [from.0, from.1, to.0, to.1].map(number);
        // Writing to a string cannot fail; so below.
        let _ = write!(path, "M{a} {b}L{c} {d}");
        sum += apart;
    }
    path
}

fn upright(Rect { x, y, w, h }: Rect, apart: f64) -> String {
    let mut path = String::new();
    let mut now = x + apart;
    while now < x + w - 1.0 {
        let _ = write!(path, "M{} {}V{}", number(now), number(y), number(y + h));
        now += apart;
    }
    path
}

fn level(Rect { x, y, w, h }: Rect, apart: f64) -> String {
    let mut path = String::new();
    let mut now = y + apart;
    while w > 1.0 && now < y + h - 1.0 {
        let _ = write!(path, "M{} {}H{}", number(x), number(now), number(x + w));
        now += apart;
    }
    path
}

/// The filled shape of an option: circle, diamond, square, triangle.
pub(crate) fn shape(canvas: &mut Canvas, kind: &str, (x, y): (f64, f64), r: f64, at: usize) {
    let corners: &[(f64, f64)] = match at % 4 {
        0 => return circle(canvas, kind, (x, y), r, "s1"),
        1 => &[(0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)],
        2 => &[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
        _ => &[(0.0, -1.15), (1.1, 0.85), (-1.1, 0.85)],
    };
    let mut path = String::new();
    for (index, (across, down)) in corners.iter().enumerate() {
        let letter = if index == 0 { 'M' } else { 'L' };
        let _ = write!(path, "{letter}{} {}", number(x + across * r), number(y + down * r));
    }
    let class = ["s1", "s2", "s3", "s4"][at % 4];
    canvas.path(kind, &(path + "Z"), (class, class, 1.0));
}

/// A circle as a path; open where its class is `paper`.
pub(crate) fn circle(canvas: &mut Canvas, kind: &str, (x, y): (f64, f64), r: f64, class: &str) {
    let [left, y, r, across] = [x - r, y, r, 2.0 * r].map(number);
    let path = format!("M{left} {y}a{r} {r} 0 1 0 {across} 0a{r} {r} 0 1 0 -{across} 0Z");
    canvas.path(kind, &path, (class, if class == "paper" || class == "none" { "rule" } else { class }, 1.4));
}

/// Keys with their words, as many beside each other as fit.
pub(crate) fn keys(canvas: &mut Canvas, keys: &[(Key, &str)]) {
    keys_from(canvas, MARGIN, keys);
}

/// The same from a place across.
pub(crate) fn keys_from(canvas: &mut Canvas, left: f64, keys: &[(Key, &str)]) {
    if keys.is_empty() {
        return;
    }
    let (swatch, gap) = (18.0, 14.0);
    let mut x = left;
    canvas.y += 16.0;
    for (key, words) in keys {
        let words = fit(words, SMALL, false, INSIDE - swatch - 6.0 - (left - MARGIN));
        let wide = swatch + 6.0 + width(&words, SMALL, false);
        if x > left && x + wide > MARGIN + INSIDE {
            x = left;
            canvas.y += 18.0;
        }
        let middle = canvas.y - 4.5;
        match key {
            Key::Bar(look) => bar(canvas, "key", Rect { x, y: middle - 5.0, w: swatch, h: 10.0 }, *look),
            Key::Shape(at) => shape(canvas, "key", (x + swatch / 2.0, middle), 5.0, *at),
            Key::Circle => circle(canvas, "key", (x + swatch / 2.0, middle), 5.0, "paper"),
            Key::Tick => canvas.line((x + 9.0, middle - 7.0), (x + 9.0, middle + 7.0), ("rule", 3.0, "")),
            Key::Dashes => canvas.line((x + 9.0, middle - 7.0), (x + 9.0, middle + 7.0), ("rule", 1.4, "3 2")),
        }
        canvas.words(x + swatch + 6.0, canvas.y, Words { size: SMALL, ..Words::default() }, &words);
        x += wide + gap;
    }
    canvas.y += 4.0;
}
