//! `compare --test trend` and `--test equivalence`, on printed shares and on respondents, against other programs.

use crate::kit::{Came, Place};

const PRINTED: &str = "question,answer,age,percent,n\nwar,yes,40+,50,110\nwar,no,40+,50,110\nwar,yes,18-24,30,100\nwar,no,18-24,70,100\n\
                       war,yes,25-39,33.333333333333333,120\nwar,no,25-39,66.666666666666667,120\n";

/// The value of a column in the first row of a table.
fn value(came: &Came, column: &str) -> String {
    let mut lines = csv::Reader::from_reader(came.out.as_bytes());
    let at = lines.headers().unwrap().iter().position(|name| name == column).unwrap_or_else(|| panic!("{column}"));
    lines.records().next().unwrap().unwrap()[at].to_owned()
}

fn number(came: &Came, column: &str) -> f64 {
    value(came, column).parse().unwrap()
}

#[track_caller]
fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-9 * expected.abs(), "{found}, not {expected}");
}

/// R 4.2.2: prop.trend.test(c(30, 40, 55), c(100, 120, 110)), X² = 9.11884956999859, p = 0.00252989010319757; with
/// score = c(21, 32, 60) X² = 10.4007447402718, p = 0.00125964500355981. Groups come in the order of their ages, not of the file.
#[test]
fn a_trend_of_printed_shares_is_cochran_and_armitages() {
    let place = Place::new();
    place.file("ages.csv", PRINTED);
    let with = |more: &str| {
        place.run(&format!("compare ages.csv --answer yes --by age --test trend --rounding off {more}")).done()
    };
    let plain = with("--deff 1");
    near(number(&plain, "statistic").powi(2), 9.11884956999859);
    near(number(&plain, "p_value"), 0.00252989010319757);
    assert_eq!(value(&plain, "scores"), "18-24=1; 25-39=2; 40+=3");
    near(number(&with("--deff 2"), "statistic").powi(2), 9.11884956999859 / 2.0);
    for scores in ["21,32,60", "40+=60,18-24=21,25-39=32"] {
        let scored = with(&format!("--deff 1 --scores {scores}"));
        near(number(&scored, "statistic").powi(2), 10.4007447402718);
        near(number(&scored, "p_value"), 0.00125964500355981);
        assert_eq!(value(&scored, "scores"), "18-24=21; 25-39=32; 40+=60");
    }
}

/// 30 % of 100 less 33⅓ % of 120 is d = −3⅓ points. R 4.2.2: pnorm((d + .1)/se, lower.tail = FALSE) and pnorm((d - .1)/se).
#[test]
fn equivalence_takes_the_worse_of_two_one_sided_tests() {
    let place = Place::new();
    place.file("ages.csv", PRINTED);
    let pair =
        "compare ages.csv --answer yes --by age --test equivalence --rounding off --deff 1 --where 'age != \"40+\"'";
    let made = place.run(&format!("{pair} --within 0.1")).done();
    let se = (0.21_f64 / 100.0 + 2.0 / 9.0 / 120.0).sqrt();
    near(number(&made, "se"), se);
    let (lower, upper) = (number(&made, "p_lower"), number(&made, "p_upper"));
    assert!((lower - 0.14452).abs() < 1e-4 && (upper - 0.01695).abs() < 1e-4, "{lower} {upper}");
    assert_eq!(number(&made, "p_value"), lower);
    near(number(&made, "high") - number(&made, "low"), 2.0 * 1.6448536269514722 * se);
    // As the interval at 1 − 2α ends just within the range, the test just rejects.
    let low = number(&made, "low").abs();
    for (factor, rejects) in [(1.0001, true), (0.9999, false)] {
        let p = number(&place.run(&format!("{pair} --within {}", low * factor)).done(), "p_value");
        assert_eq!(p < 0.05, rejects, "{p}");
    }
}

#[test]
fn what_they_need_and_what_has_no_effect() {
    let place = Place::new();
    place.file("ages.csv", PRINTED);
    let rows = "region,vote,x\nnorth,a,1\nsouth,b,2\neast,a,3\nnorth,b,4\nsouth,a,5\neast,b,6\nnorth,a,7\nsouth,b,8\n";
    place.file("people.csv", rows);
    for (arguments, says) in [
        ("ages.csv --by age --test equivalence", "--within"),
        ("ages.csv --by age --test equivalence --within 5", "0.05 for 5 points"),
        ("ages.csv --by age --within 0.05", "--within has no effect"),
        ("ages.csv --by age --test trend --within 0.05", "--within has no effect"),
        ("ages.csv --by age --scores 1,2,3", "--scores has no effect"),
        ("ages.csv --by age --test equivalence --within .1 --scores 1,2,3", "--scores has no effect"),
        ("ages.csv --by age --test trend --against first", "--against has no effect"),
        ("ages.csv --test trend", "--by VAR"),
        ("ages.csv --by age --test trend --scores 1,2", "2 numbers for the 3 levels"),
        ("ages.csv --by age --test trend --scores 18-24=1,25-39=2,40=3", "did you mean \"40+\""),
        ("ages.csv --by age --test trend --scores 18-24=1,25-39=2", "\"40+\" has none"),
        ("ages.csv --by age --test trend --scores old,young", "SCORE"),
        ("people.csv --question vote --by region --test trend", "no stated order"),
    ] {
        place.run(&format!("compare {arguments}")).fails(2, &[says]);
    }
    let scored = place
        .run("compare people.csv --question x --stat mean --by region --test trend --scores north=1,east=2,south=3");
    assert_eq!(value(&scored.done(), "scores"), "north=1; east=2; south=3");
}

