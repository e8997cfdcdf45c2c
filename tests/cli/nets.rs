//! Nets: sums of answers under a name of their own.

use crate::kit::Place;

/// Two agree and two strongly agree, of six in two waves.
const PEOPLE: &str = "q,sex,wave\nAgree,m,2024-01\nStrongly,f,2024-01\nNo,f,2024-01\nAgree,m,2024-02\nStrongly,f,2024-02\nNo,m,2024-02\n";
const SOURCE: &str = "[[source]]\nid = 's'\nfile = 'p.csv'\n";
const CLASH: &str =
    "the net Agree has the name of an answer to q, whose share would stand for it: give the net another name";

#[test]
fn a_net_may_not_have_the_name_of_an_answer() {
    let place = Place::new();
    place.file("p.csv", PEOPLE);
    for act in ["estimate", "estimate --by sex", "compare --by sex", "compare --over wave", "trend --over wave"] {
        let (verb, rest) = act.split_once(' ').unwrap_or((act, ""));
        let ask = format!("{verb} p.csv --question q {rest}");
        place.run(&format!("{ask} --net 'Agree=Agree,Strongly' --answer Agree")).fails(2, &[CLASH]);
        place.run(&format!("{ask} --net 'Agree=Strongly,No'")).fails(2, &[CLASH]);
    }
    let named = place.run("estimate p.csv --question q --net 'agreed=Agree,Strongly' --answer agreed").done().out;
    assert!(named.contains("q,agreed,share,0.66666"), "{named}");
}

#[test]
fn a_study_is_told_the_line_of_such_a_net() {
    let place = Place::new();
    let nets = "[[question]]\nid = 'q'\nnets = [{ id = 'any', of = ['Agree'] }, { id = 'Agree', of = ['Agree', 'Strongly'] }]\n";
    place.file("p.csv", PEOPLE);
    for (act, at) in [
        (format!("{nets}[[estimate]]\nname = 'e'\nquestion = 'q'\nanswer = 'Agree'\n"), "6:48"),
        (format!("{nets}[[compare]]\nname = 'e'\nquestion = 'q'\nby = 'sex'\n"), "6:48"),
        ("[[trend]]\nname = 'e'\nquestion = 'q'\nover = 'wave'\nnet = ['Agree=Agree,Strongly']\n".to_owned(), "8:8"),
    ] {
        place.file("s.toml", format!("{SOURCE}{act}"));
        place.run("run s.toml -o out").fails(2, &[&format!("s.toml:{at}: {CLASH}")]);
    }
}

#[test]
fn a_printed_net_is_the_printed_figure_unless_it_is_its_own_part() {
    let place = Place::new();
    place.file("q.csv", "answer,percent,n\nFavour,31,1000\nStrongly,20,1000\nSomewhat,10,1000\nOppose,69,1000\n");
    let printed = place.run("estimate q.csv --deff 1.5 --net 'Favour=Strongly,Somewhat' --answer Favour").done().out;
    assert!(printed.contains("q,Favour,share,0.31,"), "{printed}");
    place
        .run("estimate q.csv --deff 1.5 --net 'Oppose=Oppose,Somewhat' --answer Oppose")
        .fails(2, &["the net Oppose has the name of an answer to q"]);
}

#[test]
fn a_net_of_printed_shares_of_several_answers_has_no_sum() {
    let place = Place::new();
    place.file("q.csv", "question,answer,percent,n\nq,any,45,1000\nq,a,40,1000\nq,b,30,1000\n");
    place.file("s.toml", "[[source]]\nid = 's'\nfile = 'q.csv'\nmultiple = true\n");
    let says =
        "people can give several answers to q, so the net x is not the sum of its parts: its share is known only where";
    let refused = place.run("estimate s.toml#s --deff 1.5 --net x=a,b").fails(2, &[says]);
    assert!(!refused.err.contains("added up nowhere"), "{refused:?}");
    place.run("estimate s.toml#s --deff 1.5 --net any=a,b --answer any").done();
}

