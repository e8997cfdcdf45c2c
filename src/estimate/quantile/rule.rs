//! How a quantile is read off a weighted distribution: the rules of R's `svyquantile`, which are those of Hyndman & Fan (1996) with
//! weights in the place of counts.

use super::distribution::{Distribution, Point};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A rule. With C the cumulative weights and W their sum, the steps look for the first value with C ≥ pW, the lines join the points
/// (pₖ, xₖ).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// The mathematical definition: the first value that at least p of the weight does not exceed.
    #[default]
    Math,
    /// As in school: the middle of two values where the weight below is p exactly.
    School,
    /// Shah & Vaish (2006): steps at (C + ½ − w/2)/(n + 1), weights adding up to n.
    Shahvaish,
    /// Same as `math`.
    Hf1,
    /// Same as `school`.
    Hf2,
    /// The nearest value, even numbers winning ties.
    Hf3,
    /// Lines through (C/W, x).
    Hf4,
    /// Lines through ((C − w/2)/W, x).
    Hf5,
    /// Lines through (C/(W + wₙ), x).
    Hf6,
    /// Lines through (C₋/(W − wₙ), x), C₋ the weight before.
    Hf7,
    /// Lines through ((C₋/3 + 2C/3)/(W + wₙ/3), x): nearly median-unbiased.
    Hf8,
    /// Lines through ((3C₋/8 + 5C/8)/(W + wₙ/4), x): nearly unbiased for normal data.
    Hf9,
}

impl Rule {
    /// Every rule with its name.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("math", Self::Math),
        ("school", Self::School),
        ("shahvaish", Self::Shahvaish),
        ("hf1", Self::Hf1),
        ("hf2", Self::Hf2),
        ("hf3", Self::Hf3),
        ("hf4", Self::Hf4),
        ("hf5", Self::Hf5),
        ("hf6", Self::Hf6),
        ("hf7", Self::Hf7),
        ("hf8", Self::Hf8),
        ("hf9", Self::Hf9),
    ];

    /// The rule with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, rule)| *rule)
    }

    /// The quantile at `p` in [0, 1]. NaN if there are no values.
    pub(super) fn quantile(self, values: &mut Distribution, p: f64) -> f64 {
        if values.len() == 0 {
            return f64::NAN;
        }
        match self {
            Self::Math | Self::Hf1 => steps(values, p, |low, _| low),
            Self::School | Self::Hf2 => steps(values, p, |low, high| (low + high) / 2.0),
            Self::Hf3 => even(values, p),
            Self::Shahvaish => shah_vaish(values, p),
            Self::Hf4 => lines(values, p, |at, total, _| at.with / total),
            Self::Hf5 => lines(values, p, |at, total, _| (at.with - at.weight / 2.0) / total),
            Self::Hf6 => lines(values, p, |at, total, last| at.with / (total + last)),
            Self::Hf7 => lines(values, p, |at, total, last| at.before / (total - last)),
            Self::Hf8 => {
                lines(values, p, |at, total, last| (at.before / 3.0 + at.with * 2.0 / 3.0) / (total + last / 3.0))
            }
            Self::Hf9 => {
                lines(values, p, |at, total, last| (at.before * 0.375 + at.with * 0.625) / (total + last / 4.0))
            }
        }
    }
}

/// The first value with C > pW, or `exact` of the two values where C = pW.
fn steps(values: &mut Distribution, p: f64, exact: fn(f64, f64) -> f64) -> f64 {
    let total = values.total();
    let after = values.above(p * total);
    let next = values.at(after).x;
    if after == 0 {
        return next;
    }
    let last = values.at(after - 1);
    if p - last.with / total == 0.0 { exact(last.x, next) } else { next }
}

/// Steps over distinct values, where at C = pW the one with an even number is taken.
fn even(values: &mut Distribution, p: f64) -> f64 {
    let all = values.all();
    // Of each value the last has the weight up to and with all of them.
    let distinct: Vec<Point> = all.chunk_by(|a, b| a.x == b.x).filter_map(|same| same.last().copied()).collect();
    let total = values.total();
    let after = distinct.partition_point(|at| at.with <= p * total);
    let is_exact = after > 0 && p - distinct[after - 1].with / total == 0.0;
    let place = if is_exact && after % 2 == 0 { after - 1 } else { after };
    distinct[place.min(distinct.len() - 1)].x
}

fn shah_vaish(values: &mut Distribution, p: f64) -> f64 {
    let (n, total) = (values.people(), values.total());
    let place = |at: Point| ((at.with - at.weight / 2.0) * n / total + 0.5) / (n + 1.0);
    let all = values.all();
    let after = all.iter().take_while(|at| place(**at) <= p).count();
    all[after.saturating_sub(1)].x
}

/// Straight lines between (pₖ, xₖ), level beyond the ends; `place` makes pₖ of the value, the total and the last weight. pₖ does not fall as
/// k grows; the first above p ends the line that p lies on.
fn lines(values: &mut Distribution, p: f64, place: fn(Point, f64, f64) -> f64) -> f64 {
    let (total, last) = (values.total(), values.at(values.len() - 1));
    let place = |at: Point| place(at, total, last.weight);
    let near = values.above(p * total);
    let above = values.first_after(near, |at| place(at) <= p);
    if above == 0 {
        return values.at(0).x;
    }
    if above == values.len() {
        return last.x;
    }
    let (from, to) = (values.at(above - 1), values.at(above));
    from.x + (p - place(from)) / (place(to) - place(from)) * (to.x - from.x)
}

#[cfg(test)]
#[path = "rule_tests.rs"]
mod tests;
