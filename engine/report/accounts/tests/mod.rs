//! What is written down, read back.

mod book;

use super::{files, lines, picture};
use crate::accounts::tests::drawn::drawn;
use crate::accounts::tests::town::{one_closed, programme, target, terms, town};
use crate::accounts::{Accounts, ReachPath, accounts, accounts_with};
use doorstep_scenario::{
    Basis, Evidence, LineIx, OneOff, OneOffKind, Pence, Place, Prevention, Role, Scenario, ServiceIx, Share, StaffNeed,
    Studied,
};
use std::collections::BTreeMap;

/// A table as written: its head, and its rows.
struct Read {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Read {
    fn of(name: &str, bytes: &[u8]) -> Read {
        let mut reader = csv::Reader::from_reader(bytes);
        let words = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
        let head = words(reader.headers().unwrap());
        let rows = reader.records().map(|record| words(&record.unwrap_or_else(|fault| panic!("{name}: {fault}"))));
        Read { head, rows: rows.collect() }
    }

    fn column(&self, name: &str) -> usize {
        self.head.iter().position(|head| head == name).unwrap_or_else(|| panic!("no column {name}"))
    }

    /// Pence, from pounds with two decimals.
    fn pence(&self, row: &[String], name: &str) -> i64 {
        let written = &row[self.column(name)];
        let (whole, decimals) = written.split_once('.').unwrap_or_else(|| panic!("no pence in {written}"));
        assert_eq!(decimals.len(), 2, "{written}");
        format!("{whole}{decimals}").parse().unwrap()
    }

    /// Every block of rows ends in a row of totals, which are what stands above, as displayed.
    fn totals_are_sums(&self, name: &str, marked: &str) {
        let mark = self.column(marked);
        let money: Vec<&String> = self.head.iter().filter(|head| head.ends_with("_gbp")).collect();
        let mut sums = vec![0; money.len()];
        let mut totals = 0;
        for row in &self.rows {
            let total = row[mark] == "total";
            for (sum, column) in sums.iter_mut().zip(&money) {
                let amount = self.pence(row, column);
                if total {
                    assert_eq!(amount, *sum, "{name}: {column}");
                    *sum = 0;
                } else {
                    *sum += amount;
                }
            }
            totals += usize::from(total);
        }
        assert!(totals > 0, "{name} has no totals");
    }
}

fn read(s: &Scenario, a: &Accounts) -> BTreeMap<&'static str, Read> {
    let all = files(s, a).unwrap();
    all.iter()
        .filter(|(name, _)| *name != "waterfall.svg")
        .map(|(name, bytes)| (*name, Read::of(name, bytes)))
        .collect()
}

#[test]
fn displayed_parts_are_the_displayed_totals_in_every_table() {
    for seed in 0..500 {
        let (s, states) = drawn(seed);
        let found = accounts(&s, &states);
        let tables = read(&s, &found);
        for (name, mark) in
            [("years.csv", "line"), ("lines.csv", "line"), ("funds.csv", "line"), ("savings.csv", "line")]
        {
            tables[name].totals_are_sums(name, mark);
        }
        for (name, mark) in
            [("section_251.csv", "section_251"), ("cost_centres.csv", "cost_centre"), ("virements.csv", "objective")]
        {
            if let Some(table) = tables.get(name) {
                table.totals_are_sums(name, mark);
            }
        }
        let years = &tables["years.csv"];
        for row in &years.rows {
            let parts = ["opening", "full_year_effects", "inflation", "pressures", "staff", "moves", "measures"];
            let sum: i64 = parts.iter().map(|part| years.pence(row, &format!("{part}_gbp"))).sum();
            assert_eq!(sum, years.pence(row, "closing_gbp"), "seed {seed}");
            assert_eq!(years.pence(row, "difference_gbp"), 0, "seed {seed}");
        }
        let balances = &tables["fund_balances.csv"];
        for row in &balances.rows {
            let of = |column: &str| balances.pence(row, column);
            let out = of("spent_gbp") + of("carried_gbp") + of("returned_gbp");
            assert_eq!(out, of("budget_gbp") + of("brought_gbp"), "seed {seed}");
        }
        let value = &tables["value.csv"];
        value.totals_are_sums("value.csv", "year");
    }
}

