//! Rules about what may be spent.

use super::{Settings, names_of, service_and_modes};
use crate::language::resolve::Names;
use crate::language::scalars::{money, share};
use crate::{Faults, LineIx, RuleKind};

pub(super) fn cost_at_most(settings: &mut Settings<'_>, names: &Names, faults: &mut Faults) -> Option<RuleKind> {
    let amount = settings.need("amount", faults, money);
    let lines = settings.maybe("lines", faults, |tree, faults| {
        names_of(tree, "cost line", &names.lines, faults).map(|lines| lines.into_iter().map(LineIx).collect())
    });
    Some(RuleKind::CostAtMost { amount: amount?, lines })
}

pub(super) fn cost_share(settings: &mut Settings<'_>, names: &Names, faults: &mut Faults) -> Option<RuleKind> {
    let named = service_and_modes(settings, ["service", "modes"], names, faults);
    let at_most = settings.need("at_most", faults, share);
    let ((service, modes), at_most) = named.zip(at_most)?;
    Some(RuleKind::CostShare { service, modes, at_most })
}
