//! Every rule and target restated, one kind a file.

mod access_gap;
mod access_share;
mod at_least;
mod at_most;
mod changes_at_most;
mod condition;
mod cost_at_most;
mod cost_share;
mod either_or;
mod forbid;
mod hub_spoke;
mod if_then;
mod keep_reach;
mod least_sessions;
mod least_users;
mod lock;
pub(crate) mod near;
mod nearest_lost;
mod not_before;
mod posts_at_most;
mod reach_share;
mod serve_everyone;
mod sites_share;
mod target;
mod together;

use doorstep_scenario::{LevelIx, RuleKind, Scenario, SiteIx, Strength};

use crate::footprint::Footprint;
use crate::money::Money;
use crate::parts::Part;
use crate::reach::Reach;
use crate::today::Today;
use crate::verdict::Breaks;
use crate::{Code, Compared, Demand, RuleFinding, TargetFinding};

/// How many failing tests of one rule are told in its sentence.
const TOLD: usize = 8;

/// What rules and goals are tested on.
pub(crate) struct Facts<'a> {
    pub(crate) scenario: &'a Scenario,
    pub(crate) footprint: &'a Footprint<'a>,
    pub(crate) reach: &'a Reach,
    pub(crate) money: &'a Money,
    /// Only where a rule asks for it.
    pub(crate) today: Option<&'a Today<'a>>,
}

/// One rule, tested.
pub(crate) struct Found {
    pub(crate) finding: RuleFinding,
    /// That part of the shortfall which lies within the tolerance of tests that are kept: it may as
    /// well be written as 0.
    pub(crate) forgiven: f64,
}

/// What one kind says of one rule.
struct Tested {
    /// What it is called if it must hold and does not.
    code: Code,
    unit: &'static str,
    /// In units, summed over the tests.
    shortfall: f64,
    /// See [`Found::forgiven`].
    forgiven: f64,
    detail: Vec<Compared>,
    /// A sentence for each test that fails; none if the rule is kept.
    failing: Vec<String>,
}

impl Tested {
    fn new(code: Code, unit: &'static str) -> Self {
        Self { code, unit, shortfall: 0.0, forgiven: 0.0, detail: Vec::new(), failing: Vec::new() }
    }

    /// Adds one test: what there is, what is wanted, how much is missing (0 or less if nothing is),
    /// and what to say if it is missed.
    fn add(&mut self, test: Compared, missing: f64, kept: bool, told: impl FnOnce() -> String) {
        self.detail.push(test);
        let missing = missing.max(0.0);
        self.shortfall += missing;
        if kept {
            self.forgiven += missing;
        } else {
            self.failing.push(told());
        }
    }

    /// Adds a test that is kept or missed by a whole number.
    fn count(&mut self, test: Compared, missing: f64, told: impl FnOnce() -> String) {
        self.add(test, missing, missing <= 0.0, told);
    }

    /// The first sentences in one.
    fn told(&self) -> String {
        let first = self.failing[..self.failing.len().min(TOLD)].join("; ");
        match self.failing.len().saturating_sub(TOLD) {
            0 => first,
            more => format!("{first}; and {more} more"),
        }
    }
}

/// One test of this part.
fn compared(of: &str, have: f64, wanted: f64) -> Compared {
    Compared { of: of.to_owned(), have, wanted }
}

/// Tests every rule, in the scenario's order.
pub(crate) fn rules(facts: &Facts<'_>, demand: Demand, breaks: &mut Breaks) -> Vec<Found> {
    let mut findings = Vec::with_capacity(facts.scenario.rules.len());
    for rule in &facts.scenario.rules {
        let tested = test(facts, &rule.kind);
        let (kept, hard) = (tested.failing.is_empty(), is_hard(rule.strength));
        // Without today a rule cannot even be reported.
        let demanded = (hard && demand == Demand::KeepHardRules) || tested.code == Code::TodayMissing;
        if !kept && demanded {
            breaks.add(tested.code, &rule.id, || format!("rule `{}`: {}", rule.id, tested.told()));
        }
        let Tested { unit, shortfall, forgiven, detail, .. } = tested;
        let finding = RuleFinding { id: rule.id.clone(), kept, hard, shortfall, unit, detail };
        findings.push(Found { finding, forgiven });
    }
    findings
}

