//! Crosstabs, and diagnostics of weighting and of printed tables.

use super::*;

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

/// Synthetic diagnostics of raking.
pub(crate) fn weights() -> Figures {
    let mut rows = Vec::new();
    for (at, count) in [22., 96., 250., 391., 360., 228., 131., 70., 34., 18., 9., 6.].into_iter().enumerate() {
        let low = 0.2 * at as f64 + 0.2;
        let series = (at > 9).then(|| "to be trimmed".to_owned());
        rows.push(Row { span: Some(Bounds::new(low, low + 0.2)), part: Part::Bin, series, ..Row::new(count) });
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
    let mut notes = Notes { mode: None, population: None, margin: None, ..notes() };
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

/// The synthetic crosstab with faults planted in it, and what `inspect` finds of them.
pub(crate) fn lint() -> Figures {
    let mut figures = heat();
    let planted = |row: &mut Row, value: f64| {
        let wrong = share(value, row.n.unwrap(), DEFF);
        (row.value, row.inner, row.outer) = (wrong.value, wrong.inner, wrong.outer);
    };
    planted(&mut figures.rows[8], 0.57);
    planted(&mut figures.rows[18], 0.32);
    let found = |code: &str, message: &str, rule: &str| CellFinding {
        of_sum: true,
        suspect: false,
        rule: rule.into(),
        ..CellFinding::new(code, message)
    };
    let high = found(
        "W105",
        "the answers (men) add up to 130 %, more than everybody",
        "more than 100%, beyond rounding: a figure is wrong, a net counts twice, or people could give several answers",
    );
    let low = found(
        "W104",
        "the answers (18–24) add up to 91 %, though the list of answers looks complete",
        "less than 100%, though the list of answers looks complete",
    );
    for (line, finding) in [(5..10, high), (15..20, low)] {
        figures.rows[line].iter_mut().for_each(|row| row.findings = vec![finding.clone()]);
    }
    figures.rows[8].findings[0].suspect = true;
    for line in figures.rows.chunks_mut(5) {
        let value = line.iter().filter_map(|row| row.value).sum();
        line[0].sum = Some(Box::new(Sum { of: Vec::new(), row: Row::new(value) }));
    }
    (figures.notes.mode, figures.notes.population) = (None, None);
    figures.subject = Some("printed table of the question".into());
    figures.title = None;
    figures
}
