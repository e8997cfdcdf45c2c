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
    ("age in 3", 7, "after `in` a list in parentheses is wanted, and `3` stands there: write age in (1, 2)"),
    ("age in ()", 8, "after `(` a number or a word in quotes is wanted, and `)` stands there: write age in (1, 2)"),
    ("age not 3", 8, "after `not` in is wanted, and `3` stands there: write age not in (1, 2)"),
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
    ("age > 1,5", 7, "decimals have a point: write 1.5"),
    ("age is null", 7, "after `is` missing or not missing is wanted, and `null` stands there: write age is missing"),
    ("age == NA", 7, "If no answer is meant, write age is missing"),
    ("age + 1 > 3", 4, "+ is not known: conditions compare and do not calculate"),
    ("[age] > 3", 0, "lists and groups stand in parentheses"),
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
