//! Effects of prevention on the two centres: by hand, and not believed.

use doorstep_check::{Demand, ProgrammeClaims, ProgrammeVerdict, Reached, check_programme};
use doorstep_scenario::{Pence, Place, Prevention, SavingKind, Scenario, ServiceIx};

use crate::programme::{codes, own, plans};
use crate::town::share;
use crate::two_years::{gbp, programme, scenario};

/// A tenth of a case fewer for everybody more, a year later; a quarter of all cases at most.
fn early() -> Prevention {
    Prevention {
        id: "early".to_owned(),
        service: ServiceIx(0),
        role: 0,
        lag: 1,
        effect: 0.1,
        range: (0.0, 0.2),
        max_effect: share(0.25),
        evidence: None,
        used: true,
        place: Place::file("by hand"),
    }
}

fn with(effects: &[Prevention]) -> Scenario {
    let mut scenario = scenario();
    programme(&mut scenario).prevention = effects.to_vec();
    scenario
}

/// So many people more in the first year, of 1,000 whom doing nothing reaches; as many in the second.
fn reached(more: f64) -> Reached {
    Reached { nothing: vec![vec![1000.0], vec![1100.0]], plan: vec![vec![1000.0 + more], vec![1100.0]] }
}

fn answered(scenario: &Scenario, reached: &Reached) -> ProgrammeVerdict {
    check_programme(scenario, &plans(), Some(reached), &ProgrammeClaims::default(), Demand::ReportOnly)
}

/// Of the line of centres and both years.
fn prevention(scenario: &Scenario, reached: &Reached) -> [Pence; 2] {
    let figures = answered(scenario, reached).figures;
    [figures.lines[0].prevention, figures.lines[3].prevention]
}

#[test]
fn more_people_are_fewer_posts_a_year_later_and_avoidance_alone() {
    let scenario = with(&[early()]);
    let figures = answered(&scenario, &reached(150.0)).figures;
    // 80 − 0.1 · 150 = 65 cases at 10 each: 7 posts and not 8, at £30,000 and 2%.
    let posts = [figures.roles[0].need, figures.roles[1].need, figures.roles[1].have].to_vec();
    assert_eq!(posts, [4.0, 7.0, 7.0]);
    let line = &figures.lines[3];
    assert_eq!((line.do_nothing, line.run_rate), (gbp(530_400), gbp(387_600)), "as if nobody more had come");
    assert_eq!((line.measures, line.prevention), (gbp(1_020), gbp(30_600)));
    let saved = &figures.savings[4];
    assert_eq!((saved.avoidance, saved.prevention_lost), (gbp(30_600), gbp(0)));
    assert_eq!(saved.cost_reduction, own().savings[4].cost_reduction);
    assert_eq!(figures.targets, own().targets, "no target counts it");
    // One step more, and the general fund and the rows pay less: £682,180 − £30,600.
    let step = ("Prevention: posts for other numbers of cases".to_owned(), gbp(-30_600));
    assert_eq!((&figures.waterfall[9], figures.waterfall[11].1), (&step, gbp(651_580)));
    assert_eq!(figures.funds[4].spent, own().funds[4].spent - gbp(30_600));
    let row = |figures: &ProgrammeClaims| figures.rows[4].run_rate + figures.rows[5].run_rate;
    assert_eq!(row(&figures), row(&own()) - gbp(30_600));
}

#[test]
fn fewer_people_are_more_posts_and_every_target_that_does_not_count_them_bears_it() {
    let mut scenario = with(&[early()]);
    let figures = answered(&scenario, &reached(-150.0)).figures;
    // 95 cases: 10 posts and not 8, £61,200 more.
    let saved = &figures.savings[4];
    assert_eq!((saved.avoidance, saved.prevention_lost), (gbp(-61_200), gbp(-61_200)));
    let (cash, second) = (&figures.targets[0], &figures.targets[2]);
    assert_eq!((cash.have, cash.prevention_lost), (gbp(184_420 - 61_200), gbp(-61_200)));
    assert_eq!((second.have, second.prevention_lost, second.kept), (gbp(123_420 - 61_200), gbp(-61_200), false));
    // Where it is counted it is counted once.
    scenario.targets[2].counting.push(SavingKind::Avoidance);
    let second = &answered(&scenario, &reached(-150.0)).figures.targets[2];
    assert_eq!((second.have, second.prevention_lost), (gbp(123_420 - 61_200), gbp(0)));
}

