//! `doorstep check`: every problem, and what the scenario holds.

use crate::cli::args::{Check, Format};
use crate::cli::{End, faults, held};
use doorstep::accounts::paid_today;
use doorstep::explore::{self, contradictions, unmet};
use doorstep::instance::{Instance, cannot_hold};
use doorstep::scenario::{Code, Fault, Loaded, Pence, Place, Travel, WayUnit};
use std::path::Path;
use std::sync::Arc;

pub fn run(args: &Check) -> End {
    match prepared(&args.scenario) {
        Ok((instance, _, warnings)) => {
            faults::show_as(&warnings, args.format);
            if args.format == Format::Text {
                describe(&instance);
                let note = if warnings.is_empty() { String::new() } else { format!(", {}", faults::count(&warnings)) };
                say!("No errors{note}.");
            }
            End::Done
        }
        Err(found) => {
            faults::show_as(&found, args.format);
            if args.format == Format::Text {
                tell!("{}. Nothing was computed or written.", faults::count(&found));
            }
            End::BadInput
        }
    }
}

/// Loads and prepares a scenario; errors are all that is wrong with it.
pub fn prepared(path: &Path) -> Result<(Arc<Instance>, Loaded, Vec<Fault>), Vec<Fault>> {
    prepare(held::scenario(path)?)
}

/// As [`prepared`], and of a programme its end year by itself.
pub fn prepared_end(path: &Path) -> Result<(Arc<Instance>, Loaded, Vec<Fault>), Vec<Fault>> {
    let (instance, loaded, mut warnings) = prepared(path)?;
    if instance.scenario.programme.is_none() {
        return Ok((instance, loaded, warnings));
    }
    let place = Place::file(&path.display().to_string());
    let end = match explore::end_year(&instance.scenario) {
        Ok(Some(end)) => end,
        Ok(None) => {
            let what = "the targets together ask for more than there is".to_owned();
            let fix = "Lower a target, or read it as another basis".to_owned();
            return Err(vec![Fault { code: Code::TargetTooLarge, place, what, fix }]);
        }
        Err(error) => {
            let fix = "Report this with the scenario".to_owned();
            return Err(vec![Fault { code: Code::NotSupported, place, what: error.to_string(), fix }]);
        }
    };
    let what = format!("of the programme only its end year, {}, is looked at here", end.end_year);
    let fix = "doorstep solve plans every year".to_owned();
    warnings.push(Fault { code: Code::LooksWrong, place, what, fix });
    Ok((Arc::new(Instance::prepare(Arc::new(end))), loaded, warnings))
}

/// Prepares what was loaded, its take-up scaled where it asks for that.
pub fn prepare(loaded: Loaded) -> Result<(Arc<Instance>, Loaded, Vec<Fault>), Vec<Fault>> {
    let instance = Instance::prepare(Arc::new(loaded.scenario.clone()));
    let mut found = contradictions(&instance);
    found.extend(cannot_hold(&instance));
    found.extend(loaded.warnings.iter().cloned());
    if found.iter().any(Fault::is_error) {
        return Err(found);
    }
    match explore::prepare(instance) {
        Ok(instance) => {
            found.extend(unmet(&instance.scenario));
            Ok((instance, loaded, found))
        }
        Err(error) => {
            found.push(Fault {
                code: Code::NotSupported,
                place: Place::file("observed"),
                what: format!("take-up cannot be scaled: {error}"),
                fix: "Leave scale_take_up out, and report this with the scenario".to_owned(),
            });
            Err(found)
        }
    }
}

/// What a line costs today, pay of roles on it included.
pub fn base(instance: &Instance, line: usize) -> Pence {
    instance.baseline_cost[line] + paid_today(&instance.scenario, line)
}

fn describe(instance: &Instance) {
    let scenario = &instance.scenario;
    let base: Pence = (0..scenario.lines.len()).map(|line| base(instance, line)).sum();
    say!("{}", scenario.name);
    say!(
        "  {} areas in {} districts, {} sites, {} venues, {} services, {} possible offers",
        scenario.areas.len(),
        scenario.districts.len(),
        scenario.sites.len(),
        scenario.venues.len(),
        scenario.services.len(),
        instance.offers.len(),
    );
    say!(
        "  base {base} a year in {} prices; {} rules, {} targets, {} goals",
        scenario.price_year,
        scenario.rules.len(),
        scenario.targets.len(),
        scenario.goals.len()
    );
    if let Travel::Matrix(matrix) = &scenario.travel {
        let unit = if matrix.unit == WayUnit::Minutes { "minutes" } else { "metres" };
        let (missing, pairs) = instance.pairs_without_way();
        say!(
            "  travel by the supplied table, in {unit}: {missing} of {pairs} pairs of area and usable place have no way"
        );
    }
}
