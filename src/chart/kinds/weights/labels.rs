//! The names of a few weights at their bars.

use crate::chart::drawing::{Anchor, Rect, Role};
use crate::chart::figures::Row;
use crate::chart::layout::Sheet;
use crate::chart::words;

/// Between a bar and its label.
const CLEAR: f64 = 4.0;

/// Whether each bar is one weight.
pub(super) fn is_labelled(bins: &[(&Row, f64)]) -> bool {
    bins.iter().all(|(row, _)| row.item.is_some())
}

/// The height that a label takes over its bar.
pub(super) fn height(sheet: &Sheet<'_>) -> f64 {
    sheet.small().size + 2.0 * CLEAR
}

/// Writes over each bar its weight and how many have it, `0.49 × 50`, or the weight alone where that has no room.
pub(super) fn write_labels(sheet: &mut Sheet<'_>, bars: &[(&Row, f64, Rect)], (left, right): (f64, f64)) {
    let style = sheet.small().coloured(sheet.theme.colours.ink);
    let mut placed: Vec<Rect> = bars.iter().map(|(.., bar)| *bar).collect();
    for (row, count, bar) in bars {
        let weight = row.item.as_deref().unwrap_or_default();
        let place = |text: &str| {
            let width = sheet.width_of(text, style);
            let x = (bar.centre().0 - width / 2.0).clamp(left, (right - width).max(left));
            Rect::new(x, bar.y - CLEAR - style.size, width, style.size)
        };
        let free = |place: &Rect| {
            placed.iter().all(|other| {
                let (across, down) = place.inset(-4.0, 0.0, -4.0, 0.0).overlap(other);
                across <= 0.0 || down <= 0.0
            })
        };
        let forms = [format!("{weight} × {}", words::count(*count)), weight.to_owned()];
        let found = forms.into_iter().map(|text| (place(&text), text)).find(|(place, _)| free(place));
        match found {
            Some((place, text)) => {
                sheet.write_over(Role::Label, place.centre(), Anchor::Middle, style, &text);
                placed.push(place);
            }
            None => sheet.remark("Some weights have no room for their label".to_owned()),
        }
    }
}
