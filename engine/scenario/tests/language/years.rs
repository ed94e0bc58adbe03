//! A sound programme, read: years, dates, prices, people and targets, each against figures worked by hand.

use crate::programme::{said, with};
use crate::support::{Folder, load_memory, programme, read_folder, root};
use doorstep_scenario::{
    Against, Basis, FinancialYear, Measured, OneOffKind, Pence, Programme, Scenario, SourceKind, StaffNeed,
};

fn scenario(files: &Folder) -> Scenario {
    load_memory(files, "scenario.ron").unwrap_or_else(|faults| panic!("{faults:?}")).scenario
}

fn read(files: &Folder) -> Programme {
    scenario(files).programme.unwrap()
}

fn changed(find: &str, by: &str) -> Programme {
    read(&with("scenario.ron", find, by))
}

/// The programme with other moves.
fn moving(effect: &str, timetable: &str) -> Folder {
    let files = with(
        "scenario.ron",
        "{\"2026-27\": \"1 October\", \"2027-28\": \"1 April\", \"2028-29\": \"1 April\"}",
        effect,
    );
    let text = String::from_utf8(files["scenario.ron"].clone()).unwrap();
    let found = "(starts: \"2026-02-02\", consultation: 10, decision: 8, notice: 12)";
    assert_eq!(text.matches(found).count(), 1);
    let mut files = files;
    files.insert("scenario.ron".to_owned(), text.replace(found, timetable).into_bytes());
    files
}

#[test]
fn a_sound_programme_loads_without_a_warning_and_is_read_as_written() {
    assert_eq!(said(&programme()), Vec::<String>::new());
    let scenario = scenario(&programme());
    assert_eq!(scenario.years().collect::<Vec<_>>(), [2026, 2027, 2028].map(FinancialYear));
    let programme = scenario.programme.unwrap();
    assert_eq!(programme.moves.months, [6, 12, 12]);
    assert_eq!(programme.category_of, [1, 1, 1, 0, 0, 0]);
    assert_eq!(programme.pressures[1].amounts, [Pence(0), Pence(-20_000), Pence(-20_000)]);
    assert_eq!(
        programme.measures.iter().map(|measure| measure.amounts[2].0).collect::<Vec<_>>(),
        [30_000, 40_000, 10_000, 50_000]
    );
    assert!(
        matches!(programme.sources[0].kind, SourceKind::Allowance { ref amounts } if *amounts == [Pence(2_000_000); 3])
    );
    assert!(
        matches!(programme.one_offs[0].kind, OneOffKind::Clawback { ref grants, .. } if grants[0].2 == FinancialYear(2006))
    );
    assert!(matches!(programme.roles[1].need, StaffNeed::Cases { ref cases, .. } if *cases == [360.0, 370.0, 380.0]));
    // Income is below nothing, wherever it stands; the fund has nothing once it has ended.
    let fees = scenario.lines.iter().find(|line| line.id == "fees").unwrap();
    assert_eq!((fees.fixed, fees.income), (Pence(-200_000), true));
    let terms = scenario.funds[1].terms.as_ref().unwrap();
    assert_eq!(terms.budget, [Pence(3_000_000), Pence(3_000_000), Pence(0)]);
}

#[test]
fn one_value_holds_in_every_year_and_is_the_same_as_each_written() {
    let each = "hires: {\"2026-27\": 6, \"2027/28\": 6, \"2028-29\": 6}";
    assert_eq!(changed("hires: 6", each).roles, read(&programme()).roles);
}

#[test]
fn months_left_are_counted_from_the_first_of_a_month_to_the_end_of_march() {
    for (day, left) in [("1 April", 12), ("1 October", 6), ("1 january", 3), ("1 March", 1)] {
        let found =
            read(&moving(&format!("\"{day}\""), "(starts: \"2026-02-02\", consultation: 0, decision: 0, notice: 0)"));
        assert_eq!(found.moves.months, [left; 3], "{day}");
    }
}

