//! The programme: years, prices, proposals, staff, and what change costs once.

use super::{Chapter, Meaning, Words};

const ITS_NAME: Meaning = ("name", "Its name for readers. Its id if left out.");
const WHY: Meaning = ("why", "Why it is so; reports repeat it.");
const SOURCE: Meaning = ("source", "Where the figures are from; reports repeat it.");
const LOW: Meaning = ("low", "The least it may come to, as a multiple of what is planned.");
const HIGH: Meaning = ("high", "The most it may come to, as a multiple of what is planned.");
const FROM: Meaning = ("from", "From which levels.");
const TO: Meaning = ("to", "To which levels; `closed` among them or alone.");
const SOURCE_ID: Meaning = ("id", "What reports call it.");

pub(super) const PROGRAMME: Chapter = Chapter {
    name: "A programme, year by year",
    about: "What happens year by year, from the year after the baseline to the end year. Amounts are in prices of the \
            price year unless their meaning says otherwise.",
    common: &[],
    sections: &[
        Words {
            name: "programme",
            about: "The setting `programme`. Everything in it may be left out.",
            settings: &[
                ("moves", "When moves take effect, and from when they are allowed. On each 1 April if left out."),
                ("people", "Moves people on by age. As the table `people` has them, or as today, if left out."),
                (
                    "inflation",
                    "Kinds of spending with their rates; every cost line is in exactly one. Prices stay as they are if \
                     left out.",
                ),
                ("pressures", "Spending that grows or falls away whatever is decided."),
                ("measures", "Proposals beside the footprint."),
                ("one_offs", "What change costs once."),
                ("sources", "What pays for one-offs, in the order in which it is used. Never a saving."),
                ("roles", "Staff: how many there are, and what decides how many are needed."),
                (
                    "evidence",
                    "A register of what is known of effects of prevention; every entry is printed, and none changes a \
                     figure.",
                ),
                (
                    "prevention",
                    "Effects of reaching people early on later cases. Savings from prevention are not established: none \
                     is counted unless it says `use: true`.",
                ),
                ("delivery", "How likely savings are to be delivered in full. Not weighed by risk if left out."),
                ("discount", "Discount rates for present values. No present value is shown if left out."),
            ],
        },
        Words {
            name: "moves",
            about: "The setting `moves`: when what is decided for a year takes effect.",
            settings: &[
                (
                    "effect",
                    "The day in each financial year on which the year's moves take effect: on 1 October half of a full \
                     year is left. 1 April if left out.",
                ),
                ("reversible", "May a site change its level more than once?"),
                (
                    "steady",
                    "Does every offer stay between today's sessions and those of the end year? Then nothing starts on the \
                     way only to stop again, and fewer people are reached on the way.",
                ),
                (
                    "ramp_up",
                    "Of the people a new session would reach in a full year, the share it reaches in its first, for the \
                     months it runs.",
                ),
                ("timetable", "What has to pass before any site changes its level. Nothing if left out."),
            ],
        },
        Words {
            name: "timetable",
            about: "Consultation, decision and notice before a site may change its level. The first lawful move is on \
                    the first of a month that is not before the end of all three.",
            settings: &[
                ("starts", "The day on which consultation starts."),
                ("consultation", "Weeks of consultation."),
                ("decision", "Weeks from its end to the decision, call-in included."),
                ("notice", "Weeks of notice to staff and landlords after the decision."),
            ],
        },
        Words {
            name: "projection of people",
            about: "The setting `people`: today's people of the table `ages` grow older year by year; each group grows \
                    as the people of its ages do in its area. Lists have one number for each age of the table.",
            settings: &[
                ("survival", "The share of those of each age who are a year older a year later."),
                (
                    "migration",
                    "Net movers of each age in a year, as a share of those who would be there; below 0 where more leave \
                     than come. None if left out.",
                ),
                ("fertility", "Births in a year for each person of an age. Either this or `births` has to be given."),
                (
                    "births",
                    "People at the youngest age in each year, as a multiple of those of today. Either this or \
                     `fertility` has to be given.",
                ),
                ("last_age_is_open", "Does the last age hold everybody older, too?"),
                ("ages", "Which ages each group has; every group is named."),
            ],
        },
        Words {
            name: "ages of a group",
            about: "One entry of `ages`.",
            settings: &[("from", "The youngest age, in years."), ("to", "The oldest age, in years; that age counts.")],
        },
        Words {
            name: "kind of spending",
            about: "One entry of `inflation`: spending whose prices move together. What a pound has become is rounded \
                    once a year, to a billionth.",
            settings: &[
                ("rates", "How much higher prices are in each year than in the year before."),
                ("lines", "Which cost lines are of this kind; each line is of one."),
                SOURCE,
            ],
        },
        Words {
            name: "pressure",
            about: "One entry of `pressures`: demography, a levy, a one-off of the base that ends.",
            settings: &[
                ("line", "On which cost line."),
                (
                    "amounts",
                    "How much more that year costs than the base, in money of that year; below £0 if it costs less.",
                ),
                WHY,
                SOURCE,
            ],
        },
        Words {
            name: "measure",
            about: "One entry of `measures`: a proposal that claims pounds of a line's `fixed` spending, which no site \
                    or session holds. Each pound can be claimed once.",
            settings: &[
                ITS_NAME,
                ("line", "On which cost line; one that may be touched."),
                (
                    "kind",
                    "Which column it stands in: spending less (`CostReduction`), receiving more on a line of income \
                     (`Income`), a pressure that does not come (`Avoidance`), or the same spending paid by another \
                     fund (`FundSwitch`), which claims no pound and lowers no cost.",
                ),
                (
                    "to",
                    "Which fund pays from now on, as far as its own lines leave it money; of a `FundSwitch` only, \
                     and needed there.",
                ),
                (
                    "amounts",
                    "How much less that year costs than without it, or is switched: a level a year, not an increment.",
                ),
                ("rag", "How sure it is: on course, at risk, or unlikely without something else."),
                WHY,
                SOURCE,
            ],
        },
        Words {
            name: "delivery",
            about: "The setting `delivery`: odds that a saving is delivered, for figures weighed by risk.",
            settings: &[
                ("green", "Of what is green, the share that is delivered."),
                ("amber", "Of what is amber, the share that is delivered."),
                ("red", "Of what is red, the share that is delivered."),
                ("closing", "How sure savings of sites that close are."),
                ("levels", "How sure savings of sites that change to another level are."),
                ("sessions", "How sure savings of sessions at sites are."),
                ("elsewhere", "How sure savings of sessions anywhere else are."),
                SOURCE,
            ],
        },
        Words {
            name: "discount rate",
            about: "One item of `discount`.",
            settings: &[
                ("years", "For how many years it holds, counted on from the item before; the last item goes on."),
                ("rate", "How much less a pound counts for each year later."),
            ],
        },
    ],
};

