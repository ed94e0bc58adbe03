//! Numbers that are not known for sure.

use super::{Chapter, Words};

const LOW: (&str, &str) = ("low", "No value is below it.");
const HIGH: (&str, &str) = ("high", "No value is above it.");

pub(super) const UNCERTAIN: Chapter = Chapter {
    name: "Uncertain numbers",
    about: "What an ensemble draws futures from. Nothing else reads it: every other command takes the values as \
            written.",
    common: &[],
    sections: &[
        Words {
            name: "uncertain",
            about: "The setting `uncertain`: which numbers may turn out otherwise.",
            settings: &[
                ("numbers", "The numbers, by ids of your own."),
                (
                    "assumptions",
                    "Every assumption of a single number that has `low` and `high` is uncertain, too, with a spread of \
                     this kind over its range, likeliest as it is written; its id is its path. A number above that \
                     stands for the same setting goes before it, and one set beyond its range, as a variant may, is \
                     left as it is.",
                ),
                ("without", "Assumptions that are left as they are, by their paths; `*` stands for any name."),
                (
                    "together",
                    "Pairs of numbers that do not move apart from each other, with the correlation of their normal \
                     scores (a Gaussian copula). All others are independent.",
                ),
            ],
        },
        Words {
            name: "uncertain number",
            about: "One number: it stands in place of a setting or cell (`of`), or many are multiplied by it (`times`).",
            settings: &[
                (
                    "of",
                    "The setting it stands for, by its path: `levels/hub/costs/premises`; or the cell of a table, by \
                     table, row and column: `tables/areas/E01009417/under_5`.",
                ),
                (
                    "times",
                    "What is multiplied by it, by paths in which `*` stands for any name: `tables/areas/*/under_5`, \
                     `levels/*/costs/staff`. A number on several paths is multiplied once.",
                ),
                ("each", "Draw a value for every row and every setting apart, instead of one for all."),
                ("spread", "Which values it may have."),
                ("why", "Why this spread was chosen."),
                ("source", "Where it is from, or who answers for it."),
            ],
        },
        Words { name: "Uniform", about: "Any value between two, each as likely.", settings: &[LOW, HIGH] },
        Words {
            name: "Triangular",
            about: "Rising to the likeliest value, then falling, on straight lines.",
            settings: &[LOW, ("mode", "The likeliest; the value as written if left out."), HIGH],
        },
        Words {
            name: "Pert",
            about: "As `Triangular`, but smooth and nearer the likeliest value: a beta distribution of shape 4.",
            settings: &[LOW, ("mode", "The likeliest; the value as written if left out."), HIGH],
        },
        Words {
            name: "Normal",
            about: "A normal distribution, cut at two values.",
            settings: &[("mean", "Its mean before it is cut."), ("sd", "Its standard deviation."), LOW, HIGH],
        },
        Words {
            name: "LogNormal",
            about: "A lognormal distribution, cut at two values.",
            settings: &[
                ("median", "Half of all values are below it before it is cut."),
                ("sigma", "The standard deviation of the natural logarithm: 0.2 is about 20 %."),
                LOW,
                HIGH,
            ],
        },
        Words {
            name: "Discrete",
            about: "One of several values.",
            settings: &[("values", "Each value with its weight; weights need not add up to 1.")],
        },
        Words {
            name: "Empirical",
            about: "One of the values of a table's column, each as likely.",
            settings: &[("file", "The CSV table."), ("column", "Its column.")],
        },
    ],
};
