//! Ledgers as councils export them: what is taken, what is left out and adds up, and every slip told with its place.

use crate::support::Stopwatch;
use doorstep_scenario::{
    Cell, CellValue, ExportedLedger, Fault, LedgerSource, Pence, RowFate, Tab, Workbook, load_ledger,
};
use std::fmt::Write as _;

const MAPPING: &str = r#"LedgerMapping(
    year: "2025-26",
    header_row: 4,
    columns: (cost_centre: "Cost Centre", subjective: "Subjective", amount: "Budget 2025/26"),
    credits: "CR",
    nothing: "-",
    leave_out: [
        Total(column: "Cost Centre", says: "* Total"),
        Total(column: "Cost Centre", says: "Grand Total"),
        Note(column: "Cost Centre", says: "Memo*", why: "people, not pounds"),
    ],
    no_totals: [(column: "Name", says: "Total Place team")],
    lines: [
        (cost_centre: "EY01", subjective: ["Employees", "Agency*"], objective: "Centres", section_251: "3.0.1", line: "staff"),
        (cost_centre: "EY01", subjective: ["Premises", "Fees"], objective: "Centres", section_251: "3.0.1", line: "premises"),
        (cost_centre: "EY02", objective: "Centres", section_251: "3.0.2", line: "sessions"),
    ],
    not_modelled: [(cost_centre: "CX*", why: "recharges of the centre")],
    control_total: "£1,311.00",
)"#;

const EXPORT: &str = "Anytown Council,,,,
Budget report,,\"printed 1 May, 09:00\",,

Cost  Centre,Name,Subjective,Actual,Budget 2025/26
Early years,,,,
EY01,Elm,Employees,1,\"£1,000.00\"
EY01,Elm,Agency staff,2,200.5
EY01,Elm,Premises,3,\"50.00 CR\"
EY01,Elm,Fees,4,(25.50)
EY01 Total,,,,\"1,125.00\"
,,,,
cost centre,NAME,subjective,actual,BUDGET 2025/26
EY02,Total Place team,Employees,5,100.00-
EY02,Oak,Premises,6,-
EY02 Total,,,,-100
CX99,Recharge,Employees,7,\"286.00\"
CX99 Total,,,,286
Memo: children,,,,4711
Grand Total,,,,\"£1,311.00\"
";

fn read(mapping: &str, export: &str) -> Result<ExportedLedger, Vec<Fault>> {
    load_ledger(("ledger.ron", mapping), LedgerSource::Text("export.csv", export), None)
}

/// The faults of a mapping and an export, each changed.
fn faults(mapping: &[(&str, &str)], export: &[(&str, &str)]) -> Vec<String> {
    let changed = |text: &str, changes: &[(&str, &str)]| {
        changes.iter().fold(text.to_owned(), |text, (find, with)| {
            assert_eq!(text.matches(find).count(), 1, "{find}");
            text.replace(find, with)
        })
    };
    let found = read(&changed(MAPPING, mapping), &changed(EXPORT, export));
    let faults = found.map_or_else(|faults| faults, |ledger| ledger.warnings);
    for fault in &faults {
        let message = fault.to_string();
        assert!(!fault.what.ends_with('.') && !fault.fix.ends_with('.') && !fault.fix.is_empty(), "{message}");
        assert!(message.chars().count() < 600 && !message.chars().any(char::is_control), "{message}");
    }
    faults.iter().map(ToString::to_string).collect()
}

/// The only fault.
fn fault(mapping: &[(&str, &str)], export: &[(&str, &str)]) -> String {
    let found = faults(mapping, export);
    assert_eq!(found.len(), 1, "{found:#?}");
    found[0].clone()
}

