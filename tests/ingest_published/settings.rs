//! What a study states: layout, labels, nets, rounding.

use super::*;
use topline::ingest::Delimiter;
use topline::ingest::cell::Decimal;
use topline::ingest::published::{Kind, Stated, Unit, apply};
use topline::ingest::{ReadError, dates};
use topline::survey::{Answer, Codebook, Fieldwork, GroupVariable, Net, Question, Role, Wave};

fn stated(table: &str, stated: Stated) -> Reading {
    let settings = Settings { stated, ..Settings::default() };
    read_bytes("table.csv", table.as_bytes(), &settings).unwrap_or_else(|error| panic!("{error}\n{table}"))
}

fn answer(id: &str, labels: &[&str]) -> Answer {
    Answer {
        id: id.into(),
        title: id.into(),
        labels: labels.iter().map(|&label| label.into()).collect(),
        role: Role::Plain,
    }
}

/// A codebook as a study would give it for the tables of these tests.
fn codebook() -> Codebook {
    let nets = [("support", ["yes", "rather-yes"]), ("oppose", ["rather-no", "no"])].map(|(id, of)| Net {
        id: id.into(),
        title: id.into(),
        labels: vec![],
        of: of.map(Into::into).to_vec(),
        role: Role::Plain,
    });
    let question = Question {
        id: "military".into(),
        title: "Support for the military".into(),
        text: Some("Вы поддерживаете действия российских вооружённых сил?".into()),
        answers: vec![
            answer("yes", &["Definitely yes", "Определенно да"]),
            answer("rather-yes", &["Rather yes", "Скорее да"]),
            answer("rather-no", &["Скорее нет"]),
            answer("no", &["Определенно нет"]),
            answer("dk", &["Затрудняюсь ответить", "hard to say"]),
        ],
        nets: nets.to_vec(),
        ordered: true,
    };
    let levels = |pairs: &[(&str, &[&str])]| {
        pairs.iter().map(|(id, labels)| ((*id).into(), labels.iter().map(|&label| label.into()).collect())).collect()
    };
    Codebook {
        questions: vec![question],
        groups: vec![
            GroupVariable {
                id: "sex".into(),
                title: "Пол".into(),
                levels: levels(&[("men", &["Мужчины", "Муж"]), ("women", &["Женщины", "Жен"])]),
                ordered: false,
            },
            GroupVariable {
                id: "income".into(),
                title: "Income".into(),
                levels: levels(&[("low", &["Едва хватает на еду"]), ("high", &["Хватает на всё"])]),
                ordered: true,
            },
        ],
    }
}

#[test]
fn labels_in_any_spelling_become_ids() {
    let table = "question;answer;Пол;Доход;percent\n\
        Support for the military;ОПРЕДЕЛЁННО  ДА;мужчины;;42\n\
        Вы поддерживаете действия российских вооруженных сил;«Скорее да»*;Муж;;31\n\
        military;support;women;;68\n\
        military;Затруднились ответить;women;;9\n";
    let settings = Settings { codebook: codebook(), ..Settings::default() };
    let reading = read_bytes("t.csv", table.as_bytes(), &settings).unwrap();
    let read: Vec<_> = reading.figures.iter().map(|f| (&*f.question, &*f.answer, groups(f))).collect();
    assert_eq!(
        read,
        [
            ("military", "yes", "sex=men".to_owned()),
            ("military", "rather-yes", "sex=men".to_owned()),
            ("military", "support", "sex=women".to_owned()),
            ("military", "Затруднились ответить", "sex=women".to_owned()),
        ]
    );
    let [finding] = &reading.findings[..] else { panic!("{:?}", reading.findings) };
    assert_eq!(finding.code, Code::UnknownLabel);
    assert_eq!(
        finding.advised(),
        "answer \"Затруднились ответить\" of \"military\" is not in the codebook; known: yes, rather-yes, rather-no, no, dk, support, oppose"
    );
}

#[test]
fn a_level_without_its_variable_is_found_by_the_codebook() {
    let table = "military;Всего;Муж;Едва хватает на еду;Прочие\nsupport;73;77;70;71\noppose;18;16;20;20\n";
    let settings = Settings { codebook: codebook(), question: Some("military".into()), ..Settings::default() };
    let reading = read_bytes("t.csv", table.as_bytes(), &settings).unwrap();
    let columns = [bare("", ""), bare("sex=men", ""), bare("income=low", ""), bare("group=Прочие", "")];
    holds(
        &reading,
        "military",
        &columns,
        1.0,
        &[("support", &[73.0, 77.0, 70.0, 71.0]), ("oppose", &[18.0, 16.0, 20.0, 20.0])],
    );
}

