//! Scenarios broken by hand, each in its own way.
//!
//! Two districts on a line. North: areas a1 and a2 of 100 people, sites n1 and n2 beside them, a kilometre apart.
//! South: a3 of 100 beside site s1, a4 of 60 beside the library, a5 of 20 far from everything. Half of everybody
//! would come to play, within 1.2 km. A weekly session of play serves 40 a year and costs £4,000 at a site and
//! £2,000 in the library; one of the clinic costs £2,000 of a grant. A hub costs £80,000, a linked site £25,000.

use super::{holds, ids, possible, text, unpicked, variants_solve};
use crate::chain::prepared;
use doorstep::explore::{Asked, unpick};
use doorstep::method::{Limits, Progress, Quiet, Wanted, Watcher};
use doorstep_scenario::{Scenario, load_text};

const SCENARIO: &str = r#"#![enable(implicit_some)]
Scenario(
    schema: 1, name: "A town", council: "Anytown", years: (baseline: "2025-26", end: "2026-27"), prices: "2025-26",
    tables: (areas: "areas.csv", sites: "sites.csv", venues: "venues.csv", baseline: "baseline.csv"),
    travel: StraightLine(detour: 1),
    groups: { "under-5": (name: "Under-fives", column: "under_5") },
    bands: { "most deprived": [1, 2, 3], "others": [4, 5, 6, 7, 8, 9, 10] },
    funds: { "general": GeneralFund, "grant": RingFenced },
    lines: {
        "staff": (name: "Staff", fund: "general", touchable: true, cashable: true),
        "premises": (name: "Premises", fund: "general", touchable: true, cashable: true),
        "sessions": (name: "Sessions", fund: "general", touchable: true, cashable: true),
        "health": (name: "Health", fund: "grant", touchable: true, cashable: true),
    },
    levels: {
        "hub": (hours: 40, costs: {"staff": "£60,000", "premises": "£20,000"}),
        "linked": (hours: 10, costs: {"staff": "£15,000", "premises": "£10,000"}),
    },
    services: {
        "clinic": (
            name: "Clinic", tier: Universal, take_up: {"under-5": 0.2}, visits: 10, weight: 1,
            decay: Step(limit: "1200 m"), step: 1,
            modes: { "centre": (
                at: Site(["hub"]), equivalence: 1, survival: 1, room_hours: 0, places: 10, occupancy: 1, weeks: 40,
                session_costs: {"health": "£50"}, running_costs: {}, least: 1, most: 1,
            ) },
        ),
        "play": (
            name: "Play", tier: Universal, take_up: {"under-5": 0.5}, visits: 10, weight: 1,
            decay: Step(limit: "1200 m"), step: 1,
            modes: {
                "centre": (
                    at: Site(["hub", "linked"]), equivalence: 1, survival: 1, room_hours: 0, places: 10, occupancy: 1,
                    weeks: 40, session_costs: {"sessions": "£100"}, running_costs: {}, least: 1, most: 2,
                ),
                "drop-in": (
                    at: Venue(["library"]), equivalence: 1, survival: 1, room_hours: 0, places: 10, occupancy: 1,
                    weeks: 40, session_costs: {"sessions": "£50"}, running_costs: {}, least: 1, most: 1,
                ),
            },
        ),
    },
    targets: { TARGETS },
    rules: { RULES },
    goals: [ LeastCost(within: "0%") ],
)
"#;

const TABLES: [(&str, &str); 4] = [
    (
        "areas.csv",
        "id,name,district,easting,northing,deprivation,need,under_5\n\
         a1,A1,North,400000,300000,2,1,100\na2,A2,North,401000,300000,5,1,100\n\
         a3,A3,South,403000,300000,8,1,100\na4,A4,South,404500,300000,9,1,60\na5,A5,South,408000,300000,2,1,20\n",
    ),
    (
        "sites.csv",
        "id,name,district,easting,northing,deprivation,rooms,baseline,levels,illustrative\n\
         n1,N1,North,400000,300000,2,1,hub,closed|linked|hub,\nn2,N2,North,401000,300000,5,1,linked,closed|linked|hub,\n\
         s1,S1,South,403000,300000,8,1,hub,closed|linked|hub,\n",
    ),
    (
        "venues.csv",
        "id,name,kind,district,easting,northing,weekly_sessions\nlibrary,Library,library,South,404500,300000,1\n",
    ),
    (
        "baseline.csv",
        "service,mode,place,sessions\nclinic,centre,n1,1\nclinic,centre,s1,1\nplay,centre,n1,2\nplay,centre,n2,1\n\
         play,centre,s1,2\nplay,drop-in,library,1\n",
    ),
];

