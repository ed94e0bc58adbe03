//! The first screen: what it comes to, and the figures that matter.

use super::part;
use super::say::{about, counted, gap, list, pounds};
use crate::document::{Block, Figure, Section, link, plain, strong};
use crate::dossier::{Dossier, Side};
use crate::draw::words::whole;

/// Most words a headline has.
const WORDS: usize = 25;

/// One sentence of at most 25 words.
pub fn headline(dossier: &Dossier) -> String {
    let Some(option) = dossier.options.first() else { return "No option was found.".to_owned() };
    let (before, after) = (all(dossier, &dossier.today).reached, all(dossier, option).reached);
    let service = dossier.services.get(dossier.headline).map_or("the service", |(_, name)| name);
    let money = match option.saving {
        saving if saving < 0 => format!("costs {} a year more", about(-saving)),
        saving => format!("saves {} a year", about(saving)),
    };
    let sites = match option.levels.len() {
        0 => String::new(),
        all => format!(" {} of {all} sites are open;", option.open()),
    };
    let short = if option.missed.is_empty() { "" } else { ", missing what is asked" };
    let opening = format!("{} {money} by {}{short}:{sites}", option.name, dossier.years.1);
    let now = if dossier.today.name.starts_with("Today") { "today" } else { "doing nothing" };
    let choices = [
        format!("{opening} {service} reaches {} people, {now} {}.", after.shown(), before.shown()),
        format!("{opening} its main service reaches {}, {now} {}.", after.shown(), before.shown()),
        format!(
            "The first option {money}{short};{sites} {} people are reached, {now} {}.",
            after.shown(),
            before.shown()
        ),
    ];
    let fits = |text: &&String| text.split_whitespace().count() <= WORDS;
    choices.iter().find(fits).cloned().unwrap_or_else(|| format!("The first option {money}{short}."))
}

/// What marks every figure.
pub fn marks(dossier: &Dossier) -> Vec<String> {
    let mut marks = Vec::new();
    if dossier.runs.iter().any(|run| !run.calibrated) {
        marks.push("Not calibrated: nothing observed shows that the model of today is right to within 2%.".to_owned());
    }
    if dossier.options.iter().any(|side| dossier.runs.get(side.run).is_some_and(|run| run.status == "stopped")) {
        marks.push("Stopped at a limit: not every goal is proven within its tolerance.".to_owned());
    }
    let sure = dossier.programme.as_ref().and_then(|programme| {
        programme.delivery.iter().find(|(what, ..)| what.starts_with("P80") && what.contains("together"))
    });
    if let Some((.., saving)) = sure {
        marks.push(format!(
            "How sure: if parts fail together, four times in five at least {} a year is saved.",
            pounds(*saving)
        ));
    }
    if dossier.stand_ins > 0 {
        marks.push(format!(
            "Illustrative: {} of {} sites are stand-ins for places that are not known.",
            dossier.stand_ins,
            dossier.sites().count()
        ));
    }
    let unsourced = dossier.assumptions.iter().filter(|assumption| assumption.source.is_empty()).count();
    if unsourced > 0 {
        marks.push(format!("{unsourced} of {} stated assumptions have no source.", dossier.assumptions.len()));
    }
    match dossier.public {
        Some(base) => {
            marks.push(format!("For publication: people are rounded to the nearest {base}, small numbers hidden."));
        }
        None => marks.push("Not for publication: small numbers of people are shown.".to_owned()),
    }
    if let Some(stage) = &dossier.wording.stage {
        marks.push(format!("Stage: {stage}"));
    }
    marks
}

pub(super) fn all(dossier: &Dossier, side: &Side) -> crate::dossier::Figures {
    side.at(dossier.headline, dossier.everybody())
}

pub fn section(dossier: &Dossier) -> Section {
    let figures = vec![saving(dossier), reach(dossier), sites(dossier), losing(dossier)];
    let mut blocks = vec![Block::Figures { options: dossier.names(), figures }];
    blocks.push(Block::List {
        items: dossier
            .options
            .iter()
            .map(|side| vec![strong(format!("{}: ", side.name)), plain(near(dossier, side))])
            .collect(),
    });
    blocks.push(Block::Paragraph {
        text: vec![
            plain("These are options for consideration beside the status quo, not recommendations. People are counted once for each service; services are never added up as people. "),
            link("How this was checked", "checked"),
            plain("."),
        ],
    });
    part("summary", "At a glance", blocks)
}

