//! A run folder read back: what one of its options costs, sets up and reaches, from its own files.

mod archive;
mod layouts;
mod years;

pub use archive::{Archive, Sheet, load_archive, load_archive_text};
pub use years::{RunYears, SiteYears, YearAmounts};

use super::Input;
use super::files::{Files, SCENARIO_LIMIT, Source};
use super::tables::{Column, Row, Table};
use crate::fault::{bare, quoted, suggestion};
use crate::{Code, Fault, Faults, Pence, Place, Sessions};
use std::collections::BTreeMap;
use std::path::Path;

/// What is compared unless an option is named: what `solve`, `score`, or an impossible question
/// calls its answer.
const USUAL: [&str; 3] = ["plan", "proposal", "nearest plan"];

/// People of a part of a council and those of them reached, in tenths as the tables print them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reached {
    /// Those the service is for.
    pub eligible: i64,
    /// Those it reaches.
    pub reached: i64,
}

/// One option of a run, as its folder has it. Words are those of the tables.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Run {
    /// The folder as it was named.
    pub folder: String,
    /// Which option.
    pub option: String,
    /// The scenario's headline.
    pub scenario: String,
    /// The year in whose prices amounts are, where the manifest says.
    pub prices: Option<String>,
    /// The scenario's files and the hashes of their content.
    pub inputs: Vec<Input>,
    /// A year's cost by line.
    pub money: BTreeMap<String, Pence>,
    /// Level by site.
    pub sites: BTreeMap<String, String>,
    /// Weekly sessions by service, mode and place.
    pub offers: BTreeMap<[String; 3], Sessions>,
    /// By service, kind of part (`all`, `district`, `area`, …) and part.
    pub reach: BTreeMap<[String; 3], Reached>,
    /// Its years, if it is the plan of a programme.
    pub years: Option<RunYears>,
    /// Is the run one of a programme, whichever option this is?
    pub is_programme: bool,
}

/// Reads one option of a run from its folder; `option` is its label.
///
/// # Errors
/// Every fault found.
pub fn load_run(folder: &Path, option: Option<&str>) -> Result<Run, Vec<Fault>> {
    read(&folder.to_string_lossy(), Files::new(Source::Typed), option)
}

/// As [`load_run`], from memory: `files` are names and contents, each name with the folder's before it.
///
/// # Errors
/// As [`load_run`].
pub fn load_run_text(folder: &str, files: &[(&str, &str)], option: Option<&str>) -> Result<Run, Vec<Fault>> {
    read(folder, Files::new(Source::Memory(files.iter().copied().collect())), option)
}

fn read(folder: &str, files: Files<'_>, option: Option<&str>) -> Result<Run, Vec<Fault>> {
    let mut faults = Faults::new();
    let folder = folder.trim_end_matches('/');
    let mut reader = Reader { files, folder };
    match reader.run(option, &mut faults) {
        Some(run) if !faults.any_error() => Ok(run),
        _ => Err(faults.sorted()),
    }
}

struct Reader<'r> {
    files: Files<'r>,
    folder: &'r str,
}

