//! What is allowed in a programme and most likely a slip: warnings, but for dates that allow nothing.

use super::control::today;
use super::{Written, named};
use crate::fault::{quoted, some_of};
use crate::language::resolve::MONTHS;
use crate::{Code, Faults, LevelIx, OneOffKind, Pence, Site, SourceKind, StaffNeed};

/// Years from designation in which a capital grant may be asked back.
const CLAWBACK: u16 = 25;

pub(super) fn validate(written: &Written<'_>, faults: &mut Faults) {
    timetable(written, faults);
    funds(written, faults);
    one_offs(written, faults);
    receipts(written, faults);
    roles(written, faults);
    if let Some(delivery) = &written.programme.delivery {
        let [green, amber, red] = delivery.odds;
        if green < amber || amber < red {
            let what = format!("the odds of green, amber and red are {green}, {amber} and {red}");
            let fix = "What is on course is as likely as what is at risk, or more so: exchange them";
            faults.add(Code::LooksWrong, &(written.place_of)("programme/delivery"), what, fix);
        }
    }
}

/// Law and fairness ask for so long a wait that no site could ever change.
fn timetable(written: &Written<'_>, faults: &mut Faults) {
    let Some(timetable) = &written.programme.moves.timetable else { return };
    if timetable.allowed.contains(&true) {
        return;
    }
    let (year, month) = timetable.first_move;
    let month = MONTHS[(month as usize + 8) % 12];
    let what = format!("the first lawful move is on 1 {month} {year}, after the last of the programme");
    let fix = "Let it start earlier, let moves take effect later in the year, or plan more years";
    faults.add(Code::Contradiction, &(written.place_of)("programme/moves/timetable"), what, fix);
}

/// A grant that ends while its lines go on, and nobody is named to pay them.
fn funds(written: &Written<'_>, faults: &mut Faults) {
    let scenario = written.scenario;
    let costs = today(scenario);
    for (at, fund) in scenario.funds.iter().enumerate() {
        let Some(terms) = &fund.terms else { continue };
        let Some(year) = terms.budget.iter().position(|budget| *budget == Pence::ZERO) else { continue };
        let lines = scenario.lines.iter().zip(&costs);
        let left = lines.filter(|(line, cost)| line.fund.0 == at && line.backed_by.is_none() && **cost > 0);
        let left: Vec<&str> = left.map(|(line, _)| line.id.as_str()).collect();
        if !left.is_empty() {
            let what = format!(
                "the fund {} has nothing in {}, and nobody else pays for {}",
                quoted(&fund.id),
                written.year(year),
                some_of(left)
            );
            let fix = "Name who steps in: backed_by: \"…\" in the line; otherwise all of it has to stop";
            faults.add(Code::LooksWrong, &(written.place_of)(&format!("funds/{}", fund.id)), what, fix);
        }
    }
}

fn one_offs(written: &Written<'_>, faults: &mut Faults) {
    let scenario = written.scenario;
    let reversible = written.programme.moves.reversible && scenario.years().len() > 1;
    for one_off in &written.programme.one_offs {
        let mut odd = |what: String, fix: &str| {
            faults.add(Code::LooksWrong, &written.place("one_offs", &one_off.id), what, fix);
        };
        let id = quoted(&one_off.id);
        match &one_off.kind {
            OneOffKind::Moving { from, to, .. } | OneOffKind::DoubleRunning { from, to, .. } => {
                if !scenario.sites.iter().any(|site| can_move(site, from, to, reversible)) {
                    let levels =
                        |levels: &[LevelIx]| named(levels.iter().map(|level| scenario.levels[level.0].id.as_str()));
                    let what = format!("{id} is never paid: no site can go from {} to {}", levels(from), levels(to));
                    odd(what, "Check its levels, and those of the sites table");
                }
            }
            OneOffKind::Clawback { grants, .. } => {
                for (site, _, designated) in grants {
                    let site = quoted(&scenario.sites[site.0].id);
                    if *designated > scenario.baseline_year {
                        let what = format!("{id} has {site} designated in {designated}, after the baseline year");
                        odd(what, "Check the year of designation");
                    } else if designated.0 + CLAWBACK <= scenario.baseline_year.0 + 1 {
                        let what = format!("{id} is never asked of {site}: 25 years from {designated} are over");
                        odd(what, "Check the year of designation, or leave the site out");
                    }
                }
            }
            OneOffKind::Exits { .. } => {}
        }
    }
}

/// Could a site go from one of these levels to another of those? Where no move is taken back, only from
/// its level of today.
fn can_move(site: &Site, from: &[LevelIx], to: &[LevelIx], reversible: bool) -> bool {
    let starts =
        from.iter().filter(|level| if reversible { site.levels.contains(level) } else { site.baseline == **level });
    let mut pairs = starts.flat_map(|start| to.iter().map(move |end| (start, end)));
    pairs.any(|(start, end)| start != end && site.levels.contains(end))
}

/// Money from selling sites that cannot close.
fn receipts(written: &Written<'_>, faults: &mut Faults) {
    let scenario = written.scenario;
    for source in &written.programme.sources {
        let SourceKind::Receipts { sites, .. } = &source.kind else { continue };
        let closed = LevelIx(0);
        let cannot = |site: &Site| site.baseline == closed || !site.levels.contains(&closed);
        let never = sites.iter().map(|(site, _)| &scenario.sites[site.0]).filter(|site| cannot(site));
        let never: Vec<&str> = never.map(|site| site.id.as_str()).collect();
        if !never.is_empty() {
            let what =
                format!("the source {} never comes of {}: no such site can close", quoted(&source.id), some_of(never));
            let place = (written.place_of)("programme/sources");
            faults.add(Code::LooksWrong, &place, what, "Check the levels of the sites table, or leave the site out");
        }
    }
}

/// More staff needed, and nobody may be recruited in any year.
fn roles(written: &Written<'_>, faults: &mut Faults) {
    for role in &written.programme.roles {
        let (Some(hires), StaffNeed::Cases { cases, cap }) = (&role.hires, &role.need) else { continue };
        let most = cases.iter().zip(cap).map(|(cases, cap)| cases / cap).enumerate();
        let Some((year, need)) = most.max_by(|(_, a), (_, b)| a.total_cmp(b)) else { continue };
        if hires.iter().all(|hires| *hires <= 0.0) && need > role.today * (1.0 + 1e-9) {
            let what = format!(
                "{} needs {need:.1} in {} and has {}, and nobody may be recruited in any year",
                quoted(&role.id),
                written.year(year),
                role.today
            );
            faults.add(Code::LooksWrong, &written.place("roles", &role.id), what, "Give hires, or leave them out");
        }
    }
}
