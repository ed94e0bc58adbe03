//! What each column of each table holds. Names decide, never the cells: the same question of other data gives a
//! table of the same types.

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words and ids.
    Text,
    /// "yes" or "no".
    Yes,
    /// Pounds to the penny in the file; whole pence here.
    Pence,
    /// A whole number.
    Count,
    /// A number.
    Number,
    /// A number, or the reason why there is none, which goes into a column of its own.
    Worded,
}

/// A column: its name, what it holds, and in what unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// As Python sees it.
    pub name: String,
    /// What stands in it.
    pub kind: Kind,
    /// Empty for words.
    pub unit: &'static str,
}

const PEOPLE: &str = "people a year";
const SHARE: &str = "share, 0 to 1";
const WAY: &str = "the row's way_unit";
const GRID: &str = "metres, British National Grid (EPSG:27700)";
const MEASURE: &str = "the row's measure: people a year, pounds a year, or the goal's own unit";
const GOAL: &str = "the goal's own unit";

/// The column `name` of the file `file`; of a comparison the file is `compare/…`.
pub fn column(file: &str, name: &str) -> Column {
    let (kind, unit) = of_file(file, name).unwrap_or_else(|| of_name(name));
    let name = match (kind, name.strip_suffix("_gbp")) {
        (Kind::Pence, Some(stem)) => format!("{stem}_pence"),
        (Kind::Pence, None) if name == "pounds" => "pence".to_owned(),
        (Kind::Pence, None) if name == "plan_saves" => "plan_saves_pence".to_owned(),
        _ => name.to_owned(),
    };
    Column { name, kind, unit }
}

/// The unit of a column in a table of an ensemble; empty for words.
pub fn ensemble_unit(table: &str, name: &str) -> &'static str {
    match (table, name) {
        ("members" | "goals", "gap") => "share, 0 to 1",
        ("members", "bound") => "the first goal's own unit",
        ("goals", "value" | "bound") => GOAL,
        ("missed", "missing") => "the row's unit",
        ("reach", "reached" | "turned_away") => PEOPLE,
        (_, "sites_open" | "sites_changed") => "count",
        (_, "member") => "number of the future, from 0",
        ("goals", "goal") => "place in the order of goals, from 1",
        ("design", "(weight)") => "without unit",
        (_, name) if name.ends_with("_pence") => "pence a year",
        _ => "",
    }
}

/// Where a name alone does not say it.
fn of_file(file: &str, name: &str) -> Option<(Kind, &'static str)> {
    let found = match (file, name) {
        ("results/measures.csv" | "results/robustness.csv", "futures") => (Kind::Count, "futures"),
        ("results/worst.csv" | "futures.csv", "member") => (Kind::Count, "number of the future, from 0"),
        ("results/measures.csv", "plan" | "measure") => (Kind::Text, ""),
        ("results/measures.csv", _) => (Kind::Number, MEASURE),
        ("results/robustness.csv", "value") => {
            (Kind::Number, "a share from 0 to 1, or regret in the first goal's own unit")
        }
        ("futures.csv", "weight") => (Kind::Number, "without unit"),
        ("results/worst.csv", "value")
        | ("results/value_of_information.csv", "worth" | "by_chance")
        | ("futures.csv", "value" | "best" | "bound" | "regret") => (Kind::Number, "the first goal's own unit"),
        ("futures.csv", "missed") => (Kind::Number, "points"),
        ("results/keep_frequency.csv", "share") => (Kind::Number, SHARE),
        ("uncertain.csv", "low" | "high" | "as_written") => (Kind::Number, "the row's unit; £ for money"),
        (file, _) if file.starts_with("results/") || file == "uncertain.csv" => (Kind::Text, ""),
        ("repairs.csv", "pounds" | "plan_saves") => (Kind::Pence, "pence a year"),
        ("repairs.csv", "sites" | "rank_in_pounds" | "rank_in_people" | "repair") => (Kind::Count, "count"),
        ("assumptions.csv" | "sites.csv" | "sites_by_year.csv", name) if name != "illustrative" => (Kind::Text, ""),
        ("clash.csv", "line") => (Kind::Count, "line of the file, from 1"),
        ("inequality.csv", "before" | "after") => (Kind::Worded, "index, without unit"),
        ("access.csv", "before" | "after" | "change") => (Kind::Worded, "people within the limit"),
        ("losing_areas.csv", "deprivation") => (Kind::Worded, "decile, 1 most deprived"),
        ("choice.csv", "need_weighted") => (Kind::Number, "people a year, weighted by need"),
        ("areas.csv", "people") | ("served.csv", "addressed") => (Kind::Number, "people"),
        ("rules.csv", "have" | "wanted" | "missed_by") => (Kind::Number, "the row's unit; pounds where it is money"),
        ("evidence.csv", "low" | "central" | "high" | "max_effect" | "break_even_fewer_cases_per_person") => {
            (Kind::Number, "the row's unit")
        }
        ("who_goes_where.csv", "in_the_plan" | "other_fate") | ("evidence.csv", "end_year_reach_change") => {
            (Kind::Number, PEOPLE)
        }
        ("evidence.csv", "end_year_fewer_cases") => (Kind::Number, "cases a year"),
        ("staff.csv", "need" | "leavers" | "hires" | "exits" | "have" | "missing") => {
            (Kind::Number, "full-time equivalents")
        }
        ("prices.csv", "rate") => (Kind::Number, "share of the year before"),
        ("prices.csv", "index") => (Kind::Number, "pounds, of one of the price year"),
        ("terms.csv", "months_left") => (Kind::Count, "months"),
        ("terms.csv", "general_fund" | "general_fund_in_base" | "pays_alone" | "income") => (Kind::Yes, ""),
        ("costing.csv", "weeks") => (Kind::Count, "weeks a year"),
        ("costing.csv", "quantity_today" | "quantity_before" | "quantity_after") => {
            (Kind::Number, "sites, weekly sessions or full-time equivalents")
        }
        ("one_offs.csv", "count") => (Kind::Number, "count"),
        ("value.csv", "factor") => (Kind::Number, "without unit"),
        ("delivery.csv", "odds") => (Kind::Number, SHARE),
        ("waterfall.csv" | "ladder.csv", "step") => (Kind::Count, "count, from 1"),
        // Every other column of these is called after a goal.
        ("frontier.csv", "option" | "gap" | "supported" | "knee" | "sites_open" | "sites_that_change")
        | ("alternatives.csv", "option" | "no_plan_differs_more" | "sites_that_differ") => return None,
        ("alternatives.csv", "of_the_plan") => (Kind::Number, "share of the plan's"),
        ("frontier.csv" | "alternatives.csv", name) if !name.ends_with("_gbp") => (Kind::Number, GOAL),
        ("margins.csv", name) if name.starts_with("reached_") => (Kind::Number, PEOPLE),
        _ => return compared(file, name),
    };
    Some(found)
}

