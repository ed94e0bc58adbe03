//! Maps of a council's areas: what each is like today and under an option, on one scale.
//!
//! ```text
//! GeoJSON → outlines → Ground     areas, districts, sites and venues, where they lie
//! Ground  → Sheet                 the shapes, once, as small as the eye allows
//! Sheet   → map(panels, keys)     one, two or three maps beside or below each other
//! ```
//!
//! Nothing here opens a file, and the same input gives the same bytes. No meaning rests on colour
//! alone: sequential scales get darker step by step, falls are hatched, what is not shown is
//! cross-hatched. Words outside the maps carry the classes `ink` and `quiet` (their fill) and frames
//! the class `frame` (their stroke), so that a page may repaint them in the dark; the maps themselves
//! are sheets that stay light.
//!
//! A class's areas share one `<title>`. A name for every area on every map would take another 20 KB a
//! map; the picture's table has them.

mod arrange;
mod border;
mod dots;
mod easel;
mod geojson;
mod grid;
pub mod ground;
mod labels;
mod legend;
mod map;
mod parting;
mod pen;
pub mod scale;
mod sheet;

pub use geojson::outlines;
pub use ground::{Area, District, Ground, Outline, Place};
pub use map::{Look, Panel, map};
pub use scale::{Class, Key, Scale, Texture};
pub use sheet::Sheet;
