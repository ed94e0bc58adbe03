//! Things on disk that are no plain files, and files of a size nobody means.

use crate::support::{PATIENCE, Scratch, Stopwatch, base, changed, load_memory};
use doorstep_scenario::{Code, Fault, load};
use std::fmt::Write as _;
use std::path::Path;

fn faults(path: &Path) -> Vec<Fault> {
    let begin = Stopwatch::start();
    let faults = load(path).unwrap_err();
    assert!(begin.elapsed() < PATIENCE, "{} took {:?}", path.display(), begin.elapsed());
    faults
}

fn only(path: &Path) -> Fault {
    let mut faults = faults(path);
    assert_eq!(faults.len(), 1, "{faults:?}");
    faults.remove(0)
}

#[test]
fn what_is_no_scenario_file_is_refused() {
    let scratch = Scratch::new("no-file");
    std::fs::create_dir(scratch.0.join("folder.ron")).unwrap();
    assert!(only(&scratch.0.join("folder.ron")).what.contains("it is a folder"));
    for path in ["/", "..", ".", "", "/dev/zero", "/dev/null", "/nowhere/at/all.ron"] {
        assert_eq!(only(Path::new(path)).code, Code::FileUnreadable, "{path}");
    }
    std::fs::write(scratch.0.join("empty.ron"), "").unwrap();
    assert_eq!(only(&scratch.0.join("empty.ron")).code, Code::Syntax);
}

#[cfg(unix)]
#[test]
fn links_pipes_and_folders_for_tables() {
    use std::os::unix::fs::symlink;
    let scratch = Scratch::new("links");
    let outside = Scratch::new("links-outside");
    let inner = Scratch(scratch.0.join("inner"));
    inner.write(&base());
    outside.write(&base());
    let table = inner.0.join("venues.csv");
    let scenario = inner.0.join("scenario.ron");
    let replace = |by: &dyn Fn()| {
        std::fs::remove_file(&table).or_else(|_| std::fs::remove_dir(&table)).unwrap();
        by();
    };

    replace(&|| symlink(outside.0.join("venues.csv"), &table).unwrap());
    let fault = only(&scenario);
    assert_eq!((fault.code, fault.place.line), (Code::PathRefused, 9));
    assert!(fault.what.contains("is a link to a place outside"), "{fault}");

    replace(&|| symlink("/dev/zero", &table).unwrap());
    assert_eq!(only(&scenario).code, Code::PathRefused);

    replace(&|| symlink("venues.csv", &table).unwrap());
    assert_eq!(only(&scenario).code, Code::FileUnreadable);

    replace(&|| std::fs::create_dir(&table).unwrap());
    assert!(only(&scenario).what.contains("it is a folder"));

    replace(&|| {
        let made = std::process::Command::new("mkfifo").arg(&table).status().unwrap();
        assert!(made.success());
    });
    assert!(only(&scenario).what.contains("it is not a plain file"));

    // A link that stays inside is as good as a file.
    std::fs::write(inner.0.join("real.csv"), &base()["venues.csv"]).unwrap();
    replace(&|| symlink("real.csv", &table).unwrap());
    assert!(load(&scenario).unwrap().warnings.is_empty());

    // So is a folder reached through one.
    symlink(&outside.0, inner.0.join("elsewhere")).unwrap();
    inner.write(&changed("areas: \"areas.csv\"", "areas: \"elsewhere/areas.csv\""));
    assert_eq!(only(&scenario).code, Code::PathRefused);
}

/// Files near the limit: deep, wide, long lines, many faults. Measured at 0.1 to 0.8 s of work in a
/// release build.
#[test]
fn large_files_are_answered_in_time() {
    let limit = 2 * PATIENCE;
    let try_one = |name: &str, text: String| {
        let mut files = base();
        files.insert("scenario.ron".to_owned(), text.into_bytes());
        let begin = Stopwatch::start();
        let outcome = load_memory(&files, "scenario.ron");
        let time = begin.elapsed();
        println!("{name} took {time:?}");
        assert!(time < limit, "{name} took {time:?}");
        outcome.unwrap_err()
    };
    let good = String::from_utf8(base()["scenario.ron"].clone()).unwrap();

    let numbers = "1,".repeat(48_000);
    try_one("one line of numbers", format!("Scenario(notes: [{numbers}])"));
    try_one("numbers in the depth", format!("Scenario(notes: {}{numbers}{})", "[".repeat(14), "]".repeat(14)));
    let mut entries = String::new();
    for at in 0..24_000 {
        write!(entries, "\"fund {at}\": GeneralFund,").unwrap();
    }
    try_one("a wide map", good.replace("\"grant\": RingFenced,", &entries));
    let same = "\"x\": RingFenced,".repeat(24_000);
    let faults = try_one("the same name", good.replace("\"grant\": RingFenced,", &same));
    assert!(faults.len() <= 10_001, "{}", faults.len());
    let mut unknown = String::new();
    for at in 0..24_000 {
        write!(unknown, "setting_{at}: 1,").unwrap();
    }
    try_one("unknown settings", good.replace("schema: 1,", &format!("schema: 1,{unknown}")));
    try_one("a long text", good.replace("Two centres", &"é".repeat(4_900_000)));
    try_one("a long name", good.replace("schema: 1,", &format!("schema: 1, {}: 1,", "x".repeat(9_000_000))));
    try_one("a long number", good.replace("visits: 10", &format!("visits: {}", "9".repeat(9_000_000))));
    try_one("a long comment", format!("/*{}", "/*".repeat(4_900_000)));
    try_one("many comments", format!("Scenario({}", "/* */".repeat(1_900_000)));
    let mut assumptions = String::new();
    for at in 0..12_000 {
        write!(assumptions, "(of: \"funds/f{at}\"),").unwrap();
    }
    let wide = good
        .replace("\"grant\": RingFenced,", &entries)
        .replace("assumptions: [", &format!("assumptions: [{assumptions}"));
    try_one("assumptions about nothing", wide);
}

#[test]
fn large_tables_are_answered_in_time() {
    let limit = 2 * PATIENCE;
    let mut areas = String::from("id,name,district,easting,northing,deprivation,need,under_5\n");
    for at in 0..60_000 {
        writeln!(areas, "a{at},Area,D{},400000,300000,5,1,100", at % 2_000).unwrap();
    }
    let try_one = |name: &str, file: &str, text: String| {
        let mut files = base();
        files.insert("areas.csv".to_owned(), areas.clone().into_bytes());
        files.insert(file.to_owned(), text.into_bytes());
        let begin = Stopwatch::start();
        let outcome = load_memory(&files, "scenario.ron");
        let time = begin.elapsed();
        println!("{name} took {time:?}");
        assert!(time < limit, "{name} took {time:?}");
        outcome.unwrap_err()
    };
    let mut sites = String::from("id,district,easting,northing,baseline\n");
    for at in 0..60_000 {
        writeln!(sites, "s{at},Dx{at},400000,300000,hub").unwrap();
    }
    let faults = try_one("unknown districts", "sites.csv", sites);
    assert!(faults.len() <= 10_001, "{}", faults.len());
    try_one("rows too long", "areas.csv", format!("id,name\n{}", "a,b,c\n".repeat(200_000)));
    try_one("many columns", "areas.csv", (0..900).map(|at| format!("c{at}")).collect::<Vec<_>>().join(","));
    try_one("one quote", "areas.csv", format!("id,name\n\"{}", "a,b\n".repeat(200_000)));
    try_one("blank lines", "areas.csv", format!("id,name\n{}", "\n".repeat(2_000_000)));
}
