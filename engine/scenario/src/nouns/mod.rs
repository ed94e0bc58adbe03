//! The nouns, one family a file.

mod access;
mod asks;
mod decay;
mod footprint;
mod geography;
mod goal;
mod index;
mod ledger;
mod maps;
mod plan;
mod prevention;
mod programme;
mod proposal;
mod provision;
mod quantity;
mod rule;
mod scenario;
mod travel;
mod uncertain;

pub use access::Access;
pub use decay::Decay;
pub use footprint::{Level, Site, SiteCost, Venue};
pub use geography::{Area, Band, Characteristic, District, Group, Position};
pub use goal::{Goal, GoalKind, Weight};
pub use index::{
    AccessIx, AreaIx, BandIx, DistrictIx, FundIx, GroupIx, LevelIx, LineIx, ModeIx, ServiceIx, SiteIx, TravelModeIx,
    VenueIx,
};
pub use ledger::{Against, Basis, Costs, Fund, FundKind, Line, Measured, SavingKind, Target};
pub use maps::{Maps, Outlines, Postcodes};
pub use plan::{EVERYWHERE, Offered, Plan, Served};
pub use prevention::{Evidence, Prevention, Studied};
pub use programme::{
    Category, Delivery, FundTerms, LedgerRow, Measure, MeasureKind, Moves, OneOff, OneOffKind, Pressure, Programme,
    Rag, Role, Source, SourceKind, StaffNeed, Timetable,
};
pub use proposal::Proposal;
pub use provision::{At, BaselineOffer, Host, Mode, Service, Tier};
pub use quantity::{FinancialYear, Pence, Sessions, Share, Way, WayUnit};
pub use rule::{Condition, Counted, Near, Of, Per, Rule, RuleKind, Strength};
pub use scenario::{Assumption, Observed, ObservedReach, Scenario, TakeUpScale};
pub use travel::{KnownWay, Matrix, Travel, TravelMode};
pub use uncertain::{Acts, Together, Uncertain, UncertainNumber, Unit};
