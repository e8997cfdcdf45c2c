//! Functions of estimates: what they may be of, and what is said where they have no value.

use crate::kit::Place;

/// Of figures that are printed together the function is known; a group that is printed for one of them has none.
#[test]
fn a_function_is_of_what_stands_together() {
    let place = Place::new();
    let odds = "estimate study.toml#talks --question continue-or-talks --function 'odds = talks / continue'";
    let whole = place.run(odds).done();
    let first = whole.out.lines().nth(1).unwrap();
    assert!(first.starts_with("continue-or-talks,odds,") && first.contains(",function,"), "{first}");
    let nowhere =
        "error: odds has no value by sex: all that it is of stands together nowhere; try another --by, or none";
    place.run(&format!("{odds} --by sex")).fails(3, &[nowhere]);
}

fn schools() -> (Place, &'static str) {
    let place = Place::new();
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/data/schools/apistrat.csv");
    std::fs::copy(file, place.path("schools.csv")).unwrap();
    (place, "estimate schools.csv --weight pw --quiet --format csv")
}

#[test]
fn variables_are_known_together_where_units_tell_how() {
    let (place, estimate) = schools();
    place
        .run(&format!("{estimate} --strata stype --function 'mean(api00) / mean(api99)'"))
        .fails(2, &["state a column that tells each from the others with --psu"]);
    let numbers = |more: &str| -> Vec<f64> {
        let found = place.run(&format!("{estimate} {more}")).done().out;
        let fields = found.lines().nth(1).unwrap().split(',').skip(3).take(2);
        fields.map(|field| field.parse().unwrap()).collect()
    };
    let near = |a: &[f64], b: &[f64]| a.len() == 2 && a.iter().zip(b).all(|(a, b)| (a / b - 1.0).abs() < 1e-10);
    // Everybody in a cluster of their own is the same design.
    let of_one = |more: &str| numbers(&format!("--strata stype {more} --function 'sd(api00) / mean(api00)'"));
    let (alone, clusters) = (of_one(""), of_one("--psu snum"));
    assert!(near(&alone, &clusters), "{alone:?} {clusters:?}");
    // What can be asked for in two ways is the same in both.
    let written = numbers("--strata stype --psu snum --function 'mean(api00) / mean(api99)'");
    let ratio = numbers("--strata stype --psu snum --ratio api00/api99");
    assert!(near(&written, &ratio), "{written:?} {ratio:?}");
}

#[test]
fn slips_are_shown_where_they_are() {
    let (place, estimate) = schools();
    let fails = |function: &str, says: &[&str]| place.run(&format!("{estimate} {function}")).fails(2, says);
    fails(
        "--function 'mean(api00) / men(api99)'",
        &["no function \"men\"; did you mean \"mean\"?", "\n                ^^^"],
    );
    fails("--question api00 --function 'mean(api00)'", &["--question has no effect"]);
    fails("--stat function", &["--function 'log(yes / no)'"]);
    fails("--stat mean --question api00 --function 'log(Yes)'", &["--function has no effect on --stat mean"]);
    fails("--question awards --function 'log(Yess / No)'", &["no answer \"Yess\" to awards; did you mean \"Yes\"?"]);
    fails("--function 'mean(api01)'", &["no variable named \"api01\" in schools.csv; did you mean"]);
    fails("--function 'log(Yes / No)'", &["name a variable with --question"]);
}

#[test]
fn a_number_that_does_not_exist_is_said_to() {
    let place = Place::new();
    place.file("p.csv", "vote,g,w\nyes,a,1\nyes,a,1\nyes,b,1\nno,b,2\nno,b,1\n");
    let found =
        place.run("estimate p.csv --weight w --question vote --by g --function yes/no --quiet --format csv").done().out;
    assert!(found.contains("vote,yes/no,a,function,,,,,0.95,wald,1,2,2,,,undefined,"), "{found}");
    assert!(found.contains("vote,yes/no,b,function,0.333"), "{found}");
}

