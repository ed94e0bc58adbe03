//! A plan in tables, each recognised by its header: a person's own `site,level` and
//! `service,mode,place,sessions`, or the `sites.csv` and `offers.csv` of a run folder.

use super::statements::{Statements, Word};
use crate::fault::{quoted, some_of, suggestion};
use crate::language::tables::{Column, Row, Table};
use crate::reference::Form;
use crate::{Code, Faults, Place};
use std::collections::BTreeSet;

/// Columns of a run's `sites.csv` that are no options.
const OF_A_SITE: [&str; 4] = ["site", "name", "district", "illustrative"];
/// An option every run has: a table of sites that names it is one of a run.
const TODAY: &str = "status quo";
/// What is read when nothing is chosen: what `solve` calls its answer, and what `score` does.
const USUAL: [&str; 2] = ["plan", "proposal"];

/// `whole` stands for the plan where no table is meant.
pub(super) fn read(
    tables: &[Table],
    option: Option<&str>,
    whole: &Place,
    statements: &mut Statements<'_>,
    faults: &mut Faults,
) {
    let known = Options::of(tables);
    let chosen = known.chosen(option, whole, faults);
    for table in tables {
        // Where the option is not known that has been told; the rows say nothing without it.
        if is_offers(table) {
            chosen.as_deref().and_then(|chosen| offers(table, chosen, &known, statements, faults));
        } else if is_sites(table) {
            chosen.as_deref().and_then(|chosen| sites(table, chosen, statements, faults));
        } else {
            own(table, statements, faults);
        }
    }
}

fn is_offers(table: &Table) -> bool {
    ["option", "service", "mode", "place", "weekly_sessions"].iter().all(|name| table.has(name))
}

fn is_sites(table: &Table) -> bool {
    table.has("site") && table.has(TODAY) && !table.has("level")
}

/// The options that the tables of runs tell of, in small letters.
struct Options {
    /// Where the first of these tables is; `None` where there is none.
    place: Option<Place>,
    /// By the columns of tables of sites.
    of_sites: BTreeSet<String>,
    /// By the rows of tables of offers.
    of_offers: BTreeSet<String>,
}

impl Options {
    fn of(tables: &[Table]) -> Options {
        let mut found = Options { place: None, of_sites: BTreeSet::new(), of_offers: BTreeSet::new() };
        for table in tables.iter().filter(|table| is_offers(table) || is_sites(table)) {
            found.place.get_or_insert_with(|| table.place());
            if is_sites(table) {
                let options = table.columns().filter(|name| !OF_A_SITE.contains(name));
                found.of_sites.extend(options.map(str::to_owned));
            } else if let Some(column) = table.maybe("option") {
                let labels = table.rows().map(|row| row.text(column).to_lowercase());
                found.of_offers.extend(labels.filter(|label| !label.is_empty()));
            }
        }
        found
    }

    fn all(&self) -> BTreeSet<&str> {
        self.of_sites.iter().chain(&self.of_offers).map(String::as_str).collect()
    }

    /// Which one is meant; `None` where there are none, or it is not to be found.
    fn chosen(&self, option: Option<&str>, whole: &Place, faults: &mut Faults) -> Option<String> {
        let wanted = option.map(str::to_lowercase);
        let Some(place) = &self.place else {
            if let Some(wanted) = wanted {
                let what = format!("option {} is asked for, and no table of a run is given", quoted(&wanted));
                faults.add(Code::UnknownOption, whole, what, "Give the sites.csv or offers.csv of a run, or no option");
            }
            return None;
        };
        let all = self.all();
        let usual = || USUAL.into_iter().find(|name| all.contains(name)).map(str::to_owned);
        let Some(wanted) = wanted.or_else(usual) else {
            let what = format!("which option is meant? There are {}", some_of(all));
            faults.add(Code::UnknownOption, place, what, format!("Choose one: --option \"{TODAY}\""));
            return None;
        };
        if all.contains(wanted.as_str()) {
            return Some(wanted);
        }
        faults.add(
            Code::UnknownOption,
            place,
            format!("there is no option {}", quoted(&wanted)),
            suggestion(&wanted, all),
        );
        None
    }

