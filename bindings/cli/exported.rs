//! `doorstep ledger`: a ledger as a finance system exports it, as the table of a scenario.

use crate::cli::args::Ledger;
use crate::cli::import::is_workbook;
use crate::cli::{End, faults, folder, held};
use doorstep::scenario::{Code, ExportedLedger, Fault, LedgerSource, Place, load_ledger};
use std::fs;
use std::path::Path;

pub fn run(args: &Ledger) -> End {
    let ledger = match read(args) {
        Ok(ledger) => ledger,
        Err(found) => {
            faults::show(&found);
            tell!("{}. Nothing was written.", faults::count(&found));
            return End::BadInput;
        }
    };
    faults::show(&ledger.warnings);
    let written = folder::file(&args.out, ledger.csv().as_bytes()).and_then(|()| match &args.accounted {
        Some(file) => folder::file(file, ledger.reconciliation().as_bytes()),
        None => Ok(()),
    });
    if let Err(why) = written {
        tell!("{why}");
        return End::Failed;
    }
    say!("Written to {}: {} rows of {}.", args.out.display(), ledger.entries.len(), ledger.year);
    say!(
        "  taken {}, not modelled {}: together the control total, {}",
        ledger.taken,
        ledger.not_modelled,
        ledger.control_total
    );
    say!(
        "  {} rows of the export accounted for{}",
        ledger.accounted.len(),
        args.accounted.as_ref().map_or_else(String::new, |file| format!(", in {}", file.display()))
    );
    End::Done
}

fn read(args: &Ledger) -> Result<ExportedLedger, Vec<Fault>> {
    let name = |path: &Path| path.to_string_lossy().into_owned();
    let unreadable = |path: &Path, error: &std::io::Error| {
        let place = Place::file(&name(path));
        let fix = "Check its name, and that it is text in UTF-8".to_owned();
        vec![Fault { code: Code::FileUnreadable, place, what: format!("it cannot be read: {error}"), fix }]
    };
    let mapping = fs::read_to_string(&args.mapping).map_err(|error| unreadable(&args.mapping, &error))?;
    let scenario = args.scenario.as_ref().map(|path| held::scenario(path)).transpose()?;
    let scenario = scenario.as_ref().map(|loaded| &loaded.scenario);
    let (mapping_name, export_name) = (name(&args.mapping), name(&args.export));
    let mapping = (mapping_name.as_str(), mapping.as_str());
    if is_workbook(&args.export) {
        let bytes = fs::read(&args.export).map_err(|error| unreadable(&args.export, &error))?;
        let (book, warnings) = doorstep::workbook::read(&export_name, &bytes)?;
        let mut ledger = load_ledger(mapping, LedgerSource::Workbook(&book), scenario)?;
        ledger.warnings.extend(warnings);
        return Ok(ledger);
    }
    let text = fs::read_to_string(&args.export).map_err(|error| unreadable(&args.export, &error))?;
    load_ledger(mapping, LedgerSource::Text(&export_name, &text), scenario)
}
