//! Small figures for every chart, of a size and with names that a test chooses.

use crate::charts::{About, Given, Unit};
use crate::charts::{frontier, gains, ladder, levels, money, ranges, savings, staff, waterfall, years};
use crate::document::Picture;
use crate::draw::words::whole;
use doorstep_scenario::Pence;

pub fn given(value: f64) -> Given {
    Given::of(value, if value.is_finite() { whole(value) } else { "unknown".to_owned() })
}

/// Every chart with `parts` parts, each of a value and a name that follow from its position.
pub fn every(parts: usize, value: &dyn Fn(usize) -> f64, name: &dyn Fn(usize) -> String) -> Vec<Picture> {
    let about = |id: &str| About::of(id, name(0));
    let of = |at: usize| given(value(at));
    let place = |at: usize| frontier::Place { name: name(at), up: of(at), across: of(at + 1) };
    let years = |at: usize| staff::Year { year: name(at), need: of(at), have: of(at + 1), missing: of(at + 2) };
    let of_service = |at: usize| years::Year { year: name(at), nothing: of(at), end: of(at + 1), within: of(at + 2) };
    let service = |at: usize| years::Service { name: name(at), years: vec![of_service(at), of_service(at + 1)] };
    vec![
        years::years(&about("years"), &(0..parts).map(service).collect::<Vec<_>>()),
        waterfall::waterfall(&about("waterfall"), &steps(parts, value, name)),
        frontier::frontier(&frontier::Frontier {
            about: about("frontier"),
            up: frontier::Goal { title: name(1), unit: Unit::Count },
            across: frontier::Goal { title: name(2), unit: Unit::Pounds },
            points: (0..parts).map(|at| (place(at), at % 2 == 0)).collect(),
            knee: Some(1),
            today: (parts > 0).then(|| place(parts)),
            plans: (0..parts.min(2)).map(|at| place(at + 2)).collect(),
        }),
        ladder::ladder(&ladder::Ladder {
            about: about("ladder"),
            goal: name(1),
            unit: Unit::Count,
            steps: (0..parts)
                .map(|at| ladder::Step {
                    amount: of(at),
                    nested: (at % 3 < 2).then(|| of(at + 1)),
                    free: at.is_multiple_of(2).then(|| of(at + 2)),
                    price: name(at),
                    open: at.is_multiple_of(2).then(|| of(at)),
                    without: name(at + 1),
                })
                .collect(),
        }),
        savings::savings(&about("savings"), &(0..parts).map(|at| saved(at, &of, name)).collect::<Vec<_>>()),
        staff::staff(
            &about("staff"),
            &(0..parts)
                .map(|at| staff::Role { name: name(at), years: vec![years(at), years(at + 1)] })
                .collect::<Vec<_>>(),
        ),
        gains::gains(&gains::Gains {
            about: about("gains"),
            measure: name(1),
            noun: name(2),
            unit: Unit::Share,
            options: (0..3).map(name).collect(),
            parts: (0..parts)
                .map(|at| gains::Part {
                    name: name(at),
                    today: of(at),
                    options: (0..3).map(|to| gains::Change { after: of(at + to), change: of(to) }).collect(),
                })
                .collect(),
        }),
        ranges::ranges(&ranges::Ranges {
            about: about("ranges"),
            measure: name(1),
            unit: Unit::Count,
            services: (0..parts)
                .map(|at| ranges::Service {
                    name: name(at),
                    today: at.is_multiple_of(2).then(|| of(at)),
                    options: vec![ranges::Range {
                        option: name(at),
                        least: of(at),
                        most: of(at + 1),
                        planner: of(at + 2),
                    }],
                })
                .collect(),
        }),
        levels::levels(&levels::Levels {
            about: about("levels"),
            levels: (0..4).map(name).collect(),
            closed: Some(3),
            options: (0..parts).map(|at| (name(at), (0..4).map(|level| of(at + level)).collect())).collect(),
        }),
        money::money(&money::Money {
            about: about("money"),
            options: (0..2).map(name).collect(),
            lines: (0..parts).map(|at| line(at, &of, name)).collect(),
            total: (parts > 0).then(|| line(parts, &of, name)),
        }),
    ]
}

fn steps(parts: usize, value: &dyn Fn(usize) -> f64, name: &dyn Fn(usize) -> String) -> Vec<waterfall::Step> {
    let pence = |at: usize| {
        let value = value(at);
        #[allow(clippy::cast_possible_truncation, reason = "tests choose what fits")]
        Pence(if value.is_finite() { value as i64 } else { 0 })
    };
    (0..parts)
        .map(|at| waterfall::Step {
            name: name(at),
            level: at == 0,
            amount: pence(at),
            from: pence(at),
            to: pence(at + 1),
        })
        .collect()
}

fn saved(at: usize, of: &dyn Fn(usize) -> Given, name: &dyn Fn(usize) -> String) -> savings::Year {
    let kinds = [of(at), of(at + 1), of(at + 2), of(at + 3)];
    let wanted = at.is_multiple_of(2).then(|| of(at));
    savings::Year { year: name(at), kinds, counted: of(at), wanted, missing: at.is_multiple_of(2).then(|| of(at + 1)) }
}

fn line(at: usize, of: &dyn Fn(usize) -> Given, name: &dyn Fn(usize) -> String) -> money::Line {
    money::Line { name: name(at), today: of(at), options: vec![of(at + 1), of(at + 2)] }
}
