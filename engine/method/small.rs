//! A linear problem of a handful of columns, through `good_lp`.

use super::MethodError;
use good_lp::{Expression, ProblemVariables, ResolutionError, Solution as _, SolverModel, Variable, variable};

/// The columns at which their weighted sum is least, or `None` where no columns keep the rows.
///
/// # Errors
/// When the solver fails: that is no proof that nothing keeps the rows.
///
/// `columns` holds each column's weight and the most it may be, at least 0; a row is a sum of columns and
/// the least it has to come to.
pub fn least(columns: &[(f64, f64)], rows: &[(Vec<(usize, f64)>, f64)]) -> Result<Option<Vec<f64>>, MethodError> {
    let mut all = ProblemVariables::new();
    let found: Vec<Variable> = columns.iter().map(|(_, most)| all.add(variable().bounds(0.0..=*most))).collect();
    let sum: Expression = found.iter().zip(columns).map(|(column, (weight, _))| *weight * *column).sum();
    let mut model = all.minimise(sum).using(good_lp::microlp);
    for (terms, least) in rows {
        let sum: Expression = terms.iter().map(|(at, each)| *each * found[*at]).sum();
        model.add_constraint(sum.geq(*least));
    }
    match model.solve() {
        Ok(solution) => Ok(Some(found.iter().map(|column| solution.value(*column)).collect())),
        Err(ResolutionError::Infeasible) => Ok(None),
        Err(error) => Err(MethodError::Failed(error.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_sum_keeps_every_row_and_what_cannot_be_kept_is_told() {
        // x + y ≥ 3, y ≤ 1 and x dear: y = 1, x = 2.
        let found = least(&[(2.0, 10.0), (1.0, 1.0)], &[(vec![(0, 1.0), (1, 1.0)], 3.0)])
            .expect("it solves")
            .expect("it can be kept");
        assert!((found[0] - 2.0).abs() < 1e-9 && (found[1] - 1.0).abs() < 1e-9, "{found:?}");
        assert_eq!(least(&[(1.0, 1.0)], &[(vec![(0, 1.0)], 2.0)]), Ok(None));
    }
}
