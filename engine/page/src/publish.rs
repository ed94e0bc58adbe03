//! A dossier for everybody: counts rounded, small ones hidden, and nothing from which they could be found.
//!
//! What is hidden is decided in `doorstep-disclosure`, measure by measure. A measure of areas is published
//! with every partition of them; groups and characteristics stand beside them.

use crate::document::Document;
use crate::dossier::{Count, Dossier, Figures, Lost, Side};
use crate::draw::words::clean;
use doorstep_disclosure::{
    Beside, Column, Frame, Misfit, Partition, Published, Shown, Table, Threshold, publish, publish_list,
};
use doorstep_scenario::{Code, Fault, Place, Wording};
use std::collections::BTreeSet;

/// Beginnings of what a page for everybody may not say: verdicts, and not a model's to give. Compared word by
/// word, small letters, hyphens as spaces.
const VERDICTS: [&str; 24] = [
    "sufficient*",
    "insufficient*",
    "lawful*",
    "unlawful*",
    "compliant",
    "legally*",
    "optimal*",
    "no adverse*",
    "no negative*",
    "no detrimental*",
    "no disproportionate*",
    "no equality impact*",
    "no impact*",
    "will close*",
    "will be clos*",
    "will shut*",
    "is to close*",
    "must close*",
    "should close*",
    "best option*",
    "recommended option*",
    "preferred*",
    "fairest*",
    "the best and*",
];
/// Parts of a page that are a named officer's own statement of law.
const OFFICERS: [&str; 1] = ["slot-legal"];
/// From so many neighbourhoods on an index of their spread tells nothing of one of them.
const MANY: usize = 100;
/// Parts by a characteristic of people. Other parts that are no groups are bands of areas.
const OF_PEOPLE: [&str; 3] = ["yes", "no", "not assessed"];

/// Makes a dossier safe to publish, or says why it cannot be.
///
/// # Errors
/// Every reason why it may not be published.
pub fn published(mut dossier: Dossier, threshold: u8) -> Result<Dossier, Vec<Fault>> {
    let mut faults = Vec::new();
    let Some(limit) = Threshold::new(threshold).filter(|_| threshold >= 5) else {
        let what = format!("a threshold of {threshold} is not between 5 and 10");
        return Err(vec![refused(&what, "Small numbers are hidden below 5 unless your council asks for more")]);
    };
    faults.extend(closures(&dossier));
    if !faults.is_empty() {
        return Err(faults);
    }
    let of = |misfit: Misfit| {
        vec![refused(&misfit.to_string(), "Run it again: the tables of the run do not fit each other")]
    };
    shape(&mut dossier, limit).map_err(of)?;
    quieten(&mut dossier);
    dossier.public = Some(u64::from(threshold));
    Ok(dossier)
}

/// What follows from exact numbers of people and is not needed: curves through them, means over several places,
/// sizes of dots, what would make something possible, hashes by which a guess of a table could be confirmed.
fn quieten(dossier: &mut Dossier) {
    dossier.frontier = None;
    dossier.ladder = None;
    dossier.repairs.clear();
    dossier.choices.clear();
    let few = dossier.areas.len() < MANY;
    for area in &mut dossier.areas {
        area.people = 1;
    }
    for run in &mut dossier.runs {
        run.inputs.clear();
    }
    let is_area: Vec<bool> = dossier.parts.iter().map(|part| part.by == "area").collect();
    let headline = dossier.headline;
    for side in dossier.sides_mut() {
        if few {
            side.indices.clear();
        }
        for goal in &mut side.goals {
            (goal.value, goal.bound, goal.hidden) = (0.0, goal.bound.map(|_| 0.0), true);
        }
        // Amounts and sites are told; what is counted in people or posts is not, nor where most of it is missing.
        for kept in side.rules.iter_mut().filter(|kept| !["pounds", "sites"].contains(&kept.unit.as_str())) {
            kept.have.clear();
            kept.missed_by = 0.0;
        }
        // Of other services a way says whether anybody is there for whom they are.
        for (service, figures) in side.figures.iter_mut().enumerate() {
            for (figures, is_area) in figures.iter_mut().zip(&is_area) {
                figures.way = figures.way.filter(|_| *is_area && service == headline);
            }
        }
    }
    if let Some(programme) = &mut dossier.programme {
        // Posts are people, and so is what is paid to those who leave.
        programme.staff.clear();
        programme.problems.clear();
        // Years lie close together: a sum less another would be a few people.
        programme.reach.clear();
        programme.one_offs.retain(|item| item.name == "All one-offs" || item.part != "cost");
    }
}

