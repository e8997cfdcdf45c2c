//! What pictures of respondents and printed tables say of what they show, and what they refuse to show.

use crate::command_line::{Folder, words};
use crate::respondents::texts;
use std::process::Command;
use topline::chart::drawing::Role;
use topline::chart::{AnswerOrder, Figures, Row, Size, Theme, kinds, render};
use topline::survey;

/// Twelve hundred people of two sexes and three regions, asked in six waves: where they get news from (several answers), trust, income.
pub(crate) fn people(folder: &Folder) -> String {
    const WAVES: [&str; 6] = ["2023-03", "2023-09", "2024-03", "2024-09", "2025-03", "2025-11"];
    let mut rows = "id,wave,sex,region,news_tv,news_web,news_print,trust,income\n".to_owned();
    for id in 0..1200 {
        let (sex, region) = (["F", "M"][id / 6 % 2], ["North", "South", "West"][id / 12 % 3]);
        let ticks = [id * 7 % 10 < 7, id * 3 % 10 < 6, id % 5 == 0].map(u8::from);
        let trust = ["High", "Some", "None", "Hard to say"][id * id / 7 % 4];
        rows += &format!("{id},{},{sex},{region},{},{},{},", WAVES[id % 6], ticks[0], ticks[1], ticks[2]);
        rows += &format!("{trust},{}\n", 30_000 + 37 * (id * 7919 % 400));
    }
    let path = folder.file("people.csv");
    std::fs::write(&path, rows).unwrap();
    path.to_str().unwrap().to_owned()
}

/// All texts of the picture that `args` draw of those people.
fn told(args: &[&str]) -> String {
    let folder = Folder::new();
    let file = people(&folder);
    texts(&folder.svg(&[&args[..1], &[file.as_str()], &args[1..]].concat())).join("\n")
}

const SET: [&str; 4] = ["--set", "news=news_*", "--question", "news"];

#[test]
fn several_answers_are_not_stacked() {
    let folder = Folder::new();
    let file = people(&folder);
    let ask = |more: &[&str]| folder.draw(&[&["estimate", &file], &SET[..], more].concat());
    for refused in [ask(&["--chart", "likert"]), ask(&["--over", "wave", "--chart", "area"])] {
        assert_eq!(refused.status.code(), Some(3));
        assert!(words(&refused).contains("people could give several here: draw `dots`"), "{}", words(&refused));
    }
    let all = ask(&["--percent-of", "responses", "--chart", "likert", "--allow", "all"]);
    assert!(all.status.success(), "shares of all answers given are parts of a whole: {}", words(&all));
    for kind in ["dots", "bars", "heat"] {
        let said = told(&[&["estimate"], &SET[..], &["--by", "sex", "--chart", kind]].concat());
        assert!(said.contains("Several answers possible"), "{kind}: {said}");
    }
}

#[test]
fn several_printed_answers_are_not_stacked() {
    let folder = Folder::new();
    let table = "question,answer,percent\nnews,tv,70\nnews,web,60\nnews,print,20\n";
    std::fs::write(folder.file("news.csv"), table).unwrap();
    let study = "title = \"News\"\n[[source]]\nid = \"p\"\nfile = \"news.csv\"\nn = 1000\ndeff = 1.3\nmultiple = true\n\
        [[question]]\nid = \"news\"\nordered = true\nanswers = [{id=\"tv\"},{id=\"web\"},{id=\"print\"}]\n";
    std::fs::write(folder.file("study.toml"), study).unwrap();
    let source = format!("{}#p", folder.file("study.toml").display());
    assert_eq!(folder.draw(&["estimate", &source, "--chart", "likert"]).status.code(), Some(3));
    let drawn = texts(&folder.svg(&["estimate", &source])).join(" ");
    assert!(drawn.contains("Several answers possible"), "{drawn}");
}

#[test]
fn trends_of_means_and_medians_are_drawn_with_their_intervals_and_dates() {
    for stat in ["mean", "median"] {
        let said = told(&["trend", "--question", "income", "--stat", stat, "--over", "wave"]);
        assert!(said.contains("whiskers: 95% intervals"), "{stat}: {said}");
        assert!(said.contains("Fieldwork: from Mar 2023 to Nov 2025"), "{stat}: {said}");
    }
}

