//! Quantiles with Woodruff's interval (1952): an interval for the share of people at or below the quantile, carried back through the
//! weighted distribution by the same rule. se = (high − low) / 2t, and the covariance is that of the shares, so scaled.

mod distribution;
mod rule;

use super::{Ask, EstimateError};
use crate::engine::{Limits, Values};
use crate::num::distribution::t_quantile;
use crate::sample::{Microdata, Numbers, Term, Totals};
use crate::uncertainty::interval::Interval;
use crate::uncertainty::{Bounds, Estimates, Flags, Level, Measure, Ratios, Smooth};
use distribution::Distribution;
use rayon::prelude::*;
pub use rule::Rule;
use std::sync::Arc;

/// Which quantiles are asked for, beside the variable and groups of an [`Ask`].
#[derive(Clone, Copy)]
pub struct QuantileAsk<'a> {
    /// Probabilities, each in [0, 1].
    pub probabilities: &'a [f64],
    /// How a quantile is read off the weighted distribution.
    pub rule: Rule,
    /// Level of the interval; the standard error follows from it.
    pub level: Level,
    /// Interval for the share at or below.
    pub interval: &'a dyn Interval,
}

/// Quantiles; the three lists run in parallel, cells outermost.
#[derive(Debug, Clone)]
pub struct Quantiles {
    /// The quantiles, jointly uncertain.
    pub estimates: Estimates,
    /// Their probabilities.
    pub probabilities: Vec<f64>,
    /// Their intervals.
    pub bounds: Vec<Bounds>,
}

/// Numbers that are held at once, a GiB of them with their weights; those of one variable in any case.
const MOST: u64 = 1 << 26;

/// For each of `asks` the quantiles of the variable `question` in every cell, from two passes over the respondents: their numbers as they
/// stand, then for the errors. Where they are more than memory should hold, it is two passes for some of `asks` after the other.
///
/// # Errors
/// [`EstimateError`] when the variable or a group does not occur or holds words, or a probability lies outside [0, 1].
pub fn quantiles(sample: &Microdata, asks: &[Ask], what: QuantileAsk<'_>) -> Result<Vec<Quantiles>, EstimateError> {
    if let Some(&bad) = what.probabilities.iter().find(|p| !(0.0..=1.0).contains(*p)) {
        return Err(EstimateError::Probability(bad));
    }
    let at_once = (MOST / sample.source().rows().max(1)).max(1) as usize;
    let found = asks.chunks(at_once).map(|asks| at_once_of(sample, asks, what));
    Ok(found.collect::<Result<Vec<_>, _>>()?.concat())
}

/// Those of as many asks as memory holds.
fn at_once_of(sample: &Microdata, asks: &[Ask], what: QuantileAsk<'_>) -> Result<Vec<Quantiles>, EstimateError> {
    let numbers: Vec<Numbers<'_>> = asks.iter().map(Ask::numbers).collect();
    let sample = &sample.keeping(&numbers)?;
    let values = sample.values(&numbers)?;
    let read = |(ask, cells): (&Ask, Vec<Values>)| Read::new(sample, ask, cells, what);
    let mut read = asks.iter().zip(values).map(read).collect::<Result<Vec<_>, _>>()?;
    let limits = read.iter_mut().map(|read| std::mem::take(&mut read.limits));
    let totals = sample.at_most(numbers.into_iter().zip(limits).collect())?;
    Ok(read.iter_mut().zip(totals).map(|(read, totals)| woodruff(read, &shares(&totals), what)).collect())
}

/// The quantiles of one ask, cell by cell, and what they were read from.
struct Read {
    cells: Vec<Distribution>,
    found: Vec<Vec<f64>>,
    /// The same, probability by probability.
    limits: Vec<Limits>,
}

