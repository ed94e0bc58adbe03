//! Evidence, and effects of prevention.

use super::{said, with};
use crate::support::{Folder, load_memory};
use doorstep_scenario::{Programme, ServiceIx, Share, Studied};
use std::fmt::Write as _;

const DELIVERY: &str = "        delivery: (green";

/// Two findings and one effect, sound and used.
const SOUND: &str = r#"        evidence: {
            "closed": (
                effect: "More cases", population: "Two towns", date: "2021-08",
                of: Closing, low: -0.01, central: 0.02, high: 0.05, unit: "cases a child", source: "Made up",
            ),
            "opened": (
                effect: "Fewer cases", population: "Two towns", date: "2013-04",
                of: Opening, low: 0, central: 0.03, high: 0.06, unit: "cases a child", source: "Made up",
            ),
        },
        prevention: {
            "visits-to-cases": (
                service: "visits", role: "social-workers", lag: 2, fewer_cases_per_person: 0.02, low: 0, high: 0.05,
                evidence: "closed", use: true,
            ),
        },
"#;

fn changed(find: &str, by: &str) -> Folder {
    assert_eq!(SOUND.matches(find).count(), 1, "{find}");
    with("scenario.ron", DELIVERY, &format!("{}{DELIVERY}", SOUND.replace(find, by)))
}

fn read(files: &Folder) -> Programme {
    load_memory(files, "scenario.ron").unwrap_or_else(|faults| panic!("{faults:?}")).scenario.programme.unwrap()
}

#[test]
fn a_sound_effect_loads_without_a_warning_and_is_read_as_written() {
    let files = changed("\"closed\": (", "\"closed\": (");
    assert_eq!(said(&files), Vec::<String>::new());
    let programme = read(&files);
    let [closed, opened] = programme.evidence.as_slice() else { panic!("two findings") };
    assert_eq!((closed.of, opened.of, opened.superseded_by), (Studied::Closing, Studied::Opening, None));
    assert_eq!((closed.low, closed.central, closed.high), (-0.01, 0.02, 0.05));
    assert_eq!((closed.date.as_str(), closed.unit.as_str()), ("2021-08", "cases a child"));
    let effect = &programme.prevention[0];
    assert_eq!((effect.service, effect.role, effect.lag, effect.evidence), (ServiceIx(1), 1, 2, Some(0)));
    assert_eq!((effect.effect, effect.range, effect.used), (0.02, (0.0, 0.05), true));
    assert_eq!(Some(effect.max_effect), Share::new(0.1));
}

#[test]
fn what_is_left_out_is_nothing_and_not_used() {
    let files = changed(
        r#"lag: 2, fewer_cases_per_person: 0.02, low: 0, high: 0.05,
                evidence: "closed", use: true,"#,
        "lag: 2,",
    );
    assert_eq!(said(&files), Vec::<String>::new());
    let effect = &read(&files).prevention[0];
    assert_eq!((effect.effect, effect.range, effect.evidence, effect.used), (0.0, (0.0, 0.0), None, false));
}

/// What is replaced, by what, and everything that is then said.
type Wrong = (&'static str, &'static str, &'static [&'static str]);

