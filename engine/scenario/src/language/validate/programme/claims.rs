//! Pounds that are claimed twice, or that are not there: by pressures, and by measures.

use super::{Written, shown, the};
use crate::fault::quoted;
use crate::{Code, Faults, FundIx, FundKind, LineIx, Measure, MeasureKind, Pressure};

pub(super) fn validate(written: &Written<'_>, faults: &mut Faults) {
    for measure in &written.programme.measures {
        of_its_kind(written, measure, faults);
    }
    for at in 0..written.scenario.lines.len() {
        let line = LineIx(at);
        // Of pounds that pressures take from nothing, measures cannot take more: one is told.
        if !emptied(written, line, faults) && !claimed_twice(written, line, faults) {
            taken_together(written, line, faults);
        }
        avoided(written, line, faults);
    }
}

/// Is a measure on a line on which it can be?
fn of_its_kind(written: &Written<'_>, measure: &Measure, faults: &mut Faults) {
    let line = &written.scenario.lines[measure.line.0];
    let (id, on) = (quoted(&measure.id), quoted(&line.id));
    if !line.touchable {
        let what = format!("the measure {id} is on the line {on}, which may not be touched");
        let fix = "Put it on another line, or write touchable: true there";
        faults.add(Code::Contradiction, &measure.place, what, fix);
    }
    if line.income != (measure.kind == MeasureKind::Income) {
        let (what, fix) = if line.income {
            (format!("the measure {id} spends less on the line {on}, which is income"), "Write kind: Income")
        } else {
            (
                format!("the measure {id} is income on the line {on}, which is spending"),
                "Put it on a line with income: true: net amounts hide what is spent",
            )
        };
        faults.add(Code::Contradiction, &measure.place, what, fix);
    }
    if let MeasureKind::FundSwitch(to) = measure.kind {
        switched(written, measure, to, faults);
    }
    if line.touchable && !line.cashable && measure.kind == MeasureKind::CostReduction {
        let what = format!("the measure {id} never counts: the line {on} is not cashable");
        faults.add(Code::LooksWrong, &measure.place, what, "Put it on another line, or write cashable: true there");
    }
}

/// Can the fund pay what the General Fund pays now?
fn switched(written: &Written<'_>, measure: &Measure, to: FundIx, faults: &mut Faults) {
    let (funds, line) = (&written.scenario.funds, &written.scenario.lines[measure.line.0]);
    let (id, fund) = (quoted(&measure.id), &funds[to.0]);
    let mut add = |what: String, fix: &str| faults.add(Code::Contradiction, &measure.place, what, fix);
    if funds[line.fund.0].kind != FundKind::GeneralFund {
        let what = format!(
            "the measure {id} is on the line {}, which {} pays",
            quoted(&line.id),
            quoted(&funds[line.fund.0].id)
        );
        add(what, "Only what the General Fund pays can be switched to another fund");
    }
    if fund.kind == FundKind::GeneralFund {
        let what = format!("the measure {id} switches to {}, which is general money itself", quoted(&fund.id));
        add(what, "Name a ring-fenced fund");
    } else if fund.terms.is_none() {
        let what = format!("the measure {id} switches to {}, of which nobody knows how much it has", quoted(&fund.id));
        add(what, "Give that fund a budget");
    }
    if measure.amounts.iter().any(|amount| amount.0 < 0) {
        add(format!("the measure {id} switches less than nothing"), "Write what the other fund pays, above £0");
    }
}

fn pressures<'s>(written: &'s Written<'_>, line: LineIx) -> impl Iterator<Item = &'s Pressure> {
    written.programme.pressures.iter().filter(move |pressure| pressure.line == line)
}

fn reductions<'s>(written: &'s Written<'_>, line: LineIx) -> impl Iterator<Item = &'s Measure> {
    let all = written.programme.measures.iter();
    all.filter(move |measure| measure.line == line && measure.kind == MeasureKind::CostReduction)
}

/// What a line has left of its fixed spending in a year once so much is taken from it, in money of the year;
/// of income, how much comes in. Below 0: more was taken than there is.
fn left(written: &Written<'_>, line: LineIx, less: i128, year: usize) -> i128 {
    let found = &written.scenario.lines[line.0];
    let fixed = written.in_year(line, i128::from(found.fixed.0) - less, year);
    let pressed: i128 = pressures(written, line).map(|pressure| i128::from(pressure.amounts[year].0)).sum();
    if found.income { -(fixed + pressed) } else { fixed + pressed }
}

