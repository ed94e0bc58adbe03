//! Today, against which some rules hold a plan: what runs today, and who is reached by it.
//!
//! ```text
//! y[s,l] = 1 for the baseline level of s,   x[o] = the baseline's sessions of o
//! r keeps every row of `reach.rs`
//! Σ_{a,g} max(0, e[m]·δ[a,o] − v) · p · min(1, (q[m] · x[o] − Σ δ · r) / Σ_{a,g} δ[a,o] · p) ≈ 0     for each o of k
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | y, x | levels and sessions | – | `today`, baseline |
//! | r, δ, q, e | addressed, decay, served by a session, equivalence | – | `reach.rs` |
//! | p, v | people addressed by an offer of k, and what each counts there; those by none, at v = 0 | persons, share | `reach.rs` |
//! | k | services whose reach a rule keeps | – | rules |
//!
//! What is proved: that these are the baseline's levels and offers, that the people given could have
//! come, and (the last row, whose sums take in those who would count more at o) that no offer with
//! places to spare would reach more by taking people from another offer, or who are left out. What
//! is not proved: that this is *the* most reach there is. Where all places are taken, people could
//! change them about and more be reached, or as many by other modes; a today that is understated in
//! that way demands too little of a plan. The last row is only asked where a person counts in the
//! most reach: services with a weight above 0, and, unless everybody counts the same, areas with a
//! need above 0.

use doorstep_scenario::{EVERYWHERE, GoalKind, Host, Offered, Plan, RuleKind, Scenario, Weight};

use crate::Code;
use crate::footprint::Footprint;
use crate::names::Names;
use crate::parts::potential;
use crate::reach::{Reach, comes, delta, places, way};
use crate::tolerance::{FLOOR, slack, unused};
use crate::verdict::{Breaks, shown};

/// What runs today, and who is reached by it.
pub(crate) struct Today<'a> {
    pub(crate) footprint: Footprint<'a>,
    pub(crate) reach: Reach,
}

impl<'a> Today<'a> {
    /// Reads and tests today where a rule asks for it. A rule that does not get it says so itself.
    pub(crate) fn of(
        scenario: &'a Scenario,
        today: Option<&'a Plan>,
        names: &Names<'a>,
        breaks: &mut Breaks,
    ) -> Option<Self> {
        let asks = |service: usize| {
            let keeps = |kind: &RuleKind| matches!(kind, RuleKind::KeepReach { service: of, .. } if of.0 == service);
            scenario.rules.iter().any(|rule| keeps(&rule.kind))
        };
        let asked: Vec<usize> = (0..scenario.services.len()).filter(|service| asks(*service)).collect();
        let today = today.filter(|_| !asked.is_empty())?;
        let same = is_baseline(scenario, today, breaks);
        // Whether the baseline itself fits its rooms is a question to the scenario, not to the reach.
        let footprint = Footprint::of(scenario, today, names, &mut Breaks::default());
        let mut found = Breaks::default();
        let reach = Reach::of(scenario, today, names, &footprint, &mut found);
        let today = Self { footprint, reach };
        if same && found.is_empty() {
            for service in asked {
                today.could_reach_more(scenario, service, breaks);
            }
        }
        breaks.adopt(Code::TodayBroken, found, |what| format!("today: {what}"));
        Some(today)
    }

