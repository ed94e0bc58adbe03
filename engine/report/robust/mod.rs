//! What an ensemble says of its plans: spreads, regret, how often each keeps everything, its worst futures, and
//! what it would be worth to know a number beforehand.
//!
//! | figure | meaning | source |
//! |---|---|---|
//! | regret | in a future, the best plan's first goal less this plan's; at least 0 | Savage 1951 |
//! | satisficing share | share of futures in which every rule and target is kept | Herman and others 2015 |
//! | worst tenth | mean of the worst tenth of futures: conditional value at risk at 90 % | Rockafellar and Uryasev 2000 |
//! | quantiles | `spread.rs` | Hyndman and Fan 1996, type 7 |
//! | value of information | `information.rs` | Strong, Oakley and Brennan 2014 |
//!
//! A plan's figures are of the futures in which it has any: held plans have some in impossible futures too (there
//! they miss something), the best plan has none there; refused and failed futures have none of any. Futures count
//! alike unless the design says otherwise.

mod information;
mod spread;

pub use information::Worth;

use super::frame::{Cells, Frame};
use super::table::{Columns, percent, thousands};
use information::Outcomes;
use spread::Spread;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// One measure of one plan, by member.
type Series = BTreeMap<i64, f64>;

/// What was found.
#[derive(Debug, Clone, Default)]
pub struct Robust {
    /// How the members ended.
    ended: BTreeMap<String, u64>,
    weights: BTreeMap<i64, f64>,
    /// By plan and measure.
    measures: BTreeMap<(String, String), Series>,
    /// By plan: is more of the measure worse? Names of measures of which less is better.
    falling: Vec<String>,
    /// By plan, by member: is everything kept?
    kept: BTreeMap<String, BTreeMap<i64, bool>>,
    /// By plan and target, by member: is it met?
    met: BTreeMap<(String, String), BTreeMap<i64, bool>>,
    /// By site and level: in which members.
    levels: BTreeMap<(String, String), f64>,
    goal: String,
    maximise: bool,
    by_chance: bool,
    design: Vec<(String, Vec<f64>)>,
}

