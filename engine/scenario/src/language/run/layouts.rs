//! Which columns of the tables by year are read, and what each is called in comparisons.

/// How a table is read.
#[derive(Clone, Copy)]
pub(super) struct Layout<'l> {
    /// The words of a row; the year is the first of them.
    pub words: &'l [&'l str],
    /// Column, and what it is called in comparisons.
    pub amounts: &'l [(&'l str, &'l str)],
    /// Decimals of its amounts.
    pub decimals: usize,
    /// Only rows with this word in this column.
    pub only: Option<(&'l str, &'l str)>,
    /// A row whose last word is `total`, with this word in this column, is the sum of the rows like it.
    pub total: Option<(&'l str, &'l str)>,
    /// Does what is counted stand after all words, or before the last one?
    pub what_last: bool,
    /// By what each amount is multiplied so that a row comes to nothing, and what that means.
    pub balance: Option<(&'l [i64], &'l str)>,
}

const PLAIN: Layout<'static> =
    Layout { words: &[], amounts: &[], decimals: 2, only: None, total: None, what_last: false, balance: None };
pub(super) const LINES: Layout<'static> = Layout {
    words: &["year", "line"],
    amounts: &[("net_in_year_gbp", "in year"), ("net_run_rate_gbp", "run-rate")],
    total: Some(("fund", "")),
    ..PLAIN
};
pub(super) const PRICES: Layout<'static> = Layout { amounts: &[("prices_gbp", "prices")], ..LINES };
pub(super) const SAVINGS: Layout<'static> = Layout {
    words: &["year", "measured", "against", "line"],
    amounts: &[
        ("cost_reduction_gbp", "cost reduction"),
        ("income_gbp", "income"),
        ("fund_switch_gbp", "fund switch"),
        ("avoidance_gbp", "avoidance"),
        ("less_but_not_cashable_gbp", "less spent, not cashable"),
        ("less_on_other_funds_gbp", "less spent on other funds"),
    ],
    total: Some(("name", "All lines")),
    ..PLAIN
};
pub(super) const FUNDS: Layout<'static> = Layout {
    words: &["year", "view", "fund"],
    amounts: &[
        ("budget_gbp", "budget"),
        ("brought_gbp", "brought"),
        ("spent_gbp", "spent"),
        ("carried_gbp", "carried"),
        ("returned_gbp", "returned"),
        ("overspent_gbp", "overspent"),
        ("below_least_gbp", "below least"),
    ],
    balance: Some((&[1, 1, -1, -1, -1, 0, 0], "spent, carried and returned are not the budget and what was brought")),
    ..PLAIN
};
pub(super) const COSTS: Layout<'static> = Layout {
    words: &["year", "part", "id"],
    amounts: &[("low_gbp", "low"), ("planned_gbp", "planned"), ("high_gbp", "high")],
    only: Some(("part", "cost")),
    total: Some(("count", "")),
    ..PLAIN
};
pub(super) const SOURCES: Layout<'static> = Layout {
    amounts: &[
        ("opening_gbp", "opening"),
        ("received_gbp", "received"),
        ("used_gbp", "used"),
        ("lapsed_gbp", "lapsed"),
        ("closing_gbp", "closing"),
        ("minimum_gbp", "minimum"),
    ],
    balance: Some((&[1, 1, -1, -1, -1, 0], "used, lapsed and closing are not what it opened with and received")),
    only: Some(("part", "source")),
    total: None,
    ..COSTS
};
pub(super) const UNFINANCED: Layout<'static> =
    Layout { amounts: &[("planned_gbp", "planned")], only: Some(("part", "unfinanced")), total: None, ..COSTS };
pub(super) const REACH: Layout<'static> = Layout {
    words: &["year", "service"],
    amounts: &[
        ("eligible", "eligible"),
        ("reached_doing_nothing", "reached doing nothing"),
        ("reached_at_year_end", "reached at year end"),
        ("reached_in_year", "reached in year"),
    ],
    decimals: 1,
    ..PLAIN
};
pub(super) const TARGETS: Layout<'static> = Layout {
    words: &["year", "target", "basis", "measured", "against", "counting"],
    amounts: &[
        ("wanted_gbp", "wanted"),
        ("have_gbp", "have"),
        ("of_which_income_lost_gbp", "income lost"),
        ("of_which_prevention_lost_gbp", "prevention lost"),
        ("of_which_switch_lost_gbp", "switch lost"),
        ("missing_gbp", "missing"),
        ("touchable_gbp", "touchable"),
    ],
    what_last: true,
    ..PLAIN
};
