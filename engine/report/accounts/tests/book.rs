//! Drawn programmes as workbooks: whatever follows in them by its structure comes to the accounts' own figures, for a
//! formula that does not is a fault.

use super::super::{costing as tables, files};
use super::drawn;
use crate::accounts::{accounts, costing};
use doorstep_scenario::{Archive, load_archive_text};

fn archive(seed: u64) -> Archive {
    let (s, states) = drawn(seed);
    let mut all = files(&s, &accounts(&s, &states)).unwrap();
    all.extend(tables(&s, &costing(&s, &states, None)).unwrap());
    let mut texts = vec![("run/manifest.json".to_owned(), "{\"manifest\": 1, \"scenario\": \"Drawn\"}".to_owned())];
    texts.extend(all.iter().map(|(name, bytes)| (format!("run/{name}"), String::from_utf8(bytes.clone()).unwrap())));
    let texts: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    load_archive_text("run", &texts).unwrap()
}

#[test]
fn every_formula_of_drawn_programmes_comes_to_the_figure_of_the_accounts() {
    let refused = (0..400).filter_map(|seed| {
        let found = doorstep_workbook::workbook(&archive(seed));
        assert!(found.as_ref().is_ok_and(|bytes| bytes.starts_with(b"PK")) || found.is_err());
        found.err().and_then(|faults| faults.into_iter().next()).map(|fault| format!("seed {seed}: {fault}"))
    });
    assert_eq!(refused.collect::<Vec<_>>(), Vec::<String>::new());
}
