//! Where things go on the page, and how metres become points.
//!
//! One unit is one point when the picture fills an A4 page held sideways, so sizes of letters are
//! what they say.

use doorstep_scenario::Position;

/// A4 held sideways.
pub const PAGE: (f64, f64) = (842.0, 595.0);
/// Around everything.
pub const MARGIN: f64 = 24.0;
/// Between panels.
pub const GAP: f64 = 12.0;
/// Above each panel, for its heading.
pub const HEAD: f64 = 15.0;
/// Between a panel's frame and the outermost place.
const INSET: f64 = 12.0;
/// A map of less than this tells nothing: one place, or two that share a door.
const LEAST_METRES: f64 = 2000.0;

/// A part of the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

impl Rect {
    /// Do they share a point?
    pub fn overlaps(&self, other: &Rect) -> bool {
        self.x < other.x + other.w
            && other.x < self.x + self.w
            && self.y < other.y + other.h
            && other.y < self.y + self.h
    }
}

/// What lies in the picture, in metres of the National Grid.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Extent {
    west: f64,
    south: f64,
    wide: f64,
    high: f64,
}

impl Extent {
    /// Around all positions; never smaller than a neighbourhood.
    pub fn around(positions: impl Iterator<Item = Position>) -> Extent {
        let mut ends: Option<[i32; 4]> = None;
        for Position { easting, northing } in positions {
            let [west, south, east, north] = ends.unwrap_or([easting, northing, easting, northing]);
            ends = Some([west.min(easting), south.min(northing), east.max(easting), north.max(northing)]);
        }
        let [west, south, east, north] = ends.unwrap_or([0; 4]).map(f64::from);
        let (wide, high) = ((east - west).max(LEAST_METRES), (north - south).max(LEAST_METRES));
        Extent {
            west: f64::midpoint(west, east) - wide / 2.0,
            south: f64::midpoint(south, north) - high / 2.0,
            wide,
            high,
        }
    }

    /// Points to a metre when drawn as large as it goes.
    fn scale(&self, w: f64, h: f64) -> f64 {
        ((w - 2.0 * INSET) / self.wide).min((h - 2.0 * INSET) / self.high)
    }
}

/// The page, divided.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// The frames of the three maps.
    pub panels: [Rect; 3],
    /// Where the four parts of the legend go.
    pub legend: [Rect; 4],
    /// Points to a metre.
    pub scale: f64,
    extent: Extent,
    /// Below this nothing is drawn yet.
    pub bottom: f64,
}

impl Layout {
    /// Divides what is left between `top` and `foot` points of notes: three maps in a row above the
    /// legend, or three quarters of a square with the legend in the fourth, whichever draws the
    /// maps larger. The page grows where that leaves too little.
    pub fn arrange(extent: Extent, top: f64, foot: f64, legend: [f64; 4]) -> Layout {
        let wide = PAGE.0 - 2.0 * MARGIN;
        let room = PAGE.1 - MARGIN - top - foot;
        let below = legend.iter().copied().fold(0.0, f64::max);
        let row = ((wide - 2.0 * GAP) / 3.0, (room - HEAD - GAP - below).max(150.0));
        let quarter = ((wide - GAP) / 2.0, ((room - 2.0 * HEAD - GAP) / 2.0).max(120.0));
        let (in_row, in_quarter) = (extent.scale(row.0, row.1), extent.scale(quarter.0, quarter.1));
        let (scale, w) = if in_row >= in_quarter { (in_row, row.0) } else { (in_quarter, quarter.0) };
        let h = extent.high * scale + 2.0 * INSET;
        let frame = |column: f64, y: f64| Rect { x: MARGIN + column * (w + GAP), y, w, h };
        let first = top + HEAD;
        if in_row >= in_quarter {
            let y = first + h + GAP;
            let each = (wide - 3.0 * GAP) / 4.0;
            let part = |column: usize| Rect { x: MARGIN + column as f64 * (each + GAP), y, w: each, h: legend[column] };
            return Layout {
                panels: [frame(0.0, first), frame(1.0, first), frame(2.0, first)],
                legend: [part(0), part(1), part(2), part(3)],
                scale,
                extent,
                bottom: y + below,
            };
        }
        let second = first + h + GAP + HEAD;
        let each = (w - GAP) / 2.0;
        let (left, right) = (MARGIN + w + GAP, MARGIN + w + GAP + each + GAP);
        let start = second - HEAD;
        let part = |x: f64, y: f64, h: f64| Rect { x, y, w: each, h };
        let (left_below, right_below) = (start + legend[0] + GAP, start + legend[1] + GAP);
        Layout {
            panels: [frame(0.0, first), frame(1.0, first), frame(0.0, second)],
            legend: [
                part(left, start, legend[0]),
                part(right, start, legend[1]),
                part(right, right_below, legend[2]),
                part(left, left_below, legend[3]),
            ],
            scale,
            extent,
            bottom: (second + h).max(left_below + legend[3]).max(right_below + legend[2]),
        }
    }

    /// Where a position lies in a panel.
    pub fn place(&self, position: Position, panel: &Rect) -> (f64, f64) {
        let Extent { west, south, wide, high } = self.extent;
        let x = panel.x + panel.w / 2.0 + (f64::from(position.easting) - west - wide / 2.0) * self.scale;
        let y = panel.y + panel.h / 2.0 - (f64::from(position.northing) - south - high / 2.0) * self.scale;
        (x, y)
    }

    /// Kilometres for a scale bar of about a fifth of a panel, and its length in points.
    pub fn bar(&self) -> (f64, f64) {
        let room = self.panels[0].w / 4.0;
        let length = |km: f64| km * 1000.0 * self.scale;
        let steps = [200.0, 100.0, 50.0, 20.0, 10.0, 5.0, 2.0, 1.0, 0.5];
        let km = steps.into_iter().find(|km| length(*km) <= room).unwrap_or(0.5);
        (km, length(km))
    }
}
