//! What each chart draws and says, with figures worked by hand.

use super::data::given;
use super::{numbers, proportional};
use crate::charts::{About, Given, Unit};
use crate::charts::{frontier, gains, ladder, levels, money, ranges, savings, staff, waterfall};
use crate::document::{Drawing, Picture};
use doorstep_scenario::Pence;

fn cells(picture: &Picture) -> Vec<Vec<&str>> {
    picture.table.rows.iter().map(|row| row.cells.iter().map(String::as_str).collect()).collect()
}

fn about() -> About {
    About::of("chart", "A chart")
}

#[test]
fn each_bar_of_a_waterfall_is_as_long_as_its_step_and_begins_where_the_last_one_ended() {
    let step = |name: &str, level, amount, from, to| waterfall::Step {
        name: name.to_owned(),
        level,
        amount: Pence(amount),
        from: Pence(from),
        to: Pence(to),
    };
    let steps = [
        step("Base", true, 1_000_050, 0, 1_000_050),
        step("Pay", false, 200_000, 1_000_050, 1_200_050),
        step("Sites", false, -700_000, 1_200_050, 500_050),
        step("Plan", true, 500_050, 0, 500_050),
    ];
    let picture = waterfall::waterfall(&about(), &steps);
    let wide = numbers(&picture, "rect", "bar", "width");
    assert!(proportional(&wide, &[1_000_050.0, 200_000.0, 700_000.0, 500_050.0]), "{wide:?}");
    let left = numbers(&picture, "rect", "bar", "x");
    assert!((left[1] - (left[0] + wide[0])).abs() < 0.2 && (left[2] + wide[2] - (left[1] + wide[1])).abs() < 0.2);
    assert_eq!(cells(&picture)[1..3], [["Pay", "+£2,000", "£12,000.50"], ["Sites", "-£7,000", "£5,000.50"]]);
    assert_eq!(
        picture.sentence,
        "From “Base” to “Plan” the cost falls from £10,000.50 to £5,000.50. What lowers it most is “Sites” \
         (-£7,000). What raises it most is “Pay” (+£2,000)."
    );
    for cell in cells(&picture).concat().into_iter().filter(|cell| cell.starts_with(['+', '-'])) {
        assert!(picture.drawing.body.contains(&format!(">{cell}<")), "{cell}");
    }
}

#[test]
fn a_frontier_marks_the_knee_the_plan_and_today_where_they_are() {
    let place =
        |name: &str, up, across| frontier::Place { name: name.to_owned(), up: given(up), across: given(across) };
    let mut asked = frontier::Frontier {
        about: about(),
        up: frontier::Goal { title: "reach".to_owned(), unit: Unit::Count },
        across: frontier::Goal { title: "cost".to_owned(), unit: Unit::Pounds },
        points: vec![
            (place("one", 100.0, 50.0), true),
            (place("two", 90.0, 20.0), false),
            (place("three", 40.0, 10.0), true),
        ],
        knee: Some(1),
        today: Some(place("today", 80.0, 45.0)),
        plans: vec![place("the plan", 100.0, 50.0)],
    };
    let picture = frontier::frontier(&asked);
    let body = &picture.drawing.body;
    assert_eq!(
        ["class=\"point", "class=\"knee", "class=\"plan", "class=\"today"].map(|of| body.matches(of).count()),
        [3, 1, 1, 1]
    );
    for name in [">knee<", ">the plan<", ">today<"] {
        assert!(body.contains(name), "{name}");
    }
    assert_eq!(cells(&picture)[2], ["two", "90", "20", "knee, unsupported"]);
    asked.today = Some(place("Today", 900.0, 45.0));
    let picture = frontier::frontier(&asked);
    assert!(!picture.drawing.body.contains("class=\"today"));
    let lines: Vec<&str> = picture.drawing.body.split('>').filter_map(|part| part.split('<').next()).collect();
    let said = lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
    assert!(said.contains("Today lies far off: 900 and 45."), "{said}");
    assert!(picture.sentence.contains("From two (90 against 20) on, either goal costs more of the other."));
}

