//! What the checker found: everything that is broken, every rule and target, its own figures.

use std::collections::BTreeMap;

use doorstep_scenario::Pence;

use crate::Code;

/// What one check found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Verdict {
    /// Everything that is wrong, by code. At most [`Verdict::LISTED`] of one code are listed; one
    /// more entry then counts the rest.
    pub broken: Vec<Broken>,
    /// Every rule of the scenario, in its order, kept or not.
    pub rules: Vec<RuleFinding>,
    /// Every savings target of the scenario, in its order, met or not.
    pub targets: Vec<TargetFinding>,
    /// The checker's own figures. They leave out what could not be resolved, and are fit to be
    /// printed only if the verdict holds.
    pub figures: Figures,
}

impl Verdict {
    /// How many breaks of one code are listed one by one.
    pub const LISTED: usize = 20;

    /// Is nothing broken?
    pub fn holds(&self) -> bool {
        self.broken.is_empty()
    }
}

/// One thing that is wrong with a plan or a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Stable code, such as `CK22`: see [`Code`].
    pub code: &'static str,
    /// What it is about: the id of a rule, place, line, or a list of the plan. Empty where several
    /// are counted together.
    pub about: String,
    /// The limit in the reader's words, with both numbers.
    pub what: String,
    /// What it means, and what to do about it.
    pub meaning: &'static str,
}

/// One rule, tested.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleFinding {
    /// Id of the rule.
    pub id: String,
    /// Does it hold?
    pub kept: bool,
    /// Must it?
    pub hard: bool,
    /// By how much it is missed, summed over its tests, in `unit`; 0 or a rounding error if kept.
    pub shortfall: f64,
    /// Unit of the shortfall and of the detail: `sites`, `people`, `pounds`, `conditions`, `places`,
    /// `weekly sessions` or `percentage points`.
    pub unit: &'static str,
    /// Its tests: one overall, or one for each district, band, group, place or offer, in order.
    pub detail: Vec<Compared>,
}

/// One test of a rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// Id of the district, band, group, site or place; an offer as `service / mode / place`; otherwise
    /// `overall`.
    pub of: String,
    /// What the plan has.
    pub have: f64,
    /// The limit: the least wanted, or the most allowed.
    pub wanted: f64,
}

/// One savings target, tested.
#[derive(Debug, Clone, PartialEq)]
pub struct TargetFinding {
    /// Id of the target.
    pub id: String,
    /// Is it met, to the penny?
    pub kept: bool,
    /// Must it be?
    pub hard: bool,
    /// The saving that counts, a year. Negative if more is spent.
    pub have: Pence,
    /// The saving demanded, a year.
    pub wanted: Pence,
    /// Pounds missing; 0 if met.
    pub shortfall: f64,
}

/// The checker's own figures of a plan.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Figures {
    /// A year's spending by line id, in the scenario's order.
    pub spend: Vec<(String, Pence)>,
    /// The same today.
    pub baseline_spend: Vec<(String, Pence)>,
    /// The saving that each target counts, by target id.
    pub savings: Vec<(String, Pence)>,
    /// People reached in a year by service id. Never to be added up over services.
    pub reached: Vec<(String, f64)>,
    /// The same of every group in every area: see [`Claims::reached_by_area`](crate::Claims::reached_by_area).
    pub reached_by_area: Vec<Vec<f64>>,
    /// The value of every goal, in their order.
    pub goals: Vec<GoalFigure>,
}

/// The value of one goal.
#[derive(Debug, Clone, PartialEq)]
pub struct GoalFigure {
    /// Its name: see [`GoalClaim::name`](crate::GoalClaim::name).
    pub name: String,
    /// Its value, in the unit of the goal: see [`GoalClaim::value`](crate::GoalClaim::value).
    pub value: f64,
    /// The bound that was claimed, if it is on the right side of the value.
    pub bound: Option<f64>,
    /// How far the value is from that bound, relative to the bound: see
    /// [`GoalClaim::gap`](crate::GoalClaim::gap).
    pub gap: Option<f64>,
}

/// Collects breaks, counting all and keeping the first few of each code, so that a plan with
/// 60,000 bad rows costs neither the memory nor the reader's patience of 60,000 sentences.
#[derive(Default)]
pub(crate) struct Breaks {
    by_code: BTreeMap<Code, (Vec<Broken>, usize)>,
}

impl Breaks {
    /// Adds one. The sentence is only made if it will be listed.
    pub(crate) fn add(&mut self, code: Code, about: &str, what: impl FnOnce() -> String) {
        let (listed, more) = self.by_code.entry(code).or_default();
        if listed.len() < Verdict::LISTED {
            let about = about.to_owned();
            listed.push(Broken { code: code.text(), about, what: what(), meaning: code.meaning() });
        } else {
            *more += 1;
        }
    }

    /// Adds one if two neighbours of a list stand the wrong way round; says whether none do.
    pub(crate) fn add_unless_in_order<T>(&mut self, list: &str, rows: &[T], in_order: impl Fn(&T, &T) -> bool) -> bool {
        let wrong = rows.windows(2).position(|pair| !in_order(&pair[0], &pair[1]));
        if let Some(position) = wrong {
            self.add(Code::NotInOrder, list, || {
                let (first, second) = (position + 1, position + 2);
                format!("entries {first} and {second} of `{list}` stand the wrong way round")
            });
        }
        wrong.is_none()
    }

    /// Is there none?
    pub(crate) fn is_empty(&self) -> bool {
        self.by_code.is_empty()
    }

    /// Takes over what was found wrong with something else, all under one code.
    pub(crate) fn adopt(&mut self, code: Code, found: Breaks, told: impl Fn(&str) -> String) {
        for (listed, more) in found.by_code.into_values() {
            for broken in listed {
                self.add(code, &broken.about, || told(&broken.what));
            }
            self.by_code.entry(code).or_default().1 += more;
        }
    }

    /// Takes over what was found wrong with a part, each under its own code.
    pub(crate) fn take_over(&mut self, found: Breaks, told: impl Fn(&str) -> String) {
        for (code, (listed, more)) in found.by_code {
            for broken in listed {
                self.add(code, &broken.about, || told(&broken.what));
            }
            if more > 0 {
                self.by_code.entry(code).or_default().1 += more;
            }
        }
    }

    /// All of them, by code.
    pub(crate) fn into_list(self) -> Vec<Broken> {
        let mut list = Vec::new();
        for (code, (listed, more)) in self.by_code {
            list.extend(listed);
            if more > 0 {
                let what = format!("and {more} more of the same kind");
                list.push(Broken { code: code.text(), about: String::new(), what, meaning: code.meaning() });
            }
        }
        list
    }
}

/// A real number in a sentence: up to six decimals, which is where the tolerance ends.
pub(crate) fn shown(number: f64) -> String {
    let text = format!("{number:.6}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}
