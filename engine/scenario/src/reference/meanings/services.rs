//! Services, modes, where they run, how use fades.

use super::{Chapter, Words};

pub(super) const SERVICES: Chapter = Chapter {
    name: "Services and modes",
    about: "What is offered and in which ways. One weekly session serves places × occupancy × weeks × survival ÷ \
            visits people a year.",
    common: &[],
    sections: &[
        Words {
            name: "service",
            about: "One entry of `services`.",
            settings: &[
                ("modes", "The ways it can be delivered; at least one."),
                ("name", "Its name for readers. Its id if left out."),
                (
                    "tier",
                    "Who it is for: everybody (`Universal`), those with a stated need (`Targeted`), those referred \
                     (`Specialist`).",
                ),
                (
                    "take_up",
                    "The share of each group who would come if it were at the door; groups that are not named are not \
                     eligible. At least one.",
                ),
                ("visits", "Visits one person makes in a year."),
                ("weight", "What a person reached counts for in `MostReach`."),
                ("decay", "How use fades with the length of the way."),
                ("step", "Weekly sessions are planned in multiples of this."),
            ],
        },
        Words {
            name: "mode",
            about: "One entry of a service's `modes`: a way to deliver it.",
            settings: &[
                ("at", "Where it can run."),
                (
                    "decay",
                    "How use of this mode fades. As the service's if left out; not used where `at` is `Everywhere`.",
                ),
                (
                    "by",
                    "Its own travel modes; of those listed the least way counts. As the scenario's if left out. Only \
                     with a travel table that has a column `mode`.",
                ),
                ("equivalence", "How much reaching somebody this way counts."),
                ("survival", "The share of sessions expected still to be running; self-help groups fold."),
                ("room_hours", "Hours of a room that one session takes at a site."),
                ("places", "Places at one session."),
                ("occupancy", "The share of places taken."),
                ("weeks", "Weeks a year in which it runs."),
                ("session_costs", "What each session costs, by cost line. Nothing if left out."),
                (
                    "running_costs",
                    "What running it at all costs in a year at one place, by cost line. Nothing if left out.",
                ),
                ("least", "Fewest weekly sessions if it runs; a multiple of the service's step. The step if left out."),
                ("most", "Most weekly sessions at one place; a multiple of the service's step, not below `least`."),
            ],
        },
    ],
};

pub(super) const WHERE: Chapter = Chapter {
    name: "Where a mode runs",
    about: "The kinds of a mode's `at`.",
    common: &[],
    sections: &[
        Words {
            name: "Site",
            about: "At, or from, a site that is at one of these levels.",
            settings: &[("levels", "Which levels; not `closed`.")],
        },
        Words {
            name: "Venue",
            about: "In a venue of one of these kinds.",
            settings: &[("kinds", "Kinds, as the column `kind` of the venues table has them.")],
        },
        Words {
            name: "Everywhere",
            about: "One offer for the whole council, as near to one family as to another: virtual services. Its place \
                    is called `everywhere`.",
            settings: &[("levels", "It needs some site at one of these levels to be run from; not `closed`.")],
        },
    ],
};

pub(super) const DECAYS: Chapter = Chapter {
    name: "Decays",
    about: "How many of those who would come from next door still come from further away. No curve of take-up by \
            distance has been published for children's centres: it is always an assumption.",
    common: &[],
    sections: &[
        Words {
            name: "Step",
            about: "Everybody up to a limit, nobody beyond it.",
            settings: &[("limit", "The longest way that anybody comes.")],
        },
        Words {
            name: "Linear",
            about: "Everybody up to one way, then evenly fewer, nobody from another way on.",
            settings: &[
                ("full", "Up to here everybody comes."),
                ("zero", "From here nobody comes; longer than `full`."),
            ],
        },
        Words {
            name: "Exponential",
            about: "Half as many with each further such way: 2^(−way ÷ half).",
            settings: &[("half", "The way at which half still come.")],
        },
        Words {
            name: "Gaussian",
            about: "Few are lost near by and more and more further away: 2^(−(way ÷ half)²).",
            settings: &[("half", "The way at which half still come.")],
        },
        Words {
            name: "Logistic",
            about: "Nearly all near by, nearly none far away, and a fall in between: \
                    1 ÷ (1 + e^((way − half) ÷ slope)), divided by its value at the door.",
            settings: &[
                ("half", "Where the fall is steepest: about half still come."),
                ("slope", "How gently it falls: the longer, the gentler."),
            ],
        },
        Words {
            name: "Table",
            about: "Straight lines between points: flat before the first, nobody after the last.",
            settings: &[(
                "points",
                "Ways and the share who still come; at least one. Ways rise from point to point and shares do not.",
            )],
        },
    ],
};
