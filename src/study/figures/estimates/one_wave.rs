//! One wave, everybody first: for dots and bars.

use super::{Reader, Rows, crossed, scale};
use crate::chart::Row;
use crate::chart::figures::distinct;
use crate::chart::kinds::MOST_SERIES;
use crate::study::StudyError;
use crate::study::acts::EstimateRow;
use crate::study::file::ChartEntry;
use crate::survey::{Cell, Group};

/// The rows of one wave: groups by name, several answers (or pollsters) as series, several questions as items.
pub(super) fn rows<'a>(reader: &Reader<'a>, entry: &ChartEntry) -> Result<Rows<'a>, StudyError> {
    let wave = reader.one_wave(entry)?;
    let shown = |row: &&EstimateRow| row.cell.wave.as_ref() == wave;
    let rows: Vec<&EstimateRow> = match has_too_many_series(reader) {
        true => reader.lines().filter(shown).collect(),
        false => reader.all().filter(shown).collect(),
    };
    Ok(rows.into_iter().map(|row| (row, labelled(reader, row))).collect())
}

/// Whether groups have more answers and nets than can be told apart in a line: then nets stand for the answers they sum.
fn has_too_many_series(reader: &Reader<'_>) -> bool {
    let answers = distinct(reader.found.rows.iter().map(|row| &row.cell.answer));
    reader.grouped && !reader.questions && answers.len() > MOST_SERIES
}

fn labelled(reader: &Reader<'_>, row: &EstimateRow) -> Row {
    let cell = &row.cell;
    let answer = reader.answer_title(cell);
    let pollster = cell.pollster.as_ref().filter(|_| reader.pollsters).map(ToString::to_string);
    // Pollsters are series, or rows where answers are, or where they are too many.
    let (beside, below) =
        if reader.answers || has_many_pollsters(reader) { (None, pollster) } else { (pollster, None) };
    let series = if reader.answers { answer.clone() } else { beside };
    let (item, below) = match item(reader, cell) {
        Some(item) => (Some(below.map_or(item.clone(), |pollster| format!("{item}, {pollster}"))), None),
        None if !reader.grouped => (below, None),
        // Groups under their questions have it in their own name.
        None if reader.questions => (None, below),
        None if cell.groups.is_empty() && below.is_some() => {
            (below.map(|pollster| format!("{}, {pollster}", scale::everybody(reader))), None)
        }
        None => (None, below),
    };
    let group = under_question(reader, cell, below.as_deref())
        .or_else(|| cell.groups.first().filter(|_| item.is_none()).cloned());
    // A question's answers alone are categories of their own, not series of one bar.
    let lone = group.is_none() && item.is_none() && !reader.grouped && !reader.pollsters;
    let part = reader.part(row).filter(|_| lone).unwrap_or_default();
    let made = Row { group, item, series: series.filter(|_| !lone), answer, part, ..reader.numbers(row) };
    if reader.questions { made } else { crossed::under(reader, made, cell, below) }
}

/// Whether pollsters are more than can be told apart in a line.
fn has_many_pollsters(reader: &Reader<'_>) -> bool {
    distinct(reader.all().filter_map(|row| row.cell.pollster.as_ref())).len() > MOST_SERIES
}

/// A name for rows that one grouping variable does not name: crossed groups, or several questions.
fn item(reader: &Reader<'_>, cell: &Cell) -> Option<String> {
    match (reader.questions, reader.grouped) {
        (true, true) => None,
        (true, false) => reader.question_title(cell),
        (false, _) => reader.levels(cell).filter(|_| cell.groups.len() > 1),
    }
}

/// A group, or everybody, as a line under its question, where there are several; with the pollster that stands below.
fn under_question(reader: &Reader<'_>, cell: &Cell, below: Option<&str>) -> Option<Group> {
    let question = cell.question.as_deref().filter(|_| reader.questions && reader.grouped)?;
    let name = reader.levels(cell).unwrap_or_else(|| scale::everybody(reader));
    Some(Group::new(question, below.map_or(name.clone(), |pollster| format!("{name}, {pollster}"))))
}
