//! Charts: figures in, one drawing out, SVG and PNG from that drawing, with alt text, the plotted numbers and the findings of a linter.
//!
//! [`render`] does it all. A kind of chart (one file in `kinds`) puts marks on a sheet of the `layout`; the `render` room draws marks
//! with plotters and knows no kinds; the `lint` room judges the finished drawing.

pub mod colour;
mod covered;
pub mod drawing;
mod error;
pub mod figures;
pub mod kinds;
pub mod layout;
pub mod lint;
mod render;
mod sidecar;
mod size;
mod theme;
mod weak;
pub mod words;

pub use error::ChartError;
pub use figures::{
    AnswerOrder, Event, Figures, FitPoint, FittedLine, GroupOrder, Margins, Notes, Part, Row, Unit, When,
};
pub use size::Size;
pub use theme::{Colours, Sizes, Theme};

use colour::{Colour, Sight};
use covered::covered;
use drawing::{Drawing, LeftOut};
use kinds::Chart;
use layout::{Headings, Sheet};
use lint::Finding;
use std::borrow::Cow;
use weak::unmarked;

/// A finished picture with its sidecars.
#[derive(Debug, Clone)]
pub struct Picture {
    /// The drawing.
    pub drawing: Drawing,
    /// What it shows, for readers that cannot see it: type, measure, range, main finding, base.
    pub alt: String,
    /// The plotted numbers.
    pub csv: String,
    /// Broken rules of good charts.
    pub findings: Vec<Finding>,
    theme: Theme,
}

/// Draws `figures` as a chart of one kind. The picture has the size asked for; it grows in height when rows need more, and is less high
/// when few rows fill it, as far as the size lets it.
///
/// # Errors
/// [`ChartError`] when the figures cannot be drawn so, or not in this size.
pub fn render(kind: &dyn Chart, figures: &Figures, theme: &Theme, size: Size) -> Result<Picture, ChartError> {
    figures.check()?;
    kinds::check_highlight(kind, figures)?;
    kinds::check_order(kind, figures)?;
    kinds::check_diverging(kind, figures)?;
    kinds::check_apart(kind, figures)?;
    let apart = figures.with_apart();
    let figures = apart.as_ref().unwrap_or(figures);
    let completed = kind.completed(figures);
    let figures = completed.as_ref().unwrap_or(figures);
    let told = kind.describe(figures);
    let said = [words::measure_words(figures, &told), words::finding_words(figures), words::base_words(figures)];
    let alt = std::iter::once(words::closed_once(told))
        .chain(said)
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    let theme = &beside_stated(theme, figures);
    let mut drawing = headed(kind, figures, theme, size, &alt)?;
    // Words and numbers are of what is drawn. Should they leave less room than those of all, it stands as it is.
    match kind.kept(figures, &drawing).map(|kept| render(kind, &kept, theme, size)) {
        None | Some(Err(ChartError::TooSmall { .. })) => {}
        Some(alone) => return alone,
    }
    // The footer is written before the picture is laid out: one that left something out is drawn again with a footer that says so.
    let mut notes = left_out(&drawing, figures);
    for _ in 0..MOST_FOOTERS {
        let Some(known) = notes else { break };
        let said = drawing.remarks;
        drawing = headed(kind, &Figures { notes: known.clone(), ..figures.clone() }, theme, size, &alt)?;
        notes = told_anew(&drawing, &said, known);
    }
    let findings = lint::lint(&drawing, figures);
    let csv = sidecar::csv(figures, &drawing.sums);
    Ok(Picture { drawing, alt, csv, findings, theme: theme.clone().into_owned() })
}

/// Colours nearer than this to usual sight are shades of each other: twice what tells two at all.
const SHADES: f64 = 2.0 * lint::LEAST_APART;

/// The theme without the colours of series that somebody would take for one that is stated of what the picture shows.
fn beside_stated<'t>(theme: &'t Theme, figures: &Figures) -> Cow<'t, Theme> {
    let shown = |name: &str| figures.rows.iter().any(|row| row.names().any(|shown| words::capital(shown) == name));
    let stated = figures.colours.iter().filter(|(name, _)| shown(&words::capital(name))).map(|(_, colour)| *colour);
    let stated: Vec<Colour> = stated.collect();
    let alike = |colour: &Colour| {
        let near = |own: &Colour| Sight::ALL.iter().any(|sight| own.distance(*colour, *sight) < lint::LEAST_APART);
        // Two shades of one hue are two names for one colour, to those who see it as well.
        let shade = |own: &Colour| own.distance(*colour, Sight::Usual) < SHADES;
        stated.iter().any(|own| near(own) || shade(own))
    };
    let left: Vec<Colour> = theme.colours.series.iter().copied().filter(|colour| !alike(colour)).collect();
    if left.is_empty() || left.len() == theme.colours.series.len() {
        return Cow::Borrowed(theme);
    }
    let mut theme = theme.clone();
    theme.colours.series = left;
    Cow::Owned(theme)
}

