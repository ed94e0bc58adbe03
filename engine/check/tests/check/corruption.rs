//! A good plan, spoilt at random: every change that changes something is refused.

use std::collections::BTreeMap;

use doorstep_check::{Claims, Demand, check};
use doorstep_scenario::{Pence, Plan, Sessions};

use crate::book;
use crate::town::{self, claims, plan, scenario};

/// A linear congruential generator (Knuth's MMIX constants), so that the tests need no other crate.
pub struct Draw(pub u64);

impl Draw {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let high = usize::try_from(self.0 >> 33).unwrap();
        high % limit
    }

    /// Between 0.001 and 1, in thousandths.
    fn fraction(&mut self) -> f64 {
        f64::from(u32::try_from(self.below(1_000) + 1).unwrap()) / 1_000.0
    }

    fn sign(&mut self) -> f64 {
        if self.below(2) == 0 { 1.0 } else { -1.0 }
    }
}

type Spoil = fn(&mut Draw, &mut Plan, &mut Claims);

/// The ways to spoil, by name. Each draws what it spoils.
const WAYS: [(&str, Spoil); 22] = [
    ("flip a site's level", |draw, plan, _| {
        let site = draw.below(2);
        plan.levels[site].1 = ["closed", "hub", "linked"][draw.below(3)].into();
    }),
    ("drop a site", |draw, plan, _| drop(plan.levels.remove(draw.below(2)))),
    ("repeat a site", |draw, plan, _| {
        let site = draw.below(2);
        plan.levels.insert(site, plan.levels[site].clone());
    }),
    ("drop an offer", |draw, plan, _| drop(plan.offers.remove(draw.below(5)))),
    ("repeat an offer", |draw, plan, _| {
        let offer = draw.below(5);
        plan.offers.insert(offer, plan.offers[offer].clone());
    }),
    ("add steps of sessions", |draw, plan, _| {
        let (offer, step) = (draw.below(5), [500, 1_000][draw.below(2)]);
        let sessions = &mut plan.offers[offer].sessions;
        *sessions = Sessions(sessions.0 + step * u32::try_from(draw.below(4)).unwrap());
    }),
    ("take thousandths of sessions", |draw, plan, _| {
        let offer = draw.below(5);
        let sessions = &mut plan.offers[offer].sessions;
        *sessions = Sessions(sessions.0 - u32::try_from(draw.below(1_000)).unwrap());
    }),
    ("move an offer", |draw, plan, _| {
        let offer = draw.below(5);
        plan.offers[offer].place = ["ash", "birch", "library", "everywhere"][draw.below(4)].into();
    }),
    ("swap two offers", |draw, plan, _| plan.offers.swap(draw.below(5), draw.below(5))),
    ("drop a served row", |draw, plan, _| drop(plan.served.remove(draw.below(10)))),
    ("repeat a served row", |draw, plan, _| {
        let row = draw.below(10);
        plan.served.insert(row, plan.served[row].clone());
    }),
    ("swap two rows", |draw, plan, _| plan.served.swap(draw.below(10), draw.below(10))),
    ("swap two rows' amounts", |draw, plan, _| {
        let (one, other) = (draw.below(10), draw.below(10));
        let amount = plan.served[one].addressed;
        plan.served[one].addressed = plan.served[other].addressed;
        plan.served[other].addressed = amount;
    }),
    ("change an amount a little", |draw, plan, _| {
        let row = draw.below(10);
        plan.served[row].addressed *= 1.0 + draw.sign() * draw.fraction();
    }),
    ("move people to another place", |draw, plan, _| {
        let row = draw.below(10);
        plan.served[row].place = ["ash", "birch", "library", "everywhere"][draw.below(4)].into();
    }),
    ("rename one letter of an id", |draw, plan, _| {
        let (row, offer, site) = (draw.below(10), draw.below(5), draw.below(2));
        let which = draw.below(10);
        let (served, offered, level) = (&mut plan.served[row], &mut plan.offers[offer], &mut plan.levels[site]);
        let id = match which {
            0 => &mut served.area,
            1 => &mut served.group,
            2 => &mut served.service,
            3 => &mut served.mode,
            4 => &mut served.place,
            5 => &mut offered.service,
            6 => &mut offered.mode,
            7 => &mut offered.place,
            8 => &mut level.0,
            _ => &mut level.1,
        };
        let at = draw.below(id.len());
        id.replace_range(at..=at, ["a", "e", "x", "-", "1"][draw.below(5)]);
    }),
    ("give people to another area or group", |draw, plan, _| {
        let row = draw.below(10);
        plan.served[row].area = ["a1", "a2", "a3"][draw.below(3)].into();
        plan.served[row].group = ["babies", "toddlers"][draw.below(2)].into();
    }),
    ("move pence in a claim", |draw, _, claims| {
        let pence = Pence(i64::try_from(draw.below(300)).unwrap() - 150);
        match draw.below(6) {
            line @ 0..4 => claims.spend[line].1 += pence,
            target => claims.savings[target - 4].1 += pence,
        }
    }),
    ("move a pound between two lines", |draw, _, claims| {
        let (from, to) = (draw.below(4), draw.below(4));
        claims.spend[from].1 -= Pence(100);
        claims.spend[to].1 += Pence(100);
    }),
    ("lift a total", |draw, _, claims| {
        let by = 1.0 + draw.sign() * draw.fraction();
        match draw.below(6) {
            service @ 0..2 => claims.reached[service].1 *= by,
            goal => claims.goals[goal - 2].value *= by,
        }
    }),
    ("drop or repeat a claim", |draw, _, claims| match draw.below(4) {
        0 => drop(claims.spend.remove(draw.below(4))),
        1 => drop(claims.goals.remove(draw.below(5))),
        2 => claims.reached.push(claims.reached[0].clone()),
        _ => claims.savings.push(claims.savings[1].clone()),
    }),
    ("tighten a bound past the value", |draw, _, claims| {
        let goal = &mut claims.goals[[0, 1, 3, 4][draw.below(4)]];
        let past = if goal.name == "most-reach" { -draw.fraction() } else { draw.fraction() };
        goal.bound = Some(goal.value * (1.0 + past));
        goal.gap = None;
    }),
];

