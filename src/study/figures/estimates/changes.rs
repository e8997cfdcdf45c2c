//! Changes of lines, each from its own first wave to its last, tested, so that a picture can tell those that matter from the others.

use super::{Reader, Rows};
use crate::chart::figures::distinct;
use crate::chart::kinds::MOST_COLOURED;
use crate::chart::{Part, Row};
use crate::compare::Comparison;
use crate::study::StudyError;
use crate::study::acts::{EstimateRow, changes};

/// Whether lines over time are more than have a colour each: of fewer none is set off from the others.
pub(super) fn are_many(rows: &Rows<'_>) -> bool {
    distinct(rows.iter().filter_map(|(_, row)| row.line())).len() > MOST_COLOURED
}

/// Whether rows over time are lines that have a panel each.
pub(super) fn have_a_panel_each(rows: &Rows<'_>) -> bool {
    let panels = distinct(rows.iter().map(|(_, row)| &row.panel)).len();
    let lines = distinct(rows.iter().map(|(_, row)| (&row.panel, row.line()))).len();
    rows.iter().all(|(_, row)| row.when.is_some()) && panels > 1 && panels == lines
}

/// The changes of the lines of `rows`, which are called by `name`; none of polls of several pollsters.
pub(super) fn rows(
    reader: &Reader<'_>,
    rows: &Rows<'_>,
    name: fn(&Row) -> Option<&str>,
) -> Result<Vec<Row>, StudyError> {
    let lines = distinct(rows.iter().filter_map(|(_, row)| name(row)));
    if reader.pollsters {
        return Ok(Vec::new());
    }
    // A line may begin later than others, or end before them.
    let ends = |line: &&str| {
        let known = |(of, row): &&(&EstimateRow, Row)| {
            name(row) == Some(*line) && of.cell.wave.is_some() && row.value.is_some() && row.inner.is_some()
        };
        let mut here: Vec<_> = rows.iter().filter(known).collect();
        here.sort_by_key(|(of, _)| &of.cell.wave);
        let (first, last) = (*here.first()?, *here.last()?);
        (first.0.cell.wave != last.0.cell.wave).then_some((first, last))
    };
    let ends: Vec<_> = lines.iter().filter_map(ends).collect();
    let tested: Vec<(&EstimateRow, &EstimateRow)> =
        ends.iter().map(|((earlier, _), (later, _))| (*earlier, *later)).collect();
    let Some(made) = changes(reader.source, reader.found, &tested)? else { return Ok(Vec::new()) };
    let level = reader.found.options.precision.level().get();
    Ok(ends.iter().zip(&made).map(|((_, (_, line)), made)| change(line, made, level)).collect())
}

/// The change of the line that a row is of.
fn change(line: &Row, made: &Comparison, level: f64) -> Row {
    Row {
        panel: line.panel.clone(),
        item: line.item.clone(),
        answer: line.answer.clone(),
        series: line.series.clone().filter(|_| line.item.is_none()),
        group: line.group.clone(),
        inner: Some(made.bounds),
        outer: (made.difference.rounding > 0.0).then_some(made.outer),
        significant: (!made.p_adjusted.is_nan()).then_some(made.p_adjusted < 1.0 - level),
        part: Part::Change,
        ..Row::new(made.difference.value)
    }
}
