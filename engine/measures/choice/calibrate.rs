//! The same status quo under every model.

use super::crowd::Crowd;
use super::{Conduct, Model};
use crate::instance::{Decisions, Instance};
use doorstep_scenario::ServiceIx;

/// Near enough to the reach that is aimed at; λ makes up what is left.
const NEAR: f64 = 1e-12;
/// Halvings of ln φ or ln a between two steps: beyond this reach does not tell them apart.
const HALVINGS: usize = 45;
/// The first step away from 1, in ln φ or ln a; each is twice the one before.
const STEP: f64 = 0.1;

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
    let is_enough = |parameter: f64| at(parameter) >= reached * (1.0 - NEAR);
    let (most, least) = crowd.extremes(model);
    let parameter = if (found - reached).abs() <= NEAR * reached {
        plain.parameter
    } else if is_enough(plain.parameter) {
        let (before, after) = away(least.ln(), |parameter| !is_enough(parameter));
        between(before, after, is_enough)
    } else {
        let (before, after) = away(most.ln(), is_enough);
        if is_enough(after.exp()) { between(after, before, is_enough) } else { most }
    };
    let come = at(parameter);
    // What halving leaves is no factor worth telling.
    let off = (come - reached).abs() > 1e-11 * reached && come > 0.0;
    Conduct { parameter, level: if off { reached / come } else { 1.0 }, ..plain }
}

/// Two logarithms between 1 and a limit, one step apart: at the second, if anywhere, something is so
/// that was not at the first.
fn away(limit: f64, so: impl Fn(f64) -> bool) -> (f64, f64) {
    let (mut before, mut step) = (0.0, STEP.copysign(limit));
    loop {
        let after = before + step;
        if after.abs() >= limit.abs() {
            return (before, limit);
        }
        if so(after.exp()) {
            return (before, after);
        }
        (before, step) = (after, 2.0 * step);
    }
}

/// The parameter next to `no`, as far as halving tells, at which something still holds that holds at
/// `yes` and not at `no`; both are logarithms.
fn between(mut yes: f64, mut no: f64, holds: impl Fn(f64) -> bool) -> f64 {
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