#[test]
fn every_one_of_ten_thousand_corruptions_is_refused() {
    let (scenario, good, said) = (scenario(), plan(), claims());
    let mut draw = Draw(2_026);
    let mut refused: BTreeMap<&str, u32> = BTreeMap::new();
    let mut total = 0;
    while total < 10_000 {
        let (name, spoil) = WAYS[draw.below(WAYS.len())];
        let (mut bad, mut wrong) = (good.clone(), said.clone());
        spoil(&mut draw, &mut bad, &mut wrong);
        if bad == good && wrong == said {
            continue;
        }
        let verdict = check(&scenario, &bad, None, &wrong, Demand::KeepHardRules);
        assert!(!verdict.holds(), "{name} went through:\n{bad:#?}\n{wrong:#?}");
        *refused.entry(name).or_default() += 1;
        total += 1;
    }
    assert_eq!(refused.len(), WAYS.len(), "{refused:?}");
}

#[test]
fn a_corrupted_status_quo_is_refused_too_though_its_rules_are_only_reported() {
    let (scenario, good, said) = (scenario(), plan(), claims());
    let mut draw = Draw(1_999);
    let mut total = 0;
    while total < 2_000 {
        let (name, spoil) = WAYS[draw.below(WAYS.len())];
        let (mut bad, mut wrong) = (good.clone(), said.clone());
        spoil(&mut draw, &mut bad, &mut wrong);
        if bad == good && wrong == said {
            continue;
        }
        assert!(!check(&scenario, &bad, None, &wrong, Demand::ReportOnly).holds(), "{name} went through");
        total += 1;
    }
}

/// Further ways where the whole rule book holds: the goals it adds.
const BOOK_WAYS: [(&str, Spoil); 3] = [
    ("lift a further goal", |draw, _, claims| {
        claims.goals[5 + draw.below(6)].value *= 1.0 + draw.sign() * draw.fraction();
    }),
    ("swap two goals", |draw, _, claims| {
        let (one, other) = (draw.below(11), draw.below(11));
        claims.goals.swap(one, other);
    }),
    ("bound a further goal by less than the plan has", |draw, _, claims| {
        let goal = &mut claims.goals[5 + draw.below(6)];
        let past = if goal.name == "best-worst" { -draw.fraction() } else { draw.fraction() };
        goal.bound = Some(goal.value * (1.0 + past));
    }),
];