/// 7 November 2016 + 10 + 8 + 12 weeks is Monday, 5 June 2017: the first of a month after it is 1 July.
#[test]
fn the_first_lawful_move_is_the_first_of_a_month_after_consultation_decision_and_notice() {
    let read = |effect: &str, starts: &str, weeks: &str| {
        let timetable = read(&moving(effect, &format!("(starts: \"{starts}\", {weeks})"))).moves.timetable.unwrap();
        (timetable.first_move, timetable.allowed)
    };
    let thirty = "consultation: 10, decision: 8, notice: 12";
    assert_eq!(read("\"1 April\"", "2016-11-07", thirty), ((2017, 7), vec![true; 3]));
    // Ten years on, 7 November 2026 + 210 days is 5 June 2027: not in time for April 2026 and 2027.
    assert_eq!(read("\"1 April\"", "2026-11-07", thirty), ((2027, 7), vec![false, false, true]));
    // By 1 July 2027 it is just in time, by 1 June it is not; January 2027 is in the year before.
    assert_eq!(read("\"1 July\"", "2026-11-07", thirty).1, [false, true, true]);
    assert_eq!(read("\"1 June\"", "2026-11-07", thirty).1, [false, false, true]);
    assert_eq!(read("\"1 January\"", "2026-11-07", thirty).1, [false, true, true]);
    // What ends on the 1st leaves that day: 3 March 2026 + 210 days is 29 September; 5 March, 1 October.
    assert_eq!(read("\"1 October\"", "2026-03-03", thirty), ((2026, 10), vec![true; 3]));
    assert_eq!(read("\"1 October\"", "2026-03-05", thirty), ((2026, 10), vec![true; 3]));
    assert_eq!(read("\"1 October\"", "2026-03-06", thirty), ((2026, 11), vec![false, true, true]));
    // Over the turn of the year.
    assert_eq!(read("\"1 April\"", "2026-12-02", "consultation: 0, decision: 0, notice: 0").0, (2027, 1));
}

/// 1.03 · 1.02 = 1.0506; 1.0506 · 1.02 = 1.071612. The pound of 2 % a year: 1.02, 1.0404, 1.061208.
#[test]
fn indexes_are_rounded_once_a_year_to_a_billionth() {
    let found = read(&programme()).inflation;
    assert_eq!(found[0].index, [1_030_000_000, 1_050_600_000, 1_071_612_000]);
    assert_eq!(found[1].index, [1_020_000_000, 1_040_400_000, 1_061_208_000]);
    assert_eq!(found[0].rates, [30_000, 20_000, 20_000]);
    // 1.033333² = 1.067777088889, and the next nine digits are rounded: 1.067777089.
    let third = changed("rates: \"2%\"", "rates: \"3.3333%\"").inflation;
    assert_eq!(third[1].index[1], 1_067_777_089);
    let falling = changed("rates: \"2%\"", "rates: \"-0.5%\"").inflation;
    assert_eq!(falling[1].index, [995_000_000, 990_025_000, 985_074_875]);
}

/// Three years at 100 % are eightfold, which can be; a hundred and ten are told, and nothing overflows.
#[test]
fn prices_that_leave_every_bound_are_told() {
    assert_eq!(changed("rates: \"2%\"", "rates: 1").inflation[1].index[2], 8_000_000_000);
    let long = |end: &str| {
        let files = with("scenario.ron", "end: \"2028-29\"", &format!("end: \"{end}\""));
        let text = String::from_utf8(files["scenario.ron"].clone()).unwrap().replace("rates: \"2%\"", "rates: 1");
        let mut files = files;
        files.insert("scenario.ron".to_owned(), text.into_bytes());
        said(&files).into_iter().filter(|fault| fault.contains("DS107")).collect::<Vec<_>>()
    };
    assert_eq!(long("2034-35").len(), 0);
    assert_eq!(
        long("2099-00"),
        ["scenario.ron:83:31: error DS107: by 2035-36 a pound has become more than £1,000. Rates are of each year \
          on the year before: 0.02 or \"2%\""]
    );
}

