//! Tables as pollsters publish them, from the file to what is said of it.

use crate::kit::Place;

/// A cell of the first row of CSV output in which each of `with` stands.
fn cell(out: &str, column: &str, with: &[&str]) -> String {
    let mut rows = csv::Reader::from_reader(out.as_bytes());
    let at =
        rows.headers().unwrap().iter().position(|name| name == column).unwrap_or_else(|| panic!("{column}: {out}"));
    let found = rows.records().map(Result::unwrap).find(|row| with.iter().all(|w| row.iter().any(|cell| cell == *w)));
    found.unwrap_or_else(|| panic!("{with:?}: {out}"))[at].to_owned()
}

#[test]
fn the_line_above_a_table_is_its_title_where_nothing_else_is() {
    let place = Place::new();
    let table = "Do you approve of the work of the president?\n,Total,Men,Women\nyes,40,45,35\nno,60,55,65\nBase,1000,480,520\n";
    place.file("t.csv", table).file("s.csv", table.split_once('\n').unwrap().1);
    let question = "question: Do you approve of the work of the president?";
    let shown = |data: &str| place.run(&format!("estimate {data} --format table -q")).done().out;
    assert!(shown("t.csv").starts_with(question), "{}", shown("t.csv"));
    assert!(shown("s.csv").starts_with("question: s "), "{}", shown("s.csv"));
    assert_eq!(cell(&place.run("estimate t.csv -q").done().out, "question", &["yes"]), "t", "ids are for machines");
    let study = |more: &str| format!("title = 'x'\n[[source]]\nid = 's'\nfile = 't.csv'\nquestion = 'q'\n{more}");
    place.file("a.toml", study("[[question]]\nid = 'q'\n"));
    assert!(shown("a.toml#s").starts_with(question), "{}", shown("a.toml#s"));
    place.file("a.toml", study("[[question]]\nid = 'q'\ntitle = 'Approval'\n"));
    assert!(shown("a.toml#s").starts_with("question: Approval"), "{}", shown("a.toml#s"));
}

#[test]
fn months_as_spreadsheets_shorten_them_are_waves() {
    let place = Place::new();
    for (headings, period) in [
        ("янв.25;фев.25;мар.25", "2025-01"),
        ("янв.2025;фев.2025;мар.2025", "2025-01"),
        ("дек.24;янв.25;фев.25", "2024-12"),
    ] {
        place.file("m.csv", format!("Ответ;{headings}\nда;40;45;50\nнет;60;55;50\n"));
        let shown = place.run("inspect m.csv --format table").done().out;
        assert!(shown.contains("answers down, waves across"), "{shown}");
        assert!(shown.contains(&format!(": everybody, {period}")), "{shown}");
    }
    // A day and a month of a year look alike: said, not guessed.
    place.file("m.csv", "Answer,Jan 25,Feb 25\nyes,40,45\nno,60,55\n");
    let came = place.run("inspect m.csv").done();
    assert!(came.err.contains("warning[W117]: heading \"Jan 25\" was read as a group"), "{came:?}");
}

#[test]
fn a_figure_worked_out_from_two_has_the_rounding_of_both() {
    let place = Place::new();
    // The interval around the end of the range is a little wider or narrower than that around its middle.
    let about = |found: f64, width: f64| (found / width - 1.0).abs() < 0.03;
    place.file("r.csv", "wave,question,answer,percent,rounding,n\n2024-01,q,a,40,,1000\n2024-02,q,a,43,2,1000\n");
    let out = place.run("estimate r.csv -q").done().out;
    for (wave, width) in [("2024-01", 0.005), ("2024-02", 0.01)] {
        let number = |column: &str| cell(&out, column, &[wave]).parse::<f64>().unwrap();
        assert!(about(number("high_outer") - number("high"), width), "{wave}: {out}");
    }
    // Conversion keeps it.
    place.run("convert r.csv tidy.csv").done();
    let again = place.run("estimate tidy.csv -q").done().out;
    assert_eq!(cell(&again, "high_outer", &["2024-02"]), cell(&out, "high_outer", &["2024-02"]));
    place.file("r.csv", "wave,question,answer,percent,rounding,n\n2024-01,q,a,40,wide,1000\n");
    place.run("estimate r.csv").fails(3, &["line 2, column 5", "\"wide\"", "1 for whole per cent"]);
    // A net that is added up has the rounding of its parts.
    place.file("n.csv", "question,answer,percent,n\nq,a,20,1000\nq,b,30,1000\nq,c,50,1000\n");
    let out = place.run("estimate n.csv --net ab=a,b --answer ab -q").done().out;
    let number = |column: &str| cell(&out, column, &["ab"]).parse::<f64>().unwrap();
    assert!(about(number("high_outer") - number("high"), 0.01), "{out}");
}

