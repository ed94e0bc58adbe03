//! A savings programme: what happens between the baseline year and the end year, year by year.
//!
//! Lists "by year" have one entry for every financial year after the baseline, in order, up to the end
//! year. Amounts are in prices of the scenario's price year unless they say otherwise.

use super::{Evidence, FinancialYear, FundIx, LevelIx, LineIx, ModeIx, Pence, Prevention, ServiceIx, Share, SiteIx};
use crate::Place;

/// Everything that is known year by year.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Programme {
    /// When moves take effect, and which are allowed.
    pub moves: Moves,
    /// People by year, area and group; nothing where they stay as in the baseline.
    pub people: Option<Vec<Vec<Vec<u32>>>>,
    /// Inflation by kind of spending, sorted by id. Every line is in one, or none is given.
    pub inflation: Vec<Category>,
    /// Which of them each line is in, in the order of lines; empty where there is no inflation.
    pub category_of: Vec<usize>,
    /// Spending that grows or falls away whatever is decided, sorted by id.
    pub pressures: Vec<Pressure>,
    /// The base budget as the council's ledger has it; empty where none is given.
    pub ledger: Vec<LedgerRow>,
    /// Proposals beside the footprint, sorted by id.
    pub measures: Vec<Measure>,
    /// What change costs once, sorted by id.
    pub one_offs: Vec<OneOff>,
    /// What pays it, in the order in which it is used.
    pub sources: Vec<Source>,
    /// Staff, sorted by id.
    pub roles: Vec<Role>,
    /// What is known of effects of prevention, sorted by id: a register, which changes no figure.
    pub evidence: Vec<Evidence>,
    /// Effects of prevention on cases, sorted by id; none is counted unless it says so.
    pub prevention: Vec<Prevention>,
    /// How likely savings are to be delivered, where that is stated.
    pub delivery: Option<Delivery>,
    /// Discount rates: for so many years from the first, at this rate; the last goes on.
    pub discount: Vec<(u32, Share)>,
}

/// When moves take effect, and which are allowed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Moves {
    /// By year: months that are left when the year's moves take effect, 12 (1 April) to 1 (1 March).
    pub months: Vec<u32>,
    /// May a site change its level more than once?
    pub reversible: bool,
    /// Does each offer stay between today's sessions and those of the end? If so nothing starts on the way
    /// only to stop again; fewer are reached on the way.
    pub steady: bool,
    /// Of what a new session reaches in a year, the share in the months of the year in which it starts.
    pub ramp_up: Share,
    /// Consultation, decision and notice, before any site changes its level.
    pub timetable: Option<Timetable>,
}

/// From the start of consultation to the first lawful move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timetable {
    /// The day consultation starts: `2016-11-07`.
    pub starts: String,
    /// Weeks of consultation.
    pub consultation: u32,
    /// Weeks to the decision, call-in included.
    pub decision: u32,
    /// Weeks of notice to staff and landlords.
    pub notice: u32,
    /// The first month whose first day is not before all of that: year and month of the calendar.
    pub first_move: (u16, u32),
    /// By year: may sites change their level in it?
    pub allowed: Vec<bool>,
}

/// Inflation of one kind of spending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// Id: `pay`.
    pub id: String,
    /// By year: prices above the year before, in millionths; may be negative.
    pub rates: Vec<i64>,
    /// By year: what one pound of the price year has become, in billionths, each year rounded to the
    /// nearest: `index[t] = index[t−1] · (10⁶ + rate[t]) / 10⁶`.
    pub index: Vec<i64>,
    /// Where the rates are from.
    pub source: Option<String>,
}

/// Spending that changes whatever is decided: demography, a levy, a one-off of the base that ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pressure {
    /// Id.
    pub id: String,
    /// On which line.
    pub line: LineIx,
    /// By year: so much more a year than in the base (less if negative), in money of that year.
    pub amounts: Vec<Pence>,
    /// Why.
    pub why: Option<String>,
    /// Where it is from.
    pub source: Option<String>,
}

/// One row of the base budget.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LedgerRow {
    /// Cost centre.
    pub cost_centre: String,
    /// Kind of spending: employees, premises.
    pub subjective: String,
    /// Service of the council's accounts.
    pub objective: String,
    /// Line of the section 251 statement.
    pub section_251: String,
    /// The block that holds these pounds.
    pub line: LineIx,
    /// A year's amount; income is negative.
    pub amount: Pence,
}

/// Which column a saving stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MeasureKind {
    /// Spending less.
    CostReduction,
    /// Receiving more.
    Income,
    /// A pressure that does not come.
    Avoidance,
    /// The same spending on a line of the General Fund, paid by this fund as far as its own lines leave it money.
    FundSwitch(FundIx),
}

/// How sure a saving is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rag {
    /// On course.
    Green,
    /// At risk.
    Amber,
    /// Unlikely without something else.
    Red,
}

