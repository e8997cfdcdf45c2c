//! The same respondents from every format give the same columns, labels and estimates.

use polars::prelude::{DataFrame, DataType, NamedFrom, ParquetWriter, Series};
use std::io::Write;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;
use topline::engine::{Naive, Polars};
use topline::estimate::{Ask, shares};
use topline::ingest::microdata::{Frame, open, write_parquet};
use topline::sample::{Design, DesignOptions, Microdata};
use topline::survey::{Column, Kind, MISSING, Source, Value, Variable};

fn values(source: &dyn Source) -> Vec<Vec<Value>> {
    let all: Vec<usize> = (0..source.variables().len()).collect();
    let mut columns = vec![Vec::new(); all.len()];
    for (chunk, &rows) in source.chunks().iter().enumerate() {
        for (to, column) in columns.iter_mut().zip(source.read(chunk, &all).unwrap()) {
            to.extend((0..rows).map(|row| column.value(row)));
        }
    }
    columns
}

#[test]
fn parquet_of_polars_is_read_in_row_groups() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.parquet");
    let small = Series::new("small".into(), [Some(3i32), None, Some(-1), Some(7), Some(2)]);
    let mut frame = DataFrame::new(
        5,
        vec![
            small.into(),
            Series::new("big".into(), [1i64 << 40, 2, 3, 4, 5]).into(),
            Series::new("real".into(), [0.5f32, 1.5, 2.5, 3.5, 4.5]).into(),
            Series::new("word".into(), [Some("no"), Some("yes"), None, Some("no"), Some("yes")]).into(),
            Series::new("flag".into(), [true, false, true, true, false]).into(),
        ],
    )
    .unwrap();
    ParquetWriter::new(std::fs::File::create(&path).unwrap()).with_row_group_size(Some(2)).finish(&mut frame).unwrap();
    let source = open(&path).unwrap();
    assert_eq!(source.chunks(), [2, 3]);
    let kinds: Vec<Kind> = source.variables().iter().map(|variable| variable.kind).collect();
    assert_eq!(kinds, [Kind::Number, Kind::Number, Kind::Number, Kind::Text, Kind::Text]);
    let columns = values(&*source);
    assert_eq!(columns[0][1], Value::Missing);
    assert_eq!(columns[1][0], Value::Number((1i64 << 40) as f64));
    assert_eq!(columns[2][4], Value::Number(4.5));
    assert_eq!(columns[3][2..4], [Value::Missing, Value::Text("no".into())]);
    assert_eq!(columns[4][1], Value::Text("false".into()));
    let later = source.read(1, &[3]).unwrap();
    assert_eq!(later[0].value(1), Value::Text("no".into()), "a chunk begins where its row group does");
}

#[test]
fn parquet_of_a_kind_that_cannot_be_read_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.parquet");
    let list = Series::new("answers".into(), [Series::new("".into(), [1i64, 2])]);
    assert!(matches!(list.dtype(), DataType::List(_)));
    let mut frame = DataFrame::new(1, vec![list.into()]).unwrap();
    ParquetWriter::new(std::fs::File::create(&path).unwrap()).finish(&mut frame).unwrap();
    let message = open(&path).err().map(|error| error.to_string()).unwrap_or_default();
    assert!(message.contains("column \"answers\" holds"), "{message}");
}

#[test]
fn what_is_converted_comes_back_with_its_labels() {
    let folder = tempfile::tempdir().unwrap();
    let mut vote = Variable::new("vote", Kind::Number);
    vote.label = Some("How will you vote?".into());
    vote.labels = vec![(Value::Number(1.0), "Yes".into()), (Value::Number(2.0), "No".into())];
    let mut region = Variable::new("region", Kind::Text);
    region.levels = vec!["South".into(), "North".into()];
    let words = Column::Text { codes: vec![0, 1, MISSING].into(), levels: vec!["North".into(), "South".into()] };
    let columns = vec![(vote, Column::Numbers(vec![2.0, f64::NAN, 1.0].into())), (region, words)];
    let frame = Frame::new("made", columns).unwrap();
    let path = folder.path().join("b.parquet");
    write_parquet(&frame, std::fs::File::create(&path).unwrap()).unwrap();
    let back = open(&path).unwrap();
    assert_eq!(back.variables(), frame.variables());
    assert_eq!(values(&*back), values(&frame));
}

/// Respondents of the reference cases as text, gzipped text and Parquet, by both engines.
#[test]
fn formats_and_engines_give_the_same_bits() {
    let folder = tempfile::tempdir().unwrap();
    let plain = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference/data/apistrat.csv");
    let packed = folder.path().join("apistrat.csv.gz");
    let mut packer =
        flate2::write::GzEncoder::new(std::fs::File::create(&packed).unwrap(), flate2::Compression::fast());
    packer.write_all(&std::fs::read(&plain).unwrap()).unwrap();
    packer.finish().unwrap();
    let parquet = folder.path().join("apistrat.parquet");
    write_parquet(&*open(&plain).unwrap(), std::fs::File::create(&parquet).unwrap()).unwrap();
    let bits = |path: &Path, engine: Arc<dyn topline::engine::Engine>| {
        let source = open(path).unwrap();
        let options = DesignOptions {
            weight: Some("pw".into()),
            strata: vec!["stype".into()],
            fpc: vec!["fpc".into()],
            ..DesignOptions::default()
        };
        let design = Design::new(&options, &*source).unwrap();
        let ask = Ask { question: "comp_imp".into(), by: vec!["awards".into()], ..Ask::default() };
        let made = shares(&Microdata::new(source, engine, design), &ask).unwrap().remove(0);
        let all =
            made.values().iter().chain(made.covariance().as_slice()).map(|value| value.to_bits()).collect::<Vec<_>>();
        (all, made.cells().to_vec())
    };
    let polars = || Arc::new(Polars::new(NonZeroUsize::new(2).unwrap()));
    let first = bits(&plain, polars());
    assert_eq!(first.0.len(), 4 + 16);
    assert_eq!(first, bits(&packed, polars()));
    assert_eq!(first, bits(&parquet, polars()));
    assert_eq!(first, bits(&parquet, Arc::new(Naive)));
}
