//! Problems in the input, shown.

use crate::cli::args::Format;
use crate::cli::held;
use doorstep::scenario::Fault;

/// How many are shown of a long list.
const SHOWN: usize = 50;

/// Prints problems to stderr, one a line; a long list is cut and counted.
pub fn show(faults: &[Fault]) {
    held::note(faults);
    for fault in faults.iter().take(SHOWN) {
        tell!("{fault}");
    }
    if faults.len() > SHOWN {
        tell!("… and {} more", faults.len() - SHOWN);
    }
}

/// Prints problems to stdout as a list of objects.
pub fn show_json(faults: &[Fault]) {
    let list: Vec<serde_json::Value> = faults
        .iter()
        .map(|fault| {
            serde_json::json!({
                "code": fault.code.text(),
                "severity": if fault.is_error() { "error" } else { "warning" },
                "file": fault.place.file,
                "sheet": fault.place.sheet,
                "line": fault.place.line,
                "column": fault.place.column,
                "what": fault.what,
                "fix": fault.fix,
            })
        })
        .collect();
    say!("{}", serde_json::Value::from(list));
}

/// Prints problems in the format asked for.
pub fn show_as(faults: &[Fault], format: Format) {
    match format {
        Format::Text => show(faults),
        Format::Json => show_json(faults),
    }
}

/// "3 errors and 1 warning".
pub fn count(faults: &[Fault]) -> String {
    let errors = faults.iter().filter(|fault| fault.is_error()).count();
    let plural = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    match (errors, faults.len() - errors) {
        (0, warnings) => plural(warnings, "warning"),
        (errors, 0) => plural(errors, "error"),
        (errors, warnings) => format!("{} and {}", plural(errors, "error"), plural(warnings, "warning")),
    }
}
