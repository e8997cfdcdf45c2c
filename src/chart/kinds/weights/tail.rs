//! The name of the bars that are set apart.

use super::labels::{self, is_labelled};
use crate::chart::drawing::{Anchor, Role, Stroke};
use crate::chart::figures::Row;
use crate::chart::layout::{Axis, Lines, Sheet, Style};

/// The name of the bars that are set apart.
pub(super) struct Tail {
    lines: Lines,
    x: f64,
    anchor: Anchor,
    /// The most of the bars that it stands over.
    pub(super) most: f64,
    /// Room for labels of these bars.
    over: f64,
    /// Where it stands over other bars too: a place over the middle of those that it names, and the most of these.
    leader: Option<(f64, f64)>,
}

impl Tail {
    /// Between the name and the bars under it.
    const CLEAR: f64 = 4.0;
    /// The least length of the line to them.
    const LEADER: f64 = 10.0;

    fn style(sheet: &Sheet<'_>) -> Style {
        let colours = &sheet.theme.colours;
        sheet.small().strong().coloured(colours.highlight.readable_on(colours.paper))
    }

    /// From the start of the bars where it fits, else up to the end of the axis, with a line to them if others are below it.
    pub(super) fn read(sheet: &Sheet<'_>, bins: &[(&Row, f64)], weights: &Axis) -> Option<Self> {
        let apart = bins.iter().map(|(row, _)| *row).find(|row| row.series.is_some())?;
        let (start, name) = (weights.at(apart.span?.low), apart.series.as_deref()?);
        let lines = sheet.measure(Self::style(sheet)).wrap(name, weights.end - weights.start, 3);
        let (x, anchor) =
            if start + lines.width <= weights.end { (start, Anchor::Start) } else { (weights.end, Anchor::End) };
        let from = if anchor == Anchor::Start { x } else { x - lines.width };
        let under = || {
            bins.iter().filter(|(row, _)| {
                row.span.is_some_and(|span| weights.at(span.high) >= from && weights.at(span.low) <= from + lines.width)
            })
        };
        let most = under().map(|(_, value)| *value).fold(0.0, f64::max);
        let named = || bins.iter().filter(|(row, _)| row.series.is_some());
        let end = named().filter_map(|(row, _)| row.span).map(|span| span.high).fold(apart.span?.low, f64::max);
        let highest = named().map(|(_, value)| *value).fold(0.0, f64::max);
        let reaches = anchor == Anchor::End && under().any(|(row, _)| row.series.is_none());
        let leader = reaches.then(|| (f64::midpoint(start, weights.at(end)), highest));
        let over = if is_labelled(bins) { labels::height(sheet) } else { 0.0 };
        Some(Self { lines, x, anchor, most, over, leader })
    }

    /// The height that it takes over its bars.
    pub(super) fn height(&self, sheet: &Sheet<'_>) -> f64 {
        self.lines.lines.len() as f64 * sheet.measure(Self::style(sheet)).leading()
            + 2.0 * Self::CLEAR
            + self.over
            + self.below()
    }

    /// Room below it for the line to its bars.
    fn below(&self) -> f64 {
        if self.leader.is_some() { Self::LEADER } else { 0.0 }
    }

    pub(super) fn write(&self, sheet: &mut Sheet<'_>, counts: &Axis) {
        let style = Self::style(sheet);
        let leading = sheet.measure(style).leading();
        let mut y = counts.at(self.most) - self.height(sheet) + Self::CLEAR + leading / 2.0;
        for line in &self.lines.lines {
            sheet.write_over(Role::Label, (self.x, y), self.anchor, style, line);
            y += leading;
        }
        if let Some((x, highest)) = self.leader {
            let (from, to) = (y - leading / 2.0, counts.at(highest) - self.over - 1.0);
            sheet.line(Role::Leader, vec![(x, from), (x, to)], Stroke::new(style.colour, 1.5));
        }
    }
}
