//! Several questions in one picture: whose lines and rows are told by the questions, and which by the answers.

use crate::command_line::{Folder, words};
use crate::respondents::texts;
use topline::chart::Theme;
use topline::chart::colour::Colour;

/// A file of respondents over two waves with three questions, of which the last has answers of its own.
fn three_questions(folder: &Folder) -> String {
    let scale = ["Agree", "Neither", "Disagree"];
    let vote = ["Greens", "Liberals", "Conservatives", "Nobody"];
    let mut rows = "wave,tax,rent,vote\n".to_owned();
    for id in 0..1200_usize {
        let wave = ["2025-03", "2025-09"][id % 2];
        rows += &format!("{wave},{},{},{}\n", scale[id * 7 % 11 % 3], scale[id * 5 % 13 % 3], vote[id * 3 % 17 % 4]);
    }
    let file = folder.file("people.csv");
    std::fs::write(&file, rows).unwrap();
    file.to_str().unwrap().to_owned()
}

#[test]
fn panels_of_answers_of_their_own_name_their_lines_themselves() {
    let folder = Folder::new();
    let file = three_questions(&folder);
    let ask = ["estimate", &file, "--over", "wave", "--question", "tax"];
    let drawn = |more: &[&str]| texts(&folder.svg(&[&ask[..], more, &["--chart", "facets"]].concat()));
    let count = |found: &[String], name: &str| found.iter().filter(|text| text.starts_with(name)).count();
    let two = drawn(&["--question", "vote"]);
    let names = ["Agree", "Neither", "Disagree", "Greens", "Liberals", "Conservatives", "Nobody"];
    for name in names {
        assert_eq!(count(&two, name), 1, "{name} at its line alone, without a key: {two:?}");
    }
    let three = drawn(&["--question", "vote", "--question", "rent"]);
    let place = |name: &str| three.iter().position(|text| text == name).unwrap();
    assert!(place("Tax") < place("Vote") && place("Vote") < place("Rent"), "as asked for: {three:?}");
    assert_eq!((count(&three, "Agree"), count(&three, "Greens")), (2, 1));
    // Panels of the same answers share a key.
    let alike = drawn(&["--question", "rent"]);
    assert_eq!(count(&alike, "Agree"), 1, "{alike:?}");
}

/// Men and women on two questions: the answer is said above, so that rows are named by the questions alone.
#[test]
fn rows_of_one_answer_to_several_questions_are_named_by_these() {
    let folder = Folder::new();
    let file = three_questions(&folder);
    for kind in ["dumbbell", "slope", "bars", "dots"] {
        let ask = ["compare", &file, "--over", "wave", "--question", "tax", "--question", "rent", "--chart", kind];
        let found = texts(&folder.svg(&[&ask[..], &["--answer", "Agree"]].concat()));
        let names = |name: &str| found.iter().filter(|text| text.ends_with(name)).count();
        assert_eq!((names("Tax"), names("Rent")), (1, 1), "{kind}: {found:?}");
        assert!(!found.iter().any(|text| text.ends_with("Agree")), "{kind}: {found:?}");
        let both = texts(&folder.svg(&[&ask[..], &["--answer", "Agree", "--answer", "Disagree"]].concat()));
        assert!(both.iter().any(|text| text.contains("Disagree")), "{kind}: {both:?}");
    }
}

/// A set of several answers beside a question with one.
#[test]
fn several_answers_are_told_of_the_question_that_takes_them() {
    let folder = Folder::new();
    let mut rows = "news_tv,news_web,tax\n".to_owned();
    for id in 0..300_usize {
        rows += &format!("{},{},{}\n", id * 7 % 5 % 2, id * 3 % 4 % 2, ["Low", "Right", "High"][id * 11 % 7 % 3]);
    }
    let file = folder.file("news.csv");
    std::fs::write(&file, rows).unwrap();
    let ask = ["estimate", file.to_str().unwrap(), "--set", "news=news_*", "--question", "news"];
    let said = |more: &[&str]| texts(&folder.svg(&[&ask[..], more].concat())).join(" ");
    assert!(said(&[]).contains("Several answers possible: shares"), "{}", said(&[]));
    let both = said(&["--question", "tax"]);
    assert!(both.contains("Several answers possible to News: shares"), "{both}");
}

