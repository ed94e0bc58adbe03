//! Twenty thousand spoilt scenarios: each loads or gives faults, none panics, none takes a second.

use crate::support::{Folder, PATIENCE, Random, Stopwatch, base, load_memory, matrix};
use doorstep_scenario::Fault;
use std::time::Duration;

/// A build that is not optimised tries the first quarter of them.
const ROUNDS: u64 = if cfg!(debug_assertions) { 5_000 } else { 20_000 };

/// What people and broken programs put into files.
const ODD: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "\"",
    "\\",
    "'",
    "/*",
    "*/",
    "//",
    "r#\"",
    "\"#",
    "#![enable(",
    "Some(",
    "None",
    "NaN",
    "inf",
    "-",
    "1e400",
    "-0.0",
    "999999999999999999999",
    "0x",
    "1_",
    "£",
    "“",
    "”",
    "\u{feff}",
    "\u{0}",
    "\r",
    "\n",
    "\r\n",
    "\t",
    "\u{a0}",
    "\u{2028}",
    "\u{200e}",
    "\u{202e}",
    "e\u{301}",
    "🏠",
    "true",
    "()",
    "Set(",
    "Variant(",
    "closed",
    "everywhere",
    "|",
    "\"\"",
    "<5",
    "*",
    "=1+1",
    "../",
    "..=",
    "b\"",
    "b'",
    "%",
    "km",
    "m",
    ";",
];

fn mutate(bytes: &mut Vec<u8>, random: &mut Random) {
    let length = bytes.len();
    let at = random.below(length + 1);
    let span = random.below(40).min(length - at);
    match random.below(8) {
        0 => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << random.below(8)),
        1 => drop(bytes.drain(at..at + span)),
        2 => {
            let copy = bytes[at..at + span].to_vec();
            let to = random.below(length + 1);
            bytes.splice(to..to, copy);
        }
        3 => {
            let odd = ODD[random.below(ODD.len())];
            bytes.splice(at..at, odd.bytes());
        }
        4 => {
            let odd = ODD[random.below(ODD.len())];
            bytes.splice(at..at + span.min(5), odd.bytes());
        }
        5 => swap_words(bytes, random),
        6 => bytes.truncate(if random.below(8) == 0 { at } else { length }),
        _ => {
            // A whole line goes, or comes twice.
            let lines: Vec<Vec<u8>> = bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
            let which = random.below(lines.len());
            let times = random.below(3);
            *bytes = lines
                .iter()
                .enumerate()
                .flat_map(|(at, line)| line.repeat(if at == which { times } else { 1 }))
                .collect();
        }
    }
}

/// Two words change places.
fn swap_words(bytes: &mut Vec<u8>, random: &mut Random) {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.') || byte >= 0x80;
    let mut words: Vec<(usize, usize)> = Vec::new();
    let mut start = None;
    for (at, byte) in bytes.iter().copied().chain([b' ']).enumerate() {
        match (is_word(byte), start) {
            (true, None) => start = Some(at),
            (false, Some(begin)) => {
                words.push((begin, at));
                start = None;
            }
            _ => {}
        }
    }
    if words.len() < 2 {
        return;
    }
    let (one, other) = (random.below(words.len()), random.below(words.len()));
    let (first, second) = (words[one.min(other)], words[one.max(other)]);
    if first == second {
        return;
    }
    let swapped = [
        &bytes[..first.0],
        &bytes[second.0..second.1],
        &bytes[first.1..second.0],
        &bytes[first.0..first.1],
        &bytes[second.1..],
    ]
    .concat();
    *bytes = swapped;
}

fn sound(faults: &[Fault], files: &Folder, case: u64) {
    for fault in faults {
        let place = &fault.place;
        assert!(!fault.what.is_empty() && !fault.fix.is_empty(), "{case}: {fault}");
        if let Some(content) = files.get(&place.file) {
            let text = String::from_utf8_lossy(content).replace("\r\n", "\n").replace('\r', "\n");
            // The end of the file is a place too.
            let lines: Vec<&str> = text.split('\n').collect();
            assert!(place.line <= lines.len() + 1, "{case}: {fault}");
            let width = lines.get(place.line.max(1) - 1).map_or(0, |line| line.chars().count());
            assert!(place.column <= width + 2, "{case}: {fault}");
        }
    }
}

#[test]
fn spoilt_scenarios_never_panic() {
    spoil(&base(), 0..ROUNDS);
}

#[test]
fn spoilt_travel_tables_never_panic() {
    spoil(&matrix(), ROUNDS..ROUNDS + ROUNDS / 4);
}

fn spoil(good: &Folder, cases: std::ops::Range<u64>) {
    let rounds = cases.end - cases.start;
    let names: Vec<String> = good.keys().filter(|name| *name != "variant.ron").cloned().collect();
    let (mut loaded, mut slowest) = (0_u64, Duration::ZERO);
    for case in cases {
        let mut random = Random(case);
        let mut files = good.clone();
        for _ in 0..=random.below(4) {
            // Half of all mutations hit the scenario, the other half its tables.
            let name = if random.below(2) == 0 { "scenario.ron" } else { names[random.below(names.len())].as_str() };
            mutate(files.get_mut(name).unwrap(), &mut random);
        }
        let run = if random.below(10) == 0 { "variant.ron" } else { "scenario.ron" };
        let begin = Stopwatch::start();
        let outcome = load_memory(&files, run);
        let time = begin.elapsed();
        slowest = slowest.max(time);
        assert!(time < PATIENCE, "case {case} took {time:?}");
        match outcome {
            Ok(found) => {
                loaded += 1;
                assert!(found.warnings.iter().all(|fault| !fault.is_error()), "{case}");
                sound(&found.warnings, &files, case);
            }
            Err(faults) => {
                assert!(faults.iter().any(Fault::is_error), "{case}");
                sound(&faults, &files, case);
            }
        }
    }
    println!("{loaded} of {rounds} still load; the slowest took {slowest:?}");
    assert!(loaded > rounds / 50 && loaded < rounds / 2, "{loaded} still load");
}
