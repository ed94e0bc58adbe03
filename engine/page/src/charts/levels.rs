//! Sites by level under each option: one bar of all sites, its parts with their numbers in them.

use super::canvas::{Canvas, INSIDE, LETTERS, MARGIN, SMALL, Words};
use super::given::{About, Given, row, shown};
use super::rows::{NOTHING, nothing};
use super::says;
use crate::document::Picture;
use crate::draw::layout::Rect;
use crate::draw::words::{fit, width, wrap};

/// How high a bar is.
const HIGH: f64 = 28.0;
/// From the level open longest to that open least, each darker than the next; whether words on it are
/// white.
const SHADES: [(&str, bool); 5] =
    [("#08306b", true), ("#1966ad", true), ("#93c4de", false), ("#cfe1f2", false), ("#eef5fb", false)];

/// Sites by level.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Levels {
    /// Its id and heading.
    pub about: About,
    /// Names of the levels, the one open longest first.
    pub levels: Vec<String>,
    /// Which of them is closed: drawn open, with a dashed outline.
    pub closed: Option<usize>,
    /// The status quo and the options: a name, and how many sites are at each level.
    pub options: Vec<(String, Vec<Given>)>,
}

impl Levels {
    /// A part of a bar, or of the key; gives back the class of words on it. What is closed is the paper
    /// of the page, whatever that is; the shades stay what they are.
    fn part(&self, canvas: &mut Canvas, kind: &str, rect: Rect, at: usize) -> &'static str {
        if self.closed == Some(at) {
            canvas.rect(kind, rect, ("paper", "rule", "3 2"));
            return "ink";
        }
        let before = usize::from(self.closed.is_some_and(|closed| closed < at));
        let (fill, white) = SHADES[(at - before).min(SHADES.len() - 1)];
        canvas.tint(kind, rect, fill);
        if white { "paper" } else { "ink-on-bar" }
    }
}

/// The picture of all options.
pub fn levels(asked: &Levels) -> Picture {
    let mut canvas = Canvas::default();
    if asked.options.is_empty() || asked.levels.is_empty() {
        nothing(&mut canvas);
    } else {
        draw(&mut canvas, asked);
    }
    let rows = asked.options.iter().map(|(name, counts)| {
        let cells = (0..asked.levels.len()).map(|at| shown(counts.get(at)));
        row([name.clone()].into_iter().chain(cells))
    });
    let mut columns = vec![("Option", false)];
    columns.extend(asked.levels.iter().map(|level| (level.as_str(), true)));
    asked.about.picture(sentence(asked), canvas, &columns, rows.collect())
}

fn draw(canvas: &mut Canvas, asked: &Levels) {
    known(canvas, asked);
    // Sites are never fewer than none.
    let count = |given: &Given| given.drawn().max(0.0);
    let sums = asked.options.iter().map(|(_, counts)| counts.iter().take(asked.levels.len()).map(count).sum::<f64>());
    let all = sums.fold(0.0, f64::max);
    let scale = if all > 0.0 { INSIDE / all } else { 0.0 };
    for (name, counts) in &asked.options {
        canvas.y += 8.0;
        canvas.lines(&wrap(name, LETTERS, true, INSIDE, 2), Words { bold: true, ..Words::default() });
        canvas.y += 2.0;
        let (mut x, mut others) = (MARGIN, Vec::new());
        for (at, given) in counts.iter().enumerate().take(asked.levels.len()) {
            let w = count(given) * scale;
            if w <= 0.0 {
                continue;
            }
            let rect = Rect { x, y: canvas.y, w, h: HIGH };
            let class = asked.part(canvas, "bar", rect, at);
            if width(&given.text, LETTERS, true) + 4.0 <= w {
                let words = Words { bold: true, anchor: "middle", class, ..Words::default() };
                canvas.words(x + w / 2.0, canvas.y + HIGH / 2.0 + 4.5, words, &given.text);
            } else {
                others.push(format!("{} {}", asked.levels[at], given.text));
            }
            x += w;
        }
        if x <= MARGIN {
            canvas.line((MARGIN, canvas.y), (MARGIN, canvas.y + HIGH), ("rule", 1.0, ""));
            others.push("no sites".to_owned());
        }
        canvas.y += HIGH;
        // What is too short for its number has it below.
        if !others.is_empty() {
            let lines = wrap(&others.join(", "), SMALL, false, INSIDE, 3);
            canvas.lines(&lines, Words { size: SMALL, ..Words::default() });
        }
    }
    canvas.y += 4.0;
}

/// The levels, as many beside each other as fit.
fn known(canvas: &mut Canvas, asked: &Levels) {
    let mut x = MARGIN;
    canvas.y += 16.0;
    for (at, level) in asked.levels.iter().enumerate() {
        let name = fit(level, SMALL, false, INSIDE - 24.0);
        let wide = 24.0 + width(&name, SMALL, false);
        if x > MARGIN && x + wide > MARGIN + INSIDE {
            x = MARGIN;
            canvas.y += 18.0;
        }
        let rect = Rect { x, y: canvas.y - 9.5, w: 18.0, h: 10.0 };
        asked.part(canvas, "key", rect, at);
        canvas.words(x + 24.0, canvas.y, Words { size: SMALL, ..Words::default() }, &name);
        x += wide + 14.0;
    }
    canvas.y += 2.0;
}

/// From the first to each other: every level that changes.
fn sentence(asked: &Levels) -> String {
    let Some((first, before)) = asked.options.first().filter(|_| !asked.levels.is_empty()) else {
        return NOTHING.to_owned();
    };
    let counts = |of: &[Given]| {
        let each = asked.levels.iter().zip(of).filter(|(_, given)| given.drawn() > 0.0);
        let each: Vec<String> = each.map(|(level, given)| format!("{} {}", given.text, level.to_lowercase())).collect();
        each.join(", ")
    };
    let mut said = format!("{}: {}.", says::capital(first), counts(before));
    for (name, after) in asked.options.iter().skip(1).take(3) {
        let moved = asked.closed.and_then(|at| Some((asked.levels.get(at)?, before.get(at)?, after.get(at)?)));
        let end = match moved.filter(|(_, now, then)| now.text != then.text) {
            Some((closed, now, then)) => format!("; {} {}", closed.to_lowercase(), says::way(now, then)),
            None => String::new(),
        };
        says::also(&mut said, &format!(" {}: {}{end}.", says::capital(name), counts(after)));
    }
    said
}
