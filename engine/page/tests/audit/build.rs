//! From a world to a dossier, counted as the tables of a run count it: nothing is kept back, and whatever else is
//! computed from people (indices, goals, means of ways, curves, hashes, posts) follows them too.

use crate::draw::{Council, Of};
use doorstep_page::dossier::{
    Area, Count, Dossier, Figures, Frontier, Goal, Kept, Ladder, LineAmount, Lost, Model, OneOff, Part, Place, Point,
    Programme, Repair, RoleYear, RunFacts, Rung, Side, SiteChoice, YearSaving,
};

/// Who belongs to a part.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Who {
    All,
    District(usize),
    /// 0 is not assessed.
    Fifth(u8),
    Group(usize),
    /// The characteristic: yes, no, not assessed.
    Trait(usize),
    Area(usize),
}

impl Who {
    pub fn has(self, council: &Council, cell: usize) -> bool {
        let (area, group, own) = council.cell(cell);
        match self {
            Who::All => true,
            Who::District(district) => council.districts[area] == district,
            Who::Fifth(fifth) => council.deciles[area].map_or(0, |decile| decile.div_ceil(2)) == fifth,
            Who::Group(asked) => group == asked,
            Who::Trait(asked) => own == asked,
            Who::Area(asked) => area == asked,
        }
    }

    fn part(self) -> Part {
        let (by, name) = match self {
            Who::All => ("all", String::new()),
            Who::District(district) => ("district", format!("d{district}")),
            Who::Fifth(0) => ("deprivation fifth", "not assessed".to_owned()),
            Who::Fifth(fifth) => ("deprivation fifth", fifth.to_string()),
            Who::Group(group) => ("group", format!("g{group}")),
            Who::Trait(own) => ("lone parent", ["yes", "no", "not assessed"][own].to_owned()),
            Who::Area(area) => ("area", format!("a{area}")),
        };
        Part { by: by.to_owned(), name }
    }
}

/// Every part that has anybody, as tables have them, areas last; then areas with nobody. And how many have anybody.
pub fn parts(council: &Council, world: &[i64]) -> (Vec<Who>, usize) {
    let areas = || (0..council.areas()).map(Who::Area);
    let kinds = (0..5).map(Who::District).chain((1..=5).map(Who::Fifth)).chain([Who::Fifth(0)]);
    let kinds = kinds.chain((0..council.groups).map(Who::Group)).chain((0..3).map(Who::Trait));
    let served = |cell: usize| council.services.iter().any(|own| own[council.cell(cell).1]);
    let told = |who: &Who| (0..council.cells()).any(|cell| who.has(council, cell) && served(cell) && world[cell] > 0);
    let mut found: Vec<Who> = [Who::All].into_iter().chain(kinds.chain(areas()).filter(told)).collect();
    let with_anybody = found.len();
    found.extend(areas().filter(|area| !told(area)));
    (found, with_anybody)
}

pub struct Builder<'c> {
    pub council: &'c Council,
    pub world: &'c [i64],
    pub parts: Vec<Who>,
}

impl<'c> Builder<'c> {
    pub fn new(council: &'c Council, world: &'c [i64]) -> Self {
        Self { council, world, parts: parts(council, world).0 }
    }

    fn cells(&self, who: Who) -> impl Iterator<Item = usize> {
        (0..self.council.cells()).filter(move |cell| who.has(self.council, *cell))
    }

    fn sum(&self, of: Of, who: Who, when: impl Fn(usize, usize) -> bool) -> i64 {
        let cells = self.cells(who).filter(|cell| {
            let (area, group, _) = self.council.cell(*cell);
            when(area, group)
        });
        cells.map(|cell| self.world[self.council.leaf(of, cell)]).sum()
    }

    fn figures(&self, side: usize, service: usize, who: Who) -> Figures {
        let council = self.council;
        let of = |group: usize| council.services[service][group];
        let exact = |people: i64| Count::Exact(people * 10);
        let reached = |side: usize| self.sum(Of::Reached { side, service }, who, |_, _| true);
        let ways = &council.ways[side][service];
        let (mut people, mut far) = (0, 0);
        for cell in self.cells(who) {
            let (area, group, _) = council.cell(cell);
            if let Some(way) = ways[area].filter(|_| of(group)) {
                people += self.world[cell];
                far += self.world[cell] * i64::from(way);
            }
        }
        Figures {
            eligible: exact(self.sum(Of::People, who, |_, group| of(group))),
            reached: exact(reached(side)),
            change: (side > 0).then(|| (reached(side) - reached(0)) * 10),
            near: Some(exact(self.sum(Of::People, who, |area, group| of(group) && council.near(side, service, area)))),
            way: (people > 0).then(|| far as f64 / people as f64),
        }
    }

