//! Scenarios to start from: an empty one, and the smallest that means something.

use doorstep_scenario::{
    Against, Area, At, Basis, Decay, District, DistrictIx, FinancialYear, Fund, FundIx, FundKind, Goal, GoalKind,
    Group, Level, LevelIx, Line, LineIx, Maps, Measured, Mode, Observed, Pence, Place, Position, Rule, RuleKind,
    SavingKind, Scenario, Service, Sessions, Share, Site, Strength, Target, Tier, Travel, Uncertain, Way,
};

/// A share that is known to be one.
pub fn share(value: f64) -> Share {
    Share::new(value).unwrap()
}

/// A scenario in which nothing runs, nothing is asked and nothing is wanted.
pub fn empty() -> Scenario {
    Scenario {
        name: "drawn".to_owned(),
        council: "Nowhere".to_owned(),
        baseline_year: FinancialYear(2025),
        end_year: FinancialYear(2026),
        price_year: FinancialYear(2025),
        travel: Travel::StraightLine { detour: 1.0 },
        least_decay: Share::ZERO,
        districts: vec![],
        bands: vec![],
        groups: vec![],
        characteristics: vec![],
        areas: vec![],
        levels: vec![Level { id: "closed".to_owned(), hours: 0.0, costs: vec![] }],
        sites: vec![],
        venues: vec![],
        funds: vec![],
        lines: vec![],
        services: vec![],
        baseline: vec![],
        targets: vec![],
        rules: vec![],
        goals: vec![],
        access: vec![],
        assumptions: vec![],
        programme: None,
        observed: Observed::default(),
        uncertain: Uncertain::default(),
        maps: Maps::default(),
        notes: vec![],
    }
}

/// A rule of no name.
pub fn rule(kind: RuleKind, strength: Strength) -> Rule {
    let (id, place) = ("rule".to_owned(), Place::file("by hand"));
    Rule { id, kind, strength, why: None, source: None, place }
}

/// A target of this many pence.
pub fn target(amount: i64, strength: Strength) -> Target {
    Target {
        id: "target".to_owned(),
        amount: Pence(amount),
        by: FinancialYear(2026),
        basis: Basis::AnnualLevel,
        measured: Measured::RunRate,
        against: Against::Base,
        counting: vec![SavingKind::CostReduction],
        strength,
        why: None,
        source: None,
        place: Place::file("by hand"),
    }
}

/// The common ground of the cases by hand.
pub fn ground(goals: &[GoalKind]) -> Scenario {
    let mut s = empty();
    let name = |id: &str| (id.to_owned(), id.to_owned());
    s.districts = vec![District { id: "d0".to_owned() }];
    let (id, named) = name("g0");
    s.groups = vec![Group { id, name: named }];
    let (id, named) = name("a0");
    s.areas = vec![Area {
        id,
        name: named,
        district: DistrictIx(0),
        deprivation: None,
        position: Position { easting: 450_000, northing: 280_000 },
        people: vec![100],
        need: 1.0,
        shares: vec![],
    }];
    s.funds = vec![Fund { id: "general".to_owned(), kind: FundKind::GeneralFund, terms: None }];
    let (id, named) = name("all");
    s.lines = vec![Line {
        id,
        name: named,
        fund: FundIx(0),
        touchable: true,
        cashable: true,
        fixed: Pence::ZERO,
        income: false,
        backed_by: None,
    }];
    s.levels.push(Level { id: "hub".to_owned(), hours: 40.0, costs: vec![(LineIx(0), Pence(100_000))] });
    let (id, named) = name("s0");
    s.sites = vec![Site {
        id,
        name: named,
        district: DistrictIx(0),
        position: Position { easting: 451_000, northing: 280_000 },
        deprivation: None,
        rooms: 1,
        baseline: LevelIx(1),
        levels: vec![LevelIx(0), LevelIx(1)],
        illustrative: false,
        costs: vec![],
    }];
    let mode = Mode {
        id: "centre".to_owned(),
        at: At::Site(vec![LevelIx(1)]),
        decay: None,
        by: None,
        equivalence: share(1.0),
        survival: share(1.0),
        room_hours: 0.0,
        places: 10,
        occupancy: share(1.0),
        weeks: 40,
        session_costs: vec![(LineIx(0), Pence(100))],
        running_costs: vec![],
        least: Sessions(1000),
        most: Sessions(3000),
    };
    let (id, named) = name("k0");
    s.services = vec![Service {
        id,
        name: named,
        tier: Tier::Universal,
        take_up: vec![Some(share(0.5))],
        visits: 40.0,
        weight: 1.0,
        decay: Decay::Step { limit: Way(1000) },
        step: Sessions(1000),
        modes: vec![mode],
    }];
    let goal = |kind: &GoalKind| Goal { kind: *kind, within: share(0.0), place: Place::file("by hand") };
    s.goals = goals.iter().map(goal).collect();
    s
}
