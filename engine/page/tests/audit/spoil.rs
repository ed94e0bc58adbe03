//! One protection taken away at a time: what the audit has to notice.

use doorstep_page::dossier::{Count, Dossier};

/// Changes a published dossier, beside the one that it was made of.
pub type Spoil = fn(&Dossier, &mut Dossier);

pub fn nothing(_: &Dossier, _: &mut Dossier) {}

pub const ALL: [(&str, Spoil); 12] = [
    ("dots of areas as large as their people", |truth, shown| shown.areas.clone_from(&truth.areas)),
    ("hashes of inputs", |truth, shown| shown.runs.clone_from(&truth.runs)),
    ("a curve", |truth, shown| shown.frontier.clone_from(&truth.frontier)),
    ("steps of savings", |truth, shown| shown.ladder.clone_from(&truth.ladder)),
    ("what would make it possible", |truth, shown| shown.repairs.clone_from(&truth.repairs)),
    ("posts and what is paid to those who leave", |truth, shown| shown.programme.clone_from(&truth.programme)),
    ("indices of few neighbourhoods", |truth, shown| {
        shown.today.indices.clone_from(&truth.today.indices);
        shown
            .options
            .iter_mut()
            .zip(&truth.options)
            .for_each(|(shown, truth)| shown.indices.clone_from(&truth.indices));
    }),
    ("values of goals", |truth, shown| {
        shown.options.iter_mut().zip(&truth.options).for_each(|(shown, truth)| shown.goals.clone_from(&truth.goals));
    }),
    ("means of ways over several neighbourhoods", |truth, shown| {
        let all = shown.everybody();
        shown.today.figures[0][all].way = truth.today.figures[0][all].way;
    }),
    ("counts that are not small, whatever they tell", |truth, shown| {
        let base = shown.public.unwrap();
        for (shown, truth) in shown.sides_mut().zip(truth.sides()) {
            for (shown, truth) in shown.figures[0].iter_mut().zip(&truth.figures[0]) {
                shown.reached = rounded(truth.reached, base);
            }
        }
    }),
    ("sums of whole neighbourhoods near a place, whatever they tell", |truth, shown| {
        let (base, all) = (shown.public.unwrap(), shown.everybody());
        for (shown, truth) in shown.sides_mut().zip(truth.sides()) {
            for (shown, truth) in shown.figures.iter_mut().zip(&truth.figures) {
                shown[all].near = truth[all].near.map(|near| rounded(near, base));
            }
        }
    }),
    ("parts of services for some of the same people", |truth, shown| {
        let base = shown.public.unwrap();
        for (shown, truth) in shown.today.figures.iter_mut().zip(&truth.today.figures) {
            for (shown, truth) in shown.iter_mut().zip(truth) {
                shown.eligible = rounded(truth.eligible, base);
            }
        }
    }),
];

/// Rounded, and hidden where it is small: nothing more.
fn rounded(count: Count, base: u64) -> Count {
    let people = u64::try_from(count.people().unwrap()).unwrap();
    if (1..base).contains(&people) { Count::Hidden } else { Count::Rounded((people + base / 2) / base * base) }
}