    /// Is a row's option one there is? A row that somebody added and that no option would read must
    /// not go unseen.
    fn has_row(&self, row: &Row<'_>, label: &str, faults: &mut Faults) {
        let slip = !self.of_sites.is_empty() && !self.of_sites.contains(label);
        if label.is_empty() {
            faults.add(Code::BadCell, &row.place(), "\"option\" is empty", "Write the option this row is part of");
        } else if slip {
            let what = format!("there is no option {} in the table of sites", quoted(label));
            let fix = suggestion(label, self.of_sites.iter().map(String::as_str));
            faults.add(Code::UnknownOption, &row.place(), what, fix);
        }
    }
}

/// A run's table of sites: one column an option.
fn sites(table: &Table, chosen: &str, statements: &mut Statements<'_>, faults: &mut Faults) -> Option<()> {
    let (site, level) = (table.need("site", faults)?, table.need(chosen, faults)?);
    for row in table.rows() {
        state_level(&row, site, level, statements, faults);
    }
    Some(())
}

/// A run's table of offers: all that runs in each option.
fn offers(
    table: &Table,
    chosen: &str,
    known: &Options,
    statements: &mut Statements<'_>,
    faults: &mut Faults,
) -> Option<()> {
    let option = table.need("option", faults)?;
    let words = [table.need("service", faults)?, table.need("mode", faults)?, table.need("place", faults)?];
    let sessions = table.need("weekly_sessions", faults)?;
    statements.complete = true;
    for row in table.rows() {
        let label = row.text(option).to_lowercase();
        known.has_row(&row, &label, faults);
        if label == chosen {
            state_sessions(&row, words, sessions, statements, faults);
        }
    }
    Some(())
}

/// A person's own table.
fn own(table: &Table, statements: &mut Statements<'_>, faults: &mut Faults) {
    let any = |names: &[&str]| names.iter().any(|name| table.has(name));
    let (levels, offers) = (any(&["site", "level"]), any(&["service", "mode", "place", "sessions"]));
    if !levels && !offers {
        let place = Place { line: 1, ..table.place() };
        let found = some_of(table.columns());
        let fix = "Use the columns site,level or service,mode,place,sessions, or a run's sites.csv or offers.csv";
        faults.add(Code::NotAPlan, &place, format!("these columns are no plan: {found}"), fix);
        table.finish("no plan", false, faults);
        return;
    }
    let level = levels.then(|| (table.need("site", faults), table.need("level", faults)));
    let offer = offers.then(|| {
        let words = ["service", "mode", "place"].map(|name| table.need(name, faults));
        (words, table.need("sessions", faults))
    });
    if table.is_empty() {
        let what = format!("{} has no rows", quoted(&table.place().file));
        faults.add(Code::EmptyTable, &table.place(), what, "Add a row for everything that changes, or leave it out");
    }
    let kind = match (levels, offers) {
        (true, false) => "levels of a plan",
        (false, _) => "sessions of a plan",
        (true, true) => "levels and sessions of a plan",
    };
    table.finish(kind, true, faults);
    for row in table.rows() {
        // With both kinds of columns a row states one thing, or both.
        if let Some((Some(site), Some(level))) = level
            && !(offers && blank(&row, &[site, level]))
        {
            state_level(&row, site, level, statements, faults);
        }
        if let Some(([Some(service), Some(mode), Some(place)], Some(sessions))) = offer
            && !(levels && blank(&row, &[service, mode, place, sessions]))
        {
            state_sessions(&row, [service, mode, place], sessions, statements, faults);
        }
    }
}

fn blank(row: &Row<'_>, columns: &[Column]) -> bool {
    columns.iter().all(|column| row.text(*column).is_empty())
}

fn state_level(row: &Row<'_>, site: Column, level: Column, statements: &mut Statements<'_>, faults: &mut Faults) {
    let place = row.place();
    row.form(site, || Form::Name("site"), faults);
    row.form(level, || Form::Name("level"), faults);
    let [site, level] = [site, level].map(|column| Word { text: row.text(column), place: &place });
    statements.level(site, level, faults);
}

fn state_sessions(
    row: &Row<'_>,
    words: [Column; 3],
    sessions: Column,
    statements: &mut Statements<'_>,
    faults: &mut Faults,
) {
    let place = row.place();
    for (column, kind) in words.into_iter().zip(["service", "mode", "site or venue"]) {
        row.form(column, || Form::Name(kind), faults);
    }
    let amount = row.sessions(sessions, faults);
    let words = words.map(|column| Word { text: row.text(column), place: &place });
    statements.sessions(words, (amount, &place), faults);
}