#[test]
fn the_picture_and_its_table_say_the_same() {
    for seed in 0..200 {
        let (s, states) = drawn(seed);
        let found = accounts(&s, &states);
        let table = &read(&s, &found)["waterfall.csv"];
        let shown = picture(&s, &found);
        let mut now = 0;
        for (row, step) in table.rows.iter().zip(&found.waterfall) {
            let (amount, from, to) =
                (table.pence(row, "amount_gbp"), table.pence(row, "from_gbp"), table.pence(row, "to_gbp"));
            assert_eq!(amount, step.amount.0, "seed {seed}");
            assert_eq!((from + amount, from), (to, if step.level { 0 } else { now }), "seed {seed}");
            now = to;
            assert!(shown.contains(&format!("{}</text>", step.amount)), "seed {seed}: {}", step.name);
        }
        assert_eq!(table.rows.len(), found.waterfall.len());
        // A step of nothing has no bar.
        let drawn = found.waterfall.iter().filter(|step| step.level || step.amount.0 != 0).count();
        assert_eq!(shown.matches("class=\"bar").count(), drawn, "seed {seed}");
        resvg::usvg::Tree::from_str(&shown, &resvg::usvg::Options::default()).unwrap();
        assert!(shown.contains("<title") && shown.contains("<desc") && !shown.contains("NaN"), "seed {seed}");
    }
}

#[test]
fn a_partner_is_told_what_it_pays_and_what_that_changes() {
    let mut s = town(2);
    // £300,000 of services, of which health pays £250,000 and then nothing: the General Fund pays the rest.
    terms(&mut s, &[250_000, 0]).partner = Some("health".to_owned());
    let found = accounts(&s, &[]);
    let tables = read(&s, &found);
    let told = |name: &str, of: &str| -> Vec<Vec<i64>> {
        let table = &tables[name];
        let rows = table.rows.iter().filter(|row| row[1] == of);
        let amounts = ["base_gbp", "in_year_gbp", "change_from_base_gbp"];
        rows.map(|row| amounts.iter().map(|column| table.pence(row, column) / 100).collect()).collect()
    };
    assert_eq!(told("partners.csv", "health"), [[300_000, 250_000, -50_000], [300_000, 0, -300_000]]);
    let general = &tables["funds.csv"];
    let rows: Vec<i64> = general
        .rows
        .iter()
        .filter(|row| row[1] == "general" && row[2] == "services")
        .map(|row| general.pence(row, "in_year_gbp") / 100)
        .collect();
    assert_eq!(rows, [50_000, 300_000]);
}

#[test]
fn names_that_a_spreadsheet_would_run_or_a_picture_would_read_are_only_words() {
    let mut s = town(1);
    s.lines[0].id = "=1+1".to_owned();
    s.name = "<script>".to_owned();
    let found = accounts(&s, &[one_closed(&s)]);
    let tables = files(&s, &found).unwrap();
    let text = |wanted: &str| {
        let (_, bytes) = tables.iter().find(|(name, _)| *name == wanted).unwrap();
        String::from_utf8(bytes.clone()).unwrap()
    };
    assert!(text("years.csv").contains(",'=1+1,"));
    assert!(!text("waterfall.svg").contains("<script>"));
}

#[test]
fn one_offs_are_listed_with_what_pays_them() {
    for seed in 0..300 {
        let (s, states) = drawn(seed);
        let found = accounts(&s, &states);
        let table = &read(&s, &found)["one_offs.csv"];
        let part = |row: &[String]| row[table.column("part")].clone();
        for year in s.years() {
            let rows: Vec<_> = table.rows.iter().filter(|row| row[0] == year.to_string()).collect();
            let total = rows.iter().find(|row| row[table.column("id")] == "total").unwrap();
            let planned = table.pence(total, "planned_gbp");
            let used: i64 =
                rows.iter().filter(|row| part(row) == "source").map(|row| table.pence(row, "used_gbp")).sum();
            let missing = rows.iter().find(|row| part(row) == "unfinanced").unwrap();
            assert_eq!(used + table.pence(missing, "planned_gbp"), planned, "seed {seed}");
        }
        assert_eq!(part(table.rows.last().unwrap()), "payback");
    }
}

#[test]
fn the_screen_tells_years_targets_and_payback() {
    let mut s = town(2);
    programme(&mut s).moves.months = vec![6, 12];
    let moving = OneOffKind::Moving {
        from: vec![doorstep_scenario::LevelIx(1)],
        to: vec![doorstep_scenario::LevelIx(0)],
        amount: crate::accounts::tests::town::gbp(75_000),
    };
    programme(&mut s).one_offs =
        vec![OneOff { id: "m".to_owned(), name: "m".to_owned(), kind: moving, range: (1.0, 1.0), source: None }];
    s.targets = vec![target(200_000, 2027, Basis::AnnualLevel)];
    let said = lines(&s, &accounts(&s, &[one_closed(&s)])).join("\n");
    for words in [
        "2026-27",
        "do nothing",
        "cost reduction, the year itself",
        "£70,000",
        "£140,000",
        "AnnualLevel-2027 (2027-28): £120,000 of £200,000, £20,000 of income lost taken off, missed by £80,000",
        "One-offs paid back: month 14 from 1 April of the first year (year 2, month 2).",
        "2026-27: nothing pays £75,000 of £75,000 of one-off costs",
    ] {
        assert!(said.contains(words), "{words} is not in\n{said}");
    }
    println!("{said}");
}

