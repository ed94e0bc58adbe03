//! What a demand asks, in a short sentence without a full stop: the one place that words every kind of
//! rule. Whoever reads it knows the ids of the scenario, not its language.

use super::{
    Access, Against, Basis, Condition, Counted, EVERYWHERE, Host, LevelIx, Measured, ModeIx, Near, Of, Per, RuleKind,
    Scenario, ServiceIx, SiteIx, Target,
};

impl Scenario {
    /// What a kind of rule asks here.
    pub fn rule_asks(&self, kind: &RuleKind) -> String {
        Asking { scenario: self, by_name: false }.rule(kind)
    }

    /// The same for those who know names, not ids.
    pub fn rule_says(&self, kind: &RuleKind) -> String {
        Asking { scenario: self, by_name: true }.rule(kind)
    }

    /// What a goal of access counts, with its unit.
    pub fn access_counts(&self, access: &Access) -> String {
        Asking { scenario: self, by_name: false }.access(access)
    }

    /// What a savings target asks.
    pub fn target_asks(&self, target: &Target) -> String {
        let reading = match target.basis {
            Basis::AnnualLevel => " a year",
            Basis::Increment => " a year more",
            Basis::CumulativeCash => " in all years together",
        };
        let measured = if target.measured == Measured::InYear { ", in the year itself" } else { "" };
        let against = if target.against == Against::DoNothing { ", against doing nothing" } else { "" };
        format!("save {}{reading} by {}{measured}{against}", target.amount, target.by)
    }
}

/// Whoever words a demand: with ids, or with names where there are any.
struct Asking<'s> {
    scenario: &'s Scenario,
    by_name: bool,
}

