//! Several questions, each with answers of its own: answers stand under their question, as in a table of all results.

use super::{Reader, Rows};
use crate::chart::figures::distinct;
use crate::chart::kinds::MOST_COLOURED;
use crate::chart::{AnswerOrder, GroupOrder, Row};
use crate::study::StudyError;
use crate::study::acts::EstimateRow;
use crate::study::figures::notes;
use crate::study::file::ChartEntry;
use crate::survey::{Cell, Group, Role};
use std::collections::BTreeSet;

/// What everybody is called beside groups, in the little room over a column.
pub(super) const ALL: &str = "All";

/// Whether questions have so little in common that their answers make no columns: one shares less than half of its answers with the first.
pub(super) fn are_so(reader: &Reader<'_>) -> bool {
    let answers = |question: &Option<_>| -> BTreeSet<_> {
        let of = reader.found.rows.iter().filter(|row| row.cell.question == *question);
        of.filter_map(|row| row.cell.answer.as_deref()).collect()
    };
    let mut questions = distinct(reader.found.rows.iter().map(|row| &row.cell.question)).into_iter().map(answers);
    let Some(first) = questions.next() else { return false };
    reader.answers && questions.any(|other| 2 * first.intersection(&other).count() < first.len().min(other.len()))
}

/// Whether a kind lists answers under their questions: as they are no columns, or as groups take the columns.
pub(super) fn apply(reader: &Reader<'_>, kind: &str) -> bool {
    let by_groups = reader.answers && reader.questions && reader.grouped;
    match kind {
        "heat" | "table" => by_groups || are_so(reader),
        "dots" | "bars" => are_so(reader),
        _ => false,
    }
}

/// Answers under their questions: columns or series are groups of one wave or, without groups, the waves of a table.
pub(super) fn rows<'a>(reader: &Reader<'a>, kind: &str, entry: &ChartEntry) -> Result<Rows<'a>, StudyError> {
    let every_wave = ["heat", "table"].contains(&kind) && has_waves_across(reader);
    let wave = reader.one_wave(entry)?;
    // Nets that were not asked for would stand among the answers they sum.
    let shown = reader.all().filter(|row| reader.part(row).is_some());
    let shown = shown.filter(|row| every_wave || row.cell.wave.as_ref() == wave);
    Ok(shown.map(|row| (row, under_question(reader, row, every_wave))).collect())
}

fn has_waves_across(reader: &Reader<'_>) -> bool {
    !reader.grouped && reader.waves.len() > 1 && reader.wave.is_none()
}

/// Whether a panel for each question can show its answers over time.
pub(super) fn run_in_panels(reader: &Reader<'_>) -> bool {
    let dated = reader.waves.waves().all(|wave| wave.period.is_some());
    let lines = |question: &Option<_>| {
        distinct(reader.lines().map(|row| &row.cell).filter(|cell| cell.question == *question).map(|cell| &cell.answer))
    };
    let questions = distinct(reader.found.rows.iter().map(|row| &row.cell.question));
    has_waves_across(reader) && dated && questions.into_iter().all(|question| lines(question).len() <= MOST_COLOURED)
}

fn under_question(reader: &Reader<'_>, row: &EstimateRow, every_wave: bool) -> Row {
    let cell = &row.cell;
    let (title, column) = (reader.answer_title(cell), column(reader, cell, every_wave));
    Row {
        under: cell.question.as_deref().map(str::to_owned),
        item: title.clone(),
        group: reader.question_title(cell).map(|question| Group::new("question", question)),
        answer: title.filter(|_| column.is_none()),
        series: column,
        ..reader.numbers(row)
    }
}

/// What a column or series is called: the group, or everybody beside groups, the wave, the pollster, where they differ.
fn column(reader: &Reader<'_>, cell: &Cell, every_wave: bool) -> Option<String> {
    let group = reader.grouped.then(|| reader.levels(cell).unwrap_or_else(|| ALL.to_owned()));
    let pollster = cell.pollster.as_ref().filter(|_| reader.pollsters && !every_wave).map(ToString::to_string);
    // Waves of several pollsters have their names.
    let wave = if every_wave { reader.wave_title(cell) } else { None };
    let parts: Vec<String> = [group, wave, pollster].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Whether the groups across are in an order.
pub(super) fn are_steps(reader: &Reader<'_>) -> bool {
    let orders = reader.group_orders();
    reader.grouped && !orders.is_empty() && orders.iter().all(|order| order.ordered)
}

/// The waves, or groups, in order, everybody first: what stands in the columns.
pub(super) fn columns(reader: &Reader<'_>, rows: &Rows<'_>) -> Vec<AnswerOrder> {
    let orders = reader.group_orders();
    let place = |cell: &Cell| -> Vec<Option<usize>> {
        let at = |order: &GroupOrder| {
            let group = cell.groups.iter().find(|group| *group.variable == order.variable)?;
            order.levels.iter().position(|level| *level == *group.level)
        };
        orders.iter().map(at).collect()
    };
    let mut across: Vec<_> = rows.iter().filter_map(|(of, row)| Some((&of.cell, row.series.clone()?))).collect();
    across.sort_by_cached_key(|(cell, _)| (!cell.groups.is_empty(), place(cell), cell.wave.clone()));
    let names = distinct(across.into_iter().map(|(_, name)| name));
    names.into_iter().map(|name| AnswerOrder { name, role: Role::Plain }).collect()
}

/// The questions as headings, in the order asked for, each with its answers in theirs, or, where they have none, sorted by size.
pub(super) fn headings(reader: &Reader<'_>, rows: &Rows<'_>) -> Vec<GroupOrder> {
    let cells = || rows.iter().map(|(of, _)| &of.cell);
    let order = |question: &str| {
        let of = || cells().filter(|cell| cell.question.as_deref() == Some(question));
        let known = notes::answer_order(reader.source, of());
        let ordered = reader.scales.get(question).is_some() || reader.source.orders(question) || !known.is_empty();
        let shown = distinct(of().filter_map(|cell| reader.answer_title(cell)));
        let levels = known.into_iter().map(|answer| answer.name).filter(|name| shown.contains(name)).collect();
        let title = of().next().and_then(|cell| reader.question_title(cell)).unwrap_or_else(|| question.to_owned());
        GroupOrder { variable: question.to_owned(), title, levels, ordered }
    };
    distinct(cells().filter_map(|cell| cell.question.as_deref())).into_iter().map(order).collect()
}
