//! The covariance of estimates, on request.

use crate::kit::Place;
use serde_json::Value;

const PEOPLE: &str = "vote,x\na,1\nb,2\na,3\nc,4\nb,6\na,5\n";

/// Of n people drawn one by one without weights cov(a, b) = (p_a [a = b] − p_a p_b) / (n − 1).
#[test]
fn it_is_that_of_the_multinomial() {
    let place = Place::new();
    place.file("people.csv", PEOPLE);
    place.run("estimate people.csv --question vote --covariance -o out.json").done();
    let json: Value = serde_json::from_slice(&place.read("out.json")).unwrap();
    let shares = [0.5, 1.0 / 3.0, 1.0 / 6.0];
    let found = json["covariance"].as_array().unwrap();
    assert_eq!(found.len(), 6);
    for cell in found {
        let place = |key: &str| cell[key].as_f64().unwrap() as usize - 1;
        let (i, j) = (place("row"), place("column"));
        let expected = (if i == j { shares[i] } else { 0.0 } - shares[i] * shares[j]) / 5.0;
        assert!((cell["covariance"].as_f64().unwrap() - expected).abs() < 1e-15, "{cell}");
    }
    place.file(
        "s.toml",
        "[[source]]\nid = \"s\"\nfile = \"people.csv\"\n[[estimate]]\nname = \"e\"\nquestion = \"vote\"\ncovariance = true\n",
    );
    place.run("run s.toml -o out").done();
    let table = String::from_utf8(place.read("out/e-covariance.csv")).unwrap();
    assert!(table.starts_with("row,column,covariance\n1,1,0.0") && table.lines().count() == 7, "{table}");
}

#[test]
fn where_it_has_no_effect_it_is_an_error() {
    let place = Place::new();
    place.file("people.csv", PEOPLE);
    for more in [
        "--question vote",
        "--question vote -o out.csv",
        "--question vote -o out.png",
        "--question x --stat median --format json",
    ] {
        place.run(&format!("estimate people.csv {more} --covariance")).fails(2, &["--covariance has no effect"]);
    }
}
