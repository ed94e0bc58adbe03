//! The linear relaxation as a guide, kept hot from goal to goal: the next one starts where the last
//! one ended.

use super::assembled::Assembled;
use super::guided::{Guidance, Guide};
use super::hot::Hot;
use super::search::{RELAXATION, Search};
use super::{Certificate, MethodError};
use doorstep_highs::RunEnd;

/// Rows left out that change the bound by less than this share stay out.
pub(super) const STILL: f64 = 2e-4;

/// The linear relaxation as a guide.
#[derive(Default)]
pub(super) struct Relaxing {
    kept: Option<Hot>,
}

impl Relaxing {
    /// What a unit more of each row's side would add to the aim, by row of the problem; nothing before a
    /// relaxation was solved.
    pub fn duals(&self) -> Vec<f64> {
        self.kept.as_ref().map(Hot::duals).unwrap_or_default()
    }
}

impl Guide for Relaxing {
    fn look(&mut self, search: &mut Search<'_>, assembled: &Assembled) -> Result<Guidance, MethodError> {
        let mut hot = match self.kept.take().filter(|kept| kept.fits(&search.flat)) {
            Some(mut kept) => {
                kept.retell(&search.flat)?;
                kept
            }
            None => Hot::of(assembled.formulation(), &search.flat)?,
        };
        let end = hot.solve(search, RELAXATION, STILL)?;
        if let Some(bound) = hot.bound() {
            search.tighten(bound + search.flat.objective.offset, Certificate::SolverRelaxation);
        }
        let values = hot.values();
        hot.stay();
        self.kept = Some(hot);
        Ok(match end {
            RunEnd::Infeasible | RunEnd::UnboundedOrInfeasible => Guidance::Impossible,
            RunEnd::Optimal => Guidance::About(values),
            _ => Guidance::Unknown,
        })
    }

    /// Its bound is too far from the best plan for that: on a city nothing was ever ruled out.
    fn rule_out(&mut self, _: &mut Search<'_>, _: &Assembled) -> Result<Vec<(usize, f64, f64)>, MethodError> {
        Ok(Vec::new())
    }

    fn hot(&mut self) -> Option<&mut Hot> {
        self.kept.as_mut()
    }
}
