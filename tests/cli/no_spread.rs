//! A standard error of 0 is certainty only where everybody was asked: what one respondent, cluster or number gives is flagged.

use crate::kit::Place;

const PEOPLE: &str =
    "psu,g,y,vote\n1,a,3,yes\n1,a,4.1,no\n1,a,5.2,no\n2,b,7,yes\n3,b,3,no\n3,c,9,no\n4,d,2,yes\n5,d,2,no\n";

fn flags(place: &Place, ask: &str) -> Vec<(String, String)> {
    let out = place.run(&format!("estimate p.csv {ask} --format csv")).done().out;
    let mut lines = out.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    let head = lines.next().unwrap();
    let at = |name: &str| head.iter().position(|column| column == name).unwrap();
    let (group, flags) = (at("g"), at("flags"));
    lines.map(|line| (line[group].clone(), line[flags].clone())).collect()
}

fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter().map(|&(group, flags)| (group.to_owned(), flags.to_owned())).collect()
}

/// R 4.2, survey 4.1.1, gives no upper bound: `svyquantile(~y, svydesign(~1, weights = ~w, data = d), .95)` of 1 … 20 is 19, from 17, NaN,
/// NaN. The standard error here is that of the side that is there, 2/t(0.975; 19).
#[test]
fn a_quantile_near_the_last_number_is_one_sided() {
    let place = Place::new();
    place.file("p.csv", "g,y\n".to_owned() + &(1..=20).map(|y| format!("a,{y}\n")).collect::<String>());
    let of = |p: f64| place.run(&format!("estimate p.csv --question y --stat quantile --quantile {p} --format csv -q"));
    let far = of(0.95).done().out;
    assert!(far.contains(",19,0.95555519096") && far.contains(",17,20,") && far.contains("one-sided"), "{far}");
    // Nobody is below 1, so the known side has no length: the error is that of the whole interval, from 1 to 3.
    place.file("p.csv", "g,y\n".to_owned() + &"a,1\n".repeat(38) + "a,3\na,3\n");
    let flat = of(0.95).done().out;
    assert!(flat.contains("one-sided") && !flat.contains("no-spread") && flat.contains(",quantile,1,0.494"), "{flat}");
    place.file("p.csv", "g,y\n".to_owned() + &(1..=20).map(|y| format!("a,{y}\n")).collect::<String>());
    let near = of(0.5).done().out;
    assert!(!near.contains("one-sided"), "{near}");
}

/// R 4.2, survey 4.1.1, on the twenty people row by row (3 × 1, 4 × 2, 2 × 5, 6 × none, 5 × 9): `degf` is 19 and
/// `confint(svymean(~y, s, na.rm = TRUE), df = degf(s))` 2.7568–6.6717.
#[test]
fn whoever_gave_no_number_counts_in_degrees_of_freedom_of_frequencies_too() {
    let place = Place::new();
    place.file("f.csv", "g,y,w\na,1,3\na,2,4\na,5,2\na,,6\na,9,5\n");
    let ask = "--question y --stat mean --format csv -q";
    let rows = "a,1\n".repeat(3) + &"a,2\n".repeat(4) + &"a,5\n".repeat(2) + &"a,\n".repeat(6) + &"a,9\n".repeat(5);
    place.file("r.csv", format!("g,y\n{rows}"));
    for by in ["", "--by g"] {
        let of = |file: &str| place.run(&format!("estimate {file} {ask} {by}")).done().out;
        let (counted, one_by_one) = (of("f.csv --weight w --weight-kind frequency"), of("r.csv"));
        let cells = |out: &str| out.lines().nth(1).unwrap().split(',').take(10).map(str::to_owned).collect::<Vec<_>>();
        assert!(counted.contains(",wald,19,14,"), "{counted}");
        assert!(
            cells(&counted).iter().zip(cells(&one_by_one)).all(|(a, b)| a[..a.len().min(9)] == b[..b.len().min(9)])
        );
    }
}

