//! Programmes that cannot be meant: each is refused, or warned of, with its place, what is wrong and what to
//! do, word for word.

mod change;
mod claims;
mod prevention;

use crate::support::{Folder, load_memory, programme};
use std::fmt::Write as _;

/// A file, what is replaced in it and by what, and everything that is then said.
type Wrong = (&'static str, &'static str, &'static str, &'static [&'static str]);

pub fn with(file: &str, find: &str, by: &str) -> Folder {
    let mut files = programme();
    let text = String::from_utf8(files[file].clone()).unwrap();
    assert_eq!(text.matches(find).count(), 1, "{find}");
    files.insert(file.to_owned(), text.replace(find, by).into_bytes());
    files
}

pub fn said(files: &Folder) -> Vec<String> {
    let faults = load_memory(files, "scenario.ron").map_or_else(|faults| faults, |loaded| loaded.warnings);
    faults.iter().map(ToString::to_string).collect()
}

fn all_are(cases: &[Wrong]) {
    let mut wrong = String::new();
    for (file, find, by, expected) in cases {
        let found = said(&with(file, find, by));
        if found != *expected {
            writeln!(wrong, "{file}: {find} → {by}\n{found:#?}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn values_by_year_that_cannot_be() {
    all_are(&[
        (
            "scenario.ron",
            r#"amounts: "£20,000""#,
            r#"amounts: {"2026-27": "£1", "2028-29": "£1"}"#,
            &[
                "scenario.ron:102:46: error DS103: no value is given for 2027-28. Give every year one, or one value without years for all",
            ],
        ),
        (
            "scenario.ron",
            r#"amounts: "£20,000""#,
            "amounts: {}",
            &[
                "scenario.ron:102:46: error DS103: no value is given for 2026-27, 2027-28, 2028-29. Give every year one, or one value without years for all",
            ],
        ),
        (
            "scenario.ron",
            r#"amounts: "£20,000""#,
            r#"amounts: {"2025-26": "£1", "2026-27": "£1", "2027-28": "£1", "2028-29": "£1"}"#,
            &[
                r#"scenario.ron:102:47: error DS110: "2025-26" is no year after the baseline. Years are 2026-27, 2027-28, 2028-29"#,
            ],
        ),
        (
            "scenario.ron",
            r#"amounts: "£20,000""#,
            r#"amounts: {"2026-27": "£1", "2026/27": "£2", "2027-28": "£1", "2028-29": "£1"}"#,
            &["scenario.ron:102:64: error DS104: 2026-27 has two values. Keep one"],
        ),
        (
            "scenario.ron",
            r#"amounts: "£20,000""#,
            r#"amounts: {"2026-27": "£1", "2026-27": "£2", "2027-28": "£1", "2028-29": "£1"}"#,
            &[
                r#"scenario.ron:102:64: error DS104: "2026-27" is given twice, as "£1" and as "£2" (first on line 102). Keep one"#,
            ],
        ),
        (
            "scenario.ron",
            r#"amounts: "£20,000""#,
            r#"amounts: {"2026": "£1", "2027-28": "£1", "2028-29": "£1"}"#,
            &[
                r#"scenario.ron:102:47: error DS110: "2026" is no year after the baseline. Years are 2026-27, 2027-28, 2028-29"#,
            ],
        ),
        (
            "scenario.ron",
            r#"amounts: "£20,000""#,
            r#"amounts: "-£20,000""#,
            &[
                r#"scenario.ron:102:46: error DS108: "-£20,000" is negative; costs and targets are 0 or more. Write "£62,000", "£85.50", "£120k" or "£1.25m""#,
            ],
        ),
    ]);
}

#[test]
fn dates_and_rates_of_moves_that_cannot_be() {
    all_are(&[
        (
            "scenario.ron",
            r#""2026-27": "1 October""#,
            r#""2026-27": "15 October""#,
            &[
                r#"scenario.ron:77:33: error DS109: "15 October" is not the first of a month. Effects are counted by whole months: write "1 October", say"#,
            ],
        ),
        (
            "scenario.ron",
            r#""2026-27": "1 October""#,
            r#""2026-27": 10"#,
            &[
                r#"scenario.ron:77:33: error DS105: the first of a month is expected here; found a number. Write "1 October""#,
            ],
        ),
        (
            "scenario.ron",
            r#"starts: "2026-02-02""#,
            r#"starts: "2 February 2026""#,
            &[
                r#"scenario.ron:79:33: error DS109: "2 February 2026" is not a date. Write year, month and day: "2016-11-07""#,
            ],
        ),
        (
            "scenario.ron",
            r#"starts: "2026-02-02""#,
            r#"starts: "2026-02-30""#,
            &[
                r#"scenario.ron:79:33: error DS109: "2026-02-30" is not a date. Write year, month and day: "2016-11-07""#,
            ],
        ),
        (
            "scenario.ron",
            r#"starts: "2026-02-02", consultation: 10"#,
            r#"starts: "2028-02-02", consultation: 60"#,
            &[
                "scenario.ron:79:24: error DS301: the first lawful move is on 1 September 2029, after the last of the programme. Let it start earlier, let moves take effect later in the year, or plan more years",
            ],
        ),
        (
            "scenario.ron",
            "notice: 12",
            "notice: 1.5",
            &["scenario.ron:79:86: error DS106: 1.5 is not a whole number. Use a whole number"],
        ),
        (
            "scenario.ron",
            r#"ramp_up: "50%""#,
            r#"ramp_up: "150%""#,
            &[r#"scenario.ron:78:22: error DS109: "150%" is not a share. Write 0.55 or "55%""#],
        ),
    ]);
}

#[test]
fn prices_and_pressures_that_cannot_be() {
    all_are(&[
        (
            "scenario.ron",
            r#"rates: "2%""#,
            "rates: 2",
            &[
                r#"scenario.ron:83:31: error DS109: 2 is not a rate from -50% to 100%, to the millionth. Write 0.02 or "2%""#,
            ],
        ),
        (
            "scenario.ron",
            r#"rates: "2%""#,
            r#"rates: "2""#,
            &[
                r#"scenario.ron:83:31: error DS109: "2" is not a rate from -50% to 100%, to the millionth. Write 0.02 or "2%""#,
            ],
        ),
        (
            "scenario.ron",
            r#"rates: "2%""#,
            "rates: 0.0000015",
            &[
                r#"scenario.ron:83:31: error DS109: 0.0000015 is not a rate from -50% to 100%, to the millionth. Write 0.02 or "2%""#,
            ],
        ),
        (
            "scenario.ron",
            r#"["premises", "fees", "admin"]"#,
            r#"["premises", "fees"]"#,
            &[
                "scenario.ron:81:20: error DS301: no prices are given for the lines admin: mixed price bases. Name every line in one kind; rates may be 0",
            ],
        ),
        (
            "scenario.ron",
            r#"["premises", "fees", "admin"]"#,
            r#"["premises", "fees", "admin", "staff"]"#,
            &[
                r#"scenario.ron:83:13: error DS104: the line "staff" is in "pay" and in "prices". Each line has one kind of prices"#,
            ],
        ),
        (
            "scenario.ron",
            r#"prices: "2025-26""#,
            r#"prices: "2024-25""#,
            &[
                "scenario.ron:9:13: error DS301: amounts are in prices of 2024-25, and inflation is counted from 2025-26. Mixed price bases: state amounts in prices of the baseline year, or leave out inflation",
            ],
        ),
        (
            "scenario.ron",
            r#""2027-28": "-£200", "2028-29": "-£200""#,
            r#""2027-28": "-£1,800", "2028-29": "-£1,800""#,
            &[
                r#"scenario.ron:87:24: error DS301: the pressure "repairs" takes £51.52 more from the line "premises" in 2027-28 than its fixed spending. Correct the sign or the amount; what ends has to be in fixed"#,
            ],
        ),
        (
            "scenario.ron",
            r#""levy": (line: "premises", amounts: "£500""#,
            r#""levy": (line: "fees", amounts: "£5,000""#,
            &[
                r#"scenario.ron:86:21: error DS301: the pressure "levy" takes £2,960 more from the line "fees" in 2026-27 than its fixed income. Correct the sign or the amount; what ends has to be in fixed"#,
                r#"scenario.ron:92:13: warning DS309: the measure "no-levy" on the line "premises" would avoid more in 2026-27 than pressures bring: £102 of £0. State the pressure, or count less as avoided"#,
            ],
        ),
        (
            "scenario.ron",
            r#""levy": (line: "premises", amounts: "£500""#,
            r#""levy": (line: "premises", amounts: "£0""#,
            &[
                r#"scenario.ron:92:13: warning DS309: the measure "no-levy" on the line "premises" would avoid more in 2026-27 than pressures bring: £102 of £0. State the pressure, or count less as avoided"#,
            ],
        ),
        (
            "scenario.ron",
            r#""levy": (line: "premises", amounts"#,
            r#""levy": (line: "premise", amounts"#,
            &[r#"scenario.ron:86:28: error DS110: there is no cost line "premise". Did you mean "premises"?"#],
        ),
    ]);
}