fn refused(what: &str, fix: &str) -> Fault {
    Fault { code: Code::NotForPublication, place: Place::file("--public"), what: what.to_owned(), fix: fix.to_owned() }
}

/// Named sites that close need the status quo, another option and a stage of consultation beside them.
fn closures(dossier: &Dossier) -> Vec<Fault> {
    let closes = |side: &Side| {
        side.levels.iter().zip(&dossier.today.levels).any(|(after, before)| after == "closed" && before != "closed")
    };
    let mut faults = Vec::new();
    if !dossier.options.iter().any(closes) {
        return faults;
    }
    let decisions = |side: &Side| (side.levels.clone(), side.venues.clone(), side.cost);
    let first = dossier.options.first().map(decisions);
    if dossier.options.iter().all(|side| Some(decisions(side)) == first) {
        faults.push(refused(
            "it names sites that close, and only one option stands beside the status quo",
            "Solve with --alternatives 1 or more, or name a second run",
        ));
    }
    if dossier.wording.stage.as_ref().is_none_or(|stage| stage.split_whitespace().count() < 2) {
        faults.push(refused(
            "it names sites that close, and no stage of consultation is stated",
            "State it in the file named with --words: stage: \"Before consultation; nothing is decided\"",
        ));
    }
    faults
}

/// Verdicts anywhere on a finished page: nothing on it says one but a legal officer, where law is spoken of.
///
/// # Errors
/// Every verdict, with the sentence it stands in and, where officers wrote it, its file and line.
pub fn without_verdicts(document: &Document, wording: &Wording) -> Result<(), Vec<Fault>> {
    let whole = serde_json::to_value(document).unwrap_or_default();
    let mut texts = BTreeSet::new();
    texts_of(&whole, &mut texts);
    let mut found = Vec::new();
    for text in &texts {
        let plain = plain(text);
        for verdict in VERDICTS.iter().filter(|verdict| says(&plain, verdict)) {
            let (begun, verdict) = (verdict, verdict.trim_end_matches('*'));
            // Officers' words stand alone or within a sentence of the page: they are told once, where they wrote them.
            let own =
                wording.places.iter().find(|(own, _)| text.contains(own.as_str()) && says(&self::plain(own), begun));
            let start: String = own.map_or(text, |(own, _)| own).chars().take(80).collect();
            let what = format!("“{start}” says “{verdict}…”: a verdict that a model cannot give");
            let fix = if own.is_some() {
                "Say what was found and leave the verdict to the decision"
            } else {
                "Say what was found and leave the verdict to the decision: in the scenario the page is made from"
            };
            let fault = refused(&what, fix);
            let fault = own.map_or_else(|| fault.clone(), |(_, place)| Fault { place: place.clone(), ..fault.clone() });
            if !found.contains(&fault) {
                found.push(fault);
            }
        }
    }
    if found.is_empty() { Ok(()) } else { Err(found) }
}

/// Every text of a document, but for shapes, ids and what officers of law wrote.
fn texts_of(value: &serde_json::Value, found: &mut BTreeSet<String>) {
    use serde_json::Value;
    match value {
        Value::String(text) => {
            found.insert(text.clone());
        }
        Value::Array(items) => items.iter().for_each(|item| texts_of(item, found)),
        Value::Object(map) => {
            if map.get("id").and_then(Value::as_str).is_some_and(|id| OFFICERS.contains(&id)) {
                return;
            }
            for (key, value) in map {
                if !["body", "shapes", "id", "to", "logo", "postcodes"].contains(&key.as_str()) {
                    texts_of(value, found);
                }
            }
        }
        _ => {}
    }
}