/// A proposal beside the footprint: it claims pounds that no site or session holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// Id.
    pub id: String,
    /// Name for readers.
    pub name: String,
    /// On which line.
    pub line: LineIx,
    /// Which kind of saving it is.
    pub kind: MeasureKind,
    /// By year: so much less a year than without it, in prices of the price year.
    pub amounts: Vec<Pence>,
    /// How sure it is.
    pub rag: Rag,
    /// Why.
    pub why: Option<String>,
    /// Where it is written.
    pub source: Option<String>,
    /// Where it stands in the scenario.
    pub place: Place,
}

/// What a change costs once: planned, and between what.
#[derive(Debug, Clone, PartialEq)]
pub struct OneOff {
    /// Id.
    pub id: String,
    /// Name for readers.
    pub name: String,
    /// Of what it is.
    pub kind: OneOffKind,
    /// Least and most, as shares of what is planned.
    pub range: (f64, f64),
    /// Where it is from.
    pub source: Option<String>,
}

/// What is paid for once. Amounts are in money of the year in which it is paid.
#[derive(Debug, Clone, PartialEq)]
pub enum OneOffKind {
    /// Each site that goes from one of these levels to one of those.
    Moving {
        /// From which levels, sorted.
        from: Vec<LevelIx>,
        /// To which, sorted.
        to: Vec<LevelIx>,
        /// For each site.
        amount: Pence,
    },
    /// So many months of what the old level costs, beside the new one.
    DoubleRunning {
        /// From which levels, sorted.
        from: Vec<LevelIx>,
        /// To which, sorted.
        to: Vec<LevelIx>,
        /// How long.
        months: u32,
    },
    /// Posts that go: less spent on a line ÷ what a post costs, of which a share is paid to leave.
    Exits {
        /// Which line pays the posts.
        line: LineIx,
        /// A year's cost of one post.
        post: Pence,
        /// The share of posts that are paid to leave; the others are found vacant or redeployed.
        paid: Share,
        /// For each post.
        amount: Pence,
    },
    /// Capital grant to be given back when a site closes: the part of 25 years that is left.
    Clawback {
        /// Site, capital granted, financial year of designation; sorted by site.
        grants: Vec<(SiteIx, Pence, FinancialYear)>,
        /// The share that will be asked for: none where early years use goes on.
        asked: Share,
    },
}

/// What pays for one-offs. Never a saving.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Id.
    pub id: String,
    /// Which kind.
    pub kind: SourceKind,
}

/// A source of one-off money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceKind {
    /// A reserve.
    Reserve {
        /// What is in it at the start of the first year.
        opening: Pence,
        /// What has to stay in it.
        minimum: Pence,
    },
    /// An allowance of each year; what is left of it lapses.
    Allowance {
        /// By year.
        amounts: Vec<Pence>,
    },
    /// What selling closed sites brings, so many years after they close.
    Receipts {
        /// Site and what it brings, sorted by site.
        sites: Vec<(SiteIx, Pence)>,
        /// Years between closing and money.
        lag: u32,
    },
}

/// Staff of one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Role {
    /// Id.
    pub id: String,
    /// Name for readers.
    pub name: String,
    /// In the baseline year, full-time equivalents.
    pub today: f64,
    /// What decides how many are needed.
    pub need: StaffNeed,
    /// Line and a year's pay with on-costs, where pay has its home here and not in sessions.
    pub pay: Option<(LineIx, Pence)>,
    /// Are only whole posts possible?
    pub whole: bool,
    /// The share that leaves in a year of itself.
    pub turnover: Share,
    /// By year: how many can be recruited at most.
    pub hires: Option<Vec<f64>>,
}

/// What decides how many staff are needed.
#[derive(Debug, Clone, PartialEq)]
pub enum StaffNeed {
    /// Full-time equivalents for one weekly session, by service and mode, sorted.
    Sessions(Vec<(ServiceIx, ModeIx, f64)>),
    /// Cases, and how many one full-time equivalent may hold.
    Cases {
        /// By year: open cases.
        cases: Vec<f64>,
        /// By year: the cap.
        cap: Vec<f64>,
    },
}

/// How likely savings are to be delivered in full.
#[derive(Debug, Clone, PartialEq)]
pub struct Delivery {
    /// The odds of green, amber and red.
    pub odds: [Share; 3],
    /// How sure the parts of the footprint are: sites closing, other changes of level, sessions at sites,
    /// everything elsewhere.
    pub footprint: [Rag; 4],
    /// Where the odds are from.
    pub source: Option<String>,
}

/// Conditions of a fund, year by year.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FundTerms {
    /// By year: what it has, in money of that year; 0 once it has ended.
    pub budget: Vec<Pence>,
    /// What may be carried into the next year at most; the rest goes back to whom it came from.
    pub carry: Pence,
    /// The least share of a year's budget that has to be spent.
    pub least_spent: Share,
    /// Whose it is, where a partner pays.
    pub partner: Option<String>,
}
