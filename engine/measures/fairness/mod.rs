//! Who gains and who loses: the same options once more, told by who lives where and who they are.
//!
//! ```text
//! eligible[d]  = Σ_{a,g} s[d,a,g] · N[a,g]            over groups g the service is for
//! reached[d]   = Σ_{a,g} s[d,a,g] · n[a,g]            n[a,g] = n[a] · Nπ[a,g] ÷ Σ_g Nπ[a,g]
//! access[d]    = Σ_{a,g} s[d,a,g] · N[a,g] · [way[a, nearest] ≤ limit]
//! mean way[d]  = Σ s · N · way[a, nearest] ÷ Σ s · N   over areas with a way to a running place
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | d | a part: an area, a district, a fifth by deprivation, … | – | [`parts`] |
//! | s | the share of the people of group g in area a who belong to d | share | [`parts`] |
//! | N, Nπ | people; those who would come if it were at the door | persons | area, service |
//! | n | reached | persons a year | [`ServiceReach`] |
//! | way | to the nearest place where the service runs | m or min | [`Nearest`] |
//! | limit | how far is near | m or 0.1 min | [`limits`] |
//!
//! Everything is measured from decisions and the people addressed; nothing here sees a solver. What is
//! reached by area and group is claimed to the checker, and every part is a sum of that. Source: the
//! model note, *Equity and floors*; [`inequality`] and [`lost`] name their own.

pub mod inequality;
pub mod limits;
pub mod losing;
pub mod lost;
pub mod parts;

pub use inequality::{Index, Of, indices};
pub use limits::{Limit, limits, usual};
pub use losing::{Losing, losing};
pub use lost::{Further, Lost, Whose, lost};
pub use parts::{Figures, Partition, figures, partitions};

use super::ServiceReach;
use crate::instance::{Decisions, Instance, Nearest, Nearness};
use doorstep_scenario::{AreaIx, Host, ServiceIx, Sessions};
use std::collections::BTreeSet;

/// All options of a run, the status quo first.
#[derive(Debug, Clone, PartialEq)]
pub struct Fairness {
    /// Every option.
    pub options: Vec<Standing>,
    /// An area that loses more than this share of those reached is listed.
    pub losing: f64,
}

/// Where everybody stands under one option.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// What readers call it.
    pub label: String,
    /// By service.
    pub services: Vec<ServiceStanding>,
    /// By area: the nearest site that is not closed.
    pub sites: Vec<Option<Nearest>>,
    /// The sites that are not closed.
    pub open: BTreeSet<Host>,
}

/// Where everybody stands with one service.
#[derive(Debug, Clone, PartialEq)]
pub struct ServiceStanding {
    /// People reached of every group in every area, as in [`ServiceReach::by_area_and_group`].
    pub reached: Vec<f64>,
    /// By area: the nearest place where it runs.
    pub nearest: Vec<Nearness>,
    /// By limit, as [`limits`] lists them, then by area: is it near?
    pub near: Vec<Vec<bool>>,
    /// The places where it runs.
    pub running: BTreeSet<Host>,
}

impl Fairness {
    /// An area that loses more than a quarter of those reached is listed, unless somebody asks otherwise.
    pub const LOSING: f64 = 0.25;

    /// Measures options by their labels, decisions and reach; the first is the status quo.
    pub fn of<'o>(
        instance: &Instance,
        options: impl IntoIterator<Item = (&'o str, &'o Decisions, &'o [ServiceReach])>,
    ) -> Fairness {
        let options = options.into_iter().map(|(label, decisions, reach)| Standing {
            label: label.to_owned(),
            services: reach.iter().enumerate().map(|(at, reach)| standing(instance, at, decisions, reach)).collect(),
            sites: instance.nearest_open(decisions),
            open: instance.open_sites(decisions).collect(),
        });
        Fairness { options: options.collect(), losing: Fairness::LOSING }
    }

    /// The status quo and what is to be held against it.
    pub fn beside(&self) -> Option<(&Standing, &[Standing])> {
        self.options.split_first()
    }
}

fn standing(instance: &Instance, service: usize, decisions: &Decisions, reach: &ServiceReach) -> ServiceStanding {
    let nearest = instance.nearest_running(ServiceIx(service), decisions, |_| true);
    let limits = limits(&instance.scenario, ServiceIx(service));
    let near = limits.iter().map(|limit| limits::near(instance, decisions, limit, &nearest)).collect();
    let offers = instance.offers.iter().zip(&decisions.sessions);
    let running = offers.filter(|(offer, sessions)| offer.service.0 == service && **sessions > Sessions::ZERO);
    ServiceStanding {
        reached: reach.by_area_and_group.clone(),
        nearest,
        near,
        running: running.map(|(offer, _)| offer.host).collect(),
    }
}

/// Can a service run at any place at all? Where it is everywhere and nowhere, ways are not assessed.
pub fn has_places(instance: &Instance, service: ServiceIx) -> bool {
    instance.offers.iter().any(|offer| offer.service == service && offer.host != Host::Everywhere)
}

/// People of an area whom a service is for, by group: `None` for groups it is not for.
fn eligible(instance: &Instance, service: ServiceIx, area: AreaIx, group: usize) -> Option<f64> {
    let is_for = instance.scenario.services[service.0].take_up[group].is_some();
    is_for.then(|| f64::from(instance.scenario.areas[area.0].people[group]))
}

/// The same, all groups together.
fn eligible_here(instance: &Instance, service: ServiceIx, area: AreaIx) -> f64 {
    (0..instance.scenario.groups.len()).filter_map(|group| eligible(instance, service, area, group)).sum()
}

impl ServiceStanding {
    /// People reached in an area.
    fn reached_in(&self, instance: &Instance, area: AreaIx) -> f64 {
        let groups = instance.scenario.groups.len();
        self.reached[area.0 * groups..(area.0 + 1) * groups].iter().sum()
    }
}
