//! What a newcomer stumbled over: places of mistakes in studies, what reports and changes show, what `inspect` notices.

use crate::kit::Place;

const PEOPLE: &str = "sex,vote,x,w\nMale,yes,1,1\nmale,no,2,1.2\nFemale,yes,3,.9\nFemale,no,4,1\nMale,yes,5,1.1\n";
const SOURCE: &str = "title = \"T\"\n[[source]]\nid = \"s\"\nfile = \"p.csv\"\n";
const ACT: &str = "[[compare]]\nname = \"change\"\nquestion = \"vote\"\nby = \"sex\"\n";

fn place() -> Place {
    let place = Place::new();
    place.file("p.csv", PEOPLE);
    place
}

#[test]
fn mistakes_in_a_study_stand_where_they_are_made() {
    let place = place();
    let fails = |study: String, says: &[&str]| {
        place.file("t.toml", study);
        place.run("run t.toml -o out").fails(2, says);
    };
    let chart = "[[chart]]\nname = \"c\"\nof = \"change\"\nneeds = \"edu2 > 0\"\n";
    fails(format!("{SOURCE}{ACT}{chart}"), &["t.toml:12:9: no act named \"edu2\""]);
    fails(format!("{SOURCE}{ACT}{ACT}"), &["t.toml:6:8: two steps are named \"change\", here and in line 10"]);
    let again = SOURCE.trim_start_matches("title = \"T\"\n");
    fails(format!("{SOURCE}{again}"), &["t.toml:3:6: two sources are named \"s\", here and in line 6"]);
    let role = "[[question]]\nid = \"vote\"\nanswers = [{ id = \"yes\", role = \"postive\" }]\n";
    fails(format!("{SOURCE}{role}"), &["t.toml:7:33: \"postive\" is none of the choices; did you mean \"positive\"?"]);
    place.file("t.toml", format!("{SOURCE}weight = \"wgt\"\nset = [\"both=x,w\"]\n").replace("p.csv", "weighted.csv"));
    place.file("weighted.csv", PEOPLE.replace(",w\n", ",weight\n"));
    place.file("t.toml", String::from_utf8(place.read("t.toml")).unwrap().replace("x,w", "x,weight"));
    let says = ["t.toml:5:10:", "did you mean \"weight\"? known: sex, vote, x, weight\n"];
    place.run("estimate t.toml#s --question vote").fails(2, &says);
    place.file("t.toml", format!("{SOURCE}missing = \"y=9\"\n"));
    place.run("estimate t.toml#s --question vote").fails(2, &["t.toml:3:6:", "no variable named \"y\""]);
}

#[test]
fn a_test_of_one_answer_is_a_comparison() {
    let says = "a test takes all answers; to compare this one between groups, leave out --test instead";
    place().run("compare p.csv --question vote --by sex --test rao-scott --answer yes").fails(2, &[says]);
}

#[test]
fn small_changes_show_in_a_table_of_changes() {
    let place = place();
    place.file("t.toml", format!("{SOURCE}[[estimate]]\nname = \"e\"\nquestion = \"x\"\nstat = \"mean\"\n"));
    place.run("run t.toml -o old").done();
    place.file("p.csv", PEOPLE.replace(",5,", ",5.001,"));
    let out = place.run("run t.toml -o new --diff old --format table").done().out;
    let line = out.lines().find(|line| line.contains("estimate")).unwrap();
    let shown: Vec<&str> = line.split_whitespace().rev().take(3).collect();
    assert_eq!(shown, ["0.0002", "3.0002", "3"], "{out}");
}

#[test]
fn a_report_tells_its_method_once() {
    let place = place();
    place.file("t.toml", format!("{SOURCE}{ACT}[report]\nforms = [\"md\", \"html\"]\n"));
    place.run("run t.toml -o out").done();
    let text = |name: &str| String::from_utf8(place.read(name)).unwrap();
    let (md, html) = (text("out/report.md"), text("out/report.html"));
    assert_eq!((md.matches("## Method").count(), html.matches("Method</h2>").count()), (1, 1));
    assert!(md.contains("\n- Study: t.toml\n") && html.contains("<dt>Study</dt><dd>t.toml</dd>"), "{md}");
}

