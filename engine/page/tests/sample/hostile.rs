//! Texts that would rather be something else, and a way to put them everywhere.

use doorstep_page::document::{Block, Card, Cards, Document, Figure, Picture, Section, Span, Table};

/// Two hundred of them.
pub fn texts() -> Vec<String> {
    let ran = "window.__ran=(window.__ran||0)+1";
    let payloads = [
        format!("<script>{ran};alert(1)</script>"),
        format!("\"><img src=x onerror=\"{ran}\">"),
        format!("'><svg onload={ran}>"),
        format!("javascript:{ran}"),
        "{{ 7*7 }}{% for x in range(9) %}x{% endfor %}{# gone #}".to_owned(),
        format!("</script><script>{ran}</script>"),
        format!("<!--<script>{ran}--></script>"),
        format!("</style><script>{ran}</script>"),
        format!("</title></textarea></svg><body onload={ran}>"),
        "zero\0null".to_owned(),
        "\u{202e}desrever\u{202c} \u{2066}isolate\u{2069}".to_owned(),
        "W".repeat(10_000),
        "👩‍👧‍👦🏳️‍🌈 e\u{301}\u{302}\u{303} ﷽".to_owned(),
        format!("\" autofocus onfocus=\"{ran}"),
        format!("' style='position:fixed' onmouseover='{ran}"),
        "&lt;b&gt; &amp;amp; &#60;script&#62; &#x3c;".to_owned(),
        format!("<iframe srcdoc=\"<script>parent.{ran}</script>\"></iframe>"),
        "http://example.org/ //example.org url(http://example.org/x.png) @import 'http://example.org'".to_owned(),
        format!(
            "<a href=\"data:text/html,<script>{ran}</script>\">x</a><base href=//example.org><meta http-equiv=refresh content=0>"
        ),
        "line\none\r\ntwo\ttab\u{2028}three".to_owned(),
    ];
    (0..200).map(|at| format!("{} {at}", payloads[at % payloads.len()])).collect()
}

/// Every text of the document, whatever field it is in.
pub fn every(document: &mut Document, change: &mut dyn FnMut(&mut String)) {
    let Document { title, council, headline, caution, marks, brand, sections, attributions, made } = document;
    [title, council, headline, caution, &mut brand.name].into_iter().for_each(&mut *change);
    brand.colour.iter_mut().for_each(&mut *change);
    brand.logo.iter_mut().flat_map(|(address, words)| [address, words]).for_each(&mut *change);
    marks.iter_mut().chain(attributions).chain(made).for_each(&mut *change);
    for Section { id, title, blocks } in sections {
        change(id);
        change(title);
        of_blocks(blocks, change);
    }
}

fn of_blocks(blocks: &mut [Block], change: &mut dyn FnMut(&mut String)) {
    for block in blocks {
        match block {
            Block::Heading { id, text } => [id, text].into_iter().for_each(&mut *change),
            Block::Paragraph { text } | Block::Note { text } => of_text(text, change),
            Block::List { items } => items.iter_mut().for_each(|item| of_text(item, change)),
            Block::Figures { options, figures } => {
                options.iter_mut().for_each(&mut *change);
                for Figure { name, values, notes, meaning } in figures {
                    change(name);
                    values.iter_mut().chain(notes).for_each(&mut *change);
                    of_text(meaning, change);
                }
            }
            Block::Table { table } => of_table(table, change),
            Block::Picture { picture: Picture { id, title, sentence, drawing: _, table } } => {
                [id, title, sentence].into_iter().for_each(&mut *change);
                of_table(table, change);
            }
            Block::More { summary, blocks } => {
                change(summary);
                of_blocks(blocks, change);
            }
            Block::Slot { id, title, hint, words } => {
                [id, title, hint].into_iter().chain(words).for_each(&mut *change);
            }
            Block::Terms { terms } => {
                terms.iter_mut().flat_map(|(id, term, meaning)| [id, term, meaning]).for_each(&mut *change);
            }
            Block::Cards { cards: Cards { noun, options, rows, cards, postcodes } } => {
                change(noun);
                options.iter_mut().chain(rows).for_each(&mut *change);
                for Card { name, within, cells, says } in cards {
                    [name, within].into_iter().chain(cells.iter_mut().flatten()).chain(says).for_each(&mut *change);
                }
                postcodes.iter_mut().map(|(postcode, _)| postcode).for_each(&mut *change);
            }
        }
    }
}

fn of_text(text: &mut [Span], change: &mut dyn FnMut(&mut String)) {
    for span in text {
        match span {
            Span::Plain { text } | Span::Strong { text } => change(text),
            Span::Link { text, to } => [text, to].into_iter().for_each(&mut *change),
        }
    }
}

fn of_table(Table { id, caption, columns, rows, notes }: &mut Table, change: &mut dyn FnMut(&mut String)) {
    [id, caption].into_iter().chain(columns.iter_mut().map(|column| &mut column.title)).for_each(&mut *change);
    rows.iter_mut().flat_map(|row| &mut row.cells).chain(notes).for_each(&mut *change);
}

/// The report with such a text in every field, the first of them the one at `from`.
pub fn document(areas: usize, from: usize) -> Document {
    let (mut document, texts) = (super::report(areas), texts());
    let mut at = from;
    every(&mut document, &mut |text| {
        text.clone_from(&texts[at % texts.len()]);
        at += 1;
    });
    document
}
