//! Accounts and checker, each by itself from the same states: the same to the penny.

use super::prove::claims;
use crate::accounts::tests::drawn::drawn;
use crate::accounts::{State, accounts};
use doorstep_check::{Demand, check_programme};
use doorstep_scenario::{
    Against, Basis, EVERYWHERE, FinancialYear, Host, Measured, ModeIx, Offered, OneOffKind, Pence, Place, Plan, Role,
    SavingKind, Scenario, ServiceIx, SiteIx, Source, SourceKind, StaffNeed, Strength, Target,
};

/// What the drawn programmes have little of: sources in any order, reserves that have to stay, sites sold by
/// two sources, posts by sessions, capital granted at any time, targets of every reading.
fn richer(scenario: &mut Scenario, seed: u64) {
    // Ids in order, as every resolved scenario has them.
    for (at, site) in scenario.sites.iter_mut().enumerate() {
        site.id = format!("s{at}");
    }
    scenario.targets = targets(scenario, seed);
    let (modes, last) = (scenario.services[0].modes.len(), SiteIx(scenario.sites.len() - 1));
    let years = scenario.years().len();
    let Some(programme) = &mut scenario.programme else { return };
    let small = i64::try_from(seed % 97).unwrap();
    for source in &mut programme.sources {
        if let SourceKind::Reserve { opening, minimum } = &mut source.kind {
            *minimum = Pence(opening.0 * small / 100);
        }
    }
    let both = SourceKind::Receipts { sites: vec![(SiteIx(0), Pence(70_001)), (last, Pence(33_333))], lag: 1 };
    if last.0 > 0 {
        programme.sources.push(Source { id: "second sale".to_owned(), kind: both });
    }
    let turn = usize::try_from(seed).unwrap() % programme.sources.len();
    programme.sources.rotate_left(turn);
    for one_off in &mut programme.one_offs {
        if let OneOffKind::Clawback { grants, .. } = &mut one_off.kind {
            grants[0].2 = FinancialYear(1998 + u16::try_from(seed % 28).unwrap());
            if last.0 > 0 {
                grants.push((last, Pence(123_457), FinancialYear(2011)));
            }
        }
    }
    programme.roles.push(Role {
        id: "r9".to_owned(),
        name: "By sessions".to_owned(),
        today: 3.0,
        need: StaffNeed::Sessions(vec![(ServiceIx(0), ModeIx(modes - 1), 0.17)]),
        pay: None,
        whole: seed.is_multiple_of(2),
        turnover: crate::accounts::tests::blank::share(0.1),
        hires: seed.is_multiple_of(3).then(|| vec![1.5; years]),
    });
}

/// Targets of every reading, each counting other kinds.
fn targets(scenario: &Scenario, seed: u64) -> Vec<Target> {
    let kinds = [SavingKind::CostReduction, SavingKind::FundSwitch, SavingKind::Avoidance, SavingKind::Income];
    let mut found = Vec::new();
    for (year, number) in scenario.years().flat_map(|year| (0..12_u64).map(move |number| (year, number))) {
        let mask = (seed + u64::from(year.0) + 7 * number) % 16;
        let chosen = (0..4).zip(kinds).filter(|(bit, _)| mask >> bit & 1 == 1);
        found.push(Target {
            id: format!("t{year}-{number:02}"),
            amount: Pence(i64::from(year.0) * 10),
            by: year,
            basis: [Basis::AnnualLevel, Basis::Increment, Basis::CumulativeCash][usize::try_from(number / 4).unwrap()],
            measured: if number & 1 == 0 { Measured::RunRate } else { Measured::InYear },
            against: if number & 2 == 0 { Against::Base } else { Against::DoNothing },
            counting: chosen.map(|(_, kind)| kind).collect(),
            strength: Strength::Hard,
            why: None,
            source: None,
            place: Place::file("drawn"),
        });
    }
    found
}

/// A state in people's words.
fn written(scenario: &Scenario, state: &State) -> Plan {
    let levels = scenario.sites.iter().zip(&state.levels);
    let offers = state.offers.iter().map(|offer| {
        let service = &scenario.services[offer.service.0];
        let place = match offer.host {
            Host::Site(site) => scenario.sites[site.0].id.clone(),
            Host::Venue(venue) => scenario.venues[venue.0].id.clone(),
            Host::Everywhere => EVERYWHERE.to_owned(),
        };
        let (mode, sessions) = (service.modes[offer.mode.0].id.clone(), offer.sessions);
        Offered { service: service.id.clone(), mode, place, sessions }
    });
    Plan {
        levels: levels.map(|(site, level)| (site.id.clone(), scenario.levels[level.0].id.clone())).collect(),
        offers: offers.collect(),
        served: Vec::new(),
    }
}

/// Those of `seeds`; how many figures were compared.
fn agree(seeds: std::ops::Range<u64>) -> usize {
    let mut compared = 0;
    for seed in seeds {
        let (mut scenario, states) = drawn(seed);
        richer(&mut scenario, seed);
        let plans: Vec<Plan> = states.iter().map(|state| written(&scenario, state)).collect();
        let claims = claims(&scenario, &accounts(&scenario, &states));
        let verdict = check_programme(&scenario, &plans, &claims, Demand::ReportOnly);
        // What is drawn may run where it cannot, such as in a closed site: only figures count here.
        let of_figures =
            |code: &str| code > "CK100" && code.len() == 5 || ["CK71", "CK72", "CK73", "CK74"].contains(&code);
        let differ: Vec<&str> =
            verdict.broken.iter().filter(|broken| of_figures(broken.code)).map(|broken| broken.what.as_str()).collect();
        assert!(differ.is_empty(), "seed {seed}: {differ:#?}");
        compared += 5 * claims.lines.len() + 7 * claims.savings.len() + 3 * claims.targets.len();
        compared += claims.one_offs.len() + 3 * claims.sources.len() + 6 * claims.funds.len() + 4 * claims.rows.len();
        compared += 3 * claims.roles.len() + claims.waterfall.len();
    }
    compared
}

#[test]
fn the_accounts_of_a_thousand_drawn_programmes_are_the_checkers_to_the_penny() {
    // About 500 figures a programme: a list that is left empty compares nothing.
    assert!(agree(0..1_000) > 300_000);
}

#[test]
#[ignore = "a hundred thousand, for releases"]
fn the_accounts_of_a_hundred_thousand_drawn_programmes_are_the_checkers_to_the_penny() {
    assert!(agree(1_000..101_000) > 30_000_000);
}
