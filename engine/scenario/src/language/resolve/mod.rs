//! From what is written to a [`Scenario`]: every name found, every value typed and bounded. A
//! fault in one part does not keep the others from being read.

mod access;
mod goals;
mod maps;
mod money;
mod notes;
mod people;
mod places;
mod posts;
mod programme;
mod rules;
mod services;
mod tables;
mod travel;
mod uncertain;
mod units;

pub(super) use programme::MONTHS;

use super::decode::{Settings, map, text, usable_id};
use super::files::Files;
use super::scalars::{share, whole, year};
use super::tree::{Entry, Tree};
use crate::reference::Form;
use crate::{Code, Faults, LineIx, Pence, Scenario, Share, WayUnit};
use tables::Tables;
use travel::Asked;

/// The version of the language this program reads.
pub(crate) const SCHEMA: u32 = 1;

/// Every id that other parts may name, in the order of the scenario's lists.
#[derive(Default)]
struct Names {
    funds: Vec<String>,
    lines: Vec<String>,
    /// Which lines are money that comes in.
    income: Vec<bool>,
    levels: Vec<String>,
    groups: Vec<String>,
    districts: Vec<String>,
    bands: Vec<String>,
    /// Were bands given that could not be read?
    bands_faulty: bool,
    areas: Vec<String>,
    /// Were areas left out, so that a district may exist and not be known?
    districts_partial: bool,
    sites: Vec<String>,
    venues: Vec<String>,
    venue_kinds: Vec<String>,
    services: Vec<String>,
    modes: Vec<Vec<String>>,
    travel_modes: travel::Modes,
    /// What ways are counted in; nothing if the scenario's travel could not be read.
    unit: Option<WayUnit>,
}

impl Names {
    /// An amount as it counts: what comes in is below nothing.
    fn signed(&self, line: LineIx, amount: Pence) -> Pence {
        if self.income.get(line.0).copied().unwrap_or(false) { -amount } else { amount }
    }
}

/// The ids of a map, which are sorted as its entries are; bad ones reported.
fn ids(entries: &[Entry], faults: &mut Faults) -> Vec<String> {
    entries
        .iter()
        .filter(|entry| usable_id("id", &entry.name, &entry.place, faults))
        .map(|entry| entry.name.clone())
        .collect()
}

