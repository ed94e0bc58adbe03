//! Who may import whom, as the table in ARCHITECTURE.md says: a reader who knows the folder names
//! knows the way of the data.

mod scan;

use scan::{Token, paths, tokens};
use std::path::{Path, PathBuf};

/// The folders of the engine in the order of the data: only leftwards.
const ORDER: [&str; 8] = ["instance", "formulation", "method", "plan", "measures", "accounts", "explore", "report"];
/// Layers that recompute results from facts, and what they never see: the model, the solver, and, where
/// money over the years is told from states alone, plans too.
const BLIND: [(&str, &[&str]); 2] =
    [("measures", &["formulation", "method"]), ("accounts", &["formulation", "method", "plan"])];
/// Solver crates and who may name them.
const SOLVERS: [&str; 5] = ["doorstep_highs", "highs", "highs_sys", "good_lp", "microlp"];
const PRINTS: [&str; 5] = ["println", "eprintln", "print", "eprint", "dbg"];

/// Everything in a file that the table does not allow. `path` starts at the engine's folder.
pub fn findings(path: &str, text: &str) -> Vec<String> {
    let parts: Vec<&str> = path.split('/').collect();
    let layer = parts[0].trim_end_matches(".rs");
    let member = ["scenario", "check", "highs", "page", "disclosure", "draw", "workbook"].contains(&layer);
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut add = |line: usize, what: String| found.push(format!("engine/{path}:{line}: {what}"));
    for window in tokens.windows(2) {
        let [Token { line, text: name }, next] = window else { continue };
        let says = |text: &str| next.text == text;
        if PRINTS.contains(&name.as_str()) && says("!") {
            add(*line, format!("{name}! prints; nothing in the engine does"));
        }
        if SOLVERS.contains(&name.as_str()) && says("::") && !["method", "highs"].contains(&layer) {
            add(*line, format!("{name} is for engine/method only"));
        }
        if name == "rayon" && says("::") && !["instance", "method", "explore"].contains(&layer) {
            add(*line, "threads are for distances, method and explore only".to_owned());
        }
        if name == "doorstep_check" && says("::") && !["explore", "report", "check"].contains(&layer) {
            add(*line, "results are proved in explore, not here".to_owned());
        }
        if ["doorstep_scenario", "doorstep"].contains(&name.as_str()) && says("::") && layer == "highs" {
            add(*line, "the solver's wrapper knows no scenario".to_owned());
        }
    }
    for Token { line, text } in tokens.iter().filter(|token| ["HashMap", "HashSet"].contains(&token.text.as_str())) {
        add(*line, format!("{text}: its order depends on a hash seed"));
    }
    for (line, path) in paths(&tokens, "std") {
        if path.first().is_some_and(|name| name == "thread") && !["method", "explore", "highs"].contains(&layer) {
            add(line, "threads are for method and explore only".to_owned());
        }
        if path.first().is_some_and(|name| name == "fs") && layer != "scenario" {
            add(line, "files are opened in scenario and bindings only".to_owned());
        }
    }
    if !member && layer != "lib" {
        imports(&parts, &tokens, layer, &mut add);
    }
    found
}

fn imports(parts: &[&str], tokens: &[Token], layer: &str, add: &mut dyn FnMut(usize, String)) {
    let mut depth = parts.len();
    if parts.last() == Some(&"mod.rs") {
        depth -= 1;
    }
    let rank = |name: &str| ORDER.iter().position(|known| *known == name);
    let Some(own) = rank(layer) else {
        return add(1, format!("the table does not know a layer {layer}: give it its place in ORDER"));
    };
    // `super` from the layer's own module is the root of the crate.
    let from_root =
        paths(tokens, "crate").into_iter().chain(paths(tokens, "super").into_iter().filter_map(|(line, path)| {
            let more = path.iter().take_while(|part| *part == "super").count();
            (more + 1 >= depth).then(|| (line, path[more..].to_vec()))
        }));
    for (line, path) in from_root {
        let Some(name) = path.first() else { continue };
        let Some(other) = rank(name) else { continue };
        if other > own {
            add(line, format!("{layer} imports {name}, which comes after it"));
        }
        if BLIND.iter().any(|(blind, never)| *blind == layer && never.contains(&name.as_str())) {
            add(line, format!("{layer} recomputes from facts and never sees {name}"));
        }
        let mut statement = tokens.iter().filter(|token| token.line == line).map(|token| token.text.as_str());
        let re_export = statement.next() == Some("pub") && statement.any(|text| text == "use");
        if re_export && other != own {
            add(line, format!("{layer} re-exports {name}: that hides who imports whom"));
        }
    }
}

