//! An impossible scenario in words: what clashes, where it is written, and what would make it possible, as
//! instructions and as variants to put beside the scenario.

use super::table::thousands;
use super::tables::{self, cell, pounds, tenth};
use crate::explore::{Behind, Clash, Give, MostReach, Repair, Unpicked, behind};
use crate::formulation::Subject;
use doorstep_scenario::{FinancialYear, Measured, Pence, Place, RuleKind, Scenario, Share};
use std::io::Write;

/// Areas out of reach that are named one by one.
const NAMED: usize = 10;

/// A demand as readers know it.
pub struct Told<'s> {
    /// "target", "lock" or "rule".
    pub kind: &'static str,
    /// Its id.
    pub id: &'s str,
    /// What it asks, in a short sentence.
    pub asks: String,
    /// Why it stands.
    pub why: Option<&'s str>,
    /// Where it is written down in the world.
    pub source: Option<&'s str>,
    /// Where it stands in the scenario.
    pub place: &'s Place,
}

/// A demand in words.
pub fn told(scenario: &Scenario, subject: Subject) -> Told<'_> {
    match subject {
        Subject::Target(at) => {
            let target = &scenario.targets[at];
            let (why, source) = (target.why.as_deref(), target.source.as_deref());
            let asks = scenario.target_asks(target);
            Told { kind: "target", id: &target.id, asks, why, source, place: &target.place }
        }
        Subject::Rule(at) => {
            let rule = &scenario.rules[at];
            let kind = if matches!(rule.kind, RuleKind::Lock { .. }) { "lock" } else { "rule" };
            let (why, source) = (rule.why.as_deref(), rule.source.as_deref());
            let asks = scenario.rule_asks(&rule.kind);
            Told { kind, id: &rule.id, asks, why, source, place: &rule.place }
        }
    }
}

/// What clashes and what would mend it, line by line.
///
/// Of a year of a programme, `year`, by itself.
pub fn lines(scenario: &Scenario, unpicked: &Unpicked, year: Option<FinancialYear>) -> Vec<String> {
    let mut lines = vec![String::new()];
    clash(scenario, &unpicked.clash, &mut lines);
    if let Some(reach) = &unpicked.reach {
        lines.push(most(scenario, reach));
    }
    lines.push(String::new());
    repairs(scenario, &unpicked.repairs, year, &mut lines);
    let besides = |repair: &Repair| repair.gives.iter().any(|(one, _)| !unpicked.clash.demands.contains(one));
    if !unpicked.repairs.is_empty() && unpicked.repairs.iter().all(besides) {
        lines.push("There are further clashes: what else each of these gives up belongs to them.".to_owned());
    }
    if !unpicked.finished {
        lines.push("Stopped at a limit: more time or effort may tell more.".to_owned());
    }
    lines
}

fn clash(scenario: &Scenario, clash: &Clash, lines: &mut Vec<String>) {
    if clash.is_structural() {
        lines.push(
            "No demand is to blame: allowed levels, rooms, venues and sessions leave no plan at all, whatever is asked."
                .to_owned(),
        );
        return;
    }
    let head = match (&clash.demands[..], clash.certain) {
        (_, false) => "Within the limits it was not found which demands clash; these are all that are hard:".to_owned(),
        ([_], true) => "One demand cannot be kept, whatever else is given up:".to_owned(),
        (several, true) => format!(
            "These {} clash: no plan keeps them together{}:",
            several.len(),
            if clash.open.is_empty() {
                ", but any one of them left out, the others can be (each was solved)"
            } else {
                ""
            }
        ),
    };
    lines.push(head);
    for subject in &clash.demands {
        lines.push(format!("  {}", of_one(&told(scenario, *subject))));
    }
    if clash.certain && !clash.open.is_empty() {
        let open: Vec<String> = clash.open.iter().map(|one| format!("\"{}\"", told(scenario, *one).id)).collect();
        lines.push(format!(
            "Not proven minimal: it was not found within the limits whether the others clash without {}.",
            open.join(", ")
        ));
    }
}

/// One demand with its place and why.
pub(super) fn of_one(told: &Told<'_>) -> String {
    let place = if told.place.file.is_empty() { String::new() } else { format!(" ({})", told.place) };
    let why = told.why.map_or_else(String::new, |why| format!(" {}", ended(why)));
    format!("{} \"{}\"{place}: {}.{why}", told.kind, told.id, told.asks)
}

