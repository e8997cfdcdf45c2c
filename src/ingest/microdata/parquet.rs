//! Parquet through polars: a stretch of a row group at a time, only the columns needed. Labels and missing codes come from
//! the metadata, where this program wrote them.

use super::{MOST_WHOLE, Reading, calendar, io_error, labels};
use crate::survey::{Column, Kind, MISSING, NO_WHOLE, Origin, SetSpec, Source, SourceError, Variable};
use polars::io::parquet::metadata::FileMetadata;
use polars::prelude::{
    ArrowDataType, ArrowTimeUnit, ChunkedArray, DataType, ParallelStrategy, ParquetReader, PolarsNumericType,
    SerReader, TimeUnit,
};
use std::collections::HashMap;
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Rows of a chunk at most; longer row groups are cut. Fixed, so that sums do not depend on the machine.
const CHUNK: usize = 1 << 18;

/// Columns that are decoded at once.
const AT_ONCE: usize = 2;

struct Parquet {
    path: PathBuf,
    name: String,
    metadata: Arc<FileMetadata>,
    variables: Vec<Variable>,
    chunks: Vec<usize>,
    /// Of every chunk the row group it lies in, and the row of that where it starts.
    starts: Vec<(usize, usize)>,
    weight: Option<usize>,
    declared: Vec<SetSpec>,
}

/// Opens a file.
pub(super) fn open(path: &Path, _: &Reading) -> Result<Arc<dyn Source>, SourceError> {
    let name = path.display().to_string();
    let mut reader = ParquetReader::new(File::open(path).map_err(|error| io_error(path, &error))?);
    let schema = reader.schema().map_err(|error| trouble(path, &error))?;
    let metadata = reader.get_metadata().map_err(|error| trouble(path, &error))?.clone();
    let variable = |(name, field): (_, &polars::prelude::ArrowField)| match kind(&field.dtype) {
        Some(kind) => Ok(Variable::new(format!("{name}"), kind)),
        None => Err(unreadable(path, &format!("{name}"), &field.dtype)),
    };
    let mut variables = schema.iter().map(variable).collect::<Result<Vec<_>, _>>()?;
    let strange = |key: &str, error: serde_json::Error| {
        let reason =
            format!("the metadata \"{key}\" is not as this program writes it ({error}); remove it or convert again");
        SourceError { file: name.clone(), reason }
    };
    let weight = stated(&metadata, labels::KEY).map_or(Ok(None), |text| labels::restore(text, &mut variables));
    let weight = weight.map_err(|error| strange(labels::KEY, error))?;
    let declared = stated(&metadata, labels::SETS).map_or(Ok(Vec::new()), labels::restored_sets);
    let declared = declared.map_err(|error| strange(labels::SETS, error))?;
    let (mut chunks, mut starts) = (Vec::new(), Vec::new());
    for (number, group) in metadata.row_groups.iter().enumerate() {
        let rows = group.num_rows();
        chunks.extend((0..rows).step_by(CHUNK).map(|start| CHUNK.min(rows - start)));
        starts.extend((0..rows).step_by(CHUNK).map(|start| (number, start)));
    }
    Ok(Arc::new(Parquet { path: path.to_owned(), name, metadata, variables, chunks, starts, weight, declared }))
}

/// What begins and ends a Parquet file.
const MARK: &[u8] = b"PAR1";

/// Why a file cannot be read as Parquet: the marks at its ends tell.
fn trouble(path: &Path, error: &polars::prelude::PolarsError) -> SourceError {
    let reason = match marks(path) {
        Ok((false, _)) => {
            "not a Parquet file, for it does not begin as one: give it its own ending, or export it again".to_owned()
        }
        Ok((true, false)) => {
            "the end of this Parquet file is missing: it was cut short; copy or export it again".to_owned()
        }
        Ok((true, true)) => {
            format!("damaged inside, or written in a way that is not read ({error}); copy or export it again")
        }
        Err(error) => return io_error(path, &error),
    };
    SourceError { file: path.display().to_string(), reason }
}

