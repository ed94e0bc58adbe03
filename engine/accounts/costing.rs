//! What makes up every line, amount by amount: a unit cost, how many of it, and what that comes to.
//!
//! ```text
//! at t's prices = price[t] · quantity · weeks          price[t] = unit · index[t] to the nearest penny
//! before, after = Σ of a line's rows                   what stood when the year began, what stands at its end
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | unit | a level, a site's own cost, a session, running, fixed spending, a post, a measure | p a year or a session, prices of the price year | scenario |
//! | quantity | sites, weekly sessions, posts | | states, staff |
//! | weeks | a year has, of a session | | services |
//!
//! Nothing is decided or rounded here that is not rounded so in `state.rs`, `lines.rs` and `staff.rs`, whose
//! functions are used: each line's rows add up to its figures in every year. What stands beside a line's cost
//! (measures, posts that do not come, posts that stand empty) has rows of its own, and no part in those sums.

use super::book::Book;
use super::staff::pay;
use super::state::{running_cost, session_cost};
use super::year::{index_of, indexed};
use super::{ReachPath, State};
use crate::instance::{amount, amount_at_level, own_amount};
use doorstep_scenario::{
    BaselineOffer, FinancialYear, Host, LevelIx, LineIx, Measure, MeasureKind, ModeIx, Pence, Role, Scenario,
    ServiceIx, SiteIx, StaffNeed,
};
use std::collections::BTreeMap;

/// More rows than anybody reads, and than a workbook should hold.
pub const MOST_ROWS: usize = 200_000;

/// What costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// Fixed spending of the line.
    Fixed,
    /// A site at a level, at the level's cost.
    Level(SiteIx, LevelIx),
    /// A site at a level, at a cost of its own.
    Site(SiteIx, LevelIx),
    /// Sessions of an offer.
    Session(ServiceIx, ModeIx, Host),
    /// Running it at all.
    Running(ServiceIx, ModeIx, Host),
    /// A pressure, by its position in the programme; in money of the year.
    Pressure(usize),
    /// Posts of a role, if reach changed nothing.
    Staff(usize),
    /// The same posts with all that prevention changes: beside the line's cost.
    StaffPlanned(usize),
    /// Posts of today that are needed and stand empty: beside the line's cost.
    Vacant(usize),
    /// A measure: beside the line's cost.
    Measure(usize),
}

/// One thing that a line pays in a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cost {
    /// Which year after the baseline, from 0.
    pub year: usize,
    /// On which line.
    pub line: LineIx,
    /// What it is.
    pub thing: Thing,
    /// Of which part of what the footprint changes it is, by its position in [`super::PARTS`]; nothing on
    /// lines that may not be touched.
    pub part: Option<usize>,
    /// For one of it.
    pub unit: Pence,
    /// How many weeks a year it is paid; nothing where it is paid by the year.
    pub weeks: Option<u32>,
    /// How many today, when the year began, and as it ends.
    pub quantity: [f64; 3],
    /// At prices of the price year: today, and as the year ends.
    pub at_base: [Pence; 2],
    /// At the year's prices: today, when the year began, as it ends.
    pub then: [Pence; 3],
    /// What stands beside the line's cost, at the year's prices.
    pub beside: Pence,
}

/// What holds for a line in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// Which year.
    pub year: FinancialYear,
    /// Months left when its moves take effect.
    pub months: u32,
    /// Which line.
    pub line: LineIx,
    /// Who pays it in that year.
    pub fund: doorstep_scenario::FundIx,
    /// Is that the General Fund?
    pub general: bool,
    /// Did the General Fund pay it in the baseline year?
    pub general_today: bool,
    /// Does one fund alone pay it, whatever it costs: one without a stated budget, of which nothing is switched?
    pub pays_alone: bool,
    /// What a pound of it has become by the year, in billionths.
    pub index: i64,
    /// By how much more than by the year before, in millionths; nothing where it has no kind of prices.
    pub rate: Option<i64>,
}

/// Every amount of every line in every year.
#[derive(Debug, Clone, PartialEq)]
pub struct Costing {
    /// By year and line.
    pub terms: Vec<Terms>,
    /// By year, line and thing; nothing where they would be more than [`MOST_ROWS`].
    pub costs: Option<Vec<Cost>>,
}

