use super::*;

#[test]
fn names_are_listed_in_words() {
    assert_eq!(list(&["a", "b", "c"], 5), "a, b and c");
    assert_eq!(list(&["a", "b", "c", "d"], 2), "a, b and 2 more");
    assert_eq!(capital("їжак"), "Їжак");
}

#[test]
fn spans_are_told_in_units_of_which_they_are_whole() {
    let told = [1.0, 45.0, 91.0, 200.0, 365.0, 900.0, 1462.0, 3653.0].map(span);
    assert_eq!(told, ["1 day", "45 days", "3 months", "200 days", "1 year", "30 months", "4 years", "10 years"]);
}
