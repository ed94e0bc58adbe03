//! Ledgers as finance systems export them.

use super::{Chapter, Meaning, Words};

const COLUMN: Meaning = ("column", "The name of a column of the export, in any capitals.");
const SAYS: Meaning = (
    "says",
    "What stands in it, in any capitals; `*` stands for anything. Among totals, what is written out goes before what has a \
     `*`.",
);
const CENTRE: Meaning =
    ("cost_centre", "Its cost centre, any of these, in the same capitals; `*` stands for anything.");
const SUBJECTIVE: Meaning = ("subjective", "Its subjective, in the same way.");
const OBJECTIVE: Meaning =
    ("objective", "Its objective, in the same way. Where no column holds it, the one text that the rows are given.");
const SECTION: Meaning = (
    "section_251",
    "Its section 251 line, in the same way. Where no column holds it, the one text that the rows are given.",
);

pub(super) const LEDGERS: Chapter = Chapter {
    name: "Ledgers as they are exported",
    about: "How the rows of a finance system's export, CSV or a sheet of a workbook, become the `ledger` table. Every row \
            has to be accounted for by these rules, every total is added up again, and everything has to come to the \
            control total (DS316); a row that looks like a total and is not said to be one is never taken. Amounts may have \
            a minus before or behind them, or stand in brackets. Rows above the head, blank rows, the head again, and rows \
            that hold no amount and not all codes are passed over.",
    common: &[],
    sections: &[
        Words {
            name: "LedgerMapping",
            about: "The mapping, as one RON file.",
            settings: &[
                ("year", "Whose budget it is, and in whose prices: the price year of the scenario."),
                ("sheet", "The sheet, where the export is a workbook with several."),
                ("header_row", "In which row of the sheet, or line of the file, the columns are named."),
                ("columns", "Which column holds what."),
                (
                    "fill_down",
                    "Codes that are written once and left empty in the rows below. Not over a total, and not where the row \
                     gives such a code further left.",
                ),
                ("credits", "What marks an amount below £0, before or behind it, besides a minus and brackets."),
                ("debits", "What marks an amount above £0."),
                ("nothing", "What stands for £0."),
                (
                    "leave_out",
                    "Rows that are no budget. Totals from the innermost to the outermost: each has to come to the rows above \
                     it, back to the last of its kind or of one after it in this list. These rules go before all others.",
                ),
                ("no_totals", "Rows that only look like totals."),
                ("lines", "Which cost line holds which rows; each row by one rule."),
                ("not_modelled", "Budget that the scenario has nothing to do with. It counts in totals."),
                (
                    "control_total",
                    "What all rows of budget come to, from another report: those not modelled among them.",
                ),
            ],
        },
        Words {
            name: "ledger columns",
            about: "The columns of an export, by their names in its head, in any capitals.",
            settings: &[
                ("cost_centre", "The cost centre."),
                ("subjective", "Which kind of spending it is."),
                (
                    "objective",
                    "Which service of the council's accounts. Given by the rules of `lines` if there is no such column.",
                ),
                ("section_251", "Which line of the section 251 statement. The same."),
                ("amount", "The budget of the year, in pounds."),
            ],
        },
        Words { name: "Total", about: "Rows that add up others.", settings: &[COLUMN, SAYS] },
        Words {
            name: "Note",
            about: "Rows that are neither budget nor totals.",
            settings: &[COLUMN, SAYS, ("why", "Why they are left out.")],
        },
        Words {
            name: "no total",
            about: "Rows that say \"total\", or hold what rows above them come to, and are budget all the same.",
            settings: &[COLUMN, SAYS],
        },
        Words {
            name: "rows of a line",
            about: "Rows by their codes, and the cost line that holds them.",
            settings: &[CENTRE, SUBJECTIVE, OBJECTIVE, SECTION, ("line", "Which cost line.")],
        },
        Words {
            name: "rows not modelled",
            about: "Rows by their codes, and why the scenario has nothing to do with them.",
            settings: &[CENTRE, SUBJECTIVE, OBJECTIVE, SECTION, ("why", "Why not.")],
        },
    ],
};
