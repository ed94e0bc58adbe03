//! Programmes against arithmetic on paper and against enumeration.

use doorstep::accounts::{State, accounts, at_year};
use doorstep::explore::{Planned, RunError, Settings, Years, end_year, plan_years, prove};
use doorstep::method::{Limits, Quiet, Wanted};
use doorstep_scenario::{LevelIx, Pence, RuleKind, Scenario, Sessions, Strength, load_text};
use std::path::Path;

/// A bundled folder's files with some of them changed, the first of them loaded.
fn changed(name: &str, change: impl Fn(&str) -> String) -> Scenario {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/two-centres");
    let read = |file: &str| std::fs::read_to_string(folder.join(file)).unwrap();
    let names = ["scenario.ron", "areas.csv", "sites.csv", "venues.csv", "baseline.csv"];
    let texts: Vec<(String, String)> =
        std::iter::once(name).chain(names).map(|file| (file.to_owned(), read(file))).collect();
    let mut files: Vec<(&str, String)> = texts.iter().map(|(file, text)| (file.as_str(), text.clone())).collect();
    files[0].1 = change(&files[0].1);
    let files: Vec<(&str, &str)> = files.iter().map(|(file, text)| (*file, text.as_str())).collect();
    load_text(&files).map_err(|faults| faults.iter().map(ToString::to_string).collect::<Vec<_>>()).unwrap().scenario
}

fn planned(scenario: &Scenario) -> Planned {
    let settings =
        Settings { limits: Limits { gap: Some(0.0), ..Limits::default() }, alternatives: 0, ..Settings::default() };
    plan_years(scenario, Wanted::Auto, &settings, &mut Quiet).unwrap()
}

/// Every programme that is planned here is proved again, with every figure of its accounts.
fn years(scenario: &Scenario) -> Years {
    match planned(scenario) {
        Planned::Years(years) => {
            let verdict = prove(scenario, &years, &accounts(scenario, &years.states())).unwrap();
            assert!(verdict.holds() && verdict.targets.iter().all(|target| target.kept));
            *years
        }
        other => panic!("{other:?}"),
    }
}

/// Levels and sessions as words: `elm hub, oak hub; elm 2, oak 3`.
fn told(scenario: &Scenario, state: &State) -> String {
    let level = |(at, level): (usize, &LevelIx)| format!("{} {}", scenario.sites[at].id, scenario.levels[level.0].id);
    let levels: Vec<String> = state.levels.iter().enumerate().map(level).collect();
    let offers: Vec<String> = state
        .offers
        .iter()
        .map(|offer| {
            let place = match offer.host {
                doorstep_scenario::Host::Site(site) => scenario.sites[site.0].id.as_str(),
                doorstep_scenario::Host::Venue(venue) => scenario.venues[venue.0].id.as_str(),
                doorstep_scenario::Host::Everywhere => "everywhere",
            };
            format!("{place} {}", offer.sessions)
        })
        .collect();
    format!("{}; {}", levels.join(", "), offers.join(", "))
}

#[test]
fn the_two_centres_move_when_the_paper_says() {
    // Half of 2027-28 is left when its moves take effect: 0.5 · s1 + 0.5 · s2 ≥ £40,000 and s2 ≥ £80,000.
    // The least is s1 = 0. So in 2026-27 everything stays: £9,950 for Elm's sessions and the library buys
    // nothing better than two sessions at Elm (290; one each, 275). Then Elm closes, as in README.md.
    let scenario = changed("years.ron", str::to_owned);
    let years = years(&scenario);
    let states: Vec<String> = years.years.iter().map(|year| told(&scenario, &year.state)).collect();
    assert_eq!(states, ["elm hub, oak hub; elm 2, oak 3", "elm closed, oak hub; oak 3, library 2"]);
    let required: Vec<Pence> = years.years.iter().map(|year| year.required.amount).collect();
    assert_eq!(required, [Pence(0), Pence(8_000_000)]);
    let saved: Vec<Pence> = years.years.iter().map(|year| year.plan.measures.money.saving).collect();
    assert_eq!(saved, [Pence(0), Pence(8_395_000)]);
    let moves: Vec<usize> = years.years.iter().map(|year| year.moves.len()).collect();
    assert_eq!(moves, [0, 1]);
}

