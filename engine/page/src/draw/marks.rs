//! The marks of the maps and of their legend, one shape a meaning.

use super::scale::{Changes, EDGE, INK, Shares, VENUE};
use super::svg::{Paint, Svg};

/// What a mark stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Mark {
    /// An open site; 0 is the level open longest.
    Level(usize),
    /// A closed site.
    Closed,
    /// A venue in use.
    Venue,
    /// An area, by its class of share reached.
    Reached(usize),
    /// An area where nobody is eligible.
    Nobody,
    /// An area, by its class of change.
    Change(i8),
    /// A site whose level changes.
    Moved(Move),
    /// A size of dot.
    Size,
}

/// What becomes of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Move {
    /// From any level to closed.
    Closes,
    /// To a level with fewer hours.
    Lower,
    /// To another level with as many hours.
    Other,
    /// Stays as it is and open.
    Same,
    /// To a level with more hours.
    Higher,
    /// From closed to any level.
    Opens,
}

impl Move {
    /// All of them, as a legend lists them.
    pub const ALL: [Move; 6] = [Move::Closes, Move::Lower, Move::Other, Move::Same, Move::Higher, Move::Opens];

    /// What a legend says of it.
    pub fn words(self) -> &'static str {
        match self {
            Move::Closes => "Closes",
            Move::Lower => "To a level with fewer hours",
            Move::Other => "To a level with equal hours",
            Move::Same => "Stays at its level",
            Move::Higher => "To a level with more hours",
            Move::Opens => "Opens",
        }
    }
}

const SQUARE: [(f64, f64); 4] = [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)];
const HEXAGON: [(f64, f64); 6] = [(-0.5, -0.95), (0.5, -0.95), (1.05, 0.0), (0.5, 0.95), (-0.5, 0.95), (-1.05, 0.0)];
const PLUS: [(f64, f64); 12] = [
    (-0.35, -1.0),
    (0.35, -1.0),
    (0.35, -0.35),
    (1.0, -0.35),
    (1.0, 0.35),
    (0.35, 0.35),
    (0.35, 1.0),
    (-0.35, 1.0),
    (-0.35, 0.35),
    (-1.0, 0.35),
    (-1.0, -0.35),
    (-0.35, -0.35),
];
const HOURGLASS: [(f64, f64); 6] = [(-1.0, -1.0), (1.0, -1.0), (0.25, 0.0), (1.0, 1.0), (-1.0, 1.0), (-0.25, 0.0)];
const PENTAGON: [(f64, f64); 5] = [(0.0, -1.15), (1.1, -0.3), (0.7, 0.95), (-0.7, 0.95), (-1.1, -0.3)];
const DIAMOND: [(f64, f64); 4] = [(0.0, -1.0), (0.85, 0.0), (0.0, 1.0), (-0.85, 0.0)];
/// As large as a circle of radius 1.
const UP: [(f64, f64); 3] = [(0.0, -1.45), (1.3, 0.8), (-1.3, 0.8)];
const DOWN: [(f64, f64); 3] = [(0.0, 1.45), (1.3, -0.8), (-1.3, -0.8)];

/// Shapes of the levels, most hours first.
const LEVELS: [&[(f64, f64)]; 5] = [&SQUARE, &PENTAGON, &PLUS, &HOURGLASS, &HEXAGON];

/// Draws a mark of radius `r` around a point. A stand-in for a site that is not known is pale and
/// its outline dashed.
pub fn draw(svg: &mut Svg, mark: Mark, at: (f64, f64), r: f64, stand_in: bool) {
    let ring = Paint { fill: "#ffffff", stroke: INK, width: 0.9, dashed: stand_in };
    match mark {
        Mark::Level(rank) => level(svg, rank, at, r, stand_in),
        Mark::Closed => {
            svg.circle(at, r * 0.85, ring);
            cross(svg, at, r * 0.85);
        }
        Mark::Venue => {
            svg.figure(at, r, &DIAMOND, Paint { fill: VENUE, stroke: INK, width: 0.5, dashed: false });
        }
        Mark::Reached(0) | Mark::Size => {
            svg.circle(at, r, Paint { fill: "#ffffff", stroke: EDGE, width: 0.5, dashed: false });
        }
        Mark::Reached(class) => {
            svg.circle(at, r, Paint { fill: Shares::colour(class), stroke: "#ffffff", width: 0.3, dashed: false });
        }
        Mark::Nobody => svg.strokes(at, 1.5, &[[-1.0, 0.0, 1.0, 0.0]], line(EDGE, 0.7)),
        Mark::Change(0) => svg.circle(at, r * 0.6, Paint { fill: "#ffffff", stroke: EDGE, width: 0.5, dashed: false }),
        Mark::Change(class) => {
            let corners = if class > 0 { &UP } else { &DOWN };
            svg.figure(
                at,
                r,
                corners,
                Paint { fill: Changes::colour(class), stroke: "#ffffff", width: 0.3, dashed: false },
            );
        }
        Mark::Moved(Move::Same) => {
            svg.circle(at, r * 0.42, Paint { fill: INK, stroke: "#ffffff", width: 0.7, dashed: false });
        }
        Mark::Moved(moved) => {
            svg.circle(at, r * 0.85, ring);
            inside(svg, moved, at, r * 0.85);
        }
    }
}

/// A level's shape: black, or pale and dashed; levels beyond the fifth carry a white core.
fn level(svg: &mut Svg, rank: usize, at: (f64, f64), r: f64, stand_in: bool) {
    let corners = LEVELS[rank % LEVELS.len()];
    svg.figure(at, r, corners, Paint { fill: INK, stroke: "#ffffff", width: 1.6, dashed: false });
    if stand_in {
        svg.figure(at, r, corners, Paint { fill: "#ffffff", stroke: INK, width: 0.9, dashed: true });
    } else {
        svg.figure(at, r, corners, Paint::fill(INK));
    }
    if rank >= LEVELS.len() {
        svg.circle(at, r * 0.3, Paint { fill: "#ffffff", stroke: INK, width: 0.5, dashed: false });
    }
}

/// What a ring holds: cross, arrow down or up, equals, plus.
fn inside(svg: &mut Svg, moved: Move, at: (f64, f64), r: f64) {
    let strokes: &[[f64; 4]] = match moved {
        Move::Closes => return cross(svg, at, r),
        Move::Lower => &[[0.0, -0.6, 0.0, 0.6], [-0.4, 0.15, 0.0, 0.6], [0.4, 0.15, 0.0, 0.6]],
        Move::Higher => &[[0.0, 0.6, 0.0, -0.6], [-0.4, -0.15, 0.0, -0.6], [0.4, -0.15, 0.0, -0.6]],
        Move::Opens => &[[0.0, -0.6, 0.0, 0.6], [-0.6, 0.0, 0.6, 0.0]],
        Move::Other | Move::Same => &[[-0.5, -0.22, 0.5, -0.22], [-0.5, 0.22, 0.5, 0.22]],
    };
    svg.strokes(at, r, strokes, line(INK, 1.0));
}

fn cross(svg: &mut Svg, at: (f64, f64), r: f64) {
    svg.strokes(at, r, &[[-0.6, -0.6, 0.6, 0.6], [-0.6, 0.6, 0.6, -0.6]], line(INK, 1.0));
}

/// A line of a colour and a width.
pub fn line(stroke: &'static str, width: f64) -> Paint {
    Paint { fill: "none", stroke, width, dashed: false }
}