const FLOOR: &str = r#""floor": ReachShare(service: "play", modes: ["centre", "drop-in"], at_least: "30%", of: People, per: District, why: "Something in each district")"#;
const OVERALL: &str =
    r#"ReachShare(service: "play", modes: ["centre", "drop-in"], of: People, per: Overall, at_least: "#;
const OPEN: &str = r#"levels: ["hub", "linked"]"#;
const DROP_IN: &str = r#"Runs(service: "play", mode: "drop-in", place: "library")"#;

/// A case: what it shows, targets by amount, rules, and the clash by ids (nothing where there are several).
struct Case {
    name: &'static str,
    targets: &'static [(&'static str, &'static str)],
    rules: Vec<String>,
    clash: Option<Vec<&'static str>>,
}

fn case(
    name: &'static str,
    targets: &'static [(&'static str, &'static str)],
    rules: &[&str],
    clash: &[&'static str],
) -> Case {
    let rules = rules.iter().map(|rule| (*rule).to_owned()).collect();
    let mut clash = clash.to_vec();
    clash.sort_unstable();
    Case { name, targets, rules, clash: (!clash.is_empty()).then_some(clash) }
}

fn lock(site: &str, level: &str) -> String {
    format!(r#""{site}-{level}": Lock(site: "{site}", level: "{level}")"#)
}

fn forbid(site: &str, levels: &str) -> String {
    format!(r#""{site}-not": Forbid(site: "{site}", levels: [{levels}])"#)
}

fn none(site: &str, levels: &str) -> String {
    format!(r#""{site}-none": AtMost(count: 0, levels: [{levels}], per: Overall, sites: ["{site}"])"#)
}

fn at(site: &str, levels: &str) -> String {
    format!(r#"SiteAt(site: "{site}", levels: [{levels}])"#)
}

fn one_of(id: &str, first: &str, second: &str) -> String {
    format!(r#""{id}": EitherOr(among: [{first}, {second}])"#)
}

#[allow(clippy::too_many_lines, reason = "a list of cases")]
fn cases() -> Vec<Case> {
    let hub = r#""hub""#;
    let linked = r#""linked""#;
    let two_hubs = r#""two": AtLeast(count: 2, levels: ["hub"], per: Overall)"#;
    let one_hub = r#""one": AtMost(count: 1, levels: ["hub"], per: Overall)"#;
    let each = format!(r#""each": AtLeast(count: 1, {OPEN}, per: District)"#);
    let hub_each = r#""hub-each": AtLeast(count: 1, levels: ["hub"], per: District)"#;
    let reach = |share: &str| format!(r#""reach": {OVERALL}"{share}")"#);
    let clinic_at = |site: &str| format!(r#"Runs(service: "clinic", mode: "centre", place: "{site}")"#);
    let runs_or = format!(r#""runs": EitherOr(among: [{DROP_IN}, {}], at_least: 1)"#, at("n2", hub));
    vec![
        case(
            "a target against two locks",
            &[("save", "£100,000")],
            &[&lock("n1", "hub"), &lock("s1", "hub")],
            &["save", "n1-hub", "s1-hub"],
        ),
        case("a target against one lock", &[("save", "£130,000")], &[&lock("n1", "hub")], &["save", "n1-hub"]),
        case("a lock against a count", &[], &[&lock("n1", "hub"), &none("n1", hub)], &["n1-hub", "n1-none"]),
        case("two counts", &[], &[two_hubs, one_hub], &["two", "one"]),
        case("a count in each district against one in all", &[], &[hub_each, one_hub], &["hub-each", "one"]),
        case("a target against a floor in each district", &[("save", "£150,000")], &[FLOOR], &["save", "floor"]),
        case(
            "the same, and rules that are no part of it",
            &[("save", "£150,000")],
            &[FLOOR, &each, &forbid("n2", hub)],
            &[],
        ),
        case("a budget against a floor", &[], &[FLOOR, r#""all": CostAtMost(amount: "£60,000")"#], &["floor", "all"]),
        case(
            "a share near something that nobody can have",
            &[],
            &[
                r#""near": AccessShare(service: "play", modes: ["centre", "drop-in"], least_sessions: 1, within: "1200 m", at_least: "95%", of: People, per: Overall)"#,
            ],
            &["near"],
        ),
        case(
            "a reach that one district cannot have",
            &[],
            &[
                r#""floor": ReachShare(service: "play", modes: ["centre", "drop-in"], at_least: "45%", of: People, per: District)"#,
            ],
            &["floor"],
        ),
        case(
            "everybody served, and one area out of reach",
            &[],
            &[r#""all": ServeEveryone(service: "play")"#],
            &["all"],
        ),
        case(
            "a ring-fenced budget",
            &[],
            &[
                &format!(r#""clinic": IfThen(when: {}, then: {})"#, at("n1", hub), clinic_at("n1")),
                &lock("n1", "hub"),
                r#""grant": CostAtMost(amount: "£1,000", lines: ["health"])"#,
            ],
            &["clinic", "n1-hub", "grant"],
        ),
        case(
            "a share of all money",
            &[],
            &[
                r#""share": CostShare(service: "play", modes: ["centre"], at_most: "5%")"#,
                &reach("20%"),
                r#""all": CostAtMost(amount: "£100,000")"#,
            ],
            &["share", "reach", "all"],
        ),
        case(
            "a chain of ifs",
            &[],
            &[
                &lock("n1", "closed"),
                &format!(r#""first": IfThen(when: {}, then: {})"#, at("n1", r#""closed""#), at("n2", hub)),
                &format!(r#""second": IfThen(when: {}, then: {})"#, at("n2", hub), at("s1", r#""closed""#)),
                &each,
            ],
            &["n1-closed", "first", "second", "each"],
        ),
        case(
            "three of which each two want one: only whole numbers clash",
            &[],
            &[
                &one_of("x", &at("n1", hub), &at("n2", hub)),
                &one_of("y", &at("n2", hub), &at("s1", hub)),
                &one_of("z", &at("n1", hub), &at("s1", hub)),
            ],
            &["x", "y", "z"],
        ),
        case(
            "a session more than the budget has, though a part of one would do",
            &[],
            &[
                r#""centre": ReachShare(service: "play", modes: ["centre"], at_least: "12%", of: People, per: Overall)"#,
                r#""sessions": CostAtMost(amount: "£7,000", lines: ["sessions"])"#,
            ],
            &["centre", "sessions"],
        ),
        case(
            "together with what can never be there",
            &[],
            &[
                r#""beside": Together(service: "clinic", modes: ["centre"], with: "play", with_modes: ["drop-in"])"#,
                &one_of("clinic", &clinic_at("n1"), &clinic_at("s1")),
            ],
            &["beside", "clinic"],
        ),
        case(
            "more sessions than the venue has",
            &[],
            &[
                r#""often": LeastSessions(service: "play", modes: ["drop-in"], sessions: 2)"#,
                &runs_or,
                &forbid("n2", hub),
            ],
            &["often", "runs", "n2-not"],
        ),
        case(
            "more users than live near",
            &[],
            &[r#""used": LeastUsers(service: "play", modes: ["drop-in"], people: 40)"#, &runs_or, &forbid("n2", hub)],
            &["used", "runs", "n2-not"],
        ),
        case(
            "no change against a ban",
            &[],
            &[r#""few": ChangesAtMost(count: 0, per: Overall)"#, &forbid("n2", linked)],
            &["few", "n2-not"],
        ),
        case(
            "one change against two bans",
            &[],
            &[r#""few": ChangesAtMost(count: 1, per: Overall)"#, &forbid("n1", hub), &forbid("s1", hub)],
            &["few", "n1-not", "s1-not"],
        ),
        case(
            "posts against reach",
            &[],
            &[r#""posts": PostsAtMost(each: {"play": {"centre": 1}}, at_most: 2)"#, &reach("30%")],
            &["posts", "reach"],
        ),
        case(
            "nobody may lose the nearest site",
            &[("save", "£170,000")],
            &[r#""nearest": NearestLost(at_most: "10%", per: Overall)"#],
            &["save", "nearest"],
        ),
        case(
            "nobody at all may",
            &[("save", "£170,000")],
            &[r#""nearest": NearestLost(at_most: "0%", per: District)"#],
            &["save", "nearest"],
        ),
        case(
            "today's reach against a target",
            &[("save", "£150,000")],
            &[r#""keep": KeepReach(service: "play", modes: ["centre", "drop-in"], lose_at_most: "10%", per: Overall)"#],
            &["save", "keep"],
        ),
        case(
            "today's reach in each district",
            &[("save", "£140,000")],
            &[r#""keep": KeepReach(service: "play", modes: ["centre", "drop-in"], lose_at_most: "5%", per: District)"#],
            &["save", "keep"],
        ),
        case(
            "a spoke without a hub",
            &[],
            &[
                r#""spokes": HubSpoke(spokes: ["linked"], hubs: ["hub"], near: SameDistrict)"#,
                &lock("n2", "linked"),
                &forbid("n1", hub),
            ],
            &["spokes", "n2-linked", "n1-not"],
        ),
        case(
            "hubs in the wrong places",
            &[],
            &[r#""deprived": SitesShare(levels: ["hub"], at_least: "70%", band: "most deprived")"#, &lock("s1", "hub")],
            &["deprived", "s1-hub"],
        ),
        case(
            "a gap that cannot be closed",
            &[],
            &[
                r#""gap": AccessGap(service: "play", modes: ["centre", "drop-in"], least_sessions: 1, within: "1200 m", at_most: "15%", of: People, per: District)"#,
                &lock("s1", "closed"),
                &reach("10%"),
            ],
            &["gap", "s1-closed", "reach"],
        ),
        case(
            "a move before its year",
            &[],
            &[r#""later": NotBefore(site: "n1", year: "2027-28")"#, &none("n1", hub)],
            &["later", "n1-none"],
        ),
        case(
            "no open site and a reach",
            &[],
            &[r#""none": AtMost(count: 0, levels: ["hub", "linked"], per: District)"#, &reach("10%")],
            &["none", "reach"],
        ),
        case("two targets that clash with one floor", &[("save-a", "£150,000"), ("save-b", "£148,000")], &[FLOOR], &[]),
        case(
            "two clashes beside each other",
            &[],
            &[&lock("n1", "hub"), &none("n1", hub), &lock("s1", "linked"), &none("s1", linked)],
            &[],
        ),
        case(
            "at most one hub of two, and one in each district",
            &[],
            &[
                &format!(r#""pair": EitherOr(among: [{}, {}], at_most: 1)"#, at("n1", hub), at("s1", hub)),
                hub_each,
                &forbid("n2", hub),
            ],
            &["pair", "hub-each", "n2-not"],
        ),
        case(
            "a line's budget against a count",
            &[],
            &[
                r#""premises": CostAtMost(amount: "£15,000", lines: ["premises"])"#,
                r#""hub": AtLeast(count: 1, levels: ["hub"], per: Overall)"#,
            ],
            &["premises", "hub"],
        ),
        case(
            "a floor in each band",
            &[("save", "£190,000")],
            &[r#""bands": ReachShare(service: "play", modes: ["centre"], at_least: "10%", of: People, per: Band)"#],
            &["save", "bands"],
        ),
        case(
            "named sites",
            &[("save", "£100,000")],
            &[r#""named": AtLeast(count: 2, levels: ["hub"], per: Overall, sites: ["n1", "s1"])"#],
            &["save", "named"],
        ),
        case(
            "soft demands clash with nothing",
            &[("save", "£130,000")],
            &[
                &lock("n1", "hub"),
                r#""soft": AtLeast(count: 3, levels: ["hub"], per: Overall, strength: Soft(price: 5))"#,
            ],
            &["save", "n1-hub"],
        ),
    ]
}

fn files(case: &Case) -> Vec<(&'static str, String)> {
    let targets = case.targets.iter().map(|(id, amount)| {
        format!(
            r#""{id}": Savings(amount: "{amount}", by: "2026-27", basis: AnnualLevel, measured: RunRate, against: Base, counting: [CostReduction], why: "The council said so")"#
        )
    });
    let targets: Vec<String> = targets.collect();
    let text = SCENARIO.replace("TARGETS", &targets.join(", ")).replace("RULES", &case.rules.join(",\n"));
    let tables = TABLES.iter().map(|(name, table)| (*name, (*table).to_owned()));
    std::iter::once(("scenario.ron", text)).chain(tables).collect()
}

fn loaded(files: &[(&str, &str)]) -> Scenario {
    load_text(files).unwrap_or_else(|faults| panic!("{}\n{faults:#?}", files[0].1)).scenario
}

/// What is wrong with a case as it is written.
fn refused(case: &Case) -> Option<String> {
    let texts = files(case);
    let files: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    load_text(&files).err().map(|faults| format!("{}: {faults:?}", case.name))
}

fn of(case: &Case, look: impl FnOnce(&[(&str, &str)], &Scenario)) {
    let texts = files(case);
    let files: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    look(&files, &loaded(&files));
}

#[test]
fn of_every_scenario_broken_by_hand_the_clash_is_least_and_every_repair_mends_it_as_a_variant() {
    let all = cases();
    assert!(all.len() >= 30);
    let mut wrong: Vec<String> = all.iter().filter_map(refused).collect();
    for one in all.iter().filter(|one| refused(one).is_none()) {
        of(one, |files, scenario| {
            let mut say = |what: String| wrong.push(format!("{}: {what}", one.name));
            if possible(scenario) {
                return say("it is possible".to_owned());
            }
            let Some(found) = unpicked(scenario) else { return say("nothing clashes".to_owned()) };
            println!("--- {}\n{}", one.name, text(scenario, &found));
            if !found.clash.is_minimal() {
                say(format!("not proven: {:?}", found.clash));
            }
            if let Some(expected) = &one.clash
                && ids(scenario, &found) != *expected
            {
                say(format!("{:?} and not {expected:?}", ids(scenario, &found)));
            }
            if let Err(why) = holds(scenario, &found) {
                say(why);
            }
            if found.repairs.is_empty() || !found.finished {
                say("no repair".to_owned());
            }
            if found.repairs.iter().any(|repair| !repair.least) {
                say("a repair that is not proven the least".to_owned());
            }
            variants_solve(files, scenario, &found);
        });
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// All that is said of a case, by its name.
fn said(name: &str) -> String {
    let all = cases();
    let one = all.iter().find(|case| case.name == name).unwrap();
    let texts = files(one);
    let files: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let scenario = loaded(&files);
    text(&scenario, &unpicked(&scenario).unwrap())
}

#[test]
fn a_clash_is_told_with_place_why_and_what_it_asks_and_a_repair_as_an_instruction() {
    // The cheapest that keeps the floor: two linked sites, three sessions and the drop-in for £64,000 of £207,000.
    let told = said("a target against a floor in each district");
    for words in [
        "These 2 clash: no plan keeps them together, but any one of them left out, the others can be (each was solved):",
        "target \"save\" (scenario.ron:",
        "): save £150,000 a year by 2026-27. The council said so.",
        "): at least 30% of people are reached by play in each district. Something in each district.",
        "1. Lower target \"save\" to £143,000: £7,000 given up",
        "instead of 30 % in rule \"floor\"",
    ] {
        assert!(told.contains(words), "{words} in\n{told}");
    }
}

#[test]
fn a_share_that_nobody_can_have_is_told_with_the_most_there_can_be_and_who_is_out_of_reach() {
    // 20 of 380 live in a5: 360 ÷ 380 = 94.74 %.
    let told = said("a share near something that nobody can have");
    assert!(told.contains("At most 94.74 % have it near in all, whatever is open; a5 has no candidate."), "{told}");
    assert!(told.contains("Ask for 94.7 % instead of 95 % in rule \"near\""), "{told}");
    // 80 of 180 in South: 44.4 %.
    let told = said("a reach that one district cannot have");
    assert!(told.contains("Less than 44.5 % can be reached in every part at once"), "{told}");
    assert!(told.contains("Ask for 44.4 % instead of 45 %"), "{told}");
}

/// Somebody who wants to stop at once.
struct Enough;

impl Watcher for Enough {
    fn see(&mut self, _: &Progress) {}
    fn stop(&self) -> bool {
        true
    }
}

#[test]
fn who_stops_it_is_told_what_is_known_and_no_more() {
    let all = cases();
    of(&all[0], |_, scenario| {
        let asked = |seconds| Asked {
            instance: prepared(scenario),
            wanted: Wanted::Auto,
            bounds: Vec::new(),
            known: Vec::new(),
            limits: Limits { seconds, ..Limits::default() },
        };
        let stopped = unpick(&asked(None), &mut Enough).unwrap().unwrap();
        let late = unpick(&asked(Some(0.0)), &mut Quiet).unwrap().unwrap();
        for found in [stopped, late] {
            assert!(!found.clash.certain && !found.clash.is_minimal() && !found.finished && found.repairs.is_empty());
            let told = text(scenario, &found);
            assert!(told.contains("Within the limits it was not found which demands clash"), "{told}");
            assert!(told.contains("Stopped at a limit"), "{told}");
        }
    });
}