fn test(facts: &Facts<'_>, kind: &RuleKind) -> Tested {
    match kind {
        RuleKind::AtLeast { count, levels, per, sites } => {
            at_least::test(facts, *count, levels, *per, sites.as_deref())
        }
        RuleKind::AtMost { count, levels, per, sites } => at_most::test(facts, *count, levels, *per, sites.as_deref()),
        RuleKind::SitesShare { levels, at_least, band } => sites_share::test(facts, levels, *at_least, *band),
        RuleKind::ReachShare { counted, at_least, of, per } => reach_share::test(facts, counted, *at_least, *of, *per),
        RuleKind::AccessShare { counted, within, at_least, of, per } => {
            access_share::test(facts, counted, *within, *at_least, *of, *per)
        }
        RuleKind::AccessGap { counted, within, at_most, of, per } => {
            access_gap::test(facts, counted, *within, *at_most, *of, *per)
        }
        RuleKind::KeepReach { service, modes, lose_at_most, per } => {
            keep_reach::test(facts, *service, modes, *lose_at_most, *per)
        }
        RuleKind::Lock { site, level } => lock::test(facts, *site, *level),
        RuleKind::Forbid { site, levels } => forbid::test(facts, *site, levels),
        RuleKind::NotBefore { site, year } => not_before::test(facts, *site, *year),
        RuleKind::IfThen { when, then } => if_then::test(facts, when, then),
        RuleKind::EitherOr { among, at_least, at_most } => either_or::test(facts, among, *at_least, *at_most),
        RuleKind::Together { service, modes, with, with_modes } => {
            together::test(facts, (*service, modes), (*with, with_modes))
        }
        RuleKind::HubSpoke { spokes, hubs, near } => hub_spoke::test(facts, spokes, hubs, *near),
        RuleKind::LeastSessions { service, modes, sessions } => least_sessions::test(facts, *service, modes, *sessions),
        RuleKind::LeastUsers { service, modes, people } => least_users::test(facts, *service, modes, *people),
        RuleKind::PostsAtMost { each, at_most } => posts_at_most::test(facts, each, *at_most),
        RuleKind::ChangesAtMost { count, per } => changes_at_most::test(facts, *count, *per),
        RuleKind::NearestLost { at_most, per } => nearest_lost::test(facts, *at_most, *per),
        RuleKind::CostAtMost { amount, lines } => cost_at_most::test(facts, *amount, lines.as_deref()),
        RuleKind::CostShare { service, modes, at_most } => cost_share::test(facts, *service, modes, *at_most),
        RuleKind::ServeEveryone { service } => serve_everyone::test(facts, *service),
    }
}

/// Tests every savings target, in the scenario's order.
pub(crate) fn targets(facts: &Facts<'_>, demand: Demand, breaks: &mut Breaks) -> Vec<TargetFinding> {
    let demanded = demand == Demand::KeepHardRules;
    facts.scenario.targets.iter().map(|target| target::test(facts, target, demanded, breaks)).collect()
}

fn is_hard(strength: Strength) -> bool {
    match strength {
        Strength::Hard => true,
        Strength::Soft { .. } => false,
    }
}

/// Is a site planned to be at one of these levels?
fn is_at(facts: &Facts<'_>, site: SiteIx, levels: &[LevelIx]) -> bool {
    facts.footprint.levels[site.0].is_some_and(|level| levels.contains(&level))
}

/// Sites of a part whose planned level is one of these; of those named, where some are.
fn sites_at(facts: &Facts<'_>, levels: &[LevelIx], part: &Part<'_>, named: Option<&[SiteIx]>) -> u32 {
    let counts = |site: SiteIx| named.is_none_or(|named| named.contains(&site));
    let sites = facts.scenario.sites.iter().enumerate();
    let at = sites
        .filter(|(site, found)| part.has_site(found) && counts(SiteIx(*site)) && is_at(facts, SiteIx(*site), levels));
    at.fold(0, |sum, _| sum + 1)
}

/// The planned level of a site, for sentences.
fn planned<'a>(facts: &Facts<'a>, site: SiteIx) -> &'a str {
    facts.footprint.levels[site.0].map_or("no level", |level| facts.scenario.levels[level.0].id.as_str())
}

/// `hub or linked`, for sentences.
fn spoken(scenario: &Scenario, levels: &[LevelIx]) -> String {
    let ids: Vec<&str> = levels.iter().map(|level| scenario.levels[level.0].id.as_str()).collect();
    ids.join(" or ")
}
