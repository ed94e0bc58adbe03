//! Who is reached, who has it near, who gains and who loses.

use super::atlas::Atlas;
use super::say::{counted, first_up, part as part_name, row, table};
use super::{part, slot};
use crate::charts::{About, Given, Unit, gains, ranges, years};
use crate::document::{Block, Picture, Section, Table, link, paragraph, plain};
use crate::dossier::{Count, Dossier, Figures, Side, further};

/// How many of the neighbourhoods that lose most are listed.
const LISTED: usize = 20;

/// Said once, above maps and tables of neighbourhoods.
const SHARED_OUT: &str = "Where sessions are full, neighbourhood figures in maps and tables are the planner’s share-out: read \
                          them as areas, not street by street.";

pub fn reach(dossier: &Dossier, atlas: &Atlas<'_>) -> Section {
    let mut blocks = vec![
        Block::Paragraph {
            text: vec![
                plain("People reached are modelled: those who would use a service at least once a year, after "),
                link("take-up, distance and full sessions", "term-reached"),
                plain(
                    " are taken into account. They are counted once for each service; the figures of services are never added up.",
                ),
            ],
        },
        Block::Table { table: by_service(dossier) },
        paragraph(super::say::rounding(dossier)),
    ];
    blocks.extend(range(dossier).map(|picture| Block::Picture { picture }));
    blocks.extend(by_year(dossier));
    blocks.push(paragraph(SHARED_OUT));
    if !super::atlas::mapped(dossier) {
        blocks.push(paragraph("There are too few neighbourhoods for maps: their tables stand here."));
    }
    for (at, side) in dossier.options.iter().enumerate() {
        let mut picture = atlas.reach(side, at);
        if at == 0 {
            picture.table.notes.extend(super::say::parts(dossier));
        }
        blocks.extend(super::atlas::block(dossier, picture));
    }
    blocks.extend(atlas.changes().into_iter().flat_map(|picture| super::atlas::block(dossier, picture)));
    blocks.push(Block::Heading { id: "access".to_owned(), text: "Access: how near it is".to_owned() });
    blocks.push(Block::Table { table: near(dossier) });
    for (at, side) in dossier.options.iter().enumerate() {
        blocks.extend(atlas.way(side, at).into_iter().flat_map(|picture| super::atlas::block(dossier, picture)));
    }
    part("reach", "Reach and access", blocks)
}

/// Names of columns: today, then each option and its change.
fn heads(dossier: &Dossier, first: &[&str]) -> Vec<String> {
    let mut heads: Vec<String> = first.iter().map(|head| (*head).to_owned()).collect();
    heads.push(dossier.today.name.clone());
    for side in &dossier.options {
        heads.push(side.name.clone());
        heads.push(format!("Change, {}", side.name));
    }
    heads
}

/// Today's count, and each option's with its change.
fn cells(dossier: &Dossier, count: impl Fn(&Side) -> Count) -> Vec<String> {
    let before = count(&dossier.today);
    let mut cells = vec![before.shown()];
    for side in &dossier.options {
        let after = count(side);
        cells.extend([after.shown(), after.change_shown(before)]);
    }
    cells
}

/// Today's reach, and each option's with its change.
fn reached(dossier: &Dossier, of: impl Fn(&Side) -> Figures) -> Vec<String> {
    let before = of(&dossier.today);
    let mut cells = vec![before.reached.shown()];
    for side in &dossier.options {
        let after = of(side);
        cells.extend([after.reached.shown(), after.change_shown(&before)]);
    }
    cells
}

fn by_service(dossier: &Dossier) -> Table {
    let all = dossier.everybody();
    let mut table =
        table("reach-table", "People reached a year, by service", "Service", &heads(dossier, &["It is for"]));
    for (service, (_, name)) in dossier.services.iter().enumerate() {
        let eligible = dossier.today.at(service, all).eligible.shown();
        let counts = reached(dossier, |side| side.at(service, all));
        table.rows.push(row([name.clone(), eligible].into_iter().chain(counts)));
    }
    table
}

