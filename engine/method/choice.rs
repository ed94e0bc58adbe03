//! Which method a problem is solved by, and why.

use super::{Cover, Decomposed, General, Method, Portable, Problem};

/// A method by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Wanted {
    /// The one that suits the problem.
    #[default]
    Auto,
    /// The whole formulation and its linear relaxation.
    General,
    /// Taken apart, by place or by decisions and people.
    Decomposed,
    /// The whole formulation through `good_lp`, by microlp.
    Portable,
}

/// A method, and why it was chosen.
pub struct Choice {
    /// The method.
    pub method: Box<dyn Method>,
    /// For readers: what speaks for it.
    pub why: String,
}

/// The method for a problem.
pub fn choose(problem: &Problem, wanted: Wanted) -> Choice {
    let General { direct } = General::default();
    let sites = &problem.instance.scenario.sites;
    let decisions = sites.iter().map(|site| site.levels.len()).sum::<usize>() + problem.instance.offers.len();
    let few = decisions <= direct;
    match wanted {
        Wanted::General => asked_for(General::default()),
        Wanted::Portable => asked_for(Portable::microlp()),
        Wanted::Auto if few => Choice {
            method: Box::new(General::default()),
            why: format!("{decisions} decisions are few enough to be searched at once (up to {direct})"),
        },
        Wanted::Auto | Wanted::Decomposed => {
            let obstacles = Cover.unsupported(problem);
            let why = match obstacles.first() {
                None => "no offer can become full, so people follow from decisions by themselves".to_owned(),
                Some(first) => format!("{decisions} decisions, priced place by place, since {first}"),
            };
            Choice { method: Box::new(Decomposed), why }
        }
    }
}

fn asked_for(method: impl Method + 'static) -> Choice {
    Choice { method: Box::new(method), why: "asked for".to_owned() }
}
