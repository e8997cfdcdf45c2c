//! The axis of pairs: as long as the numbers at the outer sides of points leave it.

use super::pair::outer;
use crate::chart::figures::{Figures, Row, range};
use crate::chart::kinds::dots::row_values;
use crate::chart::kinds::reach::widened;
use crate::chart::kinds::trend::limits;
use crate::chart::layout::{Axis, Hold, Sheet};
use crate::chart::words::Printer;

/// The least room at either end: half the label of a tick.
const LEAST: f64 = 16.0;
/// By how much it grows until all numbers have theirs.
const STEP: f64 = 3.0;

/// The most room that a number takes beside the end of the axis.
pub(super) fn most_room(sheet: &Sheet<'_>) -> f64 {
    sheet.width_of("100%", sheet.plain()) + 12.0
}

/// The axis of these pairs between two places.
pub(super) fn axis(
    sheet: &Sheet<'_>,
    figures: &Figures,
    pairs: &[[Option<&Row>; 2]],
    (left, right): (f64, f64),
    printer: Printer,
) -> Axis {
    let values: Vec<f64> = pairs.iter().flatten().flatten().flat_map(|row| row_values(row)).collect();
    // A small change must not look like a large one.
    let least = range(values.iter().copied()).map(|ends| widened(figures, ends));
    let values: Vec<f64> = values.into_iter().chain(least.into_iter().flat_map(|(low, high)| [low, high])).collect();
    let hold = (Hold::Close, limits(figures));
    let most = most_room(sheet);
    let mut room = [LEAST; 2];
    loop {
        let axis = sheet.axis_across(&values, hold, (left + room[0], right - room[1]), printer);
        let (from, to) = reach(sheet, pairs, &axis, printer);
        let lacking = [from < left, to > right];
        if (0..2).all(|side| !lacking[side] || room[side] >= most) {
            return axis;
        }
        (0..2).filter(|side| lacking[*side]).for_each(|side| room[side] = (room[side] + STEP).min(most));
    }
}

/// From where to where numbers reach.
fn reach(sheet: &Sheet<'_>, pairs: &[[Option<&Row>; 2]], axis: &Axis, printer: Printer) -> (f64, f64) {
    let wide = |value: f64| sheet.width_of(&printer.value(value), sheet.plain().strong());
    let ends = |pair: &[Option<&Row>; 2]| {
        let (low, high) = range(pair.iter().flatten().filter_map(|row| row.value))?;
        let (from, to) = outer(*pair, axis)?;
        // A point alone has its number at its right.
        let alone = pair.iter().flatten().filter(|row| row.value.is_some()).count() < 2;
        Some((from - if alone { 0.0 } else { wide(low) }, to + wide(high)))
    };
    let ends = pairs.iter().filter_map(ends);
    ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), (from, to)| (low.min(from), high.max(to)))
}
