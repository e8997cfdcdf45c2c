//! Polls pooled into one level, for the forest.

use super::{around, only, row};
use crate::chart::{Figures, Part, Row, Unit, words};
use crate::study::acts::{FittedSeries, TrendResult};
use crate::study::figures::choice::rules_out;
use crate::study::{Source, StudyError};
use crate::uncertainty::{Bounds, Measure};

/// Each poll with its weight, then the pooled level: of one series, or of every group by itself.
pub(super) fn figures(source: &Source, found: &TrendResult) -> Result<Figures, StudyError> {
    let grouped = found.series.iter().any(|series| !series.cell.groups.is_empty());
    let one = found.series.first().map(|first| (&first.cell.question, &first.cell.answer));
    if !grouped || found.series.iter().any(|series| Some((&series.cell.question, &series.cell.answer)) != one) {
        only(found, "forest")?;
    }
    let mut figures = around(source, found);
    let (mut said, mut tests) = (Vec::new(), Vec::new());
    for series in &found.series {
        let groups = series.name.groups.as_deref();
        let name = grouped.then(|| groups.map_or("All".to_owned(), words::capital));
        let of = |text: String| name.as_ref().map_or(text.clone(), |name| format!("{name}: {text}"));
        if let Some((differ, test)) = scatter(series, figures.unit) {
            said.push(of(differ));
            tests.push(of(test));
        }
        figures.rows.extend(pooled(series)?.into_iter().map(|row| Row { series: name.clone(), ..row }));
    }
    figures.notes.scatter = (!said.is_empty()).then(|| words::capital(&said.join("; ")));
    figures.notes.extra.extend((!tests.is_empty()).then(|| format!("Scatter beyond sampling: {}", tests.join("; "))));
    let houses = figures.rows.iter().filter_map(|row| row.pollster.as_deref());
    if crate::chart::figures::distinct(houses).len() < 2 {
        figures.rows.iter_mut().for_each(|row| row.pollster = None);
    }
    Ok(figures)
}

/// The polls of a series, each with its weight 1/(se² + τ²) as a share of all, and their level with its interval and the prediction interval.
fn pooled(series: &FittedSeries) -> Result<Vec<Row>, StudyError> {
    let parameter = |name: &str| series.trend.parameter(name);
    let (Some(mean), Some(prediction), Some(tau)) = (parameter("mean"), parameter("prediction"), parameter("tau"))
    else {
        return Err(rules_out("forest", "polls pooled into one level: fit the trend with --method average"));
    };
    let observed = series.trend.observed();
    let weights: Vec<f64> =
        observed.iter().map(|o| 1.0 / (o.observation.estimate.se.powi(2) + tau.value.powi(2))).collect();
    let total: f64 = weights.iter().sum();
    let weight = |at: usize| Some(weights[at] / total).filter(|weight| weight.is_finite());
    let polls = observed.iter().enumerate().map(|(at, o)| Row { weight: weight(at), ..row(o) });
    let measure = series.trend.measure();
    let [inner, outer] = [mean.bounds, prediction.bounds].map(|bounds| bounds.map(|bounds| allowed(bounds, measure)));
    let level = Row { inner, outer, part: Part::Pooled, ..Row::new(mean.value) };
    Ok(polls.chain([level.item("Pooled estimate")]).collect())
}

/// What of an interval can be of a share, as bands have it: what is cut off holds no share, so it misses the true one as seldom as the whole.
fn allowed(bounds: Bounds, measure: Measure) -> Bounds {
    match measure {
        Measure::Share => Bounds::new(bounds.low.clamp(0.0, 1.0), bounds.high.clamp(0.0, 1.0)),
        Measure::Difference | Measure::Number => bounds,
    }
}

/// How far polls differ beyond chance, in words; then τ, I² and the test of homogeneity.
fn scatter(series: &FittedSeries, unit: Unit) -> Option<(String, String)> {
    let parameter = |name: &str| series.trend.parameter(name);
    let (tau, i2, q) = (parameter("tau")?, parameter("i2")?, parameter("q")?);
    let points = unit == Unit::Share || unit == Unit::Points;
    let size = if points { format!("{:.1} points", 100.0 * tau.value) } else { format!("{:.3}", tau.value) };
    let differ = if tau.value > 0.0 {
        format!("polls differ by some {size} more than chance explains")
    } else {
        "polls differ no more than chance explains".to_owned()
    };
    let p = q
        .p_value
        .map_or_else(String::new, |p| if p < 0.001 { ", p < 0.001".to_owned() } else { format!(", p = {p:.3}") });
    let (df, q, i2) = (q.df.unwrap_or_default(), q.value, 100.0 * i2.value);
    Some((differ, format!("τ = {size}, I² = {i2:.0}% (Q = {q:.1} on {df} df{p})")))
}
