//! Keys: which colour and texture stand for what, ordered so that they read without colour.

use crate::draw::scale::{Changes, Shares};
use crate::draw::words::{plain, whole};

/// Farther: darker.
const FAR: [&str; 5] = ["#efe6f4", "#cdb5dd", "#a581c4", "#724a9f", "#38165f"];
/// More deprived: darker.
const DEPRIVED: [&str; 5] = ["#eaf1e1", "#c0d7ad", "#8bb27b", "#518450", "#1e4a2d"];
/// More people: darker.
const MANY: [&str; 5] = ["#ece8e3", "#cbbfb3", "#a08f80", "#6f5f53", "#3a2e27"];

/// How an area is filled, besides its colour.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Texture {
    /// Evenly; as a dot, a circle.
    #[default]
    Plain,
    /// Evenly: more than before; as a dot, a triangle that points up.
    Rise,
    /// Hatched with lines of a colour and a width in points: less than before; as a dot, a triangle
    /// that points down.
    Fall(&'static str, f64),
}

/// What areas of one kind look like, and what they are.
#[derive(Debug, Clone, PartialEq)]
pub struct Class {
    /// Its colour.
    pub fill: &'static str,
    /// Its texture.
    pub texture: Texture,
    /// What a legend says of it.
    pub label: String,
}

/// What a map's colours say.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Key {
    /// What is shown and in which unit: "Share of under-fives reached, in hundredths".
    pub title: String,
    /// As a legend lists them.
    pub classes: Vec<Class>,
    /// What a legend says of areas without a class: "Not shown: fewer than 5 people".
    pub not_shown: String,
}

/// A key, and the class every value falls into.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// The key.
    pub key: Key,
    rule: Rule,
}

#[derive(Debug, Clone, PartialEq)]
enum Rule {
    Shares(Shares),
    Changes(Changes),
    /// Upper ends of all classes but the last.
    Ends(Vec<f64>),
}

impl Scale {
    /// Shares of people reached (0 to 1); `values` with the people each stands for.
    pub fn reach(title: &str, values: &[(f64, f64)]) -> Scale {
        let shares = Shares::of(&finite(values));
        let classes = (0..Shares::CLASSES).map(|class| plainly(Shares::colour(class), shares.label(class)));
        Scale { key: key(title, classes.collect()), rule: Rule::Shares(shares) }
    }

    /// Changes in a share (−1 to 1), most up first.
    pub fn change(title: &str, values: &[(f64, f64)]) -> Scale {
        let changes = Changes::of(&finite(values));
        let classes = Changes::CLASSES.map(|class| {
            let texture = match class {
                0 => Texture::Plain,
                1.. => Texture::Rise,
                // Lines stand out from each of the three shades.
                -1 => Texture::Fall("#8a5410", 0.45),
                -2 => Texture::Fall("#4f2d03", 0.8),
                _ => Texture::Fall("#ecd08f", 0.4),
            };
            Class { fill: Changes::colour(class), texture, label: changes.label(class) }
        });
        Scale { key: key(title, classes.to_vec()), rule: Rule::Changes(changes) }
    }

    /// Ways or times to the nearest: five classes that hold about as many people each, with round
    /// ends; `unit` as it is written behind a number ("m", "minutes").
    pub fn distance(title: &str, unit: &str, values: &[(f64, f64)]) -> Scale {
        Scale::ends(title, &round_ends(&finite(values)), &FAR, unit)
    }

    /// How many people: five classes that hold about as many areas each.
    pub fn people(title: &str, values: &[f64]) -> Scale {
        let values: Vec<(f64, f64)> = values.iter().map(|value| (*value, 1.0)).collect();
        Scale::ends(title, &round_ends(&finite(&values)), &MANY, "")
    }

    /// Tenths of England's areas by deprivation, 1 the most deprived, as five classes.
    pub fn deprivation(title: &str) -> Scale {
        let labels = [
            "Most deprived fifth of England",
            "Second fifth",
            "Middle fifth",
            "Fourth fifth",
            "Least deprived fifth of England",
        ];
        let classes = DEPRIVED.iter().rev().zip(labels).map(|(fill, label)| plainly(fill, label.to_owned()));
        Scale { key: key(title, classes.collect()), rule: Rule::Ends(vec![2.5, 4.5, 6.5, 8.5]) }
    }

