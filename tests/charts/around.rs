//! The words around a picture: the question as asked, bases, spans, whom it is of; each once and as short as may be.

use crate::command_line::Folder;
use crate::parts::study;
use crate::press::{draw, draw_in, texts_of};
use crate::respondents::texts;
use crate::samples;
use topline::chart::drawing::Role;
use topline::chart::figures::{Figures, Row};
use topline::chart::{Picture, Size};

fn words(picture: &Picture, role: Role) -> String {
    texts_of(picture, role).join(" ").replace('\u{a0}', " ")
}

/// Polls of one line, `days` apart, with these effective bases.
fn polls(days: f64, bases: &[f64]) -> Figures {
    let row = |(at, base): (usize, &f64)| {
        let row = Row::new(0.4 + 0.01 * at as f64).inner(0.3, 0.6).base(500.0, *base).series("yes");
        row.at(9_000.0 + days * at as f64, format!("w{at}"))
    };
    Figures {
        rows: bases.iter().enumerate().map(row).collect(),
        subject: Some("Is it good?".to_owned()),
        notes: samples::notes(),
        ..Figures::default()
    }
}

#[test]
fn the_wording_stands_in_the_subtitle_where_it_fits_into_two_lines_and_else_in_the_footer() {
    let mut figures = samples::dots();
    (figures.title, figures.subtitle) = (Some("Most want it".to_owned()), None);
    let short = "Do you want it?";
    let long = "Do you want it very much, or rather, or rather not, or not at all? ".repeat(6);
    for (wording, size, above) in
        [(short, Size::SCREEN, true), (long.trim(), Size::SCREEN, false), (short, Size::wide(360).unwrap(), true)]
    {
        figures.notes.wording = Some(wording.to_owned());
        let picture = draw_in("dots", &figures, "light", size);
        let quoted = format!("“{wording}”");
        let (subtitle, footer) = (words(&picture, Role::Subtitle), words(&picture, Role::Footer));
        assert_eq!((subtitle.contains(&quoted), footer.contains(&quoted)), (above, !above), "{subtitle} | {footer}");
        assert!(texts_of(&picture, Role::Subtitle).len() <= 2);
    }
    // A subtitle that is given has the place.
    figures.subtitle = Some("% of adults".to_owned());
    figures.notes.wording = Some(short.to_owned());
    let picture = draw("dots", &figures);
    assert_eq!(words(&picture, Role::Subtitle), "% of adults");
    assert!(words(&picture, Role::Footer).contains("Question: “Do you want it?”"));
}

#[test]
fn a_wording_is_that_of_all_that_is_shown() {
    let folder = Folder::new();
    let rows = "wave,question,answer,percent,n\n2025,q,Yes,40,1000\n2025,q,No,60,1000\n2025,r,Yes,30,1000\n2025,r,No,70,1000\n";
    let source = study(&folder, rows, "{ id = \"Yes\" }, { id = \"No\" }");
    let text = std::fs::read_to_string(folder.file("study.toml")).unwrap();
    let asked = "text = \"Do you trust it?\"\n\n[[question]]\nid = \"r\"\ntitle = \"Hope\"\ntext = \"Do you hope so?\"\n\
                 answers = [{ id = \"Yes\" }, { id = \"No\" }]\n";
    std::fs::write(folder.file("study.toml"), text + asked).unwrap();
    let both = ["estimate", &source, "--answer", "Yes", "--chart", "bars"];
    assert!(!texts(&folder.svg(&both)).join(" ").contains("Do you"));
    let one = texts(&folder.svg(&[&both[..], &["--question", "r"]].concat())).join(" ");
    assert!(one.contains("“Do you hope so?”") && !one.contains("trust"), "{one}");
}

#[test]
fn an_effective_n_that_is_n_is_not_said_twice() {
    let said = |effective: f64| words(&draw("trend", &polls(90.0, &[effective; 4])), Role::Footer);
    assert!(said(500.0).contains("n = 500") && !said(500.0).contains("effective n = "), "{}", said(500.0));
    assert!(said(400.0).contains("n = 500, effective n = 400"));
}

