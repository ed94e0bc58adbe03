//! A dossier for everybody: counts rounded, small ones hidden, and nothing from which they could be found.
//!
//! What is hidden is decided in `doorstep-disclosure`, measure by measure. A measure of areas is published
//! with every partition of them; groups and characteristics stand beside them.

use crate::dossier::{Count, Dossier, Figures, Lost, Side};
use doorstep_disclosure::{
    Beside, Column, Frame, Misfit, Partition, Published, Shown, Table, Threshold, publish, publish_list,
};
use doorstep_scenario::{Code, Fault, Place};

/// Words that a page for everybody may not say: they are verdicts, and not the model's to give.
const VERDICTS: [&str; 14] = [
    "sufficient",
    "lawful",
    "unlawful",
    "legally compliant",
    "no adverse impact",
    "no negative impact",
    "no detrimental impact",
    "no disproportionate impact",
    "optimal closure",
    "will close",
    "will be closed",
    "must close",
    "best option",
    "preferred option",
];

/// Makes a dossier safe to publish, or says why it cannot be.
///
/// # Errors
/// Every reason why it may not be published.
pub fn published(mut dossier: Dossier, threshold: u8) -> Result<Dossier, Vec<Fault>> {
    let mut faults = Vec::new();
    let Some(limit) = Threshold::new(threshold) else {
        let what = format!("a threshold of {threshold} is not between 3 and 10");
        return Err(vec![refused(&what, "Small numbers are hidden below 5 unless your council asks for more")]);
    };
    faults.extend(closures(&dossier));
    faults.extend(verdicts(&dossier));
    if !faults.is_empty() {
        return Err(faults);
    }
    let of = |misfit: Misfit| {
        vec![refused(&misfit.to_string(), "Run it again: the tables of the run do not fit each other")]
    };
    shape(&mut dossier, limit).map_err(of)?;
    dossier.public = Some(u64::from(threshold));
    Ok(dossier)
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
    if dossier.options.len() < 2 {
        faults.push(refused(
            "it names sites that close, and only one option stands beside the status quo",
            "Solve with --alternatives 1 or more, or name a second run",
        ));
    }
    if dossier.wording.stage.is_none() {
        faults.push(refused(
            "it names sites that close, and no stage of consultation is stated",
            "State it in the page’s own file: stage: \"Before consultation; nothing is decided\", and name the file with --words",
        ));
    }
    faults
}

/// Verdicts in what people wrote.
fn verdicts(dossier: &Dossier) -> Vec<Fault> {
    let mut found: Vec<Fault> = Vec::new();
    for (place, text) in written(dossier) {
        for verdict in VERDICTS.iter().filter(|verdict| says(text, verdict)) {
            let fault = refused(
                &format!("{place} says “{verdict}”: a verdict that a model cannot give"),
                "Say what was found and leave the verdict to the decision",
            );
            if !found.contains(&fault) {
                found.push(fault);
            }
        }
    }
    found
}

/// Everything on the page that people wrote, and where.
fn written(dossier: &Dossier) -> Vec<(String, &str)> {
    let wording = &dossier.wording;
    let own = "the page’s own file".to_owned();
    let mut texts: Vec<(String, &str)> = vec![("the scenario’s name".to_owned(), &dossier.scenario)];
    texts.extend(dossier.runs.iter().map(|run| (format!("the scenario of {}", run.folder), run.scenario.as_str())));
    texts.extend(
        wording.title.iter().chain(&wording.council).chain(&wording.stage).map(|text| (own.clone(), text.as_str())),
    );
    for (label, words) in &wording.options {
        texts.extend(words.name.iter().chain(&words.why).map(|text| (format!("option {label}"), text.as_str())));
    }
    for (name, text) in &wording.rejected {
        texts.extend([name, text].map(|text| ("what was not taken further".to_owned(), text.as_str())));
    }
    for (slot, words) in &wording.slots {
        texts.extend(words.iter().map(|text| (format!("slot {slot}"), text.as_str())));
    }
    texts.extend(wording.questions.iter().map(|text| ("a question".to_owned(), text.as_str())));
    texts.extend(dossier.notes.iter().map(|text| ("a note".to_owned(), text.as_str())));
    texts.extend(dossier.services.iter().map(|(id, name)| (format!("service {id}"), name.as_str())));
    for kept in dossier.sides().flat_map(|side| &side.rules) {
        texts.extend([&kept.rule, &kept.why].map(|text| (format!("rule {}", kept.rule), text.as_str())));
    }
    texts.extend(dossier.assumptions.iter().map(|found| (format!("assumption {}", found.setting), found.why.as_str())));
    texts
}

