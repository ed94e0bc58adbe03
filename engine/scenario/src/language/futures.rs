//! Futures: the scenario again with other numbers, each judged as if it had been written so.
//!
//! ```text
//! value at a spot = (drawn value that stands there, else as written) · Π drawn factors
//! ```
//!
//! Files are read once. A drawn value is written where it belongs, as finely as the language takes it there:
//! amounts to the penny, people whole, shares to the millionth.

use super::files::{Files, Source};
use super::spots::{Grain, Spot, Target, matching};
use super::tables::{Content, Instead};
use super::tree::{Tree, Value};
use super::{Loaded, resolve, validate, variant};
use crate::{Acts, Code, Fault, Faults, Scenario, Uncertain};
use doorstep_draw::{Correlation, Number};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// A scenario whose numbers may turn out otherwise.
pub struct Futures {
    /// As written, without what no future changes.
    tree: Tree,
    tables: BTreeMap<String, Arc<Content>>,
    spots: Vec<Acted>,
    numbers: Vec<Number>,
    correlations: Vec<Correlation>,
    neutral: Vec<f64>,
}

/// What a future changes in the files of its scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewritten {
    /// Settings by their paths, each as a scenario file writes it.
    pub settings: Vec<(String, String)>,
    /// Tables as CSV, by the names of their files.
    pub tables: Vec<(String, Vec<u8>)>,
}

/// A spot and what acts on it, by positions among the drawn numbers.
struct Acted {
    spot: Spot,
    grain: Grain,
    stands: Option<usize>,
    times: Vec<usize>,
}

/// Settings that say nothing about what is best.
const IDLE: [&str; 4] = ["assumptions", "maps", "notes", "uncertain"];

/// Reads a scenario as [`super::load`] does, ready for other numbers.
///
/// # Errors
/// Every fault found; among them numbers whose spread holds values that cannot stand where they would.
pub fn load_futures(path: &Path) -> Result<(Loaded, Futures), Vec<Fault>> {
    load_futures_over(path, &[])
}

/// The same with files laid over the folder, as [`super::load_over`].
///
/// # Errors
/// As [`load_futures`].
pub fn load_futures_over(path: &Path, files: &[(&str, &str)]) -> Result<(Loaded, Futures), Vec<Fault>> {
    let (name, folder) = super::named(path)?;
    from(name, Source::Over(folder, files.iter().copied().collect()))
}

/// The same from memory, as [`super::load_text`].
///
/// # Errors
/// As [`load_futures`].
pub fn load_futures_text(files: &[(&str, &str)]) -> Result<(Loaded, Futures), Vec<Fault>> {
    let name = files.first().map_or("", |(name, _)| *name);
    from(name, Source::Memory(files.iter().copied().collect()))
}

fn from(name: &str, source: Source<'_>) -> Result<(Loaded, Futures), Vec<Fault>> {
    let (mut files, mut faults) = (Files::new(source), Faults::new());
    let tree = variant::written(name, &mut files, &mut faults);
    let scenario = tree.as_ref().and_then(|tree| super::resolved(tree, &mut files, &mut faults));
    let (Some(tree), Some(scenario), false) = (tree, scenario, faults.any_error()) else {
        return Err(faults.sorted());
    };
    let futures = Futures::of(tree, &files, &scenario.uncertain, &mut faults);
    if faults.any_error() {
        return Err(faults.sorted());
    }
    Ok((Loaded { scenario, warnings: faults.sorted(), inputs: files.inputs() }, futures))
}

