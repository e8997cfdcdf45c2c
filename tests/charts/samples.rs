//! Figures for the tests and the gallery. Real ones are Levada Center's and Russian Field's published shares, 2022 to 2026 (see
//! `data/russia-ukraine`); made-up ones say "synthetic" in their source.

use topline::chart::figures::{
    AnswerOrder, CellFinding, Event, Figures, FitPoint, FittedLine, GroupOrder, Notes, Part, Row, Unit,
};
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

fn sex_and_age() -> Vec<GroupOrder> {
    let order = |variable: &str, title: &str, levels: &[&str], ordered| GroupOrder {
        variable: variable.into(),
        title: title.into(),
        levels: levels.iter().map(|level| (*level).into()).collect(),
        ordered,
    };
    vec![
        order("sex", "Sex", &["men", "women"], true),
        order("age", "Age", &["18–24", "25–39", "40–54", "55 and older"], true),
        order("place", "Settlement", &[], false),
    ]
}

/// Mostly synthetic: the total and men are printed figures, the rest is made up, and the source says so.
pub(crate) fn dots() -> Figures {
    let group = |variable: &str, level: &str, p: f64, n: f64| share(p, n, DEFF).group(variable, level);
    let mut thin = group("place", "villages, far north", 0.29, 61.0);
    thin.low_precision = true;
    let mut hidden = Row::suppressed().group("place", "closed cities");
    hidden.n = Some(18.0);
    let rows = vec![
        share(0.33, 1615.0, DEFF),
        group("age", "55 and older", 0.41, 640.0),
        group("sex", "women", 0.28, 880.0),
        group("sex", "men", 0.39, 735.0),
        group("age", "18–24", 0.21, 150.0),
        group("age", "25–39", 0.26, 410.0),
        group("age", "40–54", 0.33, 415.0),
        group("place", "Moscow", 0.42, 130.0),
        group("place", "large cities", 0.31, 480.0),
        group("place", "small towns", 0.34, 560.0),
        thin,
        hidden,
    ];
    let mut notes = notes();
    notes.source = Some("Synthetic figures for illustration; total and men after Levada Center".into());
    notes.field_dates = Some("autumn 2025".into());
    notes.wording = Some(WORDING.into());
    Figures {
        title: Some("Men and older people are more likely to say military action should continue".into()),
        subtitle: Some("% who say military action should definitely or rather continue".into()),
        subject: Some("want military action to continue".into()),
        rows,
        groups: sex_and_age(),
        total_name: Some("All adults".into()),
        notes,
        ..Figures::default()
    }
}

/// Real: support for the military's actions, three waves with all answers printed (Levada Center), the rest "hard to say".
pub(crate) fn likert() -> Figures {
    let answers = [
        ("definitely support", Role::Positive),
        ("rather support", Role::Positive),
        ("rather do not", Role::Negative),
        ("definitely do not", Role::Negative),
        ("hard to say", Role::DontKnow),
    ];
    let waves = [
        ("November 2022", [42., 32., 11., 9., 7.]),
        ("October 2024", [45., 31., 8., 7., 9.]),
        ("December 2025", [42., 31., 9., 9., 9.]),
    ];
    let mut rows = Vec::new();
    for (wave, shares) in waves {
        for ((answer, _), percent) in answers.iter().zip(shares) {
            rows.push(share(percent / 100.0, 1610.0, DEFF).item(wave).answer(*answer));
        }
        let net: f64 = (shares[0] + shares[1]) / 100.0;
        rows.push(share(net, 1610.0, DEFF).item(wave).answer("Support, net").part(Part::Net));
    }
    let mut notes = notes();
    notes.field_dates = Some("Nov 2022, Oct 2024, Dec 2025".into());
    notes.n = Some((1600.0, 1618.0));
    notes.wording = Some("Do you personally support the actions of the Russian armed forces in Ukraine?".into());
    Figures {
        subtitle: Some("% who give each answer".into()),
        subject: Some("support for the actions of the Russian armed forces".into()),
        rows,
        answers: answers.iter().map(|(name, role)| AnswerOrder { name: (*name).into(), role: *role }).collect(),
        ordered: true,
        groups: vec![GroupOrder {
            variable: "item".into(),
            title: "Wave".into(),
            levels: waves.iter().map(|(wave, _)| (*wave).into()).collect(),
            ordered: true,
        }],
        notes,
        ..Figures::default()
    }
}

