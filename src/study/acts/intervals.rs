//! The intervals of estimates: each by itself or all answers of a question at once; with rounding, the widest that it may hide.

use super::parts::Part;
use crate::study::Source;
use crate::study::options::Precision;
use crate::survey::Cell;
use crate::uncertainty::{Base, Bounds, Estimate, Estimates};
use rayon::prelude::*;

/// Estimates with their intervals; the lists run in parallel.
pub(super) struct Ready {
    /// The estimates, jointly.
    pub(super) estimates: Estimates,
    /// The same one by one.
    pub(super) all: Vec<Estimate>,
    /// Intervals from sampling.
    pub(super) bounds: Vec<Bounds>,
    /// Intervals from sampling and rounding, for rounded figures.
    pub(super) outer: Vec<Option<Bounds>>,
    /// Which quantiles they are.
    pub(super) probabilities: Option<Vec<f64>>,
}

/// Intervals as `precision` asks. Simultaneous ones are for answers that share nobody: nets beside their parts are left out.
pub(super) fn ready(source: &Source, part: Part, precision: &Precision) -> Ready {
    let estimates = match precision.df {
        Some(df) => with_df(&part.estimates, df),
        None => part.estimates,
    };
    let estimates = match precision.simultaneous {
        Some(_) if part.bounds.is_none() => without_nets(source, &estimates),
        _ => estimates,
    };
    let all: Vec<Estimate> = (0..estimates.len()).map(|i| estimates.get(i)).collect();
    if let Some(bounds) = part.bounds {
        let outer = vec![None; bounds.len()];
        return Ready { estimates, all, bounds, outer, probabilities: part.probabilities };
    }
    let bounds = match precision.simultaneous {
        Some(_) => at_once(estimates.cells(), &all, precision),
        None => (0..all.len())
            .into_par_iter()
            .map(|i| precision.interval_for(all[i].measure).bounds_of(&all[i], (&estimates, i), precision.level()))
            .collect(),
    };
    let outer = outer(estimates.cells(), &all, precision);
    Ready { estimates, all, bounds, outer, probabilities: part.probabilities }
}

fn with_df(estimates: &Estimates, df: f64) -> Estimates {
    let output = |i| {
        let mut output = estimates.output(i);
        output.base.df = df;
        output
    };
    estimates.clone().relabelled((0..estimates.len()).map(output).collect())
}

fn without_nets(source: &Source, estimates: &Estimates) -> Estimates {
    let cells = estimates.cells();
    let is_net = |at: usize, family: &[usize]| {
        let question = cells[at].question.as_deref().and_then(|id| source.codebook().question(id));
        let net = question.and_then(|q| q.nets.iter().find(|net| Some(&net.id) == cells[at].answer.as_ref()));
        net.is_some_and(|net| {
            family.iter().any(|&other| cells[other].answer.as_ref().is_some_and(|a| net.of.contains(a)))
        })
    };
    let families = Cell::families(cells);
    let kept = families.iter().flat_map(|family| family.iter().copied().filter(|&at| !is_net(at, family)));
    estimates.select(&kept.collect::<Vec<_>>())
}

/// Intervals that hold for all answers of a cell at once, or for single estimates where nothing simultaneous is asked.
fn at_once(cells: &[Cell], all: &[Estimate], precision: &Precision) -> Vec<Bounds> {
    let level = precision.level();
    let Some(method) = precision.simultaneous else {
        return all.iter().map(|e| precision.interval_for(e.measure).bounds(e, level)).collect();
    };
    let mut bounds: Vec<Bounds> = all.iter().map(|e| Bounds::new(e.value, e.value)).collect();
    for family in Cell::families(cells) {
        let members: Vec<Estimate> = family.iter().map(|&at| all[at]).collect();
        let made = method.get().bounds(&members, level, precision.interval());
        family.into_iter().zip(made).for_each(|(at, made)| bounds[at] = made);
    }
    bounds
}

/// The intervals of an estimate by itself, from sampling and, of a rounded figure, with rounding.
pub(in crate::study) fn of_one(estimate: &Estimate, precision: &Precision) -> (Bounds, Option<Bounds>) {
    let df = precision.df.unwrap_or(estimate.base.df);
    let estimate = Estimate { base: Base { df, ..estimate.base }, ..*estimate };
    let bounds = precision.interval_for(estimate.measure).bounds(&estimate, precision.level());
    (bounds, outer(&[Cell::default()], &[estimate], precision)[0])
}

/// From the low end had rounding moved every figure all the way down to the high end had it moved them up.
pub(super) fn outer(cells: &[Cell], all: &[Estimate], precision: &Precision) -> Vec<Option<Bounds>> {
    if all.iter().all(|e| e.rounding == 0.0) {
        return vec![None; all.len()];
    }
    let moved = |way: f64| {
        let moved: Vec<Estimate> = all.iter().map(|e| e.moved_to(e.value + way * e.rounding)).collect();
        at_once(cells, &moved, precision)
    };
    let ends = moved(-1.0).into_iter().zip(moved(1.0));
    let outer =
        |(e, (down, up)): (&Estimate, (Bounds, Bounds))| (e.rounding > 0.0).then(|| Bounds::new(down.low, up.high));
    all.iter().zip(ends).map(outer).collect()
}
