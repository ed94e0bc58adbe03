//! Programmes that cannot be meant: each is refused, or warned of, with its place, what is wrong and what to
//! do, word for word.

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
fn years_and_dates_that_cannot_be() {
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

#[test]
fn measures_that_cannot_be() {
    all_are(&[
        (
            "scenario.ron",
            r#""supplies": (line: "premises", kind: CostReduction, amounts: "£500""#,
            r#""supplies": (line: "premises", kind: CostReduction, amounts: "£800.01""#,
            &[
                r#"scenario.ron:93:13: error DS301: the measure "supplies" claims £800.01 of the line "premises" in 2026-27, of which £800 is free: claimed before by "contract" (line 91). Each base pound can be saved once: lower one claim"#,
            ],
        ),
        (
            "scenario.ron",
            r#""contract": (line: "premises", kind: CostReduction, amounts: "£400""#,
            r#""contract": (line: "staff", kind: CostReduction, amounts: "£400""#,
            &[
                r#"scenario.ron:91:13: error DS301: the measure "contract" claims £400 of the line "staff" in 2026-27, of which £0 is free: sites, sessions and roles hold the rest. Each base pound can be saved once: lower one claim"#,
            ],
        ),
        (
            "scenario.ron",
            r#""supplies": (line: "premises", kind: CostReduction, amounts: "£500""#,
            r#""supplies": (line: "admin", kind: CostReduction, amounts: "£500""#,
            &[
                r#"scenario.ron:93:13: error DS301: the measure "supplies" is on the line "admin", which may not be touched. Put it on another line, or write touchable: true there"#,
            ],
        ),
        (
            "scenario.ron",
            r#""charges": (line: "fees", kind: Income"#,
            r#""charges": (line: "fees", kind: CostReduction"#,
            &[
                r#"scenario.ron:90:13: error DS301: the measure "charges" spends less on the line "fees", which is income. Write kind: Income"#,
            ],
        ),
        (
            "scenario.ron",
            r#""charges": (line: "fees", kind: Income"#,
            r#""charges": (line: "premises", kind: Income"#,
            &[
                r#"scenario.ron:90:13: error DS301: the measure "charges" is income on the line "premises", which is spending. Put it on a line with income: true: net amounts hide what is spent"#,
            ],
        ),
        (
            "scenario.ron",
            r#""repairs": (line: "premises", amounts: {"2026-27": "£0", "2027-28": "-£200", "2028-29": "-£200"}"#,
            r#""repairs": (line: "premises", amounts: "-£1,000""#,
            &[
                r#"scenario.ron:91:13: error DS301: the measures "contract" and "supplies" and the pressure "repairs" claim the same pounds of the line "premises" in 2026-27: £194 too much. What falls away of itself cannot be saved: lower the claim"#,
            ],
        ),
        (
            "scenario.ron",
            r#"kind: Avoidance, amounts: "£100""#,
            r#"kind: Avoidance, amounts: "£700""#,
            &[
                r#"scenario.ron:92:13: warning DS309: the measure "no-levy" on the line "premises" would avoid more in 2026-27 than pressures bring: £714 of £500. State the pressure, or count less as avoided"#,
            ],
        ),
        (
            "scenario.ron",
            "rag: Amber",
            "rag: Yellow",
            &[r#"scenario.ron:91:87: error DS110: unknown word "Yellow". Use one of: Amber, Green, Red"#],
        ),
    ]);
}

#[test]
fn ledgers_and_people_that_cannot_be() {
    all_are(&[
        (
            "ledger.csv",
            r#""£121,000""#,
            r#""£120,999.99""#,
            &[
                r#"ledger.csv: error DS314: the line "staff" comes to £120,999.99 in the ledger and to £121,000 in the scenario: £0.01 less. The base budget is what today costs: correct the ledger, or put what is missing into the scenario"#,
            ],
        ),
        (
            "ledger.csv",
            r#""-£2,000""#,
            r#""£2,000""#,
            &[
                r#"ledger.csv: error DS314: the line "fees" comes to £2,000 in the ledger and to -£2,000 in the scenario: £4,000 more. The base budget is what today costs: correct the ledger, or put what is missing into the scenario"#,
            ],
        ),
        (
            "ledger.csv",
            "C2,premises,centres,3.0.1,premises",
            "C1,premises,centres,3.0.1,staff",
            &[
                r#"ledger.csv:4: error DS104: the pounds of C1 (premises) are claimed by the lines "premises" and "staff"; first on line 3. Each base pound belongs to one line: keep one row"#,
            ],
        ),
        (
            "ledger.csv",
            "C2,premises,centres,3.0.1,premises",
            "C1,premises,centres,3.0.1,premises",
            &[
                r#"ledger.csv:4: error DS104: the pounds of C1 (premises) are claimed twice by the line "premises"; first on line 3. Each base pound belongs to one line: keep one row"#,
            ],
        ),
        (
            "ledger.csv",
            "C3,overheads,centres",
            "C3,,centres",
            &[
                r#"ledger.csv:7: error DS205: "subjective" is empty: "". Every row of a budget is coded: write the code"#,
            ],
        ),
        (
            "ledger.csv",
            "3.0.1,admin,",
            "3.0.1,admn,",
            &[r#"ledger.csv:7: error DS110: there is no cost line "admn". Did you mean "admin"?"#],
        ),
        (
            "ledger.csv",
            r#""£1,200""#,
            r#""£1.2.0""#,
            &[
                r#"ledger.csv:4: error DS108: "£1.2.0" is not an amount of money. Write "£62,000", "£85.50", "£120k" or "£1.25m""#,
            ],
        ),
        (
            "people.csv",
            "north,2027-28,202\n",
            "",
            &[
                r#"people.csv: error DS103: 2027-28 has no people for 1 of 3 areas, "north" first. Give every area a row for every year"#,
            ],
        ),
        (
            "people.csv",
            "north,2027-28,202",
            "north,2026-27,202",
            &[r#"people.csv:6: error DS104: area "north" has two rows for 2026-27. Keep one"#],
        ),
        (
            "people.csv",
            "north,2027-28,202",
            "north,2025-26,202",
            &["people.csv:6: error DS205: 2025-26 is no year after the baseline. Years are 2026-27, 2027-28, 2028-29"],
        ),
        (
            "people.csv",
            "north,2027-28,202",
            "north,2027,202",
            &[r#"people.csv:6: error DS205: "year" is not a financial year: "2027". Write 2019-20"#],
        ),
        (
            "people.csv",
            "north,2027-28,202",
            "north,2027-28,<5",
            &[
                r#"people.csv:6: error DS206: "under_5" is "<5", which looks like a suppressed or missing number. Decide what it stands for and write that number; nothing is assumed"#,
            ],
        ),
    ]);
}

#[test]
fn funds_and_targets_that_cannot_be() {
    all_are(&[
        (
            "scenario.ron",
            r#"budget: "£30,000", "#,
            "",
            &[
                r#"scenario.ron:18:18: error DS103: a fund with conditions by year needs its budget. Add budget: "£1m", or an amount for each year"#,
            ],
        ),
        (
            "scenario.ron",
            r#"budget: "£30,000""#,
            r#"budget: {"2026-27": "£1", "2027-28": "£1", "2028-29": "£1"}"#,
            &[
                "scenario.ron:18:18: error DS301: the fund ends with 2027-28, and its budget of 2028-29 is £1. Correct one of the two",
            ],
        ),
        (
            "scenario.ron",
            r#"until: "2027-28""#,
            r#"until: "2024-25""#,
            &[
                "scenario.ron:18:18: error DS301: the fund ends with 2024-25, before the baseline year. Use a year from the baseline year on, or leave the fund out",
            ],
        ),
        (
            "scenario.ron",
            r#", backed_by: "general""#,
            "",
            &[
                r#"scenario.ron:18:18: warning DS309: the fund "grant" has nothing in 2028-29, and nobody else pays for sessions. Name who steps in: backed_by: "…" in the line; otherwise all of it has to stop"#,
            ],
        ),
        (
            "scenario.ron",
            r#"backed_by: "general""#,
            r#"backed_by: "grant""#,
            &[
                r#"scenario.ron:23:82: error DS301: the line is paid and backed by "grant". Name another fund, or leave out backed_by"#,
            ],
        ),
        (
            "scenario.ron",
            r#"by: "2027-28", basis: Increment"#,
            r#"by: "2026-27", basis: AnnualLevel"#,
            &[
                r#"scenario.ron:70:9: error DS301: targets "first" (line 66) and "second" ask for a level and an increment by 2026-27. State both as levels, or both as increments"#,
            ],
        ),
        (
            "scenario.ron",
            r#"amount: "£40,000", by: "2027-28""#,
            r#"amount: "£1.5m", by: "2027-28""#,
            &[
                r#"scenario.ron:70:9: error DS304: target "second" comes to £1,520,000 with all increments before it by 2027-28; everything it may be taken from comes to £1,273,617.24. Lower the target, make it soft, or say which other lines may be touched"#,
            ],
        ),
        (
            "scenario.ron",
            r#"by: "2027-28", basis: Increment, measured: InYear"#,
            r#"by: "2027-28", basis: CumulativeCash, measured: RunRate"#,
            &[
                "scenario.ron:70:19: error DS301: cash of several years is what the years themselves save. Write measured: InYear",
            ],
        ),
        (
            "scenario.ron",
            r#"by: "2027-28", basis: Increment"#,
            r#"by: "2029-30", basis: Increment"#,
            &[
                "scenario.ron:71:36: error DS301: 2029-30 is no year after the baseline up to the end year. Use a year of the scenario",
            ],
        ),
    ]);
}

#[test]
fn one_offs_sources_and_staff_that_cannot_be() {
    all_are(&[
        (
            "scenario.ron",
            r#"designated: "2006-07""#,
            r#"designated: "2026-27""#,
            &[
                r#"scenario.ron:96:21: warning DS309: "back" has "elm" designated in 2026-27, after the baseline year. Check the year of designation"#,
            ],
        ),
        (
            "scenario.ron",
            r#"designated: "2006-07""#,
            r#"designated: "2001-02""#,
            &[
                r#"scenario.ron:96:21: warning DS309: "back" is never asked of "elm": 25 years from 2001-02 are over. Check the year of designation, or leave the site out"#,
            ],
        ),
        (
            "scenario.ron",
            r#""both": DoubleRunning(from: ["hub"], to: ["linked"]"#,
            r#""both": DoubleRunning(from: ["linked"], to: ["hub"]"#,
            &[
                r#"scenario.ron:97:21: warning DS309: "both" is never paid: no site can go from "linked" to "hub". Check its levels, and those of the sites table"#,
            ],
        ),
        (
            "scenario.ron",
            r#"post: "£40,000""#,
            r#"post: "£0""#,
            &["scenario.ron:98:49: error DS107: a post costs £0. Give a year's pay with on-costs"],
        ),
        (
            "scenario.ron",
            "low: 0.5, high: 2",
            "low: 2, high: 0.5",
            &[
                "scenario.ron:99:93: error DS107: 2 is outside 0 to 1. Rates are 0 to 1: did you mean 0.02?",
                "scenario.ron:99:102: error DS107: 0.5 is outside 1 to 100. Use a number from 1 to 100",
            ],
        ),
        (
            "scenario.ron",
            r#"minimum: "£10k""#,
            r#"minimum: "£110k""#,
            &[
                "scenario.ron:103:13: error DS301: the reserve holds £100,000, less than its minimum of £110,000. Lower the minimum, or correct the opening balance",
            ],
        ),
        (
            "scenario.ron",
            r#"Reserve(id: "reserve""#,
            r#"Reserve(id: "yearly""#,
            &[r#"scenario.ron:103:13: error DS104: the source "yearly" is listed twice. Keep one"#],
        ),
        (
            "scenario.ron",
            r#"sites: {"elm": "£250,000"}"#,
            r#"sites: {"ash": "£250,000"}"#,
            &[r#"scenario.ron:104:43: error DS110: there is no site "ash". Use one of: elm, oak"#],
        ),
        (
            "scenario.ron",
            "hires: 6",
            "hires: 0",
            &[
                r#"scenario.ron:108:31: warning DS309: "social-workers" needs 21.1 in 2028-29 and has 20, and nobody may be recruited in any year. Give hires, or leave them out"#,
            ],
        ),
        (
            "scenario.ron",
            r#"line: "social-work", pay: "£50,000", "#,
            r#"line: "social-work", "#,
            &[
                r#"scenario.ron:108:13: error DS301: "social-workers" has a line without pay, or pay without a line. Give both where its pay has its home here, or neither"#,
            ],
        ),
        (
            "scenario.ron",
            "(today: 0.6, need",
            r#"(today: 0.6, line: "sessions", pay: "£9", need"#,
            &[
                r#"scenario.ron:107:13: error DS104: the pay of "play-workers" is in what its sessions cost already. Pay has one home: leave out line and pay here"#,
            ],
        ),
        (
            "scenario.ron",
            r#"{"centre": 0.12, "drop-in": 0.1}"#,
            r#"{"centre": 0.12, "home": 0.1}"#,
            &[r#"scenario.ron:107:89: error DS110: there is no mode "home". Use one of: centre, drop-in"#],
        ),
        (
            "scenario.ron",
            "cap: 18",
            "cap: 0",
            &["scenario.ron:109:101: error DS107: 0 is outside 0.1 to 1000000. Use a number from 0.1 to 1000000"],
        ),
        (
            "scenario.ron",
            "amber: 0.8, red: 0.4",
            "amber: 0.4, red: 0.8",
            &[
                "scenario.ron:113:19: warning DS309: the odds of green, amber and red are 95%, 40% and 80%. What is on course is as likely as what is at risk, or more so: exchange them",
            ],
        ),
        (
            "scenario.ron",
            r#"rate: "3%""#,
            r#"rate: "3""#,
            &[r#"scenario.ron:114:65: error DS109: "3" is not a share. Write 0.55 or "55%""#],
        ),
    ]);
}
