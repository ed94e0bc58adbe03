//! Budgets that are drawn by lot and dressed up as a finance system exports them.

use crate::support::Random;
use doorstep_scenario::{Cell, CellValue, ExportedLedger, Fault, LedgerSource, Pence, Tab, Workbook, load_ledger};
use std::fmt::Write as _;

const KINDS: [&str; 6] = ["Employees", "Premises", "Supplies", "Third party", "Income", "Grants, other"];
const NAMES: [&str; 7] = ["Cost Centre", "Name", "Subjective", "Objective", "S251", "Actual", "Budget 2025/26"];

/// What a row of an export is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    Title,
    Head,
    Blank,
    Heading,
    Budget,
    NotModelled,
    Total,
    Note,
}

#[derive(Debug, Clone)]
pub struct Row {
    pub kind: Kind,
    /// Cost centre, name, subjective, objective, section 251, actual.
    pub cells: [String; 6],
    pub pence: Option<i64>,
}

/// Cost centre, subjective, objective, section 251, line, pence.
pub type Entry = ([String; 5], i64);

/// Everything that was drawn.
#[derive(Debug, Clone)]
pub struct Drawn {
    pub rows: Vec<Row>,
    pub mapping: String,
    /// As it should come back.
    pub truth: Vec<Entry>,
    pub not_modelled: i64,
    /// In which order the seven columns stand.
    order: Vec<usize>,
    workbook: bool,
}

/// Sums that are open while rows are drawn: of the cost centre, the division, everything.
#[derive(Default)]
struct Sums([(i64, usize); 3]);

impl Sums {
    /// An amount that is not by chance what rows above it come to.
    fn draw(&mut self, random: &mut Random) -> i64 {
        loop {
            let size = 10_i64.pow(u32::try_from(random.below(8)).unwrap());
            let amount = i64::try_from(random.next() % 1_000).unwrap() * size / 100;
            let amount = if random.below(4) == 0 { -amount } else { amount };
            if amount == 0 || !self.0.iter().any(|(sum, count)| *count > 1 && *sum == amount) {
                for (sum, count) in &mut self.0 {
                    *sum += amount;
                    *count += usize::from(amount != 0);
                }
                return amount;
            }
        }
    }

    fn close(&mut self, which: usize) -> i64 {
        std::mem::take(&mut self.0[which]).0
    }
}

/// What an export has: totals of cost centres, of divisions, of all; columns of objectives and section 251; codes that
/// are written once; notes; rows with the same codes.
#[expect(clippy::struct_excessive_bools, reason = "each drawn by itself")]
struct Has {
    centres: bool,
    divisions: bool,
    all: bool,
    objective: bool,
    section: bool,
    fill: bool,
    notes: bool,
    splits: bool,
}

struct Drawing {
    random: Random,
    has: Has,
    sums: Sums,
    rows: Vec<Row>,
    truth: Vec<Entry>,
    not_modelled: i64,
    /// What the mapping says of lines, and of what is not modelled.
    lines: String,
    left: String,
}

impl Drawing {
    fn coin(&mut self) -> bool {
        self.random.below(2) == 0
    }

    fn row(&mut self, kind: Kind, texts: [&str; 6], pence: Option<i64>) {
        self.rows.push(Row { kind, cells: texts.map(str::to_owned), pence });
    }

    fn division(&mut self, division: usize) {
        let named = format!("Division {division}");
        if self.coin() {
            self.row(Kind::Heading, ["", &named, "", "", "", ""], None);
        }
        for centre in 0..=self.random.below(3) {
            self.centre(division, centre);
        }
        let sum = self.sums.close(1);
        if self.has.divisions {
            // Without the word that gives totals away.
            self.row(Kind::Total, ["", &format!("{named}, all of it"), "", "", "", ""], Some(sum));
        }
    }