#[test]
fn a_few_polls_far_apart_are_dated_one_by_one() {
    let asked = ["estimate", "--question", "trust", "--answer", "High", "--over", "wave"];
    let three = told(&[&asked[..], &["--where", "wave >= '2024-09'"]].concat());
    assert!(three.contains("Fieldwork: Sep 2024, Mar 2025 and Nov 2025"), "{three}");
}

#[test]
fn remarks_on_the_only_number_begin_with_no_colon() {
    let folder = Folder::new();
    let file = people(&folder);
    let asked = ["--question", "income", "--stat", "mean", "--over", "wave", "--format", "table"];
    let output = Command::new(env!("CARGO_BIN_EXE_topline")).args(["trend", &file]).args(asked).output().unwrap();
    let table = String::from_utf8_lossy(&output.stdout);
    assert!(table.contains("The waves ") && !table.contains("\n: "), "{table}");
}

#[test]
fn a_report_names_the_adjustment_where_only_it_leaves_a_difference_open() {
    let folder = Folder::new();
    let rows = [("A", 50), ("B", 43), ("C", 46), ("D", 47)];
    let lines = rows.map(|(group, yes)| format!("q,yes,{group},{yes},500\nq,no,{group},{},500\n", 100 - yes));
    std::fs::write(folder.file("q.csv"), "question,answer,party,percent,base\n".to_owned() + &lines.concat()).unwrap();
    let study = "title = \"Q\"\noutput = \"out\"\n[[source]]\nid = \"p\"\nfile = \"q.csv\"\ndeff = 1.0\n\
        [[compare]]\nname = \"parties\"\nsource = \"p\"\nquestion = \"q\"\nanswer = \"yes\"\nby = \"party\"\n\
        [report]\nforms = [\"md\"]\n";
    let study = |adjust: &str| {
        std::fs::write(folder.file("study.toml"), study.replace("[report]", &format!("{adjust}\n[report]"))).unwrap();
        let mut run = Command::new(env!("CARGO_BIN_EXE_topline"));
        let run = run.args(["run", "study.toml"]).current_dir(folder.file("")).output().unwrap();
        assert!(run.status.success(), "{}", words(&run));
        std::fs::read_to_string(folder.file("out/report.md")).unwrap()
    };
    let open = "adjusted for several comparisons, no more than sampling may explain";
    let report = study("");
    assert!(report.contains(open), "{report}");
    assert!(!study("adjust = \"none\"").contains(open));
}

const HIGH: [&str; 5] = ["estimate", "--question", "trust", "--answer", "High"];

#[test]
fn waves_that_a_picture_leaves_out_are_named() {
    let by_sex = [&HIGH[..], &["--by", "sex", "--over", "wave"]].concat();
    for kind in ["dots", "bars"] {
        let many = told(&[&by_sex[..], &["--chart", kind]].concat());
        assert!(many.contains("Not shown: 5 earlier waves, from Mar 2023 to Mar 2025"), "{kind}: {many}");
        let two = told(&[&by_sex[..], &["--where", "wave > '2024-10'", "--chart", kind]].concat());
        assert!(two.contains("Not shown: Mar 2025"), "{kind}: {two}");
    }
}

#[test]
fn a_few_groups_over_waves_are_lines_that_show_every_wave() {
    let by = |more: &[&str]| told(&[&HIGH[..], &["--over", "wave"], more].concat());
    let two = by(&["--by", "region", "--where", "wave > '2024-10'"]);
    let title = "Answers to “trust”, by region, Mar 2025 and Nov 2025";
    assert!(two.contains(title) && two.contains("Vertical bars") && !two.contains("Not shown"), "{two}");
    let many = by(&["--by", "region,sex", "--chart", "slope"]);
    assert!(many.contains("Vertical bars") && !many.contains("not shown"), "{many}");
    let six = by(&["--by", "sex", "--chart", "slope"]);
    assert!(six.contains("by sex, from Mar 2023 to Nov 2025"), "{six}");
}

#[test]
fn a_base_that_differs_between_the_waves_of_a_line_is_a_range() {
    for kind in ["heat", "table"] {
        let said =
            told(&[&HIGH[..], &["--by", "sex", "--over", "wave", "--where", "id > 3", "--chart", kind]].concat());
        assert!(said.contains("99–100"), "{kind}: {said}");
    }
}

