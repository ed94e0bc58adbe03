//! Rules, and what stands inside them.

use super::{Chapter, Words};

const PER: (&str, &str) =
    ("per", "For all together (`Overall`), or for each district, deprivation band or group of people by itself.");
const PER_PLACE: (&str, &str) =
    ("per", "For all together (`Overall`), or for each district or deprivation band by itself.");
const PER_PART: (&str, &str) = ("per", "Between which parts: districts, deprivation bands or groups of people.");
const SERVICE: (&str, &str) = ("service", "Which service.");
const MODES: (&str, &str) = ("modes", "Which of its modes count.");
const OF: (&str, &str) = ("of", "A share of everybody (`People`), or of the groups the service is for (`Eligible`).");
const SITES: (&str, &str) = ("sites", "Only these sites count. All sites if left out.");
const LEAST: (&str, &str) = ("least_sessions", "Only offers count that run at least so often in a week.");
const WITHIN: (&str, &str) = ("within", "How near is near: the longest way that counts.");

pub(super) const RULES: Chapter = Chapter {
    name: "Rules",
    about: "Entries of `rules`: what every plan has to keep. A rule with `per` is a test for each part, and what is \
            missed is the sum over the parts; a part without people always passes.",
    common: &[
        ("strength", "Must it hold, or may it be missed at a price?"),
        ("why", "Why it stands; reports repeat it."),
        ("source", "Where it is written; reports repeat it."),
    ],
    sections: &[
        Words {
            name: "AtLeast",
            about: "There are at least so many sites at these levels. Missed by sites.",
            settings: &[("count", "How many sites."), ("levels", "At which levels."), PER_PLACE, SITES],
        },
        Words {
            name: "AtMost",
            about: "There are at most so many sites at these levels. Missed by sites.",
            settings: &[("count", "How many sites."), ("levels", "At which levels."), PER_PLACE, SITES],
        },
        Words {
            name: "SitesShare",
            about: "At least this share of the sites at these levels stand in one deprivation band. Missed by sites. A \
                    site is in the band of its own decile, or else of the nearest area's.",
            settings: &[
                ("levels", "Which levels count."),
                ("at_least", "The least share of these sites."),
                ("band", "The band they are to stand in."),
            ],
        },
        Words {
            name: "Lock",
            about: "A site is at this level. Missed by 1 site.",
            settings: &[("site", "Which site."), ("level", "Which level; one the site may have.")],
        },
        Words {
            name: "Forbid",
            about: "A site is at none of these levels. Missed by 1 site.",
            settings: &[("site", "Which site."), ("levels", "The levels it must not be at.")],
        },
        Words {
            name: "NotBefore",
            about: "A site does not leave its level of today before a year: where the plan stands by an earlier year, \
                    it is at its level of today. Missed by 1 site.",
            settings: &[("site", "Which site."), ("year", "The first year by whose end it may have changed.")],
        },
        Words {
            name: "HubSpoke",
            about: "Each site at a spoke level has another site at a hub level near it. Missed by sites.",
            settings: &[
                ("spokes", "Levels that need a hub near them."),
                ("hubs", "Levels that are hubs; none of them a spoke level."),
                ("near", "How near a hub has to be."),
            ],
        },
        Words {
            name: "ChangesAtMost",
            about: "No more than so many sites change level. Missed by sites.",
            settings: &[("count", "How many sites."), PER_PLACE],
        },
        Words {
            name: "NearestLost",
            about: "No more than this share of people lose the site that is nearest to them today. Missed by people.",
            settings: &[("at_most", "The greatest share of people."), PER_PLACE],
        },
        Words {
            name: "ReachShare",
            about: "At least this share of people is reached. Missed by people.",
            settings: &[
                SERVICE,
                MODES,
                ("least_sessions", "Only offers count that run at least so often in a week. All if left out."),
                ("at_least", "The least share of people reached."),
                OF,
                PER,
            ],
        },
        Words {
            name: "AccessShare",
            about: "At least this share of people live so near something that counts, whether or not they use it. \
                    Missed by people.",
            settings: &[SERVICE, MODES, LEAST, WITHIN, ("at_least", "The least share of people."), OF, PER],
        },
        Words {
            name: "AccessGap",
            about: "The share of people who live so near something that counts differs by no more than this between \
                    the best and the worst part. Missed by percentage points. A gap in reach is not offered: it could \
                    be closed by turning people away.",
            settings: &[
                SERVICE,
                MODES,
                LEAST,
                WITHIN,
                ("at_most", "The greatest difference of two shares."),
                OF,
                PER_PART,
            ],
        },
        Words {
            name: "KeepReach",
            about: "No part loses more than this share of the people reached today, by the same model. Missed by \
                    people.",
            settings: &[SERVICE, MODES, ("lose_at_most", "The greatest share of today's reach that may be lost."), PER],
        },
        Words {
            name: "ServeEveryone",
            about: "Everybody who would come if it were at the door is addressed by some offer. Missed by people. \
                    Goals about travel need it.",
            settings: &[SERVICE],
        },
        Words {
            name: "IfThen",
            about: "If one condition is so, the other is too. Missed by 1 condition.",
            settings: &[("when", "If this is so …"), ("then", "… so is this; another condition.")],
        },
        Words {
            name: "EitherOr",
            about: "Of these conditions exactly one is so; or at least and at most so many, if either is given. Missed \
                    by conditions.",
            settings: &[
                ("among", "The conditions: two or more, no two the same."),
                ("at_least", "Fewest. None if only `at_most` is given; 1 if neither is."),
                ("at_most", "Most; not below `at_least`. All if only `at_least` is given; 1 if neither is."),
            ],
        },
        Words {
            name: "Together",
            about: "At every site or venue where the first service runs, the second runs too. Missed by places.",
            settings: &[
                ("service", "The service that does not stand alone …"),
                ("modes", "… in which of its modes."),
                ("with", "The service it needs beside it …"),
                ("with_modes", "… in which of its modes."),
            ],
        },
        Words {
            name: "LeastSessions",
            about: "What runs, runs at least so often. Missed by weekly sessions.",
            settings: &[SERVICE, MODES, ("sessions", "How often in a week.")],
        },
        Words {
            name: "LeastUsers",
            about: "What runs is used by at least so many people a year. Missed by people.",
            settings: &[SERVICE, MODES, ("people", "How many people a year.")],
        },
        Words {
            name: "PostsAtMost",
            about: "What runs needs no more than so many staff. Missed by posts (full-time equivalents). A programme's \
                    roles ask this of every year by themselves, as far as recruitment is limited.",
            settings: &[
                (
                    "each",
                    "Full-time equivalents for one weekly session, by service and mode; what is not named needs none.",
                ),
                ("at_most", "How many full-time equivalents."),
            ],
        },
        Words {
            name: "CostAtMost",
            about: "A budget: these lines cost no more than this a year, to the penny. Missed by pounds.",
            settings: &[("amount", "The budget of a year."), ("lines", "Which cost lines. All if left out.")],
        },
        Words {
            name: "CostShare",
            about: "A service's sessions and running costs are no more than this share of the cost of all lines. \
                    Missed by pounds.",
            settings: &[SERVICE, MODES, ("at_most", "The greatest share of all money.")],
        },
    ],
};

