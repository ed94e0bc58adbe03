//! What every section and setting means, in a line. Nothing here says whether a setting must be given,
//! what form it has or what holds without it, unless that is no single value: readers tell that.

mod goals;
mod ledgers;
mod places;
mod prevention;
mod programme;
mod rules;
mod services;
mod tables;
mod top;
mod uncertain;

/// A setting or column and what it means.
pub(super) type Meaning = (&'static str, &'static str);

/// What a section and its settings mean.
pub(super) struct Words {
    pub name: &'static str,
    pub about: &'static str,
    pub settings: &'static [Meaning],
}

/// Sections that belong together.
pub(super) struct Chapter {
    pub name: &'static str,
    pub about: &'static str,
    /// Settings that all of them have.
    pub common: &'static [Meaning],
    pub sections: &'static [Words],
}

/// All chapters, in the order of the language.
pub(super) const CHAPTERS: &[Chapter] = &[
    top::FILE,
    top::VARIANTS,
    top::TRAVEL,
    places::MONEY,
    places::PEOPLE_AND_PLACES,
    services::SERVICES,
    services::WHERE,
    services::DECAYS,
    rules::RULES,
    rules::INSIDE,
    goals::GOALS,
    goals::FIGURES,
    uncertain::UNCERTAIN,
    programme::PROGRAMME,
    programme::ONE_OFFS,
    programme::STAFF_AND_SOURCES,
    prevention::PREVENTION,
    tables::TABLES,
    tables::PLANS,
    ledgers::LEDGERS,
];

/// Sections whose values stand in brackets without names.
pub(super) const UNNAMED: &[&str] = &["Set", "Remove", "Site", "Venue", "Everywhere", "Table", "Within", "Discrete"];