/// Whether a file begins and ends as Parquet does. One that holds nothing between is cut short.
fn marks(path: &Path) -> std::io::Result<(bool, bool)> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    let mut found = |at| {
        let mut mark = [0; MARK.len()];
        file.seek(SeekFrom::Start(at))?;
        file.read_exact(&mut mark).map(|()| mark == *MARK)
    };
    let size = MARK.len() as u64;
    match length {
        _ if length < size => Ok((false, false)),
        _ if length < 3 * size => Ok((found(0)?, false)),
        _ => Ok((found(0)?, found(length - size)?)),
    }
}

/// What the file says under a key of its metadata.
fn stated<'a>(metadata: &'a FileMetadata, key: &str) -> Option<&'a str> {
    let mut pairs = metadata.key_value_metadata().iter().flatten().filter(|pair| pair.key == key);
    pairs.find_map(|pair| pair.value.as_deref())
}

fn kind(of: &ArrowDataType) -> Option<Kind> {
    use ArrowDataType as T;
    match of {
        T::Int8 | T::Int16 | T::Int32 | T::Int64 | T::UInt8 | T::UInt16 | T::UInt32 | T::UInt64 => Some(Kind::Number),
        T::Float32 | T::Float64 | T::Decimal(..) | T::Time64(_) | T::Null => Some(Kind::Number),
        // Times in whole seconds are stored as milliseconds, which polars takes for seconds.
        T::Time32(ArrowTimeUnit::Millisecond) => Some(Kind::Number),
        T::Boolean | T::Utf8 | T::LargeUtf8 | T::Utf8View | T::Date32 | T::Date64 | T::Timestamp(..) => {
            Some(Kind::Text)
        }
        T::Dictionary(_, word, _) if matches!(**word, T::Utf8 | T::LargeUtf8 | T::Utf8View) => Some(Kind::Text),
        _ => None,
    }
}

fn unreadable(path: &Path, column: &str, found: &ArrowDataType) -> SourceError {
    let reason = format!(
        "column \"{column}\" holds {found:?}; whole, decimal and floating-point numbers (of 32 or 64 bits), booleans, text, categories of text, dates and times can be read"
    );
    SourceError { file: path.display().to_string(), reason }
}

impl Source for Parquet {
    fn origin(&self) -> Origin<'_> {
        Origin::File { name: &self.name, variables: &self.variables, chunks: &self.chunks }
    }

    fn weight(&self) -> Option<usize> {
        self.weight
    }

    fn declared_sets(&self) -> &[SetSpec] {
        &self.declared
    }

    fn read(&self, chunk: usize, wanted: &[usize]) -> Result<Vec<Column>, SourceError> {
        let read = wanted.chunks(AT_ONCE).map(|places| self.columns(chunk, places));
        Ok(read.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
    }
}

impl Parquet {
    /// The metadata as if the file had one row group: polars looks into all that it is told of, whatever rows are asked for, and the time
    /// would grow with the square of their number. Labels, which may be long, stay behind.
    fn only(&self, group: usize) -> FileMetadata {
        let all = &*self.metadata;
        let pairs = all.key_value_metadata.iter().flatten().filter(|pair| pair.key != labels::KEY);
        FileMetadata {
            version: all.version,
            num_rows: all.row_groups[group].num_rows(),
            max_row_group_height: all.max_row_group_height,
            created_by: all.created_by.clone(),
            row_groups: vec![all.row_groups[group].clone()],
            key_value_metadata: Some(pairs.cloned().collect()),
            schema_descr: all.schema_descr.clone(),
            column_orders: all.column_orders.clone(),
            footer_buf: all.footer_buf.clone(),
        }
    }

    /// A few columns of a chunk: together, as every reader maps the file anew; not all, as polars has them beside ours in memory.
    fn columns(&self, chunk: usize, places: &[usize]) -> Result<Vec<Column>, SourceError> {
        let (group, start) = self.starts[chunk];
        let file = File::open(&self.path).map_err(|error| io_error(&self.path, &error))?;
        let mut reader = ParquetReader::new(file)
            .with_projection(Some(places.to_vec()))
            .with_slice(Some((start, self.chunks[chunk])))
            .read_parallel(ParallelStrategy::None);
        reader.set_metadata(self.only(group).into());
        let mut frame = reader.finish().map_err(|error| trouble(&self.path, &error))?;
        let take = |&place: &usize| column(frame.drop_in_place(&self.variables[place].name)?);
        // What cannot be taken over is no damage: the reason says which values.
        let refused =
            |error: polars::prelude::PolarsError| SourceError { file: self.name.clone(), reason: error.to_string() };
        places.iter().map(take).collect::<Result<_, _>>().map_err(refused)
    }
}

