//! What a line costs less, and how much less of it general funds bear: by kind, to the penny.
//!
//! ```text
//! L[c] = Σ parts      what the line costs less: footprint, measures by kind, prevention
//! R[c]                what general funds bear less of it
//! g    = L where a general fund pays the line; else of R and L of a group the one nearer 0, and 0 where
//!        their signs differ
//! kinds of c = its parts that count, which come to g[c]
//! fund switch[c] = R[c] − g[c]     other funds[c] = L[c] − g[c]
//! switch lost    = Σ over groups of min(0, R − g)
//! ```
//!
//! A line that a general fund pays is a group by itself, and all that it costs less is that fund's; all lines of
//! another fund are one, for its money is one. A group's g is handed out over its lines in their order, to each as much as it has of that sign;
//! a line's over its parts in the same way, unless it is all that the line costs less.
//!
//! What a group's switches lose stands at its first line. So a line's kinds of general funds come to R[c], and those of the line itself to L[c], whatever is drawn.

use std::collections::BTreeMap;

use doorstep_scenario::SavingKind;

/// One saving by kind, in pence; negative where it is a cost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Kinds {
    pub(super) cost_reduction: i128,
    pub(super) income: i128,
    /// Of it, what is lost: never above 0.
    pub(super) income_lost: i128,
    pub(super) fund_switch: i128,
    /// What general funds bear more for other funds than their lines cost more: never above 0.
    pub(super) switch_lost: i128,
    pub(super) avoidance: i128,
    /// Of it, what posts for more cases cost: never above 0.
    pub(super) prevention_lost: i128,
    pub(super) not_cashable: i128,
    pub(super) other_funds: i128,
}

impl Kinds {
    /// What a target that counts these kinds may count, before what is lost.
    pub(super) fn counted(&self, counting: &[SavingKind]) -> i128 {
        let of = |kind: &SavingKind| match kind {
            SavingKind::CostReduction => self.cost_reduction,
            SavingKind::FundSwitch => self.fund_switch,
            SavingKind::Avoidance => self.avoidance,
            SavingKind::Income => self.income,
        };
        counting.iter().map(of).sum()
    }

    /// What such a target bears of the kinds it leaves out: of income, of prevention, of fund switches.
    pub(super) fn lost(&self, counting: &[SavingKind]) -> [i128; 3] {
        let lost = [
            (SavingKind::Income, self.income_lost),
            (SavingKind::Avoidance, self.prevention_lost),
            (SavingKind::FundSwitch, self.switch_lost),
        ];
        lost.map(|(kind, lost)| if counting.contains(&kind) { 0 } else { lost })
    }

    /// Together with others.
    pub(super) fn and(mut self, other: &Kinds) -> Kinds {
        self.cost_reduction += other.cost_reduction;
        self.income += other.income;
        self.income_lost += other.income_lost;
        self.fund_switch += other.fund_switch;
        self.switch_lost += other.switch_lost;
        self.avoidance += other.avoidance;
        self.prevention_lost += other.prevention_lost;
        self.not_cashable += other.not_cashable;
        self.other_funds += other.other_funds;
        self
    }
}

/// A line as one reading has it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Less {
    /// Who pays it, where that is no general fund.
    pub(super) payer: Option<usize>,
    /// Is spending less on it cash?
    pub(super) cash: bool,
    /// Is it a line of income?
    pub(super) income: bool,
    /// What it costs less: by the footprint, by measures that reduce, earn and avoid, by prevention, by
    /// needed posts of today that stand empty.
    pub(super) parts: [i128; 6],
    /// What general funds bear less of it.
    pub(super) borne: i128,
}

impl Less {
    fn all(&self) -> i128 {
        self.parts.iter().sum()
    }
}

/// By line.
pub(super) fn kinds(lines: &[Less]) -> Vec<Kinds> {
    let (counted, lost) = counted(lines);
    let each = lines.iter().zip(counted).zip(lost);
    each.map(|((line, counted), switch_lost)| Kinds { switch_lost, ..of_line(line, counted) }).collect()
}

/// By line, how much of what it costs less general funds bear less, and what switches of its group lose.
fn counted(lines: &[Less]) -> (Vec<i128>, Vec<i128>) {
    let (mut counted, mut lost) = (vec![0; lines.len()], vec![0; lines.len()]);
    let mut others: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        match line.payer {
            Some(fund) => others.entry(fund).or_default().push(at),
            None => groups.push(vec![at]),
        }
    }
    groups.extend(others.into_values());
    for group in groups {
        let (less, borne) =
            group.iter().fold((0, 0), |(less, borne), at| (less + lines[*at].all(), borne + lines[*at].borne));
        let ours = lines[group[0]].payer.is_none();
        let shared = if ours { less } else { in_common(borne, less) };
        lost[group[0]] = (borne - shared).min(0);
        let mut left = shared;
        for at in group {
            counted[at] = in_common(left, lines[at].all());
            left -= counted[at];
        }
    }
    (counted, lost)
}

