//! Small multiples. Over several dated waves, lines: one panel for each question and answer, with a line for each group; of one answer a panel
//! for each group. Of one wave, groups as dots in one column for each question or answer.

use super::over_time::dated;
use super::{Reader, Rows};
use crate::chart::Row;
use crate::chart::kinds::MOST_COLUMNS;
use crate::study::StudyError;
use crate::study::acts::EstimateRow;
use crate::study::figures::choice::lacks;
use crate::study::figures::domain;
use crate::study::file::ChartEntry;
use crate::survey::{Cell, Group};

/// How everybody is called where the source does not say.
const EVERYBODY: &str = "All respondents";

/// The rows with their panels.
pub(super) fn rows<'a>(reader: &Reader<'a>, entry: &ChartEntry) -> Result<Rows<'a>, StudyError> {
    match reader.grouped {
        false => plots(reader),
        true if runs_over_time(reader) => Ok(lines(reader)),
        true => columns(reader, entry),
    }
}

/// The question and answer of a cell, where they differ.
fn asked(reader: &Reader<'_>, cell: &Cell) -> Option<String> {
    let question = reader.question_title(cell).filter(|_| reader.questions);
    let answer = reader.answer_title(cell).filter(|_| reader.answers);
    let parts: Vec<String> = question.into_iter().chain(answer).collect();
    (!parts.is_empty()).then(|| parts.join(": "))
}

/// Whether groups are lines over time: of dated waves, of which none is asked for alone.
fn runs_over_time(reader: &Reader<'_>) -> bool {
    reader.wave.is_none() && reader.waves.len() > 1 && reader.waves.waves().all(|wave| wave.period.is_some())
}

/// Groups over time. Where every row crosses two variables, the levels of the first are panels too.
fn lines<'a>(reader: &Reader<'a>) -> Rows<'a> {
    let rows = &reader.found.rows;
    let crossed = rows.iter().all(|row| row.cell.groups.len() == 2);
    let everybody = reader.everybody.iter().filter(|_| !crossed);
    let total =
        || domain::everybody(reader.source, &reader.found.options.selection).unwrap_or_else(|| EVERYBODY.to_owned());
    let row = |row: &'a EstimateRow| {
        let asked = asked(reader, &row.cell);
        let name = |groups: &[Group]| reader.group_names.name(groups).unwrap_or_else(total);
        let (panel, line) = match row.cell.groups.as_slice() {
            [outer, inner] if crossed => {
                let parts: Vec<String> = asked.into_iter().chain([outer.level.to_string()]).collect();
                (parts.join(": "), inner.level.to_string())
            }
            groups if asked.is_none() => (name(groups), name(groups)),
            groups => (asked.unwrap_or_default(), name(groups)),
        };
        Some((row, Row { panel: Some(panel), ..dated(reader, row)? }.series(line)))
    };
    rows.iter().chain(everybody).filter_map(row).collect()
}

fn columns<'a>(reader: &Reader<'a>, entry: &ChartEntry) -> Result<Rows<'a>, StudyError> {
    let by_wave = !reader.questions && !reader.answers;
    if by_wave && reader.waves.len() < 2 {
        return Err(lacks("facets", "several questions, answers or waves, one for each panel"));
    }
    if by_wave && reader.waves.len() > MOST_COLUMNS {
        return Err(lacks(
            "facets",
            "six waves at most, one for each column of dots, or waves with dates, which are lines: choose waves with --where, or write their labels as 2025-11",
        ));
    }
    let wave = reader.one_wave(entry)?;
    let shown = reader.all().filter(|row| by_wave || row.cell.wave.as_ref() == wave);
    let row = |row: &'a EstimateRow| {
        let cell = &row.cell;
        let panel = if by_wave { reader.wave_title(cell) } else { asked(reader, cell) };
        let item = reader.levels(cell).filter(|_| cell.groups.len() > 1);
        let group = cell.groups.first().filter(|_| item.is_none()).cloned();
        (row, Row { panel, item, group, ..reader.numbers(row) })
    };
    Ok(shown.map(row).collect())
}

fn plots<'a>(reader: &Reader<'a>) -> Result<Rows<'a>, StudyError> {
    let row = |row: &'a EstimateRow| {
        let panel = asked(reader, &row.cell)?;
        let answer = reader.answer_title(&row.cell);
        Some((row, Row { panel: Some(panel), answer, ..dated(reader, row)? }))
    };
    let rows: Rows<'a> = reader.found.rows.iter().filter(|row| reader.part(row).is_some()).filter_map(row).collect();
    if rows.is_empty() {
        return Err(lacks("facets", "groups, or several answers over dated waves, one for each panel"));
    }
    Ok(rows)
}
