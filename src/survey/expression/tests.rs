use super::*;
use crate::survey::Kind;

fn variables() -> Vec<Variable> {
    let mut sex = Variable::new("sex", Kind::Number);
    sex.labels = vec![(Value::Number(1.0), "men".into()), (Value::Number(2.0), "women".into())];
    vec![Variable::new("age", Kind::Number), Variable::new("region", Kind::Text), sex]
}

fn columns() -> [Column; 3] {
    let region = Column::Text { codes: vec![0, 1, MISSING, 0].into(), levels: vec!["North".into(), "South".into()] };
    [Column::Numbers(vec![17.0, 30.0, 45.0, f64::NAN].into()), region, Column::Numbers(vec![1.0, 2.0, 2.0, 1.0].into())]
}

fn rows(text: &str) -> Vec<usize> {
    let columns = columns();
    let holds = Condition::new(text, &variables()).unwrap().holds(&|at| &columns[at], 4);
    (0..4).filter(|&row| holds[row]).collect()
}

#[test]
fn words_bind_as_in_speech_and_missing_is_neither() {
    assert_eq!(rows("age >= 18"), [1, 2]);
    assert_eq!(rows("not age >= 18"), [0], "a missing age is not known to be under 18");
    assert_eq!(rows("age < 18 or age > 40 and sex == \"women\""), [0, 2]);
    assert_eq!(rows("(age < 18 or age > 40) and sex == 'women'"), [2]);
    assert_eq!(rows("region in (\"North\") or region is missing"), [0, 2, 3]);
    assert_eq!(rows("region not in ('North')"), [1]);
    assert_eq!(rows("18 <= age and sex != 1"), [1, 2]);
    assert_eq!(rows("age is not missing and -1e1 < age"), [0, 1, 2]);
    assert_eq!(rows("region == \"North\" or age == 45"), [0, 2, 3], "true or unknown is true");
}

#[test]
fn mistakes_are_shown_at_their_place() {
    let message = |text: &str| Condition::new(text, &variables()).unwrap_err().to_string();
    let typo = message("age >= 18 and regoin == \"North\"");
    assert!(typo.contains("did you mean \"region\"?"), "{typo}");
    assert!(typo.ends_with(&format!("\n  {}^^^^^^", " ".repeat(14))), "{typo}");
    assert!(message("age = 3").contains("write =="));
    assert!(message("sex == \"woman\"").contains("did you mean \"women\"?"));
    assert!(message("region == 3").contains("holds words"));
    assert!(message("age == \"3\"").contains("holds numbers"));
    assert!(message("age == \"3").contains("never closed"));
    assert!(
        message("region == North").contains("no column \"North\"; known: ")
            && message("region == North").contains("'North'")
    );
    for slip in ["region == m", "region == age1", "region in (north)", "1 < m", "north == region"] {
        assert!(message(slip).contains("in quotes"), "{slip}: {}", message(slip));
    }
    assert!(!message("regoin == 1").contains("quotes") && !message("1 == `m`").contains("quotes"));
    assert!(!message("region == m").contains("did you mean"), "{}", message("region == m"));
    assert!(message("age == \"3\"").contains("write 3, without quotes"));
    assert!(message("age == \"old\"").contains("'old' is none"));
    assert!(message("age <> 3").contains("write !="));
    assert!(message("region == “North”").contains("straight quotes"));
    assert!(message("age == 3O").contains("3O is no number"));
}

