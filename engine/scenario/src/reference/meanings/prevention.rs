//! The register of evidence, and effects of prevention.

use super::{Chapter, Words};

pub(super) const PREVENTION: Chapter = Chapter {
    name: "Prevention",
    about: "What reaching people early may do to later cases, and what is known of it. Savings from prevention are not \
            established, so nothing here is counted unless it says `use: true`; what is counted then is avoidance, never \
            a cost reduction. The search for a plan does not see it: it changes the accounts of the plan that is found.",
    common: &[],
    sections: &[
        Words {
            name: "finding",
            about: "One entry of `evidence`: what a study found. Every finding is printed in `evidence.csv`, used or not, \
                    superseded or not.",
            settings: &[
                ("effect", "What was found, in words."),
                ("population", "Of whom: age, place, years."),
                ("date", "Year and month in which it came out, `2021-08`, or the year alone."),
                (
                    "of",
                    "Of what: services that opened, that closed, or money for them. What opening brought is not what \
                     closing costs.",
                ),
                ("low", "The lower end of what was found."),
                ("central", "What was found."),
                ("high", "The upper end of what was found."),
                ("unit", "What the three are counted in."),
                ("source", "Where it is published."),
                ("superseded_by", "The newer finding that has taken its place. None if left out."),
            ],
        },
        Words {
            name: "effect of prevention",
            about: "One entry of `prevention`: cases of a year are fewer by the effect × (people reached so many years \
                    before, less those whom doing nothing would reach), and more where fewer are reached.",
            settings: &[
                ("service", "Which service reaches the people."),
                ("role", "Whose cases are fewer: a role with `need: Cases(…)`."),
                ("lag", "Years from reaching people to fewer cases."),
                (
                    "fewer_cases_per_person",
                    "Fewer open cases for each person more that is reached in a year; below 0 if more are found than \
                     prevented.",
                ),
                ("low", "The least it may be; printed. As `fewer_cases_per_person` if left out."),
                ("high", "The most it may be; printed. As `fewer_cases_per_person` if left out."),
                (
                    "max_effect",
                    "Of a role's cases, the share that all effects together may take away at most: the least of those \
                     used. What is lost has no such bound.",
                ),
                ("evidence", "What it rests on. Used or above 0 without it, a warning says so."),
                ("use", "Is it counted? If not, it changes no figure and only its break-even is printed."),
            ],
        },
    ],
};