#[test]
fn the_question_is_known_by_the_title_of_its_table() {
    let table =
        "Таблица 3\n«Вы поддерживаете действия российских вооруженных сил?»\n;Всего\nопределённо да;42\nскорее да;31\n";
    let settings = Settings { codebook: codebook(), ..Settings::default() };
    let reading = read_bytes("t.csv", table.as_bytes(), &settings).unwrap();
    holds(&reading, "military", &[bare("", "")], 1.0, &[("yes", &[42.0]), ("rather-yes", &[31.0])]);
}

#[test]
fn declared_nets_keep_sums_right_where_labels_say_nothing() {
    let table = "answer,sex,percent\nsupport,,73\nDefinitely yes,,42\nRather yes,,31\noppose,,18\nСкорее нет,,9\nhard to say,,9\n";
    let settings = Settings { codebook: codebook(), question: Some("military".into()), ..Settings::default() };
    let reading = read_bytes("t.csv", table.as_bytes(), &settings).unwrap();
    // 42 + 31 + 18 + 9: the part of "oppose" is left out beside it, and "support" beside its parts.
    assert_eq!((reading.findings.len(), reading.nets.len()), (0, 0));
    let (figures, findings) = apply(&codebook(), reading.figures.clone());
    assert_eq!((figures, findings), (reading.figures, vec![]));
}

#[test]
fn a_mistyped_question_is_told_with_the_one_meant() {
    let settings = Settings { codebook: codebook(), ..Settings::default() };
    let reading =
        read_bytes("t.csv", b"question,answer,percent,sex\nmilitry,yes,60,\nmilitry,no,40,\n", &settings).unwrap();
    let messages: Vec<_> = reading.findings.iter().map(topline::ingest::published::Finding::advised).collect();
    assert_eq!(messages, ["question \"militry\" is not in the codebook; did you mean \"military\"? known: military"]);
}

#[test]
fn people_may_give_several_answers() {
    let table = b"answer,sex,percent\nradio,,70\ntelevision,,60\n";
    assert!(matches!(read_bytes("t.csv", table, &Settings::default()), Err(ReadError::Sum(_))));
    let settings = Settings { multiple: true, ..Settings::default() };
    assert_eq!(read_bytes("t.csv", table, &settings).unwrap().figures.len(), 2);
}

#[test]
fn question_wave_fieldwork_source_and_rounding_are_filled_in() {
    let wave = Wave { label: "W12".into(), period: dates::period("2025-12").ok() };
    let fieldwork =
        Fieldwork { pollster: Some("Levada Center".into()), mode: Some("in person".into()), population: None };
    let settings = Settings {
        question: Some("q".into()),
        wave: Some(wave.clone()),
        fieldwork: fieldwork.clone(),
        source: Some("report 12".into()),
        rounding: Some(0.005),
        ..Settings::default()
    };
    let reading = read_bytes("t.csv", b",Total\nyes,60\nno,<1\n", &settings).unwrap();
    for figure in &reading.figures {
        assert_eq!((&*figure.question, figure.source.as_deref()), ("q", Some("report 12")));
        assert_eq!((figure.wave.as_ref(), &figure.fieldwork), (Some(&wave), &fieldwork));
    }
    let width = |at: usize| reading.figures[at].printed.high() - reading.figures[at].printed.low();
    assert!((width(0) - 0.005).abs() < 1e-12 && width(1) == 0.01);
    let exact = Settings { rounding: Some(0.0), ..Settings::default() };
    let reading = read_bytes("t.csv", b",Total\nyes,60\nno,40\n", &exact).unwrap();
    assert!(reading.figures.iter().all(|f| f.printed.low() == f.printed.high()));
    let absurd = Settings { rounding: Some(f64::NAN), ..Settings::default() };
    assert!(matches!(read_bytes("t.csv", b",Total\nyes,60\n", &absurd), Err(ReadError::Stated { .. })));
}

