//! `doorstep init`: a bundled scenario to start from; `doorstep new` is the small one.

use crate::cli::args::Init;
use crate::cli::bundled::Bundle;
use crate::cli::{End, folder};

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
