//! Forms in words.

use super::Written;
use super::record::{Form, Heard};

/// How each form is written. Every example stands in the scenario with everything.
pub(super) const WRITTEN: &[Written] = &[
    Written {
        form: "money",
        how: "Pounds in quotes, from £0 to £10,000,000,000: with pence, `k` for thousands or `m` for millions if you \
              like. Whole pounds may stand without quotes. Always to the penny; never negative.",
        examples: &["\"£62,000\"", "\"£85.50\"", "\"£120k\"", "\"£1.25m\"", "10000"],
    },
    Written {
        form: "money, which may be below £0",
        how: "As money, with a minus before it or in round brackets inside the quotes: what falls away, or what comes \
              in on a ledger.",
        examples: &["\"-£100\""],
    },
    Written {
        form: "rate",
        how: "By how much something grows from one year to the next: a number from -0.5 to 1, or a percentage in \
              quotes; to the millionth.",
        examples: &["0.025", "\"3%\""],
    },
    Written {
        form: "entries by year",
        how: "One value for every year after the baseline up to the end year, each under its year: none may be \
              missing. Where one value holds in all of them, it is written alone.",
        examples: &["{\"2026-27\": \"£30k\", \"2027-28\": \"£25k\", \"2028-29\": \"£0\"}"],
    },
    Written {
        form: "share",
        how: "A number from 0 to 1, or a percentage in quotes.",
        examples: &["0.05", "\"12.5%\""],
    },
    Written {
        form: "way",
        how: "A distance or a time in quotes, with its unit; which of the two, the scenario's `travel` says. \
              Distances in `m` or `km`, to the whole metre, up to 4,000 km; times in `min`, to a tenth of a minute, \
              up to a day (`\"7.5 min\"`).",
        examples: &["\"1200 m\"", "\"1.5 km\""],
    },
    Written {
        form: "number",
        how: "Plain digits with a decimal point, without quotes and without commas.",
        examples: &["2.5", "1200"],
    },
    Written { form: "whole number", how: "A number without decimals.", examples: &["48"] },
    Written {
        form: "weekly sessions",
        how: "How often something runs in a week: a number with at most three decimals, up to 1,000.",
        examples: &["4", "1.5"],
    },
    Written {
        form: "financial year",
        how: "April to March, in quotes, from 1990-91 to 2099-00.",
        examples: &["\"2025-26\""],
    },
    Written { form: "date", how: "Year, month and day in quotes, from 1990 to 2099.", examples: &["\"2026-02-02\""] },
    Written {
        form: "first of a month",
        how: "`1` and the month in quotes: effects are counted by whole months, of which 1 April leaves twelve of the \
              financial year and 1 October six.",
        examples: &["\"1 October\""],
    },
    Written {
        form: "text",
        how: "Words in straight quotes, up to 10,000 characters.",
        examples: &["\"Stay and play\""],
    },
    Written {
        form: "name",
        how: "In straight quotes, the id of something that is written elsewhere in the scenario or its tables, in \
              the same capitals. Ids are yours: up to 100 visible characters, without `/` and `|`.",
        examples: &["\"hub\""],
    },
    Written {
        form: "file",
        how: "In quotes, the name of a file in the scenario's folder, or with `/` in a folder below it.",
        examples: &["\"areas.csv\""],
    },
    Written {
        form: "path",
        how: "In quotes, names and ids with `/` between them, from the top of the scenario to a setting or an entry.",
        examples: &["\"services/play/visits\""],
    },
    Written {
        form: "list",
        how: "Values in square brackets, with commas between them.",
        examples: &["[\"hub\", \"linked\"]"],
    },
    Written {
        form: "entries",
        how: "In braces, an id in quotes, a colon, and what stands under it.",
        examples: &["{\"staff\": \"£10\"}"],
    },
    Written {
        form: "settings",
        how: "In round brackets, a name without quotes, a colon, and its value; in any order, each once. A word may \
              stand before the bracket and says which kind it is; with nothing to set, it stands alone.",
        examples: &["(baseline: \"2025-26\", end: \"2026-27\")", "Soft(price: 5)", "FewestChanges"],
    },
    Written { form: "yes or no", how: "`true` or `false`; in a table `yes` or `no`.", examples: &["true", "false"] },
];

/// A form in words, and the sections it names.
pub(super) fn told(forms: &[Form]) -> (String, Vec<String>) {
    let mut see = Vec::new();
    let text = one(&mut forms.iter(), &mut see);
    (text, see)
}

