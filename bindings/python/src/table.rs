//! A table: one Arrow record batch, read once from the bytes of a run folder and handed out without copies.

use crate::columns::{Column, Kind, column, ensemble_unit};
use crate::guard::guarded;
use arrow_array::builder::{BooleanBuilder, Float64Builder, Int64Builder, StringBuilder};
use arrow_array::{
    Array, ArrayRef, Float64Array, Int64Array, RecordBatch, RecordBatchOptions, StringArray, StructArray,
};
use arrow_cast::display::{ArrayFormatter, FormatOptions};
use arrow_schema::{DataType, Field, Schema};
use doorstep::report::frame;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyType};
use pyo3_arrow::PyTable;
use pyo3_arrow::error::PyArrowResult;
use pyo3_arrow::ffi::{ArrayIterator, to_schema_pycapsule, to_stream_pycapsule};
use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::Arc;

/// Columns of one length, each with its type and unit.
#[pyclass(module = "doorstep._doorstep", frozen)]
pub struct Table {
    batch: RecordBatch,
}

/// A column as it fills.
enum Cells {
    Text(StringBuilder),
    Yes(BooleanBuilder),
    Whole(Int64Builder),
    Number(Float64Builder),
    Worded(Float64Builder, StringBuilder),
}

impl Cells {
    fn of(kind: Kind) -> Cells {
        match kind {
            Kind::Text => Cells::Text(StringBuilder::new()),
            Kind::Yes => Cells::Yes(BooleanBuilder::new()),
            Kind::Pence | Kind::Count => Cells::Whole(Int64Builder::new()),
            Kind::Number => Cells::Number(Float64Builder::new()),
            Kind::Worded => Cells::Worded(Float64Builder::new(), StringBuilder::new()),
        }
    }

    /// `None` where the cell is no such thing.
    fn add(&mut self, kind: Kind, cell: &str) -> Option<()> {
        let number = |cell: &str| cell.parse::<f64>().ok();
        match self {
            Cells::Text(to) => to.append_value(cell),
            Cells::Yes(to) if cell.is_empty() => to.append_null(),
            Cells::Yes(to) => to.append_value(match cell {
                "yes" => true,
                "no" => false,
                _ => return None,
            }),
            Cells::Whole(to) if cell.is_empty() => to.append_null(),
            Cells::Whole(to) => to.append_value(if kind == Kind::Pence { pence(cell)? } else { cell.parse().ok()? }),
            Cells::Number(to) if cell.is_empty() => to.append_null(),
            Cells::Number(to) => to.append_value(number(cell)?),
            Cells::Worded(to, why) => {
                let value = number(cell);
                to.append_option(value);
                why.append_option((value.is_none() && !cell.is_empty()).then_some(cell));
            }
        }
        Some(())
    }

    fn finish(self, column: &Column) -> Vec<(Field, ArrayRef)> {
        let field = |kind: DataType| {
            let unit = (!column.unit.is_empty()).then(|| ("unit".to_owned(), column.unit.to_owned()));
            Field::new(&column.name, kind, true).with_metadata(unit.into_iter().collect())
        };
        match self {
            Cells::Text(mut to) => vec![(field(DataType::Utf8), Arc::new(to.finish()) as ArrayRef)],
            Cells::Yes(mut to) => vec![(field(DataType::Boolean), Arc::new(to.finish()))],
            Cells::Whole(mut to) => vec![(field(DataType::Int64), Arc::new(to.finish()))],
            Cells::Number(mut to) => vec![(field(DataType::Float64), Arc::new(to.finish()))],
            Cells::Worded(mut to, mut why) => vec![
                (field(DataType::Float64), Arc::new(to.finish()) as ArrayRef),
                (Field::new(format!("{}_why_not", column.name), DataType::Utf8, true), Arc::new(why.finish())),
            ],
        }
    }
}

/// Whole pence of pounds as tables print them: "-1234.50".
fn pence(cell: &str) -> Option<i64> {
    let (minus, plain) = cell.strip_prefix('-').map_or((false, cell), |rest| (true, rest));
    let (pounds, rest) = plain.split_once('.').unwrap_or((plain, "00"));
    if rest.len() != 2 || !pounds.bytes().chain(rest.bytes()).all(|sign| sign.is_ascii_digit()) {
        return None;
    }
    let amount = pounds.parse::<i64>().ok()?.checked_mul(100)?.checked_add(rest.parse().ok()?)?;
    Some(if minus { -amount } else { amount })
}

