//! Trends as figures: polls as points and fits as lines, in one plot or in panels; pooled polls and house effects each in a file.

mod houses;
mod pooled;

use super::domain;
use super::estimates::unit;
use super::groups::group_order;
use super::measures;
use super::nets::Lines;
use super::notes;
use super::waves::readable;
use crate::chart::figures::distinct;
use crate::chart::kinds::MOST_COLOURED;
use crate::chart::{Figures, FitPoint, FittedLine, GroupOrder, Part, Row, words};
use crate::compare::adjust::Adjustment;
use crate::study::acts::{FittedSeries, SeriesName, TrendResult};
use crate::study::figures::choice::lacks;
use crate::study::{Source, StudyError};
use crate::survey::{Group, are_ranges, day};
use crate::trend::{Observed, Parameter, Point};

/// Figures for a kind of chart.
pub(super) fn figures(source: &Source, found: &TrendResult, kind: &str) -> Result<Figures, StudyError> {
    match kind {
        "forest" => pooled::figures(source, found),
        "house" => houses::figures(source, found),
        "facets" => panels(source, &without_parts(source, found)),
        _ => Ok(lines(source, &without_parts(source, found))),
    }
}

/// Nets and what is in none: answers would stand beside the nets that sum them as if they were apart.
fn without_parts(source: &Source, found: &TrendResult) -> TrendResult {
    let lines = Lines::of(source, &found.selection, found.series.iter().map(|series| &series.cell));
    let mut found = found.clone();
    found.series.retain(|series| lines.show(&series.cell));
    found
}

/// Whether all series are of one answer, to whatever question, which the subtitle says.
fn are_of_one_answer(found: &TrendResult) -> bool {
    found.series.iter().all(|series| series.name.answer == found.series[0].name.answer)
}

/// What names a line in a plot of all: where every line is of one answer, its group or its question without that answer.
fn line_name(found: &TrendResult, series: &FittedSeries) -> String {
    let name = &series.name;
    match (&name.question, &name.groups) {
        (_, Some(groups)) if are_alike(found) => groups.clone(),
        (Some(_), _) if are_of_one_answer(found) => SeriesName { answer: None, ..name.clone() }.joined(),
        _ => series.trend.name().to_owned(),
    }
}

/// All in one plot.
fn lines(source: &Source, found: &TrendResult) -> Figures {
    let name = |series: &FittedSeries| line_name(found, series);
    let mut figures = plot(source, found, &|series| (None, name(series)));
    if are_crossed(found) {
        for row in &mut figures.rows {
            let of = found.series.iter().find(|series| row.series.as_deref() == Some(series.trend.name()));
            let Some(series) = of else { continue };
            row.answer.clone_from(&series.name.answer);
            row.group = series.name.groups.clone().map(|levels| Group::new(variables(series), levels));
        }
    }
    if found.series.len() > MOST_COLOURED {
        figures.rows.extend(changes(found, &|series| (None, name(series))));
    }
    figures
}

/// The change of every line from its first date to its last, where the method tests it, as one of all of them.
fn changes(found: &TrendResult, naming: Naming<'_>) -> Vec<Row> {
    let made: Vec<(&FittedSeries, &Parameter)> =
        found.series.iter().filter_map(|series| Some((series, series.trend.parameter("change")?))).collect();
    let p_values: Vec<f64> = made.iter().map(|(_, change)| change.p_value.unwrap_or(f64::NAN)).collect();
    let adjusted = Adjustment::Holm.adjust(&p_values);
    let row = |((series, change), p): (&(&FittedSeries, &Parameter), f64)| {
        let (panel, name) = naming(series);
        let significant = (!p.is_nan()).then_some(p < 1.0 - found.level.get());
        Row { panel, inner: change.bounds, significant, ..Row::new(change.value).series(name).part(Part::Change) }
    };
    made.iter().zip(adjusted).map(row).collect()
}