/// 1.959964 · √(0.25 / n) for n = 1,000 and 50: 3.1 and 13.9 points, though the small group has no share near one half.
#[test]
fn a_group_without_a_share_near_one_half_has_its_own_margin() {
    let folder = Folder::new();
    let table = "question,answer,g,percent,n\nq,yes,A,50,1000\nq,no,A,50,1000\nq,yes,B,10,50\nq,no,B,90,50\n";
    std::fs::write(folder.file("m.csv"), table).unwrap();
    let file = folder.file("m.csv");
    let said = texts(&folder.svg(&["estimate", file.to_str().unwrap(), "--deff", "1", "--by", "g"])).join(" ");
    assert!(said.contains("margin ±3.1–13.9 points (95%) for shares near"), "{said}");
}

/// Of 95 % of 40 people Wilson's interval begins 12 points below: far more than the 2.2 of one half of 2,000.
#[test]
fn a_margin_is_no_less_than_any_interval_that_is_drawn() {
    let folder = Folder::new();
    let table = "question,answer,g,percent,n\nq,yes,A,50,2000\nq,no,A,50,2000\nq,yes,B,5,40\nq,no,B,95,40\n";
    std::fs::write(folder.file("m.csv"), table).unwrap();
    let file = folder.file("m.csv");
    let said = texts(&folder.svg(&["estimate", file.to_str().unwrap(), "--deff", "1", "--by", "g"])).join(" ");
    assert!(said.contains("margin of these shares up to ±11.6 points (95%)"), "{said}");
}

/// 1.959964 · √(0.25 / n) for n = 400 and 100: 4.9 and 9.8 points. An effective n above n promises no more than n = 500 does, 4.4.
#[test]
fn a_margin_follows_from_effective_bases_where_none_is_stated() {
    let said = |bases: &[f64]| {
        let mut figures = polls(90.0, bases);
        for row in &mut figures.rows {
            let half = 1.96 * (0.25 / row.n_effective.unwrap()).sqrt();
            *row = row.clone().inner(row.value.unwrap() - half, row.value.unwrap() + half);
        }
        (figures.notes.margin, figures.notes.level) = (None, Some(topline::uncertainty::Level::USUAL));
        words(&draw("trend", &figures), Role::Footer)
    };
    assert!(said(&[400.0; 4]).contains("margin ±4.9 points (95%) for shares near 50%"), "{}", said(&[400.0; 4]));
    assert!(said(&[400.0, 100.0, 400.0, 900.0]).contains("margin ±4.4–9.8 points (95%)"));
}

/// t with 3 degrees of freedom is 3.18: 3.18 · √(0.25 / 15) = 41.1 points without an interval. The n of one share caps no other's.
#[test]
fn a_margin_promises_no_more_than_the_intervals_of_the_shares_it_is_of() {
    let said = |rows: Vec<Row>| {
        let mut figures = Figures { rows, ..samples::dots() };
        (figures.notes.margin, figures.notes.level) = (None, Some(topline::uncertainty::Level::USUAL));
        (figures.notes.n, figures.notes.n_effective) = (None, None);
        words(&draw("dots", &figures), Role::Footer)
    };
    let half = Row { df: Some(3.0), ..Row::new(0.506).base(800.0, 15.0).item("a") };
    let small = Row { df: Some(3.0), ..Row::new(0.03).inner(0.016, 0.0562).base(800.0, 783.0).item("b") };
    let all = said(vec![half.clone().inner(0.1857, 0.821), small.clone()]);
    assert!(all.contains("margin ±31.8 points (95%) for shares near 50%"), "{all}");
    let bare = said(vec![half, small.clone()]);
    assert!(bare.contains("margin ±41.1 points (95%) for shares near 50%"), "{bare}");
    let alone = said(vec![small]);
    assert!(alone.contains("margin of these shares up to ±2.7 points (95%)") && !alone.contains("50%"), "{alone}");
    let of = |n: f64, item: &str| Row::new(0.5).inner(0.45, 0.55).base(n, 400.0).item(item);
    let capped = said(vec![of(100.0, "a"), of(900.0, "b")]);
    assert!(capped.contains("margin ±4.9–9.8 points"), "{capped}");
}

#[test]
fn sizes_of_points_are_explained_where_they_differ() {
    let said =
        |bases: &[f64]| words(&draw("trend", &polls(90.0, bases)), Role::Footer).contains("sized by effective n");
    assert!(!said(&[400.0; 4]) && said(&[400.0, 900.0, 400.0, 400.0]));
}

