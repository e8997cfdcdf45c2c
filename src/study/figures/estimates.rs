//! Estimates as figures: dots by group, stacked scales by wave, or bars.

use super::{month, notes};
use crate::chart::{Figures, GroupOrder, Part, Row, Unit};
use crate::study::acts::{EstimateResult, EstimateRow};
use crate::study::file::ChartEntry;
use crate::study::{Source, StudyError};
use crate::survey::{Cell, Group, Question, Wave};
use std::collections::BTreeSet;

/// The natural kind and its figures.
pub(super) fn figures(
    source: &Source,
    found: &EstimateResult,
    entry: &ChartEntry,
) -> Result<(&'static str, Figures), StudyError> {
    let kind = entry.kind.as_deref().unwrap_or_else(|| natural(source, found));
    let rows = if kind == "likert" { scale_rows(source, found) } else { wave_rows(source, found, entry)? };
    let shown: Vec<&EstimateRow> = rows.iter().map(|(row, _)| *row).collect();
    let figures = Figures {
        subject: subject(source, &shown),
        unit: Unit::Share,
        rows: rows.iter().map(|(_, row)| row.clone()).collect(),
        answers: notes::answer_order(source, shown.iter().map(|row| &row.cell)),
        ordered: question_of(source, shown.first().map(|row| &row.cell)).is_some_and(|q| q.ordered),
        groups: found.by.iter().map(|variable| group_order(source, variable)).chain([waves(&shown)]).collect(),
        total_name: notes::everybody(source),
        notes: notes::of_estimates(source, found, &shown),
        ..Figures::default()
    };
    Ok((natural(source, found), figures))
}

/// Groups call for dots, the full scale of a question for stacked bars, single answers for bars.
fn natural(source: &Source, found: &EstimateResult) -> &'static str {
    let scale = |cell: &Cell| question_of(source, Some(cell)).is_some_and(|q| q.ordered && is_elementary(q, cell));
    if found.rows.iter().any(|row| !row.cell.groups.is_empty()) {
        "dots"
    } else if found.rows.iter().filter(|row| scale(&row.cell)).count() > 2 {
        "likert"
    } else {
        "bars"
    }
}

/// The rows of one wave: the one named, else the latest that has groups (or figures at all), with everybody first.
fn wave_rows<'a>(
    source: &Source,
    found: &'a EstimateResult,
    entry: &ChartEntry,
) -> Result<Vec<(&'a EstimateRow, Row)>, StudyError> {
    let waves: Vec<&Wave> = found.rows.iter().filter_map(|row| row.cell.wave.as_ref()).collect();
    let wave = match entry.wave.as_deref() {
        Some(named) => Some(*waves.iter().find(|wave| &*wave.label == named).ok_or_else(|| {
            let hint = crate::names::hint(named, waves.iter().map(|wave| &*wave.label));
            StudyError::Usage(format!("chart {}: no wave \"{named}\"{hint}", entry.name))
        })?),
        None => waves.into_iter().max(),
    };
    let of_wave = |row: &&EstimateRow| row.cell.wave.as_ref() == wave;
    let all = found.everybody.iter().filter(of_wave).chain(found.rows.iter().filter(of_wave));
    let several = found.rows.iter().filter(of_wave).any(|row| row.cell.answer != found.rows[0].cell.answer);
    Ok(all.map(|row| (row, plain(source, row, several))).collect())
}

fn plain(source: &Source, row: &EstimateRow, several: bool) -> Row {
    let made = numbers(row);
    let answer = notes::answer_title(source, &row.cell);
    let group = row.cell.groups.first().cloned();
    match (several, answer) {
        (true, Some(answer)) => Row { group, series: Some(answer.clone()), answer: Some(answer), ..made },
        (_, answer) => Row { group, answer, ..made },
    }
}

/// One item for each wave or group that has the scale of a question: elementary answers in bars, nets beside.
fn scale_rows<'a>(source: &Source, found: &'a EstimateResult) -> Vec<(&'a EstimateRow, Row)> {
    let parts = |cell: &Cell| {
        let beside = found.rows.iter().filter(|row| row.cell.is_beside(cell));
        beside.filter(|row| question_of(source, Some(&row.cell)).is_none_or(|q| is_elementary(q, &row.cell))).count()
    };
    let full = found.rows.iter().filter(|row| parts(&row.cell) > 2);
    full.map(|row| {
        let net = question_of(source, Some(&row.cell)).is_some_and(|q| !is_elementary(q, &row.cell));
        // Waves are groups in order of time; a wave of one group is an item of its own.
        let wave = row.cell.wave.as_ref().map(wave_label);
        let group = row.cell.groups.first().cloned();
        let (item, group) = match (wave, group) {
            (Some(wave), Some(group)) => (Some(format!("{}, {wave}", group.level)), None),
            (Some(wave), None) => (None, Some(Group::new(WAVE, wave))),
            (None, group) => (None, group),
        };
        let part = if net { Part::Net } else { Part::Estimate };
        (row, Row { answer: notes::answer_title(source, &row.cell), item, group, part, ..numbers(row) })
    })
    .collect()
}

/// The grouping variable that stands for waves.
const WAVE: &str = "wave";

fn wave_label(wave: &Wave) -> String {
    wave.period.as_ref().map_or(wave.label.to_string(), month)
}

/// Waves in order of time.
fn waves(rows: &[&EstimateRow]) -> GroupOrder {
    let waves: BTreeSet<&Wave> = rows.iter().filter_map(|row| row.cell.wave.as_ref()).collect();
    let levels = waves.into_iter().map(wave_label).collect();
    GroupOrder { variable: WAVE.to_owned(), title: String::new(), levels, ordered: true }
}

fn numbers(row: &EstimateRow) -> Row {
    Row {
        value: Some(row.estimate.value),
        inner: Some(row.bounds),
        outer: row.outer,
        n: row.estimate.base.n,
        n_effective: row.estimate.base.n_effective,
        pollster: row.cell.pollster.as_ref().map(ToString::to_string),
        ..Row::default()
    }
}

fn is_elementary(question: &Question, cell: &Cell) -> bool {
    cell.answer.as_deref().is_some_and(|answer| question.nets.iter().all(|net| &*net.id != answer))
}

fn question_of<'a>(source: &'a Source, cell: Option<&Cell>) -> Option<&'a Question> {
    source.codebook().question(cell?.question.as_deref()?)
}

/// What is measured: the answer if there is one, else the question.
fn subject(source: &Source, rows: &[&EstimateRow]) -> Option<String> {
    let first = rows.first()?;
    let one = rows.iter().all(|row| row.cell.answer == first.cell.answer);
    let answer = one.then(|| notes::answer_title(source, &first.cell)).flatten();
    answer.or_else(|| question_of(source, Some(&first.cell)).map(|q| q.title.to_string()))
}

fn group_order(source: &Source, variable: &str) -> GroupOrder {
    let known = source.codebook().group(variable);
    GroupOrder {
        variable: variable.to_owned(),
        title: known.map_or(variable.to_owned(), |g| g.title.to_string()),
        levels: known.map(|g| g.levels.iter().map(|(id, _)| id.to_string()).collect()).unwrap_or_default(),
        ordered: known.is_some_and(|g| g.ordered),
    }
}