#[test]
fn every_row_is_accounted_for_and_comes_to_the_control_total() {
    let ledger = read(MAPPING, EXPORT).unwrap();
    assert_eq!(ledger.warnings, Vec::new());
    assert_eq!((ledger.taken, ledger.not_modelled), (Pence(102_500), Pence(28_600)));
    assert_eq!(ledger.control_total, Pence(131_100));
    let expected = "cost_centre,subjective,objective,section_251,line,amount
EY01,Agency staff,Centres,3.0.1,staff,£200.50
EY01,Employees,Centres,3.0.1,staff,\"£1,000\"
EY01,Fees,Centres,3.0.1,premises,-£25.50
EY01,Premises,Centres,3.0.1,premises,-£50
EY02,Employees,Centres,3.0.2,sessions,-£100
EY02,Premises,Centres,3.0.2,sessions,£0
";
    assert_eq!(ledger.csv(), expected);
    let expected = "place,says,amount,became,of
export.csv:1,Anytown Council,,title,
export.csv:2,\"Budget report | printed 1 May, 09:00\",,title,
export.csv:4,Cost Centre | Name | Subjective | Actual | Budget 2025/26,,head,
export.csv:5,Early years,,heading,
export.csv:6,\"EY01 | Elm | Employees | 1 | £1,000.00\",\"£1,000\",taken,staff
export.csv:7,EY01 | Elm | Agency staff | 2 | 200.5,£200.50,taken,staff
export.csv:8,EY01 | Elm | Premises | 3 | 50.00 CR,-£50,taken,premises
export.csv:9,EY01 | Elm | Fees | 4 | (25.50),-£25.50,taken,premises
export.csv:10,\"EY01 Total | 1,125.00\",\"£1,125\",\"total, agrees\",4 rows
export.csv:12,cost centre | NAME | subjective | actual | BUDGET 2025/26,,head,
export.csv:13,EY02 | Total Place team | Employees | 5 | 100.00-,-£100,taken,sessions
export.csv:14,EY02 | Oak | Premises | 6 | -,£0,taken,sessions
export.csv:15,EY02 Total | -100,-£100,\"total, agrees\",2 rows
export.csv:16,CX99 | Recharge | Employees | 7 | 286.00,£286,not modelled,recharges of the centre
export.csv:17,CX99 Total | 286,£286,\"total, agrees\",1 rows
export.csv:18,Memo: children | 4711,,left out,\"people, not pounds\"
export.csv:19,\"Grand Total | £1,311.00\",\"£1,311\",\"total, agrees\",7 rows
,taken,\"£1,025\",,
,not modelled,£286,,
,control total,\"£1,311\",,
";
    assert_eq!(ledger.reconciliation(), expected);
}

#[test]
fn a_sheet_of_a_workbook_is_read_as_the_same_rows_with_places_of_cells() {
    let mut cells = Vec::new();
    for (row, line) in EXPORT.replace("\"printed 1 May, 09:00\"", "printed").lines().enumerate() {
        for (column, text) in line.replace("\"1,125.00\"", "1125").split(',').enumerate() {
            let number = text.trim_matches('"').parse::<f64>();
            let value = number.map_or_else(|_| CellValue::Text(text.trim_matches('"').to_owned()), CellValue::Number);
            cells.push(Cell { row: row + 1, column: column + 1, value });
        }
    }
    // The two amounts with commas in them.
    cells.retain(|cell| !(cell.column >= 5 && matches!(cell.row, 6 | 19)));
    cells.push(Cell { row: 6, column: 5, value: CellValue::Number(1000.0) });
    cells.push(Cell { row: 19, column: 5, value: CellValue::Number(1311.0) });
    cells.sort_by_key(|cell| (cell.row, cell.column));
    let tab = |name: &str, cells: &[Cell]| Tab { name: name.to_owned(), cells: cells.to_vec() };
    let mut workbook =
        Workbook { file: "budget.xlsx".to_owned(), tabs: vec![tab("Notes", &[]), tab("Budget 25-26", &cells)] };
    let read = |mapping: &str, workbook: &Workbook| {
        load_ledger(("ledger.ron", mapping), LedgerSource::Workbook(workbook), None)
    };
    let ledger = read(MAPPING, &workbook).unwrap();
    assert_eq!(ledger.csv(), self::read(MAPPING, EXPORT).unwrap().csv());
    assert_eq!(ledger.accounted[4].place.to_string(), "budget.xlsx: Budget 25-26, row 6");

    workbook.tabs[0].cells.push(cells[0].clone());
    let told = |answer: Result<ExportedLedger, Vec<Fault>>| answer.unwrap_err()[0].to_string();
    let expected = "budget.xlsx: error DS103: the ledger may be in any of several sheets: Notes, Budget 25-26. Name it in \
                    the mapping: sheet: \"…\"";
    assert_eq!(told(read(MAPPING, &workbook)), expected);
    let with = |sheet: &str| MAPPING.replace("header_row", &format!("sheet: \"{sheet}\", header_row"));
    assert!(read(&with("Budget 25-26"), &workbook).is_ok());
    let expected =
        "ledger.ron:3:12: error DS110: budget.xlsx has no sheet \"Budget 25\". Did you mean \"Budget 25-26\"?";
    assert_eq!(told(read(&with("Budget 25"), &workbook)), expected);

    let at = cells.iter().position(|cell| (cell.row, cell.column) == (7, 5)).unwrap();
    workbook.tabs[1].cells[at].value = CellValue::Number(200.505);
    let expected = "budget.xlsx: Budget 25-26!E7: error DS108: \"200.505\" is not a whole number of pence";
    assert!(told(read(&with("Budget 25-26"), &workbook)).starts_with(expected));
    workbook.tabs[1].cells[at].value = CellValue::Number(200.499_999_999_999_97);
    assert!(read(&with("Budget 25-26"), &workbook).is_ok(), "nearer to pence than a binary fraction can tell");
}

