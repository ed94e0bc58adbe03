//! Which table of a run folder is which sheet, and which of its columns follow from others.

/// A table as a sheet.
pub struct Layout {
    /// The table's file.
    pub file: &'static str,
    /// The sheet's name.
    pub sheet: &'static str,
    /// What stands in it.
    pub about: &'static str,
    /// Columns that are sums and differences of others in their row, by names.
    pub follow: &'static [(&'static str, &'static [(i64, &'static str)])],
    /// The column in which `total` marks a row that adds up those above it, since the last such row.
    pub total: Option<&'static str>,
    /// What no arithmetic gives: only the optimiser can change it.
    pub fixed: &'static str,
    /// The same where the sheet follows from the sheets of inputs.
    pub kept: &'static str,
}

const PLAIN: Layout = Layout { file: "", sheet: "", about: "", follow: &[], total: None, fixed: "", kept: "" };

/// When moves take effect.
pub const MONTHS: Layout = Layout {
    sheet: "Months of moves",
    about: "Inputs: how many months of its year a year's moves count, 12 (from 1 April) to 1. Change the coloured cells",
    ..PLAIN
};

/// What a pound becomes.
pub const PRICES: Layout = Layout {
    sheet: "Price indices",
    about: "Inputs: by how much prices rise on the year before. Change the coloured rates; what a pound has become follows on their right",
    ..PLAIN
};

/// What one of everything costs.
pub const UNITS: Layout = Layout {
    sheet: "Unit costs",
    about: "Inputs: what one of everything costs, each once. Change the coloured cells; what it is at each year's prices follows on their right, to the penny, halves up",
    ..PLAIN
};

/// What has an amount of its own in each year.
pub const BESIDE: Layout = Layout {
    sheet: "Pressures and measures",
    about: "Inputs: what a pressure adds and what a measure takes off in each year. Change the coloured cells",
    ..PLAIN
};

/// What makes up every line.
pub const COSTING: Layout = Layout {
    file: "costing.csv",
    sheet: "Costing",
    about: "What every line pays: a unit cost, how many today, when the year began and as it ends, and what that comes to. Lines by year add these rows up",
    kept: "How many of each there are follows from which sites and sessions the optimiser chose",
    ..PLAIN
};

/// Several runs beside each other.
pub const SIDE: Layout = Layout {
    sheet: "Options side by side",
    about: "What each option is, costs, keeps open and reaches; services are never added up as people",
    ..PLAIN
};
pub const ALL_LINES: Layout = Layout {
    sheet: "Money by line",
    about: "Every line today and in each option, of the run's last year, and what the option costs more than today",
    ..PLAIN
};
pub const ALL_SITES: Layout = Layout {
    sheet: "Sites",
    about: "The level of every site today and in each option, and whether options differ",
    ..PLAIN
};
pub const ALL_YEARS: Layout = Layout {
    sheet: "Lines by year",
    about: "Net cost of every line in the year itself, measures taken off, and what each run has more than the first. A blank is what a run does not have",
    ..PLAIN
};
pub const ALL_SAVINGS: Layout = Layout {
    sheet: "Cost reduction by year",
    about: "Cost reduction of a whole year as each year ends, against doing nothing, and what each run has more than the first",
    ..PLAIN
};

