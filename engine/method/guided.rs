//! A search of the whole formulation by HiGHS, with a guide that knows a bound and roughly what a good
//! plan looks like.
//!
//! Small problems go to the solver as they are. On large ones it is given a way in: fix the levels and
//! venues that are clear to the guide, search what is left for a plan, and only if that is not near
//! enough to the guide's bound search the whole, less what the guide can rule out. Measured on a city of
//! 840 offers this beat a minute of the plain search within 5 to 25 seconds.

use super::assembled::Assembled;
use super::bottleneck::{Bottleneck, bottleneck};
use super::hot::Hot;
use super::plans;
use super::search::Search;
use super::{Certificate, Change, Limits, MethodError, Outcome, Problem, Session, Watcher};
use crate::formulation::{Aim, ColumnKey, Formulation, Grain, RowKey, Subject};
use doorstep_highs::RunEnd;
use doorstep_scenario::{GoalKind, RuleKind, ServiceIx, Strength};

/// What a guide found.
pub(super) enum Guidance {
    /// Nothing keeps every row.
    Impossible,
    /// Stopped before it knew anything.
    Unknown,
    /// About what a good plan looks like, by column: parts of levels and venues.
    About(Vec<f64>),
}

/// Knows a bound, which it tells the search, and roughly what a good plan looks like.
pub(super) trait Guide {
    /// Looks at the problem as it stands now.
    fn look(&mut self, search: &mut Search<'_>, assembled: &Assembled) -> Result<Guidance, MethodError>;

    /// Looks closer, with a plan in hand: narrower bounds outside of which nothing is better.
    fn rule_out(
        &mut self,
        search: &mut Search<'_>,
        assembled: &Assembled,
    ) -> Result<Vec<(usize, f64, f64)>, MethodError>;

    /// The relaxation it keeps, once it has solved one for the problem it looked at.
    fn hot(&mut self) -> Option<&mut Hot>;
}

/// Levels and venues this far from undecided are taken as clear.
pub(super) const CLEAR: f64 = 0.2;

/// A session with a guide.
pub(super) struct Guided<G> {
    assembled: Assembled,
    guide: G,
    direct: usize,
}

impl<G: Guide> Guided<G> {
    /// Opens a problem. Up to `direct` undecided whole columns it is searched without the guide.
    pub fn open(problem: &Problem, direct: usize, guide: G) -> Result<Guided<G>, MethodError> {
        doorstep_highs::require_supported().map_err(|error| MethodError::Unusable(error.to_string()))?;
        Ok(Guided { assembled: Assembled::of(problem)?, guide, direct })
    }

    /// Is the search without a guide?
    fn is_direct(&self, search: &Search<'_>) -> bool {
        search.undecided() <= self.direct
    }

    fn search(&mut self, search: &mut Search<'_>) -> Result<Outcome, MethodError> {
        if let Some(start) = self.assembled.start() {
            search.take(start.clone());
        }
        let few = self.is_direct(search);
        let formulation = self.assembled.formulation();
        let sessions = (0..formulation.instance.offers.len()).map(|offer| formulation.layout.sessions(offer));
        if few || sessions.into_iter().any(|column| search.flat.whole[column]) {
            search.be_exact()?;
        }
        if few {
            let end = search.directly("search")?;
            return Ok(search.outcome(&end, true));
        }
        let about = match self.guide.look(search, &self.assembled)? {
            // With a plan in hand it is the solver that stumbles, not the problem that is impossible.
            Guidance::Impossible if search.best.is_none() => {
                if !search.holds() {
                    return Ok(Outcome::impossible(search.work));
                }
                // Neither is it where the guide may have stumbled over a tightly held goal.
                let end = search.directly("whole search")?;
                return Ok(search.outcome(&end, true));
            }
            Guidance::Impossible | Guidance::Unknown => return Ok(search.outcome(&RunEnd::Interrupted, false)),
            Guidance::About(columns) => columns,
        };
        if search.near_enough() {
            return Ok(search.outcome(&RunEnd::Optimal, false));
        }
        if let Some(before) = self.assembled.start() {
            let near = search.alike(self.assembled.formulation(), before, &about);
            search.within("near the last plan", &near)?;
            if search.near_enough() || search.out_of_time() {
                return Ok(search.outcome(&RunEnd::Interrupted, false));
            }
        }
        if search.best.is_none()
            && self.assembled.grain() == Grain::Relaxed
            && let Some(hot) = self.guide.hot()
        {
            plans::first(hot, search, self.assembled.formulation())?;
            if search.near_enough() {
                return Ok(search.outcome(&RunEnd::Interrupted, false));
            }
        }
        let clear = search.clear(self.assembled.formulation(), &about, CLEAR);
        let end = search.within("clear levels fixed", &clear)?;
        if search.near_enough() || search.out_of_time() {
            // With levels fixed, having no plan says nothing about the whole.
            return Ok(search.outcome(&end, false));
        }
        if search.best.is_some() {
            let narrower = self.guide.rule_out(search, &self.assembled)?;
            if search.near_enough() {
                return Ok(search.outcome(&RunEnd::Interrupted, false));
            }
            search.rule_out(&narrower)?;
        }
        let end = search.directly("whole search")?;
        Ok(search.outcome(&end, true))
    }
}

impl<G: Guide> Session for Guided<G> {
    fn formulation(&self) -> &Formulation {
        self.assembled.formulation()
    }

