//! `estimate`: shares with intervals, by groups and waves.

use super::parts::{self, Part, parts};
use super::{
    Context, LabelColumns, flags_value, functions, levels_of, names_of, once, provenance_values, roles, variables_of,
};
use super::{intervals, nobody, scales};
use crate::estimate::{Ask, PercentOf, Verdict};
use crate::report::columns::{estimate_columns, outer_columns, provenance_columns};
use crate::report::{Column, Kind, Table, Value};
use crate::sample::Published;
use crate::study::options::EstimateOptions;
use crate::study::stat::Stat;
use crate::study::{Source, StudyError};
use crate::survey::{Cell, Place};
use crate::uncertainty::interval::PLAIN;
use crate::uncertainty::{Base, Bounds, Estimate, Estimates, Flags, Level, Linear, Measure};
use rayon::prelude::*;
use std::sync::Arc;

/// One estimate with its intervals and where it comes from.
#[derive(Debug, Clone)]
pub struct EstimateRow {
    /// What it is about.
    pub cell: Cell,
    /// Which quantile it is, if it is one.
    pub quantile: Option<f64>,
    /// The number.
    pub estimate: Estimate,
    /// Interval from sampling.
    pub bounds: Bounds,
    /// Interval from sampling and rounding, where figures were rounded.
    pub outer: Option<Bounds>,
    /// What a presentation standard says of it, and the rules that led to it.
    pub verdict: Option<Verdict>,
    /// The estimates it is jointly known with, and its place among them.
    pub joint: (Arc<Estimates>, usize),
    /// The printed figures behind it.
    pub places: Vec<Place>,
    /// Their publications.
    pub sources: Vec<Arc<str>>,
}

/// The estimates of one act.
#[derive(Debug, Clone)]
pub struct EstimateResult {
    /// The rows, in order of questions, groupings, waves, groups, answers.
    pub rows: Vec<EstimateRow>,
    /// The same for everybody, to compare groups with; of respondents only where it was asked for.
    pub everybody: Vec<EstimateRow>,
    /// Grouping variables that occur.
    pub by: Vec<Arc<str>>,
    /// What was asked.
    pub options: EstimateOptions,
}

/// Makes the estimates that `options` ask of `source`; with `everybody` beside the groups, as pictures of respondents show them (printed
/// tables have theirs anyway).
///
/// # Errors
/// [`StudyError`] when something asked for is not there.
pub fn estimate(source: &Source, options: &EstimateOptions, everybody: bool) -> Result<EstimateResult, StudyError> {
    options.check()?;
    let roles = roles(source, &options.selection, &options.statistic, options.statistic.stat().is_of_numbers());
    let context = Context::new(source, &options.selection, &options.precision, roles)?;
    nobody::explained((&context, &options.selection), estimates(&context, options, everybody), |found| {
        found.rows.is_empty()
    })
}

fn estimates(context: &Context<'_>, options: &EstimateOptions, everybody: bool) -> Result<EstimateResult, StudyError> {
    let asks = context.asks(&options.selection, &options.statistic)?;
    let whole = if everybody || context.source.published().is_some() { of_everybody(&asks) } else { Vec::new() };
    parts::foresee(context, asks.iter().chain(&whole), (&options.statistic, &options.precision), |_| Vec::new())?;
    let mut asked = asks.iter().map(|ask| of_ask(context, ask, options)).collect::<Result<Vec<_>, _>>()?;
    let mut everybody = Vec::new();
    for ask in &whole {
        // A table may print groups only: then there is no everybody to show beside them.
        match of_ask(context, ask, options) {
            Ok(rows) => everybody.push(rows),
            Err(StudyError::Estimate(error)) if error.is_of_nobody() => {}
            Err(error) => return Err(error),
        }
    }
    scales::sort_estimates(context.source, &options.selection, &mut asked);
    scales::sort_estimates(context.source, &options.selection, &mut everybody);
    let (rows, everybody) = (asked.concat(), everybody.concat());
    let by = variables_of(rows.iter().map(|row| &row.cell));
    Ok(EstimateResult { rows, everybody, by, options: options.clone() })
}

