//! One small table for each way to lay a table out.

use super::*;
use topline::ingest::published::Kind;

/// The figures of most tables here.
const ANSWERS: [(&str, &[f64]); 3] =
    [("Support", &[73.0, 77.0, 68.0]), ("Do not support", &[18.0, 16.0, 20.0]), ("Hard to say", &[9.0, 7.0, 12.0])];
const BASED: [Column<'static>; 3] =
    [column("", "", 1618.0), column("sex=Men", "", 742.0), column("sex=Women", "", 876.0)];
const BARE: [Column<'static>; 3] = [bare("", ""), bare("sex=Men", ""), bare("sex=Women", "")];

#[test]
fn bases_above_the_answers_and_lines_that_are_no_shares() {
    let reading = text(
        "Support for the military (%)\n\
         ,Total,Men,Women\n\
         Unweighted base,\"1,618\",742,876\n\
         Support,73%,77%,68%\n\
         Do not support,18%,16%,20%\n\
         Hard to say,9%,7%,12%\n\
         Total,100%,100%,100%\n\
         Mean score,3.2,3.4,3.0\n",
    );
    holds(&reading, "table", &BASED, 1.0, &ANSWERS);
    assert_eq!(codes(&reading), [Code::LineSkipped]);
}

#[test]
fn bases_in_the_headings() {
    let reading = text(
        "Answer,\"Total\n(n=1,618)\",Men (N = 742),\"Women, n=876\"\n\
         Support,73,77,68\n\
         Do not support,18,16,20\n\
         Hard to say,9,7,12\n",
    );
    holds(&reading, "table", &BASED, 1.0, &ANSWERS);
}

#[test]
fn a_base_in_a_note_is_the_base_of_everybody_and_said_so() {
    let reading = text(
        ",Total,Men,Women\nSupport,73,77,68\nDo not support,18,16,20\nHard to say,9,7,12\n\nAdults 18+, n = 1 618, in person,,\n",
    );
    let columns = [column("", "", 1618.0), bare("sex=Men", ""), bare("sex=Women", "")];
    holds(&reading, "table", &columns, 1.0, &ANSWERS);
    assert_eq!(codes(&reading), [Code::BaseFromNote]);
}

#[test]
fn a_plain_base_beside_an_unweighted_one_is_weighted() {
    let reading = text(
        ",Total,Men\nSupport,73,77\nDo not support,27,23\nBase,1600.5,781.2\nUnweighted base,1618,742\nEffective base,850,400\n",
    );
    let columns = [("", "", Some(1618.0), Some(1600.5)), ("sex=Men", "", Some(742.0), Some(781.2))];
    holds(&reading, "table", &columns, 1.0, &[("Support", &[73.0, 77.0]), ("Do not support", &[27.0, 23.0])]);
}

#[test]
fn a_total_of_people_is_a_base() {
    let reading = text("Ответ;Всего;Мужчины\nДа;60;55\nНет;40;45\nВсего;1 618;742\n");
    let columns = [column("", "", 1618.0), column("sex=Мужчины", "", 742.0)];
    holds(&reading, "table", &columns, 1.0, &[("Да", &[60.0, 55.0]), ("Нет", &[40.0, 45.0])]);
}

#[test]
fn lines_of_text_over_complete_lists_are_questions() {
    let reading = text(
        ",Total,Men,Women\n\
         Do you support the military?\n\
         Support,73,77,68\n\
         Do not support,18,16,20\n\
         Hard to say,9,7,12\n\
         Continue or talks?\n\
         Continue,25,31,20\n\
         Talks,66,60,71\n\
         Hard to say,9,9,9\n\
         Base,1618,742,876\n",
    );
    holds(&reading, "Do you support the military?", &BASED, 1.0, &ANSWERS);
    let talks: [(&str, &[f64]); 3] =
        [("Continue", &[25.0, 31.0, 20.0]), ("Talks", &[66.0, 60.0, 71.0]), ("Hard to say", &[9.0, 9.0, 9.0])];
    holds(&reading, "Continue or talks?", &BASED, 1.0, &talks);
}

#[test]
fn each_question_has_its_own_base() {
    let reading = text(",Total\nFirst?\nYes,60\nNo,40\nBase,1618\nSecond?\nYes,30\nNo,70\nBase,809\n");
    let rows: [(&str, &[f64]); 2] = [("Yes", &[60.0]), ("No", &[40.0])];
    holds(&reading, "First?", &[column("", "", 1618.0)], 1.0, &rows);
    let rows: [(&str, &[f64]); 2] = [("Yes", &[30.0]), ("No", &[70.0])];
    holds(&reading, "Second?", &[column("", "", 809.0)], 1.0, &rows);
}

#[test]
fn lines_of_text_over_parts_of_a_list_go_before_equal_labels() {
    let reading = text(
        ",Total,Men\nSupport:\n Strongly,42,48\n Somewhat,31,29\nOppose:\n Strongly,9,8\n Somewhat,9,8\nHard to say,9,7\nBase,1618,742\n",
    );
    let columns = [column("", "", 1618.0), column("sex=Men", "", 742.0)];
    holds(
        &reading,
        "table",
        &columns,
        1.0,
        &[
            ("Support: Strongly", &[42.0, 48.0]),
            ("Support: Somewhat", &[31.0, 29.0]),
            ("Oppose: Strongly", &[9.0, 8.0]),
            ("Oppose: Somewhat", &[9.0, 8.0]),
            ("Oppose: Hard to say", &[9.0, 7.0]),
        ],
    );
    assert_eq!(codes(&reading), [Code::HeadingSkipped; 2]);
}

#[test]
fn nets_without_a_word_are_found_by_their_sums() {
    let reading = text(
        ";Всего;Муж;Жен\n\
         Поддерживают;73;77;68\n\
         определенно да;42;48;37\n\
         скорее да;31;29;31\n\
         Не поддерживают;18;16;20\n\
         скорее нет;9;8;10\n\
         определенно нет;9;8;10\n\
         затрудняюсь ответить;9;7;12\n",
    );
    assert_eq!(
        reading.nets,
        [
            net("table", "Поддерживают", &["определенно да", "скорее да"], 3),
            net("table", "Не поддерживают", &["скорее нет", "определенно нет"], 3),
        ]
    );
}

#[test]
fn nets_by_indentation_and_below_their_parts() {
    let reading = text(
        ",Total,Men\nFavourable,60,61\n  Very,20,21\n  Mostly,40,40\nUnfavourable,35,33\n  Mostly so,25,23\n  Very much so,10,10\nDK,5,6\n",
    );
    assert_eq!(
        reading.nets,
        [
            net("table", "Favourable", &["Very", "Mostly"], 2),
            net("table", "Unfavourable", &["Mostly so", "Very much so"], 2),
        ]
    );
    let reading = text(",Total,Men\nYes,20,21\nRather yes,40,40\nPositive (net),60,61\nNo,40,39\n");
    assert_eq!(reading.nets, [net("table", "Positive (net)", &["Yes", "Rather yes"], 2)]);
}

#[test]
fn a_net_that_the_numbers_deny_is_none() {
    let reading = text(",Total\nvery important,30\nrather important,25\nimportant,20\nnot important,25\n");
    assert_eq!(reading.nets, []);
    let reading = text(",Total\nNET: Yes,73\nA,10\nB,17\n");
    assert_eq!((reading.nets.len(), codes(&reading)), (0, vec![Code::NetWithoutParts]));
}

#[test]
fn a_total_at_the_right_under_a_merged_heading_is_everybody() {
    let reading = text(";Пол;;Возраст;;\n;Мужчины;Женщины;18-39;40+;Всего\nДа;77;68;62;78;73\nНет;23;32;38;22;27\n");
    let columns =
        [bare("sex=Мужчины", ""), bare("sex=Женщины", ""), bare("age=18-39", ""), bare("age=40+", ""), bare("", "")];
    holds(
        &reading,
        "table",
        &columns,
        1.0,
        &[("Да", &[77.0, 68.0, 62.0, 78.0, 73.0]), ("Нет", &[23.0, 32.0, 38.0, 22.0, 27.0])],
    );
}

#[test]
fn waves_over_groups_and_groups_over_waves() {
    let columns = [
        bare("sex=Men", "2025-12"),
        bare("sex=Women", "2025-12"),
        bare("sex=Men", "2024-10"),
        bare("sex=Women", "2024-10"),
    ];
    let rows: [(&str, &[f64]); 2] = [("Support", &[77.0, 68.0, 82.0, 72.0]), ("Oppose", &[23.0, 32.0, 18.0, 28.0])];
    let reading = text("|Dec 2025||Oct 2024|\n|Men|Women|Men|Women\nSupport|77|68|82|72\nOppose|23|32|18|28\n");
    holds(&reading, "table", &columns, 1.0, &rows);
    let reading = text("|Men||Women|\n|Dec 2025|Oct 2024|Dec 2025|Oct 2024\nSupport|77|82|68|72\nOppose|23|18|32|28\n");
    holds(&reading, "table", &columns, 1.0, &rows);
    assert_eq!(reading.layout.tables[0].kind, Kind::WavesAcross);
}

#[test]
fn waves_across_in_figures_with_a_column_of_changes() {
    let rows: [(&str, &[f64]); 2] = [("Да", &[30.0, 28.0, 25.0]), ("Нет", &[70.0, 72.0, 75.0])];
    let columns = [bare("", "2025-10"), bare("", "2025-11"), bare("", "2025-12")];
    for heading in [
        "10.2025\t11.2025\t12.2025",
        "2025-10\t2025-11\t2025-12",
        "окт. 2025\tноя. 2025\tдек. 2025",
        "10/2025\t11/2025\t12/2025",
    ] {
        let reading = text(&format!("Ответ\t{heading}\tИзменение\nДа\t30\t28\t25\t-3\nНет\t70\t72\t75\t+3\n"));
        holds(&reading, "table", &columns, 1.0, &rows);
        assert_eq!(codes(&reading), [Code::ColumnSkipped]);
    }
    let reading = text("Answer,2023,2024,2025\nДа,30,28,25\nНет,70,72,75\n");
    holds(&reading, "table", &[bare("", "2023"), bare("", "2024"), bare("", "2025")], 1.0, &rows);
}

#[test]
fn markdown_and_tables_without_headings() {
    let reading = text(
        "| Answer | Total | Men | Women |\n|---|--:|:-:|---|\n| Support | 73 | 77 | 68 |\n| Do not support | 18 | 16 | 20 |\n| Hard to say | 9 | 7 | 12 |\n",
    );
    holds(&reading, "table", &BARE, 1.0, &ANSWERS);
    let reading = text("Support;73\nDo not support;18\nHard to say;9\n");
    let rows: [(&str, &[f64]); 3] = [("Support", &[73.0]), ("Do not support", &[18.0]), ("Hard to say", &[9.0])];
    holds(&reading, "table", &[bare("", "")], 1.0, &rows);
    let reading = text("Answer,%\nSupport,73\nDo not support,18\nHard to say,9\nBase,1618\n");
    holds(&reading, "table", &[column("", "", 1618.0)], 1.0, &rows);
}

#[test]
fn a_line_of_units_and_a_margin_of_empty_columns() {
    let reading = text(
        ",,,,\n,Answer,Total,Men,Women\n,,%,%,%\n,Support,73,77,68\n,Do not support,18,16,20\n,Hard to say,9,7,12\n",
    );
    holds(&reading, "table", &BARE, 1.0, &ANSWERS);
    assert_eq!(reading.figures[0].place.to_string(), "table.csv:4:3");
}

#[test]
fn dashes_alone_are_not_asked_and_stars_may_be_suppressed() {
    let reading = text(",Oct 2024,Nov 2024\nSupport,73,–\nDo not support,18,–\nHard to say,9,–\n");
    let columns = [bare("", "2024-10"), bare("", "2024-11")];
    holds(
        &reading,
        "table",
        &columns,
        1.0,
        &[("Support", &[73.0, NONE]), ("Do not support", &[18.0, NONE]), ("Hard to say", &[9.0, NONE])],
    );
    assert_eq!(codes(&reading), [Code::NotAsked]);
    let reading = text(",Total,Chukchi\nSupport,73,*\nDo not support,27,*\n* Base too small (fewer than 50)\n");
    holds(
        &reading,
        "table",
        &[bare("", ""), bare("group=Chukchi", "")],
        1.0,
        &[("Support", &[73.0, NONE]), ("Do not support", &[27.0, NONE])],
    );
    assert_eq!(codes(&reading), [Code::Suppressed; 2]);
}

#[test]
fn rounding_is_that_of_the_publication() {
    // One decimal anywhere in the table: 33 is 33.0.
    let reading = text(",Total\nA,33\nB,66.5\n");
    holds(&reading, "table", &[bare("", "")], 0.1, &[("A", &[33.0]), ("B", &[66.5])]);
    // A long table joins publications, each with its own decimals.
    let reading = text("source,wave,answer,percent\nfirst,2024,yes,33.4\nfirst,2024,no,40\nsecond,2025,yes,35\n");
    let widths: Vec<f64> =
        reading.figures.iter().map(|f| ((f.printed.high() - f.printed.low()) * 1e6).round() / 1e6).collect();
    assert_eq!(widths, [0.001, 0.001, 0.01]);
    assert_eq!(reading.layout.tables[0].rounding, [0.001, 0.01]);
}

#[test]
fn old_line_ends_and_a_declared_delimiter() {
    let reading = text(
        "sep=;\r\nAnswer;Total;Men;Women\r\nSupport;73;77;68\r\nDo not support;18;16;20\r\nHard to say;9;7;12\r\n",
    );
    holds(&reading, "table", &BARE, 1.0, &ANSWERS);
    assert_eq!(reading.figures[0].place.line, 3);
    let reading = text("Answer,Total,Men,Women\rSupport,73,77,68\rDo not support,18,16,20\rHard to say,9,7,12\r");
    holds(&reading, "table", &BARE, 1.0, &ANSWERS);
}

#[test]
fn groups_in_a_pair_of_columns_or_in_one() {
    let long = [
        "answer,group,level,percent\nyes,sex,men,60\nyes,age,18-24,55\nyes,total,,57\nno,sex,men,40\nno,age,18-24,45\nno,total,,43\n",
        "answer;group;wave;percent\nyes;men;;60\nyes;18-24;;55\nyes;All;;57\nno;men;;40\nno;18-24;;45\nno;All;;43\n",
    ];
    let rows: [(&str, &[f64]); 2] = [("yes", &[60.0, 55.0, 57.0]), ("no", &[40.0, 45.0, 43.0])];
    for names in ["group_var,group", "variable,group", "dimension,category", "group,subgroup"] {
        let table = long[0].replace("group,level", names);
        holds(&text(&table), "table", &[bare("sex=men", ""), bare("age=18-24", ""), bare("", "")], 1.0, &rows);
    }
    for table in long {
        holds(&text(table), "table", &[bare("sex=men", ""), bare("age=18-24", ""), bare("", "")], 1.0, &rows);
    }
    let reading = text(
        "Subgroup,Subgroup value,User,Non-user,Unweighted base,Weighted base\n\
         All,All,41,59,2000,2010.5\n\
         Work,Employed,50,50,1200,1190\n\
         Work,Retired,20,80,800,820.5\n",
    );
    let columns = [
        ("", "", Some(2000.0), Some(2010.5)),
        ("Work=Employed", "", Some(1200.0), Some(1190.0)),
        ("Work=Retired", "", Some(800.0), Some(820.5)),
    ];
    holds(&reading, "table", &columns, 1.0, &[("User", &[41.0, 50.0, 20.0]), ("Non-user", &[59.0, 50.0, 80.0])]);
    assert_eq!(reading.layout.tables[0].kind, Kind::AnswersAcross);
}

#[test]
fn lines_typed_by_hand_are_shares_of_groups_or_questions() {
    let reading = text("Land,Zustimmung (%),n\nBayern,55,540\nSachsen,34,212\n");
    let columns = [column("Land=Bayern", "", 540.0), column("Land=Sachsen", "", 212.0)];
    holds(&reading, "table", &columns, 1.0, &[("Zustimmung", &[55.0, 34.0])]);
    assert_eq!(codes(&reading), []);
    let reading = text("Institution,Trust,Distrust,Hard to say\nArmy,64,30,6\nCourts,14,74,12\nPress,40,51,9\n");
    let columns = ["Army", "Courts", "Press"].map(|level| format!("Institution={level}"));
    let columns = [bare(&columns[0], ""), bare(&columns[1], ""), bare(&columns[2], "")];
    let answers: [(&str, &[f64]); 3] =
        [("Trust", &[64.0, 14.0, 40.0]), ("Distrust", &[30.0, 74.0, 51.0]), ("Hard to say", &[6.0, 12.0, 9.0])];
    holds(&reading, "table", &columns, 1.0, &answers);
    assert_eq!(codes(&reading), [Code::KindGuessed]);
    assert!(reading.findings[0].message.contains("groups by \"Institution\""), "{:?}", reading.findings);
    let reading = text("question,approve,disapprove,net\nSchmidt,52,35,17\nMüller,41,47,-6\n");
    holds(&reading, "Müller", &[bare("", "")], 1.0, &[("approve", &[41.0]), ("disapprove", &[47.0])]);
    assert_eq!(codes(&reading), [Code::KindGuessed, Code::ColumnSkipped]);
    for table in ["Do you trust them?,%\nTrust,41\nDo not trust,50\n", "Trust,%\nTrust,41\nDo not trust,59\n"] {
        assert_eq!(text(table).figures.len(), 2, "answers down, which lack nothing");
    }
}

#[test]
fn a_title_line_tells_the_question_and_whom_it_was_put_to() {
    let reading = text(
        "\"Q4. Should the age at which people may retire be raised? Base: all adults, per cent\",,\n,Total,Men\nUnweighted base,1618,742\nYes,18,22\nNo,82,78\n",
    );
    let title = reading.layout.tables[0].title();
    assert_eq!(title, Some("Should the age at which people may retire be raised?"));
    assert!(reading.figures.iter().all(|figure| figure.fieldwork.population.as_deref() == Some("adults")));
}