#[test]
fn gaps_are_told_in_whole_years_and_no_comma_follows_a_question() {
    let mut figures = polls(365.25, &[400.0; 8]);
    figures.rows.iter_mut().skip(6).for_each(|row| row.when.as_mut().unwrap().day += 3_000.0);
    let picture = draw("trend", &figures);
    let footer = words(&picture, Role::Footer);
    assert!(footer.contains("dashed: more than 4 years without a poll"), "{footer}");
    for kind in ["trend", "area"] {
        figures.rows.iter_mut().for_each(|row| row.answer = Some("yes".to_owned()));
        figures.rows.iter_mut().filter(|_| kind == "area").for_each(|row| row.value = Some(1.0));
        figures.rows.iter_mut().filter(|_| kind == "area").for_each(|row| row.inner = None);
        let picture = draw(kind, &figures);
        let title = words(&picture, Role::Title);
        assert!(title.starts_with("Is it good? ") && !title.contains("?,"), "{title}");
        assert!(!picture.alt.contains("?."), "{}", picture.alt);
    }
}

#[test]
fn the_population_is_named_once() {
    let mut figures = samples::dots();
    figures.notes.population = Some("adults of the Land".to_owned());
    figures.subtitle = None;
    let picture = draw("dots", &figures);
    let count = |role: Role| words(&picture, role).matches("adults of the Land").count();
    assert_eq!((count(Role::Subtitle), count(Role::Footer)), (1, 0));
    figures.subtitle = Some("In per cent".to_owned());
    assert!(words(&draw("dots", &figures), Role::Footer).contains("adults of the Land"));
}

/// What a command draws as SVG, and its alt text.
fn asked(folder: &Folder, arguments: &[&str]) -> (String, String) {
    let svg = folder.svg(arguments);
    let alt = svg.split("<desc id=\"desc\">").nth(1).unwrap().split("</desc>").next().unwrap().to_owned();
    (texts(&svg).join(" ").replace('\u{a0}', " "), alt.replace('\u{a0}', " "))
}

#[test]
fn everybody_starts_where_the_groups_do_though_it_was_asked_more_often() {
    let folder = Folder::new();
    let talks = "data/russia-ukraine/study.toml#talks";
    let by = ["--by", "age", "--answer", "continue", "--over", "wave", "--against", "previous"];
    let (_, alt) = asked(&folder, &[&["compare", talks][..], &by].concat());
    assert!(alt.contains("All, Aug 2022 – Sep 2022: 48%, then 44%; change −4"), "{alt}");
}

/// A table of one question in three months.
fn months(folder: &Folder, answers: &[(&str, [f64; 3])]) -> String {
    let mut rows = "question,answer,wave,percent,n\n".to_owned();
    for (answer, shares) in answers {
        for (wave, share) in ["2024-01", "2024-02", "2024-03"].iter().zip(shares) {
            rows += &format!("q,{answer},{wave},{share},500\n");
        }
    }
    std::fs::write(folder.file("months.csv"), rows).unwrap();
    folder.file("months.csv").to_str().unwrap().to_owned()
}

#[test]
fn what_is_left_is_called_what_it_is() {
    let folder = Folder::new();
    let file = months(&folder, &[("yes", [40.0; 3]), ("rather", [20.0; 3]), ("no", [36.0; 3])]);
    let area =
        |more: &[&str]| asked(&folder, &[&["estimate", &file, "--deff", "1", "--chart", "area"][..], more].concat()).0;
    let all = area(&[]);
    assert!(all.contains("Not printed") && all.contains("4%"), "96% are not rounding: {all}");
    let chosen = area(&["--answer", "yes", "--answer", "rather"]);
    assert!(chosen.contains("Other answers") && !chosen.contains("Not printed"), "{chosen}");
}

#[test]
fn months_have_no_days() {
    let folder = Folder::new();
    let file = months(&folder, &[("yes", [40.0, 42.0, 44.0])]);
    let (said, _) = asked(&folder, &["estimate", &file, "--deff", "1", "--chart", "trend"]);
    assert!(said.contains("Jan 2024 – Mar 2024") && !said.contains("16 "), "{said}");
}
