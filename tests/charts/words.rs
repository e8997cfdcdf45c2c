//! Words of charts, as the command line writes them: titles, subtitles, footers, alt texts, and what is refused.

use crate::command_line::Folder;
use crate::samples;
use std::process::Command;
use topline::chart::drawing::{Mark, Role, Shape};
use topline::chart::figures::{Figures, Part, Row};
use topline::chart::{Picture, Size, Theme, kinds, render};

/// Three hundred people.
fn people(folder: &Folder) -> String {
    let row = |id: usize| {
        let (sex, age) = (["men", "women"][id / 5 % 2], ["18-29", "30-49", "50+"][id / 3 % 3]);
        format!("{sex},{age},{},{}\n", ["for", "against"][usize::from(id * id % 7 > 2)], id % 50)
    };
    let path = folder.file("people.csv");
    std::fs::write(&path, "sex,Age_group,vote_now,income\n".to_owned() + &(0..300).map(row).collect::<String>())
        .unwrap();
    path.to_str().unwrap().to_owned()
}

/// The picture's texts and its alt text.
fn drawn(folder: &Folder, args: &[&str]) -> (String, String) {
    let svg = folder.svg(args);
    (svg, std::fs::read_to_string(folder.file("picture.alt.txt")).unwrap())
}

fn draw(kind: &str, figures: &Figures, size: Size) -> Picture {
    render(kinds::kind(kind).unwrap(), figures, &Theme::named("light").unwrap(), size).unwrap()
}

