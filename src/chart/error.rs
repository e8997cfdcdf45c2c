//! Why a chart could not be drawn.

/// An error of this room.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ChartError {
    /// No value at all.
    #[error("nothing to draw: no row holds a value. Look at the filters, or at the suppressed figures")]
    Empty,
    /// A row that cannot be plotted.
    #[error("{row}: {rule}")]
    Figure {
        /// Which row.
        row: String,
        /// What must hold.
        rule: &'static str,
    },
    /// The rows lack what the kind of chart reads.
    #[error("the chart {kind} needs {needs}")]
    Lacks {
        /// The kind.
        kind: &'static str,
        /// What it needs.
        needs: &'static str,
    },
    /// A highlight of a kind of chart that has none, or of figures with nothing to set off from the rest.
    #[error(
        "highlight has no effect on {what}: it names one of several panels of facets, lines of trend or slope, rows of dots or bars"
    )]
    NoHighlight {
        /// The chart.
        what: String,
    },
    /// A panel, line or row to be highlighted that is not there.
    #[error("nothing is named \"{name}\" that could be highlighted{hint}")]
    Highlight {
        /// As typed.
        name: String,
        /// "did you mean", known names.
        hint: String,
    },
    /// Stacks on the middle of a scale, asked of a kind that has none.
    #[error(
        "diverging has no effect on the chart {kind}: it is for stacked bars, and without a kind only answers of a known scale are drawn so: add --chart likert (chart = \"likert\" in a study)"
    )]
    NotDiverging {
        /// The kind.
        kind: &'static str,
    },
    /// A row set apart in a kind of chart without rows.
    #[error("apart has no effect on the chart {kind}: it names a row of dots, bars, likert, dumbbell, heat or table")]
    NoApart {
        /// The kind.
        kind: &'static str,
    },
    /// A row set apart that is not there, or beside everybody.
    #[error("\"{name}\" cannot be set apart: {why}")]
    Apart {
        /// As typed.
        name: String,
        /// What is in the way, with known names.
        why: String,
    },
    /// An order by hand of a kind of chart without rows.
    #[error(
        "order has no effect on the chart {kind}: it names rows of dots, bars, likert, dumbbell, heat or table, polls of forest"
    )]
    NoOrder {
        /// The kind.
        kind: &'static str,
    },
    /// A row put into an order by hand that is not there.
    #[error("no row is named \"{name}\", so it has no place in an order{hint}")]
    Order {
        /// As typed.
        name: String,
        /// "did you mean", known names.
        hint: String,
    },
    /// An order of all rows beside another, or beside names.
    #[error("\"{word}\" is an order of all rows, so it stands alone: leave out the other names, or name rows only")]
    OrderAlone {
        /// The order.
        word: String,
    },
    /// Two rows for one place of the chart.
    #[error("{place} has more than one value in a {kind} chart: choose one wave, or draw `trend` or `facets`")]
    Twice {
        /// The kind.
        kind: &'static str,
        /// The row and series.
        place: String,
    },
    /// More series than colours and shapes can tell apart.
    #[error(
        "{count} {what} cannot be told apart in one plot, at most {most} can: choose some of them{}",
        match *what {
            "panels" | "columns" => "",
            _ => ", or draw `heat` or `table`",
        }
    )]
    TooMany {
        /// How many there are.
        count: usize,
        /// Of what.
        what: &'static str,
        /// How many can be shown.
        most: usize,
    },
    /// The picture is too small for what is to be drawn in it.
    #[error(
        "the picture is too small: {} needed. Enlarge it, lower its scale, or draw fewer rows{}",
        lacking(*height, *width),
        rows.map(|rows| format!(": about {rows} have room")).unwrap_or_default()
    )]
    TooSmall {
        /// Height lacking, in pixels.
        height: f64,
        /// Width lacking, in pixels.
        width: f64,
        /// How many rows have room, where some have.
        rows: Option<usize>,
    },
    /// More panels than a picture that cannot grow has room for.
    #[error(
        "{count} panels have no room in this picture, {most} of them would: enlarge it, lower its scale, or draw fewer panels"
    )]
    Panels {
        /// How many there are.
        count: usize,
        /// How many of the first have room.
        most: usize,
    },
    /// A size no picture can have.
    #[error("{width} × {height} pixels at scale {scale}: {rule}")]
    Size {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
        /// Pixels in one unit of the layout.
        scale: f64,
        /// What must hold.
        rule: &'static str,
    },
    /// A script that is not laid out.
    #[error(
        "{place}, \"{text}\", is written in {script}, which these charts do not set: give it in Latin, Greek or Cyrillic letters"
    )]
    Script {
        /// Where it stands.
        place: &'static str,
        /// The text.
        text: String,
        /// Its script.
        script: &'static str,
    },
    /// A sign that the font lacks.
    #[error(
        "the font {font} has no sign for '{sign}' (U+{code:04X}) in {place}, \"{text}\": change the text, or give a font that has it under [fonts] of the theme"
    )]
    Glyph {
        /// Where it stands.
        place: &'static str,
        /// The font.
        font: String,
        /// The sign.
        sign: char,
        /// Its code point.
        code: u32,
        /// The text it stands in.
        text: String,
    },
    /// No such named size.
    #[error("no size is called \"{name}\"{hint}")]
    SizeName {
        /// As typed.
        name: String,
        /// Which ones there are.
        hint: String,
    },
    /// No such kind of chart.
    #[error("no chart is called \"{name}\"{hint}")]
    Kind {
        /// As typed.
        name: String,
        /// Which ones there are.
        hint: String,
    },
    /// A theme that cannot be used.
    #[error("theme {name}: {message}")]
    Theme {
        /// Its name or file.
        name: String,
        /// What is wrong.
        message: String,
    },
    /// The finished drawing could not be turned into a picture.
    #[error("the drawing could not be rendered: {0}")]
    Render(String),
}

/// `9 more pixels of width are`: what a picture lacks.
fn lacking(height: f64, width: f64) -> String {
    match (height.ceil(), width.ceil()) {
        (0.0, width) => format!("{width} more pixels of width are"),
        (height, 0.0) => format!("{height} more pixels of height are"),
        (height, width) => format!("{height} more pixels of height and {width} of width are"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_picture_has_is_not_asked_for() {
        let said = |height: f64, width: f64| ChartError::TooSmall { height, width, rows: None }.to_string();
        assert!(said(0.0, 8.2).contains(": 9 more pixels of width are needed. "));
        assert!(said(12.0, 0.0).contains(": 12 more pixels of height are needed. "));
        assert!(said(12.0, 3.0).contains("12 more pixels of height and 3 of width are needed"));
        assert!(said(12.0, 3.0).ends_with("lower its scale, or draw fewer rows"));
        let rows = ChartError::TooSmall { height: 12.0, width: 0.0, rows: Some(22) };
        assert!(rows.to_string().ends_with("or draw fewer rows: about 22 have room"));
    }
}
