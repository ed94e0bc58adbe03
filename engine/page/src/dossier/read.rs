//! From run folders to one dossier.

use super::{
    Area, Assumption, Dossier, Figures, Goal, Kept, LineAmount, Model, Place, RunFacts, Side, asked, figures, programme,
};
use crate::dossier::Count;
use doorstep_scenario::{Archive, Code, Fault, Sheet, Wording};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What is shown of a run unless an option is named, in this order.
const USUAL: [&str; 3] = ["plan", "proposal", "nearest plan"];
/// Most options that stand beside each other.
const OPTIONS: usize = 5;

pub(super) fn dossier(runs: &[(Archive, Option<String>)], wording: Wording) -> Result<Dossier, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut dossier = Dossier { wording, ..Dossier::default() };
    let Some((first, _)) = runs.iter().find(|(archive, _)| archive.sheet("equity.csv").is_some()) else {
        return Err(vec![refused(
            &runs[0].0,
            "it holds no option with figures of people: nothing was found",
            "Name a run with a plan",
        )]);
    };
    if let Err(fault) = opening(first, &mut dossier) {
        return Err(vec![fault]);
    }
    for (at, (archive, _)) in runs.iter().enumerate() {
        dossier.runs.push(facts(archive));
        if let Err(fault) = beside(archive, at, &mut dossier) {
            faults.push(fault);
        }
    }
    for (at, (archive, option)) in runs.iter().enumerate() {
        for label in wanted(archive, option.as_deref(), runs, &mut faults) {
            match side(archive, &label, at, &mut dossier) {
                Ok(found) => dossier.options.push(found),
                Err(fault) => faults.push(fault),
            }
        }
    }
    if dossier.options.len() > OPTIONS {
        let what = format!("{} options do not stand beside each other on one page", dossier.options.len());
        let fix = format!("Name at most {OPTIONS}: RUN:LABEL takes one of a run");
        faults.push(refused(&runs[0].0, &what, &fix));
    }
    lines(&mut dossier);
    name(&mut dossier, &mut faults);
    if faults.is_empty() { Ok(dossier) } else { Err(faults) }
}

fn refused(archive: &Archive, what: &str, fix: &str) -> Fault {
    Fault {
        code: Code::NotARun,
        place: doorstep_scenario::Place::file(&archive.folder),
        what: what.to_owned(),
        fix: fix.to_owned(),
    }
}

