//! Tens of thousands of spoilt scenarios, and soups of words and bytes: each loads or gives faults, none panics, none takes a second.

use crate::support::{
    Folder, PATIENCE, Random, Stopwatch, base, everything, load_memory, matrix, programme, read_folder, root,
};
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

/// Words and tables of the language.
const WORDS: &[&str] = &[
    "Scenario(",
    "schema: 1,",
    "Variant(",
    "base: ",
    "\"scenario.ron\"",
    "rules: {",
    "\"x\": ",
    "programme: (",
    "amounts: {\"2026-27\": ",
    "pressures: {",
    "measures: {",
    "Cases(open: ",
    "area,year,under_5\n",
    "AtLeast(",
    "HubSpoke(",
    "near: Within(",
    "\"3 km\"",
    "IfThen(when: ",
    "EitherOr(among: [",
    "SiteAt(site: \"elm\"",
    "Runs(",
    "KolmPollak(",
    "MostAccess(services: [",
    "goals: [",
    "bands: {",
    "per: Band",
    "id,name,district,easting,northing",
    "\nelm,",
    "400000,",
    "closed|hub",
    "service,mode,place,sessions\n",
    "play,centre,elm,2",
    "under_5",
    "1.5",
    " ",
    "1e9",
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
    some_load(spoil(&base(), "scenario.ron", 0..ROUNDS), ROUNDS);
}

#[test]
fn spoilt_travel_tables_never_panic() {
    some_load(spoil(&matrix(), "scenario.ron", ROUNDS..ROUNDS + ROUNDS / 4), ROUNDS / 4);
}

#[test]
fn spoilt_scenarios_that_say_everything_never_panic() {
    some_load(spoil(&everything(), "scenario.ron", 2 * ROUNDS..2 * ROUNDS + ROUNDS / 2), ROUNDS / 2);
}

#[test]
fn spoilt_programmes_never_panic() {
    some_load(spoil(&programme(), "scenario.ron", 5 * ROUNDS..5 * ROUNDS + ROUNDS / 2), ROUNDS / 2);
}

#[test]
fn spoilt_bundled_scenarios_never_panic() {
    let rounds = ROUNDS / 400;
    let mut begin = 3 * ROUNDS;
    for folder in ["two-centres", "birmingham-early-years"] {
        let mut good = read_folder(&root().join("scenarios").join(folder));
        good.retain(|name, _| [".ron", ".csv"].iter().any(|ending| name.ends_with(ending)));
        for run in good.keys().filter(|name| name.rsplit_once('.').is_some_and(|(_, ending)| ending == "ron")) {
            spoil(&good, run, begin..begin + rounds);
            begin += rounds;
        }
    }
}

#[test]
fn any_bytes_are_a_scenario_or_clean_faults() {
    let good = everything();
    let names: Vec<&String> = good.keys().collect();
    for case in 4 * ROUNDS..4 * ROUNDS + ROUNDS / 4 {
        let mut random = Random(case);
        let mut files = good.clone();
        let mut bytes = Vec::new();
        for _ in 0..random.below(60) {
            match random.below(3) {
                0 => bytes.extend(ODD[random.below(ODD.len())].bytes()),
                1 => bytes.extend(WORDS[random.below(WORDS.len())].bytes()),
                _ => bytes.extend(random.next().to_le_bytes().iter().take(random.below(4))),
            }
        }
        files.insert(names[random.below(names.len())].clone(), bytes);
        judge(&files, "scenario.ron", case);
    }
}

fn some_load(loaded: u64, rounds: u64) {
    assert!(loaded > rounds / 50 && loaded < rounds / 2, "{loaded} still load");
}

/// Does it load? Sound faults either way, and in time.
fn judge(files: &Folder, run: &str, case: u64) -> (bool, Duration) {
    let begin = Stopwatch::start();
    let outcome = load_memory(files, run);
    let time = begin.elapsed();
    assert!(time < PATIENCE, "case {case} took {time:?}");
    match outcome {
        Ok(found) => {
            assert!(found.warnings.iter().all(|fault| !fault.is_error()), "{case}");
            sound(&found.warnings, files, case);
            (true, time)
        }
        Err(faults) => {
            assert!(faults.iter().any(Fault::is_error), "{case}");
            sound(&faults, files, case);
            (false, time)
        }
    }
}

/// How many still load.
fn spoil(good: &Folder, scenario: &str, cases: std::ops::Range<u64>) -> u64 {
    let rounds = cases.end - cases.start;
    let names: Vec<String> = good.keys().filter(|name| *name != "variant.ron").cloned().collect();
    let (mut loaded, mut slowest) = (0_u64, Duration::ZERO);
    for case in cases {
        let mut random = Random(case);
        let mut files = good.clone();
        for _ in 0..=random.below(4) {
            // Half of all mutations hit the scenario, the other half its tables.
            let name = if random.below(2) == 0 { scenario } else { names[random.below(names.len())].as_str() };
            mutate(files.get_mut(name).unwrap(), &mut random);
        }
        let variant = files.contains_key("variant.ron") && random.below(10) == 0;
        let (loads, time) = judge(&files, if variant { "variant.ron" } else { scenario }, case);
        slowest = slowest.max(time);
        loaded += u64::from(loads);
    }
    println!("{scenario}: {loaded} of {rounds} still load; the slowest took {slowest:?}");
    loaded
}