    fn centre(&mut self, division: usize, centre: usize) {
        let (code, service) = (format!("D{division}{centre}"), format!("Service {division}"));
        let section = format!("3.{division}.{centre}");
        let modelled = self.random.below(6) > 0;
        let mut kinds = KINDS.to_vec();
        self.random.shuffle(&mut kinds);
        kinds.truncate(1 + self.random.below(KINDS.len()));
        let apart = if self.coin() { 1 + self.random.below(kinds.len()) } else { kinds.len() };
        for (at, kind) in kinds.iter().enumerate() {
            let mut whole = 0;
            let parts = if self.has.splits { 1 + self.random.below(2) } else { 1 };
            for part in 0..parts {
                let pence = self.sums.draw(&mut self.random);
                whole += pence;
                let of = if modelled { Kind::Budget } else { Kind::NotModelled };
                let own = if self.has.fill && at + part > 0 { "" } else { code.as_str() };
                let objective = if self.has.objective { service.as_str() } else { "" };
                let in_section = if self.has.section { section.as_str() } else { "" };
                self.row(of, [own, "Elm", kind, objective, in_section, "7"], Some(pence));
                match self.random.below(30) {
                    0 => self.row(Kind::Blank, [""; 6], None),
                    1 => self.row(Kind::Head, [""; 6], None),
                    2 if self.has.notes => {
                        self.row(Kind::Note, ["", "Memo: children", "", "", "", ""], Some(4_711_000));
                    }
                    _ => {}
                }
            }
            let line = if at < apart { "line" } else { "other" };
            if modelled {
                let codes = [code.as_str(), kind, &service, &section].map(str::to_owned);
                let [cost_centre, subjective, objective, section_251] = codes;
                let line = format!("{line}-{code}");
                self.truth.push(([cost_centre, subjective, objective, section_251, line], whole));
            } else {
                self.not_modelled += whole;
            }
        }
        let (first, other) = kinds.split_at(apart);
        if modelled {
            let given = format!("objective: \"{service}\", section_251: \"{section}\", cost_centre: \"{code}\"");
            let asks = !other.is_empty() || self.coin();
            let first = if asks { format!(", subjective: {first:?}") } else { String::new() };
            writeln!(self.lines, "({given}{first}, line: \"line-{code}\"),").unwrap();
            if !other.is_empty() {
                writeln!(self.lines, "({given}, subjective: {other:?}, line: \"other-{code}\"),").unwrap();
            }
        } else {
            writeln!(self.left, "(cost_centre: \"{code}\", why: \"not here\"),").unwrap();
        }
        let sum = self.sums.close(0);
        if self.has.centres {
            self.row(Kind::Total, [&format!("{code} Total"), "", "", "", "", ""], Some(sum));
        }
    }

    fn mapping(&self, header_row: usize, sum: i64) -> String {
        let mut out = String::new();
        for (there, column, says) in [
            (self.has.centres, "Cost Centre", "D* total"),
            (self.has.divisions, "name", "*, all of it"),
            (self.has.all, "COST CENTRE", "Grand total"),
        ] {
            if there {
                writeln!(out, "Total(column: \"{column}\", says: \"{says}\"),").unwrap();
            }
        }
        if self.rows.iter().any(|row| row.kind == Kind::Note) {
            writeln!(out, "Note(column: \"Name\", says: \"memo:*\", why: \"people\"),").unwrap();
        }
        let objective = if self.has.objective { "objective: \"Objective\", " } else { "" };
        let section = if self.has.section { "section_251: \"S251\", " } else { "" };
        let fill = if self.has.fill { "fill_down: [cost_centre],\n" } else { "" };
        format!(
            "LedgerMapping(year: \"2025-26\", header_row: {header_row}, columns: (cost_centre: \"Cost Centre\", \
             subjective: \"Subjective\", {objective}{section}amount: \"Budget 2025/26\"),\n{fill}credits: \"CR\",\n\
             leave_out: [{out}],\nlines: [{}],\nnot_modelled: [{}],\ncontrol_total: \"{}\")",
            self.lines,
            self.left,
            Pence(sum),
        )
    }
}

