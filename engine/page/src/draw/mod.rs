//! What every picture is drawn with: words, marks, scales, a frame that reads itself out.

pub mod frame;
pub mod layout;
pub mod marks;
pub mod scale;
pub mod svg;
pub mod words;

use crate::document::Picture;

/// A picture that needs nothing else, for a file of its own.
pub(crate) fn alone(picture: &Picture) -> String {
    let drawing = &picture.drawing;
    let shared =
        drawing.shared.as_ref().map_or_else(String::new, |shared| format!("<defs>\n{}</defs>\n", shared.shapes));
    let body = format!("{shared}{}", drawing.body);
    frame::frame(&picture.id, drawing.size, &picture.title, &picture.sentence, &body)
}