#[test]
fn amounts_are_read_as_finance_systems_write_them() {
    for (written, pence) in [
        ("1234.5", 123_450),
        ("\"£1,234.50\"", 123_450),
        ("\"(1,234.50)\"", -123_450),
        ("\"£(1,234.50)\"", -123_450),
        ("\"(£1,234.50)\"", -123_450),
        ("\"-1,234.50\"", -123_450),
        ("\"£-1,234.50\"", -123_450),
        ("\"1,234.50-\"", -123_450),
        ("−1234.50", -123_450),
        ("\"1,234.50 cr\"", -123_450),
        ("\"1,234.50CR\"", -123_450),
        ("\"CR 1,234.50\"", -123_450),
        ("-", 0),
        ("0.00", 0),
    ] {
        let total = |pence: i64| Pence(pence).to_string();
        let export = format!("Cost Centre,Subjective,Budget\nEY02,Fees,{written}\n");
        let mapping = MAPPING
            .replace("header_row: 4", "header_row: 1")
            .replace("Budget 2025/26", "Budget")
            .replace("no_totals: [(column: \"Name\", says: \"Total Place team\")],", "")
            .replace("£1,311.00", &total(pence));
        let ledger = read(&mapping, &export).unwrap_or_else(|faults| panic!("{written}: {faults:?}"));
        assert_eq!(ledger.taken, Pence(pence), "{written}");
    }
}

#[test]
fn amounts_that_may_mean_two_things_are_refused() {
    for (written, words) in [
        ("-50.00 CR", "has two signs"),
        ("(50.00) CR", "has two signs"),
        ("--50", "has two signs"),
        ("-50-", "has two signs"),
        ("50.00 DR", "has a mark that the mapping does not tell"),
        ("50.005", "is not a whole number of pence"),
        ("50.000", "has three decimals"),
        ("n/a", "is not an amount of money"),
        ("5 0", "is not an amount of money"),
        ("#REF!", "is not an amount of money"),
    ] {
        let found = fault(&[], &[("\"50.00 CR\"", written)]);
        assert!(found.starts_with("export.csv:8: error DS108: ") && found.contains(words), "{found}");
    }
    let debits = fault(&[], &[("\"50.00 CR\"", "50.00 DR")]);
    assert!(debits.contains("If it marks credits, add credits: \"DR\" to the mapping; if it does not, debits: \"DR\""));
    let known = faults(&[("credits: \"CR\"", "credits: \"CR\", debits: \"DR\"")], &[("\"50.00 CR\"", "50.00 DR")]);
    assert!(
        known[0].contains("the total \"EY01 Total\" is £1,125, and what stands above it comes to £1,225: £100 less")
    );
    let empty = fault(&[], &[("\"50.00 CR\"", "")]);
    assert!(empty.starts_with("export.csv:8: error DS205: \"Budget 2025/26\" is empty. If it is nothing, write 0"));
}

#[test]
fn a_total_that_differs_is_told_with_by_how_much() {
    let found = fault(&[], &[("\"1,125.00\"", "\"1,125.01\"")]);
    let expected = "export.csv:10: error DS316: the total \"EY01 Total\" is £1,125.01, and what stands above it comes to \
                    £1,125: £0.01 more. Look for a row that is missing, changed or left out above it, or for a wrong sign";
    assert_eq!(found, expected);
    // A changed amount is told at every total above it, and at the control total.
    let found = faults(&[], &[("200.5", "200.6")]);
    let places: Vec<&str> = found.iter().map(|fault| fault.split(" error").next().unwrap()).collect();
    assert_eq!(places, ["export.csv:10:", "export.csv:19:", "ledger.ron:19:20:"]);
    assert!(found[2].contains("the rows come to £1,311.10, and the control total is £1,311: £0.10 more. Compare"));
    let none = fault(&[], &[("\"1,125.00\"", "")]);
    assert!(none.contains("the total \"EY01 Total\" holds no amount"), "{none}");
}

