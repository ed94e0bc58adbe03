//! A council's colour and logo, and what keeps words readable on them.

use std::fmt::Write as _;

const STYLE: &str = include_str!("style.css");
/// Deep and of no council in particular.
const OURS: Colour = Colour([0x1d, 0x4b, 0x50]);
const WHITE: Colour = Colour([255; 3]);
const BLACK: Colour = Colour([0; 3]);
/// Behind words on a dark screen: `--paper` and `--less` of the style; the lighter of them counts.
const DARK: Colour = Colour([0x22, 0x27, 0x29]);
/// Behind words on a light screen: the darker of `--paper` and `--less`.
const LIGHT: Colour = Colour([0xf3, 0xf4, 0xf1]);
/// AAA for words; AA asks for 4.5.
const READABLE: f64 = 7.0;

/// Red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Colour([u8; 3]);

impl Colour {
    fn read(text: &str) -> Option<Colour> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
        let part = |at: usize| {
            let digits = digits.get(at..at + 2).filter(|two| two.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
            u8::from_str_radix(digits, 16).ok()
        };
        Some(Colour([part(0)?, part(2)?, part(4)?]))
    }

    fn written(self) -> String {
        let mut shown = "#".to_owned();
        for part in self.0 {
            // Writing to a string cannot fail.
            let _ = write!(shown, "{part:02x}");
        }
        shown
    }

    /// WCAG's relative luminance.
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// WCAG's contrast, 1 to 21.
    fn contrast(self, other: Colour) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// A twentieth of the way, `steps` times, to another colour.
    fn towards(self, other: Colour, steps: u16) -> Colour {
        let mut mixed = self.0;
        for (part, goal) in mixed.iter_mut().zip(other.0) {
            let sum = u16::from(*part) * (20 - steps) + u16::from(goal) * steps;
            *part = u8::try_from(sum / 20).unwrap_or(u8::MAX);
        }
        Colour(mixed)
    }

    /// As near to this colour as can be read on another.
    fn readable_on(self, ground: Colour, end: Colour) -> Colour {
        (0..=20).map(|steps| self.towards(end, steps)).find(|shade| shade.contrast(ground) >= READABLE).unwrap_or(end)
    }
}

/// The style with the council's colours before it.
pub fn style(colour: Option<&str>) -> String {
    let brand = colour.and_then(Colour::read).unwrap_or(OURS);
    let on_brand = if brand.contrast(WHITE) >= brand.contrast(BLACK) { WHITE } else { BLACK };
    let (light, dark) = (brand.readable_on(LIGHT, BLACK), brand.readable_on(DARK, WHITE));
    let [brand, on_brand, light, dark] = [brand, on_brand, light, dark].map(Colour::written);
    format!("\n:root{{--brand:{brand};--on-brand:{on_brand};--link-on-light:{light};--link-on-dark:{dark}}}\n{STYLE}")
}

/// A PNG or JPEG within the page itself?
pub fn is_picture(address: &str) -> bool {
    let data = ["data:image/png;base64,", "data:image/jpeg;base64,"].iter().find_map(|kind| address.strip_prefix(kind));
    data.is_some_and(|data| {
        let digits = data.trim_end_matches('=');
        !digits.is_empty()
            && data.len() - digits.len() <= 2
            && digits.bytes().all(|digit| digit.is_ascii_alphanumeric() || digit == b'+' || digit == b'/')
    })
}

#[cfg(test)]
mod tests {
    use super::{BLACK, Colour, DARK, LIGHT, READABLE, WHITE, is_picture, style};

    #[test]
    fn words_can_be_read_on_every_brand_and_links_on_every_ground() {
        for red in (0..=255).step_by(51) {
            for green in (0..=255).step_by(51) {
                for blue in (0..=255).step_by(51) {
                    let brand = Colour([red, green, blue]);
                    assert!(brand.contrast(WHITE).max(brand.contrast(BLACK)) >= 4.5, "{brand:?}");
                    assert!(brand.readable_on(LIGHT, BLACK).contrast(LIGHT) >= READABLE, "{brand:?}");
                    assert!(brand.readable_on(DARK, WHITE).contrast(DARK) >= READABLE, "{brand:?}");
                }
            }
        }
    }

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        assert!((WHITE.contrast(BLACK) - 21.0).abs() < 1e-9);
        assert!((Colour([0x77, 0x77, 0x77]).contrast(WHITE) - 4.478).abs() < 1e-3);
    }

    #[test]
    fn the_grounds_are_those_of_the_style() {
        let style = style(None);
        assert!(style.contains(&LIGHT.written()) && style.contains(&DARK.written()));
    }

    #[test]
    fn a_colour_that_is_none_is_not_taken() {
        for text in ["", "#", "red", "#12345", "#1234567", "#12345g", "#+1+2+3", "}body{display:none", "#éé12"] {
            assert_eq!(Colour::read(text), None, "{text}");
            assert_eq!(style(Some(text)), style(None));
        }
        assert!(style(Some("#6B1F7C")).contains("--brand:#6b1f7c;--on-brand:#ffffff"));
    }

    #[test]
    fn only_pictures_within_the_page_are_logos() {
        assert!(is_picture("data:image/png;base64,iVBORw0KGgo="));
        assert!(is_picture("data:image/jpeg;base64,/9j/4AAQ"));
        for address in [
            "",
            "data:image/png;base64,",
            "data:image/svg+xml;base64,PHN2Zz4=",
            "data:text/html;base64,PHN2Zz4=",
            "https://example.org/logo.png",
            "javascript:alert(1)",
            "data:image/png;base64,aaaa\" onerror=\"alert(1)",
            "data:image/png;base64,a=a=",
            "data:image/png,plain",
        ] {
            assert!(!is_picture(address), "{address}");
        }
    }
}