#[test]
fn a_net_of_a_flag_stands_for_that_of_the_study() {
    let place = Place::new();
    let net = "[[question]]\nid = 'q'\nnets = [{ id = 'any', of = ['Agree', 'Strongly'] }]\n";
    place.file("p.csv", PEOPLE).file("s.toml", format!("{SOURCE}{net}"));
    let out = place.run("estimate s.toml#s --question q --net any=Agree,No -q").done().out;
    let nets: Vec<&str> = out.lines().filter(|line| line.starts_with("q,any,")).collect();
    assert_eq!(nets.len(), 1, "{out}");
    let told = place.run("estimate s.toml#s --question q --answer any --net any=No -q").done().out;
    assert!(told.contains("q,any,share,0.3333"), "{told}");
}

/// Parts of 101, 90 and 102 %: the first is rounding, the last more than rounding allows, which reading warns of.
const PRINTED: &str = "question,answer,wave,percent,n
q,very,2025-01,55,300
q,fairly,2025-01,46,300
q,bad,2025-01,0,300
q,very,2025-02,50,400
q,fairly,2025-02,40,400
q,bad,2025-02,10,400
q,very,2025-03,55,400
q,fairly,2025-03,47,400
";
const ASKED: &str = "--deff 1.5 --net pos=very,fairly --net some=fairly,bad";

/// Printed parts of 101 % make a net of everybody; a net that no table prints says so, whoever names it.
#[test]
fn a_net_of_printed_answers_is_a_sum_and_at_most_everybody() {
    let place = Place::new();
    place.file("p.csv", PRINTED);
    let came = place.run(&format!("estimate p.csv {ASKED} --where 'wave == \"2025-01\"'")).done();
    let out = came.out;
    let line = |name: &str| -> Vec<String> {
        out.lines().find(|line| line.starts_with(name)).unwrap().split(',').map(str::to_owned).collect()
    };
    let pos = line("q,pos");
    let [value, low, high] = [4, 6, 7].map(|at| pos[at].parse::<f64>().unwrap());
    assert!(value == 1.0 && low < 1.0 && high == 1.0 && out.contains("sum-of-parts;one-sided"), "{out}");
    assert!(line("q,some").contains(&"sum-of-parts".to_owned()), "{out}");
    assert!(!line("q,very").contains(&"sum-of-parts".to_owned()), "{out}");
}

