//! From results to what charts draw: one file for each verb's results.

mod asked;
mod choice;
mod colours;
mod comparisons;
mod domain;
mod estimates;
mod groups;
mod inspections;
mod measures;
mod methods;
mod names;
mod nets;
mod notes;
mod trends;
mod waves;

use super::acts::{Found, KnownScales};
use super::file::{ChartEntry, EventEntry};
use super::spec::NetSpec;
use super::{Source, StudyError};
use crate::chart::figures::distinct;
use crate::chart::kinds::{self, Chart};
use crate::chart::lint::Finding;
use crate::chart::{AnswerOrder, ChartError, Event, Figures, Part, Picture, Row, Size, Theme};
use crate::ingest::dates;
use crate::report::Warning;
use crate::survey::{Period, Role, outside};
use std::path::Path;

/// A result to be drawn, with the source it is from.
#[derive(Debug, Clone, Copy)]
pub struct Drawn<'a> {
    /// The source.
    pub source: &'a Source,
    /// The result.
    pub found: &'a Found,
}

/// A chart ready to be drawn.
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
/// [`StudyError`] when there is nothing to draw, a result cannot be drawn so, results do not go together, or a theme, size or date
/// makes no sense.
pub fn figures(entry: &ChartEntry, of: &[Drawn<'_>]) -> Result<Plan, StudyError> {
    let Some(first) = of.first() else {
        return Err(StudyError::Usage(format!("chart {} draws on no result: name one in of = …", entry.name)));
    };
    let (kind, asked) = match entry.kind.as_deref() {
        Some(named) => (named, true),
        None => (natural(first, entry), false),
    };
    choice::check(first.found.verb(), kind)?;
    let (ours, other) = (first.found.verb(), of.iter().map(|drawn| drawn.found.verb()));
    if let Some(theirs) = other.into_iter().find(|theirs| *theirs != ours) {
        let message = format!("chart {}: results of {ours} and {theirs} do not go into one picture", entry.name);
        return Err(StudyError::Usage(message));
    }
    let all = of.iter().map(|drawn| read(entry, kind, drawn)).collect::<Result<Vec<_>, _>>()?;
    let (kind, all) = match of {
        [drawn] if !asked && is_crowded(entry, kind, (drawn, &all[0])) => {
            ("facets", vec![read(entry, "facets", drawn)?])
        }
        _ => (kind, all),
    };
    domain::check(&entry.name, &all)?;
    let mut figures = together(all);
    if !entry.events.is_empty() && !["trend", "facets"].contains(&kind) {
        return Err(StudyError::Usage(format!("events have no effect on a {kind} chart: it has no axis of time")));
    }
    figures.highlight = entry.highlight.as_deref().map(|wanted| called(of, kind, wanted));
    names::set(&mut figures, kinds::kind(kind)?, entry, of);
    figures.diverging = entry.diverging;
    figures.colours = colours::of((&entry.name, kind), of, &figures)?;
    figures.title = entry.title.clone();
    figures.halves = figures.halves.filter(|_| entry.subtitle.is_none());
    figures.subtitle = entry.subtitle.clone().or(figures.subtitle);
    let said = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
    figures.notes.source = said(&entry.citation).or(figures.notes.source);
    let dates = said(&entry.field_dates).as_deref().map(notes::stated_dates).transpose()?;
    figures.notes.field_dates = dates.or(figures.notes.field_dates);
    figures.events = entry.events.iter().map(event).collect::<Result<_, _>>()?;
    Ok(Plan { kind: kinds::kind(kind)?, figures, theme: theme(entry)?, size: size(entry)? })
}

/// Several figures as one, with all else as the first have it, but for a name of everybody that not all share.
fn together(all: Vec<Figures>) -> Figures {
    let join = |mut figures: Figures, more: Figures| {
        figures.rows.extend(more.rows);
        figures.fits.extend(more.fits);
        figures.nets = distinct(figures.nets.into_iter().chain(more.nets));
        figures.total_name = figures.total_name.filter(|name| more.total_name.as_ref() == Some(name));
        for answer in more.answers {
            if !figures.answers.contains(&answer) {
                figures.answers.push(answer);
            }
        }
        figures
    };
    all.into_iter().reduce(join).unwrap_or_default()
}

/// A name to be highlighted as the picture has it: a result may call the same line more fully.
fn called(of: &[Drawn<'_>], kind: &str, wanted: &str) -> String {
    let called = |drawn: &Drawn<'_>| match drawn.found {
        Found::Trends(found) => trends::called(found, kind, wanted),
        _ => None,
    };
    of.iter().find_map(called).unwrap_or_else(|| wanted.to_owned())
}

/// The kind that a result is usually drawn as.
fn natural(drawn: &Drawn<'_>, entry: &ChartEntry) -> &'static str {
    match drawn.found {
        Found::Estimates(found) => estimates::natural(drawn.source, found, &drawn.found.scales(drawn.source), entry),
        Found::Comparisons(_) | Found::Tests(_) => "dumbbell",
        Found::Trends(_) => "trend",
        Found::Inspection(_) if drawn.source.table().is_some() => "lint",
        Found::Inspection(_) => "weights",
    }
}

/// Whether lines over time are so many that each is better seen in a panel of its own. Groups of estimates have panels of dots, not of lines.
fn is_crowded(entry: &ChartEntry, kind: &str, (drawn, figures): (&Drawn<'_>, &Figures)) -> bool {
    let panels = match drawn.found {
        Found::Estimates(found) => found.by.is_empty(),
        _ => true,
    };
    kind == "trend" && panels && entry.highlight.is_none() && kinds::has_many_lines(figures)
}

fn read(entry: &ChartEntry, kind: &str, drawn: &Drawn<'_>) -> Result<Figures, StudyError> {
    let scales = drawn.found.scales(drawn.source);
    let mut figures = match drawn.found {
        Found::Estimates(found) => estimates::figures(drawn.source, found, kind, entry, &scales),
        Found::Comparisons(found) => comparisons::figures(drawn.source, found, kind, &scales),
        Found::Tests(_) => Err(StudyError::Usage(
            "a test of all groups at once has no picture: draw the estimates by group".to_owned(),
        )),
        Found::Trends(found) => trends::figures(drawn.source, found, kind),
        Found::Inspection(found) => inspections::figures(drawn.source, found, kind),
    }?;
    set_scales(&mut figures, &scales);
    figures.printed = drawn.source.published().is_some();
    if let Found::Estimates(found) = drawn.found {
        set_sides(&mut figures, &found.options.selection.net);
    }
    Ok(figures)
}

/// Gives a net beside the answers the side that it sums, where it sums all of one side.
fn set_sides(figures: &mut Figures, nets: &[NetSpec]) {
    let shown = |part| figures.rows.iter().filter(move |row| row.part == part).filter_map(|row| row.answer.as_deref());
    let sided = |net: &NetSpec| {
        shown(Part::Net).find(|name| **name == *net.name)?;
        let side = figures.role(net.of.first()?);
        let of_side = distinct(shown(Part::Estimate).filter(|name| figures.role(name) == side));
        let whole = of_side.len() == net.of.len() && net.of.iter().all(|part| of_side.contains(&&**part));
        (whole && matches!(side, Role::Positive | Role::Negative))
            .then(|| AnswerOrder { name: net.name.to_string(), role: side })
    };
    let sided: Vec<AnswerOrder> = nets.iter().filter_map(sided).collect();
    figures.answers.retain(|known| sided.iter().all(|net| net.name != known.name));
    figures.answers.extend(sided);
}

/// Gives answers that are a well-known scale its order and sides; where all answers are, they take a ramp.
fn set_scales(figures: &mut Figures, scales: &KnownScales) {
    let answers = scales.answers();
    let listed = |figures: &Figures, name: &str| figures.answers.iter().any(|known| known.name == name);
    for (name, role) in &answers {
        if !listed(figures, name) {
            figures.answers.push(AnswerOrder { name: name.to_string(), role: *role });
        }
    }
    set_outside(figures);
    figures.answers.sort_by_key(|answer| matches!(answer.role, Role::DontKnow | Role::Refused));
    let known = |name: &str| answers.iter().any(|(answer, _)| **answer == *name);
    let estimates = figures.rows.iter().filter(|row| row.part == Part::Estimate);
    let mut shown = estimates.filter_map(|row| row.answer.as_deref()).peekable();
    // Where no row has an answer, none is a step of a scale.
    figures.ordered |= shown.peek().is_some() && shown.all(known);
}

/// Gives answers that nothing is known of their order as they came, with words for no opinion outside it, where there are such.
fn set_outside(figures: &mut Figures) {
    // Lines over time have their answers as series.
    let line = |row: &Row| row.series.clone().filter(|_| row.when.is_some());
    let shown = figures.rows.iter().filter(|row| row.part == Part::Estimate);
    let shown = shown.filter_map(|row| row.answer.clone().or_else(|| line(row)));
    let mut unknown = distinct(shown);
    // Answers that stand under their questions have no order but there.
    let under = figures.rows.iter().filter(|row| row.under.is_some()).filter_map(|row| row.item.clone());
    let of_items = distinct(under.filter(|name| outside(name).is_some()));
    unknown.extend(of_items.into_iter().filter(|name| !unknown.contains(name)).collect::<Vec<_>>());
    unknown.retain(|name| figures.answers.iter().all(|known| known.name != *name));
    if unknown.iter().any(|name| outside(name).is_some()) {
        let order = |name: String| AnswerOrder { role: outside(&name).unwrap_or_default(), name };
        figures.answers.extend(unknown.into_iter().map(order));
    }
}

/// A built-in theme by its name, or the theme of a file.
fn theme(entry: &ChartEntry) -> Result<Theme, StudyError> {
    Ok(match entry.theme.as_deref() {
        Some(named) if ChartEntry::is_file(named) => Theme::load(Path::new(named))?,
        named => Theme::named(named.unwrap_or("light"))?,
    })
}

/// The size asked for, by name or in pixels; of pixels, the scale keeps text at its usual part of the width.
fn size(entry: &ChartEntry) -> Result<Size, StudyError> {
    let size = match (entry.size.as_deref(), entry.width, entry.height) {
        (named, None, None) => Size::named(named.unwrap_or("screen"))?,
        (Some(_), ..) => {
            return Err(StudyError::Usage("a size is either named, or given by width and height, not both".to_owned()));
        }
        (None, Some(width), None) => Size::wide(width)?,
        (None, width, Some(height)) => Size::new(width.unwrap_or(Size::SCREEN.width()), height)?,
    };
    Ok(match entry.scale {
        Some(scale) => size.at_scale(scale)?,
        None => size,
    })
}

fn event(entry: &EventEntry) -> Result<Event, StudyError> {
    let wrong = |what: String| StudyError::Usage(format!("event \"{}\": {what}", entry.label));
    let period = |text: &str| dates::period(text).map_err(|error| wrong(error.to_string()));
    let from = period(&entry.date)?;
    let Some(until) = entry.until.as_deref() else {
        return Ok(Event { day: from.middle(), until: None, label: entry.label.clone() });
    };
    let until = period(until)?;
    if until.end() < from.start() {
        return Err(wrong(format!("it ends ({until}) before it begins ({from})")));
    }
    let [first, last] = [from.start(), until.end()].map(|date| Period::day(date).middle());
    Ok(Event { day: first, until: Some(last), label: entry.label.clone() })
}
