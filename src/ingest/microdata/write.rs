//! Parquet out: any source, chunk by chunk, its labels kept in the metadata.

use super::labels;
use crate::survey::{Column, Kind, MISSING, Source, SourceError, Variable};
use polars::io::parquet::write::{KeyValueMetadata, ParquetWriter};
use polars::prelude::{DataFrame, DataType, Field, PolarsError, Schema, Series};
use std::io::Write;

/// Writes all rows of `source` as a Parquet file to `out`. Reading it back gives the same columns and labels.
///
/// # Errors
/// [`SourceError`] when the source cannot be read or `out` not written.
pub fn write_parquet(source: &dyn Source, out: impl Write) -> Result<(), SourceError> {
    let fail = |error: PolarsError| SourceError { file: source.name().to_owned(), reason: error.to_string() };
    let variables = source.variables();
    let field = |variable: &Variable| {
        let kind = if variable.kind == Kind::Number { DataType::Float64 } else { DataType::String };
        Field::new((*variable.name).into(), kind)
    };
    let schema: Schema = variables.iter().map(field).collect();
    let json = labels::to_json(variables);
    let metadata = (!json.is_empty()).then(|| KeyValueMetadata::from_static(vec![(labels::KEY.to_owned(), json)]));
    let writer = ParquetWriter::new(out).with_key_value_metadata(metadata).set_parallel(false);
    let mut writer = writer.batched(&schema).map_err(fail)?;
    let all: Vec<usize> = (0..variables.len()).collect();
    for (chunk, &rows) in source.chunks().iter().enumerate() {
        let columns = source.read(chunk, &all)?;
        let series = variables.iter().zip(&columns).map(|(variable, column)| series(variable, column).into());
        let frame = DataFrame::new(rows, series.collect()).map_err(fail)?;
        writer.write_batch(&frame).map_err(fail)?;
    }
    writer.finish().map_err(fail)?;
    Ok(())
}

fn series(variable: &Variable, column: &Column) -> Series {
    let name = (*variable.name).into();
    match column {
        Column::Numbers(values) => {
            values.iter().map(|value| (!value.is_nan()).then_some(*value)).collect::<Series>().with_name(name)
        }
        Column::Text { codes, levels } => {
            let word = |&code: &u32| (code != MISSING).then(|| &*levels[code as usize]);
            codes.iter().map(word).collect::<Series>().with_name(name)
        }
    }
}