/// What two amounts have in common: the one nearer nothing, and nothing where their signs differ.
fn in_common(one: i128, other: i128) -> i128 {
    if one.signum() != other.signum() {
        return 0;
    }
    if one.abs() < other.abs() { one } else { other }
}

fn of_line(line: &Less, counted: i128) -> Kinds {
    let parts = if counted == line.all() {
        line.parts
    } else {
        let mut left = counted;
        line.parts.map(|part| {
            let counts = in_common(left, part);
            left -= counts;
            counts
        })
    };
    let [less, reduced, received, avoided, prevented, empty] = parts;
    // Money received and a pressure that does not come are what they are on any line; spending less, and
    // losing or winning what a line earns, is cash only where the line is.
    let mut kinds = Kinds {
        income: received,
        avoidance: avoided + prevented,
        prevention_lost: prevented.min(0),
        fund_switch: line.borne - counted,
        other_funds: line.all() - counted,
        // Nobody decided that.
        not_cashable: empty,
        ..Kinds::default()
    };
    if !line.cash {
        kinds.not_cashable += less + reduced;
    } else if line.income {
        kinds.income += less;
        kinds.income_lost = less.min(0);
        kinds.cost_reduction = reduced;
    } else {
        kinds.cost_reduction = less + reduced;
    }
    kinds
}

#[cfg(test)]
mod tests {
    use super::*;

    const GRANT: Option<usize> = Some(1);

    /// All lines together.
    fn total(lines: &[Less]) -> Kinds {
        kinds(lines).iter().fold(Kinds::default(), Kinds::and)
    }

    /// A line of spending that the footprint alone changes.
    fn line(payer: Option<usize>, less: i128, borne: i128) -> Less {
        Less { payer, cash: true, income: false, parts: [less, 0, 0, 0, 0, 0], borne }
    }

    #[test]
    fn a_line_cut_while_its_grant_is_cut_saves_what_the_general_fund_bears_less() {
        // A grant of 100 falls to 60: doing nothing the general fund bears 40. Cut to 70 it bears 10: 30 less,
        // and the line costs 30 less.
        assert_eq!(total(&[line(GRANT, 30, 30)]), Kinds { cost_reduction: 30, ..Kinds::default() });
    }

    #[test]
    fn a_cut_of_one_line_is_no_switch_of_another_on_the_same_grant() {
        // The first costs 20 less, the grant's money goes to the second, which overflows by 10 and not by 30.
        let lines = [line(GRANT, 20, 0), line(GRANT, 0, 20)];
        let found = total(&lines);
        assert_eq!((found.cost_reduction, found.fund_switch, found.other_funds), (20, 0, 0));
        assert_eq!(found.switch_lost, 0);
        // Line by line the switch goes to and fro: −20 where the cut is, 20 where the grant pays more.
        let by_line = kinds(&lines);
        assert_eq!([by_line[0].fund_switch, by_line[1].fund_switch], [-20, 20]);
    }

    #[test]
    fn a_grant_that_pays_more_is_a_switch_and_no_reduction() {
        // The line costs what it did; the grant bears 25 more of it.
        assert_eq!(total(&[line(GRANT, 0, 25)]), Kinds { fund_switch: 25, ..Kinds::default() });
        // And 25 less: that is lost.
        let lost = Kinds { fund_switch: -25, switch_lost: -25, ..Kinds::default() };
        assert_eq!(total(&[line(GRANT, 0, -25)]), lost);
    }

    #[test]
    fn what_a_grant_keeps_of_a_cut_is_other_funds() {
        // A line costs 30 less, of which the general fund paid 10: 20 stay with the grant.
        let expected = Kinds { cost_reduction: 10, other_funds: 20, ..Kinds::default() };
        assert_eq!(total(&[line(GRANT, 30, 10)]), expected);
        // The general fund bears 10 less and the line costs 30 more: nothing of it is in common.
        let expected = Kinds { fund_switch: 10, other_funds: -30, ..Kinds::default() };
        assert_eq!(total(&[line(GRANT, -30, 10)]), expected);
    }