fn word(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn words(value: &Value) -> Vec<String> {
    items(value).iter().map(word).collect()
}

fn named(value: &Value) -> Vec<(String, String)> {
    items(value).iter().map(|item| (word(&item["id"]), word(&item["name"]))).collect()
}

/// What all runs share: whose, where, which services.
fn opening(archive: &Archive, dossier: &mut Dossier) -> Result<(), Fault> {
    let manifest = &archive.manifest;
    dossier.scenario = word(&manifest["scenario"]);
    dossier.council = word(&manifest["council"]);
    dossier.years = (word(&manifest["years_of"][0]), word(&manifest["years_of"][1]));
    dossier.prices = word(&manifest["prices"]);
    dossier.sources = words(&manifest["sources"]);
    dossier.notes = words(&manifest["notes"]);
    let names = &manifest["names"];
    dossier.services = named(&names["services"]);
    dossier.groups = named(&names["groups"]);
    dossier.levels =
        items(&names["levels"]).iter().map(|level| (word(&level[0]), level[1].as_f64().unwrap_or(0.0))).collect();
    let headline = word(&names["headline_service"]);
    dossier.headline = dossier.services.iter().position(|(id, _)| *id == headline).unwrap_or(0);
    let needed = |name: &str| {
        archive.sheet(name).ok_or_else(|| {
            refused(archive, &format!("it has no {name}"), "It was written by an earlier version: run it again")
        })
    };
    dossier.areas = areas(needed("areas.csv")?)?;
    dossier.places = places(needed("places.csv")?)?;
    dossier.stand_ins = dossier.sites().filter(|place| place.stand_in).count();
    dossier.parts = figures::parts(needed("equity.csv")?)?;
    // Where nobody lives whom anything is for, tables of people are silent.
    let told: BTreeSet<String> =
        dossier.parts.iter().filter(|part| part.by == "area").map(|part| part.name.clone()).collect();
    let silent = dossier.areas.iter().filter(|area| !told.contains(&area.id));
    dossier.parts.extend(silent.map(|area| super::Part { by: "area".to_owned(), name: area.id.clone() }));
    let at: BTreeMap<&str, usize> = dossier
        .parts
        .iter()
        .enumerate()
        .filter(|(_, part)| part.by == "area")
        .map(|(at, part)| (part.name.as_str(), at))
        .collect();
    let whole = dossier.areas.iter().map(|area| at.get(area.id.as_str()).copied());
    dossier.area_parts = whole.collect::<Option<Vec<usize>>>().ok_or_else(|| {
        refused(archive, "equity.csv lacks areas that areas.csv has", "Run it again, or undo what changed them")
    })?;
    dossier.assumptions = archive.sheet("assumptions.csv").map(assumptions).transpose()?.unwrap_or_default();
    let outlines =
        |file: &str, at: usize| archive.text(file).map(|text| (text.to_owned(), word(&names["outlines"][at])));
    dossier.outlines = outlines("boundaries.geojson", 0);
    dossier.district_outlines = outlines("districts.geojson", 1);
    if let Some(sheet) = archive.sheet("postcodes.csv") {
        let [postcode, area] = sheet.find(["postcode", "area"])?;
        let at: BTreeMap<&str, usize> =
            dossier.areas.iter().enumerate().map(|(at, area)| (area.id.as_str(), at)).collect();
        let known = sheet.rows().filter_map(|row| Some((row[postcode].clone(), *at.get(row[area].as_str())?)));
        dossier.postcodes = known.collect();
    }
    Ok(())
}

fn areas(sheet: &Sheet) -> Result<Vec<Area>, Fault> {
    let [area, name, ward, district] = sheet.find(["area", "name", "ward", "district"])?;
    let [decile, easting, northing, people] = sheet.find(["deprivation", "easting", "northing", "people"])?;
    let each = |(at, row): (usize, &[String])| {
        let whole = |cell: usize| row[cell].parse::<i32>().map_err(|_| sheet.fault(at, &row[cell]));
        Ok(Area {
            id: row[area].clone(),
            name: row[name].clone(),
            ward: row[ward].clone(),
            district: row[district].clone(),
            decile: row[decile].parse().ok(),
            at: (whole(easting)?, whole(northing)?),
            people: u32::try_from(whole(people)?).map_err(|_| sheet.fault(at, &row[people]))?,
        })
    };
    sheet.numbered().map(each).collect()
}

fn places(sheet: &Sheet) -> Result<Vec<Place>, Fault> {
    let [place, name, kind, district] = sheet.find(["place", "name", "kind", "district"])?;
    let [easting, northing, illustrative] = sheet.find(["easting", "northing", "illustrative"])?;
    let each = |(at, row): (usize, &[String])| {
        let whole = |cell: usize| row[cell].parse::<i32>().map_err(|_| sheet.fault(at, &row[cell]));
        Ok(Place {
            id: row[place].clone(),
            name: row[name].clone(),
            kind: row[kind].clone(),
            district: row[district].clone(),
            at: (whole(easting)?, whole(northing)?),
            stand_in: row[illustrative] == "yes",
        })
    };
    sheet.numbered().map(each).collect()
}

fn assumptions(sheet: &Sheet) -> Result<Vec<Assumption>, Fault> {
    let [setting, value, low, high] = sheet.find(["setting", "value", "low", "high"])?;
    let [why, source] = sheet.find(["why", "source"])?;
    // Runs of before these columns were known have none.
    let optional = |names: [&str; 2]| {
        let at = names.map(|name| sheet.columns().iter().position(|column| column == name));
        move |row: &[String]| {
            let words = at.iter().flatten().map(|at| row[*at].as_str()).filter(|word| !word.is_empty());
            words.collect::<Vec<_>>().join(", ")
        }
    };
    let (unit, owner) = (optional(["unit", "price_base"]), optional(["owner", "date"]));
    let each = |row: &[String]| Assumption {
        unit: unit(row),
        owner: owner(row),
        setting: row[setting].clone(),
        values: [value, low, high].map(|cell| row[cell].clone()),
        why: row[why].clone(),
        source: row[source].clone(),
    };
    Ok(sheet.rows().map(each).collect())
}

fn facts(archive: &Archive) -> RunFacts {
    let manifest = &archive.manifest;
    let shown = |name: &str, value: &Value| match value {
        Value::Null => None,
        value => Some(format!("{name} {value}")),
    };
    let limits = [
        shown("seed", &manifest["seed"]),
        shown("gap asked for", &manifest["gap"]),
        shown("work at most", &manifest["effort"]),
        shown("seconds at most", &manifest["time_limit"]),
    ];
    RunFacts {
        folder: archive.folder.clone(),
        scenario: word(&manifest["scenario"]),
        question: manifest["question"].as_str().map(str::to_owned),
        status: word(&manifest["status"]),
        made_by: format!("Doorstep {}, {}", word(&manifest["doorstep"]), word(&manifest["solver"])),
        limits: limits.into_iter().flatten().collect::<Vec<_>>().join(", "),
        reproducible: manifest["reproducible"].as_bool().unwrap_or(false),
        ties: manifest["ties_unresolved"].as_bool().unwrap_or(false),
        calibrated: manifest["calibrated"].as_bool().unwrap_or(false),
        inputs: items(&manifest["inputs"]).iter().map(|input| (word(&input["file"]), word(&input["sha256"]))).collect(),
    }
}

/// What a run has beside its options; the first that has it counts.
fn beside(archive: &Archive, at: usize, dossier: &mut Dossier) -> Result<(), Fault> {
    if dossier.programme.is_none() {
        dossier.programme = programme::programme(archive, at, dossier)?;
    }
    if dossier.frontier.is_none() {
        dossier.frontier = asked::frontier(archive)?;
    }
    if dossier.ladder.is_none() {
        dossier.ladder = asked::ladder(archive)?;
    }
    if dossier.choices.is_empty() {
        dossier.choices = asked::choices(archive)?;
    }
    if dossier.clash.is_empty() {
        (dossier.clash, dossier.repairs) = asked::clash(archive)?;
    }
    Ok(())
}

/// Labels of the options of a run that are shown.
fn wanted(
    archive: &Archive,
    option: Option<&str>,
    runs: &[(Archive, Option<String>)],
    faults: &mut Vec<Fault>,
) -> Vec<String> {
    let labels: Vec<String> = items(&archive.manifest["options"]).iter().map(|option| word(&option["label"])).collect();
    let others = || labels.iter().filter(|label| *label != "status quo");
    if let Some(option) = option {
        let found = others().find(|label| label.eq_ignore_ascii_case(option));
        if found.is_none() {
            let what = format!("there is no option \"{option}\"");
            faults.push(Fault {
                code: Code::UnknownOption,
                ..refused(archive, &what, &format!("Options are {}", labels.join(", ")))
            });
        }
        return found.cloned().into_iter().collect();
    }
    if archive.sheet("equity.csv").is_none() {
        // Nothing was found: what clashes stands beside the options of other runs.
        return Vec::new();
    }
    let asked = archive.manifest["question"].is_string();
    if asked && runs.iter().any(|(other, _)| !other.manifest["question"].is_string()) {
        // A question stands beside the options it is about; its own are in its pictures and tables.
        return Vec::new();
    }
    // Of one run all it has; of several, what each is about.
    if runs.len() == 1 {
        return others().take(if asked { 3 } else { OPTIONS }).cloned().collect();
    }
    let usual = USUAL.iter().find_map(|name| labels.iter().find(|label| label == name));
    usual.or_else(|| others().next()).cloned().into_iter().collect()
}

/// One option of a run; today, too, where it is the first.
fn side(archive: &Archive, label: &str, run: usize, dossier: &mut Dossier) -> Result<Side, Fault> {
    let needed = |name: &str| {
        archive.sheet(name).ok_or_else(|| {
            refused(archive, &format!("it has no {name}"), "It was written by an earlier version: run it again")
        })
    };
    let places = archive.sheet("areas.csv").map(areas).transpose()?;
    if places.is_some_and(|places| places != dossier.areas) {
        let fix = "Runs on one page are of the same areas and people";
        return Err(Fault {
            code: Code::NothingInCommon,
            ..refused(archive, "its areas are not those of the first run", fix)
        });
    }
    if let Some(what) = otherwise(archive, dossier) {
        let fix = "Runs on one page are of one scenario’s years, prices, services, groups and levels";
        return Err(Fault { code: Code::NothingInCommon, ..refused(archive, what, fix) });
    }
    for name in ["sites.csv", "offers.csv", "money.csv", "rules.csv"] {
        needed(name)?;
    }
    let figures = figures::figures(needed("equity.csv")?, label, dossier)?;
    let mut found = facts_of(archive, label, run, dossier)?;
    found.indices =
        archive.sheet("inequality.csv").map(|sheet| indices(sheet, label, dossier)).transpose()?.unwrap_or_default();
    found.figures = figures.after;
    found.lost = archive
        .sheet("nearest_lost.csv")
        .map(|sheet| figures::lost(sheet, label, dossier))
        .transpose()?
        .unwrap_or_default();
    if dossier.today.figures.is_empty() {
        let mut today = facts_of(archive, "status quo", run, dossier)?;
        today.figures = figures.before;
        dossier.near = figures.near;
        dossier.way_unit = figures.way_unit;
        dossier.today = today;
    } else if let Some(what) = other_today(archive, &figures.before, dossier)? {
        let fix = "Runs on one page start from the same today, in prices of one year: run them with the same tables, and a programme by itself";
        return Err(Fault { code: Code::NothingInCommon, ..refused(archive, &what, fix) });
    }
    Ok(found)
}

/// What a run calls otherwise than the first one.
fn otherwise(archive: &Archive, dossier: &Dossier) -> Option<&'static str> {
    let manifest = &archive.manifest;
    let names = &manifest["names"];
    let levels: Vec<String> = items(&names["levels"]).iter().map(|level| word(&level[0])).collect();
    let differs = [
        (word(&manifest["prices"]) != dossier.prices, "its prices are of another year than the first run’s"),
        (word(&manifest["years_of"][1]) != dossier.years.1, "it ends in another year than the first run"),
        (named(&names["services"]) != dossier.services, "its services are not those of the first run"),
        (named(&names["groups"]) != dossier.groups, "its groups of people are not those of the first run"),
        (levels.iter().ne(dossier.levels.iter().map(|(level, _)| level)), "its levels are not those of the first run"),
    ];
    differs.into_iter().find(|(differs, _)| *differs).map(|(_, what)| what)
}

