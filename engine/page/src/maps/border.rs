//! Borders with fewer points, the same on both sides: a point is kept or dropped for all the areas
//! it belongs to, so neighbours never come apart.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// In units of the sheet, so that equal points are equal.
pub(super) type Point = (i32, i32);
pub(super) type Ring = Vec<Point>;

/// A ring without points said twice in a row; nothing where it encloses nothing any more.
pub(super) fn tidy(points: impl Iterator<Item = Point>) -> Option<Ring> {
    let mut ring: Ring = points.collect();
    ring.dedup();
    while ring.len() > 1 && ring.first() == ring.last() {
        ring.pop();
    }
    (ring.len() > 2).then_some(ring)
}

/// Drops points that hardly bend a border: those whose triangle with their neighbours is smaller than
/// `least` square units, the smallest first (Visvalingam and Whyatt). Where borders meet or part,
/// every point stays.
pub(super) fn thin(areas: &mut [Vec<Ring>], least: f64) {
    let mut net: BTreeMap<Point, Vec<Point>> = BTreeMap::new();
    for (from, to) in areas.iter().flatten().flat_map(|ring| sides(ring)) {
        for (one, other) in [(from, to), (to, from)] {
            let near = net.entry(one).or_default();
            if !near.contains(&other) {
                near.push(other);
            }
        }
    }
    let mut queue: BTreeSet<(u64, Point)> = net.keys().filter_map(|at| Some((bend(&net, *at)?, *at))).collect();
    let most = (2.0 * least).max(0.0) as u64;
    let mut dropped: BTreeSet<Point> = BTreeSet::new();
    while let Some((size, at)) = queue.pop_first() {
        if size >= most {
            break;
        }
        let Some([one, other]) = ends(&net, at) else { continue };
        if net.get(&one).is_some_and(|near| near.contains(&other)) {
            continue;
        }
        for end in [one, other] {
            if let Some(before) = bend(&net, end) {
                queue.remove(&(before, end));
            }
        }
        net.remove(&at);
        dropped.insert(at);
        for (end, far) in [(one, other), (other, one)] {
            for near in net.get_mut(&end).into_iter().flatten() {
                if *near == at {
                    *near = far;
                }
            }
            if let Some(now) = bend(&net, end) {
                queue.insert((now, end));
            }
        }
    }
    for ring in areas.iter_mut().flatten() {
        ring.retain(|point| !dropped.contains(point));
    }
}

/// The two neighbours of a point in the middle of a border.
fn ends(net: &BTreeMap<Point, Vec<Point>>, at: Point) -> Option<[Point; 2]> {
    net.get(&at)?.as_slice().try_into().ok()
}

/// Twice the triangle a point makes with its neighbours.
fn bend(net: &BTreeMap<Point, Vec<Point>>, at: Point) -> Option<u64> {
    let [one, other] = ends(net, at)?;
    let across = |point: Point| (i64::from(point.0) - i64::from(at.0), i64::from(point.1) - i64::from(at.1));
    let ((ax, ay), (bx, by)) = (across(one), across(other));
    Some((ax * by - ay * bx).unsigned_abs())
}

/// Its sides, the last back to the first.
pub(super) fn sides(ring: &[Point]) -> impl Iterator<Item = (Point, Point)> {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

/// Sides that part two districts, or a district from what is not on the map, as lines. Nothing where
/// the outlines of neighbours do not meet, for then every border would be one.
pub(super) fn parting(areas: &[Vec<Ring>], district: impl Fn(usize) -> Option<usize>) -> Vec<Vec<Point>> {
    let mut known: BTreeMap<(Point, Point), Vec<Option<usize>>> = BTreeMap::new();
    for (at, rings) in areas.iter().enumerate() {
        for (from, to) in rings.iter().flat_map(|ring| sides(ring)) {
            known.entry((from.min(to), from.max(to))).or_default().push(district(at));
        }
    }
    let alone = known.values().filter(|beside| beside.len() == 1).count();
    if areas.len() > 1 && alone * 2 > known.len() {
        return Vec::new();
    }
    let mut left: BTreeMap<Point, BTreeSet<Point>> = BTreeMap::new();
    for ((from, to), beside) in known {
        if beside.len() == 1 || beside.iter().any(|one| *one != beside[0]) {
            left.entry(from).or_default().insert(to);
            left.entry(to).or_default().insert(from);
        }
    }
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

/// A path's words: where it begins, then steps.
pub(super) fn path(lines: &[Vec<Point>], closed: bool) -> String {
    let mut words = String::new();
    for line in lines {
        let mut at: Option<Point> = None;
        for (x, y) in line {
            // Writing to a string cannot fail.
            let _ = match at {
                None => write!(words, "M{x}{}l", number(*y, true)),
                Some((from_x, from_y)) => {
                    let first = words.ends_with('l');
                    let (right, down) = (x.saturating_sub(from_x), y.saturating_sub(from_y));
                    write!(words, "{}{}", number(right, !first), number(down, true))
                }
            };
            at = Some((*x, *y));
        }
        if closed {
            words.push('z');
        }
    }
    words
}

/// A minus parts numbers as well as a space does.
fn number(value: i32, apart: bool) -> String {
    if apart && value >= 0 { format!(" {value}") } else { value.to_string() }
}

#[cfg(test)]
mod tests {
    use super::{parting, path, thin, tidy};

    #[test]
    fn neighbours_drop_the_same_points() {
        let left = vec![(0, 0), (10, 0), (10, 5), (11, 7), (10, 10), (0, 10)];
        let right = vec![(10, 0), (20, 0), (20, 10), (10, 10), (11, 7), (10, 5)];
        let mut areas = [vec![left], vec![right]];
        thin(&mut areas, 4.0);
        assert_eq!(areas[0][0], [(0, 0), (10, 0), (11, 7), (10, 10), (0, 10)]);
        assert_eq!(areas[1][0], [(10, 0), (20, 0), (20, 10), (10, 10), (11, 7)]);
    }

    #[test]
    fn a_small_island_stays_a_triangle() {
        let mut areas = [vec![vec![(0, 0), (2, 0), (2, 2), (0, 2)]]];
        thin(&mut areas, 1000.0);
        assert_eq!(areas[0][0].len(), 3);
    }

    #[test]
    fn lines_part_districts_and_go_round_the_whole() {
        let square = |x: i32| vec![vec![(x, 0), (x + 1, 0), (x + 1, 1), (x, 1)]];
        let areas = [square(0), square(1), square(2)];
        let lines = parting(&areas, |area| Some(area / 2));
        let sides: usize = lines.iter().map(|line| line.len() - 1).sum();
        assert_eq!(sides, 8 + 1);
        assert!(lines.iter().any(|line| line.as_slice() == [(2, 0), (2, 1)] || line.as_slice() == [(2, 1), (2, 0)]));
    }

    #[test]
    fn outlines_that_do_not_meet_part_nothing() {
        let square = |x: i32| vec![vec![(x, 0), (x + 1, 0), (x + 1, 1), (x, 1)]];
        assert!(parting(&[square(0), square(5), square(9)], |_| None).is_empty());
    }

    #[test]
    fn a_path_says_no_more_than_it_must() {
        assert_eq!(path(&[vec![(5, 5), (8, 5), (7, 9)]], true), "M5 5l3 0-1 4z");
        assert_eq!(path(&[], true), "");
        assert_eq!(tidy([(1, 1), (1, 1), (2, 2), (1, 1)].into_iter()), None);
    }
}
