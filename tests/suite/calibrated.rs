//! Today by the model beside today as it was seen: the gate of 2 %, and take-up scaled to meet it.

use crate::chain::{each, near, none_wrong, prepared};
use crate::support::blank::{ground, share};
use crate::support::generate;
use crate::support::rng::Rng;
use doorstep::explore::{RunError, Scored, prepare, score, unmet};
use doorstep::instance::Instance;
use doorstep_scenario::{
    BaselineOffer, Code, Fault, GoalKind, Group, Host, ModeIx, ObservedReach, Pence, Place, Proposal, Scenario,
    ServiceIx, Sessions, SiteIx, TakeUpScale, Weight, load_text,
};
use std::sync::Arc;

fn observed(service: usize, people: f64) -> ObservedReach {
    let source = "seen".to_owned();
    ObservedReach { service: ServiceIx(service), people, source, place: Place::file("by hand") }
}

/// 100 people at the site's own door as far as its limit goes, half of whom would come; today so many
/// sessions of ten people each, a hub for £1,000 and £40 for each session.
fn today(sessions: u32) -> Scenario {
    let mut s = ground(&[GoalKind::MostReach(Weight::Need)]);
    s.services[0].modes[0].most = Sessions(20_000);
    let (service, mode, host) = (ServiceIx(0), ModeIx(0), Host::Site(SiteIx(0)));
    s.baseline = vec![BaselineOffer { service, mode, host, sessions: Sessions(sessions * 1000) }];
    s
}

fn scored(scenario: &Scenario) -> Scored {
    score(&prepared(scenario), &Proposal::default()).unwrap()
}

#[test]
fn a_model_is_calibrated_up_to_two_in_a_hundred_off_and_not_beyond() {
    // By the model 50 people and £1,400.
    let of = |people: f64, pounds: f64| {
        let mut s = today(10);
        #[allow(clippy::cast_possible_truncation, reason = "pence of some thousand pounds")]
        let pence = (pounds * 100.0).round() as i64;
        s.observed.spend = Some((Pence(pence), "seen".to_owned()));
        s.observed.reached = vec![observed(0, people)];
        scored(&s).calibration.holds()
    };
    assert!(of(50.0, 1400.0));
    // The model is this part above or below what was seen.
    for (off, holds) in [(0.019, true), (-0.019, true), (0.02, true), (-0.02, true), (0.021, false), (-0.021, false)] {
        // A hair inside, for the edge itself is no binary fraction.
        let factor = 1.0 + off * (1.0 - 1e-9);
        assert_eq!(of(50.0 / factor, 1400.0), holds, "reach off by {off}");
        let near_edge = f64::abs(off) > 0.0195 && f64::abs(off) < 0.0205;
        assert!(near_edge || of(50.0, 1400.0 / factor) == holds, "spend off by {off}");
    }
    let mut s = today(10);
    s.observed.reached = vec![observed(0, 50.0)];
    assert!(!scored(&s).calibration.holds(), "nobody saw what was spent");
}

/// Scales and gives the factor, what it reaches, and whether that is what was seen.
fn scale(scenario: &Scenario, people: f64) -> (f64, f64, bool) {
    let mut s = scenario.clone();
    s.observed.reached = vec![observed(0, people)];
    s.observed.scale_take_up = true;
    let instance = prepare(Instance::prepare(Arc::new(s))).unwrap();
    let TakeUpScale { factor, reached, met, .. } = instance.scenario.observed.scaled[0];
    assert_eq!(unmet(&instance.scenario).len(), usize::from(!met));
    let found = score(&instance, &Proposal::default()).unwrap().status_quo.measures.reach[0].all.reached;
    assert!(near(found, reached, 1e-9), "{found} and {reached}");
    (factor, reached, met)
}

fn assert_scaled(found: (f64, f64, bool), known: (f64, f64, bool)) {
    let same = near(found.0, known.0, 1e-7) && near(found.1, known.1, 1e-7) && found.2 == known.2;
    assert!(same, "{found:?} and not {known:?}");
}

#[test]
fn take_up_is_scaled_until_the_model_reaches_as_many_as_were_seen() {
    let wide = today(10);
    assert_scaled(scale(&wide, 50.0), (1.0, 50.0, true));
    assert_scaled(scale(&wide, 40.0), (0.8, 40.0, true));
    assert_scaled(scale(&wide, 80.0), (1.6, 80.0, true));
    // Another hundred of whom nine in ten would come, in 20 sessions: 100 × 1 and 100 × 0.5 × 1.8.
    let mut two = today(20);
    two.groups.push(Group { id: "g1".to_owned(), name: "g1".to_owned() });
    two.areas[0].people.push(100);
    two.services[0].take_up.push(Some(share(0.9)));
    assert_scaled(scale(&two, 190.0), (1.8, 190.0, true));
}