impl<'s> Asking<'s> {
    /// A name, or the id.
    fn called(&self, id: &'s str, name: &'s str) -> &'s str {
        if self.by_name && !name.trim().is_empty() { name } else { id }
    }

    /// A service with all its modes.
    fn whole(&self, service: ServiceIx) -> &'s str {
        let service = &self.scenario.services[service.0];
        self.called(&service.id, &service.name)
    }

    fn site(&self, site: SiteIx) -> &'s str {
        let site = &self.scenario.sites[site.0];
        self.called(&site.id, &site.name)
    }

    fn rule(&self, kind: &RuleKind) -> String {
        match kind {
            RuleKind::AtLeast { count, levels, per, sites } => {
                format!("at least {}", self.count_at(*count, levels, *per, sites.as_deref()))
            }
            RuleKind::AtMost { count, levels, per, sites } => {
                format!("at most {}", self.count_at(*count, levels, *per, sites.as_deref()))
            }
            RuleKind::SitesShare { levels, at_least, band } => {
                format!(
                    "at least {at_least} of sites at {} stand in {}",
                    self.either(levels),
                    self.scenario.bands[band.0].id
                )
            }
            RuleKind::ReachShare { counted, at_least, of, per } => {
                format!("at least {at_least} of {} are reached by {}{}", people(*of), self.counted(counted), each(*per))
            }
            RuleKind::AccessShare { counted, within, at_least, of, per } => format!(
                "at least {at_least} of {} live within {} of {}{}",
                people(*of),
                self.scenario.travel.unit().shown(*within),
                self.counted(counted),
                each(*per)
            ),
            RuleKind::AccessGap { counted, within, at_most, of, per } => format!(
                "the share of {} within {} of {} differs by at most {at_most} between {}",
                people(*of),
                self.scenario.travel.unit().shown(*within),
                self.counted(counted),
                parts(*per)
            ),
            RuleKind::KeepReach { service, modes, lose_at_most, per } => {
                format!("{} loses at most {lose_at_most} of today's reach{}", self.service(*service, modes), each(*per))
            }
            RuleKind::Lock { site, level } => {
                format!("site {} is at {}", self.site(*site), self.scenario.levels[level.0].id)
            }
            RuleKind::Forbid { site, levels } => {
                format!("site {} is not at {}", self.site(*site), self.either(levels))
            }
            RuleKind::NotBefore { site, year } => {
                format!("site {} stays as it is today before {year}", self.site(*site))
            }
            RuleKind::IfThen { when, then } => format!("if {}, then {}", self.so(when), self.so(then)),
            RuleKind::EitherOr { among, at_least, at_most } => {
                let among: Vec<String> = among.iter().map(|condition| self.so(condition)).collect();
                let count = match (at_least, at_most) {
                    (least, most) if least == most => format!("exactly {least}"),
                    (0, most) => format!("at most {most}"),
                    (least, most) if *most as usize >= among.len() => format!("at least {least}"),
                    (least, most) => format!("{least} to {most}"),
                };
                format!("{count} of these: {}", among.join("; "))
            }
            RuleKind::Together { service, modes, with, with_modes } => {
                format!("where {} runs, {} runs too", self.service(*service, modes), self.service(*with, with_modes))
            }
            RuleKind::HubSpoke { spokes, hubs, near } => {
                let near = match near {
                    Near::SameDistrict => "in its district".to_owned(),
                    Near::Within(way) => format!("within {} m", way.0),
                };
                format!("each site at {} has another at {} {near}", self.either(spokes), self.either(hubs))
            }
            RuleKind::LeastSessions { service, modes, sessions } => {
                format!("{} runs at least {sessions} sessions a week wherever it runs", self.service(*service, modes))
            }
            RuleKind::LeastUsers { service, modes, people } => {
                format!("{} is used by at least {people} people a year wherever it runs", self.service(*service, modes))
            }
            RuleKind::PostsAtMost { at_most, .. } => {
                format!("what runs needs at most {at_most} full-time equivalents of staff")
            }
            RuleKind::ChangesAtMost { count, per } => {
                let change = if *count == 1 { "changes" } else { "change" };
                format!("at most {} {change} level{}", sites(*count), each(*per))
            }
            RuleKind::NearestLost { at_most, per } => {
                format!("at most {at_most} of people lose their nearest site{}", each(*per))
            }
            RuleKind::CostAtMost { amount, lines: None } => format!("everything costs at most {amount} a year"),
            RuleKind::CostAtMost { amount, lines: Some(lines) } => {
                let line = |at: usize| self.called(&self.scenario.lines[at].id, &self.scenario.lines[at].name);
                let lines: Vec<&str> = lines.iter().map(|of| line(of.0)).collect();
                format!("{} costs at most {amount} a year", lines.join(" and "))
            }
            RuleKind::CostShare { service, modes, at_most } => {
                format!("{} costs at most {at_most} of all money", self.service(*service, modes))
            }
            RuleKind::ServeEveryone { service } => {
                format!("everybody who would come to {} is served", self.whole(*service))
            }
        }
    }

    fn access(&self, access: &Access) -> String {
        let services: Vec<String> = access.counted.iter().map(|counted| self.counted(counted)).collect();
        let what = if access.choices == 1 { "people" } else { "people × services" };
        let all = services.len();
        let most = if (2..all).contains(&(access.choices as usize)) {
            format!(", at most {} a person", access.choices)
        } else {
            String::new()
        };
        let any = if access.choices == 1 && all > 1 { "any of " } else { "" };
        format!(
            "{what} within {} of {any}{}{most}",
            self.scenario.travel.unit().shown(access.near),
            services.join(", ")
        )
    }

    fn count_at(&self, count: u32, levels: &[LevelIx], per: Per, named: Option<&[SiteIx]>) -> String {
        let of = named.map_or_else(String::new, |named| {
            let ids: Vec<&str> = named.iter().map(|site| self.site(*site)).collect();
            format!(" of {}", ids.join(", "))
        });
        format!("{}{of} at {}{}", sites(count), self.either(levels), each(per))
    }

    /// `hub or linked`.
    fn either(&self, levels: &[LevelIx]) -> String {
        let ids: Vec<&str> = levels.iter().map(|level| self.scenario.levels[level.0].id.as_str()).collect();
        ids.join(" or ")
    }

    /// A service, with its modes where not all of them are meant.
    fn service(&self, service: ServiceIx, modes: &[ModeIx]) -> String {
        let of = &self.scenario.services[service.0];
        if modes.len() == of.modes.len() {
            return self.whole(service).to_owned();
        }
        let ids: Vec<&str> = modes.iter().map(|mode| of.modes[mode.0].id.as_str()).collect();
        format!("{} ({})", self.whole(service), ids.join(" or "))
    }

    fn counted(&self, counted: &Counted) -> String {
        let service = self.service(counted.service, &counted.modes);
        match counted.least.0 {
            0 => service,
            1000 => format!("{service} that runs weekly"),
            _ => format!("{service} that runs {} sessions a week", counted.least),
        }
    }

    fn so(&self, condition: &Condition) -> String {
        match condition {
            Condition::SiteAt { site, levels } => {
                format!("site {} is at {}", self.site(*site), self.either(levels))
            }
            Condition::Runs { service, mode, host } => {
                let place = match host {
                    Host::Site(site) => self.site(*site),
                    Host::Venue(venue) => {
                        let venue = &self.scenario.venues[venue.0];
                        self.called(&venue.id, &venue.name)
                    }
                    Host::Everywhere => EVERYWHERE,
                };
                format!("{} runs at {place}", self.service(*service, &[*mode]))
            }
        }
    }
}

fn sites(count: u32) -> String {
    if count == 1 { "1 site".to_owned() } else { format!("{count} sites") }
}

fn people(of: Of) -> &'static str {
    match of {
        Of::People => "people",
        Of::Eligible => "those it is for",
    }
}

fn each(per: Per) -> &'static str {
    match per {
        Per::Overall => "",
        Per::District => " in each district",
        Per::Band => " in each deprivation band",
        Per::Group => " in each group of people",
    }
}

fn parts(per: Per) -> &'static str {
    match per {
        Per::Overall => "everybody",
        Per::District => "districts",
        Per::Band => "deprivation bands",
        Per::Group => "groups of people",
    }
}
