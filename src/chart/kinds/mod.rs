//! The kinds of charts, one file each. The list [`ALL`] is the only place that names them all.

mod area;
mod bars;
mod crosstab;
mod dots;
mod dumbbell;
mod emphasis;
mod facets;
mod forest;
mod headings;
mod heat;
mod house;
mod likert;
mod lint;
mod listing;
mod named;
mod polled;
mod printed;
mod reach;
mod shades;
mod slope;
mod sorting;
mod span;
mod sureness;
mod table;
mod tint;
mod told;
mod trend;
mod weights;

pub use crosstab::are_apart;
pub use dots::MOST_SERIES;
pub use emphasis::MOST_COLOURED;
pub use facets::MOST_COLUMNS;

use super::ChartError;
use super::drawing::Drawing;
use super::figures::{FILE_ORDER, Figures, Part, Row, Unit, distinct};
use super::layout::Sheet;
use super::words;
use crate::names;
use crate::survey::Role;

/// A kind of chart: reads figures, puts marks on a sheet.
pub trait Chart: Sync {
    /// Its name in flags and study files.
    fn name(&self) -> &'static str;

    /// What it shows, in a line.
    fn about(&self) -> &'static str;

    /// What is drawn around and between the estimates: a sentence or two of the footer.
    fn drawn(&self, figures: &Figures) -> String;

    /// A title that claims nothing, for figures without a finding.
    fn neutral_title(&self, figures: &Figures) -> String;

    /// What the chart shows, for readers that cannot see it: type, measure, range and main finding.
    fn describe(&self, figures: &Figures) -> String;

    /// The names of which one may be highlighted; none where the kind has no such thing.
    fn highlights<'a>(&self, _figures: &'a Figures) -> Vec<&'a str> {
        Vec::new()
    }

    /// The names of rows, and of columns of tables, which may be put into an order by hand; none where the kind lists none.
    fn orders<'a>(&self, _figures: &'a Figures) -> Vec<&'a str> {
        Vec::new()
    }

    /// Words for orders of all rows, each alone; none where the kind lists none.
    fn arrangements(&self, figures: &Figures) -> &'static [&'static str] {
        if self.orders(figures).is_empty() { &[] } else { &[FILE_ORDER] }
    }

    /// The figures with what the kind prints beside those given, so that the plotted numbers have it too; none where it prints nothing else.
    fn completed(&self, _figures: &Figures) -> Option<Figures> {
        None
    }

    /// The figures without what a drawing of them had no room for, to be drawn and told alone; none where it shows all that they hold.
    fn kept(&self, _figures: &Figures, _drawing: &Drawing) -> Option<Figures> {
        None
    }

    /// Draws into the body of the sheet.
    ///
    /// # Errors
    /// [`ChartError`] when the figures lack what the kind reads, or the body is too small.
    fn draw(&self, figures: &Figures, sheet: &mut Sheet<'_>) -> Result<(), ChartError>;
}

/// Every kind, in the order that help lists them.
pub const ALL: &[&dyn Chart] = &[
    &trend::Trend,
    &dots::Dots,
    &likert::Likert,
    &bars::Bars,
    &dumbbell::Dumbbell,
    &slope::Slope,
    &facets::Facets,
    &heat::Heat,
    &area::Area,
    &forest::Forest,
    &house::House,
    &table::Table,
    &weights::Weights,
    &lint::Lint,
];

/// Refuses a highlight that would change nothing, or of what is not there.
///
/// # Errors
/// [`ChartError::NoHighlight`], [`ChartError::Highlight`] with the names there are.
pub(super) fn check_highlight(kind: &dyn Chart, figures: &Figures) -> Result<(), ChartError> {
    let Some(wanted) = figures.highlight.as_deref() else { return Ok(()) };
    let names = kind.highlights(figures);
    match names.as_slice() {
        [] => Err(ChartError::NoHighlight { what: format!("the chart {}", kind.name()) }),
        [one] => Err(ChartError::NoHighlight { what: format!("the chart {} of \"{one}\" alone", kind.name()) }),
        _ if names.iter().any(|name| figures.highlights(name)) => Ok(()),
        _ => Err(ChartError::Highlight { name: wanted.to_owned(), hint: names::hint(wanted, names) }),
    }
}

/// Whether lines over time are so many, and of so little order among them, that colours do not tell them apart, or too many for one plot.
pub fn has_many_lines(figures: &Figures) -> bool {
    let names = trend::Trend.highlights(figures);
    names.len() > trend::MOST_LINES || emphasis::are_many(figures, &names) && !tint::are_numbered(figures, &names)
}