/// Ages are steps whatever their answers are, sexes are none though the answers to one question are, and everybody is grey beside both.
#[test]
fn groups_as_bars_have_the_colours_of_groups() {
    let folder = Folder::new();
    let mut rows = "sex,age,trust,vote\n".to_owned();
    for id in 0..900_usize {
        let trust = ["Strongly agree", "Agree", "Disagree", "Strongly disagree"][id * 7 % 11 % 4];
        let vote = ["Greens", "Liberals", "Nobody"][id * 5 % 13 % 3];
        rows += &format!("{},{},{trust},{vote}\n", ["Men", "Women"][id % 2], ["18–34", "35–54", "55+"][id / 2 % 3]);
    }
    let file = folder.file("people.csv");
    std::fs::write(&file, rows).unwrap();
    let ask = ["estimate", file.to_str().unwrap(), "--question", "trust", "--question", "vote", "--chart", "bars"];
    let theme = Theme::named("light").unwrap();
    let fills = |by: &str| -> Vec<bool> {
        let svg = folder.svg(&[&ask[..], &["--by", by]].concat());
        let has = |colour: Colour| svg.contains(&colour.to_string());
        [theme.colours.muted, theme.colours.series[0], theme.colours.ordered[1]].map(has).into()
    };
    assert_eq!(fills("sex"), [true, true, false]);
    assert_eq!(fills("age"), [true, false, true]);
}

/// Answers that nothing is known of stand in comparisons and tables as they are printed, and those outside every scale last.
#[test]
fn answers_without_an_order_keep_that_of_their_printed_table() {
    let folder = Folder::new();
    let table = "wave,question,answer,percent,n\n2024-01,vote,Greens,12,1000\n2024-01,vote,Hard to say,40,1000\n\
        2024-01,vote,Liberals,28,1000\n2024-01,vote,Conservatives,20,1000\n2025-01,vote,Greens,14,1000\n\
        2025-01,vote,Hard to say,36,1000\n2025-01,vote,Liberals,29,1000\n2025-01,vote,Conservatives,21,1000\n";
    std::fs::write(folder.file("v.csv"), table).unwrap();
    let file = folder.file("v.csv");
    for kind in ["dumbbell", "bars", "dots"] {
        let found = texts(&folder.svg(&["compare", file.to_str().unwrap(), "--over", "wave", "--chart", kind]));
        let names = ["Greens", "Liberals", "Conservatives", "Hard to say"];
        let order: Vec<&String> = found.iter().filter(|text| names.contains(&text.as_str())).collect();
        assert_eq!(order, names, "{kind}");
    }
    let banner = "Answer,Total,Men,Women\nBase,1512,702,810\nRaise it,18,22,14\nKeep it,55,51,58\nLower it,21,21,22\nDon't know,6,6,6\n";
    std::fs::write(folder.file("b.csv"), banner).unwrap();
    let file = folder.file("b.csv");
    for (kind, more) in [("heat", &[][..]), ("table", &[]), ("heat", &["--order", "Lower it"])] {
        let ask = ["estimate", file.to_str().unwrap(), "--by", "sex", "--deff", "1.4", "--chart", kind];
        let found = texts(&folder.svg(&[&ask[..], more].concat()));
        let names = ["Raise it", "Keep it", "Lower it"];
        let order: Vec<&str> = found.iter().map(String::as_str).filter(|text| names.contains(text)).collect();
        let expected =
            if more.is_empty() { ["Raise it", "Keep it", "Lower it"] } else { ["Lower it", "Raise it", "Keep it"] };
        assert_eq!(order, expected, "{kind} {more:?}");
    }
}

