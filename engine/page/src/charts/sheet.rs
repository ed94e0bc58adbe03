//! A chart as a file of its own, which has to say what it is and whose.

use super::canvas::{Canvas, INSIDE, SMALL, WIDE, Words, number};
use crate::document::Picture;
use crate::draw::frame::frame;
use crate::draw::words::wrap;

/// The picture with its heading and what is `said` under it, paragraph by paragraph.
pub fn sheet(picture: &Picture, said: &[String]) -> String {
    let mut head = Canvas::below(8.0);
    let title = Words { size: 16.0, bold: true, ..Words::default() };
    head.lines(&wrap(&picture.title, title.size, true, INSIDE, 4), title);
    for words in said {
        head.y += 2.0;
        let quiet = Words { size: SMALL, class: "quiet", ..Words::default() };
        head.lines(&wrap(words, SMALL, false, INSIDE, 8), quiet);
    }
    head.y += 4.0;
    let head = head.finish();
    let (_, above) = head.size;
    let (_, high) = picture.drawing.size;
    let (start, end) = (&head.body, &picture.drawing.body);
    let shared =
        picture.drawing.shared.as_ref().map_or_else(String::new, |of| format!("<defs>\n{}</defs>\n", of.shapes));
    let body = format!("{shared}{start}<g transform=\"translate(0 {})\">\n{end}</g>\n", number(above));
    let rows = picture.table.rows.iter().map(|row| row.cells.join(": "));
    let described = format!("{} {}.", picture.sentence, rows.collect::<Vec<_>>().join(". "));
    frame(&picture.id, (WIDE, above + high + 6.0), &picture.title, &described, &body)
}
