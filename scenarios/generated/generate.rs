//! Draws a scenario of any size from a seed and writes it as a folder.
//!
//! ```text
//! cargo run --release --example generate -- national my-nation
//! doorstep solve my-nation/scenario.ron
//! ```
//!
//! What can be asked for stands in the README beside this file.

mod drawn;
mod support;

use drawn::england::{self, Areas};
use drawn::{Asked, Capacity, Fade, Shape, arrays, on, scenario, write};
use std::error::Error;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// The command line, taken apart.
struct Wanted {
    asked: Asked,
    folder: PathBuf,
    england: Option<(PathBuf, Areas)>,
    arrays: Option<PathBuf>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let wanted = wanted(&given).map_err(|why| format!("{why}; see scenarios/generated/README.md"))?;
    let mut said = std::io::stdout();
    let drawn = match &wanted.england {
        None => scenario(&wanted.asked),
        Some((tables, which)) => {
            let found = england::read(tables, *which, &wanted.asked)?;
            let areas = found.land.areas.len();
            writeln!(said, "{areas} areas; {} left out: a count or decile is not known.", found.left_out)?;
            let mut drawn = on(&Asked { areas, ..wanted.asked.clone() }, &found.land);
            drawn.name = drawn.name.replacen("Drawn", "England, sites drawn", 1);
            drawn
        }
    };
    write::folder(&drawn, &wanted.folder)?;
    if wanted.england.is_some() {
        std::fs::write(wanted.folder.join("PROVENANCE.md"), england::PROVENANCE)?;
    }
    if let Some(file) = &wanted.arrays {
        std::fs::write(file, serde_json::to_string(&arrays::of(&drawn)?)?)?;
    }
    writeln!(said, "{}: {}", wanted.folder.join("scenario.ron").display(), drawn.name)?;
    Ok(())
}

fn wanted(given: &[String]) -> Result<Wanted, String> {
    let [shape, folder, settings @ ..] = given else {
        return Err("needed: SHAPE FOLDER [--setting VALUE]…".to_owned());
    };
    let (ample, seed) = (Capacity::Ample, 1);
    let mut asked = match shape.as_str() {
        "city" => Asked::city(Capacity::Binding, seed),
        "national" => Asked::national(ample, seed),
        "output-areas" => Asked::output_areas(ample, seed),
        "median" => Asked::median(100, 5, seed),
        other => return Err(format!("a shape is city, national, output-areas or median, not {other}")),
    };
    let (mut tables, mut arrays) = (None, None);
    let mut settings = settings.iter().map(String::as_str);
    while let Some(name) = settings.next() {
        if name == "--same-costs" {
            asked.same_costs = true;
            continue;
        }
        let value = settings.next().ok_or_else(|| format!("{name} needs a value"))?;
        match name {
            "--capacity" => {
                asked.capacity = one_of(name, value, &[("ample", Capacity::Ample), ("binding", Capacity::Binding)])?;
            }
            "--fade" => {
                let fades = [("bands", Fade::Bands), ("smooth", Fade::Smooth), ("step", Fade::Step)];
                asked.fade = one_of(name, value, &fades)?;
            }
            "--england" => tables = Some(PathBuf::from(value)),
            "--arrays" => arrays = Some(PathBuf::from(value)),
            "--seed" => asked.seed = value.parse().map_err(|_| "a seed is a whole number".to_owned())?,
            _ => *size(&mut asked, name)? = whole(name, value)?,
        }
    }
    if asked.shape == Shape::Median {
        asked.sites = asked.areas;
    }
    if asked.areas == 0 || asked.sites == 0 || asked.groups == 0 || asked.services == 0 || asked.per_district == 0 {
        return Err("there has to be at least one of each".to_owned());
    }
    if asked.venues > 0 && asked.shape != Shape::City {
        return Err("only a city has venues".to_owned());
    }
    let which = if shape == "output-areas" { Areas::OutputAreas } else { Areas::Neighbourhoods };
    let england = tables.map(|folder| (folder, which));
    Ok(Wanted { asked, folder: Path::new(folder).to_owned(), england, arrays })
}

fn size<'a>(asked: &'a mut Asked, name: &str) -> Result<&'a mut usize, String> {
    Ok(match name {
        "--areas" | "--points" => &mut asked.areas,
        "--sites" => &mut asked.sites,
        "--venues" => &mut asked.venues,
        "--services" => &mut asked.services,
        "--groups" => &mut asked.groups,
        "--open" => &mut asked.open,
        "--near" => &mut asked.near,
        "--district" => &mut asked.per_district,
        other => return Err(format!("nothing is called {other}")),
    })
}

fn whole(name: &str, value: &str) -> Result<usize, String> {
    value.parse().map_err(|_| format!("{name} is a whole number, not {value}"))
}

fn one_of<T: Copy>(name: &str, value: &str, all: &[(&str, T)]) -> Result<T, String> {
    let names = || all.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    all.iter()
        .find(|(known, _)| *known == value)
        .map(|(_, meant)| *meant)
        .ok_or_else(|| format!("{name} is one of {}, not {value}", names()))
}
