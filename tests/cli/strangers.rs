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

/// Each question gives those of the answers that it has; an answer of none of them, and a question without any, are refused.
#[test]
fn answers_of_several_questions_go_to_their_own() {
    let place = Place::new();
    place.file("p.csv", PEOPLE).file(
        "t.csv",
        "question,answer,percent,n\nnato,yes,60,800\nnato,no,40,800\ntrust,a lot,30,800\ntrust,little,70,800\n",
    );
    let rows = |arguments: &str| -> Vec<String> {
        let out = place.run(arguments).done().out;
        out.lines().skip(1).map(|line| line.split(',').take(2).collect::<Vec<_>>().join(" ")).collect()
    };
    let both = "--question vote --question sex";
    assert_eq!(rows(&format!("estimate p.csv {both} --answer f --answer a")), ["vote a", "sex f"]);
    assert_eq!(rows("estimate t.csv --answer yes --answer 'a lot'"), ["nato yes", "trust a lot"]);
    assert_eq!(rows(&format!("compare p.csv {both} --answer f --answer a --over month")), ["vote a", "sex f"]);
    assert_eq!(rows(&format!("estimate p.csv {both} --net ab=a,b --answer m --answer ab")), ["vote ab", "sex m"]);
    assert_eq!(
        rows(&format!("estimate p.csv {both} --net ab=a,b")).len(),
        6,
        "all answers, and the net beside its parts"
    );
    for (asks, says) in [
        ("--answer a", "no answer \"a\" to sex; known: f, m"),
        ("--question month --answer a", "no answer \"a\" to sex, month; known:"),
        ("--answer a --answer x", "no answer \"x\" to vote, sex; known: a, b, c, f, m"),
        ("--question month --answer a --answer m", "(a, m) is one to month: name one of its own with --answer too"),
        ("--net x=a,z", "no answer \"z\" to vote, sex"),
        ("--net x=a,m", "--net x: none of vote, sex has all of a, m"),
    ] {
        place.run(&format!("estimate p.csv {both} {asks}")).fails(2, &[says]);
    }
}

/// What is typed or stands in a file at first, and what is said of it.
#[test]
fn slips_have_a_next_step() {
    let place = Place::new();
    place.file("p.csv", PEOPLE).file("head.csv", "id,vote\n");
    place.file("zero.csv", PEOPLE.replace(",1.0,", ",0,").replace(",1.5,", ",0,"));
    place.file("t.csv", "question,answer,percent,n\nnato,yes,60,800\nnato,no,40,800\n");
    place.file("nan.csv", PEOPLE.replace(",30,", ",NaN,"));
    place.file("z.csv", "vote,w\na,0\nb,0\n");
    let whole = "is no whole number: write one with digits alone, as 500";
    for (arguments, code, says) in [
        ("estimate t.csv --over wave", 2, "--over has no effect on t.csv, a table without waves: leave it out"),
        ("estimate t.csv --over year", 2, "no time axis named \"year\"; known: wave, date"),
        ("estimate t.csv --engine naive", 2, "--engine has no effect on t.csv, a published table"),
        ("estimate t.csv --encoding utf-8", 2, "--encoding has no effect on t.csv, a published table"),
        ("trend t.csv", 3, "a trend needs waves, and this table has none"),
        ("trend p.csv --question vote", 2, "--over VAR"),
        ("estimate p.csv --question vote --seed x", 2, whole),
        ("estimate p.csv --question vote --replicate-count 1e3", 2, whole),
        ("estimate p.csv --question vote --scale x", 2, "\"x\" is no number: write one as 0.5"),
        ("estimate p.csv --question income --quantile '.5;.7'", 2, "\".5;.7\" is no number"),
        ("trend p.csv --question vote --span 0,5", 2, "with a point before decimals"),
        ("estimate p.csv --question vote --width x -o x.png", 2, "write a whole number of pixels, as 1600"),
        ("estimate p.csv --question vote --level 99", 2, "for 99 per cent write 0.99"),
        ("estimate p.csv --question vote --level 99.9%", 2, "for 99.9 per cent write 0.999"),
        ("estimate p.csv --question vote --level 0", 2, "for 95 per cent write 0.95"),
        ("estimate z.csv --question vote --weight w", 3, "all weights in \"w\" are 0: name another column"),
        ("estimate p.csv --question vote --strata sex --psu id --fpc income", 3, "check the fpc column"),
        ("estimate p.csv --question vote --theme no.toml -o x.png", 2, "theme no.toml: no such file or folder"),
        ("estimate p.csv --question vote --standard no.toml", 2, "no.toml: no such file or folder"),
        ("estimate nan.csv --question income --stat mean", 3, "state --missing income=NaN"),
        ("estimate head.csv --question vote", 3, "export it again with its rows"),
    ] {
        place.run(arguments).fails(code, &[says]);
    }
    place.run("estimate nan.csv --question income --stat mean --missing income=NaN").done();
}

