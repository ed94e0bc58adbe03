//! The problem as places and the rows between them, in flat lists.

use crate::formulation::{ColumnKey, Formulation, RowKey};
use crate::instance::Instance;
use crate::method::assembled::Flat;
use doorstep_scenario::Host;

/// Columns but those of reach, in the order of the formulation: reach stands between sessions and what
/// rules add, and is left out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Narrow {
    /// First column of reach.
    first: usize,
    /// Columns of reach.
    arms: usize,
}

impl Narrow {
    pub fn of(formulation: &Formulation) -> Narrow {
        Narrow { first: formulation.layout.reach(0), arms: formulation.instance.arms.len() }
    }

    /// Where a column stands; `Err` with its arm for one of reach.
    pub fn at(self, column: usize) -> Result<usize, usize> {
        if column < self.first {
            Ok(column)
        } else if column < self.first + self.arms {
            Err(column - self.first)
        } else {
            Ok(column - self.arms)
        }
    }

    /// The column that stands there.
    pub fn column(self, at: usize) -> usize {
        if at < self.first { at } else { at + self.arms }
    }

    /// The column of an arm.
    pub fn reach(self, arm: usize) -> usize {
        self.first + arm
    }

    /// How many columns there are.
    pub fn len(self, all: usize) -> usize {
        all - self.arms
    }
}

/// Lists of pairs, one after another.
#[derive(Debug, Clone, Default)]
pub(super) struct Lists {
    starts: Vec<u32>,
    pairs: Vec<(u32, f64)>,
}

impl Lists {
    #[allow(clippy::cast_possible_truncation, reason = "fewer pairs than a machine of our size could hold")]
    fn of(count: usize, entries: &[(usize, u32, f64)]) -> Lists {
        let mut starts = vec![0_u32; count + 1];
        for (list, _, _) in entries {
            starts[list + 1] += 1;
        }
        for at in 0..count {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let mut pairs = vec![(0, 0.0); entries.len()];
        for (list, row, value) in entries {
            pairs[next[*list] as usize] = (*row, *value);
            next[*list] += 1;
        }
        Lists { starts, pairs }
    }

    pub fn of_list(&self, list: usize) -> &[(u32, f64)] {
        &self.pairs[self.starts[list] as usize..self.starts[list + 1] as usize]
    }
}

/// A row between places.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tie {
    pub lower: f64,
    pub upper: f64,
}

/// A way for people to be addressed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way {
    pub arm: u32,
    /// The row of its cohort: once per service.
    pub cohort: u32,
    /// Most people.
    pub people: f64,
    /// Share of them who come.
    pub decay: f64,
    /// What one of them adds to the goal.
    pub worth: f64,
}

/// What one place can decide.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// Its levels; one without a column where there are none.
    pub options: Vec<PlaceOption>,
    /// Its offers.
    pub offers: Vec<usize>,
}

/// A level of a site, or a venue as it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct PlaceOption {
    /// Column of the level.
    pub column: Option<usize>,
    /// Room for sessions.
    pub room: f64,
}

/// An offer in its place.
#[derive(Debug, Clone)]
pub(super) struct Offered {
    pub runs: usize,
    pub sessions: usize,
    /// Which options of its place allow it.
    pub allowed: Vec<bool>,
    /// Room that one step takes.
    pub room: f64,
    /// People who come to one step.
    pub people: f64,
    pub least: f64,
    pub most: f64,
    /// Its ways, as a range.
    pub ways: std::ops::Range<usize>,
}

/// The whole problem, to be made most.
#[derive(Debug, Clone)]
pub(super) struct Kernel {
    pub narrow: Narrow,
    /// 1 where more is better, −1 where less is.
    pub sign: f64,
    pub offset: f64,
    pub cost: Vec<f64>,
    pub lower: Vec<f64>,
    pub upper: Vec<f64>,
    /// Columns no place decides.
    pub loose: Vec<usize>,
    pub ties: Vec<Tie>,
    /// Where each tie comes from: a cohort, or a row of the problem.
    pub rows: Vec<Result<usize, usize>>,
    /// The first ties are once per service, one a cohort.
    pub cohorts: usize,
    /// Rows by column.
    pub of_column: Lists,
    /// Rows by arm, but that of its cohort.
    pub of_arm: Lists,
    pub ways: Vec<Way>,
    pub places: Vec<Place>,
    pub offers: Vec<Offered>,
}

impl Kernel {
    /// Has another problem the same columns and rows between places, whatever stands in them?
    pub fn fits(&self, other: &Kernel) -> bool {
        self.rows == other.rows && self.cost.len() == other.cost.len()
    }

    pub fn of(formulation: &Formulation, flat: &Flat) -> Kernel {
        let instance = &formulation.instance;
        let narrow = Narrow::of(formulation);
        let sign = if flat.objective.maximise { 1.0 } else { -1.0 };
        let count = narrow.len(flat.lower.len());
        let (mut cost, mut worth) = (vec![0.0; count], vec![0.0; instance.arms.len()]);
        for (column, each) in &flat.objective.terms {
            match narrow.at(*column) {
                Ok(at) => cost[at] += sign * each,
                Err(arm) => worth[arm] += sign * each,
            }
        }
        let Ties { all: ties, rows, of_column, of_arm } = ties(formulation, flat, narrow, count);
        let (ways, offers) = offers(instance, formulation, &worth);
        let places = places(instance, formulation);
        let side = |sides: &[f64]| (0..count).map(|at| sides[narrow.column(at)]).collect();
        let loose = (0..count).filter(|at| {
            let key = formulation.columns.at(narrow.column(*at)).key;
            !matches!(key, ColumnKey::Level(..) | ColumnKey::Runs(_) | ColumnKey::Sessions(_))
        });
        Kernel {
            narrow,
            sign,
            offset: sign * flat.objective.offset,
            cost,
            lower: side(&flat.lower),
            upper: side(&flat.upper),
            loose: loose.collect(),
            ties,
            rows,
            cohorts: instance.cohorts.len(),
            of_column,
            of_arm,
            ways,
            places,
            offers,
        }
    }
}

