//! Small cases by hand.

use doorstep_disclosure::{
    Frame, Misfit, Partition, Shown, Table, Threshold, difference, publish, publish_list, share,
};

const COUNT: fn(u64) -> Shown = Shown::Count;

#[test]
fn thresholds_are_of_three_to_ten_people() {
    assert!(Threshold::new(2).is_none() && Threshold::new(11).is_none());
    assert_eq!(Threshold::default(), Threshold::new(5).unwrap());
}

#[test]
fn a_list_with_one_small_count_hides_as_little_as_rounding_allows() {
    // 20 may be 18 to 22, 30 28 to 32, and 53 was rounded to 55, which may be 53 to 57.
    let (counts, total) = publish_list(Threshold::default(), &[3, 20, 30], 53).unwrap();
    assert_eq!((counts, total), (vec![Shown::Hidden, COUNT(20), COUNT(30)], COUNT(55)));
}

#[test]
fn a_lone_small_count_hides_the_total_and_nobody_is_still_shown() {
    let (counts, total) = publish_list(Threshold::default(), &[0, 3, 0], 3).unwrap();
    assert_eq!((counts, total), (vec![COUNT(0), Shown::Hidden, COUNT(0)], Shown::Hidden));
    assert_eq!(publish_list(Threshold::default(), &[], 0).unwrap(), (vec![], COUNT(0)));
}

#[test]
fn a_sum_of_known_areas_is_shown_only_where_every_world_shows_it_alike() {
    // Three people in the first area, who may be nine, while the second area may have from 8 to 12.
    let frame = Frame::new(4, &[Partition { parts: 2, of: vec![0, 0, 1, 1] }], &[]).unwrap();
    let counts = vec![3, 12, 34, 41];
    let today = Table { parts: vec![vec![15, 75]], total: 90, areas: counts, beside: vec![] };
    let shown = publish(Threshold::default(), &frame, &today, &[], None).unwrap();
    let alone = [true, false, false, false];
    let large = [false, false, true, true];
    assert_eq!(shown.together(&alone, 3, None), Shown::Hidden, "small");
    assert_eq!(shown.together(&large, 75, None), COUNT(75));
    assert_eq!(shown.together(&large, 74, None), Shown::Hidden, "that is no count of these areas");
    assert_eq!(
        shown.together(&[true, false, true, false], 37, None),
        Shown::Hidden,
        "at most 37 would be at most three"
    );
    assert_eq!(shown.together(&[false; 4], 0, None), COUNT(0));
}

#[test]
fn what_is_told_follows_from_what_is_shown() {
    assert_eq!(difference(COUNT(10), COUNT(5)), Some(-5));
    assert_eq!(difference(Shown::Hidden, COUNT(5)), None);
    assert_eq!((share(COUNT(10), COUNT(30)), share(COUNT(15), COUNT(10))), (Some(33), Some(100)));
    assert_eq!((share(COUNT(0), COUNT(0)), share(COUNT(5), Shown::Hidden)), (None, None));
}

#[test]
fn counts_that_do_not_fit_are_refused() {
    assert_eq!(Frame::new(2, &[Partition { parts: 1, of: vec![0, 1] }], &[]), Err(Misfit::Partition(0)));
    let frame = Frame::list(2);
    let short = Table { areas: vec![1], parts: vec![], beside: vec![], total: 1 };
    assert_eq!(publish(Threshold::default(), &frame, &short, &[], None).map(|_| ()), Err(Misfit::Column(0)));
}