fn ended(sentence: &str) -> String {
    if sentence.ends_with(['.', '!', '?']) { sentence.to_owned() } else { format!("{sentence}.") }
}

/// The most there can be of a reach, and who is out of reach.
fn most(scenario: &Scenario, reach: &MostReach) -> String {
    let near = matches!(told_kind(scenario, reach.subject), Some(RuleKind::AccessShare { .. }));
    let whose = if reach.in_each_part { "in every part at once" } else { "in all" };
    let what = if near { "have it near" } else { "can be reached" };
    // Rounded up: no plan has more than is said.
    let shown = spaced_percent((reach.most * 1e4 - 1e-6).ceil() / 1e4);
    let side = if reach.below { "Less than" } else { "At most" };
    let head = format!("{side} {shown} {what} {whose}, whatever is open");
    if reach.nobody.is_empty() {
        return format!("{head}: places or sessions are too few.");
    }
    let ids: Vec<&str> = reach.nobody.iter().take(NAMED).map(|area| scenario.areas[area.0].id.as_str()).collect();
    let more = reach.nobody.len().saturating_sub(NAMED);
    let (ids, have) = match (&ids[..], more) {
        (_, 1..) => (format!("{} and {more} more", ids.join(", ")), "have"),
        ([only], _) => ((*only).to_owned(), "has"),
        ([first @ .., last], _) => (format!("{} and {last}", first.join(", ")), "have"),
        ([], _) => (String::new(), "have"),
    };
    format!("{head}; {ids} {have} no candidate.")
}

fn told_kind(scenario: &Scenario, subject: Subject) -> Option<&RuleKind> {
    match subject {
        Subject::Target(_) => None,
        Subject::Rule(at) => Some(&scenario.rules[at].kind),
    }
}

fn repairs(scenario: &Scenario, repairs: &[Repair], year: Option<FinancialYear>, lines: &mut Vec<String>) {
    if repairs.is_empty() {
        lines.push("No small change that makes it possible was found.".to_owned());
        return;
    }
    let what = year.map_or_else(
        || "it possible (each with a checked plan)".to_owned(),
        |year| format!("{year} by itself possible (that year solved again alone; other years may ask for more)"),
    );
    lines.push(format!("What would make {what}, the cheapest first:"));
    let mut under = None;
    for (at, repair) in repairs.iter().enumerate() {
        let head = if repair.pounds > Pence::ZERO {
            "in pounds"
        } else if repair.people > 0.0 {
            "in people"
        } else {
            "in sites and the like"
        };
        if under != Some(head) {
            lines.push(format!("  {head}"));
            under = Some(head);
        }
        let price = price(repair);
        let price = if price.is_empty() { price } else { format!(": {price}") };
        let open = if repair.least { "" } else { " (less may do: not proven)" };
        lines.push(format!("   {}. {}{price}{open}", at + 1, instructions(scenario, repair).join("; ")));
    }
}

/// What a repair costs those who asked, in each unit.
fn price(repair: &Repair) -> String {
    let mut parts = Vec::new();
    if repair.pounds > Pence::ZERO {
        parts.push(format!("{} given up", repair.pounds));
    }
    if repair.people > 0.0 {
        parts.push(format!("{} people given up", thousands(repair.people)));
    }
    if repair.sites > 0 {
        parts.push(format!("{} {}", repair.sites, if repair.sites == 1 { "site" } else { "sites" }));
    }
    parts.join(", ")
}

/// A repair as instructions.
pub fn instructions(scenario: &Scenario, repair: &Repair) -> Vec<String> {
    repair.gives.iter().map(|(subject, give)| instruction(scenario, *subject, give)).collect()
}

fn instruction(scenario: &Scenario, subject: Subject, give: &Give) -> String {
    let Told { kind, id, .. } = told(scenario, subject);
    if *give == Give::Drop {
        return format!("Drop {kind} \"{id}\"");
    }
    let (Some(of), Some((was, is, less))) = (told_kind(scenario, subject), was_and_is(scenario, subject, give)) else {
        let Give::Amount(amount) = give else { return format!("Drop {kind} \"{id}\"") };
        return format!("Lower target \"{id}\" to {amount}");
    };
    match (of, less) {
        (RuleKind::CostAtMost { .. }, _) => format!("Raise the limit of rule \"{id}\" to {is}"),
        (_, true) => format!("Ask for {is} instead of {was} in rule \"{id}\""),
        (_, false) => format!("Allow {is} instead of {was} in rule \"{id}\""),
    }
}