fn column(of: polars::prelude::Column) -> Result<Column, polars::prelude::PolarsError> {
    match of.dtype() {
        DataType::String => Ok(words(of.str()?.iter())),
        DataType::Boolean => {
            Ok(words(of.bool()?.iter().map(|value| value.map(|value| if value { "true" } else { "false" }))))
        }
        DataType::Float64 => floats(of),
        DataType::Float32 => Ok(numbers(of.f32()?, f64::from)),
        DataType::Int8 | DataType::Int16 | DataType::UInt8 | DataType::UInt16 => column(of.cast(&DataType::Int32)?),
        DataType::Int32 => {
            let values = of.i32()?;
            Ok(whole(values, |value| (value, true)).unwrap_or_else(|| numbers(values, f64::from)))
        }
        DataType::UInt32 => {
            let values = of.u32()?;
            let small = |value| (value as i32, value as i32 >= 0);
            Ok(whole(values, small).unwrap_or_else(|| numbers(values, f64::from)))
        }
        DataType::Int64 => {
            let values = of.i64()?;
            let small = |value| (value as i32, i64::from(value as i32) == value);
            whole(values, small).map_or_else(|| kept_apart(&of, numbers(values, |value| value as f64)), Ok)
        }
        DataType::UInt64 => {
            let values = of.u64()?;
            let small = |value| (value as i32, value <= i32::MAX as u64);
            whole(values, small).map_or_else(|| kept_apart(&of, numbers(values, |value| value as f64)), Ok)
        }
        DataType::Date => moments(&of, |days| calendar::since_1970(days.saturating_mul(86_400), 1, false)),
        DataType::Datetime(unit, zone) => {
            // Where a zone is stated, the moments are counted in universal time.
            moments(&of, |count| calendar::since_1970(count, per_second(*unit), zone.is_some()))
        }
        // Seconds of a day, as the statistics programs have them; polars counts nanoseconds.
        DataType::Time => Ok(numbers(of.cast(&DataType::Int64)?.i64()?, |value| value as f64 / 1e9)),
        DataType::Categorical(..) => Ok(words(of.cast(&DataType::String)?.str()?.iter())),
        _ => Ok(numbers(of.cast(&DataType::Float64)?.f64()?, |value| value)),
    }
}

/// Numbers as they stand in the file: without missing ones, the memory they were decoded into is theirs.
fn floats(of: polars::prelude::Column) -> Result<Column, polars::prelude::PolarsError> {
    let values = of.f64()?.clone();
    drop(of);
    if values.null_count() > 0 || values.chunks().len() != 1 {
        return Ok(numbers(&values, |value| value));
    }
    let own = values.downcast_into_iter().next().map(|part| part.into_inner().1.into_mut());
    Ok(Column::Numbers(own.map_or_else(Vec::new, |part| part.either(|shared| shared.to_vec(), |own| own)).into()))
}

/// A column of whole numbers, if 32 bits hold them: `small` cuts a number to 32 bits and says whether that leaves it as it was.
fn whole<T: PolarsNumericType>(of: &ChunkedArray<T>, small: impl Fn(T::Native) -> (i32, bool)) -> Option<Column> {
    let mut all = Vec::with_capacity(of.len().next_power_of_two());
    let mut fits = true;
    for part in of.downcast_iter() {
        let values = part.values().iter().map(|&value| small(value));
        let kept = values.map(|(small, same)| {
            fits &= same & (small != NO_WHOLE);
            small
        });
        match part.validity() {
            None => all.extend(kept),
            Some(valid) => all.extend(kept.zip(valid).map(|(small, valid)| if valid { small } else { NO_WHOLE })),
        }
    }
    fits.then_some(Column::Whole(all.into()))
}

