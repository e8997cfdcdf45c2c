//! One drawing: marks and texts in units of the layout, independent of resolution and of the kind of chart. Renderers read nothing else,
//! and the linter judges nothing else.

mod promise;
mod role;

use super::colour::Colour;
use super::figures::Row;
pub use promise::{Course, Covered, Explained, Framed, LeftOut, Scale, Unmarked};
pub use role::Role;

/// A place on the drawing; x to the right, y down.
pub type Point = (f64, f64);

/// An upright rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width, not negative.
    pub width: f64,
    /// Height, not negative.
    pub height: f64,
}

impl Rect {
    /// A rectangle by its edges.
    pub fn new(x: f64, y: f64, width: f64, height: f64) -> Self {
        Self { x, y, width: width.max(0.0), height: height.max(0.0) }
    }

    /// Right edge.
    pub fn right(&self) -> f64 {
        self.x + self.width
    }

    /// Lower edge.
    pub fn bottom(&self) -> f64 {
        self.y + self.height
    }

    /// Middle.
    pub fn centre(&self) -> Point {
        (self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    /// Whether a point lies within.
    pub fn holds(&self, point: Point) -> bool {
        (self.x..=self.right()).contains(&point.0) && (self.y..=self.bottom()).contains(&point.1)
    }

    /// How far two rectangles overlap, across and down; not positive when they do not.
    pub fn overlap(&self, other: &Self) -> (f64, f64) {
        (self.right().min(other.right()) - self.x.max(other.x), self.bottom().min(other.bottom()) - self.y.max(other.y))
    }

    /// Smaller by these widths at left, top, right and bottom.
    pub fn inset(&self, left: f64, top: f64, right: f64, bottom: f64) -> Self {
        Self::new(self.x + left, self.y + top, self.width - left - right, self.height - top - bottom)
    }

    /// Whether a segment passes through the rectangle (Liang and Barsky's clipping).
    pub fn crossed_by(&self, from: Point, to: Point) -> bool {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let sides =
            [(-dx, from.0 - self.x), (dx, self.right() - from.0), (-dy, from.1 - self.y), (dy, self.bottom() - from.1)];
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        for (way, room) in sides {
            if way == 0.0 {
                if room < 0.0 {
                    return false;
                }
            } else if way < 0.0 {
                enter = enter.max(room / way);
            } else {
                leave = leave.min(room / way);
            }
        }
        enter < leave
    }

    fn around(points: &[Point]) -> Self {
        let (mut low, mut high) = ((f64::MAX, f64::MAX), (f64::MIN, f64::MIN));
        for &(x, y) in points {
            low = (low.0.min(x), low.1.min(y));
            high = (high.0.max(x), high.1.max(y));
        }
        if points.is_empty() { Self::default() } else { Self::new(low.0, low.1, high.0 - low.0, high.1 - low.1) }
    }
}

/// Weight of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Weight {
    /// Plain.
    Regular,
    /// Semibold.
    Strong,
}

/// Which point of a text's line is at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Its start.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// One line of text, measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// Where the anchor of the baseline is.
    pub at: Point,
    /// Which point of the line that is.
    pub anchor: Anchor,
    /// Font size.
    pub size: f64,
    /// Weight.
    pub weight: Weight,
    /// Colour.
    pub colour: Colour,
    /// The characters.
    pub text: String,
    /// Measured width.
    pub width: f64,
}

/// Height of capitals and depth below the baseline as parts of the font size, for the box that a text fills.
const CAPITALS: f64 = 0.73;
const DEPTH: f64 = 0.2;

impl Text {
    /// The box its letters fill.
    pub fn extent(&self) -> Rect {
        let left = match self.anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => self.width / 2.0,
            Anchor::End => self.width,
        };
        let top = self.at.1 - CAPITALS * self.size;
        Rect::new(self.at.0 - left, top, self.width, (CAPITALS + DEPTH) * self.size)
    }
}

