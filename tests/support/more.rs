//! What the second drawing asks: every kind of rule and goal, around a decision that exists.
//!
//! A rule is drawn again until the decision in the middle keeps it and the best plan without it does
//! not, so that most can be kept together and most matter.

use doorstep_scenario::{
    Goal, GoalKind, Of, Pence, Per, Place, Rule, RuleKind, Scenario, ServiceIx, Share, Strength, Weight,
};

use super::access;
use super::asked::Asked;
use super::blank::share;
use super::brute::{self, Best};
use super::flow::Flows;
use super::generate::targets;
use super::ladder::{self, KINDS, Ladder};
use super::rng::Rng;
use super::space::{Decision, Space};

/// Rules, targets and goals. Rules about posts and goals of access are drawn with `apart`, so that all else
/// is drawn with or without them.
pub fn ask_more(rng: &mut Rng, apart: &mut Rng, s: &mut Scenario, space: &Space) {
    let decisions = space.decisions(s);
    let tries = rng.whole(1, 4);
    let drawn = |rng: &mut Rng| &decisions[rng.below(decisions.len())];
    let mut anchor = (0..tries).map(|_| drawn(rng)).max_by_key(|decision| decision.saving).unwrap();
    // The services that everybody is served by, where a decision is found that can.
    let mut everyone = Vec::new();
    let asked = Asked::new(s, space);
    for _ in 0..20 {
        let service = rng.below(s.services.len());
        let serves = |service: usize, decision| {
            let rule = RuleKind::ServeEveryone { service: ServiceIx(service) };
            takers(s, service) > 0.0 && kept(&asked, s, space, decision, &rule)
        };
        let candidate = drawn(rng);
        if serves(service, candidate) {
            anchor = candidate;
            everyone = (0..s.services.len()).filter(|service| serves(*service, anchor)).collect();
            break;
        }
    }
    if !rng.chance(0.8) {
        everyone.clear();
    }
    if rng.chance(0.8) {
        targets(rng, s, anchor);
    }
    goals(rng, s, &everyone);
    for service in everyone {
        let kind = RuleKind::ServeEveryone { service: ServiceIx(service) };
        let needed = s.goals.iter().any(|goal| speaks_of(goal.kind, service));
        if needed || rng.chance(0.3) {
            push(s, kind, Strength::Hard);
        }
    }
    let mut anchor = anchor.clone();
    for _ in 0..rng.pick(&[1, 2, 4, 4, 5, 5, 6, 6]) {
        rule(rng, s, space, &mut anchor, weighed);
    }
    if apart.chance(0.35) {
        rule(apart, s, space, &mut anchor, |_| KINDS - 1);
    }
    // Of these there may be two, as for doorstep against choice; mostly first, where nothing is held yet.
    for _ in 0..apart.pick(&[0, 0, 0, 1, 2]) {
        let drawn = access::draw(apart, s, space);
        let within = share(apart.pick(&[0.0, 0.0, 0.05]));
        access::put(s, apart.pick(&[0, 0, 1, 2]), drawn, within);
    }
}

fn takers(s: &Scenario, service: usize) -> f64 {
    let each = s.areas.iter().flat_map(|area| area.people.iter().zip(&s.services[service].take_up));
    each.map(|(n, share)| f64::from(*n) * share.map_or(0.0, Share::value)).sum()
}

/// Is this goal about the travel of a service?
fn speaks_of(goal: GoalKind, service: usize) -> bool {
    match goal {
        GoalKind::LeastTravel(of) | GoalKind::LeastWorstTravel(of) | GoalKind::KolmPollak { service: of, .. } => {
            of.0 == service
        }
        GoalKind::LeastCost { travel } => travel.is_some(),
        _ => false,
    }
}

fn goals(rng: &mut Rng, s: &mut Scenario, everyone: &[usize]) {
    let mut kinds = vec![
        GoalKind::MostReach(Weight::Need),
        GoalKind::MostReach(Weight::Equal),
        GoalKind::LeastCost { travel: None },
        GoalKind::FewestChanges,
    ];
    rng.shuffle(&mut kinds);
    let mut fresh = Vec::new();
    let parts: &[Per] =
        if s.bands.is_empty() { &[Per::District, Per::Group] } else { &[Per::District, Per::Group, Per::Band] };
    if rng.chance(0.35) {
        let service = ServiceIx(rng.below(s.services.len()));
        fresh.push(GoalKind::BestWorst { service, of: rng.pick(&[Of::People, Of::Eligible]), per: rng.pick(parts) });
    }
    if !everyone.is_empty() {
        let service = ServiceIx(rng.pick(everyone));
        fresh.push(GoalKind::LeastTravel(service));
        fresh.push(GoalKind::LeastWorstTravel(service));
        fresh.push(GoalKind::KolmPollak { service, aversion: rng.pick(&[50, 200, 400, 1000]) });
        fresh.push(GoalKind::LeastCost { travel: Some(Pence(rng.pick(&[300, 2_000, 10_000]))) });
    }
    rng.shuffle(&mut fresh);
    fresh.truncate(rng.whole(1, 2) as usize);
    for kind in fresh {
        // Mostly first: what is held before it leaves little to it.
        kinds.insert(rng.pick(&[0, 0, 1]), kind);
        if matches!(kind, GoalKind::LeastCost { .. }) {
            kinds.retain(|kind| *kind != GoalKind::LeastCost { travel: None });
        }
    }
    for kind in &kinds[..rng.whole(1, 4) as usize] {
        let within = share(rng.pick(&[0.0, 0.0, 0.0, 0.05]));
        s.goals.push(Goal { kind: *kind, within, place: Place::file("drawn") });
    }
}