#[test]
fn amounts_too_large_to_be_added_up_in_a_year_of_the_programme_are_told() {
    let files = with("scenario.ron", "hires: 6", "hires: 1000000");
    let text = String::from_utf8(files["scenario.ron"].clone()).unwrap();
    let text = text.replace("pay: \"£50,000\"", "pay: \"£10,000,000,000\"").replace("cap: 18", "cap: 0.1");
    let mut files = files;
    files.insert("scenario.ron".to_owned(), text.into_bytes());
    assert!(said(&files)[1].contains("more than £10,000,000,000,000 in a year of the programme"), "{:?}", said(&files));
}

/// £1m, £5m, £5m, £5m: as increments £16m a year by the fourth year, as levels £5m.
#[test]
fn one_five_five_five_is_sixteen_or_five() {
    let asked = |basis: &str| {
        let files = with("scenario.ron", "end: \"2028-29\"", "end: \"2029-30\"");
        let text = String::from_utf8(files["scenario.ron"].clone()).unwrap();
        let (before, rest) = text.split_once("    targets: {\n").unwrap();
        let after = rest.split_once("    programme: (\n").unwrap().1.split_once("    rules: {\n").unwrap().1;
        let each = [("2026-27", 1), ("2027-28", 5), ("2028-29", 5), ("2029-30", 5)].map(|(year, amount)| {
            format!(
                "\"{year}\": Savings(amount: \"£{amount}m\", by: \"{year}\", basis: {basis}, measured: RunRate, \
                 against: Base, counting: [CostReduction]),\n"
            )
        });
        let text = format!("{before}targets: {{\n{}}},\nprogramme: (),\nrules: {{\n{after}", each.concat());
        let text = text.replace(", ledger: \"ledger.csv\", people: \"people.csv\"", "");
        // £16m is more than all that may be touched (£6m), and £5m is not.
        let text = text.replace(
            "\"premises\": (fund: \"general\", touchable: true, cashable: true, fixed: \"£1,200\")",
            "\"premises\": (fund: \"general\", touchable: true, cashable: true, fixed: \"£6m\")",
        );
        let mut files = files;
        files.insert("scenario.ron".to_owned(), text.into_bytes());
        files
    };
    let levels = scenario(&asked("AnnualLevel")).targets;
    assert_eq!(levels.iter().map(|target| target.amount.0 / 100_000_000).collect::<Vec<_>>(), [1, 5, 5, 5]);
    assert!(levels.iter().all(|target| target.basis == Basis::AnnualLevel));
    assert!(levels.iter().all(|target| (target.measured, target.against) == (Measured::RunRate, Against::Base)));
    let refused = said(&asked("Increment"));
    assert_eq!(refused.len(), 2, "{refused:?}");
    assert!(refused[0].contains("target \"2028-29\" comes to £11,000,000 with all increments before it by 2028-29"));
    assert!(refused[1].contains("target \"2029-30\" comes to £16,000,000 with all increments before it by 2029-30"));
    assert!(
        refused.iter().all(|fault| fault.contains("DS304") && fault.contains("comes to £6,161,000. ")),
        "{refused:?}"
    );
}

#[test]
fn two_targets_by_one_year_on_one_basis_may_stand() {
    let files = with("scenario.ron", "amount: \"£40,000\", by: \"2027-28\"", "amount: \"£40,000\", by: \"2026-27\"");
    assert_eq!(said(&files), Vec::<String>::new());
}

/// Cash of three years may come to more than one year costs, and not to more than three do.
#[test]
fn cash_of_several_years_is_held_against_several_years() {
    let cash = |amount: &str| {
        let find = "amount: \"£40,000\", by: \"2027-28\", basis: Increment";
        said(&with("scenario.ron", find, &format!("amount: \"{amount}\", by: \"2027-28\", basis: CumulativeCash")))
    };
    assert_eq!(cash("£2m"), Vec::<String>::new());
    let refused = cash("£3m");
    assert!(refused[0].contains("DS304") && refused[0].contains("in all years together by 2027-28"), "{refused:?}");
}

