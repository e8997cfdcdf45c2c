//! Profile likelihood (R `survey`: "likelihood"; Rao and Scott 1984): the shares p₀ whose binomial deviance from the estimate, on the
//! effective n, does not exceed t²: 2n·[p ln(p/p₀) + (1 − p) ln((1 − p)/(1 − p₀))] ≤ t²·m/(m − 1). The last factor, with m respondents,
//! is the dispersion of a quasi-binomial fit of one parameter, as R has it: of a variance that was estimated. It is 1 where that is known,
//! as of printed shares, or m is not.

use super::share::{self, Share};
use super::{Bounds, Estimate, Interval, Level};

pub(super) struct Likelihood;

impl Interval for Likelihood {
    fn name(&self) -> &'static str {
        "likelihood"
    }

    fn summary(&self) -> &'static str {
        "profile likelihood on the effective n"
    }

    fn bounds(&self, estimate: &Estimate, level: Level) -> Bounds {
        share::bounds(estimate, level, |share| Bounds::new(end(share, 0.0), end(share, 1.0)))
    }
}

/// Twice the fall of the log-likelihood from the share to `p0`.
fn deviance(share: &Share, p0: f64) -> f64 {
    let part = |p: f64, p0: f64| if p > 0.0 { p * (p / p0).ln() } else { 0.0 };
    2.0 * share.n * (part(share.p, p0) + part(1.0 - share.p, 1.0 - p0))
}

/// The bound between the share and `limit`, by bisection to the last bit: the deviance rises all the way there.
fn end(share: &Share, limit: f64) -> f64 {
    let estimated = share.df.is_some_and(f64::is_finite);
    let dispersion = share.respondents.filter(|m| estimated && *m > 1.0).map_or(1.0, |m| m / (m - 1.0));
    let most = share.t * share.t * dispersion;
    let (mut inside, mut outside) = (share.p, limit);
    if share.p == limit {
        return limit;
    }
    loop {
        let middle = f64::midpoint(inside, outside);
        if middle == inside || middle == outside {
            return middle;
        }
        if deviance(share, middle) <= most { inside = middle } else { outside = middle }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::uncertainty::{Base, Measure};

    /// The deviance 2·[x ln(x/(40 p₀)) + …] of 8 of 40 is 1.959964² at these shares: of a printed share no variance was estimated.
    #[test]
    fn of_a_printed_share_it_is_that_of_the_binomial() {
        let base = Base { n: Some(40.0), n_effective: Some(40.0), df: f64::INFINITY, ..Base::default() };
        let estimate = Estimate { value: 0.2, se: 0.063_245_553, rounding: 0.0, measure: Measure::Share, base };
        let Bounds { low, high } = Likelihood.bounds(&estimate, Level::USUAL);
        assert!((low - 0.096_842_4).abs() < 1e-7 && (high - 0.340_394_5).abs() < 1e-7, "{low} {high}");
    }

    /// Both ends have the deviance t²·m/(m − 1), whatever the share; at 0 % and 100 % one end is the share.
    #[test]
    fn the_ends_lie_where_the_deviance_says() {
        for (p, n_effective, df) in
            [(0.5, 20.0, 14.0), (0.03, 850.0, f64::INFINITY), (0.999, 4000.0, 80.0), (0.0, 300.0, 50.0)]
        {
            let base = Base { n: Some(2.0 * n_effective), n_effective: Some(n_effective), df, ..Base::default() };
            let se = (p * (1.0 - p) / n_effective).sqrt();
            let estimate = Estimate { value: p, se, rounding: 0.0, measure: Measure::Share, base };
            let share = Share::read(&estimate, Level::USUAL).unwrap();
            let bounds = Likelihood.bounds(&estimate, Level::USUAL);
            let dispersion = if df.is_finite() { 2.0 * n_effective / (2.0 * n_effective - 1.0) } else { 1.0 };
            let wanted = share.t * share.t * dispersion;
            for end in [bounds.low, bounds.high].into_iter().filter(|end| *end != p) {
                assert!((deviance(&share, end) / wanted - 1.0).abs() < 1e-9, "{p}: {end}");
            }
            assert!(bounds.contains(p));
        }
    }
}
