//! Money, people, levels.

use super::{Chapter, Words};

pub(super) const MONEY: Chapter = Chapter {
    name: "Money and targets",
    about: "Whose money it is, what it is spent on, and how much less it is to be.",
    common: &[],
    sections: &[
        Words {
            name: "GeneralFund",
            about: "A fund of the council's own general money: what savings targets count.",
            settings: &[],
        },
        Words {
            name: "RingFenced",
            about: "A fund for named purposes only; spending less of it saves the General Fund nothing. Alone it pays \
                    whatever its lines cost; with settings, which need a programme, it has so much each year.",
            settings: &[
                ("budget", "What it has in each year, in money of that year; needed with any other setting."),
                ("until", "The last year in which it has anything; it goes on if left out."),
                ("carry", "The most that may be carried into the next year; the rest goes back to whom it came from."),
                ("least_spent", "The least share of a year's budget that has to be spent in the year."),
                ("partner", "Whose money it is, where a partner pays; reports name them."),
            ],
        },
        Words {
            name: "cost line",
            about: "One entry of `lines`: a heading that money is spent under.",
            settings: &[
                ("name", "Its name for readers. Its id if left out."),
                ("fund", "Who pays it."),
                ("touchable", "May a plan change it? If not, it stays at its amount of today whatever is decided."),
                ("cashable", "Does spending less of it leave cash? If not, it may fall and does not count as saving."),
                ("fixed", "Spending of a year on this line that no decision here changes."),
                (
                    "income",
                    "Is it money that comes in? Amounts on it are written without a minus and lower the net cost; \
                     closing what earns them loses them.",
                ),
                (
                    "backed_by",
                    "Which fund pays once the line's own has ended or is used up; only with a programme. Nobody if \
                     left out.",
                ),
            ],
        },
        Words {
            name: "Savings",
            about: "One entry of `targets`. Every term has to be declared, because the same amount means different \
                    things under different readings. What counts: touchable and cashable lines of the General Fund, \
                    baseline less plan. Without a programme the first reading of each term is the only one that can \
                    be met; the others are refused, not misread.",
            settings: &[
                ("amount", "How much is to be saved; above £0. `basis` says how it is meant."),
                ("by", "By the end of which year: a year after the baseline; the end year if there is no programme."),
                (
                    "basis",
                    "So much less a year (`AnnualLevel`); so much less a year on top of all increments of the years \
                     before (`Increment`: 1, 5, 5, 5 is 16 a year); or so much less in all years together up to that \
                     one (`CumulativeCash`).",
                ),
                (
                    "measured",
                    "As a whole year of what stands at the year's end (`RunRate`), or as what the year itself saves, \
                     with moves on their dates (`InYear`).",
                ),
                (
                    "against",
                    "Compared with the base budget as it was (`Base`), or with what the year would cost if nothing were \
                     done: base, inflation and pressures (`DoNothing`).",
                ),
                (
                    "counting",
                    "Which kinds of saving count: spending less (`CostReduction`), the same paid by another fund \
                     (`FundSwitch`), a pressure that does not come (`Avoidance`), receiving more (`Income`).",
                ),
                ("strength", "Must it be met, or may it fall short at so many points a pound?"),
                ("why", "Why it stands; reports repeat it."),
                ("source", "Where it is written; reports repeat it."),
            ],
        },
    ],
};

pub(super) const PEOPLE_AND_PLACES: Chapter = Chapter {
    name: "People and levels",
    about: "Who is counted, and what a site can be.",
    common: &[],
    sections: &[
        Words {
            name: "group",
            about: "One entry of `groups`: people who are eligible together.",
            settings: &[
                ("name", "Its name for readers. Its id if left out."),
                ("column", "The column of the areas table that counts them."),
            ],
        },
        Words {
            name: "level",
            about: "One entry of `levels`: what a site can be.",
            settings: &[
                ("hours", "Hours a week each of its rooms is open; sessions have to fit into them."),
                ("costs", "What a site at this level costs in a year, by cost line. Nothing if left out."),
            ],
        },
    ],
};
