//! A council drawn from a seed: what anybody may know of it, and how many people stand in every cell of area,
//! group and characteristic.

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

    pub fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound.max(1) as u64).unwrap()
    }

    pub fn between(&mut self, from: usize, to: usize) -> usize {
        from + self.below(to - from + 1)
    }

    pub fn count(&mut self, most: i64) -> i64 {
        i64::try_from(self.below(usize::try_from(most).unwrap() + 1)).unwrap()
    }

    pub fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }
}

/// What is public of a council: nothing here is a count of people.
#[derive(Debug)]
pub struct Council {
    pub threshold: u8,
    /// By area.
    pub districts: Vec<usize>,
    pub deciles: Vec<Option<u8>>,
    pub groups: usize,
    /// By service: the groups it is for.
    pub services: Vec<Vec<bool>>,
    /// Today and the options.
    pub sides: usize,
    /// By side, service and area: the way to the nearest place; `None` where there is none.
    pub ways: Vec<Vec<Vec<Option<i32>>>>,
    /// By option, service (the last stands for sites) and area: is the nearest place lost, is none left?
    pub fates: Vec<Vec<Vec<(bool, bool)>>>,
    /// By side and site.
    pub levels: Vec<Vec<&'static str>>,
    pub sites: Vec<(i32, i32)>,
}

/// How near is near.
pub const NEAR: i32 = 1200;

/// Whom a count is of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Of {
    /// Those who live there.
    People,
    /// Those whom a service reaches on a side.
    Reached { side: usize, service: usize },
}

impl Council {
    pub fn areas(&self) -> usize {
        self.districts.len()
    }

    /// How many cells of area, group and characteristic there are.
    pub fn cells(&self) -> usize {
        self.areas() * self.groups * 3
    }

    /// Area, group, and whether they have the characteristic: yes, no, not assessed.
    pub fn cell(&self, cell: usize) -> (usize, usize, usize) {
        (cell / 3 / self.groups, cell / 3 % self.groups, cell % 3)
    }

    /// Where a count stands in a world.
    pub fn leaf(&self, of: Of, cell: usize) -> usize {
        match of {
            Of::People => cell,
            Of::Reached { side, service } => (1 + side * self.services.len() + service) * self.cells() + cell,
        }
    }

    pub fn leaves(&self) -> usize {
        (1 + self.sides * self.services.len()) * self.cells()
    }

    pub fn near(&self, side: usize, service: usize, area: usize) -> bool {
        self.ways[side][service][area].is_some_and(|way| way <= NEAR)
    }

    /// Public facts, with so many options; nothing closes where a page has to stand with one of them.
    pub fn draw(draw: &mut Draw, options: usize, closes: bool) -> Council {
        let areas = if draw.one_in(6) { draw.between(13, 30) } else { draw.between(3, 12) };
        let districts = draw.between(1, 5.min(areas));
        let deciles = draw.between(1, 5);
        let decile = |draw: &mut Draw| (!draw.one_in(8)).then(|| u8::try_from(1 + 2 * draw.below(deciles)).unwrap());
        let groups = draw.between(1, 3);
        let first: Vec<bool> = (0..groups).map(|group| group == 0 || !draw.one_in(3)).collect();
        let mut services = vec![first];
        for _ in 1..draw.between(1, 3) {
            let mut own = if draw.one_in(2) { services[0].clone() } else { vec![false; groups] };
            let all = own.contains(&true);
            own.iter_mut().filter(|_| !all).for_each(|own| *own = draw.one_in(2));
            let any = draw.below(groups);
            own[any] |= !own.contains(&true);
            services.push(own);
        }
        let sites = draw.between(1, 4);
        let place =
            |draw: &mut Draw| (i32::try_from(draw.below(5000)).unwrap(), i32::try_from(draw.below(5000)).unwrap());
        let kept = draw.between(1, 6);
        let of = |draw: &mut Draw| (0..areas).map(|_| way(draw)).collect::<Vec<_>>();
        let today: Vec<Vec<Option<i32>>> = services.iter().map(|_| of(draw)).collect();
        let mut ways = vec![today.clone()];
        for _ in 0..options {
            let after = |draw: &mut Draw, was: &Option<i32>| if draw.one_in(kept) { way(draw) } else { *was };
            ways.push(today.iter().map(|today| today.iter().map(|was| after(draw, was)).collect()).collect());
        }
        let fate = |draw: &mut Draw| {
            let lost = draw.one_in(kept);
            (lost, lost && draw.one_in(3))
        };
        let fates =
            (0..options).map(|_| (0..=services.len()).map(|_| (0..areas).map(|_| fate(draw)).collect()).collect());
        let fates = fates.collect();
        let open = ["full", "part", "closed"];
        let levels = |draw: &mut Draw| (0..sites).map(|_| open[draw.below(if closes { 3 } else { 2 })]).collect();
        let mut levels: Vec<Vec<&'static str>> = (0..=options).map(|_| levels(draw)).collect();
        // Sites that close need two options that differ.
        for (side, levels) in levels.iter_mut().enumerate() {
            levels[0] = open[side % 2];
        }
        Council {
            threshold: [5, 5, 5, 6, 7, 10][draw.below(6)],
            districts: (0..areas).map(|area| if area < districts { area } else { draw.below(districts) }).collect(),
            deciles: (0..areas).map(|_| decile(draw)).collect(),
            groups,
            services,
            sides: options + 1,
            ways,
            fates,
            levels,
            sites: (0..sites).map(|_| place(draw)).collect(),
        }
    }

    /// Who lives there, and who is reached: many cells with a few people, many with nobody.
    pub fn people(&self, draw: &mut Draw) -> Vec<i64> {
        let mut world = vec![0; self.leaves()];
        let step = i64::from(self.threshold);
        let style = draw.below(4);
        let assessed: Vec<bool> = (0..self.areas()).map(|_| !draw.one_in(6)).collect();
        for (cell, people) in world.iter_mut().enumerate().take(self.cells()) {
            let most = match (style, draw.below(4)) {
                (0, _) | (1, 0) => step,
                (1, _) => 30,
                (2, 0 | 1) | (3, 0) => 0,
                (2, _) => 9,
                _ => 80,
            };
            // An area is assessed or is not.
            let (area, _, own) = self.cell(cell);
            *people = if assessed[area] == (own < 2) { draw.count(most) } else { 0 };
        }
        for service in 0..self.services.len() {
            let (few, change) = (draw.below(3), draw.below(4));
            for side in 0..self.sides {
                for cell in (0..self.cells()).filter(|cell| self.services[service][self.cell(*cell).1]) {
                    let most = world[cell];
                    let was = world[self.leaf(Of::Reached { side: 0, service }, cell)];
                    let own = match (side, change, few) {
                        (1.., 0 | 1, _) if !draw.one_in(4) => was,
                        (1.., 2, _) => (was + draw.count(step) - step / 2).clamp(0, most),
                        (_, _, 0) => draw.count(most),
                        (_, _, 1) => most - draw.count(2).min(most),
                        _ => draw.count(most.min(step)),
                    };
                    world[self.leaf(Of::Reached { side, service }, cell)] = own;
                }
            }
        }
        world
    }
}

fn way(draw: &mut Draw) -> Option<i32> {
    (!draw.one_in(12)).then(|| i32::try_from(200 + draw.below(2200)).unwrap())
}