/// Real: all answers of November 2022 (Levada Center).
pub(crate) fn bars() -> Figures {
    let answers = [
        ("definitely continue", 0.24, Role::Plain),
        ("rather continue", 0.17, Role::Plain),
        ("rather start negotiations", 0.31, Role::Plain),
        ("definitely start negotiations", 0.22, Role::Plain),
        ("hard to say", 0.06, Role::DontKnow),
    ];
    let mut notes = notes();
    notes.field_dates = Some("Nov 2022".into());
    notes.wording = Some(WORDING.into());
    Figures {
        subtitle: Some("% who give each answer, Russia, November 2022".into()),
        subject: Some("continue military action, or start peace negotiations".into()),
        rows: answers.iter().map(|(name, p, _)| share(*p, 1600.0, DEFF).answer(*name)).collect(),
        answers: answers.iter().map(|(name, _, role)| AnswerOrder { name: (*name).into(), role: *role }).collect(),
        ordered: true,
        notes,
        ..Figures::default()
    }
}

/// Two waves and the changes between them: real for all and for men, synthetic for the other groups.
pub(crate) fn dumbbell() -> Figures {
    let groups = [
        (None, 0.36, 0.24, 1600.0),
        (Some(("sex", "men")), 0.45, 0.31, 740.0),
        (Some(("sex", "women")), 0.28, 0.18, 880.0),
        (Some(("age", "18–24")), 0.20, 0.14, 150.0),
        (Some(("age", "25–39")), 0.30, 0.19, 410.0),
        (Some(("age", "40–54")), 0.35, 0.24, 420.0),
        (Some(("age", "55 and older")), 0.44, 0.31, 640.0),
    ];
    let mut rows = Vec::new();
    for (group, before, after, n) in groups {
        let put = |row: Row| match group {
            Some((variable, level)) => row.group(variable, level),
            None => row,
        };
        rows.push(put(share(before, n, DEFF).at(day(2024, 10, 15), "October 2024")));
        rows.push(put(share(after, n, DEFF).at(day(2026, 2, 21), "February 2026")));
        let half = 1.96 * (DEFF / n * (before * (1.0 - before) + after * (1.0 - after))).sqrt();
        let change = after - before;
        rows.push(put(Row::new(change).inner(change - half, change + half).part(Part::Change)));
    }
    let mut notes = notes();
    notes.source = Some("Levada Center for all and for men; other groups are synthetic".into());
    notes.field_dates = Some("Oct 2024, Feb 2026".into());
    notes.interval = None;
    Figures {
        title: Some("Support for continuing fell among men, women and every age above 24".into()),
        subtitle: Some("% who say military action should continue".into()),
        subject: Some("want military action to continue".into()),
        rows,
        groups: sex_and_age(),
        total_name: Some("All adults".into()),
        notes,
        ..Figures::default()
    }
}