/// Resolves a scenario. `None` when anything needed is missing; the faults say what.
#[allow(
    clippy::too_many_lines,
    reason = "one line a setting; splitting it would hide the order in which names become known"
)]
pub(super) fn scenario(tree: &Tree, files: &mut Files<'_>, faults: &mut Faults) -> Option<Scenario> {
    super::decode::tag(tree, &["Scenario", "Variant"], faults)?;
    let mut settings = Settings::of(tree, "a scenario", faults)?;
    let schema = settings.need("schema", faults, |tree, faults| {
        faults.form(|| Form::Exactly(SCHEMA));
        whole(tree, 1..=u32::MAX, faults).map(|schema| (schema, tree))
    });
    if let Some((schema, tree)) = schema
        && schema != SCHEMA
    {
        let what = format!("schema {schema} is not known");
        faults.add(Code::NotSupported, &tree.place, what, format!("This program reads schema {SCHEMA}"));
    }
    let name = settings.need("name", faults, text);
    let council = settings.need("council", faults, text);
    let price_year = settings.need("prices", faults, year);
    let years = settings.need("years", faults, |tree, faults| {
        let mut years = Settings::plain(tree, "years", faults)?;
        let baseline = years.need("baseline", faults, year);
        let end = years.need("end", faults, year);
        years.finish(faults);
        let (baseline, end) = (baseline?, end?);
        if end <= baseline {
            faults.add(
                Code::Contradiction,
                &tree.place,
                format!("the end year {end} is not after the baseline year {baseline}"),
                "The plan stands by the end of a later year",
            );
            return None;
        }
        Some((baseline, end))
    });
    let asked = settings.need("travel", faults, Asked::of);
    let least_decay = settings.or("least_decay", Share::ZERO, faults, share);

    // A programme that cannot be read is still a programme: nothing is misread as if there were none.
    let span = money::Span::of(years, tree.at_path("programme").is_some());
    let mut names = Names { unit: asked.as_ref().and_then(Asked::unit), ..Names::default() };
    let funds =
        settings.need("funds", faults, |tree, faults| money::funds(map(tree, faults)?, &span, &mut names, faults));
    let lines =
        settings.need("lines", faults, |tree, faults| money::lines(map(tree, faults)?, &span, &mut names, faults));
    let levels = settings.need("levels", faults, |tree, faults| places::levels(map(tree, faults)?, &mut names, faults));
    let groups = settings.need("groups", faults, |tree, faults| people::groups(map(tree, faults)?, &mut names, faults));

    let bands = settings
        .maybe("bands", faults, |tree, faults| {
            names.bands_faulty = true;
            let entries = map(tree, faults)?;
            names.bands_faulty = false;
            Some(people::bands(entries, &mut names, faults))
        })
        .unwrap_or_default();

    let tables =
        settings.need("tables", faults, |tree, faults| Tables::of(tree, asked.as_ref(), span.by_year, files, faults));
    let group_columns = groups.as_ref().map(|(_, columns)| columns.as_slice());
    let areas = tables.as_ref().and_then(|tables| people::areas(&tables.areas, group_columns, &mut names, faults));
    let sites = tables
        .as_ref()
        .and_then(|tables| places::sites(tables.sites.as_ref(), tables.site_costs.as_ref(), &mut names, faults));
    let sites = sites.map(|sites| places::near_deprivation(sites, areas.as_ref().map_or(&[], |found| &found.areas)));
    let venues = tables.as_ref().and_then(|tables| places::venues(tables.venues.as_ref(), &mut names, faults));
    let travel_table = tables.as_ref().and_then(|tables| tables.travel.as_ref());
    names.travel_modes = travel::Modes::of(asked.as_ref(), travel_table, faults);
    let known = tables.as_ref().is_some_and(|tables| tables.all_ids_in(&names));
    let travel = asked.as_ref().and_then(|asked| travel::travel(asked, travel_table, known, &names, faults));

    let services =
        settings.need("services", faults, |tree, faults| services::services(map(tree, faults)?, &mut names, faults));
    let baseline = tables
        .as_ref()
        .and_then(|tables| places::baseline(tables.baseline.as_ref(), services.as_deref(), &names, faults));
    let targets = settings
        .maybe("targets", faults, |tree, faults| Some(money::targets(map(tree, faults)?, &span, faults)))
        .unwrap_or_default();
    let programme = settings.maybe("programme", faults, |tree, faults| {
        let tables = tables.as_ref()?;
        let found = areas.as_ref().map_or(&[][..], |found| &found.areas);
        let today: Vec<Vec<u32>> = found.iter().map(|area| area.people.clone()).collect();
        let known = programme::Known {
            years: &span.years,
            names: &names,
            today: &today,
            columns: group_columns.unwrap_or_default(),
            ledger: tables.ledger.as_ref(),
            people: tables.people.as_ref(),
            ages: tables.ages.as_ref(),
        };
        programme::programme(tree, &known, faults)
    });
    let rules = settings
        .maybe("rules", faults, |tree, faults| Some(rules::rules(map(tree, faults)?, &names, faults)))
        .unwrap_or_default();
    let goals = settings.need("goals", faults, |tree, faults| goals::goals(tree, &names, faults));
    let observed =
        settings.maybe("observed", faults, |tree, faults| notes::observed(tree, &names, faults)).unwrap_or_default();
    let assumptions = settings
        .maybe("assumptions", faults, |list, faults| notes::assumptions(list, tree, price_year, faults))
        .unwrap_or_default();
    let uncertain = settings
        .maybe("uncertain", faults, |inner, faults| uncertain::uncertain(inner, tree, files, faults))
        .unwrap_or_default();
    let mut maps =
        settings.maybe("maps", faults, |tree, faults| maps::maps(tree, &names, files, faults)).unwrap_or_default();
    let notes = settings.maybe("notes", faults, notes::sentences).unwrap_or_default();
    settings.finish(faults);
    if let Some(tables) = &tables {
        tables.areas.finish("areas", groups.is_some(), faults);
        let others = [
            ("sites", &tables.sites),
            ("site_costs", &tables.site_costs),
            ("venues", &tables.venues),
            ("baseline", &tables.baseline),
            ("ledger", &tables.ledger),
            ("people", &tables.people),
            ("ages", &tables.ages),
        ];
        for (kind, table) in others {
            if let Some(table) = table {
                table.finish(kind, true, faults);
            }
        }
        if let Some(table) = &tables.travel {
            table.finish("travel", names.unit.is_some(), faults);
        }
    }
    // With a table missing nothing more can be said about the whole.
    tables.filter(|tables| tables.complete)?;
    let (baseline_year, end_year) = years?;
    let (goals, access) = goals?;
    let people::Peopled { areas, wards, districts, characteristics } = areas?;
    maps.wards = wards.into();
    Some(Scenario {
        name: name?,
        council: council?,
        baseline_year,
        end_year,
        price_year: price_year?,
        travel: travel?,
        least_decay,
        districts,
        bands,
        groups: groups?.0,
        characteristics,
        areas,
        levels: levels?,
        sites: sites?,
        venues: venues?,
        funds: funds?,
        lines: lines?,
        services: services?,
        baseline: baseline?,
        targets,
        programme,
        rules,
        goals,
        access,
        assumptions,
        observed,
        uncertain,
        maps,
        notes,
    })
}
