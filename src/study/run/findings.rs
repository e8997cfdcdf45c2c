//! What the comparisons of a study come to, in sentences: of each the latest wave, most telling first.

use super::Done;
use crate::compare::Comparison;
use crate::compare::adjust::Adjustment;
use crate::study::acts::{CompareResult, CompareRow, Found};
use crate::survey::Wave;
use crate::uncertainty::{Bounds, Level, Measure};

/// Sentences for one act; more rows than this are left to its table.
const MOST: usize = 3;

/// A sentence for each of the latest comparisons of every act.
pub(super) fn findings(done: &[Done<'_>]) -> Vec<String> {
    let of_act = |act: &Done<'_>| match &act.found {
        Found::Comparisons(found) => {
            let adjusted = found.rows.len() > 1 && found.options.adjustment() != Adjustment::None;
            let level = found.options.precision.level();
            latest(found).into_iter().map(|row| sentence(row, level, adjusted)).collect()
        }
        Found::Trends(found) => found.series.iter().filter_map(|series| slope(series, found.level)).collect(),
        Found::Estimates(_) | Found::Tests(_) | Found::Inspection(_) => Vec::new(),
    };
    done.iter().flat_map(of_act).collect()
}

/// The rows of the latest wave, largest statistic first.
fn latest(found: &CompareResult) -> Vec<&CompareRow> {
    let wave =
        |row: &CompareRow| -> Option<Wave> { row.comparison.pair.cell.wave.clone().or_else(|| row.later_wave.clone()) };
    let last = found.rows.iter().filter_map(wave).max();
    let mut rows: Vec<&CompareRow> = found.rows.iter().filter(|row| wave(row) == last).collect();
    rows.sort_by(|a, b| b.comparison.statistic.abs().total_cmp(&a.comparison.statistic.abs()));
    rows.truncate(MOST);
    rows
}

fn sentence(row: &CompareRow, level: Level, adjusted: bool) -> String {
    let made = &row.comparison;
    let (a, b) = &made.estimates;
    let answer = made.pair.cell.answer.as_ref().map(|answer| format!("{answer}, ")).unwrap_or_default();
    let wave = made.pair.cell.wave.as_ref().map(|wave| format!(" ({wave})")).unwrap_or_default();
    let measure = made.difference.measure;
    let verdict = verdict(made, level, adjusted);
    format!(
        "{answer}{} {} against {} {}{wave}: {} ({} to {}), {verdict}.",
        made.pair.names.0,
        number(a.value, a.measure),
        made.pair.names.1,
        number(b.value, b.measure),
        signed(made.difference.value, measure),
        bare(made.bounds.low, measure),
        bare(made.bounds.high, measure),
    )
}

/// Whether a difference is more than sampling and rounding explain; the adjustment is named where only it tells that it is not.
fn verdict(made: &Comparison, level: Level, adjusted: bool) -> &'static str {
    let excludes = |bounds: Bounds| bounds.low > 0.0 || bounds.high < 0.0;
    match (made.p_adjusted < 1.0 - level.get(), adjusted && excludes(made.bounds)) {
        (true, _) if made.difference.rounding > 0.0 && !excludes(made.outer) => {
            "more than sampling explains, but rounding of the printed figures could hide that there is none"
        }
        (true, _) => "more than sampling explains",
        (false, true) => "adjusted for several comparisons, no more than sampling may explain",
        (false, false) => "no more than sampling may explain",
    }
}

/// The slope of a line per year.
fn slope(series: &crate::study::acts::FittedSeries, level: Level) -> Option<String> {
    let slope = series.trend.parameter("slope")?;
    let bounds = slope.bounds?;
    if series.trend.measure() != Measure::Share {
        return None;
    }
    let sure = slope.p_value.is_some_and(|p| p < 1.0 - level.get());
    let verdict =
        if sure { "a trend beyond the scatter of the waves" } else { "no trend beyond the scatter of the waves" };
    let (low, high) = (bare(bounds.low, Measure::Difference), bare(bounds.high, Measure::Difference));
    let value = signed(slope.value, Measure::Difference);
    Some(format!("{}: {value} a year ({low} to {high}), {verdict}.", series.trend.name()))
}

fn number(value: f64, measure: Measure) -> String {
    match measure {
        Measure::Share => format!("{:.0} %", value * 100.0),
        Measure::Difference => signed(value, measure),
        Measure::Number => format!("{value:.4}"),
    }
}

fn signed(value: f64, measure: Measure) -> String {
    let unit = if measure == Measure::Number { "" } else { " points" };
    format!("{}{unit}", bare(value, measure))
}

/// A difference with its sign, shares in points.
fn bare(value: f64, measure: Measure) -> String {
    let sign = if value < 0.0 { "−" } else { "+" };
    match measure {
        Measure::Share | Measure::Difference => format!("{sign}{:.1}", value.abs() * 100.0),
        Measure::Number => format!("{sign}{:.4}", value.abs()),
    }
}