fn near(dossier: &Dossier) -> Table {
    let all = dossier.everybody();
    let mut table = table(
        "near-table",
        "People with a place that runs it near, by service",
        "Service",
        &heads(dossier, &["Near is"]),
    );
    for (service, (_, name)) in dossier.services.iter().enumerate() {
        if dossier.today.at(service, all).near.is_none() {
            continue;
        }
        let within = dossier.near.get(service).cloned().unwrap_or_default();
        let counts = cells(dossier, |side| side.at(service, all).near.unwrap_or_default());
        table.rows.push(row([name.clone(), within].into_iter().chain(counts)));
    }
    table
        .notes
        .push("Having a place near is not being reached: sessions may be full, and not everybody comes.".to_owned());
    table
}

/// What reach depends on who goes where.
fn range(dossier: &Dossier) -> Option<Picture> {
    let given = |count: Count| Given::of(count.value().unwrap_or(0.0), count.shown());
    let range = |side: &Side, service: usize| {
        let models = side.models.get(service).filter(|models| !models.is_empty())?;
        if models.iter().any(|model| model.reached == Count::Hidden) {
            return None;
        }
        let by = |model: &&crate::dossier::Model| model.reached.people();
        Some(ranges::Range {
            option: side.name.clone(),
            least: given(models.iter().min_by_key(by)?.reached),
            most: given(models.iter().max_by_key(by)?.reached),
            planner: given(models[0].reached),
        })
    };
    let all = dossier.everybody();
    let service = |(at, (_, name)): (usize, &(String, String))| {
        let today = dossier.today.at(at, all).reached;
        ranges::Service {
            name: name.clone(),
            today: (today != Count::Hidden).then(|| given(today)),
            options: dossier.options.iter().filter_map(|side| range(side, at)).collect(),
        }
    };
    let services: Vec<ranges::Service> = dossier.services.iter().enumerate().map(service).collect();
    services.iter().any(|service| !service.options.is_empty()).then(|| {
        ranges::ranges(&ranges::Ranges {
            about: About::of("range-of-reach", "Reach, by who goes where").beside(&dossier.today.name),
            measure: "people reached".to_owned(),
            unit: Unit::Count,
            services,
        })
    })
}

/// Reach year by year, where there are years; why it is not there, on a page for everybody.
fn by_year(dossier: &Dossier) -> Option<Block> {
    let programme = dossier.programme.as_ref()?;
    if dossier.public.is_some() {
        let said =
            "Reach year by year is left out: counts of years so close together would tell small numbers of people.";
        return Some(paragraph(said));
    }
    let given = |count: Count| Given::of(count.value().unwrap_or(0.0), count.shown());
    let service = |(at, (_, name)): (usize, &(String, String))| {
        let of = programme.reach.iter().filter(|reach| reach.service == at);
        let year = |reach: &crate::dossier::ReachYear| years::Year {
            year: reach.year.clone(),
            nothing: given(reach.nothing),
            end: given(reach.end),
            within: given(reach.within),
        };
        years::Service { name: name.clone(), years: of.map(year).collect() }
    };
    let services: Vec<years::Service> = dossier.services.iter().enumerate().map(service).collect();
    let about = About::of(
        "reach-by-year",
        format!("{}: people reached, year by year", super::say::planned(dossier, programme)),
    );
    (!programme.reach.is_empty()).then(|| Block::Picture { picture: years::years(&about, &services) })
}

