//! `estimate`: shares with intervals, by groups and waves.

use super::{LabelColumns, asked, flags_value, levels_of, names_of, provenance, provenance_values};
use crate::estimate::{Ask, shares};
use crate::report::columns::{estimate_columns, outer_columns, provenance_columns};
use crate::report::{Column, Kind, Table, Value};
use crate::study::options::{EstimateOptions, Precision};
use crate::study::{Source, StudyError};
use crate::survey::{Cell, Place};
use crate::uncertainty::{Bounds, Estimate, Estimates, Flags, Level, Measure};
use std::sync::Arc;

/// One estimate with its intervals and where it comes from.
#[derive(Debug, Clone)]
pub struct EstimateRow {
    /// What it is about.
    pub cell: Cell,
    /// The number.
    pub estimate: Estimate,
    /// Interval from sampling.
    pub bounds: Bounds,
    /// Interval from sampling and rounding, where figures were rounded.
    pub outer: Option<Bounds>,
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
    /// The same for everybody, to compare groups with.
    pub everybody: Vec<EstimateRow>,
    /// Grouping variables that occur.
    pub by: Vec<Arc<str>>,
    /// Confidence level.
    pub level: Level,
    /// Intervals.
    pub precision: Precision,
}

/// Makes the estimates that `options` ask of `source`.
///
/// # Errors
/// [`StudyError`] when something asked for is not there.
pub fn estimate(source: &Source, options: &EstimateOptions) -> Result<EstimateResult, StudyError> {
    let precision = &options.precision;
    let mut rows = Vec::new();
    let mut everybody = Vec::new();
    for ask in asked(source, &options.selection)? {
        rows.extend(of_ask(source, &ask, precision)?);
        if !ask.by.is_empty() {
            // A table may print groups only: then there is no everybody to show beside them.
            everybody.extend(of_ask(source, &Ask { by: Vec::new(), ..ask }, precision).unwrap_or_default());
        }
    }
    let mut by: Vec<Arc<str>> = Vec::new();
    for group in rows.iter().flat_map(|row: &EstimateRow| &row.cell.groups) {
        if !by.contains(&group.variable) {
            by.push(group.variable.clone());
        }
    }
    Ok(EstimateResult { rows, everybody, by, level: precision.level(), precision: precision.clone() })
}

fn of_ask(source: &Source, ask: &Ask, precision: &Precision) -> Result<Vec<EstimateRow>, StudyError> {
    let parts = shares(source.published(), ask)?;
    Ok(parts.iter().flat_map(|part| with_intervals(source, part, precision)).collect())
}

fn with_intervals(source: &Source, part: &Estimates, precision: &Precision) -> Vec<EstimateRow> {
    let estimates: Vec<Estimate> = (0..part.len()).map(|i| precision.with_df(part.get(i))).collect();
    let all = precision.bounds(&estimates);
    let lowest = precision.bounds(&moved(&estimates, -1.0));
    let highest = precision.bounds(&moved(&estimates, 1.0));
    let row = |i: usize| {
        let (cell, mut estimate) = (part.cells()[i].clone(), estimates[i]);
        if estimate.measure == Measure::Share && (estimate.value == 0.0 || estimate.value == 1.0) {
            estimate.base.flags = estimate.base.flags.with(Flags::ONE_SIDED);
        }
        let (places, sources) = provenance(source, &cell);
        let outer = (estimate.rounding > 0.0).then(|| Bounds::new(lowest[i].low, highest[i].high));
        EstimateRow { cell, estimate, bounds: all[i], outer, places, sources }
    };
    (0..estimates.len()).map(row).collect()
}

/// The estimates had rounding moved each of them all the way down (−1) or up (1).
fn moved(estimates: &[Estimate], way: f64) -> Vec<Estimate> {
    estimates.iter().map(|e| e.moved_to(e.value + way * e.rounding)).collect()
}

impl EstimateResult {
    /// Name of the interval of the first row.
    pub fn interval_name(&self) -> &'static str {
        self.precision.interval_name(self.rows.first().map_or(Measure::Share, |row| row.estimate.measure))
    }

    /// The rows as a table.
    pub fn table(&self, source: &Source, name: &str) -> Table {
        let labels = LabelColumns::of(source, &self.by, self.rows.iter().map(|row| &row.cell));
        let mut columns = estimate_columns(&labels.by, labels.over.as_ref());
        columns.extend(outer_columns());
        columns.extend(labels.pollster.then(|| Column::new("pollster", "pollster", Kind::Text).as_context()));
        columns.extend(provenance_columns());
        let mut table = Table::new(name, columns);
        for row in &self.rows {
            table.push_measured(row.estimate.measure, self.values(source, &labels, row));
            for (flag, meaning) in row.estimate.base.flags.iter() {
                table.explain(flag, meaning);
            }
        }
        table
    }

    fn values(&self, source: &Source, labels: &LabelColumns, row: &EstimateRow) -> Vec<Value> {
        let (estimate, base) = (&row.estimate, &row.estimate.base);
        let mut values: Vec<Value> = names_of(source, &row.cell).into();
        values.extend(levels_of(&row.cell, &self.by));
        values.extend(labels.over.iter().map(|_| super::wave_value(&row.cell)));
        values.extend([
            "share".into(),
            estimate.value.into(),
            estimate.se.into(),
            row.bounds.low.into(),
            row.bounds.high.into(),
            self.level.get().into(),
            self.precision.interval_name(estimate.measure).into(),
            base.df.into(),
            base.n.into(),
            base.n_weighted.into(),
            base.n_effective.into(),
            base.deff.into(),
            flags_value(base.flags),
            row.outer.map(|outer| outer.low).into(),
            row.outer.map(|outer| outer.high).into(),
        ]);
        values.extend(labels.pollster.then(|| row.cell.pollster.clone().into()));
        values.extend(provenance_values(&row.places, &row.sources));
        values
    }
}