pub(super) const ONE_OFFS: Chapter = Chapter {
    name: "Kinds of one-off",
    about: "The kinds of `one_offs`: what change costs once, in money of the year in which it is paid.",
    common: &[ITS_NAME, LOW, HIGH, SOURCE],
    sections: &[
        Words {
            name: "Moving",
            about: "An amount for each site that goes from one of these levels to one of those: void security, \
                    dilapidations, fitting out.",
            settings: &[FROM, TO, ("amount", "What each such site costs once.")],
        },
        Words {
            name: "DoubleRunning",
            about: "The old level goes on beside the new one for some months.",
            settings: &[FROM, TO, ("months", "For how many months the old level's cost is paid as well.")],
        },
        Words {
            name: "Exits",
            about: "Posts that go: less spent on a line ÷ what a post costs.",
            settings: &[
                ("line", "Which cost line pays the posts."),
                ("post", "A year's pay of one post with on-costs; above £0."),
                ("paid", "The share of posts that are paid to leave; the others are vacant, or find other work."),
                ("amount", "What each paid exit costs once."),
            ],
        },
        Words {
            name: "Clawback",
            about: "Capital grant to be given back when a site closes: of the grant, the part of 25 years from \
                    designation that is left.",
            settings: &[
                ("grants", "Which sites were built with how much."),
                ("asked", "The share of it that is expected to be asked back; none where early years use goes on."),
            ],
        },
    ],
};

pub(super) const STAFF_AND_SOURCES: Chapter = Chapter {
    name: "Staff and sources",
    about: "Roles, what decides how many staff are needed, and the kinds of `sources`, in money of the year in which \
            they pay.",
    common: &[],
    sections: &[
        Words {
            name: "role",
            about: "One entry of `roles`: staff of one kind, in full-time equivalents.",
            settings: &[
                ITS_NAME,
                ("today", "How many there are in the baseline year."),
                ("need", "What decides how many are needed."),
                (
                    "line",
                    "The cost line that pays them, where their pay is not in levels or sessions; given with `pay`, and \
                     never with `need: Sessions(…)`.",
                ),
                ("pay", "A year's pay of one full-time equivalent with on-costs; given with `line`."),
                ("whole", "Are only whole posts possible?"),
                ("turnover", "The share that leaves in a year of itself."),
                ("hires", "How many can be recruited in each year at most. As many as are needed if left out."),
            ],
        },
        Words {
            name: "Sessions",
            about: "As many as weekly sessions need. Their pay is in what sessions cost.",
            settings: &[("each", "Full-time equivalents for one weekly session, by service and mode.")],
        },
        Words {
            name: "Cases",
            about: "As many as cases need: open cases ÷ the cap on cases for each.",
            settings: &[
                ("open", "Open cases in each year."),
                ("cap", "How many cases one full-time equivalent may hold in each year."),
            ],
        },
        Words {
            name: "Reserve",
            about: "A reserve that may be drawn down.",
            settings: &[
                SOURCE_ID,
                ("opening", "What is in it at the start of the first year."),
                ("minimum", "What has to stay in it at the end of each year."),
            ],
        },
        Words {
            name: "Allowance",
            about: "An amount for each year; what is left of it lapses.",
            settings: &[SOURCE_ID, ("amounts", "How much there is in each year.")],
        },
        Words {
            name: "Receipts",
            about: "What selling closed sites brings. It comes once and lowers no year's cost.",
            settings: &[
                SOURCE_ID,
                ("sites", "What each site brings when it is sold."),
                ("lag", "Years between closing and money."),
            ],
        },
        Words {
            name: "capital grant",
            about: "One entry of `grants`.",
            settings: &[
                ("capital", "How much was granted."),
                ("designated", "The year in which the site was designated; the 25 years begin with it."),
            ],
        },
    ],
};