/// Draws a budget and dresses it up.
pub fn drawn(seed: u64) -> Drawn {
    let mut random = Random(seed);
    let mut coin = || random.below(2) == 0;
    let has = Has {
        centres: coin(),
        divisions: coin(),
        all: coin(),
        objective: coin(),
        section: coin(),
        fill: coin(),
        notes: coin(),
        splits: coin(),
    };
    let mut drawing = Drawing {
        random,
        has,
        sums: Sums::default(),
        rows: Vec::new(),
        truth: Vec::new(),
        not_modelled: 0,
        lines: String::new(),
        left: String::new(),
    };
    for title in 0..drawing.random.below(5) {
        let text = format!("Anytown budget {title}");
        drawing.row(Kind::Title, [&text, "", if title == 1 { "Total" } else { "" }, "", "", "99"], Some(99));
    }
    let header_row = drawing.rows.len() + 1;
    drawing.row(Kind::Head, [""; 6], None);
    for division in 0..=drawing.random.below(3) {
        drawing.division(division);
    }
    let sum = drawing.sums.close(2);
    if drawing.has.all {
        drawing.row(Kind::Total, ["Grand Total", "", "", "", "", ""], Some(sum));
    }
    let mapping = drawing.mapping(header_row, sum);
    let mut order: Vec<usize> = (0..7).collect();
    drawing.random.shuffle(&mut order);
    drawing.truth.sort();
    let workbook = drawing.coin();
    let Drawing { rows, truth, not_modelled, .. } = drawing;
    Drawn { rows, mapping, truth, not_modelled, order, workbook }
}

/// An amount as some finance system writes it.
pub fn written(pence: i64, random: &mut Random) -> String {
    let (pounds, rest) = (pence.unsigned_abs() / 100, pence.unsigned_abs() % 100);
    let mut grouped = String::new();
    let digits = pounds.to_string();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let plain = match random.below(3) {
        0 if rest == 0 => grouped,
        1 => format!("{pounds}.{rest:02}"),
        _ => format!("{grouped}.{rest:02}"),
    };
    let pound = if random.below(3) == 0 { "£" } else { "" };
    match (pence < 0, random.below(5)) {
        (false, _) => format!("{pound}{plain}"),
        (true, 0) => format!("({pound}{plain})"),
        (true, 1) => format!("{pound}-{plain}"),
        (true, 2) => format!("{pound}{plain}-"),
        (true, 3) => format!("{pound}{plain} CR"),
        (true, _) => format!("-{pound}{plain}"),
    }
}

impl Drawn {
    /// Reads the rows, written down as a file or as a sheet.
    pub fn read(&self, seed: u64) -> Result<ExportedLedger, Vec<Fault>> {
        let mut random = Random(seed);
        let texts = |row: &Row, random: &mut Random| -> Vec<(String, Option<i64>)> {
            let names = NAMES.map(str::to_owned);
            self.order
                .iter()
                .map(|column| match (row.kind, column) {
                    (Kind::Head, _) => (names[*column].clone(), None),
                    (_, 6) => (row.pence.map_or(String::new(), |pence| written(pence, random)), row.pence),
                    _ => (row.cells[*column].clone(), None),
                })
                .collect()
        };
        let mapping = ("ledger.ron", self.mapping.as_str());
        if self.workbook {
            let mut cells = Vec::new();
            for (at, row) in self.rows.iter().enumerate() {
                for (column, (text, pence)) in texts(row, &mut random).into_iter().enumerate() {
                    let value = match pence {
                        Some(pence) if random.below(4) > 0 => CellValue::Number(pence as f64 / 100.0),
                        _ => CellValue::Text(text),
                    };
                    cells.push(Cell { row: at + 1, column: column + 1, value });
                }
            }
            let tabs = vec![Tab { name: "Export".to_owned(), cells }];
            let workbook = Workbook { file: "export.xlsx".to_owned(), tabs };
            return load_ledger(mapping, LedgerSource::Workbook(&workbook), None);
        }
        let mut text = String::new();
        for row in &self.rows {
            let cells = texts(row, &mut random)
                .into_iter()
                .map(|(text, _)| if text.contains(',') { format!("\"{text}\"") } else { text });
            text += &(cells.collect::<Vec<_>>().join(",") + "\n");
        }
        load_ledger(mapping, LedgerSource::Text("export.csv", &text), None)
    }
}
