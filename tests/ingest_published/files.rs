//! Files on disk, in their encodings.

use super::*;
use topline::ingest::published::{Kind, Line, Unit};

#[test]
fn the_real_tables_are_read_whole() {
    for (name, lines) in [("continue-or-talks.csv", 67), ("support.csv", 39)] {
        let reading = file(name);
        assert_eq!(reading.figures.len(), lines);
        let text = std::fs::read_to_string(data(name)).unwrap();
        // No field before the note has a comma in it, so that the lines can be taken apart without a CSV reader.
        for (line, figure) in text.lines().skip(1).zip(&reading.figures) {
            let fields: Vec<&str> = line.splitn(14, ',').collect();
            let [start, end, label, pollster, mode, population, question, answer, sex, age, place, percent, n, rest] =
                fields[..]
            else {
                panic!("{line}");
            };
            let expected_groups: Vec<String> = [("sex", sex), ("age", age), ("place", place)]
                .iter()
                .filter(|(_, level)| !level.is_empty())
                .map(|(variable, level)| format!("{variable}={level}"))
                .collect();
            assert_eq!(groups(figure), expected_groups.join(","));
            let read_wave = figure.wave.as_ref().unwrap();
            assert_eq!(&*read_wave.label, label);
            if !start.is_empty() {
                assert_eq!(wave(figure), format!("{start}/{end}"));
            }
            assert_eq!(read_wave.period.unwrap().start().strftime("%Y-%m").to_string(), label);
            assert_eq!((&*figure.question, &*figure.answer), (question, answer));
            let fieldwork = &figure.fieldwork;
            let asked =
                [&fieldwork.pollster, &fieldwork.mode, &fieldwork.population].map(|text| text.as_deref().unwrap());
            assert_eq!(asked, [pollster, mode, population]);
            let percent: f64 = percent.parse().unwrap();
            assert_eq!(figure.printed.share(), percent / 100.0);
            assert!((figure.printed.high() - figure.printed.low() - 0.01).abs() < 1e-12);
            assert_eq!(figure.base.unweighted, n.parse().ok());
            assert_eq!(figure.base.weighted, None);
            let note = rest.strip_prefix('"').map_or("", |rest| rest.split('"').next().unwrap());
            assert_eq!(figure.note.as_deref().unwrap_or(""), note);
            assert_eq!(figure.source.as_deref().unwrap(), rest.rsplit(',').next().unwrap());
        }
        let lines: Vec<usize> = reading.figures.iter().map(|figure| figure.place.line).collect();
        assert!(lines.iter().copied().eq(2..2 + lines.len()));
        assert!(reading.figures.iter().all(|figure| figure.place.column == 12));
    }
}

#[test]
fn the_nets_of_the_real_tables_are_found() {
    let reading = file("continue-or-talks.csv");
    // Printed with both parts in November 2022 (41 = 24 + 17), and in October and November (57 = 26 + 31, 53 = 31 + 22).
    let expected = [
        net("continue-or-talks", "continue", &["definitely continue", "rather continue"], 1),
        net("continue-or-talks", "talks", &["definitely talks", "rather talks"], 2),
    ];
    assert_eq!(reading.nets, expected);
    assert_eq!(codes(&reading), []);
    // "support" is never printed with its parts, and "do not support" is no part of it.
    let reading = file("support.csv");
    assert_eq!(reading.nets, [net("support-military", "support", &["definitely support", "rather support"], 0)]);
    assert_eq!(codes(&reading), [Code::NetByName]);
}

#[test]
fn a_wave_dated_in_one_line_is_dated_in_all() {
    let reading = file("support.csv");
    let december: Vec<String> = reading
        .figures
        .iter()
        .filter(|figure| figure.wave.as_ref().is_some_and(|wave| &*wave.label == "2025-12"))
        .map(wave)
        .collect();
    assert_eq!(december, vec!["2025-12-11/2025-12-19"; 6]);
    let reading =
        text("wave,date_start,date_end,answer,sex,percent\n2025-12,2025-12-11,2025-12-19,yes,,60\n2025-12,,,no,,40\n");
    assert_eq!(reading.figures.iter().map(wave).collect::<Vec<_>>(), vec!["2025-12-11/2025-12-19"; 2]);
}

