//! Legends, for the cases where labels beside the marks would collide: samples of marks in a line above them, in data order.

use super::super::colour::Colour;
use super::super::drawing::{Anchor, Point, Rect, Role, Stroke};
use super::{Lines, Sheet, Style};

/// A sample of a mark.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Swatch {
    /// A filled square, outlined or not.
    Fill(Colour, Option<Colour>),
    /// A point of a form.
    Point(Colour, usize),
    /// A hollow point.
    Hollow(Colour),
    /// A thick line, drawn across.
    Thick(Colour),
    /// A thin line, drawn across.
    Thin(Colour),
    /// A thin dashed line, drawn upright.
    Dashed(Colour),
    /// A short thick line, drawn upright.
    Upright(Colour),
    /// None: the text itself has the colour, and stands closer to others.
    Ink(Colour),
}

/// One entry of a legend.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyEntry {
    /// The sample.
    pub swatch: Swatch,
    /// Its text.
    pub text: String,
    /// The series it stands for.
    pub series: Option<usize>,
}

const SWATCH: f64 = 12.0;
const BETWEEN: f64 = 18.0;
/// Between texts without samples.
const CLOSER: f64 = 9.0;

impl KeyEntry {
    /// The colour of a text that has no sample.
    fn ink(&self) -> Option<Colour> {
        if let Swatch::Ink(colour) = self.swatch { Some(colour) } else { None }
    }

    /// The width of the sample with the space after it, and the space after the text.
    fn spaces(&self) -> (f64, f64) {
        if self.ink().is_some() { (0.0, CLOSER) } else { (SWATCH + 6.0, BETWEEN) }
    }

    fn style(&self, sheet: &Sheet<'_>) -> Style {
        let (small, ink) = (sheet.small(), sheet.theme.colours.ink);
        self.ink().map_or(small.coloured(ink), |colour| small.strong().coloured(colour.readable_on(sheet.ground)))
    }
}

impl Sheet<'_> {
    /// Height that a legend takes in a width.
    pub fn key_height(&self, entries: &[KeyEntry], width: f64) -> f64 {
        self.key_places(entries, width).1
    }

    /// Writes a legend into the width of `area`, from its upper edge; its height.
    pub fn key(&mut self, entries: &[KeyEntry], area: Rect) -> f64 {
        let (places, height) = self.key_places(entries, area.width);
        for (entry, ((x, middle), lines)) in entries.iter().zip(places) {
            let (x, middle) = (area.x + x, area.y + middle);
            self.series = entry.series;
            self.swatch(entry.swatch, (x + SWATCH / 2.0, middle));
            let style = entry.style(self);
            let first = (x + entry.spaces().0, middle + 0.36 * style.size);
            self.write_lines(Role::KeyText, first, Anchor::Start, style, &lines);
        }
        self.series = None;
        height
    }

    /// Where entries start and the middle of their first lines, from the upper left corner of the legend; and its height.
    fn key_places(&self, entries: &[KeyEntry], width: f64) -> (Vec<(Point, Lines)>, f64) {
        let close = entries.iter().all(|entry| entry.ink().is_some());
        let leading = self.measure(self.small()).leading() + if close { 0.0 } else { 4.0 };
        let (mut x, mut y) = (0.0, 0.0);
        let mut places = Vec::new();
        for entry in entries {
            let ruler = self.measure(entry.style(self));
            let (before, after) = entry.spaces();
            let lines = ruler.wrap(&entry.text, width - before, 3);
            let wide = before + lines.width;
            if x > 0.0 && x + wide > width {
                (x, y) = (0.0, y + leading);
            }
            let further = lines.lines.len().saturating_sub(1) as f64 * ruler.leading();
            places.push(((x, y + leading / 2.0), lines));
            y += further;
            x += wide + after;
        }
        (places, if entries.is_empty() { 0.0 } else { y + leading })
    }

    fn swatch(&mut self, swatch: Swatch, centre: Point) {
        let (x, y) = centre;
        let across = vec![(x - SWATCH / 2.0, y), (x + SWATCH / 2.0, y)];
        match swatch {
            Swatch::Fill(fill, outline) => {
                let rect = Rect::new(x - 5.0, y - 5.0, 10.0, 10.0);
                self.rect(Role::Key, rect, fill, outline.map(|colour| Stroke::new(colour, 1.0)));
            }
            Swatch::Point(colour, form) => self.point(Role::Key, centre, 4.2, form, (Some(colour), None)),
            Swatch::Hollow(colour) => {
                let paint = (Some(self.theme.colours.paper), Some(Stroke::new(colour, 1.6)));
                self.point(Role::Key, centre, 4.2, 0, paint);
            }
            Swatch::Thick(colour) => self.line(Role::Key, across, Stroke::new(colour, 4.0)),
            Swatch::Dashed(colour) => {
                let upright = vec![(x, y - SWATCH / 2.0), (x, y + SWATCH / 2.0)];
                self.line(Role::Key, upright, Stroke::new(colour, 1.0).dashed(3.0, 3.0));
            }
            Swatch::Upright(colour) => {
                let upright = vec![(x, y - SWATCH / 2.0), (x, y + SWATCH / 2.0)];
                self.line(Role::Key, upright, Stroke::new(colour, 2.0));
            }
            Swatch::Ink(_) => {}
            Swatch::Thin(colour) => self.line(Role::Key, across, Stroke::new(colour, 1.25)),
        }
    }
}