/// What is left of √(0.9 · 0.1 · 1.5 / 400): a share of everybody adds no variance, and no negative one.
#[test]
fn a_net_of_everybody_is_so_in_changes_trends_and_pictures() {
    let place = Place::new();
    let nets = "[[question]]\nid = 'q'\nnets = [{ id = 'pos', of = ['very', 'fairly'] }]\n";
    place.file("p.csv", PRINTED).file("s.toml", format!("{SOURCE}deff = 1.5\n{nets}"));
    for of in ["p.csv --deff 1.5 --net pos=very,fairly", "s.toml#s"] {
        let ask = format!("{of} --question q --answer pos --over wave");
        let compared = place.run(&format!("compare {ask} --format csv -q")).done().out;
        let changes: Vec<Vec<f64>> = compared
            .lines()
            .skip(1)
            .map(|line| line.split(',').skip(4).take(4).map(|field| field.parse().unwrap()).collect())
            .collect();
        let [before, after] = changes.as_slice() else { panic!("{compared}") };
        let se = (0.9 * 0.1 * 1.5 / 400.0_f64).sqrt();
        for (change, difference) in [(before, -0.1), (after, 0.1)] {
            assert!((change[0] - difference).abs() < 1e-12 && (change[1] - se).abs() < 1e-12, "{compared}");
        }
        // The ends of Newcombe's hybrid: 1 has the Wilson interval of 0.98115 to 1 on 200, 0.9 that of 0.85812 to 0.93052.
        let low = -0.1 - 0.041_879_082;
        assert!((before[2] - low).abs() < 1e-6, "{compared}");
        place.run(&format!("compare {ask} -o c.png -q")).done();
        place.run(&format!("estimate {ask} -o e.png -q")).done();
        let trend = place.run(&format!("trend {ask} --method average --format csv -q")).done().out;
        assert_eq!(trend.lines().filter(|line| line.contains("observed,1,")).count(), 2, "{trend}");
        place.run(&format!("trend {ask} --method average -o t.png -q")).done();
    }
    // Nor is a net score more than 100 points either way.
    for (one, other, sign) in [("positive", "negative", ""), ("negative", "positive", "-")] {
        let sided = format!(
            "answers = [{{ id = 'very', role = '{one}' }}, {{ id = 'fairly', role = '{one}' }}, {{ id = 'bad', role = '{other}' }}]\n"
        );
        place.file("n.toml", format!("{SOURCE}deff = 1.5\n[[question]]\nid = 'q'\n{sided}"));
        let ask = "n.toml#s --question q --stat net-score --over wave --where 'wave != \"2025-03\"'";
        let scores = place.run(&format!("estimate {ask} --format csv -q")).done().out;
        let first = scores.lines().nth(1).unwrap();
        assert!(first.starts_with(&format!("q,,2025-01,net-score,{sign}1,0,{sign}1,{sign}1,")), "{scores}");
        // Of the first wave nothing is left but the second's √((0.9 + 0.1 − 0.8²) · 1.5 / 400).
        let change = place.run(&format!("compare {ask} --format csv -q")).done().out;
        let se: f64 = change.lines().nth(1).unwrap().split(',').nth(5).unwrap().parse().unwrap();
        assert!((se - (0.36 * 1.5 / 400.0_f64).sqrt()).abs() < 1e-12, "{change}");
        let alone =
            format!("wave \"2025-01\" ({sign}1) has sampling variance 0, so it would outweigh every other wave");
        place.run(&format!("trend {ask} --method average -q")).fails(3, &[&alone]);
        place.file("p.csv", PRINTED.replace("fairly,2025-01,46", "fairly,2025-01,45"));
        place.run(&format!("trend {ask} --method average -q")).fails(3, &[&alone]);
        place.file("p.csv", PRINTED);
    }
    // What rounding does not make is told of as before.
    let told = place.run("compare p.csv --deff 1.5 --net pos=very,fairly --answer pos --over wave").done().err;
    assert!(told.contains("W105") && told.contains("102 %"), "{told}");
    place.file("far.csv", PRINTED.replace("fairly,2025-03,47", "fairly,2025-03,60"));
    place.run("compare far.csv --deff 1.5 --net pos=very,fairly --over wave").fails(3, &["add up to 115 %"]);
}

/// Everybody gives one of all answers: the spread of such a share is 0, and no effective n follows from it.
#[test]
fn a_net_of_all_answers_has_no_effective_n() {
    let place = Place::new();
    let weights: String = PEOPLE.lines().skip(1).zip(1..).map(|(line, at)| format!("{line},{at}\n")).collect();
    place.file("p.csv", "q,sex,wave,w\n".to_owned() + &weights);
    let ask = "--question q --stat total --net all=Agree,Strongly,No --answer all --weight w -q";
    for command in ["estimate p.csv", "estimate p.csv --by sex", "trend p.csv --over wave --method average"] {
        let out = place.run(&format!("{command} {ask} --format csv")).done().out;
        let mut lines = out.lines().map(|line| line.split(','));
        let at = lines.next().unwrap().position(|name| name == "n_effective").unwrap();
        let found: Vec<&str> = lines.filter_map(|mut line| line.nth(at)).collect();
        assert!(!found.is_empty() && found.iter().all(|n| n.is_empty()), "{command}: {out}");
    }
}

/// A part that is a net itself, which no respondent answers and this table does not print, is its own parts.
#[test]
fn a_net_may_hold_nets() {
    let place = Place::new();
    place.file("p.csv", PEOPLE);
    place.file("t.csv", "question,answer,percent,n\nq,Good,25,1000\nq,Fair,20,1000\nq,Bad,55,1000\n");
    let of = |ask: &str| place.run(&format!("estimate {ask} --answer x -q --format csv")).done().out;
    let nested = of("p.csv --question q --net a=Agree,Strongly --net x=a,No");
    assert_eq!(nested, of("p.csv --question q --net x=Agree,Strongly,No"));
    place.run("estimate p.csv --question q --net a=Agree,Strongly --net x=a,Agree").fails(2, &["counts Agree twice"]);
    let printed = of("t.csv --deff 1 --net a=Good,Fair --net x=a,Bad");
    assert_eq!(printed, of("t.csv --deff 1 --net x=Good,Fair,Bad"));
    place.run("estimate t.csv --deff 1 --net a=b,Good --net b=a,Bad").fails(2, &["the net a of q is a part of itself"]);
    let two = "question,answer,percent,n\nq,Good,25,900\nq,Bad,75,900\nr,Yes,40,900\nr,No,60,900\n";
    place.file("two.csv", two);
    let ask =
        "estimate two.csv --deff 1 -q --format csv --net y=Yes,No --net all=x,Bad --net x=Good --answer all --answer y";
    let several = place.run(ask).done().out;
    assert!(several.contains("\nq,all,share,1,") && several.contains("\nr,y,share,1,"), "{several}");
}

