//! Makes a scenario folder of three tables: demand (`id,demand`), sites (`id`, and if there are any
//! `cost`, `capacity`, `keep`) and a matrix in long form (from, to, how far; the first three columns).
//!
//! ```text
//! cargo run --release --example import -- demand.csv sites.csv travel.csv median:4 my-problem
//! doorstep solve my-problem/scenario.ron
//! ```
//!
//! Questions: `cover:5000`, `most-covered:5000:4`, `median:4`, `centre:4`, `least-cost`.

mod shape;

use shape::{Demand, Question, Shape, Site};
use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let [demand, sites, travel, question, folder] = &given[..] else {
        return Err("needed: DEMAND.csv SITES.csv TRAVEL.csv QUESTION FOLDER; see the top of this file".into());
    };
    let question = asked(question)
        .ok_or("a question is cover:LIMIT, most-covered:LIMIT:SITES, median:SITES, centre:SITES or least-cost")?;
    let shape = Shape { demand: read_demand(demand)?, sites: read_sites(sites)?, travel: read_travel(travel)? };
    shape.write(&question, Path::new(folder))?;
    Ok(())
}

fn asked(question: &str) -> Option<Question> {
    let parts: Vec<&str> = question.split(':').collect();
    match parts[..] {
        ["cover", within] => Some(Question::Cover { within: within.parse().ok()? }),
        ["most-covered", within, open] => {
            Some(Question::MostCovered { within: within.parse().ok()?, open: open.parse().ok()? })
        }
        ["median", open] => Some(Question::Median { open: open.parse().ok()? }),
        ["centre", open] => Some(Question::Centre { open: open.parse().ok()? }),
        ["least-cost"] => Some(Question::LeastCost),
        _ => None,
    }
}

/// From, to, how far.
type Ways = Vec<(String, String, f64)>;
type Row = std::collections::BTreeMap<String, String>;

fn rows(file: &str) -> Result<Vec<Row>, Box<dyn Error>> {
    let mut reader = csv::Reader::from_path(file).map_err(|error| format!("{file}: {error}"))?;
    reader.deserialize().map(|row| row.map_err(|error| format!("{file}: {error}").into())).collect()
}

fn read_demand(file: &str) -> Result<Vec<Demand>, Box<dyn Error>> {
    let demand = rows(file)?.into_iter().map(|row| {
        let id = row.get("id").ok_or("demand: no column id")?.clone();
        let people = row.get("demand").ok_or("demand: no column demand")?.parse()?;
        Ok(Demand { id, people })
    });
    demand.collect()
}

fn read_sites(file: &str) -> Result<Vec<Site>, Box<dyn Error>> {
    let sites = rows(file)?.into_iter().map(|row| {
        let id = row.get("id").ok_or("sites: no column id")?.clone();
        let cost = row.get("cost").map_or(Ok(1.0), |cost| cost.parse())?;
        let capacity = row.get("capacity").map(|capacity| capacity.parse()).transpose()?;
        Ok(Site { id, cost, capacity, keep: row.get("keep").is_some_and(|keep| keep == "yes") })
    });
    sites.collect()
}

fn read_travel(file: &str) -> Result<Ways, Box<dyn Error>> {
    let mut reader = csv::Reader::from_path(file).map_err(|error| format!("{file}: {error}"))?;
    let ways = reader.deserialize().map(|row| row.map_err(|error| format!("{file}: {error}").into()));
    ways.collect()
}
