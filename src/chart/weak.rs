//! Whether a drawing marks figures of low precision, and how.

use super::drawing::{Drawing, Mark, Role, Shape, Unmarked};
use super::figures::Figures;

/// How figures of low precision are not marked, where there are some.
pub(super) fn unmarked(drawing: &Drawing, figures: &Figures) -> Unmarked {
    let weak = figures.rows.iter().any(|row| row.low_precision && row.value.is_some());
    let dagger = |mark: &Mark| mark.role != Role::Footer && mark.text().is_some_and(|text| text.text.contains('†'));
    // Where a legend has hollow marks they say something else.
    let hollow =
        |roles: &[Role]| drawing.marks.iter().any(|mark| roles.contains(&mark.role) && is_hollow(mark, drawing));
    Unmarked {
        daggers: weak && !drawing.marks.iter().any(dagger),
        hollow: weak && (hollow(&[Role::Key]) || !hollow(&[Role::Estimate, Role::Disc, Role::Bar])),
    }
}

/// Whether a mark is outlined, with the paper within.
fn is_hollow(mark: &Mark, drawing: &Drawing) -> bool {
    match &mark.shape {
        Shape::Circle { fill, outline: Some(_), .. } => fill.is_none_or(|fill| fill == drawing.paper),
        Shape::Area { fill, outline: Some(_), .. } => *fill == drawing.paper,
        _ => false,
    }
}