impl Read {
    fn new(sample: &Microdata, ask: &Ask, cells: Vec<Values>, what: QuantileAsk<'_>) -> Result<Self, EstimateError> {
        if cells.is_empty() {
            let by = if ask.by.is_empty() { "everybody".to_owned() } else { ask.by.join(", ") };
            return Err(EstimateError::NoCells { question: ask.question.to_string(), by });
        }
        let sorted = if sample.counts_people() { Distribution::of_frequencies } else { Distribution::new };
        let (keys, mut cells): (Vec<_>, Vec<_>) =
            cells.into_par_iter().map(|cell| (cell.key, sorted(cell.parts))).unzip();
        let read = |cell: &mut Distribution| what.probabilities.iter().map(|&p| what.rule.quantile(cell, p)).collect();
        let found: Vec<Vec<f64>> = cells.par_iter_mut().map(read).collect();
        let limit = |at: usize| -> Limits {
            Arc::new(keys.iter().cloned().zip(&found).map(|(key, found)| (key, found[at])).collect())
        };
        let limits = (0..what.probabilities.len()).map(limit).collect();
        Ok(Self { cells, found, limits })
    }
}

/// The share at or below every quantile of every cell.
fn shares(totals: &Totals) -> Estimates {
    let below = totals.terms.iter().enumerate().filter(|(_, term)| matches!(term, Term::AtMost(_)));
    let pairs: Vec<(usize, usize)> = below.filter_map(|(at, _)| Some((at, totals.base_of(at)?))).collect();
    let output = |&(at, _): &(usize, usize)| {
        let mut output = totals.estimates.output(at);
        output.measure = Measure::Share;
        output
    };
    let outputs = pairs.iter().map(output).collect();
    totals.estimates.map(&Ratios(pairs), outputs)
}

fn woodruff(Read { cells, found, .. }: &mut Read, shares: &Estimates, what: QuantileAsk<'_>) -> Quantiles {
    let mut line = Line { from: shares.values().to_vec(), to: found.concat(), slopes: Vec::new() };
    let (mut bounds, mut outputs) = (Vec::new(), Vec::new());
    for at in 0..shares.len() {
        let share = shares.get(at);
        let inner = what.interval.bounds(&share, what.level);
        let values = &mut cells[at / what.probabilities.len()];
        let mut end = |p: f64| what.rule.quantile(values, p.clamp(0.0, 1.0));
        let outer = Bounds::new(end(inner.low), end(inner.high));
        // Beyond 0 and 1 the distribution says no more than its ends: what is known of the error is the other side, if that has a length.
        let (above, below) = (inner.low > 0.0, inner.high < 1.0);
        let side = match (above, below) {
            (true, false) => line.to[at] - outer.low,
            (false, true) => outer.high - line.to[at],
            _ => 0.0,
        };
        let width = (outer.high - outer.low).max(2.0 * side);
        let se = width / (2.0 * t_quantile(what.level.upper_tail(), share.base.df));
        line.slopes.push(if share.se > 0.0 { se / share.se } else { 0.0 });
        bounds.push(outer);
        let mut output = shares.output(at);
        output.measure = Measure::Number;
        if share.se > 0.0 && !(above && below) {
            output.base.flags = output.base.flags.with(Flags::ONE_SIDED);
        }
        outputs.push(output);
    }
    let probabilities = what.probabilities.repeat(cells.len());
    Quantiles { estimates: shares.map(&line, outputs), probabilities, bounds }
}

/// to + slope · (x − from).
struct Line {
    from: Vec<f64>,
    to: Vec<f64>,
    slopes: Vec<f64>,
}

impl Smooth for Line {
    fn value(&self, x: &[f64]) -> Vec<f64> {
        (0..x.len()).map(|at| self.to[at] + self.slopes[at] * (x[at] - self.from[at])).collect()
    }

    fn jacobian(&self, _: &[f64]) -> Vec<Vec<(usize, f64)>> {
        self.slopes.iter().enumerate().map(|(at, &slope)| vec![(at, slope)]).collect()
    }
}