#[test]
fn a_control_total_that_differs_says_what_may_be_wrong() {
    for (control, words) in [
        ("£1,111.00", "£200 more. It is twice what export.csv:13 holds: is its sign right?"),
        ("£1,361.00", "£50 less. It is as much as export.csv:8 holds"),
        ("£1,597.00", "£286 less. It is as much as export.csv:16 holds: is a row there twice, or missing?"),
        ("£1,311,000", "£1,309,689 less. Are the amounts of the export in thousands?"),
        ("-£1,311", "£2,622 more. Compare with the report that the control total is from"),
    ] {
        let found = fault(&[("£1,311.00", control)], &[]);
        assert!(
            found.starts_with("ledger.ron:19:20: error DS316: the rows come to £1,311, ") && found.contains(words),
            "{found}"
        );
    }
}

#[test]
fn rows_that_no_rule_holds_are_told_once_for_their_codes() {
    let found = fault(&[], &[("EY01,Elm,Employees,1", "EY01,Elm,Employes,1")]);
    let expected = "export.csv:6: error DS110: no rule holds cost_centre: \"EY01\", subjective: \"Employes\" (£1,000). Add \
                    (cost_centre: \"EY01\", subjective: \"Employes\", line: \"…\") to lines, or (cost_centre: \"EY01\", \
                    subjective: \"Employes\", why: \"…\") to not_modelled; or is it \"Employees\"?";
    assert_eq!(found, expected);
    let found =
        faults(&[("        (cost_centre: \"EY02\", objective", "        (cost_centre: \"EY03\", objective")], &[]);
    assert_eq!(found.len(), 3, "{found:#?}");
    assert!(found[0].contains("cost_centre: \"EY02\", subjective: \"Employees\" (-£100)"));
    assert!(found[2].contains("ledger.ron:16:9: warning DS309: no row of the export has cost_centre: EY03. Correct"));
    let many = "EY09,,Fees,,1\n".repeat(500);
    let found = fault(
        &[("£1,311.00", "£1,811.00")],
        &[("Grand Total,,,,\"£1,311.00\"", &format!("{many}Grand Total,,,,\"£1,811.00\""))],
    );
    assert!(found.contains("(£500, 500 rows from here on)"), "{found}");
}

#[test]
fn a_row_of_two_rules_is_told() {
    let found = fault(&[("\"Agency*\"", "\"Agency*\", \"F*\"")], &[]);
    let expected = "export.csv:9: error DS301: several rules hold cost_centre: \"EY01\", subjective: \"Fees\" (-£25.50): lines \
                    14 and 15 of the mapping. Each base pound belongs to one line: let one rule hold it";
    assert_eq!(found, expected);
    let found = fault(&[("says: \"Memo*\"", "says: \"*EY02 total\"")], &[("Memo: children,,,,4711\n", "")]);
    assert!(
        found.starts_with("export.csv:15: error DS301: several rules leave this row out: lines 8 and 10"),
        "{found}"
    );
}