    fn grain(&self) -> Grain {
        self.assembled.grain()
    }

    fn change(&mut self, change: Change) -> Result<(), MethodError> {
        self.assembled.change(change)
    }

    fn solve(&mut self, aim: Aim, limits: &Limits, watcher: &mut dyn Watcher) -> Result<Outcome, MethodError> {
        let mut flat = self.assembled.flat(aim);
        let formulation = self.assembled.formulation();
        let worst = match aim {
            Aim::Goal(GoalKind::LeastWorstTravel(service))
                if !flat.swayed && everyone_is_served(&self.assembled, service) =>
            {
                Some(bottleneck(formulation, &flat, service, limits, watcher)?)
            }
            _ => None,
        };
        if let Some((column, worst)) = flat.objective.terms.first().map(|(column, _)| *column).zip(worst.as_ref()) {
            flat.lower[column] = flat.lower[column].max(worst.bound);
        }
        let mut search = Search::new(aim, flat, *limits, watcher)?;
        if let Some(worst) = worst
            && try_cover(&mut search, formulation, worst)?
        {
            return Ok(search.outcome(&RunEnd::Optimal, false));
        }
        let outcome = self.search(&mut search)?;
        if let Some(columns) = &outcome.columns {
            self.assembled.change(Change::Start(columns.clone()))?;
        }
        Ok(outcome)
    }

    fn bound(&mut self, aim: Aim, limits: &Limits, watcher: &mut dyn Watcher) -> Result<Outcome, MethodError> {
        let mut search = Search::new(aim, self.assembled.flat(aim), *limits, watcher)?;
        if self.is_direct(&search) {
            return self.solve(aim, &limits.for_a_bound(), watcher);
        }
        let looked = self.guide.look(&mut search, &self.assembled)?;
        // A tightly held goal may have made it stumble: then it knows nothing.
        if matches!(looked, Guidance::Impossible) && !search.holds() {
            return Ok(Outcome::impossible(search.work));
        }
        Ok(search.outcome(&RunEnd::Interrupted, false))
    }
}

/// The bound by covers stands only where nobody may be left out, which a change may have ended.
fn everyone_is_served(assembled: &Assembled, service: ServiceIx) -> bool {
    let freed = |rule: usize| {
        let mut keys = assembled.row_bounds().keys();
        keys.any(|key| matches!(key, RowKey::Demand(Subject::Rule(at), _) if *at == rule))
    };
    assembled.formulation().instance.scenario.rules.iter().enumerate().any(|(at, rule)| {
        rule.strength == Strength::Hard && rule.kind == RuleKind::ServeEveryone { service } && !freed(at)
    })
}

/// Takes the bound of a bottleneck, and its decisions as a try. Is that all there is to find?
fn try_cover(search: &mut Search<'_>, formulation: &Formulation, worst: Bottleneck) -> Result<bool, MethodError> {
    search.tighten(worst.bound, Certificate::SolverTree);
    let Some(cover) = worst.cover else { return Ok(false) };
    let decided = |column: usize| {
        matches!(formulation.columns.at(column).key, ColumnKey::Level(..) | ColumnKey::Runs(_))
            && search.flat.whole[column]
    };
    let fixed: Vec<(usize, f64, f64)> =
        (0..cover.len()).filter(|at| decided(*at)).map(|at| (at, cover[at].round(), cover[at].round())).collect();
    search.within("levels of a cover fixed", &fixed)?;
    Ok(search.near_enough() || search.out_of_time())
}