#[test]
fn weights_scaled_to_the_sample_are_told_of_once_with_the_cell() {
    let place = place();
    let act =
        |name: &str, by: &str| format!("[[estimate]]\nname = \"{name}\"\nquestion = \"x\"\nstat = \"mean\"\n{by}");
    let study = format!("{SOURCE}weight = \"w\"\n{}{}", act("whole", ""), act("groups", "by = \"vote\"\n"));
    place.file("t.toml", study);
    let err = place.run("run t.toml -o out").done().err;
    assert_eq!(err.matches("W206").count(), 1, "{err}");
    assert!(err.contains("warning[W206]: whole, groups: the weights of 5 respondents add up to 5"), "{err}");
    let by = place.run("estimate p.csv --weight w --question x --stat mean --by vote").done().err;
    assert!(by.contains("the weights of 3 respondents (vote yes) add up to 3, as if"), "{by}");
}

#[test]
fn levels_that_differ_in_case_alone_are_noticed() {
    let place = place();
    let seen = place.run("inspect p.csv").done().err;
    let says =
        "warning[W215]: sex has words that differ only in case, spaces or apostrophes: \"Male\" (2), \"male\" (1)";
    assert!(seen.contains(says) && seen.matches("[W215]").count() == 1, "{seen}");
}

#[test]
fn values_of_a_condition_that_nobody_has_are_told() {
    let place = Place::new();
    let row = |at: usize| format!("{},{},{}\n", ["men", "women"][at % 2], at % 3, ["north", "south", "west"][at % 3]);
    place.file("w.csv", format!("sex,q,region\n{}", (0..60).map(row).collect::<String>()));
    let acts = [
        "estimate w.csv --question q",
        "estimate w.csv --question q --stat median",
        "compare w.csv --question q --by region",
    ];
    for act in acts {
        for (condition, says) in [
            ("sex in (\"men\", \"womn\")", "no sex is \"womn\"; did you mean \"women\"?"),
            ("sex == \"men\" or sex == \"womn\"", "no sex is \"womn\""),
            ("sex != \"womn\"", "no sex is \"womn\""),
            ("q in (1, 2, 7)", "no q is \"7\""),
        ] {
            let came = place.run(&format!("{act} --where '{condition}'")).done();
            assert!(came.err.contains("warning[W219]") && came.err.contains(says), "{act} {condition}: {}", came.err);
        }
        for condition in ["sex in (\"men\", \"women\")", "q != 99", "not q in (2, 99) and sex == \"men\""] {
            let came = place.run(&format!("{act} --where '{condition}'")).done();
            assert!(!came.err.contains("W219"), "{act} {condition}: {}", came.err);
        }
    }
    let came = place.run("estimate continue-or-talks.csv --n 1600 --where 'wave in (\"2026-02\", \"2026-03\")'").done();
    assert!(came.err.contains("warning[W219]") && came.err.contains("no wave is \"2026-03\""), "{}", came.err);
}

#[test]
fn spellings_of_one_level_are_noticed_in_results() {
    let place = place();
    let (answers, sexes) = (["yes", "Yes ", "no", "don't know", "don’t know"], ["Women", "women", "men"]);
    let row = |at: usize| format!("{},{},2024-0{}\n", answers[at * at % 5], sexes[at * 7 % 11 % 3], at % 4 + 1);
    let odd = |at: usize| format!("{},{},2024-0{}\n", answers[at % 5], sexes[at % 3], at % 4 + 1);
    place.file(
        "s.csv",
        format!("q,sex,wave\n{}{}", (0..90).map(row).collect::<String>(), (0..61).map(odd).collect::<String>()),
    );
    let said =
        |ask: &str| place.run(ask).err.lines().filter(|line| line.contains("W215")).collect::<Vec<_>>().join("\n");
    let of_q = [
        "q has words that differ only in case, spaces or apostrophes: \"don't know\", \"don’t know\". If they are one",
        "q has words that differ only in case, spaces or apostrophes: \"Yes\", \"yes\". If they are one",
    ];
    let of_sex = "sex has words that differ only in case, spaces or apostrophes: \"Women\", \"women\"";
    for ask in [
        "estimate s.csv --question q",
        "estimate s.csv --question q --answer yes",
        "compare s.csv --question q --over wave",
        "trend s.csv --question q --over wave --method average --where 'wave is not missing'",
        "compare s.csv --question q --by sex --test rao-scott",
    ] {
        let said = said(ask);
        assert!(of_q.iter().all(|words| said.contains(words)), "{ask}: {said}");
        assert_eq!(said.contains(of_sex), ask.contains("--by sex"), "{ask}: {said}");
    }
    for ask in ["estimate s.csv --question q --by sex", "compare s.csv --question q --by sex --answer no"] {
        assert!(said(ask).contains(of_sex), "{ask}");
    }
    assert_eq!(said("estimate s.csv --question q --where \"q == 'no'\""), "", "others are not asked");
    place.file("t.csv", "answer,percent,n\nYes,50,900\nyes,10,900\nno,40,900\n");
    assert!(said("compare t.csv --deff 1").contains("t has words"), "printed ones too");
    let study = "[[source]]\nid='s'\nfile='s.csv'\n[[question]]\nid='q'\nanswers=[{id='yes',labels='Yes'},{id='no'},{id=\"don't know\",labels='don’t know'}]\n";
    place.file("s.toml", study);
    assert_eq!(said("estimate s.toml#s --question q"), "", "the study says so");
}

