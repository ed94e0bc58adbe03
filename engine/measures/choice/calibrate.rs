//! The same status quo under every model.

use super::crowd::Crowd;
use super::{Conduct, Model};
use crate::instance::{Decisions, Instance};
use doorstep_scenario::ServiceIx;

/// Near enough to the reach that is aimed at; λ makes up what is left.
const NEAR: f64 = 1e-12;
/// Halvings of ln φ or ln a between its extremes: beyond this a double does not tell them apart.
const HALVINGS: usize = 60;

/// Moves the parameter of a model as little as needed from 1, until the status quo reaches `reached`
/// people by a service; λ does the rest. Where nothing reaches anybody today there is nothing to
/// calibrate by, and the scenario's own decay stands.
pub fn calibrate(instance: &Instance, service: ServiceIx, today: &Decisions, reached: f64, model: Model) -> Conduct {
    let crowd = Crowd::of(instance, service, today);
    let plain = Conduct::plain(service, model);
    let at = |parameter: f64| crowd.counted(&crowd.arrive(model, parameter));
    let found = at(plain.parameter);
    if reached <= 0.0 || found <= 0.0 {
        return plain;
    }
    let is_enough = |found: f64| found >= reached * (1.0 - NEAR);
    let (most, least) = crowd.extremes(model);
    let parameter = if (found - reached).abs() <= NEAR * reached {
        plain.parameter
    } else if is_enough(found) {
        // From 1, where too many come, towards nobody: the last at which enough do.
        between(plain.parameter, least, |parameter| is_enough(at(parameter)))
    } else if is_enough(at(most)) {
        // From everybody back towards 1.
        between(most, plain.parameter, |parameter| is_enough(at(parameter)))
    } else {
        most
    };
    let come = at(parameter);
    // What halving leaves is no factor worth telling.
    let off = (come - reached).abs() > 1e-11 * reached && come > 0.0;
    Conduct { parameter, level: if off { reached / come } else { 1.0 }, ..plain }
}

/// The point nearest to `no`, as far as halving tells, at which something still holds that holds at
/// `yes` and not at `no`.
fn between(yes: f64, no: f64, holds: impl Fn(f64) -> bool) -> f64 {
    let (mut yes, mut no) = (yes.ln(), no.ln());
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(yes, no);
        if holds(middle.exp()) {
            yes = middle;
        } else {
            no = middle;
        }
    }
    yes.exp()
}
