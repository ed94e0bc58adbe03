//! What stands where: sites by level, venues in use.

use super::atlas::Atlas;
use super::part;
use super::say::{row, words_table};
use crate::charts::levels::{Levels, levels};
use crate::charts::{About, Given};
use crate::document::{Block, Section, paragraph};
use crate::dossier::{Dossier, Side};

pub fn section(dossier: &Dossier, atlas: &Atlas<'_>) -> Section {
    let said = match dossier.sites().count() {
        0 => "There are no sites of the council’s own: everything runs in venues, which are borrowed rooms.".to_owned(),
        sites => format!(
            "There are {}, each at a level. Venues are borrowed rooms: they have no level, and no staff of their own.",
            super::say::counted(sites, "site", "sites")
        ),
    };
    let mut blocks = vec![paragraph(said)];
    if dossier.sites().next().is_some() {
        blocks.push(Block::Picture { picture: by_level(dossier) });
        blocks.extend(by_year(dossier).map(|picture| Block::Picture { picture }));
    }
    blocks.extend(atlas.sites().into_iter().flat_map(|picture| super::atlas::block(dossier, picture)));
    if dossier.sites().next().is_some() {
        blocks.push(Block::More {
            summary: "Every site, and its level in every option".to_owned(),
            blocks: vec![every_site(dossier)],
        });
    }
    blocks.extend(choices(dossier));
    blocks.extend(venues(dossier));
    part("places", "Places", blocks)
}

fn by_level(dossier: &Dossier) -> crate::document::Picture {
    let mut names: Vec<String> = dossier.levels.iter().map(|(level, _)| level.clone()).collect();
    names.push("closed".to_owned());
    let count = |side: &Side, level: &str| {
        let count = side.sites_at(level);
        Given::of(count as f64, count.to_string())
    };
    let options =
        dossier.sides().map(|side| (side.name.clone(), names.iter().map(|level| count(side, level)).collect()));
    levels(&Levels {
        about: About::of("sites-by-level", "Sites by level"),
        closed: Some(names.len() - 1),
        options: options.collect(),
        levels: names,
    })
}

/// Sites by level as each year of a programme ends.
fn by_year(dossier: &Dossier) -> Option<crate::document::Picture> {
    let programme = dossier.programme.as_ref().filter(|programme| !programme.sites.is_empty())?;
    let mut names: Vec<String> = dossier.levels.iter().map(|(level, _)| level.clone()).collect();
    names.push("closed".to_owned());
    let count = |levels: &[String], level: &str| {
        let count = levels.iter().filter(|at| *at == level).count();
        Given::of(count as f64, count.to_string())
    };
    let years = programme
        .sites
        .iter()
        .map(|(year, levels)| (year.clone(), names.iter().map(|level| count(levels, level)).collect()));
    let mut picture = levels(&Levels {
        about: About::of(
            "sites-by-year",
            format!("{}: sites by level, as each year ends", super::say::planned(dossier, programme)),
        ),
        closed: Some(names.len() - 1),
        options: years.collect(),
        levels: names,
    });
    if let Some(first) = picture.table.columns.first_mut() {
        "Year".clone_into(&mut first.title);
    }
    Some(picture)
}

fn every_site(dossier: &Dossier) -> Block {
    let mut heads = vec!["Site", "District"];
    let names = dossier.names();
    heads.extend(names.iter().map(String::as_str));
    let mut table = words_table("sites-table", "Every site and its level in every option", &heads);
    for (at, site) in dossier.sites().enumerate() {
        let name = if site.stand_in { format!("{} (stand-in)", site.name) } else { site.name.clone() };
        let level = |side: &Side| side.levels.get(at).cloned().unwrap_or_default();
        let cells = [name, site.district.clone()].into_iter().chain(dossier.sides().map(level));
        table.rows.push(row(cells));
    }
    Block::Table { table }
}

/// What becomes of every site in all plans near the best, where a run asked.
fn choices(dossier: &Dossier) -> Option<Block> {
    let heads = [
        "Site",
        "District",
        "In the plan",
        "In all plans near the best",
        "Its other fate costs, at least",
        "At most",
        "Of",
    ];
    let mut table = words_table("choices-table", "Sites that are always kept, always go, or are a real choice", &heads);
    table.rows = dossier
        .choices
        .iter()
        .map(|site| {
            let [least, most, of] = &site.price;
            row([&site.name, &site.district, &site.level, &site.class, least, most, &of.replace('-', " ")])
        })
        .collect();
    let summary = "How much choice there is, site by site".to_owned();
    (!table.rows.is_empty()).then(|| Block::More { summary, blocks: vec![Block::Table { table }] })
}

fn venues(dossier: &Dossier) -> Option<Block> {
    let mut kinds: Vec<&str> =
        dossier.places.iter().map(|place| place.kind.as_str()).filter(|kind| *kind != "site").collect();
    kinds.sort_unstable();
    kinds.dedup();
    if kinds.is_empty() {
        return None;
    }
    let names = dossier.names();
    let mut table = super::say::table("venues-table", "Venues in use, by kind", "Kind", &names);
    let used = |side: &Side, kind: &str| side.venues.iter().filter(|at| dossier.places[**at].kind == kind).count();
    for kind in kinds {
        let cells = dossier.sides().map(|side| used(side, kind).to_string());
        table.rows.push(row(std::iter::once(kind_name(kind)).chain(cells)));
    }
    Some(Block::Table { table })
}

/// `gp_practice` as readers have it.
fn kind_name(kind: &str) -> String {
    let words = kind.replace(['_', '-'], " ");
    match words.strip_prefix("gp ") {
        Some(rest) => format!("GP {rest}"),
        None => super::say::first_up(&words),
    }
}