/// How a run's today differs from the first run's.
fn other_today(archive: &Archive, before: &[Vec<Figures>], dossier: &Dossier) -> Result<Option<String>, Fault> {
    let here = facts_of(archive, "status quo", 0, dossier)?;
    if here.levels != dossier.today.levels || here.venues != dossier.today.venues {
        return Ok(Some("its sites today are not those of the first run".to_owned()));
    }
    if here.cost != dossier.today.cost {
        return Ok(Some("today does not cost what it costs in the first run".to_owned()));
    }
    Ok((before != dossier.today.figures).then(|| "today does not reach whom it reaches in the first run".to_owned()))
}

/// What an option says of itself, but for who is reached.
fn facts_of(archive: &Archive, label: &str, run: usize, dossier: &Dossier) -> Result<Side, Fault> {
    let entry = items(&archive.manifest["options"]).iter().find(|option| option["label"] == label);
    let blank = Value::Null;
    let entry = entry.unwrap_or(&blank);
    let pence = |name: &str| {
        entry[name].as_i64().ok_or_else(|| {
            let what = format!("its manifest has no whole {name} of option \"{label}\"");
            refused(archive, &what, "Run it again, or undo what changed it")
        })
    };
    let goals = items(&entry["goals"]).iter().map(|goal| Goal {
        name: word(&goal["goal"]),
        value: goal["value"].as_f64().unwrap_or(0.0),
        bound: goal["bound"].as_f64(),
        gap: goal["gap"].as_f64(),
        rests_on: word(&goal["bound_is"]),
        hidden: false,
    });
    Ok(Side {
        label: label.to_owned(),
        run,
        checked: entry["checked"].as_bool().unwrap_or(false),
        cost: pence("cost_pence")?,
        saving: pence("saving_pence")?,
        goals: goals.collect(),
        missed: words(&entry["missed"]),
        levels: archive.sheet("sites.csv").map(|sheet| levels(sheet, label, dossier)).transpose()?.unwrap_or_default(),
        venues: archive.sheet("offers.csv").map(|sheet| venues(sheet, label, dossier)).transpose()?.unwrap_or_default(),
        runs_at: archive
            .sheet("offers.csv")
            .map(|sheet| runs_at(sheet, label, dossier))
            .transpose()?
            .unwrap_or_default(),
        money: archive.sheet("money.csv").map(|sheet| money(sheet, label)).transpose()?.unwrap_or_default(),
        rules: archive.sheet("rules.csv").map(|sheet| rules(sheet, label)).transpose()?.unwrap_or_default(),
        models: archive.sheet("choice.csv").map(|sheet| models(sheet, label, dossier)).transpose()?.unwrap_or_default(),
        ..Side::default()
    })
}