    /// Would an offer that has places to spare reach more by taking people from elsewhere?
    fn could_reach_more(&self, scenario: &Scenario, service: usize, breaks: &mut Breaks) {
        let of = &scenario.services[service];
        if of.weight <= 0.0 {
            return;
        }
        let addressed = self.reach.table(scenario, service, |row| row.addressed);
        // By area, if it counts: those left out, then those addressed.
        let mut now: Vec<Counting> = vec![Counting::default(); scenario.areas.len()];
        for (area, now) in now.iter_mut().enumerate().filter(|(area, _)| counts(scenario, *area)) {
            let left = |group| potential(scenario, of, area, group) - addressed.at(area, group);
            now.people.push((0.0, (0..scenario.groups.len()).map(left).filter(|left| *left > FLOOR).sum()));
        }
        for row in self.reach.rows(service).iter().filter(|row| row.addressed > FLOOR && counts(scenario, row.area)) {
            now[row.area].people.push((row.reached / row.addressed, row.addressed));
        }
        now.iter_mut().for_each(Counting::sort);
        let limit = unused(self.reach.by_service(service));
        for (offer, attending) in self.footprint.running.iter().zip(&self.reach.attending) {
            let room = places(offer) - attending;
            if offer.of.0.0 != service || room <= slack(*attending) {
                continue;
            }
            let (mut come, mut more) = (0.0, 0.0);
            for (area, now) in now.iter().enumerate() {
                let delta = delta(offer, way(scenario, area, offer));
                if comes(scenario, delta) {
                    let each = offer.mode.equivalence.value() * delta;
                    let (people, counted) = now.below(each);
                    come += delta * people;
                    more += each * people - counted;
                }
            }
            // If there is not room for all of them, for as large a share of each as there is.
            let more = if come > room { more * room / come } else { more };
            if more > limit {
                breaks.add(Code::TodayBelow, &offer.label, || {
                    let (come, places, more) = (shown(*attending), shown(places(offer)), shown(more));
                    format!(
                        "today: {come} people come to {}, which has room for {places}; {more} more would be reached there",
                        offer.label
                    )
                });
            }
        }
    }
}

/// People of an area by what each of them counts where they are now.
#[derive(Clone, Default)]
struct Counting {
    /// What each counts, and how many they are.
    people: Vec<(f64, f64)>,
    /// The people before each position, and what they count together.
    before: Vec<(f64, f64)>,
}

impl Counting {
    fn sort(&mut self) {
        self.people.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mut sum = (0.0, 0.0);
        self.before.push(sum);
        for (each, people) in &self.people {
            sum = (sum.0 + people, sum.1 + each * people);
            self.before.push(sum);
        }
    }

    /// How many count less than this, and what they count together.
    fn below(&self, each: f64) -> (f64, f64) {
        self.before[self.people.partition_point(|(counted, _)| *counted < each)]
    }
}

/// Does a person here count in the most reach?
fn counts(scenario: &Scenario, area: usize) -> bool {
    let weight = scenario.goals.iter().find_map(|goal| match goal.kind {
        GoalKind::MostReach(weight) => Some(weight),
        _ => None,
    });
    weight == Some(Weight::Equal) || scenario.areas[area].need > 0.0
}

/// Are these the levels and offers of the baseline, in order?
fn is_baseline(scenario: &Scenario, today: &Plan, breaks: &mut Breaks) -> bool {
    let level = |level: usize| scenario.levels[level].id.clone();
    let mut levels: Vec<(String, String)> =
        scenario.sites.iter().map(|site| (site.id.clone(), level(site.baseline.0))).collect();
    levels.sort();
    let same_levels =
        same_list("levels", &levels, &today.levels, |(site, level)| format!("`{site}` at {level}"), breaks);

    let runs = scenario.baseline.iter().filter(|offer| offer.sessions.0 > 0);
    let mut offers: Vec<Offered> = runs
        .map(|offer| {
            let service = &scenario.services[offer.service.0];
            let place = match offer.host {
                Host::Site(site) => scenario.sites[site.0].id.as_str(),
                Host::Venue(venue) => scenario.venues[venue.0].id.as_str(),
                Host::Everywhere => EVERYWHERE,
            };
            Offered {
                service: service.id.clone(),
                mode: service.modes[offer.mode.0].id.clone(),
                place: place.to_owned(),
                sessions: offer.sessions,
            }
        })
        .collect();
    offers.sort();
    let told = |offer: &Offered| {
        format!("{} sessions a week of {} / {} / {}", offer.sessions, offer.service, offer.mode, offer.place)
    };
    same_list("offers", &offers, &today.offers, told, breaks) && same_levels
}

fn same_list<T: PartialEq>(
    list: &str,
    wanted: &[T],
    given: &[T],
    told: impl Fn(&T) -> String,
    breaks: &mut Breaks,
) -> bool {
    let length = wanted.len().max(given.len());
    let differs = (0..length).find(|position| wanted.get(*position) != given.get(*position));
    if let Some(position) = differs {
        breaks.add(Code::TodayDiffers, list, || {
            let told = |entry: Option<&T>| entry.map_or("nothing".to_owned(), &told);
            let (wanted, given) = (told(wanted.get(position)), told(given.get(position)));
            format!("entry {} of `{list}` of today is given as {given}; it is {wanted}", position + 1)
        });
    }
    differs.is_none()
}