fn wrong(error: impl Display) -> PyErr {
    PyValueError::new_err(error.to_string())
}

fn read(file: &str, bytes: &[u8]) -> PyResult<RecordBatch> {
    let mut reader = csv::Reader::from_reader(bytes);
    let columns: Vec<Column> = reader.headers().map_err(wrong)?.iter().map(|name| column(file, name)).collect();
    let mut cells: Vec<Cells> = columns.iter().map(|column| Cells::of(column.kind)).collect();
    let mut row = csv::StringRecord::new();
    let mut count = 0;
    while reader.read_record(&mut row).map_err(wrong)? {
        count += 1;
        for ((cells, column), cell) in cells.iter_mut().zip(&columns).zip(&row) {
            cells.add(column.kind, cell).ok_or_else(|| {
                wrong(format!("{file}, row {count}: \"{cell}\" cannot stand in the column {}", column.name))
            })?;
        }
    }
    let filled = cells.into_iter().zip(&columns).flat_map(|(cells, column)| cells.finish(column));
    let (fields, arrays): (Vec<Field>, Vec<ArrayRef>) = filled.unzip();
    batch(fields, arrays, count)
}

fn of_parquet(name: &str, files: Vec<Vec<u8>>, units: &BTreeMap<String, String>) -> PyResult<RecordBatch> {
    let mut whole = frame::Frame::default();
    for bytes in files {
        whole.append(frame::Frame::of_parquet(bytes).map_err(wrong)?).map_err(wrong)?;
    }
    let rows = whole.rows();
    let each = whole.columns.into_iter().map(|column| {
        let unit = units.get(&column.name).map_or_else(|| ensemble_unit(name, &column.name), String::as_str);
        let unit = (!unit.is_empty()).then(|| ("unit".to_owned(), unit.to_owned()));
        let cells: ArrayRef = match column.cells {
            frame::Cells::Whole(cells) => Arc::new(Int64Array::from(cells)),
            frame::Cells::Real(cells) => Arc::new(Float64Array::from(cells)),
            frame::Cells::Text(cells) => Arc::new(StringArray::from(cells)),
        };
        let field = Field::new(column.name, cells.data_type().clone(), true);
        (field.with_metadata(unit.into_iter().collect()), cells)
    });
    let (fields, arrays): (Vec<Field>, Vec<ArrayRef>) = each.unzip();
    batch(fields, arrays, rows)
}

fn batch(fields: Vec<Field>, arrays: Vec<ArrayRef>, rows: usize) -> PyResult<RecordBatch> {
    let options = RecordBatchOptions::new().with_row_count(Some(rows));
    RecordBatch::try_new_with_options(Arc::new(Schema::new(fields)), arrays, &options).map_err(wrong)
}

#[pymethods]
impl Table {
    /// Reads the table that a run folder keeps under this name.
    #[new]
    fn new(py: Python<'_>, name: String, csv: Vec<u8>) -> PyResult<Table> {
        py.detach(|| guarded(|| Ok(Table { batch: read(&name, &csv)? })))
    }

    /// A table of an ensemble from its Parquet files, one below the other: cells exactly as they stand there.
    /// `units` are of columns that are named by a scenario.
    #[classmethod]
    fn of_parquet(
        _class: &Bound<'_, PyType>,
        py: Python<'_>,
        name: String,
        files: Vec<Vec<u8>>,
        units: BTreeMap<String, String>,
    ) -> PyResult<Table> {
        py.detach(|| guarded(|| Ok(Table { batch: of_parquet(&name, files, &units)? })))
    }

    /// Names of the columns.
    #[getter]
    fn columns(&self) -> Vec<String> {
        self.batch.schema().fields().iter().map(|field| field.name().clone()).collect()
    }

    /// Each column's Arrow type, as words.
    #[getter]
    fn types(&self) -> Vec<String> {
        self.batch.schema().fields().iter().map(|field| field.data_type().to_string()).collect()
    }

    /// Each column's unit; empty for words.
    #[getter]
    fn units(&self) -> Vec<String> {
        let schema = self.batch.schema();
        schema.fields().iter().map(|field| field.metadata().get("unit").cloned().unwrap_or_default()).collect()
    }

