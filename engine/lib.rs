//! Doorstep.
pub mod formulation;
pub mod instance;
pub mod method;
pub mod plan;
