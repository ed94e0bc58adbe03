//! Maps of twelve real areas and of made-up ones, and outlines nobody should be given.

use doorstep_page::document::{Drawing, Picture};
use doorstep_page::draw::marks::{Mark, Move};
use doorstep_page::maps::{Area, District, Ground, Look, Panel, Place, Scale, Sheet, map, outlines};
use doorstep_scenario::Position;

/// Source: Office for National Statistics licensed under the Open Government Licence v3.0. Contains OS
/// data © Crown copyright and database right.
const TWELVE: &str = include_str!("fixtures/twelve_areas.geojson");
/// Where the people of each live on average, as the same office publishes it.
const MIDDLES: [(&str, i32, i32); 12] = [
    ("E01008881", 412_743, 285_597),
    ("E01008882", 411_779, 285_401),
    ("E01008883", 412_052, 285_107),
    ("E01008884", 411_502, 285_057),
    ("E01008886", 412_878, 284_969),
    ("E01008887", 412_282, 284_652),
    ("E01008889", 411_737, 283_783),
    ("E01008890", 412_257, 284_098),
    ("E01008894", 412_276, 283_373),
    ("E01008896", 412_410, 286_038),
    ("E01008897", 412_777, 285_984),
    ("E01008898", 412_130, 285_719),
];

fn ground(outlined: bool) -> Ground {
    let mut shapes = outlines(TWELVE, "code").unwrap_or_default();
    let areas = MIDDLES.iter().enumerate().map(|(at, (id, easting, northing))| Area {
        id: (*id).to_owned(),
        name: format!("Area {id}"),
        position: Position { easting: *easting, northing: *northing },
        people: if at == 7 { 0.0 } else { 100.0 + at as f64 },
        district: Some(at / 6),
        outline: shapes.remove(*id).filter(|_| outlined),
    });
    let place = |name: &str, easting: i32, stand_in: bool| Place {
        id: name.to_owned(),
        name: name.to_owned(),
        position: Position { easting, northing: 284_500 },
        stand_in,
    };
    Ground {
        areas: areas.collect(),
        districts: ["North", "South"].map(|name| District { name: name.to_owned(), outline: None }).to_vec(),
        sites: vec![place("one", 412_000, false), place("two", 412_500, true)],
        venues: vec![place("hall", 412_200, false)],
        attributions: vec!["Contains OS data © Crown copyright and database right.".to_owned()],
    }
}

fn drawn(ground: &Ground, stacked: bool) -> Drawing {
    let sheet = Sheet::of(ground, "g");
    let values: Vec<f64> = (0..12).map(|at| f64::from(at) / 20.0).collect();
    let falls: Vec<f64> = values.iter().map(|value| 0.2 - value).collect();
    let with = |values: &[f64]| values.iter().map(|value| (*value, 1.0)).collect::<Vec<_>>();
    let reach = Scale::reach("Share reached", &with(&values));
    let change = Scale::change("Change, in points", &with(&falls));
    let panel = |heading: &str, key: usize, scale: &Scale, values: &[f64], sites| Panel {
        heading: heading.to_owned(),
        key,
        classes: values.iter().enumerate().map(|(at, value)| scale.class(*value).filter(|_| at != 3)).collect(),
        sites,
        venues: vec![0],
    };
    let panels = [
        panel("Today", 0, &reach, &values, vec![(0, Mark::Level(0)), (1, Mark::Level(1))]),
        panel("Change", 1, &change, &falls, vec![(0, Mark::Moved(Move::Closes)), (99, Mark::Closed)]),
    ];
    let marks = vec![(Mark::Level(0), "Hub".to_owned()), (Mark::Moved(Move::Closes), "Closes".to_owned())];
    let look = Look { ids: "d".to_owned(), stacked, marks, notes: Vec::new() };
    map(&sheet, &panels, &[reach.key.clone(), change.key.clone()], &look)
}