/// Does a text hold these words, as whole words?
fn says(text: &str, words: &str) -> bool {
    let text: String = text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let edge = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric());
    text.match_indices(words)
        .any(|(at, found)| edge(text[..at].chars().next_back()) && edge(text[at + found.len()..].chars().next()))
}

/// How the parts of the dossier stand in a frame.
struct Shape {
    frame: Frame,
    /// By cell of a table in order (parts, then groups): the part of the dossier.
    partitions: Vec<Vec<usize>>,
    beside: Vec<Vec<usize>>,
    all: usize,
}

impl Shape {
    fn of(dossier: &Dossier) -> Result<Shape, Misfit> {
        let (mut partitions, mut beside, mut ways, mut groups) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for kind in dossier.kinds() {
            let parts = dossier.parts_by(kind);
            let of_area = |area: &crate::dossier::Area| match kind {
                "district" => Some(area.district.clone()),
                "deprivation fifth" => {
                    Some(area.decile.map_or_else(|| "not assessed".to_owned(), |decile| decile.div_ceil(2).to_string()))
                }
                _ => None,
            };
            let at = |area: &crate::dossier::Area| {
                let name = of_area(area)?;
                parts.iter().position(|part| dossier.parts[*part].name == name)
            };
            let found: Option<Vec<usize>> = dossier.areas.iter().map(at).collect();
            if let Some(of) = found {
                ways.push(Partition { parts: parts.len(), of });
                partitions.push(parts);
            } else {
                groups.push(Beside { groups: parts.len(), adds_up: false });
                beside.push(parts);
            }
        }
        let all = dossier.parts.iter().position(|part| part.by == "all").unwrap_or(0);
        Ok(Shape { frame: Frame::new(dossier.areas.len(), &ways, &groups)?, partitions, beside, all })
    }

    fn column(&self, dossier: &Dossier, count: impl Fn(usize) -> Option<Count>) -> Column {
        let whole = |part: usize| {
            count(part).and_then(Count::people).and_then(|people| u64::try_from(people).ok()).unwrap_or(0)
        };
        let each = |parts: &Vec<usize>| parts.iter().map(|part| whole(*part)).collect();
        Table {
            areas: dossier.area_parts.iter().map(|part| whole(*part)).collect(),
            parts: self.partitions.iter().map(each).collect(),
            beside: self.beside.iter().map(each).collect(),
            total: whole(self.all),
        }
    }

    /// Puts what may be shown where the counts stood.
    fn put(&self, dossier: &Dossier, table: &Table<Shown>, mut put: impl FnMut(usize, Count)) {
        let count = |shown: Shown| shown.count().map_or(Count::Hidden, Count::Rounded);
        for (part, shown) in dossier.area_parts.iter().zip(&table.areas) {
            put(*part, count(*shown));
        }
        let parts = self.partitions.iter().zip(&table.parts).chain(self.beside.iter().zip(&table.beside));
        for (parts, shown) in parts {
            for (part, shown) in parts.iter().zip(shown) {
                put(*part, count(*shown));
            }
        }
        put(self.all, count(table.total));
    }
}

