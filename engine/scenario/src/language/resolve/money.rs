//! Funds, cost lines, costs by line, savings targets.

use super::{Names, ids};
use crate::fault::quoted;
use crate::language::decode::{AsWritten, Settings, list, look_up, map, tag, text, word, yes_or_no};
use crate::language::scalars::{money, number, year};
use crate::language::tree::{Entry, Tree};
use crate::{
    Basis, Code, Costs, Faults, FinancialYear, Fund, FundIx, FundKind, Line, LineIx, Pence, SavingKind, Strength,
    Target,
};

pub(super) fn funds(entries: &[Entry], names: &mut Names, faults: &mut Faults) -> Option<Vec<Fund>> {
    names.funds = ids(entries, faults);
    let funds: Vec<Option<Fund>> = entries
        .iter()
        .map(|entry| {
            let kind = match tag(&entry.tree, &["GeneralFund", "RingFenced"], faults)? {
                "GeneralFund" => FundKind::GeneralFund,
                _ => FundKind::RingFenced,
            };
            Settings::of(&entry.tree, "a fund", faults)?.finish(faults);
            Some(Fund { id: entry.name.clone(), kind })
        })
        .collect();
    funds.into_iter().collect()
}

pub(super) fn lines(entries: &[Entry], names: &mut Names, faults: &mut Faults) -> Option<Vec<Line>> {
    names.lines = ids(entries, faults);
    let lines: Vec<Option<Line>> = entries
        .iter()
        .map(|entry| {
            let mut settings = Settings::plain(&entry.tree, "a cost line", faults)?;
            let name = settings.maybe("name", faults, text).unwrap_or_else(|| entry.name.clone());
            let fund = settings.need("fund", faults, |tree, faults| {
                look_up(&text(tree, faults)?, "fund", &names.funds, &tree.place, faults).map(FundIx)
            });
            let touchable = settings.need("touchable", faults, yes_or_no);
            let cashable = settings.need("cashable", faults, yes_or_no);
            let fixed = settings.or("fixed", Pence::ZERO, faults, money);
            settings.finish(faults);
            Some(Line { id: entry.name.clone(), name, fund: fund?, touchable: touchable?, cashable: cashable?, fixed })
        })
        .collect();
    lines.into_iter().collect()
}

/// Amounts by line: `{"premises": "£62,000"}`.
pub(super) fn costs(tree: &Tree, names: &Names, faults: &mut Faults) -> Option<Costs> {
    let entries = map(tree, faults)?;
    let mut costs: Vec<Option<(LineIx, Pence)>> = Vec::new();
    for entry in entries {
        let line = look_up(&entry.name, "cost line", &names.lines, &entry.place, faults).map(LineIx);
        let amount = money(&entry.tree, faults);
        costs.push(line.zip(amount));
    }
    let mut costs: Costs = costs.into_iter().collect::<Option<_>>()?;
    costs.sort_unstable();
    Some(costs)
}

impl AsWritten for Strength {
    fn as_written(&self) -> String {
        match self {
            Strength::Hard => "Hard".to_owned(),
            Strength::Soft { price } => format!("Soft(price: {price})"),
        }
    }
}

/// `Hard`, or `Soft(price: 2)`.
pub(super) fn strength(tree: &Tree, faults: &mut Faults) -> Option<Strength> {
    let kind = tag(tree, &["Hard", "Soft"], faults)?;
    let mut settings = Settings::of(tree, "a strength", faults)?;
    let strength = if kind == "Hard" {
        Some(Strength::Hard)
    } else {
        settings
            .need("price", faults, |tree, faults| number(tree, &(1e-6..=1e6), faults))
            .map(|price| Strength::Soft { price })
    };
    settings.finish(faults);
    strength
}

pub(super) fn targets(entries: &[Entry], end: Option<FinancialYear>, faults: &mut Faults) -> Vec<Target> {
    ids(entries, faults);
    entries.iter().filter_map(|entry| target(entry, end, faults)).collect()
}

fn target(entry: &Entry, end: Option<FinancialYear>, faults: &mut Faults) -> Option<Target> {
    tag(&entry.tree, &["Savings"], faults)?;
    let mut settings = Settings::of(&entry.tree, "a savings target", faults)?;
    let amount = settings.need("amount", faults, money);
    let by = settings.need("by", faults, |tree, faults| {
        let by = year(tree, faults)?;
        if end.is_some_and(|end| end != by) {
            faults.add(
                Code::NotSupported,
                &tree.place,
                format!("a target by {by} needs a plan year by year, which this version does not have"),
                "Use the scenario's end year",
            );
            return None;
        }
        Some(by)
    });
    // Each term must be declared, because the same amount means different things under different
    // readings; readings that need years and funds are refused rather than misread.
    let mut term = |name: &'static str, can: &'static str, all: &[&str], faults: &mut Faults| {
        settings.need(name, faults, |tree, faults| {
            let given = word(tree, all, faults)?;
            if given != can {
                faults.add(
                    Code::NotSupported,
                    &tree.place,
                    format!("{name}: {given} needs a plan year by year, which this version does not have"),
                    format!("State the amount as {name}: {can}"),
                );
                return None;
            }
            Some(())
        })
    };
    let basis = term("basis", "AnnualLevel", &["AnnualLevel", "Increment", "CumulativeCash"], faults);
    let measured = term("measured", "RunRate", &["RunRate", "InYear"], faults);
    let against = term("against", "Base", &["Base", "DoNothing"], faults);
    let counting = settings.need("counting", faults, |tree, faults| {
        let kinds = list(tree, faults)?;
        if kinds.is_empty() {
            faults.add(Code::OutOfRange, &tree.place, "no kind of saving counts", "Write [CostReduction]");
            return None;
        }
        let mut found: Vec<SavingKind> = Vec::new();
        for kind in kinds {
            let given = word(kind, &["CostReduction", "FundSwitch", "Avoidance", "Income"], faults)?;
            if given != "CostReduction" {
                faults.add(
                    Code::NotSupported,
                    &kind.place,
                    format!("{given} cannot be counted by this version"),
                    "Count [CostReduction]",
                );
                return None;
            }
            found.push(SavingKind::CostReduction);
        }
        found.dedup();
        Some(found)
    });
    let strength = settings.or("strength", Strength::Hard, faults, strength);
    let why = settings.maybe("why", faults, text);
    let source = settings.maybe("source", faults, text);
    settings.finish(faults);
    let (amount, by) = (amount?, by?);
    basis.and(measured).and(against)?;
    if amount == Pence::ZERO {
        faults.add(
            Code::OutOfRange,
            &entry.tree.place,
            format!("target {} is £0", quoted(&entry.name)),
            "Give an amount, or remove the target",
        );
        return None;
    }
    Some(Target {
        id: entry.name.clone(),
        amount,
        by,
        basis: Basis::AnnualLevel,
        counting: counting?,
        strength,
        why,
        source,
        place: entry.place.clone(),
    })
}
