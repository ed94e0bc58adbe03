//! Every site has exactly one of its own levels.
//!
//! ```text
//! Σ_l y[s,l] = 1,   y[s,l] = 0 for l not among the levels of s
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | y[s,l] | site s is at level l | 0 or 1 | `Plan::levels` |

use doorstep_scenario::{LevelIx, Plan, Scenario};

use crate::Code;
use crate::names::Names;
use crate::verdict::Breaks;

/// The planned level of every site, in the scenario's order.
pub(super) fn read(scenario: &Scenario, plan: &Plan, names: &Names<'_>, breaks: &mut Breaks) -> Vec<Option<LevelIx>> {
    breaks.add_unless_in_order("levels", &plan.levels, |one, next| one.0 <= next.0);
    let mut levels: Vec<Option<LevelIx>> = vec![None; scenario.sites.len()];
    // A site with a level that is unusable is named once, not also called missing.
    let mut given = vec![false; scenario.sites.len()];
    for (site_id, level_id) in &plan.levels {
        let Some(&site) = names.sites.get(site_id.as_str()) else {
            breaks.add(Code::UnknownSite, site_id, || format!("there is no site `{site_id}`"));
            continue;
        };
        if std::mem::replace(&mut given[site], true) {
            breaks.add(Code::SiteTwice, site_id, || format!("site `{site_id}` is listed again, at `{level_id}`"));
            continue;
        }
        let Some(&level) = names.levels.get(level_id.as_str()) else {
            breaks.add(Code::UnknownLevel, site_id, || format!("there is no level `{level_id}` for site `{site_id}`"));
            continue;
        };
        levels[site] = Some(LevelIx(level));
        let allowed = &scenario.sites[site].levels;
        if !allowed.contains(&LevelIx(level)) {
            breaks.add(Code::LevelNotAllowed, site_id, || {
                let choice: Vec<&str> = allowed.iter().map(|level| scenario.levels[level.0].id.as_str()).collect();
                format!("site `{site_id}` is at `{level_id}` and may only be {}", choice.join(" or "))
            });
        }
    }
    for (site, _) in scenario.sites.iter().zip(&given).filter(|(_, given)| !**given) {
        breaks.add(Code::SiteMissing, &site.id, || format!("the plan gives no level for site `{}`", site.id));
    }
    levels
}
