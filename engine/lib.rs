//! Doorstep: exact optimisation of children's centres, drop-ins and targeted services against
//! savings targets and reach.
//!
//! The modules stand in the order of the data; each is a plain value that can be printed, tested
//! and entered at:
//!
//! | stage | from → to | where |
//! |---|---|---|
//! | load | RON and CSV → [`scenario::Scenario`] | [`scenario::load`] |
//! | prepare | scenario → [`instance::Instance`] | [`instance::Instance::prepare`] |
//! | formulate | instance → columns and rows | [`formulation::Formulation`] |
//! | solve | problem → outcome | [`method::Session`] |
//! | interpret | outcome → decisions and reach | [`plan`] |
//! | measure | decisions → figures | [`measures::Measures`] |
//! | account | year-end states → money over the years | [`accounts`] |
//! | check | scenario and plan → verdict | [`check::check`] |
//! | explore | a question → options | [`explore::solve`] |
//! | report | options → tables, pictures, summaries | [`report`] |
//!
//! ```
//! use doorstep::explore::{Answer, Settings, solve};
//! use doorstep::instance::Instance;
//! use doorstep::method::{General, Quiet};
//! use std::sync::Arc;
//!
//! let loaded = doorstep::scenario::load("scenarios/two-centres/scenario.ron".as_ref()).expect("it is bundled");
//! let instance = Arc::new(Instance::prepare(Arc::new(loaded.scenario)));
//! let answer = solve(&instance, &General::default(), &Settings::default(), &mut Quiet)?;
//! let Answer::Options(options) = answer else { panic!("it has a plan") };
//! assert_eq!(options.plan.measures.money.saving.to_string(), "£83,950");
//! # Ok::<(), doorstep::explore::RunError>(())
//! ```

pub use doorstep_check as check;
pub use doorstep_draw as draw;
pub use doorstep_scenario as scenario;
pub use doorstep_workbook::{side_by_side, workbook};

pub mod accounts;
pub mod explore;
pub mod formulation;
pub mod instance;
pub mod measures;
pub mod method;
pub mod plan;
pub mod report;