pub fn equality(dossier: &Dossier) -> Section {
    let headline = dossier.headline;
    let service = dossier.service(headline);
    let mut blocks = vec![
        paragraph(format!(
            "What the options do to different people, for {service} first and for every service below. Figures of \
             neighbourhoods are taken to hold for everybody who lives there; small groups within them cannot be seen. A \
             saving can make reach more unequal and yet favour people in deprived neighbourhoods: read shares and people \
             together."
        )),
        slot(dossier, "equality"),
    ];
    for kind in dossier.kinds() {
        let several = dossier.parts_by(kind).len() > 1;
        if several && (kind == "deprivation fifth" || kind == "district") {
            blocks.extend(by_part(dossier, kind).map(|picture| Block::Picture { picture }));
        }
    }
    let told = |kind: &&str| dossier.parts_by(kind).iter().any(|part| dossier.parts[*part].name != "not assessed");
    let assessed: Vec<String> = dossier.kinds().into_iter().filter(told).map(str::to_owned).collect();
    blocks.push(paragraph(format!(
        "Assessed here: {}. Not assessed, since the tables of the scenario do not hold it: every other protected characteristic.",
        super::say::list(&assessed)
    )));
    blocks.extend(evenness(dossier));
    blocks.push(Block::Heading { id: "losing".to_owned(), text: "Who loses most".to_owned() });
    blocks.push(Block::Table { table: nearest(dossier) });
    blocks.extend(dossier.options.iter().enumerate().filter_map(|(at, side)| losing(dossier, side, at)));
    for (at, (id, name)) in dossier.services.iter().enumerate() {
        let tables = dossier.kinds().into_iter().map(|kind| Block::Table { table: shares(dossier, at, kind, id) });
        blocks.push(Block::More { summary: format!("{name}: every part of the council"), blocks: tables.collect() });
    }
    part("equality", "Who gains, who loses: equality impact", blocks)
}

/// The share reached of every part, today and in each option.
fn by_part(dossier: &Dossier, kind: &str) -> Option<Picture> {
    let service = dossier.headline;
    let name = dossier.service(service);
    let share = |figures: Figures| figures.reached.share(figures.eligible);
    let given = |share: f64, count: Count| Given::of(share, format!("{:.0}% ({})", 100.0 * share, count.shown()));
    let mut parts = Vec::new();
    for at in dossier.parts_by(kind) {
        let before = dossier.today.at(service, at);
        // A part of which anything is hidden stands in the table alone.
        let Some(then) = share(before) else { continue };
        let mut options = Vec::new();
        for side in &dossier.options {
            let after = side.at(service, at);
            let Some(now) = share(after) else { break };
            let points = format!("{:+.0} points", 100.0 * (now - then))
                .replace('-', "−")
                .replace("+0 ", "0 ")
                .replace("−0 ", "0 ");
            let change = format!("{} ({points})", after.change_shown(&before));
            options.push(gains::Change { after: given(now, after.reached), change: Given::of(now - then, change) });
        }
        if options.len() == dossier.options.len() {
            parts.push(gains::Part {
                name: part_name(&dossier.parts[at], dossier),
                today: given(then, before.reached),
                options,
            });
        }
    }
    (!parts.is_empty()).then(|| {
        gains::gains(&gains::Gains {
            about: About::of(
                format!("gains-{}", super::say::id(kind)),
                format!("{name}, by {kind}: the status quo and each option"),
            )
            .beside(&dossier.today.name),
            measure: "share reached, and people reached in brackets".to_owned(),
            noun: kind.to_owned(),
            unit: Unit::Share,
            options: dossier.options.iter().map(|side| side.name.clone()).collect(),
            parts,
        })
    })
}

/// Is it spread more or less evenly?
fn evenness(dossier: &Dossier) -> Option<Block> {
    let first = dossier.options.iter().find(|side| !side.indices.is_empty())?;
    let mut heads = vec![dossier.today.name.clone()];
    heads.extend(dossier.options.iter().map(|side| side.name.clone()));
    let service = dossier.service(dossier.headline);
    let mut table = table(
        "evenness",
        &format!("{service}: how evenly the share reached is spread over neighbourhoods"),
        "Index",
        &heads,
    );
    for (at, (index, before, _)) in first.indices.iter().enumerate() {
        let after = dossier
            .options
            .iter()
            .map(|side| side.indices.get(at).map_or_else(String::new, |(_, _, after)| after.clone()));
        table.rows.push(row([index.clone(), before.clone()].into_iter().chain(after)));
    }
    table.notes.push("Gini: 0 where everybody is reached alike. Concentration: below 0 where the more deprived have more of it. Never read an index without the people above.".to_owned());
    Some(Block::Table { table })
}