fn push(s: &mut Scenario, kind: RuleKind, strength: Strength) {
    let (id, place) = (format!("r{}", s.rules.len()), Place::file("drawn"));
    s.rules.push(Rule { id, kind, strength, why: None, source: None, place });
}

/// How often each kind of [`ladder::draw`] is drawn: those that seldom matter more often. The last is drawn
/// apart.
const OFTEN: [u32; KINDS] = [2, 2, 4, 2, 3, 8, 4, 2, 3, 7, 3, 3, 11, 4, 5, 3, 5, 7, 3, 3, 5, 0];

/// One rule more; the anchor may move, and keeps every hard rule then too.
fn rule(rng: &mut Rng, s: &mut Scenario, space: &Space, anchor: &mut Decision, kind: fn(&mut Rng) -> usize) {
    let soft = rng.chance(0.5);
    // What goes beyond the anchor is mostly soft, or too little would be possible.
    let beyond = rng.chance(if soft { 0.35 } else { 0.05 });
    let Some(rival) = rival(s, space) else { return };
    let asked = Asked::new(s, space);
    let mut others: Option<Vec<Decision>> = None;
    let mut found: Option<(RuleKind, f64, Decision)> = None;
    'kinds: for _ in 0..4 {
        let kind = kind(rng);
        let mut middle = anchor.clone();
        for turn in 0..12 {
            if turn > 4 && !beyond {
                let others = others.get_or_insert_with(|| Space::new(s, None).decisions(s));
                if let Some(other) = (!others.is_empty()).then(|| rng.pick(others)).filter(|d| flows_keep(s, space, d))
                {
                    middle = other;
                }
            }
            let Some(ladder) = ladder::draw(rng, s, space, kind) else { continue };
            let (drawn, matters) = steps(rng, &asked, s, space, (&middle, &rival), &ladder, beyond);
            let Some(drawn) = drawn else { continue };
            if matters {
                found = Some((drawn, ladder.price, middle));
                break 'kinds;
            }
            if rng.chance(0.03) {
                found = Some((drawn, ladder.price, middle.clone()));
            }
        }
    }
    if let Some((kind, price, middle)) = found {
        push(s, kind, if soft { Strength::Soft { price } } else { Strength::Hard });
        *anchor = middle;
    }
}

fn weighed(rng: &mut Rng) -> usize {
    let all: u32 = OFTEN.iter().sum();
    let mut left = rng.below(all as usize) as u32;
    for (kind, often) in OFTEN.iter().enumerate() {
        if left < *often {
            return kind;
        }
        left -= often;
    }
    unreachable!("less than all")
}

/// A rule of a ladder that the anchor keeps, if there is one (or goes beyond it), and whether the
/// rival breaks it.
fn steps(
    rng: &mut Rng,
    asked: &Asked<'_>,
    s: &Scenario,
    space: &Space,
    (anchor, rival): (&Decision, &Decision),
    ladder: &Ladder,
    beyond: bool,
) -> (Option<RuleKind>, bool) {
    let keeps = |decision: &Decision, step: u64| kept(asked, s, space, decision, &(ladder.rule)(step));
    let highest = |decision: &Decision| {
        let (mut low, mut high) = (0, ladder.top + 1);
        while high - low > 1 {
            let middle = low.midpoint(high);
            if keeps(decision, middle) { low = middle } else { high = middle }
        }
        low
    };
    if ladder.top == 0 {
        let fits = beyond || keeps(anchor, 0);
        return (fits.then(|| (ladder.rule)(0)), !keeps(rival, 0));
    }
    if !keeps(anchor, 0) && !beyond {
        return (None, false);
    }
    let (ours, theirs) = (highest(anchor), highest(rival));
    let step = if beyond && ours < ladder.top {
        ours + 1 + rng.below(((ladder.top - ours) as usize).div_ceil(4)) as u64
    } else if ours > theirs && rng.chance(0.6) {
        theirs + 1 + rng.below((ours - theirs) as usize) as u64
    } else {
        ours
    };
    // The lowest step says nothing.
    ((step > 0).then(|| (ladder.rule)(step)), step > theirs)
}

/// The best plan under the rules so far, as a decision in the space of all.
fn rival(s: &Scenario, space: &Space) -> Option<Decision> {
    let Best::Found { plan, .. } = brute::best(s) else { return None };
    let mut bare = s.clone();
    bare.rules.clear();
    bare.targets.clear();
    let only = Space::new(&bare, None).only(&bare, &plan)?;
    let mut found = only.decisions(&bare).pop()?;
    for (offer, pick) in found.picks.iter_mut().enumerate() {
        *pick = space.sessions[offer].iter().position(|n| *n == only.sessions[offer][0])?;
    }
    Some(found)
}

/// Does a decision keep a rule, where nothing else is asked?
fn kept(asked: &Asked<'_>, s: &Scenario, space: &Space, decision: &Decision, kind: &RuleKind) -> bool {
    if !brute::about_flows(kind) {
        return Asked::kept(kind, asked.short(kind, decision));
    }
    let mut alone = s.clone();
    alone.rules.clear();
    push(&mut alone, kind.clone(), Strength::Hard);
    flows_keep(&alone, space, decision)
}

/// Can flows keep all hard rules about them?
fn flows_keep(s: &Scenario, space: &Space, decision: &Decision) -> bool {
    let sessions = decision.picks.iter().zip(&space.sessions).map(|(&pick, options)| options[pick]);
    let running: Vec<_> = space.offers.iter().zip(sessions).filter(|(_, n)| *n > 0).collect();
    Flows::new(s, None).best(&running, &|_| true, &[], None).is_some()
}