/// Every sheet after contents, summary and checks, in the order of the book.
pub const LAYOUTS: [Layout; 22] = [
    Layout {
        file: "assumptions.csv",
        sheet: "Assumptions",
        about: "What figures rest on: value, unit, price base, range, why, source, owner and date. Values are those of the run; a change here changes nothing elsewhere: change the scenario and run it again",
        fixed: "Values are as the scenario has them",
        ..PLAIN
    },
    Layout {
        file: "lines.csv",
        sheet: "Lines by year",
        about: "Every cost line in every year: base, what prices, pressures and staff add, what the plan costs as the year ends and in the year itself, and what measures beside it bring",
        follow: &[
            ("do_nothing_gbp", &[(1, "base_gbp"), (1, "prices_gbp"), (1, "pressures_gbp"), (1, "staff_gbp")]),
            (
                "net_run_rate_gbp",
                &[
                    (1, "run_rate_gbp"),
                    (-1, "measures_cost_reduction_gbp"),
                    (-1, "measures_income_gbp"),
                    (-1, "measures_avoidance_gbp"),
                    (-1, "prevention_avoidance_gbp"),
                ],
            ),
            (
                "net_in_year_gbp",
                &[
                    (1, "in_year_gbp"),
                    (-1, "measures_cost_reduction_gbp"),
                    (-1, "measures_income_gbp"),
                    (-1, "measures_avoidance_gbp"),
                    (-1, "prevention_avoidance_gbp"),
                ],
            ),
            ("full_year_effect_next_year_gbp", &[(1, "run_rate_gbp"), (-1, "in_year_gbp")]),
        ],
        total: Some("line"),
        fixed: "Run-rate and in-year costs follow from which sites and sessions the optimiser chose",
        kept: "Which sites and sessions there are is what the optimiser chose",
    },
    Layout {
        file: "years.csv",
        sheet: "Year to year",
        about: "From one year's budget to the next, line by line",
        follow: &[(
            "closing_gbp",
            &[
                (1, "opening_gbp"),
                (1, "full_year_effects_gbp"),
                (1, "inflation_gbp"),
                (1, "pressures_gbp"),
                (1, "staff_gbp"),
                (1, "moves_gbp"),
                (1, "measures_gbp"),
            ],
        )],
        total: Some("line"),
        ..PLAIN
    },
    Layout {
        file: "funds.csv",
        sheet: "Funds",
        about: "Who pays each line in each year",
        follow: &[
            ("change_from_base_gbp", &[(1, "in_year_gbp"), (-1, "base_gbp")]),
            ("change_from_do_nothing_gbp", &[(1, "in_year_gbp"), (-1, "do_nothing_gbp")]),
        ],
        total: Some("line"),
        kept: "Where a fund has a stated budget, or lines are switched to it, who pays what is worked out by Doorstep alone",
        ..PLAIN
    },
    Layout {
        file: "fund_balances.csv",
        sheet: "Fund balances",
        about: "What each fund has, spends and carries forward",
        follow: &[("carried_gbp", &[(1, "budget_gbp"), (1, "brought_gbp"), (-1, "spent_gbp"), (-1, "returned_gbp")])],
        kept: "Where a fund has a stated budget, what it pays is worked out by Doorstep alone",
        ..PLAIN
    },
    Layout {
        file: "savings.csv",
        sheet: "Savings",
        about: "What is saved by kind, of the year itself and of a whole year as it ends, against the base and against doing nothing. Kinds are never one number",
        total: Some("line"),
        kept: "Lines that other funds pay, or pay in part, are worked out by Doorstep alone",
        ..PLAIN
    },
    Layout {
        file: "targets_by_year.csv",
        sheet: "Targets",
        about: "What each target asks for and what there is",
        kept: "What is asked for is what the run was asked",
        ..PLAIN
    },
    Layout {
        file: "one_offs.csv",
        sheet: "One-offs",
        about: "What change costs once (lowest, planned, highest) and what pays for it. Never counted towards a recurring target",
        follow: &[("closing_gbp", &[(1, "opening_gbp"), (1, "received_gbp"), (-1, "used_gbp"), (-1, "lapsed_gbp")])],
        fixed: "Moves, double running and posts that go follow from which sites the optimiser chose",
        ..PLAIN
    },
    Layout {
        file: "staff.csv",
        sheet: "Staff",
        about: "Posts by role and year",
        fixed: "Posts follow from cases, sessions and recruitment, year by year",
        ..PLAIN
    },
    Layout {
        file: "section_251.csv",
        sheet: "Section 251",
        about: "By line of the section 251 statement",
        follow: &[("change_gbp", &[(1, "in_year_gbp"), (-1, "do_nothing_gbp")])],
        total: Some("section_251"),
        ..PLAIN
    },
    Layout {
        file: "cost_centres.csv",
        sheet: "Cost centres",
        about: "By the council's own coding",
        follow: &[("change_gbp", &[(1, "in_year_gbp"), (-1, "do_nothing_gbp")])],
        total: Some("cost_centre"),
        kept: "A line with several rows is shared out by the ledger; the odd pennies stay where the run put them, so such rows may be a penny from a new run's",
        ..PLAIN
    },
    Layout {
        file: "virements.csv",
        sheet: "Virements",
        about: "What the plan moves between budgets, in the year itself, against doing nothing",
        follow: &[("change_gbp", &[(1, "to_plan_in_year_gbp"), (-1, "from_do_nothing_gbp")])],
        total: Some("objective"),
        ..PLAIN
    },
    Layout {
        file: "waterfall.csv",
        sheet: "Waterfall",
        about: "From the base to what is proposed, in the last year's money",
        follow: &[("to_gbp", &[(1, "from_gbp"), (1, "amount_gbp")])],
        ..PLAIN
    },
    Layout {
        file: "delivery.csv",
        sheet: "Delivery",
        about: "How sure each part of the saving is",
        fixed: "Odds are worked out over everything that may come or not",
        ..PLAIN
    },
    Layout {
        file: "value.csv",
        sheet: "Present value",
        about: "Cash saved less one-offs, discounted",
        fixed: "Cash is that of the run",
        ..PLAIN
    },
    Layout {
        file: "money.csv",
        sheet: "Money by option",
        about: "Every line of every option: baseline, cost, less, what counts as saving",
        follow: &[("less_gbp", &[(1, "baseline_gbp"), (-1, "cost_gbp")])],
        total: Some("line"),
        fixed: "Costs follow from which sites and sessions the optimiser chose",
        ..PLAIN
    },
    Layout {
        file: "sites.csv",
        sheet: "Sites",
        about: "The level of every site in every option",
        fixed: "Levels are what the optimiser chose",
        ..PLAIN
    },
    Layout {
        file: "sites_by_year.csv",
        sheet: "Sites by year",
        about: "The level of every site today and as each year ends",
        fixed: "Levels are what the optimiser chose",
        ..PLAIN
    },
    Layout {
        file: "offers.csv",
        sheet: "Offers",
        about: "Weekly sessions of every offer in every option",
        fixed: "Sessions are what the optimiser chose",
        ..PLAIN
    },
    Layout {
        file: "equity.csv",
        sheet: "Who gains and loses",
        about: "Reach, access and the way to the nearest, before and after, by district, deprivation, group and area",
        fixed: "People are reached where sites and sessions are",
        ..PLAIN
    },
    Layout {
        file: "frontier.csv",
        sheet: "Frontier",
        about: "Plans of which none is better by one goal without being worse by the other",
        fixed: "Each is a plan of its own that the optimiser chose",
        ..PLAIN
    },
    Layout {
        file: "rules.csv",
        sheet: "Rules",
        about: "What is demanded, and whether it is kept",
        fixed: "Rules are kept or missed by what the optimiser chose",
        ..PLAIN
    },
];