/// A town of three years whose 3,020 cases at 18 need 168 posts, where 3,000 would need 167.
fn with_prevention(used: bool) -> (Scenario, ReachPath) {
    let mut s = town(3);
    let p = programme(&mut s);
    let need = StaffNeed::Cases { cases: vec![3000.0; 3], cap: vec![18.0; 3] };
    let (line, pay) = (LineIx(0), Pence(5_000_000));
    p.roles = vec![Role {
        id: "workers".to_owned(),
        name: "Workers".to_owned(),
        today: 167.0,
        need,
        pay: Some((line, pay)),
        whole: true,
        turnover: Share::ZERO,
        hires: None,
    }];
    let finding = |id: &str, superseded_by: Option<usize>| Evidence {
        id: id.to_owned(),
        effect: "=Fewer cases".to_owned(),
        population: "Two towns".to_owned(),
        date: "2021-08".to_owned(),
        of: Studied::Opening,
        low: -0.1,
        central: 0.02,
        high: 0.05,
        unit: "cases a child".to_owned(),
        source: "Made up".to_owned(),
        superseded_by,
    };
    p.evidence = vec![finding("newer", None), finding("older", Some(0))];
    p.prevention = vec![Prevention {
        id: "early".to_owned(),
        service: ServiceIx(0),
        role: 0,
        lag: 1,
        effect: 0.02,
        range: (0.0, 0.05),
        max_effect: Share::ALL,
        evidence: Some(1),
        used,
        place: Place::file("by hand"),
    }];
    (s, ReachPath { baseline: vec![2000.0], years: vec![vec![1000.0]; 3] })
}

#[test]
fn what_is_counted_of_prevention_is_said_with_what_it_rests_on() {
    let (s, reach) = with_prevention(true);
    let said = lines(&s, &accounts_with(&s, &[one_closed(&s)], Some(&reach))).join("\n");
    let line = "Prevention is counted: early, 0.02 fewer cases (0 to 0.05) of Workers for each person more that k0 reaches, \
                1 year later: 20.0 cases more in the end year, before max_effect. It rests on older (=Fewer cases; Two \
                towns; 2021-08, of opening, superseded by newer; Made up).\n  In 2028-29 posts cost £50,000 more by it. \
                Less is avoidance, no cost reduction; more is taken off every target.";
    assert!(said.contains(line), "{said}");
    // Without reach it is named all the same; unused it is not.
    assert!(
        lines(&s, &accounts(&s, &[])).join("\n").contains("1 year later: not counted, for reach is not known here.")
    );
    let (s, reach) = with_prevention(false);
    assert!(!lines(&s, &accounts_with(&s, &[], Some(&reach))).join("\n").contains("Prevention"));
}

#[test]
fn the_register_lists_every_finding_and_the_break_even_of_every_effect() {
    for used in [false, true] {
        let (s, reach) = with_prevention(used);
        let found = read(&s, &accounts_with(&s, &[one_closed(&s)], Some(&reach)));
        let table = &found["evidence.csv"];
        let cells = |name: &str| table.rows.iter().map(|row| row[table.column(name)].as_str()).collect::<Vec<_>>();
        assert_eq!(cells("id"), ["newer", "older", "early"]);
        assert_eq!(cells("used"), ["no", if used { "yes" } else { "no" }, if used { "yes" } else { "no" }]);
        assert_eq!(cells("superseded_by"), ["", "newer", ""]);
        // Made safe for spreadsheets.
        assert_eq!(cells("effect")[0], "'=Fewer cases");
        // £40,000 ÷ (1,000 people · £50,000 ÷ 18).
        assert_eq!(cells("end_year_reach_change"), ["", "", "-1000.0"]);
        assert_eq!(cells("end_year_cost_change_gbp"), ["", "", "-40000.00"]);
        assert_eq!(cells("pay_per_case_gbp"), ["", "", "2777.78"]);
        assert_eq!(cells("break_even_fewer_cases_per_person"), ["", "", "0.014400"]);
        assert!(cells("note")[2].starts_with("break-even is arithmetic, not evidence"));
    }
    assert!(!read(&town(1), &accounts(&town(1), &[])).contains_key("evidence.csv"));
}