/// UTF-16 with its mark, as spreadsheets write "Unicode text", is read as other text is.
#[test]
fn respondents_in_utf16_are_read() {
    let place = Place::new();
    let little: Vec<u8> = [0xff, 0xfe].into_iter().chain(PEOPLE.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let big: Vec<u8> = [0xfe, 0xff].into_iter().chain(PEOPLE.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    place.file("p.csv", PEOPLE).file("little.csv", &little).file("big.csv", &big);
    let ask = "--question vote --weight w";
    let plain = place.run(&format!("estimate p.csv {ask}")).done().out;
    for file in ["little.csv", "big.csv", "little.csv --encoding utf-16le"] {
        assert_eq!(place.run(&format!("estimate {file} {ask}")).done().out, plain, "{file}");
    }
    assert_eq!(place.pipe(&format!("estimate - {ask}"), &little).done().out, plain);
    let cut = &little[..little.len() - 1];
    place.file("cut.csv", cut).run(&format!("estimate cut.csv {ask}")).fails(3, &["cut.csv"]);
}

#[test]
fn a_quantile_and_its_probability_have_names_of_their_own() {
    let place = Place::new();
    let asked = "estimate p.csv --question income --stat quantile --quantile .25,.5";
    let shown = place.file("p.csv", PEOPLE).run(&format!("{asked} --format md")).done().out;
    assert!(shown.contains("| quantile | 95 % interval | probability |") && shown.contains("| 0.25 |"), "{shown}");
    assert!(
        place.run(asked).done().out.lines().next().unwrap().contains(",quantile,"),
        "machines read the name it had"
    );
}

#[test]
fn a_study_asks_for_something_and_takes_one_number_for_a_list_of_one() {
    let place = Place::new();
    let source = "[[source]]\nid = \"p\"\nfile = \"p.csv\"\n";
    place.file("p.csv", PEOPLE).file("none.toml", source);
    place.run("run none.toml").fails(2, &["none.toml asks for nothing: add [[estimate]]"]);
    place.run("estimate none.toml#p --question vote").done();
    let asked =
        "[[estimate]]\nname = \"a\"\nsource = \"p\"\nquestion = \"income\"\nstat = \"quantile\"\nquantile = 0.5\n";
    place.file("one.toml", format!("{source}{asked}"));
    place.run("run one.toml -q").done();
}

/// Labels beside one number, as of a file of respondents over waves: their weight is no share.
#[test]
fn respondents_of_several_waves_are_no_printed_table() {
    let place = Place::new();
    let mut people = String::from("wave,weight,sex,gov\n");
    (0..80).for_each(|i| people += &format!("2024-0{},0.9{i},Men,{}\n", i % 9 + 1, ["Trust", "Distrust"][i % 2]));
    place.file("people.csv", people);
    assert!(place.run("inspect people.csv").done().out.contains("gov,text,"));
}
