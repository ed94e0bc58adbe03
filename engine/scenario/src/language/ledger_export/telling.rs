//! What is told of an export as a whole: rows that no rule holds, rules that hold no row, and whether everything comes
//! to the control total.

use super::mapping::{CODES, Says};
use super::sorting::{Sorting, apart};
use super::{AccountedRow, RowFate};
use crate::fault::{nearest, quoted, some_of};
use crate::{Code, Faults, Pence};

impl Sorting<'_> {
    /// Rows whose codes no rule holds, or several: once for the same codes.
    pub fn tell_astray(&self, faults: &mut Faults) {
        for (codes, (rules, rows, place, sum)) in &self.astray {
            let held = CODES.iter().zip(codes).zip(&self.heads.codes).filter(|(_, column)| column.is_some());
            let pairs: Vec<(&str, &str)> = held.map(|((name, code), _)| (*name, code.as_str())).collect();
            let named: Vec<String> = pairs.iter().map(|(name, code)| format!("{name}: {}", quoted(code))).collect();
            let named = named.join(", ");
            let many = if *rows == 1 { String::new() } else { format!(", {rows} rows from here on") };
            if rules.is_empty() {
                let what = format!("no rule holds {named} ({sum}{many})");
                let near = pairs.iter().find_map(|(name, code)| {
                    let at = CODES.iter().position(|known| known == name)?;
                    let texts = || {
                        self.mapping
                            .rules
                            .iter()
                            .filter_map(|rule| rule.codes[at].as_ref())
                            .flat_map(|asked| &asked.texts)
                    };
                    let known = texts().any(|text| text == code);
                    nearest(code, texts().map(String::as_str)).filter(|_| !known)
                });
                let near = near.map_or(String::new(), |near| format!("; or is it {}?", quoted(near)));
                let fix =
                    format!("Add ({named}, line: \"…\") to lines, or ({named}, why: \"…\") to not_modelled{near}");
                faults.add(Code::UnknownName, place, what, fix);
            } else {
                let lines = rules.iter().map(|at| self.mapping.rules[*at].place.line.to_string());
                let lines = lines.collect::<Vec<_>>().join(" and ");
                let what = format!("several rules hold {named} ({sum}{many}): lines {lines} of the mapping");
                faults.add(
                    Code::Contradiction,
                    place,
                    what,
                    "Each base pound belongs to one line: let one rule hold it",
                );
            }
        }
    }

    /// A rule that matches nothing is a slip, or of another year.
    pub fn tell_unused(&self, faults: &mut Faults) {
        let mapping = self.mapping;
        let says = |rule: &Says| format!("says: {}", quoted(&rule.written));
        let totals = mapping.totals.iter().map(|rule| (&rule.place, says(rule)));
        let notes = mapping.notes.iter().map(|(rule, _)| (&rule.place, says(rule)));
        let no_totals = mapping.no_totals.iter().map(|rule| (&rule.place, says(rule)));
        let rules = mapping.rules.iter().map(|rule| {
            let held = CODES.iter().zip(&rule.codes).zip(&self.heads.codes).filter(|(_, column)| column.is_some());
            let asked = held.filter_map(|((name, asked), _)| Some((name, asked.as_ref()?)));
            let asked: Vec<String> = asked
                .map(|(name, asked)| format!("{name}: {}", some_of(asked.texts.iter().map(String::as_str))))
                .collect();
            (&rule.place, asked.join(", "))
        });
        let all = totals.chain(notes).chain(no_totals).chain(rules);
        for ((place, words), _) in all.zip(self.used.iter().flatten()).filter(|(_, used)| !**used) {
            let what = format!("no row of the export has {words}");
            faults.add(Code::LooksWrong, place, what, "Correct the rule, or remove it");
        }
    }

    /// Everything has to come to the control total.
    pub fn reconcile(&self, accounted: &[AccountedRow], faults: &mut Faults) {
        let (control, place) = &self.mapping.control_total;
        let Some(found) = self.adding.all().filter(|found| found != control) else { return };
        let (apart_by, much) = apart(found, *control);
        let what = format!("the rows come to {found}, and the control total is {control}: {apart_by} {much}");
        let counted = || {
            let of_budget = |row: &&AccountedRow| matches!(row.fate, RowFate::Taken(_) | RowFate::NotModelled(_));
            accounted.iter().filter(of_budget).filter_map(|row| Some((row, row.amount?)))
        };
        let size = |amount: Pence| amount.0.unsigned_abs();
        let hint = if size(*control) == size(found).saturating_mul(1_000) && found != Pence::ZERO {
            "Are the amounts of the export in thousands? Export pounds and pence".to_owned()
        } else if let Some((row, _)) = counted().find(|(_, amount)| 2 * size(*amount) == size(apart_by)) {
            format!("It is twice what {} holds: is its sign right?", row.place)
        } else if let Some((row, _)) = counted().find(|(_, amount)| size(*amount) == size(apart_by)) {
            format!("It is as much as {} holds: is a row there twice, or missing?", row.place)
        } else {
            "Compare with the report that the control total is from".to_owned()
        };
        faults.add(Code::ExportDiffers, place, what, hint);
    }
}