/// One kind of part, for one service.
fn shares(dossier: &Dossier, service: usize, kind: &str, id: &str) -> Table {
    let name = dossier.service(service);
    let mut table = table(
        &format!("equality-{}-{}", super::say::id(id), super::say::id(kind)),
        &format!("{name}: people reached by {kind}"),
        &first_up(kind),
        &heads(dossier, &["Eligible"]),
    );
    for at in dossier.parts_by(kind) {
        let eligible = dossier.today.at(service, at).eligible;
        let before = dossier.today.at(service, at);
        let mut row_cells = vec![part_name(&dossier.parts[at], dossier), eligible.shown()];
        let with_share = |count: Count| match count.share_shown(eligible).as_str() {
            "–" | "[c]" => count.shown(),
            share => format!("{} ({share})", count.shown()),
        };
        row_cells.push(with_share(before.reached));
        for side in &dossier.options {
            let after = side.at(service, at);
            row_cells.extend([with_share(after.reached), after.change_shown(&before)]);
        }
        table.rows.push(row(row_cells));
    }
    table
}

/// Whose nearest place is lost, by deprivation fifth or else by district.
fn nearest(dossier: &Dossier) -> Table {
    let kinds = dossier.kinds();
    let kind = ["deprivation fifth", "district"].into_iter().find(|kind| kinds.contains(kind)).unwrap_or("district");
    let mut heads = Vec::new();
    for side in &dossier.options {
        heads.push(format!("Lose it, {}", side.name));
        heads.push(format!("Left with none, {}", side.name));
        heads.push(format!("Further to the next, {}", side.name));
    }
    let service = dossier.service(dossier.headline);
    let mut table = table(
        "nearest-table",
        &format!("{service}: people whose nearest place stops running it, by {kind}"),
        &first_up(kind),
        &heads,
    );
    let cells = |at: usize| {
        let mut cells = vec![part_name(&dossier.parts[at], dossier)];
        for side in &dossier.options {
            let lost = side.lost.get(dossier.headline).and_then(|parts| parts.get(at).copied().flatten());
            cells.extend(lost.map_or_else(
                || ["–", "–", "–"].map(str::to_owned),
                |lost| [lost.lose.shown(), lost.left.shown(), further(&lost, &dossier.way_unit)],
            ));
        }
        cells
    };
    table.rows = dossier.parts_by(kind).into_iter().map(|at| row(cells(at))).collect();
    table.rows.push(super::say::total(cells(dossier.everybody())));
    table.notes.extend(super::say::parts(dossier));
    table.notes.push("“Further to the next” is the mean of those who still have one within reach.".to_owned());
    table.notes.push("“Left with none”: nobody would come from there to any place that still runs it.".to_owned());
    table
}

/// The neighbourhoods that lose most, most people first.
fn losing(dossier: &Dossier, side: &Side, at: usize) -> Option<Block> {
    let service = dossier.headline;
    let name = dossier.service(service);
    let change = |area: usize| {
        let part = dossier.area_parts[area];
        side.at(service, part).changed(&dossier.today.at(service, part))
    };
    let mut areas: Vec<(i64, usize)> = (0..dossier.areas.len())
        .filter_map(|area| Some((change(area)?, area)))
        .filter(|(change, _)| *change < 0)
        .collect();
    areas.sort_unstable();
    let all = areas.len();
    areas.truncate(LISTED);
    if areas.is_empty() {
        return None;
    }
    let heads = [format!("Reached, {}", dossier.today.name), format!("Reached, {}", side.name), "Change".to_owned()];
    let caption = format!("{name}: the neighbourhoods that lose most in {}", side.name);
    let mut table = table(&format!("losing-{}", at + 1), &caption, "Neighbourhood", &heads);
    table.columns.insert(1, crate::document::Column { title: "Where".to_owned(), numeric: false });
    for (_, area) in areas {
        let part = dossier.area_parts[area];
        let (before, after) = (dossier.today.at(service, part), side.at(service, part));
        let place = &dossier.areas[area];
        table.rows.push(row([
            place.name.clone(),
            super::atlas::place_of(place),
            before.reached.shown(),
            after.reached.shown(),
            after.change_shown(&before),
        ]));
    }
    table.notes.push(format!(
        "Those that lose any: {}; listed: {}.",
        counted(all, "neighbourhood", "neighbourhoods"),
        table.rows.len()
    ));
    let summary = format!("Neighbourhoods that lose most in {}", side.name);
    Some(Block::More { summary, blocks: vec![Block::Table { table }] })
}
