//! Totals: of numbers, and of the people who give each answer, whichever way it is said that answers are meant.

use crate::kit::Place;

const PEOPLE: &str = "score,sex,dom,v\n1,m,1,a\n2,f,1,b\n2,m,1,a\n3,f,1,b\n5,m,0,c\n1,f,0,c\n2,m,1,b\n1,f,1,a\n";
const STUDY: &str = "[[source]]\nid = 's'\nfile = 'p.csv'\n[[question]]\nid = 'score'\nanswers = [{ id = 'low', labels = ['1'] }, { id = 'mid', labels = ['2', '3'] }]\n";

/// The answers and estimates of a table.
fn totals(out: &str) -> Vec<(String, String)> {
    let fields = |line: &str| -> Vec<String> { line.split(',').map(str::to_owned).collect() };
    let head = fields(out.lines().next().unwrap());
    let at = |name: &str| head.iter().position(|column| column == name).unwrap();
    let (answer, estimate) = (at("answer"), at("estimate"));
    out.lines().skip(1).map(fields).map(|line| (line[answer].clone(), line[estimate].clone())).collect()
}

fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter().map(|&(answer, total)| (answer.to_owned(), total.to_owned())).collect()
}

#[test]
fn a_net_or_an_answer_of_a_study_makes_answers_of_numbers() {
    let place = Place::new();
    place.file("p.csv", PEOPLE).file("s.toml", STUDY);
    let of = |ask: &str| totals(&place.run(&format!("estimate {ask} --question score --stat total -q")).done().out);
    assert_eq!(of("p.csv"), pairs(&[("", "17")]));
    let net = pairs(&[("low", "6"), ("1", "3"), ("2", "3"), ("3", "1"), ("5", "1")]);
    assert_eq!(of("p.csv --net low=1,2"), net);
    assert_eq!(of("s.toml#s"), pairs(&[("low", "3"), ("mid", "4"), ("5", "1")]));
    assert_eq!(of("s.toml#s --answer low"), pairs(&[("low", "3")]));
    let compared = place.run("compare p.csv --question score --stat total --net low=1,2 --by sex -q").done().out;
    assert!(compared.lines().nth(1).unwrap().starts_with("score,low,f,m,"), "{compared}");
    // Answers that are numbers, and codes for no answer, leave a scale one of numbers.
    place.file("s.toml", STUDY.replace("'low', labels", "'1', labels").replace("'mid', labels", "'2', labels"));
    assert_eq!(of("s.toml#s"), pairs(&[("", "17")]));
    place.file(
        "s.toml",
        STUDY.replace("{ id = 'mid', labels = ['2', '3'] }", "").replace("'low'", "'none', role = 'dont-know'"),
    );
    assert_eq!(of("s.toml#s"), pairs(&[("", "14")]));
}

#[test]
fn the_sum_of_labelled_codes_is_warned_of() {
    let place = Place::new();
    let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/microdata/pyreadstat.sav");
    let came = place.run(&format!("estimate {} --question q1 --stat total", data.display()));
    assert!(came.err.contains("W220"), "{came:?}");
    // So is that in a function.
    let of = |function: &str| place.run(&format!("estimate {} --function '{function}'", data.display())).done().err;
    let told = of("double = 2 * total(q1)");
    assert!(
        told.contains("W220") && told.contains("a function takes the share of one answer, as share(q1, "),
        "{told}"
    );
    assert!(!of("mean(q1)").contains("W220"));
}

/// Holm's factor is the number of pairs of answers that somebody of the domain gave.
#[test]
fn answers_that_nobody_gave_are_no_tests() {
    let place = Place::new();
    place.file("p.csv", PEOPLE);
    for stat in ["total", "share"] {
        let ask = format!("compare p.csv --question v --stat {stat} --by sex --where 'dom == 1' -q");
        let out = place.run(&ask).done().out;
        assert_eq!(out.lines().count(), 3, "{out}");
        let first: Vec<&str> = out.lines().nth(1).unwrap().split(',').collect();
        let [p, adjusted] = [10, 11].map(|at| first[at].parse::<f64>().unwrap());
        assert!((adjusted - (2.0 * p).min(1.0)).abs() < 1e-12, "{out}");
    }
}

#[test]
fn what_tells_nothing_of_totals_is_refused() {
    let place = Place::new();
    place.file("p.csv", PEOPLE).file("m.csv", "a_1,a_2\n1,0\n1,1\n0,1\n");
    for question in ["v", "score"] {
        place
            .run(&format!("compare p.csv --question {question} --stat total --by sex --against total"))
            .fails(2, &["a part of everybody's", "--stat mean or share"]);
    }
    place.run("compare p.csv --question v --by sex --against total").done();
    place.run("compare p.csv --question score --stat total --against total").fails(2, &["say which with --by"]);
    let net = "estimate m.csv --set 'a=a_*' --question a --net any=a_1,a_2";
    place.run(net).fails(2, &["declare a set", "--percent-of responses"]);
    let came = place.run(&format!("{net} --stat total")).fails(2, &["declare a set or variable of those who gave any"]);
    assert!(!came.err.contains("percent-of"), "{came:?}");
}

#[test]
fn a_function_of_answers_says_how_to_have_their_totals() {
    let place = Place::new();
    place.file("p.csv", PEOPLE).file("m.csv", "a_1,a_2\n1,0\n1,1\n0,1\n");
    let total = "how many people give each answer is --stat total";
    place.run("estimate p.csv --function 'total(v)'").fails(3, &["\"v\" holds words", "share(v, a)", total]);
    place
        .run("estimate m.csv --set 'a=a_*' --function 'total(a)'")
        .fails(3, &["several answers to a", "share(a, ANSWER)", total]);
    let mean = place.run("estimate p.csv --function 'mean(v)'").fails(3, &["holds words"]);
    assert!(!mean.err.contains("--stat total"), "{mean:?}");
}

#[test]
fn what_totals_cannot_be_drawn_as_is_not_advised() {
    let place = Place::new();
    place
        .file("p.csv", PEOPLE)
        .file("w.csv", "v,wave\na,2021\nb,2021\na,2022\na,2022\na,2023\nb,2023\nb,2024\nb,2024\n");
    for (stat, advised) in [("total", "draw `bars` or `dots`"), ("share", "draw `bars`, `dots` or `likert`")] {
        place.run(&format!("estimate p.csv --question v --stat {stat} --chart slope -o s.png")).fails(2, &[advised]);
    }
    let nobody = place.run("trend w.csv --question v --stat total --answer a --over wave");
    assert!(nobody.err.contains("sampling variance 0") && !nobody.err.contains("base (n)"), "{nobody:?}");
}
