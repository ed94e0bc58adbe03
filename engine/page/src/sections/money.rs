//! Money: by line, by year, what it costs to get there.

use super::say::{about, first_up, percent, pounds, row, table, total};
use super::{part, slot};
use crate::charts::{About, Given, Unit, frontier, ladder, money as lines, savings, staff, waterfall};
use crate::document::{Block, Picture, Section, paragraph};
use crate::dossier::{Dossier, Frontier, Ladder, Programme, Side};
use doorstep_scenario::Pence;

/// What a run's tables call all one-offs of a year.
const EACH_YEAR: &str = "All one-offs";

fn given(pence: i64) -> Given {
    Given::of(pence as f64 / 100.0, pounds(pence))
}

pub fn section(dossier: &Dossier) -> Section {
    let mut blocks = vec![
        paragraph(format!(
            "Amounts are a year’s cost in prices of {}, to the penny. “Counts” is what the fall of a line adds to the saving: \
             only lines that may be touched, and only cash.",
            dossier.prices
        )),
        Block::Picture { picture: by_line(dossier) },
        Block::Table { table: counted(dossier) },
    ];
    if let Some(programme) = &dossier.programme {
        blocks.extend(years(dossier, programme));
    }
    blocks.extend(dossier.frontier.as_ref().map(|found| Block::Picture { picture: curve(dossier, found) }));
    blocks.extend(dossier.ladder.as_ref().map(|found| Block::Picture { picture: steps(found) }));
    blocks.push(slot(dossier, "finance"));
    part("money", "Money", blocks)
}

fn by_line(dossier: &Dossier) -> Picture {
    let at = |side: &Side, line: usize| given(side.money.get(line).map_or(0, |amount| amount.cost));
    let line = |at_line: usize| lines::Line {
        name: dossier.today.money[at_line].name.clone(),
        today: at(&dossier.today, at_line),
        options: dossier.options.iter().map(|side| at(side, at_line)).collect(),
    };
    let all = lines::Line {
        name: "All lines".to_owned(),
        today: given(dossier.today.cost),
        options: dossier.options.iter().map(|side| given(side.cost)).collect(),
    };
    lines::money(&lines::Money {
        about: About::of("money-by-line", "What each line costs a year").beside(&dossier.today.name),
        options: dossier.options.iter().map(|side| side.name.clone()).collect(),
        lines: (0..dossier.today.money.len()).map(line).collect(),
        total: Some(all),
    })
}

/// What the fall of every line adds to the saving that counts.
fn counted(dossier: &Dossier) -> crate::document::Table {
    let names: Vec<String> = dossier.options.iter().map(|side| format!("Counts, {}", side.name)).collect();
    let mut table = table("money-counts", "What counts as a saving, by line", "Line", &names);
    table.columns.insert(1, crate::document::Column { title: "Fund".to_owned(), numeric: false });
    for (at, line) in dossier.today.money.iter().enumerate() {
        let counts = dossier.options.iter().map(|side| pounds(side.money.get(at).map_or(0, |amount| amount.counts)));
        let name = if line.touchable { line.name.clone() } else { format!("{} (may not be touched)", line.name) };
        table.rows.push(row([name, line.fund.clone()].into_iter().chain(counts)));
    }
    let sums = dossier.options.iter().map(|side| pounds(side.saving));
    table.rows.push(total(["All lines".to_owned(), String::new()].into_iter().chain(sums)));
    table
}

fn years(dossier: &Dossier, programme: &Programme) -> Vec<Block> {
    let name = super::say::planned(dossier, programme);
    let mut blocks = vec![
        Block::Heading { id: "money-years".to_owned(), text: format!("{name}, year by year") },
        paragraph(
            "Amounts of years are in the prices of each year; savings are of a whole year as the year ends, against doing nothing.",
        ),
    ];
    if !programme.waterfall.is_empty() {
        let step = |step: &crate::dossier::Step| {
            let [amount, from, to] = step.amounts.map(Pence);
            waterfall::Step { name: step.name.clone(), level: step.level, amount, from, to }
        };
        let found: Vec<waterfall::Step> = programme.waterfall.iter().map(step).collect();
        let last = programme.years.last().cloned().unwrap_or_default();
        let about = About::of("waterfall", format!("From the base to what is proposed, {last}"));
        blocks.push(Block::Picture { picture: waterfall::waterfall(&about, &found) });
    }
    blocks.push(Block::Picture { picture: by_year(programme) });
    if !programme.staff.is_empty() {
        blocks.push(staffing(programme));
    }
    blocks.extend(costs(programme));
    blocks.extend(once(programme));
    blocks.extend(one_offs(programme));
    blocks.extend(reserves(programme));
    blocks.extend(worth(programme));
    blocks
}

