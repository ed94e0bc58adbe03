//! The whole question, resolved and checked.

use super::{
    Access, Area, Band, BaselineOffer, Characteristic, District, FinancialYear, Fund, Goal, Group, Level, Line, Maps,
    Pence, Programme, Rule, Service, ServiceIx, Share, Site, Target, Travel, Uncertain, Venue,
};
use crate::Place;

/// A figure somebody should be able to challenge.
#[derive(Debug, Clone, PartialEq)]
pub struct Assumption {
    /// The setting it is about, as a path of ids: `levels/hub/costs/premises`.
    pub of: String,
    /// Its value as written, where the path ends at one value.
    pub value: Option<String>,
    /// In what it is counted, where its path says it: `£ a session`.
    pub unit: Option<&'static str>,
    /// Of money: of which year its prices are.
    pub price_base: Option<String>,
    /// The lowest value thought possible, as written.
    pub low: Option<String>,
    /// The highest.
    pub high: Option<String>,
    /// Why this value.
    pub why: Option<String>,
    /// Where it comes from. Those without one are counted on page one.
    pub source: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// When it was agreed: year and month, or the year alone.
    pub date: Option<String>,
}

/// Observed figures of the baseline year, against which the model is held.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Observed {
    /// A year's spending on the lines of the scenario, and where the figure is from.
    pub spend: Option<(Pence, String)>,
    /// People reached in a year, sorted by service.
    pub reached: Vec<ObservedReach>,
    /// Is take-up to be scaled so that today's reach by the model is the observed one?
    pub scale_take_up: bool,
    /// By what it was scaled, sorted by service; empty as long as that is not known.
    pub scaled: Vec<TakeUpScale>,
}

/// The people a service was seen to reach in the baseline year.
#[derive(Debug, Clone, PartialEq)]
pub struct ObservedReach {
    /// Which service.
    pub service: ServiceIx,
    /// How many people.
    pub people: f64,
    /// Where the figure is from.
    pub source: String,
    /// Where it stands.
    pub place: Place,
}

/// What every take-up of a service was multiplied by, and cut at 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TakeUpScale {
    /// Which service.
    pub service: ServiceIx,
    /// By what.
    pub factor: f64,
    /// People reached today by the model with it.
    pub reached: f64,
    /// Is that the observed figure? Not where even full take-up, or all of today's places, fall short.
    pub met: bool,
}

/// A resolved scenario. Every index is valid; every list is sorted by id (levels: closed first,
/// then as ids sort; goals, and what they count: as written, for their order is their meaning).
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// A headline for outputs.
    pub name: String,
    /// Whose money it is.
    pub council: String,
    /// The year that runs today.
    pub baseline_year: FinancialYear,
    /// The year by whose end the plan stands.
    pub end_year: FinancialYear,
    /// All amounts are in prices of this year.
    pub price_year: FinancialYear,
    /// How far it is to a place.
    pub travel: Travel,
    /// Pairs of area and place whose decay is below this are no candidates.
    pub least_decay: Share,
    /// Districts.
    pub districts: Vec<District>,
    /// Deprivation bands.
    pub bands: Vec<Band>,
    /// Groups of people.
    pub groups: Vec<Group>,
    /// Characteristics of which areas give a share.
    pub characteristics: Vec<Characteristic>,
    /// Areas.
    pub areas: Vec<Area>,
    /// Levels; 0 is closed.
    pub levels: Vec<Level>,
    /// Sites.
    pub sites: Vec<Site>,
    /// Venues.
    pub venues: Vec<Venue>,
    /// Funds.
    pub funds: Vec<Fund>,
    /// Cost lines.
    pub lines: Vec<Line>,
    /// Services.
    pub services: Vec<Service>,
    /// What runs today.
    pub baseline: Vec<BaselineOffer>,
    /// Savings targets.
    pub targets: Vec<Target>,
    /// What happens year by year; without, only the end year is looked at.
    pub programme: Option<Programme>,
    /// Rules.
    pub rules: Vec<Rule>,
    /// Goals, most important first. At least one.
    pub goals: Vec<Goal>,
    /// What goals of access count, in the order of the goals.
    pub access: Vec<Access>,
    /// Assumptions, by path.
    pub assumptions: Vec<Assumption>,
    /// Observed figures.
    pub observed: Observed,
    /// Numbers that may turn out otherwise.
    pub uncertain: Uncertain,
    /// What maps are drawn on.
    pub maps: Maps,
    /// Sentences that every output repeats: illustrative data, attributions.
    pub notes: Vec<String>,
}

impl Scenario {
    /// Every financial year after the baseline, in order, up to the end year.
    pub fn years(&self) -> impl ExactSizeIterator<Item = FinancialYear> + use<> {
        (self.baseline_year.0..self.end_year.0).map(|year| FinancialYear(year + 1))
    }
}
