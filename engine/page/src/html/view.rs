//! The document as the templates want it: tables filled up to their width, cards in groups.

use super::postcodes::packed;
use crate::document::{Block, Cards, Column, Document, Drawing, Figure, Picture, Row, Table};
use crate::draw::words::{at, clean};
use minijinja::value::Serde;
use minijinja::{Value, context};
use std::collections::{BTreeMap, BTreeSet};

/// What a screen of 320 pixels shows of a table, in letters.
const NARROW: usize = 30;
/// The longest number in letters: such cells are not broken into lines.
const NUMBER: usize = 24;
/// More rows than this are looked through in a window of their own.
const LONG: usize = 25;
/// As many cards are still worth their paper.
const PRINTED: usize = 40;
/// Rows of a table beyond which it is not printed: nobody reads ten pages of them on paper.
const ROWS_PRINTED: usize = 100;
/// A drawing wider than this takes all the room there is: a map.
const LARGE: f64 = 600.0;
/// Pixels to a point of a picture: its smallest letters are then those of small print.
const PIXELS: f64 = 1.15;

/// The parts, each with its number.
pub fn sections(document: &Document) -> Vec<Value> {
    let mut count = 0;
    let shown = document.sections.iter().map(|section| {
        let blocks = blocks(&section.blocks, &mut count);
        context! { id => &section.id, title => &section.title, blocks }
    });
    shown.collect()
}

/// Shapes that several pictures use, once each.
pub fn shared(document: &Document) -> Vec<Value> {
    let mut seen = BTreeSet::new();
    let pictures = document.pictures();
    let shared = pictures.iter().filter_map(|picture| picture.drawing.shared.as_ref());
    shared.filter(|shared| seen.insert(&shared.id)).map(|shared| drawn(&shared.shapes)).collect()
}

/// The only markup that is not in the templates.
fn drawn(shapes: &str) -> Value {
    Value::from_safe_string(shapes.to_owned())
}

fn blocks(all: &[Block], count: &mut usize) -> Vec<Value> {
    let shown = all.iter().map(|block| match block {
        Block::Figures { options, figures } => {
            *count += 1;
            context! { is => "figures", id => format!("figures--{count}"), ..figures_of(options, figures) }
        }
        Block::Table { table } => context! { is => "table", table => table_of(table) },
        Block::Picture { picture } => context! { is => "picture", picture => picture_of(picture) },
        Block::More { summary, blocks: inner } => context! { is => "more", summary, blocks => blocks(inner, count) },
        Block::Cards { cards } => {
            *count += 1;
            context! { is => "cards", id => format!("cards--{count}"), ..cards_of(cards) }
        }
        Block::Heading { .. }
        | Block::Paragraph { .. }
        | Block::List { .. }
        | Block::Note { .. }
        | Block::Slot { .. }
        | Block::Terms { .. } => Value::from(Serde(block)),
    });
    shown.collect()
}

/// As many cells as the widest row has, so that no word is left out and no row is short.
fn filled<T: Clone + Default>(cells: &[T], width: usize) -> Vec<T> {
    cells.iter().cloned().chain(std::iter::repeat_with(T::default)).take(width).collect()
}

fn figures_of(options: &[String], figures: &[Figure]) -> Value {
    let width =
        figures.iter().map(|figure| figure.values.len().max(figure.notes.len())).fold(options.len(), usize::max);
    let rows = figures.iter().map(|figure| {
        let cells: Vec<Value> = filled(&figure.values, width)
            .into_iter()
            .zip(filled(&figure.notes, width))
            .map(|(value, note)| context! { value, note })
            .collect();
        context! { name => &figure.name, meaning => Serde(&figure.meaning), cells }
    });
    context! { options => filled(options, width), rows => rows.collect::<Vec<_>>() }
}

fn table_of(table: &Table) -> Value {
    let width = table.rows.iter().map(|row| row.cells.len()).fold(table.columns.len(), usize::max);
    let rows: Vec<Row> =
        table.rows.iter().map(|row| Row { cells: filled(&row.cells, width), total: row.total }).collect();
    let mut columns: Vec<Column> = filled(&table.columns, width);
    for (at, column) in columns.iter_mut().enumerate() {
        let mut cells = rows.iter().filter_map(|row| row.cells.get(at));
        column.numeric &= cells.all(|cell| cell.chars().count() <= NUMBER);
    }
    let letters: usize = (0..width)
        .map(|at| {
            let titles = columns.get(at).map(|column| column.title.as_str());
            titles.into_iter().chain(rows.iter().filter_map(move |row| row.cells.get(at)).map(String::as_str))
        })
        .map(|cells| 2 + cells.flat_map(|cell| cell.split(' ')).map(|word| word.chars().count()).max().unwrap_or(0))
        .sum();
    context! {
        id => &table.id,
        caption => &table.caption,
        wide => letters > NARROW,
        long => rows.len() > LONG,
        unprinted => rows.len() > ROWS_PRINTED,
        many => width > 6,
        columns => Serde(columns),
        rows => Serde(rows),
        notes => &table.notes,
    }
}

fn picture_of(picture: &Picture) -> Value {
    let Drawing { size: (w, h), body, .. } = &picture.drawing;
    context! {
        id => &picture.id,
        title => &picture.title,
        sentence => &picture.sentence,
        size => context! { w => at(*w), h => at(*h), wide => at((w * PIXELS).round()), high => at((h * PIXELS).round()) },
        large => *w > LARGE,
        body => drawn(body),
        table => (!picture.table.rows.is_empty()).then(|| table_of(&picture.table)),
    }
}

fn cards_of(cards: &Cards) -> Value {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, card) in cards.cards.iter().enumerate() {
        groups.entry(clean(&card.within)).or_default().push(at);
    }
    let order: BTreeMap<usize, usize> = groups.values().flatten().copied().zip(0..).collect();
    let all = cards.cards.iter();
    let height = all.clone().map(|card| card.cells.len()).fold(cards.rows.len(), usize::max);
    let width = all.flat_map(|card| card.cells.iter().map(Vec::len)).fold(cards.options.len(), usize::max);
    let names = filled(&cards.rows, height);
    let one = |at: usize| {
        let card = &cards.cards[at];
        let cells = filled(&card.cells, height);
        let rows = names.iter().zip(cells).map(|(name, cells)| context! { name, cells => filled(&cells, width) });
        context! { name => &card.name, rows => rows.collect::<Vec<_>>(), says => &card.says }
    };
    let shown = groups.iter().map(|(within, members)| {
        context! { within, cards => members.iter().map(|at| one(*at)).collect::<Vec<_>>() }
    });
    context! {
        noun => &cards.noun,
        options => filled(&cards.options, width),
        count => cards.cards.len(),
        printed => cards.cards.len() <= PRINTED,
        groups => shown.collect::<Vec<_>>(),
        postcodes => packed(&cards.postcodes, |card| order.get(&card).copied()),
    }
}
