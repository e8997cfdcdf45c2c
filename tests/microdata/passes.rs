//! One command reads the respondents once, however many questions, groups and waves it asks for.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use topline::study::acts;
use topline::study::options::{CompareOptions, EstimateOptions, TrendOptions};
use topline::study::{Source, SourceFlags};
use topline::survey::Watch;

/// More rows than a chunk holds, so that looks into the first chunk do not count.
const ROWS: usize = (1 << 17) + 40;

fn file(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("topline-passes-{}-{name}.csv", std::process::id()));
    let mut text = "talks,trust,age,sex,region,wave,stratum,cluster,weight\n".to_owned();
    for row in 0..ROWS {
        let of = |count: usize, by: usize| row / by % count;
        let sex = ["men", "women"][of(2, 1)];
        writeln!(
            text,
            "a{},{},{},{sex},r{},202{}-01,{},{},{}",
            (of(3, 5) + of(7, 2)) % 3,
            (of(11, 3) + of(3, 1)) % 11,
            18 + of(70, 1),
            of(4, 11),
            of(4, 13),
            of(5, 16),
            of(40, 16),
            1.0 + of(3, 7) as f64 / 4.0
        )
        .unwrap();
    }
    std::fs::write(&path, text).unwrap();
    path
}

/// What `act` gives, and how often it reads the last chunk.
fn counted<T>(path: &Path, act: impl Fn(&Source) -> T) -> (T, usize) {
    let reads = Arc::new(AtomicUsize::new(0));
    let seen = reads.clone();
    let watch = Watch::new(move |source, chunk, _| {
        seen.fetch_add(usize::from(chunk + 1 == source.chunks().len()), Ordering::Relaxed);
    });
    let design = toml::from_str("weight = 'weight'\nstrata = 'stratum'\npsu = 'cluster'").unwrap();
    let source = Source::of_file(path, &SourceFlags { watch: Some(watch), design, ..SourceFlags::default() }).unwrap();
    let opened = reads.load(Ordering::Relaxed);
    let made = act(&source);
    (made, reads.load(Ordering::Relaxed) - opened)
}

fn estimates(path: &Path, options: &str, everybody: bool) -> (Vec<(f64, f64, f64)>, usize) {
    let options: EstimateOptions = toml::from_str(options).unwrap();
    let (made, reads) = counted(path, |source| acts::estimate(source, &options, everybody).unwrap());
    (made.rows.iter().map(|row| (row.estimate.value, row.estimate.se, row.estimate.base.df)).collect(), reads)
}

#[test]
fn a_command_reads_the_respondents_once() {
    let path = file("once");
    let all =
        "question = ['talks', 'trust']\nby = ['sex', 'region', 'sex,region']\nover = 'wave'\nwhere = \"age > 30\"";
    let (together, reads) = estimates(&path, all, true);
    assert_eq!(reads, 1, "shares");
    let one = |question: &str, by: &str| {
        estimates(&path, &format!("question = '{question}'\nby = '{by}'\nover = 'wave'\nwhere = \"age > 30\""), false).0
    };
    let blocks = ["talks", "trust"].iter().flat_map(|q| ["sex", "region", "sex,region"].map(|by| one(q, by)));
    assert_eq!(together, blocks.flatten().collect::<Vec<_>>());
    for stat in ["mean", "total", "variance", "standard-deviation"] {
        let options = format!("question = ['age', 'trust']\nby = ['sex', 'region']\nstat = '{stat}'");
        assert_eq!(estimates(&path, &options, true).1, 1, "{stat}");
    }
    assert_eq!(estimates(&path, "ratio = 'trust/age'\nby = ['sex', 'region']", true).1, 1);
    let function = "function = 'sd(age) / mean(trust) + share(talks, a1)'\nby = ['sex', 'region']";
    assert_eq!(estimates(&path, function, true).1, 1);

    // Quantiles are read from the numbers as they stand, and their errors from a second pass, however many they are; what is kept between
    // is read once.
    let medians =
        "stat = 'quantile'\nquantile = [0.25, 0.5]\nquestion = ['age', 'trust']\nby = ['sex', 'region']\nover = 'wave'";
    let (together, reads) = estimates(&path, medians, true);
    assert_eq!(reads, 2, "quantiles");
    let alone = |question: &str, by: &str| {
        let options =
            format!("stat = 'quantile'\nquantile = [0.25, 0.5]\nquestion = '{question}'\nby = '{by}'\nover = 'wave'");
        estimates(&path, &options, false).0
    };
    let blocks = ["age", "trust"].iter().flat_map(|q| ["sex", "region"].map(|by| alone(q, by)));
    assert_eq!(together, blocks.flatten().collect::<Vec<_>>());

    let compared = |options: &str| {
        let options: CompareOptions = toml::from_str(options).unwrap();
        counted(&path, |source| match options.test {
            Some(_) => acts::test(source, &options).unwrap().rows.len(),
            None => acts::compare(source, &options, true).unwrap().rows.len(),
        })
        .1
    };
    let two = "question = ['talks', 'trust']\nby = ['sex', 'region']\n";
    assert_eq!(compared(two), 1);
    assert_eq!(compared(&format!("{two}against = 'total'")), 1);
    for test in ["rao-scott-f", "adjusted-wald", "trend\"\nscores=\"r0=0,r1=1,r2=2,r3=3\"\nby=\"region"] {
        let by = if test.starts_with("trend") { "question = ['talks', 'trust']\n" } else { two };
        assert_eq!(compared(&format!("{by}test = \"{test}\"")), 1, "{test}");
    }
    assert_eq!(compared("question = ['age', 'trust']\nby = 'sex'\ntest = 't'"), 1);
    assert_eq!(compared("question = ['age', 'trust']\nby = ['sex', 'region']\nstat = 'median'"), 3);

    let options: TrendOptions = toml::from_str(&format!("{two}over = 'wave'")).unwrap();
    assert_eq!(counted(&path, |source| acts::trend(source, &options).unwrap().series.len()).1, 1);
    std::fs::remove_file(path).unwrap();
}