    fn lost(&self, option: usize, service: usize, who: Who) -> Option<Lost> {
        let council = self.council;
        let of = |group: usize| match council.services.get(service) {
            Some(own) => own[group],
            None => council.services.iter().any(|own| own[group]),
        };
        let fates = &council.fates[option][service];
        let count = |fate: &dyn Fn((bool, bool)) -> bool| {
            self.sum(Of::People, who, |area, group| of(group) && fate(fates[area]))
        };
        let (people, lose, left) = (count(&|_| true), count(&|fate| fate.0), count(&|fate| fate.1));
        let told = match who {
            Who::All => true,
            Who::Area(_) => lose > 0,
            Who::Group(_) | Who::Trait(_) => false,
            _ => people > 0,
        };
        let exact = |people: i64| Count::Exact(people * 10);
        let mean = lose as f64 * 7.0 / people.max(1) as f64;
        told.then(|| Lost {
            people: exact(people),
            lose: exact(lose),
            left: exact(left),
            further: (lose > left).then_some((mean, mean * 2.0)),
        })
    }

    fn side(&self, side: usize) -> Side {
        let council = self.council;
        let all = |service: usize| self.sum(Of::Reached { side, service }, Who::All, |_, _| true);
        let services = 0..council.services.len();
        let model = |at: i64, name: &str, reached: i64| Model {
            name: name.to_owned(),
            // How others say people go is a fact of its own, far enough from the planner's to be one.
            reached: Count::Exact(if at == 0 { reached * 10 } else { 300 + at * 70 }),
            turned_away: Count::Exact(at * 40),
        };
        let models = |reached: i64| vec![model(0, "planner", reached), model(1, "nearest", 0), model(2, "logit", 0)];
        let money = |name: &str, cost: i64| LineAmount {
            line: name.to_owned(),
            name: name.to_owned(),
            fund: "General Fund".to_owned(),
            touchable: true,
            cost: cost - 1_000_000 * side as i64,
            counts: 1_000_000 * side as i64,
        };
        let even: i64 = (0..council.areas())
            .map(|area| self.figures(side, 0, Who::Area(area)).reached.people().unwrap().pow(2))
            .sum();
        Side {
            label: if side == 0 { "status quo".to_owned() } else { format!("alternative {side}") },
            name: if side == 0 { "Today".to_owned() } else { format!("Option {side}") },
            run: side.saturating_sub(1).min(1),
            checked: true,
            cost: 30_000_000 - 2_000_000 * side as i64,
            saving: 2_000_000 * side as i64,
            goals: vec![Goal {
                name: "most-reach".to_owned(),
                value: all(0) as f64,
                bound: Some(all(0) as f64 * 1.01),
                gap: Some(0.01),
                rests_on: "a bound".to_owned(),
                hidden: false,
            }],
            levels: council.levels[side].iter().map(|level| (*level).to_owned()).collect(),
            money: vec![money("staff", 20_000_000), money("rent", 10_000_000)],
            rules: vec![Kept {
                rule: "reach-floor".to_owned(),
                hard: true,
                kept: true,
                says: "Somebody is reached".to_owned(),
                part: "overall".to_owned(),
                missed_by: 1.0 / (1.0 + all(0) as f64),
                unit: "people".to_owned(),
                have: all(0).to_string(),
                wanted: "0".to_owned(),
                why: "Reach is not to fall to nothing".to_owned(),
                source: "the council".to_owned(),
            }],
            models: services.clone().map(|service| models(all(service))).collect(),
            indices: vec![("Gini".to_owned(), format!("{even}"), format!("{}", even * 3))],
            figures: services
                .map(|service| self.parts.iter().map(|who| self.figures(side, service, *who)).collect())
                .collect(),
            lost: (0..=council.services.len())
                .filter(|_| side > 0)
                .map(|service| self.parts.iter().map(|who| self.lost(side - 1, service, *who)).collect())
                .collect(),
            ..Side::default()
        }
    }