    #[test]
    fn lines_and_parts_take_in_their_order_what_they_have_of_one_sign() {
        // −10, 30 and 25 come to 45, of which 40 are borne less: nothing of −10, all of 30, 10 of 25.
        let mut lines = [line(GRANT, -10, 0), line(GRANT, 30, 40), line(GRANT, 25, 0)];
        assert_eq!(counted(&lines), (vec![0, 30, 10], vec![0; 3]));
        // 25 are 5 by the footprint, −3 by a measure, 8 of income, 4 of avoidance, 11 by prevention: 10 are the
        // first 5, and 5 of the 8.
        lines[2].parts = [5, -3, 8, 4, 11, 0];
        let expected = Kinds { cost_reduction: 5, income: 5, fund_switch: -10, other_funds: 15, ..Kinds::default() };
        assert_eq!(of_line(&lines[2], 10), expected);
        // All of it counts as it is, with both signs.
        let expected = Kinds { cost_reduction: 2, income: 8, avoidance: 15, fund_switch: -25, ..Kinds::default() };
        assert_eq!(of_line(&lines[2], 25), expected);
    }

    #[test]
    fn two_funds_are_two_groups_and_one_does_not_make_up_for_the_other() {
        let lines = [line(Some(1), 20, 0), line(Some(2), 0, 20), line(None, 7, 7), line(None, -4, -4)];
        let found = total(&lines);
        assert_eq!((found.cost_reduction, found.fund_switch, found.other_funds), (3, 20, 20));
        // It bears 20 less for one fund and 5 more for the other: 5 are lost all the same, and stand at the first
        // line of their fund.
        let lines = [line(None, 0, 0), line(Some(2), 0, 20), line(Some(1), 0, -2), line(Some(1), 0, -3)];
        assert_eq!(counted(&lines), (vec![0; 4], vec![0, 0, -5, 0]));
        assert_eq!((total(&lines).fund_switch, total(&lines).switch_lost), (15, -5));
    }

    #[test]
    fn all_that_a_line_of_a_general_fund_costs_less_is_its_own_and_the_rest_a_switch() {
        // 30 less, and another fund pays 50 of it from now on.
        let expected = Kinds { cost_reduction: 30, fund_switch: 50, ..Kinds::default() };
        assert_eq!(total(&[line(None, 30, 80)]), expected);
        // Another fund paid 100 in the base and has ended; the line is cut to 90, and all 90 are borne now.
        let expected = Kinds { cost_reduction: 10, fund_switch: -100, switch_lost: -100, ..Kinds::default() };
        assert_eq!(total(&[line(None, 10, -90)]), expected);
    }

    #[test]
    fn what_is_lost_is_told_of_the_parts_that_count() {
        // A line of income that earns 9 less; more cases for 6; neither is cash where the line is none.
        let mut earned = Less { income: true, parts: [-9, 2, 0, 0, -6, 0], ..line(None, 0, -13) };
        let expected = Kinds {
            income: -9,
            income_lost: -9,
            cost_reduction: 2,
            avoidance: -6,
            prevention_lost: -6,
            ..Kinds::default()
        };
        assert_eq!(total(&[earned]), expected);
        earned.cash = false;
        let expected = Kinds { not_cashable: -7, avoidance: -6, prevention_lost: -6, ..Kinds::default() };
        assert_eq!(total(&[earned]), expected);
        // A target bears of it what it does not count.
        let found = Kinds { switch_lost: -1, fund_switch: -1, income: -9, income_lost: -9, ..expected };
        assert_eq!((found.counted(&[]), found.lost(&[])), (0, [-9, -6, -1]));
        let all = [SavingKind::Income, SavingKind::Avoidance, SavingKind::FundSwitch];
        assert_eq!((found.counted(&all), found.lost(&all)), (-16, [0; 3]));
        assert_eq!((found.counted(&all[..1]), found.lost(&all[..1])), (-9, [0, -6, -1]));
    }

    #[test]
    fn every_penny_is_of_one_kind_on_both_sides() {
        // Every triple of lines of small amounts on two grants and the general fund.
        let mut turn = 0_u64;
        let mut drawn = move |most: i128| {
            turn = turn.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            i128::from(turn >> 33) % (2 * most + 1) - most
        };
        for _ in 0..20_000 {
            let lines: Vec<Less> = (0..4)
                .map(|_| {
                    let parts = [0; 6].map(|_| drawn(9));
                    let payer = usize::try_from(drawn(1)).ok();
                    let all = parts.iter().sum();
                    let borne = if payer.is_none() && drawn(1) == 0 { all } else { drawn(20) };
                    Less { payer, cash: drawn(1) != 0, income: drawn(1) == 0, parts, borne }
                })
                .collect();
            for (line, kinds) in lines.iter().zip(kinds(&lines)) {
                let cash_or_not = kinds.cost_reduction + kinds.income + kinds.avoidance + kinds.not_cashable;
                assert_eq!(cash_or_not + kinds.fund_switch, line.borne);
                assert_eq!(cash_or_not + kinds.other_funds, line.all());
                assert!([kinds.income_lost, kinds.prevention_lost, kinds.switch_lost].iter().all(|lost| *lost <= 0));
            }
        }
    }
}
