//! Funds, cost lines, costs by line, savings targets.

use super::programme::by_year;
use super::{Names, ids};
use crate::fault::quoted;
use crate::language::decode::{AsWritten, Settings, list, look_up, map, tag, text, word, yes_or_no};
use crate::language::scalars::{money, number, share, year};
use crate::language::tree::{Entry, Tree, Value};
use crate::{
    Against, Basis, Code, Costs, Faults, FinancialYear, Fund, FundIx, FundKind, FundTerms, Line, LineIx, Measured,
    Pence, SavingKind, Share, Strength, Target,
};

/// The years a scenario is about.
pub(super) struct Span {
    /// Every year after the baseline; none where years could not be read.
    pub years: Vec<FinancialYear>,
    /// Is there a plan year by year, or only the end year's?
    pub by_year: bool,
}

impl Span {
    pub fn of(years: Option<(FinancialYear, FinancialYear)>, by_year: bool) -> Span {
        let years =
            years.map_or_else(Vec::new, |(baseline, end)| (baseline.0 + 1..=end.0).map(FinancialYear).collect());
        Span { years, by_year }
    }
}

pub(super) fn funds(entries: &[Entry], span: &Span, names: &mut Names, faults: &mut Faults) -> Option<Vec<Fund>> {
    names.funds = ids(entries, faults);
    let funds: Vec<Option<Fund>> = entries
        .iter()
        .map(|entry| {
            let kind = match tag(&entry.tree, &["GeneralFund", "RingFenced"], faults)? {
                "GeneralFund" => FundKind::GeneralFund,
                _ => FundKind::RingFenced,
            };
            let mut settings = Settings::of(&entry.tree, "a fund", faults)?;
            let terms =
                if kind == FundKind::RingFenced { terms(&entry.tree, &mut settings, span, faults) } else { None };
            settings.finish(faults);
            Some(Fund { id: entry.name.clone(), kind, terms })
        })
        .collect();
    funds.into_iter().collect()
}

/// What a fund holds year by year, where that is given.
fn terms(tree: &Tree, settings: &mut Settings<'_>, span: &Span, faults: &mut Faults) -> Option<FundTerms> {
    let mut budget = settings.maybe("budget", faults, |tree, faults| by_year(tree, &span.years, faults, money));
    let until = settings.maybe("until", faults, year);
    let carry = settings.or("carry", Pence::ZERO, faults, money);
    let least_spent = settings.or("least_spent", Share::ZERO, faults, share);
    let partner = settings.maybe("partner", faults, text);
    let named = |name: &str| tree.at_path(name).is_some();
    let given = ["budget", "until", "carry", "least_spent", "partner"].into_iter().any(named);
    if given && !span.by_year {
        let what = "a fund with conditions by year needs a plan year by year";
        faults.add(Code::Contradiction, &tree.place, what, "Add programme: (…), or write RingFenced alone");
    }
    if given && !named("budget") {
        let what = "a fund with conditions by year needs its budget";
        faults.add(Code::MissingSetting, &tree.place, what, "Add budget: \"£1m\", or an amount for each year");
    }
    if let (Some(budget), Some(until)) = (&mut budget, until) {
        if span.years.first().is_some_and(|first| until.0 + 1 < first.0) {
            let what = format!("the fund ends with {until}, before the baseline year");
            faults.add(
                Code::Contradiction,
                &tree.place,
                what,
                "Use a year from the baseline year on, or leave the fund out",
            );
        }
        // One amount for all years stops at the end; amounts by year say themselves what there is.
        let each = matches!(tree.at_path("budget").map(|tree| &tree.value), Some(Value::Named { .. }));
        for (amount, year) in budget.iter_mut().zip(&span.years).filter(|(_, year)| **year > until) {
            if each && *amount != Pence::ZERO {
                let what = format!("the fund ends with {until}, and its budget of {year} is {amount}");
                faults.add(Code::Contradiction, &tree.place, what, "Correct one of the two");
            }
            *amount = Pence::ZERO;
        }
    }
    budget.map(|budget| FundTerms { budget, carry, least_spent, partner })
}

pub(super) fn lines(entries: &[Entry], span: &Span, names: &mut Names, faults: &mut Faults) -> Option<Vec<Line>> {
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
            let income = settings.or("income", false, faults, yes_or_no);
            let backed_by = settings.maybe("backed_by", faults, |tree, faults| {
                let backing = look_up(&text(tree, faults)?, "fund", &names.funds, &tree.place, faults).map(FundIx)?;
                if !span.by_year {
                    let what = "a fund that steps in when another ends needs a plan year by year";
                    faults.add(Code::NotSupported, &tree.place, what, "Add programme: (…), or leave out backed_by");
                }
                if fund == Some(backing) {
                    let what = format!("the line is paid and backed by {}", quoted(&names.funds[backing.0]));
                    faults.add(Code::Contradiction, &tree.place, what, "Name another fund, or leave out backed_by");
                }
                Some(backing)
            });
            settings.finish(faults);
            Some(Line {
                id: entry.name.clone(),
                name,
                fund: fund?,
                touchable: touchable?,
                cashable: cashable?,
                fixed: if income { -fixed } else { fixed },
                income,
                backed_by,
            })
        })
        .collect();
    names.income = lines.iter().map(|line| line.as_ref().is_some_and(|line| line.income)).collect();
    lines.into_iter().collect()
}

