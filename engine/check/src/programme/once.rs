//! What change costs once, and what pays it.
//!
//! ```text
//! moving         = amount · sites that go from one of these levels to one of those
//! double running = months/12 · Σ cost of the old level at t's prices      of such sites
//! exits          = posts · paid · amount      posts = max(0, cost_t(state[t−1]) − cost_t(state[t])) ÷ post
//! clawback       = Σ capital · max(0, 25 − years since designation)/25 · asked     sites that close
//! Σ used[t] + unfinanced[t] = planned[t]
//! ```
//!
//! Sources pay in their order. A reserve never goes below its minimum, an allowance lapses with its year,
//! a site is sold once it has been closed for the lag, once.

use doorstep_scenario::{LevelIx, OneOffKind, SourceKind};

use super::case::Case;
use super::exact::{WHOLE, billionths, bounded, nearest, of_billionths};
use super::lines::Cost;
use super::standing::{Standing, at_level};

/// Years after designation within which capital may be asked back.
const ASKED_WITHIN: i128 = 25;

/// By year and one-off, in pence.
pub(super) fn planned(case: &Case<'_>, costs: &[Vec<Cost>]) -> Vec<Vec<i128>> {
    let one =
        |at: usize| case.programme.one_offs.iter().map(|one_off| amount(case, costs, at, &one_off.kind)).collect();
    (0..case.years.len()).map(one).collect()
}

fn amount(case: &Case<'_>, costs: &[Vec<Cost>], at: usize, kind: &OneOffKind) -> i128 {
    let (before, after) = (&case.before(at).levels, &case.ends[at].levels);
    let go = |from: &[LevelIx], to: &[LevelIx]| {
        let went =
            |site: &usize| before[*site] != after[*site] && from.contains(&before[*site]) && to.contains(&after[*site]);
        (0..before.len()).filter(went).collect::<Vec<usize>>()
    };
    match kind {
        OneOffKind::Moving { from, to, amount } => go(from, to).iter().map(|_| i128::from(amount.0)).sum(),
        OneOffKind::DoubleRunning { from, to, months } => {
            let old =
                |site: usize, line: usize| at_level(case.scenario, site, before[site], line, case.index[at][line]);
            // Each site by itself, to the penny; where its level earns more than it costs, running it on
            // for some months is no cost.
            let year = |site: usize| (0..case.lines()).map(|line| old(site, line)).sum::<i128>();
            go(from, to).into_iter().map(|site| nearest(year(site) * i128::from(*months), 12).max(0)).sum()
        }
        OneOffKind::Exits { line, post, paid, amount } => {
            let cost = &costs[at][line.0];
            let post = of_billionths(i128::from(post.0), case.index[at][line.0]);
            // Posts are counted in thousandths.
            let posts = nearest((cost.before - cost.run_rate).max(0) * 1000, post);
            let paid = posts.saturating_mul(i128::from(amount.0)).saturating_mul(billionths(paid.value()));
            bounded(nearest(paid, 1000 * WHOLE))
        }
        OneOffKind::Clawback { grants, asked } => grants
            .iter()
            .filter(|(site, ..)| before[site.0].0 != 0 && after[site.0].0 == 0)
            .map(|(_, capital, designated)| {
                let since = i128::from(case.years[at].0) - i128::from(designated.0);
                let left = (ASKED_WITHIN - since).clamp(0, ASKED_WITHIN);
                let share = billionths(asked.value());
                of_billionths(nearest(i128::from(capital.0) * left, ASKED_WITHIN), share)
            })
            .sum(),
    }
}

/// A source in one year.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Pays {
    pub(super) received: i128,
    pub(super) used: i128,
    pub(super) balance: i128,
}

/// All sources in one year.
pub(super) struct Financed {
    pub(super) planned: i128,
    pub(super) sources: Vec<Pays>,
    pub(super) unfinanced: i128,
}

/// Every year.
pub(super) fn financed(case: &Case<'_>, planned: &[Vec<i128>]) -> Vec<Financed> {
    let sources = &case.programme.sources;
    let mut holds: Vec<i128> = sources
        .iter()
        .map(|source| match &source.kind {
            SourceKind::Reserve { opening, .. } => i128::from(opening.0),
            _ => 0,
        })
        .collect();
    let mut sold = vec![false; case.scenario.sites.len()];
    let mut years = Vec::new();
    for (at, items) in planned.iter().enumerate() {
        let planned: i128 = items.iter().sum();
        let mut open = planned;
        let mut pays = Vec::new();
        for (source, holds) in sources.iter().zip(&mut holds) {
            let (received, minimum) = match &source.kind {
                SourceKind::Reserve { minimum, .. } => (0, i128::from(minimum.0)),
                SourceKind::Allowance { amounts } => (amounts.get(at).map_or(0, |amount| i128::from(amount.0)), 0),
                SourceKind::Receipts { sites, lag } => (receipts(case, at, sites, *lag, &mut sold), 0),
            };
            *holds += received;
            let used = open.min(*holds - minimum).max(0);
            *holds -= used;
            open -= used;
            if matches!(source.kind, SourceKind::Allowance { .. }) {
                *holds = 0;
            }
            pays.push(Pays { received, used, balance: *holds });
        }
        years.push(Financed { planned, sources: pays, unfinanced: open });
    }
    years
}

/// What selling brings in a year: sites that have been closed for the lag since they first closed, and have
/// not been sold before. A site that opened again in between is not counted on a second time.
fn receipts(
    case: &Case<'_>,
    at: usize,
    sites: &[(doorstep_scenario::SiteIx, doorstep_scenario::Pence)],
    lag: u32,
    sold: &mut [bool],
) -> i128 {
    let Some(closed_in) = usize::try_from(lag).ok().and_then(|lag| at.checked_sub(lag)) else { return 0 };
    let mut sum = 0;
    for (site, brings) in sites {
        let is_closed = |state: &Standing| state.levels[site.0].0 == 0;
        let closes = |at: usize| !is_closed(case.before(at)) && is_closed(&case.ends[at]);
        let first = (0..=closed_in).find(|at| closes(*at)) == Some(closed_in);
        let closed_since = case.ends[closed_in..=at].iter().all(is_closed);
        if first && closed_since && !std::mem::replace(&mut sold[site.0], true) {
            sum += i128::from(brings.0);
        }
    }
    sum
}
