//! `doorstep init`: a bundled scenario to start from; `doorstep new` is the small one.

use crate::cli::args::{Init, New};
use crate::cli::bundled::{Bundle, TWO_CENTRES};
use crate::cli::import::is_workbook;
use crate::cli::{End, faults, folder};
use doorstep::scenario::template_text;
use std::path::Path;

/// `doorstep new`: the small one, as a folder or as a workbook.
pub fn new(args: New) -> End {
    match (args.workbook, args.folder) {
        (Some(file), _) => workbook(&file),
        (None, folder) => run(&Init { name: TWO_CENTRES.name.to_owned(), folder: folder.unwrap_or_default() }),
    }
}

fn workbook(file: &Path) -> End {
    if !is_workbook(file) {
        tell!("name the workbook with the ending .xlsx: {}", file.with_extension("xlsx").display());
        return End::Usage;
    }
    if file.exists() {
        tell!("{} is there already; name a new file. Nothing was written", file.display());
        return End::BadInput;
    }
    // Over years: whoever works in Excel plans them.
    let years = TWO_CENTRES.variants.iter().find(|(name, _)| *name == "years.ron");
    let files = years.map_or_else(|| TWO_CENTRES.files.to_vec(), |years| TWO_CENTRES.standing_on(*years));
    let made =
        template_text(&files).and_then(|out| doorstep::workbook::fill_in(&file.to_string_lossy(), &out.template));
    match made.map_err(|found| faults::show(&found)).map(|bytes| folder::file(file, &bytes)) {
        Ok(Ok(())) => {
            say!("Written to {}: a small scenario to fill in; its first sheet says how.", file.display());
            say!("Next: doorstep import {} my-council", file.display());
            End::Done
        }
        Ok(Err(why)) => {
            tell!("{why}");
            End::Failed
        }
        Err(()) => End::Failed,
    }
}

pub fn run(args: &Init) -> End {
    let Some(bundle) = Bundle::find(&args.name) else {
        tell!("there is no bundled scenario \"{}\"; `doorstep list` names them", args.name);
        return End::Usage;
    };
    let files: Vec<(String, Vec<u8>)> =
        bundle.all_files().map(|(name, content)| (name.to_owned(), content.as_bytes().to_vec())).collect();
    match folder::fill(&args.folder, &files) {
        Ok(()) => {
            say!(
                "Written to {}: {}, {} files; README.md says what it is.",
                args.folder.display(),
                bundle.name,
                files.len()
            );
            say!("Next: doorstep solve {}", args.folder.join("scenario.ron").display());
            End::Done
        }
        Err(why) => {
            tell!("{why}. Nothing was written");
            End::BadInput
        }
    }
}