    /// A page's dossier, with some of the options.
    pub fn dossier(&self, options: &[usize]) -> Dossier {
        let council = self.council;
        let total = self.sum(Of::People, Who::All, |_, _| true);
        let served = |group: usize| council.services.iter().any(|own| own[group]);
        let area = |at: usize| Area {
            id: format!("a{at}"),
            name: format!("Area {}", char::from(b'A' + u8::try_from(at % 26).unwrap()).to_string().repeat(1 + at / 26)),
            district: format!("d{}", council.districts[at]),
            decile: council.deciles[at],
            at: (i32::try_from(at % 6 * 900).unwrap(), i32::try_from(at / 6 * 900).unwrap()),
            people: u32::try_from(self.sum(Of::People, Who::Area(at), |_, group| served(group))).unwrap(),
            ..Area::default()
        };
        let site = |(at, place): (usize, &(i32, i32))| Place {
            id: format!("s{at}"),
            name: format!("Site {at}"),
            kind: "site".to_owned(),
            district: "d0".to_owned(),
            at: *place,
            stand_in: false,
        };
        let named = |letter: &str, many: usize| {
            (0..many).map(|at| (format!("{letter}{at}"), format!("{letter} {at}"))).collect::<Vec<_>>()
        };
        let run = |folder: &str| RunFacts {
            folder: folder.to_owned(),
            status: "proven".to_owned(),
            made_by: "Doorstep".to_owned(),
            inputs: vec![("areas.csv".to_owned(), format!("{:?}", self.world))],
            ..RunFacts::default()
        };
        let value = total as f64;
        let mut dossier = Dossier {
            runs: vec![run("runs/a"), run("runs/b")],
            scenario: "Early years".to_owned(),
            council: "Anytown".to_owned(),
            years: ("2026-27".to_owned(), "2027-28".to_owned()),
            prices: "2026-27".to_owned(),
            services: named("service", council.services.len()),
            groups: named("g", council.groups),
            levels: vec![("full".to_owned(), 40.0), ("part".to_owned(), 15.0)],
            areas: (0..council.areas()).map(area).collect(),
            places: council.sites.iter().enumerate().map(site).collect(),
            parts: self.parts.iter().map(|who| who.part()).collect(),
            area_parts: (0..council.areas())
                .map(|area| self.parts.iter().position(|who| *who == Who::Area(area)).unwrap())
                .collect(),
            near: vec!["1200 m".to_owned(); council.services.len()],
            way_unit: "m".to_owned(),
            today: self.side(0),
            options: options.iter().map(|option| self.side(option + 1)).collect(),
            programme: Some(Programme {
                years: vec!["2027-28".to_owned()],
                savings: vec![YearSaving { year: "2027-28".to_owned(), kinds: [2_000_000, 0, 0, 0] }],
                staff: vec![RoleYear {
                    year: "2027-28".to_owned(),
                    name: "worker".to_owned(),
                    need: total,
                    have: 1,
                    missing: 0,
                }],
                one_offs: vec![OneOff {
                    year: "2027-28".to_owned(),
                    part: "cost".to_owned(),
                    name: "redundancy".to_owned(),
                    amounts: [total, total, total],
                }],
                problems: vec![("2027-28".to_owned(), format!("{total} people, one worker"))],
                ..Programme::default()
            }),
            frontier: Some(Frontier {
                goals: ["most-reach".to_owned(), "least-cost".to_owned()],
                points: vec![Point { name: "plan".to_owned(), values: [value, 1e5], supported: true, knee: false }],
                today: Some([value, 2e5]),
            }),
            ladder: Some(Ladder {
                goal: "most-reach".to_owned(),
                rungs: vec![Rung { target: 1_000_000, alone: value, nested: value, open: 1, found: true }],
            }),
            choices: vec![SiteChoice {
                name: "Site 0".to_owned(),
                price: [total.to_string(), String::new(), String::new()],
                ..SiteChoice::default()
            }],
            repairs: vec![Repair { act: format!("reach {total}"), ..Repair::default() }],
            ..Dossier::default()
        };
        dossier.wording.stage = Some("Before consultation; nothing is decided".to_owned());
        dossier
    }
}