#[test]
fn every_area_is_shaped_once_and_used_on_every_map() {
    let drawing = drawn(&ground(true), false);
    let shapes = drawing.shared.unwrap().shapes;
    for area in 0..12 {
        assert_eq!(shapes.matches(&format!("id=\"g{area}\"")).count(), 1);
        assert_eq!(drawing.body.matches(&format!("href=\"#g{area}\"")).count(), 2);
    }
    for words in [
        "Options for consideration. Includes stand-ins: illustrative.",
        "© Crown copyright",
        "North is up",
        " km",
        "Not shown",
        "Map 2: Change",
        ">North<",
    ] {
        assert!(drawing.body.contains(words), "{words}");
    }
    assert!(drawing.body.contains("url(#d-none)") && drawing.body.contains("url(#d-k1-"));
    assert!(drawing.body.len() < 30_000 && shapes.len() < 12 * 400, "{} {}", drawing.body.len(), shapes.len());
}

#[test]
fn without_outlines_areas_are_dots_and_nobody_is_a_tick() {
    let drawing = drawn(&ground(false), true);
    assert!(drawing.shared.unwrap().shapes.is_empty());
    assert!((drawing.size.0 - 420.0).abs() < 1e-9);
    assert!(drawing.body.matches("<circle").count() >= 10 && drawing.body.contains("h3"));
    assert!(!drawing.body.contains("-k1-"), "a dot is not hatched");
}

#[test]
fn the_same_ground_gives_the_same_bytes() {
    assert_eq!(drawn(&ground(true), false), drawn(&ground(true), false));
}

#[test]
fn every_outline_lies_around_its_people() {
    let found = outlines(TWELVE, "code").unwrap();
    assert_eq!(found.len(), 12);
    for (id, easting, northing) in MIDDLES {
        let ring = &found[id].rings[0];
        let side = |part: fn(&(f64, f64)) -> f64, most: bool| {
            ring.iter().map(part).fold(if most { f64::MIN } else { f64::MAX }, if most { f64::max } else { f64::min })
        };
        assert!((side(|at| at.0, false)..side(|at| at.0, true)).contains(&f64::from(easting)), "{id}");
        assert!((side(|at| at.1, false)..side(|at| at.1, true)).contains(&f64::from(northing)), "{id}");
    }
}

