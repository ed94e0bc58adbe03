//! How far a figure depends on who goes where: from the least to the most any model says, with the
//! planner's own figure and today's.

use super::axis::{Axis, Unit};
use super::canvas::{Canvas, INSIDE, LETTERS, Words};
use super::given::{About, Given, row, shown};
use super::look::{Key, Look, bar, keys};
use super::rows::{NOTHING, Plot, beside, gutters, note, nothing};
use super::says;
use crate::document::Picture;
use crate::draw::layout::Rect;
use crate::draw::words::wrap;

/// How high an option is, and its bar.
const LANE: f64 = 22.0;
const THICK: f64 = 10.0;

/// What depends on who goes where.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ranges {
    /// Its id and heading.
    pub about: About,
    /// What is counted: "people turned away".
    pub measure: String,
    /// How the axis is written.
    pub unit: Unit,
    /// The services.
    pub services: Vec<Service>,
}

/// A service.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Service {
    /// Its name.
    pub name: String,
    /// Today, by the planner's figure.
    pub today: Option<Given>,
    /// The options.
    pub options: Vec<Range>,
}

/// An option of a service.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Range {
    /// Name of the option.
    pub option: String,
    /// The least any model says.
    pub least: Given,
    /// The most.
    pub most: Given,
    /// The planner's figure.
    pub planner: Given,
}

impl Range {
    fn words(&self) -> String {
        if self.least.text == self.most.text {
            return self.least.text.clone();
        }
        format!("{} to {}", self.least.text, self.most.text)
    }
}

/// The picture of all services.
pub fn ranges(asked: &Ranges) -> Picture {
    let mut canvas = Canvas::default();
    if asked.services.is_empty() {
        nothing(&mut canvas);
    } else {
        draw(&mut canvas, asked);
    }
    let rows = asked.services.iter().flat_map(|service| {
        service.options.iter().map(|range| {
            let figures = [&range.least, &range.planner, &range.most].map(|given| given.text.clone());
            let names = [service.name.clone(), range.option.clone(), shown(service.today.as_ref())];
            row(names.into_iter().chain(figures))
        })
    });
    let columns = [
        ("Service", false),
        ("Option", false),
        (asked.about.before.as_str(), true),
        ("Least of any model", true),
        ("As planned", true),
        ("Most of any model", true),
    ];
    asked.about.picture(sentence(asked), canvas, &columns, rows.collect())
}

fn draw(canvas: &mut Canvas, asked: &Ranges) {
    let every = || asked.services.iter().flat_map(|service| &service.options);
    let mut known = vec![(Key::Bar(Look::Series(1)), "least to most of any model"), (Key::Tick, "as planned")];
    let before = format!("{}, as planned", asked.about.before);
    if asked.services.iter().any(|service| service.today.is_some()) {
        known.push((Key::Dashes, before.as_str()));
    }
    keys(canvas, &known);
    note(canvas, &says::capital(&asked.measure));
    let figures: Vec<String> = every().map(Range::words).collect();
    let room = gutters(every().map(|range| range.option.as_str()), figures.iter().map(String::as_str));
    let values = every().flat_map(|range| [&range.least, &range.most, &range.planner]);
    let values = values.chain(asked.services.iter().filter_map(|service| service.today.as_ref()));
    let axis = Axis::from_nothing(values.map(Given::drawn), asked.unit, room);
    let mut plot = Plot::begin(canvas, axis);
    for service in &asked.services {
        canvas.y += 6.0;
        let name = wrap(&service.name, LETTERS, true, INSIDE, 2);
        canvas.lines(&name, Words { bold: true, ..Words::default() });
        if let Some(today) = &service.today {
            let x = axis.at(today.drawn());
            let bottom = canvas.y + LANE * service.options.len() as f64;
            canvas.line((x, canvas.y), (x, bottom), ("rule", 1.4, "3 2"));
        }
        plot.band(canvas.y, canvas.y + LANE * service.options.len() as f64);
        for range in &service.options {
            let middle = canvas.y + LANE / 2.0;
            let [least, most, planner] =
                [&range.least, &range.most, &range.planner].map(|given| axis.at(given.drawn()));
            let (x, w) = (least.min(most), (least - most).abs().max(1.0));
            bar(canvas, "bar", Rect { x, y: middle - THICK / 2.0, w, h: THICK }, Look::Series(1));
            canvas.line((planner, middle - 8.0), (planner, middle + 8.0), ("rule", 3.0, ""));
            beside(canvas, middle, room, &range.option, &range.words());
            canvas.y += LANE;
        }
    }
    canvas.y += 4.0;
    plot.end(canvas);
}

/// Where the models differ most.
fn sentence(asked: &Ranges) -> String {
    let wide: Vec<(String, Given)> = asked
        .services
        .iter()
        .flat_map(|service| {
            service.options.iter().map(|range| {
                let name = format!("{} under {}", service.name, range.option);
                let words =
                    format!("from {} to {}, {} as planned", range.least.text, range.most.text, range.planner.text);
                (name, Given::of(range.most.drawn() - range.least.drawn(), words))
            })
        })
        .collect();
    let Some((name, range)) = says::most(wide.iter().map(|(name, range)| (name.as_str(), range))) else {
        return NOTHING.to_owned();
    };
    let goal = says::capital(&asked.measure);
    if range.value <= 0.0 {
        return format!("{goal}: the models of who goes where agree for every service and option.");
    }
    let same = wide.iter().filter(|(_, range)| range.value <= 0.0).count();
    let agree = if same > 0 { format!(" They agree in {same} of {} cases.", wide.len()) } else { String::new() };
    format!("{goal}: the models of who goes where differ most for {name}: {}.{agree}", range.text)
}