/// The amounts behind the accounts of these states.
pub fn costing(scenario: &Scenario, states: &[State], reach: Option<&ReachPath>) -> Costing {
    let book = Book::of(scenario, states, reach);
    let mut terms = Vec::new();
    let mut costs = Some(Vec::new());
    for at in 0..book.years.len() {
        for line in 0..book.lines() {
            terms.push(terms_of(&book, at, line));
            costs = costs.filter(|costs| costs.len() <= MOST_ROWS).map(|mut costs| {
                costs.extend(of_line(&book, at, line));
                costs
            });
        }
    }
    Costing { terms, costs: costs.filter(|costs| costs.len() <= MOST_ROWS) }
}

fn terms_of(book: &Book, at: usize, line: usize) -> Terms {
    let fund = book.then[at].lines[line].fund;
    let switched = |measure: &&Measure| {
        measure.line.0 == line && matches!(measure.kind, MeasureKind::FundSwitch(to) if to != fund)
    };
    let category = book.programme.category_of.get(line).and_then(|of| book.programme.inflation.get(*of));
    Terms {
        year: book.years[at],
        months: book.months(at),
        line: LineIx(line),
        fund,
        general: book.general(at, line),
        general_today: book.general_today(line),
        pays_alone: book.base.funds[fund.0].terms.is_none() && !book.programme.measures.iter().any(|m| switched(&m)),
        index: index_of(&book.base, LineIx(line), at),
        rate: category.map(|category| category.rates[at]),
    }
}

/// One line in one year.
struct Of<'b> {
    book: &'b Book,
    at: usize,
    line: usize,
    index: i64,
    touchable: bool,
    /// Today, when the year began, as it ends: today's three times where the line may not be touched.
    states: [&'b State; 3],
}

fn of_line(book: &Book, at: usize, line: usize) -> Vec<Cost> {
    let touchable = book.then[at].lines[line].touchable;
    let stands = |state| if touchable { state } else { &book.today };
    let states = [&book.today, stands(book.before(at)), stands(&book.states[at])];
    let of = Of { book, at, line, index: index_of(&book.base, LineIx(line), at), touchable, states };
    let mut found = of.fixed();
    found.extend(of.sites());
    found.extend(of.offers());
    found.extend(of.pressures());
    found.extend(of.staff());
    found.extend(of.measures());
    found
}

