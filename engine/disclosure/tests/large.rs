//! A large council: how long it takes, and how much is hidden.

use doorstep_disclosure::{Beside, Column, Frame, Partition, Shown, Table, Threshold, publish};

const AREAS: usize = 700;

#[test]
fn a_large_council_is_quick_and_little_is_hidden_beyond_what_is_small() {
    let mut state = 7_u64;
    let mut below = move |bound: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % bound
    };
    let districts = Partition { parts: 10, of: (0..AREAS).map(|area| area / 70).collect() };
    let fifths = Partition { parts: 5, of: (0..AREAS).map(|area| area * 7 % 5).collect() };
    let partitions = [districts, fifths];
    let beside = [Beside { groups: 4, adds_up: true }, Beside { groups: 3, adds_up: false }];
    let frame = Frame::new(AREAS, &partitions, &beside).unwrap();
    let column = |areas: Vec<u64>| -> Column {
        let total = areas.iter().sum::<u64>();
        let part =
            |one: &Partition, part| areas.iter().zip(&one.of).filter(|(_, of)| **of == part).map(|(c, _)| c).sum();
        let parts = partitions.iter().map(|one| (0..one.parts).map(|at| part(one, at)).collect()).collect();
        let groups = vec![total / 2, total / 3, 3.min(total), total - total / 2 - total / 3 - 3.min(total)];
        Table { parts, beside: vec![groups, vec![total / 5, total / 9, total / 30]], total, areas }
    };
    let mut started = std::time::Duration::ZERO;
    let (mut small, mut hidden, mut cells, mut sums) = (0, 0, 0, 0);
    for service in 0..6 {
        // A service for everybody at first, for few people at last; an option changes a third of the areas.
        let eligible = (0..AREAS).map(|_| below(60 / (service + 1) + 4)).collect::<Vec<_>>();
        let cap = column(eligible.clone());
        let mut measures = vec![vec![cap.clone(); 5]];
        for _ in 0..3 {
            let today = eligible.iter().map(|count| below(count + 1)).collect::<Vec<_>>();
            let mut columns = vec![column(today.clone())];
            for _ in 0..4 {
                let changed = today.iter().zip(&eligible);
                let changed = changed.map(|(was, count)| if below(3) == 0 { below(count + 1) } else { *was });
                columns.push(column(changed.collect()));
            }
            measures.push(columns);
        }
        let clock = std::time::Instant::now();
        let caps = publish(Threshold::default(), &frame, &measures[0][0], &measures[0][1..], None).unwrap();
        let mut published = vec![];
        for columns in &measures[1..] {
            published.push(publish(Threshold::default(), &frame, &columns[0], &columns[1..], Some(&caps)).unwrap());
        }
        started += clock.elapsed();
        for (columns, published) in measures[1..].iter().zip(&published).chain([(&measures[0], &caps)]) {
            for (truth, shown) in columns.iter().zip([&published.today].into_iter().chain(&published.options)) {
                for (truth, shown) in truth.areas.iter().zip(&shown.areas) {
                    cells += 1;
                    small += usize::from((1..5).contains(truth));
                    hidden += usize::from(*shown == Shown::Hidden);
                }
                let lines = shown.parts.iter().flatten().chain([&shown.total]);
                sums += lines.filter(|shown| **shown == Shown::Hidden).count();
            }
        }
    }
    println!("{cells} areas: {small} small, {hidden} hidden, {sums} of 1920 sums hidden; {} ms", started.as_millis());
    // A tenth more than what is small itself is little; a sum is hidden where no area can give way.
    assert!(hidden * 10 < small * 11 && sums < 20, "{hidden} areas and {sums} sums are hidden");
}
