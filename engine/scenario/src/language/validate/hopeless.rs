//! Hard rules that could never hold whatever is decided. Only warnings: the engine proves such things,
//! together with all other rules, and says what would have to give.

use crate::fault::quoted;
use crate::{
    Area, Code, Counted, DistrictIx, Faults, GroupIx, LevelIx, Of, Per, Rule, RuleKind, Scenario, Share, Site, SiteIx,
    Strength,
};

/// `left` are the levels that other hard rules leave to each site.
pub(super) fn validate(scenario: &Scenario, left: &[Vec<LevelIx>], faults: &mut Faults) {
    for rule in scenario.rules.iter().filter(|rule| rule.strength == Strength::Hard) {
        let cannot = match &rule.kind {
            RuleKind::AtLeast { .. } | RuleKind::AtMost { .. } | RuleKind::ChangesAtMost { .. } => {
                counts(scenario, left, &rule.kind)
            }
            RuleKind::ReachShare { .. } => shares(scenario, rule),
            RuleKind::EitherOr { among, at_least, .. } => {
                let most = among.iter().filter(|condition| super::idle::never(scenario, condition).is_none()).count();
                let fewer = most < *at_least as usize;
                fewer
                    .then(|| format!("at least {at_least} are asked for, and {most} conditions can be so"))
                    .into_iter()
                    .collect()
            }
            _ => Vec::new(),
        };
        let fix = match rule.kind {
            RuleKind::AtLeast { .. } | RuleKind::AtMost { .. } => {
                "Change the count, the levels in the sites table, or make the rule soft"
            }
            RuleKind::ChangesAtMost { .. } => "Change the count, or the rules about those sites",
            _ => "Lower what is asked for, or make the rule soft",
        };
        for what in cannot {
            faults.add(Code::LooksWrong, &rule.place, format!("rule {} cannot hold: {what}", quoted(&rule.id)), fix);
        }
    }
}

/// How many sites `counts` takes in, of all or of each part, with words for the part.
fn by_part(scenario: &Scenario, per: Per, counts: impl Fn(usize, &Site) -> bool) -> Vec<(String, usize)> {
    let count = |within: &dyn Fn(&Site) -> bool| {
        scenario.sites.iter().enumerate().filter(|(at, site)| within(site) && counts(*at, site)).count()
    };
    match per {
        Per::District => (0..scenario.districts.len())
            .map(|at| {
                let name = format!(" in {}", quoted(&scenario.districts[at].id));
                (name, count(&|site| site.district == DistrictIx(at)))
            })
            .collect(),
        Per::Band => (scenario.bands.iter())
            .map(|band| {
                let here = |site: &Site| site.deprivation.is_some_and(|decile| band.deciles.contains(&decile));
                (format!(" in {}", quoted(&band.id)), count(&here))
            })
            .collect(),
        Per::Overall | Per::Group => vec![(String::new(), count(&|_| true))],
    }
}

/// A count of sites that the levels they may have rule out.
fn counts(scenario: &Scenario, left: &[Vec<LevelIx>], kind: &RuleKind) -> Vec<String> {
    let named = |sites: &Option<Vec<SiteIx>>, at: usize| {
        sites.as_ref().is_none_or(|sites| sites.binary_search(&SiteIx(at)).is_ok())
    };
    let told = |(part, found): (String, usize), asked: &str, count: u32, can: &str| {
        let sites = if found == 1 { "site" } else { "sites" };
        format!("{asked} {count} are asked for{part}, and {found} {sites} {can}")
    };
    match kind {
        RuleKind::AtLeast { count, levels, per, sites } => {
            let can = |at: usize| named(sites, at) && left[at].iter().any(|level| levels.contains(level));
            let parts = by_part(scenario, *per, |at, _| can(at)).into_iter();
            parts
                .filter(|(_, most)| *most < *count as usize)
                .map(|part| told(part, "at least", *count, "can be"))
                .collect()
        }
        RuleKind::AtMost { count, levels, per, sites } => {
            let must = |at: usize| named(sites, at) && left[at].iter().all(|level| levels.contains(level));
            let parts = by_part(scenario, *per, |at, _| must(at)).into_iter();
            parts
                .filter(|(_, least)| *least > *count as usize)
                .map(|part| told(part, "at most", *count, "must be"))
                .collect()
        }
        RuleKind::ChangesAtMost { count, per } => {
            let parts = by_part(scenario, *per, |at, site| !left[at].contains(&site.baseline)).into_iter();
            parts
                .filter(|(_, least)| *least > *count as usize)
                .map(|part| told(part, "at most", *count, "must change"))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// A share of people that more would have to reach than would come at the door.
fn shares(scenario: &Scenario, rule: &Rule) -> Vec<String> {
    let RuleKind::ReachShare { counted: Counted { service, modes, .. }, at_least, of, per } = &rule.kind else {
        return Vec::new();
    };
    let service = &scenario.services[service.0];
    if service.take_up.iter().flatten().all(|share| *share <= Share::ZERO) {
        return Vec::new(); // that nobody takes it up has been told
    }
    let best = modes.iter().map(|mode| service.modes[mode.0].equivalence.value()).fold(0.0, f64::max);
    let mut cannot = Vec::new();
    let mut part = |name: String, within: &dyn Fn(&Area) -> bool, only: Option<GroupIx>| {
        let (mut people, mut come) = (0.0, 0.0);
        for area in scenario.areas.iter().filter(|area| within(area)) {
            for (at, count) in area.people.iter().enumerate().filter(|(at, _)| only.is_none_or(|group| group.0 == *at))
            {
                let share = service.take_up[at];
                if *of == Of::People || share.is_some() {
                    people += f64::from(*count);
                    come += f64::from(*count) * share.map_or(0.0, Share::value) * best;
                }
            }
        }
        if people > 0.0 && at_least.value() * people > come * (1.0 + 1e-9) + 1e-6 {
            let most = Share::new(come / people).unwrap_or(Share::ALL);
            cannot.push(format!("{at_least} are to be reached{name}, and {most} would come at the door"));
        }
    };
    match per {
        Per::Overall => part(String::new(), &|_| true, None),
        Per::District => {
            for (at, district) in scenario.districts.iter().enumerate() {
                part(format!(" in {}", quoted(&district.id)), &|area| area.district.0 == at, None);
            }
        }
        Per::Band => {
            for band in &scenario.bands {
                let here = |area: &Area| area.deprivation.is_some_and(|decile| band.deciles.contains(&decile));
                part(format!(" in {}", quoted(&band.id)), &here, None);
            }
        }
        Per::Group => {
            for (at, group) in scenario.groups.iter().enumerate() {
                part(format!(" of {}", quoted(&group.id)), &|_| true, Some(GroupIx(at)));
            }
        }
    }
    cannot
}
