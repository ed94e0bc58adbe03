//! Says what of a report's people-counts may be shown, so that nobody can be told from them.
//!
//! For the council's information governance officer, in ten sentences:
//!
//! 1. A count of 1 to 4 people (a threshold of 5; 3 to 10 may be chosen) could point to a family, so it is
//!    never shown, and shown counts are rounded to the nearest multiple of the threshold (the rounding of the
//!    Higher Education Statistics Agency, HESA, with small counts hidden rather than rounded to 0).
//! 2. 0 is shown where there is nobody, and only there.
//! 3. A hidden count could be found by taking what is shown from a total, so where that is possible further
//!    counts are hidden: *secondary suppression* (Hundepool and others, *Statistical Disclosure Control*, Wiley
//!    2012, chapter 4; Government Statistical Service and Office for National Statistics guidance on tables).
//! 4. All hidden counts bear one mark, whether small themselves or hidden for another's sake.
//! 5. For every small count the program finds another set of whole counts that would be published exactly as
//!    this one is, sums and caps kept, in which that count is not small; if it finds none it hides more,
//!    smallest counts and areas first, then parts, then totals.
//! 6. An option within the threshold of today is shown as today is, so the difference that can be told is 0
//!    or at least the threshold; where sums would tell a small difference after all, more is hidden.
//! 7. What is hidden of today depends on today alone (and its cap), and what is hidden of an option on today and
//!    that option alone: two reports with different options can be laid side by side.
//! 8. Where fewer people can be reached than are eligible, a reader knows it, and the program reckons with it.
//! 9. Parts do not add up to totals once rounded, and an option shown as today is may be off by up to one and a
//!    half thresholds: the report should say both.
//! 10. It protects against what can be worked out from the counts, not against what somebody knows beforehand,
//!     nor against a guess from *which* counts are hidden (that among hidden neighbours one must be small, or that
//!     an area no option touches is as it is today), nor where today itself changes between two reports.
//!
//! # An example
//!
//! Two districts of two areas, three people in the first area. Its count is hidden; the district's 15 people are
//! shown as 15, which may be 13 to 17, and its neighbour's 12 as 10, which may be 8 to 12: so the first area
//! may have from 1 to 9, and nothing else needs hiding. With a neighbour of 10 people, the sum 13 is the least
//! that is shown as 15, and 10 may be up to 12: still 1 to 9. In one district of two areas with nobody in the
//! second, the sum would tell all, and is hidden too.
//!
//! ```
//! use doorstep_disclosure::{Column, Frame, Partition, Shown, Threshold, publish};
//!
//! let districts = Partition { parts: 2, of: vec![0, 0, 1, 1] };
//! let frame = Frame::new(4, &[districts], &[])?;
//! let of = |areas: [u64; 4]| Column {
//!     parts: vec![vec![areas[0] + areas[1], areas[2] + areas[3]]],
//!     total: areas.iter().sum(),
//!     areas: areas.to_vec(),
//!     beside: vec![],
//! };
//! let shown = publish(Threshold::default(), &frame, &of([3, 12, 30, 41]), &[of([3, 12, 33, 58])], None)?;
//! assert_eq!(shown.today.areas, [Shown::Hidden, Shown::Count(10), Shown::Count(30), Shown::Count(40)]);
//! assert_eq!(shown.today.parts[0], [Shown::Count(15), Shown::Count(70)]);
//! // 33 people are within five of today's 30, so they are shown alike; 58 and 41 are not.
//! assert_eq!(shown.options[0].areas[2..], [Shown::Count(30), Shown::Count(60)]);
//!
//! let shown = publish(Threshold::default(), &frame, &of([3, 0, 30, 41]), &[], None)?;
//! assert_eq!(shown.today.areas[..2], [Shown::Hidden, Shown::Count(0)]);
//! assert_eq!(shown.today.parts[0][0], Shown::Hidden);
//! # Ok::<(), doorstep_disclosure::Misfit>(())
//! ```

mod desk;
mod publish;
mod round;
mod say;
mod shape;

pub use publish::{Published, publish, publish_list};
pub use say::{difference, differences, share};
pub use shape::{Beside, Column, Frame, Misfit, Partition, Shown, Table, Threshold};