/// What a year costs and saves in the year itself, beside a whole year as it ends.
fn costs(programme: &Programme) -> Option<Block> {
    let heads = ["Cost, doing nothing", "Cost in the year", "Cost, run-rate", "Saved in the year", "Saved, run-rate"];
    let caption = "What each year costs and saves: in the year itself, and of a whole year as it ends (run-rate)";
    let mut table = table("in-year", caption, "Year", &heads.map(str::to_owned));
    let saved = |of: &[crate::dossier::YearSaving], year: &str| {
        let found = of.iter().find(|saving| saving.year == year);
        // Avoidance is no cash.
        found.map_or_else(|| "–".to_owned(), |saving| pounds(saving.kinds[..3].iter().sum()))
    };
    for cost in &programme.costs {
        let amounts = [cost.nothing, cost.in_year, cost.run_rate].map(pounds);
        let saved = [saved(&programme.in_year, &cost.year), saved(&programme.savings, &cost.year)];
        table.rows.push(row(std::iter::once(cost.year.clone()).chain(amounts).chain(saved)));
    }
    table.notes.push(
        "Saved is cost reduction, income and fund switches against doing nothing. What starts during a year counts in it \
         for its months only, so the year itself and the run-rate differ."
            .to_owned(),
    );
    (!table.rows.is_empty()).then_some(Block::Table { table })
}

/// All one-off costs of all years: lowest, planned, highest.
fn all_once(programme: &Programme) -> Option<[i64; 3]> {
    let sums = programme.one_offs.iter().filter(|item| item.part == "cost" && item.name == EACH_YEAR);
    sums.map(|item| item.amounts).reduce(|sum, next| [sum[0] + next[0], sum[1] + next[1], sum[2] + next[2]])
}

/// What one-offs come to, in a sentence.
fn once(programme: &Programme) -> Option<Block> {
    let [low, planned, high] = all_once(programme)?.map(pounds);
    Some(paragraph(format!(
        "One-off costs come to {planned} in all years together (lowest {low}, highest {high}). They are part of no saving and \
         of no cost of a year above."
    )))
}

/// What pays, and what is left of it.
fn reserves(programme: &Programme) -> Option<Block> {
    let heads = ["At the beginning", "Received", "Used", "Lapsed", "At the end", "Least it may hold"];
    let caption = "Reserves and other sources that pay one-off costs, year by year";
    let mut table = table("reserves", caption, "Year", &heads.map(str::to_owned));
    table.columns.insert(1, crate::document::Column { title: "Source".to_owned(), numeric: false });
    table.rows = programme
        .reserves
        .iter()
        .map(|reserve| row([reserve.year.clone(), reserve.name.clone()].into_iter().chain(reserve.amounts.map(pounds))))
        .collect();
    (!table.rows.is_empty()).then_some(Block::Table { table })
}

/// Net present value: what all years' cash is worth in the first of them.
fn worth(programme: &Programme) -> Option<Block> {
    let found = programme.worth.as_ref()?;
    let heads = ["Factor", "Cash, less one-offs", "Net present value"].map(str::to_owned);
    let mut table = table("net-present-value", "Net present value, year by year", "Year", &heads);
    let each = found
        .years
        .iter()
        .map(|(year, factor, cash, value)| row([year.clone(), factor.clone(), pounds(*cash), pounds(*value)]));
    table.rows = each.collect();
    let (cash, value) = found.all;
    table.rows.push(total(["All years".to_owned(), String::new(), pounds(cash), pounds(value)]));
    table.notes.push(format!(
        "Net present value of all years together: {}. Later cash counts for less, by the factor. It is for comparing plans; \
         it counts towards no target.",
        pounds(value)
    ));
    Some(Block::Table { table })
}

fn by_year(programme: &Programme) -> Picture {
    let year = |saving: &crate::dossier::YearSaving| {
        let target = programme.targets.iter().find(|target| target.year == saving.year);
        let sum: i64 = saving.kinds.iter().sum();
        savings::Year {
            year: saving.year.clone(),
            kinds: saving.kinds.map(given),
            counted: given(target.map_or(sum, |target| target.have)),
            wanted: target.map(|target| given(target.wanted)),
            missing: target.filter(|target| !target.kept).map(|target| given(target.wanted - target.have)),
        }
    };
    let found: Vec<savings::Year> = programme.savings.iter().map(year).collect();
    savings::savings(&About::of("savings-by-year", "Savings by year and kind"), &found)
}

