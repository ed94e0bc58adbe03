//! What words mean on this page.

use super::part;
use crate::document::{Block, Section};
use crate::dossier::Dossier;

const TERMS: [(&str, &str, &str); 17] = [
    ("baseline", "Today, status quo", "What runs in the baseline year, evaluated by the same model as every option."),
    (
        "deprivation",
        "Deprivation fifth, decile",
        "Neighbourhoods of England ranked by the English Indices of Deprivation; fifth 1 and decile 1 are the most deprived.",
    ),
    ("district", "District", "A part of the council’s area in whose name rules and tables speak."),
    (
        "nothing",
        "Doing nothing",
        "What would run in the end year of a programme if nothing were decided, with prices, people and pay as they would then be.",
    ),
    (
        "logit",
        "Logit, nearest, planner-assigned",
        "Names of the three models of who goes where: families choose for themselves, go to the nearest place with room, or are shared out by the planner.",
    ),
    ("eligible", "Eligible", "People whom a service is for, by age or need."),
    ("gap", "Gap", "How much better than an option any other plan could be at most, by one goal: proven, as a share."),
    ("level", "Level", "What a site is: for example hub, centre or linked. Closed is a level too."),
    (
        "models",
        "Models of who goes where",
        "Three ways in which families may go: as the planner would share them out, to the nearest place with room, or as they choose themselves, nearer places more often. All reach the same today.",
    ),
    (
        "near",
        "Near",
        "Within the distance a table names, along the way the scenario assumes. Living near a place is not being reached.",
    ),
    (
        "nearest",
        "Nearest place lost",
        "The open place nearest to where people live, today, does not run in the option.",
    ),
    ("neighbourhood", "Neighbourhood", "A lower-layer super output area: a statistical area of about 1,500 people."),
    ("points", "Points", "What a goal adds up: people reached, weighted by need where the goal says so."),
    (
        "reached",
        "Reached",
        "People who use a service at least once in the year, after take-up, distance and full sessions are taken into account. Modelled, counted once for each service, never added up over services.",
    ),
    (
        "saving",
        "Saving that counts",
        "What a year costs less than the base, on lines that may be touched and are cashable. Prevention, one-offs and income that is not certain are not in it.",
    ),
    (
        "stand-in",
        "Stand-in",
        "A place put where one is known to have been but not exactly where: it marks a neighbourhood, not a building.",
    ),
    ("venue", "Venue", "A borrowed place, such as a library or a school, in which sessions run."),
];

pub fn section(_: &Dossier) -> Section {
    let terms = TERMS.map(|(id, term, meaning)| (id.to_owned(), term.to_owned(), meaning.to_owned())).to_vec();
    part("glossary", "Glossary", vec![Block::Terms { terms }])
}
