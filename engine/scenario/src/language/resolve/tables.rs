//! Which CSV file is which table.

use super::Names;
use super::travel::Asked;
use crate::language::decode::{Settings, text};
use crate::language::files::Files;
use crate::language::tables::Table;
use crate::language::tree::Tree;
use crate::reference::Form;
use crate::{Code, Faults};

/// The tables that are named.
pub(super) struct Tables {
    /// Could every table that is named be read?
    pub complete: bool,
    pub areas: Table,
    pub sites: Option<Table>,
    pub site_costs: Option<Table>,
    pub venues: Option<Table>,
    pub baseline: Option<Table>,
    pub ledger: Option<Table>,
    pub people: Option<Table>,
    pub ages: Option<Table>,
    pub travel: Option<Table>,
}

impl Tables {
    /// Is every area and place there is among the names, so that another is a slip?
    pub fn all_ids_in(&self, names: &Names) -> bool {
        let whole = |table: &Table, ids: &[String]| !table.is_partial() && !ids.is_empty();
        let places = [(&self.sites, &names.sites), (&self.venues, &names.venues)];
        self.complete
            && whole(&self.areas, &names.areas)
            && places.into_iter().all(|(table, ids)| table.as_ref().is_none_or(|table| whole(table, ids)))
    }

    pub fn of(
        tree: &Tree,
        asked: Option<&Asked<'_>>,
        by_year: bool,
        files: &mut Files<'_>,
        faults: &mut Faults,
    ) -> Option<Tables> {
        let mut settings = Settings::plain(tree, "tables", faults)?;
        // A table that is named but cannot be read has its own fault; the others are still read.
        let mut read = |name: &'static str, must: bool, settings: &mut Settings<'_>, faults: &mut Faults| {
            let table = |tree: &Tree, faults: &mut Faults| {
                faults.form(|| Form::File);
                let file = text(tree, faults)?;
                Table::read(&file, &tree.place, files, faults)
            };
            if must { settings.need(name, faults, table) } else { settings.maybe(name, faults, table) }
        };
        let areas = read("areas", true, &mut settings, faults);
        let sites = read("sites", false, &mut settings, faults);
        let site_costs = read("site_costs", false, &mut settings, faults);
        let venues = read("venues", false, &mut settings, faults);
        let baseline = read("baseline", false, &mut settings, faults);
        let ledger = read("ledger", false, &mut settings, faults);
        let people = read("people", false, &mut settings, faults);
        let ages = read("ages", false, &mut settings, faults);
        let travel = match asked {
            Some(Asked::StraightLine { .. }) => settings.maybe("travel", faults, |tree, faults| {
                let what = "the travel table is not used, for travel is by straight line";
                let fix = "Remove it, or use it: travel: Matrix(…)";
                faults.add(Code::LooksWrong, &tree.place, what, fix);
                None::<Table>
            }),
            Some(Asked::Matrix { .. }) => read("travel", true, &mut settings, faults),
            None => read("travel", false, &mut settings, faults),
        };
        settings.finish(faults);
        for (name, table) in [("ledger", &ledger), ("people", &people), ("ages", &ages)] {
            if let (Some(table), false) = (table, by_year) {
                let what = format!("the {name} table is not used, for there is no plan year by year");
                faults.add(Code::LooksWrong, &table.place(), what, "Remove it, or add programme: (…)");
            }
        }
        let named = |name: &str| tree.at_path(name).is_some();
        let complete = [("sites", &sites), ("site_costs", &site_costs), ("venues", &venues), ("baseline", &baseline)]
            .into_iter()
            .chain([("ledger", &ledger), ("people", &people), ("ages", &ages)])
            .all(|(name, table)| table.is_some() || !named(name));
        Some(Tables { complete, areas: areas?, sites, site_costs, venues, baseline, ledger, people, ages, travel })
    }
}