/// Columns of a comparison are named after runs: what they hold follows from the table.
fn compared(file: &str, name: &str) -> Option<(Kind, &'static str)> {
    let table = file.strip_prefix("compare/")?;
    let words = ["line", "service", "mode", "place", "part", "of", "site", "year", "kind", "at", "fund", "target"];
    // Headings of runs begin with their letter: "A runs/one: plan", "B minus A".
    let of_run = name.as_bytes().first().is_some_and(u8::is_ascii_uppercase) && name.as_bytes().get(1) == Some(&b' ');
    Some(match table {
        _ if name == "differs" => (Kind::Yes, ""),
        _ if words.contains(&name) || !of_run => (Kind::Text, ""),
        "sites.csv" | "sites_by_year.csv" | "payback.csv" => (Kind::Text, ""),
        "offers.csv" => (Kind::Number, "sessions a week"),
        "reach.csv" | "reach_by_year.csv" => (Kind::Number, PEOPLE),
        _ => (Kind::Pence, "pence a year"),
    })
}

/// What a name means wherever it stands.
fn of_name(name: &str) -> (Kind, &'static str) {
    match name {
        _ if name.ends_with("_gbp") => (Kind::Pence, "pence a year"),
        "illustrative" | "touchable" | "cashable" | "kept" | "supported" | "knee" | "used" | "stated_budget"
        | "least_proven" => (Kind::Yes, ""),
        "eligible"
        | "reached"
        | "change"
        | "change_from_status_quo"
        | "reached_before"
        | "reached_after"
        | "lost"
        | "turned_away"
        | "people"
        | "lose_nearest"
        | "left_with_none"
        | "reached_doing_nothing"
        | "reached_at_year_end"
        | "reached_in_year" => (Kind::Number, PEOPLE),
        "share" | "share_before" | "share_after" | "share_change" | "share_lost" | "listed_above"
        | "share_at_year_end" | "gap" => (Kind::Number, SHARE),
        "access_score" => (Kind::Number, "places a year for each person eligible"),
        "access_before" | "access_after" => (Kind::Worded, "people within the limit"),
        "mean_way_before" | "mean_way_after" => (Kind::Worded, WAY),
        "mean_further" | "median_further" | "furthest_tenth" => (Kind::Number, WAY),
        "weekly_sessions" | "weekly_sessions_today" => (Kind::Number, "sessions a week"),
        "easting" | "northing" => (Kind::Number, GRID),
        "deprivation" => (Kind::Count, "decile, 1 most deprived"),
        "sites_open" | "sites_that_change" | "sites_that_differ" => (Kind::Count, "sites"),
        "lag_years" => (Kind::Count, "years"),
        "bound_of_the_first"
        | "by_itself"
        | "bound"
        | "nested"
        | "nested_bound"
        | "nesting_costs_at_least"
        | "nesting_costs_at_most"
        | "value"
        | "other_fate_costs_at_least"
        | "other_fate_costs_at_most" => (Kind::Number, GOAL),
        _ => (Kind::Text, ""),
    }
}
