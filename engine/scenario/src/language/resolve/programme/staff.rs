//! Staff: how many are needed, what decides it, and where their pay has its home.

use super::super::ids;
use super::super::posts::{MOST_STAFF, for_sessions};
use super::prices::line_of;
use super::{Known, by_year};
use crate::fault::quoted;
use crate::language::decode::{Settings, tag, text, yes_or_no};
use crate::language::scalars::{money, number, share};
use crate::language::tree::{Entry, Tree};
use crate::{Code, Faults, Role, Share, StaffNeed};

/// Most cases, or cases for each.
const MOST: f64 = 1e6;

pub(super) fn roles(entries: &[Entry], known: &Known<'_>, faults: &mut Faults) -> Vec<Role> {
    ids(entries, faults);
    entries.iter().filter_map(|entry| role(entry, known, faults)).collect()
}

fn role(entry: &Entry, known: &Known<'_>, faults: &mut Faults) -> Option<Role> {
    let count = |tree: &Tree, faults: &mut Faults| number(tree, &(0.0..=MOST_STAFF), faults);
    let mut settings = Settings::plain(&entry.tree, "a role", faults)?;
    let name = settings.maybe("name", faults, text).unwrap_or_else(|| entry.name.clone());
    let today = settings.need("today", faults, count);
    let need = settings.need("need", faults, |tree, faults| need(tree, known, faults));
    let line = settings.maybe("line", faults, |tree, faults| line_of(tree, known, faults));
    let pay = settings.maybe("pay", faults, money);
    let whole = settings.or("whole", false, faults, yes_or_no);
    let turnover = settings.or("turnover", Share::ZERO, faults, share);
    let hires = settings.maybe("hires", faults, |tree, faults| by_year(tree, known.years, faults, count));
    settings.finish(faults);
    if line.is_some() != pay.is_some() {
        let what = format!("{} has a line without pay, or pay without a line", quoted(&entry.name));
        faults.add(Code::Contradiction, &entry.place, what, "Give both where its pay has its home here, or neither");
    }
    let (today, need) = (today?, need?);
    if pay.is_some() && matches!(need, StaffNeed::Sessions(_)) {
        let what = format!("the pay of {} is in what its sessions cost already", quoted(&entry.name));
        faults.add(Code::GivenTwice, &entry.place, what, "Pay has one home: leave out line and pay here");
    }
    Some(Role { id: entry.name.clone(), name, today, need, pay: line.zip(pay), whole, turnover, hires })
}

/// `Sessions({"family-support": {"centre": 0.12}})` or `Cases(open: 3000, cap: {…})`.
fn need(tree: &Tree, known: &Known<'_>, faults: &mut Faults) -> Option<StaffNeed> {
    let kind = tag(tree, &["Sessions", "Cases"], faults)?;
    let mut settings = Settings::of(tree, "what decides staff", faults)?;
    let found = if kind == "Sessions" {
        settings.need("each", faults, |tree, faults| for_sessions(tree, known.names, faults)).map(StaffNeed::Sessions)
    } else {
        let mut years = |name, least: f64, faults: &mut Faults| {
            settings.need(name, faults, |tree, faults| {
                by_year(tree, known.years, faults, |tree, faults| number(tree, &(least..=MOST), faults))
            })
        };
        let (cases, cap) = (years("open", 0.0, faults), years("cap", 0.1, faults));
        cases.zip(cap).map(|(cases, cap)| StaffNeed::Cases { cases, cap })
    };
    settings.finish(faults);
    found
}
