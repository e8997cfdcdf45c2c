//! An option that would do nothing is an error, exit code 2, which names it.

use crate::kit::Place;

const RESPONDENTS: &str =
    "id,sex,vote,w,income\n1,m,a,1.0,10\n2,f,b,1.5,20\n3,m,a,0.5,30\n4,f,b,1.2,40\n5,m,a,1.1,50\n6,f,c,0.9,60\n";

#[test]
fn on_published_tables() {
    let place = Place::new();
    for (arguments, option) in [
        ("estimate study.toml#essay --quantile-rule math", "--quantile-rule"),
        ("estimate study.toml#essay --stat net-score --simultaneous goodman", "--simultaneous"),
        ("estimate study.toml#essay --simultaneous goodman --interval wilson", "--interval"),
        ("estimate study.toml#essay --deff 2 --margin 50=3", "--margin"),
        ("estimate study.toml#essay --title x", "--title"),
        ("estimate study.toml#essay --subtitle x", "--subtitle"),
        ("compare study.toml#talks --answer continue --citation x -o x.csv", "--citation"),
        ("trend study.toml#talks --answer continue --field-dates 2025", "--field-dates"),
        ("inspect continue-or-talks.csv --citation x", "--citation"),
        ("estimate study.toml#essay --width 900", "--width"),
        ("estimate study.toml#essay --sheet x", "--sheet"),
        ("compare study.toml#talks --answer continue --interval wilson", "--interval"),
        ("compare study.toml#talks --answer continue --simultaneous goodman", "--simultaneous"),
        ("trend study.toml#talks --answer continue --simultaneous goodman", "--simultaneous"),
        ("trend study.toml#talks --answer continue --method line --span .5", "span"),
        ("trend study.toml#talks --answer continue --method loess --between reml", "between"),
        ("margin --n 1600 --margin 50=3.4 --p 33", "--p"),
        ("margin --n 1600 --margin 50=3.4 --deff 2", "--deff"),
        ("run study.toml --dry-run --diff old", "--diff"),
    ] {
        place.run(arguments).fails(2, &[option]);
    }
}

#[test]
fn on_respondents() {
    let place = Place::new();
    place.file("people.csv", RESPONDENTS);
    for (arguments, option) in [
        ("--question vote --n 100", "--n"),
        ("--question vote --deff 2", "--deff"),
        ("--question vote --rounding 1", "--rounding"),
        ("--question vote --margin 50=3", "--margin"),
        ("--question vote --quantile .5 --stat mean", "--quantile"),
        ("--question vote --ratio income/w", "--question"),
        ("--question vote --fay-rho .3", "fay-rho"),
        ("--question vote --lonely-psu adjust", "lonely-psu has no effect"),
        ("--question vote --psu id --lonely-psu adjust", "lonely-psu has no effect"),
        ("--question vote --nested", "nested has no effect"),
        ("--question vote --weight-kind frequency", "--weight"),
        ("--question income --stat mean --answer a", "--answer"),
        ("--question income --stat mean --net x=a,b", "--net"),
        ("--question income --stat mean --interval wilson", "--interval"),
        ("--question income --stat mean --simultaneous goodman", "--simultaneous"),
        (
            "--question vote --net x=a,b --net y=b,c --answer x",
            "--net y has no effect, as it is not among the --answer",
        ),
        ("--question vote --net x=a,b --function 'log(a / c)'", "--net x has no effect, as the --function does not"),
    ] {
        place.run(&format!("estimate people.csv {arguments}")).fails(2, &[option]);
    }
    place.run("estimate people.csv --question vote --net x=a,b --answer c").done();
    // What has no effect on an estimate has none on a comparison.
    for (arguments, option) in [
        ("--question vote --function mean(income) --by sex", "--question has no effect on a --function that names"),
        ("--question income --stat mean --answer a --by sex", "--answer has no effect on --stat mean"),
        ("--question income --stat mean --net x=a,b --by sex", "--net has no effect on --stat mean"),
        ("--question vote --ratio income/w --by sex", "--question has no effect on --stat ratio"),
        ("--question vote --answer x --net x=a,b --net y=b,c --by sex", "--net y has no effect"),
    ] {
        place.run(&format!("compare people.csv {arguments}")).fails(2, &[option]);
    }
    place.run("estimate people.csv --question vote --strata sex --lonely-psu adjust").done();
    place.run("compare people.csv --question vote --by sex --test rao-scott --answer a").fails(2, &["--answer"]);
    let means = "--question income --stat mean --by sex --test";
    place.run(&format!("compare people.csv {means} rank")).fails(2, &["--stat"]);
    place.run(&format!("compare people.csv {means} t")).done();
    place.run("estimate people.csv --question vote --weight w").done();
}

/// Verbs that estimate nothing have no use for a design, unless replicate weights are made from it.
#[test]
fn of_a_design_where_nothing_is_estimated() {
    let place = Place::new();
    place.file("people.csv", RESPONDENTS);
    for option in ["--strata sex", "--psu id", "--replicates w*", "--srs by-weights", "--engine naive", "--mse on"] {
        let name = option.split(' ').next().unwrap();
        place.run(&format!("inspect people.csv {option}")).fails(2, &[name, "no sampling errors: leave it out"]);
        place.run(&format!("convert people.csv x.csv {option}")).fails(2, &[name, "no sampling errors: leave it out"]);
    }
    place.run("convert people.csv x.csv --weight w").fails(2, &["--weight"]);
    place.run("inspect people.csv --weight w").done();
    place.run("inspect people.csv --weight w --psu id --make-replicates jackknife").done();
    place.run("convert people.csv x.csv --weight w --psu id --make-replicates jackknife").done();
}

/// In a study the error names the file, the line, the source and the key.
#[test]
fn in_studies() {
    let place = Place::new();
    place.file("people.csv", RESPONDENTS);
    for (key, at, says) in [
        ("n = 100", "6:1", "n has no effect on respondents, as people.csv holds"),
        ("deff = 2", "6:1", "deff has no effect on respondents"),
        ("margin = '50=3'", "6:1", "margin has no effect on respondents"),
        ("nested = true", "3:6", "nested has no effect without strata and psu"),
        ("lonely-psu = 'adjust'", "3:6", "lonely-psu has no effect without strata"),
        ("seed = 3", "3:6", "--seed has no effect without --make-replicates"),
    ] {
        place.file(
            "s.toml",
            format!("title = 's'\n[[source]]\nid = \"one\"\nfile = \"people.csv\"\nweight = \"w\"\n{key}\n"),
        );
        place.run("estimate s.toml#one --question vote").fails(2, &[&format!("s.toml:{at}: source \"one\": {says}")]);
    }
}