/// How evenly the headline service is spread, today and in an option.
fn indices(sheet: &Sheet, label: &str, dossier: &Dossier) -> Result<Vec<(String, String, String)>, Fault> {
    let [option, service, of, index] = sheet.find(["option", "service", "of", "index"])?;
    let [before, after] = sheet.find(["before", "after"])?;
    let headline = dossier.services.get(dossier.headline).map_or("", |(id, _)| id);
    let asked = |row: &&[String]| row[option] == label && row[service] == headline && row[of] == "share reached";
    // Three decimals, as the summary has them.
    let short = |cell: &String| {
        cell.parse::<f64>().map_or_else(|_| cell.clone(), |value| format!("{value:.3}").replace('-', "−"))
    };
    Ok(sheet.rows().filter(asked).map(|row| (row[index].clone(), short(&row[before]), short(&row[after]))).collect())
}

fn levels(sheet: &Sheet, label: &str, dossier: &Dossier) -> Result<Vec<String>, Fault> {
    let [site] = sheet.find(["site"])?;
    let [level] = sheet.find([label.to_lowercase().as_str()])?;
    let at: BTreeMap<&str, &str> = sheet.rows().map(|row| (row[site].as_str(), row[level].as_str())).collect();
    Ok(dossier.sites().map(|place| at.get(place.id.as_str()).copied().unwrap_or("closed").to_owned()).collect())
}

