//! The names of a few weights at their bars.

use crate::chart::drawing::{Anchor, Rect, Role};
use crate::chart::figures::Row;
use crate::chart::layout::Sheet;
use crate::chart::words;

/// Between a bar and its label.
const CLEAR: f64 = 4.0;

/// A bar with how many have its weight.
type Bar<'a> = (&'a Row, f64, Rect);
/// What a label says of a bar.
type Form<'a> = &'a dyn Fn(&Bar<'_>) -> String;

/// Whether each bar is one weight.
pub(super) fn is_labelled(bins: &[(&Row, f64)]) -> bool {
    bins.iter().all(|(row, _)| row.item.is_some())
}

/// The height that a label takes over its bar.
pub(super) fn height(sheet: &Sheet<'_>) -> f64 {
    sheet.small().size + 2.0 * CLEAR
}

/// Writes over each bar its weight and how many have it, `0.49 × 50`, or all weights alone where these have no room.
pub(super) fn write_labels(sheet: &mut Sheet<'_>, bars: &[Bar<'_>], (left, right): (f64, f64)) {
    let style = sheet.small().coloured(sheet.theme.colours.ink);
    let weight = |row: &Row| row.item.clone().unwrap_or_default();
    let long = |(row, count, _): &Bar<'_>| format!("{} × {}", weight(row), words::count(*count));
    let forms: [Form<'_>; 2] = [&long, &|bar| weight(bar.0)];
    let all = forms.map(|form| placed(sheet, bars, form, (left, right)));
    let most = all.iter().map(Vec::len).max().unwrap_or(0);
    for (place, text) in all.into_iter().find(|labels| labels.len() == most).unwrap_or_default() {
        sheet.write_over(Role::Label, place.centre(), Anchor::Middle, style, &text);
    }
    if most < bars.len() {
        sheet.remark("Some weights have no room for their label".to_owned());
    }
}

/// The labels that have room over their bars, from the first on.
fn placed(sheet: &Sheet<'_>, bars: &[Bar<'_>], form: Form<'_>, (left, right): (f64, f64)) -> Vec<(Rect, String)> {
    let style = sheet.small();
    let mut taken: Vec<Rect> = bars.iter().map(|(.., bar)| *bar).collect();
    let mut labels = Vec::new();
    for one in bars {
        let text = form(one);
        let width = sheet.width_of(&text, style);
        let x = (one.2.centre().0 - width / 2.0).clamp(left, (right - width).max(left));
        let place = Rect::new(x, one.2.y - CLEAR - style.size, width, style.size);
        let free = taken.iter().all(|other| {
            let (across, down) = place.inset(-4.0, 0.0, -4.0, 0.0).overlap(other);
            across <= 0.0 || down <= 0.0
        });
        if free {
            taken.push(place);
            labels.push((place, text));
        }
    }
    labels
}
