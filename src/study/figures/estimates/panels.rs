//! Small multiples. Over several dated waves, lines: one panel for each question and answer, with a line for each group; of one answer a panel
//! for each group. Of one wave, groups as dots in one column for each question or answer.

use super::over_time::dated;
use super::{Reader, Rows, own_answers};
use crate::chart::figures::distinct;
use crate::chart::kinds::{MOST_COLOURED, MOST_COLUMNS};
use crate::chart::{Figures, GroupOrder, Row};
use crate::ingest::rank;
use crate::study::StudyError;
use crate::study::acts::EstimateRow;
use crate::study::figures::choice::lacks;
use crate::study::figures::{domain, notes};
use crate::study::file::ChartEntry;
use crate::survey::{Cell, Group};

/// The rows with their panels.
pub(super) fn rows<'a>(reader: &Reader<'a>, entry: &ChartEntry) -> Result<Rows<'a>, StudyError> {
    match reader.grouped {
        false => plots(reader),
        true if runs_over_time(reader) => Ok(lines(reader)),
        true => columns(reader, entry),
    }
}

/// The question and answer of a cell, where they differ.
fn asked(reader: &Reader<'_>, cell: &Cell) -> Option<String> {
    let question = reader.question_title(cell).filter(|_| reader.questions);
    let answer = reader.answer_title(cell).filter(|_| reader.answers);
    let parts: Vec<String> = question.into_iter().chain(answer).collect();
    (!parts.is_empty()).then(|| parts.join(": "))
}

/// Whether groups are lines over time: of dated waves, of which none is asked for alone; and groups or answers are so few that a colour tells
/// each.
fn runs_over_time(reader: &Reader<'_>) -> bool {
    let dated = reader.waves.waves().all(|wave| wave.period.is_some());
    let told = match crossed(reader) {
        Some(inner) => levels(reader, inner) <= MOST_COLOURED,
        None => answers(reader) <= MOST_COLOURED || groups(reader) <= MOST_COLOURED,
    };
    reader.wave.is_none() && reader.waves.len() > 1 && dated && told
}

fn answers(reader: &Reader<'_>) -> usize {
    distinct(reader.lines().map(|row| (&row.cell.question, &row.cell.answer))).len()
}

fn groups(reader: &Reader<'_>) -> usize {
    distinct(reader.found.rows.iter().map(|row| &row.cell.groups)).len()
}

/// Where every row crosses two variables, the place of the one whose levels are lines: the second, unless only the first has few.
fn crossed(reader: &Reader<'_>) -> Option<usize> {
    let crossed = reader.found.rows.iter().all(|row| row.cell.groups.len() == 2);
    crossed.then(|| usize::from(levels(reader, 1) <= MOST_COLOURED || levels(reader, 0) > MOST_COLOURED))
}

/// How many levels a variable has of those that rows cross.
fn levels(reader: &Reader<'_>, at: usize) -> usize {
    distinct(reader.found.rows.iter().filter_map(|row| row.cell.groups.get(at))).len()
}

/// Groups over time: a panel for each answer with a line for each group, or the other way round where groups are more than there are colours;
/// of one answer a panel for each group. Of two crossed variables the levels of one are panels too.
fn lines<'a>(reader: &Reader<'a>) -> Rows<'a> {
    let crossed = crossed(reader);
    let turned = groups(reader) > MOST_COLOURED;
    let (everybody, of_groups): (Vec<&EstimateRow>, Vec<&EstimateRow>) =
        reader.lines().partition(|row| row.cell.groups.is_empty());
    let total = || domain::everybody(reader.source, &reader.found.options.selection);
    let total = total().unwrap_or_else(|| Figures::default().everybody().to_owned());
    let row = |row: &'a EstimateRow| {
        let asked = asked(reader, &row.cell);
        let name = |groups: &[Group]| reader.group_names.name(groups).unwrap_or_else(|| total.clone());
        let groups = row.cell.groups.as_slice();
        let level = |at: usize| groups.get(at).map(|group| group.level.to_string()).unwrap_or_default();
        let (panel, line) = match (crossed, asked) {
            (Some(inner), Some(asked)) => (format!("{asked}: {}", level(1 - inner)), level(inner)),
            (Some(inner), None) => (level(1 - inner), level(inner)),
            (None, Some(asked)) if turned => (name(groups), asked),
            (None, Some(asked)) => (asked, name(groups)),
            (None, None) => (name(groups), name(groups)),
        };
        let answer = reader.answer_title(&row.cell).filter(|_| reader.answers);
        Some((row, Row { panel: Some(panel), answer, ..dated(reader, row)? }.series(line)))
    };
    let everybody = everybody.into_iter().filter(|_| crossed.is_none());
    of_groups.into_iter().chain(everybody).filter_map(row).collect()
}

