//! Are the amounts of one order, and can they all be added up?

use super::programme::today;
use crate::{Code, Faults, OneOffKind, Pence, Place, Programme, Role, Scenario, SourceKind, StaffNeed};

/// Largest sum of all costs, in pence: sums of real numbers are exact to the penny below it.
const ALL_COSTS: i128 = 1_000_000_000_000_000;
/// Amounts further apart than this are more likely slips of unit than meant.
const SPREAD: i64 = 10_000_000_000;

/// Are the amounts of one order, and can they all be added up?
pub(super) fn validate(scenario: &Scenario, place: &Place, faults: &mut Faults) {
    let mut all: i128 = 0;
    let mut spread: Option<(Pence, Pence)> = None;
    let mut add = |amount: Pence, times: i128| {
        // Income is below nothing: what counts here is how large it is.
        let amount = Pence(amount.0.abs());
        all = all.saturating_add(i128::from(amount.0).saturating_mul(times));
        if amount > Pence::ZERO {
            let (least, most) = spread.unwrap_or((amount, amount));
            spread = Some((least.min(amount), most.max(amount)));
        }
    };
    let count = |many: usize| i128::try_from(many).unwrap_or(i128::MAX);
    for (_, amount) in scenario.levels.iter().flat_map(|level| &level.costs) {
        add(*amount, count(scenario.sites.len()));
    }
    for cost in scenario.sites.iter().flat_map(|site| &site.costs) {
        add(cost.amount, 1);
    }
    for mode in scenario.services.iter().flat_map(|service| &service.modes) {
        let hosts = count(scenario.sites.len().max(scenario.venues.len()).max(1));
        for (_, amount) in &mode.session_costs {
            // Sessions come in thousandths; rounded up.
            let sessions = i128::from(mode.most.0).saturating_mul(i128::from(mode.weeks)) / 1000 + 1;
            add(*amount, hosts.saturating_mul(sessions));
        }
        for (_, amount) in &mode.running_costs {
            add(*amount, hosts);
        }
    }
    for line in &scenario.lines {
        add(line.fixed, 1);
    }
    if all > ALL_COSTS {
        let what = "all costs together could come to more than £10,000,000,000,000 a year".to_owned();
        faults.add(Code::OutOfRange, place, what, "Check the units of the amounts: £, k or m");
    }
    if let Some(programme) = &scenario.programme {
        years(scenario, programme, all, place, faults);
    }
    if let Some((least, most)) = spread
        && most.0 / least.0 > SPREAD
    {
        let what = format!("amounts run from {least} to {most}");
        faults.add(Code::LooksWrong, place, what, "Check the units of the smallest and the largest");
    }
}

/// The same for a year of the programme, whose prices and pay are higher, and for what change costs once.
fn years(scenario: &Scenario, programme: &Programme, all: i128, place: &Place, faults: &mut Faults) {
    let index = programme.inflation.iter().flat_map(|category| &category.index).copied().max();
    let grown = |amount: i128| amount.saturating_mul(i128::from(index.unwrap_or(1_000_000_000))) / 1_000_000_000 + 1;
    let most = |amounts: &[Pence]| amounts.iter().map(|amount| i128::from(amount.0.abs())).max().unwrap_or(0);
    let roles = programme.roles.iter().filter_map(|role| Some((role.pay?.1, most_posts(role))));
    let pay = roles.map(|(pay, posts)| i128::from(pay.0).saturating_mul(posts)).fold(0, i128::saturating_add);
    let measures = programme.measures.iter().map(|measure| most(&measure.amounts)).sum::<i128>();
    let pressures = programme.pressures.iter().map(|pressure| most(&pressure.amounts)).sum::<i128>();
    let a_year = grown(all.saturating_add(pay).saturating_add(measures)).saturating_add(pressures);
    if all <= ALL_COSTS && a_year > ALL_COSTS {
        let what = "all costs together could come to more than £10,000,000,000,000 in a year of the programme";
        faults.add(
            Code::OutOfRange,
            place,
            what,
            "Check rates, pressures and pay, and the units of amounts: £, k or m",
        );
    }
    let costs = today(scenario);
    let sites = i128::try_from(scenario.sites.len()).unwrap_or(i128::MAX);
    let once = programme.one_offs.iter().map(|one_off| match &one_off.kind {
        OneOffKind::Moving { amount, .. } => i128::from(amount.0).saturating_mul(sites),
        OneOffKind::DoubleRunning { months, .. } => grown(all).saturating_mul(i128::from(*months)) / 12,
        OneOffKind::Exits { line, post, amount, .. } => {
            (grown(costs[line.0].abs()) / i128::from(post.0.max(1)) + 1).saturating_mul(i128::from(amount.0))
        }
        OneOffKind::Clawback { grants, .. } => grants.iter().map(|(_, capital, _)| i128::from(capital.0)).sum(),
    });
    let held = programme.sources.iter().map(|source| match &source.kind {
        SourceKind::Reserve { opening, .. } => i128::from(opening.0),
        SourceKind::Allowance { amounts } => most(amounts),
        SourceKind::Receipts { sites, .. } => sites.iter().map(|(_, brings)| i128::from(brings.0)).sum(),
    });
    if once.fold(0, i128::saturating_add) > ALL_COSTS || held.fold(0, i128::saturating_add) > ALL_COSTS {
        let what = "what change costs once, or what pays it, could come to more than £10,000,000,000,000";
        faults.add(Code::OutOfRange, place, what, "Check the units of the amounts: £, k or m");
    }
}

/// The most posts a role may come to need, rounded up.
fn most_posts(role: &Role) -> i128 {
    let needed = match &role.need {
        StaffNeed::Sessions(_) => role.today,
        StaffNeed::Cases { cases, cap } => {
            cases.iter().zip(cap).map(|(cases, cap)| cases / cap).fold(role.today, f64::max)
        }
    };
    #[allow(clippy::cast_possible_truncation, reason = "cases and caps are bounded: at most ten million")]
    let posts = needed.ceil() as i128;
    posts
}
