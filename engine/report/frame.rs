//! Tables of typed columns, as Parquet and back: what an ensemble stores, and what pandas, polars, `DuckDB` and R
//! read without a word of explanation.
//!
//! Bytes follow from content alone: one row group, no compression, no time stamp.

use super::tables::cell;
use parquet::basic::{ConvertedType, Repetition, Type as Physical};
use parquet::column::reader::ColumnReader;
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::Type;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A table of named columns of one length.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Frame {
    /// The columns, in order.
    pub columns: Vec<Column>,
}

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its cells, top down.
    pub cells: Cells,
}

/// The cells of a column; `None` is missing.
#[derive(Debug, Clone, PartialEq)]
pub enum Cells {
    /// Whole numbers: counts, and money in pence.
    Whole(Vec<Option<i64>>),
    /// Real numbers.
    Real(Vec<Option<f64>>),
    /// Words.
    Text(Vec<Option<String>>),
}

impl Cells {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Cells::Whole(cells) => cells.len(),
            Cells::Real(cells) => cells.len(),
            Cells::Text(cells) => cells.len(),
        }
    }

    /// Are there none?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Frame {
    /// A column with its cells.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, cells: Cells) -> Frame {
        self.columns.push(Column { name: name.into(), cells });
        self
    }

    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, |column| column.cells.len())
    }

    /// Whole numbers of a column; empty where there is no such column.
    pub fn whole(&self, name: &str) -> &[Option<i64>] {
        match self.cells(name) {
            Some(Cells::Whole(cells)) => cells,
            _ => &[],
        }
    }

    /// Real numbers of a column.
    pub fn real(&self, name: &str) -> &[Option<f64>] {
        match self.cells(name) {
            Some(Cells::Real(cells)) => cells,
            _ => &[],
        }
    }

    /// Words of a column.
    pub fn text(&self, name: &str) -> &[Option<String>] {
        match self.cells(name) {
            Some(Cells::Text(cells)) => cells,
            _ => &[],
        }
    }

    fn cells(&self, name: &str) -> Option<&Cells> {
        self.columns.iter().find(|column| column.name == name).map(|column| &column.cells)
    }

    /// Adds the rows of a table of the same columns below these.
    ///
    /// # Errors
    /// Says so where the columns are others.
    pub fn append(&mut self, below: Frame) -> Result<()> {
        if self.columns.is_empty() {
            *self = below;
            return Ok(());
        }
        let names = |frame: &Frame| frame.columns.iter().map(|column| column.name.clone()).collect::<Vec<_>>();
        if names(self) != names(&below) {
            return Err(ParquetError::General("the parts have different columns".to_owned()));
        }
        for (above, below) in self.columns.iter_mut().zip(below.columns) {
            match (&mut above.cells, below.cells) {
                (Cells::Whole(above), Cells::Whole(below)) => above.extend(below),
                (Cells::Real(above), Cells::Real(below)) => above.extend(below),
                (Cells::Text(above), Cells::Text(below)) => above.extend(below),
                _ => return Err(ParquetError::General(format!("the parts differ in column {}", above.name))),
            }
        }
        Ok(())
    }

    /// As a Parquet file, with notes that travel in it.
    ///
    /// # Errors
    /// As the writer of Parquet; columns of different lengths.
    pub fn parquet(&self, notes: &[(&str, &str)]) -> Result<Vec<u8>> {
        let field = |column: &Column| {
            let field = match column.cells {
                Cells::Whole(_) => Type::primitive_type_builder(&column.name, Physical::INT64),
                Cells::Real(_) => Type::primitive_type_builder(&column.name, Physical::DOUBLE),
                Cells::Text(_) => Type::primitive_type_builder(&column.name, Physical::BYTE_ARRAY)
                    .with_converted_type(ConvertedType::UTF8),
            };
            field.with_repetition(Repetition::OPTIONAL).build().map(Arc::new)
        };
        let fields = self.columns.iter().map(field).collect::<Result<Vec<_>>>()?;
        let schema = Arc::new(Type::group_type_builder("doorstep").with_fields(fields).build()?);
        let notes = notes.iter().map(|(key, value)| KeyValue::new((*key).to_owned(), (*value).to_owned())).collect();
        let settings = WriterProperties::builder()
            .set_created_by(format!("doorstep {}", env!("CARGO_PKG_VERSION")))
            .set_max_row_group_row_count(None)
            .set_key_value_metadata(Some(notes))
            .build();
        let mut bytes = Vec::new();
        let mut file = SerializedFileWriter::new(&mut bytes, schema, Arc::new(settings))?;
        let mut group = file.next_row_group()?;
        for column in &self.columns {
            let Some(mut writer) = group.next_column()? else { continue };
            let put = match &column.cells {
                Cells::Whole(cells) => put::<Int64Type, _>(&mut writer, cells, |cell| *cell),
                Cells::Real(cells) => put::<DoubleType, _>(&mut writer, cells, |cell| *cell),
                Cells::Text(cells) => {
                    put::<ByteArrayType, _>(&mut writer, cells, |cell| ByteArray::from(cell.as_str()))
                }
            };
            put?;
            writer.close()?;
        }
        group.close()?;
        file.close()?;
        Ok(bytes)
    }

    /// As CSV; what is missing is empty.
    ///
    /// # Errors
    /// As the writer of CSV.
    pub fn csv(&self) -> std::result::Result<Vec<u8>, csv::Error> {
        let mut table = csv::Writer::from_writer(Vec::new());
        table.write_record(self.columns.iter().map(|column| cell(&column.name)))?;
        for row in 0..self.rows() {
            table.write_record(self.columns.iter().map(|column| match &column.cells {
                Cells::Whole(cells) => cells[row].map_or_else(String::new, |cell| cell.to_string()),
                Cells::Real(cells) => cells[row].map_or_else(String::new, |cell| cell.to_string()),
                Cells::Text(cells) => cells[row].as_deref().map_or_else(String::new, cell),
            }))?;
        }
        table.into_inner().map_err(|error| csv::Error::from(error.into_error()))
    }

    /// Reads such a file again.
    ///
    /// # Errors
    /// Where the bytes are no such file.
    pub fn of_parquet(bytes: Vec<u8>) -> Result<Frame> {
        Frame::with_notes(bytes).map(|(frame, _)| frame)
    }

    /// The same with the notes that travel in it.
    ///
    /// # Errors
    /// As [`Frame::of_parquet`].
    pub fn with_notes(bytes: Vec<u8>) -> Result<(Frame, BTreeMap<String, String>)> {
        let file = SerializedFileReader::new(bytes::Bytes::from(bytes))?;
        let notes = file.metadata().file_metadata().key_value_metadata().into_iter().flatten();
        let notes = notes.filter_map(|note| Some((note.key.clone(), note.value.clone()?))).collect();
        let mut whole = Frame::default();
        for at in 0..file.num_row_groups() {
            let group = file.get_row_group(at)?;
            let rows = usize::try_from(group.metadata().num_rows()).unwrap_or(0);
            let mut frame = Frame::default();
            for (at, column) in group.metadata().columns().iter().enumerate() {
                let name = column.column_path().string();
                let cells = match group.get_column_reader(at)? {
                    ColumnReader::Int64ColumnReader(mut reader) => Cells::Whole(get(rows, |values, levels| {
                        reader.read_records(rows, Some(levels), None, values).map(|_| ())
                    })?),
                    ColumnReader::DoubleColumnReader(mut reader) => Cells::Real(get(rows, |values, levels| {
                        reader.read_records(rows, Some(levels), None, values).map(|_| ())
                    })?),
                    // Doorstep writes neither, but other people's tables of futures have them.
                    ColumnReader::Int32ColumnReader(mut reader) => {
                        let cells = get(rows, |values, levels| {
                            reader.read_records(rows, Some(levels), None, values).map(|_| ())
                        })?;
                        Cells::Whole(cells.into_iter().map(|cell: Option<i32>| cell.map(i64::from)).collect())
                    }
                    ColumnReader::FloatColumnReader(mut reader) => {
                        let cells = get(rows, |values, levels| {
                            reader.read_records(rows, Some(levels), None, values).map(|_| ())
                        })?;
                        Cells::Real(cells.into_iter().map(|cell: Option<f32>| cell.map(f64::from)).collect())
                    }
                    ColumnReader::ByteArrayColumnReader(mut reader) => {
                        let cells = get(rows, |values: &mut Vec<ByteArray>, levels| {
                            reader.read_records(rows, Some(levels), None, values).map(|_| ())
                        })?;
                        let text =
                            |cell: Option<ByteArray>| cell.map(|cell| cell.as_utf8().map(str::to_owned)).transpose();
                        Cells::Text(cells.into_iter().map(text).collect::<Result<_>>()?)
                    }
                    _ => {
                        return Err(ParquetError::General(format!("column {name} is of a kind Doorstep never writes")));
                    }
                };
                frame = frame.with(name, cells);
            }
            whole.append(frame)?;
        }
        if file.num_row_groups() == 0 {
            for field in file.metadata().file_metadata().schema().get_fields() {
                let cells = match field.get_physical_type() {
                    Physical::INT64 => Cells::Whole(Vec::new()),
                    Physical::DOUBLE => Cells::Real(Vec::new()),
                    _ => Cells::Text(Vec::new()),
                };
                whole = whole.with(field.name(), cells);
            }
        }
        Ok((whole, notes))
    }
}

/// Writes the cells that are there, and which those are.
fn put<D: DataType, C>(
    writer: &mut SerializedColumnWriter<'_>,
    cells: &[Option<C>],
    each: impl Fn(&C) -> D::T,
) -> Result<()> {
    let there: Vec<i16> = cells.iter().map(|cell| i16::from(cell.is_some())).collect();
    let values: Vec<D::T> = cells.iter().flatten().map(each).collect();
    writer.typed::<D>().write_batch(&values, Some(&there), None).map(|_| ())
}

/// Cells from the values that are there and which those are.
fn get<T>(rows: usize, read: impl FnOnce(&mut Vec<T>, &mut Vec<i16>) -> Result<()>) -> Result<Vec<Option<T>>> {
    let (mut values, mut there) = (Vec::new(), Vec::new());
    read(&mut values, &mut there)?;
    if there.len() != rows {
        return Err(ParquetError::General("the file ends before its last row".to_owned()));
    }
    let mut values = values.into_iter();
    Ok(there.into_iter().map(|level| if level > 0 { values.next() } else { None }).collect())
}