/// Six answers of a scale by three groups, of which few do not know.
fn scale(dont_know: f64) -> Figures {
    let answers = ["a lot", "some", "neither", "little", "nothing", "don't know"];
    let shares = |group: usize| [0.28 - 0.03 * group as f64, 0.22, 0.11, 0.16, 0.0, dont_know];
    let rows = (0..14).flat_map(|group| {
        let of = shares(group % 4);
        let rest = 1.0 - of.iter().sum::<f64>();
        answers.into_iter().zip(of).map(move |(answer, share)| {
            Row::new(if answer == "nothing" { rest } else { share }).item(format!("group {group}")).answer(answer)
        })
    });
    let order = |name: &str| AnswerOrder {
        name: name.to_owned(),
        role: if name == "don't know" { survey::Role::DontKnow } else { survey::Role::default() },
    };
    Figures { rows: rows.collect(), answers: answers.map(order).into(), ordered: true, ..Figures::default() }
}

#[test]
fn numbers_in_stacks_are_written_in_one_way_and_none_is_left_out_beside_them() {
    for (width, dont_know) in [(1600, 0.03), (1600, 0.12), (400, 0.03), (400, 0.09), (620, 0.05)] {
        let (size, theme) = (Size::wide(width).unwrap(), Theme::named("light").unwrap());
        let picture = render(kinds::kind("likert").unwrap(), &scale(dont_know), &theme, size).unwrap();
        let marks = picture.drawing.marks.iter().filter(|mark| mark.role == Role::Value);
        let values: Vec<&str> = marks.filter_map(|mark| Some(mark.text()?.text.as_str())).collect();
        let signed = values.iter().filter(|text| text.ends_with('%')).count();
        assert!(signed == 0 || signed == values.len(), "{width}: {values:?}");
        let number = format!("{:.0}", dont_know * 100.0);
        let aside = values.iter().filter(|text| text.trim_end_matches('%') == number).count();
        assert!(aside >= 14, "{width}, {number}: {values:?}");
        let listed = picture.alt.matches("roup ").count();
        assert!(
            picture.alt.contains("14 rows") && picture.alt.contains("The first 12:") && listed == 12,
            "{}",
            picture.alt
        );
        assert!(!picture.findings.iter().any(|finding| finding.code < "C06"), "{:?}", picture.findings);
    }
}

#[test]
fn answers_outside_the_scale_keep_their_numbers_as_long_as_there_is_room() {
    let answers = ["a lot", "some", "nothing", "don't know", "refused"];
    let written = |width: u32, (unsure, refused): (f64, f64)| {
        let shares = [0.4, 0.3, 0.3 - unsure - refused, unsure, refused];
        let rows = (0..3).flat_map(|group| {
            let row = move |(answer, share)| Row::new(share).item(format!("group {group}")).answer(answer);
            answers.into_iter().zip(shares).map(row)
        });
        let roles = [survey::Role::Plain; 3].into_iter().chain([survey::Role::DontKnow, survey::Role::Refused]);
        let order = |(name, role): (&str, survey::Role)| AnswerOrder { name: name.to_owned(), role };
        let answers = answers.into_iter().zip(roles).map(order).collect();
        let figures = Figures { rows: rows.collect(), answers, ordered: true, ..Figures::default() };
        let (size, theme) = (Size::wide(width).unwrap(), Theme::named("light").unwrap());
        let picture = render(kinds::kind("likert").unwrap(), &figures, &theme, size).unwrap();
        let values = picture.drawing.marks.iter().filter(|mark| mark.role == Role::Value);
        let values: Vec<&str> = values.filter_map(|mark| Some(mark.text()?.text.trim_end_matches('%'))).collect();
        let count = |share: f64| values.iter().filter(|value| **value == format!("{:.0}", share * 100.0)).count();
        (count(unsure), count(refused))
    };
    assert_eq!(written(1600, (0.16, 0.08)), (3, 3), "each in its box");
    assert_eq!(written(1600, (0.16, 0.01)), (3, 3), "the last beside its box");
    assert_eq!(written(1600, (0.01, 0.16)), (3, 3), "no room within, and none beside: in columns");
    assert_eq!(written(1600, (0.02, 0.01)), (3, 3), "a number beside could be of either: in columns");
    assert_eq!(written(330, (0.02, 0.01)), (0, 0), "no room for columns");
}