#[test]
fn one_respondent_or_one_number_shows_nothing() {
    let place = Place::new();
    place.file("p.csv", PEOPLE);
    let found = flags(&place, "--question y --stat mean --by g");
    assert_eq!(found, pairs(&[("a", ""), ("b", ""), ("c", "no-spread"), ("d", "no-spread")]));
    // The spread between people is not known from one, as R's is NaN.
    for stat in ["variance", "standard-deviation"] {
        let out = place.run(&format!("estimate p.csv --question y --stat {stat} --where 'g == \"c\"'")).done().out;
        assert!(out.contains(&format!("y,,{stat},,,,,0.95,wald,1,1,1,,,no-spread")), "{out}");
    }
    // A group of one leaves a gap in pictures, and is compared with nobody.
    let plotted = |name: &str| String::from_utf8(place.read(name)).unwrap();
    for kind in ["dots", "bars"] {
        place
            .run(&format!("estimate p.csv --question y --stat variance --by g --chart {kind} -o {kind}.png -q"))
            .done();
        let numbers = plotted(&format!("{kind}.data.csv"));
        let line = |group: &str| numbers.lines().find(|line| line.contains(&format!("g,{group},"))).unwrap().to_owned();
        assert!(line("c").starts_with("suppressed,") && line("c").contains(",,,,,"), "{numbers}");
        assert!(line("a").starts_with("estimate,"), "{numbers}");
    }
    place.run("compare p.csv --question y --stat variance --by g -o c.png -q").done();
    let numbers = plotted("c.data.csv");
    assert!(numbers.contains("a minus b") && !numbers.contains("minus c"), "{numbers}");
    // Nor do two groups of which neither has a spread show a difference; a group that has one shows how far it lies from one without.
    let compared = |names: &str| {
        let ask = format!("compare p.csv --question y --stat mean --by g --where 'g in ({names})' --format csv -q");
        place.run(&ask).done().out.lines().last().unwrap().to_owned()
    };
    let neither = compared("\"c\", \"d\"");
    assert!(neither.starts_with("y,,c,d,7,0,7,7,,2,,,no-spread,"), "{neither}");
    let one = compared("\"b\", \"c\"");
    assert!(!one.contains("no-spread") && one.starts_with("y,,b,c,"), "{one}");
    place.run("compare p.csv --question y --stat mean --by g --where 'g in (\"c\", \"d\")' -o cd.png -q").done();
    let numbers = plotted("cd.data.csv");
    let head: Vec<&str> = numbers.lines().next().unwrap().split(',').collect();
    let low = head.iter().position(|column| *column == "low").unwrap();
    let lines: Vec<Vec<&str>> = numbers.lines().skip(1).map(|line| line.split(',').collect()).collect();
    assert!(
        lines.len() == 3 && lines.iter().all(|cells| cells[low].is_empty() && cells[low + 1].is_empty()),
        "{numbers}"
    );
    // Two that are alike by that are no test either.
    place.file("q.csv", "g,y\na,3\nb,3\n");
    let alike = place.run("compare q.csv --question y --stat mean --by g --format csv -q").done().out;
    assert!(alike.contains("y,,a,b,0,0,0,0,,") && alike.contains(",no-spread,"), "{alike}");
    let warned = place.run("estimate p.csv --question y --stat mean --by g").done().err;
    assert!(warned.contains("W209"), "{warned}");
    assert_eq!(place.run("estimate p.csv --question y --stat mean --by g --deny W209").code, Some(1));
    let everybody = place.run("estimate p.csv --question y --stat mean").done().err;
    assert!(!everybody.contains("W209"), "{everybody}");
}

