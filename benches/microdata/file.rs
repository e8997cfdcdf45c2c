//! Files of made-up respondents, from a seed; written once and kept.

use polars::prelude::{Column, DataFrame, NamedFrom, ParquetWriter, Series};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

const CHUNK: u64 = 1 << 18;

/// A stream of numbers (splitmix64, Steele, Lea & Flood 2014).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: u64) -> i64 {
        (self.next() % bound) as i64
    }

    /// Nearly normal: the sum of twelve uniform numbers less six.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| (self.next() >> 11) as f64 / (1u64 << 53) as f64).sum::<f64>() - 6.0
    }
}

fn whole(name: &str, rows: u64, make: impl FnMut(u64) -> i64) -> Column {
    Series::new(name.into(), (0..rows).map(make).collect::<Vec<i64>>()).into()
}

fn numbers(name: &str, rows: u64, make: impl FnMut(u64) -> f64) -> Column {
    Series::new(name.into(), (0..rows).map(make).collect::<Vec<f64>>()).into()
}

/// 200 strata, 8,000 clusters, weights, one question of 4 answers, sex, 6 ages, 48 waves; with `replicates` also 20 regions, two
/// numbers and so many replicate weights.
pub(super) fn respondents(folder: &Path, rows: u64, replicates: u64) -> PathBuf {
    let path = folder.join(format!("respondents-{rows}.parquet"));
    write(&path, rows, |dice, rows| {
        let psu: Vec<i64> = (0..rows).map(|_| dice.below(8000)).collect();
        let weight: Vec<f64> = (0..rows).map(|_| (0.5 * dice.normal()).exp()).collect();
        let mut columns = vec![
            whole("stratum", rows, |row| psu[row as usize] / 40),
            whole("psu", rows, |row| psu[row as usize]),
            numbers("weight", rows, |row| weight[row as usize]),
        ];
        for (name, levels) in [("q", 4), ("sex", 2), ("age", 6), ("wave", 48), ("region", 20)] {
            columns.push(whole(name, rows, |_| 1 + dice.below(levels)));
        }
        if replicates > 0 {
            columns.push(numbers("x", rows, |_| 50.0 + 10.0 * dice.normal()));
            columns.push(numbers("income", rows, |_| (100.0 * (10.0 + 0.8 * dice.normal()).exp()).round() / 100.0));
        }
        for replicate in 1..=replicates {
            let factor = |row: u64| weight[row as usize] * 2.0 * dice.below(2) as f64;
            columns.push(numbers(&format!("rep{replicate}"), rows, factor));
        }
        columns
    });
    path
}

/// 50,000 respondents in 26 × 26 × 10 groups.
pub(super) fn many_groups(folder: &Path) -> PathBuf {
    let path = folder.join("many-groups.parquet");
    write(&path, 50_000, |dice, rows| {
        let psu: Vec<i64> = (0..rows).map(|_| dice.below(400)).collect();
        let mut columns = vec![
            whole("stratum", rows, |row| psu[row as usize] / 20),
            whole("psu", rows, |row| psu[row as usize]),
            numbers("weight", rows, |_| (0.5 * dice.normal()).exp()),
        ];
        for (name, levels) in [("q", 2), ("g", 26), ("h", 26), ("k", 10)] {
            columns.push(whole(name, rows, |_| 1 + dice.below(levels)));
        }
        columns
    });
    path
}

/// Writes the file a row group at a time, unless it is there.
fn write(path: &Path, rows: u64, make: impl Fn(&mut Dice, u64) -> Vec<Column>) {
    if path.exists() {
        return;
    }
    let half = path.with_extension("half");
    let mut dice = Dice(1);
    let mut writer = None;
    let mut csv = BufWriter::new(File::create(path.with_extension("csv")).unwrap());
    for start in (0..rows).step_by(CHUNK as usize) {
        let height = CHUNK.min(rows - start);
        let frame = DataFrame::new(height as usize, make(&mut dice, height)).unwrap();
        let writer = writer
            .get_or_insert_with(|| ParquetWriter::new(File::create(&half).unwrap()).batched(frame.schema()).unwrap());
        writer.write_batch(&frame).unwrap();
        if rows <= 1_000_000 {
            text(&mut csv, &frame, start == 0);
        }
    }
    writer.unwrap().finish().unwrap();
    std::fs::rename(&half, path).unwrap();
}

/// The columns before the replicate weights, for programs that do not read Parquet.
fn text(out: &mut impl Write, frame: &DataFrame, with_names: bool) {
    let columns: Vec<&Column> = frame.columns().iter().filter(|column| !column.name().starts_with("rep")).collect();
    if with_names {
        writeln!(out, "{}", columns.iter().map(|column| column.name().as_str()).collect::<Vec<_>>().join(",")).unwrap();
    }
    for row in 0..frame.height() {
        let values: Vec<String> = columns.iter().map(|column| column.get(row).unwrap().to_string()).collect();
        writeln!(out, "{}", values.join(",")).unwrap();
    }
}
