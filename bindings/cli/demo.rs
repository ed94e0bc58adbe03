//! `doorstep demo`: the bundled Birmingham scenario, from data to pictures.

use crate::args::Demo;
use crate::{End, bundled, faults, solve};
use doorstep::scenario::load_text;

pub fn run(args: &Demo) -> End {
    let bundle = &bundled::BIRMINGHAM;
    match load_text(bundle.files) {
        Ok(loaded) => {
            tell!("The bundled scenario {}: about half a minute on two cores.", bundle.name);
            solve::answer(loaded, "scenario.ron", &args.out, (&args.how, &args.beside), bundle.notes)
        }
        Err(found) => {
            faults::show(&found);
            End::BadInput
        }
    }
}