/// The notes with what a drawing had no room for, intervals or numbers, and what else it has to say of its layout, if there is such.
fn left_out(drawing: &Drawing, figures: &Figures) -> Option<Notes> {
    let intervals = lint::hides_intervals(drawing) && figures.rows.iter().any(|row| row.widest().is_some());
    let said = words::unwritten(&drawing.unwritten).into_iter().chain(drawing.remarks.clone());
    let said: Vec<String> = said.filter(|text| !figures.notes.extra.contains(text)).collect();
    let moved = drawing.courses.iter().any(|course| course.aside > 0.0);
    let asides = drawing.left_out.asides && !moved;
    let mut notes = figures.notes.clone();
    notes.intervals_off |= intervals;
    notes.left_out =
        LeftOut { asides, covered: covered(drawing), unmarked: unmarked(drawing, figures), ..drawing.left_out };
    notes.extra.splice(0..0, said);
    (notes != figures.notes).then_some(notes)
}

/// How often a footer is written anew at most: one that grew takes room from the picture, which may have to leave out more.
const MOST_FOOTERS: usize = 4;

/// The notes of a drawing that frames other figures, or has other remarks, than its footer says, whose remarks were `said`.
fn told_anew(drawing: &Drawing, said: &[String], known: Notes) -> Option<Notes> {
    let framed = drawing.left_out.framed.or(known.left_out.framed);
    let rest = known.extra.iter().filter(|text| !said.contains(text));
    let extra = match said == drawing.remarks.as_slice() {
        true => known.extra.clone(),
        false => drawing.remarks.iter().chain(rest).cloned().collect(),
    };
    let now = Notes { left_out: LeftOut { framed, ..known.left_out }, extra, ..known.clone() };
    (now != known).then_some(now)
}

/// The drawing with its headings, less high where few rows fill it.
fn headed(kind: &dyn Chart, figures: &Figures, theme: &Theme, size: Size, alt: &str) -> Result<Drawing, ChartError> {
    let title = figures.title.clone().unwrap_or_else(|| kind.neutral_title(figures));
    let subtitle = figures.subtitle.clone().unwrap_or_else(|| subtitle(figures, &title, (theme, size)));
    let headings = Headings {
        footer: words::footer(figures, &kind.drawn(figures), (&title, &subtitle)),
        subtitle,
        title,
        source: figures.notes.source.clone().unwrap_or_default(),
    };
    let (drawing, spare) = draw_in(kind, figures, theme, size, (&headings, alt))?;
    // Few rows leave white space below them: a picture that may be less high is drawn again without it.
    match size.shrunk(spare) {
        Some(size) => Ok(draw_in(kind, figures, theme, size, (&headings, alt))?.0),
        None => Ok(drawing),
    }
}

/// The measure, population and dates, and the wording of the question where it has room with them: else the footer has it.
fn subtitle(figures: &Figures, title: &str, (theme, size): (&Theme, Size)) -> String {
    const MOST_LINES: usize = 2;
    let measure = words::subtitle(figures, title);
    let colon = if measure.is_empty() { "" } else { ": " };
    let asked = words::wording(figures, title).map(|wording| format!("{measure}{colon}{wording}"));
    asked.filter(|text| layout::subtitle_lines(theme, size, text) <= MOST_LINES).unwrap_or(measure)
}

/// The drawing in a size, grown in height as the rows need, with the pixels of height that they left.
fn draw_in(
    kind: &dyn Chart,
    figures: &Figures,
    theme: &Theme,
    mut size: Size,
    (headings, alt): (&Headings, &str),
) -> Result<(Drawing, f64), ChartError> {
    loop {
        let drawn = Sheet::new(theme, size, headings).and_then(|mut sheet| {
            sheet.settled(|sheet| kind.draw(figures, sheet))?;
            let spare = sheet.spare * size.scale();
            Ok((sheet.finish(alt.to_owned())?, spare))
        });
        match drawn {
            Err(ChartError::TooSmall { height, width, rows }) if width == 0.0 => {
                size = size.grown(height).ok_or(ChartError::TooSmall { height, width, rows })?;
            }
            drawn => return drawn,
        }
    }
}

impl Picture {
    /// The picture as an SVG document: text selectable, title and description within.
    ///
    /// # Errors
    /// [`ChartError::Render`] when plotters fails.
    pub fn svg(&self) -> Result<String, ChartError> {
        render::svg(&self.drawing, self.theme.typeface.family())
    }

    /// The picture as PNG, with title, alt text and source in text chunks.
    ///
    /// # Errors
    /// [`ChartError::Render`] when the picture cannot be rasterised.
    pub fn png(&self) -> Result<Vec<u8>, ChartError> {
        render::png(&self.svg()?, &self.drawing, &self.theme.typeface)
    }
}
