//! The programme: years, people, prices, the ledger, measures, one-offs and their sources, staff, prevention.

mod ledger;
mod measures;
mod moves;
mod one_offs;
mod people;
mod prevention;
mod prices;
mod staff;
mod years;

pub(in crate::language) use moves::MONTHS;
pub(super) use years::by_year;

use super::Names;
use crate::language::decode::{Settings, list, map};
use crate::language::scalars::{share, whole};
use crate::language::tables::Table;
use crate::language::tree::Tree;
use crate::{Code, Faults, FinancialYear, Programme, Share};

/// What has been read before and is spoken of here.
pub(super) struct Known<'k> {
    /// Every year after the baseline.
    pub years: &'k [FinancialYear],
    pub names: &'k Names,
    /// By area and group: people of today.
    pub today: &'k [Vec<u32>],
    /// The columns of the groups.
    pub columns: &'k [String],
    pub ledger: Option<&'k Table>,
    pub people: Option<&'k Table>,
    pub ages: Option<&'k Table>,
}

pub(super) fn programme(tree: &Tree, known: &Known<'_>, faults: &mut Faults) -> Option<Programme> {
    let names = known.names;
    let mut settings = Settings::plain(tree, "a programme", faults)?;
    let moves = settings.maybe("moves", faults, |tree, faults| moves::moves(tree, known, faults));
    let moves = moves.unwrap_or_else(|| moves::at_once(known.years.len()));
    let projection = settings.maybe("people", faults, |tree, faults| people::projected(tree, known, faults));
    let given = known.people.and_then(|table| people::given(table, known, faults));
    if let (Some(_), Some(table)) = (tree.at_path("people"), known.people) {
        let what = "people by year are both given in a table and projected";
        faults.add(Code::Contradiction, &table.place(), what, "Keep one of the two");
    }
    if let (None, Some(table)) = (tree.at_path("people"), known.ages) {
        let what = "the ages table is not used, for people are not projected";
        faults.add(Code::LooksWrong, &table.place(), what, "Remove it, or add people: (…) to the programme");
    }
    let inflation = settings.maybe("inflation", faults, |tree, faults| prices::inflation(tree, known, faults));
    let (inflation, category_of) = inflation.unwrap_or_default();
    let pressures = settings
        .maybe("pressures", faults, |tree, faults| Some(prices::pressures(map(tree, faults)?, known, faults)))
        .unwrap_or_default();
    let ledger = known.ledger.and_then(|table| ledger::ledger(table, names, faults)).unwrap_or_default();
    let measures = settings
        .maybe("measures", faults, |tree, faults| Some(measures::measures(map(tree, faults)?, known, faults)))
        .unwrap_or_default();
    let one_offs = settings
        .maybe("one_offs", faults, |tree, faults| Some(one_offs::one_offs(map(tree, faults)?, known, faults)))
        .unwrap_or_default();
    let sources = settings
        .maybe("sources", faults, |tree, faults| Some(one_offs::sources(list(tree, faults)?, known, faults)))
        .unwrap_or_default();
    let roles = settings
        .maybe("roles", faults, |tree, faults| Some(staff::roles(map(tree, faults)?, known, faults)))
        .unwrap_or_default();
    let evidence = settings
        .maybe("evidence", faults, |tree, faults| Some(prevention::evidence(map(tree, faults)?, faults)))
        .unwrap_or_default();
    let prevention = settings
        .maybe("prevention", faults, |given, faults| {
            let spoken_of = prevention::SpokenOf::of(tree, &roles);
            Some(prevention::prevention(map(given, faults)?, known, &spoken_of, faults))
        })
        .unwrap_or_default();
    let delivery = settings.maybe("delivery", faults, measures::delivery);
    let discount = settings.maybe("discount", faults, discount).unwrap_or_default();
    settings.finish(faults);
    Some(Programme {
        moves,
        people: projection.or(given),
        inflation,
        category_of,
        pressures,
        ledger,
        measures,
        one_offs,
        sources,
        roles,
        evidence,
        prevention,
        delivery,
        discount,
    })
}

/// `[(years: 30, rate: 0.035), (years: 45, rate: 0.03)]`.
fn discount(tree: &Tree, faults: &mut Faults) -> Option<Vec<(u32, Share)>> {
    let mut found = Vec::new();
    for item in list(tree, faults)? {
        let mut settings = Settings::plain(item, "a discount rate", faults)?;
        let years = settings.need("years", faults, |tree, faults| whole(tree, 1..=200, faults));
        let rate = settings.need("rate", faults, share);
        settings.finish(faults);
        found.push((years?, rate?));
    }
    Some(found)
}