/// The amount that is asked and the new one, and whether less is asked or more allowed; nothing for targets.
fn was_and_is(scenario: &Scenario, subject: Subject, give: &Give) -> Option<(String, String, bool)> {
    let kind = told_kind(scenario, subject)?;
    let shares = |was: &Share, less: bool| {
        let Give::Share(is) = give else { return None };
        Some((spaced_percent(was.value()), spaced_percent(is.value()), less))
    };
    let counts = |was: u32, is: u32, one: &str, many: &str| {
        let named = |count: u32| format!("{count} {}", if count == 1 { one } else { many });
        (named(was), named(is))
    };
    match (kind, give) {
        (
            RuleKind::ReachShare { at_least, .. }
            | RuleKind::AccessShare { at_least, .. }
            | RuleKind::SitesShare { at_least, .. },
            _,
        ) => shares(at_least, true),
        (
            RuleKind::KeepReach { lose_at_most: most, .. }
            | RuleKind::NearestLost { at_most: most, .. }
            | RuleKind::AccessGap { at_most: most, .. }
            | RuleKind::CostShare { at_most: most, .. },
            _,
        ) => shares(most, false),
        (RuleKind::AtLeast { count, .. }, Give::Sites(is)) => {
            let (was, is) = counts(*count, *is, "site", "sites");
            Some((was, is, true))
        }
        (RuleKind::AtMost { count, .. } | RuleKind::ChangesAtMost { count, .. }, Give::Sites(is)) => {
            let (was, is) = counts(*count, *is, "site", "sites");
            Some((was, is, false))
        }
        (RuleKind::LeastUsers { people, .. }, Give::People(is)) => {
            let (was, is) = counts(*people, *is, "person", "people");
            Some((was, is, true))
        }
        (RuleKind::LeastSessions { sessions, .. }, Give::Sessions(is)) => {
            Some((format!("{sessions} weekly sessions"), is.to_string(), true))
        }
        (RuleKind::PostsAtMost { at_most, .. }, Give::Posts(is)) => {
            Some((format!("{at_most} posts"), is.to_string(), false))
        }
        (RuleKind::CostAtMost { amount, .. }, Give::Amount(is)) => Some((amount.to_string(), is.to_string(), false)),
        _ => None,
    }
}

/// `91.3 %`.
fn spaced_percent(share: f64) -> String {
    let percent = (share * 1e6).round() / 1e4;
    format!("{percent} %")
}

/// A repair as a file to put beside the scenario: `base` is the name of the scenario's file there.
pub fn variant(scenario: &Scenario, base: &str, number: usize, repair: &Repair) -> String {
    let changes: Vec<String> = repair.gives.iter().map(|(subject, give)| change(scenario, *subject, give)).collect();
    written(base, &format!("{}: repair {number}", scenario.name), &instructions(scenario, repair), &changes)
}

fn written(base: &str, name: &str, say: &[String], changes: &[String]) -> String {
    let say: Vec<String> = say.iter().map(|say| format!("// {}.", one_line(say))).collect();
    let changes: Vec<String> = changes.iter().map(|change| format!("        {change},")).collect();
    let (say, changes) = (say.join("\n"), changes.join("\n"));
    let (base_name, base, name) = (one_line(base), quoted(base), quoted(name));
    format!(
        "// Put this file beside {base_name} and solve it.\n{say}\nVariant(\n    base: {base},\n    name: {name},\n    changes: [\n{changes}\n    ],\n)\n"
    )
}

fn change(scenario: &Scenario, subject: Subject, give: &Give) -> String {
    let Told { id, .. } = told(scenario, subject);
    let of = if matches!(subject, Subject::Target(_)) { "targets" } else { "rules" };
    let Some((setting, value)) = set(scenario, subject, give) else {
        return format!("Remove({})", quoted(&format!("{of}/{id}")));
    };
    format!("Set({}, {value})", quoted(&format!("{of}/{id}/{setting}")))
}