/// A column of numbers, NaN where there is none.
fn numbers<T: PolarsNumericType>(of: &ChunkedArray<T>, as_f64: impl Fn(T::Native) -> f64) -> Column {
    let mut numbers = Vec::with_capacity(of.len().next_power_of_two());
    for part in of.downcast_iter() {
        match part.validity() {
            None => numbers.extend(part.values().iter().map(|&value| as_f64(value))),
            Some(_) => numbers.extend(part.iter().map(|value| value.map_or(f64::NAN, |&value| as_f64(value)))),
        }
    }
    Column::Numbers(numbers.into())
}

/// Refuses whole numbers that would become one: names of something, which text keeps apart.
fn kept_apart(of: &polars::prelude::Column, numbers: Column) -> Result<Column, polars::prelude::PolarsError> {
    let largest = numbers.numbers().unwrap_or_default().iter().fold(0.0, |most: f64, x| most.max(x.abs()));
    if largest <= MOST_WHOLE {
        return Ok(numbers);
    }
    let message = format!(
        "column \"{}\" holds whole numbers beyond 2^53, which numbers do not keep apart; save it as text",
        of.name()
    );
    Err(polars::prelude::PolarsError::ComputeError(message.into()))
}

fn per_second(unit: TimeUnit) -> i64 {
    match unit {
        TimeUnit::Nanoseconds => 1_000_000_000,
        TimeUnit::Microseconds => 1_000_000,
        TimeUnit::Milliseconds => 1000,
    }
}

/// A column of words for counted days or moments, each printed once.
fn moments(of: &polars::prelude::Column, text: impl Fn(i64) -> String) -> Result<Column, polars::prelude::PolarsError> {
    let counts = of.cast(&DataType::Int64)?;
    let mut known: HashMap<i64, u32> = HashMap::new();
    let mut levels: Vec<Arc<str>> = Vec::new();
    let mut code = |count: i64| {
        *known.entry(count).or_insert_with(|| {
            levels.push(text(count).into());
            levels.len() as u32 - 1
        })
    };
    let codes = counts.i64()?.iter().map(|count| count.map_or(MISSING, &mut code)).collect();
    Ok(Column::Text { codes, levels })
}

fn words<'a>(values: impl Iterator<Item = Option<&'a str>>) -> Column {
    let mut known: HashMap<&str, u32> = HashMap::new();
    let mut levels: Vec<Arc<str>> = Vec::new();
    let mut code = |word: Option<&'a str>| {
        let Some(word) = word else { return MISSING };
        *known.entry(word).or_insert_with(|| {
            levels.push(word.into());
            levels.len() as u32 - 1
        })
    };
    let codes = values.map(&mut code).collect();
    Column::Text { codes, levels }
}

#[cfg(test)]
mod tests {
    use super::*;
    use polars::prelude::{NamedFrom, Series};

    fn read(values: Series) -> Column {
        column(values.into()).unwrap()
    }

    #[test]
    fn whole_numbers_stay_whole_as_long_as_32_bits_hold_them() {
        let name = || "x".into();
        let small = Series::new(name(), [Some(-1_i64), None, Some(i64::from(i32::MAX))]);
        assert_eq!(read(small), Column::Whole(vec![-1, NO_WHOLE, i32::MAX].into()));
        let large = Series::new(name(), [i64::from(i32::MAX) + 1, 0]);
        assert_eq!(read(large), Column::Numbers(vec![2_147_483_648.0, 0.0].into()));
        // The least number of 32 bits is how a missing one is written.
        assert_eq!(read(Series::new(name(), [i32::MIN, 1])), Column::Numbers(vec![-2_147_483_648.0, 1.0].into()));
        assert_eq!(read(Series::new(name(), [u32::MAX, 7])), Column::Numbers(vec![4_294_967_295.0, 7.0].into()));
        assert_eq!(read(Series::new(name(), [7_u64])), Column::Whole(vec![7].into()));
        assert_eq!(read(Series::new(name(), [1.5, -0.0])), Column::Numbers(vec![1.5, -0.0].into()));
    }
}
