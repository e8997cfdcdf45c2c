//! Where the lines of panels have their names.

use crate::chart::drawing::{Anchor, Rect, Role};
use crate::chart::figures::Figures;
use crate::chart::kinds::trend::{Labels, Plot, are_apart};
use crate::chart::layout::{KeyEntry, Lines, Sheet, Style};
use crate::chart::words::Printer;

/// The least width of a plot beside the names of its lines.
const BESIDE: f64 = 90.0;
/// The least width of a panel with a legend.
const KEY: f64 = 128.0;
/// How far values may stand beyond a panel.
const BEYOND: f64 = 8.0;

/// A way of naming lines, the same in all panels.
pub(super) struct Names {
    pub(super) labels: Labels,
    /// Between a plot and what stands at its right.
    pub(super) gutter: f64,
    /// Room at the right of a plot.
    pub(super) right: f64,
    /// The least width of a panel.
    pub(super) width: f64,
    /// The height that names or values of lines take where these differ from panel to panel.
    pub(super) height: f64,
    /// Legends of panels that have one of their own.
    keys: Vec<Vec<KeyEntry>>,
}

impl Names {
    /// The ways of naming lines in panels, the best first. Lines of their own are named at their ends, or in a picture that cannot grow in
    /// legends of panels; those that all have in common by one legend.
    pub(super) fn ways(figures: &Figures, sheet: &Sheet<'_>, plots: &[Plot<'_>], printer: Printer) -> Vec<Self> {
        // Values of several lines may move, and need room for the curves to their lines.
        let gutter = if plots.iter().any(|plot| plot.count() > 1) { 14.0 } else { 10.0 };
        let most = |of: &dyn Fn(&Plot<'_>) -> f64| plots.iter().map(of).fold(0.0, f64::max);
        let strong = sheet.plain().strong();
        let values = most(&|plot| plot.end_room(sheet, printer)).max(sheet.width_of("88%", strong));
        let beside = gutter + most(&|plot| plot.bars_width()) + 2.0;
        let common = Self {
            labels: Labels::ValueOnly,
            gutter,
            right: values + beside,
            width: 0.0,
            height: 0.0,
            keys: Vec::new(),
        };
        if !are_apart(figures) {
            return vec![common];
        }
        let right = values.max(most(&|plot| plot.names_room(sheet, printer).0)) + beside;
        let height = most(&|plot| plot.names_room(sheet, printer).1);
        let at_ends = Self { labels: Labels::Narrow, right, width: right + BESIDE, height, keys: Vec::new(), ..common };
        if !sheet.is_fixed() {
            return vec![at_ends];
        }
        let leading = sheet.measure(strong).leading() + 1.0;
        let in_keys = Self {
            width: KEY,
            height: most(&|plot| plot.count() as f64 * leading) - BEYOND,
            keys: plots.iter().map(|plot| plot.key_of_lines(sheet)).collect(),
            ..common
        };
        vec![at_ends, in_keys]
    }

    /// The height that the legend of one of the first panels takes at most.
    pub(super) fn key_height(&self, sheet: &Sheet<'_>, panels: usize, width: f64) -> f64 {
        self.keys.iter().take(panels).map(|key| sheet.key_height(key, width)).fold(0.0, f64::max)
    }

    /// Writes the name of a panel, with its legend where it has one, down to `bottom`.
    pub(super) fn write_head(
        &self,
        sheet: &mut Sheet<'_>,
        (at, lines, style): (usize, &Lines, Style),
        (x, bottom, width): (f64, f64, f64),
    ) {
        let key = self.keys.get(at).map_or(&[][..], Vec::as_slice);
        let key_top = bottom - sheet.key_height(key, width);
        let first = key_top - lines.lines.len() as f64 * sheet.measure(style).leading() + style.size;
        sheet.write_lines(Role::Heading, (x, first), Anchor::Start, style, lines);
        sheet.key(key, Rect::new(x, key_top, width, 0.0));
    }
}