/// Which setting of a demand gets which value, as the language has it; nothing for what is dropped.
fn set(scenario: &Scenario, subject: Subject, give: &Give) -> Option<(&'static str, String)> {
    let setting = match told_kind(scenario, subject) {
        None | Some(RuleKind::CostAtMost { .. }) => "amount",
        Some(RuleKind::ReachShare { .. } | RuleKind::AccessShare { .. } | RuleKind::SitesShare { .. }) => "at_least",
        Some(RuleKind::KeepReach { .. }) => "lose_at_most",
        Some(RuleKind::AtLeast { .. } | RuleKind::AtMost { .. } | RuleKind::ChangesAtMost { .. }) => "count",
        Some(RuleKind::LeastUsers { .. }) => "people",
        Some(RuleKind::LeastSessions { .. }) => "sessions",
        _ => "at_most",
    };
    let value = match give {
        Give::Drop => return None,
        Give::Amount(amount) => quoted(&amount.to_string()),
        Give::Share(share) => quoted(&share.to_string()),
        Give::Sites(count) | Give::People(count) => count.to_string(),
        Give::Sessions(sessions) => sessions.to_string(),
        Give::Posts(posts) => posts.to_string(),
    };
    Some((setting, value))
}

/// Text as the language writes it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn one_line(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}

/// Of one year of a programme: whom the demands of its problem that nobody wrote down speak for.
pub fn behind_them(programme: &Scenario, year: FinancialYear, of_year: &Scenario, found: &Unpicked) -> Vec<String> {
    let given = found.repairs.iter().flat_map(|repair| repair.gives.iter().map(|(subject, _)| *subject));
    let mut all: Vec<Subject> = found.clash.demands.iter().copied().chain(given).collect();
    all.sort_unstable();
    all.dedup();
    let told = all.into_iter().filter_map(|subject| {
        let told = told(of_year, subject);
        let whom = match behind(programme, told.id)? {
            Behind::Targets(targets) => {
                let each = targets.into_iter().map(|at| {
                    let target = &programme.targets[at];
                    format!("target \"{}\" ({})", target.id, target.place)
                });
                format!("{}: what they ask of the footprint in {year}", each.collect::<Vec<_>>().join(", "))
            }
            Behind::DoingNothing => "the rule that no year costs more than doing nothing".to_owned(),
            Behind::Budget(fund) => format!("what fund \"{}\" has in {year}", programme.funds[fund.0].id),
            Behind::Recruitment(role) => {
                let role = programme.programme.iter().flat_map(|programme| &programme.roles).nth(role)?;
                format!("recruitment of \"{}\" up to {year}", role.id)
            }
        };
        Some(format!("\"{}\" stands for {whom}.", told.id))
    });
    told.collect()
}

/// A repair of one year as a variant of the whole programme; nothing where it cannot be written as one.
pub fn variant_of_year(
    programme: &Scenario,
    year: FinancialYear,
    of_year: &Scenario,
    (file, number): (&str, usize),
    repair: &Repair,
) -> Option<String> {
    let each = repair.gives.iter().map(|(subject, give)| change_of_year(programme, year, of_year, *subject, give));
    let changes: Vec<String> = each.collect::<Option<_>>()?;
    let say = instructions(of_year, repair);
    Some(written(file, &format!("{}: repair {number} of {year}", programme.name), &say, &changes))
}

