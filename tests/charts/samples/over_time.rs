//! Trends, panels and areas: shares over time.

use super::*;

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
            Event { day: day(2022, 9, 21), until: Some(day(2022, 10, 28)), label: "Mobilisation announced".into() },
            Event { day: day(2025, 1, 20), until: None, label: "Change of US administration".into() },
        ],
        answers: vec![
            AnswerOrder { name: "Start talks".into(), role: Role::Plain },
            AnswerOrder { name: "Continue".into(), role: Role::Plain },
        ],
        notes,
        ..Figures::default()
    }
}

/// Synthetic: one question in several regions over two years.
pub(crate) fn facets(count: usize) -> Figures {
    let names = ["North", "North-West", "Centre", "South", "Volga", "Urals", "Siberia", "Far East"];
    let mut rows = Vec::new();
    let mut fits = Vec::new();
    for at in 0..count {
        let panel = if at < names.len() { names[at].to_owned() } else { format!("Region {}", at + 1) };
        let mut mine = Vec::new();
        for k in 0..14 {
            let t = f64::from(k) / 13.0;
            let wiggle = ((k * 7 + at as i32 * 5) % 9) as f64 / 9.0 - 0.45;
            let p = 0.50 - 0.02 * at.min(9) as f64 - 0.16 * t + 0.05 * wiggle;
            mine.push(
                share(p, 500.0, 1.6)
                    .series("continue")
                    .at(day(2024, 1, 15) + 760.0 * t, format!("wave {k}"))
                    .panel(&panel),
            );
        }
        fits.push(FittedLine { panel: Some(panel), ..smooth("continue", &mine, 420.0, 20.0) });
        rows.extend(mine);
    }
    let mut notes = notes();
    notes.source = Some("Synthetic figures for illustration".into());
    notes.fit = Some("local linear".into());
    Figures {
        title: Some("The share falls in every region".into()),
        subtitle: Some("% who say military action should continue, synthetic".into()),
        subject: Some("want military action to continue".into()),
        rows,
        fits,
        notes,
        ..Figures::default()
    }
}

/// Real: the two nets, and the rest to 100 %, in the waves where both nets were printed (Levada Center).
pub(crate) fn area() -> Figures {
    let mut rows = Vec::new();
    for poll in CONTINUE {
        let Some(talks) = TALKS.iter().find(|t| (t.0, t.1, t.2) == (poll.0, poll.1, poll.2)) else { continue };
        let shares = [("continue", poll.3), ("start talks", talks.3), ("hard to say", 100.0 - poll.3 - talks.3)];
        for (answer, percent) in shares {
            rows.push(
                share(percent / 100.0, poll.4, DEFF)
                    .answer(answer)
                    .at(day(poll.0, poll.1, poll.2), format!("{}-{:02}", poll.0, poll.1)),
            );
        }
    }
    let mut notes = notes();
    notes.wording = Some(WORDING.into());
    notes.field_dates = Some("Aug 2022 – Feb 2026".into());
    Figures {
        subtitle: Some("% who give each answer, Russia".into()),
        subject: Some("continue military action, or start talks".into()),
        rows,
        answers: [("start talks", Role::Positive), ("continue", Role::Negative), ("hard to say", Role::DontKnow)]
            .into_iter()
            .map(|(name, role)| AnswerOrder { name: name.into(), role })
            .collect(),
        notes,
        ..Figures::default()
    }
}