fn all_are(cases: &[Wrong]) {
    let mut wrong = String::new();
    for (find, by, expected) in cases {
        let found = said(&changed(find, by));
        if found != *expected {
            writeln!(wrong, "{find} → {by}\n{found:#?}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn evidence_that_cannot_be() {
    all_are(&[
        (
            r#""2021-08""#,
            r#""August 2021""#,
            &[
                r#"scenario.ron:115:70: error DS109: "August 2021" is no year, nor a year and month. Write "2021" or "2021-08""#,
            ],
        ),
        (
            r#""2021-08""#,
            r#""2021-13""#,
            &[
                r#"scenario.ron:115:70: error DS109: "2021-13" is no year, nor a year and month. Write "2021" or "2021-08""#,
            ],
        ),
        (
            "low: -0.01, central: 0.02",
            "low: 0.03, central: 0.02",
            &[
                r#"scenario.ron:114:13: error DS301: "closed" goes from 0.03 to 0.05, and 0.02 is not between. Correct low, high or what lies between"#,
            ],
        ),
        (
            "of: Closing",
            "of: Closure",
            &[r#"scenario.ron:116:21: error DS110: unknown word "Closure". Use one of: Closing, Funding, Opening"#],
        ),
        (
            r#"unit: "cases a child", source: "Made up",
            ),
            "opened""#,
            r#"unit: "cases a child",
            ),
            "opened""#,
            &[r#"scenario.ron:114:23: error DS103: "source" is not given. Add source: …"#],
        ),
        (
            r#"effect: "More cases","#,
            r#"effect: "More cases", superseded_by: "closed","#,
            &[
                r#"scenario.ron:115:54: error DS301: "closed" is superseded by itself. Name the newer finding, or leave it out"#,
            ],
        ),
        (
            r#"effect: "More cases","#,
            r#"effect: "More cases", superseded_by: "closd","#,
            &[r#"scenario.ron:115:54: error DS110: there is no finding "closd". Did you mean "closed"?"#],
        ),
    ]);
    let circle = SOUND
        .replace(r#"effect: "More cases","#, r#"effect: "More cases", superseded_by: "opened","#)
        .replace(r#"effect: "Fewer cases","#, r#"effect: "Fewer cases", superseded_by: "closed","#);
    let found = said(&with("scenario.ron", DELIVERY, &format!("{circle}{DELIVERY}")));
    assert_eq!(
        found,
        [
            r#"scenario.ron:114:23: error DS301: "closed" is superseded in a circle. The newest finding has no superseded_by"#
        ]
    );
}

#[test]
fn effects_that_cannot_be() {
    all_are(&[
        (
            r#"service: "visits""#,
            r#"service: "visit""#,
            &[r#"scenario.ron:125:26: error DS110: there is no service "visit". Did you mean "visits"?"#],
        ),
        (
            r#"role: "social-workers""#,
            r#"role: "play-workers""#,
            &[
                r#"scenario.ron:125:42: error DS301: the role "play-workers" follows from sessions, and has no cases. Name a role with need: Cases(…)"#,
            ],
        ),
        (
            r#"role: "social-workers""#,
            r#"role: "social-worker""#,
            &[r#"scenario.ron:125:42: error DS110: there is no role "social-worker". Did you mean "social-workers"?"#],
        ),
        (
            "fewer_cases_per_person: 0.02",
            "fewer_cases_per_person: 2",
            &["scenario.ron:125:92: error DS107: 2 is outside -1 to 1. Rates are 0 to 1: did you mean 0.02?"],
        ),
        (
            "fewer_cases_per_person: 0.02",
            "fewer_cases_per_person: 0.2",
            &[
                r#"scenario.ron:124:13: error DS301: "visits-to-cases" goes from 0 to 0.05, and 0.2 is not between. Correct low, high or what lies between"#,
            ],
        ),
        ("lag: 2", "lag: 2.5", &["scenario.ron:125:65: error DS106: 2.5 is not a whole number. Use a whole number"]),
        (
            r#"evidence: "closed""#,
            r#"evidence: "ifs""#,
            &[r#"scenario.ron:126:27: error DS110: there is no finding "ifs". Use one of: closed, opened"#],
        ),
        (
            "        prevention: {\n",
            "        prevention: {\n            \"again\": (service: \"visits\", role: \"social-workers\", lag: 2, \
             fewer_cases_per_person: 0.01, evidence: \"closed\", use: true),\n",
            &[
                r#"scenario.ron:125:13: error DS104: the effects "again" and "visits-to-cases" count the same people for the same cases. Use one of them"#,
            ],
        ),
    ]);
}

#[test]
fn effects_that_rest_on_nothing_or_on_something_else_are_told() {
    all_are(&[
        (
            r#"evidence: "closed", use: true"#,
            "use: true",
            &[
                r#"scenario.ron:124:13: warning DS309: the effect "visits-to-cases" rests on no evidence. Name an entry of evidence, or leave it at 0 and unused: savings from prevention are not established"#,
            ],
        ),
        (
            r#"evidence: "closed", use: true"#,
            "use: false",
            &[
                r#"scenario.ron:124:13: warning DS309: the effect "visits-to-cases" rests on no evidence. Name an entry of evidence, or leave it at 0 and unused: savings from prevention are not established"#,
            ],
        ),
        (
            r#"evidence: "closed", use"#,
            r#"evidence: "opened", use"#,
            &[
                r#"scenario.ron:124:13: warning DS309: the effect "visits-to-cases" rests on "opened", a finding of opening, and 2 sites may close. What opening brought is not what closing costs: name a finding of closing, or leave it unused"#,
            ],
        ),
        (
            r#"effect: "More cases","#,
            r#"effect: "More cases", superseded_by: "opened","#,
            &[
                r#"scenario.ron:124:13: warning DS309: the effect "visits-to-cases" rests on "closed", which is superseded by "opened". Name the newer finding, and correct the effect by it"#,
            ],
        ),
        (
            "fewer_cases_per_person: 0.02, low: 0, high: 0.05,\n                ",
            "",
            &[
                r#"scenario.ron:124:13: warning DS309: the effect "visits-to-cases" is used, and is 0. Give fewer_cases_per_person, or leave it unused"#,
            ],
        ),
        (
            "lag: 2",
            "lag: 3",
            &[
                r#"scenario.ron:124:13: warning DS309: the effect "visits-to-cases" shows 3 years later, and the programme has 3. Plan more years, or leave it unused"#,
            ],
        ),
    ]);
}
