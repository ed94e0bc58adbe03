//! Words in a picture: made safe, measured, broken into lines; numbers as people write them.

use std::fmt::Write as _;

/// Widths of the characters from space to `~` in thousandths of the size: the widest of Arial, Noto
/// Sans and `DejaVu` Sans, so that lines which fit here fit in whatever font a reader has.
const REGULAR: [u16; 95] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 551, 838, 318, 361, 318, 372, 636, 636, 636, 636, 636, 636, 636,
    636, 636, 636, 337, 337, 838, 838, 838, 556, 1015, 684, 686, 722, 770, 667, 611, 778, 752, 339, 500, 667, 557, 907,
    760, 787, 667, 787, 722, 667, 611, 732, 684, 989, 685, 667, 685, 390, 372, 390, 838, 556, 580, 613, 635, 550, 635,
    615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 413, 521, 392, 634, 592, 818, 592, 592, 525, 636,
    551, 636, 838,
];
const BOLD: [u16; 95] = [
    348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 545, 838, 380, 415, 380, 413, 696, 696, 696, 696, 696, 696, 696,
    696, 696, 696, 400, 400, 838, 838, 838, 611, 1000, 774, 762, 734, 830, 683, 683, 821, 837, 389, 556, 775, 637, 995,
    837, 850, 733, 850, 770, 720, 682, 812, 774, 1103, 771, 724, 725, 457, 413, 457, 838, 556, 607, 675, 716, 593, 716,
    678, 435, 716, 712, 343, 343, 665, 343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712,
    551, 712, 838,
];

/// Without what a reader cannot see: control characters, marks that turn the direction of writing,
/// and what XML does not allow. Breaks become spaces.
pub fn clean(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    for word in text.split(char::is_whitespace) {
        let mut shown = word.chars().filter(|letter| !hidden(*letter)).peekable();
        if shown.peek().is_some() {
            if !kept.is_empty() {
                kept.push(' ');
            }
            kept.extend(shown);
        }
    }
    kept
}

fn hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}')
}

/// Cleaned, and with the characters that mean something in XML written so that they do not.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in clean(text).chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

/// How wide a text may come out at a size; never less than it will be.
pub fn width(text: &str, size: f64, bold: bool) -> f64 {
    let table = if bold { &BOLD } else { &REGULAR };
    let thousandths: u32 = text
        .chars()
        .map(|letter| {
            let code = u32::from(letter);
            let at = usize::try_from(code).unwrap_or(usize::MAX).wrapping_sub(32);
            table.get(at).map_or(if code < 0x250 { 850 } else { 1100 }, |width| u32::from(*width))
        })
        .sum();
    f64::from(thousandths) * size / 1000.0
}

/// Cut at the end, with `…`, where it is too wide.
pub fn fit(text: &str, size: f64, bold: bool, room: f64) -> String {
    let text = clean(text);
    if width(&text, size, bold) <= room {
        return text;
    }
    let mut kept = String::new();
    for letter in text.chars() {
        let before = kept.len();
        kept.push(letter);
        if width(&kept, size, bold) + width("…", size, bold) > room {
            kept.truncate(before);
            break;
        }
    }
    kept.truncate(kept.trim_end().len());
    kept + "…"
}

/// Broken into lines at spaces, and inside a word only where it is wider than a line. What does not
/// fit in `most` lines ends in `…`.
pub fn wrap(text: &str, size: f64, bold: bool, room: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in clean(text).split(' ').filter(|word| !word.is_empty()) {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if width(&longer, size, bold) <= room {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for letter in word.chars() {
            line.push(letter);
            if width(&line, size, bold) > room && line.chars().count() > 1 {
                line.pop();
                lines.push(std::mem::replace(&mut line, letter.to_string()));
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            let filled = fit(&format!("{last} {}", "…".repeat(60)), size, bold, room);
            filled.trim_end_matches([' ', '…']).clone_into(last);
            *last = fit(last, size, bold, room - width("…", size, bold)).trim_end_matches('…').to_owned() + "…";
        }
    }
    lines
}

/// A coordinate: one decimal, none where it is 0, never `-0`.
pub fn at(value: f64) -> String {
    plain(value, 1)
}

/// A number with at most so many decimals and no needless ones.
pub fn plain(value: f64, decimals: usize) -> String {
    let shown = format!("{value:.decimals$}");
    let shown = if shown.contains('.') { shown.trim_end_matches('0').trim_end_matches('.') } else { &shown };
    if shown == "-0" { "0".to_owned() } else { shown.to_owned() }
}

/// A whole number with thousands separated, rounded from tenths: as tables have it.
pub fn whole(value: f64) -> String {
    let value: f64 = format!("{value:.1}").parse().unwrap_or(value);
    let digits = format!("{:.0}", value.abs().round());
    let mut shown = if value <= -0.5 { "−".to_owned() } else { String::new() };
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position) % 3 == 0 {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

/// People; so few that somebody could be known by it are not counted out.
pub fn people(count: f64) -> String {
    if (0.5..4.5).contains(&count) { "fewer than 5".to_owned() } else { whole(count) }
}

/// A count with its noun: `1 site`, `16 sites`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    let mut shown = whole(count as f64);
    let _ = write!(shown, " {}", if count == 1 { one } else { many });
    shown
}
