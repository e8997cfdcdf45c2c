//! The layer between kinds of charts and the drawing: a sheet that measures what it writes, with the places for title, body and footer
//! worked out, and tools that wrap text, keep labels apart and choose ticks.

mod across;
mod aside;
mod columns;
mod dates;
mod ends;
mod forms;
mod frame;
mod key;
mod rows;
mod scale;
mod spread;
mod typeface;
mod wrap;

pub use aside::{Cover, Room, asides};
pub use columns::Column;
pub use dates::{DateTick, are_of_days, date_ticks, end_ticks, long_date, month_and_year};
pub use ends::EndLabel;
pub use forms::FORMS;
pub use frame::{Headings, subtitle_lines};
pub use key::{KeyEntry, Swatch};
pub use rows::{PlacedRows, RowLabel, RowPitch};
pub use scale::{Axis, Hold};
use spread::spread;
pub use typeface::Typeface;
pub use wrap::{Lines, Measure};

use super::ChartError;
use super::colour::Colour;
use super::drawing::{Anchor, Course, Drawing, LeftOut, Mark, Point, Rect, Role, Scale, Shape, Stroke, Text, Weight};
use super::figures::Row;
use super::size::Size;
use super::theme::Theme;

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    /// Font size.
    pub size: f64,
    /// Weight.
    pub weight: Weight,
    /// Colour.
    pub colour: Colour,
}

impl Style {
    /// The same in semibold.
    pub fn strong(self) -> Self {
        Self { weight: Weight::Strong, ..self }
    }

    /// The same in another colour.
    pub fn coloured(self, colour: Colour) -> Self {
        Self { colour, ..self }
    }
}

/// A sheet to draw on.
#[derive(Debug, Clone)]
pub struct Sheet<'a> {
    /// The theme.
    pub theme: &'a Theme,
    /// The part that the kind of chart may fill.
    pub body: Rect,
    /// What marks drawn from now on lie on: the paper, or the tint of a part that is set off.
    pub ground: Colour,
    /// The series that marks drawn from now on belong to.
    pub series: Option<usize>,
    /// Height that rows left free at their largest pitch.
    pub spare: f64,
    size: Size,
    drawing: Drawing,
    failure: Option<ChartError>,
}

impl<'a> Sheet<'a> {
    /// A sheet with title, subtitle and footer written.
    ///
    /// # Errors
    /// [`ChartError::TooSmall`] when these leave no room.
    pub fn new(theme: &'a Theme, size: Size, headings: &Headings) -> Result<Self, ChartError> {
        let (width, height) = (f64::from(size.width()) / size.scale(), f64::from(size.height()) / size.scale());
        let drawing = Drawing {
            width,
            height,
            scale: size.scale(),
            paper: theme.colours.paper,
            marks: Vec::new(),
            scales: Vec::new(),
            courses: Vec::new(),
            title: headings.title.clone(),
            description: String::new(),
            source: headings.source.clone(),
            shortened: Vec::new(),
            unwritten: Vec::new(),
            remarks: Vec::new(),
            sums: Vec::new(),
            left_out: LeftOut::default(),
        };
        let body = Rect::new(0.0, 0.0, width, height);
        let mut sheet =
            Self { theme, body, ground: theme.colours.paper, series: None, spare: 0.0, size, drawing, failure: None };
        sheet.write_headings(headings)?;
        Ok(sheet)
    }

    /// The drawing, with its alt text.
    ///
    /// # Errors
    /// The first text that could not be set.
    pub fn finish(self, description: String) -> Result<Drawing, ChartError> {
        match self.failure {
            Some(failure) => Err(failure),
            None => Ok(Drawing { description, ..self.drawing }),
        }
    }

    /// Draws with `draw` into the body. Rows that leave height free in a picture that is not less high for it stand in the middle of
    /// what there is, with all that belongs to them.
    ///
    /// # Errors
    /// Those of `draw`.
    pub fn settled(&mut self, draw: impl FnOnce(&mut Self) -> Result<(), ChartError>) -> Result<(), ChartError> {
        let before = self.drawing.marks.len();
        draw(self)?;
        if !self.size.shrinks() && self.spare > 0.0 {
            self.drawing.marks[before..].iter_mut().for_each(|mark| mark.lower((self.spare / 2.0).floor()));
        }
        Ok(())
    }

