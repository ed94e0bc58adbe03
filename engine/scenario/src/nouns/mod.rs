//! The nouns, one family a file.

mod decay;
mod footprint;
mod geography;
mod goal;
mod index;
mod ledger;
mod plan;
mod proposal;
mod provision;
mod quantity;
mod rule;
mod scenario;

pub use decay::Decay;
pub use footprint::{Level, Site, SiteCost, Venue};
pub use geography::{Area, District, Group, Position, Travel};
pub use goal::{Goal, GoalKind, Weight};
pub use index::{AreaIx, DistrictIx, FundIx, GroupIx, LevelIx, LineIx, ModeIx, ServiceIx, SiteIx, VenueIx};
pub use ledger::{Basis, Costs, Fund, FundKind, Line, SavingKind, Target};
pub use plan::{EVERYWHERE, Offered, Plan, Served};
pub use proposal::Proposal;
pub use provision::{At, BaselineOffer, Host, Mode, Service, Tier};
pub use quantity::{FinancialYear, Metres, Pence, Sessions, Share};
pub use rule::{Of, Per, Rule, RuleKind, Strength};
pub use scenario::{Assumption, Observed, Scenario};