/// As a reader sees it, in small letters, one blank between words, hyphens as blanks.
fn plain(text: &str) -> String {
    let shown = clean(text).to_lowercase().replace(['-', '‐', '‑', '–'], " ").replace('ﬃ', "ffi").replace('ﬁ', "fi");
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Does a text hold these words, as whole words, the last perhaps only begun?
fn says(text: &str, words: &str) -> bool {
    let edge = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric());
    let (words, begun) = words.strip_suffix('*').map_or((words, false), |words| (words, true));
    text.match_indices(words).any(|(at, found)| {
        edge(text[..at].chars().next_back()) && (begun || edge(text[at + found.len()..].chars().next()))
    })
}

/// Whole people; somebody is never nobody.
fn whole(count: Count) -> u64 {
    let people = count.people().and_then(|people| u64::try_from(people).ok()).unwrap_or(0);
    if count.value().is_some_and(|value| value > 0.0) { people.max(1) } else { people }
}

fn counted(shown: Shown) -> Count {
    shown.count().map_or(Count::Hidden, Count::Rounded)
}

/// How the parts of the dossier stand in a frame.
struct Shape {
    frame: Frame,
    /// By area: the part of the dossier.
    areas: Vec<usize>,
    /// By cell of a table in order (parts, then groups): the part of the dossier.
    partitions: Vec<Vec<usize>>,
    beside: Vec<Vec<usize>>,
    /// By partition and area: which of its parts the area is in.
    of: Vec<Vec<usize>>,
    all: usize,
}

impl Shape {
    fn of(dossier: &Dossier) -> Result<Shape, Misfit> {
        let (mut partitions, mut beside, mut ways, mut groups) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for kind in dossier.kinds() {
            let parts = dossier.parts_by(kind);
            let named = |part: &usize| dossier.parts[*part].name.as_str();
            let of_area = |area: &crate::dossier::Area| match kind {
                "district" => Some(area.district.clone()),
                "deprivation fifth" => {
                    Some(area.decile.map_or_else(|| "not assessed".to_owned(), |decile| decile.div_ceil(2).to_string()))
                }
                _ => None,
            };
            // Tables leave out parts with nobody: such areas are in one more part, of which nothing is said.
            let at = |name: String| parts.iter().position(|part| named(part) == name).unwrap_or(parts.len());
            let found: Option<Vec<usize>> = dossier.areas.iter().map(|area| of_area(area).map(at)).collect();
            if let Some(of) = found {
                ways.push(Partition { parts: parts.len() + 1, of });
                partitions.push(parts);
            } else if kind == "group" || parts.iter().all(|part| OF_PEOPLE.contains(&named(part))) {
                // Everybody is in one group, and has a characteristic, has it not or is not assessed.
                groups.push(Beside { groups: parts.len(), adds_up: true });
                beside.push(parts);
            }
            // Bands are sums of areas, and which is not known here: nothing is shown of them.
        }
        let frame = Frame::new(dossier.areas.len(), &ways, &groups)?;
        let of = ways.into_iter().map(|partition| partition.of).collect();
        Ok(Shape { frame, areas: dossier.area_parts.clone(), partitions, beside, of, all: dossier.everybody() })
    }

    fn column(&self, count: impl Fn(usize) -> Option<Count>) -> Column {
        let whole = |part: usize| count(part).map_or(0, whole);
        let each = |parts: &Vec<usize>| parts.iter().map(|part| whole(*part)).collect();
        let parts = |parts: &Vec<usize>| parts.iter().map(|part| whole(*part)).chain([0]).collect();
        Table {
            areas: self.areas.iter().map(|part| whole(*part)).collect(),
            parts: self.partitions.iter().map(parts).collect(),
            beside: self.beside.iter().map(each).collect(),
            total: whole(self.all),
        }
    }

    /// The areas of which there is anybody.
    fn areas_with(&self, count: impl Fn(usize) -> Option<Count>) -> Vec<bool> {
        self.areas.iter().map(|part| count(*part).is_some_and(|count| whole(count) > 0)).collect()
    }

