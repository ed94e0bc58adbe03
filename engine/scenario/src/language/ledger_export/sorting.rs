//! What each row of an export is: by the rules alone. A row that no rule covers, or two do, is a fault, and so is one
//! that looks like a total and is not said to be one.

use super::adding::Adding;
use super::amount::amount;
use super::heads::Heads;
use super::lines::{Line, Lines};
use super::mapping::{CODES, Mapping, Says, To};
use super::pattern::plain;
use super::{AccountedRow, ExportedLedger, LedgerEntry, RowFate};
use crate::fault::quoted;
use crate::{Code, Faults, Pence, Place};
use std::collections::BTreeMap;

/// Words of rows that add up others.
const ADDS_UP: [&str; 4] = ["total", "totals", "subtotal", "subtotals"];

/// The four codes of a row.
type Codes = [String; 4];

/// Is a row left out by a rule?
enum Left {
    Not,
    Out(Option<Pence>, RowFate),
    /// In a way that was told as a fault.
    Told,
}

/// An export on its way.
pub(super) struct Sorting<'m> {
    pub(super) mapping: &'m Mapping,
    lines: &'m Lines,
    pub(super) heads: Heads,
    pub(super) adding: Adding,
    /// What an empty code stands for.
    above: Codes,
    entries: Vec<LedgerEntry>,
    /// The entry of each four codes.
    entry_of: BTreeMap<Codes, usize>,
    /// Rows whose codes no rule, or more than one, holds: how many, from where on, and what they come to.
    pub(super) astray: BTreeMap<Codes, (Vec<usize>, usize, Place, Pence)>,
    /// Which rules were of use: totals, notes, no totals, and what becomes of rows.
    pub(super) used: [Vec<bool>; 4],
    not_modelled: Pence,
}

impl<'m> Sorting<'m> {
    /// Finds the head of an export.
    pub fn of(mapping: &'m Mapping, lines: &'m Lines, faults: &mut Faults) -> Option<Self> {
        let heads = Heads::find(mapping, lines, faults)?;
        let rules = [mapping.totals.len(), mapping.notes.len(), mapping.no_totals.len(), mapping.rules.len()];
        Some(Self {
            mapping,
            lines,
            heads,
            adding: Adding::new(mapping.totals.len()),
            above: Codes::default(),
            entries: Vec::new(),
            entry_of: BTreeMap::new(),
            astray: BTreeMap::new(),
            used: rules.map(|count| vec![false; count]),
            not_modelled: Pence::ZERO,
        })
    }

    /// Sorts every row, adds everything up, and holds it against the control total.
    pub fn run(mut self, faults: &mut Faults) -> Option<ExportedLedger> {
        let lines = self.lines;
        let mut accounted = Vec::new();
        for line in &lines.rows {
            if let Some((amount, fate)) = self.fate(line, faults) {
                accounted.push(AccountedRow { place: lines.row(line), says: line.says(), amount, fate });
            }
        }
        self.tell_astray(faults);
        self.tell_unused(faults);
        self.reconcile(&accounted, faults);
        if faults.any_error() {
            return None;
        }
        let order: Vec<usize> = self.entry_of.into_values().collect();
        let mut position = vec![0; order.len()];
        for (at, entry) in order.iter().enumerate() {
            position[*entry] = at;
        }
        for row in &mut accounted {
            if let RowFate::Taken(entry) = &mut row.fate {
                *entry = position[*entry];
            }
        }
        let entries: Vec<LedgerEntry> = order.into_iter().map(|entry| self.entries[entry].clone()).collect();
        Some(ExportedLedger {
            year: self.mapping.year.0,
            taken: entries.iter().map(|entry| entry.amount).sum(),
            entries,
            accounted,
            not_modelled: self.not_modelled,
            control_total: self.mapping.control_total.0,
            warnings: Vec::new(),
        })
    }