fn change_of_year(
    programme: &Scenario,
    year: FinancialYear,
    of_year: &Scenario,
    subject: Subject,
    give: &Give,
) -> Option<String> {
    let id = told(of_year, subject).id;
    match behind(programme, id) {
        // Its amounts are the scenario's own, but for prices.
        None => {
            let own = programme.rules.iter().position(|rule| rule.id == id)?;
            let same = matches!(subject, Subject::Rule(at) if of_year.rules[at].kind == programme.rules[own].kind);
            same.then(|| change(of_year, subject, give))
        }
        Some(Behind::Targets(targets)) => {
            let Subject::Target(at) = subject else { return None };
            let run_rate = |at: &usize| {
                let target = &programme.targets[*at];
                target.measured == Measured::RunRate && target.by <= year
            };
            let several: Vec<usize> = targets.into_iter().filter(run_rate).collect();
            // What one target asks moves with its amount, pound for pound; of several it is for people to say whose.
            let [only] = several[..] else { return None };
            let target = &programme.targets[only];
            let Give::Amount(now) = give else {
                return Some(format!("Remove({})", quoted(&format!("targets/{}", target.id))));
            };
            let amount = target.amount - (of_year.targets[at].amount - *now);
            let path = quoted(&format!("targets/{}/amount", target.id));
            (amount > Pence::ZERO).then(|| format!("Set({path}, {})", quoted(&amount.to_string())))
        }
        Some(Behind::Budget(fund)) => {
            let (Give::Amount(now), Some(terms)) = (give, &programme.funds[fund.0].terms) else { return None };
            let each = programme.years().zip(&terms.budget).map(|(other, budget)| {
                let amount = if other == year { now } else { budget };
                format!("\"{other}\": {}", quoted(&amount.to_string()))
            });
            let path = quoted(&format!("funds/{}/budget", programme.funds[fund.0].id));
            Some(format!("Set({path}, {{{}}})", each.collect::<Vec<_>>().join(", ")))
        }
        Some(Behind::DoingNothing | Behind::Recruitment(_)) => None,
    }
}

/// The demands that clash, as a table.
///
/// # Errors
/// When the writer fails; so for the other table.
pub fn clash_table(scenario: &Scenario, unpicked: &Unpicked, to: impl Write) -> tables::Result {
    let clash = &unpicked.clash;
    let mut table = csv::Writer::from_writer(to);
    table.write_record(["kind", "demand", "asks", "needed_for_the_clash", "why", "source", "file", "line"])?;
    for subject in &clash.demands {
        let Told { kind, id, asks, why, source, place } = told(scenario, *subject);
        let needed = if clash.certain && !clash.open.contains(subject) { "proven" } else { "not known" };
        let line = if place.line > 0 { place.line.to_string() } else { String::new() };
        let [id, asks, why, source, file] = [id, &asks, why.unwrap_or(""), source.unwrap_or(""), &place.file].map(cell);
        table.write_record([kind, &id, &asks, needed, &why, &source, &file, &line])?;
    }
    Ok(table.flush()?)
}

/// The repairs, one row for each demand that gives way. Ranks are among repairs that give up any money, or people.
///
/// # Errors
/// When the writer fails.
pub fn repairs_table(scenario: &Scenario, unpicked: &Unpicked, to: impl Write) -> tables::Result {
    let mut table = csv::Writer::from_writer(to);
    let head = ["repair", "do", "kind", "demand", "asked", "instead", "pounds", "people", "sites"];
    table.write_record(head.into_iter().chain(["rank_in_pounds", "rank_in_people", "least_proven", "plan_saves"]))?;
    let repairs = &unpicked.repairs;
    for (at, repair) in repairs.iter().enumerate() {
        let by_pounds = repairs.iter().filter(|other| other.pounds > Pence::ZERO && other.pounds < repair.pounds);
        let by_people = repairs.iter().filter(|other| other.people > 0.0 && other.people < repair.people);
        let rank = |given: bool, before: usize| if given { (before + 1).to_string() } else { String::new() };
        for (subject, give) in &repair.gives {
            let Told { kind, id, .. } = told(scenario, *subject);
            let (was, is) = match (subject, give) {
                (Subject::Target(at), Give::Amount(is)) => (scenario.targets[*at].amount.to_string(), is.to_string()),
                _ => was_and_is(scenario, *subject, give)
                    .map_or_else(|| (String::new(), "dropped".to_owned()), |(was, is, _)| (was, is)),
            };
            let least = if repair.least { "yes" } else { "no" };
            table.write_record([
                (at + 1).to_string(),
                cell(&instruction(scenario, *subject, give)),
                kind.to_owned(),
                cell(id),
                was,
                is,
                pounds(repair.pounds),
                tenth(repair.people),
                repair.sites.to_string(),
                rank(repair.pounds > Pence::ZERO, by_pounds.clone().count()),
                rank(repair.people > 0.0, by_people.clone().count()),
                least.to_owned(),
                pounds(repair.plan.measures.money.saving),
            ])?;
        }
    }
    Ok(table.flush()?)
}