fn saving(dossier: &Dossier) -> Figure {
    let kinds = |side: &Side| {
        let of = |programme: &&crate::dossier::Programme| programme.run == side.run && side.label == "plan";
        let programme = dossier.programme.as_ref().filter(of)?;
        let last = programme.savings.last()?;
        let names = ["cost reduction", "income", "fund switch", "avoidance"];
        let each = names.iter().zip(last.kinds).filter(|(_, amount)| *amount != 0);
        let each: Vec<String> = each.map(|(name, amount)| format!("{name} {}", pounds(amount))).collect();
        (!each.is_empty()).then(|| format!("against doing nothing, {}: {}", last.year, list(&each)))
    };
    let note = |side: &Side| {
        let cost = format!("costs {} a year", pounds(side.cost));
        kinds(side).map_or_else(|| cost.clone(), |kinds| format!("{cost}; {kinds}"))
    };
    Figure {
        name: format!("Saving a year, {} prices", dossier.prices),
        values: dossier.sides().map(|side| pounds(side.saving)).collect(),
        notes: dossier.sides().map(note).collect(),
        meaning: vec![plain("What counts towards the target: cashable, recurring, on lines that may be touched.")],
    }
}

fn reach(dossier: &Dossier) -> Figure {
    let service = dossier.service(dossier.headline);
    let note = |side: &Side| {
        let figures = all(dossier, side);
        let share = format!("{} of those it is for", figures.reached.share_shown(figures.eligible));
        range(dossier, side).map_or_else(|| share.clone(), |range| format!("{share}; {range} by who goes where"))
    };
    Figure {
        name: format!("People reached a year: {service}"),
        values: dossier.sides().map(|side| all(dossier, side).reached.shown()).collect(),
        notes: dossier.sides().map(note).collect(),
        meaning: vec![
            plain("Modelled, not promised: the planner’s figure, and the range over "),
            link("models of who goes where", "term-models"),
            plain("."),
        ],
    }
}

/// "10,254 to 10,256", where it is a range.
fn range(dossier: &Dossier, side: &Side) -> Option<String> {
    let (least, most) = side.range(dossier.headline)?;
    (least != most).then(|| format!("{} to {}", whole(least as f64), whole(most as f64)))
}

fn sites(dossier: &Dossier) -> Figure {
    let note = |side: &Side| {
        let mut each: Vec<String> =
            dossier.levels.iter().map(|(level, _)| format!("{} {level}", side.sites_at(level))).collect();
        each.push(format!("{} closed", side.sites_at("closed")));
        format!("{}; {}", list(&each), counted(side.venues.len(), "venue in use", "venues in use"))
    };
    Figure {
        name: "Sites open".to_owned(),
        values: dossier.sides().map(|side| side.open().to_string()).collect(),
        notes: dossier.sides().map(note).collect(),
        meaning: vec![plain("By level as the scenario defines it; venues are borrowed places such as libraries.")],
    }
}

fn losing(dossier: &Dossier) -> Figure {
    let lost = |side: &Side| side.lost.last().and_then(|parts| parts.get(dossier.everybody()).copied().flatten());
    let value = |side: &Side| match lost(side) {
        _ if side.is_today() => "–".to_owned(),
        Some(lost) => lost.lose.shown(),
        None => "not assessed".to_owned(),
    };
    let note = |side: &Side| match lost(side).filter(|_| !side.is_today()) {
        Some(lost) => {
            let left = format!("{} of them are left with none near enough to go to", lost.left.shown());
            let further = crate::dossier::further(&lost, &dossier.way_unit);
            if further == "–" { left } else { format!("{left}; for the others {further} further, on average") }
        }
        None => String::new(),
    };
    Figure {
        name: if dossier.sites().next().is_some() {
            "People whose nearest site closes"
        } else {
            "People whose nearest site closes (there are no sites)"
        }
        .to_owned(),
        values: dossier.sides().map(value).collect(),
        notes: dossier.sides().map(note).collect(),
        meaning: vec![plain("Sites of any kind, whatever runs there, for everybody who is eligible for anything.")],
    }
}

/// How near the best, and whether rules are kept.
fn near(dossier: &Dossier, side: &Side) -> String {
    let mut said = Vec::new();
    if let Some(goal) = side.goals.first() {
        said.push(match goal.gap {
            Some(share) if share <= 1e-9 => {
                format!(
                    "it is proven best for its first goal ({}) among plans that keep the rules",
                    goal.name.replace('-', " ")
                )
            }
            Some(share) => format!(
                "for its first goal ({}) no plan that keeps the rules is more than {} better, proven",
                goal.name.replace('-', " "),
                gap(share)
            ),
            None => "how near it is to the best is not proven".to_owned(),
        });
    }
    if side.missed.is_empty() {
        said.push("it keeps every rule and target".to_owned());
    } else {
        let missed: Vec<String> = side.missed.iter().map(|id| super::rules::missed(dossier, side, id)).collect();
        said.push(format!("it misses {}", list(&missed)));
    }
    if side.missed.is_empty() && side.label == "plan" && dossier.runs.get(side.run).is_some_and(|run| run.ties) {
        said.push("other plans may be as good".to_owned());
    }
    super::say::first_up(&format!("{}.", said.join("; ")))
}
