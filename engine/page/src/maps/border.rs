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
/// every point stays, and so do the last three of a ring.
pub(super) fn thin(areas: &mut [Vec<Ring>], least: u64) {
    let mut net = Net::of(areas);
    let mut queue: BTreeSet<(u64, Point)> = net.near.keys().filter_map(|at| Some((net.bend(*at)?, *at))).collect();
    while let Some((size, at)) = queue.pop_first() {
        if size >= 2 * least {
            break;
        }
        let Some(ends) = net.ends(at).filter(|_| net.spare(at)) else { continue };
        for end in ends {
            if let Some(before) = net.bend(end) {
                queue.remove(&(before, end));
            }
        }
        net.drop(at, ends);
        queue.extend(ends.into_iter().filter_map(|end| Some((net.bend(end)?, end))));
    }
    for ring in areas.iter_mut().flatten() {
        ring.retain(|point| net.near.contains_key(point));
    }
}

/// All borders as one net.
struct Net {
    /// The points a point is joined to, whoever's border joins them.
    near: BTreeMap<Point, Vec<Point>>,
    /// The rings a point lies on.
    on: BTreeMap<Point, Vec<usize>>,
    /// How many points a ring still has.
    left: Vec<usize>,
}

impl Net {
    fn of(areas: &[Vec<Ring>]) -> Net {
        let mut net = Net { near: BTreeMap::new(), on: BTreeMap::new(), left: Vec::new() };
        for (which, ring) in areas.iter().flatten().enumerate() {
            for (from, to) in sides(ring) {
                for (one, other) in [(from, to), (to, from)] {
                    let near = net.near.entry(one).or_default();
                    if !near.contains(&other) {
                        near.push(other);
                    }
                }
                net.on.entry(from).or_default().push(which);
            }
            net.left.push(ring.len());
        }
        net
    }

    /// The two neighbours of a point in the middle of a border.
    fn ends(&self, at: Point) -> Option<[Point; 2]> {
        self.near.get(&at)?.as_slice().try_into().ok()
    }

    /// Can every ring a point lies on do without it?
    fn spare(&self, at: Point) -> bool {
        self.on.get(&at).is_some_and(|rings| rings.iter().all(|ring| self.left[*ring] > 3))
    }

    /// Twice the triangle a point makes with its neighbours.
    fn bend(&self, at: Point) -> Option<u64> {
        let [one, other] = self.ends(at)?;
        let across = |point: Point| (i64::from(point.0) - i64::from(at.0), i64::from(point.1) - i64::from(at.1));
        let ((ax, ay), (bx, by)) = (across(one), across(other));
        Some((ax * by - ay * bx).unsigned_abs())
    }

    /// Joins the neighbours of a point instead. Where they are joined already, one side's border had a
    /// point that the other's had not: now they are one.
    fn drop(&mut self, at: Point, [one, other]: [Point; 2]) {
        self.near.remove(&at);
        for (end, far) in [(one, other), (other, one)] {
            if let Some(near) = self.near.get_mut(&end) {
                near.retain(|point| *point != at);
                if !near.contains(&far) {
                    near.push(far);
                }
            }
        }
        for ring in self.on.remove(&at).unwrap_or_default() {
            self.left[ring] -= 1;
        }
    }
}

/// Its sides, the last back to the first.
pub(super) fn sides(ring: &[Point]) -> impl Iterator<Item = (Point, Point)> {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
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
    use super::{path, thin, tidy};

    #[test]
    fn neighbours_drop_the_same_points() {
        let left = vec![(0, 0), (10, 0), (10, 5), (11, 7), (10, 10), (0, 10)];
        let right = vec![(10, 0), (20, 0), (20, 10), (10, 10), (11, 7), (10, 5)];
        let mut areas = [vec![left], vec![right]];
        thin(&mut areas, 4);
        assert_eq!(areas[0][0], [(0, 0), (10, 0), (11, 7), (10, 10), (0, 10)]);
        assert_eq!(areas[1][0], [(10, 0), (20, 0), (20, 10), (10, 10), (11, 7)]);
    }

    #[test]
    fn a_small_island_stays_a_triangle() {
        let mut areas = [vec![vec![(0, 0), (2, 0), (2, 2), (0, 2)]]];
        thin(&mut areas, 1000);
        assert_eq!(areas[0][0].len(), 3);
    }

    #[test]
    fn a_point_that_only_one_side_has_does_not_part_neighbours() {
        let left = vec![(0, 0), (50, 0), (50, 50), (0, 50)];
        let right = vec![(50, 0), (90, 0), (90, 50), (50, 50), (51, 25)];
        let mut areas = [vec![left], vec![right]];
        thin(&mut areas, 30);
        assert!(!areas[1][0].contains(&(51, 25)));
        assert_eq!(areas.iter().flatten().map(Vec::len).sum::<usize>(), 8);
    }

    #[test]
    fn a_path_says_no_more_than_it_must() {
        assert_eq!(path(&[vec![(5, 5), (8, 5), (7, 9)]], true), "M5 5l3 0-1 4z");
        assert_eq!(path(&[], true), "");
        assert_eq!(tidy([(1, 1), (1, 1), (2, 2), (1, 1)].into_iter()), None);
    }
}
