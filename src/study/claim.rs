//! What a chart's title rests on: an act whose tests must be significant, and the side on which its numbers must lie.

use super::acts::{Found, TestRow};
use crate::compare::Comparison;
use crate::compare::hypothesis::Takes;
use crate::uncertainty::Level;

/// `NAME`, `NAME < 0` or `NAME > 0`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Claim<'a> {
    /// The act.
    pub(super) act: &'a str,
    sign: Option<Sign>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Negative,
    Positive,
}

impl<'a> Claim<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let signs = [('<', Sign::Negative), ('>', Sign::Positive)];
        let signed = signs.into_iter().find_map(|(mark, sign)| {
            let (act, zero) = text.split_once(mark)?;
            (zero.trim() == "0").then_some(Self { act: act.trim(), sign: Some(sign) })
        });
        signed.unwrap_or(Self { act: text.trim(), sign: None })
    }

    /// Whether every test of the act is significant at its level, adjusted, with its number on the side claimed, and no rounding of printed
    /// figures could hide that there is nothing. Nothing tested, nothing borne out.
    pub(super) fn holds(self, found: &Found) -> bool {
        let tested = tested(found);
        !tested.is_empty() && tested.into_iter().all(|one| one.p < 1.0 - one.level.get() && self.is_on_side(one.value))
    }

    fn is_on_side(self, value: Option<f64>) -> bool {
        match self.sign {
            None => true,
            Some(Sign::Negative) => value.is_some_and(|value| value < 0.0),
            Some(Sign::Positive) => value.is_some_and(|value| value > 0.0),
        }
    }
}

/// A number with its test.
struct Tested {
    value: Option<f64>,
    p: f64,
    level: Level,
}

/// Differences after adjustment; tests; the slope of a trend, or its change over the span.
fn tested(found: &Found) -> Vec<Tested> {
    match found {
        Found::Estimates(_) | Found::Inspection(_) => Vec::new(),
        Found::Comparisons(found) => {
            let level = found.options.precision.level();
            let hidden = |c: &Comparison| c.difference.rounding > 0.0 && c.outer.low <= 0.0 && c.outer.high >= 0.0;
            let p = |c: &Comparison| if hidden(c) { 1.0 } else { c.p_adjusted };
            let one = |c: &Comparison| Tested { value: Some(c.difference.value), p: p(c), level };
            found.rows.iter().map(|row| one(&row.comparison)).collect()
        }
        Found::Tests(found) => {
            let level = found.level;
            // Equivalence says that there is no side.
            let value = |row: &TestRow| row.tested.difference.filter(|_| found.takes != Takes::Pairs);
            found.rows.iter().map(|row| Tested { value: value(row), p: row.p_adjusted, level }).collect()
        }
        Found::Trends(found) => {
            let one = |trend: &crate::trend::Trend| {
                let moved = trend.parameter("slope").or_else(|| trend.parameter("change"));
                // A trend without a test bears nothing out.
                let p = moved.and_then(|parameter| parameter.p_value).unwrap_or(1.0);
                Tested { value: moved.map(|parameter| parameter.value), p, level: found.level }
            };
            found.series.iter().map(|series| one(&series.trend)).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_names_an_act_and_a_side() {
        assert_eq!(Claim::of("slope < 0"), Claim { act: "slope", sign: Some(Sign::Negative) });
        assert_eq!(Claim::of("groups>0"), Claim { act: "groups", sign: Some(Sign::Positive) });
        assert_eq!(Claim::of("slope"), Claim { act: "slope", sign: None });
    }
}
