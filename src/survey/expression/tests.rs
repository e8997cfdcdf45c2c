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
    assert!(message("(age == 3").contains("closing )"));
    assert!(message("age == \"3").contains("never closed"));
    assert!(message("age 3").contains("a comparison is expected"));
    assert!(message("age == 3 sex == 1").contains("the end can stand"));
    assert!(message("").contains("a condition is expected, as age >= 18"));
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
        (kept, occurring.stranger(&variables()))
    };
    let nort = Some("no region is \"Nort\"; did you mean \"North\"? known: North, South".to_owned());
    assert_eq!(stranger("region == 'Nort' and age > 17"), (1, nort.clone()), "values of age are not kept");
    assert_eq!(stranger("not (region == 'East') and region == 'Nort'"), (1, nort.clone()));
    assert_eq!(stranger("not (region != 'Nort')"), (1, nort));
    assert_eq!(stranger("not (region in ('East', 'West')) and age > 99"), (0, None));
    assert_eq!(stranger("region != 'East'"), (0, None));
}