/// The questions that are asked by groups, asked of everybody, each once.
fn of_everybody(asks: &[Ask]) -> Vec<Ask> {
    let grouped = asks.iter().filter(|ask| !ask.by.is_empty());
    once(grouped.map(|ask| Ask { by: Vec::new(), ..ask.clone() }).collect())
}

fn of_ask(context: &Context<'_>, ask: &Ask, options: &EstimateOptions) -> Result<Vec<EstimateRow>, StudyError> {
    let exclusive = options.precision.simultaneous.is_some_and(|choice| !choice.get().uses_single());
    if exclusive && context.sample.sample().gives_several(&ask.question) {
        let message = format!(
            "--simultaneous {} is for answers that exclude each other, and people can give several to {}: take bonferroni",
            options.precision.simultaneous.map_or("", |choice| choice.name()),
            ask.question
        );
        return Err(StudyError::Usage(message));
    }
    if options.precision.simultaneous.is_some() && !ask.answers.is_empty() {
        // The intervals hold for all answers at once; those asked for are picked afterwards.
        let all = of_ask(context, &Ask { answers: Vec::new(), ..ask.clone() }, options)?;
        let asked = |row: &EstimateRow| row.cell.answer.as_ref().is_some_and(|answer| ask.answers.contains(answer));
        return Ok(all.into_iter().filter(asked).collect());
    }
    let parts = parts(context, ask, &options.statistic, &options.precision)?;
    Ok(parts.into_iter().flat_map(|part| with_intervals(context, part, options)).collect())
}

fn with_intervals(context: &Context<'_>, part: Part, options: &EstimateOptions) -> Vec<EstimateRow> {
    let source = context.source;
    let ready = intervals::ready(source, part, &options.precision);
    let joint = Arc::new(ready.estimates);
    let row = |i: usize| {
        let (cell, mut estimate) = (joint.cells()[i].clone(), ready.all[i]);
        let counted = options.statistic.stat() == Stat::Total && cell.answer.is_some();
        let of_error = if counted && estimate.value == 0.0 { Flags::NOBODY } else { of_its_error(source, &estimate) };
        estimate.base.flags = estimate.base.flags.with(of_error);
        let verdict = options.standard.as_ref().map(|standard| standard.0.judge(&estimate));
        if let Some(verdict) = &verdict {
            estimate.base.flags = estimate.base.flags.with(verdict.flags);
        }
        let (places, sources) = functions::provenance(context, &options.statistic, &cell);
        let quantile = ready.probabilities.as_ref().map(|probabilities| probabilities[i]);
        EstimateRow {
            cell,
            quantile,
            estimate,
            bounds: ready.bounds[i],
            outer: ready.outer[i],
            verdict,
            joint: (joint.clone(), i),
            places,
            sources,
        }
    };
    (0..joint.len()).into_par_iter().map(row).collect()
}

/// What there is to know of an error that is none. Printed figures have a spread wherever they have a base.
fn of_its_error(source: &Source, estimate: &Estimate) -> Flags {
    if estimate.measure == Measure::Share && (estimate.value == 0.0 || estimate.value == 1.0) {
        return Flags::ONE_SIDED;
    }
    if source.published().is_none() && estimate.lacks_spread() {
        return Flags::NO_SPREAD;
    }
    if estimate.value.is_finite() && estimate.se.is_finite() { Flags::default() } else { Flags::UNDEFINED }
}

/// Decimals of a per cent with which a table prints its figures, two at most; none where they stand for respondents or are exact.
fn printed_decimals(source: &Source) -> usize {
    let figures = source.published().map_or(&[][..], Published::figures);
    let units = figures.iter().map(|figure| 2.0 * (figure.printed.high() - figure.printed.share()));
    let finest = units.filter(|unit| *unit > 1e-9).fold(f64::INFINITY, f64::min);
    if finest.is_finite() { (-(100.0 * finest).log10() - 1e-6).ceil().clamp(0.0, 2.0) as usize } else { 0 }
}

