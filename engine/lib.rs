//! Doorstep.
pub mod explore;
pub mod formulation;
pub mod instance;
pub mod measures;
pub mod method;
pub mod plan;