#[test]
fn two_heading_lines_in_windows_1251_with_decimal_commas_and_two_bases() {
    let reading = file("levada-style-1251.csv");
    let columns = [
        ("", "", Some(1618.0), Some(1618.0)),
        ("sex=Мужчины", "", Some(742.0), Some(735.2)),
        ("sex=Женщины", "", Some(876.0), Some(882.8)),
        ("age=18–24 года", "", Some(142.0), Some(130.9)),
        ("age=25–39 лет", "", Some(431.0), Some(460.3)),
        ("age=40–54 года", "", Some(447.0), Some(430.1)),
        ("age=55 лет и старше", "", Some(598.0), Some(596.7)),
    ];
    holds(
        &reading,
        "levada-style-1251",
        &columns,
        0.1,
        &[
            ("Определённо поддерживаю", &[42.3, 48.1, 37.4, 27.0, 35.2, 43.5, 52.8]),
            ("Скорее поддерживаю", &[31.0, 29.4, 32.3, 34.1, 33.0, 31.2, 28.9]),
            ("Скорее не поддерживаю", &[9.2, 8.0, 10.2, 14.8, 11.1, 8.4, 6.1]),
            ("Определённо не поддерживаю", &[8.9, 8.1, 9.6, 15.3, 11.7, 8.0, 5.0]),
            ("Затрудняюсь ответить", &[8.6, 6.4, 10.5, 8.8, 9.0, 8.9, 7.2]),
        ],
    );
    assert_eq!(codes(&reading), [Code::EncodingGuessed]);
    assert_eq!(reading.nets, []);
    let layout = &reading.layout;
    assert_eq!((layout.encoding.as_str(), layout.delimiter.name()), ("windows-1251", "semicolon"));
    let table = &layout.tables[0];
    assert_eq!((table.kind, table.unit, &table.rounding[..]), (Kind::GroupsAcross, Unit::Percent, &[0.001][..]));
    assert_eq!(table.headings, [4, 5]);
    let lines = |lines: &[Line]| lines.iter().map(|line| line.line).collect::<Vec<_>>();
    assert_eq!(
        (lines(&table.titles), lines(&table.bases), lines(&table.notes)),
        (vec![1, 2], vec![12, 13], vec![15, 16])
    );
    let shown = layout.to_string();
    for line in [
        "column 3   Пол / Мужчины: sex = Мужчины",
        "headings   line 4 and 5",
        "figures    35 in per cent, rounded to 0.1 %",
    ] {
        assert!(shown.lines().any(|shown| shown == line), "{shown}");
    }
}

#[test]
fn waves_across_in_utf16_with_nets_marks_and_signs() {
    let reading = file("waves-utf16.tsv");
    let columns = [
        column("", "2024-10", 1602.0),
        column("", "2024-11", 1615.0),
        column("", "2025-10", 1610.0),
        column("", "2025-12", 1618.0),
    ];
    let mut whole = reading.clone();
    let signs: Vec<Figure> = whole.figures.iter().filter(|figure| &*figure.answer == "Refused").cloned().collect();
    whole.figures.retain(|figure| &*figure.answer != "Refused");
    holds(
        &whole,
        "waves-utf16",
        &columns,
        1.0,
        &[
            ("NET: Continue military action", &[36.0, 37.0, 30.0, 25.0]),
            ("Definitely continue", &[18.0, 18.0, 14.0, 11.0]),
            ("Rather continue", &[18.0, 19.0, 16.0, 14.0]),
            ("NET: Start peace talks", &[55.0, 53.0, 62.0, 66.0]),
            ("Rather start talks", &[29.0, 28.0, 31.0, 32.0]),
            ("Definitely start talks", &[26.0, 25.0, 31.0, 34.0]),
            ("Hard to say", &[9.0, 10.0, 8.0, 9.0]),
        ],
    );
    // <1 % is 0 to 1, a star less than half a unit, a dash none or less than half a unit, n/a no figure.
    let ranges: Vec<_> = signs.iter().map(|f| (f.printed.low(), f.printed.share(), f.printed.high())).collect();
    assert_eq!(ranges, [(0.0, 0.005, 0.01), (0.0, 0.0025, 0.005), (0.0, 0.0, 0.005)]);
    assert_eq!(
        reading.nets,
        [
            net("waves-utf16", "NET: Continue military action", &["Definitely continue", "Rather continue"], 4),
            net("waves-utf16", "NET: Start peace talks", &["Rather start talks", "Definitely start talks"], 4),
        ]
    );
    let marked: Vec<_> = reading.figures.iter().filter_map(|figure| figure.note.as_deref()).collect();
    assert_eq!(marked, ["marked ¹"]);
    assert_eq!(codes(&reading), []);
    assert_eq!(reading.layout.tables[0].kind, Kind::WavesAcross);
    assert_eq!(reading.layout.tables[0].without_figure, 1);
}

