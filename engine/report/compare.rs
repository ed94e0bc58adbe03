//! Runs side by side: every pound, site, offer and person that differs. From the tables of the run
//! folders alone, so that runs of any day and any scenario can be laid beside each other.

mod amounts;
mod tables;
mod words;
mod year_tables;
mod year_words;
mod years;

pub use tables::Tables;

use amounts::{Amounts, Unit};
use doorstep_scenario::{Code, Fault, Faults, Input, Place, Run};
use std::collections::{BTreeMap, BTreeSet};

/// Options of runs, laid side by side by the ids in them.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// What each column is: folder, option, scenario.
    columns: Vec<[String; 3]>,
    /// What has to be known before any figure is read.
    cautions: Vec<String>,
    money: Amounts,
    sites: Vec<(String, Vec<Option<String>>)>,
    offers: Amounts,
    /// By service: all, and each kind of part with what is in it.
    reach: Vec<Reach>,
    /// Where any of them is a programme.
    years: Option<years::Years>,
}

#[derive(Debug, Clone)]
struct Reach {
    service: String,
    all: Vec<Option<i64>>,
    parts: Vec<(String, Amounts)>,
}

/// Lays options side by side.
///
/// # Errors
/// When the runs have no site and no area in common.
pub fn compare(runs: &[Run]) -> Result<Comparison, Vec<Fault>> {
    if !in_common(runs) {
        let mut faults = Faults::new();
        let place = Place::file(runs.last().map_or("", |run| run.folder.as_str()));
        faults.add(
            Code::NothingInCommon,
            &place,
            "these runs have no site and no area in common: they are about different places",
            "Compare runs of one scenario or its variants",
        );
        return Err(faults.sorted());
    }
    Ok(Comparison {
        columns: runs.iter().map(|run| [run.folder.clone(), run.option.clone(), run.scenario.clone()]).collect(),
        cautions: cautions(runs),
        money: Amounts::of(runs, Unit::Pence, |run| run.money.iter().map(|(line, cost)| (vec![line.clone()], cost.0))),
        sites: keys(runs.iter().map(|run| run.sites.keys()))
            .into_iter()
            .map(|site| (site.clone(), runs.iter().map(|run| run.sites.get(&site).cloned()).collect()))
            .collect(),
        offers: Amounts::of(runs, Unit::Thousandths, |run| {
            run.offers.iter().map(|(key, sessions)| (key.to_vec(), i64::from(sessions.0)))
        }),
        reach: reach(runs),
        years: years::years(runs),
    })
}

fn keys<'k, K: Ord + Clone + 'k>(all: impl Iterator<Item = impl Iterator<Item = &'k K>>) -> BTreeSet<K> {
    all.flatten().cloned().collect()
}

/// Is there a site or an area that stands in every run? Words for lines and services are everybody's:
/// that two councils both have premises compares nothing.
fn in_common(runs: &[Run]) -> bool {
    let places = |run: &Run| -> BTreeSet<(bool, String)> {
        let areas = run.reach.keys().filter(|[_, part, _]| part == "area").map(|[_, _, of]| (false, of.clone()));
        run.sites.keys().map(|site| (true, site.clone())).chain(areas).collect()
    };
    let mut runs = runs.iter().map(places);
    let first = runs.next().unwrap_or_default();
    !runs.fold(first, |common, own| common.intersection(&own).cloned().collect()).is_empty()
}

fn cautions(runs: &[Run]) -> Vec<String> {
    let mut said = Vec::new();
    let Some((first, others)) = runs.split_first() else { return said };
    if others.iter().any(|run| run.scenario != first.scenario) {
        said.push("Caution: the runs answer different scenarios.".to_owned());
    }
    let hashes = |run: &Run| -> BTreeMap<String, String> {
        run.inputs.iter().map(|Input { file, hash }| (file.clone(), hash.clone())).collect()
    };
    let own = hashes(first);
    let mut files: BTreeSet<String> = BTreeSet::new();
    for run in others {
        let other = hashes(run);
        files.extend(
            keys([own.keys(), other.keys()].into_iter()).into_iter().filter(|file| own.get(file) != other.get(file)),
        );
    }
    if !files.is_empty() {
        let files = files.into_iter().collect::<Vec<_>>().join(", ");
        said.push(format!(
            "Caution: the runs were not made from the same inputs ({files}). Figures are laid beside each other by id; \
             they may differ because the inputs do, not only because the plans do."
        ));
    }
    if others.iter().any(|run| run.prices != first.prices) {
        let years = runs.iter().map(|run| run.prices.as_deref().unwrap_or("not stated")).collect::<Vec<_>>().join(", ");
        said.push(format!("Caution: amounts are in prices of different years ({years}); nothing is converted."));
    }
    said.extend(year_words::cautions(runs));
    said
}

fn reach(runs: &[Run]) -> Vec<Reach> {
    let services: BTreeSet<&String> =
        runs.iter().flat_map(|run| run.reach.keys().map(|[service, ..]| service)).collect();
    let each = services.into_iter().map(|service| {
        let all =
            |run: &Run| run.reach.get(&[service.clone(), "all".to_owned(), String::new()]).map(|found| found.reached);
        let all: Vec<Option<i64>> = runs.iter().map(all).collect();
        let kinds: BTreeSet<&String> = runs
            .iter()
            .flat_map(|run| {
                run.reach.keys().filter(|[own, part, _]| own == service && part != "all").map(|[_, part, _]| part)
            })
            .collect();
        let parts = kinds.into_iter().map(|kind| {
            let mut amounts = Amounts::of(runs, Unit::Tenths, |run| {
                let own = run.reach.iter().filter(|([own, part, _], _)| own == service && part == kind);
                own.map(|([_, _, of], found)| (vec![of.clone()], found.reached))
            });
            amounts.make_up(&all);
            (kind.clone(), amounts)
        });
        Reach { service: service.clone(), parts: parts.collect(), all }
    });
    each.collect()
}