/// What is typed, the characters before the place that is marked, and what is said of it.
const SLIPS: &[(&str, usize, &str)] = &[
    (
        "age>>3",
        4,
        "after `>` a number, a word in quotes or a column is wanted, and `>` stands there: write it as age >= 18",
    ),
    ("age = 3", 4, "= is not known; write =="),
    ("age === 3", 4, "=== is not known; write =="),
    ("age => 3", 4, "=> is not known; write >="),
    ("age ≤ 3", 4, "≤ is not known; write <="),
    ("!age", 0, "write not before a comparison, as not age > 18, or != within one"),
    ("age >", 5, "after `>` a number, a word in quotes or a column is wanted, and the condition ends there"),
    ("(age > 3", 0, "this ( is never closed"),
    ("age in (1, 2", 7, "this ( is never closed"),
    ("age > 3)", 7, "this ) closes nothing"),
    ("age == \"3", 7, "this \" is never closed: write \" after the word too"),
    (
        "age > 3 andd sex == 1",
        8,
        "after `3` only and, or or the end can follow, and `andd` stands there; did you mean and?",
    ),
    ("(age > 3 sex == 1)", 9, "after `3` only and, or or a closing ) can follow, and `sex` stands there"),
    ("age in 3", 7, "after `in` a list in parentheses is wanted, and `3` stands there: write age in (3)"),
    ("age in ()", 8, "after `(` a number or a word in quotes is wanted, and `)` stands there: write age in (1, 2)"),
    ("age not 3", 8, "after `not` in is wanted, and `3` stands there: write age not in (3)"),
    (
        "age",
        3,
        "after `age` a comparison (== != < <= > >=, in (…) or is missing) is wanted, and the condition ends there",
    ),
    ("age-1 > 3", 3, "a column that is called so stands in backquotes, `age-1`"),
    ("sex == 'men' or 'women'", 23, "write sex in ('men', 'women') for one of several values"),
    ("and age > 3", 0, "at the start a comparison is wanted, and `and` stands there"),
    ("age > 3 or", 10, "after `or` a comparison is wanted, and the condition ends there"),
    ("18 <= age <= 30", 10, "<= is a second comparison of one value: join two with and, as 18 <= age and age <= 30"),
    ("sex != 'men' or 'women' or 1 < age", 24, "write sex not in ('men', 'women') for one of several values"),
    ("sex == 'men', 'women'", 12, "several values are a list: write sex in ('men', 'women')"),
    ("sex == ('men' or 'women')", 7, "write sex in ('men', 'women')"),
    (
        "sex in ('men' 'women')",
        14,
        "a comma or a closing ) is wanted, and `'women'` stands there: write sex in ('men', 'women')",
    ),
    ("sex not in ()", 12, "write sex not in ('men', 'women')"),
    ("region in 'North'", 10, "write region in ('North')"),
    ("age == 1, 2", 8, "several values are a list: write age in (1, 2)"),
    ("age > 1,5", 7, "decimals have a point: write 1.5"),
    ("age == 1,5", 8, "decimals have a point: write 1.5; several values are a list: write age in (1, 5)"),
    ("age > 0,500", 7, "decimals have a point: write 0.500"),
    ("age > 10,000", 8, "write 10000 (or 10.000 if the comma is a decimal mark)"),
    ("age > -10,000,000", 9, "numbers have no comma between thousands: write -10000000"),
    ("age > 10,000.5", 8, "numbers have no comma between thousands: write 10000.5"),
    ("age > 1.000,5", 11, "1.000,5 is no number: decimals have a point, thousands no mark"),
    ("age !> 3", 4, "!> is not known; write <="),
    ("age !>= 3", 4, "!>= is not known; write <"),
    ("age is null", 7, "after `is` missing or not missing is wanted, and `null` stands there: write age is missing"),
    ("region is null", 10, "stands there: write region is missing"),
    ("age == NA", 7, "If no answer is meant, write age is missing"),
    ("region != NA", 10, "If no answer is meant, write region is missing"),
    ("age + 1 > 3", 4, "+ is not known: conditions compare and do not calculate"),
    ("[age] > 3", 0, "lists and groups stand in parentheses"),
    ("region in ['North', 'South']", 10, "a list stands in parentheses: write ('North', 'South')"),
    ("age not in [98,999]", 11, "write (98, 999)"),
    ("age in [98, 99", 7, "[ is not known; lists"),
    ("age in (98,999)", 8, "several values have a blank after each comma, 98, 999"),
];

