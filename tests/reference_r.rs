//! The cases of `tests/reference/cases.json`, made by R survey 4.1 and Stata (each case holds its call): every number within the
//! case's tolerance.

mod reference;

use reference::{Case, cases};

/// Runs the cases that `wanted` picks, and lists what fails and by how much.
fn run(wanted: impl Fn(&Case) -> bool) {
    let chosen: Vec<Case> = cases().into_iter().filter(wanted).collect();
    assert!(!chosen.is_empty(), "no such cases");
    let failures: Vec<String> =
        chosen.iter().flat_map(|case| case.failures().into_iter().map(|what| format!("{}: {what}", case.id))).collect();
    assert!(failures.is_empty(), "{} of {} cases fail:\n{}", failures.len(), chosen.len(), failures.join("\n"));
}

#[test]
fn estimates_agree_with_r() {
    run(|case| case.verb == "estimate" && !case.id.contains("/ciprop/"));
}

#[test]
fn comparisons_agree_with_r() {
    run(|case| case.verb == "compare");
}
