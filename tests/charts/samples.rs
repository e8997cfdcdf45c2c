//! Figures for the tests and the gallery. Real ones are Levada Center's and Russian Field's published shares, 2022 to 2026 (see
//! `data/russia-ukraine`); made-up ones say "synthetic" in their source.

use topline::chart::figures::{AnswerOrder, Event, Figures, FitPoint, FittedLine, GroupOrder, Notes, Part, Row, Unit};
use topline::survey::Role;
use topline::uncertainty::{Bounds, Level};

/// Day of a civil date, counted from 1970-01-01.
pub(crate) fn day(year: i16, month: i8, day: i8) -> f64 {
    let span = jiff::civil::date(1970, 1, 1).until(jiff::civil::date(year, month, day)).unwrap();
    f64::from(span.get_days())
}

/// The Wilson interval at 95 %.
pub(crate) fn wilson(p: f64, n: f64) -> Bounds {
    let z = 1.959_963_984_540_054;
    let centre = (p + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let half = z / (1.0 + z * z / n) * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    Bounds::new((centre - half).max(0.0), (centre + half).min(1.0))
}

/// A share with its 95 % interval, and the wider one for figures printed in whole per cent.
pub(crate) fn share(p: f64, n: f64, deff: f64) -> Row {
    let (inner, low, high) =
        (wilson(p, n / deff), wilson((p - 0.005).max(0.0), n / deff), wilson((p + 0.005).min(1.0), n / deff));
    Row::new(p).inner(inner.low, inner.high).outer(low.low, high.high).base(n, n / deff)
}

pub(crate) const DEFF: f64 = 1.9;

pub(crate) fn notes() -> Notes {
    Notes {
        source: Some("Levada Center".into()),
        mode: Some("in person at home".into()),
        population: Some("adults 18+, Russia".into()),
        deff: Some((1.87, 1.93)),
        margin: Some(0.034),
        level: Some(Level::USUAL),
        interval: Some("Wilson".into()),
        outer: Some("rounding of the printed figures".into()),
        ..Notes::default()
    }
}

const WORDING: &str = "Do you think it is necessary now to continue military action or to start peace negotiations?";

/// (year, month, day in the middle of fieldwork, per cent, n).
type Poll = (i16, i8, i8, f64, f64);

const CONTINUE: &[Poll] = &[
    (2022, 8, 28, 48., 1612.),
    (2022, 9, 15, 44., 1600.),
    (2022, 10, 15, 36., 1600.),
    (2022, 11, 15, 41., 1600.),
    (2023, 2, 15, 43., 1600.),
    (2023, 6, 25, 39., 1634.),
    (2023, 10, 22, 38., 1607.),
    (2023, 11, 26, 36., 1625.),
    (2024, 5, 15, 43., 1600.),
    (2024, 6, 23, 37., 1627.),
    (2024, 7, 15, 34., 1600.),
    (2024, 8, 25, 41., 1600.),
    (2024, 10, 15, 36., 1600.),
    (2025, 3, 15, 34., 1615.),
    (2025, 7, 15, 31., 1600.),
    (2025, 10, 15, 30., 1600.),
    (2025, 12, 15, 25., 1618.),
    (2026, 2, 21, 24., 1625.),
];

const TALKS: &[Poll] = &[
    (2022, 8, 28, 44., 1612.),
    (2022, 9, 15, 48., 1600.),
    (2022, 10, 15, 57., 1600.),
    (2022, 11, 15, 53., 1600.),
    (2023, 2, 15, 50., 1600.),
    (2023, 5, 15, 45., 1600.),
    (2023, 6, 25, 53., 1634.),
    (2023, 10, 22, 55., 1607.),
    (2023, 11, 26, 57., 1625.),
    (2024, 6, 23, 58., 1627.),
    (2024, 7, 15, 58., 1600.),
    (2024, 8, 25, 50., 1600.),
    (2024, 10, 15, 55., 1600.),
    (2025, 3, 15, 58., 1615.),
    (2025, 7, 15, 63., 1600.),
    (2025, 8, 15, 66., 1600.),
    (2025, 10, 15, 62., 1600.),
    (2025, 12, 15, 66., 1618.),
    (2026, 1, 15, 61., 1600.),
    (2026, 2, 21, 67., 1625.),
];

fn polls(series: &str, pollster: &str, polls: &[Poll]) -> Vec<Row> {
    let row = |&(y, m, d, percent, n): &Poll| {
        share(percent / 100.0, n, DEFF).series(series).pollster(pollster).at(day(y, m, d), format!("{y}-{m:02}"))
    };
    polls.iter().map(row).collect()
}

/// A local linear fit with tricube weights over `reach` days, and its 95 % band: for pictures only.
pub(crate) fn smooth(series: &str, rows: &[Row], reach: f64, step: f64) -> FittedLine {
    let data: Vec<(f64, f64, f64)> = rows
        .iter()
        .filter(|row| row.series.as_deref() == Some(series))
        .map(|row| {
            let p = row.value.unwrap();
            (row.when.as_ref().unwrap().day, p, p * (1.0 - p) / row.n_effective.unwrap())
        })
        .collect();
    let first = data.iter().map(|d| d.0).fold(f64::MAX, f64::min);
    let last = data.iter().map(|d| d.0).fold(f64::MIN, f64::max);
    let count = ((last - first) / step).ceil().max(1.0) as usize;
    let point = |k: usize| {
        let at = first + (last - first) * k as f64 / count as f64;
        let (mut s0, mut s1, mut s2) = (0.0, 0.0, 0.0);
        let weights: Vec<f64> =
            data.iter().map(|(x, _, v)| (1.0 - ((x - at).abs() / reach).min(1.0).powi(3)).powi(3) / v).collect();
        for ((x, _, _), w) in data.iter().zip(&weights) {
            s0 += w;
            s1 += w * (x - at);
            s2 += w * (x - at) * (x - at);
        }
        let loads = data.iter().zip(&weights).map(|((x, y, v), w)| {
            let l = w * (s2 - (x - at) * s1) / (s0 * s2 - s1 * s1).max(1e-9);
            (l * y, l * l * v)
        });
        let (value, variance) = loads.fold((0.0, 0.0), |sum, l| (sum.0 + l.0, sum.1 + l.1));
        let half = 1.96 * variance.sqrt();
        FitPoint { day: at, value, band: Some(Bounds::new(value - half, value + half)), forecast: false }
    };
    FittedLine { panel: None, series: series.into(), points: (0..=count).map(point).collect() }
}

/// Real: the two answers over time, two pollsters, events.
pub(crate) fn trend() -> Figures {
    let mut rows = polls("Start talks", "Levada Center", TALKS);
    rows.extend(polls("Continue", "Levada Center", CONTINUE));
    rows.extend(polls("Continue", "Russian Field", &[(2022, 7, 29, 52., 1609.)]));
    rows.extend(polls("Start talks", "Russian Field", &[(2022, 7, 29, 38., 1609.), (2023, 10, 25, 48., 1611.)]));
    let fits = ["Start talks", "Continue"].map(|series| smooth(series, &rows, 500.0, 7.0)).into();
    let mut notes = notes();
    notes.source = Some("Levada Center; Russian Field (as published)".into());
    notes.mode = Some("in person (Levada), telephone (Russian Field)".into());
    notes.fit = Some("local linear".into());
    notes.wording = Some(WORDING.into());
    notes.field_dates = Some("Jul 2022 – Feb 2026".into());
    Figures {
        title: Some("Fewer Russians say military action in Ukraine should continue than two years ago".into()),
        subtitle: Some(
            "% who say it is necessary now to continue military action, or to start peace negotiations".into(),
        ),
        subject: Some("continue military action, or start talks".into()),
        rows,
        fits,
        events: vec![
            Event { day: day(2022, 9, 21), label: "Mobilisation announced".into() },
            Event { day: day(2025, 1, 20), label: "Change of US administration".into() },
        ],
        answers: vec![
            AnswerOrder { name: "Start talks".into(), role: Role::Plain },
            AnswerOrder { name: "Continue".into(), role: Role::Plain },
        ],
        notes,
        ..Figures::default()
    }
}
