//! Which kinds of chart the result of each verb can be drawn as. The tables here are the only place that says so.

use crate::chart::ChartError;
use crate::chart::kinds;
use crate::study::StudyError;

/// The kinds for each verb.
const DRAWN: [(&str, &[&str]); 4] = [
    ("estimate", &["dots", "bars", "likert", "trend", "slope", "facets", "heat", "table", "area"]),
    ("compare", &["dumbbell", "slope", "dots", "bars"]),
    ("trend", &["trend", "facets", "forest", "house"]),
    ("inspect", &["weights", "lint"]),
];

/// What each kind is drawn from, for those who asked it of another result.
const NEEDS: [(&str, &str); 14] = [
    ("trend", "dated waves: draw it from `trend`, or from `estimate`"),
    ("dots", "estimates or comparisons of one wave: draw it from `estimate` or `compare`"),
    ("likert", "every answer of a question: draw it from `estimate`"),
    ("bars", "estimates or comparisons of one wave: draw it from `estimate` or `compare`"),
    ("dumbbell", "differences between two waves, groups or answers: draw it from `compare`"),
    ("slope", "two to six waves, or pairs that all compare the same two: draw it from `estimate` or `compare`"),
    ("facets", "panels, one for each group or answer: draw it from `trend` or `estimate`"),
    ("heat", "answers in columns and groups or waves in rows: draw it from `estimate`"),
    ("area", "all answers of a question over waves: draw it from `estimate`"),
    ("forest", "polls with their pooled level: draw it from `trend --method average`"),
    ("house", "house effects: draw it from `trend --method local-level --houses sum-to-zero`"),
    ("table", "answers in columns and groups or waves in rows: draw it from `estimate`"),
    ("weights", "respondents with a weight: draw it from `inspect --weight`"),
    ("lint", "a published table: draw it from `inspect`"),
];

/// Refuses a kind that `verb` cannot give the rows for, with what the kind needs and what the verb draws.
pub(super) fn check(verb: &str, kind: &str) -> Result<(), StudyError> {
    kinds::kind(kind)?;
    let drawn = DRAWN.iter().find(|(name, _)| *name == verb).map_or(&[][..], |(_, drawn)| drawn);
    if drawn.contains(&kind) {
        return Ok(());
    }
    let needs = NEEDS.iter().find(|(name, _)| *name == kind).map_or("", |(_, needs)| needs);
    let message = format!("the chart {kind} needs {needs}. What `{verb}` found can be drawn as {}", drawn.join(", "));
    Err(StudyError::Usage(message))
}

/// What a kind lacks in a result that could hold it: the data do not fit.
pub(super) fn lacks(kind: &'static str, needs: &'static str) -> StudyError {
    ChartError::Lacks { kind, needs }.into()
}

/// What a kind needs that the options alone rule out, whatever the data hold: a mistake of usage.
pub(super) fn rules_out(kind: &str, needs: &str) -> StudyError {
    StudyError::Usage(format!("the chart {kind} needs {needs}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_says_what_it_needs_and_every_name_is_a_kind() {
        let known: Vec<&str> = kinds::ALL.iter().map(|kind| kind.name()).collect();
        let named: Vec<&str> = NEEDS.iter().map(|(name, _)| *name).collect();
        assert_eq!(named, known);
        assert!(DRAWN.iter().flat_map(|(_, drawn)| *drawn).all(|kind| known.contains(kind)));
    }

    #[test]
    fn a_kind_that_a_verb_cannot_draw_says_what_would() {
        let message = check("estimate", "forest").unwrap_err().to_string();
        assert!(message.contains("trend --method average") && message.contains("dots, bars, likert"), "{message}");
        let unknown = check("estimate", "likret").unwrap_err().to_string();
        assert!(unknown.contains("did you mean \"likert\""), "{unknown}");
    }
}
