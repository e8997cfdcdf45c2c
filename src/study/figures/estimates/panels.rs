//! Small multiples: groups as dots in one column for each question, answer or wave; without groups one plot over time for each answer.

use super::over_time::dated;
use super::{Reader, Rows};
use crate::chart::Row;
use crate::chart::kinds::MOST_COLUMNS;
use crate::study::StudyError;
use crate::study::acts::EstimateRow;
use crate::study::figures::choice::lacks;
use crate::study::file::ChartEntry;
use crate::survey::Cell;

/// The rows with their panels.
pub(super) fn rows<'a>(reader: &Reader<'a>, entry: &ChartEntry) -> Result<Rows<'a>, StudyError> {
    if reader.grouped { columns(reader, entry) } else { plots(reader) }
}

/// The question and answer of a cell, where they differ.
fn asked(reader: &Reader<'_>, cell: &Cell) -> Option<String> {
    let question = reader.question_title(cell).filter(|_| reader.questions);
    let answer = reader.answer_title(cell).filter(|_| reader.answers);
    let parts: Vec<String> = question.into_iter().chain(answer).collect();
    (!parts.is_empty()).then(|| parts.join(": "))
}

fn columns<'a>(reader: &Reader<'a>, entry: &ChartEntry) -> Result<Rows<'a>, StudyError> {
    let by_wave = !reader.questions && !reader.answers;
    if by_wave && reader.waves.len() < 2 {
        return Err(lacks("facets", "several questions, answers or waves, one for each panel"));
    }
    if by_wave && reader.waves.len() > MOST_COLUMNS {
        return Err(lacks(
            "facets",
            "six waves at most, one for each column of dots: choose waves with --where, or draw each group over time with `topline trend … --chart facets`",
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
