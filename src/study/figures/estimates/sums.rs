//! What the answers of one side of a scale make together, beside the first of them: a picture may need a sum that nobody asked for.

use super::{Reader, Rows};
use crate::chart::figures::Sum;
use crate::survey::{Cell, Role};

/// Gives the first answer of each side, in every wave and group, the sum of all answers of its side there.
pub(super) fn set(reader: &Reader<'_>, rows: &mut Rows<'_>) {
    let sides: Vec<Option<Role>> = rows.iter().map(|(row, _)| side(reader, &row.cell)).collect();
    let sum_from = |at: usize| {
        let of_side = sides[at]?;
        let family = (0..rows.len()).filter(|other| sides[*other] == Some(of_side));
        let parts: Vec<usize> = family.filter(|other| rows[*other].0.cell.is_beside(&rows[at].0.cell)).collect();
        if parts.first() != Some(&at) || parts.len() < 2 {
            return None;
        }
        let sum = reader.found.sum(reader.source, &parts.iter().map(|part| rows[*part].0).collect::<Vec<_>>())?;
        let numbers = reader.numbers(&sum);
        let of = parts.iter().filter_map(|part| rows[*part].1.answer.clone()).collect();
        Some(Box::new(Sum { of, row: numbers }))
    };
    let sums: Vec<_> = (0..rows.len()).map(sum_from).collect();
    for ((_, row), sum) in rows.iter_mut().zip(sums) {
        row.sum = sum;
    }
}

/// The side of an answer: as the codebook states it, else as the well-known scale has it that the answers are.
fn side(reader: &Reader<'_>, cell: &Cell) -> Option<Role> {
    let answer = cell.answer.as_deref().filter(|_| reader.is_elementary(cell))?;
    let stated = reader.question(cell).and_then(|q| q.answers.iter().find(|known| *known.id == *answer));
    let title = reader.answer_title(cell)?;
    let of_scale = || reader.scales.answers().into_iter().find(|(name, _)| **name == *title).map(|(_, role)| role);
    let role = stated.map(|known| known.role).or_else(of_scale)?;
    matches!(role, Role::Positive | Role::Negative).then_some(role)
}
