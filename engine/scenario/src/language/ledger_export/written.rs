//! An exported ledger as CSV: as the table that a scenario reads, and as what became of every row.

use super::{ExportedLedger, RowFate};

impl ExportedLedger {
    /// The text of `ledger.csv`.
    pub fn csv(&self) -> String {
        let head = ["cost_centre", "subjective", "objective", "section_251", "line", "amount"];
        let rows = self.entries.iter().map(|entry| {
            let codes = [&entry.cost_centre, &entry.subjective, &entry.objective, &entry.section_251, &entry.line];
            codes.into_iter().cloned().chain([entry.amount.to_string()]).collect()
        });
        table(head.map(str::to_owned).to_vec(), rows)
    }

    /// What became of every row, as CSV: where it stands, what it says, its amount, what became of it, and the line it
    /// went to, why it did not, or how many rows it adds up. The last rows are the sums.
    pub fn reconciliation(&self) -> String {
        let rows = self.accounted.iter().map(|row| {
            let (became, of) = match &row.fate {
                RowFate::Title => ("title", String::new()),
                RowFate::Head => ("head", String::new()),
                RowFate::Heading => ("heading", String::new()),
                RowFate::Taken(entry) => ("taken", self.entries[*entry].line.clone()),
                RowFate::NotModelled(why) => ("not modelled", why.clone()),
                RowFate::Total(rows) => ("total, agrees", format!("{rows} rows")),
                RowFate::LeftOut(why) => ("left out", why.clone()),
            };
            let amount = row.amount.map_or_else(String::new, |amount| amount.to_string());
            vec![row.place.to_string(), row.says.clone(), amount, became.to_owned(), of]
        });
        let sums = [("taken", self.taken), ("not modelled", self.not_modelled), ("control total", self.control_total)];
        let sums =
            sums.map(|(name, sum)| vec![String::new(), name.to_owned(), sum.to_string(), String::new(), String::new()]);
        table(["place", "says", "amount", "became", "of"].map(str::to_owned).to_vec(), rows.chain(sums))
    }
}

fn table(head: Vec<String>, rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in std::iter::once(head).chain(rows) {
        // Every row has as many cells as the head, and memory can be written to: nothing can fail.
        let _ = writer.write_record(&row);
    }
    writer.into_inner().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}