#[test]
fn the_gap_of_a_ladder_is_what_nesting_costs() {
    let step = |amount: &str, nested: Option<f64>, free: f64| ladder::Step {
        amount: Given::of(1.0, amount),
        nested: nested.map(given),
        free: Some(given(free)),
        price: nested.map_or_else(String::new, |nested| (free - nested).to_string()),
        open: Some(given(4.0)),
        without: "impossible".to_owned(),
    };
    let steps = vec![step("£1", Some(80.0), 100.0), step("£2", Some(50.0), 50.0), step("£3", None, 0.0)];
    let picture =
        ladder::ladder(&ladder::Ladder { about: about(), goal: "reach".to_owned(), unit: Unit::Count, steps });
    assert!(proportional(&numbers(&picture, "rect", "bar", "width"), &[80.0, 50.0]));
    let gap = numbers(&picture, "rect", "gap", "width");
    assert!(gap.len() == 1 && (gap[0] * 4.0 - numbers(&picture, "rect", "bar", "width")[0]).abs() < 0.5);
    assert_eq!(
        picture.sentence,
        "Reach: from the step of £1 to that of £2 it falls from 80 to 50. That each step builds on the one before \
         costs most at £1: 20. There is no plan for £3."
    );
    assert_eq!(cells(&picture)[2], ["£3", "0", "impossible", "", "4"]);
}

#[test]
fn savings_stack_kind_by_kind_with_what_is_below_nothing_on_its_other_side() {
    let year = |kinds: [f64; 4], wanted: f64, missing: f64| savings::Year {
        year: "2026-27".to_owned(),
        kinds: kinds.map(given),
        counted: given(kinds.iter().sum()),
        wanted: Some(given(wanted)),
        missing: Some(given(missing)),
    };
    let picture = savings::savings(&about(), &[year([60.0, 20.0, 0.0, -10.0], 100.0, 20.0)]);
    let (left, wide) = (numbers(&picture, "rect", "bar", "x"), numbers(&picture, "rect", "bar", "width"));
    assert!(proportional(&wide, &[60.0, 20.0, 10.0]), "{wide:?}");
    assert!((left[1] - left[0] - wide[0]).abs() < 0.2 && (left[2] + wide[2] - left[0]).abs() < 0.2);
    assert!((numbers(&picture, "rect", "gap", "width")[0] - wide[1]).abs() < 0.3);
    assert!(!picture.drawing.body.contains("Fund switch"), "a kind that does not occur is not named");
    assert!(picture.sentence.contains("Less than is wanted in 2026-27; most in 2026-27: 20."));
    let enough = savings::savings(&about(), &[year([60.0, 0.0, 0.0, 0.0], 50.0, 0.0)]);
    assert!(enough.sentence.contains("What is wanted is reached in every year."));
}

#[test]
fn missing_staff_are_the_gap_between_those_there_are_and_those_needed() {
    let year = |need: f64, have: f64| staff::Year {
        year: "2026-27".to_owned(),
        need: given(need),
        have: given(have),
        missing: given((need - have).max(0.0)),
    };
    let role = staff::Role { name: "nurses".to_owned(), years: vec![year(60.0, 40.0), year(30.0, 36.0)] };
    let picture = staff::staff(&about(), &[role]);
    assert!(proportional(&numbers(&picture, "rect", "bar", "width"), &[40.0, 36.0]));
    let gap = numbers(&picture, "rect", "gap", "width");
    assert!(gap.len() == 1 && (gap[0] * 2.0 - numbers(&picture, "rect", "bar", "width")[0]).abs() < 0.3);
    assert!(picture.sentence.starts_with("Most are missing among nurses in 2026-27: 20."), "{}", picture.sentence);
    assert!(picture.sentence.contains("falls from 60 to 30; nobody is missing in 2026-27"));
}