#[test]
fn a_stated_layout_is_kept_to() {
    // Three heading lines cannot be read unless it is said where they start.
    let table = "Report;2025;x\nParty;A;\nfollowers;active;passive\nYes;60;50\nNo;40;50\n";
    let layout = Stated { heading_line: Some(2), heading_lines: Some(2), ..Stated::default() };
    let rows: [(&str, &[f64]); 2] = [("Yes", &[60.0, 50.0]), ("No", &[40.0, 50.0])];
    holds(&stated(table, layout), "table", &[bare("A=active", ""), bare("A=passive", "")], 1.0, &rows);

    let layout = Stated { group: Some("party".into()), ..Stated::default() };
    holds(
        &stated(";A;B\nYes;60;50\nNo;40;50\n", layout),
        "table",
        &[bare("party=A", ""), bare("party=B", "")],
        1.0,
        &rows,
    );

    // Birth years are groups, though they look like waves; waves need not look like dates.
    let layout = Stated { kind: Some(Kind::GroupsAcross), group: Some("born".into()), ..Stated::default() };
    holds(
        &stated(";1970;1980\nYes;60;50\nNo;40;50\n", layout),
        "table",
        &[bare("born=1970", ""), bare("born=1980", "")],
        1.0,
        &rows,
    );
    let layout = Stated { kind: Some(Kind::WavesAcross), ..Stated::default() };
    let waves = stated(";first;second\nYes;60;50\nNo;40;50\n", layout);
    let labels: Vec<_> = waves.figures.iter().map(|f| f.wave.as_ref().unwrap().label.to_string()).collect();
    assert_eq!(labels, ["first", "second", "first", "second"]);

    let layout = Stated { unit: Some(Unit::Percent), ..Stated::default() };
    let tiny = stated(",A,B\nother party,0.6,0.5\n", layout);
    assert_eq!(tiny.figures[0].printed.share(), 0.006);

    let layout = Stated { decimal: Some(Decimal::Comma), delimiter: Some(Delimiter::Semicolon), ..Stated::default() };
    let three = stated(";A\nYes;33,125\nNo;66,875\n", layout);
    assert_eq!(three.figures[0].printed.share(), 0.33125);

    let layout = Stated { kind: Some(Kind::AnswersAcross), ..Stated::default() };
    let across = stated("tribe,yes,no\nUrsini,60,40\nCalvini,50,50\n", layout);
    let rows: [(&str, &[f64]); 2] = [("yes", &[60.0, 50.0]), ("no", &[40.0, 50.0])];
    holds(&across, "table", &[bare("tribe=Ursini", ""), bare("tribe=Calvini", "")], 1.0, &rows);
}

#[test]
fn a_stated_layout_that_does_not_fit_is_an_error() {
    let error = |stated: Stated| {
        let settings = Settings { stated, ..Settings::default() };
        read_bytes("t.csv", b",Total,Men\nyes,60,50\nno,40,50\n", &settings).unwrap_err()
    };
    let missing = error(Stated { heading_line: Some(9), ..Stated::default() });
    assert!(matches!(missing, ReadError::Stated { what: "heading-line", .. }), "{missing}");
    let long = error(Stated { kind: Some(Kind::Long), ..Stated::default() });
    assert!(matches!(long, ReadError::Heading { line: 1, .. }), "{long}");
    let lines = error(Stated { heading_lines: Some(3), ..Stated::default() });
    assert_eq!(lines.to_string(), "t.csv: the stated heading-lines does not fit: 3 is not 1 or 2");
    let group = error(Stated { kind: Some(Kind::AnswersAcross), group: Some("sex".into()), ..Stated::default() });
    assert!(matches!(group, ReadError::Stated { what: "group", .. }), "{group}");
    let unknown = error(Stated { encoding: Some("windws-1251".into()), ..Stated::default() });
    assert!(unknown.to_string().contains("did you mean \"windows-1251\""), "{unknown}");
}

#[test]
fn a_stated_layout_is_written_in_a_study_as_it_is_named_here() {
    let toml = "encoding = \"windows-1251\"\ndelimiter = \"semicolon\"\nkind = \"waves-across\"\nheading-line = 3\nheading-lines = 2\nunit = \"percent\"\ndecimal = \"comma\"\ngroup = \"party\"\n";
    let read: Stated = toml::from_str(toml).unwrap();
    let meant = Stated {
        encoding: Some("windows-1251".into()),
        delimiter: Some(Delimiter::Semicolon),
        kind: Some(Kind::WavesAcross),
        heading_line: Some(3),
        heading_lines: Some(2),
        unit: Some(Unit::Percent),
        decimal: Some(Decimal::Comma),
        group: Some("party".into()),
    };
    assert_eq!(read, meant);
    assert!(toml::from_str::<Stated>("heading-lin = 3").is_err());
}