/// Residuals of a mean add up to 0 within the only cluster, but for rounding.
#[test]
fn one_cluster_shows_nothing() {
    let place = Place::new();
    place.file("p.csv", PEOPLE);
    let of_a = |ask: &str| flags(&place, &format!("{ask} --by g --psu psu"))[0].clone();
    assert_eq!(of_a("--question y --stat mean").1, "no-spread");
    assert_eq!(of_a("--question vote --answer yes").1, "no-spread");
    let whole = place.run("estimate p.csv --question vote --answer yes --psu psu").done();
    assert!(!whole.err.contains("W209") && !whole.out.contains("no-spread"), "{whole:?}");
    // A share of 100 % has a bound on one side, which does say something.
    assert_eq!(flags(&place, "--question vote --answer no --by g")[2], ("c".to_owned(), "one-sided".to_owned()));
    // Nor has an error that is only what rounding leaves an effective n without end.
    let weighted = PEOPLE.replace("psu,", "w,psu,").replace("\n1,a,3", "\n1.3,1,a,3").replace("\n1,a,4", "\n2.7,1,a,4");
    let weighted = weighted.replace("\n1,a,5", "\n1.1,1,a,5").replace("\n2,b", "\n1,2,b").replace("\n3,", "\n1,3,");
    place.file("w.csv", weighted.replace("\n4,d", "\n1,4,d").replace("\n5,d", "\n1,5,d"));
    let ask =
        "estimate w.csv --question vote --answer no --weight w --psu psu --where 'g == \"a\"' --srs with-replacement";
    let line = place.run(ask).done().out.lines().nth(1).unwrap().to_owned();
    let fields: Vec<&str> = line.split(',').collect();
    assert_eq!((fields[12], fields[13], fields[14]), ("", "0", "no-spread"), "{line}");
}

/// A total of nobody has a standard error of 0, which no single respondent or cluster gave.
#[test]
fn a_total_of_nobody_says_so() {
    let place = Place::new();
    place.file("p.csv", "g,vote\na,yes\na,yes\na,no\nb,no\nb,no\n");
    let came = place.run("estimate p.csv --question vote --stat total --by g").done();
    let line = came.out.lines().find(|line| line.starts_with("vote,yes,b,")).unwrap();
    assert!(line.contains(",nobody,") && !came.out.contains("no-spread") && !came.err.contains("W209"), "{came:?}");
    let asked = "estimate p.csv --question vote --stat total --by g --chart dots --srs with-replacement -o p.svg -q";
    place.run(asked).done();
    let svg = String::from_utf8(place.read("p.svg")).unwrap();
    assert!(svg.contains("nobody asked gave the answer") && !svg.contains("one respondent"), "{svg}");
}

/// One respondent in a and in b, three in c; everybody of d says yes, nobody of e does. R's `svyttest(y ~ g, subset(design, g != "c"))` has 0
/// degrees of freedom and no p-value.
#[test]
fn tests_of_groups_without_spread_have_no_p_value() {
    let place = Place::new();
    place.file("p.csv", "g,y,v\na,3,yes\nb,5,no\nc,9,yes\nc,2,no\nc,4,no\nd,1,yes\nd,2,yes\ne,1,no\ne,2,no\n");
    let tested = |ask: &str| {
        let came = place.run(&format!("compare p.csv --by g {ask} --format csv")).done();
        let mut lines = came.out.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
        let (head, row) = (lines.next().unwrap(), lines.next().unwrap());
        let of = |name: &str| row[head.iter().position(|column| column == name).unwrap()].clone();
        let found = ["difference", "low", "high", "statistic", "df", "p_value", "p_adjusted", "flags"].map(of);
        assert_eq!(found[7] == "no-spread", came.err.contains("W209"), "{came:?}");
        found
    };
    let mean = "--question y --stat mean --test";
    let only = "--where 'g in (\"a\", \"b\")'";
    let none = |difference: &str, df: &str| [difference, "", "", "", df, "", "", "no-spread"].map(str::to_owned);
    assert_eq!(tested(&format!("{mean} contrast --scores a=1,b=-1,c=0,d=0,e=0")), none("-2", "1"));
    assert_eq!(tested(&format!("{mean} trend --scores a=1,b=2 {only}")), none("2", "1"));
    assert_eq!(tested(&format!("--question y --test t {only}")), none("2", "0"));
    assert_eq!(tested(&format!("--question y --test rank {only}")), none("0.5", "0"));
    // A group that has a spread shows how far it lies from those without.
    let one = tested(&format!("{mean} contrast --scores a=1,b=0,c=-1,d=0,e=0"));
    assert!(!one[5].is_empty() && one[7].is_empty(), "{one:?}");
    // All and nobody have no standard error either, which is no certainty.
    let ends = tested("--question v --answer yes --test contrast --scores a=0,b=0,c=0,d=1,e=-1");
    assert_eq!(ends[..4], ["1", "", "", ""]);
    assert_eq!(ends[5..], ["", "", ""]);
}