/// Where all say the same there is no trend, whatever rounding leaves of it.
#[test]
fn groups_that_are_all_alike_have_no_trend() {
    let place = Place::new();
    let row = |at: usize| format!("{},{},{},yes\n", at % 5, ["a", "b", "c"][at % 3], [0.1, 0.7, 1.3][at / 3 % 3]);
    place.file("alike.csv", "p,g,w,q\n".to_owned() + &(0..60).map(row).collect::<String>());
    for scores in ["a=1,b=2,c=3.5", "a=1,b=3,c=7", "a=0.1,b=0.2,c=0.4"] {
        let design = format!("--by g --test trend --scores {scores} --weight w --psu p -q");
        let found = place.run(&format!("compare alike.csv --question q {design}")).done().out;
        let fields: Vec<&str> = found.lines().nth(1).unwrap().split(',').collect();
        assert_eq!((fields[4], fields[8], fields[10]), ("0", "0", "1"), "{scores}: {found}");
    }
}

/// A poll that prints 0 % has no variance of its own; it is fitted at its floor, whatever else stands in its column.
#[test]
fn a_poll_of_zero_per_cent_beside_other_answers_is_fitted_as_alone() {
    let place = Place::new();
    let polls = |others: [&str; 3]| {
        let rows = [(1, 0, 1600), (2, 79, 50), (3, 10, 1000)].into_iter().zip(others);
        rows.map(|((day, no, n), others)| {
            let others = others.split(' ').filter(|other| !other.is_empty()).enumerate();
            let others = others.map(|(at, other)| format!("2022-01-0{day},other {at},{other},{n}\n"));
            format!("2022-01-0{day},no,{no},{n}\n{}", others.collect::<String>())
        })
        .collect::<String>()
    };
    place.file("alone.csv", format!("date,answer,percent,n\n{}", polls([""; 3])));
    place.file("beside.csv", format!("date,answer,percent,n\n{}", polls(["9 14 76 1", "10 7 0 4", "0 58 0 31"])));
    let numbers = |file: &str| {
        let came = place.run(&format!("trend {file} --answer no --deff 1")).done();
        let mut lines = csv::Reader::from_reader(came.out.as_bytes());
        let fields = lines.records().map(Result::unwrap);
        let fields = fields.flat_map(|line| (3..7).map(|at| line[at].to_owned()).collect::<Vec<_>>());
        fields.map(|field| field.parse::<f64>().unwrap()).collect::<Vec<_>>()
    };
    let (beside, alone) = (numbers("beside.csv"), numbers("alone.csv"));
    assert_eq!((beside.len(), alone.len()), (24, 24));
    assert!(beside.iter().zip(&alone).all(|(b, a)| (b - a).abs() < 1e-12), "{beside:?}, alone {alone:?}");
}

/// A level of shares is a share, a change is of points with a sign, and a standard deviation has none.
#[test]
fn parameters_are_read_in_their_own_units() {
    let place = Place::new();
    let poll = |at: usize| format!("2024-{:02}-01/2024-{0:02}-09,yes,{},900\n", at + 1, [30, 36, 33, 41, 37, 45][at]);
    place.file("p.csv", "wave,answer,percent,n\n".to_owned() + &(0..6).map(poll).collect::<String>());
    let read =
        |method: &str| place.run(&format!("trend p.csv --deff 1.2 --method {method} --format table -q")).done().out;
    let line = |text: &str, name: &str| -> String {
        let line = text.lines().find(|line| line.starts_with(name)).unwrap_or_else(|| panic!("{name}: {text}"));
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let (average, sloped, walk) = (read("average"), read("line"), read("local-level"));
    let mean = line(&average, "mean");
    assert!(mean.starts_with("mean 37 % ") && mean.ends_with(" share"), "{mean}");
    let slope = line(&sloped, "slope");
    assert!(slope.starts_with("slope +2") && slope.ends_with(" points/year"), "{slope}");
    for spread in [line(&average, "tau"), line(&sloped, "tau"), line(&walk, "sigma")] {
        assert!(spread.contains(" pts ") && spread.contains(" points") && !spread.contains('+'), "{spread}");
    }
}
