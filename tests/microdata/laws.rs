//! Laws that hold for any respondents, designs and chunkings: no reference values here, only what must be equal.

use proptest::prelude::*;
use std::num::NonZeroUsize;
use std::sync::Arc;
use topline::engine::{Engine, Naive, Polars};
use topline::estimate::{Ask, EstimateError, means, shares, standard_deviations, totals, variances};
use topline::sample::{Design, DesignOptions, LonelyPsu, Microdata, Numbers};
use topline::survey::{Column, Kind, Net, Origin, Role, Source, SourceError, Variable};
use topline::uncertainty::{Estimates, Level, Linear, Measure, interval};

/// One respondent: stratum, cluster, weight, number, answer, group. 0 stands for a missing answer, NaN for a missing number.
pub(crate) type Row = (u8, u8, f64, f64, u8, u8);

/// Respondents in chunks of a chosen length.
pub(crate) struct Small {
    variables: Vec<Variable>,
    rows: Vec<Row>,
    chunks: Vec<usize>,
}

impl Small {
    pub(crate) fn new(rows: Vec<Row>, length: usize) -> Arc<Self> {
        let numbers = ["stratum", "psu", "w", "x", "group"].map(|name| Variable::new(name, Kind::Number));
        let variables = numbers.into_iter().chain([Variable::new("vote", Kind::Text)]).collect();
        let chunks = rows.chunks(length).map(<[Row]>::len).collect();
        Arc::new(Self { variables, rows, chunks })
    }
}

impl Source for Small {
    fn origin(&self) -> Origin<'_> {
        Origin::File { name: "rows", variables: &self.variables, chunks: &self.chunks }
    }

    fn read(&self, chunk: usize, wanted: &[usize]) -> Result<Vec<Column>, SourceError> {
        let before: usize = self.chunks[..chunk].iter().sum();
        let rows = &self.rows[before..before + self.chunks[chunk]];
        let column = |&at: &usize| match at {
            5 => words(rows.iter().map(|row| row.4)),
            // Strata in every second chunk and groups are whole numbers, as columns of Parquet are.
            0 | 4 if chunk.is_multiple_of(2) || at == 4 => {
                Column::Whole(rows.iter().map(|row| number(row, at) as i32).collect())
            }
            _ => Column::Numbers(rows.iter().map(|row| number(row, at)).collect()),
        };
        Ok(wanted.iter().map(column).collect())
    }
}

fn number(row: &Row, at: usize) -> f64 {
    match at {
        0 => f64::from(row.0),
        // Clusters have numbers of their own in every stratum.
        1 => f64::from(row.0) * 100.0 + f64::from(row.1),
        2 => row.2,
        3 => row.3,
        _ => f64::from(row.5),
    }
}

/// Codes in the order of appearance, as readers give them.
fn words(answers: impl Iterator<Item = u8>) -> Column {
    let mut levels: Vec<Arc<str>> = Vec::new();
    let mut code = |answer: u8| {
        let word = format!("answer {answer}");
        let known = levels.iter().position(|level| **level == *word);
        let fresh = || {
            levels.push(word.as_str().into());
            levels.len() - 1
        };
        if answer == 0 { topline::survey::MISSING } else { known.unwrap_or_else(fresh) as u32 }
    };
    let codes = answers.map(&mut code).collect();
    Column::Text { codes, levels }
}

/// Respondents in 2 or 3 strata, each of them with two clusters at least.
fn respondents() -> impl Strategy<Value = Vec<Row>> {
    let row = (0..3u8, 0..4u8, 1..900u16, prop::option::weighted(0.9, -50..50i8), 0..4u8, 0..3u8);
    let weight = |w: u16| f64::from(w) / 7.0;
    let known = |x: Option<i8>| x.map_or(f64::NAN, |x| f64::from(x) / 3.0);
    prop::collection::vec(row, 1..60).prop_map(move |rows| {
        let mut all: Vec<Row> = rows.into_iter().map(|(h, i, w, x, a, g)| (h, i, weight(w), known(x), a, g)).collect();
        // Everybody's group and answer occur in two clusters of every stratum.
        for h in 0..3 {
            for i in 0..2 {
                all.push((h, i, 1.5 + f64::from(h), f64::from(i) - 0.25, 1 + (h + i) % 3, i));
            }
        }
        all
    })
}