impl Futures {
    fn of(mut tree: Tree, files: &Files<'_>, uncertain: &Uncertain, faults: &mut Faults) -> Futures {
        let mut numbers: BTreeMap<String, (Number, f64)> = BTreeMap::new();
        let mut acting: Vec<(Spot, String, bool)> = Vec::new();
        for number in &uncertain.numbers {
            let mut add = |id: String, neutral: f64| {
                // The spread has been looked at: another id takes nothing from it.
                if let Ok(drawn) = Number::new(id.clone(), number.drawn.spread().clone()) {
                    numbers.entry(id.clone()).or_insert((drawn, neutral));
                }
                id
            };
            match &number.acts {
                Acts::Stands(path) => {
                    for spot in matching(path, &tree, files).unwrap_or_default() {
                        let id = add(number.drawn.id().to_owned(), spot.base);
                        acting.push((spot, id, true));
                    }
                }
                Acts::Times { paths, each } => {
                    for spot in paths.iter().flat_map(|path| matching(path, &tree, files).unwrap_or_default()) {
                        let id = number.drawn.id();
                        let own = if *each { format!("{id}@{}", spot.target.own()) } else { id.to_owned() };
                        let id = add(own, 1.0);
                        acting.push((spot, id, false));
                    }
                }
            }
        }
        let at: BTreeMap<&String, usize> = numbers.keys().zip(0..).collect();
        let mut spots: BTreeMap<Target, Acted> = BTreeMap::new();
        for (spot, id, stands) in acting {
            let target = spot.target.clone();
            let acted =
                spots.entry(target).or_insert(Acted { spot, grain: Grain::Fine, stands: None, times: Vec::new() });
            if stands {
                acted.stands = Some(at[&id]);
            } else if !acted.times.contains(&at[&id]) {
                acted.times.push(at[&id]);
            }
        }
        let spots = spots.into_values().collect();
        if let Value::Named { entries, .. } = &mut tree.value {
            entries.retain(|entry| !IDLE.contains(&entry.name.as_str()));
        }
        let (numbers, neutral) = numbers.into_values().unzip();
        let correlations = uncertain.pairs();
        let mut futures = Futures { tree, tables: files.tables().clone(), spots, numbers, correlations, neutral };
        futures.find_grains();
        futures.try_ends(uncertain, faults);
        futures
    }

    /// What is drawn, sorted by id: each number, or each of its rows and settings.
    pub fn numbers(&self) -> &[Number] {
        &self.numbers
    }

    /// Which of them move together.
    pub fn correlations(&self) -> &[Correlation] {
        &self.correlations
    }

    /// The values with which everything is as written.
    pub fn as_written(&self) -> &[f64] {
        &self.neutral
    }

    /// The scenario with these values, one for each number in order.
    ///
    /// # Errors
    /// Every fault of the scenario as it would then be written.
    pub fn scenario(&self, values: &[f64]) -> Result<Scenario, Vec<Fault>> {
        let mut faults = Faults::new();
        let (tree, scenario) = self.resolved(values, &mut faults);
        if let Some(scenario) = &scenario {
            validate::validate(scenario, &tree, &mut faults);
        }
        match scenario {
            Some(scenario) if !faults.any_error() => Ok(scenario),
            _ => Err(faults.sorted().into_iter().filter(Fault::is_error).collect()),
        }
    }

    fn resolved(&self, values: &[f64], faults: &mut Faults) -> (Tree, Option<Scenario>) {
        let mut tree = self.tree.clone();
        let mut instead: BTreeMap<String, Instead> = BTreeMap::new();
        for (acted, new) in self.changed(values) {
            match &acted.spot.target {
                Target::Setting(path) => {
                    if let Some(at) = tree.at_path_mut(path) {
                        at.value = acted.spot.value(new, acted.grain);
                    }
                }
                Target::Cell { file, at, .. } => {
                    instead.entry(file.clone()).or_default().insert(*at, acted.spot.written(new, acted.grain));
                }
            }
        }
        let instead = instead.into_iter().map(|(file, cells)| (file, Arc::new(cells))).collect();
        let scenario = resolve::scenario(&tree, &mut Files::future(&self.tables, instead), faults);
        (tree, scenario)
    }

