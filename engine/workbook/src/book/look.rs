//! What cells look like. Nothing is told by colour alone: inputs say so in words, what is below nothing has a minus.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

/// Pounds and pence; red is never alone, for a minus stands before it.
pub const POUNDS: &str = "£#,##0.00;[Red]-£#,##0.00;£0.00";

/// Formats, each made once.
pub struct Look {
    pub title: Format,
    pub about: Format,
    pub head: Format,
    pub head_right: Format,
    /// The head of words to the right of numbers.
    pub head_after: Format,
    pub text: Format,
    /// Words to the right of numbers.
    pub after: Format,
    pub wrapped: Format,
    pub pounds: Format,
    pub total: Format,
    pub total_text: Format,
    pub good: Format,
    pub link: Format,
    pub input: Format,
}

impl Look {
    pub fn new() -> Look {
        let head = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_background_color(Color::RGB(0xE8_EE_F4))
            .set_border_bottom(FormatBorder::Thin);
        let line = Format::new().set_border_top(FormatBorder::Thin).set_bold().set_align(FormatAlign::Top);
        Look {
            title: Format::new().set_bold().set_font_size(14),
            about: Format::new().set_font_color(Color::RGB(0x44_44_44)),
            head_after: head.clone().set_align(FormatAlign::Left).set_indent(1),
            head_right: head.clone().set_align(FormatAlign::Right),
            head,
            after: Format::new()
                .set_num_format("@")
                .set_align(FormatAlign::Top)
                .set_align(FormatAlign::Left)
                .set_indent(1),
            wrapped: Format::new().set_num_format("@").set_text_wrap().set_align(FormatAlign::Top),
            text: Format::new().set_num_format("@").set_align(FormatAlign::Top),
            pounds: Format::new().set_num_format(POUNDS).set_align(FormatAlign::Top),
            total: line.clone().set_num_format(POUNDS),
            total_text: line.set_num_format("@"),
            input: Format::new()
                .set_background_color(Color::RGB(0xFF_F4_CC))
                .set_font_color(Color::RGB(0x1F_3A_93))
                .set_border(FormatBorder::Thin)
                .set_border_color(Color::RGB(0xB8_A0_50))
                .set_align(FormatAlign::Top),
            good: Format::new().set_indent(1).set_font_color(Color::RGB(0x0B_6B_3A)),
            link: Format::new()
                .set_align(FormatAlign::Top)
                .set_font_color(Color::RGB(0x0B_4F_8A))
                .set_underline(FormatUnderline::Single),
        }
    }
}
