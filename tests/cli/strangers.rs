//! What somebody meets who types at a first try: refusals with the right exit code, words that are said once.

use crate::kit::Place;

const PEOPLE: &str = "id,sex,vote,w,income,month\n1,m,a,1.0,10,2025-01\n2,f,b,1.5,20,2025-01\n3,m,c,0.5,30,2025-02\n\
    4,f,b,1.2,40,2025-02\n5,m,a,1.1,50,2025-01\n6,f,c,0.9,60,2025-02\n";

#[test]
fn a_heading_is_said_once() {
    let place = Place::new();
    place.file("p.csv", PEOPLE);
    let stated = place.run("estimate p.csv --question vote --weight w --strata sex --format md").done().out;
    assert!(stated.contains("\n- Design: weights w; strata sex\n"), "{stated}");
    let unstated = place.run("estimate p.csv --question vote --format md").done().out;
    assert!(unstated.contains("\n- Design: none is stated, a simple random sample is assumed\n"), "{unstated}");
    place.run("estimate p.csv --question vote --citation 'Source: ESS' --field-dates 'Fieldwork: May' -o p.svg").done();
    let picture = String::from_utf8(place.read("p.svg")).unwrap();
    assert!(picture.contains(">Source: ESS. Fieldwork: May."), "{picture}");
    let alt = String::from_utf8(place.read("p.alt.txt")).unwrap();
    assert!(alt.contains("Source: ESS.") && !alt.contains("Source: Source"), "{alt}");
}

/// What no data could give is asked for wrongly (2); what other data would give does not fit these (3).
#[test]
fn a_chart_is_refused_for_its_options_or_for_the_data() {
    let place = Place::new();
    place.file("p.csv", PEOPLE);
    for (arguments, code, says) in [
        ("trend study.toml#talks --answer continue --chart forest", 2, "--method average"),
        ("trend study.toml#talks --answer continue --chart house", 2, "--houses sum-to-zero"),
        ("estimate p.csv --question vote --chart area", 2, "--over VAR"),
        ("estimate p.csv --question vote --chart trend", 2, "--over VAR"),
        ("estimate p.csv --question income --stat mean --chart slope", 2, "--over VAR"),
        ("estimate p.csv --question income --stat mean --chart likert", 2, "shares of all answers"),
        ("estimate p.csv --question vote --over month --by sex --chart area", 2, "leave out --by"),
        ("estimate p.csv --question vote --question sex --over month --chart area", 2, "choose it with --question"),
        ("estimate study.toml#essay --chart area", 3, "there is one"),
        ("estimate p.csv --question vote --over month --where 'month == \"2025-01\"' --chart area", 3, "there is one"),
        ("estimate p.csv --question vote --over sex --chart trend", 3, "no label of these is a date"),
        ("estimate p.csv --question sex --chart likert", 3, "three answers or more"),
    ] {
        place.run(&format!("{arguments} -o x.png")).fails(code, &[says]);
    }
}