fn engine() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("engine")
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if path.file_name().is_none_or(|name| name != "tests" && name != "examples") {
                files(&path, found);
            }
        } else if path.extension().is_some_and(|suffix| suffix == "rs") {
            found.push(path);
        }
    }
    found.sort();
}

#[test]
fn every_file_of_the_engine_keeps_to_its_layer() {
    let mut all = Vec::new();
    files(&engine(), &mut all);
    assert!(all.len() > 80, "only {} files were found", all.len());
    let found: Vec<String> = all
        .iter()
        .flat_map(|path| {
            let name = path.strip_prefix(engine()).unwrap().display().to_string();
            findings(&name, &std::fs::read_to_string(path).unwrap())
        })
        .collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn every_folder_of_the_engine_has_its_place_in_the_order() {
    let mut names: Vec<String> = std::fs::read_dir(engine())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir() && std::fs::read_dir(path).unwrap().next().is_some())
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    names.retain(|name| {
        !["scenario", "check", "highs", "page", "disclosure", "draw", "workbook"].contains(&name.as_str())
    });
    let unknown: Vec<&String> = names.iter().filter(|name| !ORDER.contains(&name.as_str())).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn the_scanner_bites() {
    let bad = [
        ("instance/cost.rs", "use crate::method::Session;"),
        ("instance/mod.rs", "use super::plan::interpret;"),
        ("instance/cost.rs", "use super::super::explore;"),
        ("formulation/constraints/rooms.rs", "use crate::{\n    instance::Instance,\n    method::{self, Session},\n};"),
        ("measures/reach.rs", "fn of(columns: &crate::formulation::Formulation) {}"),
        ("measures/mod.rs", "use crate::method::gap;"),
        ("accounts/lines.rs", "use crate::formulation::Formulation;"),
        ("accounts/mod.rs", "use super::method::Session;"),
        ("accounts/state.rs", "use crate::plan::interpret;"),
        ("accounts/mod.rs", "use crate::explore::solve;"),
        ("accounts/mod.rs", "use doorstep_check::check;"),
        ("plan/mod.rs", "pub use crate::formulation::Formulation;"),
        ("plan/mod.rs", "pub(crate) use crate::method::Linear;"),
        ("plan/canonical.rs", "use doorstep_highs::Highs;"),
        ("explore/mod.rs", "let solver = good_lp::microlp;"),
        ("method/mod.rs", "use doorstep_check::check;"),
        ("report/page.rs", "use std::fs::File;"),
        ("report/page.rs", "use std::{fmt, fs};"),
        ("check/src/check.rs", "let text = std::fs::read_to_string(path);"),
        ("plan/mod.rs", "std::thread::spawn(work);"),
        ("formulation/mod.rs", "use rayon::prelude::*;"),
        ("explore/mod.rs", "println!(\"{x}\");"),
        ("scenario/src/fault.rs", "dbg!(x);"),
        ("instance/mod.rs", "let seen: HashMap<u32, u32> = all.collect();"),
        ("highs/src/lib.rs", "use doorstep_scenario::Scenario;"),
        ("lib.rs", "println!();"),
        ("somewhere/mod.rs", "fn nothing() {}"),
    ];
    for (path, text) in bad {
        assert!(!findings(path, text).is_empty(), "not caught in {path}: {text}");
    }
}

#[test]
fn the_scanner_leaves_alone_what_is_allowed() {
    let good = [
        ("formulation/mod.rs", "use crate::instance::Instance;\npub use key::RowKey;"),
        ("formulation/constraints/rooms.rs", "use super::{Formulation, RowKey};\nuse super::super::method_of;"),
        ("method/general.rs", "use doorstep_highs::Highs;\nuse std::thread;"),
        ("plan/mod.rs", "//! See crate::explore.\n/* crate::report */ let s = \"crate::explore \\\" println!\";"),
        ("plan/mod.rs", "let s = r#\"crate::explore\"#; let c = '\"'; fn f<'a>(x: &'a str) {}"),
        ("scenario/src/language/files.rs", "use std::fs;"),
        ("explore/mod.rs", "use doorstep_check::check;\nuse crate::method::Session;"),
        ("accounts/state.rs", "use crate::instance::Instance;\nuse crate::measures::Money;\nuse super::year::at_year;"),
        ("lib.rs", "pub mod plan;\npub use crate::plan::interpret;"),
    ];
    for (path, text) in good {
        assert_eq!(findings(path, text), Vec::<String>::new(), "{path}: {text}");
    }
}