impl Reader<'_> {
    fn run(&mut self, option: Option<&str>, faults: &mut Faults) -> Option<Run> {
        let place = Place::file(&format!("{}/manifest.json", self.folder));
        let mut refuse = |what: &str| {
            let fix = "Name a folder that solve or score has written";
            faults.add(Code::NotARun, &Place::file(self.folder), format!("this is no run folder: {what}"), fix);
        };
        // What cannot be opened is told as no run, not as a file that somebody should have named.
        let Some(text) = self.files.text(&place.file, SCENARIO_LIMIT, &place, &mut Faults::new()) else {
            refuse("its manifest.json cannot be read");
            return None;
        };
        let manifest: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
        let (Some(_), Some(scenario)) = (manifest["manifest"].as_u64(), manifest["scenario"].as_str()) else {
            refuse("its manifest.json is not one of Doorstep's");
            return None;
        };
        let items = |list: &serde_json::Value| list.as_array().cloned().unwrap_or_default();
        let word = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let labels: Vec<String> = items(&manifest["options"]).iter().map(|option| word(&option["label"])).collect();
        if labels.is_empty() {
            refuse("it holds no option, for nothing was found");
            return None;
        }
        let usual = || USUAL.into_iter().find(|name| labels.iter().any(|label| label == name));
        let wanted = option.or_else(usual).unwrap_or(&labels[0]);
        let Some(label) = labels.iter().find(|label| label.eq_ignore_ascii_case(wanted)) else {
            let what = format!("there is no option {}", quoted(wanted));
            let fix = suggestion(&wanted.to_lowercase(), labels.iter().map(String::as_str));
            faults.add(Code::UnknownOption, &Place::file(self.folder), what, fix);
            return None;
        };
        let inputs = items(&manifest["inputs"]);
        let inputs = inputs.iter().map(|input| Input { file: word(&input["file"]), hash: word(&input["sha256"]) });
        let (money, sites) = (self.money(label, faults), self.sites(label, faults));
        let (offers, reach) = (self.offers(label, faults), self.reach(label, faults));
        let years = self.years(&manifest, label, sites.as_ref(), faults);
        Some(Run {
            folder: self.folder.to_owned(),
            option: label.clone(),
            scenario: scenario.to_owned(),
            prices: manifest["prices"].as_str().map(str::to_owned),
            inputs: inputs.collect(),
            money: money?,
            sites: sites?,
            offers: offers?,
            reach: reach?,
            years,
            is_programme: manifest["years"].as_array().is_some_and(|years| !years.is_empty()),
        })
    }

    fn table(&mut self, name: &str, faults: &mut Faults) -> Option<Table> {
        let name = format!("{}/{name}", self.folder);
        Table::of_file(&name, &Place::file(&name), &mut self.files, faults)
    }

    fn money(&mut self, label: &str, faults: &mut Faults) -> Option<BTreeMap<String, Pence>> {
        let table = self.table("money.csv", faults)?;
        let [option, line, cost] = columns(&table, ["option", "line", "cost_gbp"], faults)?;
        let mut found = BTreeMap::new();
        for row in of_option(&table, option, label) {
            let amount = decimal(&row, cost, 2, faults).map(Pence);
            // The row of totals is the sum of the others, and has no fund.
            let is_total =
                row.text(line) == "total" && table.maybe("fund").is_some_and(|fund| row.text(fund).is_empty());
            if let (Some(amount), false) = (amount, is_total) {
                keep(&mut found, row.text(line).to_owned(), amount, &row, faults);
            }
        }
        Some(found)
    }

    fn sites(&mut self, label: &str, faults: &mut Faults) -> Option<BTreeMap<String, String>> {
        let table = self.table("sites.csv", faults)?;
        let (site, level) = (table.need("site", faults)?, table.need(label, faults)?);
        let mut found = BTreeMap::new();
        for row in table.rows() {
            keep(&mut found, row.text(site).to_owned(), row.text(level).to_owned(), &row, faults);
        }
        Some(found)
    }

    fn offers(&mut self, label: &str, faults: &mut Faults) -> Option<BTreeMap<[String; 3], Sessions>> {
        let table = self.table("offers.csv", faults)?;
        let [option, service, mode, place] = columns(&table, ["option", "service", "mode", "place"], faults)?;
        let sessions = table.need("weekly_sessions", faults)?;
        let mut found = BTreeMap::new();
        for row in of_option(&table, option, label) {
            if let Some(amount) = row.sessions(sessions, faults) {
                let key = [service, mode, place].map(|column| row.text(column).to_owned());
                keep(&mut found, key, amount, &row, faults);
            }
        }
        Some(found)
    }

    fn reach(&mut self, label: &str, faults: &mut Faults) -> Option<BTreeMap<[String; 3], Reached>> {
        let table = self.table("reach.csv", faults)?;
        let [option, service, part, of] = columns(&table, ["option", "service", "part", "of"], faults)?;
        let [eligible, reached] = columns(&table, ["eligible", "reached"], faults)?;
        let mut found = BTreeMap::new();
        for row in of_option(&table, option, label) {
            let people = (decimal(&row, eligible, 1, faults), decimal(&row, reached, 1, faults));
            if let (Some(eligible), Some(reached)) = people {
                let key = [service, part, of].map(|column| row.text(column).to_owned());
                keep(&mut found, key, Reached { eligible, reached }, &row, faults);
            }
        }
        Some(found)
    }
}

fn columns<const N: usize>(table: &Table, names: [&str; N], faults: &mut Faults) -> Option<[Column; N]> {
    let found: Vec<Option<Column>> = names.iter().map(|name| table.need(name, faults)).collect();
    found.into_iter().collect::<Option<Vec<Column>>>()?.try_into().ok()
}

fn of_option<'t>(table: &'t Table, option: Column, label: &str) -> impl Iterator<Item = Row<'t>> {
    table.rows().filter(move |row| row.text(option) == label)
}

fn keep<K: Ord, V>(found: &mut BTreeMap<K, V>, key: K, value: V, row: &Row<'_>, faults: &mut Faults) {
    if found.insert(key, value).is_some() {
        let fix = "A run's tables list everything once: solve or score again";
        faults.add(Code::GivenTwice, &row.place(), "this row stands twice", fix);
    }
}

/// A decimal number of at most so many decimals as a whole number of its smallest unit: never
/// through a binary fraction, so that parts add up to totals.
fn decimal(row: &Row<'_>, column: Column, decimals: usize, faults: &mut Faults) -> Option<i64> {
    let cell = row.text(column);
    let found = exact(cell, decimals);
    if found.is_none() {
        let what = format!("{} is not a number with at most {decimals} decimals", bare(cell));
        faults.add(Code::BadCell, &row.place(), what, "Solve or score again, or undo what changed this table");
    }
    found
}

fn exact(cell: &str, decimals: usize) -> Option<i64> {
    let (sign, digits) = cell.strip_prefix('-').map_or((1, cell), |rest| (-1, rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !plain(whole) || !plain(part) || part.len() > decimals {
        return None;
    }
    format!("{whole}{part:0<decimals$}").parse::<i64>().ok().map(|value| sign * value)
}
