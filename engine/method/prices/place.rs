//! The best one place can do at given prices.
//!
//! An offer that runs gains by each session, first from those it pays most to address:
//!
//! ```text
//! g(x) = c̄_z + max { Σ_a c̄_a r_a : Σ_a δ_a r_a ≤ q x, 0 ≤ r_a ≤ N_a } + c̄_x x,     lo ≤ x ≤ hi
//! ```
//!
//! which is concave in x; with "does not run" beside it stands its concave envelope, a list of pieces.
//! At each level the pieces of all offers fill the rooms, most gain for an hour first. The last piece
//! may be cut, so what comes out is no less than the best.

use super::kernel::{Kernel, Offered, Place};

/// A stretch of sessions that gains the same by each.
#[derive(Debug, Clone, Copy)]
struct Piece {
    /// Offer, as a position among those of the place.
    offer: usize,
    steps: f64,
    gain: f64,
    room: f64,
    /// Does it hold what it takes to run at all?
    first: bool,
}

/// An offer at given prices.
#[derive(Debug, Clone, Default)]
struct Priced {
    /// Ways worth having: which, gain by a person, people; best by a place first.
    ways: Vec<(u32, f64, f64)>,
    /// What is taken whatever else: steps, gain and room, of an offer that must run.
    forced: Option<(f64, f64, f64)>,
}

/// What a place does best, and what each of its options would be worth.
#[derive(Debug, Clone, Default)]
pub(super) struct Answer {
    /// By option: the most it could be worth; −∞ where it is ruled out.
    pub worth: Vec<f64>,
    /// The best option.
    pub option: usize,
    /// Offers that run: position in the place, how much of it (1 unless cut), steps.
    pub runs: Vec<(usize, f64, f64)>,
    /// Arms: which way, how many people.
    pub people: Vec<(u32, f64)>,
}

impl Answer {
    /// The best.
    pub fn best(&self) -> f64 {
        self.worth.get(self.option).copied().unwrap_or(f64::NEG_INFINITY)
    }
}

/// Reduced costs: of columns, and of a way.
pub(super) struct Reduced<'k> {
    pub kernel: &'k Kernel,
    /// By narrow column.
    pub columns: &'k [f64],
    /// By row.
    pub prices: &'k [f64],
}

