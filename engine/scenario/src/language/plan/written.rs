//! A plan in RON: `Plan(levels: {"site": "level"}, sessions: {"service": {"mode": {"place": 3.5}}})`.

use super::statements::{Statements, Word};
use crate::Faults;
use crate::language::decode::{Settings, map, tag, text};
use crate::language::scalars::sessions_or_none;
use crate::language::tree::{Entry, Tree};
use crate::reference::Form;

pub(super) fn read(tree: &Tree, statements: &mut Statements<'_>, faults: &mut Faults) {
    if tag(tree, &["Plan"], faults).is_none() {
        return;
    }
    let Some(mut settings) = Settings::of(tree, "a plan", faults) else { return };
    settings.maybe("levels", faults, |tree, faults| {
        for entry in map(tree, faults)? {
            faults.form(|| Form::Name("site"));
            faults.form(|| Form::Name("level"));
            if let Some(level) = text(&entry.tree, faults) {
                let level = Word { text: &level, place: &entry.tree.place };
                statements.level(word(entry), level, faults);
            }
        }
        Some(())
    });
    settings.maybe("sessions", faults, |tree, faults| {
        for service in map(tree, faults)? {
            faults.form(|| Form::Name("service"));
            for mode in map(&service.tree, faults).unwrap_or_default() {
                faults.form(|| Form::Name("mode"));
                for place in map(&mode.tree, faults).unwrap_or_default() {
                    faults.form(|| Form::Name("site or venue"));
                    let amount = sessions_or_none(&place.tree, faults);
                    let words = [service, mode, place].map(word);
                    statements.sessions(words, (amount, &place.tree.place), faults);
                }
            }
        }
        Some(())
    });
    settings.finish(faults);
}

fn word(entry: &Entry) -> Word<'_> {
    Word { text: &entry.name, place: &entry.place }
}