    /// Rows and columns.
    #[getter]
    fn shape(&self) -> (usize, usize) {
        (self.batch.num_rows(), self.batch.num_columns())
    }

    /// So many rows as text, from a row on; `None` where there is nothing.
    fn cells(&self, first: usize, count: usize) -> PyResult<Vec<Vec<Option<String>>>> {
        guarded(|| {
            let end = first.saturating_add(count).min(self.batch.num_rows());
            let shown = formatters(&self.batch)?;
            let row = |at: usize| {
                let cells = self.batch.columns().iter().zip(&shown);
                cells.map(|(cells, shown)| cells.is_valid(at).then(|| shown.value(at).to_string())).collect()
            };
            Ok((first..end.max(first)).map(row).collect())
        })
    }

    /// The same with money in pounds: float64, `…_gbp` for `…_pence`. Exact to the penny below £90 trillion.
    fn pounds(&self) -> PyResult<Table> {
        guarded(|| {
            let schema = self.batch.schema();
            let each = schema.fields().iter().zip(self.batch.columns()).map(|(field, cells)| {
                let money = field.name() == "pence"
                    || field.name().ends_with("_pence")
                    || field.metadata().get("unit").is_some_and(|unit| unit.starts_with("pence"));
                let whole = cells.as_any().downcast_ref::<Int64Array>().filter(|_| money);
                let Some(whole) = whole else { return (field.as_ref().clone(), Arc::clone(cells)) };
                let pounds: Float64Array = whole.iter().map(|pence| pence.map(|pence| pence as f64 / 100.0)).collect();
                let name = match field.name().strip_suffix("_pence") {
                    Some(stem) => format!("{stem}_gbp"),
                    None if field.name() == "pence" => "gbp".to_owned(),
                    None => field.name().clone(),
                };
                let unit = [("unit".to_owned(), "pounds a year".to_owned())].into_iter().collect();
                (Field::new(name, DataType::Float64, true).with_metadata(unit), Arc::new(pounds) as ArrayRef)
            });
            let (fields, arrays): (Vec<Field>, Vec<ArrayRef>) = each.unzip();
            Ok(Table { batch: batch(fields, arrays, self.batch.num_rows())? })
        })
    }

    /// The Arrow `PyCapsule` protocol: the schema.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyArrowResult<Bound<'py, PyCapsule>> {
        to_schema_pycapsule(py, self.batch.schema().as_ref())
    }

    /// The Arrow `PyCapsule` protocol: the data.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyArrowResult<Bound<'py, PyCapsule>> {
        let schema = self.batch.schema();
        let whole = DataType::Struct(schema.fields().clone());
        let field = Arc::new(Field::new("", whole, false).with_metadata(schema.metadata().clone()));
        // Columns are shared by reference count, not copied.
        let rows: ArrayRef = Arc::new(StructArray::from(self.batch.clone()));
        to_stream_pycapsule(py, Box::new(ArrayIterator::new([Ok(rows)], field)), requested_schema)
    }
}

fn formatters(batch: &RecordBatch) -> PyResult<Vec<ArrayFormatter<'_>>> {
    const OPTIONS: FormatOptions<'static> = FormatOptions::new();
    let each = batch.columns().iter().map(|cells| ArrayFormatter::try_new(cells.as_ref(), &OPTIONS));
    each.collect::<Result<_, _>>().map_err(wrong)
}

/// Any Arrow table as CSV text: how a plan in a data frame is read as one in a file.
#[pyfunction]
pub fn csv_of(table: PyTable) -> PyResult<String> {
    guarded(|| {
        let (batches, schema) = table.into_inner();
        let mut to = csv::Writer::from_writer(Vec::new());
        to.write_record(schema.fields().iter().map(|field| field.name())).map_err(wrong)?;
        for batch in &batches {
            let shown = formatters(batch)?;
            for row in 0..batch.num_rows() {
                let cells = batch.columns().iter().zip(&shown);
                let row = cells.map(
                    |(cells, shown)| {
                        if cells.is_valid(row) { shown.value(row).to_string() } else { String::new() }
                    },
                );
                to.write_record(row).map_err(wrong)?;
            }
        }
        String::from_utf8(to.into_inner().map_err(wrong)?).map_err(wrong)
    })
}