fn design(psu: bool) -> DesignOptions {
    DesignOptions {
        weight: Some("w".into()),
        strata: vec!["stratum".into()],
        psu: if psu { vec!["psu".into()] } else { vec![] },
        ..DesignOptions::default()
    }
}

fn sample_on(rows: &[Row], psu: bool, length: usize, engine: Arc<dyn Engine>) -> Microdata {
    let source = Small::new(rows.to_vec(), length);
    let design = Design::new(&design(psu), &*source).unwrap();
    Microdata::new(source, engine, design)
}

fn polars(threads: usize) -> Arc<dyn Engine> {
    Arc::new(Polars::new(NonZeroUsize::new(threads).unwrap()))
}

fn sample(rows: &[Row], psu: bool) -> Microdata {
    sample_on(rows, psu, 1000, polars(1))
}

fn ask(question: &str, by: &[&str]) -> Ask {
    Ask { question: question.into(), by: by.iter().map(|&by| by.into()).collect(), ..Ask::default() }
}

fn mean_of(sample: &Microdata, by: &[&str]) -> Estimates {
    means(sample, &ask("x", by)).unwrap().remove(0)
}

fn share_of(sample: &Microdata, by: &[&str]) -> Estimates {
    shares(sample, &ask("vote", by)).unwrap().remove(0)
}

/// Values and covariances as bits.
fn bits(of: &Estimates) -> (Vec<u64>, Vec<u64>) {
    let bits = |values: &[f64]| values.iter().map(|value| value.to_bits()).collect();
    (bits(of.values()), bits(of.covariance().as_slice()))
}

/// What no survey should have: weights of 0 and none, strata of one row, answers and numbers missing everywhere.
fn odd() -> impl Strategy<Value = Vec<Row>> {
    let weight = prop_oneof![3 => (1..900u16).prop_map(|w| f64::from(w) / 7.0), 1 => Just(0.0), 1 => Just(f64::NAN)];
    let x = prop_oneof![2 => (-3..3i8).prop_map(f64::from), 1 => Just(f64::NAN), 1 => Just(1e12)];
    prop::collection::vec((0..6u8, 0..3u8, weight, x, 0..3u8, 0..4u8), 1..14)
}

fn lonely() -> impl Strategy<Value = LonelyPsu> {
    use LonelyPsu as L;
    prop::sample::select(vec![L::Fail, L::Remove, L::Certainty, L::Adjust, L::Average])
}

/// Whether all of a result can be printed, and nothing is known of fewer than `least` respondents; an error has to say what it is about.
fn printable(found: Result<Vec<Estimates>, EstimateError>, least: f64) -> Result<(), TestCaseError> {
    let parts = match found {
        Ok(parts) => parts,
        Err(error) => {
            let words = error.to_string();
            prop_assert!(words.len() > 20 && !words.contains("NaN"), "{words}");
            return Ok(());
        }
    };
    for (part, i) in parts.iter().flat_map(|part| (0..part.len()).map(move |i| (part, i))) {
        let one = part.get(i);
        let base = one.base;
        if base.n.unwrap() < least {
            prop_assert!(one.value.is_nan() && one.lacks_spread(), "{one:?}");
            continue;
        }
        prop_assert!(one.value.is_finite() && one.se.is_finite() && one.se >= 0.0 && base.df >= 1.0, "{one:?}");
        let known = [base.n, base.n_weighted, base.n_effective, base.deff];
        prop_assert!(known.into_iter().flatten().all(f64::is_finite), "{one:?}");
        for interval in interval::ALL.iter().filter(|_| one.measure == Measure::Share) {
            let bounds = interval.bounds_of(&one, (part, i), Level::USUAL);
            // There and back through log-odds may cost a share without spread its last digit.
            let holds = bounds.low <= one.value + 1e-15 && one.value <= bounds.high + 1e-15;
            prop_assert!(holds, "{} {one:?} {bounds:?}", interval.name());
        }
    }
    Ok(())
}

