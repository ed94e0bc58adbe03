//! Who gains and who loses, of options that were assessed.

use super::Assessed;
use crate::instance::Instance;
use crate::measures::fairness::Fairness;

/// Measures options beside the first of them, the status quo.
pub fn fairness(instance: &Instance, options: &[&Assessed]) -> Fairness {
    let measured = options.iter().map(|option| (&*option.label, &option.decisions, &*option.measures.reach));
    Fairness::of(instance, measured)
}
