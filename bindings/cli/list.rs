//! `doorstep list`: what is bundled, a line each.

use crate::cli::bundled::{ALL, File};
use crate::cli::{End, faults};
use doorstep::scenario::load_text;

pub fn run() -> End {
    let width = ALL.iter().map(|bundle| bundle.name.len()).chain(variants().map(|name| name.len() + 2)).max();
    let width = width.unwrap_or(0);
    let mut end = End::Done;
    let mut line = |name: String, files: &[File]| match load_text(files) {
        Ok(loaded) => say!("{name:width$}  {}", loaded.scenario.name),
        Err(found) => {
            faults::show(&found);
            end = End::Failed;
        }
    };
    for bundle in ALL {
        line(bundle.name.to_owned(), bundle.files);
        for variant in bundle.variants {
            line(format!("  {}", variant.0), &bundle.standing_on(*variant));
        }
    }
    say!("\nStart from one: doorstep init NAME FOLDER");
    end
}

fn variants() -> impl Iterator<Item = &'static str> {
    ALL.into_iter().flat_map(|bundle| bundle.variants).map(|(name, _)| *name)
}
