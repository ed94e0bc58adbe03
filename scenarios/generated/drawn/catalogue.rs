//! Levels, lines and services of a drawn city, in round figures near those of the bundled one.

use super::city::session_costs;
use crate::support::blank::share;
use doorstep_scenario::{At, Decay, LevelIx, LineIx, Mode, Pence, Sessions, Share, Tier, Way};

pub const CENTRE: LevelIx = LevelIx(1);
pub const HUB: LevelIx = LevelIx(2);
pub const LINKED: LevelIx = LevelIx(3);
pub const HIRE: LineIx = LineIx(0);
pub const PREMISES: LineIx = LineIx(1);
pub const SESSIONS: LineIx = LineIx(2);
pub const STAFF: LineIx = LineIx(3);

/// Sorted by id.
pub const LINES: [(&str, &str); 4] =
    [("hire", "Hire of rooms in venues"), ("premises", "Premises"), ("sessions", "Sessions"), ("staff", "Core teams")];

/// Yearly pounds by line.
type Pounds = [(LineIx, i64); 2];

/// Id, hours a week, and what it costs, sorted by id.
pub const LEVELS: [(&str, f64, Pounds); 3] = [
    ("centre", 40.0, [(PREMISES, 52_000), (STAFF, 60_000)]),
    ("hub", 50.0, [(PREMISES, 75_000), (STAFF, 100_000)]),
    ("linked", 15.0, [(PREMISES, 22_000), (STAFF, 22_000)]),
];

/// How long a session keeps a room of a site.
pub const ROOM_HOURS: f64 = 2.5;
/// How far outreach goes from a hub, in metres.
pub const OUTREACH: f64 = 5000.0;
/// The service that has a floor.
pub const FLOOR: &str = "stay-and-play";
const FARTHEST: Decay = Decay::Step { limit: Way(5000) };

/// What a service is like.
pub struct Kind {
    pub id: &'static str,
    pub name: &'static str,
    pub tier: Tier,
    /// Of one group after another, and round again.
    pub take_up: [f64; 3],
    pub visits: f64,
    pub weight: f64,
    pub half: f64,
    /// Also in linked sites?
    linked: bool,
    /// Places, most sessions, pence of a session in a centre.
    centre: (u32, u32, i64),
    /// Kinds of venues and places, most sessions, pence of a session there.
    drop_in: Option<(&'static [&'static str], u32, u32, i64)>,
    other: Other,
}

/// A third way to deliver it.
enum Other {
    None,
    Outreach,
    SelfHelp,
    Virtual,
}

const LIBRARIES: &[&str] = &["library"];
const SCHOOLS: &[&str] = &["primary_school"];
const BOTH: &[&str] = &["library", "primary_school"];
const SURGERIES: &[&str] = &["gp_practice"];

pub const KINDS: [Kind; 6] = [
    Kind {
        id: FLOOR,
        name: "Stay and play",
        tier: Tier::Universal,
        take_up: [0.65, 0.6, 0.55],
        visits: 12.0,
        weight: 1.0,
        half: 1200.0,
        linked: true,
        centre: (24, 12, 26_000),
        drop_in: Some((BOTH, 18, 3, 20_500)),
        other: Other::SelfHelp,
    },
    Kind {
        id: "baby-clinic",
        name: "Baby clinic",
        tier: Tier::Universal,
        take_up: [0.4, 0.2, 0.1],
        visits: 6.0,
        weight: 0.5,
        half: 1200.0,
        linked: true,
        centre: (20, 6, 20_000),
        drop_in: Some((SURGERIES, 16, 2, 20_000)),
        other: Other::None,
    },
    Kind {
        id: "family-support",
        name: "Family support",
        tier: Tier::Targeted,
        take_up: [0.2, 0.1, 0.05],
        visits: 20.0,
        weight: 3.5,
        half: 1600.0,
        linked: false,
        centre: (8, 8, 18_000),
        drop_in: None,
        other: Other::Outreach,
    },
    Kind {
        id: "speech-and-language",
        name: "Early speech and language help",
        tier: Tier::Targeted,
        take_up: [0.08, 0.14, 0.2],
        visits: 8.0,
        weight: 1.5,
        half: 1600.0,
        linked: false,
        centre: (8, 6, 19_000),
        drop_in: Some((LIBRARIES, 8, 2, 19_500)),
        other: Other::Virtual,
    },
    Kind {
        id: "parenting",
        name: "Parenting programmes",
        tier: Tier::Targeted,
        take_up: [0.2, 0.15, 0.1],
        visits: 10.0,
        weight: 1.5,
        half: 1600.0,
        linked: true,
        centre: (12, 6, 22_000),
        drop_in: Some((SCHOOLS, 10, 2, 23_000)),
        other: Other::Virtual,
    },
    Kind {
        id: "early-learning",
        name: "Early learning and childminder groups",
        tier: Tier::Universal,
        take_up: [0.25, 0.35, 0.45],
        visits: 15.0,
        weight: 2.0,
        half: 1200.0,
        linked: true,
        centre: (16, 8, 26_000),
        drop_in: Some((BOTH, 14, 3, 26_000)),
        other: Other::None,
    },
];

impl Kind {
    /// The ways to deliver it, sorted by id.
    pub fn modes(&self) -> Vec<Mode> {
        let levels = if self.linked { vec![CENTRE, HUB, LINKED] } else { vec![CENTRE, HUB] };
        let (places, most, pence) = self.centre;
        let centre = Mode { room_hours: ROOM_HOURS, ..mode("centre", At::Site(levels), places, most, pence) };
        let drop_in = self.drop_in.map(|(kinds, places, most, pence)| Mode {
            session_costs: session_costs(SESSIONS, pence, 4_125),
            ..mode("drop-in", At::Venue(names(kinds)), places, most, pence)
        });
        let other = match self.other {
            Other::None => None,
            // A session is half a day of one worker visiting three homes.
            Other::Outreach => Some(Mode {
                decay: Some(FARTHEST),
                least: Sessions(1000),
                ..mode("outreach", At::Site(vec![HUB]), 3, 30, 8_800)
            }),
            Other::SelfHelp => Some(Mode {
                survival: share(0.6),
                session_costs: session_costs(SESSIONS, 6_200, 2_750),
                running_costs: vec![(SESSIONS, Pence(100_000))],
                ..mode("self-help", At::Venue(names(LIBRARIES)), 12, 2, 0)
            }),
            Other::Virtual => Some(Mode {
                equivalence: share(0.25),
                running_costs: vec![(SESSIONS, Pence(2_000_000))],
                least: Sessions(5000),
                ..mode("virtual", At::Everywhere(vec![HUB]), 12, 40, 11_000)
            }),
        };
        [Some(centre), drop_in, other].into_iter().flatten().collect()
    }
}

fn names(kinds: &[&str]) -> Vec<String> {
    kinds.iter().map(|kind| (*kind).to_owned()).collect()
}

fn mode(id: &str, at: At, places: u32, most: u32, pence: i64) -> Mode {
    Mode {
        id: id.to_owned(),
        at,
        decay: None,
        by: None,
        equivalence: Share::ALL,
        survival: Share::ALL,
        room_hours: 0.0,
        places,
        occupancy: share(0.8),
        weeks: 44,
        session_costs: session_costs(SESSIONS, pence, 0),
        running_costs: Vec::new(),
        least: Sessions(500),
        most: Sessions(most * 1000),
    }
}