fn footer(picture: &Picture) -> String {
    let texts = picture.drawing.marks.iter().filter(|mark| mark.role == Role::Footer).filter_map(|mark| mark.text());
    texts.map(|text| text.text.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_person_at_the_command_line_states_what_the_file_does_not() {
    let folder = Folder::new();
    let file = people(&folder);
    let asked = ["estimate", &file, "--question", "vote_now", "--answer", "for", "--by", "sex", "--deny", "C15"];
    let stated = [
        "--title",
        "Most are for it",
        "--subtitle",
        "% for",
        "--citation",
        "The Institute",
        "--field-dates",
        "2025-12-11/2025-12-19",
    ];
    let (svg, _) = drawn(&folder, &[&asked[..], &stated].concat());
    for text in ["Most are for it", "% for", "Source: The Institute.", "Fieldwork: 11–19 Dec 2025."] {
        assert!(svg.contains(text), "{text}");
    }
    let (svg, _) = drawn(&folder, &[&asked[..8], &["--field-dates", "in the autumn"]].concat());
    assert!(svg.contains("Fieldwork: in the autumn."));
}

#[test]
fn a_chart_of_a_study_states_its_source_and_dates() {
    let folder = Folder::new();
    let file = people(&folder);
    let study = format!(
        "[[source]]\nid = \"s\"\nfile = {file:?}\ncitation = \"The file\"\n\n\
         [[estimate]]\nname = \"e\"\nquestion = \"vote_now\"\n\n\
         [[chart]]\nname = \"c\"\nof = \"e\"\ncitation = \"Two institutes\"\nfield-dates = \"2025-12\"\n"
    );
    std::fs::write(folder.file("study.toml"), study).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_topline"));
    let output = command.arg("run").arg(folder.file("study.toml")).arg("-o").arg(folder.file("out")).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let svg = std::fs::read_to_string(folder.file("out/c.svg")).unwrap();
    assert!(svg.contains("Source: Two institutes. Fieldwork: Dec 2025.") && !svg.contains("The file"), "{svg}");
}

#[test]
fn variables_are_named_in_words_and_crossed_ones_once() {
    let folder = Folder::new();
    let file = people(&folder);
    let asked = ["estimate", &file, "--question", "vote_now", "--answer", "for"];
    for (by, title) in [
        (&["--by", "Age_group"][..], "Answers to “vote now”, by age group"),
        (&["--by", "sex", "--by", "Age_group"], "Answers to “vote now”, by sex and age group"),
        (&["--by", "sex,Age_group"], "Answers to “vote now”, by sex and age group"),
    ] {
        for kind in ["dots", "bars"] {
            let (svg, _) = drawn(&folder, &[&asked[..], by, &["--chart", kind]].concat());
            assert!(svg.contains(&format!(">{title}<")), "{by:?} as {kind}: {svg}");
        }
    }
    // Ages keep their order within each sex.
    let (svg, _) = drawn(&folder, &[&asked[..], &["--by", "sex,Age_group"]].concat());
    let ages = ["18-29", "30-49", "50+"].map(|age| svg.match_indices(&format!(">{age}<")).collect::<Vec<_>>());
    let sexes = ["Men", "Women"].map(|sex| svg.find(&format!(">{sex}<")).unwrap());
    assert!(ages.iter().all(|places| places.len() == 2), "{svg}");
    for at in 0..2 {
        let places = ages.each_ref().map(|places| places[at].0);
        assert!(places.is_sorted() && *sexes.iter().min().unwrap() < places[0], "{places:?} under {sexes:?}");
    }
    let (svg, _) = drawn(&folder, &["estimate", &file, "--question", "income", "--stat", "mean", "--by", "Age_group"]);
    assert!(svg.contains(">Mean of income, by age group<") && svg.contains(">Age group<"), "{svg}");
}

#[test]
fn lines_over_time_without_waves_say_that_there_are_none() {
    let folder = Folder::new();
    let file = people(&folder);
    let draw = |args: &[&str]| {
        let picture = folder.file("x.svg");
        let mut command = Command::new(env!("CARGO_BIN_EXE_topline"));
        let output =
            command.current_dir(env!("CARGO_MANIFEST_DIR")).args(args).arg("-o").arg(picture).output().unwrap();
        assert!(!output.status.success(), "{args:?}");
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    for kind in ["slope", "trend", "area"] {
        let said = draw(&["estimate", &file, "--question", "vote_now", "--chart", kind]);
        assert!(said.contains(&format!("the chart {kind} needs waves, and these estimates have none")), "{said}");
        assert!(said.contains("--over VAR"), "{said}");
    }
    let one = ["estimate", "data/russia-ukraine/study.toml#talks", "--where", "wave == '2025-03'", "--chart", "slope"];
    assert!(draw(&one).contains("needs two waves or more, and there is one"));
}

#[test]
fn differences_that_do_not_follow_from_the_rounded_figures_are_explained() {
    let pair = |before: f64, after: f64| {
        let end = |p: f64, name: &str| samples::share(p, 900.0, 1.0).item("all").series(name);
        let change = Row::new(after - before).inner(after - before - 0.01, after - before + 0.01).item("all");
        let rows = vec![end(before, "first"), end(after, "second"), change.part(Part::Gap)];
        let figures = Figures { rows, notes: samples::notes(), ..Figures::default() };
        footer(&draw("dumbbell", &figures, Size::SCREEN)).contains("Differences shown are of unrounded figures")
    };
    assert!(pair(0.3551, 0.3649), "36% and 36%, and +1: a margin of three points bears no more places");
    assert!(!pair(0.36, 0.37), "36% and 37%, and +1");
    let mut slopes = samples::slope();
    let said = |figures: &Figures| {
        footer(&draw("slope", figures, Size::SCREEN)).contains("Differences shown are of unrounded figures")
    };
    assert!(!said(&slopes));
    let nudge = |row: &mut Row| row.value = row.value.map(|value| value + 0.004);
    let last = slopes.rows.len() - 3;
    slopes.rows[..last].iter_mut().step_by(3).for_each(nudge);
    slopes.rows[last..].iter_mut().for_each(|row| row.value = row.value.map(|value| value - 0.004));
    assert!(said(&slopes));
}

#[test]
fn alt_texts_name_answers_changes_and_the_domain() {
    let folder = Folder::new();
    let file = people(&folder);
    let (_, alt) = drawn(&folder, &["estimate", &file, "--question", "vote_now", "--by", "sex", "--chart", "dots"]);
    assert!(alt.contains(" Against: highest: ") && alt.contains(" For: highest: "), "{alt}");
    let asked = ["estimate", &file, "--question", "vote_now", "--answer", "for", "--by", "Age_group"];
    let (svg, alt) = drawn(&folder, &[&asked[..], &["--where", "sex == 'men'"]].concat());
    assert!(alt.contains("Measure: % who say “for”."), "{alt}");
    assert!(alt.contains(" Only sex: men.") && svg.contains(" (only sex: men)") && !svg.contains("=="), "{alt}");
    let (svg, alt) = drawn(&folder, &[&asked[..], &["--where", "sex == 'men' or income > 30"]].concat());
    let code = "Only respondents with sex == 'men' or income > 30.";
    assert!(alt.contains(code) && svg.contains("Only respondents with sex == "), "{alt}");
    let (_, alt) = drawn(&folder, &["compare", &file, "--question", "vote_now", "--by", "sex"]);
    let told = alt.matches("; difference ").count();
    assert!(told == 2 && alt.contains(" to ") && alt.contains("), may be chance."), "{alt}");
    let mut changed = samples::dumbbell();
    changed.rows.iter_mut().filter(|row| row.part == Part::Change).for_each(|row| row.significant = Some(true));
    let alt = draw("dumbbell", &changed, Size::SCREEN).alt;
    assert!(alt.contains(" Men: 45%, then 31%; change −14 (−21 to −7), more than chance."), "{alt}");
}

#[test]
fn an_effective_n_above_n_says_why() {
    let mut figures = samples::dots();
    let why = "(above n for some: design effects are themselves estimates)";
    assert!(!footer(&draw("dots", &figures, Size::SCREEN)).contains(why));
    figures.rows[0].n_effective = Some(2_000.0);
    assert!(footer(&draw("dots", &figures, Size::SCREEN)).contains(why));
}

#[test]
fn points_of_houses_cover_no_interval_whatever_the_width() {
    for size in crate::stress::sizes() {
        let picture = draw("house", &samples::house(), size);
        let of = |role: Role| picture.drawing.marks.iter().filter(move |mark| mark.role == role);
        let points: Vec<&Mark> = of(Role::Estimate).collect();
        let seen = |point: &&&Mark| {
            let (dot, Shape::Circle { radius, .. }) = (point.extent(), &point.shape) else { return false };
            of(Role::Whisker)
                .map(|mark| mark.extent())
                .any(|line| (line.y - dot.centre().1).abs() < 0.5 && line.right() - dot.centre().0 > radius + 0.8)
        };
        assert_eq!(points.iter().filter(seen).count(), points.len(), "{} pixels wide", size.width());
    }
}

#[test]
fn numbers_of_panels_stand_nearer_to_their_own_dots() {
    let picture = draw("facets", &samples::facets_of_dots(), Size::SCREEN);
    let of = |role: Role| picture.drawing.marks.iter().filter(move |mark| mark.role == role).map(Mark::extent);
    let zero = |mark: &&Mark| mark.role == Role::Tick && mark.text().is_some_and(|text| text.text == "0%");
    let zeros: Vec<f64> = picture.drawing.marks.iter().filter(zero).map(|mark| mark.extent().centre().0).collect();
    let ticks: Vec<f64> = of(Role::Tick).map(|tick| tick.centre().0).collect();
    let (next, own) = (zeros[1], ticks.iter().copied().filter(|x| *x < zeros[1] - 5.0).fold(0.0, f64::max));
    let values: Vec<_> = of(Role::Value).filter(|value| value.x > own && value.right() < next).collect();
    assert!(values.len() > 8);
    let (start, end) = values.iter().fold((f64::MAX, f64::MIN), |(a, b), v| (a.min(v.x), b.max(v.right())));
    assert!(start - own < next - end, "{own} {start}–{end} {next}");
}

#[test]
fn comparisons_of_several_questions_stand_under_their_headings() {
    let folder = Folder::new();
    let row = |id: usize| {
        let (one, two) = (["yes", "no"][usize::from(id * id % 5 > 2)], ["yes", "no"][usize::from(id * id % 7 > 2)]);
        format!("{},{one},{two}\n", ["men", "women"][id / 5 % 2])
    };
    let path = folder.file("two.csv");
    std::fs::write(&path, "sex,climate,trade\n".to_owned() + &(0..400).map(row).collect::<String>()).unwrap();
    let asked = ["compare", path.to_str().unwrap(), "--question", "climate", "--question", "trade", "--by", "sex"];
    for kind in ["dumbbell", "dots", "bars"] {
        let (svg, alt) = drawn(&folder, &[&asked[..], &["--chart", kind]].concat());
        assert!(svg.contains(">Climate and Trade: "), "{kind}: {alt}");
        let places = [">Climate<", ">Trade<"].map(|heading| svg.find(heading).unwrap());
        let answers: Vec<usize> = svg.match_indices(">Yes<").map(|(at, _)| at).collect();
        assert!(answers.len() == 2 && places[0] < answers[0] && answers[0] < places[1], "{kind}: {answers:?}");
    }
}

#[test]
fn groups_of_several_questions_stand_under_these_and_the_title_names_their_variable() {
    let folder = Folder::new();
    let answer = |of: usize| ["yes", "no"][usize::from(of > 2)];
    let row = |id: usize| format!("{},{},{}\n", ["men", "women"][id / 5 % 2], answer(id * id % 5), answer(id * id % 7));
    let path = folder.file("two.csv");
    std::fs::write(&path, "sex,climate,trade\n".to_owned() + &(0..400).map(row).collect::<String>()).unwrap();
    let asked = ["estimate", path.to_str().unwrap(), "--question", "climate", "--question", "trade", "--by", "sex"];
    for kind in ["dots", "bars"] {
        let (svg, _) = drawn(&folder, &[&asked[..], &["--answer", "yes", "--chart", kind]].concat());
        assert!(svg.contains(">Climate and Trade, by sex</title>"), "{kind}: {svg:.500}");
        let names = ["Climate", "All", "Men", "Women", "Trade"].map(|name| svg.find(&format!(">{name}<")));
        assert!(names.iter().all(Option::is_some) && names.is_sorted(), "{kind}: {names:?}");
        assert_eq!(svg.matches(">Women<").count(), 2, "{kind}");
    }
}

#[test]
fn differences_from_everybody_say_so() {
    let folder = Folder::new();
    let file = people(&folder);
    let asked =
        ["compare", &file, "--question", "vote_now", "--answer", "for", "--by", "Age_group", "--against", "total"];
    for kind in ["dots", "dumbbell"] {
        let (svg, _) = drawn(&folder, &[&asked[..], &["--chart", kind]].concat());
        assert!(svg.contains("groups against all respondents, by age group</title>"), "{kind}: {svg:.500}");
    }
}

#[test]
fn a_battery_is_called_by_its_questions() {
    let folder = Folder::new();
    let answers = ["trust", "distrust", "neither of these"];
    let row = |id: usize| format!("{},{}\n", answers[id * id % 7 % 3], answers[id % 3]);
    let path = folder.file("battery.csv");
    std::fs::write(&path, "courts,police\n".to_owned() + &(0..200).map(row).collect::<String>()).unwrap();
    let asked =
        ["estimate", path.to_str().unwrap(), "--question", "courts", "--question", "police", "--chart", "likert"];
    let (svg, _) = drawn(&folder, &asked);
    assert!(svg.contains(">Courts and Police</title>"), "{svg:.600}");
}

#[test]
fn words_for_no_opinion_are_known_in_other_languages() {
    let folder = Folder::new();
    for (answers, unsure) in [
        (["Довіряю", "Важко відповісти", "Не довіряю"], "Важко відповісти"),
        (["Vertraue", "Weiß nicht", "Vertraue nicht"], "Weiß nicht"),
    ] {
        let row = |id: usize| format!("{},{}\n", ["m", "f"][id / 5 % 2], answers[id % 3]);
        let path = folder.file("trust.csv");
        std::fs::write(&path, "sex,q\n".to_owned() + &(0..300).map(row).collect::<String>()).unwrap();
        let asked = ["estimate", path.to_str().unwrap(), "--question", "q", "--by", "sex", "--chart", "heat"];
        let (svg, _) = drawn(&folder, &asked);
        let place = |answer: &str| svg.rfind(&format!(">{answer}<")).unwrap_or_else(|| panic!("no heading {answer}"));
        let places = answers.map(place);
        assert_eq!(places.iter().max(), Some(&place(unsure)), "{unsure}: {places:?}");
    }
}

#[test]
fn three_answers_outside_a_scale_look_like_three() {
    let folder = Folder::new();
    let answers = ["For", "Against", "Don't know", "Hard to say", "Refused"];
    let row = |id: usize| {
        let answer = answers[(id + id / 5 + id / 37) % 5];
        format!("{},{},{answer}\n", ["a", "b"][id / 5 % 2], ["2024-01", "2024-06", "2024-11"][id / 3 % 3])
    };
    let path = folder.file("people.csv");
    std::fs::write(&path, "g,date,q\n".to_owned() + &(0..900).map(row).collect::<String>()).unwrap();
    let file = path.to_str().unwrap();
    let by = ["--by", "g", "--where", "date == '2024-01'"];
    for theme in ["light", "dark"] {
        for (verb, kind, asked) in [
            ("estimate", "likert", &by[..]),
            ("estimate", "dots", &by[..]),
            ("estimate", "bars", &by[..]),
            ("trend", "trend", &["--over", "date"]),
        ] {
            let args = [&[verb, file, "--question", "q", "--chart", kind, "--theme", theme], asked].concat();
            let output = folder.draw(&args);
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success() && !said.contains("[C0"), "{kind}, {theme}: {said}");
        }
    }
}
