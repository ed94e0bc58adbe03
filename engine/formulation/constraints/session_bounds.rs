//! An offer that runs has between its least and its most sessions; one that does not has none.
//!
//! ```text
//! lo[o] · z[o] ≤ x[o] ≤ hi[o] · z[o]
//! ```
//!
//! | symbol | meaning | unit | from |
//! |---|---|---|---|
//! | x[o] | weekly sessions | steps of the service | decided |
//! | z[o] | offer o runs | 0 to 1 | decided |
//! | lo, hi | least and most sessions | steps of the service | scenario |
//!
//! Source: model.md, "State at each year end".

use super::{Formulation, RowKey};
use crate::formulation::OfferIx;

pub(super) fn add(formulation: &mut Formulation) {
    for at in 0..formulation.instance.offers.len() {
        let offer = &formulation.instance.offers[at];
        let (least, most) = (f64::from(offer.least.0 / offer.step.0), f64::from(offer.most.0 / offer.step.0));
        let (runs, sessions) = (formulation.layout.runs(at), formulation.layout.sessions(at));
        formulation.add_row(
            RowKey::LeastSessions(OfferIx(at)),
            0.0,
            f64::INFINITY,
            vec![(sessions, 1.0), (runs, -least)],
        );
        formulation.add_row(
            RowKey::MostSessions(OfferIx(at)),
            f64::NEG_INFINITY,
            0.0,
            vec![(sessions, 1.0), (runs, -most)],
        );
    }
}