/// Real: the two nets and the rest in three waves (Levada Center).
pub(crate) fn slope() -> Figures {
    let waves = [
        ("Nov 2022", day(2022, 11, 15), [41., 53., 6.]),
        ("Mar 2025", day(2025, 3, 15), [34., 58., 8.]),
        ("Feb 2026", day(2026, 2, 21), [24., 67., 9.]),
    ];
    let names = ["continue military action", "start peace negotiations", "hard to say"];
    let mut rows = Vec::new();
    for (wave, at, shares) in waves {
        for (name, percent) in names.iter().zip(shares) {
            rows.push(share(percent / 100.0, 1615.0, DEFF).answer(*name).at(at, wave));
        }
    }
    let mut notes = notes();
    notes.field_dates = Some("Nov 2022, Mar 2025, Feb 2026".into());
    notes.wording = Some(WORDING.into());
    Figures {
        subtitle: Some("% who give each answer, Russia".into()),
        subject: Some("continue military action, or start peace negotiations".into()),
        answers: names
            .iter()
            .map(|name| AnswerOrder {
                name: (*name).into(),
                role: if *name == "hard to say" { Role::DontKnow } else { Role::Plain },
            })
            .collect(),
        rows,
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

/// Synthetic: three questions by group.
pub(crate) fn facets_of_dots() -> Figures {
    let mut figures = dots();
    let rows = std::mem::take(&mut figures.rows);
    for (panel, shift) in
        [("continue military action", 0.0), ("start negotiations", 0.2), ("trust the news on television", 0.1)]
    {
        for row in &rows {
            let moved = row.value.map(|p| share(p + shift, row.n.unwrap(), DEFF));
            let base = moved.unwrap_or_else(Row::suppressed);
            figures.rows.push(Row { group: row.group.clone(), low_precision: row.low_precision, ..base }.panel(panel));
        }
    }
    figures.title = None;
    figures.subject = Some("three questions by sex, age and settlement".into());
    figures.subtitle = Some("% who agree, synthetic figures".into());
    figures
}

/// Synthetic crosstab.
pub(crate) fn heat() -> Figures {
    let answers = ["definitely continue", "rather continue", "rather talks", "definitely talks", "hard to say"];
    let groups = [
        (None, [14., 19., 27., 31., 9.], 1615.0),
        (Some(("sex", "men")), [19., 20., 25., 27., 9.], 735.0),
        (Some(("sex", "women")), [10., 18., 29., 34., 9.], 880.0),
        (Some(("age", "18–24")), [7., 13., 30., 41., 9.], 150.0),
        (Some(("age", "25–39")), [10., 16., 29., 36., 9.], 410.0),
        (Some(("age", "40–54")), [14., 19., 27., 31., 9.], 415.0),
        (Some(("age", "55 and older")), [20., 23., 24., 24., 9.], 640.0),
    ];
    let mut rows = Vec::new();
    for (group, shares, n) in groups {
        for (answer, percent) in answers.iter().zip(shares) {
            let row = share(percent / 100.0, n, DEFF).answer(*answer);
            rows.push(match group {
                Some((variable, level)) => row.group(variable, level),
                None => row,
            });
        }
    }
    let mut notes = notes();
    notes.source = Some("Synthetic figures for illustration".into());
    notes.field_dates = Some("autumn 2025".into());
    notes.wording = Some(WORDING.into());
    Figures {
        subtitle: Some("% of each group who give each answer, synthetic figures".into()),
        subject: Some("continue military action, or start peace negotiations".into()),
        rows,
        answers: answers.iter().map(|name| AnswerOrder { name: (*name).into(), role: Role::Plain }).collect(),
        groups: sex_and_age(),
        total_name: Some("All adults".into()),
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

/// Synthetic polls with a pooled estimate.
pub(crate) fn forest() -> Figures {
    let polls = [
        ("Institute A", 0.34, 1600.0, 0.21, "Oct 2025"),
        ("Institute B", 0.29, 1005.0, 0.18, "Nov 2025"),
        ("Institute C", 0.38, 850.0, 0.16, "Nov 2025"),
        ("Institute D", 0.31, 2000.0, 0.23, "Dec 2025"),
        ("Institute E", 0.27, 1500.0, 0.22, "Jan 2026"),
    ];
    let mut rows = Vec::new();
    for (at, (name, p, n, weight, when)) in polls.into_iter().enumerate() {
        let mut row = share(p, n, DEFF).pollster(name).at(day(2025, 10, 1) + 25.0 * at as f64, when);
        row.outer = None;
        row.weight = Some(weight);
        rows.push(row);
    }
    rows.push(Row::new(0.314).inner(0.277, 0.351).outer(0.222, 0.406).item("Pooled estimate").part(Part::Pooled));
    let mut notes = notes();
    notes.source = Some("Synthetic figures for illustration".into());
    notes.mode = None;
    notes.field_dates = Some("Oct 2025 – Jan 2026".into());
    notes.deff = None;
    notes.extra = vec!["Between-poll variance by Paule–Mandel; pooled interval by Hartung–Knapp".into()];
    Figures {
        subtitle: Some("% who say military action should continue, synthetic polls".into()),
        subject: Some("want military action to continue".into()),
        rows,
        notes,
        ..Figures::default()
    }
}

/// Synthetic house effects.
pub(crate) fn house() -> Figures {
    let houses = [
        ("Institute A", 0.021, 0.012, 31.0),
        ("Institute B", -0.004, 0.015, 22.0),
        ("Institute C", 0.038, 0.02, 12.0),
        ("Institute D", -0.029, 0.013, 27.0),
        ("Institute E", -0.026, 0.031, 5.0),
    ];
    let row = |(name, effect, half, polls): (&str, f64, f64, f64)| {
        let mut row = Row::new(effect).inner(effect - half, effect + half).pollster(name);
        row.n = Some(polls);
        row
    };
    let mut notes = notes();
    notes.source = Some("Synthetic figures for illustration".into());
    notes.n = Some((1000.0, 2000.0));
    notes.field_dates = Some("2025".into());
    notes.interval = None;
    Figures {
        subtitle: Some("Points above or below the average of all pollsters, synthetic".into()),
        subject: Some("want military action to continue".into()),
        unit: Unit::Points,
        rows: houses.into_iter().map(row).collect(),
        notes,
        ..Figures::default()
    }
}

/// Synthetic diagnostics of raking.
pub(crate) fn weights() -> Figures {
    let mut rows = Vec::new();
    for (at, count) in [22., 96., 250., 391., 360., 228., 131., 70., 34., 18., 9., 6.].into_iter().enumerate() {
        let low = 0.2 * at as f64 + 0.2;
        rows.push(Row { span: Some(Bounds::new(low, low + 0.2)), part: Part::Bin, ..Row::new(count) });
    }
    let margins = [
        ("sex", "men", 0.39, 0.45),
        ("sex", "women", 0.61, 0.55),
        ("age", "18–24", 0.05, 0.09),
        ("age", "25–39", 0.22, 0.27),
        ("age", "40–54", 0.28, 0.27),
        ("age", "55 and older", 0.45, 0.37),
    ];
    for (variable, level, before, target) in margins {
        rows.push(Row::new(before).group(variable, level).series("before weighting"));
        rows.push(Row::new(target).group(variable, level).series("after weighting"));
        rows.push(Row::new(target).group(variable, level).part(Part::Target));
    }
    let mut notes = notes();
    notes.source = Some("Synthetic figures for illustration".into());
    notes.intervals_off = true;
    notes.field_dates = Some("autumn 2025".into());
    notes.n = Some((1615.0, 1615.0));
    notes.n_effective = Some((1214.0, 1214.0));
    notes.deff = Some((1.33, 1.33));
    Figures {
        subtitle: Some("Raking on sex and age, synthetic".into()),
        rows,
        groups: sex_and_age(),
        notes,
        ..Figures::default()
    }
}

/// The synthetic crosstab with faults planted in it.
pub(crate) fn lint() -> Figures {
    let mut figures = heat();
    let flag = |code: &str, message: &str| Some(CellFinding { code: code.into(), message: message.into() });
    figures.rows[8].value = Some(0.57);
    figures.rows[8].inner = None;
    figures.rows[8].outer = None;
    figures.rows[8].finding = flag("T03", "men: the answers add up to 130%, rounding allows 98 to 102%");
    figures.rows[16].finding =
        flag("T07", "18–24: 13% cannot be printed from a base of 40: the nearest are 12.5% and 15%");
    figures.subject = Some("printed table of the question".into());
    figures.title = None;
    figures
}

/// Synthetic: a two-sided scale with a neutral answer, standing on its middle.
pub(crate) fn diverging() -> Figures {
    let answers = [
        ("strongly disagree", Role::Negative),
        ("disagree", Role::Negative),
        ("neither", Role::Neutral),
        ("agree", Role::Positive),
        ("strongly agree", Role::Positive),
        ("hard to say", Role::DontKnow),
    ];
    let items = [
        ("The government should negotiate now", [8., 14., 17., 31., 22., 8.]),
        ("The economy is stronger than a year ago", [23., 29., 19., 16., 6., 7.]),
        ("People like me can speak freely to interviewers", [19., 22., 24., 18., 5., 12.]),
        ("News on television can be trusted", [15., 20., 21., 26., 11., 7.]),
    ];
    let mut rows = Vec::new();
    for (item, shares) in items {
        for ((answer, _), percent) in answers.iter().zip(shares) {
            rows.push(share(percent / 100.0, 1200.0, 1.6).item(item).answer(*answer));
        }
    }
    let mut notes = notes();
    notes.source = Some("Synthetic figures for illustration".into());
    notes.field_dates = Some("autumn 2025".into());
    Figures {
        subtitle: Some("% who give each answer, synthetic figures".into()),
        subject: Some("agreement with four statements".into()),
        rows,
        answers: answers.iter().map(|(name, role)| AnswerOrder { name: (*name).into(), role: *role }).collect(),
        ordered: true,
        diverging: true,
        notes,
        ..Figures::default()
    }
}

/// Every sample: its name, the kind it is drawn as, its figures.
pub(crate) fn all() -> Vec<(&'static str, &'static str, Figures)> {
    vec![
        ("trend", "trend", trend()),
        ("dots", "dots", dots()),
        ("likert", "likert", likert()),
        ("diverging", "likert", diverging()),
        ("bars", "bars", bars()),
        ("dumbbell", "dumbbell", dumbbell()),
        ("slope", "slope", slope()),
        ("facets", "facets", facets(8)),
        ("facets24", "facets", facets(24)),
        ("facetdots", "facets", facets_of_dots()),
        ("heat", "heat", heat()),
        ("area", "area", area()),
        ("forest", "forest", forest()),
        ("house", "house", house()),
        ("table", "table", heat()),
        ("weights", "weights", weights()),
        ("lint", "lint", lint()),
    ]
}
