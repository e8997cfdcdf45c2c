//! Waves in order of time: polls as points, the two ends of slopes, compositions.

use super::super::domain;
use super::{Reader, Rows, scale};
use crate::chart::{Figures, Row};
use crate::study::StudyError;
use crate::study::acts::EstimateRow;
use crate::study::figures::choice::{lacks, rules_out};
use crate::study::stat::Stat;
use crate::survey::{Cell, Group, Wave};
use std::collections::{BTreeMap, BTreeSet};

/// Refuses lines over time where there are no waves to draw them through, or where these have no dates.
pub(super) fn check(reader: &Reader<'_>, kind: &str) -> Result<(), StudyError> {
    let Some((kind, least)) = [("trend", 1), ("slope", 2), ("area", 2)].into_iter().find(|(name, _)| *name == kind)
    else {
        return Ok(());
    };
    let printed = reader.source.published().is_some();
    // Only shares make a whole that is stacked.
    let shares = reader.found.options.statistic.stat() == Stat::Share;
    if reader.waves.len() == 0 && !printed && reader.found.options.selection.over.is_none() {
        let others = if shares { "`bars`, `dots` or `likert`" } else { "`bars` or `dots`" };
        let needs = format!(
            "waves, and these estimates have none: name the variable that holds them with --over VAR (over in a study), or draw {others}"
        );
        return Err(rules_out(kind, &needs));
    }
    let dated = reader.waves.waves().any(|wave| wave.period.is_some());
    Err(lacks(
        kind,
        match (reader.waves.len(), shares) {
            (0, _) => "waves, and this table has none: draw `bars`, `dots` or `likert`",
            (count, true) if count < least => {
                "two waves or more, and there is one: widen the condition of --where, or draw `bars`, `dots` or `likert`"
            }
            (count, false) if count < least => {
                "two waves or more, and there is one: widen the condition of --where, or draw `bars` or `dots`"
            }
            (count, _) if kind == "slope" && reader.pollsters && count > MOST_WAVES => {
                "the polls of one pollster where there are more than six waves, as the first and the last need not be of the same: choose it with --where \"pollster == '…'\", or draw `trend`"
            }
            _ if kind != "slope" && !dated => {
                "dated waves, and no label of these is a date: write them as 2025-11 or 2025-11-03/2025-11-09, or draw `slope`"
            }
            _ => return Ok(()),
        },
    ))
}

/// Every dated row as a poll; what tells rows of one wave apart is its series.
pub(super) fn polls<'a>(reader: &Reader<'a>) -> Rows<'a> {
    // Lines of groups and answers are told by both.
    let crossed = reader.grouped && reader.answers && !reader.questions;
    let group = |row: &EstimateRow| {
        let groups = &row.cell.groups;
        let variable = groups.iter().map(|group| &*group.variable).collect::<Vec<_>>().join(", ");
        Some(Group::new(variable, reader.levels(&row.cell)?))
    };
    let placed = |row: &'a EstimateRow| {
        let made = Row { series: name(reader, &row.cell, false), ..dated(reader, row)? };
        let answer = || reader.answer_title(&row.cell);
        Some((row, if crossed { Row { answer: answer(), group: group(row), ..made } } else { made }))
    };
    reader.lines().filter_map(placed).collect()
}

/// A row at the middle of its field period.
pub(super) fn dated(reader: &Reader<'_>, row: &EstimateRow) -> Option<Row> {
    let wave = row.cell.wave.as_ref()?;
    Some(reader.numbers(row).at(wave.period?.middle(), reader.waves.name(wave)))
}

/// What tells a row from the others of its wave: question, answer, groups; the answer where nothing else does, nor its pollster where these are
/// `named`. One answer to all questions is what the subtitle says.
fn name(reader: &Reader<'_>, cell: &Cell, named: bool) -> Option<String> {
    let question = reader.question_title(cell).filter(|_| reader.questions);
    let answer = reader.answer_title(cell).filter(|_| reader.answers || !(reader.grouped || reader.questions || named));
    // As in lists, so that every kind knows the total by its name.
    let total = || domain::everybody(reader.source, &reader.found.options.selection);
    let total = || total().unwrap_or_else(|| Figures::default().everybody().to_owned());
    let levels = reader.levels(cell).or_else(|| reader.grouped.then(total));
    let parts: Vec<String> = [question, answer, levels].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

impl Reader<'_> {
    /// The waves of the result that the picture leaves out, unless it was asked for one.
    pub(super) fn waves_left_out(&self, shown: &[&EstimateRow]) -> Option<String> {
        let drawn = |wave: &&Wave| shown.iter().any(|row| row.cell.wave.as_ref() == Some(*wave));
        let names: Vec<String> = self.waves.waves().filter(|wave| !drawn(wave)).map(|w| self.waves.name(w)).collect();
        let seen: Vec<bool> = self.waves.waves().map(|wave| drawn(&wave)).collect();
        let which = match (seen.first(), seen.last()) {
            (Some(true), Some(true)) => "waves between",
            (_, Some(true)) if seen.is_sorted() => "earlier waves",
            _ => "other waves",
        };
        match names.as_slice() {
            _ if self.wave.is_some() => None,
            [] => None,
            [first, _, _, .., last] => Some(format!("Not shown: {} {which}, from {first} to {last}", names.len())),
            few => Some(format!("Not shown: {}", few.join(", "))),
        }
    }
}