#[test]
fn what_no_take_up_explains_is_told_and_scaled_no_further_than_it_helps() {
    // All hundred come, at twice the take-up.
    assert_scaled(scale(&today(10), 120.0), (2.0, 100.0, false));
    // 60 places are full at 1.2; 30 are full as it is.
    assert_scaled(scale(&today(6), 80.0), (1.2, 60.0, false));
    assert_scaled(scale(&today(3), 40.0), (1.0, 30.0, false));
    // Nothing runs today.
    assert_scaled(scale(&today(0), 40.0), (1.0, 0.0, false));
}

#[test]
fn drawn_scenarios_reach_what_was_seen_with_their_scaled_take_up() {
    let met = each(0..80, |seed| {
        let mut scenario = generate::small(seed);
        let mut rng = Rng::new(seed, 600);
        let before = scored(&scenario).status_quo.measures.reach;
        let seen = before.iter().enumerate().filter(|(_, reach)| reach.all.reached > 1.0);
        scenario.observed.reached =
            seen.map(|(service, reach)| observed(service, reach.all.reached * rng.real(0.4, 1.3))).collect();
        scenario.observed.scale_take_up = true;
        let instance = prepare(Instance::prepare(Arc::new(scenario.clone()))).map_err(|error| error.to_string())?;
        let after = score(&instance, &Proposal::default()).map_err(|error| format!("small({seed}): {error}"))?;
        let mut met = 0;
        for (scale, seen) in instance.scenario.observed.scaled.iter().zip(&scenario.observed.reached) {
            let found = after.status_quo.measures.reach[scale.service.0].all.reached;
            if scale.met && !near(found, seen.people, 1e-6) || !scale.met && found > seen.people {
                return Err(format!("small({seed}): {found} of {}, {scale:?}", seen.people));
            }
            met += usize::from(scale.met);
        }
        Ok(met)
    });
    let count: usize = met.iter().flatten().sum();
    assert!(count > 50, "only {count} met");
    none_wrong(met.into_iter().map(|found| found.map(|_| ())));
}

#[test]
fn a_scenario_that_asks_for_scaling_is_not_answered_without_it() {
    let mut s = today(10);
    s.observed.reached = vec![observed(0, 40.0)];
    s.observed.scale_take_up = true;
    assert!(matches!(score(&prepared(&s), &Proposal::default()), Err(RunError::NotScaled)));
}

/// The bundled example with this as its observed figures.
fn loaded(figures: &str) -> Result<Scenario, Vec<Fault>> {
    let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/two-centres");
    let read = |file: &str| std::fs::read_to_string(here.join(file)).unwrap();
    let scenario = read("scenario.ron").replace("    notes:", &format!("    observed: ({figures}),\n    notes:"));
    let tables: Vec<(&str, String)> =
        ["areas.csv", "sites.csv", "venues.csv", "baseline.csv"].map(|file| (file, read(file))).into();
    let files: Vec<(&str, &str)> = std::iter::once(("scenario.ron", scenario.as_str()))
        .chain(tables.iter().map(|(file, text)| (*file, text.as_str())))
        .collect();
    load_text(&files).map(|loaded| loaded.scenario)
}

#[test]
fn scaling_is_asked_for_in_the_scenario_and_only_where_there_is_something_to_scale_to() {
    let asked = loaded("reached: {\"stay-and-play\": (150, \"seen\")}, scale_take_up: true").unwrap().observed;
    assert!(asked.scale_take_up && asked.scaled.is_empty());
    assert!(!loaded("reached: {\"stay-and-play\": (150, \"seen\")}").unwrap().observed.scale_take_up);
    assert!(!loaded("scale_take_up: false").unwrap().observed.scale_take_up);
    let code = |figures: &str| loaded(figures).unwrap_err()[0].code;
    assert_eq!(code("scale_take_up: true"), Code::Contradiction);
    assert_eq!(code("scale_take_up: \"yes\""), Code::WrongShape);
    assert_eq!(code("scale_takeup: true"), Code::UnknownSetting);
}
