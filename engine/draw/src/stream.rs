//! Random numbers that depend on a seed, a purpose and a name, and on nothing else.

use chacha20::ChaCha8Rng;
use chacha20::rand_core::{Rng as _, SeedableRng as _};
use sha2::{Digest as _, Sha256};

/// What a stream is for: two purposes of one name never share a draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// One draw a member, or one a stratum.
    Value,
    /// Which member gets which stratum.
    Order,
    /// The scrambling of a dimension of Sobol's sequence, and of its second half in Saltelli's design.
    Scramble,
    ScrambleAgain,
    /// Where trajectories begin and which way a number moves in them.
    Start,
    /// In which order the numbers of a trajectory move: of no number, but of the design.
    Moves,
    /// Values dealt out anew, to see what comes by chance.
    Deal,
}

/// 0 to `count` − 1 in an order that follows from a seed and a name: to deal values out anew.
pub fn order(seed: u64, name: &str, count: usize) -> Vec<usize> {
    Stream::new(seed, Purpose::Deal, name).order(count)
}

/// A stream of `ChaCha8`: the seed and the purpose are its key, the hash of the name is its stream.
pub(crate) struct Stream(ChaCha8Rng);

impl Stream {
    pub(crate) fn new(seed: u64, purpose: Purpose, name: &str) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        key[8] = purpose as u8;
        key[16..].copy_from_slice(b"doorstep-draw v1");
        let mut rng = ChaCha8Rng::from_seed(key);
        let hash = Sha256::digest(name.as_bytes());
        rng.set_stream(hash.iter().take(8).rev().fold(0, |sum, byte| (sum << 8) | u64::from(*byte)));
        Self(rng)
    }

    pub(crate) fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// Between 0 and 1, never either: the middle of one of 2⁵² equal parts.
    pub(crate) fn share(&mut self) -> f64 {
        part(self.bits() >> 12)
    }

    #[allow(clippy::cast_possible_truncation, reason = "it lies below `end`")]
    /// A whole number below `end`, each as likely (Lemire 2019, with rejection).
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let end = end as u128;
        loop {
            let product = u128::from(self.bits()) * end;
            let rest = product & u128::from(u64::MAX);
            if rest >= (1 << 64) % end {
                return (product >> 64) as usize;
            }
        }
    }

    /// 0 to `count` − 1 in an order of which each is as likely (Fisher and Yates).
    pub(crate) fn order(&mut self, count: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..count).collect();
        for at in (1..count).rev() {
            order.swap(at, self.below(at + 1));
        }
        order
    }
}

/// The middle of one of 2⁵² equal parts of 0 to 1, which a double holds exactly.
pub(crate) fn part(at: u64) -> f64 {
    (at as f64 + 0.5) / (1_u64 << 52) as f64
}