/// Answers without sides have a hue of their own beside a question with sides, and those outside every scale are grey in both.
#[test]
fn cells_of_each_question_have_its_own_colours() {
    let folder = Folder::new();
    let mut rows = "sex,trust,vote\n".to_owned();
    for id in 0..800_usize {
        let trust = ["Strongly agree", "Agree", "Disagree", "Don't know"][id * 7 % 11 % 4];
        let vote = ["Greens", "Liberals", "Hard to say"][id * 5 % 13 % 3];
        rows += &format!("{},{trust},{vote}\n", ["Men", "Women"][id % 2]);
    }
    let file = folder.file("people.csv");
    std::fs::write(&file, rows).unwrap();
    let ask = ["estimate", file.to_str().unwrap(), "--question", "trust", "--question", "vote", "--by", "sex"];
    let svg = folder.svg(&[&ask[..], &["--chart", "heat"]].concat());
    let spread = |fill: &str| {
        let part = |at: usize| i32::from_str_radix(&fill[at..at + 2], 16).unwrap();
        let parts = [part(1), part(3), part(5)];
        parts.iter().max().unwrap() - parts.iter().min().unwrap()
    };
    let cells: Vec<&str> = svg.split("<polygon").skip(1).filter_map(|rest| rest.split("fill=\"").nth(1)).collect();
    let fills: Vec<i32> = cells.iter().filter(|fill| fill.starts_with('#')).map(|fill| spread(fill)).collect();
    // Four answers and three, of everybody, men and women.
    assert_eq!(fills.len(), 21, "{fills:?}");
    let is_grey = |row: usize| fills[3 * row..3 * row + 3].iter().all(|spread| *spread < 12);
    assert_eq!([0, 1, 2, 3, 4, 5, 6].map(is_grey), [false, false, false, true, false, false, true], "{fills:?}");
}

/// Names that begin alike are whole at their lines, however long: cut after three lines of a few words they would be one name.
#[test]
fn long_names_of_lines_in_panels_are_whole() {
    let folder = Folder::new();
    let said = ["more than it does on hospitals", "more than it does on schools", "less than it does"];
    let mut table = "wave,question,answer,percent,n\n".to_owned();
    for year in [2022, 2024] {
        for (at, what) in said.iter().enumerate() {
            table +=
                &format!("{year}-01,spend,The government should spend considerably {what},{},1000\n", 40 - 10 * at);
        }
        table += &format!("{year}-01,vote,Yes,60,1000\n{year}-01,vote,No,40,1000\n");
    }
    std::fs::write(folder.file("f.csv"), table).unwrap();
    let file = folder.file("f.csv");
    let ask = ["estimate", file.to_str().unwrap(), "--chart", "facets", "--deff", "1"];
    let found = texts(&folder.svg(&ask)).join(" ");
    for what in said {
        assert!(found.contains(what.rsplit(' ').next().unwrap()) && !found.contains('…'), "{what}: {found}");
    }
}

/// A square has no room for many names at the ends of lines: panels have legends then, or the refusal counts panels.
#[test]
fn many_questions_with_their_own_answers_are_drawn_in_a_square() {
    let folder = Folder::new();
    let file = folder.file("q.csv");
    let draw = |questions: usize, answers: usize| {
        let mut table = "date,question,answer,percent,n\n".to_owned();
        for (question, answer, year) in (0..questions)
            .flat_map(|question| (0..answers).map(move |answer| (question, answer)))
            .flat_map(|(question, answer)| (2018..2026).map(move |year| (question, answer, year)))
        {
            let percent = 100 / answers + (answer + year) % 2;
            table += &format!("{year}-03-01,About topic {question},Answer {question}.{answer},{percent},1000\n");
        }
        std::fs::write(&file, table).unwrap();
        let ask = ["estimate", file.to_str().unwrap(), "--chart", "facets", "--size", "square", "--deff", "1"];
        folder.draw(&ask)
    };
    let drawn = draw(9, 3);
    assert!(drawn.status.success(), "{}", words(&drawn));
    for told in ["C01", "C02", "C13", "C17"] {
        assert!(!words(&drawn).contains(told), "{}", words(&drawn));
    }
    let found = texts(&std::fs::read_to_string(folder.file("picture.svg")).unwrap());
    for (question, answer) in (0..9).flat_map(|question| (0..3).map(move |answer| (question, answer))) {
        let name = format!("Answer {question}.{answer}");
        assert_eq!(found.iter().filter(|text| **text == name).count(), 1, "{name}: {found:?}");
    }
    let refused = draw(12, 6);
    let said = words(&refused);
    let most =
        said.split(" of them would").next().and_then(|text| text.rsplit(' ').next()).and_then(|n| n.parse().ok());
    let most: usize = most.unwrap_or_else(|| panic!("{said}"));
    assert!(said.contains("12 panels have no room in this picture") && said.contains("fewer panels"), "{said}");
    assert!(draw(most, 6).status.success(), "as many as it says");
}
