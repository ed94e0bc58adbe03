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
            about: "A fund for named purposes only; spending less of it saves the General Fund nothing.",
            settings: &[],
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
            ],
        },
        Words {
            name: "Savings",
            about: "One entry of `targets`. Every term has to be declared, because the same amount means different \
                    things under different readings. What counts: touchable and cashable lines of the General Fund, \
                    baseline less plan.",
            settings: &[
                ("amount", "How much is to be saved a year; above £0."),
                ("by", "By the end of which year: the scenario's end year."),
                ("basis", "So much less a year. Only `AnnualLevel` is supported; the others are refused, not misread."),
                ("measured", "As a full year's effect. Only `RunRate` is supported; `InYear` is refused."),
                ("against", "Compared with today's cost. Only `Base` is supported; `DoNothing` is refused."),
                ("counting", "Which kinds of saving count. Only `CostReduction` is supported; the others are refused."),
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
