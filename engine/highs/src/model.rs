//! A whole model as plain lists.

/// A linear model with whole-number columns, its rows one after another.
///
/// Row `r` is `row_lower[r] <= sum of values[k] * x[columns[k]] <= row_upper[r]` for `k` from
/// `starts[r]` up to but not including `starts[r + 1]`. An open side is an infinity (any number
/// of size 1e20 and more counts as one). A lower side above the upper one is allowed and means
/// that there is no solution.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// Whether the least value of the goal is sought, rather than the greatest.
    pub minimise: bool,
    /// A constant added to the goal.
    pub offset: f64,
    /// What one unit of each column adds to the goal.
    pub cost: Vec<f64>,
    /// The least value of each column.
    pub lower: Vec<f64>,
    /// The greatest value of each column.
    pub upper: Vec<f64>,
    /// Whether each column takes whole numbers only.
    pub integer: Vec<bool>,
    /// The least value of each row.
    pub row_lower: Vec<f64>,
    /// The greatest value of each row.
    pub row_upper: Vec<f64>,
    /// Where each row begins in `columns` and `values`, and at last where they end: one more
    /// than there are rows.
    pub starts: Vec<usize>,
    /// The column of each entry; no column twice in a row.
    pub columns: Vec<usize>,
    /// The coefficient of each entry, of size above 1e-9 and below 1e15.
    pub values: Vec<f64>,
}

impl Default for Model {
    /// A model of nothing, to be minimised.
    fn default() -> Self {
        Self {
            minimise: true,
            offset: 0.0,
            cost: Vec::new(),
            lower: Vec::new(),
            upper: Vec::new(),
            integer: Vec::new(),
            row_lower: Vec::new(),
            row_upper: Vec::new(),
            starts: vec![0],
            columns: Vec::new(),
            values: Vec::new(),
        }
    }
}
