//! Answers and nets: which are parts, and which are sums of such.

use super::Reader;
use crate::chart::Part;
use crate::study::acts::EstimateRow;
use crate::survey::Cell;

impl Reader<'_> {
    /// An answer that people could give, not a net of such.
    pub(super) fn is_elementary(&self, cell: &Cell) -> bool {
        let Some(answer) = cell.answer.as_deref() else { return false };
        let is_asked_for = self.found.options.selection.net.iter().any(|net| *net.name == *answer);
        !is_asked_for && self.question(cell).is_none_or(|q| q.nets.iter().all(|net| &*net.id != answer))
    }

    /// Whether a row belongs into a table of answers: those asked for by name, else no nets beside the answers they sum.
    fn is_part(&self, row: &EstimateRow) -> bool {
        let named = !self.found.options.selection.answer.is_empty();
        let elementary = || self.found.rows.iter().any(|row| self.is_elementary(&row.cell));
        named || row.cell.answer.is_none() || self.is_elementary(&row.cell) || !elementary()
    }

    /// Whether a row belongs into a picture of answers and nets: the parts, and the nets that were asked for, each as what it is.
    pub(super) fn part(&self, row: &EstimateRow) -> Option<Part> {
        let is_net = row.cell.answer.is_some() && !self.is_elementary(&row.cell);
        let beside_parts = is_net && self.found.rows.iter().any(|row| self.is_elementary(&row.cell));
        let part = if beside_parts { Part::Net } else { Part::Estimate };
        let asked = self.found.options.selection.net.iter().any(|net| Some(&net.name) == row.cell.answer.as_ref());
        (self.is_part(row) || asked).then_some(part)
    }
}
