//! Money over the years, from year-end states alone: no optimiser is seen here.
//!
//! | file | what it says |
//! |---|---|
//! | `year.rs` | the scenario as one year has it: its prices, people and pressures |
//! | `state.rs` | what stands at a year's end, by place and not by column |
//! | `staff.rs` | posts, recruitment and pay |

mod staff;
mod state;
mod year;

pub use staff::{StaffPath, StaffYear, staff};
pub use state::State;
pub use year::{at_year, indexed, indexed_measures};