#[test]
fn a_slip_is_marked_and_says_what_is_wanted_there() {
    for (typed, at, says) in SLIPS {
        let error = Condition::new(typed, &variables()).unwrap_err();
        assert!(error.message.contains(says), "{typed}: {}", error.message);
        assert_eq!(error.at, *at, "{error}");
    }
    let empty = Condition::new(" ", &variables()).unwrap_err().to_string();
    assert_eq!(empty, "the condition is empty: write one, as age >= 18 or sex == 'men'");
}

#[test]
fn words_are_not_asked_for_their_size() {
    for asked in ["region > 2", "2 <= region", "region < '2'", "region >= '2,5'", "region > '-1e3'", "region > '0.5'"] {
        let error = Condition::new(asked, &variables()).unwrap_err();
        assert_eq!(error.words.as_deref(), Some("region"), "{asked}: {error}");
        assert!(!error.to_string().contains("quotes"), "no advice that compares words: {error}");
    }
    assert_eq!(rows("region >= 'O'"), [1]);
    for dates in ["region >= '2024'", "region < '202507'", "region < '2025-07-01'", "region <= '007'"] {
        assert!(Condition::new(dates, &variables()).is_ok(), "{dates}");
    }
}

#[test]
fn strangers_are_values_that_are_asked_for_and_not_those_denied() {
    let stranger = |text: &str| {
        let condition = Condition::new(text, &variables()).unwrap();
        let columns = columns();
        let mut occurring = Occurring::new(&condition);
        occurring.see(&condition.columns().iter().map(|&at| columns[at].clone()).collect::<Vec<_>>());
        let kept = occurring.columns.len();
        (kept, occurring.stranger(&variables()), occurring.strangers(&variables()).len())
    };
    let nort = Some("no region is \"Nort\"; did you mean \"North\"? known: North, South".to_owned());
    assert_eq!(stranger("region == 'Nort' and age > 17"), (1, nort.clone(), 1), "values of age are not kept");
    assert_eq!(stranger("not (region == 'East') and region == 'Nort'"), (1, nort.clone(), 2));
    assert_eq!(stranger("not (region != 'Nort')"), (1, nort, 1));
    // A word that is denied may be a slip too, a number may not; and neither leaves nobody.
    assert_eq!(stranger("not (region in ('East', 'West')) and age > 99"), (1, None, 2));
    assert_eq!(stranger("region != 'East'"), (1, None, 1));
    assert_eq!(stranger("region != 'North' and not age in (99, 98)"), (1, None, 0));
}

#[test]
fn columns_may_be_called_as_the_words_of_conditions() {
    let named = |names: &[&str]| names.iter().map(|name| Variable::new(*name, Kind::Number)).collect::<Vec<_>>();
    let states = named(&["IN", "OR", "IS", "AND", "NOT", "age"]);
    let columns: Vec<Column> = (0..6).map(|at| Column::Numbers(vec![f64::from(at); 1].into())).collect();
    let holds = |text: &str| Condition::new(text, &states).unwrap().holds(&|at| &columns[at], 1)[0];
    for text in [
        "IN == 0",
        "IN in (0) and OR == 1",
        "age == 5 or OR == 7",
        "not IN == 1 and not NOT == 1",
        "NOT == 4 and NOT in (4) and NOT is not missing",
        "IS is not missing and AND > OR and 3 == AND",
        "age > AND",
    ] {
        assert!(holds(text), "{text}");
    }
    for (typed, says) in [("in == 0", "`IN`"), ("age > 3 and not == 4", "`NOT`"), ("age > or", "`OR`")] {
        let error = Condition::new(typed, &states).unwrap_err();
        assert!(error.message.ends_with(&format!("stands in backquotes, {says}")), "{typed}: {}", error.message);
    }
}