/// The order of panels: that of answers, or of the groups that are panels; those without an order are sorted by their values.
pub(super) fn order(reader: &Reader<'_>) -> Option<GroupOrder> {
    let asked = reader.questions || reader.answers;
    match reader.grouped {
        true if crossed(reader).is_some() => None,
        // Waves have their own order.
        true if !runs_over_time(reader) && !asked => None,
        true if !runs_over_time(reader) => unordered(reader, "panel"),
        true if !asked || groups(reader) > MOST_COLOURED => {
            let [of] = <[GroupOrder; 1]>::try_from(reader.group_orders()).ok()?;
            Some(GroupOrder { variable: "panel".to_owned(), ..of })
        }
        _ => unordered(reader, "panel"),
    }
}

/// Answers that are panels or lines, where they have no order.
fn unordered(reader: &Reader<'_>, variable: &str) -> Option<GroupOrder> {
    notes::unordered(reader.source, reader.found.rows.iter().map(|row| &row.cell), variable)
}

/// The order of lines: groups of one variable, or answers.
pub(super) fn line_order(reader: &Reader<'_>) -> Option<GroupOrder> {
    if !reader.grouped || !runs_over_time(reader) {
        return None;
    }
    if crossed(reader).is_none() && groups(reader) > MOST_COLOURED {
        return unordered(reader, "series");
    }
    let mut orders = reader.group_orders();
    let of = match crossed(reader) {
        Some(inner) => orders.swap_remove(inner),
        None if orders.len() > 1 => return None,
        None => orders.pop()?,
    };
    let mut levels = of.levels;
    if levels.is_empty() {
        let groups = reader.found.rows.iter().flat_map(|row| &row.cell.groups);
        let found: Vec<&str> = distinct(groups.filter(|group| *group.variable == *of.variable).map(|g| &*g.level));
        levels = found.into_iter().map(str::to_owned).collect();
        levels.sort_by_key(|level| rank(level));
    }
    Some(GroupOrder { variable: "series".to_owned(), levels, ..of })
}

fn columns<'a>(reader: &Reader<'a>, entry: &ChartEntry) -> Result<Rows<'a>, StudyError> {
    let by_wave = !reader.questions && !reader.answers;
    if by_wave && reader.waves.len() < 2 {
        return Err(lacks("facets", "several questions, answers or waves, one for each panel"));
    }
    if by_wave && reader.waves.len() > MOST_COLUMNS {
        return Err(lacks(
            "facets",
            "six waves at most, one for each column of dots, or waves with dates, which are lines: choose waves with --where, or write their labels as 2025-11",
        ));
    }
    let wave = reader.one_wave(entry)?;
    let shown = reader.all().filter(|row| by_wave || row.cell.wave.as_ref() == wave);
    let row = |row: &'a EstimateRow| {
        let cell = &row.cell;
        let panel = if by_wave { reader.wave_title(cell) } else { asked(reader, cell) };
        let item = reader.levels(cell).filter(|_| cell.groups.len() > 1);
        let group = cell.groups.first().filter(|_| item.is_none()).cloned();
        (row, Row { panel, item, group, ..reader.numbers(row) })
    };
    Ok(shown.map(row).collect())
}

fn plots<'a>(reader: &Reader<'a>) -> Result<Rows<'a>, StudyError> {
    if own_answers::run_in_panels(reader) {
        return Ok(reader.lines().filter_map(|row| Some((row, in_question(reader, row)?))).collect());
    }
    let row = |row: &'a EstimateRow| {
        let panel = asked(reader, &row.cell)?;
        let answer = reader.answer_title(&row.cell);
        Some((row, Row { panel: Some(panel), answer, ..dated(reader, row)? }))
    };
    let rows: Rows<'a> = reader.found.rows.iter().filter(|row| reader.part(row).is_some()).filter_map(row).collect();
    if rows.is_empty() {
        return Err(lacks("facets", "groups, or several answers over dated waves, one for each panel"));
    }
    Ok(rows)
}

/// An answer as a line in the panel of its question.
fn in_question(reader: &Reader<'_>, row: &EstimateRow) -> Option<Row> {
    let answer = reader.answer_title(&row.cell)?;
    Some(
        Row { panel: reader.question_title(&row.cell), answer: Some(answer.clone()), ..dated(reader, row)? }
            .series(answer),
    )
}