/// The most waves that slopes run through; of more only the first and the last are shown.
const MOST_WAVES: usize = 6;

/// The waves of slopes. A wave without dates stands where its label puts it.
pub(super) fn ends<'a>(reader: &Reader<'a>) -> Rows<'a> {
    let waves: Vec<&Wave> = reader.waves.waves().collect();
    let is_end = |wave: &Wave| waves.first() == Some(&wave) || waves.last() == Some(&wave);
    let shown = |wave: &Wave| waves.len() <= MOST_WAVES || is_end(wave);
    let row = |row: &'a EstimateRow| {
        let wave = row.cell.wave.as_ref().filter(|wave| shown(wave))?;
        let placed = dated(reader, row).unwrap_or_else(|| reader.numbers(row).series(reader.waves.name(wave)));
        let pollster = row.cell.pollster.as_ref().filter(|_| reader.pollsters);
        let item = name(reader, &row.cell, reader.pollsters).into_iter().chain(pollster.map(ToString::to_string));
        let item: Vec<String> = item.collect();
        Some((row, placed.item(item.join(", "))))
    };
    reader.lines().filter_map(row).collect()
}

/// The answers of one question over time, whole in every wave: the answers themselves where two waves print them all, else their nets.
/// What is left to 100 % is an answer of its own.
pub(super) fn composition(reader: &Reader<'_>) -> Result<Figures, StudyError> {
    let several = [
        (reader.questions, "one question: choose it with --question, or draw `facets` of several"),
        (reader.grouped, "the answers of everybody: leave out --by, or draw `facets` of groups"),
        (reader.pollsters, "the polls of one pollster: choose it with --where \"pollster == '…'\""),
    ];
    if let Some((_, needs)) = several.into_iter().find(|(found, _)| *found) {
        let parted = !reader.found.options.selection.by.is_empty() || reader.found.options.selection.question.len() > 1;
        return Err(if parted { rules_out("area", needs) } else { lacks("area", needs) });
    }
    let named = !reader.found.options.selection.answer.is_empty();
    let of = |elementary: bool| whole(reader, &|cell| named || reader.is_elementary(cell) == elementary);
    let rows = [true, false].into_iter().map(of).find(|waves| waves.len() > 1);
    let waves = rows.ok_or_else(|| lacks("area", "two dated waves or more in which every answer is printed"))?;
    // Of answers that were chosen the others may be printed.
    let left_to = if named { "other answers" } else { scale::NOT_PRINTED };
    let mut rows = Vec::new();
    for members in waves.values() {
        let printed: f64 = members.iter().map(|row| row.estimate.value).sum();
        let rounding: f64 = members.iter().map(|row| row.estimate.rounding).sum();
        if printed - 1.0 > rounding.max(0.025) {
            return Err(lacks(
                "area",
                "answers that add up to 100 %: nets and their parts overlap, choose with --answer",
            ));
        }
        for row in members {
            let answer = reader.answer_title(&row.cell);
            rows.extend(dated(reader, row).map(|made| (*row, Row { answer, ..made })));
        }
        let like = members.last().and_then(|row| Some((*row, dated(reader, row)?)));
        let left = scale::rest(members.iter().copied()).zip(like);
        rows.extend(left.map(|(left, (row, like))| {
            (row, Row { value: Some(left), inner: None, outer: None, ..like }.answer(left_to))
        }));
    }
    Ok(reader.figures(rows))
}

/// The dated waves in which all answers that occur and are `wanted` are there.
fn whole<'a>(reader: &Reader<'a>, wanted: &dyn Fn(&Cell) -> bool) -> BTreeMap<&'a Wave, Vec<&'a EstimateRow>> {
    let rows = || reader.found.rows.iter().filter(|row| wanted(&row.cell));
    let answers: BTreeSet<_> = rows().map(|row| &row.cell.answer).collect();
    let mut waves: BTreeMap<&Wave, Vec<&EstimateRow>> = BTreeMap::new();
    for row in rows() {
        if let Some(wave) = row.cell.wave.as_ref().filter(|wave| wave.period.is_some()) {
            waves.entry(wave).or_default().push(row);
        }
    }
    waves.retain(|_, members| answers.len() > 1 && members.len() == answers.len());
    waves
}
