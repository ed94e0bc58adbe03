//! scratch
use doorstep::{instance::Instance, method::*, plan};
use std::sync::Arc;
struct P(std::time::Instant, f64);
impl Watcher for P {
    fn see(&mut self, p: &Progress) {
        let t = self.0.elapsed().as_secs_f64();
        if t - self.1 > 1.0 {
            self.1 = t;
            if std::env::var("V").is_ok() {
                eprintln!("{t:.1} {p:?}");
            }
        }
    }
    fn stop(&self) -> bool {
        false
    }
}
#[allow(clippy::all, missing_docs)]
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let secs: f64 = std::env::args().nth(2).map_or(600.0, |s| s.parse().unwrap());
    let t = std::time::Instant::now();
    match doorstep_scenario::load(std::path::Path::new(&path)) {
        Err(f) => {
            for x in f {
                println!("{x}");
            }
        }
        Ok(l) => {
            println!("load {:?}", t.elapsed());
            let t = std::time::Instant::now();
            let inst = Arc::new(Instance::prepare(Arc::new(l.scenario)));
            println!(
                "prepare {:?} offers {} cohorts {} arms {} base {} out {:?}",
                t.elapsed(),
                inst.offers.len(),
                inst.cohorts.len(),
                inst.arms.len(),
                inst.baseline_cost.iter().copied().sum::<doorstep_scenario::Pence>(),
                inst.out_of_reach()
            );
            let t = std::time::Instant::now();
            let p = Problem::of(inst.clone());
            let mut s = General.open(&p).unwrap();
            println!(
                "formulate {:?} rows {} cols {}",
                t.elapsed(),
                s.formulation().rows.len(),
                s.formulation().columns.len()
            );
            let t = std::time::Instant::now();
            let b = plan::canonical_reach(&inst, &inst.baseline, None).unwrap();
            println!(
                "baseline canonical {:?} {}",
                t.elapsed(),
                b.iter().zip(&inst.arms).map(|(p, a)| p * inst.reached_by(a)).sum::<f64>()
            );
            let aims = stages_of(&inst.scenario);
            let st = solve_in_order(
                &mut *s,
                &aims,
                true,
                &Limits { seconds: Some(secs), ..Limits::default() },
                &mut P(t, 0.0),
            )
            .unwrap();
            println!("{:?} status {:?} ties {} work {}", t.elapsed(), st.status, st.ties_resolved, st.work);
            for x in &st.stages {
                println!("{x:?} gap {:?}", x.bound.map(|b| gap(x.value, b)));
            }
            let Some(c) = st.columns else { return };
            let c2 = settle(&mut *s, &aims, &c, &Limits::default(), &mut P(t, 0.0)).unwrap();
            println!("settle {:?}", t.elapsed());
            for x in &c2.stages {
                println!("{x:?}");
            }
            let cols = c2.columns.unwrap();
            let d = plan::interpret(s.formulation(), &cols);
            let r = plan::canonical_reach(&inst, &d, Some(&cols)).unwrap();
            println!("canonical {:?}", t.elapsed());
            let pl = plan::write_down(&inst, &d, &r);
            println!(
                "offers {} served {} closed {}",
                pl.offers.len(),
                pl.served.len(),
                pl.levels.iter().filter(|l| l.1 == "closed").count()
            );
        }
    }
}
