//! What every chart is drawn with: words, lines and a frame that reads itself out.

use super::scale::QUIET;
use super::words::{at, escape};
use std::fmt::Write as _;

/// Words at a place: size, bold, anchor, colour.
pub fn text(body: &mut String, x: f64, y: f64, (size, bold, anchor, fill): (f64, bool, &str, &str), words: &str) {
    let weight = if bold { " font-weight=\"bold\"" } else { "" };
    let (x, y, size, words) = (at(x), at(y), at(size), escape(words));
    // Writing to a string cannot fail.
    let _ = writeln!(
        body,
        r#"<text x="{x}" y="{y}" font-size="{size}" fill="{fill}" text-anchor="{anchor}"{weight}>{words}</text>"#
    );
}

/// A thin line.
pub fn line(body: &mut String, from: (f64, f64), to: (f64, f64), dotted: bool) {
    let dots = if dotted { " stroke-dasharray=\"1.5 1.5\"" } else { "" };
    let [x1, y1, x2, y2] = [from.0, from.1, to.0, to.1].map(at);
    let _ =
        writeln!(body, r#"<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{QUIET}" stroke-width="0.8"{dots}/>"#);
}

/// The whole picture; `name` tells its ids from those of others on one page.
pub fn frame(name: &str, (w, h): (f64, f64), title: &str, description: &str, body: &str) -> String {
    let (w, h, title, description) = (at(w), at(h), escape(title), escape(description));
    format!(
        concat!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}pt" height="{h}pt" "#,
            r#"role="img" aria-labelledby="{name}-title {name}-description" "#,
            r#"font-family="Arial, Helvetica, sans-serif">"#,
            "\n<title id=\"{name}-title\">{title}</title>\n",
            "<desc id=\"{name}-description\">{description}</desc>\n",
            "<rect width=\"{w}\" height=\"{h}\" fill=\"#ffffff\"/>\n{body}</svg>\n"
        ),
        w = w,
        h = h,
        name = name,
        title = title,
        description = description,
        body = body
    )
}
