//! Scenarios written down as files, their rows and settings in any order.

mod asked;
mod words;

use crate::support::rng::Rng;
use doorstep_scenario::{
    At, Costs, EVERYWHERE, FundKind, Host, LevelIx, Mode, Scenario, Service, Travel, TravelModeIx, WayUnit,
};
use words::{decay, pounds, sessions, strength};

/// Names and contents, the scenario first; lists whose order means nothing are shuffled too if asked.
pub fn files(scenario: &Scenario, order: &mut Rng, lists: bool) -> Vec<(&'static str, String)> {
    let mut writer = Writer { s: scenario, order, lists };
    let ron = writer.scenario();
    let mut all = vec![
        ("scenario.ron", ron),
        ("areas.csv", writer.areas()),
        ("sites.csv", writer.sites()),
        ("site_costs.csv", writer.site_costs()),
        ("venues.csv", writer.venues()),
        ("baseline.csv", writer.baseline()),
    ];
    all.extend(writer.ways().map(|ways| ("travel.csv", ways)));
    all
}

struct Writer<'a> {
    s: &'a Scenario,
    order: &'a mut Rng,
    lists: bool,
}

impl Writer<'_> {
    /// A map in braces, its entries in any order.
    fn map(&mut self, mut entries: Vec<(String, String)>) -> String {
        self.order.shuffle(&mut entries);
        let all: Vec<String> = entries.into_iter().map(|(name, value)| format!("{name:?}: {value}")).collect();
        format!("{{{}}}", all.join(", "))
    }

    /// Settings in brackets, in any order.
    fn settings(&mut self, mut all: Vec<String>) -> String {
        self.order.shuffle(&mut all);
        format!("({})", all.join(", "))
    }

    /// A list whose order means nothing.
    fn list(&mut self, mut names: Vec<String>) -> String {
        if self.lists {
            self.order.shuffle(&mut names);
        }
        format!("[{}]", names.join(", "))
    }

    fn table(&mut self, head: &str, mut rows: Vec<String>) -> String {
        self.order.shuffle(&mut rows);
        rows.insert(0, head.to_owned());
        rows.join("\n") + "\n"
    }

    fn costs(&mut self, costs: &Costs) -> String {
        let each = costs.iter().map(|(line, amount)| (self.s.lines[line.0].id.clone(), pounds(amount.0)));
        let each = each.collect();
        self.map(each)
    }

    fn levels(&mut self, levels: &[LevelIx]) -> String {
        self.list(levels.iter().map(|level| format!("{:?}", self.s.levels[level.0].id)).collect())
    }

    fn scenario(&mut self) -> String {
        let s = self.s;
        let groups = s
            .groups
            .iter()
            .map(|group| (group.id.clone(), format!("(name: {:?}, column: {:?})", group.name, group.id)));
        let groups = self.map(groups.collect());
        let kind = |kind| if kind == FundKind::GeneralFund { "GeneralFund" } else { "RingFenced" }.to_owned();
        let funds = self.map(s.funds.iter().map(|fund| (fund.id.clone(), kind(fund.kind))).collect());
        let lines = s.lines.iter().map(|line| {
            let (fund, fixed) = (&s.funds[line.fund.0].id, pounds(line.fixed.0));
            let all = [
                format!("fund: {fund:?}"),
                format!("fixed: {fixed}"),
                format!("touchable: {}", line.touchable),
                format!("cashable: {}", line.cashable),
            ];
            (line.id.clone(), self.settings(all.to_vec()))
        });
        let lines = lines.collect();
        let lines = self.map(lines);
        let levels = s.levels[1..]
            .iter()
            .map(|level| (level.id.clone(), format!("(hours: {}, costs: {})", level.hours, self.costs(&level.costs))));
        let levels = levels.collect();
        let levels = self.map(levels);
        let services = s.services.iter().map(|service| (service.id.clone(), self.service(service))).collect();
        let services = self.map(services);
        let targets = s.targets.iter().map(|target| {
            let all = [
                format!("amount: {}", pounds(target.amount.0)),
                format!("by: {:?}, basis: AnnualLevel, measured: RunRate", target.by.to_string()),
                "against: Base, counting: [CostReduction]".to_owned(),
                format!("strength: {}", strength(target.strength)),
            ];
            (target.id.clone(), format!("Savings{}", self.settings(all.to_vec())))
        });
        let targets = targets.collect();
        let targets = self.map(targets);
        let rules = s.rules.iter().map(|rule| (rule.id.clone(), self.rule(&rule.kind, rule.strength))).collect();
        let rules = self.map(rules);
        let goals: Vec<String> = s.goals.iter().map(|goal| self.goal(goal.kind, goal.within.value())).collect();
        let bands = s.bands.iter().map(|band| (band.id.clone(), format!("{:?}", band.deciles)));
        let bands = bands.collect();
        let bands = self.map(bands);
        let mut tables = "areas: \"areas.csv\", sites: \"sites.csv\", site_costs: \"site_costs.csv\", venues: \"venues.csv\", baseline: \"baseline.csv\"".to_owned();
        if let Travel::Matrix(_) = s.travel {
            tables += ", travel: \"travel.csv\"";
        }
        let tables = format!("({tables})");
        let travel = self.travel();
        let all = vec![
            "schema: 1".to_owned(),
            format!("name: {:?}, council: {:?}", s.name, s.council),
            format!("years: (baseline: {:?}, end: {:?})", s.baseline_year.to_string(), s.end_year.to_string()),
            format!("prices: {:?}", s.price_year.to_string()),
            format!("tables: {tables}"),
            format!("travel: {travel}"),
            format!("least_decay: {}", s.least_decay.value()),
            format!("groups: {groups}"),
            format!("bands: {bands}"),
            format!("funds: {funds}"),
            format!("lines: {lines}"),
            format!("levels: {levels}"),
            format!("services: {services}"),
            format!("targets: {targets}"),
            format!("rules: {rules}"),
            format!("goals: [{}]", goals.join(", ")),
        ];
        format!("Scenario{}\n", self.settings(all))
    }

    fn travel(&mut self) -> String {
        match &self.s.travel {
            Travel::StraightLine { detour } => format!("StraightLine(detour: {detour})"),
            Travel::Matrix(matrix) => {
                let by = self.travel_modes(&matrix.by);
                let all = vec![format!("unit: {:?}", matrix.unit), format!("by: {by}")];
                format!("Matrix{}", self.settings(all))
            }
        }
    }

    fn travel_modes(&mut self, by: &[TravelModeIx]) -> String {
        let Travel::Matrix(matrix) = &self.s.travel else { return String::new() };
        self.list(by.iter().map(|mode| format!("{:?}", matrix.modes[mode.0].id)).collect())
    }

    /// The travel table, where there is one.
    fn ways(&mut self) -> Option<String> {
        let s = self.s;
        let Travel::Matrix(matrix) = &s.travel else { return None };
        let place = |at: usize| s.sites.get(at).map_or_else(|| &s.venues[at - s.sites.len()].id, |site| &site.id);
        let all = matrix.modes.iter().flat_map(|mode| mode.ways.iter().map(move |way| (&mode.id, way)));
        let rows = all.map(|(mode, way)| {
            format!("{},{},{mode},{}", s.areas[way.area as usize].id, place(way.place as usize), way.value)
        });
        let rows = rows.collect();
        let value = if matrix.unit == WayUnit::Metres { "distance" } else { "travel_time" };
        Some(self.table(&format!("from_id,to_id,mode,{value}"), rows))
    }

    fn service(&mut self, service: &Service) -> String {
        let take_up = service.take_up.iter().zip(&self.s.groups);
        let take_up =
            take_up.filter_map(|(share, group)| share.map(|share| (group.id.clone(), share.value().to_string())));
        let take_up = take_up.collect();
        let take_up = self.map(take_up);
        let modes = service.modes.iter().map(|mode| (mode.id.clone(), self.mode(mode))).collect();
        let all = vec![
            format!("name: {:?}, tier: {:?}", service.name, service.tier),
            format!("take_up: {take_up}"),
            format!("visits: {}, weight: {}", service.visits, service.weight),
            format!("decay: {}", decay(&service.decay, self.s.travel.unit())),
            format!("step: {}", sessions(service.step)),
            format!("modes: {}", self.map(modes)),
        ];
        self.settings(all)
    }

    fn mode(&mut self, mode: &Mode) -> String {
        let unit = self.s.travel.unit();
        let at = match &mode.at {
            At::Site(levels) => format!("Site({})", self.levels(levels)),
            At::Venue(kinds) => format!("Venue({kinds:?})"),
            At::Everywhere(levels) => format!("Everywhere({})", self.levels(levels)),
        };
        let mut all = vec![
            format!("at: {at}"),
            format!("equivalence: {}, survival: {}", mode.equivalence.value(), mode.survival.value()),
            format!("room_hours: {}, places: {}", mode.room_hours, mode.places),
            format!("occupancy: {}, weeks: {}", mode.occupancy.value(), mode.weeks),
            format!("session_costs: {}", self.costs(&mode.session_costs)),
            format!("running_costs: {}", self.costs(&mode.running_costs)),
            format!("least: {}, most: {}", sessions(mode.least), sessions(mode.most)),
        ];
        all.extend(mode.decay.as_ref().map(|own| format!("decay: {}", decay(own, unit))));
        all.extend(mode.by.as_ref().map(|own| format!("by: {}", self.travel_modes(own))));
        self.settings(all)
    }

    fn areas(&mut self) -> String {
        let groups: Vec<&str> = self.s.groups.iter().map(|group| group.id.as_str()).collect();
        let head = format!("id,name,district,easting,northing,deprivation,need,{}", groups.join(","));
        let rows = self.s.areas.iter().map(|area| {
            let people: Vec<String> = area.people.iter().map(u32::to_string).collect();
            let decile = area.deprivation.map_or(String::new(), |decile| decile.to_string());
            let (district, at) = (&self.s.districts[area.district.0].id, area.position);
            format!(
                "{},{},{district},{},{},{decile},{},{}",
                area.id,
                area.name,
                at.easting,
                at.northing,
                area.need,
                people.join(",")
            )
        });
        let rows = rows.collect();
        self.table(&head, rows)
    }

    fn sites(&mut self) -> String {
        let s = self.s;
        let rows = s.sites.iter().map(|site| {
            let levels: Vec<&str> = site.levels.iter().map(|level| s.levels[level.0].id.as_str()).collect();
            let (district, baseline, at) =
                (&s.districts[site.district.0].id, &s.levels[site.baseline.0].id, site.position);
            let illustrative = if site.illustrative { "yes" } else { "no" };
            let levels = levels.join("|");
            let decile = site.deprivation.map_or(String::new(), |decile| decile.to_string());
            format!(
                "{},{},{district},{},{},{},{baseline},{levels},{illustrative},{decile}",
                site.id, site.name, at.easting, at.northing, site.rooms
            )
        });
        self.table("id,name,district,easting,northing,rooms,baseline,levels,illustrative,deprivation", rows.collect())
    }

    fn site_costs(&mut self) -> String {
        let s = self.s;
        let all = s.sites.iter().flat_map(|site| site.costs.iter().map(move |cost| (site, cost)));
        let rows = all.map(|(site, cost)| {
            let amount = pounds(cost.amount.0).replace('"', "");
            format!("{},{},{},{amount}", site.id, s.levels[cost.level.0].id, s.lines[cost.line.0].id)
        });
        self.table("site,level,line,amount", rows.collect())
    }

    fn venues(&mut self) -> String {
        let rows = self.s.venues.iter().map(|venue| {
            let (district, at, week) =
                (&self.s.districts[venue.district.0].id, venue.position, sessions(venue.weekly_sessions));
            format!("{},{},{},{district},{},{},{week}", venue.id, venue.name, venue.kind, at.easting, at.northing)
        });
        let rows = rows.collect();
        self.table("id,name,kind,district,easting,northing,weekly_sessions", rows)
    }

    fn baseline(&mut self) -> String {
        let s = self.s;
        let rows = s.baseline.iter().map(|offer| {
            let service = &s.services[offer.service.0];
            let place = match offer.host {
                Host::Site(site) => &s.sites[site.0].id,
                Host::Venue(venue) => &s.venues[venue.0].id,
                Host::Everywhere => EVERYWHERE,
            };
            format!("{},{},{place},{}", service.id, service.modes[offer.mode.0].id, sessions(offer.sessions))
        });
        self.table("service,mode,place,sessions", rows.collect())
    }
}