/// Whether lines of one question are told by answers and groups both.
fn are_crossed(found: &TrendResult) -> bool {
    let names = || found.series.iter().map(|series| &series.name);
    names().all(|name| name.question.is_none() && name.answer.is_some()) && names().any(|name| name.groups.is_some())
}

/// The variables of a series' groups.
fn variables(series: &FittedSeries) -> String {
    series.cell.groups.iter().map(|group| &*group.variable).collect::<Vec<_>>().join(", ")
}

/// Whether all series are groups of one answer.
fn are_alike(found: &TrendResult) -> bool {
    let asked = |series: &FittedSeries| (series.cell.question.clone(), series.cell.answer.clone());
    let grouped = found.series.iter().all(|series| !series.cell.groups.is_empty());
    grouped && found.series.iter().all(|series| asked(series) == asked(&found.series[0]))
}

/// The name in the picture of the line or panel that the column `series` of the result calls `wanted`.
pub(super) fn called(found: &TrendResult, kind: &str, wanted: &str) -> Option<String> {
    let is_called = |series: &&FittedSeries| words::capital(series.trend.name()) == words::capital(wanted);
    let series = found.series.iter().find(is_called)?;
    if kind == "facets" { series.name.groups.clone() } else { Some(line_name(found, series)) }
}

/// The method whose fit is drawn at the dates of polls alone.
const WALK: &str = "local-level";

/// What names a series: its panel and its line there.
type Naming<'a> = &'a dyn Fn(&FittedSeries) -> (Option<String>, String);

fn plot(source: &Source, found: &TrendResult, naming: Naming<'_>) -> Figures {
    let observed = |series: &FittedSeries| {
        let (panel, name) = naming(series);
        let row = |o| Row { panel: panel.clone(), ..row(o).series(name.clone()) };
        series.trend.observed().iter().map(row).collect::<Vec<_>>()
    };
    let mut figures = around(source, found);
    figures.groups.extend(grouping(source, found));
    figures.rows = found.series.iter().flat_map(observed).collect();
    figures.fits = found.series.iter().map(|series| line(series, naming)).collect();
    figures.notes.fit_at_polls = found.method == WALK;
    figures
}

/// The titles of the variables whose groups have lines.
fn grouping(source: &Source, found: &TrendResult) -> Option<GroupOrder> {
    let variables = distinct(found.series.iter().flat_map(|series| &series.cell.groups).map(|group| &*group.variable));
    let titles: Vec<String> = variables.iter().map(|variable| group_order(source, variable).short_title()).collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let title = words::list(&titles, 4);
    (!titles.is_empty()).then(|| GroupOrder { variable: "item".to_owned(), title, ..GroupOrder::default() })
}

/// A panel for each group, with the answers as lines in it; for each answer where there are no groups.
fn panels(source: &Source, found: &TrendResult) -> Result<Figures, StudyError> {
    if found.series.len() < 2 {
        return Err(lacks(
            "facets",
            "several groups or answers, one for each panel: ask for them with --by or --answer",
        ));
    }
    let grouped = found.series.iter().any(|series| !series.cell.groups.is_empty());
    let answer = |series: &FittedSeries| {
        let question = series.name.question.clone().filter(|_| !are_alike(found));
        let said = question.is_some() && are_of_one_answer(found);
        let parts = question.into_iter().chain(notes::answer_title(source, &series.cell).filter(|_| !said));
        parts.collect::<Vec<_>>().join(", ")
    };
    let everybody = || domain::everybody(source, &found.selection).unwrap_or("all".to_owned());
    let group = |series: &FittedSeries| series.name.groups.clone().unwrap_or_else(everybody);
    let naming = |series: &FittedSeries| (Some(if grouped { group(series) } else { answer(series) }), answer(series));
    let mut figures = plot(source, found, &naming);
    if distinct(found.series.iter().map(|series| naming(series).0)).len() == found.series.len() {
        figures.rows.extend(changes(found, &naming));
    }
    if grouped {
        figures.rows.iter_mut().for_each(|row| row.answer.clone_from(&row.series));
    }
    // Panels of crossed groups keep those of one group together, as the result does.
    let by = found.series.iter().find_map(|series| match series.cell.groups.as_slice() {
        [group] => Some(group),
        _ => None,
    });
    figures.groups.extend(by.map(|group| panel_order(source, found, &group.variable)));
    let of_answers = if grouped { "series" } else { "panel" };
    figures.groups.extend(notes::unordered(source, found.series.iter().map(|series| &series.cell), of_answers));
    Ok(figures)
}

