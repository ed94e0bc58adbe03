//! `doorstep demo`: the bundled Birmingham scenario, from data to pictures.

use crate::args::Demo;
use crate::{End, bundled, faults, solve};
use doorstep::scenario::load_text;

pub fn run(args: &Demo) -> End {
    let bundle = &bundled::BIRMINGHAM;
    let tables: Vec<(&str, &str)> = bundle.files.iter().copied().filter(|(name, _)| !name.ends_with(".md")).collect();
    match load_text(&tables) {
        Ok(loaded) => {
            let notes: Vec<(&str, &str)> =
                bundle.files.iter().copied().filter(|(name, _)| name.ends_with(".md")).collect();
            eprintln!("The bundled scenario {}: about half a minute on two cores.", bundle.name);
            solve::answer(loaded, &args.out, &args.how, &notes)
        }
        Err(found) => {
            faults::show(&found);
            End::BadInput
        }
    }
}
