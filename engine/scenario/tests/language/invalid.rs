//! The corpus of bad inputs in `tests/invalid`: each case gives exactly the faults it expects, at the
//! places it expects, from disk and from memory alike.

use crate::support::{Folder, PATIENCE, Scratch, Stopwatch, base, load_memory, read_folder, root};
use doorstep_scenario::{Code, Fault, load, load_plan_text};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// What only the engine can tell, because it needs the baseline worked out.
const BY_THE_ENGINE: &[Code] = &[Code::OutOfReach];
/// What needs run folders: tried in `tests/command_line.rs`.
const OF_RUNS: &[Code] = &[Code::NotARun, Code::NothingInCommon, Code::NotForPublication];

/// What workbooks are told: tried in `engine/workbook/tests/read`. And exported ledgers: in `ledgers.rs`.
const OF_OTHER_FILES: &[Code] = &[Code::NotAWorkbook, Code::BadSheet, Code::OddSheet, Code::ExportDiffers];

struct Case {
    name: String,
    files: Folder,
    run: String,
    /// A plan for it: files, and which option of a run.
    plan: Vec<String>,
    option: Option<String>,
    /// Place, code, words. None: it has to load.
    expected: Option<Vec<(String, String, String)>>,
}

static CASES: LazyLock<Vec<Case>> = LazyLock::new(read_cases);

fn read_cases() -> Vec<Case> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(root().join("tests/invalid")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "case"));
    paths.sort();
    paths.iter().map(|path| case(path)).collect()
}

fn case(path: &Path) -> Case {
    let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
    let mut case = Case {
        name,
        files: base(),
        run: "scenario.ron".to_owned(),
        plan: Vec::new(),
        option: None,
        expected: Some(Vec::new()),
    };
    let (mut file, mut find) = ("scenario.ron".to_owned(), Vec::new());
    for line in std::fs::read_to_string(path).unwrap().lines() {
        let (step, rest) = line.split_once(' ').unwrap_or((line, ""));
        match step {
            "" | "#" => {}
            "in" => rest.clone_into(&mut file),
            "on" => case.files.extend(read_folder(&root().join("tests/invalid").join(rest))),
            "run" => rest.clone_into(&mut case.run),
            "plan" => case.plan.extend(rest.split(' ').map(str::to_owned)),
            "option" => case.option = Some(rest.to_owned()),
            "find" => find = bytes(rest),
            "with" => {
                let content = &case.files[&file];
                let found: Vec<usize> = (0..content.len()).filter(|at| content[*at..].starts_with(&find)).collect();
                assert_eq!(found.len(), 1, "{}: find must stand exactly once: {line}", case.name);
                let mut after = content[..found[0]].to_vec();
                after.extend(bytes(rest));
                after.extend(&content[found[0] + find.len()..]);
                case.files.insert(file.clone(), after);
            }
            "text" => drop(case.files.insert(file.clone(), bytes(rest))),
            "add" => case.files.entry(file.clone()).or_default().extend(bytes(rest)),
            "fill" => {
                let (times, text) = rest.split_once(' ').unwrap();
                let content = bytes(text).repeat(times.parse().unwrap());
                case.files.entry(file.clone()).or_default().extend(content);
            }
            "gone" => drop(case.files.remove(&file)),
            "expect" => {
                let mut parts = rest.splitn(3, ' ').map(str::to_owned);
                let expected = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap_or_default());
                case.expected.as_mut().unwrap().push(expected);
            }
            "ok" => case.expected = None,
            _ => panic!("{}: unknown step {line}", case.name),
        }
    }
    case
}

/// What a line of a case stands for.
fn bytes(line: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = line.chars();
    while let Some(character) = rest.next() {
        let escape = (character == '\\').then(|| rest.next().unwrap());
        let mut number = || {
            let digits: String = rest.by_ref().skip(1).take_while(|digit| *digit != '}').collect();
            u32::from_str_radix(&digits, 16).unwrap()
        };
        match escape {
            None => bytes.extend(character.encode_utf8(&mut [0; 4]).bytes()),
            Some('n') => bytes.push(b'\n'),
            Some('t') => bytes.push(b'\t'),
            Some('r') => bytes.push(b'\r'),
            Some('u') => bytes.extend(char::from_u32(number()).unwrap().to_string().bytes()),
            Some('x') => bytes.push(u8::try_from(number()).unwrap()),
            Some(other) => bytes.extend(other.to_string().bytes()),
        }
    }
    bytes
}

fn written(fault: &Fault) -> String {
    format!("{} {} {}. {}", fault.place, fault.code, fault.what, fault.fix)
}