#[test]
fn under_the_whole_rule_book_every_corruption_is_refused() {
    let (scenario, good, said, today) = (book::scenario(), plan(), book::claims(), town::today());
    let verdict = check(&scenario, &good, Some(&today), &said, Demand::KeepHardRules);
    assert_eq!(verdict.broken, Vec::new());
    let missed: Vec<&str> = verdict.rules.iter().filter(|rule| !rule.kept).map(|rule| rule.id.as_str()).collect();
    assert_eq!(missed, ["face-to-face"]);

    let ways: Vec<&(&str, Spoil)> = WAYS.iter().chain(&BOOK_WAYS).collect();
    let mut draw = Draw(1_066);
    let mut refused: BTreeMap<&str, u32> = BTreeMap::new();
    let mut total = 0;
    while total < 10_000 {
        let (name, spoil) = ways[draw.below(ways.len())];
        let (mut bad, mut wrong) = (good.clone(), said.clone());
        spoil(&mut draw, &mut bad, &mut wrong);
        if bad == good && wrong == said {
            continue;
        }
        let verdict = check(&scenario, &bad, Some(&today), &wrong, Demand::KeepHardRules);
        assert!(!verdict.holds(), "{name} went through:\n{bad:#?}\n{wrong:#?}");
        *refused.entry(name).or_default() += 1;
        total += 1;
    }
    assert_eq!(refused.len(), ways.len(), "{refused:?}");
}

type SpoilToday = fn(&mut Draw, &mut Plan);

/// Ways to spoil today of which no trace is left in the plan or its claims. Each reaches more than
/// there can be, or fewer beside places that stay free.
const TODAY_WAYS: [(&str, SpoilToday); 9] = [
    ("flip a site's level today", |draw, today| {
        let site = draw.below(2);
        today.levels[site].1 = ["closed", "hub", "linked"][draw.below(3)].into();
    }),
    ("drop a site of today", |draw, today| drop(today.levels.remove(draw.below(2)))),
    ("drop an offer of today", |draw, today| drop(today.offers.remove(draw.below(4)))),
    ("change sessions of today", |draw, today| {
        let offer = draw.below(4);
        today.offers[offer].sessions.0 += 500 * u32::try_from(draw.below(4)).unwrap();
    }),
    ("drop people of today", |draw, today| {
        // Those of stay and play: the rule keeps its reach.
        let row = [1, 2, 4, 5, 7, 8][draw.below(6)];
        today.served.remove(row);
    }),
    ("repeat people of today", |draw, today| {
        let row = draw.below(9);
        today.served.insert(row, today.served[row].clone());
    }),
    ("fewer people today", |draw, today| {
        let row = [1, 2, 4, 5, 7, 8][draw.below(6)];
        today.served[row].addressed *= 0.99 - 0.9 * draw.fraction();
    }),
    ("more people today", |draw, today| {
        let row = draw.below(9);
        today.served[row].addressed *= 1.0 + draw.fraction();
    }),
    ("move people of today", |draw, today| {
        let row = [1, 2, 4, 5, 7, 8][draw.below(6)];
        today.served[row].place = ["ash", "birch", "library", "everywhere"][draw.below(4)].into();
    }),
];

#[test]
fn a_corrupted_today_is_refused_though_the_plan_and_its_claims_are_right() {
    let (scenario, good, said, right) = (book::scenario(), plan(), book::claims(), town::today());
    let mut draw = Draw(1_837);
    let mut refused: BTreeMap<&str, u32> = BTreeMap::new();
    let mut total = 0;
    while total < 3_000 {
        let (name, spoil) = TODAY_WAYS[draw.below(TODAY_WAYS.len())];
        let mut today = right.clone();
        spoil(&mut draw, &mut today);
        if today == right {
            continue;
        }
        for demand in [Demand::KeepHardRules, Demand::ReportOnly] {
            let verdict = check(&scenario, &good, Some(&today), &said, demand);
            assert!(!verdict.holds(), "{name} went through:\n{today:#?}");
        }
        *refused.entry(name).or_default() += 1;
        total += 1;
    }
    assert_eq!(refused.len(), TODAY_WAYS.len(), "{refused:?}");
}
