//! What a chart says in a sentence: worked out from its figures, in the words they are written with.

use super::given::Given;

/// The largest, the first of those that are equal.
pub(crate) fn most<'a>(items: impl Iterator<Item = (&'a str, &'a Given)>) -> Option<(&'a str, &'a Given)> {
    items.fold(None, |best: Option<(&str, &Given)>, item| match best {
        Some(kept) if kept.1.drawn() >= item.1.drawn() => Some(kept),
        _ => Some(item),
    })
}

/// The smallest, the first of those that are equal.
pub(crate) fn least<'a>(items: impl Iterator<Item = (&'a str, &'a Given)>) -> Option<(&'a str, &'a Given)> {
    items.fold(None, |best: Option<(&str, &Given)>, item| match best {
        Some(kept) if kept.1.drawn() <= item.1.drawn() => Some(kept),
        _ => Some(item),
    })
}

/// The way from one figure to another.
pub(crate) fn way(from: &Given, to: &Given) -> String {
    match to.drawn().total_cmp(&from.drawn()) {
        std::cmp::Ordering::Less => format!("falls from {} to {}", from.text, to.text),
        std::cmp::Ordering::Greater => format!("rises from {} to {}", from.text, to.text),
        std::cmp::Ordering::Equal => format!("stays at {}", to.text),
    }
}

/// `a`, `a and b`, `a, b and c`; of more than four the first three and how many others.
pub(crate) fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] if names.len() <= 4 => format!("{} and {last}", first.join(", ")),
        _ => format!("{} and {} others", names[..3].join(", "), names.len() - 3),
    }
}

/// Begins with a capital letter.
pub(crate) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Says something more.
pub(crate) fn also(said: &mut String, more: &str) {
    said.push_str(more);
}