impl Reduced<'_> {
    fn way(&self, way: usize) -> f64 {
        let found = &self.kernel.ways[way];
        let ties = self.kernel.of_arm.of_list(found.arm as usize);
        found.worth
            - self.prices[found.cohort as usize]
            - ties.iter().map(|(row, each)| self.prices[*row as usize] * each).sum::<f64>()
    }

    /// The best the place can do. With `held`, one column of it stands at a value.
    pub fn answer(&self, place: &Place, held: Option<(usize, f64)>) -> Answer {
        let side = |column: usize| match held {
            Some((at, value)) if at == column => (value, value),
            _ => (self.kernel.lower[column], self.kernel.upper[column]),
        };
        let mut pieces = Vec::new();
        let mut priced = Vec::with_capacity(place.offers.len());
        for (at, offer) in place.offers.iter().enumerate() {
            priced.push(self.price(&self.kernel.offers[*offer], at, &side, &mut pieces));
        }
        let mut answer = Answer::default();
        let mut taken = Vec::new();
        let must = place.options.iter().position(|option| option.column.is_some_and(|column| side(column).0 > 0.5));
        for (at, option) in place.options.iter().enumerate() {
            let ruled_out =
                must.is_some_and(|must| must != at) || option.column.is_some_and(|column| side(column).1 < 0.5);
            let filled = if ruled_out { None } else { self.fill(place, at, option.room, &priced, &pieces) };
            let worth = filled.as_ref().map_or(f64::NEG_INFINITY, |(worth, _)| {
                worth + option.column.map_or(0.0, |column| self.columns[column])
            });
            if at == 0 || worth > answer.best() {
                answer.option = at;
                taken = filled.map(|(_, taken)| taken).unwrap_or_default();
            }
            answer.worth.push(worth);
        }
        self.tell(place, &priced, &taken, &mut answer);
        answer
    }

    /// An offer's ways and pieces.
    fn price(&self, offer: &Offered, at: usize, side: &dyn Fn(usize) -> (f64, f64), pieces: &mut Vec<Piece>) -> Priced {
        let (runs, sessions) = (side(offer.runs), side(offer.sessions));
        let (low, high) = (offer.least.max(sessions.0), offer.most.min(sessions.1));
        let must = runs.0 > 0.5 || sessions.0 > 1e-9;
        let mut priced = Priced::default();
        if runs.1 < 0.5 || low > high + 1e-9 {
            return priced;
        }
        for way in offer.ways.clone() {
            let gain = self.way(way);
            if gain > 0.0 {
                #[allow(clippy::cast_possible_truncation, reason = "ways are fewer than 2³²")]
                priced.ways.push((way as u32, gain, self.kernel.ways[way].people));
            }
        }
        let by_place = |way: &(u32, f64, f64)| way.1 / self.kernel.ways[way.0 as usize].decay;
        priced.ways.sort_by(|a, b| by_place(b).total_cmp(&by_place(a)).then(a.0.cmp(&b.0)));
        let each = self.columns[offer.sessions];
        // What running takes, and the first sessions, which come with it.
        let (mut steps, mut gain) = (low, self.columns[offer.runs] + each * low);
        let mut places_left = low * offer.people;
        let mut rest: Vec<(f64, f64)> = Vec::new();
        for (way, worth, people) in &priced.ways {
            let decay = self.kernel.ways[*way as usize].decay;
            let within = people.min(places_left / decay);
            gain += worth * within;
            places_left -= within * decay;
            let (left, density) = (people - within, worth / decay * offer.people + each);
            if left > 1e-12 && offer.people > 0.0 {
                if density <= 0.0 {
                    break;
                }
                rest.push((left * decay / offer.people, density));
            }
        }
        if each > 0.0 {
            rest.push((f64::INFINITY, each));
        }
        let mut room = (high - low).max(0.0);
        let mut rest = rest.into_iter().filter_map(|(wide, density)| {
            let wide = wide.min(room);
            room -= wide;
            (wide > 0.0).then_some((wide, density))
        });
        let mut over = None;
        if must {
            priced.forced = Some((steps, gain, steps * offer.room));
        } else {
            // Sessions are added to the first piece while they pay more than it does on average.
            for (wide, density) in rest.by_ref() {
                if gain > 0.0 && density * steps <= gain {
                    over = Some((wide, density));
                    break;
                }
                steps += wide;
                gain += wide * density;
            }
            if gain <= 0.0 {
                return priced;
            }
            pieces.push(Piece { offer: at, steps, gain, room: steps * offer.room, first: true });
        }
        for (wide, density) in over.into_iter().chain(rest) {
            let (gain, room) = (wide * density, wide * offer.room);
            pieces.push(Piece { offer: at, steps: wide, gain, room, first: false });
        }
        priced
    }

    /// What the offers allowed by an option gain in its room, and which pieces do it, each with the part
    /// of it; `None` where what must run does not fit.
    #[allow(clippy::type_complexity, reason = "a sum and its parts")]
    fn fill(
        &self,
        place: &Place,
        option: usize,
        room: f64,
        priced: &[Priced],
        pieces: &[Piece],
    ) -> Option<(f64, Vec<(Piece, f64)>)> {
        let allowed = |offer: usize| self.kernel.offers[place.offers[offer]].allowed.get(option) == Some(&true);
        let (mut left, mut worth) = (room + 1e-9, 0.0);
        let mut taken = Vec::new();
        for (at, offer) in priced.iter().enumerate() {
            if let Some((steps, gain, room)) = offer.forced {
                if !allowed(at) {
                    return None;
                }
                left -= room;
                worth += gain;
                taken.push((Piece { offer: at, steps, gain, room, first: true }, 1.0));
            }
        }
        if left < 0.0 {
            return None;
        }
        let mut mine: Vec<Piece> = pieces.iter().copied().filter(|piece| allowed(piece.offer)).collect();
        let needed: f64 = mine.iter().map(|piece| piece.room).sum();
        if needed > left {
            // By an offer pieces fall in gain, so a later one never comes before an earlier one.
            let density = |piece: &Piece| if piece.room > 0.0 { piece.gain / piece.room } else { f64::INFINITY };
            mine.sort_by(|a, b| density(b).total_cmp(&density(a)));
        }
        for piece in mine {
            let part = if piece.room > left { (left / piece.room).max(0.0) } else { 1.0 };
            if part > 0.0 {
                left -= part * piece.room;
                worth += part * piece.gain;
                taken.push((piece, part));
            }
        }
        Some((worth, taken))
    }

    /// Sessions and people of the pieces taken.
    fn tell(&self, place: &Place, priced: &[Priced], taken: &[(Piece, f64)], answer: &mut Answer) {
        let mut runs: Vec<(f64, f64)> = vec![(0.0, 0.0); place.offers.len()];
        for (piece, part) in taken {
            let (run, steps) = &mut runs[piece.offer];
            *run = run.max(if piece.first { *part } else { 0.0 });
            *steps += part * piece.steps;
        }
        for (at, (run, steps)) in runs.into_iter().enumerate().filter(|(_, (run, _))| *run > 0.0) {
            answer.runs.push((at, run, steps));
            let mut places = steps * self.kernel.offers[place.offers[at]].people;
            for (way, _, people) in &priced[at].ways {
                let decay = self.kernel.ways[*way as usize].decay;
                let come = (people * run).min(places / decay);
                if come <= 0.0 {
                    break;
                }
                places -= come * decay;
                answer.people.push((*way, come));
            }
        }
    }
}
