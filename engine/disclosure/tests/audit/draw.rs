//! Draws reports, from a seed.

use doorstep_disclosure::{Beside, Column, Frame, Partition, Table, Threshold};

/// A report: its first measure caps the second, if it is capped.
pub struct Drawn {
    pub threshold: Threshold,
    pub frame: Frame,
    pub areas: usize,
    pub partitions: Vec<Partition>,
    pub beside: Vec<Beside>,
    pub capped: bool,
    /// By measure, today and the options.
    pub measures: Vec<Vec<Column>>,
}

/// Steele, Lea and Flood's split-mix generator.
pub struct Draw(u64);

impl Draw {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound.max(1)
    }

    fn size(&mut self, from: usize, to: usize) -> usize {
        from + usize::try_from(self.below((to - from + 1) as u64)).unwrap()
    }

    /// Many small counts, zeros, and drifts of every area by a little.
    pub fn report(&mut self) -> Drawn {
        let areas = self.size(3, 14);
        self.draw(areas, false)
    }

    /// No count under the threshold; options are today, or far from it.
    pub fn large_report(&mut self) -> Drawn {
        let areas = self.size(3, 14);
        self.draw(areas, true)
    }

    fn draw(&mut self, areas: usize, large: bool) -> Drawn {
        let step = [3, 5, 5, 10][self.size(0, 3)];
        let partitions = (0..self.size(1, 3))
            .map(|_| {
                let parts = self.size(1, 6.min(areas));
                // Often a part has a single area.
                let of = (0..areas).map(|area| if area < parts { area } else { self.size(0, parts - 1) }).collect();
                Partition { parts, of }
            })
            .collect::<Vec<_>>();
        let beside = (0..self.size(0, 2)).map(|_| Beside { groups: self.size(1, 4), adds_up: self.below(2) == 0 });
        let beside = beside.collect::<Vec<_>>();
        let options = self.size(1, 3);
        let style = self.below(4);
        let mut today = self.counts(areas, step, style, large);
        let capped = !large && self.below(2) == 0;
        let mut measures = Vec::new();
        let mut caps: Vec<Vec<u64>> = Vec::new();
        let mut cap_besides: Vec<Vec<Vec<u64>>> = Vec::new();
        for measure in 0..2 {
            let mut columns = Vec::new();
            let mut besides: Vec<Vec<Vec<u64>>> = Vec::new();
            let change = self.below(4);
            for column in 0..=options {
                let mut counts = if column == 0 { today.clone() } else { self.change(&today, step, change, large) };
                if measure == 1 && capped {
                    for (count, cap) in counts.iter_mut().zip(&caps[column]) {
                        *count = (*count).min(*cap);
                    }
                }
                let cap = (measure == 1 && capped).then(|| cap_besides[column].clone());
                let total = counts.iter().sum::<u64>();
                let groups = beside.iter().enumerate().map(|(at, one)| {
                    let cap = cap.as_ref().map(|cap| cap[at].as_slice());
                    self.groups(*one, total, step, large, cap, besides.first().map(|today| today[at].as_slice()))
                });
                let groups = groups.collect::<Vec<_>>();
                let parts = partitions.iter().map(|one| {
                    let sum = |part| counts.iter().zip(&one.of).filter(|(_, of)| **of == part).map(|(c, _)| c).sum();
                    (0..one.parts).map(sum).collect()
                });
                columns.push(Table { parts: parts.collect(), beside: groups.clone(), total, areas: counts });
                besides.push(groups);
            }
            caps = columns.iter().map(|column| column.areas.clone()).collect();
            cap_besides = besides;
            measures.push(columns);
            today = self.counts(areas, step, style, large);
            if capped {
                // People reached: most of those eligible, or few.
                let few = self.below(2) == 0;
                today = caps[0]
                    .iter()
                    .map(|cap| if few { self.below(cap + 1) } else { cap - self.below(3).min(*cap) })
                    .collect();
            }
        }
        let frame = Frame::new(areas, &partitions, &beside).unwrap();
        let threshold = Threshold::new(u8::try_from(step).unwrap()).unwrap();
        Drawn { threshold, frame, areas, partitions, beside, capped, measures }
    }

    fn counts(&mut self, areas: usize, step: u64, style: u64, large: bool) -> Vec<u64> {
        let one = |draw: &mut Self| match (large, style, draw.below(4)) {
            (true, ..) => step + draw.below(60),
            (_, 0, _) => draw.below(step * 2),
            (_, 1, 0) | (_, 2, 1) => draw.below(step),
            (_, 1, _) => step + draw.below(40),
            (_, 2, _) => 0,
            // All at the upper edge of what one shown count may mean: sums say the most then.
            (_, _, 0) => 1 + draw.below(step),
            _ => step + step.div_ceil(2) - 1,
        };
        (0..areas).map(|_| one(self)).collect()
    }

    fn change(&mut self, today: &[u64], step: u64, change: u64, large: bool) -> Vec<u64> {
        let one = |draw: &mut Self, was: u64| match (large, change, draw.below(3)) {
            (true, _, 0) => was + step * 2,
            (true, ..) | (_, 0, 0 | 1) => was,
            (_, 0, _) => draw.below(step * 4),
            (_, 1, _) => was + draw.below(step),
            (_, 2, _) => was + step - 1,
            _ => (was + draw.below(step * 2)).saturating_sub(step),
        };
        today.iter().map(|was| one(self, *was)).collect()
    }

    /// Groups beside the areas: under those of the cap, and adding up to the total if they are to.
    fn groups(
        &mut self,
        one: Beside,
        total: u64,
        step: u64,
        large: bool,
        cap: Option<&[u64]>,
        today: Option<&[u64]>,
    ) -> Vec<u64> {
        let room = |at: usize| cap.map_or(u64::MAX, |cap| cap[at]);
        if !one.adds_up {
            let any = |draw: &mut Self, at: usize| match today.map(|today| today[at]) {
                Some(was) if large || draw.below(2) == 0 => was.min(total),
                _ if large => total - draw.below(2) * (total - step),
                _ => {
                    let most = if draw.below(2) == 0 { step } else { total };
                    draw.below(most + 1).min(total)
                }
            };
            return (0..one.groups).map(|at| any(self, at).min(room(at))).collect();
        }
        let mut groups = vec![0; one.groups];
        let mut left = total;
        if large {
            // One group: anything else may be near to today's without being today's.
            groups[0] = total;
            return groups;
        }
        for (at, group) in groups.iter_mut().enumerate() {
            *group = self.below(left.min(room(at)) + 1);
            left -= *group;
        }
        for (at, group) in groups.iter_mut().enumerate() {
            let more = left.min(room(at) - *group);
            *group += more;
            left -= more;
        }
        assert_eq!(left, 0);
        groups
    }
}
