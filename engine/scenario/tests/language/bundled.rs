//! Every scenario that comes with Doorstep loads.

use crate::support::{PATIENCE, Stopwatch, root};
use doorstep_scenario::{Code, load};
use std::path::{Path, PathBuf};

fn scenarios(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            scenarios(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "ron") {
            found.push(path);
        }
    }
}

#[test]
fn bundled_scenarios_load() {
    let mut found = Vec::new();
    scenarios(&root().join("scenarios"), &mut found);
    assert!(found.len() >= 2, "{found:?}");
    for path in found {
        let begin = Stopwatch::start();
        let loaded = load(&path).unwrap_or_else(|faults| {
            let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
            panic!("{}:\n{}", path.display(), faults.join("\n"))
        });
        assert!(begin.elapsed() < 2 * PATIENCE, "{} took {:?}", path.display(), begin.elapsed());
        assert!(loaded.warnings.iter().filter(|fault| fault.code == Code::AssumptionUnsourced).count() <= 1);
        for warning in &loaded.warnings {
            println!("{warning}");
        }
        assert!(loaded.warnings.len() <= 3, "{}: {:?}", path.display(), loaded.warnings);
    }
}
