//! The money of a programme's plan again, under a scenario with other numbers: the same sites, sessions and venues,
//! the engine's own accounts. Tests hold a workbook against it whose inputs were changed in the same way.
//!
//! ```text
//! cargo run --release --example again -- years.ron runs/years again/
//! ```
//!
//! Effects of prevention are left out: they need the people reached, which other numbers may change.

use doorstep::accounts::{State, accounts, costing};
use doorstep::report::accounts::{costing as tables, files};
use doorstep::scenario::{BaselineOffer, Host, LevelIx, ModeIx, Scenario, ServiceIx, Sessions, SiteIx, VenueIx, load};
use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let [scenario, run, out] = &given[..] else {
        return Err("needed: SCENARIO.ron RUN FOLDER; see the top of this file".into());
    };
    let loaded = load(Path::new(scenario))
        .map_err(|found| found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))?;
    let states = states(&loaded.scenario, Path::new(run))?;
    let found = accounts(&loaded.scenario, &states);
    let mut all = files(&loaded.scenario, &found)?;
    all.extend(tables(&loaded.scenario, &costing(&loaded.scenario, &states, None))?);
    std::fs::create_dir_all(out)?;
    for (name, bytes) in all {
        std::fs::write(Path::new(out).join(name), bytes)?;
    }
    Ok(())
}

/// What a run leaves standing at the end of each year.
fn states(s: &Scenario, run: &Path) -> Result<Vec<State>, Box<dyn Error>> {
    let at = |names: &mut dyn Iterator<Item = &String>, name: &str| {
        names.collect::<Vec<_>>().iter().position(|known| *known == name).ok_or_else(|| format!("no {name} is known"))
    };
    let level = |name: &str| at(&mut s.levels.iter().map(|of| &of.id), name).map(LevelIx);
    let mut states: Vec<State> = s.years().map(|_| State { levels: Vec::new(), offers: Vec::new() }).collect();
    for row in csv::Reader::from_path(run.join("sites_by_year.csv"))?.records() {
        for (state, name) in states.iter_mut().zip(row?.iter().skip(6)) {
            state.levels.push(level(name)?);
        }
    }
    let years: Vec<String> = s.years().map(|year| year.to_string()).collect();
    for row in csv::Reader::from_path(run.join("offers_by_year.csv"))?.records() {
        let row = row?;
        let [year, service, mode, place, sessions] = [0, 1, 2, 3, 4].map(|cell| &row[cell]);
        let service = at(&mut s.services.iter().map(|of| &of.id), service)?;
        let mode = at(&mut s.services[service].modes.iter().map(|of| &of.id), mode)?;
        let site = at(&mut s.sites.iter().map(|of| &of.id), place).map(|site| Host::Site(SiteIx(site)));
        let venue = || at(&mut s.venues.iter().map(|of| &of.id), place).map(|venue| Host::Venue(VenueIx(venue)));
        let host = site.or_else(|_| venue()).unwrap_or(Host::Everywhere);
        let sessions = Sessions(format!("{:.3}", sessions.parse::<f64>()?).replace('.', "").parse()?);
        let offer = BaselineOffer { service: ServiceIx(service), mode: ModeIx(mode), host, sessions };
        states[at(&mut years.iter(), year)?].offers.push(offer);
    }
    for state in &mut states {
        state.offers.sort_unstable();
    }
    Ok(states)
}