#[test]
fn the_two_centres_are_proved_again_and_a_penny_more_is_refused() {
    let scenario = changed("years.ron", str::to_owned);
    let years = years(&scenario);
    let found = accounts(&scenario, &years.states());
    // Half of £83,950 in 2027-28, and all of it a year from then on.
    let verdict = prove(&scenario, &years, &found).unwrap();
    let have: Vec<Pence> = verdict.targets.iter().map(|target| target.have).collect();
    assert_eq!(have, [Pence(4_197_500), Pence(8_395_000)]);

    let refused = |spoil: &dyn Fn(&mut doorstep::accounts::Accounts)| {
        let mut spoilt = found.clone();
        spoil(&mut spoilt);
        match prove(&scenario, &years, &spoilt) {
            Err(RunError::Refused { verdict, .. }) => verdict.broken[0].code,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(refused(&|accounts| accounts.years[1].lines[0].in_year += Pence(1)), "CK111");
    assert_eq!(refused(&|accounts| accounts.targets[0].have += Pence(1)), "CK113");
    assert_eq!(refused(&|accounts| accounts.financing[1].sources[1].closing += Pence(1)), "CK115");
    assert_eq!(refused(&|accounts| accounts.funding.run_rate[0].funds[0].spent += Pence(1)), "CK116");
    assert_eq!(refused(&|accounts| accounts.waterfall[0].amount += Pence(1)), "CK118");
}

#[test]
fn a_larger_sum_within_the_year_is_asked_of_the_year_before() {
    // £60,000 in 2027-28 at half a year: 0.5 · s1 + 0.5 · s2 ≥ £60,000. The end has to
    // save £80,000 and is found to save £83,950, so the year before has to save £36,050 a year: more than
    // all sessions together (£24,875), so Elm, which can be a hub or close, closes.
    let scenario = changed("years.ron", |text| text.replacen("\"£40,000\"", "\"£60,000\"", 1));
    let years = years(&scenario);
    let required: Vec<Pence> = years.years.iter().map(|year| year.required.amount).collect();
    assert_eq!(required, [Pence(3_605_000), Pence(8_000_000)]);
    assert_eq!(years.years[0].state.levels, years.years[1].state.levels);
    let in_year = |at: usize| years.years[at].plan.measures.money.saving;
    assert!(in_year(0) + in_year(1) >= Pence(12_000_000));
}

#[test]
fn increments_add_up_and_levels_do_not() {
    // £20,000 and £60,000: as increments £80,000 a year by the end; as levels £60,000.
    let profile = |basis: &str| {
        let text = format!(
            "{{\"a\": Savings(amount: \"£20,000\", by: \"2026-27\", basis: {basis}, measured: RunRate, against: \
             DoNothing, counting: [CostReduction]), \"b\": Savings(amount: \"£60,000\", by: \"2027-28\", basis: \
             {basis}, measured: RunRate, against: DoNothing, counting: [CostReduction])}}"
        );
        let scenario = changed("years.ron", |variant| {
            let at = variant.find("Set(\"targets\", ").unwrap() + "Set(\"targets\", ".len();
            format!("{}{text}),\n    ],\n)\n", &variant[..at])
        });
        let years = years(&scenario);
        years.years.iter().map(|year| year.required.amount.0 / 100).collect::<Vec<_>>()
    };
    assert_eq!(profile("Increment"), [20_000, 80_000]);
    assert_eq!(profile("AnnualLevel"), [20_000, 60_000]);
}

#[test]
fn before_its_lawful_date_no_site_moves() {
    // Ten weeks, eight and twelve from 1 March 2026 end on 27 September: the first move is 1 October 2026,
    // after the moves of 2026-27 on 1 April. So £20,000 by then has to come out of sessions, which are
    // worth £24,875 in all: four of the five go.
    let scenario = changed("years.ron", |text| {
        text.replacen(
            "moves: (",
            "moves: (timetable: (starts: \"2026-03-01\", consultation: 10, decision: 8, notice: 12), ",
            1,
        )
        .replacen("amount: \"£40,000\", by: \"2027-28\"", "amount: \"£9,000\", by: \"2026-27\"", 1)
    });
    let first = scenario.programme.as_ref().unwrap().moves.timetable.as_ref().unwrap();
    assert_eq!((first.first_move, first.allowed.clone()), ((2026, 10), vec![false, true]));
    match planned(&scenario) {
        // The floor of South, 40 people, needs Elm's session; the end state has none there, so there is
        // no way to it that saves £9,000 and keeps the floor on the way, or there is and no site moves.
        Planned::Years(years) => {
            assert_eq!(years.years[0].state.levels, State::today(&scenario).levels);
            assert!(years.years[0].plan.measures.money.saving >= Pence(900_000));
        }
        Planned::NoWay { proven, .. } => assert!(proven),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_year_on_the_way_is_the_best_of_all_states_that_lead_on() {
    // Every state between today and the end, tried one by one, at several savings in the first year.
    for asked in [0, 5_000, 10_000, 30_000, 80_000] {
        let scenario = changed("years.ron", |text| {
            text.replacen(
                "amount: \"£40,000\", by: \"2027-28\"",
                &format!("amount: \"£{}\", by: \"2026-27\"", asked.max(1)),
                1,
            )
            .replacen("measured: InYear", "measured: RunRate", 1)
        });
        let Planned::Years(years) = planned(&scenario) else { continue };
        let (first, last) = (&years.years[0], &years.years[1]);
        let then = at_year(&scenario, 0);
        let today = State::today(&scenario);
        let cost = |state: &State| (0..then.lines.len()).map(|line| state.cost(&then, line)).sum::<Pence>();
        assert!(cost(&today) - cost(&first.state) >= Pence(asked * 100), "{asked}");
        // On the way each site is as today or as at the end, each offer between the two.
        for (site, level) in first.state.levels.iter().enumerate() {
            assert!([today.levels[site], last.state.levels[site]].contains(level), "{asked}");
        }
        let held = |state: &State, at: usize| {
            let (service, mode, host) =
                (first.state.offers[at].service, first.state.offers[at].mode, first.state.offers[at].host);
            let found =
                state.offers.iter().find(|offer| (offer.service, offer.mode, offer.host) == (service, mode, host));
            found.map_or(Sessions::ZERO, |offer| offer.sessions)
        };
        for (at, offer) in first.state.offers.iter().enumerate() {
            let (a, b) = (held(&today, at), held(&last.state, at));
            assert!((a.min(b)..=a.max(b)).contains(&offer.sessions), "{asked}");
        }
        let bound = first.alone.as_ref().and_then(|alone| alone.bound).unwrap();
        assert!(first.plan.goals[0].value <= bound + 1e-6, "{asked}");
    }
}

#[test]
fn the_same_programme_gives_the_same_states_whatever_the_order_of_what_is_written() {
    let scenario = changed("years.ron", str::to_owned);
    let other = changed("years.ron", |text| {
        let (a, b) = (text.find("\"closing\"").unwrap(), text.find("\"double-running\"").unwrap());
        let end = text[b..].find('\n').unwrap() + b;
        format!("{}{}\n                {}{}", &text[..a], &text[b..end], text[a..b].trim_end(), &text[end..])
    });
    assert_eq!(years(&scenario).states(), years(&other).states());
}

/// The programme with one role, and the rule about its posts in the end year.
fn staffed(role: &str) -> (Scenario, f64) {
    let scenario = changed("years.ron", |text| {
        text.replacen("moves: (", &format!("roles: {{\"workers\": ({role})}}, moves: ("), 1)
    });
    let end = end_year(&scenario).unwrap().unwrap();
    let limits = end.rules.iter().filter_map(|rule| match &rule.kind {
        RuleKind::PostsAtMost { at_most, .. } => Some((rule.id.clone(), rule.strength, *at_most)),
        _ => None,
    });
    let limits: Vec<(String, Strength, f64)> = limits.collect();
    let [(id, Strength::Hard, at_most)] = &limits[..] else { panic!("{limits:?}") };
    assert_eq!(id, "posts workers");
    (scenario, *at_most)
}

#[test]
fn recruitment_that_allows_part_of_the_growth_limits_the_sessions() {
    // Half a post for a session in the library, where nothing runs today. Of 0.8 a quarter leaves in each year
    // and 0.05 come: 0.8 · 0.75 + 0.05 = 0.65, then 0.65 · 0.75 + 0.05 = 0.5375. That is one session and not
    // the two of README.md. The £3,000 of the other, with what was left, pay a fourth at Oak: 245 by need.
    let need = "need: Sessions(each: {\"stay-and-play\": {\"drop-in\": 0.5}})";
    let (scenario, at_most) = staffed(&format!("today: 0.8, {need}, turnover: 0.25, hires: 0.05"));
    assert!((at_most - 0.5375).abs() < 1e-9, "{at_most}");
    let years = years(&scenario);
    let states: Vec<String> = years.years.iter().map(|year| told(&scenario, &year.state)).collect();
    assert_eq!(states, ["elm hub, oak hub; elm 2, oak 3", "elm closed, oak hub; oak 4, library 1"]);
    assert!((years.years[1].plan.goals[0].value - 245.0).abs() < 1e-6);

    // Whole posts: ⌊2 · 0.6⌋ + ⌊0.9⌋ = 1, then ⌊1 · 0.6⌋ + ⌊1.9⌋ = 1, which is two sessions.
    let hires = "hires: {\"2026-27\": 0.9, \"2027-28\": 1.9}";
    let (scenario, at_most) = staffed(&format!("today: 2, {need}, turnover: 0.4, whole: true, {hires}"));
    assert!((at_most - 1.0).abs() < 1e-9, "{at_most}");
    let last = self::years(&scenario).years[1].state.clone();
    assert_eq!(told(&scenario, &last), "elm closed, oak hub; oak 3, library 2");

    // Nobody is there, and nobody comes: without the library the floor of South cannot be kept for the money.
    let (scenario, at_most) = staffed(&format!("today: 1, {need}, turnover: 1, hires: 0"));
    assert!(at_most.abs() < 1e-9, "{at_most}");
    assert!(matches!(planned(&scenario), Planned::NoEnd { .. }));
}

#[test]
fn posts_that_are_missing_today_close_nothing() {
    // Five sessions of today need five, and there are three, of whom nobody is replaced.
    let need = "need: Sessions(each: {\"stay-and-play\": {\"centre\": 1}})";
    let (scenario, at_most) = staffed(&format!("today: 3, {need}, turnover: 0.1, hires: 0"));
    assert!((at_most - 5.0).abs() < 1e-9, "{at_most}");
    let plain = changed("years.ron", str::to_owned);
    assert_eq!(years(&scenario).states(), years(&plain).states());
}
