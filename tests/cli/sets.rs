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

/// A file that declares its set, written by PSPP 1.6.2 (`tests/data/microdata/make-sets.sps`). By hand: 5 of weight answered any item, of
/// whom 3 watch television, 3 listen to the radio and 1 reads the web.
#[test]
fn sets_that_a_file_declares() {
    let place = Place::new();
    place.file(
        "s.sav",
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/microdata/pspp-sets.sav")).unwrap(),
    );
    let out = place.run("estimate s.sav --question media --weight w").done().out;
    let found: Vec<(&str, &str)> = out
        .lines()
        .skip(1)
        .map(|line| line.split(',').collect::<Vec<_>>())
        .map(|fields| (fields[1], fields[3]))
        .collect();
    assert_eq!(found, [("media_television", "0.6"), ("media_radio", "0.6"), ("web", "0.2")]);
    let shown = place.run("inspect s.sav").done().out;
    place.run("convert s.sav s.parquet").done();
    assert_eq!(place.run("estimate s.parquet --question media --weight w").done().out, out);
    let sets = |shown: &str| shown.lines().filter(|line| line.contains(",set,")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(sets(&place.run("inspect s.parquet").done().out), sets(&shown));
    assert!(!sets(&shown).is_empty());
    assert!(shown.contains("media,set,Media used,\"media_television (2), media_radio (2), web (1)\",4,1,"), "{shown}");
    // A set that is stated takes the name.
    let two = place.run("estimate s.sav --question media --weight w --set media=media_radio,web").done().out;
    assert_eq!(two.lines().count(), 3, "{two}");
}

#[test]
fn a_set_of_mentions_counts_a_person_once_for_every_answer() {
    let place = Place::new();
    let bytes = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/microdata/pspp-mentions.sav")).unwrap();
    place.file("m.sav", bytes);
    let out = place.run("estimate m.sav --question media --weight w").done().out;
    let fields = out.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
    let found: Vec<String> = fields.map(|fields| format!("{} {}", fields[1], fields[3])).collect();
    // Of six people four answered, with weights 1, 2, 1 and 1: "refused" is no answer, and twice the same one is once.
    assert_eq!(found, ["Television 0.6", "Radio 0.8", "The web 0.2", "Papers 0"]);
    let shown = place.run("inspect m.sav").done().out;
    assert!(
        shown.contains("media,set,Media used,\"Television (3), Radio (3), The web (1), Papers (0)\",4,2,"),
        "{shown}"
    );
}

/// By hand: 4 answered any item, of whom 2 chose q1, 2 q2 and 1 q3; by weight 3, 3 and 1 of 5.
#[test]
fn a_set_is_inspected_as_other_questions_are() {
    let place = Place::new();
    place.file("people.csv", PEOPLE);
    let shown = place.run("inspect people.csv --set 'q=q*' --weight w --question q -o w.svg").done();
    assert!(!shown.out.contains("q1"), "the picture alone");
    let svg = String::from_utf8(place.read("w.svg")).unwrap();
    for says in ["Margins", ">50%<", ">60%<", ">25%<", ">20%<", "Several answers possible to Q"] {
        assert!(svg.contains(says), "{says}: {svg}");
    }
    let listed = place.run("inspect people.csv --set 'q=q*' --weight w --question q").done().out;
    assert!(listed.contains("q,set,,\"q1 (2, 60.0 %), q2 (2, 60.0 %), q3 (1, 20.0 %)\",4,1,"), "{listed}");
    // What is in an item that is neither chosen nor not stops whoever asks for the set, and nobody else.
    place.run("inspect people.csv --set q=q1,w --question q").fails(3, &["line 3, column \"w\": 2"]);
    place.run("inspect people.csv --set q=q1,w --question q1").done();
    let told = place.run("inspect people.csv --set q=q1,w --format table").done().out;
    assert!(told.contains("the set q is not counted") && told.contains("line 3"), "{told}");
}

/// Of a picture's shares those are left out who have no weight, or one of 0.
#[test]
fn a_set_is_drawn_of_those_with_a_weight() {
    let place = Place::new();
    place.file("p.csv", "a,b,w\n1,0,1\n1,1,2\n0,1,1\n0,1,0\n0,1,\n");
    place.run("inspect p.csv --set q=a,b --weight w --question q -o w.svg").done();
    let alt = String::from_utf8(place.read("w.alt.txt")).unwrap();
    assert!(alt.contains("A: unweighted 67%, weighted 75%. B: unweighted 67%, weighted 75%."), "{alt}");
    place.run("inspect p.csv --weight w --weight-kind frequency -o f.svg").fails(2, &["counts people"]);
}
