//! As much of reading HTML as telling tags from text needs: a second opinion, not the writer's own.

/// An opening tag.
#[derive(Debug)]
pub struct Tag {
    /// In small letters.
    pub name: String,
    /// Names and decoded values, in order.
    pub attributes: Vec<(String, String)>,
}

/// Every opening tag; what `script`, `style` and `title` hold is not looked into.
pub fn read(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        assert!(!rest.starts_with("!--"), "a comment");
        if !rest.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            continue;
        }
        let (tag, after) = tag(rest);
        rest = after;
        if ["script", "style", "title"].contains(&tag.name.as_str()) {
            let end = rest.find(&format!("</{}", tag.name)).unwrap();
            rest = &rest[end..];
        }
        tags.push(tag);
    }
    tags
}

fn tag(text: &str) -> (Tag, &str) {
    let end = text.find(|letter: char| letter.is_whitespace() || letter == '>' || letter == '/').unwrap();
    let mut tag = Tag { name: text[..end].to_ascii_lowercase(), attributes: Vec::new() };
    let mut rest = text[end..].trim_start();
    while !rest.starts_with('>') {
        if let Some(after) = rest.strip_prefix('/') {
            rest = after;
            continue;
        }
        let end = rest.find(|letter: char| letter.is_whitespace() || "=>/".contains(letter)).unwrap();
        let name = rest[..end].to_ascii_lowercase();
        rest = &rest[end..];
        let mut value = String::new();
        if let Some(after) = rest.strip_prefix("=\"") {
            let end = after.find('"').unwrap();
            value = decoded(&after[..end]);
            rest = &after[end + 1..];
        } else if let Some(after) = rest.strip_prefix('=') {
            let end = after.find(|letter: char| letter.is_whitespace() || letter == '>').unwrap();
            value = decoded(&after[..end]);
            rest = &after[end..];
        }
        tag.attributes.push((name, value));
        rest = rest.trim_start();
    }
    (tag, &rest[1..])
}

/// With the characters that were written so that they mean nothing.
pub fn decoded(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&#x27;", "'").replace("&#39;", "'").replace("&#x2f;", "/").replace("&amp;", "&")
}

/// What the first element of a name holds.
pub fn within<'h>(html: &'h str, element: &str) -> &'h str {
    let start = html.find(&format!("<{element}>")).unwrap() + element.len() + 2;
    let end = html[start..].find(&format!("</{element}>")).unwrap();
    &html[start..start + end]
}
