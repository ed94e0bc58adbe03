//! The town under the whole rule book: every kind of rule and of goal at once.

use doorstep_check::{Claims, GoalClaim};
use doorstep_scenario::{
    AccessIx, BandIx, Condition, Counted, FinancialYear, Goal, GoalKind, Host, LineIx, ModeIx, Near, Of, Pence, Per,
    Place, Rule, RuleKind, Scenario, ServiceIx, Sessions, Share, SiteIx, Strength, VenueIx, Way,
};

use crate::town::{self, CLOSED, HUB, LINKED, share};

const SUPPORT: ServiceIx = ServiceIx(0);
const PLAY: ServiceIx = ServiceIx(1);
const ASH: SiteIx = SiteIx(0);
const BIRCH: SiteIx = SiteIx(1);

/// Every kind that the town itself does not have, as tight as the town's plan keeps it.
pub fn kinds() -> Vec<RuleKind> {
    let both = || vec![ModeIx(0), ModeIx(1)];
    let centre = || vec![ModeIx(0)];
    let weekly = || Counted { service: PLAY, modes: both(), least: Sessions(1_000) };
    let counted = || Counted { service: PLAY, modes: both(), least: Sessions(2_000) };
    let (of, within, per) = (Of::People, Way(1_200), Per::District);
    let hub = |site| Condition::SiteAt { site, levels: vec![HUB] };
    let drop_in = || Condition::Runs { service: PLAY, mode: ModeIx(1), host: Host::Venue(VenueIx(0)) };
    let ash = || Some(vec![ASH]);
    vec![
        RuleKind::AtLeast { count: 1, levels: vec![HUB], per: Per::Overall, sites: ash() },
        RuleKind::AtMost { count: 0, levels: vec![LINKED], per: Per::Overall, sites: ash() },
        RuleKind::SitesShare { levels: vec![HUB, LINKED], at_least: share(0.5), band: BandIx(1) },
        RuleKind::ReachShare { counted: weekly(), at_least: share(0.433), of, per: Per::Band },
        RuleKind::AccessShare { counted: counted(), within, at_least: share(0.789), of, per: Per::Overall },
        RuleKind::AccessGap { counted: counted(), within, at_most: share(0.231), of, per: Per::Group },
        RuleKind::KeepReach { service: PLAY, modes: both(), lose_at_most: Share::ZERO, per: Per::Overall },
        RuleKind::Forbid { site: BIRCH, levels: vec![CLOSED, HUB] },
        RuleKind::NotBefore { site: ASH, year: FinancialYear(2_030) },
        RuleKind::IfThen { when: hub(ASH), then: drop_in() },
        RuleKind::EitherOr { among: vec![hub(ASH), hub(BIRCH)], at_least: 1, at_most: 1 },
        RuleKind::Together { service: SUPPORT, modes: centre(), with: PLAY, with_modes: both() },
        RuleKind::HubSpoke { spokes: vec![LINKED], hubs: vec![HUB], near: Near::Within(Way(3_000)) },
        RuleKind::LeastSessions { service: PLAY, modes: both(), sessions: Sessions(1_000) },
        RuleKind::LeastUsers { service: PLAY, modes: both(), people: 41 },
        RuleKind::ChangesAtMost { count: 1, per },
        RuleKind::NearestLost { at_most: Share::ZERO, per },
        RuleKind::CostAtMost { amount: Pence(18_909_567), lines: Some(vec![LineIx(1), LineIx(3)]) },
        RuleKind::CostShare { service: PLAY, modes: both(), at_most: share(0.037) },
        RuleKind::ServeEveryone { service: PLAY },
        RuleKind::ServeEveryone { service: SUPPORT },
        RuleKind::PostsAtMost { each: vec![(SUPPORT, ModeIx(0), 0.2), (PLAY, ModeIx(0), 0.12)], at_most: 0.9 },
    ]
}

/// The town with all of them, the first four in five hard.
pub fn scenario() -> Scenario {
    let mut scenario = town::scenario();
    scenario.rules.extend(kinds().into_iter().enumerate().map(|(number, kind)| Rule {
        id: format!("rule-{number:02}"),
        kind,
        // The plan keeps it, so it costs nothing either way.
        strength: if number % 5 == 4 { Strength::Soft { price: 2.0 } } else { Strength::Hard },
        why: None,
        source: None,
        place: Place::default(),
    }));
    let (service, of) = (PLAY, Of::People);
    let goals = [
        GoalKind::BestWorst { service, of, per: Per::District },
        GoalKind::BestWorst { service, of, per: Per::Group },
        GoalKind::LeastCost { travel: Some(Pence(250)) },
        GoalKind::LeastTravel(SUPPORT),
        GoalKind::LeastWorstTravel(PLAY),
        GoalKind::KolmPollak { service, aversion: 500 },
        GoalKind::MostAccess(AccessIx(0)),
        GoalKind::MostAccess(AccessIx(2)),
    ];
    scenario.goals.extend(goals.map(|kind| Goal { kind, within: share(0.01), place: Place::default() }));
    scenario
}

/// The town's, and the further goals as worked out in `goals.rs`.
pub fn claims() -> Claims {
    let mut claims = town::claims();
    let goals = [
        ("best-worst", 178.4 / 450.0),
        ("best-worst", 128.0 / 340.0),
        ("least-cost", 235_007.65),
        ("least-travel", 12_000.0),
        ("least-worst-travel", 28_800.0 / 65.0),
        ("kolm-pollak", (227.0 + 24.0 * 1.822_118_800_390_509) / 251.0),
        ("most-access", 800.0),
        ("most-access", 600.0),
    ];
    claims.goals.extend(goals.map(|(name, value)| GoalClaim { name: name.into(), value, bound: None, gap: None }));
    claims
}