#[test]
fn waves_of_groups_keep_the_order_that_a_study_states() {
    let folder = Folder::new();
    people(&folder);
    let study = "title = \"T\"\n[[source]]\nid = \"s\"\nfile = \"people.csv\"\n[[group]]\nid = \"region\"\n\
        ordered = true\nlevels = [{id=\"West\"},{id=\"North\"},{id=\"South\"}]\n[[question]]\nid = \"trust\"\nordered = true\n\
        answers = [{id=\"High\"},{id=\"Some\"},{id=\"None\"},{id=\"Hard to say\", role=\"dont-know\"}]\n";
    std::fs::write(folder.file("study.toml"), study).unwrap();
    let source = format!("{}#s", folder.file("study.toml").display());
    let asked = ["estimate", &source, "--question", "trust", "--by", "region", "--over", "wave"];
    let svg = folder.svg(&[&asked[..], &["--where", "wave > '2024-10'", "--chart", "likert"]].concat());
    let drawn = texts(&svg);
    let names = ["West", "North", "South", "Mar 2025", "Nov 2025"];
    let rows: Vec<&str> = drawn.iter().map(String::as_str).filter(|text| names.contains(text)).collect();
    let block = |region: &'static str| [region, "Mar 2025", "Nov 2025"];
    assert_eq!(rows, [block("West"), block("North"), block("South")].concat());
}

#[test]
fn intervals_of_medians_are_named_after_their_method() {
    let asked = ["estimate", "--question", "income", "--stat", "median", "--by", "sex"];
    assert!(told(&asked).contains("95% intervals (Woodruff)"));
    assert!(told(&[&asked[..], &["--interval", "wilson"]].concat()).contains("95% intervals (Woodruff, Wilson)"));
}

#[test]
fn words_for_no_opinion_stand_last_and_grey_among_any_answers() {
    let folder = Folder::new();
    let answers = ["Hard to say / prefer not to say", "Apples", "Pears", "Plums"];
    let row = |id: usize| format!("{},{}\n", ["f", "m"][id / 4 % 2], answers[(id + id / 8) % 4]);
    std::fs::write(folder.file("fruit.csv"), "sex,q\n".to_owned() + &(0..200).map(row).collect::<String>()).unwrap();
    let file = folder.file("fruit.csv").display().to_string();
    let svg = folder.svg(&["estimate", &file, "--question", "q", "--by", "sex", "--chart", "likert"]);
    let drawn = texts(&svg);
    let place = |name: &str| drawn.iter().position(|text| text == name).unwrap_or_else(|| panic!("{drawn:?}"));
    assert!(place("Hard to say / prefer not to say") > place("Plums"), "{drawn:?}");
    assert!(svg.contains(&format!("fill=\"{}\"", Theme::named("light").unwrap().colours.dont_know)));
    let dots = texts(&folder.svg(&["estimate", &file, "--question", "q", "--by", "sex", "--chart", "dots"]));
    let listed = |name: &str| dots.iter().position(|text| text == name).unwrap_or_else(|| panic!("{dots:?}"));
    assert!(listed("Hard to say / prefer not to say") > listed("Plums"), "{dots:?}");
}

#[test]
fn dots_of_five_answers_print_their_numbers() {
    let said = told(&[&["estimate"], &SET[..], &["--by", "sex", "--chart", "dots"]].concat());
    assert!(said.matches("%\n").count() > 8 && said.contains("News"), "{said}");
}

#[test]
fn a_wave_that_cannot_be_chosen_is_refused() {
    let folder = Folder::new();
    people(&folder);
    let study = "title = \"T\"\n[[source]]\nid = \"s\"\nfile = \"people.csv\"\n[[estimate]]\nname = \"e\"\n\
        question = \"trust\"\nanswer = \"High\"\nby = \"sex\"\nover = \"wave\"\n[[chart]]\nname = \"c\"\nof = \"e\"\n\
        wave = \"2025-03\"\n";
    let run = |kind: &str| {
        std::fs::write(folder.file("study.toml"), format!("{study}{kind}")).unwrap();
        let mut run = Command::new(env!("CARGO_BIN_EXE_topline"));
        run.args(["run", "study.toml", "-o", "out"]).current_dir(folder.file("")).output().unwrap()
    };
    let refused = run("kind = \"slope\"\n");
    assert!(words(&refused).contains("wave = \"2025-03\" has no effect on a slope chart"), "{}", words(&refused));
    assert!(run("").status.success());
    let alt = std::fs::read_to_string(folder.file("out/c.txt")).unwrap();
    assert!(alt.starts_with("Dot plot"), "a wave was chosen: {alt}");
}