/// What is said of the plan of a case; nothing where it has none.
fn of_plan(case: &Case) -> Vec<Fault> {
    if case.plan.is_empty() {
        return Vec::new();
    }
    let scenario = load_memory(&case.files, &case.run).unwrap().scenario;
    let text = |name| std::str::from_utf8(&case.files[name]).unwrap();
    let files: Vec<(&str, &str)> = case.plan.iter().map(|name| (name.as_str(), text(name.as_str()))).collect();
    load_plan_text(&files, case.option.as_deref(), &scenario).map_or_else(|faults| faults, |plan| plan.warnings)
}

/// What is not as expected, if anything.
fn wrong(case: &Case, faults: &[Fault]) -> Option<String> {
    let expected = case.expected.as_deref().unwrap_or_default();
    let fits = |(place, code, words): &(String, String, String), fault: &Fault| {
        fault.place.to_string() == *place && fault.code.text() == code && written(fault).contains(words.as_str())
    };
    if expected.len() == faults.len() && expected.iter().zip(faults).all(|(expected, fault)| fits(expected, fault)) {
        return None;
    }
    let mut report = format!("{}:\n", case.name);
    for (place, code, words) in expected {
        writeln!(report, "  expected {place} {code} {words}").unwrap();
    }
    for fault in faults {
        writeln!(report, "  found    {}", written(fault)).unwrap();
    }
    Some(report)
}

#[test]
fn every_case_gives_exactly_its_faults() {
    let scratch = Scratch::new("invalid");
    let mut failures = String::new();
    let cases = &*CASES;
    for case in cases {
        let folder = Scratch(scratch.0.join(&case.name));
        folder.write(&case.files);
        let begin = Stopwatch::start();
        let from_disk = load(&folder.0.join(&case.run));
        let time = begin.elapsed();
        assert!(time < PATIENCE, "{} took {time:?}", case.name);
        let faults = from_disk.as_ref().map_or_else(Clone::clone, |loaded| loaded.warnings.clone());
        failures.extend(wrong(case, &[faults.clone(), of_plan(case)].concat()));
        let loads = faults.iter().all(|fault| !fault.is_error());
        assert_eq!(loads, from_disk.is_ok(), "{}", case.name);
        if case.files.values().all(|bytes| std::str::from_utf8(bytes).is_ok()) {
            let from_memory = load_memory(&case.files, &case.run);
            let same = from_memory.map_or_else(|faults| faults, |loaded| loaded.warnings);
            // A missing file has its own words on disk.
            if !faults.iter().any(|fault| fault.code == Code::FileUnreadable) {
                assert_eq!(faults, same, "{}: from memory", case.name);
            }
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
    assert!(cases.len() > 530, "{} cases", cases.len());
}

#[test]
fn every_code_has_a_case() {
    let tried: BTreeSet<String> =
        CASES.iter().flat_map(|case| case.expected.iter().flatten().map(|(_, code, _)| code.clone())).collect();
    for code in Code::ALL.iter().filter(|code| ![BY_THE_ENGINE, OF_RUNS, OF_OTHER_FILES].concat().contains(code)) {
        assert!(tried.contains(code.text()), "no case for {code}: {}", code.title());
    }
}

#[test]
fn codes_are_told_apart() {
    let texts: BTreeSet<&str> = Code::ALL.iter().map(|code| code.text()).collect();
    assert_eq!(texts.len(), Code::ALL.len());
    let titles: BTreeSet<&str> = Code::ALL.iter().map(|code| code.title()).collect();
    assert_eq!(titles.len(), Code::ALL.len());
}

#[test]
fn a_case_is_named_by_its_code() {
    for case in &*CASES {
        let code = case.name.split('-').next().unwrap();
        match &case.expected {
            None => assert_eq!(code, "OK", "{}", case.name),
            Some(faults) => {
                assert!(faults.iter().any(|(_, found, _)| found == code), "{}", case.name);
            }
        }
    }
}

#[test]
fn messages_speak_to_people() {
    for case in &*CASES {
        let faults = load_memory(&case.files, &case.run).map_or_else(|faults| faults, |loaded| loaded.warnings);
        for fault in faults.into_iter().chain(of_plan(case)) {
            let message = written(&fault);
            for word in
                ["Some(", "None", "struct", "enum", "f64", "u32", "usize", "String", "RawValue", "::", "panicked"]
            {
                assert!(!fault.fix.contains(word), "{}: {message}", case.name);
                assert!(!fault.what.contains(word) || fault.what.contains('"'), "{}: {message}", case.name);
            }
            assert!(!fault.what.is_empty() && !fault.fix.is_empty(), "{}: {message}", case.name);
            assert!(!fault.what.ends_with('.') && !fault.fix.ends_with('.'), "{}: {message}", case.name);
            assert!(message.chars().all(|character| !character.is_control()), "{}: {message:?}", case.name);
            assert!(message.chars().count() < 800, "{}: {message}", case.name);
        }
    }
}
