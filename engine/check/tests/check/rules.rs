//! Every kind of rule on the town: kept, missed by the least there is, its shortfall and its unit;
//! each time hard, when a miss is a break, and soft, when it costs its price.

use doorstep_check::{Claims, Code, Demand, RuleFinding, check};
use doorstep_scenario::{
    BandIx, Condition, Counted, FinancialYear, Host, LevelIx, LineIx, ModeIx, Near, Of, Pence, Per, Plan, Position,
    RuleKind, Scenario, ServiceIx, Sessions, Share, Site, SiteIx, Strength, Travel, VenueIx, Way,
};

use crate::town::{CLOSED, HUB, LINKED, PREMISES, STAFF, plan, scenario, share, today};

const SUPPORT: ServiceIx = ServiceIx(0);
const PLAY: ServiceIx = ServiceIx(1);
const CENTRE: ModeIx = ModeIx(0);
const VIRTUAL: ModeIx = ModeIx(1);
const DROP_IN: ModeIx = ModeIx(1);
const ASH: SiteIx = SiteIx(0);
const BIRCH: SiteIx = SiteIx(1);
const LIBRARY: Host = Host::Venue(VenueIx(0));

/// The town with one rule and nothing else demanded.
struct Case {
    scenario: Scenario,
    plan: Plan,
    today: Plan,
}

impl Case {
    fn new(kind: RuleKind) -> Self {
        let mut scenario = scenario();
        scenario.targets.clear();
        scenario.rules.truncate(1);
        scenario.rules[0].id = "the-rule".into();
        scenario.rules[0].kind = kind;
        Self { scenario, plan: plan(), today: today() }
    }