const PEOPLE: &str = "id,vote,say,g,w,x,y\n1,yes,yes,a,1,1,10\n2,yes,no,a,2,2,12\n3,no,no,b,1,3,15\n4,no,yes,b,2,2,19\n5,none,yes,a,1,5,11\n6,none,yes,b,1,1,14\n7,yes,no,b,1,4,17\n8,no,no,a,1,2,18\n";

const LABELLED: &str = "title = \"t\"\n[[source]]\nid = \"s\"\nfile = \"lab.csv\"\nweight = \"w\"\n[[question]]\nid = \"x\"\ntitle = \"X\"\nanswers = [{ id = \"low\", labels = [\"1\"] }, { id = \"mid\", labels = [\"2\"] }, { id = \"dk\", labels = [\"9\"], role = \"dont-know\" }]\nnets = [{ id = \"any\", of = [\"low\", \"mid\"] }]\n";

/// A folder with people, and a study of codes with labels.
fn people() -> Place {
    let place = Place::new();
    place.file("p.csv", PEOPLE).file("lab.toml", LABELLED);
    place.file("lab.csv", "id,x,w\n1,1,1\n2,1,1\n3,2,1\n4,2,1\n5,2,1\n6,9,1\n7,9,1\n8,1,2\n9,9,1\n");
    place
}

/// The numbers of a column of the rows.
fn column(place: &Place, arguments: &str, name: &str) -> Vec<f64> {
    let out = place.run(&format!("{arguments} --quiet --format csv")).done().out;
    let mut reader = csv::Reader::from_reader(out.as_bytes());
    let at = reader.headers().unwrap().iter().position(|header| header == name).unwrap();
    reader.records().map(|record| record.unwrap()[at].parse().unwrap_or(f64::NAN)).collect()
}

#[test]
fn nets_are_those_of_their_question_wherever_they_stand() {
    let place = people();
    let estimate = |more: &str| column(&place, &format!("estimate {more}"), "estimate");
    let people = "p.csv --weight w --psu id --net a=yes,none --question vote --function";
    let found = estimate(&format!("{people} 'share(say, yes) / a'"));
    assert!((found[0] - 5.0 / 6.0).abs() < 1e-12, "{found:?}");
    let study = "lab.toml#s --question x --net any=low,dk --function";
    let [first, last] =
        ["any + 0 * share(x, any)", "0 * share(x, any) + any"].map(|of| estimate(&format!("{study} '{of}'")));
    assert_eq!((first.clone(), first), (last, vec![0.7]));
}

#[test]
fn an_answer_in_two_places_is_one() {
    let place = people();
    let asked = "p.csv --weight w --question vote --by g --function 'share(vote, yes) / yes'";
    assert_eq!(column(&place, &format!("estimate {asked}"), "estimate"), [1.0, 1.0]);
    assert_eq!(column(&place, &format!("compare {asked}"), "difference"), [0.0]);
}

#[test]
fn a_variable_has_one_role_and_a_name_one_meaning() {
    let place = people();
    let fails = |more: &str, says: &str| place.run(&format!("estimate {more}")).fails(2, &[says]);
    fails(
        "lab.toml#s --function 'share(x, low) + 0 * mean(x)'",
        "takes x as a number (mean) and by its answers (share)",
    );
    fails("lab.toml#s --question x --function 'low = mid / low'", "a function named low would be taken for the answer");
    fails("p.csv --function 'x = sd(y) / mean(y)'", "a function named x would be taken for the variable");
    fails("p.csv --by x --function 'mean(x) / mean(y)'", "the question x cannot be its own group");
    fails("p.csv --question vote --function '= yes / no'", "a name stands before =");
    fails("p.csv --question vote --function '18-24 / yes'", "an answer of this name stands in quotes, '18-24'");
    fails(
        &format!("p.csv --question vote --function '{}yes{}'", "(".repeat(5000), ")".repeat(5000)),
        "at most 300 words",
    );
    let quoted = place.run("estimate p.csv --question vote --function '`a=b` / yes'");
    assert!(quoted.err.contains("no answer \"a=b\" to vote"), "{quoted:?}");
}

#[test]
fn frequencies_are_not_told_to_be_clusters() {
    let place = people();
    let asked = "estimate p.csv --weight w --weight-kind frequency --function 'mean(x) / mean(y)'";
    let refused = place.run(asked).fails(2, &["how their estimates vary together is not known"]);
    assert!(!refused.err.contains("--psu"), "{refused:?}");
}

