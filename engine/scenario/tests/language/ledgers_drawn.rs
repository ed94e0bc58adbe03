//! Budgets that are drawn by lot, dressed up as a finance system exports them, and read back: to the penny, every row
//! accounted for; and whatever cell is then changed, it is noticed.

use crate::ledger_dress::{Kind, drawn, written};
use crate::support::Random;
use doorstep_scenario::{ExportedLedger, Fault, LedgerEntry, LedgerSource, Pence, RowFate, load_ledger};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A build that is not optimised draws a quarter.
const DRAWN: u64 = if cfg!(debug_assertions) { 250 } else { 1_000 };
/// Changes that are tried on each.
const CHANGES: usize = 12;

#[test]
fn what_was_dressed_up_comes_back_to_the_penny_with_every_row_accounted_for() {
    let mut counts = [0_usize; 8];
    for seed in 0..DRAWN {
        let drawn = drawn(seed);
        let ledger = drawn.read(seed).unwrap_or_else(|faults| panic!("{seed}: {faults:#?}\n{}", drawn.mapping));
        let found = ledger.entries.iter().cloned().map(|entry| {
            let LedgerEntry { cost_centre, subjective, objective, section_251, line, amount, .. } = entry;
            ([cost_centre, subjective, objective, section_251, line], amount.0)
        });
        assert_eq!(found.collect::<Vec<_>>(), drawn.truth, "{seed}");
        assert_eq!(ledger.not_modelled, Pence(drawn.not_modelled), "{seed}");
        assert_eq!(ledger.taken + ledger.not_modelled, ledger.control_total, "{seed}");
        assert_eq!(ledger.warnings, Vec::new(), "{seed}");
        let there = drawn.rows.iter().filter(|row| row.kind != Kind::Blank);
        let fates: Vec<Kind> = ledger
            .accounted
            .iter()
            .map(|row| match row.fate {
                RowFate::Title => Kind::Title,
                RowFate::Head => Kind::Head,
                RowFate::Heading => Kind::Heading,
                RowFate::Taken(_) => Kind::Budget,
                RowFate::NotModelled(_) => Kind::NotModelled,
                RowFate::Total(_) => Kind::Total,
                RowFate::LeftOut(_) => Kind::Note,
            })
            .collect();
        assert_eq!(fates, there.map(|row| row.kind).collect::<Vec<_>>(), "{seed}");
        for kind in fates {
            counts[kind as usize] += 1;
        }
    }
    println!("{DRAWN} ledgers, rows of each kind: {counts:?}");
    assert!(counts.iter().enumerate().all(|(kind, count)| *count > 100 || kind == Kind::Blank as usize), "{counts:?}");
}

#[test]
fn whatever_is_changed_is_noticed() {
    let mut tried = 0;
    for seed in 0..DRAWN {
        let drawn = drawn(seed);
        let mut random = Random(!seed);
        let with_amount: Vec<usize> = (0..drawn.rows.len())
            .filter(|at| matches!(drawn.rows[*at].kind, Kind::Budget | Kind::NotModelled | Kind::Total))
            .collect();
        for _ in 0..CHANGES {
            let at = with_amount[random.below(with_amount.len())];
            let mut changed = drawn.clone();
            let pence = drawn.rows[at].pence.unwrap();
            let is_total = drawn.rows[at].kind == Kind::Total;
            let what = match random.below(6) {
                0 => {
                    changed.rows[at].pence = Some(pence + 1);
                    "a penny more"
                }
                1 if pence != 0 => {
                    changed.rows[at].pence = Some(-pence);
                    "another sign"
                }
                2 if pence != 0 && !is_total => {
                    changed.rows.remove(at);
                    "a row less"
                }
                3 if pence != 0 => {
                    changed.rows.insert(at, drawn.rows[at].clone());
                    "a row twice"
                }
                4 => {
                    let which = if is_total { [0, 1] } else { [0, 2] };
                    let which = which.into_iter().find(|which| !drawn.rows[at].cells[*which].is_empty()).unwrap();
                    changed.rows[at].cells[which] += "x";
                    "another code"
                }
                _ => {
                    changed.rows[at].pence = None;
                    "no amount"
                }
            };
            tried += 1;
            // A code that no rule asks for may be any: the pounds then stay with their line, under that code.
            let harmless = |ledger: &ExportedLedger| {
                let by_line = |ledger: &ExportedLedger| {
                    let mut sums = BTreeMap::new();
                    for entry in &ledger.entries {
                        *sums.entry(entry.line.clone()).or_insert(0) += entry.amount.0;
                    }
                    sums
                };
                what == "another code" && by_line(ledger) == by_line(&drawn.read(seed).unwrap())
            };
            let noticed = changed.read(seed).map_or_else(|faults| !faults.is_empty(), |ledger| harmless(&ledger));
            assert!(noticed, "{seed}: {what} in {:?}\n{}", drawn.rows[at], drawn.mapping);
        }
    }
    println!("{tried} changes");
}