/// The table of ages moved on by hand: births 1.1 × today's youngest; 0.5 of each age grow up, and of those
/// who are one there are 10 % more by moving.
#[test]
fn people_projected_from_a_table_are_those_worked_by_hand() {
    let mut files = with("scenario.ron", ", people: \"people.csv\"", ", ages: \"ages.csv\"");
    let text = String::from_utf8(files["scenario.ron"].clone()).unwrap();
    let people = "programme: (\n        people: (ages: {\"under-5\": (from: 0, to: 1)}, survival: [0.5, 0.5], \
                  migration: [0, 0.1], births: {\"2026-27\": 1.1, \"2027-28\": 1, \"2028-29\": 0}),";
    files.insert("scenario.ron".to_owned(), text.replace("programme: (", people).into_bytes());
    files.insert("ages.csv".to_owned(), b"area,0,1\nsouth,50,50\nmiddle,40,0\nnorth,0,0\n".to_vec());
    let found = read(&files).people.unwrap();
    // Areas by id: middle, north, south; today 100, 200 and 100.
    // south: (50, 50) → (55, 27.5) → (50, 30.25) → (0, 27.5): 82.5 → 83, 80.25 → 80, 27.5 → 28 of 100.
    // middle: (40, 0) → (44, 22) → (40, 24.2) → (0, 22): 165, 160.5 → 161, 55 of 100 at 40.
    // north: nobody of these ages today, so that nothing is known of its 200: they stay.
    assert_eq!(
        found,
        [
            vec![vec![165], vec![200], vec![83]],
            vec![vec![161], vec![200], vec![80]],
            vec![vec![55], vec![200], vec![28]],
        ]
    );
}

#[test]
fn tables_of_a_programme_without_one_are_told() {
    let text = String::from_utf8(programme()["scenario.ron"].clone()).unwrap();
    let (before, rest) = text.split_once("    targets: {\n").unwrap();
    let after = rest.split_once("    rules: {\n").unwrap().1;
    let text = format!("{before}    rules: {{\n{after}")
        .replace(
            "(budget: \"£30,000\", until: \"2027-28\", carry: \"£1,000\", least_spent: 0.8, partner: \"Health\")",
            "",
        )
        .replace(", backed_by: \"general\"", "");
    let mut files = programme();
    files.insert("scenario.ron".to_owned(), text.into_bytes());
    assert_eq!(
        said(&files),
        [
            "ledger.csv: warning DS309: the ledger table is not used, for there is no plan year by year. Remove it, or \
         add programme: (…)",
            "people.csv: warning DS309: the people table is not used, for there is no plan year by year. Remove it, or \
         add programme: (…)",
        ]
    );
}

/// The example of the guide, beside the scenario it stands on: what the guide says of it is so.
#[test]
fn the_example_of_the_guide_is_what_the_guide_says() {
    let guide = std::fs::read_to_string(root().join("docs/scenario-language.md")).unwrap();
    let section = guide.split_once("## Year by year\n").unwrap().1;
    let example = section.split_once("```ron\n").unwrap().1.split_once("```").unwrap().0;
    let mut files = read_folder(&root().join("scenarios/two-centres"));
    files.retain(|name, _| [".ron", ".csv"].iter().any(|ending| name.ends_with(ending)));
    files.insert("years.ron".to_owned(), example.as_bytes().to_vec());
    let loaded = load_memory(&files, "years.ron").unwrap_or_else(|faults| panic!("{faults:?}"));
    assert!(loaded.warnings.is_empty(), "{:?}", loaded.warnings);
    let programme = loaded.scenario.programme.unwrap();
    assert_eq!(programme.moves.months, [6, 12, 12]);
    let timetable = programme.moves.timetable.unwrap();
    assert_eq!((timetable.first_move, timetable.allowed), ((2026, 6), vec![true; 3]));
    assert_eq!(programme.inflation[0].index, [1_030_000_000, 1_050_600_000, 1_071_612_000]);
    assert_eq!(loaded.scenario.targets.iter().map(|target| target.amount.0).sum::<i64>(), 8_000_000);
}