    /// Whether the picture has the height it was given and no other: what does not fit has to be drawn smaller, or is refused.
    pub fn is_fixed(&self) -> bool {
        !self.size.grows()
    }

    /// Whether so many rows of this height have room, beside what headings, ticks and legends take at most; a picture that grows has it.
    pub fn has_room_for(&self, rows: usize, least: f64) -> bool {
        const REST: f64 = 110.0;
        !self.is_fixed() || rows as f64 * least + REST <= self.body.height
    }

    /// What a picture lacks when `height` and `width` more units are needed.
    pub fn too_small(&self, height: f64, width: f64) -> ChartError {
        let scale = self.drawing.scale;
        let [height, width] = [height, width].map(|lacks| (lacks.max(0.0) * scale).ceil());
        ChartError::TooSmall { height, width, rows: None }
    }

    /// Names, values and labels.
    pub fn plain(&self) -> Style {
        Style { size: self.theme.sizes.text, weight: Weight::Regular, colour: self.theme.colours.ink }
    }

    /// Axis labels and notes.
    pub fn small(&self) -> Style {
        Style { size: self.theme.sizes.small, weight: Weight::Regular, colour: self.theme.colours.muted }
    }

    /// A ruler for a style.
    pub fn measure(&self, style: Style) -> Measure<'a> {
        Measure { typeface: &self.theme.typeface, size: style.size, weight: style.weight }
    }

    /// Width of one line in a style.
    pub fn width_of(&self, text: &str, style: Style) -> f64 {
        self.measure(style).width(text)
    }

    /// Colour of series number `index`.
    pub fn series_colour(&self, index: usize) -> Colour {
        let colours = &self.theme.colours.series;
        colours[index % colours.len()]
    }

    /// `colour` as pale as it can be and still stand out from the paper (3 to 1).
    pub fn paled(&self, colour: Colour) -> Colour {
        let paper = self.theme.colours.paper;
        let steps = (0..=12).rev().map(|step| colour.towards(paper, f64::from(step) * 0.05));
        steps.into_iter().find(|pale| pale.contrast(paper) >= SEEN).unwrap_or(colour)
    }

    /// The same by letting the paper, and marks below, show through.
    pub fn translucent(&self, colour: Colour) -> Colour {
        let paper = self.theme.colours.paper;
        let steps = (6..=20).map(|step| colour.fade(f64::from(step) * 0.05));
        steps.into_iter().find(|pale| pale.over(paper).contrast(paper) >= SEEN).unwrap_or(colour)
    }

    /// Promises of a value axis.
    pub fn promise(&mut self, axis: &Axis, labelled: bool) {
        let ticks = axis.ticks();
        let ends = ticks.first().copied().zip(ticks.last().copied());
        self.drawing.scales.push(Scale { from: axis.from, to: axis.to, labelled: ends.filter(|_| labelled) });
    }

    /// Promises of an axis of time.
    pub fn promise_time(&mut self, course: Course) {
        self.drawing.courses.push(course);
    }

    fn put(&mut self, role: Role, shape: Shape) {
        self.drawing.marks.push(Mark { role, series: self.series, shape });
    }

    /// A line of text with its baseline at `at`.
    pub fn write(&mut self, role: Role, at: Point, anchor: Anchor, style: Style, text: &str) {
        if text.is_empty() {
            return;
        }
        if let Err(error) = self.theme.typeface.check(text, style.weight, role.place()) {
            self.failure.get_or_insert(error);
        }
        let width = self.width_of(text, style);
        let Style { size, weight, colour } = style;
        self.put(role, Shape::Text(Text { at, anchor, size, weight, colour, text: text.to_owned(), width }));
    }

    /// Wrapped text with its first baseline at `at`; the y of the next line's baseline.
    pub fn write_lines(&mut self, role: Role, at: Point, anchor: Anchor, style: Style, lines: &Lines) -> f64 {
        let leading = self.measure(style).leading();
        let mut y = at.1;
        for line in &lines.lines {
            self.write(role, (at.0, y), anchor, style, line);
            y += leading;
        }
        if lines.shortened {
            self.drawing.shortened.push(lines.lines.join(" "));
        }
        y
    }

    /// Notes a share that is drawn and has no room for its number: the footer says so.
    pub fn leave_unwritten(&mut self, share: f64) {
        self.drawing.unwritten.push(share);
    }

    /// Notes what the footer has to say of how the picture is laid out.
    pub fn remark(&mut self, said: String) {
        if !self.drawing.remarks.contains(&said) {
            self.drawing.remarks.push(said);
        }
    }

    /// Notes a sum that is drawn and no row of the figures: the plotted numbers have it too.
    pub fn add_sum(&mut self, row: Row) {
        self.drawing.sums.push(row);
    }

    /// Notes what is left out: the footer is written anew without it.
    pub fn leave_out(&mut self, what: LeftOut) {
        let known = self.drawing.left_out;
        self.drawing.left_out = LeftOut {
            changes: known.changes | what.changes,
            intervals: known.intervals | what.intervals,
            lines: known.lines | what.lines,
            asides: known.asides | what.asides,
            covered: known.covered.max(what.covered),
            sizes: known.sizes | what.sizes,
            forms: known.forms | what.forms,
            framed: what.framed.or(known.framed),
            // Seen in the finished drawing.
            unmarked: known.unmarked,
        };
    }

    /// A line of text centred on a height: capitals and figures stand as far above as below it.
    pub fn write_centred(&mut self, role: Role, at: Point, anchor: Anchor, style: Style, text: &str) {
        self.write(role, (at.0, at.1 + 0.36 * style.size), anchor, style, text);
    }

    /// A text centred on a height, with its ground behind it, so that lines to read by do not run through it.
    pub fn write_over(&mut self, role: Role, at: Point, anchor: Anchor, style: Style, text: &str) {
        let width = self.width_of(text, style);
        let left = match anchor {
            Anchor::Start => at.0,
            Anchor::Middle => at.0 - width / 2.0,
            Anchor::End => at.0 - width,
        };
        let rect = Rect::new(left - 2.0, at.1 - 0.6 * style.size, width + 4.0, 1.2 * style.size);
        self.rect(Role::Halo, rect, self.ground, None);
        self.write_centred(role, at, anchor, style, text);
    }

    /// Whether some text stands in a rectangle.
    pub fn has_text_in(&self, place: &Rect) -> bool {
        let texts = self.drawing.marks.iter().filter_map(|mark| mark.text());
        let overlaps = texts.map(|text| place.overlap(&text.extent()));
        overlaps.into_iter().any(|(across, down)| across > 0.0 && down > 0.0)
    }

    /// A line through points.
    pub fn line(&mut self, role: Role, points: Vec<Point>, stroke: Stroke) {
        if points.len() > 1 {
            self.put(role, Shape::Line { points, stroke });
        }
    }

    /// A filled polygon.
    pub fn area(&mut self, role: Role, points: Vec<Point>, fill: Colour, outline: Option<Stroke>) {
        if points.len() > 2 {
            self.put(role, Shape::Area { points, fill, outline });
        }
    }

    /// A filled rectangle, outlined when `outline` is given.
    pub fn rect(&mut self, role: Role, rect: Rect, fill: Colour, outline: Option<Stroke>) {
        let points =
            vec![(rect.x, rect.y), (rect.right(), rect.y), (rect.right(), rect.bottom()), (rect.x, rect.bottom())];
        self.put(role, Shape::Area { points, fill, outline });
    }

    /// A point: a circle for `form` 0, then triangle, square, diamond, a triangle on its tip, a cross; hollow when it has no fill.
    pub fn point(
        &mut self,
        role: Role,
        centre: Point,
        radius: f64,
        form: usize,
        paint: (Option<Colour>, Option<Stroke>),
    ) {
        let (fill, outline) = paint;
        let Some(corners) = forms::corners(form) else {
            return self.put(role, Shape::Circle { centre, radius, fill, outline });
        };
        let points = corners.iter().map(|(x, y)| (centre.0 + x * radius, centre.1 + y * radius)).collect();
        let fill = fill.unwrap_or(self.theme.colours.paper);
        self.put(role, Shape::Area { points, fill, outline });
    }
}

/// The contrast of what is as pale as data may be: a little more than the linter's C04 asks.
const SEEN: f64 = 3.1;
