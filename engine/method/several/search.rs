//! The search over several futures, as the general method searches one.

use super::super::assembled::Flat;
use super::super::guided::CLEAR;
use super::super::hot::Hot;
use super::super::relaxation::STILL;
use super::super::search::{RELAXATION, Search};
use super::super::{Certificate, Limits, MethodError, Outcome, Watcher, plans};
use super::Several;
use crate::formulation::Aim;
use doorstep_highs::RunEnd;

/// More whole columns that are undecided are given a way in.
const DIRECT: usize = 300;

impl Several {
    /// As the general method: at once where there is little to decide, else with the relaxation for a way in.
    pub(super) fn search(
        &self,
        aim: Aim,
        flat: Flat,
        step: &'static str,
        starts: Vec<Vec<f64>>,
        limits: &Limits,
        watcher: &mut dyn Watcher,
    ) -> Result<Outcome, MethodError> {
        let first = &self.futures[0];
        let sessions = (0..first.instance.offers.len()).map(|offer| first.layout.sessions(offer));
        let exact = sessions.into_iter().any(|column| flat.whole[column]);
        let mut search = Search::new(aim, flat, *limits, watcher)?;
        let few = search.undecided() <= DIRECT;
        if few || exact {
            search.be_exact()?;
        }
        for start in starts {
            search.take(start);
        }
        if few {
            let end = search.directly(step)?;
            return Ok(search.outcome(&end, true));
        }
        let mut hot = Hot::without(&search.flat, |row| self.left_out.get(row).copied().unwrap_or(false))?;
        let end = hot.solve(&mut search, RELAXATION, STILL)?;
        if let Some(bound) = hot.bound() {
            search.tighten(bound + search.flat.objective.offset, Certificate::SolverRelaxation);
        }
        let about = hot.values();
        hot.stay();
        let nothing = matches!(end, RunEnd::Infeasible | RunEnd::UnboundedOrInfeasible);
        if nothing && !search.holds() && search.best.is_none() {
            return Ok(Outcome::impossible(search.work));
        }
        if end == RunEnd::Optimal && !search.near_enough() {
            match search.best.as_ref().map(|(_, columns)| columns.clone()) {
                None => plans::first(&mut hot, &mut search, first)?,
                Some(before) => {
                    let near = search.alike(first, &before, &about);
                    search.within("near a plan of one future", &near)?;
                }
            }
            if !search.near_enough() && !search.out_of_time() {
                let clear = search.clear(first, &about, CLEAR);
                search.within("clear levels fixed", &clear)?;
            }
        }
        if search.near_enough() || search.out_of_time() {
            return Ok(search.outcome(&RunEnd::Interrupted, false));
        }
        let end = search.directly(step)?;
        Ok(search.outcome(&end, true))
    }
}
