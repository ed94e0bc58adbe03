//! The mapping: which column holds what, which rows are left out, which line holds which pounds.

use super::super::decode::{Settings, list, look_up, tag, text, word, wrong_shape};
use super::super::scalars::{signed_money, whole, year};
use super::super::tree::{Tree, Value};
use super::pattern::Pattern;
use crate::fault::quoted;
use crate::reference::Form;
use crate::{Code, Faults, FinancialYear, Pence, Place, Scenario};

/// The codes of a row, as `ledger.csv` calls them.
pub(super) const CODES: [&str; 4] = ["cost_centre", "subjective", "objective", "section_251"];

/// A text of the mapping and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub text: String,
    pub place: Place,
}

/// Everything that a mapping says.
pub(super) struct Mapping {
    /// Where it begins.
    pub place: Place,
    pub year: (FinancialYear, Place),
    pub sheet: Option<Named>,
    pub header_row: usize,
    /// The columns of the codes; a code without one is given by the rules.
    pub codes: [Option<Named>; 4],
    pub amount: Named,
    /// Is a code that is left empty the one above it?
    pub fill_down: [bool; 4],
    pub credits: Option<String>,
    pub debits: Option<String>,
    pub nothing: Option<String>,
    /// Totals, from the innermost to the outermost.
    pub totals: Vec<Says>,
    /// Rows that are no budget.
    pub notes: Vec<(Says, String)>,
    /// Rows that only look like totals.
    pub no_totals: Vec<Says>,
    pub rules: Vec<Rule>,
    pub control_total: (Pence, Place),
}

/// Rows by what stands in a column.
pub(super) struct Says {
    pub place: Place,
    pub column: Named,
    pub pattern: Pattern,
    /// What it looks for, as written.
    pub written: String,
}

/// What becomes of rows with such codes.
pub(super) struct Rule {
    pub place: Place,
    /// By code: nothing is asked where there is none.
    pub codes: [Option<Asked>; 4],
    pub to: To,
}

/// What a rule asks of a code, or gives where no column holds it.
pub(super) struct Asked {
    pub place: Place,
    pub texts: Vec<String>,
    pub patterns: Vec<Pattern>,
}

/// Where rows go.
pub(super) enum To {
    /// To a cost line, by its id.
    Line(Named),
    /// Nowhere, for a reason.
    NotModelled(String),
}

