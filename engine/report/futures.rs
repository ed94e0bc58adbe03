//! What comes of futures, as tables: one row a fact, ready to be grouped, joined and drawn.
//!
//! | table | one row for each |
//! |---|---|
//! | `members` | future |
//! | `plans` | future and plan: money, sites, what is missed |
//! | `goals` | future, plan and goal |
//! | `reach` | future, plan, service and model of who goes where |
//! | `targets` | future, plan and savings target |
//! | `missed` | future, plan and rule that is not kept |
//! | `levels` | future and site: the best plan's level |
//!
//! Plans are `today`, `best` and those that are held, by their names.

use super::frame::{Cells, Frame};
use crate::explore::{Future, InFuture};
use crate::measures::choice::Model;
use doorstep_scenario::Scenario;

/// The tables of a block of futures, by name, in order.
pub type Tables = Vec<(&'static str, Frame)>;

/// Their names, in order.
pub const NAMES: [&str; 7] = ["members", "plans", "goals", "reach", "targets", "missed", "levels"];

/// Gathers futures into tables.
#[derive(Debug, Default)]
pub struct Gathered {
    members: Members,
    plans: Plans,
    goals: Goals,
    reach: Reach,
    targets: Targets,
    missed: Missed,
    levels: Levels,
}

macro_rules! table {
    ($(#[$about:meta])* $name:ident { $($field:ident: $cells:ident<$cell:ty>),* $(,)? }) => {
        $(#[$about])*
        #[derive(Debug, Default)]
        struct $name { $($field: Vec<Option<$cell>>),* }
        impl $name {
            #[allow(clippy::too_many_arguments, reason = "one a column")]
            fn push(&mut self, $($field: impl Into<Option<$cell>>),*) {
                $(self.$field.push($field.into());)*
            }
            fn frame(self) -> Frame {
                Frame::default()$(.with(stringify!($field), Cells::$cells(self.$field)))*
            }
        }
    };
}

table!(Members {
    member: Whole<i64>, status: Text<String>, reason: Text<String>, bound: Real<f64>, gap: Real<f64>,
});
table!(Plans {
    member: Whole<i64>, plan: Text<String>, kept: Text<String>, cost_pence: Whole<i64>, saving_pence: Whole<i64>,
    sites_open: Whole<i64>, sites_changed: Whole<i64>,
});
table!(Goals {
    member: Whole<i64>, plan: Text<String>, goal: Whole<i64>, name: Text<String>, value: Real<f64>,
    bound: Real<f64>, gap: Real<f64>,
});
table!(Reach {
    member: Whole<i64>, plan: Text<String>, service: Text<String>, model: Text<String>, reached: Real<f64>,
    turned_away: Real<f64>,
});
table!(Targets {
    member: Whole<i64>, plan: Text<String>, target: Text<String>, wanted_pence: Whole<i64>, saved_pence: Whole<i64>,
    short_pence: Whole<i64>,
});
table!(Missed { member: Whole<i64>, plan: Text<String>, rule: Text<String>, missing: Real<f64>, unit: Text<String> });
table!(Levels { member: Whole<i64>, site: Text<String>, level: Text<String> });

impl Gathered {
    /// Takes in one future. `scenario` is that of the ensemble: names are the same in every future.
    pub fn take(&mut self, member: u64, scenario: &Scenario, future: &Future) {
        let at = i64::try_from(member).unwrap_or(i64::MAX);
        self.members.push(at, future.ended.name().to_owned(), future.reason.clone(), future.bound, future.gap);
        for plan in &future.plans {
            self.plan(at, scenario, plan);
        }
        let best = future.plans.iter().find(|plan| plan.plan == "best");
        for (site, level) in best.iter().flat_map(|best| scenario.sites.iter().zip(&best.assessed.decisions.levels)) {
            let level = scenario.levels.get(level.0).map(|level| level.id.clone());
            self.levels.push(at, site.id.clone(), level);
        }
    }

    fn plan(&mut self, at: i64, scenario: &Scenario, told: &InFuture) {
        let (plan, assessed) = (&told.plan, &told.assessed);
        let (money, footprint) = (&assessed.measures.money, &assessed.measures.footprint);
        let verdict = &assessed.verdict;
        // Today answers to no rule.
        let kept = (plan != "today").then(|| if assessed.keeps_everything() { "yes" } else { "no" }.to_owned());
        let count = |many: usize| i64::try_from(many).unwrap_or(i64::MAX);
        let open = assessed.decisions.levels.iter().filter(|level| level.0 > 0).count();
        let changed = footprint.changed;
        self.plans.push(at, plan.clone(), kept, money.total().0, money.saving.0, count(open), count(changed));
        for (goal, place) in assessed.goals.iter().zip(1..) {
            let name = goal.aim.name().to_owned();
            self.goals.push(at, plan.clone(), place, name, goal.value, goal.bound, goal.gap);
        }
        for (service, reach) in scenario.services.iter().zip(&assessed.measures.reach) {
            if told.models.is_empty() {
                let model = Model::ALL[0].name().to_owned();
                self.reach.push(at, plan.clone(), service.id.clone(), model, reach.all.reached, None);
            }
        }
        for (service, models) in scenario.services.iter().zip(&told.models) {
            for (model, figures) in Model::ALL.iter().zip(models) {
                let (service, model) = (service.id.clone(), model.name().to_owned());
                self.reach.push(at, plan.clone(), service, model, figures.reached, figures.turned_away);
            }
        }
        if plan == "today" {
            return;
        }
        for target in &verdict.targets {
            let short = (target.wanted - target.have).0.max(0);
            self.targets.push(at, plan.clone(), target.id.clone(), target.wanted.0, target.have.0, short);
        }
        for rule in verdict.rules.iter().filter(|rule| !rule.kept) {
            self.missed.push(at, plan.clone(), rule.id.clone(), rule.shortfall, rule.unit.to_owned());
        }
    }

    /// As tables.
    pub fn tables(self) -> Tables {
        let frames = [
            self.members.frame(),
            self.plans.frame(),
            self.goals.frame(),
            self.reach.frame(),
            self.targets.frame(),
            self.missed.frame(),
            self.levels.frame(),
        ];
        NAMES.into_iter().zip(frames).collect()
    }
}