/// The order of panels: as stated, or in that of codes; ages have an order even where nobody states it.
fn panel_order(source: &Source, found: &TrendResult, variable: &str) -> GroupOrder {
    let order = GroupOrder { variable: "panel".to_owned(), ..group_order(source, variable) };
    let groups = || found.series.iter().flat_map(|series| &series.cell.groups).filter(|g| *g.variable == *variable);
    let known = order.ordered || source.orders(variable) || are_ranges(groups().map(|group| &*group.level));
    let unlisted =
        if order.levels.is_empty() && known { groups().map(|g| g.level.to_string()).collect() } else { Vec::new() };
    let levels = order.levels.into_iter().chain(unlisted).map(|level| panel_of(found, variable, level)).collect();
    GroupOrder { ordered: known, levels, ..order }
}

/// The panel of a level of a variable.
fn panel_of(found: &TrendResult, variable: &str, level: String) -> String {
    let is_level = |series: &&FittedSeries| matches!(series.cell.groups.as_slice(), [group] if *group.variable == *variable && *group.level == *level);
    found.series.iter().find(is_level).and_then(|series| series.name.groups.clone()).unwrap_or(level)
}

/// What stands around the rows of any picture of a trend.
fn around(source: &Source, found: &TrendResult) -> Figures {
    let first = found.series.first();
    Figures {
        subject: notes::questions(source, found.series.iter().map(|series| &series.cell))
            .or_else(|| first.and_then(|series| notes::subject(source, &series.cell, found.statistic.stat()))),
        measure: measures::measure(
            source,
            found.series.iter().map(|series| &series.cell),
            found.statistic.stat(),
            &found.selection.answer,
        ),
        unit: unit(first.map(|series| series.trend.measure())),
        answers: notes::answer_order(source, found.series.iter().map(|series| &series.cell)),
        notes: notes::of_trends(source, found),
        ..Figures::default()
    }
}

/// The only series, for pictures of one.
fn only<'a>(found: &'a TrendResult, kind: &'static str) -> Result<&'a FittedSeries, StudyError> {
    match found.series.as_slice() {
        [series] => Ok(series),
        _ => Err(lacks(kind, "one series: name one answer with --answer, and no --by")),
    }
}

fn row(observed: &Observed) -> Row {
    let observation = &observed.observation;
    let label = observation.period.as_ref().map_or_else(|| day(observation.time), readable);
    Row {
        value: Some(observation.estimate.value),
        inner: Some(observed.bounds),
        n: observation.estimate.base.n,
        n_effective: observation.estimate.base.n_effective,
        df: Some(observation.estimate.base.df).filter(|df| df.is_finite()),
        pollster: observation.house.as_ref().map(ToString::to_string),
        ..Row::default().at(observation.time, label)
    }
}

/// The line of a fit. The level of a random walk is a straight line between polls, so its points at the polls' dates are the whole
/// line; its band swells between polls, which a reader would take for movement, and is drawn as it is at the polls too. The table of the
/// trend has the band of every date.
fn line(series: &FittedSeries, naming: Naming<'_>) -> FittedLine {
    let (panel, name) = naming(series);
    let polled = |p: &&Point| series.trend.observed().iter().any(|o| o.observation.time == p.time);
    let shown = |p: &&Point| series.trend.method() != WALK || polled(p);
    let point = |p: &Point| FitPoint { day: p.time, value: p.value, band: Some(p.bounds), forecast: false };
    FittedLine { panel, series: name, points: series.trend.fitted().iter().filter(shown).map(point).collect() }
}
