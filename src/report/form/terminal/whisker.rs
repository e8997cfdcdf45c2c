//! An interval in one line of text: the estimate as a point, the sampling interval as a thick line, what rounding adds as a thin
//! one, all to half a letter.

use crate::report::view::{Range, Scale};

/// `range` on `scale`, `width` letters wide.
pub(super) fn whisker(range: &Range, scale: &Scale, width: usize) -> String {
    let last = (2 * width).saturating_sub(1);
    let half = |x: f64| (scale.position(x) * last as f64).round() as usize;
    let within = |ends: (f64, f64), at: usize| half(ends.0) <= at && at <= half(ends.1);
    let weight = |at: usize| {
        if within(range.inner, at) { 2 } else { u8::from(within(range.outer, at)) }
    };
    let point = half(range.value) / 2;
    let zero = scale.zero().map(|z| (z * last as f64).round() as usize / 2);
    let letter = |i: usize| match (weight(2 * i), weight(2 * i + 1)) {
        _ if i == point => '●',
        (0, 0) if zero == Some(i) => '│',
        (0, 0) => ' ',
        (1, 0) => '╴',
        (0, 1) => '╶',
        (1, 1) => '─',
        (2, 0) => '╸',
        (0, 2) => '╺',
        (1, 2) => '╼',
        (2, 1) => '╾',
        _ => '━',
    };
    (0..width).map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thick_is_sampling_and_thin_is_rounding() {
        let scale = Scale { low: 0.0, high: 1.0, labels: Default::default(), two_widths: false };
        let range = Range { value: 0.5, inner: (0.3, 0.7), outer: (0.2, 0.85) };
        // Of half letters 0 to 19: thin from 3.8 to 16.2, thick from 5.7 to 13.3, the point at 9.5, each to the nearest.
        assert_eq!(whisker(&range, &scale, 10), "  ─━━●━─╴ ");
        let sure = Range { value: 0.0, inner: (0.0, 0.0), outer: (0.0, 0.0) };
        assert_eq!(whisker(&sure, &scale, 4), "●   ");
    }

    #[test]
    fn differences_show_where_zero_is() {
        let scale = Scale { low: -0.1, high: 0.1, labels: Default::default(), two_widths: false };
        let range = Range { value: 0.06, inner: (0.03, 0.09), outer: (0.03, 0.09) };
        assert_eq!(whisker(&range, &scale, 11).chars().nth(5), Some('│'));
    }
}