    /// What becomes of a row. Nothing if that cannot be said, which is then told.
    fn fate(&mut self, line: &Line, faults: &mut Faults) -> Option<(Option<Pence>, RowFate)> {
        if line.number < self.mapping.header_row {
            return Some((None, RowFate::Title));
        }
        if self.heads.is_head(line) {
            return Some((None, RowFate::Head));
        }
        match self.left_out(line, faults) {
            Left::Out(amount, fate) => return Some((amount, fate)),
            Left::Told => return None,
            Left::Not => {}
        }
        let written = line.text(self.heads.amount);
        let place = self.lines.cell(line, self.heads.amount);
        let codes = self.codes(line);
        let coded = self.heads.codes.iter().zip(&codes).all(|(column, code)| column.is_none() || !code.is_empty());
        if written.is_empty() {
            self.remember(line);
            if coded {
                let what = format!("{} is empty", quoted(&self.mapping.amount.text));
                faults.add(
                    Code::BadCell,
                    &place,
                    what,
                    "If it is nothing, write 0; if the row is no budget, leave it out by a rule",
                );
                self.adding.row(None);
                return None;
            }
            return Some((None, RowFate::Heading));
        }
        let amount = amount(written, self.mapping, &place, faults);
        if let Some(amount) = amount
            && self.looks_like_a_total(line, amount, faults)
        {
            self.adding.doubt();
            return None;
        }
        self.remember(line);
        if coded {
            self.adding.row(amount);
        } else {
            self.adding.doubt();
        }
        let amount = amount?;
        if !coded {
            for (column, (code, named)) in self.heads.codes.iter().zip(codes.iter().zip(&self.mapping.codes)) {
                if let (Some(column), true, Some(named)) = (column, code.is_empty(), named) {
                    let what = format!("{} is empty, and the row holds {amount}", quoted(&named.text));
                    let fix =
                        "Write the code, leave the row out by a rule, or let the code above it stand for it: fill_down";
                    faults.add(Code::BadCell, &self.lines.cell(line, *column), what, fix);
                }
            }
            return None;
        }
        self.take(line, codes, amount).map(|fate| (Some(amount), fate))
    }

    /// Is the row left out by a rule? A total is added up again.
    fn left_out(&mut self, line: &Line, faults: &mut Faults) -> Left {
        let mapping = self.mapping;
        let fits = |says: &Says, column: usize| says.pattern.fits(line.text(column));
        let totals = mapping.totals.iter().zip(&self.heads.totals).enumerate();
        let mut totals: Vec<usize> =
            totals.filter(|(_, (says, column))| fits(says, **column)).map(|(at, _)| at).collect();
        // What is written out says more than a star.
        let exact: Vec<usize> = totals.iter().copied().filter(|at| mapping.totals[*at].pattern.is_exact()).collect();
        if exact.len() == 1 {
            totals = exact;
        }
        let notes = mapping.notes.iter().zip(&self.heads.notes).enumerate();
        let notes: Vec<usize> =
            notes.filter(|(_, ((says, _), column))| fits(says, **column)).map(|(at, _)| at).collect();
        for at in &totals {
            self.used[0][*at] = true;
        }
        for at in &notes {
            self.used[1][*at] = true;
        }
        let rules = totals.iter().map(|at| &mapping.totals[*at]).chain(notes.iter().map(|at| &mapping.notes[*at].0));
        let rules: Vec<&Says> = rules.collect();
        match (rules.as_slice(), totals.first(), notes.first()) {
            ([], ..) => Left::Not,
            ([_], Some(kind), _) => self
                .total(line, *kind, faults)
                .map_or(Left::Told, |(sum, rows)| Left::Out(Some(sum), RowFate::Total(rows))),
            ([_], None, Some(note)) => Left::Out(None, RowFate::LeftOut(mapping.notes[*note].1.clone())),
            _ => {
                let lines: Vec<String> = rules.iter().map(|rule| rule.place.line.to_string()).collect();
                let what = format!("several rules leave this row out: lines {} of the mapping", lines.join(" and "));
                let fix = "Let one of them hold it: what is written out without * goes before a pattern among totals";
                faults.add(Code::Contradiction, &self.lines.row(line), what, fix);
                self.adding.doubt();
                Left::Told
            }
        }
    }

    /// A total of this kind, which has to come to what stands above it.
    fn total(&mut self, line: &Line, kind: usize, faults: &mut Faults) -> Option<(Pence, usize)> {
        self.above = Codes::default();
        let above = self.adding.total(kind);
        let place = self.lines.cell(line, self.heads.amount);
        let written = line.text(self.heads.amount);
        let name = quoted(line.text(self.heads.totals[kind]));
        if written.is_empty() {
            let what = format!("the total {name} holds no amount");
            faults.add(Code::BadCell, &place, what, "Leave it out as a note, if it is no total of these amounts");
            return None;
        }
        let found = amount(written, self.mapping, &place, faults)?;
        // What could not be read was told; nothing can be said of a sum with it.
        let (sum, rows) = above?;
        if found != sum {
            let (apart, much) = apart(found, sum);
            let what = format!("the total {name} is {found}, and what stands above it comes to {sum}: {apart} {much}");
            let fix = "Look for a row that is missing, changed or left out above it, or for a wrong sign";
            faults.add(Code::ExportDiffers, &place, what, fix);
            return None;
        }
        Some((found, rows))
    }

