//! In what a setting is counted, by its path: for those who read its value without the scenario beside it.

/// By the last name of a path.
const LAST: [(&str, &str); 46] = [
    ("fixed", "£ a year"),
    ("spend", "£ a year"),
    ("pay", "£ a post a year"),
    ("post", "£ a post a year"),
    ("capital", "£"),
    ("opening", "£"),
    ("minimum", "£"),
    ("carry", "£ a year"),
    ("amount", "£"),
    ("hours", "hours a week"),
    ("rooms", "rooms"),
    ("room_hours", "hours a session"),
    ("places", "places a session"),
    ("occupancy", "share of places"),
    ("weeks", "weeks a year"),
    ("least", "sessions a week"),
    ("most", "sessions a week"),
    ("step", "sessions a week"),
    ("equivalence", "share of a visit"),
    ("survival", "share of sessions"),
    ("visits", "visits a person a year"),
    ("weight", "points a person"),
    ("least_decay", "share of use at the door"),
    ("detour", "way by road for one as the crow flies"),
    ("ramp_up", "share of a year's reach"),
    ("consultation", "weeks"),
    ("decision", "weeks"),
    ("notice", "weeks"),
    ("lag", "years"),
    ("months", "months"),
    ("today", "full-time posts"),
    ("turnover", "share of posts a year"),
    ("hires", "full-time posts a year"),
    ("open", "cases"),
    ("paid", "share of posts"),
    ("asked", "share of capital"),
    ("effect", "cases fewer a person more reached"),
    ("max_effect", "share of cases"),
    ("least_spent", "share of the budget"),
    ("lose_at_most", "share of today's reach"),
    ("at_least", "share"),
    ("count", "sites"),
    ("green", "odds of delivery"),
    ("amber", "odds of delivery"),
    ("red", "odds of delivery"),
    ("rate", "share a year"),
];

/// By a name before the last: a table of amounts by line, group or year.
const WITHIN: [(&str, &str); 10] = [
    ("session_costs", "£ a session"),
    ("running_costs", "£ a year"),
    ("costs", "£ a year"),
    ("take_up", "share of the group"),
    ("rates", "share of the year before"),
    ("amounts", "£ a year"),
    ("budget", "£ a year"),
    ("cap", "cases a post"),
    ("hires", "full-time posts a year"),
    ("open", "cases"),
];

/// In what a setting is counted; nothing where its path does not say it, or where its value does, as a way's.
pub(super) fn unit(path: &str, value: Option<&str>) -> Option<&'static str> {
    let names: Vec<&str> = path.split('/').collect();
    let last = names.last()?;
    let found = |known: &[(&str, &'static str)], name: &str| {
        known.iter().find(|(known, _)| *known == name).map(|(_, unit)| *unit)
    };
    let money = value.is_some_and(is_money);
    let within = names.iter().rev().skip(1).find_map(|name| found(&WITHIN, name));
    let unit = within.or_else(|| found(&LAST, last)).or_else(|| found(&WITHIN, last));
    match unit {
        // A share is no amount, whatever the setting is called elsewhere.
        Some(unit) if value.is_some() && unit.starts_with('£') != money => money.then_some("£"),
        None if money => Some("£"),
        unit => unit,
    }
}

fn is_money(value: &str) -> bool {
    value.trim_start_matches('-').starts_with('£')
}

/// Of what year its prices are: what is paid for once, what a pressure adds and what a fund has are in money of the
/// year they are paid in; everything else is in prices of the scenario's price year.
pub(super) fn price_base(path: &str, value: Option<&str>, price_year: &str) -> Option<String> {
    let of_year = ["programme/one_offs/", "programme/pressures/", "programme/sources/", "funds/"];
    value.filter(|value| is_money(value)).map(|_| {
        if of_year.iter().any(|start| path.starts_with(start)) {
            "money of the year it is paid in".to_owned()
        } else {
            price_year.to_owned()
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_says_in_what_its_value_is_counted() {
        for (path, value, told) in [
            ("levels/hub/costs/premises", "£42,000", Some("£ a year")),
            ("services/play/modes/centre/session_costs/hire", "£41.25", Some("£ a session")),
            ("services/play/take_up/under-5", "0.5", Some("share of the group")),
            ("programme/inflation/pay/rates/2026-27", "2%", Some("share of the year before")),
            ("programme/pressures/levy/amounts/2026-27", "-£1,000", Some("£ a year")),
            ("services/play/decay/half", "1200 m", None),
            ("rules/envelope/amount", "£7m", Some("£")),
            ("rules/floor/amount", "0.2", None),
        ] {
            assert_eq!(unit(path, Some(value)), told, "{path}");
        }
        let base = |path: &str, value: &str| price_base(path, Some(value), "2025-26");
        assert_eq!(base("levels/hub/costs/premises", "£1").as_deref(), Some("2025-26"));
        assert_eq!(base("programme/one_offs/closing/amount", "£1").as_deref(), Some("money of the year it is paid in"));
        assert_eq!(base("services/play/visits", "12"), None);
    }
}