/// The words of which one is chosen, each with a bracket of its own.
pub(super) fn kinds(form: &Form) -> Option<&[String]> {
    match form {
        Form::Kinds(words) => Some(words),
        _ => None,
    }
}

/// Is this one of the setting's words that stand alone?
pub(super) fn is_word(heard: &Heard, word: &str) -> bool {
    let mut forms = heard.forms.iter().flatten();
    forms.any(|form| matches!(form, Form::Words(words) if words.iter().any(|known| known == word)))
}

fn one<'f>(forms: &mut (impl Iterator<Item = &'f Form> + Clone), see: &mut Vec<String>) -> String {
    let Some(form) = forms.next() else { return String::new() };
    match form {
        Form::Map => {
            let key = match forms.clone().next() {
                Some(Form::Name(kind)) => {
                    forms.next();
                    format!("the name of a {kind}")
                }
                _ => "id".to_owned(),
            };
            prefixed(&format!("entries by {key}"), "each ", &one(forms, see))
        }
        Form::List => prefixed("a list", "each ", &one(forms, see)),
        Form::ByYear => format!("{}; or entries by year, each the same", one(forms, see)),
        Form::Pair => {
            let (first, second) = (one(forms, see), one(forms, see));
            format!("two values in round brackets: {first}; and {second}")
        }
        Form::Correlation => {
            let all = [one(forms, see), one(forms, see), one(forms, see)];
            format!("three values in round brackets: {}", all.join("; "))
        }
        Form::Kinds(words) => {
            see.extend(words.iter().cloned());
            among(words)
        }
        Form::Bracket(name) => {
            see.push(name.clone());
            format!("the settings of `{name}`")
        }
        Form::Words(words) => among(words),
        // The name of something is text that is then looked up.
        Form::Text => match forms.clone().next() {
            Some(Form::Name(_)) => one(forms, see),
            _ => "text".to_owned(),
        },
        Form::Number(least, most) => format!("a number from {} to {}", digits(*least), digits(*most)),
        Form::Whole(least, most) => {
            format!("a whole number from {} to {}", digits(f64::from(*least)), digits(f64::from(*most)))
        }
        Form::FromOne(of) => format!("a whole number from 1 to the number of {of}"),
        Form::Count(of) => format!("a whole number from 0 to the number of {of}"),
        Form::Exactly(value) => format!("`{value}`"),
        Form::Name(kind) => format!("the name of a{} {kind}", if kind.starts_with('a') { "n" } else { "" }),
        Form::Bars(kind) => format!("names of a {kind}, `|` between them"),
        plain => fixed(plain).to_owned(),
    }
}

fn fixed(form: &Form) -> &'static str {
    match form {
        Form::Id => "an id, each once",
        Form::Texts => "text, or a list of texts",
        Form::File => "the name of a file",
        Form::Path => "a path",
        Form::InUnit => "one value, written as the number itself: an amount, a share, a way or a number",
        Form::Written => "one value: a number, an amount or a word",
        Form::Anything => "any value, also settings, a list or entries",
        Form::YesNo => "`true` or `false`",
        Form::YesNoCell => "`yes` or `no`",
        Form::Money | Form::MoneyCell => "money",
        Form::SignedMoney | Form::SignedMoneyCell => "money, which may be below £0",
        Form::Date => "a date",
        Form::FirstOfMonth => "the first of a month",
        Form::Rate => "a rate",
        Form::Share => "a share",
        Form::ShareAboveZero => "a share above 0",
        Form::Way => "a way",
        Form::WayAboveZero => "a way above 0",
        Form::Metres => "a distance, whatever travel is counted in",
        Form::Sessions => "weekly sessions above 0",
        Form::SessionsOrNone => "weekly sessions",
        Form::Year => "a financial year",
        _ => "",
    }
}

fn prefixed(before: &str, joint: &str, rest: &str) -> String {
    if rest.is_empty() { before.to_owned() } else { format!("{before}, {joint}{rest}") }
}

fn among(words: &[String]) -> String {
    let all: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match all.as_slice() {
        [only] => only.clone(),
        [most @ .., last] => format!("{} or {last}", most.join(", ")),
        [] => String::new(),
    }
}

/// A number with its thousands apart.
fn digits(value: f64) -> String {
    let plain = value.to_string();
    let (whole, rest) = plain.split_once('.').map_or((plain.as_str(), ""), |(whole, rest)| (whole, rest));
    let mut apart = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) && !apart.ends_with('-') {
            apart.push(',');
        }
        apart.push(digit);
    }
    if rest.is_empty() { apart } else { format!("{apart}.{rest}") }
}