#[test]
fn what_looks_like_a_total_is_never_taken() {
    let word = fault(
        &[("        Total(column: \"Cost Centre\", says: \"Grand Total\"),\n", "")],
        &[("Grand Total", "Totals")],
    );
    let expected = "export.csv:19: error DS316: the row says \"Totals\", and no rule says what it is. If it adds up others, add \
                    Total(column: \"Cost Centre\", says: \"Totals\") to leave_out; if it is budget, add (column: \"Cost \
                    Centre\", says: \"Totals\") to no_totals";
    assert_eq!(word, expected);
    let found = fault(&[("no_totals: [(column: \"Name\", says: \"Total Place team\")],", "")], &[]);
    assert!(found.starts_with("export.csv:13: error DS316: the row says \"Total Place team\""), "{found:#?}");
    // Without a word: it is what the rows above it come to.
    let found =
        fault(&[], &[("EY01 Total,,,,\"1,125.00\"", "EY01,Elm,Fees,,\"1,125.00\"\nEY01 Total,,,,\"1,125.00\"")]);
    let expected =
        "export.csv:10: error DS316: the row holds £1,125, which is what rows above it come to. If it adds up";
    assert!(found.starts_with(expected), "{found}");
    // Sub-totals of which no rule speaks, in a row with codes.
    let found = fault(&[], &[("EY01,Elm,Premises,3", "EY01,Elm,Fees,,\"1,200.50\"\nEY01,Elm,Premises,3")]);
    assert!(found.contains("the row holds £1,200.50"), "{found}");
    // Each of them at once, whether or not a rule speaks of any total.
    let none = ("        Total(column: \"Cost Centre\", says: \"* Total\"),\n", "");
    let unnamed = [("EY01 Total", "EY01 - sum"), ("EY02 Total", "EY02 - sum"), ("CX99 Total", "CX99 sub-total")];
    let found = faults(&[none], &unnamed);
    assert_eq!(found.len(), 3, "{found:#?}");
    assert!(found[0].contains("export.csv:10") && found[0].contains("the row holds £1,125"), "{found:#?}");
    assert!(found[1].contains("export.csv:15") && found[1].contains("\"Subjective\" is empty"), "{found:#?}");
    assert!(found[2].contains("export.csv:17") && found[2].contains("CX99 sub-total"), "{found:#?}");
    // A heading that says so holds no amount and is none.
    assert_eq!(faults(&[], &[("Early years,,,,", "Totals of early years,,,,")]), Vec::<String>::new());
}

#[test]
fn codes_that_are_left_empty_are_told_or_filled_down() {
    let export = [("EY01,Elm,Agency", ",Elm,Agency"), ("EY01,Elm,Fees", ",,Fees"), ("EY02,Oak", ",Oak")];
    let found = faults(&[], &export);
    assert_eq!(found.len(), 3, "and no total that differs for it: {found:#?}");
    let expected = "export.csv:7: error DS205: \"Cost Centre\" is empty, and the row holds £200.50. Write the code, leave the \
                    row out by a rule, or let the code above it stand for it: fill_down";
    assert_eq!(found[0], expected);
    let fill = ("credits:", "fill_down: [cost_centre],\n    credits:");
    assert_eq!(faults(&[fill], &export), Vec::<String>::new());
    // Not over a total: what begins behind it says its own code.
    let found = faults(&[fill], &[("CX99,Recharge", ",Recharge")]);
    assert!(found[0].contains("\"Cost Centre\" is empty, and the row holds £286"), "{found:#?}");
    // Nor from a part that another code has ended.
    let two = ("credits:", "fill_down: [cost_centre, subjective],\n    credits:");
    let found = fault(&[two], &[("EY01,Elm,Fees", "EY02,Elm,")]);
    assert!(found.contains("\"Subjective\" is empty, and the row holds -£25.50"), "{found}");
}

#[test]
fn the_head_is_found_by_its_row_and_nowhere_else() {
    let found = faults(&[("header_row: 4", "header_row: 3")], &[]);
    let expected = "ledger.ron:1:1: error DS202: row 3 of export.csv is empty, and should name the columns. The columns are \
                    named in row 4: write header_row: 4";
    assert_eq!(found, [expected]);
    let found = faults(&[("header_row: 4", "header_row: 2")], &[]);
    assert_eq!(found.len(), 7, "{found:#?}");
    assert!(found.iter().all(|fault| fault.ends_with("The columns are named in row 4: write header_row: 4")));
    let found = fault(&[("header_row: 4", "header_row: 12")], &[]);
    assert!(
        found.contains("ledger.ron:1:1: error DS301: row 4 of export.csv names the columns, above row 12"),
        "{found}"
    );
    let found = fault(&[("amount: \"Budget 2025/26\"", "amount: \"Budget 2025-26\"")], &[]);
    assert!(found.contains("names no column \"Budget 2025-26\". Is it \"Budget 2025/26\"?"), "{found}");
    let found = fault(&[], &[("Subjective,Actual", "Subjective,Budget  2025/26")]);
    assert!(found.contains("export.csv:4: error DS104: two columns are called \"Budget 2025/26\""), "{found}");
    let found = fault(&[("column: \"Name\"", "column: \"Nam\"")], &[]);
    assert!(found.starts_with("ledger.ron:12:26: error DS202: row 4 of export.csv names no column \"Nam\""), "{found}");
    let found = fault(&[("year: \"2025-26\"", "year: \"2024-25\"")], &[]);
    let expected =
        "ledger.ron:4:77: warning DS309: the column \"Budget 2025/26\" does not look like that of 2024-25. Check";
    assert!(found.starts_with(expected), "{found}");
}

