//! The chart linter: what can be computed of the rules of good charts, judged on the finished drawing. One file a rule; the list
//! [`RULES`] is the only place that names them all. Codes are stable.

mod axis_ends;
mod band;
mod bar_origin;
mod base;
mod clipped;
mod colour_alone;
mod dates;
mod gaps;
mod ghosts;
mod intervals;
mod mark_contrast;
mod named;
mod overlap;
mod panel_scales;
mod separable;
mod shortened;
mod sizes;
mod source;
mod stack_sum;
mod struck;
mod text_contrast;

use super::drawing::{Drawing, Mark, Role, Text};
use super::figures::Figures;
pub(super) use intervals::hides_intervals;
pub(super) use separable::LEAST as LEAST_APART;

/// What a rule judges.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The finished drawing.
    pub drawing: &'a Drawing,
    /// What it was drawn from.
    pub figures: &'a Figures,
}

/// A rule.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its stable code.
    pub code: &'static str,
    /// What must hold.
    pub about: &'static str,
    check: fn(&Subject<'_>) -> Vec<String>,
}

/// A broken rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's code.
    pub code: &'static str,
    /// What is wrong, where, and what to do.
    pub message: String,
}

/// Every rule.
pub const RULES: &[Rule] = &[
    overlap::RULE,
    clipped::RULE,
    text_contrast::RULE,
    mark_contrast::RULE,
    separable::RULE,
    bar_origin::RULE,
    base::RULE,
    source::RULE,
    intervals::RULE,
    sizes::RULE,
    axis_ends::RULE,
    band::RULE,
    stack_sum::RULE,
    panel_scales::RULE,
    dates::RULE,
    shortened::RULE,
    colour_alone::RULE,
    struck::RULE,
    named::RULE,
    gaps::RULE,
    ghosts::RULE,
];

/// Judges a drawing by every rule.
pub fn lint(drawing: &Drawing, figures: &Figures) -> Vec<Finding> {
    let subject = Subject { drawing, figures };
    let of = |rule: &Rule| {
        let code = rule.code;
        (rule.check)(&subject).into_iter().map(move |message| Finding { code, message })
    };
    RULES.iter().flat_map(of).collect()
}

impl Subject<'_> {
    /// Every text with its mark.
    fn texts(&self) -> impl Iterator<Item = (usize, &Mark, &Text)> {
        let marks = self.drawing.marks.iter().enumerate();
        marks.filter_map(|(at, mark)| Some((at, mark, mark.text()?)))
    }

    /// Whether any mark has one of these roles.
    fn draws(&self, roles: &[Role]) -> bool {
        self.drawing.marks.iter().any(|mark| roles.contains(&mark.role))
    }
}

/// The start of a text, for messages.
fn quoted(text: &str) -> String {
    let short: String = text.chars().take(40).collect();
    if short.len() < text.len() { format!("\"{short}…\"") } else { format!("\"{short}\"") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_in_order() {
        let codes: Vec<&str> = RULES.iter().map(|rule| rule.code).collect();
        let expected: Vec<String> = (1..=RULES.len()).map(|n| format!("C{n:02}")).collect();
        assert_eq!(codes, expected);
    }
}
