//! An adversary who holds finished public pages.

#![allow(clippy::unwrap_used, clippy::cast_possible_wrap, reason = "a test in several files, of small numbers")]

mod build;
mod draw;
mod reader;

use build::{Builder, parts};
use draw::{Council, Draw};
use reader::{MOST, Page, Reader, Sum, value};

#[test]
fn audit() {
    let mut draw = Draw::new(1);
    let mut tally = [0_usize; 8];
    let start = std::time::Instant::now();
    let mut times = [std::time::Duration::ZERO; 3];
    for report in 0..200 {
        let options = draw.between(1, 3);
        let council = Council::draw(&mut draw, options);
        let world = council.people(&mut draw);
        let which: Vec<usize> = (0..options).collect();
        let t = std::time::Instant::now();
        let shown = doorstep_page::publish::published(Builder::new(&council, &world).dossier(&which), council.threshold);
        times[0] += t.elapsed();
        let shown = shown.unwrap_or_else(|faults| panic!("{faults:?}"));
        let parts = parts(&council, &world);
        let t = std::time::Instant::now();
        let reader = Reader::new(&council, &parts, vec![Page { shown, options: which.clone() }]);
        times[1] += t.elapsed();
        if reader.broken(&world).is_some() { for (s, side) in reader.pages[0].shown.sides().enumerate() { for (v, f) in side.figures.iter().enumerate() { println!("side {s} service {v} {:?}", f.iter().zip(&parts).map(|(f, w)| format!("{w:?} {:?}", f.reached)).collect::<Vec<_>>()); } } }
        assert!(reader.broken(&world).is_none(), "{:?} {:?}", reader.broken(&world), world);
        let step = i64::from(council.threshold);
        for service in 0..council.services.len() {
            for side in 0..council.sides {
                for who in &parts {
                    let sums: Vec<(Sum, &str)> = if side == 0 {
                        vec![(reader.eligible(service, *who), "eligible"), (reader.reached(0, service, *who), "today")]
                    } else {
                        vec![(reader.reached(side, service, *who), "option")]
                    };
                    for (sum, name) in sums {
                        let count = value(&sum, &world);
                        if 0 < count && count < step {
                            tally[0] += 1;
                            let t = std::time::Instant::now();
                            let found = reader.world(&world, &sum, (step, MOST), &mut draw, 1);
                            let found = found.or_else(|| reader.world(&world, &sum, (0, 0), &mut draw, 1));
                            let found = found.or_else(|| {tally[5] += 1; reader.world(&world, &sum, (step, MOST), &mut draw, 100)});
                            times[2] += t.elapsed();
                            match found {
                                Some(other) => {
                                    assert!(reader.broken(&other).is_none());
                                    if tally[0] % 20 == 0 { tally[3] += 1; let shown = doorstep_page::publish::published(Builder::new(&council, &other).dossier(&which), council.threshold).unwrap();
                                    let same = shown == reader.pages[0].shown;
                                    tally[2] += usize::from(same); }
                                }
                                None => {
                                    tally[1] += 1;
                                    let of = parts.iter().position(|w| w == who).unwrap();
                                    let s = &reader.pages[0].shown;
                                    println!("report {report} {name} side {side} service {service} part {:?} count {count} areas {}", s.parts[of], council.areas());
                                }
                            }
                        }
                    }
                }
            }
        }
    }
    println!("{tally:?} {times:?} {:?}", start.elapsed());
}
