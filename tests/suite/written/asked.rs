//! Rules and goals as they are written.

use super::Writer;
use super::words::{pounds, sessions, strength};
use doorstep_scenario::{
    Access, Condition, Counted, EVERYWHERE, GoalKind, Host, ModeIx, Near, RuleKind, ServiceIx, SiteIx, Strength, Way,
};

impl Writer<'_> {
    pub fn goal(&mut self, kind: GoalKind, within: f64) -> String {
        let id = |service: ServiceIx| format!("service: {:?}", self.s.services[service.0].id);
        let (name, mut all) = match kind {
            GoalKind::MostReach(weight) => ("MostReach", vec![format!("weight: {weight:?}")]),
            GoalKind::BestWorst { service, of, per } => {
                ("BestWorst", vec![id(service), format!("of: {of:?}"), format!("per: {per:?}")])
            }
            GoalKind::LeastCost { travel: None } => ("LeastCost", Vec::new()),
            GoalKind::LeastCost { travel: Some(rate) } => ("LeastCost", vec![format!("travel: {}", pounds(rate.0))]),
            GoalKind::LeastTravel(service) => ("LeastTravel", vec![id(service)]),
            GoalKind::LeastWorstTravel(service) => ("LeastWorstTravel", vec![id(service)]),
            GoalKind::KolmPollak { service, aversion } => {
                ("KolmPollak", vec![id(service), format!("aversion: {}", f64::from(aversion) / 1000.0)])
            }
            GoalKind::MostAccess(access) => ("MostAccess", self.access(&self.s.access[access.0])),
            GoalKind::FewestChanges => ("FewestChanges", Vec::new()),
        };
        all.push(format!("within: {within}"));
        format!("{name}{}", self.settings(all))
    }

    pub fn rule(&mut self, kind: &RuleKind, how: Strength) -> String {
        let (name, mut all) = self.of_kind(kind);
        all.push(format!("strength: {}", strength(how)));
        format!("{name}{}", self.settings(all))
    }

    fn of_kind(&mut self, kind: &RuleKind) -> (&'static str, Vec<String>) {
        let s = self.s;
        match kind {
            RuleKind::AtLeast { count, levels, per, sites } | RuleKind::AtMost { count, levels, per, sites } => {
                let mut all = vec![format!("count: {count}, per: {per:?}"), format!("levels: {}", self.levels(levels))];
                all.extend(sites.as_ref().map(|sites| format!("sites: {}", self.sites_of(sites))));
                (if matches!(kind, RuleKind::AtLeast { .. }) { "AtLeast" } else { "AtMost" }, all)
            }
            RuleKind::SitesShare { levels, at_least, band } => {
                let band = format!("band: {:?}, at_least: {}", s.bands[band.0].id, at_least.value());
                ("SitesShare", vec![format!("levels: {}", self.levels(levels)), band])
            }
            RuleKind::ReachShare { counted, at_least, of, per } => {
                let mut all = self.counted(counted);
                all.push(format!("at_least: {}, of: {of:?}, per: {per:?}", at_least.value()));
                ("ReachShare", all)
            }
            RuleKind::AccessShare { counted, within, at_least, of, per } => {
                let mut all = self.counted(counted);
                all.push(format!("within: {}, at_least: {}", self.way(*within), at_least.value()));
                all.push(format!("of: {of:?}, per: {per:?}"));
                ("AccessShare", all)
            }
            RuleKind::AccessGap { counted, within, at_most, of, per } => {
                let mut all = self.counted(counted);
                all.push(format!("within: {}, at_most: {}", self.way(*within), at_most.value()));
                all.push(format!("of: {of:?}, per: {per:?}"));
                ("AccessGap", all)
            }
            RuleKind::KeepReach { service, modes, lose_at_most, per } => {
                let which = self.service_modes(["service", "modes"], *service, modes);
                ("KeepReach", vec![which, format!("lose_at_most: {}, per: {per:?}", lose_at_most.value())])
            }
            RuleKind::Lock { site, level } => {
                ("Lock", vec![self.site(*site), format!("level: {:?}", s.levels[level.0].id)])
            }
            RuleKind::Forbid { site, levels } => {
                ("Forbid", vec![self.site(*site), format!("levels: {}", self.levels(levels))])
            }
            RuleKind::NotBefore { site, year } => {
                ("NotBefore", vec![self.site(*site), format!("year: {:?}", year.to_string())])
            }
            RuleKind::IfThen { when, then } => {
                let all =
                    [("when", when), ("then", then)].map(|(name, what)| format!("{name}: {}", self.condition(what)));
                ("IfThen", all.to_vec())
            }
            RuleKind::EitherOr { among, at_least, at_most } => {
                let among: Vec<String> = among.iter().map(|what| self.condition(what)).collect();
                let limits = format!("at_least: {at_least}, at_most: {at_most}");
                ("EitherOr", vec![format!("among: [{}]", among.join(", ")), limits])
            }
            RuleKind::Together { service, modes, with, with_modes } => {
                let one = self.service_modes(["service", "modes"], *service, modes);
                ("Together", vec![one, self.service_modes(["with", "with_modes"], *with, with_modes)])
            }
            RuleKind::HubSpoke { spokes, hubs, near } => {
                let near = match near {
                    Near::SameDistrict => "SameDistrict".to_owned(),
                    Near::Within(way) => format!("Within(\"{} m\")", way.0),
                };
                let levels = [("spokes", spokes), ("hubs", hubs)];
                let mut all = levels.map(|(name, levels)| format!("{name}: {}", self.levels(levels))).to_vec();
                all.push(format!("near: {near}"));
                ("HubSpoke", all)
            }
            RuleKind::LeastSessions { service, modes, sessions: least } => {
                let which = self.service_modes(["service", "modes"], *service, modes);
                ("LeastSessions", vec![which, format!("sessions: {}", sessions(*least))])
            }
            RuleKind::LeastUsers { service, modes, people } => {
                let which = self.service_modes(["service", "modes"], *service, modes);
                ("LeastUsers", vec![which, format!("people: {people}")])
            }
            RuleKind::PostsAtMost { each, at_most } => {
                ("PostsAtMost", vec![self.posts(each), format!("at_most: {at_most}")])
            }
            RuleKind::ChangesAtMost { count, per } => ("ChangesAtMost", vec![format!("count: {count}, per: {per:?}")]),
            RuleKind::NearestLost { at_most, per } => {
                ("NearestLost", vec![format!("at_most: {}, per: {per:?}", at_most.value())])
            }
            RuleKind::CostAtMost { amount, lines } => {
                let mut all = vec![format!("amount: {}", pounds(amount.0))];
                if let Some(lines) = lines {
                    let lines = lines.iter().map(|line| format!("{:?}", s.lines[line.0].id)).collect();
                    all.push(format!("lines: {}", self.list(lines)));
                }
                ("CostAtMost", all)
            }
            RuleKind::CostShare { service, modes, at_most } => {
                let which = self.service_modes(["service", "modes"], *service, modes);
                ("CostShare", vec![which, format!("at_most: {}", at_most.value())])
            }
            RuleKind::ServeEveryone { service } => {
                ("ServeEveryone", vec![format!("service: {:?}", s.services[service.0].id)])
            }
        }
    }

    fn posts(&self, each: &[(ServiceIx, ModeIx, f64)]) -> String {
        let services = self.s.services.iter().enumerate().filter_map(|(at, service)| {
            let own = each.iter().filter(|(of, ..)| of.0 == at);
            let modes: Vec<String> =
                own.map(|(_, mode, needs)| format!("{:?}: {needs}", service.modes[mode.0].id)).collect();
            (!modes.is_empty()).then(|| format!("{:?}: {{{}}}", service.id, modes.join(", ")))
        });
        format!("each: {{{}}}", services.collect::<Vec<_>>().join(", "))
    }

    fn access(&mut self, access: &Access) -> Vec<String> {
        let s = self.s;
        let ids = access.counted.iter().map(|counted| format!("{:?}", s.services[counted.service.0].id)).collect();
        let mut all = vec![format!("services: {}", self.list(ids)), format!("near: {}", self.way(access.near))];
        if access.choices as usize != access.counted.len() {
            all.push(format!("choices: {}", access.choices));
        }
        let some = access.counted.iter().filter(|of| of.modes.len() < s.services[of.service.0].modes.len());
        let some: Vec<(String, String)> = some
            .map(|counted| {
                let service = &s.services[counted.service.0];
                let modes = counted.modes.iter().map(|mode| format!("{:?}", service.modes[mode.0].id)).collect();
                (service.id.clone(), self.list(modes))
            })
            .collect();
        if !some.is_empty() {
            all.push(format!("modes: {}", self.map(some)));
        }
        if let Some(counted) = access.counted.first().filter(|counted| counted.least.0 > 0) {
            all.push(format!("least_sessions: {}", sessions(counted.least)));
        }
        all
    }

    fn counted(&mut self, counted: &Counted) -> Vec<String> {
        let which = self.service_modes(["service", "modes"], counted.service, &counted.modes);
        let mut all = vec![which];
        if counted.least.0 > 0 {
            all.push(format!("least_sessions: {}", sessions(counted.least)));
        }
        all
    }

    fn service_modes(&mut self, [of, under]: [&str; 2], service: ServiceIx, modes: &[ModeIx]) -> String {
        let service = &self.s.services[service.0];
        let modes = modes.iter().map(|mode| format!("{:?}", service.modes[mode.0].id)).collect();
        format!("{of}: {:?}, {under}: {}", service.id, self.list(modes))
    }

    fn sites_of(&mut self, sites: &[SiteIx]) -> String {
        self.list(sites.iter().map(|site| format!("{:?}", self.s.sites[site.0].id)).collect())
    }

    fn site(&self, site: SiteIx) -> String {
        format!("site: {:?}", self.s.sites[site.0].id)
    }

    fn way(&self, way: Way) -> String {
        format!("{:?}", self.s.travel.unit().shown(way))
    }

    fn condition(&mut self, condition: &Condition) -> String {
        let s = self.s;
        match condition {
            Condition::SiteAt { site, levels } => {
                format!("SiteAt(site: {:?}, levels: {})", s.sites[site.0].id, self.levels(levels))
            }
            Condition::Runs { service, mode, host } => {
                let service = &s.services[service.0];
                let place = match host {
                    Host::Site(site) => &s.sites[site.0].id,
                    Host::Venue(venue) => &s.venues[venue.0].id,
                    Host::Everywhere => EVERYWHERE,
                };
                let mode = &service.modes[mode.0].id;
                format!("Runs(service: {:?}, mode: {mode:?}, place: {place:?})", service.id)
            }
        }
    }
}