fn shape(dossier: &mut Dossier, threshold: Threshold) -> Result<(), Misfit> {
    let shape = Shape::of(dossier)?;
    for service in 0..dossier.services.len() {
        let figures = |side: &Side, part: usize| {
            side.figures.get(service).and_then(|parts| parts.get(part)).copied().unwrap_or_default()
        };
        let eligible = shape.column(dossier, |part| Some(figures(&dossier.today, part).eligible));
        let eligible = publish(threshold, &shape.frame, &eligible, &[], None)?;
        let reached = measure(dossier, &shape, threshold, &eligible, |side, part| Some(figures(side, part).reached))?;
        let near = measure(dossier, &shape, threshold, &eligible, |side, part| figures(side, part).near)?;
        let copy = dossier.clone();
        let tables = |published: &Published| {
            std::iter::once(published.today.clone()).chain(published.options.clone()).collect::<Vec<_>>()
        };
        let (reached, near) = (tables(&reached), tables(&near));
        for (at, side) in std::iter::once(&mut dossier.today).chain(&mut dossier.options).enumerate() {
            let Some(parts) = side.figures.get_mut(service) else { continue };
            let known: Vec<bool> = parts.iter().map(|figures| figures.near.is_some()).collect();
            for part in parts.iter_mut() {
                *part = Figures { way: part.way, ..Figures::default() };
            }
            shape.put(&copy, &eligible.today, |part, count| parts[part].eligible = count);
            shape.put(&copy, &reached[at], |part, count| parts[part].reached = count);
            shape.put(&copy, &near[at], |part, count| parts[part].near = known[part].then_some(count));
        }
    }
    lost(dossier, &shape, threshold)?;
    models(dossier, threshold)
}

fn measure(
    dossier: &Dossier,
    shape: &Shape,
    threshold: Threshold,
    eligible: &Published,
    count: impl Fn(&Side, usize) -> Option<Count>,
) -> Result<Published, Misfit> {
    let column = |side: &Side| shape.column(dossier, |part| count(side, part));
    let options: Vec<Column> = dossier.options.iter().map(column).collect();
    publish(threshold, &shape.frame, &column(&dossier.today), &options, Some(eligible))
}

/// Whose nearest place is lost: each option by itself, for nobody loses anything today.
fn lost(dossier: &mut Dossier, shape: &Shape, threshold: Threshold) -> Result<(), Misfit> {
    let whole = dossier.clone();
    for (at, side) in whole.options.iter().enumerate() {
        for (service, parts) in side.lost.iter().enumerate() {
            let get = |part: usize| parts.get(part).copied().flatten();
            let people = publish(
                threshold,
                &shape.frame,
                &shape.column(&whole, |part| get(part).map(|lost| lost.people)),
                &[],
                None,
            )?;
            let lose = shape.column(&whole, |part| get(part).map(|lost| lost.lose));
            let lose = publish(threshold, &shape.frame, &lose, &[], Some(&people))?;
            let left = shape.column(&whole, |part| get(part).map(|lost| lost.left));
            let left = publish(threshold, &shape.frame, &left, &[], Some(&lose))?;
            let Some(out) = dossier.options.get_mut(at).and_then(|side| side.lost.get_mut(service)) else { continue };
            for part in out.iter_mut().flatten() {
                *part = Lost { further: part.further, ..Lost::default() };
            }
            let mut put = |table: &Table<Shown>, set: &dyn Fn(&mut Lost, Count)| {
                shape.put(&whole, table, |part, count| {
                    if let Some(Some(lost)) = out.get_mut(part) {
                        set(lost, count);
                    }
                });
            };
            put(&people.today, &|lost, count| lost.people = count);
            put(&lose.today, &|lost, count| lost.lose = count);
            put(&left.today, &|lost, count| lost.left = count);
            // What so few go further would tell where they live.
            for lost in out.iter_mut().flatten().filter(|lost| lost.lose == Count::Hidden) {
                lost.further = None;
            }
        }
    }
    Ok(())
}

/// Reach under models of who goes where: totals of a service, each for itself.
fn models(dossier: &mut Dossier, threshold: Threshold) -> Result<(), Misfit> {
    let whole = |count: Count| count.people().and_then(|people| u64::try_from(people).ok()).unwrap_or(0);
    for side in std::iter::once(&mut dossier.today).chain(&mut dossier.options) {
        for model in side.models.iter_mut().flatten() {
            for count in [&mut model.reached, &mut model.turned_away] {
                let (_, shown) = publish_list(threshold, &[], whole(*count))?;
                *count = shown.count().map_or(Count::Hidden, Count::Rounded);
            }
        }
    }
    Ok(())
}