#[test]
fn comparisons_name_the_pollster_where_there_are_several() {
    let place = Place::new();
    let mut rows = String::from("wave,pollster,question,answer,percent,n\n");
    for (wave, a, b) in [("2024-01", 40, 50), ("2024-02", 44, 51)] {
        rows += &format!("{wave},Alpha,q,yes,{a},1000\n{wave},Beta,q,yes,{b},1000\n");
    }
    place.file("p.csv", rows);
    let out = place.run("compare p.csv --against previous -q").done().out;
    assert_eq!(out.lines().count(), 3, "{out}");
    let change = |pollster: &str| cell(&out, "difference", &[pollster]).parse::<f64>().unwrap();
    assert!((change("Alpha") - 0.04).abs() < 1e-12 && (change("Beta") - 0.01).abs() < 1e-12, "{out}");
}

#[test]
fn polls_that_share_days_are_named() {
    let place = Place::new();
    let table = |polls: &[(&str, &str, &str)]| {
        let mut rows = String::from("date_start,date_end,pollster,question,answer,percent,n\n");
        for (at, (start, end, pollster)) in polls.iter().enumerate() {
            rows += &format!("{start},{end},{pollster},q,yes,{},1000\n", 40 + at % 3);
        }
        place.file("p.csv", rows);
    };
    let said = |verb: &str| place.run(&format!("{verb} p.csv")).done().err;
    let rolling = [
        ("2024-03-01", "2024-03-07", "Alpha"),
        ("2024-03-04", "2024-03-10", "Alpha"),
        ("2024-04-01", "2024-04-07", "Alpha"),
        ("2024-03-02", "2024-03-08", "Beta"),
        ("2024-04-02", "2024-04-08", "Beta"),
    ];
    table(&rolling);
    for (verb, consequence) in [("compare --against previous", "surer than shown"), ("trend", "too narrow")] {
        let err = said(verb);
        assert!(err.contains("warning[W205]") && err.contains(consequence), "{err}");
        assert!(err.contains("2024-03-01/2024-03-07 and 2024-03-04/2024-03-10 of Alpha)"), "{err}");
    }
    assert!(!said("estimate").contains("W205"));
    // Other pollsters ask other people, and polls one after the other are apart.
    let apart: Vec<_> = rolling.iter().filter(|(start, ..)| *start != "2024-03-04").copied().collect();
    table(&apart);
    for verb in ["compare --against previous", "trend"] {
        assert!(!said(verb).contains("W205"), "{}", said(verb));
    }
}

#[test]
fn a_net_that_is_named_is_shown_beside_the_answers_asked_for() {
    let place = Place::new();
    place.file("people.csv", "vote\na\na\nb\nc\n");
    place.file("t.csv", "question,answer,percent,n\nq,a,50,4\nq,b,25,4\nq,c,25,4\n");
    for ask in ["people.csv --question vote", "t.csv"] {
        let found = place.run(&format!("estimate {ask} --answer c --net x=a,b")).done().out;
        let answers: Vec<&str> = found.lines().skip(1).filter_map(|line| line.split(',').nth(1)).collect();
        assert_eq!(answers, ["c", "x"], "{found}");
    }
}

#[test]
fn what_is_named_twice_is_asked_once() {
    let place = Place::new();
    place.file("p.csv", "id,sex,vote,again\n1,m,a,a\n2,m,b,b\n3,f,a,a\n4,f,b,b\n5,f,b,b\n");
    let run = |arguments: &str| place.run(&format!("{arguments} p.csv --question vote --answer a")).done().out;
    assert_eq!(run("estimate --by sex"), run("estimate --by sex --question vote --answer a"));
    // Twice the same comparison would make the adjusted p-values twice as large.
    assert_eq!(run("compare --by sex"), run("compare --by sex --question vote --answer a"));
    // Nobody of some people is 0, and no sum of nothing.
    assert!(!run("estimate --by again").contains("-0,"), "{}", run("estimate --by again"));
}

#[test]
fn figures_in_parquet_are_published_figures() {
    let place = Place::new();
    place.run("convert study.toml#talks talks.parquet").done();
    place.run("convert study.toml#talks talks.csv").done();
    let ask = |file: &str| place.run(&format!("estimate {file} --answer continue --n 1600 --deff 1.9 -q")).done().out;
    let rows = |out: String| -> Vec<String> {
        // Where a figure stands is told by line in text and is the same line of the rows in Parquet.
        out.lines().map(|line| line.replace("talks.parquet", "talks.csv")).collect()
    };
    let (text, columns) = (rows(ask("talks.csv")), rows(ask("talks.parquet")));
    assert!(text.len() > 10, "{text:?}");
    assert_eq!(text, columns);
}

#[test]
fn a_heading_with_a_slip_is_named() {
    let place = Place::new();
    place.file("slip.csv", "question,answer,foo,n\nq,yes,41,1200\nq,no,59,1200\n");
    place.run("estimate slip.csv").fails(2, &["name a variable", "answer and percent (or share)"]);
    place.run("estimate slip.csv --n 1200").fails(2, &["--n", "a column percent or share"]);
}

