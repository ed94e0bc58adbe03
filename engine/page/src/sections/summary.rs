//! The first screen: what it comes to, and the figures that matter.

use super::part;
use super::say::{about, counted, list, percent, pounds};
use crate::document::{Block, Figure, Section, link, plain, strong};
use crate::dossier::{Count, Dossier, Side};
use crate::draw::words::whole;

/// Most words a headline has.
const WORDS: usize = 25;

/// One sentence of at most 25 words.
pub fn headline(dossier: &Dossier) -> String {
    let Some(option) = dossier.options.first() else { return "No option was found.".to_owned() };
    let open = |side: &Side| side.levels.iter().filter(|level| *level != "closed").count();
    let (before, after) = (all(dossier, &dossier.today).reached, all(dossier, option).reached);
    let service = dossier.services.get(dossier.headline).map_or("the service", |(_, name)| name);
    let opening = format!(
        "{} saves {} a year by {}: {} of {} sites are open;",
        option.name,
        about(option.saving),
        dossier.years.1,
        open(option),
        option.levels.len()
    );
    let choices = [
        format!("{opening} {service} reaches {} people, today {}.", after.shown(), before.shown()),
        format!("{opening} its main service reaches {}, today {}.", after.shown(), before.shown()),
        format!(
            "The first option saves {} a year; {} of {} sites are open.",
            about(option.saving),
            open(option),
            option.levels.len()
        ),
    ];
    let fits = |text: &&String| text.split_whitespace().count() <= WORDS;
    choices.iter().find(fits).cloned().unwrap_or_else(|| format!("It saves {} a year.", about(option.saving)))
}

/// What marks every figure.
pub fn marks(dossier: &Dossier) -> Vec<String> {
    let mut marks = Vec::new();
    if dossier.runs.iter().any(|run| !run.calibrated) {
        marks.push("Not calibrated: no observed reach shows that today’s model is right to within 2%.".to_owned());
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
    let everybody = dossier.parts.iter().position(|part| part.by == "all").unwrap_or(0);
    side.figures.get(dossier.headline).and_then(|parts| parts.get(everybody)).copied().unwrap_or_default()
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
        let programme = dossier.programme.as_ref().filter(|programme| programme.run == side.run && !side.is_today())?;
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
    let service = dossier.services.get(dossier.headline).map_or("", |(_, name)| name);
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
    let models = side.models.get(dossier.headline)?;
    let people: Option<Vec<i64>> = models.iter().map(|model| model.reached.people()).collect();
    let people = people?;
    let (least, most) = (people.iter().min()?, people.iter().max()?);
    (least != most).then(|| format!("{} to {}", whole(*least as f64), whole(*most as f64)))
}

fn sites(dossier: &Dossier) -> Figure {
    let open = |side: &Side| side.levels.iter().filter(|level| *level != "closed").count();
    let note = |side: &Side| {
        let mut each: Vec<String> =
            dossier.levels.iter().map(|(level, _)| format!("{} {level}", side.sites_at(level))).collect();
        each.push(format!("{} closed", side.sites_at("closed")));
        format!("{}; {}", list(&each), counted(side.venues.len(), "venue in use", "venues in use"))
    };
    Figure {
        name: "Sites open".to_owned(),
        values: dossier.sides().map(|side| open(side).to_string()).collect(),
        notes: dossier.sides().map(note).collect(),
        meaning: vec![plain("By level as the scenario defines it; venues are borrowed places such as libraries.")],
    }
}

fn losing(dossier: &Dossier) -> Figure {
    let lost = |side: &Side| {
        let everybody = dossier.parts.iter().position(|part| part.by == "all")?;
        side.lost.last().and_then(|parts| parts.get(everybody).copied().flatten())
    };
    let value = |side: &Side| match lost(side) {
        _ if side.is_today() => "–".to_owned(),
        Some(lost) => lost.lose.shown(),
        None => "not assessed".to_owned(),
    };
    let note = |side: &Side| match lost(side).filter(|_| !side.is_today()) {
        Some(lost) if lost.lose != Count::Hidden => {
            let further = crate::dossier::further(&lost, &dossier.way_unit);
            if further == "–" { String::new() } else { format!("{further} further to the next, on average") }
        }
        _ => String::new(),
    };
    Figure {
        name: "People whose nearest site closes".to_owned(),
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
            Some(gap) => format!(
                "for its first goal ({}) no plan that keeps the rules is more than {} better, proven",
                goal.name.replace('-', " "),
                percent(gap)
            ),
            None => "how near it is to the best is not proven".to_owned(),
        });
    }
    if side.missed.is_empty() {
        said.push("it keeps every rule and target".to_owned());
    } else {
        said.push(format!("it misses {}", list(&side.missed)));
    }
    if dossier.runs.get(side.run).is_some_and(|run| run.ties) {
        said.push("other plans may be as good".to_owned());
    }
    super::say::first_up(&format!("{}.", said.join("; ")))
}