/// Pressures that leave a line less than nothing.
fn emptied(written: &Written<'_>, line: LineIx, faults: &mut Faults) -> bool {
    let years = written.scenario.years().len();
    let Some(year) = (0..years).find(|year| left(written, line, 0, *year) < 0) else { return false };
    let found = &written.scenario.lines[line.0];
    let takes = |pressure: &&Pressure| (pressure.amounts[year].0 < 0) != found.income && pressure.amounts[year].0 != 0;
    let takers: Vec<&Pressure> = pressures(written, line).filter(takes).collect();
    let Some(first) = takers.first() else { return false };
    let kind = if found.income { "fixed income" } else { "fixed spending" };
    let (takers, takes) = (the("pressure", takers.iter().map(|pressure| pressure.id.as_str())), takers.len());
    let what = format!(
        "{takers} {} {} more from the line {} in {} than its {kind}",
        if takes > 1 { "take" } else { "takes" },
        shown(-left(written, line, 0, year)),
        quoted(&found.id),
        written.year(year),
    );
    let fix = "Correct the sign or the amount; what ends has to be in fixed";
    faults.add(Code::Contradiction, &written.place("pressures", &first.id), what, fix);
    true
}

/// Measures that spend less claim pounds that no site or session holds; together they cannot claim more
/// than there are. The measure that goes too far is named, and those that claimed before it.
fn claimed_twice(written: &Written<'_>, line: LineIx, faults: &mut Faults) -> bool {
    let found = &written.scenario.lines[line.0];
    for year in 0..written.scenario.years().len() {
        let claims: Vec<&Measure> = reductions(written, line).filter(|measure| measure.amounts[year].0 > 0).collect();
        let mut left = i128::from(found.fixed.0);
        let over = claims.iter().position(|measure| {
            left -= i128::from(measure.amounts[year].0);
            left < 0
        });
        let (Some(over), false) = (over, found.income) else { continue };
        let measure = claims[over];
        let claimed = |measure: &&Measure| format!("{} (line {})", quoted(&measure.id), measure.place.line);
        let earlier: Vec<String> = claims[..over].iter().map(claimed).collect();
        let why = if earlier.is_empty() {
            "sites, sessions and roles hold the rest".to_owned()
        } else {
            format!("claimed before by {}", earlier.join(", "))
        };
        let what = format!(
            "the measure {} claims {} of the line {} in {}, of which {} is free: {why}",
            quoted(&measure.id),
            measure.amounts[year],
            quoted(&found.id),
            written.year(year),
            shown(left + i128::from(measure.amounts[year].0)),
        );
        faults.add(Code::Contradiction, &measure.place, what, "Each base pound can be saved once: lower one claim");
        return true;
    }
    false
}

/// Pounds that fall away whatever is decided, and that a measure saves besides.
fn taken_together(written: &Written<'_>, line: LineIx, faults: &mut Faults) {
    let claimed = |year: usize| reductions(written, line).map(|measure| i128::from(measure.amounts[year].0)).sum();
    let short = |year: &usize| left(written, line, claimed(*year), *year) < 0;
    let Some(year) = (0..written.scenario.years().len()).find(short) else { return };
    let claims = reductions(written, line).filter(|measure| measure.amounts[year].0 > 0);
    let falls = pressures(written, line).filter(|pressure| pressure.amounts[year].0 < 0);
    let measures: Vec<&Measure> = claims.collect();
    let Some(first) = measures.first() else { return };
    let what = format!(
        "{} and {} claim the same pounds of the line {} in {}: {} too much",
        the("measure", measures.iter().map(|measure| measure.id.as_str())),
        the("pressure", falls.map(|pressure| pressure.id.as_str())),
        quoted(&written.scenario.lines[line.0].id),
        written.year(year),
        shown(-left(written, line, claimed(year), year)),
    );
    let fix = "What falls away of itself cannot be saved: lower the claim";
    faults.add(Code::Contradiction, &first.place, what, fix);
}

/// Avoidance of more than is coming. A role's pay grows of itself, so that a line with one is left alone.
fn avoided(written: &Written<'_>, line: LineIx, faults: &mut Faults) {
    let paid = |role: &crate::Role| role.pay.is_some_and(|(on, _)| on == line);
    if written.programme.roles.iter().any(paid) {
        return;
    }
    for year in 0..written.scenario.years().len() {
        let measures = written.programme.measures.iter();
        let avoids: Vec<&Measure> = measures
            .filter(|measure| measure.line == line && measure.kind == MeasureKind::Avoidance)
            .filter(|measure| measure.amounts[year].0 > 0)
            .collect();
        let Some(last) = avoids.last() else { continue };
        let avoided: i128 = avoids.iter().map(|measure| i128::from(measure.amounts[year].0)).sum();
        let coming: i128 = pressures(written, line).map(|pressure| i128::from(pressure.amounts[year].0.max(0))).sum();
        let avoided = written.in_year(line, avoided, year);
        if avoided > coming {
            let what = format!(
                "{} on the line {} would avoid more in {} than pressures bring: {} of {}",
                the("measure", avoids.iter().map(|measure| measure.id.as_str())),
                quoted(&written.scenario.lines[line.0].id),
                written.year(year),
                shown(avoided),
                shown(coming),
            );
            faults.add(Code::LooksWrong, &last.place, what, "State the pressure, or count less as avoided");
            return;
        }
    }
}