/// Rows between places, with their columns.
struct Ties {
    all: Vec<Tie>,
    rows: Vec<Result<usize, usize>>,
    of_column: Lists,
    of_arm: Lists,
}

/// The rows that are not of one place, once per service first.
#[allow(clippy::cast_possible_truncation, reason = "rows are fewer than 2³²")]
fn ties(formulation: &Formulation, flat: &Flat, narrow: Narrow, count: usize) -> Ties {
    let instance = &formulation.instance;
    let once = |cohort: &crate::instance::Cohort| Tie { lower: f64::NEG_INFINITY, upper: cohort.potential };
    let mut ties: Vec<Tie> = instance.cohorts.iter().map(once).collect();
    let mut rows: Vec<Result<usize, usize>> = (0..ties.len()).map(Ok).collect();
    let (mut by_column, mut by_arm) = (Vec::new(), Vec::new());
    for (at, (lower, upper, terms)) in flat.rows.iter().enumerate() {
        if formulation.rows.get(at).is_some_and(|row| of_one_place(row.key, instance)) {
            continue;
        }
        let row = ties.len() as u32;
        rows.push(Err(at));
        ties.push(Tie { lower: *lower, upper: *upper });
        for (column, each) in terms {
            match narrow.at(*column) {
                Ok(at) => by_column.push((at, row, *each)),
                Err(arm) => by_arm.push((arm, row, *each)),
            }
        }
    }
    let of_arm = Lists::of(instance.arms.len(), &by_arm);
    Ties { all: ties, rows, of_column: Lists::of(count, &by_column), of_arm }
}

/// Is a row kept by the problem of one place, or told to it in another way?
pub(super) fn of_one_place(key: RowKey, instance: &Instance) -> bool {
    match key {
        RowKey::NeedsLevel(offer) => instance.offers[offer.0].host != Host::Everywhere,
        RowKey::OneLevel(_)
        | RowKey::LeastSessions(_)
        | RowKey::MostSessions(_)
        | RowKey::Rooms(_)
        | RowKey::RoomsAt(..)
        | RowKey::SessionsAt(..)
        | RowKey::AllLevels(_)
        | RowKey::VenueWeek(_)
        | RowKey::OncePerService(_)
        | RowKey::OnlyIfRuns(_)
        | RowKey::Capacity(_) => true,
        _ => false,
    }
}

#[allow(clippy::cast_possible_truncation, reason = "arms and cohorts are fewer than 2³²")]
fn offers(instance: &Instance, formulation: &Formulation, worth: &[f64]) -> (Vec<Way>, Vec<Offered>) {
    let mut ways = Vec::with_capacity(instance.arms.len());
    let mut offers = Vec::with_capacity(instance.offers.len());
    for (at, offer) in instance.offers.iter().enumerate() {
        let first = ways.len();
        ways.extend(instance.arms_of_offer(at).map(|arm| Way {
            arm: arm as u32,
            cohort: instance.arms[arm].cohort() as u32,
            people: instance.cohorts[instance.arms[arm].cohort()].potential,
            decay: instance.arms[arm].decay,
            worth: worth[arm],
        }));
        let step = offer.step.per_week();
        let (allowed, room) = match offer.host {
            Host::Site(site) => {
                let levels = &instance.scenario.sites[site.0].levels;
                let allowed = levels.iter().map(|level| offer.levels.contains(level)).collect();
                (allowed, offer.mode(&instance.scenario).room_hours * step)
            }
            Host::Venue(_) => (vec![true], step),
            Host::Everywhere => (vec![true], 0.0),
        };
        offers.push(Offered {
            runs: formulation.layout.runs(at),
            sessions: formulation.layout.sessions(at),
            allowed,
            room,
            people: offer.served_by_session * step,
            least: f64::from(offer.least.0 / offer.step.0),
            most: f64::from(offer.most.0 / offer.step.0),
            ways: first..ways.len(),
        });
    }
    (ways, offers)
}

/// Sites, venues, then offers everywhere.
fn places(instance: &Instance, formulation: &Formulation) -> Vec<Place> {
    let scenario = &instance.scenario;
    let at_site = |(at, site): (usize, &doorstep_scenario::Site)| {
        let columns = formulation.layout.levels(instance, at).zip(&site.levels);
        let option = |(column, level): (usize, &doorstep_scenario::LevelIx)| PlaceOption {
            column: Some(column),
            room: f64::from(site.rooms) * scenario.levels[level.0].hours,
        };
        Place { options: columns.map(option).collect(), offers: Vec::new() }
    };
    let alone = |room: f64| Place { options: vec![PlaceOption { column: None, room }], offers: Vec::new() };
    let mut places: Vec<Place> = scenario.sites.iter().enumerate().map(at_site).collect();
    places.extend(scenario.venues.iter().map(|venue| alone(venue.weekly_sessions.per_week())));
    for (at, offer) in instance.offers.iter().enumerate() {
        match offer.host {
            Host::Site(site) => places[site.0].offers.push(at),
            Host::Venue(venue) => places[scenario.sites.len() + venue.0].offers.push(at),
            Host::Everywhere => {
                places.push(Place { offers: vec![at], ..alone(f64::INFINITY) });
            }
        }
    }
    places
}
