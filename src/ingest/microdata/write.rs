//! Respondents into Parquet, chunk by chunk, with labels, missing codes and multiple-response sets in the file's metadata, where the Parquet reader finds them.
//!
//! Numbers are written as 64-bit floating point, words as text; a missing value is null, except that a lettered one is a NaN with its
//! letter, so that other programs see it as not a number.

use super::labels;
use crate::survey::{Column, Kind, MISSING, NO_WHOLE, Source, SourceError, tag};
use polars::io::parquet::write::KeyValueMetadata;
use polars::prelude::{
    DataFrame, DataType, Float64Chunked, IntoColumn, ParquetWriter, PolarsError, Schema, StringChunked,
};
use std::io::Write;

/// Writes a source; a row group for each of its chunks. Memory is that of one chunk.
///
/// # Errors
/// [`SourceError`] when the source cannot be read or `out` cannot be written; what was written by then is no Parquet file.
pub fn write_parquet<W: Write + Send>(source: &dyn Source, out: W) -> Result<(), SourceError> {
    let told = |error: PolarsError| fail(source, &error);
    let description = labels::written(source).map_err(|error| fail(source, &error))?;
    let sets = labels::written_sets(source).map_err(|error| fail(source, &error))?;
    let dtype = |kind| if kind == Kind::Number { DataType::Float64 } else { DataType::String };
    let fields = source.variables().iter().map(|variable| ((&*variable.name).into(), dtype(variable.kind)));
    let schema: Schema = fields.collect();
    let metadata =
        [(labels::KEY.to_owned(), description)].into_iter().chain(sets.map(|sets| (labels::SETS.to_owned(), sets)));
    let metadata = KeyValueMetadata::from_static(metadata.collect());
    let mut writer = ParquetWriter::new(out).with_key_value_metadata(Some(metadata)).batched(&schema).map_err(told)?;
    let wanted: Vec<usize> = (0..source.variables().len()).collect();
    for (chunk, &rows) in source.chunks().iter().enumerate() {
        let columns = source.read(chunk, &wanted)?;
        let named = columns.iter().zip(source.variables());
        let columns = named.map(|(column, variable)| written(column, &variable.name)).collect();
        let frame = DataFrame::new(rows, columns).map_err(told)?;
        writer.write_batch(&frame).map_err(told)?;
    }
    writer.finish().map_err(told)?;
    Ok(())
}

fn fail(source: &dyn Source, error: &dyn std::fmt::Display) -> SourceError {
    SourceError { file: source.name().to_owned(), reason: format!("it cannot be written as Parquet: {error}") }
}

fn written(column: &Column, name: &str) -> polars::prelude::Column {
    match column {
        Column::Numbers(values) => {
            let kept = |value: &f64| (!value.is_nan() || tag(*value).is_some()).then_some(*value);
            let numbers: Float64Chunked = values.iter().map(kept).collect();
            numbers.with_name(name.into()).into_column()
        }
        Column::Whole(values) => {
            let kept = |value: &i32| (*value != NO_WHOLE).then(|| f64::from(*value));
            let numbers: Float64Chunked = values.iter().map(kept).collect();
            numbers.with_name(name.into()).into_column()
        }
        Column::Text { codes, levels } => {
            let word = |code: &u32| (*code != MISSING).then(|| &*levels[*code as usize]);
            let words: StringChunked = codes.iter().map(word).collect();
            words.with_name(name.into()).into_column()
        }
    }
}