    /// What is not as written with these values: spots with their new values.
    fn changed<'s>(&'s self, values: &'s [f64]) -> impl Iterator<Item = (&'s Acted, f64)> {
        let value = |at: usize| values.get(at).copied().unwrap_or(f64::NAN);
        self.spots.iter().filter_map(move |acted| {
            let written = acted.stands.map_or(acted.spot.base, value);
            let new = acted.times.iter().fold(written, |product, at| product * value(*at));
            // As written, to the letter: 0.1 · 1 is 0.1, but "£1.2m" has no other spelling here.
            (!same(new, acted.spot.base)).then_some((acted, new))
        })
    }

    /// The same as files: what somebody would write to have this future by itself.
    ///
    /// # Errors
    /// Where a table cannot be written; there is no way known.
    pub fn rewritten(&self, values: &[f64]) -> Result<Rewritten, String> {
        let mut settings = Vec::new();
        let mut instead: BTreeMap<&str, Instead> = BTreeMap::new();
        for (acted, new) in self.changed(values) {
            match &acted.spot.target {
                Target::Setting(path) => {
                    let value = acted.spot.value(new, acted.grain).written();
                    // A variant that changes nothing is refused: less than a penny is nothing.
                    if value != self.tree.at_path(path).and_then(|tree| tree.value.written()) {
                        settings.extend(value.map(|value| (path.clone(), value)));
                    }
                }
                Target::Cell { file, at, .. } => {
                    instead.entry(file).or_default().insert(*at, acted.spot.written(new, acted.grain));
                }
            }
        }
        let table = |(file, cells): (&str, Instead)| {
            let content = self.tables.get(file).ok_or_else(|| format!("{file} was never read"))?;
            Ok((file.to_owned(), content.csv(&cells).map_err(|error| format!("{file}: {error}"))?))
        };
        let tables = instead.into_iter().map(table).collect::<Result<_, String>>()?;
        Ok(Rewritten { settings, tables })
    }

    fn errors(&self, values: &[f64]) -> Vec<Fault> {
        let mut faults = Faults::new();
        self.resolved(values, &mut faults);
        faults.sorted().into_iter().filter(Fault::is_error).collect()
    }

    /// How finely each spot may be written, which only its reader knows: the finest way it takes.
    fn find_grains(&mut self) {
        /// A share of a spread, and a factor, at which hardly any value is whole.
        const ODD: f64 = 0.377_123_457;
        let alike = |acted: &Acted| match &acted.spot.target {
            Target::Setting(path) => path.clone(),
            // Cells of a file that the same numbers act on are of the same columns, or as fine as these.
            Target::Cell { file, .. } => format!("{file} {:?} {:?}", acted.stands, acted.spot.unit),
        };
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, acted) in self.spots.iter().enumerate() {
            let columns = match &acted.spot.target {
                Target::Cell { file, at, .. } => at % self.tables.get(file).map_or(1, |content| content.width()),
                Target::Setting(_) => 0,
            };
            groups.entry(format!("{} {columns}", alike(acted))).or_default().push(at);
        }
        let kept: Vec<Acted> = std::mem::take(&mut self.spots);
        let mut kept: Vec<Option<Acted>> = kept.into_iter().map(Some).collect();
        for group in groups.values() {
            self.spots = group.iter().filter_map(|at| kept[*at].take()).collect();
            let mut values = self.neutral.clone();
            for acted in &self.spots {
                for at in acted.stands.iter().chain(&acted.times) {
                    values[*at] = self.numbers[*at].quantile(ODD);
                }
            }
            // Where none is taken without a fault the value is at fault, and the ends will tell.
            let mut fewest = (usize::MAX, Grain::Fine);
            for grain in Grain::ALL {
                self.spots.iter_mut().for_each(|acted| acted.grain = grain);
                let errors = self.errors(&values).len();
                if errors < fewest.0 {
                    fewest = (errors, grain);
                }
                if errors == 0 {
                    break;
                }
            }
            self.spots.iter_mut().for_each(|acted| acted.grain = fewest.1);
            for (at, acted) in group.iter().zip(std::mem::take(&mut self.spots)) {
                kept[*at] = Some(acted);
            }
        }
        self.spots = kept.into_iter().flatten().collect();
    }

    /// The ends of every spread have to stand where they would: a number alone, the others as written.
    fn try_ends(&self, uncertain: &Uncertain, faults: &mut Faults) {
        for number in &uncertain.numbers {
            let (low, high) = number.drawn.range();
            for (end, value) in [("lowest", low), ("highest", high)] {
                let id = number.drawn.id();
                let own = format!("{id}@");
                let drawn = self.numbers.iter().zip(&self.neutral).map(|(drawn, neutral)| {
                    if drawn.id() == id || drawn.id().starts_with(&own) { value } else { *neutral }
                });
                if let Some(fault) = self.errors(&drawn.collect::<Vec<_>>()).into_iter().next() {
                    let what = format!("at its {end}, {value}, this is wrong: {}", fault.what);
                    let fix = format!("Keep its spread within what may stand there. {}", fault.fix);
                    faults.add(Code::BadSpread, &number.place, what, fix);
                }
            }
        }
    }
}

fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12 * b.abs()
}

impl Uncertain {
    /// What moves together, by ids.
    pub(super) fn pairs(&self) -> Vec<Correlation> {
        let id = |at: usize| self.numbers.get(at).map_or_else(String::new, |number| number.drawn.id().to_owned());
        let pair =
            |pair: &crate::Together| Correlation { one: id(pair.one), other: id(pair.other), value: pair.correlation };
        self.together.iter().map(pair).collect()
    }
}
