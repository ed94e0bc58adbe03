//! Travel by a supplied table: what is kept of it, in any order, and how long a large one takes.

use crate::support::{Folder, Random, Stopwatch, load_memory, matrix};
use doorstep_scenario::{Decay, Loaded, Matrix, Travel, Way, WayUnit};
use std::fmt::Write as _;
use std::time::Duration;

fn with_table(table: &str) -> Folder {
    let mut files = matrix();
    files.insert("travel.csv".to_owned(), table.as_bytes().to_vec());
    files
}

fn loaded(files: &Folder) -> Loaded {
    load_memory(files, "scenario.ron").unwrap_or_else(|faults| panic!("{faults:?}"))
}

fn table_of(loaded: &Loaded) -> &Matrix {
    let Travel::Matrix(matrix) = &loaded.scenario.travel else { panic!("no matrix") };
    matrix
}

fn replaced(mut files: Folder, file: &str, find: &str, with: &str) -> Folder {
    let text = String::from_utf8(files[file].clone()).unwrap();
    assert_eq!(text.matches(find).count(), 1, "{find}");
    files.insert(file.to_owned(), text.replace(find, with).into_bytes());
    files
}

#[test]
fn only_ways_from_areas_to_places_are_kept_and_blanks_are_none() {
    let found = loaded(&matrix());
    let shown: Vec<String> = table_of(&found)
        .modes
        .iter()
        .map(|mode| {
            let ways = mode.ways.iter().map(|way| format!(" {}>{}:{}", way.area, way.place, way.value));
            format!("{}{}", mode.id, ways.collect::<String>())
        })
        .collect();
    // Areas: middle, north, south. Places: elm, oak, and the library behind the sites.
    assert_eq!(
        shown,
        ["bus 0>0:900 0>1:800.25 2>0:700", "walk 0>0:650.5 0>1:1300 0>2:0 1>1:10 1>2:1250 2>0:640 2>2:1400"]
    );
    let by: Vec<usize> = table_of(&found).by.iter().map(|mode| mode.0).collect();
    assert_eq!(by, [1]);
    let own: Vec<Option<usize>> = found
        .scenario
        .services
        .iter()
        .flat_map(|service| &service.modes)
        .map(|mode| mode.by.as_ref().map(|by| by[0].0))
        .collect();
    assert_eq!(own, [Some(0), None, None]);
}

#[test]
fn the_order_of_rows_columns_and_travel_modes_changes_nothing() {
    let before = loaded(&matrix());
    let text = String::from_utf8(matrix()["travel.csv"].clone()).unwrap();
    let mut random = Random(11);
    for _ in 0..50 {
        let mut rows: Vec<Vec<&str>> = text.lines().map(|line| line.split(',').collect()).collect();
        let mut order: Vec<usize> = (0..rows[0].len()).collect();
        random.shuffle(&mut order);
        random.shuffle(&mut rows[1..]);
        let mut table = String::new();
        for row in rows {
            let cells: Vec<&str> = order.iter().map(|at| row[*at]).collect();
            writeln!(table, "{}", cells.join(",")).unwrap();
        }
        let after = loaded(&with_table(&table));
        assert_eq!(before.scenario, after.scenario);
        assert_eq!(before.inputs, after.inputs);
    }
    let twice = |by: &str| loaded(&replaced(matrix(), "scenario.ron", "by: [\"walk\"]", by)).scenario;
    assert_eq!(twice("by: [\"bus\", \"walk\"]"), twice("by: [\"walk\", \"bus\"]"));
}

#[test]
fn another_way_is_another_hash_of_the_travel_table_alone() {
    let before = loaded(&matrix()).inputs;
    let after = loaded(&replaced(matrix(), "travel.csv", "800.25", "800.26")).inputs;
    let differ: Vec<&str> = before.iter().zip(&after).filter(|(a, b)| a != b).map(|(a, _)| a.file.as_str()).collect();
    assert_eq!(differ, ["travel.csv"]);
}

