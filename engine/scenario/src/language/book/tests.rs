//! Every scenario there is goes into a workbook and comes back as the same scenario.

use super::{load_workbook, template};
use crate::Scenario;
use crate::language::load;
use std::fs;
use std::path::{Path, PathBuf};

fn scenarios() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios");
    let folders = fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = folders
        .filter(|folder| folder.join("scenario.ron").is_file())
        .flat_map(|folder| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>())
        .filter(|file| file.extension().is_some_and(|ending| ending == "ron"))
        .filter(|file| load(file).is_ok())
        .collect();
    let everything = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/reference/everything");
    found.extend(crate::reference::SCENARIOS.iter().map(|name| everything.join(name)));
    found.sort();
    found
}

#[test]
fn every_scenario_comes_back_from_a_workbook_as_it_was() {
    let all = scenarios();
    assert!(all.len() > 25, "{}", all.len());
    for path in all {
        let folder = path.parent().unwrap();
        let out = template(&path).unwrap_or_else(|faults| panic!("{}: {faults:#?}", path.display()));
        let book = out.template.workbook("book.xlsx");
        let back = load_workbook(&book, folder).unwrap_or_else(|faults| panic!("{}: {faults:#?}", path.display()));
        let was = load(&path).unwrap().scenario;
        same(&was, &back.loaded.scenario, &path);

        // As files it is the same again, and as a workbook of those.
        let text = fs::read_to_string(folder.join("PROVENANCE.md")).ok();
        let told = back.files.iter().find(|(name, _)| name == "PROVENANCE.md");
        assert_eq!(told.map(|(_, bytes)| bytes.as_slice()), text.as_ref().map(String::as_bytes), "{}", path.display());
        let home = std::env::temp_dir().join(format!("doorstep-book-{}", std::process::id()));
        let _ = fs::remove_dir_all(&home);
        fs::create_dir_all(&home).unwrap();
        for (name, bytes) in &back.files {
            fs::write(home.join(name), bytes).unwrap();
        }
        for name in &back.beside {
            fs::copy(folder.join(name), home.join(name)).unwrap();
        }
        let file = home.join("scenario.ron");
        let again = template(&file)
            .unwrap_or_else(|faults| panic!("{}: {faults:#?}\n{}", path.display(), fs::read_to_string(&file).unwrap()));
        same(&was, &load(&file).unwrap().scenario, &path);
        assert_eq!(again.template, out.template, "{}", path.display());
        let third = load_workbook(&again.template.workbook("book.xlsx"), &home).unwrap();
        assert!(third.files == back.files, "{}", path.display());
        fs::remove_dir_all(&home).unwrap();
    }
}

/// Equal but for where things stand.
fn same(was: &Scenario, is: &Scenario, path: &Path) {
    let told = |scenario: &Scenario| {
        let text = format!("{scenario:?}");
        let mut parts = text.split("Place { ");
        let first = parts.next().unwrap().to_owned();
        parts.fold(first, |text, part| text + part.split_once('}').unwrap().1)
    };
    let (was, is) = (told(was), told(is));
    if was != is {
        let at = was.bytes().zip(is.bytes()).take_while(|(a, b)| a == b).count();
        let near = |text: &str| {
            String::from_utf8_lossy(&text.as_bytes()[at.saturating_sub(200)..(at + 100).min(text.len())]).into_owned()
        };
        panic!("{}:\n{}\n{}", path.display(), near(&was), near(&is));
    }
}
