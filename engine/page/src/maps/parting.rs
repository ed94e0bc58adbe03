//! The lines around districts, found from the outlines of their areas.

use super::border::{Point, Ring, sides};
use std::collections::{BTreeMap, BTreeSet};

/// How far beside a side to look for what lies there, in units.
const ASIDE: f64 = 7.0;

/// Sides that part two districts, or a district from what is not on the map, as lines. Nothing where
/// the outlines of neighbours do not meet, for then every border would be one.
pub(super) fn parting(areas: &[Vec<Ring>], district: impl Fn(usize) -> Option<usize>) -> Vec<Vec<Point>> {
    let mut known: BTreeMap<(Point, Point), Vec<usize>> = BTreeMap::new();
    for (at, rings) in areas.iter().enumerate() {
        for (from, to) in rings.iter().flat_map(|ring| sides(ring)) {
            known.entry((from.min(to), from.max(to))).or_default().push(at);
        }
    }
    let beside: BTreeSet<usize> = known.values().filter(|beside| beside.len() > 1).flatten().copied().collect();
    let drawn = areas.iter().filter(|rings| !rings.is_empty()).count();
    if drawn > 1 && beside.len() * 2 < drawn {
        return Vec::new();
    }
    let boxes: Vec<Option<[i32; 4]>> = areas.iter().map(|rings| around(rings)).collect();
    let mut left: BTreeMap<Point, BTreeSet<Point>> = BTreeMap::new();
    for ((from, to), beside) in known {
        let parts = match beside.as_slice() {
            // One side's points are not always the other's: look what lies beyond.
            [own] => aside(from, to).into_iter().filter(|at| !inside(&areas[*own], boxes[*own], *at)).any(|at| {
                let beyond = (0..areas.len()).find(|area| inside(&areas[*area], boxes[*area], at));
                beyond.is_none_or(|beyond| district(beyond) != district(*own))
            }),
            [first, rest @ ..] => rest.iter().any(|one| district(*one) != district(*first)),
            [] => false,
        };
        if parts {
            left.entry(from).or_default().insert(to);
            left.entry(to).or_default().insert(from);
        }
    }
    chained(left)
}

/// A point to the left of the middle of a side and one to its right.
fn aside(from: Point, to: Point) -> [(f64, f64); 2] {
    let ((ax, ay), (bx, by)) = ((f64::from(from.0), f64::from(from.1)), (f64::from(to.0), f64::from(to.1)));
    let long = (bx - ax).hypot(by - ay).max(1.0);
    let (across, down) = ((by - ay) / long * ASIDE, (ax - bx) / long * ASIDE);
    let (x, y) = (f64::midpoint(ax, bx), f64::midpoint(ay, by));
    [(x + across, y + down), (x - across, y - down)]
}

fn around(rings: &[Ring]) -> Option<[i32; 4]> {
    let mut points = rings.iter().flatten();
    let (x, y) = *points.next()?;
    Some(points.fold([x, y, x, y], |[l, t, r, b], (x, y)| [l.min(*x), t.min(*y), r.max(*x), b.max(*y)]))
}

/// Is a point surrounded by an odd number of rings?
fn inside(rings: &[Ring], around: Option<[i32; 4]>, (x, y): (f64, f64)) -> bool {
    let Some([left, top, right, bottom]) = around.map(|ends| ends.map(f64::from)) else { return false };
    if x < left || x > right || y < top || y > bottom {
        return false;
    }
    let crossed = rings.iter().flat_map(|ring| sides(ring)).filter(|((ax, ay), (bx, by))| {
        let (ax, ay, bx, by) = (f64::from(*ax), f64::from(*ay), f64::from(*bx), f64::from(*by));
        (ay > y) != (by > y) && x < ax + (y - ay) / (by - ay) * (bx - ax)
    });
    crossed.count() % 2 == 1
}

/// Sides as lines, as long as they go on without a fork.
fn chained(mut left: BTreeMap<Point, BTreeSet<Point>>) -> Vec<Vec<Point>> {
    // Where lines meet they begin and end; what is left then are rings.
    let starts: Vec<Point> = left.iter().filter(|(_, to)| to.len() != 2).map(|(at, _)| *at).collect();
    let all: Vec<Point> = left.keys().copied().collect();
    let mut lines = Vec::new();
    for start in starts.into_iter().chain(all) {
        while let Some(mut next) = left.get_mut(&start).and_then(BTreeSet::pop_first) {
            let (mut at, mut line) = (start, vec![start]);
            loop {
                left.entry(next).or_default().remove(&at);
                line.push(next);
                at = next;
                match left.get_mut(&at) {
                    Some(to) if to.len() == 1 => next = to.pop_first().unwrap_or(at),
                    _ => break,
                }
            }
            lines.push(line);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::parting;

    #[test]
    fn lines_part_districts_and_go_round_the_whole() {
        let square = |x: i32| vec![vec![(x, 0), (x + 1, 0), (x + 1, 1), (x, 1)]];
        let areas = [square(0), square(1), square(2)];
        let lines = parting(&areas, |area| Some(area / 2));
        let sides: usize = lines.iter().map(|line| line.len() - 1).sum();
        assert_eq!(sides, 8 + 1);
        let between = |pair: &[(i32, i32)]| pair.contains(&(2, 0)) && pair.contains(&(2, 1));
        assert_eq!(lines.iter().flat_map(|line| line.windows(2)).filter(|pair| between(pair)).count(), 1);
    }

    #[test]
    fn outlines_that_do_not_meet_part_nothing() {
        let square = |x: i32| vec![vec![(x, 0), (x + 1, 0), (x + 1, 1), (x, 1)]];
        assert!(parting(&[square(0), square(5), square(9)], |_| None).is_empty());
    }
}