impl Of<'_> {
    fn cost(&self, thing: Thing, unit: Pence, quantity: [f64; 3]) -> Cost {
        Cost {
            year: self.at,
            line: LineIx(self.line),
            thing,
            part: None,
            unit,
            weeks: None,
            quantity,
            at_base: [Pence::ZERO; 2],
            then: [Pence::ZERO; 3],
            beside: Pence::ZERO,
        }
    }

    fn fixed(&self) -> Vec<Cost> {
        let unit = self.book.base.lines[self.line].fixed;
        let cost = Cost {
            at_base: [unit; 2],
            then: [indexed(unit, self.index); 3],
            ..self.cost(Thing::Fixed, unit, [1.0; 3])
        };
        if unit == Pence::ZERO { Vec::new() } else { vec![cost] }
    }

    fn sites(&self) -> Vec<Cost> {
        let (base, then) = (&self.book.base, &self.book.then[self.at]);
        let mut found = Vec::new();
        for site in 0..base.sites.len() {
            let [today, before, after] = self.states.map(|state| state.levels[site]);
            let mut levels = vec![today, before, after];
            levels.sort_unstable();
            levels.dedup();
            for level in levels {
                let [unit, price] = [base, then].map(|prices| amount_at_level(prices, site, level, self.line));
                if unit == Pence::ZERO {
                    continue;
                }
                let own = own_amount(base, site, level, self.line).is_some();
                let thing = if own { Thing::Site } else { Thing::Level }(SiteIx(site), level);
                let held = [today, before, after].map(|at| at == level);
                let [of_today, of_before, of_after] = held;
                let times = |amount: Pence, held: bool| if held { amount } else { Pence::ZERO };
                found.push(Cost {
                    // As the parts of the footprint are told: a site closed today cannot close.
                    part: self.touchable.then_some(usize::from(after.0 != 0 || today.0 == 0)),
                    at_base: [times(unit, of_today), times(unit, of_after)],
                    then: [times(price, of_today), times(price, of_before), times(price, of_after)],
                    ..self.cost(thing, unit, held.map(f64::from))
                });
            }
        }
        found
    }

    fn offers(&self) -> Vec<Cost> {
        let (base, then) = (&self.book.base, &self.book.then[self.at]);
        let mut running = BTreeMap::<(ServiceIx, ModeIx, Host), [Option<BaselineOffer>; 3]>::new();
        for (which, state) in self.states.into_iter().enumerate() {
            for offer in &state.offers {
                running.entry((offer.service, offer.mode, offer.host)).or_default()[which] = Some(*offer);
            }
        }
        let mut found = Vec::new();
        for ((service, mode, host), offers) in running {
            let of = &base.services[service.0].modes[mode.0];
            let part = self.touchable.then_some(if matches!(host, Host::Site(_)) { 2 } else { 3 });
            let mut add =
                |thing: Thing, unit: Pence, weeks, quantity, cost: fn(&Scenario, usize, &BaselineOffer) -> Pence| {
                    let money = |prices: &Scenario, which: usize| {
                        offers[which].as_ref().map_or(Pence::ZERO, |offer| cost(prices, self.line, offer))
                    };
                    if unit != Pence::ZERO {
                        found.push(Cost {
                            part,
                            weeks,
                            at_base: [0, 2].map(|which| money(base, which)),
                            then: [0, 1, 2].map(|which| money(then, which)),
                            ..self.cost(thing, unit, quantity)
                        });
                    }
                };
            let held = offers.map(|offer| offer.map_or(0.0, |offer| offer.sessions.per_week()));
            let session = amount(&of.session_costs, self.line);
            add(Thing::Session(service, mode, host), session, Some(of.weeks), held, session_cost);
            let runs = offers.map(|offer| f64::from(offer.is_some()));
            add(Thing::Running(service, mode, host), amount(&of.running_costs, self.line), None, runs, running_cost);
        }
        found
    }

    fn pressures(&self) -> Vec<Cost> {
        let each = self.book.programme.pressures.iter().enumerate().filter(|(_, of)| of.line.0 == self.line);
        let cost = |(id, of): (usize, &doorstep_scenario::Pressure)| {
            let unit = of.amounts[self.at];
            Cost { then: [Pence::ZERO, unit, unit], ..self.cost(Thing::Pressure(id), unit, [0.0, 1.0, 1.0]) }
        };
        each.map(cost).collect()
    }

    /// As they are paid, as they are paid with prevention, and what stands empty.
    fn staff(&self) -> Vec<Cost> {
        let mut found = Vec::new();
        let paths = self.book.programme.roles.iter().zip(&self.book.unprevented).zip(&self.book.staff);
        for (id, ((role, nothing), planned)) in paths.enumerate() {
            let Some((_, unit)) = role.pay.filter(|(on, _)| on.0 == self.line) else { continue };
            debug_assert!(matches!(role.need, StaffNeed::Cases { .. }));
            let paid = |role: &Role, posts: f64| indexed(pay(role, posts), self.index);
            let (now, plan) = (&nothing.years[self.at], &planned.years[self.at]);
            let empty = now.empty(role);
            let at_base = [role.today, now.have].map(|posts| pay(role, posts));
            let then = [role.today, now.have, now.have].map(|posts| paid(role, posts));
            found.push(Cost { at_base, then, ..self.cost(Thing::Staff(id), unit, [role.today, now.have, now.have]) });
            for (thing, posts) in [(Thing::StaffPlanned(id), plan.have), (Thing::Vacant(id), empty)] {
                found.push(Cost { beside: paid(role, posts), ..self.cost(thing, unit, [0.0, 0.0, posts]) });
            }
        }
        found
    }

    fn measures(&self) -> Vec<Cost> {
        let each = self.book.programme.measures.iter().enumerate().filter(|(_, of)| of.line.0 == self.line);
        let cost = |(id, of): (usize, &Measure)| Cost {
            beside: self.book.measured(self.at, of),
            ..self.cost(Thing::Measure(id), of.amounts[self.at], [0.0, 0.0, 1.0])
        };
        each.map(cost).collect()
    }
}
