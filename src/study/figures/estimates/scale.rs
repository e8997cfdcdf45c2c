//! One item for each wave or group that has the scale of a question: elementary answers in bars, nets beside.

use super::{Reader, Rows, WAVE};
use crate::chart::{Part, Row};
use crate::survey::{Cell, Group};

/// Rows of every wave and group of which more than two answers are there.
pub(super) fn rows<'a>(reader: &Reader<'a>) -> Rows<'a> {
    let parts = |cell: &Cell| {
        let beside = reader.found.rows.iter().filter(|row| row.cell.is_beside(cell));
        beside.filter(|row| reader.is_elementary(&row.cell)).count()
    };
    let full = reader.found.rows.iter().filter(|row| parts(&row.cell) > 2);
    full.map(|row| {
        let cell = &row.cell;
        let question = reader.question_title(cell).filter(|_| reader.questions);
        let wave = reader.wave_title(cell).filter(|_| reader.waves.len() > 1);
        let crossed = reader.levels(cell).filter(|_| wave.is_some() || question.is_some() || cell.groups.len() > 1);
        // Waves are groups in order of time; what more than one thing tells apart is an item of its own.
        let (item, group) = match (question, crossed, wave) {
            (None, None, Some(wave)) => (None, Some(Group::new(WAVE, wave))),
            (None, None, None) => (None, cell.groups.first().cloned()),
            (question, levels, wave) => {
                (Some([question, levels, wave].into_iter().flatten().collect::<Vec<_>>().join(", ")), None)
            }
        };
        let part = if reader.is_elementary(cell) { Part::Estimate } else { Part::Net };
        (row, Row { answer: reader.answer_title(cell), item, group, part, ..reader.numbers(row) })
    })
    .collect()
}
