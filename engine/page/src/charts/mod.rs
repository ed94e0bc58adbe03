//! Charts: plain figures in, a picture with its sentence and its table out.
//!
//! Nothing is counted here. A figure comes with the words it is written with ([`Given`]), so a chart,
//! its table and every other table of a page agree to the penny and the person; only how long a bar is
//! and which figure is the largest is worked out from its value.
//!
//! Every drawing is [`WIDE`] units wide with letters of 12 units and more, its names above its bars and
//! not beside them: at the width of a small phone letters are still 8 pixels and more high, on a screen
//! they are as large as the text around them (up to about 34em wide), on A4 they are 12 points. There is
//! one drawing for all of them.
//!
//! Marks are told apart by shape or stripes besides their colour. Each has its colours as attributes and
//! a class a page may restyle, as for a dark background:
//!
//! | class | sets | is |
//! |---|---|---|
//! | `ink`, `quiet` | `fill` | words, marks |
//! | `paper` | `fill` | the inside of open shapes |
//! | `frame` | `stroke` | the lines of the grid |
//! | `rule` | `stroke` | outlines, axes, what is missing |
//! | `stripe`, `halo` | `stroke` | white stripes on bars, the white edge of words over lines |
//! | `s1` … `s4` | `fill`, `stroke` | the colours of series |

pub mod axis;
mod canvas;
pub mod frontier;
pub mod gains;
mod given;
pub mod ladder;
pub mod levels;
mod look;
pub mod money;
pub mod ranges;
mod rows;
pub mod savings;
mod says;
mod sheet;
pub mod staff;
pub mod waterfall;
pub mod years;

pub use axis::Unit;
pub use canvas::WIDE;
pub use given::{About, Given};
pub use sheet::sheet;

#[cfg(test)]
mod tests;