#[test]
fn a_mapping_that_cannot_be_is_told_before_any_row_is_looked_at() {
    for (find, with, words) in [
        ("LedgerMapping(", "Mapping(", "DS110: unknown word \"Mapping\". Use one of: LedgerMapping"),
        ("header_row: 4", "header_row: 0", "DS107: 0 is outside 1 to 1000000"),
        ("    control_total: \"£1,311.00\",\n", "", "DS103: \"control_total\" is not given"),
        ("control_total: \"£1,311.00\"", "control_total: 1311.5", "DS108: 1311.5 is not whole pounds"),
        ("subjective: \"Subjective\",", "", "DS103: \"subjective\" is not given. Add subjective: …"),
        ("credits: \"CR\"", "credits: \"£\"", "DS107: \"£\" is part of amounts"),
        ("says: \"* Total\"", "says: \" \"", "DS107: the text is empty"),
        ("Note(", "Notes(", "DS110: unknown word \"Notes\". Did you mean \"Note\"?"),
        (", why: \"people, not pounds\"", "", "DS103: \"why\" is not given"),
        ("[\"Premises\", \"Fees\"]", "[]", "DS105: no code is named"),
        (
            "objective: \"Centres\", section_251: \"3.0.2\",",
            "objective: \"Centres\",",
            "DS103: \"section_251\" is not given, and no column holds it",
        ),
        ("section_251: \"3.0.2\"", "section_251: \"3.*\"", "DS105: \"section_251\" is one code of the rows here"),
        ("(cost_centre: \"EY02\", objective", "(objective", "DS103: this would hold every row. Say which rows"),
        (
            "(cost_centre: \"CX*\", why",
            "(cost_center: \"CX*\", why",
            "DS102: unknown setting \"cost_center\". Did you mean \"cost_centre\"?",
        ),
        ("credits: \"CR\"", "fill_down: [Name]", "DS110: unknown word \"Name\""),
    ] {
        let found = faults(&[(find, with)], &[]);
        assert!(found.iter().all(|fault| fault.starts_with("ledger.ron:")), "{found:#?}");
        assert!(found.iter().any(|fault| fault.contains(words)), "{words}: {found:#?}");
    }
}

#[test]
fn a_scenario_says_which_lines_there_are_and_in_whose_prices() {
    let files = crate::support::programme();
    let scenario = crate::support::load_memory(&files, "scenario.ron").unwrap().scenario;
    let read =
        |mapping: &str| load_ledger(("ledger.ron", mapping), LedgerSource::Text("export.csv", EXPORT), Some(&scenario));
    let prices = scenario.price_year.to_string();
    let told: Vec<String> =
        read(&MAPPING.replace("\"sessions\"", "\"sesions\"")).unwrap_err().iter().map(ToString::to_string).collect();
    assert!(told.iter().any(|fault| fault.contains("there is no cost line \"sesions\"")), "{prices} {told:#?}");
    if prices != "2025-26" {
        assert!(told.iter().any(|fault| fault.contains("the ledger is of 2025-26, and prices of the scenario are of")));
    }
}

#[test]
fn files_that_are_no_table_are_told() {
    let found = read(MAPPING, "a,b\n\"open,1\n2,3\n").unwrap_err();
    assert!(found[0].to_string().starts_with("export.csv:2: error DS204: a quote opened in this row"), "{found:?}");
    let found = read(MAPPING, "Cost Centre;Subjective;Budget 2025/26\n").unwrap_err();
    assert!(found[0].to_string().contains("row 4 of export.csv is empty"), "{found:?}");
    let found = read(MAPPING, "a\0b").unwrap_err();
    assert!(found[0].to_string().contains("DS003"), "{found:?}");
    let found = read("", EXPORT).unwrap_err();
    assert!(found[0].to_string().starts_with("ledger.ron:1:1: error DS101"), "{found:?}");
    assert!(read(MAPPING, &EXPORT.replace('\n', "\r\n")).is_ok());
    assert!(read(&format!("\u{feff}{MAPPING}"), &format!("\u{feff}{EXPORT}")).is_ok());
}

