//! Who gains and who loses: for each part of the population where it is today and where each option
//! takes it, with the change beside it.

use super::axis::{Axis, Unit};
use super::canvas::{Canvas, MARGIN, SMALL, Words};
use super::given::{About, Given, row};
use super::look::{Key, circle, keys, shape};
use super::rows::{NOTHING, Plot, beside, gutters, head, note, nothing};
use super::says;
use crate::document::Picture;

/// How high an option is.
const LANE: f64 = 20.0;

/// What is compared.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Gains {
    /// Its id and heading.
    pub about: About,
    /// What is shown: "share reached".
    pub measure: String,
    /// What a part is: "district".
    pub noun: String,
    /// How the axis is written.
    pub unit: Unit,
    /// Names of the options.
    pub options: Vec<String>,
    /// The parts, in the order they are shown.
    pub parts: Vec<Part>,
}

/// A part of the population.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Today.
    pub today: Given,
    /// One for each option.
    pub options: Vec<Change>,
}

/// What an option makes of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Change {
    /// With the option.
    pub after: Given,
    /// The change, with its sign.
    pub change: Given,
}

/// The picture of all parts.
pub fn gains(asked: &Gains) -> Picture {
    let mut canvas = Canvas::default();
    if asked.parts.is_empty() {
        nothing(&mut canvas);
    } else {
        draw(&mut canvas, asked);
    }
    let after: Vec<String> =
        asked.options.iter().flat_map(|option| [option.clone(), format!("Change, {option}")]).collect();
    let noun = says::capital(if asked.noun.is_empty() { "part" } else { &asked.noun });
    let mut columns = vec![(noun.as_str(), false), (asked.about.before.as_str(), true)];
    columns.extend(after.iter().map(|title| (title.as_str(), true)));
    let rows = asked.parts.iter().map(|part| {
        let cells = (0..asked.options.len()).flat_map(|at| match part.options.get(at) {
            Some(found) => [found.after.text.clone(), found.change.text.clone()],
            None => [String::new(), String::new()],
        });
        row([part.name.clone(), part.today.text.clone()].into_iter().chain(cells))
    });
    asked.about.picture(sentence(asked), canvas, &columns, rows.collect())
}

fn draw(canvas: &mut Canvas, asked: &Gains) {
    let mut known = vec![(Key::Circle, asked.about.before.as_str())];
    known.extend(asked.options.iter().enumerate().map(|(at, option)| (Key::Shape(at), option.as_str())));
    keys(canvas, &known);
    note(canvas, &says::capital(&asked.measure));
    let changes = asked.parts.iter().flat_map(|part| &part.options).map(|option| option.change.text.as_str());
    let room = gutters(std::iter::empty(), changes);
    let values = asked.parts.iter().flat_map(|part| {
        [part.today.drawn()].into_iter().chain(part.options.iter().map(|option| option.after.drawn()))
    });
    // Marks at the ends keep inside of the picture.
    let axis = Axis::from_nothing(values, asked.unit, (room.0 + 7.0, room.1 - 7.0));
    let mut plot = Plot::begin(canvas, axis);
    for part in &asked.parts {
        head(canvas, &part.name, &part.today.text, true);
        plot.band(canvas.y, canvas.y + LANE * part.options.len().min(asked.options.len()) as f64);
        for (at, option) in part.options.iter().enumerate().take(asked.options.len()) {
            let middle = canvas.y + LANE / 2.0;
            let [from, to] = [&part.today, &option.after].map(|given| axis.at(given.drawn()));
            canvas.line((from, middle), (to, middle), (["s1", "s2", "s3", "s4"][at % 4], 3.0, ""));
            circle(canvas, "today", (from, middle), 6.0, "paper");
            shape(canvas, "after", (to, middle), 4.6, at);
            beside(canvas, middle, room, "", &option.change.text);
            canvas.y += LANE;
        }
        canvas.y += 2.0;
    }
    plot.end(canvas);
    let words = Words { size: SMALL, class: "quiet", ..Words::default() };
    let said = &format!("Beside each name: {}. At the right: the change.", asked.about.before);
    canvas.y += SMALL + 3.0;
    canvas.words(MARGIN, canvas.y, words, said);
}

/// For each option how many parts gain and lose, and which most.
fn sentence(asked: &Gains) -> String {
    if asked.parts.is_empty() || asked.options.is_empty() {
        return NOTHING.to_owned();
    }
    let said = asked.options.iter().enumerate().take(3).map(|(at, name)| {
        let changes: Vec<(&str, &Given)> = asked
            .parts
            .iter()
            .filter_map(|part| part.options.get(at).map(|option| (part.name.as_str(), &option.change)))
            .collect();
        let up = changes.iter().filter(|(_, change)| change.drawn() > 0.0).count();
        let down = changes.iter().filter(|(_, change)| change.drawn() < 0.0).count();
        let all = changes.len();
        let mut words = match (up, down) {
            (0, 0) => return format!("under {name} nothing changes."),
            (0, down) if down == all => format!("under {name} all {all} lose"),
            (up, 0) if up == all => format!("under {name} all {all} gain"),
            (up, down) => format!("under {name} {up} of {all} gain and {down} lose"),
        };
        if let Some((part, change)) = says::least(changes.iter().copied()).filter(|_| down > 0) {
            says::also(&mut words, &format!(", most of all {part} ({})", change.text));
        }
        if let Some((part, change)) = says::most(changes.iter().copied()).filter(|_| all > 1) {
            let how = match change.drawn() {
                change if change > 0.0 => "gains most",
                change if change < 0.0 => "loses least",
                _ => "does not change",
            };
            says::also(&mut words, &format!("; {part} {how} ({})", change.text));
        }
        words + "."
    });
    let said = said.enumerate().map(|(at, words)| if at == 0 { words } else { says::capital(&words) });
    let said: Vec<String> = said.collect();
    format!("{}: {}", says::capital(&asked.measure), said.join(" "))
}