#[test]
fn margins_of_weights_keep_the_order_of_scales_and_print_words() {
    let folder = Folder::new();
    let answers = ["Agree", "Disagree", "Strongly agree", "Don't know"];
    let row = |id: usize| format!("{},{}\n", answers[id % 4], 1 + id % 3);
    let table = "nhs_trust,w\n".to_owned() + &(0..60).map(row).collect::<String>();
    std::fs::write(folder.file("people.csv"), table).unwrap();
    let file = folder.file("people.csv").display().to_string();
    let drawn = texts(&folder.svg(&["inspect", &file, "--weight", "w", "--question", "nhs_trust"]));
    let places = ["Nhs trust", "Strongly agree", "Agree", "Disagree", "Don&apos;t know"];
    let place = |name: &str| drawn.iter().position(|text| text == name).unwrap_or_else(|| panic!("{name}: {drawn:?}"));
    assert!(places.map(place).is_sorted(), "{drawn:?}");
}

#[test]
fn a_question_with_its_mark_is_followed_by_no_colon() {
    let picture = |figures: &Figures, kind: &str| {
        let theme = Theme::named("light").unwrap();
        render(kinds::kind(kind).unwrap(), figures, &theme, Size::SCREEN).unwrap().drawing.title
    };
    let asked = Figures { subject: Some("Is it going well to date?".to_owned()), ..scale(0.05) };
    assert_eq!(picture(&asked, "lint"), "Is it going well to date? No findings");
}

#[test]
fn what_is_printed_alike_is_neither_highest_nor_lowest() {
    let alt = |values: [f64; 3]| {
        let regions = ["north", "south", "west"];
        let rows = values.iter().zip(regions).map(|(value, region)| Row::new(*value).group("region", region)).collect();
        let figures = Figures { rows, ..Figures::default() };
        render(kinds::kind("bars").unwrap(), &figures, &Theme::named("light").unwrap(), Size::SCREEN).unwrap().alt
    };
    assert!(alt([1.0, 1.0, 1.0]).contains("All 100%."), "{}", alt([1.0; 3]));
    let two = alt([0.42, 0.42, 0.31]);
    assert!(two.contains("Highest: North and South, 42%; lowest: West, 31%."), "{two}");
}

#[test]
fn groups_of_several_questions_have_one_order_by_value_and_the_footer_says_so() {
    let folder = Folder::new();
    let scale = ["yes", "rather yes", "no"];
    let mut text = "question,answer,region,percent,n\n".to_owned();
    for (question, shares) in [("trust", [[10, 20, 70], [40, 10, 50], [30, 5, 65]]), ("hope", [[60, 20, 20]; 3])] {
        for (region, shares) in ["East", "North", "West"].iter().zip(shares) {
            text.extend(
                scale.iter().zip(shares).map(|(answer, share)| format!("{question},{answer},{region},{share},500\n")),
            );
        }
    }
    std::fs::write(folder.file("p.csv"), text).unwrap();
    let answers = "[{ id = 'yes', role = 'positive' }, { id = 'rather yes', role = 'positive' }, { id = 'no', role = 'negative' }]";
    let question = |id: &str| format!("[[question]]\nid = '{id}'\nordered = true\nanswers = {answers}\n");
    let study = format!("[[source]]\nid = 's'\nfile = 'p.csv'\n{}{}", question("trust"), question("hope"));
    std::fs::write(folder.file("study.toml"), study).unwrap();
    let source = format!("{}#s", folder.file("study.toml").display());
    let ask = ["estimate", &source, "--by", "region", "--deff", "1.5", "--chart", "likert"];
    let svg = folder.svg(&[&ask[..], &["--question", "trust", "--question", "hope"]].concat());
    let places: Vec<usize> = ["North", "West", "East"].map(|name| svg.rfind(&format!(">{name}<")).unwrap()).into();
    assert!(places.is_sorted(), "{places:?}");
    assert!(svg.contains("Sorted by Yes + rather yes: Trust, under all headings alike"), "{svg}");
}