#[test]
fn a_large_ledger_is_read_at_once() {
    let (rows, rules) = (if cfg!(debug_assertions) { 20_000_u32 } else { 200_000 }, 400);
    let mut export = "Cost Centre,Subjective,Budget\n".to_owned();
    let mut sum = 0_i64;
    for row in 0..rows {
        let amount = i64::from(row) * 7 + 1;
        sum += amount;
        writeln!(export, "C{:03},S{},{}.{:02}", row % rules, row % 50, amount / 100, amount % 100).unwrap();
        if row % 100 == 99 {
            writeln!(export, "Sub Total,,{}.{:02}", sum / 100, sum % 100).unwrap();
        }
    }
    let lines: Vec<String> = (0..rules)
        .map(|rule| format!("(cost_centre: \"C{rule:03}\", objective: \"o\", section_251: \"s\", line: \"l\"),"))
        .collect();
    let lines = lines.concat();
    let mapping = format!(
        "LedgerMapping(year: \"2025-26\", header_row: 1, columns: (cost_centre: \"Cost Centre\", subjective: \"Subjective\", \
         amount: \"Budget\"), leave_out: [Note(column: \"Cost Centre\", says: \"Sub total\", why: \"runs on\")], \
         lines: [{lines}], control_total: \"£{}.{:02}\")",
        sum / 100,
        sum % 100
    );
    let begun = Stopwatch::start();
    let ledger = read(&mapping, &export).unwrap();
    let taken = ledger.accounted.iter().filter(|row| matches!(row.fate, RowFate::Taken(_))).count();
    assert_eq!((ledger.taken, taken), (Pence(sum), usize::try_from(rows).unwrap()));
    assert!(begun.elapsed().as_secs() < 5, "{:?}", begun.elapsed());
}

#[test]
fn the_ledger_of_the_reference_is_read_without_a_fault() {
    let text = |name| doorstep_scenario::reference::everything().iter().find(|(file, _)| *file == name).unwrap().1;
    let mapping = text("ledger.ron");
    let mut sheet = Vec::new();
    for (row, line) in text("ledger-export.csv").lines().enumerate() {
        let quoted = line
            .split('"')
            .enumerate()
            .map(|(at, part)| if at % 2 == 1 { part.replace(',', "") } else { part.to_owned() });
        for (column, cell) in quoted.collect::<String>().split(',').enumerate() {
            sheet.push(Cell { row: row + 1, column: column + 1, value: CellValue::Text(cell.to_owned()) });
        }
    }
    let workbook = Workbook { file: "x.xlsx".to_owned(), tabs: vec![Tab { name: "Budget".to_owned(), cells: sheet }] };
    let ledger = load_ledger(("ledger.ron", mapping), LedgerSource::Workbook(&workbook), None).unwrap();
    assert_eq!((ledger.warnings, ledger.taken), (Vec::new(), Pence(32_881_000)));
    let as_text = LedgerSource::Text("ledger-export.csv", text("ledger-export.csv"));
    let again = load_ledger(("ledger.ron", mapping), as_text, None).unwrap();
    assert_eq!(again.entries, ledger.entries);
    assert!(again.warnings.len() == 1 && again.warnings[0].what.contains("is no workbook"), "{:?}", again.warnings);
}

#[test]
fn the_mapping_in_the_guide_is_one() {
    let guide = std::fs::read_to_string(crate::support::root().join("docs/finance-officers.md")).unwrap();
    let (_, behind) = guide.split_once("```ron\nLedgerMapping(").unwrap();
    let mapping = format!("LedgerMapping({}", behind.split_once("```").unwrap().0);
    // It leaves out what the export here has besides.
    let export = EXPORT.replace("EY01,Elm,Premises", "EY02,Elm,Premises").replace("EY01,Elm,Fees", "EY02,Elm,Fees");
    let export =
        export.replace(",-\n", ",0\n").replace("Total Place", "Place").replace("EY01 Total,,,,\"1,125.00\"\n", "");
    let export = export.replace("EY02 Total,,,,-100", "EY02 Total,,,,\"1,025.00\"");
    assert_eq!(read(&mapping, &export).unwrap().warnings, Vec::new());
}