/// What stands in mappings and exports, and what might stand there instead.
const ODD: &[&str] = &[
    "",
    "(",
    ")",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "*",
    "**",
    "-",
    "−",
    "£",
    "CR",
    "(5)",
    "-5-",
    "1e9",
    "NaN",
    "9999999999999999999",
    "99999999999.99",
    "10000000000",
    "\n",
    "\r\n",
    "\t",
    "\0",
    "\u{a0}",
    "\u{202e}",
    "é",
    "🏠",
    "Total",
    "total",
    "lines",
    "Note(",
    "Total(",
    "[]",
    "()",
    "header_row: 0,",
    "header_row: 4000000000,",
    "fill_down: [cost_centre],",
    "nothing: \"-\",",
    "D00",
    "2025-26",
    "Cost Centre",
];

#[test]
fn words_changed_in_mappings_and_exports_do_no_harm() {
    let mut read = 0;
    for seed in 0..4 * DRAWN {
        let drawn = drawn(seed % 50);
        let mut random = Random(!seed);
        let mut text = String::from("Cost Centre,Name,Subjective,Objective,S251,Actual,Budget 2025/26\n");
        for row in drawn.rows.iter().filter(|row| row.kind != Kind::Title && row.kind != Kind::Head) {
            let amount = row.pence.map_or(String::new(), |pence| written(pence, &mut random));
            writeln!(text, "\"{}\",\"{amount}\"", row.cells.join("\",\"")).unwrap();
        }
        let from = drawn.mapping.find("header_row: ").unwrap() + "header_row: ".len();
        let mut mapping = drawn.mapping.clone();
        mapping.replace_range(from..from + mapping[from..].find(',').unwrap(), "1");
        for _ in 0..random.below(4) {
            let which = if random.below(2) == 0 { &mut mapping } else { &mut text };
            let mut at = random.below(which.len());
            while !which.is_char_boundary(at) {
                at -= 1;
            }
            let mut end = (at + random.below(12)).min(which.len());
            while !which.is_char_boundary(end) {
                end += 1;
            }
            which.replace_range(at..end, ODD[random.below(ODD.len())]);
        }
        match load_ledger(("ledger.ron", &mapping), LedgerSource::Text("export.csv", &text), None) {
            Ok(ledger) => {
                read += 1;
                assert_eq!(ledger.taken + ledger.not_modelled, ledger.control_total);
                assert_eq!(ledger.entries.iter().map(|entry| entry.amount).sum::<Pence>(), ledger.taken);
            }
            Err(faults) => {
                assert!(faults.iter().any(Fault::is_error), "{faults:?}");
                for fault in faults {
                    let message = fault.to_string();
                    assert!(
                        !fault.what.is_empty() && !fault.fix.is_empty() && message.chars().count() < 900,
                        "{message}"
                    );
                    assert!(!message.chars().any(char::is_control), "{message:?}");
                }
            }
        }
    }
    println!("{read} of {} were read", 4 * DRAWN);
}
