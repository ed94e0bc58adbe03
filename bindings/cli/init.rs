//! `doorstep new`: a small scenario that solves.

use crate::args::New;
use crate::{End, bundled};
use std::fs;
use std::path::Path;

pub fn run(args: &New) -> End {
    match write(&args.folder) {
        Ok(()) => {
            say!("Written to {}: a scenario small enough to solve by hand; its README does.", args.folder.display());
            say!("Next: doorstep solve {}", args.folder.join("scenario.ron").display());
            End::Done
        }
        Err(why) => {
            tell!("{why}. Nothing was written");
            End::BadInput
        }
    }
}

fn write(folder: &Path) -> Result<(), String> {
    let shown = folder.display();
    if folder.exists() {
        let mut inside = fs::read_dir(folder).map_err(|error| format!("cannot look into {shown}: {error}"))?;
        if inside.next().is_some() {
            return Err(format!("{shown} is not empty; name a new folder"));
        }
    }
    fs::create_dir_all(folder).map_err(|error| format!("cannot make {shown}: {error}"))?;
    for (name, content) in bundled::TWO_CENTRES.files.iter().chain(bundled::TWO_CENTRES.notes) {
        fs::write(folder.join(name), content).map_err(|error| format!("cannot write {shown}/{name}: {error}"))?;
    }
    Ok(())
}
