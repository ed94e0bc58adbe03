//! Pounds and people that are not there, or are counted twice.

use super::all_are;

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