    fn but(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    /// What is found soft, once it is the same as what is found hard; and the break if it must hold.
    #[track_caller]
    fn found(mut self) -> (RuleFinding, Vec<(&'static str, String)>) {
        let none = Claims::default();
        self.scenario.rules[0].strength = Strength::Hard;
        let hard = check(&self.scenario, &self.plan, Some(&self.today), &none, Demand::KeepHardRules);
        let told = check(&self.scenario, &self.plan, Some(&self.today), &none, Demand::ReportOnly);
        assert!(told.holds(), "{:#?}", told.broken);
        self.scenario.rules[0].strength = Strength::Soft { price: 3.0 };
        let soft = check(&self.scenario, &self.plan, Some(&self.today), &none, Demand::KeepHardRules);
        assert!(soft.holds(), "{:#?}", soft.broken);
        let (first, found) = (&soft.figures.goals[0], soft.rules[0].clone());
        assert_eq!(first.name, "least-shortfall");
        assert!((first.value - 3.0 * found.shortfall).abs() < 1e-9, "{} for {}", first.value, found.shortfall);
        assert_eq!(RuleFinding { hard: true, ..found.clone() }, hard.rules[0]);
        assert_eq!(told.rules, hard.rules);
        (found, hard.broken.into_iter().map(|broken| (broken.code, broken.what)).collect())
    }

    /// It holds, with these tests.
    #[track_caller]
    fn kept(self, tests: &[(&str, f64, f64)]) {
        let (found, broken) = self.found();
        assert!(found.kept && broken.is_empty(), "{found:#?} {broken:?}");
        assert!(found.shortfall < 1e-6, "{found:?}");
        is(&found, tests);
    }

    /// It is missed by so many of this unit, with these tests, and says so.
    #[track_caller]
    fn missed(self, code: Code, shortfall: f64, unit: &str, tests: &[(&str, f64, f64)], told: &str) {
        let (found, broken) = self.found();
        assert!(!found.kept);
        assert!((found.shortfall - shortfall).abs() < 1e-9, "{} short, {shortfall} by hand", found.shortfall);
        assert_eq!(found.unit, unit);
        is(&found, tests);
        assert_eq!(broken, [(code.text(), format!("rule `the-rule`: {told}"))]);
    }
}

#[track_caller]
fn is(found: &RuleFinding, tests: &[(&str, f64, f64)]) {
    let told: Vec<(&str, f64, f64)> =
        found.detail.iter().map(|test| (test.of.as_str(), test.have, test.wanted)).collect();
    let near = |one: f64, other: f64| (one - other).abs() < 1e-7;
    let same = told.len() == tests.len()
        && told.iter().zip(tests).all(|(own, hand)| own.0 == hand.0 && near(own.1, hand.1) && near(own.2, hand.2));
    assert!(same, "{told:?} by the checker, {tests:?} by hand");
}

fn counted(service: ServiceIx, modes: &[ModeIx], thousandths: u32) -> Counted {
    Counted { service, modes: modes.to_vec(), least: Sessions(thousandths) }
}

/// Stay and play in any way, running so often.
fn play(thousandths: u32) -> Counted {
    counted(PLAY, &[CENTRE, DROP_IN], thousandths)
}

/// Birch closes, with what runs and who is served there.
fn close_birch(case: &mut Case) {
    case.plan.levels[1].1 = "closed".into();
    case.plan.offers.retain(|offer| offer.place != "birch");
    case.plan.served.retain(|row| row.place != "birch");
}

#[test]
fn at_least_so_many_sites() {
    let rule = |count, level, per, sites| RuleKind::AtLeast { count, levels: vec![level], per, sites };
    Case::new(rule(1, HUB, Per::Overall, None)).kept(&[("overall", 1.0, 1.0)]);
    Case::new(rule(1, LINKED, Per::Overall, Some(vec![BIRCH]))).kept(&[("overall", 1.0, 1.0)]);
    let told = "overall has 0 of the sites named at hub, wanted at least 1";
    Case::new(rule(1, HUB, Per::Overall, Some(vec![BIRCH]))).missed(
        Code::TooFewSites,
        1.0,
        "sites",
        &[("overall", 0.0, 1.0)],
        told,
    );
    let told = "least has 0 sites at hub, wanted at least 1";
    let tests = [("least", 0.0, 1.0), ("most", 1.0, 1.0)];
    Case::new(rule(1, HUB, Per::Band, None)).missed(Code::TooFewSites, 1.0, "sites", &tests, told);
    // A site in no band is in no part, and nor is one of unknown decile.
    for decile in [Some(5), None] {
        let told = "least has 0 sites at hub, wanted at least 1; most has 0 sites at hub, wanted at least 1";
        let tests = [("least", 0.0, 1.0), ("most", 0.0, 1.0)];
        Case::new(rule(1, HUB, Per::Band, None)).but(|case| case.scenario.sites[0].deprivation = decile).missed(
            Code::TooFewSites,
            2.0,
            "sites",
            &tests,
            told,
        );
    }
}

#[test]
fn at_most_so_many_sites() {
    let rule = |count, level, per, sites| RuleKind::AtMost { count, levels: vec![level], per, sites };
    Case::new(rule(0, HUB, Per::Overall, Some(vec![BIRCH]))).kept(&[("overall", 0.0, 0.0)]);
    Case::new(rule(1, HUB, Per::District, None)).kept(&[("east", 1.0, 1.0), ("west", 0.0, 1.0)]);
    Case::new(rule(0, HUB, Per::Overall, Some(vec![ASH]))).missed(
        Code::TooManySites,
        1.0,
        "sites",
        &[("overall", 1.0, 0.0)],
        "overall has 1 of the sites named at hub, allowed at most 0",
    );
    let tests = [("least", 1.0, 0.0), ("most", 0.0, 0.0)];
    let told = "least has 1 sites at linked, allowed at most 0";
    Case::new(rule(0, LINKED, Per::Band, None)).missed(Code::TooManySites, 1.0, "sites", &tests, told);
}

#[test]
fn a_share_of_sites_in_a_band() {
    let rule = |levels: &[LevelIx], at_least| RuleKind::SitesShare {
        levels: levels.to_vec(),
        at_least: share(at_least),
        band: BandIx(1),
    };
    Case::new(rule(&[HUB], 1.0)).kept(&[("most", 1.0, 1.0)]);
    Case::new(rule(&[HUB, LINKED], 0.5)).kept(&[("most", 1.0, 1.0)]);
    // None at the levels: a share of nothing.
    Case::new(rule(&[CLOSED], 1.0)).kept(&[("most", 0.0, 0.0)]);
    Case::new(rule(&[HUB, LINKED], 0.501)).missed(
        Code::TooFewInBand,
        0.002,
        "sites",
        &[("most", 1.0, 1.002)],
        "1 of 2 sites at hub or linked are in most, wanted at least 1.002 (50.1%)",
    );
}

#[test]
fn a_share_of_people_reached() {
    let rule = |counted, at_least, of, per| RuleKind::ReachShare { counted, at_least: share(at_least), of, per };
    // Babies 50 + 16.4 + 40 of 230, toddlers 80 + 32 + 16 of 340.
    let tests = [("babies", 106.4, 69.0), ("toddlers", 128.0, 102.0)];
    Case::new(rule(play(0), 0.3, Of::People, Per::Group)).kept(&tests);
    let told = "`stay-and-play` reaches 128 people among toddlers, wanted at least 136 (40% of 340)";
    let tests = [("babies", 106.4, 92.0), ("toddlers", 128.0, 136.0)];
    Case::new(rule(play(0), 0.4, Of::People, Per::Group)).missed(Code::TooFewReached, 8.0, "people", &tests, told);
    // a3 alone is in the least deprived, a1 alone in the most.
    let told = "`stay-and-play` reaches 130 people in most, wanted at least 135 (45% of 300)";
    let tests = [("least", 56.0, 54.0), ("most", 130.0, 135.0)];
    Case::new(rule(play(0), 0.45, Of::People, Per::Band)).missed(Code::TooFewReached, 5.0, "people", &tests, told);
    // Once a week counts at a floor of once a week, and not at one of a thousandth more: ash is left,
    // with 50 + 80 + 15.6.
    Case::new(rule(play(1_000), 0.4, Of::People, Per::Overall)).kept(&[("overall", 234.4, 228.0)]);
    let told = "`stay-and-play` reaches 145.6 people overall, wanted at least 228 (40% of 570)";
    Case::new(rule(play(1_001), 0.4, Of::People, Per::Overall)).missed(
        Code::TooFewReached,
        82.4,
        "people",
        &[("overall", 145.6, 228.0)],
        told,
    );
    // Family support is not for toddlers: of the eligible they are nobody, of the people they are 340.
    let support = || counted(SUPPORT, &[CENTRE, VIRTUAL], 0);
    let tests = [("babies", 28.352_75, 23.0), ("toddlers", 0.0, 0.0)];
    Case::new(rule(support(), 0.1, Of::Eligible, Per::Group)).kept(&tests);
    let told = "`family-support` reaches 0 people among toddlers, wanted at least 34 (10% of 340)";
    let tests = [("babies", 28.352_75, 23.0), ("toddlers", 0.0, 34.0)];
    Case::new(rule(support(), 0.1, Of::People, Per::Group)).missed(Code::TooFewReached, 34.0, "people", &tests, told);
}

#[test]
fn a_share_of_people_near_an_offer() {
    let rule = |counted, within, at_least, of, per| RuleKind::AccessShare {
        counted,
        within: Way(within),
        at_least: share(at_least),
        of,
        per,
    };
    let (all, overall) = (Of::People, Per::Overall);
    // Everybody has something at the door.
    Case::new(rule(play(1_000), 0, 1.0, all, overall)).kept(&[("overall", 570.0, 570.0)]);
    // Twice a week is at ash only: a1 at 0 m, a2 at 1,200 m, a3 at 3,600 m.
    Case::new(rule(play(2_000), 1_200, 0.789, all, overall)).kept(&[("overall", 450.0, 449.73)]);
    Case::new(rule(play(2_000), 1_200, 0.79, all, overall)).missed(
        Code::TooFewNear,
        0.3,
        "people",
        &[("overall", 450.0, 450.3)],
        "450 people overall live within 1200 m of `stay-and-play`, wanted at least 450.3 (79% of 570)",
    );
    // A metre less leaves a2 out; who lives there is counted whole or not at all.
    let tests = [("east", 300.0, 225.0), ("west", 0.0, 60.0)];
    let told = "0 people in west live within 1199 m of `stay-and-play`, wanted at least 60 (50% of 120)";
    Case::new(rule(play(2_000), 1_199, 0.5, all, Per::District)).missed(Code::TooFewNear, 60.0, "people", &tests, told);
    let tests = [("babies", 150.0, 161.0), ("toddlers", 300.0, 238.0)];
    let told = "150 people among babies live within 1200 m of `stay-and-play`, wanted at least 161 (70% of 230)";
    Case::new(rule(play(2_000), 1_200, 0.7, all, Per::Group)).missed(Code::TooFewNear, 11.0, "people", &tests, told);
    // What is everywhere is near to everybody; toddlers are no part of those it is for.
    let support = || counted(SUPPORT, &[CENTRE, VIRTUAL], 1_000);
    Case::new(rule(support(), 0, 1.0, Of::Eligible, overall)).kept(&[("overall", 230.0, 230.0)]);
    let tests = [("babies", 230.0, 230.0), ("toddlers", 0.0, 0.0)];
    Case::new(rule(support(), 0, 1.0, Of::Eligible, Per::Group)).kept(&tests);
    // Places and decay play no part: nobody is served, and everybody lives where they live.
    let case = Case::new(rule(play(1_000), 0, 1.0, all, Per::Band));
    case.but(|case| case.plan.served.clear()).kept(&[("least", 120.0, 120.0), ("most", 300.0, 300.0)]);
    // Beyond the farthest there is no way at all.
    let case = Case::new(rule(play(2_000), u32::MAX, 1.0, all, Per::District));
    let told = "0 people in west live within 4294967295 m of `stay-and-play`, wanted at least 120 (100% of 120)";
    case.but(|case| {
        case.scenario.areas[2].position.easting = 9_000_000;
        case.plan.served.retain(|row| row.area != "a3" || row.place == "everywhere");
    })
    .missed(Code::TooFewNear, 120.0, "people", &[("east", 450.0, 450.0), ("west", 0.0, 120.0)], told);
}

#[test]
fn a_gap_between_those_near_an_offer() {
    let rule = |within, at_most, of, per| RuleKind::AccessGap {
        counted: play(2_000),
        within: Way(within),
        at_most: share(at_most),
        of,
        per,
    };
    let all = Of::People;
    // East 450 of 450, west 0 of 120.
    Case::new(rule(1_200, 1.0, all, Per::District)).kept(&[("overall", 100.0, 100.0)]);
    Case::new(rule(1_200, 0.999, all, Per::District)).missed(
        Code::GapTooWide,
        0.1,
        "percentage points",
        &[("overall", 100.0, 99.9)],
        "within 1200 m of `stay-and-play` live 100% in east and 0% in west: 100 percentage points apart, allowed at most 99.9",
    );
    // Babies 150 of 230 = 65.217391%, toddlers 300 of 340 = 88.235294%: 9/391 = 23.017903 apart.
    let gap = 9_000.0 / 391.0;
    Case::new(rule(1_200, 0.231, all, Per::Group)).kept(&[("overall", gap, 23.1)]);
    let told = "within 1200 m of `stay-and-play` live 88.235294% in toddlers and 65.217391% in babies: \
                23.017903 percentage points apart, allowed at most 23";
    Case::new(rule(1_200, 0.23, all, Per::Group)).missed(
        Code::GapTooWide,
        gap - 23.0,
        "percentage points",
        &[("overall", gap, 23.0)],
        told,
    );
    // One part with people, or none, differs from nothing; nor do equals.
    Case::new(rule(1_200, 0.0, all, Per::District))
        .but(|case| {
            case.scenario.areas[2].people = vec![0, 0];
            case.plan.served.retain(|row| row.area != "a3");
        })
        .kept(&[("overall", 0.0, 0.0)]);
    Case::new(rule(3_600, 0.0, all, Per::Band)).kept(&[("overall", 0.0, 0.0)]);
    // Of those a service is for, a group it is not for is no part.
    Case::new(RuleKind::AccessGap {
        counted: counted(SUPPORT, &[CENTRE], 0),
        within: Way(0),
        at_most: Share::ZERO,
        of: Of::Eligible,
        per: Per::Group,
    })
    .kept(&[("overall", 0.0, 0.0)]);
}

#[test]
fn a_share_of_todays_reach() {
    let rule = |service, modes: &[ModeIx], lose, per| RuleKind::KeepReach {
        service,
        modes: modes.to_vec(),
        lose_at_most: share(lose),
        per,
    };
    // 145.6 + 56 at centres, of 172.25 + 56 today; with the drop-in 234.4.
    Case::new(rule(PLAY, &[CENTRE], 0.2, Per::Overall)).kept(&[("overall", 201.6, 182.6)]);
    Case::new(rule(PLAY, &[CENTRE, DROP_IN], 0.0, Per::Overall)).kept(&[("overall", 234.4, 228.25)]);
    Case::new(rule(PLAY, &[CENTRE], 0.1, Per::Overall)).missed(
        Code::TooFewKept,
        3.825,
        "people",
        &[("overall", 201.6, 205.425)],
        "`stay-and-play` reaches 201.6 people overall, wanted at least 205.425 (of 228.25 today 10% may be lost)",
    );
    // East keeps exactly what it has; a thousandth of a person fewer is fewer.
    let tests = [("east", 24.352_75, 24.352_75), ("west", 0.0, 16.0)];
    let told = "`family-support` reaches 0 people in west, wanted at least 16 (of 16 today 0% may be lost)";
    let case = || Case::new(rule(SUPPORT, &[CENTRE], 0.0, Per::District));
    case().missed(Code::TooFewKept, 16.0, "people", &tests, told);
    let (found, _) = case().but(|case| case.plan.served[0].addressed -= 0.001).found();
    assert!((found.shortfall - 16.001).abs() < 1e-9);
    let tests = [("least", 0.0, 12.0), ("most", 20.0, 15.0)];
    let told = "`family-support` reaches 0 people in least, wanted at least 12 (of 16 today 25% may be lost)";
    Case::new(rule(SUPPORT, &[CENTRE], 0.25, Per::Band)).missed(Code::TooFewKept, 12.0, "people", &tests, told);
    let tests = [("babies", 28.352_75, 20.176_375), ("toddlers", 0.0, 0.0)];
    Case::new(rule(SUPPORT, &[CENTRE, VIRTUAL], 0.5, Per::Group)).kept(&tests);
    // Losing everything is losing at most everything.
    let case = Case::new(rule(PLAY, &[CENTRE], 1.0, Per::District));
    case.but(|case| case.plan.served.clear()).kept(&[("east", 0.0, 0.0), ("west", 0.0, 0.0)]);
}

#[test]
fn today_is_checked_as_both() {
    let kind =
        RuleKind::KeepReach { service: PLAY, modes: vec![CENTRE], lose_at_most: Share::ZERO, per: Per::District };
    let case = Case::new(kind).but(|case| case.plan = today());
    case.kept(&[("east", 172.25, 172.25), ("west", 56.0, 56.0)]);
}

#[test]
fn a_site_is_held_or_barred() {
    let told = "site `birch` is at linked, held at hub";
    Case::new(RuleKind::Lock { site: BIRCH, level: LINKED }).kept(&[("birch", 1.0, 1.0)]);
    Case::new(RuleKind::Lock { site: BIRCH, level: HUB }).missed(
        Code::LockBroken,
        1.0,
        "sites",
        &[("birch", 0.0, 1.0)],
        told,
    );
    // A level the site may never have is never so.
    let never = |case: &mut Case| case.scenario.sites[1].levels = vec![CLOSED, LINKED];
    Case::new(RuleKind::Lock { site: BIRCH, level: HUB }).but(never).missed(
        Code::LockBroken,
        1.0,
        "sites",
        &[("birch", 0.0, 1.0)],
        told,
    );
    Case::new(RuleKind::Forbid { site: BIRCH, levels: vec![HUB] }).but(never).kept(&[("birch", 0.0, 0.0)]);
    Case::new(RuleKind::Forbid { site: BIRCH, levels: vec![CLOSED, HUB] }).kept(&[("birch", 0.0, 0.0)]);
    Case::new(RuleKind::Forbid { site: BIRCH, levels: vec![CLOSED, LINKED] }).missed(
        Code::LevelForbidden,
        1.0,
        "sites",
        &[("birch", 1.0, 0.0)],
        "site `birch` is at linked, and may not be closed or linked",
    );
}

#[test]
fn a_site_stays_until_a_year() {
    let rule = |site, year| RuleKind::NotBefore { site, year: FinancialYear(year) };
    // The plan stands by the end of 2028-29.
    Case::new(rule(BIRCH, 2_028)).kept(&[("birch", 1.0, 1.0)]);
    Case::new(rule(ASH, 2_050)).kept(&[("ash", 1.0, 1.0)]);
    Case::new(rule(BIRCH, 2_029)).missed(
        Code::ChangedTooSoon,
        1.0,
        "sites",
        &[("birch", 0.0, 1.0)],
        "site `birch` goes from hub to linked by the end of 2028-29, and may not before 2029-30",
    );
}

fn at(site: SiteIx, level: LevelIx) -> Condition {
    Condition::SiteAt { site, levels: vec![level] }
}

fn runs(service: ServiceIx, mode: ModeIx, host: Host) -> Condition {
    Condition::Runs { service, mode, host }
}

#[test]
fn if_one_thing_then_another() {
    let rule = |when, then| RuleKind::IfThen { when, then };
    let kept = [("overall", 1.0, 1.0)];
    Case::new(rule(at(ASH, HUB), runs(PLAY, DROP_IN, LIBRARY))).kept(&kept);
    Case::new(rule(runs(SUPPORT, VIRTUAL, Host::Everywhere), at(BIRCH, LINKED))).kept(&kept);
    // Not asked for: birch is no hub, and a drop-in cannot run at a site.
    Case::new(rule(at(BIRCH, HUB), at(ASH, CLOSED))).kept(&kept);
    Case::new(rule(runs(PLAY, DROP_IN, Host::Site(ASH)), at(ASH, CLOSED))).kept(&kept);
    Case::new(rule(at(ASH, HUB), runs(SUPPORT, CENTRE, Host::Site(BIRCH)))).missed(
        Code::ConsequenceMissing,
        1.0,
        "conditions",
        &[("overall", 0.0, 1.0)],
        "site `ash` at hub is so; family-support / centre / birch running is not, though it is wanted then: 0 of 1 so",
    );
}

#[test]
fn so_many_of_some_conditions() {
    let rule = |at_least, at_most| RuleKind::EitherOr {
        among: vec![at(ASH, HUB), at(BIRCH, HUB), runs(PLAY, DROP_IN, LIBRARY)],
        at_least,
        at_most,
    };
    Case::new(rule(2, 2)).kept(&[("overall", 2.0, 2.0)]);
    Case::new(rule(0, 3)).kept(&[("overall", 2.0, 3.0)]);
    let so = "2 of 3 are so (site `ash` at hub, stay-and-play / drop-in / library running)";
    let mut told = format!("{so}, wanted at least 3");
    Case::new(rule(3, 3)).missed(Code::ConditionsMiscounted, 1.0, "conditions", &[("overall", 2.0, 3.0)], &told);
    told = format!("{so}, allowed at most 0");
    Case::new(rule(0, 0)).missed(Code::ConditionsMiscounted, 2.0, "conditions", &[("overall", 2.0, 0.0)], &told);
    let none = RuleKind::EitherOr { among: vec![at(ASH, CLOSED), at(BIRCH, HUB)], at_least: 1, at_most: 1 };
    Case::new(none).missed(
        Code::ConditionsMiscounted,
        1.0,
        "conditions",
        &[("overall", 0.0, 1.0)],
        "none of site `ash` at closed, site `birch` at hub is so, wanted at least 1",
    );
}

#[test]
fn services_that_belong_together() {
    let rule = |one: (ServiceIx, ModeIx), other: (ServiceIx, &[ModeIx])| RuleKind::Together {
        service: one.0,
        modes: vec![one.1],
        with: other.0,
        with_modes: other.1.to_vec(),
    };
    let centre = (PLAY, CENTRE);
    Case::new(rule((SUPPORT, CENTRE), (PLAY, &[CENTRE]))).kept(&[("ash", 1.0, 1.0)]);
    let told = "`stay-and-play` (centre) runs at `birch`, and `family-support` (centre) at 0 of 1 places wanted there";
    let tests = [("ash", 1.0, 1.0), ("birch", 0.0, 1.0)];
    Case::new(rule(centre, (SUPPORT, &[CENTRE]))).missed(Code::NotTogether, 1.0, "places", &tests, told);
    // What is everywhere is at no place, to be with or to be by itself.
    let (found, _) = Case::new(rule(centre, (SUPPORT, &[VIRTUAL]))).found();
    assert!((found.shortfall - 2.0).abs() < 1e-12);
    Case::new(rule((SUPPORT, VIRTUAL), (PLAY, &[CENTRE]))).kept(&[]);
    // Venues are places too.
    let told = "`stay-and-play` (drop-in) runs at `library`, and `family-support` (centre or virtual) \
                at 0 of 1 places wanted there";
    let both = rule((PLAY, DROP_IN), (SUPPORT, &[CENTRE, VIRTUAL]));
    Case::new(both).missed(Code::NotTogether, 1.0, "places", &[("library", 0.0, 1.0)], told);
}

#[test]
fn every_spoke_has_a_hub() {
    let rule = |near| RuleKind::HubSpoke { spokes: vec![LINKED], hubs: vec![HUB], near };
    // Ash and birch are 3,000 m apart on the line; the detour plays no part.
    Case::new(rule(Near::Within(Way(3_000)))).kept(&[("birch", 1.0, 1.0)]);
    let told = "site `birch` is at linked with 0 other sites at hub within 2999 m, wanted at least 1";
    let tests = [("birch", 0.0, 1.0)];
    Case::new(rule(Near::Within(Way(2_999)))).missed(Code::NoHubNear, 1.0, "sites", &tests, told);
    // 3,000 m and 50 m to the side are 3,000.4167; 60 m are 3,000.6.
    for (north, near) in [(50, true), (60, false)] {
        let case = Case::new(rule(Near::Within(Way(3_000))));
        let (found, _) = case
            .but(|case| {
                case.scenario.sites[1].position = Position { easting: 403_000, northing: 300_000 + north };
            })
            .found();
        assert_eq!(found.kept, near);
    }
    let told = "site `birch` is at linked with 0 other sites at hub in west, wanted at least 1";
    Case::new(rule(Near::SameDistrict)).missed(Code::NoHubNear, 1.0, "sites", &tests, told);
    let neighbour = |case: &mut Case| case.scenario.sites[1].district = case.scenario.sites[0].district;
    Case::new(rule(Near::SameDistrict)).but(neighbour).kept(&[("birch", 1.0, 1.0)]);
    // Nobody is their own hub, whatever a scenario says.
    let own = RuleKind::HubSpoke { spokes: vec![LINKED], hubs: vec![LINKED], near: Near::SameDistrict };
    let told = "site `birch` is at linked with 0 other sites at linked in west, wanted at least 1";
    Case::new(own).missed(Code::NoHubNear, 1.0, "sites", &tests, told);
    // Without spokes there is nothing to be near to.
    let none = RuleKind::HubSpoke { spokes: vec![CLOSED], hubs: vec![HUB], near: Near::SameDistrict };
    Case::new(none).kept(&[]);
}

#[test]
fn what_runs_runs_often_enough() {
    let rule = |thousandths| RuleKind::LeastSessions {
        service: PLAY,
        modes: vec![CENTRE, DROP_IN],
        sessions: Sessions(thousandths),
    };
    let (ash, birch, library) =
        ("stay-and-play / centre / ash", "stay-and-play / centre / birch", "stay-and-play / drop-in / library");
    Case::new(rule(1_000)).kept(&[(ash, 4.0, 1.0), (birch, 1.0, 1.0), (library, 1.0, 1.0)]);
    let told = format!(
        "{birch} runs 1 sessions a week, wanted at least 1.001; {library} runs 1 sessions a week, wanted at least 1.001"
    );
    let tests = [(ash, 4.0, 1.001), (birch, 1.0, 1.001), (library, 1.0, 1.001)];
    Case::new(rule(1_001)).missed(Code::TooRare, 0.002, "weekly sessions", &tests, &told);
    // Family support online is another service.
    let support = RuleKind::LeastSessions { service: SUPPORT, modes: vec![CENTRE], sessions: Sessions(1_500) };
    Case::new(support).kept(&[("family-support / centre / ash", 1.5, 1.5)]);
}

#[test]
fn what_runs_is_used_enough() {
    let rule = |people| RuleKind::LeastUsers { service: PLAY, modes: vec![CENTRE, DROP_IN], people };
    let (ash, birch, library) =
        ("stay-and-play / centre / ash", "stay-and-play / centre / birch", "stay-and-play / drop-in / library");
    // Those who come, whatever each counts: 1 + 40 in the library.
    Case::new(rule(41)).kept(&[(ash, 145.6, 41.0), (birch, 56.0, 41.0), (library, 41.0, 41.0)]);
    let told = format!("{library} is used by 41 people a year, wanted at least 42");
    let tests = [(ash, 145.6, 42.0), (birch, 56.0, 42.0), (library, 41.0, 42.0)];
    Case::new(rule(42)).missed(Code::TooFewUsers, 1.0, "people", &tests, &told);
    let told = format!("{library} is used by 40.999 people a year, wanted at least 41");
    let tests = [(ash, 145.6, 41.0), (birch, 56.0, 41.0), (library, 40.999, 41.0)];
    let case = Case::new(rule(41)).but(|case| case.plan.served[6].addressed -= 0.001);
    case.missed(Code::TooFewUsers, 0.001, "people", &tests, &told);
}

#[test]
fn what_runs_needs_so_many_staff() {
    let each = || vec![(SUPPORT, CENTRE, 0.2), (PLAY, CENTRE, 0.12), (PLAY, DROP_IN, 0.1)];
    let rule = |each, at_most| RuleKind::PostsAtMost { each, at_most };
    // 1.5 · 0.2 + (4 + 1) · 0.12 + 1 · 0.1; family support online needs nobody here.
    Case::new(rule(each(), 1.0)).kept(&[("overall", 1.0, 1.0)]);
    let told = "what runs needs 1 full-time equivalents, allowed at most 0.95";
    Case::new(rule(each(), 0.95)).missed(Code::TooManyPosts, 0.05, "posts", &[("overall", 1.0, 0.95)], told);
    // A millionth of a post is within the tolerance, two are not.
    let (found, broken) = Case::new(rule(each(), 1.0 - 9e-7)).found();
    assert!(found.kept && broken.is_empty() && found.shortfall > 0.0);
    let (found, broken) = Case::new(rule(each(), 1.0 - 2e-6)).found();
    assert!(!found.kept && broken.len() == 1);
    Case::new(rule(vec![(SUPPORT, VIRTUAL, 0.4)], 0.4)).kept(&[("overall", 0.4, 0.4)]);
    Case::new(rule(vec![(SUPPORT, CENTRE, 0.2)], 0.0)).missed(
        Code::TooManyPosts,
        0.3,
        "posts",
        &[("overall", 0.3, 0.0)],
        "what runs needs 0.3 full-time equivalents, allowed at most 0",
    );
}

#[test]
fn so_many_sites_change() {
    let rule = |count, per| RuleKind::ChangesAtMost { count, per };
    Case::new(rule(1, Per::Overall)).kept(&[("overall", 1.0, 1.0)]);
    let told = "1 sites change level overall, allowed at most 0";
    Case::new(rule(0, Per::Overall)).missed(Code::TooManyChanges, 1.0, "sites", &[("overall", 1.0, 0.0)], told);
    let told = "1 sites change level in west, allowed at most 0";
    let tests = [("east", 0.0, 0.0), ("west", 1.0, 0.0)];
    Case::new(rule(0, Per::District)).missed(Code::TooManyChanges, 1.0, "sites", &tests, told);
    let told = "1 sites change level in least, allowed at most 0";
    let tests = [("least", 1.0, 0.0), ("most", 0.0, 0.0)];
    Case::new(rule(0, Per::Band)).missed(Code::TooManyChanges, 1.0, "sites", &tests, told);
}

#[test]
fn so_many_people_lose_their_nearest_site() {
    let rule = |at_most, per| RuleKind::NearestLost { at_most: share(at_most), per };
    // Birch is linked, so it is still there.
    Case::new(rule(0.0, Per::Overall)).kept(&[("overall", 0.0, 0.0)]);
    let case = |at_most, per| Case::new(rule(at_most, per)).but(close_birch);
    case(0.25, Per::Overall).kept(&[("overall", 120.0, 142.5)]);
    let told = "120 people overall lose their nearest site, allowed at most 119.7 (21% of 570)";
    case(0.21, Per::Overall).missed(Code::TooManyLoseNearest, 0.3, "people", &[("overall", 120.0, 119.7)], told);
    let told = "120 people in west lose their nearest site, allowed at most 24 (20% of 120)";
    let tests = [("east", 0.0, 90.0), ("west", 120.0, 24.0)];
    case(0.2, Per::District).missed(Code::TooManyLoseNearest, 96.0, "people", &tests, told);
    let told = "120 people in least lose their nearest site, allowed at most 0 (0% of 120)";
    let tests = [("least", 120.0, 0.0), ("most", 0.0, 0.0)];
    case(0.0, Per::Band).missed(Code::TooManyLoseNearest, 120.0, "people", &tests, told);
    // What is closed today is nobody's nearest; then a3 has ash, and loses nothing.
    let closed_today = |case: &mut Case| {
        case.scenario.sites[1].baseline = CLOSED;
        case.scenario.baseline.retain(|offer| offer.host != Host::Site(BIRCH));
    };
    case(0.0, Per::Overall).but(closed_today).kept(&[("overall", 0.0, 0.0)]);
}

#[test]
fn of_two_sites_equally_near_the_first_by_id_is_the_nearest() {
    // a2 halfway: 1,500 × 1.2 = 1,800 m to either. Ash is its nearest, so closing birch loses a3 only.
    let halfway = |case: &mut Case| {
        case.scenario.areas[1].position.easting = 401_500;
        case.plan.served.retain(|row| row.area != "a2");
        close_birch(case);
    };
    let rule = || RuleKind::NearestLost { at_most: share(0.5), per: Per::Overall };
    Case::new(rule()).but(halfway).kept(&[("overall", 120.0, 285.0)]);
    // To the whole metre: √(1,500² + 30²) = 1,500.3 m to ash, 1,500 m to birch.
    Case::new(rule())
        .but(halfway)
        .but(|case| {
            case.scenario.travel = Travel::StraightLine { detour: 1.0 };
            case.scenario.sites[0].position.northing += 30;
            case.plan.served.clear();
        })
        .kept(&[("overall", 120.0, 285.0)]);
}

#[test]
fn lines_cost_so_much() {
    let rule = |pence, lines| RuleKind::CostAtMost { amount: Pence(pence), lines };
    Case::new(rule(23_490_565, None)).kept(&[("overall", 234_905.65, 234_905.65)]);
    Case::new(rule(23_490_564, None)).missed(
        Code::TooDear,
        0.01,
        "pounds",
        &[("overall", 234_905.65, 234_905.64)],
        "all lines cost £234,905.65 a year, allowed at most £234,905.64, £0.01 more",
    );
    let two = || Some(vec![PREMISES, STAFF]);
    Case::new(rule(18_909_567, two())).kept(&[("overall", 189_095.67, 189_095.67)]);
    Case::new(rule(18_909_566, two())).missed(
        Code::TooDear,
        0.01,
        "pounds",
        &[("overall", 189_095.67, 189_095.66)],
        "`premises` and `staff` cost £189,095.67 a year, allowed at most £189,095.66, £0.01 more",
    );
    // A line that may not be touched costs what it costs today, whatever closes.
    let overhead = RuleKind::CostAtMost { amount: Pence(3_200_000), lines: Some(vec![LineIx(0)]) };
    Case::new(overhead).but(close_birch).kept(&[("overall", 32_000.0, 32_000.0)]);
}

#[test]
fn a_service_costs_a_share() {
    let rule = |at_most| RuleKind::CostShare { service: PLAY, modes: vec![CENTRE, DROP_IN], at_most: share(at_most) };
    // 533,280 + 133,320 + 152,038 for sessions and 50,000 for running the drop-in, of 23,490,565.
    let (own, all) = (868_638.0, 23_490_565.0);
    Case::new(rule(own / all)).kept(&[("overall", 8_686.38, 8_686.38)]);
    // Within half a penny it cannot be told apart.
    let (found, broken) = Case::new(rule((own - 0.4) / all)).found();
    assert!(found.kept && broken.is_empty() && (found.shortfall - 0.004).abs() < 1e-9);
    let (found, broken) = Case::new(rule((own - 0.6) / all)).found();
    assert!(!found.kept && broken.len() == 1 && (found.shortfall - 0.006).abs() < 1e-9);
    // 3.6% of £234,905.65 is £8,456.6034.
    Case::new(rule(0.036)).missed(
        Code::ShareTooDear,
        229.7766,
        "pounds",
        &[("overall", 8_686.38, 8_456.603_4)],
        "`stay-and-play` costs £8,686.38 a year, 3.697817% of £234,905.65, allowed at most 3.6%",
    );
    // On lines that may not be touched it counts nothing: £100,000 of premises today in the whole.
    let (found, _) = Case::new(rule(0.036)).but(|case| case.scenario.lines[1].touchable = false).found();
    is(&found, &[("overall", 8_186.38, (32_000.0 + 100_000.0 + 13_809.98 + 126_250.0) * 0.036)]);
}

#[test]
fn everybody_is_addressed() {
    let rule = |service| RuleKind::ServeEveryone { service };
    // Family support 46 babies, stay and play 50 + 80 + 25 + 40 + 40 + 16; however far they have to go.
    Case::new(rule(SUPPORT)).kept(&[("overall", 46.0, 46.0)]);
    Case::new(rule(PLAY)).kept(&[("overall", 251.0, 251.0)]);
    let case = Case::new(rule(SUPPORT)).but(|case| case.plan.served[7].addressed -= 0.001);
    let told = "`family-support` addresses 45.999 people of 46 who would use it; 0.001 are left out";
    case.missed(Code::NotEverybody, 0.001, "people", &[("overall", 45.999, 46.0)], told);
    // A millionth of a person is within the tolerance.
    let case = Case::new(rule(PLAY)).but(|case| case.plan.served[8].addressed -= 1e-6);
    let (found, broken) = case.found();
    assert!(found.kept && broken.is_empty() && found.shortfall > 0.0);
}

#[test]
fn a_rule_missed_in_many_places_tells_the_first_few() {
    let kind = RuleKind::LeastSessions { service: PLAY, modes: vec![CENTRE], sessions: Sessions(9_000) };
    let case = Case::new(kind).but(|case| {
        for number in 0..20 {
            let site = Site { id: format!("c{number:02}"), ..case.scenario.sites[0].clone() };
            case.plan.levels.push((site.id.clone(), "hub".into()));
            case.plan.offers.push(crate::town::offered("stay-and-play", "centre", &site.id, 1_000));
            case.scenario.sites.push(site);
        }
        case.plan.offers.sort();
    });
    let (found, broken) = case.found();
    assert_eq!(found.detail.len(), 22);
    assert!(broken[0].1.ends_with("wanted at least 9; and 14 more"), "{}", broken[0].1);
}