#[test]
fn comparisons_stand_in_the_order_of_estimates() {
    let place = place();
    let line = |wave: &str, group: &str, at: usize| {
        let answer = ["tea", "beer", "coffee"][at];
        format!("drink,{answer},{group},{wave},{},500\n", [50, 30, 20][at])
    };
    let waves = ["2024-03", "2025-03"].map(|wave| {
        ["", "South", "North", "East"].map(|group| (0..3).map(|at| line(wave, group, at)).collect::<String>()).concat()
    });
    place.file("t.csv", format!("question,answer,region,wave,percent,n\n{}", waves.concat()));
    let column = |of: &str, at: usize| -> Vec<String> {
        let out = place.run(&format!("{of} t.csv --by region --deff 1.2 --net hot=tea,coffee --format csv")).done().out;
        let all = out.lines().skip(1).map(|line| line.split(',').nth(at).unwrap().to_owned());
        all.fold(Vec::new(), |mut seen, one| {
            if !seen.contains(&one) {
                seen.push(one);
            }
            seen
        })
    };
    let (answers, groups) = (column("estimate", 1), column("estimate", 2));
    assert_eq!((answers[0].as_str(), groups[0].as_str()), ("hot", "South"));
    for against in ["--over wave --against previous", "--over wave --against first"] {
        let asked = format!("compare {against}");
        assert_eq!((column(&asked, 1), column(&asked, 2)), (answers.clone(), groups.clone()), "{against}");
    }
    assert_eq!(column("compare", 1), answers);
}

#[test]
fn a_label_with_white_space_around_it_is_the_word_of_the_file() {
    let place = place();
    place.file("s.csv", "q,sex\nyes,male \nno,male \nyes,female\nno,female\n");
    let group = "[[group]]\nid = \"sex\"\nlevels = [{ id = \"m\", labels = [\"male \"] }, { id = \"f\", labels = [\"female\"] }]\n";
    let act = "[[estimate]]\nname = \"e\"\nquestion = \"q\"\nby = \"sex\"\n";
    place.file("s.toml", format!("[[source]]\nid = \"s\"\nfile = \"s.csv\"\n{group}{act}"));
    place.run("run s.toml -o out").done();
    let made = String::from_utf8(place.read("out/e.csv")).unwrap();
    assert!(made.contains("q,yes,m,") && !made.contains(",male,"), "{made}");
    // Asked for as a value, it is told of the one without.
    let asked = format!("{act}where = 'sex == \"male \"'\n").replace("by = \"sex\"\n", "");
    place.file("w.toml", format!("[[source]]\nid = \"s\"\nfile = \"s.csv\"\n{asked}"));
    place.run("run w.toml -o out2").fails(2, &["no sex is \"male \"; did you mean \"male\"?"]);
}

/// Answers of a well-known scale are compared as if a study listed them.
#[test]
fn comparisons_of_a_known_scale_are_those_of_its_listed_answers() {
    let place = Place::new();
    let answers = ["no", "yes", "maybe", "yes", "dk", "no", "yes"];
    let people =
        (0..120).map(|at| format!("{},{},{}\n", answers[at * at % 7], ["m", "f"][at / 3 % 2], 2023 + at / 5 % 2));
    place.file("d.csv", "v,sex,wave\n".to_owned() + &people.collect::<String>());
    place.file("s.toml", "[[source]]\nid = 's'\nfile = 'd.csv'\n[[question]]\nid = 'v'\nanswers = [{ id = 'yes' }, { id = 'maybe' }, { id = 'no' }, { id = 'dk' }]\n");
    for ask in ["--by sex", "--by sex --over wave --against previous", "--against answers", "--by sex --against total"]
    {
        let of = |data: &str| place.run(&format!("compare {data} --question v {ask}")).done();
        let (known, listed) = (of("d.csv"), of("s.toml#s"));
        assert_eq!(known.out, listed.out, "{ask}");
        assert!(known.err.contains("W210") && !listed.err.contains("W210"), "{ask}: {}", known.err);
    }
}