    fn ends(title: &str, ends: &[f64], shades: &[&'static str; 5], unit: &str) -> Scale {
        let unit = if unit.is_empty() { String::new() } else { format!(" {unit}") };
        let label = |at: usize| match (at.checked_sub(1).and_then(|below| ends.get(below)), ends.get(at)) {
            (None, Some(to)) => format!("Up to {}{unit}", figure(*to)),
            (Some(from), Some(to)) => format!("More than {}, up to {}{unit}", figure(*from), figure(*to)),
            (Some(from), None) => format!("More than {}{unit}", figure(*from)),
            (None, None) => "All alike".to_owned(),
        };
        let classes = (0..=ends.len()).filter_map(|at| Some(plainly(shades.get(at)?, label(at))));
        Scale { key: key(title, classes.collect()), rule: Rule::Ends(ends.to_vec()) }
    }

    /// The position of a value's class in the key; none for what is no number.
    pub fn class(&self, value: f64) -> Option<usize> {
        if !value.is_finite() {
            return None;
        }
        let class = match &self.rule {
            Rule::Shares(shares) => shares.class(value),
            Rule::Changes(changes) => {
                let class = changes.class(value);
                Changes::CLASSES.iter().position(|other| *other == class)?
            }
            Rule::Ends(ends) => ends.iter().filter(|end| value > **end).count(),
        };
        (class < self.key.classes.len()).then_some(class)
    }
}

fn key(title: &str, classes: Vec<Class>) -> Key {
    Key { title: title.to_owned(), classes, not_shown: "Not shown".to_owned() }
}

fn plainly(fill: &'static str, label: String) -> Class {
    Class { fill, texture: Texture::Plain, label }
}

fn figure(value: f64) -> String {
    if value >= 1000.0 { whole(value) } else { plain(value, 1) }
}

fn finite(values: &[(f64, f64)]) -> Vec<(f64, f64)> {
    values.iter().copied().filter(|(value, people)| value.is_finite() && people.is_finite()).collect()
}

/// Ends that part people into fifths, rounded to a step that leaves them apart: at most four.
fn round_ends(values: &[(f64, f64)]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let all: f64 = sorted.iter().map(|(_, people)| people).sum();
    let most = sorted.last().map_or(0.0, |(value, _)| *value);
    let mut ends: Vec<f64> = Vec::new();
    let (mut so_far, mut fifth) = (0.0, 1.0);
    for (value, people) in &sorted {
        so_far += people;
        while fifth < 5.0 && so_far >= fifth / 5.0 * all {
            ends.push(*value);
            fifth += 1.0;
        }
    }
    let middle = ends.get(1).copied().unwrap_or(most).abs();
    // A tenth of the middle, as 1, 2 or 5 with zeros.
    let ten = 10_f64.powf((middle / 5.0).max(1e-3).log10().floor());
    let step = [5.0, 2.0, 1.0].into_iter().map(|one| one * ten).find(|step| *step <= middle / 5.0).unwrap_or(ten);
    let mut ends: Vec<f64> = ends.into_iter().map(|end| (end / step).round() * step).collect();
    ends.dedup();
    ends.retain(|end| *end > 0.0 && *end < most);
    ends
}

#[cfg(test)]
mod tests {
    use super::{DEPRIVED, FAR, MANY, Scale, round_ends};

    fn lightness(colour: &str) -> f64 {
        let part = |at: usize| f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap());
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    #[test]
    fn scales_get_darker_step_by_step() {
        for shades in [FAR, DEPRIVED, MANY] {
            for pair in shades.windows(2) {
                assert!(lightness(pair[0]) > lightness(pair[1]) + 25.0, "{pair:?}");
            }
        }
    }

    #[test]
    fn ends_are_round_and_apart() {
        let values: Vec<(f64, f64)> = (1..=100_u32).map(|at| (f64::from(at) * 23.7, 1.0)).collect();
        assert_eq!(round_ends(&values), [500.0, 900.0, 1400.0, 1900.0]);
        assert!(round_ends(&[]).is_empty());
        assert!(round_ends(&[(7.0, 1.0), (7.0, 2.0)]).is_empty());
    }

    #[test]
    fn every_value_has_a_class_and_nonsense_none() {
        let scale = Scale::distance("Way", "m", &[(100.0, 1.0), (900.0, 1.0), (2500.0, 1.0), (f64::NAN, 1.0)]);
        assert!(scale.class(1e9).is_some() && scale.class(-4.0) == Some(0) && scale.class(f64::NAN).is_none());
        let fifths = Scale::deprivation("Deprivation");
        assert_eq!([1.0, 2.0, 3.0, 10.0].map(|tenth| fifths.class(tenth)), [Some(0), Some(0), Some(1), Some(4)]);
        let change = Scale::change("Change", &[(0.1, 1.0), (-0.1, 5.0)]);
        assert_eq!(change.class(0.0), Some(3));
        assert!(change.class(-0.5) > change.class(0.5));
    }
}
