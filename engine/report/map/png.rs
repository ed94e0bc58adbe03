//! The same picture in dots, drawn with a typeface that is carried along: a fresh machine may have
//! none.

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Error, Options, Tree};
use std::sync::Arc;

/// Why there is no picture.
#[derive(Debug, Clone, thiserror::Error)]
pub enum PictureError {
    /// Not an SVG.
    #[error("the picture is not an SVG that can be drawn: {0}")]
    NotSvg(String),
    /// Wider or higher than can be drawn, or not wide at all.
    #[error("a picture of {width} × {height} dots cannot be drawn; ask for a width between 1 and {WIDEST}")]
    Size {
        /// Dots across.
        width: u32,
        /// Dots down.
        height: u32,
    },
    /// It was drawn, and could not be written as PNG.
    #[error("the picture could not be written as PNG: {0}")]
    Encode(String),
}

/// Dots across at most.
const WIDEST: u32 = 12_000;
/// Dots down at most.
const HIGHEST: u32 = 60_000;
/// Dots in all at most: four bytes each are held at once.
const MOST: u64 = 200_000_000;

/// Draws an SVG, `width` dots wide. Fonts of the machine are not looked for and nothing outside the
/// text is opened, so the same text gives the same dots everywhere.
///
/// # Errors
/// [`PictureError`] when the text is no SVG, or the width is 0 or more than can be drawn.
pub fn png(svg: &str, width: u32) -> Result<Vec<u8>, PictureError> {
    let tree = Tree::from_str(svg, &options()).map_err(|error: Error| PictureError::NotSvg(error.to_string()))?;
    let size = tree.size().to_int_size().scale_to_width(width);
    let height = size.map_or(0, |size| size.height());
    let refused = PictureError::Size { width, height };
    if width == 0 || width > WIDEST || height > HIGHEST || u64::from(width) * u64::from(height) > MOST {
        return Err(refused);
    }
    let mut dots = Pixmap::new(width, height).ok_or(refused)?;
    dots.fill(Color::WHITE);
    let (across, down) = (width as f32 / tree.size().width(), height as f32 / tree.size().height());
    resvg::render(&tree, Transform::from_scale(across, down), &mut dots.as_mut());
    dots.encode_png().map_err(|error| PictureError::Encode(error.to_string()))
}

fn options() -> Options<'static> {
    let mut options = Options { font_family: "Noto Sans".to_owned(), ..Options::default() };
    options.image_href_resolver.resolve_data = Box::new(|_, _, _| None);
    options.image_href_resolver.resolve_string = Box::new(|_, _| None);
    let fonts = Arc::make_mut(&mut options.fontdb);
    fonts.load_font_data(ttf_noto_sans::REGULAR.to_vec());
    fonts.load_font_data(ttf_noto_sans::BOLD.to_vec());
    fonts.set_sans_serif_family("Noto Sans");
    options
}
