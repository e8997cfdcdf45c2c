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
    place.run(&format!("{odds} --by sex")).fails(2, &[nowhere]);
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