/// Refuses an order by hand of a kind without rows, of rows that are not there, or an order of all rows beside anything else.
///
/// # Errors
/// [`ChartError::NoOrder`], [`ChartError::Order`] with the names there are, [`ChartError::OrderAlone`].
pub(super) fn check_order(kind: &dyn Chart, figures: &Figures) -> Result<(), ChartError> {
    let (names, of_all) = (kind.orders(figures), kind.arrangements(figures));
    let is_row = |wanted: &String| names.iter().any(|name| words::capital(name) == words::capital(wanted));
    let is_word = |wanted: &String| of_all.contains(&wanted.as_str()) && !is_row(wanted);
    let unknown = figures.order.iter().find(|wanted| !is_row(wanted) && !is_word(wanted));
    match (figures.order.as_slice(), unknown) {
        ([], _) => Ok(()),
        _ if of_all.is_empty() => Err(ChartError::NoOrder { kind: kind.name() }),
        (_, Some(name)) => {
            let hint = names::hint(name, names.iter().chain(of_all).copied());
            Err(ChartError::Order { name: name.clone(), hint })
        }
        ([_], _) => Ok(()),
        (several, _) => match several.iter().find(|wanted| is_word(wanted)) {
            Some(word) => Err(ChartError::OrderAlone { word: word.clone() }),
            None => Ok(()),
        },
    }
}

/// Refuses a row to be set apart that is not there, beside everybody, or in a kind without rows.
///
/// # Errors
/// [`ChartError::NoApart`], [`ChartError::Apart`] with the names there are.
pub(super) fn check_apart(kind: &dyn Chart, figures: &Figures) -> Result<(), ChartError> {
    let Some(wanted) = figures.apart.as_deref() else { return Ok(()) };
    // A forest has what sums up its polls already.
    if kind.orders(figures).is_empty() || kind.name() == forest::Forest.name() {
        return Err(ChartError::NoApart { kind: kind.name() });
    }
    let refused = |why: String| Err(ChartError::Apart { name: wanted.to_owned(), why });
    let names = distinct(figures.rows.iter().filter_map(Row::heading));
    if names.iter().all(|name| words::capital(name) != words::capital(wanted)) {
        return refused(format!("no row has this name{}", names::hint(wanted, names)));
    }
    match figures.estimates().find(|(row, _)| row.heading().is_none()) {
        Some(_) => refused(format!("{} stand there already", words::lower(figures.everybody()))),
        None => Ok(()),
    }
}

/// Refuses stacks on the middle of a scale of a kind without stacks, and of answers without sides.
///
/// # Errors
/// [`ChartError::NotDiverging`], [`ChartError::Lacks`].
pub(super) fn check_diverging(kind: &dyn Chart, figures: &Figures) -> Result<(), ChartError> {
    let has =
        |side: Role| figures.estimates().any(|(row, _)| row.answer.as_deref().map(|a| figures.role(a)) == Some(side));
    match figures.diverging {
        true if kind.name() != "likert" => Err(ChartError::NotDiverging { kind: kind.name() }),
        true if !(has(Role::Positive) && has(Role::Negative)) => Err(ChartError::Lacks {
            kind: "likert",
            needs: "answers with the roles positive and negative, to be diverging. They are known of well-known scales; of other words a study states them, answers = [{ id = \"…\", role = \"positive\" }, …] in a [[question]] (`topline new FOLDER` writes an example); or leave out --diverging",
        }),
        _ => Ok(()),
    }
}

/// The kind of this name.
///
/// # Errors
/// [`ChartError::Kind`] with the names there are.
pub fn kind(name: &str) -> Result<&'static dyn Chart, ChartError> {
    let unknown = || ChartError::Kind { name: name.to_owned(), hint: names::hint(name, ALL.iter().map(|k| k.name())) };
    ALL.iter().copied().find(|kind| kind.name() == name).ok_or_else(unknown)
}

/// The kind that figures of this shape are usually drawn as: what a reader would expect when none is asked for.
pub fn natural(figures: &Figures) -> &'static dyn Chart {
    let rows = &figures.rows;
    let part = |part: Part| rows.iter().any(|row| row.part == part);
    let dated = figures.estimates().all(|(row, _)| row.when.is_some());
    let stacked = distinct(rows.iter().filter_map(|row| row.answer.as_deref())).len() > 1;
    let listed = rows.iter().any(|row| row.heading().is_some());
    match () {
        () if !figures.findings.is_empty() || rows.iter().any(|row| !row.findings.is_empty()) => &lint::Lint,
        () if part(Part::Bin) || part(Part::Target) => &weights::Weights,
        () if part(Part::Pooled) => &forest::Forest,
        () if rows.iter().any(|row| row.panel.is_some()) => &facets::Facets,
        () if part(Part::Change) || part(Part::Gap) => &dumbbell::Dumbbell,
        () if figures.unit == Unit::Points && rows.iter().all(|row| row.pollster.is_some()) => &house::House,
        () if dated => &trend::Trend,
        () if stacked && listed => &likert::Likert,
        () if stacked => &bars::Bars,
        () => &dots::Dots,
    }
}