#[test]
fn minutes_are_read_to_the_tenth_and_shown_as_written() {
    let mut files = replaced(matrix(), "scenario.ron", "unit: Metres", "unit: Minutes");
    for (find, with) in [
        ("full: \"500 m\", zero: \"1.5 km\"", "full: \"0.1 min\", zero: \"7.3min\""),
        ("(\"0 m\", 1), (\"2000 m\", 0.5)", "(\"0 min\", 1), (\" 29.9  min \", 0.5)"),
        ("limit: \"5 km\"", "limit: \"1440 min\""),
    ] {
        files = replaced(files, "scenario.ron", find, with);
    }
    let files = replaced(files, "travel.csv", "distance", "minutes");
    let found = loaded(&files);
    assert_eq!(found.scenario.travel.unit(), WayUnit::Minutes);
    assert_eq!(found.scenario.services[0].decay, Decay::Linear { full: Way(1), zero: Way(73) });
    assert_eq!(found.scenario.services[1].decay, Decay::Table(vec![(Way(0), 1.0), (Way(299), 0.5)]));
    assert_eq!(found.scenario.services[1].modes[0].decay, Some(Decay::Step { limit: Way(14_400) }));
    let shown = [Way(0), Way(73), Way(300)].map(|way| WayUnit::Minutes.shown(way));
    assert_eq!(shown, ["0 min", "7.3 min", "30 min"]);
    assert_eq!(WayUnit::Metres.shown(Way(1200)), "1200 m");
}

#[test]
fn more_than_a_hundred_travel_modes_are_a_column_of_something_else() {
    let table = |modes: usize| {
        let mut table = "from_id,to_id,mode,distance\nnorth,oak,walk,3\nsouth,elm,bus,3\n".to_owned();
        for mode in 2..modes {
            writeln!(table, "middle,elm,m{mode},3").unwrap();
        }
        with_table(&table)
    };
    assert_eq!(table_of(&loaded(&table(100))).modes.len(), 100);
    let faults = load_memory(&table(101), "scenario.ron").unwrap_err();
    let shown: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(
        shown,
        ["travel.csv:102: error DS107: more than 100 travel modes. Is \"mode\" the column of travel modes?"]
    );
}

/// As many rows as a city of areas, places and travel modes has, all with a fault of their own too.
#[test]
fn a_large_table_is_read_in_little_time() {
    const AREAS: usize = 500;
    let mut areas = "id,district,easting,northing,under_5\nmiddle,South,1,1,5\nnorth,North,1,1,5\n".to_owned();
    let mut table = "from_id,to_id,mode,distance\n".to_owned();
    for area in 0..AREAS {
        writeln!(areas, "a{area},South,400000,301000,10").unwrap();
        for place in ["elm", "oak", "library"] {
            for mode in 0..50 {
                writeln!(table, "a{area},{place},m{mode},{}.125", area + mode).unwrap();
            }
        }
    }
    table += "middle,oak,walk,1\nnorth,oak,bus,1\n";
    let mut files = with_table(&table);
    files.insert("areas.csv".to_owned(), areas.into_bytes());
    let begin = Stopwatch::start();
    let found = loaded(&files);
    println!("{} rows in {:?}", AREAS * 150, begin.elapsed());
    assert!(begin.elapsed() < Duration::from_secs(3) || cfg!(debug_assertions));
    assert_eq!(table_of(&found).modes.iter().map(|mode| mode.ways.len()).sum::<usize>(), AREAS * 150 + 2);
    // Every row wrong: as many faults as anybody reads, and no more time.
    files.insert("travel.csv".to_owned(), table.replace(".125", ".125 m").into_bytes());
    let begin = Stopwatch::start();
    let faults = load_memory(&files, "scenario.ron").unwrap_err();
    assert_eq!(faults.len(), 10_000);
    assert!(begin.elapsed() < Duration::from_secs(3) || cfg!(debug_assertions));
}