fn near(a: f64, b: f64, scale: f64) -> bool {
    (a - b).abs() <= 1e-11 * scale.abs().max(1e-9)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Order of rows, length of chunks, number of threads, engine: not a bit changes.
    #[test]
    fn how_the_sums_are_made_does_not_show(rows in respondents(), length in 1..40usize, threads in 1..4usize, turn in 0..50usize) {
        let mut turned = rows.clone();
        turned.rotate_left(turn % rows.len());
        turned.reverse();
        for psu in [true, false] {
            let first = sample(&rows, psu);
            let others = [
                sample_on(&turned, psu, 1000, polars(1)),
                sample_on(&rows, psu, length, polars(threads)),
                sample_on(&rows, psu, length, Arc::new(Naive)),
            ];
            for other in &others {
                prop_assert_eq!(bits(&share_of(&first, &["group"])), bits(&share_of(other, &["group"])));
            }
            // Equal numbers stay in the order of the file, so the rows are not turned here.
            for other in &others[1..] {
                let values = |sample: &Microdata| {
                    let by = ["group".into()];
                    let of = |by| Numbers { variable: "x", by, over: None };
                    let cells = sample.values(&[of(&by), of(&[])]).unwrap();
                    cells.into_iter().flatten().map(|cell| (cell.key, cell.parts.concat())).collect::<Vec<_>>()
                };
                prop_assert_eq!(values(&first), values(other));
            }
            // The center of squares follows the first chunk, so chunks stay as they are for means.
            for other in [&others[0], &sample_on(&rows, psu, 1000, Arc::new(Naive))] {
                prop_assert_eq!(bits(&mean_of(&first, &["group"])), bits(&mean_of(other, &["group"])));
            }
        }
    }

    /// Weights times anything: shares and means with their errors stay.
    #[test]
    fn weights_are_relative(rows in respondents(), factor in 0.01..500.0f64) {
        let scaled: Vec<Row> = rows.iter().map(|&(h, i, w, x, a, g)| (h, i, w * factor, x, a, g)).collect();
        for psu in [true, false] {
            for (one, other) in [
                (share_of(&sample(&rows, psu), &[]), share_of(&sample(&scaled, psu), &[])),
                (mean_of(&sample(&rows, psu), &["group"]), mean_of(&sample(&scaled, psu), &["group"])),
            ] {
                for i in 0..one.len() {
                    prop_assert!(near(one.values()[i], other.values()[i], 1.0));
                    let (a, b) = (one.covariance_of(i, i), other.covariance_of(i, i));
                    prop_assert!(near(a, b, a.max(1.0)), "{a} {b}");
                }
            }
        }
    }

    /// A domain of everybody is no domain; a group is the domain of its level.
    #[test]
    fn a_group_is_a_domain(rows in respondents()) {
        for psu in [true, false] {
            let all = sample(&rows, psu).within("group >= 0").unwrap();
            prop_assert_eq!(bits(&share_of(&all, &[])), bits(&share_of(&sample(&rows, psu), &[])));
            let by = mean_of(&sample(&rows, psu), &["group"]);
            for (i, cell) in by.cells().iter().enumerate() {
                let domain = format!("group == {}", cell.level("group").unwrap());
                let one = mean_of(&sample(&rows, psu).within(&domain).unwrap(), &[]).get(0);
                prop_assert_eq!(one.value.to_bits(), by.get(i).value.to_bits());
                prop_assert!(near(one.se * one.se, by.covariance_of(i, i), (one.se * one.se).max(1.0)));
                prop_assert_eq!((one.base.n, one.base.df), (by.get(i).base.n, by.get(i).base.df));
            }
        }
    }

    /// Shares of a question add up to 1, their covariances to 0, and a net is its parts with their covariance.
    #[test]
    fn shares_are_parts_of_a_whole(rows in respondents()) {
        for psu in [true, false] {
            let sample = sample(&rows, psu);
            let parts = share_of(&sample, &[]);
            let covariance = parts.covariance();
            prop_assert!(near(parts.values().iter().sum(), 1.0, 1.0));
            for i in 0..parts.len() {
                prop_assert!(covariance.row(i).sum().abs() < 1e-12);
            }
            let of = vec!["answer 1".into(), "answer 2".into()];
            let net = Net { id: "net".into(), title: "net".into(), labels: vec![], of, role: Role::Plain };
            let with_net = Ask { nets: vec![net], answers: vec!["net".into()], ..ask("vote", &[]) };
            let made = shares(&sample, &with_net).unwrap()[0].get(0);
            prop_assert!(near(made.value, parts.values()[0] + parts.values()[1], 1.0));
            let variance = covariance[(0, 0)] + covariance[(1, 1)] + 2.0 * covariance[(0, 1)];
            prop_assert!(near(made.se * made.se, variance, 1.0));
        }
    }

    /// Whatever the rows are: numbers in their range, or an error with a name, and never a NaN.
    #[test]
    fn odd_respondents_give_numbers_or_a_named_error(rows in odd(), lonely in lonely(), psu in any::<bool>()) {
        let source = Small::new(rows, 5);
        let options = DesignOptions { lonely_psu: Some(lonely), ..design(psu) };
        let design = Design::new(&options, &*source).unwrap();
        let sample = Microdata::new(source, polars(1), design);
        for by in [&[][..], &["group"]] {
            printable(shares(&sample, &ask("vote", by)), 1.0)?;
            printable(means(&sample, &ask("x", by)), 1.0)?;
            printable(totals(&sample, &ask("x", by)), 1.0)?;
            printable(variances(&sample, &ask("x", by)), 2.0)?;
            printable(standard_deviations(&sample, &ask("x", by)), 2.0)?;
        }
    }

    /// Results of one design joined are one result: the total of all less those of its groups is nothing, without error.
    #[test]
    fn joined_results_keep_their_covariance(rows in respondents()) {
        let sample = sample(&rows, true);
        let groups = totals(&sample, &ask("x", &["group"])).unwrap().remove(0);
        let count = groups.len();
        let joined = groups.join(totals(&sample, &ask("x", &[])).unwrap().remove(0)).unwrap();
        let row = (0..count).map(|at| (at, -1.0)).chain([(count, 1.0)]).collect();
        let rest = joined.map(&Linear(vec![row]), vec![joined.output(0)]).get(0);
        let scale: f64 = rows.iter().map(|row| row.2 * 20.0).sum();
        prop_assert!(near(rest.value, 0.0, scale) && near(rest.se * rest.se, 0.0, scale * scale));
    }
}

/// Two respondents of nearly equal weight in one stratum of a group: their spread is a difference of large squares, which must not take the
/// spread of the number with it.
#[test]
fn nearly_equal_weights_lose_no_digits() {
    let rows = [
        (0, 0, 78.85714285714286, 1.0, 0, 2),
        (0, 0, 79.28571428571429, -0.3333333333333333, 0, 2),
        (0, 0, 1.5, -0.25, 1, 0),
        (0, 1, 1.5, 0.75, 2, 1),
        (1, 0, 2.5, -0.25, 2, 0),
        (1, 1, 2.5, 0.75, 3, 1),
    ];
    let scaled = rows.map(|(h, i, w, x, a, g)| (h, i, w * 0.01, x, a, g));
    let of = |rows: &[Row]| mean_of(&sample(rows, false), &["group"]).covariance_of(2, 2);
    let (one, other) = (of(&rows), of(&scaled));
    assert!(near(one, other, 1.0), "{one} {other}");
}