    /// Tells a row that seems to add up others and that no rule speaks of.
    fn looks_like_a_total(&mut self, line: &Line, amount: Pence, faults: &mut Faults) -> bool {
        let mut spoken_of = false;
        for (at, (says, column)) in self.mapping.no_totals.iter().zip(&self.heads.no_totals).enumerate() {
            let fits = says.pattern.fits(line.text(*column));
            self.used[2][at] |= fits;
            spoken_of |= fits;
        }
        if spoken_of {
            return false;
        }
        let adds_up = |cell: &str| {
            let words = cell.split(|letter: char| !letter.is_alphanumeric());
            words.map(str::to_lowercase).any(|word| ADDS_UP.contains(&word.as_str()))
        };
        let words = line.cells().find(|(column, cell)| *column != self.heads.amount && adds_up(cell));
        let (column, cell, what) = match words {
            Some((column, cell)) => {
                (column, cell, format!("the row says {}, and no rule says what it is", quoted(cell)))
            }
            None if self.adding.is_sum(amount) => {
                let first = line.cells().find(|(column, _)| *column != self.heads.amount);
                let (column, cell) = first.unwrap_or((self.heads.amount, ""));
                (column, cell, format!("the row holds {amount}, which is what rows above it come to"))
            }
            None => return false,
        };
        let named = self.heads.name(column);
        let says = format!("(column: {}, says: {})", quoted(named), quoted(cell));
        let fix =
            format!("If it adds up others, add Total{says} to leave_out; if it is budget, add {says} to no_totals");
        faults.add(Code::ExportDiffers, &self.lines.row(line), what, fix);
        true
    }

    /// The codes of a row, an empty one as the one above where that is said: but not where the row gives such a code
    /// further left, which begins another part.
    fn codes(&self, line: &Line) -> Codes {
        let own = |at: usize| self.heads.codes[at].map_or("", |column| line.text(column));
        let fills = |at: usize| self.mapping.fill_down[at];
        let begins = (0..CODES.len()).filter(|at| fills(*at) && !own(*at).is_empty());
        let begins = begins.filter_map(|at| self.heads.codes[at]).min().unwrap_or(usize::MAX);
        std::array::from_fn(|at| {
            let above = fills(at) && self.heads.codes[at].is_some_and(|column| column < begins);
            let text = if own(at).is_empty() && above { self.above[at].as_str() } else { own(at) };
            plain(text).into_owned()
        })
    }

    /// Keeps the codes of a row for those below it.
    fn remember(&mut self, line: &Line) {
        self.above = self.codes(line);
    }

    /// Puts a row where the rules say; nothing where no rule, or more than one, speaks of it.
    fn take(&mut self, line: &Line, codes: Codes, amount: Pence) -> Option<RowFate> {
        if let Some((_, rows, _, sum)) = self.astray.get_mut(&codes) {
            (*rows, *sum) = (*rows + 1, *sum + amount);
            return None;
        }
        let held = |at: usize| self.heads.codes[at].is_some();
        let rules = self.mapping.rules.iter().enumerate().filter(|(_, rule)| {
            (0..CODES.len()).filter(|at| held(*at)).all(|at| {
                rule.codes[at].as_ref().is_none_or(|asked| asked.patterns.iter().any(|code| code.fits(&codes[at])))
            })
        });
        let rules: Vec<usize> = rules.map(|(at, _)| at).collect();
        for at in &rules {
            self.used[3][*at] = true;
        }
        let &[only] = rules.as_slice() else {
            self.astray.insert(codes, (rules, 1, self.lines.row(line), amount));
            return None;
        };
        let rule = &self.mapping.rules[only];
        let name = match &rule.to {
            To::Line(line) => line.text.clone(),
            To::NotModelled(why) => {
                self.not_modelled += amount;
                return Some(RowFate::NotModelled(why.clone()));
            }
        };
        let given = |at: usize| rule.codes[at].as_ref().and_then(|asked| asked.texts.first()).cloned();
        let full: Codes =
            std::array::from_fn(|at| if held(at) { codes[at].clone() } else { given(at).unwrap_or_default() });
        let entry =
            *self.entry_of.entry(full).or_insert_with_key(|[cost_centre, subjective, objective, section_251]| {
                self.entries.push(LedgerEntry {
                    cost_centre: cost_centre.clone(),
                    subjective: subjective.clone(),
                    objective: objective.clone(),
                    section_251: section_251.clone(),
                    line: name,
                    amount: Pence::ZERO,
                    rows: 0,
                });
                self.entries.len() - 1
            });
        self.entries[entry].amount += amount;
        self.entries[entry].rows += 1;
        Some(RowFate::Taken(entry))
    }
}

/// By how much the first differs from the second.
pub(super) fn apart(found: Pence, other: Pence) -> (Pence, &'static str) {
    if found > other { (found - other, "more") } else { (other - found, "less") }
}