pub(super) const INSIDE: Chapter = Chapter {
    name: "Inside rules",
    about: "Strengths, conditions, and what is near.",
    common: &[],
    sections: &[
        Words {
            name: "Hard",
            about: "A strength: it must hold. A scenario in which it cannot is impossible.",
            settings: &[],
        },
        Words {
            name: "Soft",
            about: "A strength: it may be missed. Least shortfall, in points, is then the first goal.",
            settings: &[(
                "price",
                "Points for each unit it is missed by; each rule says in what it is missed, targets in pounds.",
            )],
        },
        Words {
            name: "SiteAt",
            about: "A condition: a site is at one of these levels.",
            settings: &[("site", "Which site."), ("levels", "Which levels; `closed` may be among them.")],
        },
        Words {
            name: "Runs",
            about: "A condition: a service runs in a mode at a place.",
            settings: &[
                SERVICE,
                ("mode", "Which of its modes."),
                ("place", "Where; `everywhere` for virtual services."),
            ],
        },
        Words { name: "SameDistrict", about: "What is near: a hub of the same district.", settings: &[] },
        Words {
            name: "Within",
            about: "What is near: a hub so far away at most, on the straight line without detour.",
            settings: &[("distance", "How far, to the nearest whole metre.")],
        },
    ],
};
