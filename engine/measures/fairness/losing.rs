//! Areas that lose more than a share of those whom a service reaches there today.
//!
//! ```text
//! listed: a with n[a] > 0 today and  n[a] − n'[a] > losing · n[a]
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | n, n' | reached today and under the option | persons a year | [`ServiceReach`](crate::measures::ServiceReach) |
//! | losing | the share | share | command line; a quarter unless it says otherwise |

use super::{Standing, eligible_here};
use crate::instance::Instance;
use doorstep_scenario::{AreaIx, ServiceIx};

/// Less of a person than this is arithmetic.
const HAIR: f64 = 1e-6;

/// An area that loses much.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Losing {
    /// Which.
    pub area: AreaIx,
    /// People the service is for.
    pub eligible: f64,
    /// Reached today.
    pub before: f64,
    /// Reached under the option.
    pub after: f64,
}

impl Losing {
    /// How many people fewer.
    pub fn lost(&self) -> f64 {
        self.before - self.after
    }
}

/// The areas that lose more than this share, the one with most people lost first; by id among equals.
pub fn losing(instance: &Instance, [before, after]: [&Standing; 2], service: ServiceIx, share: f64) -> Vec<Losing> {
    let (before, after) = (&before.services[service.0], &after.services[service.0]);
    let mut found: Vec<Losing> = (0..instance.scenario.areas.len())
        .map(|at| Losing {
            area: AreaIx(at),
            eligible: eligible_here(instance, service, AreaIx(at)),
            before: before.reached_in(instance, AreaIx(at)),
            after: after.reached_in(instance, AreaIx(at)),
        })
        .filter(|area| area.lost() > share * area.before + HAIR)
        .collect();
    found.sort_by(|a, b| b.lost().total_cmp(&a.lost()).then(a.area.cmp(&b.area)));
    found
}