#[test]
fn neighbours_share_the_points_of_their_border() {
    let square = |code: u8, west: f64| {
        let east = west + 1000.3;
        format!(
            r#"{{"type":"Feature","properties":{{"code":{code}}},"geometry":{{"type":"Polygon","coordinates":
            [[[{west},280000],[{east},280000],[{east},280500.7],[{east},281000],[{west},281000],[{west},280000]]]}}}}"#
        )
    };
    let text =
        format!(r#"{{"type":"FeatureCollection","features":[{},{}]}}"#, square(1, 410_000.0), square(2, 411_000.3));
    let found = outlines(&text, "code").unwrap();
    let area = |id: &str| Area {
        id: id.to_owned(),
        name: id.to_owned(),
        position: Position { easting: 410_900, northing: 280_500 },
        people: 1.0,
        district: None,
        outline: found.get(id).cloned(),
    };
    let ground = Ground { areas: vec![area("1"), area("2")], ..Ground::default() };
    let sheet = Sheet::of(&ground, "s");
    let shapes = &sheet.shared().shapes;
    // 2400 units for 2000.6 metres; a point on a straight border is not seen.
    assert!(shapes.contains(r#"<path id="s0" d="M0 1799l1200 0 0-1199-1200 0z"/>"#), "{shapes}");
    assert!(shapes.contains(r#"<path id="s1" d="M1200 1799l1200 0 0-1199-1200 0z"/>"#), "{shapes}");
}

#[test]
fn nonsense_is_refused_in_one_sentence() {
    let feature = |properties: &str, geometry: &str| {
        format!(
            r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{properties},"geometry":{geometry}}}]}}"#
        )
    };
    let polygon = |ring: &str| feature(r#"{"code":"A"}"#, &format!(r#"{{"type":"Polygon","coordinates":[{ring}]}}"#));
    let cases = [
        String::new(),
        "[]".to_owned(),
        "null".to_owned(),
        r#"{"type":"FeatureCollection"}"#.to_owned(),
        r#"{"type":"FeatureCollection","features":{}}"#.to_owned(),
        r#"{"type":"FeatureCollection","features":[]}"#.to_owned(),
        r#"{"type":"FeatureCollection","features":[null,7,"x"]}"#.to_owned(),
        feature("{}", "null"),
        feature("null", "null"),
        feature(r#"{"code":["A"]}"#, "null"),
        feature(r#"{"code":" "}"#, "null"),
        feature(r#"{"code":"A"}"#, "null"),
        feature(r#"{"code":"A"}"#, "{}"),
        feature(r#"{"code":"A"}"#, r#"{"type":"Point","coordinates":[-1,52]}"#),
        feature(r#"{"code":"A"}"#, r#"{"type":"MultiPolygon","coordinates":[1]}"#),
        polygon("7"),
        polygon("[]"),
        polygon("[[-1,52],[-1.1,52],[-1,52]]"),
        polygon("[[-1,52],[-1.1,52],[-1.1,52.1],[-1,52.1]]"),
        polygon("[[-1,52],[NaN,52],[-1.1,52.1],[-1,52]]"),
        polygon("[[-1,52],[1e400,52],[-1.1,52.1],[-1,52]]"),
        polygon(r#"[[-1,52],["-1",52],[-1.1,52.1],[-1,52]]"#),
        polygon("[[-1,52],[-1],[-1.1,52.1],[-1,52]]"),
        polygon("[[52,-1],[52,-1.1],[52.1,-1.1],[52,-1]]"),
        polygon("[[-1,52],[410000,280000],[-1.1,52.1],[-1,52]]"),
        polygon("[[1e300,52],[410000,280000],[-1.1,52.1],[1e300,52]]"),
        "[".repeat(200_000),
        polygon(&"[".repeat(5000)),
        feature(r#"{"code":"<script>\u202e\n"}"#, r#"{"type":"Polygon","coordinates":[[]]}"#),
    ];
    for text in cases {
        let fault = outlines(&text, "code").unwrap_err();
        let start: String = text.chars().take(120).collect();
        assert!(fault.ends_with('.') && !fault.contains('\n') && !fault.contains('\u{202e}'), "{start}: {fault}");
    }
}

#[test]
fn several_features_of_one_number_are_one_outline_with_holes() {
    let ring = "[[-1,52],[-1.1,52],[-1.1,52.1],[-1,52]]";
    let one = format!(r#"{{"properties":{{"n":5}},"geometry":{{"type":"Polygon","coordinates":[{ring},{ring}]}}}}"#);
    let many =
        format!(r#"{{"properties":{{"n":5}},"geometry":{{"type":"MultiPolygon","coordinates":[[{ring}],[{ring}]]}}}}"#);
    let text = format!(r#"{{"type":"FeatureCollection","features":[{one},{many}]}}"#);
    assert_eq!(outlines(&text, "n").unwrap()["5"].rings.len(), 4);
}

#[test]
fn hostile_names_come_out_as_words() {
    let mut ground = ground(true);
    let hostile = "<script>alert(1)</script>\"onload=\u{202e}'&";
    ground.districts[0].name = hostile.to_owned();
    ground.attributions.push(hostile.to_owned());
    let mut key = Scale::deprivation(hostile).key;
    key.classes[0].label = hostile.to_owned();
    key.not_shown = hostile.to_owned();
    let panel = Panel { heading: hostile.to_owned(), classes: vec![Some(0), Some(77)], ..Panel::default() };
    let look = Look { ids: "\"><x".to_owned(), notes: vec![hostile.to_owned()], ..Look::default() };
    let drawing = map(&Sheet::of(&ground, "\"/><b"), &[panel], &[key], &look);
    let alone = Picture { id: "p".to_owned(), drawing, ..Picture::default() }.alone();
    for bad in ["<script", "\"onload", "\u{202e}", "<x", "<b"] {
        assert!(!alone.contains(bad), "{bad}");
    }
    assert!(alone.contains("&lt;script&gt;"));
}

#[test]
fn nothing_to_draw_is_still_a_drawing() {
    let ground = Ground::default();
    let sheet = Sheet::of(&ground, "");
    for panels in [Vec::new(), vec![Panel { key: 9, classes: vec![Some(3)], ..Panel::default() }]] {
        let drawing = map(&sheet, &panels, &[], &Look::default());
        assert!(drawing.size.1.is_finite() && !drawing.body.contains("NaN") && !drawing.body.contains("inf"));
    }
}
