//! Questions of several variables: the same set as a flag and in a study, and what is refused.

use crate::kit::Place;

const PEOPLE: &str = "w,sex,q1,q2,q3\n1,m,1,0,0\n2,f,1,1,\n1,m,0,0,0\n3,f,,,\n1,m,0,1,1\n";

/// By hand: 5 of weight answered any item, of whom 3 chose q1, 3 q2 and 1 q3: 7 answers.
#[test]
fn shares_are_of_people_or_of_answers() {
    let place = Place::new();
    place.file("people.csv", PEOPLE);
    place.file("s.toml", "[[source]]\nid = \"s\"\nfile = \"people.csv\"\nweight = \"w\"\nset = \"q=q1,q2,q3\"\n");
    let flags = "people.csv --set 'q=q*' --weight w";
    let (cases, answers) =
        (["0.6", "0.6", "0.2"], ["0.42857142857142855", "0.42857142857142855", "0.14285714285714285"]);
    for (of, shares) in [("cases", cases), ("responses", answers)] {
        for data in [flags, "s.toml#s"] {
            let out = place.run(&format!("estimate {data} --question q --percent-of {of}")).done().out;
            let found: Vec<&str> = out.lines().skip(1).map(|line| line.split(',').nth(3).unwrap()).collect();
            assert_eq!(found, shares, "{out}");
            assert!(out.contains(if of == "cases" { ",share," } else { ",share-of-responses," }), "{out}");
        }
    }
    let shown = place.run(&format!("estimate {flags} --question q --format table")).done().out;
    assert!(shown.contains("shares of those who answered any item"), "{shown}");
}

#[test]
fn what_several_answers_do_not_allow() {
    let place = Place::new();
    place.file("people.csv", PEOPLE);
    for (arguments, says) in [
        ("estimate people.csv --set q=q1,q2 --question sex --percent-of cases", "--percent-of has no effect on sex"),
        ("estimate people.csv --question sex --percent-of responses", "--percent-of has no effect"),
        ("estimate people.csv --set q=q1,q2 --question w --stat mean --percent-of cases", "--percent-of has no effect"),
        ("estimate people.csv --set q=q1,q2 --question q --net any=q1,q2", "not the sum of its parts"),
        ("estimate people.csv --set q=q1,q2 --question q --simultaneous goodman", "take bonferroni"),
        ("estimate people.csv --set q=q1,q4 --question q", "did you mean \"q1\""),
        ("estimate people.csv --set sex=q1,q2 --question sex", "choose another"),
        ("estimate people.csv --set q=q1,sex --question q", "say which one counts"),
    ] {
        place.run(arguments).fails(2, &[says]);
    }
    place.run("compare people.csv --set q=q1,q2 --question q --by sex --test rao-scott").fails(3, &["several answers"]);
    place.run("estimate people.csv --set q=q1,w --question q").fails(3, &["line 3, column \"w\": 2"]);
    place.run("estimate people.csv --set q=q1,w:7 --question q").fails(3, &["nobody chose any item"]);
    place.run("estimate people.csv --set q=q1,q2 --question qq").fails(2, &["known: w, sex, q1, q2, q3, q\n"]);
}