impl EstimateResult {
    /// Confidence level.
    pub fn level(&self) -> Level {
        self.options.precision.level()
    }

    /// Name of the interval.
    pub fn interval_name(&self) -> &'static str {
        match self.options.statistic.stat() {
            Stat::Quantile | Stat::Median => self.options.precision.interval_for_quantiles().name(),
            other => self.options.precision.interval_name(other.measure()),
        }
    }

    /// The interval as a value: machines read the name of `--interval`, people that one of quantiles is carried back from it.
    pub(super) fn interval_value(&self) -> Value {
        let name = self.interval_name();
        match self.options.statistic.stat() {
            Stat::Quantile | Stat::Median if name == PLAIN.name() => Value::named(name, "Woodruff"),
            Stat::Quantile | Stat::Median => Value::named(name, format!("Woodruff, {name}")),
            _ => name.into(),
        }
    }

    /// What rows of answers that exclude each other make together, jointly; none where they are not known so, or intervals were asked for
    /// that hold for all answers at once.
    pub fn sum(&self, source: &Source, parts: &[&EstimateRow]) -> Option<EstimateRow> {
        let (joint, at) = &parts.first()?.joint;
        let known = parts.iter().all(|part| Arc::ptr_eq(&part.joint.0, joint));
        let precision = &self.options.precision;
        if !known || precision.simultaneous.is_some() {
            return None;
        }
        let terms = parts.iter().map(|part| (part.joint.1, 1.0)).collect();
        let mut output = joint.output(*at);
        output.cell.answer = None;
        output.base = Base { n_effective: None, deff: None, ..output.base };
        let joint = joint.map(&Linear(vec![terms]), vec![output]);
        let mut estimate = joint.get(0);
        // Printed shares may add up to more than everybody, and sums of floats to hardly less.
        let whole = estimate.value > 1.0 - 1e-9;
        // Every share of a printed column stands on one base, and so does what they make together.
        let stated = || parts.iter().map(|part| part.estimate.base.n_effective);
        let shared = whole || estimate.value == 0.0 || stated().all(|one| one == stated().next().flatten());
        let least = || stated().flatten().reduce(f64::min);
        estimate.base.n_effective = if shared { least() } else { estimate.effective() };
        if whole {
            estimate = estimate.moved_to(1.0);
        }
        let verdict = self.options.standard.as_ref().map(|standard| standard.0.judge(&estimate));
        let own = Flags::SUM_OF_PARTS.with(of_its_error(source, &estimate));
        estimate.base.flags = verdict.iter().fold(own, |flags, verdict| flags.with(verdict.flags));
        let bounds = precision.interval_for(estimate.measure);
        let bounds = bounds.bounds_of(&estimate, (&joint, 0), precision.level());
        let outer = intervals::outer(joint.cells(), &[estimate], precision)[0];
        let cell = joint.cells()[0].clone();
        let joint = (Arc::new(joint), 0);
        let (places, sources) = (Vec::new(), Vec::new());
        Some(EstimateRow { cell, quantile: None, estimate, bounds, outer, verdict, joint, places, sources })
    }

    /// The rows as a table.
    pub fn table(&self, source: &Source, name: &str) -> Table {
        let axis = self.options.selection.over.as_deref();
        let labels = LabelColumns::of(source, &self.by, axis, self.rows.iter().map(|row| &row.cell));
        let mut columns = estimate_columns(&labels.by, labels.over.as_ref());
        columns.extend(self.has_quantiles().then(|| Column::new("quantile", "probability", Kind::Exact)));
        columns.extend(outer_columns());
        columns.extend(labels.pollster_column());
        columns.extend(provenance_columns());
        if self.options.standard.is_some() {
            columns.push(Column::new("standard", "standard", Kind::Text));
            columns.push(Column::new("standard_rules", "rules", Kind::Text));
        }
        let mut table = Table::new(name, columns).printed_to(printed_decimals(source));
        self.base_rule(source).into_iter().for_each(|rule| table.note(rule));
        let values: Vec<Vec<Value>> = self.rows.par_iter().map(|row| self.values(source, &labels, row)).collect();
        for (row, values) in self.rows.iter().zip(values) {
            table.push_measured(row.estimate.measure, values);
        }
        let flags = self.rows.iter().fold(Flags::default(), |all, row| all.with(row.estimate.base.flags));
        flags.iter().for_each(|(flag, meaning)| table.explain(flag, meaning));
        table
    }

    /// The statistic; shares of answers given are not those of people.
    fn stat_name(&self) -> &'static str {
        match (self.options.statistic.stat(), self.options.statistic.percent_of) {
            (Stat::Share, Some(PercentOf::Responses)) => "share-of-responses",
            (stat, _) => stat.name(),
        }
    }

    /// What the shares of questions with several answers are of.
    fn base_rule(&self, source: &Source) -> Option<String> {
        let several = self.rows.iter().filter_map(|row| row.cell.question.as_ref()).find(|q| source.is_set(q))?;
        Some(match self.options.statistic.percent_of.unwrap_or_default() {
            PercentOf::Cases => {
                format!("{several}: people could give several answers; shares of those who answered any item")
            }
            PercentOf::Responses => {
                format!("{several}: people could give several answers; shares of all answers given")
            }
        })
    }

    /// Covariances of the rows, numbered from 1; pairs that are not known jointly are left out.
    pub fn covariance(&self) -> Table {
        let number = |name: &str| Column::new(name, name, Kind::Number);
        let mut table = Table::new("covariance", ["row", "column", "covariance"].map(number).into());
        for (i, (all, at)) in self.rows.iter().map(|row| &row.joint).enumerate() {
            for (j, (other, to)) in self.rows.iter().map(|row| &row.joint).enumerate().skip(i) {
                if Arc::ptr_eq(all, other) {
                    let values = [(i + 1) as f64, (j + 1) as f64, all.covariance_of(*at, *to)];
                    table.push_measured(Measure::Number, values.map(Value::from).into());
                }
            }
        }
        table.note("row, column: estimates in their order, from 1; pairs whose covariance is not known are left out");
        table
    }

    fn has_quantiles(&self) -> bool {
        self.rows.iter().any(|row| row.quantile.is_some())
    }

    fn values(&self, source: &Source, labels: &LabelColumns, row: &EstimateRow) -> Vec<Value> {
        let (estimate, base) = (&row.estimate, &row.estimate.base);
        let mut values: Vec<Value> = names_of(source, &row.cell).into();
        values.extend(levels_of(&row.cell, &self.by));
        values.extend(labels.over.iter().map(|_| super::wave_value(&row.cell)));
        values.extend([
            self.stat_name().into(),
            estimate.value.into(),
            estimate.se.into(),
            row.bounds.low.into(),
            row.bounds.high.into(),
            self.level().get().into(),
            self.interval_value(),
            base.df.into(),
            base.n.into(),
            base.n_weighted.into(),
            base.n_effective.into(),
            base.deff.into(),
            flags_value(base.flags),
        ]);
        values.extend(row.quantile.map(Value::from));
        values.extend([row.outer.map(|outer| outer.low).into(), row.outer.map(|outer| outer.high).into()]);
        values.extend(labels.pollster.then(|| row.cell.pollster.clone().into()));
        values.extend(provenance_values(&row.places, &row.sources));
        if let Some(verdict) = &row.verdict {
            let rules = Some(verdict.rules.join("; ")).filter(|rules| !rules.is_empty());
            values.extend([verdict.word.into(), rules.into()]);
        }
        values
    }
}