impl Mapping {
    /// Reads a mapping. Nothing if a part of it cannot be read: whatever rows are then astray says nothing.
    pub fn read(tree: &Tree, faults: &mut Faults) -> Option<Mapping> {
        tag(tree, &["LedgerMapping"], faults)?;
        let mut settings = Settings::of(tree, "a mapping", faults)?;
        let given_year = settings.need("year", faults, |tree, faults| Some((year(tree, faults)?, tree.place.clone())));
        let sheet = settings.maybe("sheet", faults, named);
        let header_row = settings.need("header_row", faults, |tree, faults| whole(tree, 1..=1_000_000, faults));
        let columns = settings.need("columns", faults, columns);
        let fill_down = settings.maybe("fill_down", faults, fill_down).unwrap_or_default();
        let credits = settings.maybe("credits", faults, mark);
        let debits = settings.maybe("debits", faults, mark);
        let nothing = settings.maybe("nothing", faults, mark);
        let mut left = LeftOut::default();
        settings.maybe("leave_out", faults, |tree, faults| {
            for item in list(tree, faults)? {
                left.read(item, faults);
            }
            Some(())
        });
        let no_totals = settings.maybe("no_totals", faults, |tree, faults| {
            let items = list(tree, faults)?.iter();
            Some(items.filter_map(|item| Says::plain(item, faults)).collect())
        });
        let held = columns.as_ref().map(|(codes, _)| codes.each_ref().map(Option::is_some));
        let mut rules = Vec::new();
        settings.need("lines", faults, |tree, faults| {
            for item in list(tree, faults)? {
                let mut entry = Settings::plain(item, "rows of a line", faults)?;
                let codes = asked(&mut entry, faults);
                let line = entry.need("line", faults, |tree, faults| {
                    let line = named(tree, faults);
                    faults.form(|| Form::Name("cost line"));
                    line
                });
                entry.finish(faults);
                rules.extend(line.map(|line| Rule { place: item.place.clone(), codes, to: To::Line(line) }));
            }
            Some(())
        });
        settings.maybe("not_modelled", faults, |tree, faults| {
            for item in list(tree, faults)? {
                let mut entry = Settings::plain(item, "rows not modelled", faults)?;
                let codes = asked(&mut entry, faults);
                let why = entry.need("why", faults, text);
                entry.finish(faults);
                rules.extend(why.map(|why| Rule { place: item.place.clone(), codes, to: To::NotModelled(why) }));
            }
            Some(())
        });
        let control_total = settings
            .need("control_total", faults, |tree, faults| Some((signed_money(tree, faults)?, tree.place.clone())));
        settings.finish(faults);
        if let Some(held) = held {
            for rule in &rules {
                rule.sound(held, faults);
            }
        }
        let (codes, amount) = columns?;
        if faults.any_error() {
            return None;
        }
        Some(Mapping {
            place: tree.place.clone(),
            year: given_year?,
            sheet,
            header_row: header_row? as usize,
            codes,
            amount,
            fill_down,
            credits,
            debits,
            nothing,
            totals: left.totals,
            notes: left.notes,
            no_totals: no_totals.unwrap_or_default(),
            rules,
            control_total: control_total?,
        })
    }
}

impl Mapping {
    /// Holds it against the scenario that the ledger is for.
    pub fn against(&self, scenario: &Scenario, faults: &mut Faults) {
        let (year, place) = &self.year;
        if *year != scenario.price_year {
            let what = format!("the ledger is of {year}, and prices of the scenario are of {}", scenario.price_year);
            faults.add(Code::Contradiction, place, what, "Export the budget of that year");
        }
        let known: Vec<String> = scenario.lines.iter().map(|line| line.id.clone()).collect();
        for rule in &self.rules {
            if let To::Line(line) = &rule.to {
                look_up(&line.text, "cost line", &known, &line.place, faults);
            }
        }
    }
}

/// What is left out, as it is read.
#[derive(Default)]
struct LeftOut {
    totals: Vec<Says>,
    notes: Vec<(Says, String)>,
}

impl LeftOut {
    fn read(&mut self, tree: &Tree, faults: &mut Faults) -> Option<()> {
        if tag(tree, &["Total", "Note"], faults)? == "Total" {
            let mut settings = Settings::of(tree, "a total", faults)?;
            let says = Says::of(tree, &mut settings, faults);
            settings.finish(faults);
            self.totals.push(says?);
        } else {
            let mut settings = Settings::of(tree, "a note", faults)?;
            let says = Says::of(tree, &mut settings, faults);
            let why = settings.need("why", faults, text);
            settings.finish(faults);
            self.notes.push((says?, why?));
        }
        Some(())
    }
}

impl Says {
    fn of(tree: &Tree, settings: &mut Settings<'_>, faults: &mut Faults) -> Option<Self> {
        let column = settings.need("column", faults, named);
        let says = settings.need("says", faults, filled);
        let (column, says) = (column?, says?);
        Some(Self { place: tree.place.clone(), column, pattern: Pattern::words(&says), written: says })
    }

    fn plain(tree: &Tree, faults: &mut Faults) -> Option<Self> {
        let mut settings = Settings::plain(tree, "no total", faults)?;
        let says = Self::of(tree, &mut settings, faults);
        settings.finish(faults);
        says
    }
}

