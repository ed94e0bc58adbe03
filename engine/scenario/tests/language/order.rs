//! The order of rows, columns and settings, the way lines end and comments change nothing: neither
//! the scenario nor the hashes of what was read.

use crate::support::{Folder, Random, base, load_memory, programme};
use doorstep_scenario::{Loaded, Place, Scenario};

/// The scenario without the places it was written at.
fn placeless(loaded: &Loaded) -> Scenario {
    let mut scenario = loaded.scenario.clone();
    let nowhere = Place::default();
    scenario.targets.iter_mut().for_each(|target| target.place = nowhere.clone());
    scenario.rules.iter_mut().for_each(|rule| rule.place = nowhere.clone());
    scenario.goals.iter_mut().for_each(|goal| goal.place = nowhere.clone());
    if let Some(programme) = &mut scenario.programme {
        programme.measures.iter_mut().for_each(|measure| measure.place = nowhere.clone());
    }
    scenario.observed.reached.iter_mut().for_each(|observed| observed.place = nowhere.clone());
    scenario
}

fn same(good: &Folder, files: &Folder, because: &str) {
    let before = load_memory(good, "scenario.ron").unwrap();
    let after = load_memory(files, "scenario.ron").unwrap_or_else(|faults| panic!("{because}: {faults:?}"));
    assert_eq!(placeless(&before), placeless(&after), "{because}");
    assert_eq!(before.inputs, after.inputs, "{because}");
}

fn text(files: &Folder, name: &str) -> String {
    String::from_utf8(files[name].clone()).unwrap()
}

fn is_table(name: &str) -> bool {
    std::path::Path::new(name).extension().is_some_and(|extension| extension == "csv")
}

#[test]
fn rows_and_columns_in_any_order() {
    let mut random = Random(3);
    for round in 0..100 {
        let good = if round < 50 { base() } else { programme() };
        let mut files = good.clone();
        let names: Vec<String> = files.keys().filter(|name| is_table(name)).cloned().collect();
        for name in names {
            let table = text(&files, &name);
            // No cell of these holds a comma but those in quotes, which stand last.
            let mut rows: Vec<Vec<String>> = table
                .lines()
                .map(|line| {
                    let (plain, quoted) = line.split_once(",\"").map_or((line, None), |(a, b)| (a, Some(b)));
                    let cells = plain.split(',').map(str::to_owned);
                    cells.chain(quoted.map(|cell| format!("\"{cell}"))).collect()
                })
                .collect();
            let mut order: Vec<usize> = (0..rows[0].len()).collect();
            random.shuffle(&mut order);
            random.shuffle(&mut rows[1..]);
            let shuffled: Vec<String> =
                rows.iter().map(|row| order.iter().map(|at| row[*at].clone()).collect::<Vec<_>>().join(",")).collect();
            files.insert(name, shuffled.join("\n").into_bytes());
        }
        same(&good, &files, "shuffled tables");
    }
}

/// The entries of the outermost bracket, each on lines of their own in the base.
#[test]
fn settings_in_any_order() {
    let mut random = Random(5);
    for round in 0..100 {
        let good = if round < 50 { base() } else { programme() };
        let mut files = good.clone();
        let whole = text(&files, "scenario.ron");
        let start = whole.find("Scenario(\n").unwrap() + "Scenario(\n".len();
        let shuffled = shuffle_entries(&whole[start..whole.rfind(')').unwrap()], 4, &mut random);
        let again = format!("{}{shuffled})\n", &whole[..start]);
        files.insert("scenario.ron".to_owned(), again.into_bytes());
        same(&good, &files, "shuffled settings");
    }
}

/// Shuffles blocks of lines that begin with `indent` blanks and something other than a closing
/// bracket; inside maps of services, rules, lines, levels and the like, the same again.
fn shuffle_entries(inner: &str, indent: usize, random: &mut Random) -> String {
    let begins =
        |line: &str| line.len() - line.trim_start().len() == indent && !line.trim_start().starts_with([')', ']', '}']);
    let mut blocks: Vec<Vec<&str>> = Vec::new();
    for line in inner.lines().filter(|line| !line.trim().is_empty()) {
        if begins(line) {
            blocks.push(Vec::new());
        }
        blocks.last_mut().unwrap().push(line);
    }
    let mut texts: Vec<String> = blocks
        .iter()
        .map(|block| {
            let ordered = block[0].trim_end().ends_with('[');
            if block.len() > 2 && !ordered {
                let within = shuffle_entries(&block[1..block.len() - 1].join("\n"), indent + 4, random);
                format!("{}\n{within}{}\n", block[0], block[block.len() - 1])
            } else {
                format!("{}\n", block.join("\n"))
            }
        })
        .collect();
    random.shuffle(&mut texts);
    texts.concat()
}

#[test]
fn line_ends_marks_and_comments() {
    for (from, to) in [("\n", "\r\n"), ("\n", "\r"), ("\n", "\n\n")] {
        let mut files = base();
        for content in files.values_mut() {
            let changed = String::from_utf8(content.clone()).unwrap().replace(from, to);
            *content = format!("\u{feff}{changed}").into_bytes();
        }
        // A comment up to the end of its line stays one.
        same(&base(), &files, &format!("{to:?}"));
    }
    let mut files = base();
    // Every comma at the end of a line parts two settings.
    let commented = text(&files, "scenario.ron").replace(",\n", " /* , ) \" /* */ */ , // ( \" {\n\n");
    files.insert("scenario.ron".to_owned(), format!("{commented}/* the end */ // of it").into_bytes());
    same(&base(), &files, "comments");
}

#[test]
fn another_meaning_is_another_hash() {
    let before = load_memory(&base(), "scenario.ron").unwrap().inputs;
    for (file, from, to) in [
        ("scenario.ron", "visits: 10", "visits: 11"),
        ("scenario.ron", "\"Two centres\"", "\"Two  centres\""),
        ("areas.csv", "1,2,200", "1,2,201"),
        ("sites.csv", "Oak Centre", "Oak  Centre"),
        ("baseline.csv", "oak,3", "oak,2"),
    ] {
        let mut files = base();
        let changed = text(&files, file).replacen(from, to, 1);
        files.insert(file.to_owned(), changed.into_bytes());
        let after = load_memory(&files, "scenario.ron").unwrap().inputs;
        let differ: Vec<&str> =
            before.iter().zip(&after).filter(|(a, b)| a != b).map(|(a, _)| a.file.as_str()).collect();
        assert_eq!(differ, [file]);
    }
}
