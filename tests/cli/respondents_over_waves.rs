//! Respondents of several rounds: a wave's label is its date, as in a published table.

use super::kit::Place;

/// Four quarters and one more, a hundred people each, of whom 50, 45, 40, 35 and 30 say yes; weights near 1.
fn rounds(place: &Place) {
    let waves = ["2024-01", "2024-04", "2024-07", "2024-10", "2025-01"];
    let mut rows = "wave,age,weight,q\n".to_owned();
    for (at, wave) in waves.iter().enumerate() {
        for person in 0..100 {
            let (age, q) = (["18-29", "30-44", "60+", "45-59"][person % 4], person < 50 - 5 * at);
            rows += &format!("{wave},{age},{},{}\n", [0.9, 1.1][person % 2], if q { "yes" } else { "no" });
        }
    }
    place.file("rounds.csv", rows);
}

const ASK: &str = "rounds.csv --weight weight --question q --answer yes";

#[test]
fn labels_of_waves_are_dates() {
    let place = Place::new();
    rounds(&place);
    let trend = place.run(&format!("trend {ASK} --over wave --method line --format json -q")).done();
    let trend: serde_json::Value = serde_json::from_str(&trend.out).unwrap();
    let slope = trend["parameters"].as_array().unwrap().iter().find(|row| row["parameter"] == "slope").unwrap();
    // Five points a quarter.
    let per_year = slope["estimate"].as_f64().unwrap();
    assert!((per_year + 0.2).abs() < 0.003, "{slope}");
    let each = place.run(&format!("compare {ASK} --over wave -q")).done().out;
    assert_eq!(each, place.run(&format!("compare {ASK} --over wave --against previous -q")).done().out);
    let pairs = place.run(&format!("compare {ASK} --over wave --against year-before -q")).done().out;
    assert!(pairs.lines().count() == 2 && pairs.contains("2025-01,2024-01"), "{pairs}");
    place.run(&format!("compare {ASK} --over wave --against yeer-before")).fails(2, &["did you mean \"year-before\""]);
}

#[test]
fn pictures_of_several_waves_show_them_and_ages_stand_in_their_order() {
    let place = Place::new();
    rounds(&place);
    place.run(&format!("estimate {ASK} --over wave -o waves.svg -q")).done();
    let alt = String::from_utf8(place.read("waves.alt.txt")).unwrap();
    assert!(alt.contains("Jan 2024") && alt.contains("Jan 2025"), "{alt}");
    place.run(&format!("estimate {ASK} --by age -o ages.svg -q")).done();
    let drawn = String::from_utf8(place.read("ages.svg")).unwrap();
    let heights = ["18-29", "30-44", "45-59", "60+"].map(|age| drawn.find(&format!(">{age}<")).unwrap());
    assert!(heights.is_sorted(), "{heights:?}");
}

#[test]
fn weights_scaled_to_the_sample_are_named_where_they_make_a_design_effect() {
    let place = Place::new();
    rounds(&place);
    let warned = place.run(&format!("estimate {ASK}")).done();
    assert!(warned.err.contains("warning[W206]") && warned.err.contains("--srs with-replacement"), "{}", warned.err);
    let stated = place.run(&format!("estimate {ASK} --srs with-replacement")).done();
    assert!(!stated.err.contains("W206"), "{}", stated.err);
    // Left to the weights: with replacement where they add up to hardly more than the sample, without where they make a population.
    let deff = |data: &str, srs: &str| {
        place.run(&format!("estimate {data} --question vote --weight w --srs {srs} -q")).done().out
    };
    let people = |weight: f64| {
        (0..40)
            .map(|at| format!("{},{}\n", ["yes", "no", "no"][at % 3], weight * (1 + at % 4) as f64))
            .collect::<String>()
    };
    place.file("scaled.csv", "vote,w\n".to_owned() + &people(0.4));
    place.file("population.csv", "vote,w\n".to_owned() + &people(100.0));
    for (data, same, other) in [
        ("scaled.csv", "with-replacement", "without-replacement"),
        ("population.csv", "without-replacement", "with-replacement"),
    ] {
        assert_eq!(deff(data, "by-weights"), deff(data, same), "{data}");
        assert_ne!(deff(data, "by-weights"), deff(data, other), "{data}");
    }
    // The method says which it was, where design effects were made.
    for (data, srs, taken) in [
        ("scaled.csv", "by-weights", "with-replacement"),
        ("scaled.csv", "with-replacement", "with-replacement"),
        ("population.csv", "by-weights", "without-replacement"),
    ] {
        let of = |verb: &str, form: &str| {
            let ask = format!("{verb} {data} --question vote --weight w --srs {srs} --format {form} -q");
            place.run(&ask).done().out
        };
        assert!(of("estimate", "json").contains(&format!(", \"srs\": \"{taken}\"}}")), "{data} {srs}");
        let words = format!("- Design effects against: a simple random sample {}", taken.replace('-', " "));
        assert!(of("estimate", "md").contains(&words), "{data} {srs}");
        assert!(!of("compare", "json").contains("\"srs\""), "{data} {srs}");
    }
    // Of one file all groups compare with one kind of sample, that of everybody, also where the weights of one add up to less than twice it.
    let people =
        (0..40).map(|at| format!("{},{},{}\n", ["a", "b"][at % 2], ["yes", "no", "no"][at % 3], [1.8, 2.4][at % 2]));
    place.file("two.csv", "g,vote,w\n".to_owned() + &people.collect::<String>());
    for part in ["--by g", "--where 'g == \"a\"'"] {
        let data = format!("two.csv {part}");
        assert_eq!(deff(&data, "by-weights"), deff(&data, "without-replacement"), "{data}");
    }
}

/// Sums leave about 1e-33 of a covariance of nothing.
#[test]
fn waves_of_other_people_are_independent_whatever_rounding_leaves() {
    let place = Place::new();
    let waves = ["2024-01", "2024-04", "2024-07", "2024-10", "2025-01", "2025-04"];
    let person = |at: usize| {
        let q = if at % 7 < 3 { "yes" } else { "no" };
        format!("{},{},{q}\n", waves[at * 5 % 6], 0.4321 + (at * 37 % 101) as f64 / 77.0)
    };
    place.file("p.csv", format!("wave,weight,q\n{}", (0..1000).map(person).collect::<String>()));
    let ask = "p.csv --weight weight --question q --answer yes --over wave -q";
    let joint = place.run(&format!("estimate {ask} --covariance --format json")).done().out;
    assert!(joint.contains("e-3"), "rounding leaves something: {joint}");
    for method in ["local-level", "loess"] {
        place.run(&format!("trend {ask} --method {method}")).done();
    }
}
