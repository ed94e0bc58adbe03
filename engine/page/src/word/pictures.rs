//! Pictures: points of ink in the file, and what they show for those who do not see them.

use super::package::relation;
use super::xml::Xml;
use super::{Draw, Error};
use crate::document::{Document, Picture};

/// What a page leaves between its margins, in points: A4 without 2 cm on every side, and below a
/// picture's heading room for its sentence.
const WIDE: f64 = 481.9;
const HIGH: f64 = 600.0;
/// A point in the units of drawings in Word.
const POINT: f64 = 12_700.0;
/// Points of ink across: 220 an inch over the width of the page, as Word itself keeps pictures.
const ACROSS: u32 = 1_472;

/// A picture as it goes into the file.
pub struct Media {
    /// Its bytes.
    pub png: Vec<u8>,
    wide: String,
    high: String,
}

/// Every picture of the document, in its order.
pub fn all(document: &Document, draw: Draw<'_>) -> Result<Vec<Media>, Error> {
    document.pictures().into_iter().map(|picture| one(picture, draw)).collect()
}

fn one(picture: &Picture, draw: Draw<'_>) -> Result<Media, Error> {
    let failed = |why: String| Error::Picture { id: picture.id.clone(), why };
    let (wide, high) = picture.drawing.size;
    if !(wide.is_finite() && high.is_finite() && wide > 0.0 && high > 0.0) {
        return Err(failed(format!("its size is {wide} by {high}")));
    }
    let png = draw(&picture.alone(), ACROSS).map_err(failed)?;
    if !png.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Err(failed(String::from("what came back is not a PNG")));
    }
    let fits = (WIDE / wide).min(HIGH / high);
    // As text: a whole number of units, and never none.
    let units = |length: f64| format!("{:.0}", (length * fits * POINT).max(1.0));
    Ok(Media { png, wide: units(wide), high: units(high) })
}

/// A picture in its line.
pub fn place(xml: &mut Xml, at: usize, picture: &Picture, media: &Media) {
    let number = (at + 1).to_string();
    let name = format!("Picture {number}");
    let said = [picture.title.trim(), picture.sentence.trim()];
    let said: Vec<&str> = said.into_iter().filter(|words| !words.is_empty()).collect();
    let said = said.join(". ");
    let size = [("cx", media.wide.as_str()), ("cy", media.high.as_str())];
    let none = [("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")];
    let named = [("id", number.as_str()), ("name", name.as_str()), ("descr", said.as_str())];
    xml.with("w:drawing", &[], |xml| {
        xml.with("wp:inline", &none, |xml| {
            xml.empty("wp:extent", &size);
            xml.empty("wp:docPr", &named);
            xml.with("wp:cNvGraphicFramePr", &[], |xml| {
                xml.empty("a:graphicFrameLocks", &[("noChangeAspect", "1")]);
            });
            xml.with("a:graphic", &[], |xml| {
                xml.with("a:graphicData", &[("uri", super::PICTURE)], |xml| points(xml, at, &named, &size));
            });
        });
    });
}

fn points(xml: &mut Xml, at: usize, named: &[(&str, &str)], size: &[(&str, &str)]) {
    xml.with("pic:pic", &[], |xml| {
        xml.with("pic:nvPicPr", &[], |xml| {
            xml.empty("pic:cNvPr", named);
            xml.empty("pic:cNvPicPr", &[]);
        });
        xml.with("pic:blipFill", &[], |xml| {
            xml.empty("a:blip", &[("r:embed", relation(at).as_str())]);
            xml.with("a:stretch", &[], |xml| xml.empty("a:fillRect", &[]));
        });
        xml.with("pic:spPr", &[], |xml| {
            xml.with("a:xfrm", &[], |xml| {
                xml.empty("a:off", &[("x", "0"), ("y", "0")]);
                xml.empty("a:ext", size);
            });
            xml.with("a:prstGeom", &[("prst", "rect")], |xml| xml.empty("a:avLst", &[]));
        });
    });
}
