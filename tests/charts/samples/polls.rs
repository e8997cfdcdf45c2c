//! Polls pooled and the effects of houses.

use super::*;

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
        row.polls = Some(polls);
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