/// Posts by year.
fn staffing(programme: &Programme) -> Block {
    let posts = |thousandths: i64| {
        let shown = crate::draw::words::plain(thousandths as f64 / 1000.0, 1);
        Given::of(thousandths as f64 / 1000.0, shown)
    };
    let mut roles: Vec<staff::Role> = Vec::new();
    for of_year in &programme.staff {
        if !roles.iter().any(|role| role.name == of_year.name) {
            roles.push(staff::Role { name: of_year.name.clone(), years: Vec::new() });
        }
        if let Some(role) = roles.iter_mut().find(|role| role.name == of_year.name) {
            role.years.push(staff::Year {
                year: of_year.year.clone(),
                need: posts(of_year.need),
                have: posts(of_year.have),
                missing: posts(of_year.missing),
            });
        }
    }
    Block::Picture { picture: staff::staff(&About::of("staff-path", "Posts needed and posts there are"), &roles) }
}

fn one_offs(programme: &Programme) -> Option<Block> {
    let heads = ["Lowest", "Planned", "Highest"].map(str::to_owned);
    let mut table = table("one-offs", "One-off costs by year, and what pays for them", "Item", &heads);
    table.columns.insert(0, crate::document::Column { title: "Year".to_owned(), numeric: false });
    for item in &programme.one_offs {
        let [low, middle, high] = item.amounts.map(pounds);
        let name = match item.part.as_str() {
            "source" => format!("Paid from {}", if item.name.is_empty() { "a source" } else { &item.name }),
            "unfinanced" => "Not paid for by any source".to_owned(),
            _ => first_up(&item.name),
        };
        let cells = match item.part.as_str() {
            "source" | "unfinanced" => [item.year.clone(), name, "–".to_owned(), middle, "–".to_owned()],
            _ => [item.year.clone(), name, low, middle, high],
        };
        let sum = item.part == "cost" && item.name == EACH_YEAR;
        table.rows.push(if sum { total(cells) } else { row(cells) });
    }
    if let Some(sums) = all_once(programme) {
        let words = ["All years".to_owned(), EACH_YEAR.to_owned()];
        table.rows.push(total(words.into_iter().chain(sums.map(pounds))));
    }
    if !programme.payback.is_empty() {
        table.notes.push(format!("Paid back: {}.", programme.payback));
    }
    (!table.rows.is_empty()).then(|| Block::More {
        summary: "One-off costs and what pays for them".to_owned(),
        blocks: vec![Block::Table { table }],
    })
}

fn unit(goal: &str) -> Unit {
    if goal.contains("cost") { Unit::Pounds } else { Unit::Count }
}

fn value(goal: &str, value: f64) -> Given {
    Given::of(value, super::say::goal(goal, value))
}

fn curve(dossier: &Dossier, found: &Frontier) -> Picture {
    let [up, across] = &found.goals;
    let goal = |goal: &String| frontier::Goal { title: first_up(&goal.replace('-', " ")), unit: unit(goal) };
    let place = |name: String, [first, second]: [f64; 2]| frontier::Place {
        name,
        up: value(up, first),
        across: value(across, second),
    };
    let worth = |side: &Side, name: &str| side.goals.iter().find(|goal| goal.name == *name).map(|goal| goal.value);
    let plans = dossier.options.iter().filter_map(|side| {
        let second = if across.contains("cost") { Some(side.cost as f64 / 100.0) } else { worth(side, across) };
        Some(place(side.name.clone(), [worth(side, up)?, second?]))
    });
    frontier::frontier(&frontier::Frontier {
        about: About::of("frontier", "What can be had for how much"),
        up: goal(up),
        across: goal(across),
        points: found
            .points
            .iter()
            .map(|point| (place(first_up(&point.name), point.values), point.supported))
            .collect(),
        knee: found.points.iter().position(|point| point.knee),
        today: found.today.map(|values| place(dossier.today.name.clone(), values)),
        plans: plans.collect(),
    })
}

fn steps(found: &Ladder) -> Picture {
    let step = |rung: &crate::dossier::Rung| {
        let shown = |value: f64| rung.found.then(|| Given::of(value, super::say::goal(&found.goal, value)));
        let lost = rung.alone - rung.nested;
        let share = if rung.alone > 0.0 { lost / rung.alone } else { 0.0 };
        ladder::Step {
            amount: Given::of(rung.target as f64 / 100.0, about(rung.target)),
            nested: shown(rung.nested),
            free: shown(rung.alone),
            price: format!("{} ({})", super::say::goal(&found.goal, lost), percent(share)),
            open: rung.found.then(|| Given::of(rung.open as f64, rung.open.to_string())),
            without: if rung.found { String::new() } else { "no plan was found".to_owned() },
        }
    };
    ladder::ladder(&ladder::Ladder {
        about: About::of("ladder", "Saving more later: each step part of the next"),
        goal: format!("{}, in the points of the goal", first_up(&found.goal.replace('-', " "))),
        unit: unit(&found.goal),
        steps: found.rungs.iter().map(step).collect(),
    })
}
