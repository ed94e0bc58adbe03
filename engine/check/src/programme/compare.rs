//! The figures of a programme about to be printed against the checker's own, one by one.

use std::collections::{BTreeMap, BTreeSet};

use doorstep_scenario::{Against, Measured, Pence};

use super::ProgrammeClaims;
use crate::Code;
use crate::verdict::{Breaks, shown};

/// Two counts of full-time equivalents this near are the same.
const POSTS: f64 = 1e-6;

/// A figure of any kind.
#[derive(Clone, Copy)]
enum Figure {
    Money(Pence),
    Posts(f64),
    Met(bool),
}

impl Figure {
    fn same(self, other: Figure) -> bool {
        match (self, other) {
            (Figure::Money(one), Figure::Money(other)) => one == other,
            (Figure::Posts(one), Figure::Posts(other)) => (one - other).abs() <= POSTS,
            (Figure::Met(one), Figure::Met(other)) => one == other,
            _ => false,
        }
    }

    fn shown(self) -> String {
        match self {
            Figure::Money(amount) => amount.to_string(),
            Figure::Posts(count) => shown(count),
            Figure::Met(met) => (if met { "met" } else { "missed" }).to_owned(),
        }
    }
}

/// One entry of a list: what it is about, how sentences name it, and its figures by name.
struct Told {
    about: String,
    label: String,
    figures: Vec<(&'static str, Figure)>,
}

fn told(about: &str, label: String, figures: Vec<(&'static str, Figure)>) -> Told {
    Told { about: about.to_owned(), label, figures }
}

/// Compares everything that is claimed.
pub(super) fn compare(claims: &ProgrammeClaims, own: &ProgrammeClaims, breaks: &mut Breaks) {
    for (list, code) in LISTS {
        entries(code, &list(claims), &list(own), breaks);
    }
    let in_order = claims.waterfall.iter().zip(&own.waterfall).all(|(one, other)| one.0 == other.0);
    if !in_order {
        breaks.add(Code::StepDiffers, "waterfall", || {
            let names = |of: &ProgrammeClaims| of.waterfall.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
            let (said, are) = (names(claims).join(", "), names(own).join(", "));
            format!("the steps from base to proposal are claimed to be {said}; they are {are}")
        });
    }
}

type List = fn(&ProgrammeClaims) -> Vec<Told>;

/// Every list with the code of a figure in it that differs.
const LISTS: [(List, Code); 10] = [
    (lines, Code::LineDiffers),
    (savings, Code::KindDiffers),
    (targets, Code::TargetDiffers),
    (one_offs, Code::OneOffDiffers),
    (sources, Code::SourceDiffers),
    (unfinanced, Code::SourceDiffers),
    (funds, Code::FundDiffers),
    (roles, Code::RoleDiffers),
    (steps, Code::StepDiffers),
    (rows, Code::RowDiffers),
];

fn entries(code: Code, claimed: &[Told], own: &[Told], breaks: &mut Breaks) {
    if claimed.is_empty() {
        return;
    }
    let by_label: BTreeMap<&str, &Told> = own.iter().map(|told| (told.label.as_str(), told)).collect();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for said in claimed {
        if !seen.insert(&said.label) {
            breaks.add(Code::ClaimTwice, &said.about, || format!("{} is claimed again", said.label));
        }
        let Some(is) = by_label.get(said.label.as_str()) else {
            breaks
                .add(Code::ClaimUnknown, &said.about, || format!("{} is claimed; there is no such thing", said.label));
            continue;
        };
        for ((name, said_figure), (_, own_figure)) in said.figures.iter().zip(&is.figures) {
            if matches!(said_figure, Figure::Posts(count) if !count.is_finite()) {
                breaks.add(Code::ClaimNotANumber, &said.about, || format!("{}: {name} is no number", said.label));
            } else if !said_figure.same(*own_figure) {
                breaks.add(code, &said.about, || {
                    let (said_figure, own_figure) = (said_figure.shown(), own_figure.shown());
                    format!("{}: {name} is claimed as {said_figure}; it is {own_figure}", said.label)
                });
            }
        }
    }
    for missing in own.iter().filter(|told| !seen.contains(told.label.as_str())) {
        breaks.add(Code::ClaimMissing, &missing.about, || format!("{} is missing from the list", missing.label));
    }
}

use Figure::{Met, Money, Posts};

fn lines(claims: &ProgrammeClaims) -> Vec<Told> {
    let one = |c: &super::LineClaim| {
        let figures = vec![
            ("the base", Money(c.base)),
            ("doing nothing", Money(c.do_nothing)),
            ("the run-rate", Money(c.run_rate)),
            ("the year itself", Money(c.in_year)),
            ("measures", Money(c.measures)),
            ("prevention", Money(c.prevention)),
        ];
        told(&c.line, format!("line `{}` in {}", c.line, c.year), figures)
    };
    claims.lines.iter().map(one).collect()
}

fn measured(measured: Measured) -> &'static str {
    match measured {
        Measured::RunRate => "as a run-rate",
        Measured::InYear => "in the year itself",
    }
}

fn savings(claims: &ProgrammeClaims) -> Vec<Told> {
    let one = |c: &super::SavingClaim| {
        let figures = vec![
            ("cost reduction", Money(c.cost_reduction)),
            ("income", Money(c.income)),
            ("income lost", Money(c.income_lost)),
            ("fund switch", Money(c.fund_switch)),
            ("what switches lose", Money(c.switch_lost)),
            ("avoidance", Money(c.avoidance)),
            ("what prevention loses", Money(c.prevention_lost)),
            ("what is not cashable", Money(c.not_cashable)),
            ("what other funds save", Money(c.other_funds)),
        ];
        let against = if c.against == Against::Base { "the base" } else { "doing nothing" };
        let year = c.year.to_string();
        let of = c.line.as_ref().map_or_else(|| year.clone(), |line| format!("line `{line}` in {year}"));
        let label = format!("the saving of {of} {} against {against}", measured(c.measured));
        told(c.line.as_deref().unwrap_or(&year), label, figures)
    };
    claims.savings.iter().map(one).collect()
}

fn targets(claims: &ProgrammeClaims) -> Vec<Told> {
    let one = |c: &super::TargetClaim| {
        let figures = vec![
            ("saved", Money(c.have)),
            ("what is lost of income", Money(c.income_lost)),
            ("what prevention loses", Money(c.prevention_lost)),
            ("what switches lose", Money(c.switch_lost)),
            ("wanted", Money(c.wanted)),
            ("the target", Met(c.kept)),
        ];
        told(&c.target, format!("target `{}`", c.target), figures)
    };
    claims.targets.iter().map(one).collect()
}

fn one_offs(claims: &ProgrammeClaims) -> Vec<Told> {
    let one = |c: &super::OneOffClaim| {
        told(&c.one_off, format!("one-off `{}` in {}", c.one_off, c.year), vec![("planned", Money(c.planned))])
    };
    claims.one_offs.iter().map(one).collect()
}

fn sources(claims: &ProgrammeClaims) -> Vec<Told> {
    let one = |c: &super::SourceClaim| {
        let figures = vec![
            ("what comes in", Money(c.received)),
            ("what it pays", Money(c.paid)),
            ("its balance", Money(c.balance)),
        ];
        told(&c.source, format!("source `{}` in {}", c.source, c.year), figures)
    };
    claims.sources.iter().map(one).collect()
}

fn unfinanced(claims: &ProgrammeClaims) -> Vec<Told> {
    let all = claims.unfinanced.iter();
    all.map(|(year, amount)| {
        told("one-offs", format!("one-offs of {year}"), vec![("what nothing pays", Money(*amount))])
    })
    .collect()
}

fn funds(claims: &ProgrammeClaims) -> Vec<Told> {
    let one = |c: &super::FundClaim| {
        let figures = vec![
            ("its budget", Money(c.budget)),
            ("what it brought", Money(c.opening)),
            ("what it spends", Money(c.spent)),
            ("what it carries", Money(c.carried)),
            ("what goes back", Money(c.returned)),
            ("what nobody pays", Money(c.overspent)),
        ];
        told(&c.fund, format!("fund `{}` in {} {}", c.fund, c.year, measured(c.measured)), figures)
    };
    claims.funds.iter().map(one).collect()
}

fn roles(claims: &ProgrammeClaims) -> Vec<Told> {
    let one = |c: &super::RoleClaim| {
        let figures = vec![("needed", Posts(c.need)), ("there", Posts(c.have)), ("missing", Posts(c.missing))];
        told(&c.role, format!("role `{}` in {}", c.role, c.year), figures)
    };
    claims.roles.iter().map(one).collect()
}

fn steps(claims: &ProgrammeClaims) -> Vec<Told> {
    let all = claims.waterfall.iter().enumerate();
    all.map(|(at, (name, amount))| {
        told(name, format!("step {} from base to proposal", at + 1), vec![("its amount", Money(*amount))])
    })
    .collect()
}

fn rows(claims: &ProgrammeClaims) -> Vec<Told> {
    let one = |c: &super::RowClaim| {
        let figures = vec![
            ("the base", Money(c.base)),
            ("doing nothing", Money(c.do_nothing)),
            ("the year itself", Money(c.in_year)),
            ("the run-rate", Money(c.run_rate)),
        ];
        told(&c.line, format!("row {} of line `{}` in {}", c.code.join(" / "), c.line, c.year), figures)
    };
    claims.rows.iter().map(one).collect()
}