#[test]
fn several_tables_in_one_file_with_letters_of_tests() {
    let reading = file("several-tables.csv");
    let columns = [column("", "", 1618.0), column("sex=Men", "", 742.0), column("sex=Women", "", 876.0)];
    holds(
        &reading,
        "Q1. Do you support the actions of the armed forces?",
        &columns,
        1.0,
        &[
            ("Support", &[73.0, 77.0, 68.0]),
            ("Do not support", &[18.0, 16.0, 20.0]),
            ("Hard to say", &[9.0, 7.0, 12.0]),
        ],
    );
    holds(
        &reading,
        "Q2. Continue military action or start talks?",
        &columns,
        1.0,
        &[("Continue", &[25.0, 31.0, 20.0]), ("Talks", &[66.0, 60.0, 71.0]), ("Hard to say", &[9.0, 9.0, 9.0])],
    );
    assert!(reading.layout.byte_order_mark);
    let notes: Vec<usize> = reading.layout.tables.iter().map(|table| table.notes.len()).collect();
    assert_eq!(notes, [1, 0]);
    assert_eq!(codes(&reading), []);
}

#[test]
fn a_column_of_questions_and_shares() {
    let reading = file("two-questions.csv");
    let columns = [
        column("", "", 1618.0),
        column("age=18-39", "", 573.0),
        column("age=40-54", "", 447.0),
        column("age=55+", "", 598.0),
    ];
    holds(
        &reading,
        "Support for the military",
        &columns,
        1.0,
        &[
            ("Support", &[73.0, 62.0, 74.0, 83.0]),
            ("Do not support", &[18.0, 27.0, 17.0, 11.0]),
            ("Hard to say", &[9.0, 11.0, 9.0, 6.0]),
        ],
    );
    holds(
        &reading,
        "Continue or talks",
        &columns,
        1.0,
        &[
            ("Continue", &[25.0, 17.0, 24.0, 31.0]),
            ("Talks", &[66.0, 74.0, 67.0, 60.0]),
            ("Hard to say", &[9.0, 9.0, 9.0, 9.0]),
        ],
    );
    assert_eq!((reading.layout.tables[0].unit, codes(&reading)), (Unit::Share, vec![]));
}

#[test]
fn a_long_table_of_shares_in_russian_and_utf16() {
    let reading = file("long-shares.csv");
    let all = ("", "2025-12-11/2025-12-19", Some(1618.0), Some(1600.5));
    let figures: Vec<_> =
        reading.figures.iter().map(|f| (&*f.answer, groups(f), wave(f), f.printed.share(), f.base)).collect();
    let base = |n, weighted| PrintedBase { unweighted: n, weighted };
    assert_eq!(
        figures,
        [
            ("Поддерживаю", String::new(), all.1.to_owned(), 0.73, base(all.2, all.3)),
            ("Не поддерживаю", String::new(), all.1.to_owned(), 0.18, base(all.2, all.3)),
            ("Затрудняюсь ответить", String::new(), all.1.to_owned(), 0.09, base(all.2, all.3)),
            ("Поддерживаю", "Пол=Мужчины".to_owned(), all.1.to_owned(), 0.77, base(Some(742.0), None)),
            ("Поддерживаю", "Пол=Женщины".to_owned(), "2024-10".to_owned(), 0.7, base(None, None)),
        ]
    );
    // 0,7 is 0,70 with its last nought left out.
    assert!(reading.figures.iter().all(|f| (f.printed.high() - f.printed.low() - 0.01).abs() < 1e-12));
}

#[test]
fn answers_across_with_waves_or_groups_down() {
    let reading = file("series.csv");
    let columns = [
        column("", "2026-02-18/2026-02-25", 1625.0),
        column("", "2025-12-11/2025-12-19", 1618.0),
        column("", "2025-10", 1610.0),
        column("", "2023-10-21/2023-10-29", 1611.0),
    ];
    holds(
        &reading,
        "series",
        &columns,
        1.0,
        &[
            ("Continue", &[24.0, 25.0, 30.0, NONE]),
            ("Talks", &[67.0, 66.0, 62.0, 48.0]),
            ("Hard to say", &[9.0, 9.0, 8.0, NONE]),
        ],
    );
    let firms: Vec<_> = reading.figures.iter().map(|f| f.fieldwork.pollster.as_deref().unwrap()).collect();
    assert_eq!((firms[0], firms[firms.len() - 1]), ("Levada Center", "Russian Field"));
    assert_eq!(codes(&reading), [Code::ColumnSkipped]);

    let reading = file("groups-down.csv");
    let columns = [
        column("", "", 1618.0),
        column("sex=Men", "", 742.0),
        column("sex=Women", "", 876.0),
        column("age=18–39", "", 573.0),
        column("age=40–54", "", 447.0),
        column("age=55+", "", 598.0),
    ];
    holds(
        &reading,
        "groups-down",
        &columns,
        1.0,
        &[
            ("Support", &[73.0, 77.0, 68.0, 62.0, 74.0, 83.0]),
            ("Do not support", &[18.0, 16.0, 20.0, 27.0, 17.0, 11.0]),
            ("Hard to say", &[9.0, 7.0, 12.0, 11.0, 9.0, 6.0]),
        ],
    );
}