/// Amounts by line: `{"premises": "£62,000"}`.
pub(super) fn costs(tree: &Tree, names: &Names, faults: &mut Faults) -> Option<Costs> {
    let entries = map(tree, faults)?;
    let mut costs: Vec<Option<(LineIx, Pence)>> = Vec::new();
    for entry in entries {
        let line = look_up(&entry.name, "cost line", &names.lines, &entry.place, faults).map(LineIx);
        let amount = money(&entry.tree, faults);
        let of_line = |line: LineIx, amount: Pence| (line, names.signed(line, amount));
        costs.push(line.zip(amount).map(|(line, amount)| of_line(line, amount)));
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

pub(super) fn targets(entries: &[Entry], span: &Span, faults: &mut Faults) -> Vec<Target> {
    ids(entries, faults);
    entries.iter().filter_map(|entry| target(entry, span, faults)).collect()
}

/// A term of a target: each must be declared, because the same amount means different things under
/// different readings. Without a programme there is one reading; the others are refused, not misread.
fn term<'t>(
    settings: &mut Settings<'t>,
    name: &'static str,
    alone: &str,
    all: &[&str],
    span: &Span,
    faults: &mut Faults,
) -> Option<&'t str> {
    settings.need(name, faults, |tree, faults| {
        let given = word(tree, all, faults)?;
        if span.by_year || given == alone {
            return Some(given);
        }
        let what = format!("{name}: {given} needs a plan year by year");
        faults.add(
            Code::NotSupported,
            &tree.place,
            what,
            format!("Add programme: (…), or state it as {name}: {alone}"),
        );
        None
    })
}

fn target(entry: &Entry, span: &Span, faults: &mut Faults) -> Option<Target> {
    tag(&entry.tree, &["Savings"], faults)?;
    let mut settings = Settings::of(&entry.tree, "a savings target", faults)?;
    let amount = settings.need("amount", faults, money);
    let by = settings.need("by", faults, |tree, faults| {
        let by = year(tree, faults)?;
        let last = span.years.last().copied();
        if !span.years.is_empty() && !span.years.contains(&by) {
            let what = format!("{by} is no year after the baseline up to the end year");
            faults.add(Code::Contradiction, &tree.place, what, "Use a year of the scenario");
            return None;
        }
        if !span.by_year && last.is_some_and(|end| end != by) {
            let what = format!("a target by {by} needs a plan year by year");
            faults.add(Code::NotSupported, &tree.place, what, "Add programme: (…), or use the scenario's end year");
            return None;
        }
        Some(by)
    });
    let basis =
        term(&mut settings, "basis", "AnnualLevel", &["AnnualLevel", "Increment", "CumulativeCash"], span, faults);
    let measured = term(&mut settings, "measured", "RunRate", &["RunRate", "InYear"], span, faults);
    let against = term(&mut settings, "against", "Base", &["Base", "DoNothing"], span, faults);
    let counting = settings.need("counting", faults, |tree, faults| counting(tree, span, faults));
    let strength = settings.or("strength", Strength::Hard, faults, strength);
    let why = settings.maybe("why", faults, text);
    let source = settings.maybe("source", faults, text);
    settings.finish(faults);
    let (amount, by) = (amount?, by?);
    let basis = match basis? {
        "AnnualLevel" => Basis::AnnualLevel,
        "Increment" => Basis::Increment,
        _ => Basis::CumulativeCash,
    };
    let measured = if measured? == "RunRate" { Measured::RunRate } else { Measured::InYear };
    let against = if against? == "Base" { Against::Base } else { Against::DoNothing };
    if basis == Basis::CumulativeCash && measured == Measured::RunRate {
        let what = "cash of several years is what the years themselves save";
        faults.add(Code::Contradiction, &entry.tree.place, what, "Write measured: InYear");
        return None;
    }
    if amount == Pence::ZERO {
        faults.add(
            Code::OutOfRange,
            &entry.tree.place,
            format!("target {} is £0", quoted(&entry.name)),
            "Give an amount, or remove the target",
        );
        return None;
    }
    let (id, place) = (entry.name.clone(), entry.place.clone());
    Some(Target { id, amount, by, basis, measured, against, counting: counting?, strength, why, source, place })
}

/// The kinds of saving a target counts, each once, in the order of kinds.
fn counting(tree: &Tree, span: &Span, faults: &mut Faults) -> Option<Vec<SavingKind>> {
    let kinds = list(tree, faults)?;
    if kinds.is_empty() {
        faults.add(Code::OutOfRange, &tree.place, "no kind of saving counts", "Write [CostReduction]");
        return None;
    }
    let mut found: Vec<SavingKind> = Vec::new();
    for kind in kinds {
        let given = word(kind, &["CostReduction", "FundSwitch", "Avoidance", "Income"], faults)?;
        if given != "CostReduction" && !span.by_year {
            let what = format!("{given} needs a plan year by year");
            faults.add(Code::NotSupported, &kind.place, what, "Add programme: (…), or count [CostReduction]");
            return None;
        }
        found.push(match given {
            "CostReduction" => SavingKind::CostReduction,
            "FundSwitch" => SavingKind::FundSwitch,
            "Avoidance" => SavingKind::Avoidance,
            _ => SavingKind::Income,
        });
    }
    found.sort_unstable();
    found.dedup();
    Some(found)
}
