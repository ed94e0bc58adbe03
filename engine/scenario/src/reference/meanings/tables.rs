//! CSV tables, of a scenario and of a plan.

use super::{Chapter, Words};

const EASTING: (&str, &str) = ("easting", "Metres east on the British National Grid (EPSG:27700).");
const NORTHING: (&str, &str) = ("northing", "Metres north on the British National Grid.");
const DISTRICT: (&str, &str) = ("district", "Its district, one of those in the areas table.");
const NAME: (&str, &str) = ("name", "Its name for readers. Its id if there is none.");

pub(super) const TABLES: Chapter = Chapter {
    name: "CSV tables",
    about: "Commas between columns, names of columns in the first line, in any order and any capitals. A column that \
            nothing reads is a warning. People are whole numbers; a suppressed count (`<5`, `*`) is refused, and so is \
            data about single persons.",
    common: &[],
    sections: &[
        Words {
            name: "areas",
            about: "People and where they live: one row for each area. Beside these columns, one for each group.",
            settings: &[
                ("id", "The id of the area."),
                NAME,
                ("district", "Its district; districts are made by naming them here."),
                EASTING,
                NORTHING,
                ("ward", "Its ward, for the cards of a page: a smaller place whose name people know. Not needed."),
                ("deprivation", "Its decile, 1 being the most deprived; empty if it is not known."),
                ("need", "What each of its people counts for where need counts. 1 if there is none."),
                (
                    "under_5",
                    "People of a group: here the one whose `column` is `under_5`. Such a column for each group.",
                ),
                ("parents", "The same for the group whose `column` is `parents`."),
                (
                    "share_no_car",
                    "The share of its people with a characteristic, here `no_car`; reports tell who gains and who loses \
                     by it. Any column that begins with `share_` is one; empty if it is not known, and then not assessed.",
                ),
            ],
        },
        Words {
            name: "sites",
            about: "Places whose level is decided.",
            settings: &[
                ("id", "The id of the site."),
                NAME,
                DISTRICT,
                EASTING,
                NORTHING,
                ("rooms", "Rooms in which sessions can run at the same time. 1 if there is no such column."),
                ("baseline", "Its level today; `closed` for a place that does not run."),
                ("levels", "The levels it may be at, that of today among them. All if empty."),
                ("illustrative", "Is it a stand-in for a place that is not known? `no` if empty."),
                ("deprivation", "Its decile, 1 being the most deprived. That of the nearest area if empty."),
            ],
        },
        Words {
            name: "site_costs",
            about: "What single sites cost: each row replaces an amount of the level's `costs`.",
            settings: &[
                ("site", "Which site."),
                ("level", "At which level."),
                ("line", "Which cost line."),
                ("amount", "What it costs there in a year."),
            ],
        },
        Words {
            name: "venues",
            about: "Borrowed places.",
            settings: &[
                ("id", "The id of the venue; not that of a site, and not `everywhere`."),
                NAME,
                ("kind", "What it is, such as `library`: modes are at kinds of venues."),
                DISTRICT,
                EASTING,
                NORTHING,
                ("weekly_sessions", "How many sessions a week it has room for, of all services together."),
            ],
        },
        Words {
            name: "travel",
            about: "Ways from areas to places, where `travel` is `Matrix(…)`. Other rows of a square matrix are not \
                    used. No row, an empty cell or `NaN` says that there is no way, and nobody comes.",
            settings: &[
                ("mode", "The travel mode; needed where travel modes are told apart."),
                ("from_id", "From which area."),
                ("to_id", "To which site or venue."),
                (
                    "length",
                    "The way, in the unit of `Matrix`. The column is yours to name: here `column` of `Matrix` does. Up \
                     to 4,000 km or a day.",
                ),
            ],
        },
        Words {
            name: "baseline",
            about: "What runs today, in the year of the baseline. It has to be possible by the scenario's own words.",
            settings: &[
                ("service", "Which service."),
                ("mode", "In which of its modes."),
                ("place", "Where; `everywhere` for virtual services."),
                ("sessions", "How many a week; within the mode's bounds and a multiple of the service's step."),
            ],
        },
        Words {
            name: "ledger",
            about: "The base budget as the council's ledger has it, in prices of the price year. The rows of each cost \
                    line have to come to what the line costs today by the scenario, to the penny.",
            settings: &[
                ("cost_centre", "The cost centre of the row."),
                ("subjective", "Which kind of spending it is, such as employees or premises."),
                ("objective", "Which service of the council's accounts it belongs to."),
                ("section_251", "Which line of the section 251 statement it goes to."),
                ("line", "Which cost line holds these pounds; each row with the same four codes belongs to one."),
                ("amount", "What is budgeted for a year; income is below £0."),
            ],
        },
        Words {
            name: "postcodes",
            about: "In which area a postcode lies; `postcodes` of `maps` names the file.",
            settings: &[("postcode", "A whole postcode, such as B1 1AY."), ("area", "The area it lies in.")],
        },
        Words {
            name: "people",
            about: "People by year: one row for each area and each year after the baseline, with the columns of the \
                    areas table that count groups.",
            settings: &[
                ("area", "Which area."),
                ("year", "Which year."),
                (
                    "under_5",
                    "People in that year of the group whose `column` is `under_5`. Such a column for each group.",
                ),
                ("parents", "The same for the group whose `column` is `parents`."),
            ],
        },
        Words {
            name: "ages",
            about: "People of today by single years of age, for a projection: one row for each area.",
            settings: &[
                ("area", "Which area."),
                ("0", "People who have not had their first birthday."),
                ("1", "People who are one. Such a column for each further age, without a gap."),
                ("2", "People who are two."),
                ("3", "People who are three."),
                ("4", "People who are four."),
            ],
        },
    ],
};

pub(super) const PLANS: Chapter = Chapter {
    name: "Plans of one's own",
    about: "What `doorstep score` takes: any of these, and the `sites.csv` and `offers.csv` of a run folder. What a \
            plan does not state stays as it is today. One table may have the columns of both.",
    common: &[],
    sections: &[
        Words {
            name: "Plan",
            about: "A plan as one RON file.",
            settings: &[("levels", "Levels of sites."), ("sessions", "Weekly sessions; 0 stops what runs.")],
        },
        Words {
            name: "levels of a plan",
            about: "Levels of sites.",
            settings: &[("site", "Which site."), ("level", "Its level; one it may have.")],
        },
        Words {
            name: "sessions of a plan",
            about: "What is to run.",
            settings: &[
                ("service", "Which service."),
                ("mode", "In which of its modes."),
                ("place", "Where; `everywhere` for virtual services."),
                ("sessions", "How many a week, a multiple of the service's step; 0 stops it."),
            ],
        },
    ],
};