/// A stroke.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Colour.
    pub colour: Colour,
    /// Width.
    pub width: f64,
    /// Length of dashes and of the gaps between them.
    pub dash: Option<(f64, f64)>,
}

impl Stroke {
    /// A solid stroke.
    pub fn new(colour: Colour, width: f64) -> Self {
        Self { colour, width, dash: None }
    }

    /// The same, dashed.
    pub fn dashed(self, dash: f64, gap: f64) -> Self {
        Self { dash: Some((dash, gap)), ..self }
    }
}

/// The form of a mark.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// A filled polygon, with an outline or without.
    Area {
        /// Its corners.
        points: Vec<Point>,
        /// Its fill.
        fill: Colour,
        /// Its outline.
        outline: Option<Stroke>,
    },
    /// A line through points.
    Line {
        /// The points.
        points: Vec<Point>,
        /// How it is drawn.
        stroke: Stroke,
    },
    /// A circle, filled or hollow.
    Circle {
        /// Its centre.
        centre: Point,
        /// Its radius.
        radius: f64,
        /// Its fill.
        fill: Option<Colour>,
        /// Its outline.
        outline: Option<Stroke>,
    },
    /// A line of text.
    Text(Text),
}

/// One mark.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// What it is for.
    pub role: Role,
    /// Which series it belongs to, counted from 0, where colour tells series apart.
    pub series: Option<usize>,
    /// Its form.
    pub shape: Shape,
}

impl Mark {
    /// The box it fills, strokes left out.
    pub fn extent(&self) -> Rect {
        match &self.shape {
            Shape::Area { points, .. } | Shape::Line { points, .. } => Rect::around(points),
            Shape::Circle { centre, radius, .. } => {
                Rect::new(centre.0 - radius, centre.1 - radius, 2.0 * radius, 2.0 * radius)
            }
            Shape::Text(text) => text.extent(),
        }
    }

    /// Moves it down.
    pub(super) fn lower(&mut self, by: f64) {
        match &mut self.shape {
            Shape::Area { points, .. } | Shape::Line { points, .. } => {
                points.iter_mut().for_each(|point| point.1 += by)
            }
            Shape::Circle { centre, .. } => centre.1 += by,
            Shape::Text(text) => text.at.1 += by,
        }
    }

    /// Its text, if it is one.
    pub fn text(&self) -> Option<&Text> {
        match &self.shape {
            Shape::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// A finished drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// Width in units of the layout.
    pub width: f64,
    /// Height in units of the layout.
    pub height: f64,
    /// Pixels in a unit.
    pub scale: f64,
    /// The ground.
    pub paper: Colour,
    /// Marks, the later above the earlier.
    pub marks: Vec<Mark>,
    /// The value axes, one for each panel.
    pub scales: Vec<Scale>,
    /// The axes of time on which lines join polls, one for each panel.
    pub courses: Vec<Course>,
    /// Title, for readers that cannot see.
    pub title: String,
    /// Alt text.
    pub description: String,
    /// Source.
    pub source: String,
    /// Texts that were cut to fit.
    pub shortened: Vec<String>,
    /// Shares that are drawn and had no room for their numbers.
    pub unwritten: Vec<f64>,
    /// What the footer has to say of how the picture was laid out.
    pub remarks: Vec<String>,
    /// Sums of the figures that stand in the picture for their parts, or beside them, for want of room.
    pub sums: Vec<Row>,
    /// What else was left out.
    pub left_out: LeftOut,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_cross_a_rectangle_or_miss_it() {
        let rect = Rect::new(10.0, 10.0, 10.0, 10.0);
        assert!(rect.crossed_by((0.0, 15.0), (30.0, 15.0)));
        assert!(rect.crossed_by((12.0, 12.0), (13.0, 13.0)), "wholly inside");
        assert!(!rect.crossed_by((0.0, 0.0), (30.0, 5.0)));
        assert!(!rect.crossed_by((0.0, 15.0), (9.0, 15.0)));
    }
}
