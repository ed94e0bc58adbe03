//! How wide the columns of a table are, and how large its letters.

use super::tables::Cell;

/// Between the margins of A4, in twentieths of a point.
const WIDE: usize = 9_638;
/// Beside the words of a cell.
const ROOM: usize = 180;
/// What a column asks for at most, in letters: a longer word is broken, longer words go on below.
const WORD: usize = 16;
const CELL: usize = 48;
/// Sizes of letters in half points (none: the style's 9 points), and how wide a bold one is.
const LETTERS: [(Option<&str>, usize); 3] = [(None, 104), (Some("16"), 92), (Some("14"), 81)];

/// What was decided for a table.
pub struct Fit {
    /// Of each column.
    pub widths: Vec<String>,
    /// Of its letters in half points, where the style's are too large.
    pub letters: Option<&'static str>,
}

/// The largest letters in which every column has its longest word; what is left of the page goes to the
/// columns with more to say. Heads may go over several lines: they ask for no more than their words.
pub fn fit(rows: &[Vec<Cell<'_>>]) -> Fit {
    let mut tried = Fit { widths: Vec::new(), letters: None };
    for (letters, letter) in LETTERS {
        let (least, asked) = asked(rows, letter);
        let taken = least.iter().sum::<usize>();
        tried = Fit { widths: share(&least, &asked).iter().map(usize::to_string).collect(), letters };
        if taken <= WIDE {
            break;
        }
    }
    tried
}

/// What each column has to have, and what it could use.
fn asked(rows: &[Vec<Cell<'_>>], letter: usize) -> (Vec<usize>, Vec<usize>) {
    let columns = rows.first().map_or(0, Vec::len);
    let (mut least, mut asked) = (vec![ROOM; columns], vec![ROOM; columns]);
    for (at, row) in rows.iter().enumerate() {
        for ((cell, least), asked) in row.iter().zip(&mut least).zip(&mut asked) {
            for (words, _, _) in &cell.lines {
                let word = words.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
                let whole = if at == 0 { word } else { words.chars().count() };
                *least = (*least).max(word.min(WORD) * letter + ROOM);
                *asked = (*asked).max(whole.min(CELL) * letter + ROOM).max(*least);
            }
        }
    }
    (least, asked)
}

/// The page shared out.
fn share(least: &[usize], asked: &[usize]) -> Vec<usize> {
    let (taken, all) = (least.iter().sum::<usize>(), asked.iter().sum::<usize>());
    let left = WIDE.saturating_sub(taken);
    let each = |(least, asked): (&usize, &usize)| {
        if taken > WIDE {
            least * WIDE / taken
        } else if all > WIDE {
            least + (asked - least) * left / (all - taken)
        } else {
            asked * WIDE / all.max(1)
        }
    };
    least.iter().zip(asked).map(each).collect()
}