#[test]
fn effects_add_up_within_the_least_bound_and_without_bound_below() {
    let mut second = early();
    (second.effect, second.max_effect) = (0.3, share(0.15));
    let both = with(&[early(), second.clone()]);
    // 0.4 · 150 = 60 of 80 cases, of which 15% are 12: 68 are 7 posts. Lost, 140 cases are 14, and 3 + 10 are there.
    assert_eq!(prevention(&both, &reached(150.0)), [gbp(0), gbp(30_600)]);
    assert_eq!(prevention(&both, &reached(-150.0)), [gbp(0), gbp(-5 * 30_600)]);
    // One that is not used, or is of another role, neither adds nor bounds: 65 cases, as by the first alone.
    let mut unused = second.clone();
    (unused.used, unused.max_effect) = (false, share(0.0));
    second.role = 1;
    assert_eq!(prevention(&with(&[early(), unused, second]), &reached(150.0)), [gbp(0), gbp(30_600)]);
}

#[test]
fn nothing_is_counted_before_its_lag_or_of_people_who_come_whatever_is_decided() {
    let (mut now, mut late) = (early(), early());
    (now.lag, late.lag) = (0, 2);
    // In the first year 40 − 10, a quarter at most: 3 posts are needed and there are 3 already.
    assert_eq!(prevention(&with(&[now.clone()]), &reached(150.0)), [gbp(0); 2]);
    // 20 more: 45 cases at 10 are five posts, and one can be recruited. Nothing of it in the second year.
    assert_eq!(prevention(&with(&[now]), &reached(-50.0)), [gbp(0); 2]);
    assert_eq!(prevention(&with(&[late]), &reached(150.0)), [gbp(0); 2]);
    assert_eq!(prevention(&with(&[early()]), &reached(0.0)), [gbp(0); 2]);
    let verdict = check_programme(&with(&[early()]), &plans(), None, &own(), Demand::KeepHardRules);
    assert!(verdict.holds(), "unknown reach is no effect: {:?}", verdict.broken);
}

#[test]
fn figures_that_leave_prevention_out_or_make_more_of_it_are_refused() {
    let (scenario, reached) = (with(&[early()]), reached(-150.0));
    let truth = answered(&scenario, &reached).figures;
    let refused = |claims: &ProgrammeClaims| {
        codes(&check_programme(&scenario, &plans(), Some(&reached), claims, Demand::ReportOnly))
    };
    assert!(refused(&truth).is_empty());
    for code in ["CK111", "CK112", "CK113", "CK116", "CK117", "CK118", "CK119"] {
        assert!(refused(&own()).contains(&code), "{code}");
    }
    let spoilt = |spoil: &dyn Fn(&mut ProgrammeClaims)| {
        let mut claims = truth.clone();
        spoil(&mut claims);
        refused(&claims)
    };
    assert_eq!(spoilt(&|claims| claims.lines[3].prevention += Pence(1)), ["CK111"]);
    assert_eq!(spoilt(&|claims| claims.savings[4].prevention_lost += Pence(1)), ["CK112"]);
    assert_eq!(spoilt(&|claims| claims.targets[2].prevention_lost += Pence(1)), ["CK113"]);
    assert_eq!(spoilt(&|claims| claims.waterfall[9].1 += Pence(1)), ["CK118"]);
    // From a measure to prevention, so that every sum stays.
    let moved = spoilt(&|claims| {
        claims.lines[3].measures += Pence(-1);
        claims.lines[3].prevention += Pence(1);
    });
    assert_eq!(moved, ["CK111", "CK111"]);
}

#[test]
fn reach_of_any_shape_is_told_and_never_panics() {
    let scenario = with(&[early()]);
    let told = |change: &dyn Fn(&mut Reached)| {
        let mut odd = reached(150.0);
        change(&mut odd);
        codes(&answered(&scenario, &odd))
    };
    assert_eq!(told(&|_| {}), Vec::<&str>::new());
    assert_eq!(told(&|odd| odd.plan.truncate(1)), ["CK101"]);
    assert_eq!(told(&|odd| odd.nothing[1].push(3.0)), ["CK101"]);
    assert_eq!(told(&|odd| *odd = Reached::default()), ["CK101", "CK101"]);
    assert_eq!(told(&|odd| odd.plan[0][0] = f64::NAN), ["CK74"]);
    assert_eq!(told(&|odd| odd.nothing[0][0] = f64::INFINITY), ["CK74"]);
}
