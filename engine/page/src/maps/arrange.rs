//! Where maps, legend and foot go, and how units of the sheet become points.

use super::pen::HEADING;
use crate::draw::layout::Rect;

/// Between panels, and between parts of the legend.
pub(super) const GAP: f64 = 14.0;
/// Between a panel's frame and the outermost place.
const INSET: f64 = 7.0;
/// Of maps beside each other, so that they fit an A4 page held sideways with their legend.
const HIGHEST: f64 = 395.0;
/// Of a map with its legend beside it.
const HIGHEST_ALONE: f64 = 480.0;
/// Of maps below each other.
const HIGHEST_STACKED: f64 = 560.0;
/// Of a legend beside a single map.
const BESIDE: f64 = 250.0;

/// The drawing, divided.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Plan {
    pub(super) wide: f64,
    pub(super) margin: f64,
    /// The frames of the maps.
    pub(super) panels: Vec<Rect>,
    /// Points to a unit of the sheet.
    pub(super) scale: f64,
    /// The sheet's corner within a panel.
    pub(super) corner: (f64, f64),
    /// Where the scale bar goes.
    pub(super) strip: Rect,
    /// Where the legend may begin, how wide it may be, and whether its parts stand below each other.
    pub(super) legend: Rect,
    pub(super) column: bool,
}

impl Plan {
    /// Panels beside each other (660 points wide: letters as large as the text around them on a page), or below each other (420 points); `lines` of the
    /// longest heading.
    pub(super) fn of(size: (f64, f64), panels: usize, lines: impl Fn(f64) -> usize, stacked: bool) -> Plan {
        let (wide, margin) = if stacked { (420.0, 12.0) } else { (660.0, 16.0) };
        let inner = wide - 2.0 * margin;
        let count = panels.max(1) as f64;
        let alone = panels < 2 && !stacked;
        let w = match (stacked, alone) {
            (true, _) => inner,
            (_, true) => inner - BESIDE - GAP,
            _ => (inner - (count - 1.0) * GAP) / count,
        };
        let highest = match (stacked, alone) {
            (true, _) => HIGHEST_STACKED,
            (_, true) => HIGHEST_ALONE,
            _ => HIGHEST,
        };
        let scale = ((w - 2.0 * INSET) / size.0).min((highest - 2.0 * INSET) / size.1);
        let h = size.1 * scale + 2.0 * INSET;
        // A map no wider than it must be, where the legend can have the rest.
        let w = if alone { w.min(size.0 * scale + 2.0 * INSET).max(300.0) } else { w };
        let head = lines(w) as f64 * HEADING * 1.3 + 4.0;
        let frame = |at: f64| {
            let (right, down) = if stacked { (0.0, at * (h + head + GAP / 2.0)) } else { (at * (w + GAP), 0.0) };
            Rect { x: margin + right, y: margin / 2.0 + head + down, w, h }
        };
        let panels: Vec<Rect> = (0..panels.max(1)).map(|at| frame(at as f64)).collect();
        let bottom = panels.iter().map(|panel| panel.y + panel.h).fold(0.0, f64::max);
        let strip = Rect { x: margin, y: bottom + 5.0, w: if alone { w } else { inner }, h: 15.0 };
        let legend = if alone {
            let x = margin + w + GAP * 1.5;
            Rect { x, y: margin / 2.0 + head, w: (wide - margin - x).min(BESIDE * 1.2), h: 0.0 }
        } else {
            Rect { x: margin, y: strip.y + strip.h + 6.0, w: inner, h: 0.0 }
        };
        let corner = ((w - size.0 * scale) / 2.0, (h - size.1 * scale) / 2.0);
        Plan { wide, margin, panels, scale, corner, strip, legend, column: alone || stacked }
    }

    /// Where a place of the sheet lies within a panel.
    pub(super) fn place(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (self.corner.0 + x * self.scale, self.corner.1 + y * self.scale)
    }
}