#[test]
fn every_poll_that_shares_days_is_named_in_trends() {
    let place = Place::new();
    let polls = [
        ("2024-01-01", "2024-03-31", 40),
        ("2024-02-01", "2024-02-09", 41),
        ("2024-03-01", "2024-03-09", 43),
        ("2024-05-01", "2024-05-09", 44),
    ];
    let rows: String =
        polls.iter().map(|(start, end, percent)| format!("{start},{end},q,yes,{percent},1000\n")).collect();
    place.file("long.csv", format!("date_start,date_end,question,answer,percent,n\n{rows}"));
    let warned = place.run("trend long.csv --deff 1").done().err;
    let named = warned.split("(").find(|part| part.contains(" and ")).unwrap_or_default();
    assert_eq!(named.matches(" and ").count(), 2, "{warned}");
}

#[test]
fn a_single_answer_is_told_what_it_could_be_compared_by() {
    let place = Place::new();
    place.file("w.csv", "answer,sex,percent,n\nyes,,50,900\nyes,Men,45,450\nyes,Women,55,450\nno,,50,900\n");
    place.file("p.csv", "q,sex\nyes,m\nno,f\nyes,f\nno,m\n");
    let says = "there are not two answers with figures; known: yes; add ";
    place.run("compare w.csv --deff 1.5 --answer yes").fails(3, &[says, "add --by sex or a second --answer"]);
    place.run("compare p.csv --question q --answer yes").fails(3, &["add --by VAR, --over VAR or a second --answer"]);
    let led =
        place.run("compare p.csv --question q --answer yes --against answers").fails(3, &["add a second --answer"]);
    assert!(!led.err.contains("--by"), "{led:?}");
}

#[test]
fn bands_that_only_touch_are_compared() {
    let place = Place::new();
    place.file(
        "pub.csv",
        "Income,\"less than 1,000\",\"1,000–4,999\",5 000 or more,Total\nSupport,40,50,60,50\nOppose,60,50,40,50\nBase (n),300,400,300,1000\n",
    );
    let out = place.run("compare pub.csv --by group --deff 1.5").done().out;
    assert!(out.contains("less than 1,000") && out.contains("5 000 or more"), "{out}");
}

#[test]
fn groups_without_figures_lead_to_those_that_have_some() {
    let place = Place::new();
    place.file(
        "p.csv",
        "answer,sex,age,percent,n\nyes,men,old,40,300\nno,men,old,60,300\nyes,women,old,45,300\nno,women,old,55,300\n",
    );
    place.run("estimate p.csv --by sex").fails(3, &["p.csv: ", "has no figures by sex: try --by sex,age"]);
    // A command as a shell takes it.
    let named = std::fs::read_to_string(place.path("p.csv")).unwrap().replace(",age,", ",age group,");
    place.file("p.csv", named);
    let came =
        place.run("estimate p.csv").fails(3, &["no figures of everybody: name the groups, --by 'sex,age group'"]);
    assert!(!came.err.contains("by everybody"), "{came:?}");
    place.run("estimate p.csv --by 'sex,age group'").done();
    let mixed = "question,answer,sex,percent,n\nq,yes,men,40,300\nq,no,men,60,300\nr,yes,,40,300\nr,no,,60,300\n";
    place.file("w.csv", mixed);
    place.run("estimate w.csv --question r --by sex").fails(3, &["nor by any other groups: leave out --by"]);
}

/// 100 % in one group and 0 % in the other, each rounded: no difference is larger than 100 points.
#[test]
fn rounding_takes_no_difference_past_a_hundred_points() {
    let place = Place::new();
    place.file("z.csv", "question,answer,g,percent,n\nq,yes,a,100,300\nq,no,a,0,300\nq,yes,b,0,300\nq,no,b,100,300\n");
    let out = place.run("compare z.csv --by g --deff 1 --format csv -q").done().out;
    let mut lines = out.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let head = lines.next().unwrap();
    let at = |name: &str| head.iter().position(|column| *column == name).unwrap();
    let rows: Vec<Vec<&str>> = lines.collect();
    assert_eq!(rows.len(), 2, "{out}");
    for row in rows {
        let number = |name: &str| row[at(name)].parse::<f64>().unwrap();
        let (low, high) = (number("low_outer"), number("high_outer"));
        assert!(low >= -1.0 && high <= 1.0 && low <= number("low") && high >= number("high"), "{row:?}");
    }
}

/// A table lists as many questions as are named; its picture has one.
#[test]
fn a_picture_of_findings_is_of_one_question() {
    let place = Place::new();
    let line = |question: &str| format!("{question},Yes,60,500\n{question},No,40,500\n");
    place.file("t.csv", format!("question,answer,percent,n\n{}{}", line("q1"), line("q2")));
    place.run("inspect t.csv --question q1 --question q2").done();
    place.run("inspect t.csv --question q2 -o x.svg").done();
    place
        .run("inspect t.csv --question q1 --question q2 -o y.svg")
        .fails(2, &["--question q2 has no effect", "name one alone"]);
    assert!(place.run("inspect --help").done().out.contains("it grows where what is drawn needs more"));
}