#[test]
fn gains_and_losses_keep_their_order_and_name_who_loses_most() {
    let part = |name: &str, today: f64, after: f64| gains::Part {
        name: name.to_owned(),
        today: given(today),
        options: vec![gains::Change { after: given(after), change: given(after - today) }],
    };
    let parts = vec![part("south", 50.0, 20.0), part("north", 40.0, 45.0), part("east", 10.0, 10.0)];
    let asked = gains::Gains {
        about: about(),
        measure: "people reached".to_owned(),
        noun: "district".to_owned(),
        unit: Unit::Count,
        options: vec!["plan A".to_owned()],
        parts,
    };
    let picture = gains::gains(&asked);
    let (from, to) = (numbers(&picture, "line", "s1", "x1"), numbers(&picture, "line", "s1", "x2"));
    let lengths: Vec<f64> = from.iter().zip(&to).map(|(from, to)| (from - to).abs()).collect();
    assert!(proportional(&lengths, &[30.0, 5.0, 0.0]), "{lengths:?}");
    assert!(to[0] < from[0] && to[1] > from[1]);
    assert_eq!(cells(&picture)[0], ["south", "50", "20", "−30"]);
    assert_eq!(
        picture.sentence,
        "People reached: under plan A 1 of 3 gain and 1 lose, most of all south (−30); north gains most (5)."
    );
}

#[test]
fn ranges_reach_from_the_least_to_the_most_of_any_model() {
    let range = |least: f64, most: f64| ranges::Range {
        option: "plan".to_owned(),
        least: given(least),
        most: given(most),
        planner: given(most),
    };
    let service = ranges::Service {
        name: "play".to_owned(),
        today: Some(given(5.0)),
        options: vec![range(10.0, 40.0), range(40.0, 100.0)],
    };
    let picture = ranges::ranges(&ranges::Ranges {
        about: about(),
        measure: "turned away".to_owned(),
        unit: Unit::Count,
        services: vec![service],
    });
    assert!(proportional(&numbers(&picture, "rect", "bar", "width"), &[30.0, 60.0]));
    assert!(picture.sentence.ends_with("differ most for play under plan: from 40 to 100, 100 as planned."));
    assert_eq!(cells(&picture)[0], ["play", "plan", "5", "10", "40", "40"]);
}

#[test]
fn levels_have_their_numbers_in_them_or_below() {
    let counts = |of: [f64; 3]| of.map(given).to_vec();
    let asked = levels::Levels {
        about: about(),
        levels: ["Hub", "Centre", "Closed"].map(str::to_owned).to_vec(),
        closed: Some(2),
        options: vec![
            ("today".to_owned(), counts([1.0, 198.0, 1.0])),
            ("plan".to_owned(), counts([50.0, 50.0, 100.0])),
        ],
    };
    let picture = levels::levels(&asked);
    assert!(proportional(&numbers(&picture, "rect", "bar", "width"), &[1.0, 198.0, 1.0, 50.0, 50.0, 100.0]));
    let Drawing { body, .. } = &picture.drawing;
    assert!(body.contains(">Hub 1, Closed 1<") && body.contains(">198<") && body.contains(">100<"));
    assert!(picture.sentence.ends_with("Plan: 50 hub, 50 centre, 100 closed; closed rises from 1 to 100."));
}

#[test]
fn money_has_a_bar_for_today_and_one_for_each_option_and_its_total_in_words() {
    let line = |name: &str, today: i64, after: i64| money::Line {
        name: name.to_owned(),
        today: Given::pounds(Pence(today)),
        options: vec![Given::pounds(Pence(after))],
    };
    let picture = money::money(&money::Money {
        about: about(),
        options: vec!["plan".to_owned()],
        lines: vec![line("rent", 20_001, 5_000), line("staff", 40_000, 30_000)],
        total: Some(line("All", 60_001, 35_000)),
    });
    assert!(proportional(&numbers(&picture, "rect", "bar", "width"), &[50.0, 300.0]));
    assert!(proportional(&numbers(&picture, "rect", "today", "width"), &[200.01, 400.0]));
    assert_eq!(cells(&picture)[0], ["rent", "£200.01", "£50"]);
    assert!(picture.table.rows[2].total);
    assert_eq!(
        picture.sentence,
        "Under plan the cost falls from £600.01 to £350. Under plan “rent” changes most: it falls from £200.01 to £50."
    );
}