#[test]
fn what_does_not_exist_is_no_difference_and_takes_no_picture_with_it() {
    let place = people();
    place.file("z.csv", "vote,g\nyes,a\nno,a\nyes,b\nno,b\nnone,b\n");
    place.file("u.csv", "vote,g\nyes,a\nyes,a\nno,b\nyes,b\nno,c\nyes,c\nyes,c\n");
    // A function of 0 is a number, not an answer that nobody gave.
    assert_eq!(column(&place, "compare z.csv --question vote --by g --function 'log(yes / no)'", "difference"), [0.0]);
    let odds = "u.csv --question vote --by g --function 'log(yes / no)'";
    let p = column(&place, &format!("compare {odds}"), "p_value");
    let adjusted = column(&place, &format!("compare {odds}"), "p_adjusted");
    assert!(p[0].is_nan() && p[1].is_nan() && p[2] > 0.0 && p[2] < 1.0, "{p:?}");
    assert_eq!(adjusted[2], p[2], "tests that could not be made are not adjusted for");
    place.run(&format!("estimate {odds} -o u.png --quiet")).done();
    assert!(String::from_utf8(place.read("u.data.csv")).unwrap().contains("suppressed"));
    place.run(&format!("compare {odds} -o d.svg --quiet")).done();
    let said = String::from_utf8(place.read("d.svg")).unwrap();
    assert!(said.contains("Not shown, for there is no such number: a minus b"), "{said}");
}

#[test]
fn everybody_and_printed_figures_stand_behind_functions_too() {
    let place = people();
    let total = "compare p.csv --weight w --psu id --by g --against total --function 'log(median(y))'";
    assert_eq!(column(&place, total, "difference").len(), 2);
    // Everybody has one of the two answers in each wave; the groups have both.
    place.file(
        "pub.csv",
        "question,answer,wave,sex,percent,n\nq,yes,2020,men,40,500\nq,no,2020,men,50,500\nq,yes,2021,men,45,500\nq,no,2021,men,45,500\nq,yes,2020,,42,1000\nq,no,2021,,45,1000\n",
    );
    let found = place.run("estimate pub.csv --by sex --function 'odds = yes / no' --deff 1 --format csv").done().out;
    assert!(found.contains("q,odds,men,2020,function,0.8,"), "{found}");
    assert!(found.contains("pub.csv:2:5; pub.csv:3:5"), "{found}");
    // One question called by its name is still one question.
    let alone = "compare study.toml#talks --function 'share(continue-or-talks, talks)'"
        .replace("(continue-or-talks", "(\"continue-or-talks\"");
    place.run(&alone).done();
}

#[test]
fn a_replicate_without_a_value_leaves_no_false_certainty() {
    let place = Place::new();
    place.file("r.csv", "vote,w,r1,r2,r3\nyes,1,2,0,2\nno,1,0,2,1\nyes,1,1,1,0\nyes,1,1,1,1\n");
    let asked =
        "r.csv --weight w --replicates 'r*' --replicate-type bootstrap --question vote --function 'log(yes / no)'";
    let found = place.run(&format!("estimate {} --quiet --format csv", asked)).done().out;
    assert!(found.lines().nth(1).unwrap().contains(",function,1.098612"), "{found}");
    assert!(found.contains("undefined"), "{found}");
}

#[test]
fn the_mean_of_words_points_to_the_shares_of_them() {
    let place = Place::new();
    let rows: String = (0..30).map(|id| format!("{id},{}\n", ["Agree", "Don't know", "Disagree"][id % 3])).collect();
    place.file("words.csv", format!("id,trust\n{rows}"));
    let says = ["there is no mean", "as share(trust, Agree)", "known: Agree, Disagree, Don't know"];
    place.run("estimate words.csv --function mean(trust)").fails(3, &says);
    place.run("estimate words.csv --function 'sd(trust) / mean(trust)'").fails(3, &["no standard-deviation"]);
    place.run("estimate words.csv --function share(trust,Agree)").done();
}
