//! Funds, targets, what change costs, and staff.

use super::all_are;

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
fn one_offs_and_sources_that_cannot_be() {
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
    ]);
}

#[test]
fn staff_odds_and_discounts_that_cannot_be() {
    all_are(&[
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
