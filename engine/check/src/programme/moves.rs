//! Sites move to levels they may have, once, and not before they lawfully can.

use super::case::Case;
use super::dates::{day, effect, is_first_from, over};
use super::verdict::Finding;
use crate::Code;
use crate::verdict::Breaks;

/// Every move that may not be.
pub(super) fn moves(case: &Case<'_>, breaks: &mut Breaks, findings: &mut Vec<Finding>) {
    let moves = &case.programme.moves;
    let over = moves.timetable.as_ref().map(|timetable| over(timetable).unwrap_or(i64::MAX));
    let taken: Vec<(i64, i64)> = (0..case.years.len())
        .map(|at| effect(case.years[at], i64::from(moves.months.get(at).copied().unwrap_or(12))))
        .collect();
    let lawful = |at: usize| over.is_none_or(|over| day(taken[at].0, taken[at].1, 1) >= over);
    if let Some((timetable, over)) = moves.timetable.as_ref().zip(over) {
        let allowed = (0..taken.len()).all(|at| timetable.allowed.get(at) == Some(&lawful(at)));
        if !allowed || !is_first_from(timetable.first_move, over) {
            breaks.add(Code::ReadWrongly, "timetable", || {
                let (year, month) = timetable.first_move;
                format!(
                    "the first lawful move is said to be in month {month} of {year}; from {} on it is not",
                    timetable.starts
                )
            });
        }
    }
    for (position, site) in case.scenario.sites.iter().enumerate() {
        let mut moved = 0;
        for (at, year) in case.years.iter().enumerate() {
            let (from, to) = (case.before(at).levels[position], case.ends[at].levels[position]);
            if from == to {
                continue;
            }
            moved += 1;
            let told = |level: doorstep_scenario::LevelIx| case.scenario.levels[level.0].id.as_str();
            let (was, is) = (told(from), told(to));
            if moved > 1 && !moves.reversible {
                let what = format!(
                    "`{}` goes from `{was}` to `{is}` in {year}, its move number {moved}; 1 is allowed",
                    site.id
                );
                findings.push(Finding::new(Code::MovedTwice, *year, &site.id, what, true));
            }
            if !lawful(at) {
                let (first_year, first_month) =
                    moves.timetable.as_ref().map_or((0, 0), |timetable| timetable.first_move);
                let what = format!(
                    "`{}` goes from `{was}` to `{is}` on 1.{}.{}; the first lawful day is 1.{first_month}.{first_year}",
                    site.id, taken[at].1, taken[at].0
                );
                findings.push(Finding::new(Code::MovedTooEarly, *year, &site.id, what, true));
            }
        }
    }
}