impl Robust {
    /// Reads the tables of an ensemble. The first goal is the one that regret is of.
    /// `by_chance`: were futures drawn, or laid out?
    pub fn of(
        design: &Frame,
        tables: &[(&'static str, Frame)],
        (goal, maximise): &(String, bool),
        by_chance: bool,
    ) -> Robust {
        let table = |name: &str| tables.iter().find(|(known, _)| *known == name).map(|(_, frame)| frame);
        let empty = Frame::default();
        let of = |name: &str| table(name).unwrap_or(&empty);
        let mut found = Robust { goal: goal.clone(), maximise: *maximise, by_chance, ..Robust::default() };
        found.falling = vec!["cost".to_owned()];
        if !maximise {
            found.falling.push(goal.clone());
        }
        for (at, weight) in design.whole("member").iter().zip(design.real("(weight)")) {
            if let (Some(member), Some(weight)) = (at, weight) {
                found.weights.insert(*member, *weight);
            }
        }
        for column in design.columns.iter().filter(|column| column.name != "(weight)") {
            if let Cells::Real(values) = &column.cells {
                found
                    .design
                    .push((column.name.clone(), values.iter().map(|value| value.unwrap_or(f64::NAN)).collect()));
            }
        }
        for status in of("members").text("status").iter().flatten() {
            *found.ended.entry(status.clone()).or_default() += 1;
        }
        let plans = of("plans");
        for (at, (member, plan)) in rows(plans).enumerate() {
            let pounds = |name: &str| plans.whole(name)[at].map(|pence| pence as f64 / 100.0);
            found.put(plan, "cost", member, pounds("cost_pence"));
            found.put(plan, "saving", member, pounds("saving_pence"));
            if let Some(kept) = &plans.text("kept")[at] {
                found.kept.entry(plan.clone()).or_default().insert(member, kept == "yes");
            }
        }
        let goals = of("goals");
        for (at, (member, plan)) in rows(goals).enumerate() {
            // Goals of one kind have one name: the first of them comes first.
            let first = found.series(plan, goal).is_none_or(|series| !series.contains_key(&member));
            if first && goals.text("name")[at].as_ref() == Some(goal) {
                found.put(plan, goal, member, goals.real("value")[at]);
            }
        }
        let reach = of("reach");
        for (at, (member, plan)) in rows(reach).enumerate() {
            let word = |name: &str| reach.text(name)[at].clone().unwrap_or_default();
            let measure = format!("reached: {}, {}", word("service"), word("model"));
            found.put(plan, &measure, member, reach.real("reached")[at]);
        }
        let targets = of("targets");
        for (at, (member, plan)) in rows(targets).enumerate() {
            let target = targets.text("target")[at].clone().unwrap_or_default();
            let met = targets.whole("short_pence")[at] == Some(0);
            found.met.entry((plan.clone(), target)).or_default().insert(member, met);
        }
        let levels = of("levels");
        for (at, member) in levels.whole("member").iter().enumerate() {
            let word = |name: &str| levels.text(name)[at].clone().unwrap_or_default();
            if let Some(member) = member {
                *found.levels.entry((word("site"), word("level"))).or_default() += found.weight(*member);
            }
        }
        found
    }

    fn put(&mut self, plan: &str, measure: &str, member: i64, value: Option<f64>) {
        if let Some(value) = value {
            self.measures.entry((plan.to_owned(), measure.to_owned())).or_default().insert(member, value);
        }
    }

    fn weight(&self, member: i64) -> f64 {
        self.weights.get(&member).copied().unwrap_or(1.0)
    }

    fn series(&self, plan: &str, measure: &str) -> Option<&Series> {
        self.measures.get(&(plan.to_owned(), measure.to_owned()))
    }

    fn plans(&self) -> Vec<String> {
        let mut plans: Vec<String> = self.measures.keys().map(|(plan, _)| plan.clone()).collect();
        plans.dedup();
        plans
    }

    /// Plans that are held in futures: what can be called robust.
    fn held(&self) -> Vec<String> {
        self.plans().into_iter().filter(|plan| plan != "best" && plan != "today").collect()
    }

    /// What the best plan of a future has more (or less) of the first goal than a plan that keeps as much.
    pub fn regret(&self, plan: &str) -> Series {
        let (Some(best), Some(own)) = (self.series("best", &self.goal), self.series(plan, &self.goal)) else {
            return Series::new();
        };
        let sign = if self.maximise { 1.0 } else { -1.0 };
        let both = own.iter().filter_map(|(member, own)| Some((*member, (sign * (best.get(member)? - own)).max(0.0))));
        both.collect()
    }

    /// In which of the futures that have a best plan everything is kept; nothing where none was looked for.
    fn kept_where_possible(&self, plan: &str) -> Option<BTreeMap<i64, bool>> {
        let (kept, best) = (self.kept.get(plan)?, self.series("best", &self.goal)?);
        Some(
            kept.iter()
                .filter(|(member, _)| best.contains_key(member))
                .map(|(member, kept)| (*member, *kept))
                .collect(),
        )
    }

    fn share(&self, of: &BTreeMap<i64, bool>) -> f64 {
        let all: f64 = of.keys().map(|member| self.weight(*member)).sum();
        // A sum of nothing is −0.
        (of.iter().filter(|(_, holds)| **holds).map(|(member, _)| self.weight(*member)).sum::<f64>() + 0.0) / all
    }

    /// Mean, quantiles, worst tenth of a series.
    fn spread(&self, series: &Series, falling: bool) -> Spread {
        let mut values: Vec<(f64, f64)> = series.iter().map(|(member, value)| (*value, self.weight(*member))).collect();
        values.sort_by(|one, other| one.0.total_cmp(&other.0));
        Spread::of(&values, falling)
    }

    /// What knowing a number beforehand would be worth, in the first goal: how much more the plan that is then
    /// chosen among those held has in the mean. Nothing where fewer than two plans are held.
    pub fn value_of_information(&self) -> Vec<(String, Worth)> {
        let held = self.held();
        let series: Vec<&Series> = held.iter().filter_map(|plan| self.series(plan, &self.goal)).collect();
        if series.len() < 2 {
            return Vec::new();
        }
        // Members in which every plan has a value.
        let common: Vec<i64> =
            series[0].keys().copied().filter(|at| series.iter().all(|one| one.contains_key(at))).collect();
        let sign = if self.maximise { 1.0 } else { -1.0 };
        let plans = series.iter().map(|one| common.iter().map(|at| sign * one[at]).collect()).collect();
        let weights: Vec<f64> = common.iter().map(|at| self.weight(*at)).collect();
        let mut outcomes = Outcomes::of(plans, &weights);
        let each = self.design.iter().map(|(number, values)| {
            let value = |at: &i64| usize::try_from(*at).ok().and_then(|at| values.get(at)).copied().unwrap_or(f64::NAN);
            (number.clone(), outcomes.worth(&common.iter().map(value).collect::<Vec<f64>>()))
        });
        each.collect()
    }

    /// Tables for readers: name and cells.
    pub fn tables(&self) -> Vec<(&'static str, Frame)> {
        vec![
            ("measures", self.measures_table()),
            ("robustness", self.robustness_table()),
            ("worst", self.worst_table()),
            ("keep_frequency", self.frequency_table()),
            ("value_of_information", self.information_table()),
        ]
    }

    fn measures_table(&self) -> Frame {
        let mut rows = Rows::default();
        for ((plan, measure), series) in &self.measures {
            let spread = self.spread(series, self.falling.contains(measure));
            rows.words(&[plan, measure]);
            rows.count(series.len());
            rows.reals(&spread.all());
        }
        rows.frame(&["plan", "measure"], &["futures"], &Spread::NAMES)
    }

    fn robustness_table(&self) -> Frame {
        let mut rows = Rows::default();
        for plan in self.held() {
            let mut row = |measure: &str, futures: usize, value: f64| {
                rows.words(&[&plan, measure]);
                rows.count(futures);
                rows.reals(&[value]);
            };
            if let Some(kept) = self.kept.get(&plan) {
                row("share of futures with every rule and target kept", kept.len(), self.share(kept));
            }
            if let Some(kept) = self.kept_where_possible(&plan) {
                row("the same, of futures in which some plan keeps them", kept.len(), self.share(&kept));
            }
            for ((_, target), met) in self.met.iter().filter(|((of, _), _)| *of == plan) {
                row(&format!("share of futures with target met: {target}"), met.len(), self.share(met));
            }
            let regret = self.regret(&plan);
            if !regret.is_empty() {
                let spread = self.spread(&regret, true);
                row("mean regret", regret.len(), spread.mean);
                row("regret in the worst tenth", regret.len(), spread.worst);
                row("most regret", regret.len(), spread.most);
            }
        }
        rows.frame(&["plan", "measure"], &["futures"], &["value"])
    }

    fn worst_table(&self) -> Frame {
        const LISTED: usize = 10;
        let mut rows = Rows::default();
        for plan in self.held() {
            let Some(series) = self.series(&plan, &self.goal) else { continue };
            let mut sorted: Vec<(f64, i64)> = series.iter().map(|(member, value)| (*value, *member)).collect();
            let sign = if self.maximise { 1.0 } else { -1.0 };
            sorted.sort_by(|one, other| (sign * one.0).total_cmp(&(sign * other.0)).then(one.1.cmp(&other.1)));
            for (value, member) in sorted.into_iter().take(LISTED) {
                rows.words(&[&plan, &self.goal]);
                rows.count(usize::try_from(member).unwrap_or(0));
                rows.reals(&[value]);
            }
        }
        rows.frame(&["plan", "measure"], &["member"], &["value"])
    }

    fn frequency_table(&self) -> Frame {
        let mut of_site: BTreeMap<&str, f64> = BTreeMap::new();
        for ((site, _), weight) in &self.levels {
            *of_site.entry(site).or_default() += weight;
        }
        let mut rows = Rows::default();
        for ((site, level), weight) in &self.levels {
            rows.words(&[site, level]);
            rows.reals(&[weight / of_site[site.as_str()]]);
        }
        rows.frame(&["site", "level"], &[], &["share"])
    }

    fn information_table(&self) -> Frame {
        let mut rows = Rows::default();
        for (number, value) in self.value_of_information() {
            rows.words(&[&number, &self.goal]);
            rows.reals(&[value.worth, value.by_chance]);
        }
        rows.frame(&["number", "measure"], &[], &["worth", "by_chance"])
    }

    /// The same in some lines.
    pub fn summary(&self) -> Vec<String> {
        let ended: Vec<String> = self.ended.iter().map(|(how, many)| format!("{many} {how}")).collect();
        let mut lines = vec![format!("Futures: {}.", ended.join(", "))];
        if !self.by_chance {
            lines.push("They were laid out and not drawn: shares and means over them are no probabilities.".to_owned());
        }
        let (best, all) = (self.series("best", &self.goal).map(Series::len), self.ended.values().sum::<u64>());
        if let Some(best) = best.filter(|best| (*best as u64) < all) {
            lines.push(format!("\"best\" has a plan in {best} of {all} futures: its means are of fewer than those of plans that are held."));
        }
        let mut columns = Columns::default();
        columns.row(["", "futures", "mean", "5 %", "50 %", "95 %", "worst tenth"]);
        for ((plan, measure), series) in &self.measures {
            let spread = self.spread(series, self.falling.contains(measure));
            let cells = [spread.mean, spread.quantiles[0], spread.quantiles[2], spread.quantiles[4], spread.worst];
            let head = [format!("{plan}: {measure}"), series.len().to_string()];
            columns.row(head.into_iter().chain(cells.map(thousands)));
        }
        lines.extend(columns.lines());
        for plan in self.held() {
            if let Some(kept) = self.kept.get(&plan) {
                let mut line = format!(
                    "{plan}: every rule and target is kept in {} of {} futures",
                    percent(self.share(kept), 1),
                    kept.len()
                );
                if let Some(possible) = self.kept_where_possible(&plan).filter(|possible| possible.len() < kept.len()) {
                    let share = percent(self.share(&possible), 1);
                    let _ = write!(line, ", {share} of the {} in which some plan keeps them", possible.len());
                }
                lines.push(line);
            }
            let regret = self.regret(&plan);
            if !regret.is_empty() {
                let spread = self.spread(&regret, true);
                lines.push(format!(
                    "{plan}: regret in {} over {} futures: {} in the mean, {} in the worst tenth, {} at most",
                    self.goal,
                    regret.len(),
                    thousands(spread.mean),
                    thousands(spread.worst),
                    thousands(spread.most)
                ));
            }
        }
        if self.series("best", &self.goal).is_some() {
            lines.push(
                "\"best\" knows its future beforehand, and no council does: only plans that are held say how robust they are."
                    .to_owned(),
            );
        }
        lines
    }
}

/// Member and plan of each row.
fn rows(frame: &Frame) -> impl Iterator<Item = (i64, &String)> {
    let plans = frame.text("plan");
    frame.whole("member").iter().zip(plans).map(|(member, plan)| {
        static NONE: String = String::new();
        (member.unwrap_or(-1), plan.as_ref().unwrap_or(&NONE))
    })
}

/// Rows of a table of words, counts and reals, row by row.
#[derive(Default)]
struct Rows {
    words: Vec<Vec<Option<String>>>,
    counts: Vec<Option<i64>>,
    reals: Vec<Vec<Option<f64>>>,
}

impl Rows {
    fn words(&mut self, cells: &[&str]) {
        self.words.push(cells.iter().map(|cell| Some((*cell).to_owned())).collect());
    }

    fn count(&mut self, many: usize) {
        self.counts.push(i64::try_from(many).ok());
    }

    fn reals(&mut self, cells: &[f64]) {
        self.reals.push(cells.iter().map(|cell| cell.is_finite().then_some(*cell)).collect());
    }

    fn frame(self, words: &[&str], counts: &[&str], reals: &[&str]) -> Frame {
        let mut frame = Frame::default();
        for (at, name) in words.iter().enumerate() {
            frame = frame.with(*name, Cells::Text(self.words.iter().map(|row| row[at].clone()).collect()));
        }
        for name in counts {
            frame = frame.with(*name, Cells::Whole(self.counts.clone()));
        }
        for (at, name) in reals.iter().enumerate() {
            frame = frame.with(*name, Cells::Real(self.reals.iter().map(|row| row[at]).collect()));
        }
        frame
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two plans, one better where a number is low and one where it is high, by as much.
    fn two_plans(second: impl Fn(f64) -> f64) -> Robust {
        const MEMBERS: usize = 400;
        let number: Vec<f64> = (0..MEMBERS).map(|at| (at as f64 + 0.5) / MEMBERS as f64).collect();
        let noise: Vec<f64> = (0..MEMBERS).map(|at| ((at * 173) % MEMBERS) as f64).collect();
        let members = || (0..MEMBERS).map(|at| i64::try_from(at).ok()).collect::<Vec<_>>();
        let design = Frame::default()
            .with("member", Cells::Whole(members()))
            .with("noise", Cells::Real(noise.into_iter().map(Some).collect()))
            .with("number", Cells::Real(number.iter().copied().map(Some).collect()));
        let both = |first: &str, other: &str| {
            let names = [first, other].map(|name| vec![Some(name.to_owned()); MEMBERS]).concat();
            Cells::Text(names)
        };
        let values = number.iter().map(|at| Some(*at)).chain(number.iter().map(|at| Some(second(*at)))).collect();
        let goals = Frame::default()
            .with("member", Cells::Whole([members(), members()].concat()))
            .with("plan", both("high", "low"))
            .with("name", both("most-reach", "most-reach"))
            .with("value", Cells::Real(values));
        Robust::of(&design, &[("goals", goals)], &("most-reach".to_owned(), true), true)
    }

    #[test]
    fn knowing_the_number_that_decides_is_worth_what_it_decides_and_another_nothing_beyond_chance() {
        // Either has ½ in the mean; who knows the number has max(x, 1 − x), ¾ in the mean.
        let found: BTreeMap<String, Worth> = two_plans(|at| 1.0 - at).value_of_information().into_iter().collect();
        assert!((found["number"].worth - 0.25).abs() < 1e-4, "{found:?}");
        assert!(found["noise"].worth < found["noise"].by_chance && found["noise"].by_chance < 0.07, "{found:?}");
        // Where one plan is never better, nothing is worth knowing.
        let found = two_plans(|at| at - 0.1).value_of_information();
        assert!(found.iter().all(|(_, found)| found.worth < 1e-12), "{found:?}");
    }

    #[test]
    fn numbers_of_few_values_and_constants_have_the_worth_of_their_groups_in_any_order() {
        // Two numbers on a grid of 4 × 50: the first decides, the second does nothing, a third never moves.
        let (first, second): (Vec<f64>, Vec<f64>) = (0..200).map(|at| (f64::from(at / 50), f64::from(at % 50))).unzip();
        let plans = vec![first.clone(), first.iter().map(|at| 3.0 - at).collect()];
        let mut outcomes = Outcomes::of(plans.clone(), &[1.0; 200]);
        // max(x, 3 − x) over 0 to 3 is 3, 2, 2, 3; either plan has 1.5.
        assert!((outcomes.worth(&first).worth - 1.0).abs() < 1e-12);
        assert!(outcomes.worth(&second).worth < 1e-12);
        assert!(outcomes.worth(&[7.0; 200]).worth == 0.0);
        let turned = |of: &[f64]| of.iter().rev().copied().collect::<Vec<f64>>();
        let mut other = Outcomes::of(plans.iter().map(|plan| turned(plan)).collect(), &[1.0; 200]);
        assert!((other.worth(&turned(&first)).worth - 1.0).abs() < 1e-12);
        assert!(other.worth(&turned(&second)).worth < 1e-12);
    }

    #[test]
    fn regret_is_against_the_best_of_the_same_future_and_never_below_nothing() {
        let mut robust = two_plans(|at| 1.0 - at);
        for member in 0..400 {
            robust.put("best", "most-reach", member, Some(0.9));
        }
        let regret = robust.regret("high");
        assert!((regret[&0] - (0.9 - 0.5 / 400.0)).abs() < 1e-12);
        assert!(regret.values().all(|regret| *regret >= 0.0) && regret[&399] == 0.0);
    }
}
