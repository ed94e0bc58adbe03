//! Says what of a report's people-counts may be shown.

mod desk;
mod publish;
mod round;
mod say;
mod shape;

pub use publish::{Published, publish, publish_list};
pub use say::{difference, differences, share};
pub use shape::{Beside, Column, Frame, Misfit, Partition, Shown, Table, Threshold};