#[test]
fn a_code_declared_as_no_answer_is_refused_wherever_it_stands() {
    let mut trust = Variable::new("trust in it", Kind::Number);
    trust.labels = vec![(Value::Number(98.0), "Refused".into())];
    trust.missing = vec![crate::survey::Missing::Range { low: 98.0, high: 99.0 }];
    let variables = [trust, Variable::new("sex", Kind::Text)];
    for (typed, at, says) in [
        ("`trust in it` in (99, 5)", 18, "99 is declared as no answer to trust in it: write `trust in it` is missing"),
        ("sex == 'men' or 99 == `trust in it`", 16, "write `trust in it` is missing"),
        (
            "`trust in it` != 'Refused'",
            17,
            "Refused is declared as no answer to trust in it: write `trust in it` is not missing",
        ),
        ("not `trust in it` not in (5, 98)", 29, "write `trust in it` is not missing"),
    ] {
        let error = Condition::new(typed, &variables).unwrap_err();
        assert!(error.message.ends_with(says) && error.at == at, "{error}");
    }
    assert!(Condition::new("`trust in it` < 98 and `trust in it` in (5, 97)", &variables).is_ok());
}

#[test]
fn a_word_among_numbers_declared_as_no_answer_is_called_so() {
    let mut income = Variable::new("inc", Kind::Number);
    income.missing = vec![crate::survey::Missing::Tag { letter: 'a', label: Some("don't know".into()) }];
    let variables = [income];
    let message = |typed: &str| Condition::new(typed, &variables).unwrap_err().message;
    let says = "don't know is declared as no answer to inc: write inc is";
    assert_eq!(message("inc == \"don't know\""), format!("{says} missing"));
    assert_eq!(message("inc in (\"don't know\", 3)"), format!("{says} missing"));
    assert_eq!(message("inc != \"don't know\""), format!("{says} not missing"));
    assert_eq!(message("inc == 'refused'"), "\"inc\" holds numbers: 'refused' is none");
}

#[test]
fn thousands_in_a_list_are_not_two_values() {
    let thousands = "numbers have no comma between thousands: write ";
    for (typed, at, length, says) in [
        ("age in (1,000)", 8, 5, format!("{thousands}1000")),
        ("age in (1,000, 2,000)", 8, 5, format!("{thousands}1000")),
        ("age in (5, 1,000,000.5)", 11, 11, format!("{thousands}1000000.5")),
        ("age in (18,200)", 8, 6, format!("{thousands}18200; several values have a blank after each comma, 18, 200")),
        ("age in (1,2,100)", 10, 5, format!("{thousands}2100; several values have a blank after each comma, 2, 100")),
        ("age in (1, 000)", 11, 3, "000 has zeros before its digits: write 0, or '000' for a word".to_owned()),
        ("age not in (007)", 12, 3, "007 has zeros before its digits: write 7, or '007' for a word".to_owned()),
    ] {
        let error = Condition::new(typed, &variables()).unwrap_err();
        assert_eq!((error.message.as_str(), error.at, error.length), (says.as_str(), at, length), "{typed}");
    }
    for fine in ["age in (1, 200)", "age in (1,2,10)", "age in (0,0.5)", "age in (1000,200)", "age in (17,30,1000)"] {
        assert!(Condition::new(fine, &variables()).is_ok(), "{fine}");
    }
}

#[test]
fn what_is_too_deep_for_the_stack_is_refused() {
    let deep = |count: usize| format!("{}age > 1{}", "(".repeat(count), ")".repeat(count));
    let many = |count: usize| vec!["age > 1"; count].join(" or ");
    assert!(Condition::new(&deep(99), &variables()).is_ok() && Condition::new(&many(1000), &variables()).is_ok());
    let message = |typed: &str| Condition::new(typed, &variables()).unwrap_err().message;
    for typed in [deep(100_000), format!("{}age > 1", "not ".repeat(100_000))] {
        assert_eq!(message(&typed), "brackets and negations lie within each other at most 100 deep");
    }
    assert!(message(&many(1001)).starts_with("a condition has at most 1000 comparisons"));
}
