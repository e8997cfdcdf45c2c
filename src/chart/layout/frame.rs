//! Title, subtitle and footer, and the body they leave for the chart.

use super::super::ChartError;
use super::super::drawing::{Anchor, Rect, Role, Stroke, Weight};
use super::{Measure, Sheet, Style};
use crate::chart::{Size, Theme};

/// The texts around a chart.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Headings {
    /// The title.
    pub title: String,
    /// The measure, population, place and dates.
    pub subtitle: String,
    /// Paragraphs of the footer.
    pub footer: Vec<String>,
    /// The source, for the picture's own notes.
    pub source: String,
}

/// The least height that is of any use to a chart.
const LEAST_BODY: f64 = 60.0;

/// The margin of a picture of some width.
fn margin(theme: &Theme, width: f64) -> f64 {
    theme.sizes.margin.min(width * 0.04)
}

/// How many lines a subtitle takes in a picture of some size.
pub fn subtitle_lines(theme: &Theme, size: Size, text: &str) -> usize {
    let width = f64::from(size.width()) / size.scale();
    let ruler = Measure { typeface: &theme.typeface, size: theme.sizes.text, weight: Weight::Regular };
    ruler.wrap_full(text, width - 2.0 * margin(theme, width), usize::MAX).lines.len()
}

impl Sheet<'_> {
    pub(super) fn write_headings(&mut self, headings: &Headings) -> Result<(), ChartError> {
        let sizes = &self.theme.sizes;
        let (width, height) = (self.body.width, self.body.height);
        // Narrow pictures take narrower margins and a smaller title: the three sizes stay three.
        let margin = margin(self.theme, width);
        let title_size = sizes.title.min((width * 0.032).max(sizes.text + 2.0));
        let (left, inner) = (margin, width - 2.0 * margin);
        let title = Style { size: title_size, weight: Weight::Strong, colour: self.theme.colours.ink };
        let subtitle = self.plain().coloured(self.theme.colours.muted);

        let lines = self.measure(title).wrap(&headings.title, inner, 4);
        let mut y = self.write_lines(Role::Title, (left, margin + 0.76 * title.size), Anchor::Start, title, &lines);
        y -= self.measure(title).leading() - 0.3 * title.size;
        if !headings.subtitle.is_empty() {
            let lines = self.measure(subtitle).wrap(&headings.subtitle, inner, 4);
            let first = y + 4.0 + subtitle.size;
            y = self.write_lines(Role::Subtitle, (left, first), Anchor::Start, subtitle, &lines);
            y -= self.measure(subtitle).leading() - 0.3 * subtitle.size;
        }
        let top = y + 14.0;
        let bottom = self.write_footer(&headings.footer, Rect::new(left, top, inner, height - margin * 0.8 - top));
        self.body = Rect::new(left, top, inner, bottom - top);
        if bottom - top < LEAST_BODY {
            return Err(self.too_small(LEAST_BODY - (bottom - top), 0.0));
        }
        Ok(())
    }

    /// Writes the footer upwards from the lower end of `room`; the y where the body must end.
    fn write_footer(&mut self, paragraphs: &[String], room: Rect) -> f64 {
        let style = self.small();
        let ruler = self.measure(style);
        let wrapped: Vec<_> = paragraphs.iter().map(|text| ruler.wrap_full(text, room.width, 12)).collect();
        let count: usize = wrapped.iter().map(|lines| lines.lines.len()).sum();
        if count == 0 {
            return room.bottom();
        }
        let mut y = room.bottom() - (count - 1) as f64 * ruler.leading() - 0.2 * style.size;
        let rule = (y - style.size - 6.0).round() + 0.5;
        let grid = Stroke::new(self.theme.colours.grid, 1.0);
        self.line(Role::Grid, vec![(room.x, rule), (room.right(), rule)], grid);
        for lines in &wrapped {
            y = self.write_lines(Role::Footer, (room.x, y), Anchor::Start, style, lines);
        }
        rule - 10.0
    }
}
