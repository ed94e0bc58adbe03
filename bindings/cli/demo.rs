//! `doorstep demo`: the bundled Birmingham scenario, from data to pictures.

use crate::cli::args::Demo;
use crate::cli::{End, bundled, faults, report, solve};
use doorstep::scenario::load_text;

pub fn run(args: &Demo) -> End {
    let bundle = &bundled::BIRMINGHAM;
    match load_text(bundle.files) {
        Ok(loaded) => {
            tell!("The bundled scenario {}: about half a minute on two cores.", bundle.name);
            let end = solve::answer(loaded, "scenario.ron", &args.out, (&args.how, &args.beside), bundle.notes);
            if !matches!(end, End::Done | End::Stopped) {
                return end;
            }
            match report::beside(&args.out) {
                Ok(page) => {
                    say!("A page for people: open {} in a browser.", page.display());
                    if args.open
                        && let Err(error) = opener::open(&page)
                    {
                        tell!("cannot open it: {error}");
                    }
                    end
                }
                Err(why) => {
                    tell!("{why}");
                    End::Failed
                }
            }
        }
        Err(found) => {
            faults::show(&found);
            End::BadInput
        }
    }
}
