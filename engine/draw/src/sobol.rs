//! Sobol's sequence, scrambled.
//!
//! No crate was found good enough (looked up in 2026): `sobol_burley` 0.5 (MIT or Apache-2.0) gives 2¹⁶ points of
//! `f32` in 256 dimensions; `sobol` 1.0 has not changed since 2020 and brings a decompressor of that age; `sobol-qmc`
//! 2.5 brings a second statrs, nalgebra and rand. So the published direction numbers of Joe & Kuo (2008, BSD) are read
//! here, as all three do: 32 bits, hence 2³² points, in [`MOST_DIMENSIONS`] dimensions.
//!
//! Scrambling is Matoušek's (1998): every direction number is multiplied by a random lower triangular matrix of bits,
//! and every point moved by a random shift. As in Owen's nested scrambling (1995), of which Burley's (2020) hashes are
//! a quick form, each point is then uniform and the sequence stays a digital net; `SciPy`, and with it `SALib`, does the
//! same. The first point is kept (Owen 2020). Powers of two members fill their nets; other counts are as random but
//! less even.

use crate::MOST_DIMENSIONS;
use crate::stream::{Stream, part};

const BITS: usize = 32;

/// Joe & Kuo's table: a comment, then dimension, degree, polynomial and first direction numbers by line.
const TABLE: &str = include_str!("joe-kuo-6.512.txt");

/// The direction numbers of a dimension from 0, the highest bit first.
fn directions(dimension: usize) -> Option<[u32; BITS]> {
    let mut found = [0; BITS];
    if dimension == 0 {
        for (at, direction) in found.iter_mut().enumerate() {
            *direction = 1 << (BITS - 1 - at);
        }
        return Some(found);
    }
    let line = TABLE.lines().filter(|line| !line.starts_with('#')).nth(dimension - 1)?;
    let figures: Vec<u32> = line.split(' ').map(str::parse).collect::<Result<_, _>>().ok()?;
    let [_, _, polynomial, first @ ..] = figures.as_slice() else { return None };
    let degree = first.len();
    for at in 0..BITS {
        found[at] = if let Some(first) = first.get(at) {
            first << (BITS - 1 - at)
        } else {
            let mut direction = found[at - degree] ^ (found[at - degree] >> degree);
            for term in 1..degree {
                if polynomial >> (degree - 1 - term) & 1 == 1 {
                    direction ^= found[at - term];
                }
            }
            direction
        };
    }
    Some(found)
}

/// The first points of a dimension, scrambled by a stream; none if there is no such dimension.
pub(crate) fn points(dimension: usize, members: usize, stream: &mut Stream) -> Option<Vec<f64>> {
    if dimension >= MOST_DIMENSIONS {
        return None;
    }
    let plain = directions(dimension)?;
    // Row i of the matrix makes bit i of 52: itself, and by chance any bit before it. Below bit 32 chance alone.
    let rows: Vec<u32> = (0..52)
        .map(|row| {
            let chance = (stream.bits() >> 32) as u32;
            match row {
                0 => 1 << 31,
                1..BITS => (chance & !(u32::MAX >> row)) | 1 << (BITS - 1 - row),
                _ => chance,
            }
        })
        .collect();
    let shift = stream.bits() >> 12;
    let scrambled = plain
        .map(|direction| rows.iter().fold(0, |bits, row| bits << 1 | u64::from((row & direction).count_ones() & 1)));
    let mut now = shift;
    let points = (0..members).map(|at| {
        let point = part(now);
        // Gray code: the next point differs by the direction of the lowest zero bit (Antonov & Saleev 1979).
        now ^= scrambled[(at.trailing_ones() as usize).min(BITS - 1)];
        point
    });
    Some(points.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stream::Purpose;

    #[test]
    fn there_are_direction_numbers_for_every_dimension() {
        for dimension in 0..MOST_DIMENSIONS {
            let found = directions(dimension).unwrap();
            // Every direction ends in its own bit: the generating matrix is triangular.
            assert!(found.iter().enumerate().all(|(at, one)| one.trailing_zeros() as usize == BITS - 1 - at));
        }
        assert_eq!(directions(MOST_DIMENSIONS), None);
    }

    #[test]
    fn the_plain_sequence_is_that_of_scipy() {
        // scipy.stats.qmc.Sobol(512, scramble=False).random(1000)
        for (dimension, member, expected) in [
            (0, 4, 0.375),
            (1, 6, 0.125),
            (2, 7, 0.375),
            (5, 3, 0.25),
            (5, 17, 0.46875),
            (5, 999, 0.844_726_562_5),
            (100, 3, 0.75),
            (100, 17, 0.09375),
            (100, 999, 0.706_054_687_5),
            (511, 17, 0.34375),
            (511, 999, 0.458_007_812_5),
        ] {
            let directions = directions(dimension).unwrap();
            let point = (0..member).fold(0_u32, |now, at: u32| now ^ directions[at.trailing_ones() as usize]);
            let apart = f64::from(point) / 4_294_967_296.0 - expected;
            assert!(apart.abs() < 1e-15, "dimension {dimension}, member {member}");
        }
    }

    #[test]
    fn every_dimension_stays_a_net_when_scrambled() {
        for dimension in [0, 1, 7, 100, 511] {
            let mut stream = Stream::new(5, Purpose::Scramble, "net");
            let points = points(dimension, 1024, &mut stream).unwrap();
            let mut seen = [false; 1024];
            for point in points {
                let stratum = (1..1024).filter(|end| point * 1024.0 >= f64::from(*end)).count();
                assert!(!std::mem::replace(&mut seen[stratum], true), "dimension {dimension}");
            }
        }
    }
}