/// A net and its own part, of 70 and 60 %: people of both would count twice.
#[test]
fn parts_of_a_net_that_share_people_are_refused() {
    let place = Place::new();
    place.file("o.csv", "question,answer,wave,percent,n\nq,favour,2025-01,70,500\nq,strongly,2025-01,60,500\nq,oppose,2025-01,30,500\nq,favour,2025-02,65,500\nq,strongly,2025-02,60,500\nq,oppose,2025-02,35,500\n");
    let nets = "[[question]]\nid = 'q'\nnets = [{ id = 'favour', of = ['strongly', 'rather'] }]\n";
    place.file("s.toml", format!("[[source]]\nid = 's'\nfile = 'o.csv'\ndeff = 1.5\n{nets}"));
    for verb in ["estimate", "compare", "trend"] {
        let over = if verb == "estimate" { "" } else { "--over wave" };
        let ask = format!("{verb} s.toml#s --net x=favour,strongly --answer x {over} -q");
        place.run(&ask).fails(2, &["the net x of q counts strongly twice, by itself or within another net"]);
    }
    place.run("estimate s.toml#s --net y=oppose,strongly --answer y -q").done();
    place.file(
        "o.csv",
        "question,answer,percent,n\nq,Good,25,1000\nq,Fair,20,1000\nq,Positive,45,1000\nq,Bad,55,1000\n",
    );
    let printed = "estimate o.csv --deff 1 --net Positive=Good,Fair -q --format csv --net";
    place.run(&format!("{printed} x=Positive,Good")).fails(2, &["the net x of q counts Good twice"]);
    let all = place.run(&format!("{printed} x=Positive,Bad --answer x")).done().out;
    assert!(all.contains("\nq,x,share,1,0,"), "{all}");
}

/// R 4.2.2, survey 4.1.1: svymean(~z, deff = …) of z = 1 for yes, −1 for no and 0 for none. A set's sides may be the same people.
#[test]
fn a_net_score_has_a_design_effect_of_its_own() {
    let place = Place::new();
    place.file("made.csv", std::fs::read_to_string("tests/reference/data/made.csv").unwrap());
    let numbers = |ask: &str| -> Vec<Option<f64>> {
        let came = place.run(&format!("estimate made.csv --stat net-score --format csv -q {ask}")).done();
        let mut lines = csv::Reader::from_reader(came.out.as_bytes());
        let headings = lines.headers().unwrap().clone();
        let row = lines.records().next().unwrap().unwrap();
        let of = |name: &str| row[headings.iter().position(|heading| heading == name).unwrap()].parse().ok();
        ["estimate", "se", "deff", "n_effective"].map(of).to_vec()
    };
    let design = "--weight w --strata h --psu psu --nested --question vote --answer yes --answer no --srs";
    for (srs, deff) in [("with-replacement", 0.443908072131), ("without-replacement", 0.469894269226)] {
        let found = numbers(&format!("{design} {srs}"));
        let expected = [0.144482747014, 0.048628611272, deff, 132.0 / 0.443908072131];
        for (found, expected) in found.into_iter().zip(expected) {
            assert!((found.unwrap() / expected - 1.0).abs() < 1e-9, "{srs}: {found:?}, {expected}");
        }
    }
    place.file("made.csv", "m_a,m_b\n1,0\n1,1\n0,1\n1,0\n1,1\n0,0\n");
    let several = numbers("--set m=m_* --question m --answer m_a --answer m_b");
    assert!(several[0].is_some() && several[2..] == [None, None], "{several:?}");
}
