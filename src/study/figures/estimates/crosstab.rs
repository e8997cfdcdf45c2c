//! Rows by columns: groups of one wave, or waves, by answers, questions or waves.

use super::over_time::dated;
use super::{Reader, Rows, WAVE, crossed};
use crate::chart::Row;
use crate::study::StudyError;
use crate::study::acts::EstimateRow;
use crate::study::figures::choice::lacks;
use crate::study::file::ChartEntry;
use crate::survey::Group;

/// What stands in the columns.
#[derive(Clone, Copy, PartialEq)]
enum Columns {
    Answers,
    Questions,
    Waves,
}

/// The cells of a table.
pub(super) fn rows<'a>(reader: &Reader<'a>, kind: &'static str, entry: &ChartEntry) -> Result<Rows<'a>, StudyError> {
    let waves = reader.waves.len() > 1 && entry.wave.is_none();
    let columns = match (reader.answers, reader.questions) {
        (true, false) => Columns::Answers,
        (false, true) => Columns::Questions,
        (true, true) => Columns::Answers,
        (false, false) if waves && reader.grouped => Columns::Waves,
        (false, false) => return Err(lacks(kind, "several answers, questions or waves, which make its columns")),
    };
    // Waves are lines of the table where groups are not, and columns where nothing else is.
    let every_wave = waves && (columns == Columns::Waves || !reader.grouped);
    let wave = reader.one_wave(entry)?;
    let shown = reader.all().filter(|row| every_wave || row.cell.wave.as_ref() == wave);
    let made = |row| Some((row, Row { part: reader.part(row)?, ..cell(reader, row, columns, every_wave) }));
    Ok(shown.filter_map(made).collect())
}

fn cell(reader: &Reader<'_>, row: &EstimateRow, columns: Columns, every_wave: bool) -> Row {
    let cell = &row.cell;
    let wave = reader.wave_title(cell).filter(|_| every_wave && columns != Columns::Waves);
    let question = reader.question_title(cell).filter(|_| reader.questions && columns == Columns::Answers);
    let crossed = reader.levels(cell).filter(|_| cell.groups.len() > 1 || wave.is_some());
    let (item, group) = match (question, crossed, wave) {
        (None, None, Some(wave)) => (None, Some(Group::new(WAVE, wave))),
        (None, None, None) => (None, cell.groups.first().cloned()),
        (question, levels, wave) => {
            (Some([question, levels, wave].into_iter().flatten().collect::<Vec<_>>().join(", ")), None)
        }
    };
    let (answer, series) = match columns {
        Columns::Answers => (reader.answer_title(cell), None),
        Columns::Questions => (None, reader.question_title(cell)),
        Columns::Waves => (None, reader.wave_title(cell)),
    };
    // Waves in columns are dated, so that a table can draw their course.
    let when = dated(reader, row).and_then(|dated| dated.when).filter(|_| columns == Columns::Waves);
    let made = Row { item, group, answer, series, when, ..reader.numbers(row) };
    let lone = columns != Columns::Answers || !reader.questions;
    if lone && (columns == Columns::Waves || !every_wave) { crossed::under(reader, made, cell, None) } else { made }
}