    /// The sums of areas, and which areas those are.
    fn sums(&self) -> impl Iterator<Item = (usize, Vec<bool>)> {
        let parts = self.partitions.iter().zip(&self.of).flat_map(|(parts, of)| {
            let areas = move |at: usize| of.iter().map(|own| *own == at).collect::<Vec<bool>>();
            parts.iter().enumerate().map(move |(at, part)| (*part, areas(at)))
        });
        parts.chain([(self.all, vec![true; self.areas.len()])])
    }

    /// Puts what may be shown where the counts stood.
    fn put(&self, table: &Table<Shown>, mut put: impl FnMut(usize, Count)) {
        for (part, shown) in self.areas.iter().zip(&table.areas) {
            put(*part, counted(*shown));
        }
        let parts = self.partitions.iter().zip(&table.parts).chain(self.beside.iter().zip(&table.beside));
        for (parts, shown) in parts {
            for (part, shown) in parts.iter().zip(shown) {
                put(*part, counted(*shown));
            }
        }
        put(self.all, counted(table.total));
    }
}

fn shape(dossier: &mut Dossier, threshold: Threshold) -> Result<(), Misfit> {
    let shape = Shape::of(dossier)?;
    let eligible_of = |service: usize| {
        let parts = dossier.today.figures.get(service);
        shape.column(|part| parts.and_then(|parts| parts.get(part)).map(|figures| figures.eligible))
    };
    let columns: Vec<Column> = (0..dossier.services.len()).map(eligible_of).collect();
    let Some(usual) = columns.get(dossier.headline) else { return Ok(()) };
    let people = publish(threshold, &shape.frame, usual, &[], None)?;
    for (service, column) in columns.iter().enumerate() {
        // Services for some of the same groups: one count of them less another is a third that is not shown.
        let told = column == usual;
        let eligible = publish(threshold, &shape.frame, column, &[], None)?;
        let reached = |side: &Side| shape.column(|part| Some(side.at(service, part).reached));
        let options: Vec<Column> = dossier.options.iter().map(reached).collect();
        let reached = publish(threshold, &shape.frame, &reached(&dossier.today), &options, Some(&eligible))?;
        let reached: Vec<Table<Shown>> = std::iter::once(reached.today).chain(reached.options).collect();
        // What is shown of an option hangs on it and on today, not on other options.
        let apart: Vec<bool> = dossier.sides().map(|side| apart(side, service, shape.all)).collect();
        let near_today = shape.areas_with(|part| dossier.today.at(service, part).near);
        for (at, side) in dossier.sides_mut().enumerate() {
            let near = shape.areas_with(|part| side.at(service, part).near);
            let count = side.at(service, shape.all).near;
            let Some(parts) = side.figures.get_mut(service) else { continue };
            for part in parts.iter_mut() {
                *part = Figures { way: part.way, near: part.near.map(|_| Count::Hidden), ..Figures::default() };
            }
            if told {
                shape.put(&eligible.today, |part, count| parts[part].eligible = count);
                shape.put(&reached[at], |part, count| parts[part].reached = count);
                // To whom a place is near is whole areas, and ways say which.
                let compared = (at > 0).then_some(near_today.as_slice());
                parts[shape.all].near = count.map(|count| counted(people.together(&near, whole(count), compared)));
            } else if apart[0] && apart[at] {
                // The same families are counted by other services: their parts would tell each other.
                parts[shape.all].reached = counted(reached[at].total);
            }
        }
    }
    lost(dossier, &shape, &people, &columns, threshold)?;
    models(dossier, threshold)
}

/// So far apart totals of services for some of the same people have to be, that what is between two of them is not
/// a few.
const APART: u64 = 100;

/// Is the total of a service large, and far from every other service's?
fn apart(side: &Side, service: usize, everybody: usize) -> bool {
    let total = |service: usize| whole(side.at(service, everybody).reached);
    let others = (0..side.figures.len()).filter(|other| *other != service);
    total(service) >= APART && others.map(total).all(|other| total(service).abs_diff(other) >= APART)
}

