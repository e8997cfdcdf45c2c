//! Dots, bars, dumbbells and slopes: groups, answers and changes.

use super::*;

/// Mostly synthetic: the total and men are printed figures, the rest is made up, and the source says so.
pub(crate) fn dots() -> Figures {
    let group = |variable: &str, level: &str, p: f64, n: f64| share(p, n, DEFF).group(variable, level);
    let mut thin = group("place", "villages, far north", 0.29, 61.0);
    (thin.low_precision, thin.reason) = (true, Some("effective n below 50".into()));
    let mut hidden = Row::suppressed().group("place", "closed cities");
    (hidden.n, hidden.reason) = (Some(18.0), Some("fewer than 30 respondents".into()));
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
    let title = "Men and older people are more likely to say military action should continue";
    who_wants_to_continue(title, "% who say military action should definitely or rather continue", rows, notes)
}

/// Everybody, sexes and ages, and the same question about them.
fn who_wants_to_continue(title: &str, subtitle: &str, rows: Vec<Row>, notes: Notes) -> Figures {
    Figures {
        title: Some(title.into()),
        subtitle: Some(subtitle.into()),
        subject: Some("want military action to continue".into()),
        rows,
        groups: sex_and_age(),
        total_name: Some("All adults".into()),
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
    let title = "Support for continuing fell among men, women and every age above 24";
    who_wants_to_continue(title, "% who say military action should continue", rows, notes)
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
