//! Money as people write it, to the penny.

use crate::support::{Random, changed, load_memory};
use doorstep_scenario::{Code, Pence, RuleKind};
use std::fmt::Write as _;

/// The amount a scenario reads, or the code of the only fault.
fn read(written: &str) -> Result<i64, Code> {
    let files = changed("amount: \"£80,000\"", &format!("amount: {written}"));
    match load_memory(&files, "scenario.ron") {
        Ok(loaded) => Ok(loaded.scenario.targets[0].amount.0),
        Err(faults) => {
            assert_eq!(faults.len(), 1, "{written}: {faults:?}");
            Err(faults[0].code)
        }
    }
}

#[test]
fn amounts_are_read_as_written() {
    for (written, pence) in [
        ("1", 100),
        ("62000", 6_200_000),
        ("62_000", 6_200_000),
        ("\"62000\"", 6_200_000),
        ("\"£62,000\"", 6_200_000),
        ("\"£62_000\"", 6_200_000),
        ("\" £ 62,000 \"", 6_200_000),
        ("\"£85.50\"", 8_550),
        ("\"£85.5\"", 8_550),
        ("\"85.05\"", 8_505),
        ("\"£0.01\"", 1),
        ("\"£1.25m\"", 125_000_000),
        ("\"£1.25 M\"", 125_000_000),
        ("\"£16m\"", 1_600_000_000),
        ("\"£120k\"", 12_000_000),
        ("\"£0.12345k\"", 12_345),
        ("\"£0.00000001m\"", 1),
        ("\"£1.2300\"", 123),
        ("\"£1,234,567.89\"", 123_456_789),
        ("\"£1,000k\"", 100_000_000),
        ("\"£00012\"", 1_200),
        ("\"£10000m\"", Pence::MOST.0),
    ] {
        assert_eq!(read(written), Ok(pence), "{written}");
    }
    // Sixty thousand to some, sixty to others: asked back.
    assert!(read("\"£60.000\"").is_err());
}

#[test]
fn what_is_no_amount_is_refused() {
    for written in [
        "12.50",
        "-1",
        "1e3",
        "0x10",
        "+5",
        "\"\"",
        "\"£\"",
        "\"£.50\"",
        "\"£5.\"",
        "\"£1.2.3\"",
        "\"£1,2\"",
        "\"£1,2345\"",
        "\"£,123\"",
        "\"£1,,234\"",
        "\"£1.005\"",
        "\"£0.123456k\"",
        "\"£-5\"",
        "\"-£5\"",
        "\"(£5)\"",
        "\"−5\"",
        "\"$5\"",
        "\"€5\"",
        "\"5 pounds\"",
        "\"£5/h\"",
        "\"£1bn\"",
        "\"£1mk\"",
        "\"£m\"",
        "\"££5\"",
        "\"£１２\"",
        "\"£1 000\"",
        "\"£1e3\"",
        "\"NaN\"",
        "\"inf\"",
        "\"£99999999999999999999\"",
        "\"£5p\"",
        "\"£1,5\"",
    ] {
        assert_eq!(read(written), Err(Code::BadMoney), "{written}");
    }
    for written in ["\"£0\"", "0", "\"£10,000,000,000.01\"", "\"£10001m\"", "10000000001"] {
        assert_eq!(read(written), Err(Code::OutOfRange), "{written}");
    }
}

/// Any amount, printed and read again, is the same to the penny; so are its other spellings. Read as
/// the fixed spending of many lines at once.
#[test]
fn every_penny_survives_being_written() {
    let mut random = Random(7);
    let mut lines = String::new();
    let mut expected = Vec::new();
    for round in 0..1_500_u32 {
        let most = 10_u64.pow(round % 13).min(Pence::MOST.0.unsigned_abs());
        let pence = i64::try_from(random.next() % most + 1).unwrap();
        for written in [
            Pence(pence).to_string(),
            format!("£{}.{:02}", pence / 100, pence % 100),
            format!("£{}.{:08}m", pence / 100_000_000, pence % 100_000_000),
            format!("{}.{:05}k", pence / 100_000, pence % 100_000),
        ] {
            let id = format!("line-{:05}", expected.len());
            writeln!(lines, "\"{id}\": (fund: \"general\", touchable: true, cashable: true, fixed: \"{written}\"),")
                .unwrap();
            expected.push((id, pence, written));
        }
    }
    let loaded = load_memory(&changed("    lines: {\n", &format!("    lines: {{\n{lines}")), "scenario.ron").unwrap();
    for (line, (id, pence, written)) in loaded.scenario.lines.iter().zip(&expected) {
        assert_eq!((&line.id, line.fixed.0), (id, *pence), "{written}");
    }
}

/// Shares have one value, however they are written.
#[test]
fn percentages_and_shares_are_the_same_numbers() {
    let mut rules = String::new();
    let rule = "ReachShare(service: \"play\", modes: [\"centre\"], of: People, per: District, at_least:";
    for thousandths in 0..=1000_u32 {
        let share = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
        let percent = format!("{}.{}%", thousandths / 10, thousandths % 10);
        writeln!(rules, "\"a {share}\": {rule} {share}), \"b {share}\": {rule} \"{percent}\"),").unwrap();
    }
    let loaded = load_memory(&changed("    rules: {\n", &format!("    rules: {{\n{rules}")), "scenario.ron").unwrap();
    let mut seen = 0;
    for rule in &loaded.scenario.rules {
        if let (Some((_, share)), RuleKind::ReachShare { at_least, .. }) = (rule.id.split_once(' '), &rule.kind) {
            assert_eq!(at_least.value().to_bits(), share.parse::<f64>().unwrap().to_bits(), "{}", rule.id);
            seen += 1;
        }
    }
    assert_eq!(seen, 2002);
}
