//! Presentation standards: the flags they give, what charts do with them, rules of one's own.

use crate::kit::Place;

/// 60 people in the south, 40 of them for a; 12 in the north; in the east everybody.
fn people() -> String {
    let row = |(region, vote, count): (&str, &str, usize)| format!("{region},{vote},5\n").repeat(count);
    let rows = [("north", "a", 7), ("north", "b", 5), ("south", "a", 240), ("south", "b", 360), ("east", "a", 80)];
    format!("region,vote,x\n{}", rows.map(row).concat())
}

#[test]
fn shares_are_reliable_to_be_reviewed_or_suppressed() {
    let place = Place::new();
    place.file("people.csv", people());
    let ask = "estimate people.csv --question vote --by region --answer a --standard nchs";
    let out = place.run(ask).done().out;
    let line = |region: &str| out.lines().find(|line| line.contains(region)).unwrap().to_owned();
    assert!(line("north").contains(",suppress,"), "{out}");
    assert!(line("north").contains(",fewer than 30 respondents"), "{out}");
    assert!(line("south").ends_with(",reliable,"), "{out}");
    assert!(line("east").contains("one-sided;unreliable"), "{out}");
    let shown = place.run(&format!("{ask} --format table")).done().out;
    assert!(shown.contains("suppress: not to be printed"), "{shown}");
    let json = place.run(&format!("{ask} --format json")).done().out;
    assert!(json.contains("NCHS presentation standards for proportions (Parker et al. 2017)"), "{json}");
}

#[test]
fn a_chart_leaves_a_gap_for_what_is_suppressed() {
    let place = Place::new();
    place.file("people.csv", people());
    let came = place.run("estimate people.csv --question vote --by region --standard nchs -o v.svg --quiet").done();
    assert!(!came.err.contains("C05"), "{came:?}");
    let drawing = String::from_utf8(place.read("v.svg")).unwrap();
    assert!(drawing.contains("not shown"), "the north is drawn");
    assert!(drawing.contains("100%†"), "the east has no dagger");
    place.run("estimate people.csv --question vote --by region -o w.svg").done();
    assert!(!String::from_utf8(place.read("w.svg")).unwrap().contains("not shown"));
}

#[test]
fn rules_of_ones_own_and_what_is_refused() {
    let place = Place::new();
    place.file("people.csv", people());
    let head = "name = \"own\"\ntitle = \"Own rules\"\ninterval = \"wilson\"\nlevel = 0.9\n";
    place.file(
        "own.toml",
        format!("{head}[[rule]]\nname = \"small\"\nwhen = [{{ of = \"n\", below = 700 }}]\nthen = \"review\"\n"),
    );
    let out = place.run("estimate people.csv --question vote --by region --answer a --standard own.toml").done().out;
    assert_eq!(out.matches(",unreliable,small").count(), 3, "{out}");
    place.file(
        "wrong.toml",
        format!("{head}[[rule]]\nname = \"small\"\nwhen = [{{ of = \"n\" }}]\nthen = \"review\"\n"),
    );
    for (arguments, says) in [
        ("--question vote --standard nhcs", "did you mean \"nchs\""),
        ("--question vote --standard wrong.toml", "a condition needs a bound"),
        ("--question vote --standard none.toml", "none.toml"),
        ("--question x --stat mean --standard nchs", "--standard has no effect"),
    ] {
        place.run(&format!("estimate people.csv {arguments}")).fails(2, &[says]);
    }
}
