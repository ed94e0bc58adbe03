//! Which method a problem is solved by, and why.

use super::{General, Method, Portable, Priced, Problem};

/// A method by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Wanted {
    /// The one that suits the problem.
    #[default]
    Auto,
    /// The whole formulation and its linear relaxation.
    General,
    /// Taken apart: prices on what places share.
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
    let asked = || "asked for".to_owned();
    match wanted {
        Wanted::General => Choice { method: Box::new(General::default()), why: asked() },
        Wanted::Portable => Choice { method: Box::new(Portable::microlp()), why: asked() },
        Wanted::Decomposed => Choice { method: Box::new(Priced::default()), why: asked() },
        Wanted::Auto => automatic(problem),
    }
}

fn automatic(problem: &Problem) -> Choice {
    let General { direct } = General::default();
    let instance = &problem.instance;
    let places = instance.scenario.sites.iter().map(|site| site.levels.len()).sum::<usize>() + instance.offers.len();
    if places <= direct {
        let why = format!("{places} decisions are few enough to be searched at once (up to {direct})");
        return Choice { method: Box::new(General::default()), why };
    }
    let why = format!("{places} decisions: a bound place by place is tighter and quicker than the relaxation of all");
    Choice { method: Box::new(Priced::default()), why }
}
