//! Plain columns as a Parquet file, with file metadata: what `convert` writes.

use polars::io::parquet::write::{KeyValueMetadata, ParquetWriter};
use polars::prelude::{Column, DataFrame, IntoColumn, NamedFrom, PolarsResult, Series};

/// The values of a column, one for each row; all columns of a table are equally long.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// Texts.
    Texts(Vec<Option<String>>),
    /// Numbers.
    Numbers(Vec<Option<f64>>),
}

/// Why columns cannot be written as Parquet.
#[derive(Debug, thiserror::Error)]
#[error("cannot be written as Parquet: {0}")]
pub struct ColumnsError(String);

/// The bytes of a Parquet file of these named columns (zstd), with `metadata` as key and value.
///
/// # Errors
/// [`ColumnsError`] when columns differ in length or two have one name.
pub fn to_parquet(columns: Vec<(String, Values)>, metadata: Vec<(String, String)>) -> Result<Vec<u8>, ColumnsError> {
    write(columns, metadata).map_err(|error| ColumnsError(error.to_string()))
}

fn write(columns: Vec<(String, Values)>, metadata: Vec<(String, String)>) -> PolarsResult<Vec<u8>> {
    let height = columns.first().map_or(0, |(_, values)| values.len());
    let columns: Vec<Column> = columns.into_iter().map(|(name, values)| values.column(&name)).collect();
    let mut frame = DataFrame::new(height, columns)?;
    let mut bytes = Vec::new();
    let metadata = KeyValueMetadata::from_static(metadata);
    ParquetWriter::new(&mut bytes).with_key_value_metadata(Some(metadata)).finish(&mut frame)?;
    Ok(bytes)
}

impl Values {
    fn len(&self) -> usize {
        match self {
            Self::Texts(texts) => texts.len(),
            Self::Numbers(numbers) => numbers.len(),
        }
    }

    fn column(self, name: &str) -> Column {
        match self {
            Self::Texts(texts) => Series::new(name.into(), texts).into_column(),
            Self::Numbers(numbers) => Series::new(name.into(), numbers).into_column(),
        }
    }
}
