//! The file itself, variants, travel.

use super::{Chapter, Words};

pub(super) const FILE: Chapter = Chapter {
    name: "The scenario file",
    about: "One RON file beside CSV tables in the same folder.",
    common: &[],
    sections: &[
        Words {
            name: "Scenario",
            about: "The whole question: what there is, what it costs, what is demanded and what is preferred.",
            settings: &[
                ("schema", "The version of the language."),
                ("name", "The headline of every output."),
                ("council", "Whose services these are."),
                ("prices", "All amounts are in prices of this year."),
                ("years", "From which year to which."),
                ("travel", "How far it is from people to places."),
                ("least_decay", "Pairs of people and places at which fewer than this share would come are left out."),
                ("funds", "Whose money there is. Either kind stands alone, without settings."),
                ("lines", "What money is spent on."),
                ("levels", "What a site can be. `closed` always exists, costs nothing and is not written here."),
                ("groups", "People who are eligible together."),
                (
                    "bands",
                    "Deprivation bands by their deciles, 1 being the most deprived; a decile is in one band at most. \
                     Needed by rules and goals that ask for `per: Band`.",
                ),
                ("tables", "The CSV files."),
                ("services", "What is offered to people, and in which ways."),
                ("targets", "Savings that are demanded."),
                (
                    "programme",
                    "What happens year by year up to the end year. Without it only the end year is looked at.",
                ),
                ("rules", "What every plan has to keep; their ids are the names reports use."),
                (
                    "goals",
                    "What is preferred, the first before the second and so on; at least one. The order is their \
                     meaning, and none is given twice.",
                ),
                ("observed", "Figures of the baseline year to hold the model against."),
                ("assumptions", "Figures somebody may challenge."),
                ("uncertain", "Numbers that may turn out otherwise, for ensembles."),
                ("maps", "What maps of a page are drawn on. Nothing is computed from it."),
                ("notes", "Sentences that travel with every picture and manifest, such as attributions."),
            ],
        },
        Words {
            name: "years",
            about: "The year of today's figures and the year by whose end the plan stands.",
            settings: &[
                ("baseline", "The year that figures of today are of."),
                ("end", "The plan stands by the end of this year; later than the baseline."),
            ],
        },
        Words {
            name: "tables",
            about: "Which CSV file is which table; the columns of each stand under CSV tables. At least one of sites \
                    and venues has to be there.",
            settings: &[
                ("areas", "People and where they live."),
                ("sites", "Children's centres and other places whose level is decided. None if left out."),
                ("site_costs", "What single sites cost, where that differs from their level's costs."),
                ("venues", "Borrowed places, such as libraries. None if left out."),
                ("baseline", "What runs today. Nothing runs if left out."),
                ("ledger", "The base budget, which has to be what today costs. Only with a programme."),
                ("people", "People by year. Only with a programme; as today in every year if left out."),
                ("ages", "People of today by age, for a projection. Only with a programme."),
                ("travel", "Ways from areas to places: needed with `travel: Matrix(…)`, otherwise not used."),
            ],
        },
        Words {
            name: "maps",
            about: "What maps of a page are drawn on, and how a home is found. Without it areas are circles.",
            settings: &[
                ("areas", "Outlines of the areas."),
                ("districts", "Outlines of the districts, drawn above the areas."),
                ("postcodes", "In which area a postcode lies, for the card \u{201c}What changes here\u{201d}."),
            ],
        },
        Words {
            name: "outlines",
            about: "A GeoJSON file of polygons, in longitude and latitude (WGS84) or metres of the National Grid.",
            settings: &[
                ("file", "The file."),
                ("id", "The property of its features that is the id of an area, or the name of a district."),
                ("source", "Who must be named wherever it is shown."),
            ],
        },
        Words {
            name: "postcode file",
            about: "Postcodes and their areas; the columns stand under CSV tables.",
            settings: &[("file", "The file."), ("source", "Who must be named wherever they are used.")],
        },
    ],
};

pub(super) const VARIANTS: Chapter = Chapter {
    name: "Variants",
    about: "A file of its own that changes a scenario, or another variant, before anything is checked.",
    common: &[],
    sections: &[
        Words {
            name: "Variant",
            about: "A scenario or variant and what is changed in it. At most 16 stand on each other.",
            settings: &[
                ("base", "The file it stands on."),
                ("name", "The headline of its outputs."),
                ("changes", "What is changed, in this order. A change that touches nothing is an error."),
            ],
        },
        Words {
            name: "Set",
            about: "Gives a setting or an entry another value, or adds it.",
            settings: &[("path", "What is changed."), ("value", "What it is from now on, written as in the scenario.")],
        },
        Words { name: "Remove", about: "Takes a setting or an entry out.", settings: &[("path", "What is removed.")] },
    ],
};

pub(super) const TRAVEL: Chapter = Chapter {
    name: "How travel is counted",
    about: "The kinds of `travel`. It says what every decay and every limit of the scenario is written in.",
    common: &[],
    sections: &[
        Words {
            name: "StraightLine",
            about: "The straight line times a factor, to the nearest whole metre. Ways are distances.",
            settings: &[("detour", "How much longer ways are than the straight line.")],
        },
        Words {
            name: "Matrix",
            about: "Ways as a table has them, from a router such as r5py or OpenTripPlanner.",
            settings: &[
                ("unit", "What the table is in, and what every decay and limit is written in."),
                (
                    "by",
                    "Travel modes of the table; of those listed the least way counts. Needed if the table has a \
                     column `mode`; must not be given if it has none.",
                ),
                (
                    "column",
                    "The column that holds the ways. Left out: `minutes` or `travel_time`, `metres` or `distance`, \
                     whichever of the two for the unit is there.",
                ),
            ],
        },
    ],
};