fn venues(sheet: &Sheet, label: &str, dossier: &Dossier) -> Result<Vec<usize>, Fault> {
    let [option, place] = sheet.find(["option", "place"])?;
    let at: BTreeMap<&str, usize> = dossier
        .places
        .iter()
        .enumerate()
        .filter(|(_, place)| place.kind != "site")
        .map(|(at, place)| (place.id.as_str(), at))
        .collect();
    let mut used: Vec<usize> = sheet
        .rows()
        .filter(|row| row[option] == label)
        .filter_map(|row| at.get(row[place].as_str()).copied())
        .collect();
    used.sort_unstable();
    used.dedup();
    Ok(used)
}

fn runs_at(sheet: &Sheet, label: &str, dossier: &Dossier) -> Result<Vec<(usize, usize)>, Fault> {
    let [option, service, place] = sheet.find(["option", "service", "place"])?;
    let places: BTreeMap<&str, usize> =
        dossier.places.iter().enumerate().map(|(at, place)| (place.id.as_str(), at)).collect();
    let services: BTreeMap<&str, usize> =
        dossier.services.iter().enumerate().map(|(at, (id, _))| (id.as_str(), at)).collect();
    // What runs everywhere, on a screen, is at no place.
    let at = |row: &[String]| Some((*services.get(row[service].as_str())?, *places.get(row[place].as_str())?));
    let mut found: Vec<(usize, usize)> = sheet.rows().filter(|row| row[option] == label).filter_map(at).collect();
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

fn money(sheet: &Sheet, label: &str) -> Result<Vec<LineAmount>, Fault> {
    let [option, line, name, fund] = sheet.find(["option", "line", "name", "fund"])?;
    let [touchable, cost, counts] = sheet.find(["touchable", "cost_gbp", "counts_as_saving_gbp"])?;
    let of_option = sheet.numbered().filter(|(_, row)| row[option] == label);
    let lines = of_option.filter(|(_, row)| !(row[line] == "total" && row[fund].is_empty()));
    let each = |(at, row): (usize, &[String])| {
        Ok(LineAmount {
            line: row[line].clone(),
            name: row[name].clone(),
            fund: row[fund].clone(),
            touchable: row[touchable] == "yes",
            cost: sheet.decimal(at, &row[cost], 2)?,
            counts: sheet.decimal(at, &row[counts], 2)?,
        })
    };
    lines.map(each).collect()
}

fn rules(sheet: &Sheet, label: &str) -> Result<Vec<Kept>, Fault> {
    let [option, rule, strength, kept] = sheet.find(["option", "rule", "strength", "kept"])?;
    let [unit, have, wanted] = sheet.find(["unit", "have", "wanted"])?;
    let [why, source, part] = sheet.find(["why", "source", "part"])?;
    // Runs of earlier versions have neither sentences nor amounts missed.
    let cell = |name: &str| sheet.columns().iter().position(|column| column == name);
    let (says, missed_by) = (cell("says"), cell("missed_by"));
    let each = |row: &[String]| Kept {
        says: says.map_or_else(String::new, |says| row[says].clone()),
        part: row[part].clone(),
        missed_by: missed_by.and_then(|cell| row[cell].parse().ok()).filter(|by: &f64| by.is_finite()).unwrap_or(0.0),
        rule: row[rule].clone(),
        hard: row[strength] == "hard",
        kept: row[kept] == "yes",
        unit: row[unit].clone(),
        have: row[have].clone(),
        wanted: row[wanted].clone(),
        why: row[why].clone(),
        source: row[source].clone(),
    };
    Ok(sheet.rows().filter(|row| row[option] == label).map(each).collect())
}

fn models(sheet: &Sheet, label: &str, dossier: &Dossier) -> Result<Vec<Vec<Model>>, Fault> {
    let [service, model, option] = sheet.find(["service", "model", "option"])?;
    let [reached, turned_away] = sheet.find(["reached", "turned_away"])?;
    let mut found = vec![Vec::new(); dossier.services.len()];
    for (at, row) in sheet.numbered().filter(|(_, row)| row[option] == label) {
        let Some(place) = dossier.services.iter().position(|(id, _)| *id == row[service]) else { continue };
        let count = |cell: usize| sheet.decimal(at, &row[cell], 1).map(Count::Exact);
        found[place].push(Model {
            name: row[model].clone(),
            reached: count(reached)?,
            turned_away: count(turned_away)?,
        });
    }
    Ok(found)
}

/// Every side has every line, in one order: those of today, then what only options have.
fn lines(dossier: &mut Dossier) {
    let mut all: Vec<LineAmount> = Vec::new();
    for line in dossier.sides().flat_map(|side| &side.money) {
        if !all.iter().any(|known| (&known.line, &known.fund) == (&line.line, &line.fund)) {
            all.push(LineAmount { cost: 0, counts: 0, ..line.clone() });
        }
    }
    for side in dossier.sides_mut() {
        let own = std::mem::take(&mut side.money);
        let of = |line: &LineAmount| own.iter().find(|known| (&known.line, &known.fund) == (&line.line, &line.fund));
        side.money = all.iter().map(|line| of(line).cloned().unwrap_or_else(|| line.clone())).collect();
    }
}

/// Where options are the steps of a ladder, or plans of several runs that differ in the amount they are to save: the
/// amount of each, in pence. Nothing where two have the same, or one has none.
fn amounts(dossier: &Dossier) -> Vec<i64> {
    let rung = |side: &Side| {
        let asked = dossier.runs[side.run].question.as_deref().is_some_and(|asked| asked.starts_with("ladder"));
        let step: usize = side.label.strip_prefix("step ").filter(|_| asked)?.parse().ok()?;
        Some(dossier.ladder.as_ref()?.rungs.get(step.checked_sub(1)?)?.target)
    };
    let asked = |side: &Side| {
        let mut targets = side.rules.iter().filter(|kept| kept.unit == "pounds" && kept.says.starts_with("save "));
        let only = targets.next().filter(|_| side.label == "plan" && dossier.runs[side.run].question.is_none())?;
        // What is missed would be a name that does not hold.
        let pence = only.wanted.replace('.', "").parse().ok();
        pence.filter(|_| targets.next().is_none() && only.kept)
    };
    let each = dossier.options.iter().map(|side| rung(side).or_else(|| asked(side)));
    let found: Vec<i64> = each.collect::<Option<_>>().unwrap_or_default();
    let apart: BTreeSet<&i64> = found.iter().collect();
    let several = found.len() > 1 && apart.len() == found.len() && found.iter().all(|pence| *pence > 0);
    if several { found } else { Vec::new() }
}

/// "£4m", "£1.25m", "£80,000".
fn short(pence: i64) -> String {
    // Tens of thousands of pounds: two decimals of a million.
    if pence < 100_000_000 || pence % 1_000_000 != 0 {
        return doorstep_scenario::Pence(pence).to_string();
    }
    let millions = format!("{}.{:02}", pence / 100_000_000, pence % 100_000_000 / 1_000_000);
    format!("£{}m", millions.trim_end_matches('0').trim_end_matches('.'))
}

/// Gives every side the name that readers know it by.
fn name(dossier: &mut Dossier, faults: &mut Vec<Fault>) {
    // A programme’s end year is held against doing nothing until then, in its own prices and for its own people.
    let programme = dossier.programme.as_ref().is_some_and(|programme| programme.run == dossier.today.run);
    dossier.today.name =
        if programme { format!("Doing nothing, {}", dossier.years.1) } else { format!("Today, {}", dossier.years.0) };
    "status quo".clone_into(&mut dossier.today.label);
    let amounts = amounts(dossier);
    let runs = &dossier.runs;
    let wording = &dossier.wording;
    let mut used: Vec<String> = Vec::new();
    for (at, side) in dossier.options.iter_mut().enumerate() {
        let letter = char::from(b'A' + u8::try_from(at).unwrap_or(25).min(25));
        let run = &runs[side.run];
        let keys = [format!("{}:{}", run.folder, side.label), run.folder.clone(), side.label.clone()];
        let key = keys.into_iter().find(|key| wording.options.contains_key(key));
        let words = key.as_ref().and_then(|key| wording.options.get(key));
        if let Some(key) = key {
            if used.contains(&key) {
                faults.push(Fault {
                    code: Code::GivenTwice,
                    place: doorstep_scenario::Place::file(wording.file()),
                    what: format!("\"{key}\" names more than one option"),
                    fix: format!("Name one: \"{}:{}\"", run.folder, side.label),
                });
            } else {
                used.push(key);
            }
        }
        let asked = run.question.as_deref().map(|_| format!("Option {letter} ({})", side.label));
        let usual = asked.unwrap_or_else(|| format!("Option {letter}"));
        let usual = amounts.get(at).map_or(usual, |pence| format!("Save {}", short(*pence)));
        side.name = words.and_then(|words| words.name.clone()).unwrap_or(usual);
        side.why = words.and_then(|words| words.why.clone());
    }
    for (at, side) in dossier.options.iter().enumerate() {
        let same = |other: &&Side| {
            (other.run == side.run || runs[other.run].folder == runs[side.run].folder) && other.label == side.label
        };
        if dossier.options[..at].iter().any(|other| same(&other)) {
            let what = format!("{}:{} stands on the page twice", runs[side.run].folder, side.label);
            faults.push(Fault {
                code: Code::GivenTwice,
                place: doorstep_scenario::Place::file(&runs[side.run].folder),
                what,
                fix: "Name each option once".to_owned(),
            });
        }
    }
    let labels: Vec<String> =
        dossier.options.iter().map(|side| format!("{}:{}", runs[side.run].folder, side.label)).collect();
    for unused in dossier.wording.options.keys().filter(|key| !used.contains(key)) {
        faults.push(Fault {
            code: Code::UnknownOption,
            place: doorstep_scenario::Place::file(dossier.wording.file()),
            what: format!("no option shown is \"{unused}\""),
            fix: format!("Options are {}", labels.join(", ")),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Ladder, Rung};
    use super::*;

    fn asked(pounds: &str) -> Kept {
        let says = format!("save £{pounds} a year by 2027-28");
        Kept { says, unit: "pounds".to_owned(), wanted: format!("{pounds}.00"), kept: true, ..Kept::default() }
    }

    fn names(mut dossier: Dossier) -> Vec<String> {
        let mut faults = Vec::new();
        name(&mut dossier, &mut faults);
        assert!(faults.is_empty(), "{faults:?}");
        dossier.options.into_iter().map(|side| side.name).collect()
    }

    #[test]
    fn steps_of_a_ladder_are_named_by_what_they_save() {
        let rung = |target: i64| Rung { target, found: true, ..Rung::default() };
        let step = |label: &str| Side { label: label.to_owned(), ..Side::default() };
        let dossier = || Dossier {
            runs: vec![RunFacts { question: Some("ladder of 3 targets".to_owned()), ..RunFacts::default() }],
            ladder: Some(Ladder {
                rungs: vec![rung(8_000_000), rung(400_000_000), rung(625_000_000)],
                ..Ladder::default()
            }),
            options: vec![step("step 1"), step("step 2"), step("step 3")],
            ..Dossier::default()
        };
        assert_eq!(names(dossier()), ["Save £80,000", "Save £4m", "Save £6.25m"]);
        let others = Dossier { ladder: None, ..dossier() };
        assert_eq!(names(others)[0], "Option A (step 1)");
    }

    #[test]
    fn plans_that_differ_in_what_they_are_to_save_are_named_by_it_others_by_letters() {
        let plan = |run: usize, pounds: &str| Side {
            label: "plan".to_owned(),
            run,
            rules: vec![asked(pounds)],
            ..Side::default()
        };
        let dossier = |options: Vec<Side>| {
            let run = |folder: &str| RunFacts { folder: folder.to_owned(), ..RunFacts::default() };
            Dossier { runs: vec![run("a"), run("b")], options, ..Dossier::default() }
        };
        let apart = vec![plan(0, "5000000"), plan(1, "16000000")];
        assert_eq!(names(dossier(apart.clone())), ["Save £5m", "Save £16m"]);
        assert_eq!(names(dossier(vec![plan(0, "5000000"), plan(1, "5000000")])), ["Option A", "Option B"]);
        let mut missed = apart;
        missed[1].rules[0].kept = false;
        assert_eq!(names(dossier(missed)), ["Option A", "Option B"]);
    }
}
