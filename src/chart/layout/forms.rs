//! The forms of points, which tell series and pollsters apart without colours.

use super::super::drawing::Point;

/// How many forms points have.
pub const FORMS: usize = 6;

const TRIANGLE: [Point; 3] = [(0.0, -1.25), (1.15, 0.85), (-1.15, 0.85)];
const SQUARE: [Point; 4] = [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)];
const DIAMOND: [Point; 4] = [(0.0, -1.3), (1.15, 0.0), (0.0, 1.3), (-1.15, 0.0)];
const ON_ITS_TIP: [Point; 3] = [(0.0, 1.25), (1.15, -0.85), (-1.15, -0.85)];
const CROSS: [Point; 12] = [
    (0.0, -0.46),
    (0.58, -1.05),
    (1.05, -0.58),
    (0.46, 0.0),
    (1.05, 0.58),
    (0.58, 1.05),
    (0.0, 0.46),
    (-0.58, 1.05),
    (-1.05, 0.58),
    (-0.46, 0.0),
    (-1.05, -0.58),
    (-0.58, -1.05),
];

/// The corners of a form, in radii from its middle; none of a circle.
pub(super) fn corners(form: usize) -> Option<&'static [Point]> {
    match form % FORMS {
        0 => None,
        1 => Some(&TRIANGLE),
        2 => Some(&SQUARE),
        3 => Some(&DIAMOND),
        4 => Some(&ON_ITS_TIP),
        _ => Some(&CROSS),
    }
}