impl Rule {
    /// The rule asks something of a column that is there, and gives the codes that no column holds.
    fn sound(&self, held: [bool; 4], faults: &mut Faults) {
        if !self.codes.iter().zip(held).any(|(asked, held)| asked.is_some() && held) {
            let what = "this would hold every row";
            let fix = "Say which rows, by a code that a column holds: (cost_centre: \"…\", …)";
            faults.add(Code::MissingSetting, &self.place, what, fix);
        }
        let To::Line(_) = &self.to else { return };
        for ((code, asked), _) in CODES.iter().zip(&self.codes).zip(held).filter(|(_, held)| !*held) {
            match asked {
                None => {
                    let what = format!("{} is not given, and no column holds it", quoted(code));
                    faults.add(
                        Code::MissingSetting,
                        &self.place,
                        what,
                        format!("Add {code}: \"…\", or name its column"),
                    );
                }
                Some(asked) if asked.texts.len() != 1 || asked.texts[0].contains('*') => {
                    let what = format!("{} is one code of the rows here, since no column holds it", quoted(code));
                    faults.add(Code::WrongShape, &asked.place, what, "Write one text, without *");
                }
                Some(_) => {}
            }
        }
    }
}

/// A text that says something.
fn filled(tree: &Tree, faults: &mut Faults) -> Option<String> {
    let found = text(tree, faults)?;
    if found.trim().is_empty() {
        faults.add(Code::OutOfRange, &tree.place, "the text is empty", "Write what stands in the export");
        return None;
    }
    Some(found)
}

fn named(tree: &Tree, faults: &mut Faults) -> Option<Named> {
    Some(Named { text: filled(tree, faults)?, place: tree.place.clone() })
}

/// A mark of amounts: letters or a stroke, nothing that amounts are made of.
fn mark(tree: &Tree, faults: &mut Faults) -> Option<String> {
    let found = filled(tree, faults)?.trim().to_owned();
    if found.contains(|letter: char| letter.is_ascii_digit() || "£.,()".contains(letter)) {
        let what = format!("{} is part of amounts", quoted(&found));
        faults.add(Code::OutOfRange, &tree.place, what, "Write the mark alone, such as \"CR\"");
        return None;
    }
    Some(found)
}

/// The columns of the codes, and that of the amount.
fn columns(tree: &Tree, faults: &mut Faults) -> Option<([Option<Named>; 4], Named)> {
    let mut settings = Settings::plain(tree, "ledger columns", faults)?;
    let centre = settings.need(CODES[0], faults, named);
    let subjective = settings.need(CODES[1], faults, named);
    let objective = settings.maybe(CODES[2], faults, named);
    let section = settings.maybe(CODES[3], faults, named);
    let amount = settings.need("amount", faults, named);
    settings.finish(faults);
    Some(([Some(centre?), Some(subjective?), objective, section], amount?))
}

fn fill_down(tree: &Tree, faults: &mut Faults) -> Option<[bool; 4]> {
    let mut found = [false; 4];
    for item in list(tree, faults)? {
        let code = word(item, &CODES, faults)?;
        CODES.iter().zip(&mut found).filter(|(known, _)| **known == code).for_each(|(_, fill)| *fill = true);
    }
    Some(found)
}

/// What a rule says of each code: a text, or a list of texts.
fn asked(settings: &mut Settings<'_>, faults: &mut Faults) -> [Option<Asked>; 4] {
    CODES.map(|code| {
        settings.maybe(code, faults, |tree, faults| {
            faults.form(|| Form::Texts);
            let texts: Option<Vec<String>> = match &tree.value {
                Value::Listed { .. } => list(tree, faults)?.iter().map(|item| filled(item, faults)).collect(),
                _ => filled(tree, faults).map(|text| vec![text]),
            };
            let texts = texts?;
            if texts.is_empty() {
                wrong_shape(tree, "no code is named", "a text, or several: [\"1000\", \"2*\"]", faults);
                return None;
            }
            let patterns = texts.iter().map(|text| Pattern::code(text)).collect();
            Some(Asked { place: tree.place.clone(), texts, patterns })
        })
    })
}