/// Whose nearest place is lost: whole areas, and ways and maps say which. Shown of those whom the first service is
/// for, and of the council where there are many others beside them. How far anybody then has to go is a mean over a
/// few, and is left out.
fn lost(
    dossier: &mut Dossier,
    shape: &Shape,
    people: &Published,
    columns: &[Column],
    threshold: Threshold,
) -> Result<(), Misfit> {
    let usual = &columns[dossier.headline].areas;
    let anybody: Vec<u64> = dossier.areas.iter().map(|area| u64::from(area.people)).collect();
    for (service, parts) in dossier.options.iter_mut().flat_map(|side| side.lost.iter_mut().enumerate()) {
        let truth = parts.clone();
        for lost in parts.iter_mut().flatten() {
            *lost = Lost::default();
        }
        let own = columns.get(service).map_or(&anybody, |column| &column.areas);
        let show = |of_lost: fn(&Lost) -> Count, part: usize, of: &[bool]| {
            let count = |part: usize| truth.get(part)?.as_ref().map(of_lost);
            let areas: Vec<bool> = shape.areas_with(count).iter().zip(of).map(|(is, of)| *is && *of).collect();
            let count = count(part).map_or(0, whole);
            if own == usual {
                return Ok(people.together(&areas, count, None));
            }
            let among: u64 = usual.iter().zip(&areas).filter(|(_, is)| **is).map(|(people, _)| people).sum();
            let many = part == shape.all && count >= among.saturating_add(APART);
            if many { publish_list(threshold, &[], count).map(|(_, all)| all) } else { Ok(Shown::Hidden) }
        };
        for (part, of) in shape.sums() {
            if let Some(Some(lost)) = parts.get_mut(part) {
                lost.lose = counted(show(|lost| lost.lose, part, &of)?);
                lost.left = counted(show(|lost| lost.left, part, &of)?);
            }
        }
    }
    Ok(())
}

/// Reach under models of who goes where: the planner's is the total of the tables, and is shown as it is there.
fn models(dossier: &mut Dossier, threshold: Threshold) -> Result<(), Misfit> {
    let everybody = dossier.everybody();
    for side in dossier.sides_mut() {
        for (service, models) in side.models.iter_mut().enumerate() {
            let total = side.figures.get(service).and_then(|parts| parts.get(everybody));
            let total = total.map_or(Count::Hidden, |figures| figures.reached);
            for (at, model) in models.iter_mut().enumerate() {
                for count in [&mut model.reached, &mut model.turned_away] {
                    let (_, shown) = publish_list(threshold, &[], whole(*count))?;
                    let shown = shown.count().map_or(Count::Hidden, Count::Rounded);
                    *count = if total == Count::Hidden { Count::Hidden } else { shown };
                }
                if at == 0 {
                    model.reached = total;
                }
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::{Area, Part};

    #[test]
    fn a_few_tenths_of_a_person_are_somebody_and_are_hidden() {
        let part = |by: &str, name: &str| Part { by: by.to_owned(), name: name.to_owned() };
        let counts = |tenths: [i64; 3]| {
            let figures =
                |tenths| Figures { eligible: Count::Exact(400), reached: Count::Exact(tenths), ..Figures::default() };
            vec![tenths.map(figures).to_vec()]
        };
        let side = |tenths| Side { figures: counts(tenths), ..Side::default() };
        let mut dossier = Dossier {
            services: vec![("play".to_owned(), "Play".to_owned())],
            areas: vec![Area::default(), Area::default()],
            parts: vec![part("all", ""), part("area", "north"), part("area", "south")],
            area_parts: vec![1, 2],
            today: side([303, 300, 3]),
            options: vec![side([300, 300, 0])],
            ..Dossier::default()
        };
        shape(&mut dossier, Threshold::default()).unwrap_or_else(|misfit| panic!("{misfit}"));
        let shown = |side: &Side, part: usize| side.figures[0][part].reached;
        assert_eq!(shown(&dossier.today, 2), Count::Hidden, "three tenths are not nobody");
        assert_eq!(shown(&dossier.options[0], 1), Count::Rounded(30));
    }
}
