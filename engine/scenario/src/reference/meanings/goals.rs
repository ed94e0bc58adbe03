//! Goals, observed figures, assumptions.

use super::{Chapter, Words};

const SERVICE: (&str, &str) = ("service", "Which service.");
const EVERYONE: (&str, &str) =
    ("service", "Which service. A hard rule `ServeEveryone` has to stand for it: who is left out does not travel.");

pub(super) const GOALS: Chapter = Chapter {
    name: "Goals",
    about: "Items of `goals`: what is preferred among plans that keep the rules, the first before the second.",
    common: &[(
        "within",
        "How much of its best may be given up for the goals after it; also how near to proven best it has to come.",
    )],
    sections: &[
        Words {
            name: "MostReach",
            about: "Most people reached, over all services by their weights. Measured in points.",
            settings: &[("weight", "By the need of each area (`Need`), or everybody the same (`Equal`).")],
        },
        Words {
            name: "BestWorst",
            about: "The share reached where it is lowest is as high as can be.",
            settings: &[
                SERVICE,
                ("of", "A share of everybody (`People`), or of the groups the service is for (`Eligible`)."),
                ("per", "Over which parts: districts, deprivation bands or groups."),
            ],
        },
        Words {
            name: "LeastCost",
            about: "Least cost a year in pounds, over all lines and funds.",
            settings: &[(
                "travel",
                "Adds what people's travel counts: so much for each kilometre (or minute) of one person's way. Left \
                 out, travel does not count.",
            )],
        },
        Words {
            name: "LeastTravel",
            about: "Least travel of all, in person-metres (or person-minutes).",
            settings: &[EVERYONE],
        },
        Words {
            name: "LeastWorstTravel",
            about: "The mean way is shortest in the area where it is longest, in metres (or minutes).",
            settings: &[EVERYONE],
        },
        Words {
            name: "KolmPollak",
            about: "Least mean of exp(aversion × way): long ways count more than in proportion.",
            settings: &[EVERYONE, ("aversion", "How much more, per kilometre (or minute); to the thousandth.")],
        },
        Words {
            name: "MostAccess",
            about: "Most people × services near: of these services, how many that suit them people have within so \
                    much travel. A service suits a group that takes it up at all; everybody of the group who lives near \
                    is counted, whether or not they would use it or find a place. An offer everywhere is near to \
                    everybody.",
            settings: &[
                ("services", "Which services, each counted once."),
                ("near", "The farthest that counts."),
                (
                    "choices",
                    "The most that counts for one person; at 1 it is people with any of them near. Left out, all count.",
                ),
                (
                    "modes",
                    "Which modes count, by service; every mode of a service that is not named here. Name those that \
                     people go to where a virtual one would count for everybody.",
                ),
                (
                    "least_sessions",
                    "An offer that runs less often does not count. Left out, every offer that runs does.",
                ),
            ],
        },
        Words { name: "FewestChanges", about: "Fewest sites change level.", settings: &[] },
    ],
};

pub(super) const FIGURES: Chapter = Chapter {
    name: "Observed figures and assumptions",
    about: "What the model is held against, and what may be challenged.",
    common: &[],
    sections: &[
        Words {
            name: "observed figures",
            about: "The setting `observed`: figures of the baseline year. Without them, or more than 2 % off, every \
                    output says \"not calibrated\".",
            settings: &[
                ("spend", "What was spent in the year, and where the figure is from."),
                ("reached", "People each service reached in the year, and where the figure is from."),
                (
                    "scale_take_up",
                    "Scale take-up, service by service, so that the model reaches today whom it was seen to reach.",
                ),
            ],
        },
        Words {
            name: "assumption",
            about: "One item of `assumptions`: a figure somebody may challenge. Reports list them all, and count those \
                    without a source.",
            settings: &[
                ("of", "Which setting, by its path."),
                ("low", "The lowest value that would be reasonable."),
                ("high", "The highest."),
                ("why", "Why this value was chosen."),
                ("source", "Where it is from, or who answers for it."),
                ("owner", "Who answers for it, where that is not who wrote the scenario."),
                ("date", "When it was agreed or last looked at: year and month, `2026-03`, or the year alone."),
            ],
        },
    ],
};
