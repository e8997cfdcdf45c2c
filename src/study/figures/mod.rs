//! From results to what charts draw: one file for each verb's results.

mod comparisons;
mod estimates;
mod notes;
mod trends;

use super::acts::Found;
use super::file::{ChartEntry, EventEntry};
use super::{Source, StudyError};
use crate::chart::kinds::{Chart, kind};
use crate::chart::lint::Finding;
use crate::chart::{ChartError, Event, Figures, Picture, Size, Theme};
use crate::ingest::dates;
use crate::report::Warning;
use crate::survey::Period;

/// A result to be drawn, with the source it is from.
#[derive(Debug, Clone, Copy)]
pub struct Drawn<'a> {
    /// The source.
    pub source: &'a Source,
    /// The result.
    pub found: &'a Found,
}

/// A chart ready to be drawn. Its `Debug` text holds all that the picture depends on.
#[derive(Clone)]
pub struct Plan {
    kind: &'static dyn Chart,
    figures: Figures,
    theme: Theme,
    size: Size,
}

impl std::fmt::Debug for Plan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { kind, figures, theme, size } = self;
        write!(f, "{} {figures:?} {theme:?} {size:?}", kind.name())
    }
}

impl Plan {
    /// Draws it.
    ///
    /// # Errors
    /// [`ChartError`] when the figures cannot be shown so.
    pub fn render(&self) -> Result<Picture, ChartError> {
        crate::chart::render(self.kind, &self.figures, &self.theme, self.size)
    }
}

/// What the chart linter says of a picture, as warnings about the chart of this name.
pub fn warnings(name: &str, picture: &Picture) -> Vec<Warning> {
    let warning = |finding: &Finding| Warning {
        code: finding.code.to_owned(),
        message: finding.message.clone(),
        place: Some(name.to_owned()),
    };
    picture.findings.iter().map(warning).collect()
}

/// Plans the chart of `entry` from the results it draws on.
///
/// # Errors
/// [`StudyError`] when there is nothing to draw, the results do not go together, or a theme, size or date makes no sense.
pub fn figures(entry: &ChartEntry, of: &[Drawn<'_>]) -> Result<Plan, StudyError> {
    let Some(first) = of.first() else {
        return Err(StudyError::Usage(format!("chart {} draws on no result: name one in of = …", entry.name)));
    };
    let (natural, mut figures) = match first.found {
        Found::Estimates(found) => estimates::figures(first.source, found, entry)?,
        Found::Comparisons(found) => comparisons::figures(first.source, found),
        Found::Tests(_) => {
            return Err(StudyError::Usage(
                "a test of all groups at once has no picture: draw the estimates by group".to_owned(),
            ));
        }
        Found::Trends(found) => trends::figures(first.source, found),
    };
    for more in &of[1..] {
        match (first.found, more.found) {
            (Found::Trends(_), Found::Trends(found)) => {
                let (_, theirs) = trends::figures(more.source, found);
                figures.rows.extend(theirs.rows);
                figures.fits.extend(theirs.fits);
            }
            (Found::Estimates(_), Found::Estimates(found)) => {
                figures.rows.extend(estimates::figures(more.source, found, entry)?.1.rows);
            }
            _ => {
                let message = format!(
                    "chart {}: results of {} and {} do not go into one picture",
                    entry.name,
                    first.found.verb(),
                    more.found.verb()
                );
                return Err(StudyError::Usage(message));
            }
        }
    }
    figures.title = entry.title.clone();
    figures.subtitle = entry.subtitle.clone().or(figures.subtitle);
    figures.events = entry.events.iter().map(event).collect::<Result<_, _>>()?;
    let theme = Theme::named(entry.theme.as_deref().unwrap_or("light"))?;
    let standard = Size::SCREEN;
    let size = Size::new(entry.width.unwrap_or(standard.width()), entry.height.unwrap_or(standard.height()))?;
    Ok(Plan { kind: kind(entry.kind.as_deref().unwrap_or(natural))?, figures, theme, size })
}

fn event(entry: &EventEntry) -> Result<Event, StudyError> {
    let period =
        dates::period(&entry.date).map_err(|error| StudyError::Usage(format!("event \"{}\": {error}", entry.label)))?;
    Ok(Event { day: period.middle(), label: entry.label.clone() })
}

/// A period as readers expect it: `Dec 2025`, `11–19 Dec 2025`.
fn readable(period: &Period) -> String {
    use crate::survey::Precision::{Day, Month, Year};
    let (start, end) = (period.start(), period.end());
    match period.precision() {
        Year => start.strftime("%Y").to_string(),
        Month if start.first_of_month() == end.first_of_month() => start.strftime("%b %Y").to_string(),
        Month => format!("{} – {}", start.strftime("%b %Y"), end.strftime("%b %Y")),
        Day if start == end => start.strftime("%-d %b %Y").to_string(),
        Day if start.first_of_month() == end.first_of_month() => {
            format!("{}–{}", start.day(), end.strftime("%-d %b %Y"))
        }
        Day => format!("{} – {}", start.strftime("%-d %b %Y"), end.strftime("%-d %b %Y")),
    }
}

/// The month of a period's middle, as readers expect it: `Dec 2025`.
fn month(period: &Period) -> String {
    match period.precision() {
        crate::survey::Precision::Year => readable(period),
        _ => crate::survey::date(period.middle())
            .map_or_else(|| readable(period), |date| date.strftime("%b %Y").to_string()),
    }
}
